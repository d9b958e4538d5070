import { countWorkingDays, deadline, type ProofDay, proof } from '@mandate/calendar';
import { dateIn } from '../platform/time.ts';
import { type ClockDay, type ClockOptions, type ClockState, lawReference, type PageContext } from '../platform/views/index.ts';
import type { Services } from '../services.ts';
import type { ClockRow } from './clocks.ts';
import type { Procedure } from './library.ts';

type Reckoning = Pick<Services, 'calendar' | 'timeZone'>;

interface Span {
  readonly start: Temporal.PlainDate;
  /** The day it is due; of a suspended clock, the day it would be due if it went on today. */
  readonly due: Temporal.PlainDate;
  readonly suspensions: readonly { readonly after: Temporal.PlainDate; readonly through: Temporal.PlainDate }[];
  readonly isProvisional: boolean;
}

/** A clock in days as dates; one in hours has none to show as a strip. */
function spanOf({ calendar, timeZone }: Reckoning, clock: ClockRow, today: Temporal.PlainDate): Span {
  if (clock.unit === 'hour') throw new RangeError('a clock in hours has no strip of days');
  const start = dateIn(timeZone, clock.started_at);
  const past = clock.suspensions.map(({ after, through }) => ({
    after: Temporal.PlainDate.from(after),
    through: Temporal.PlainDate.from(through),
  }));
  const open =
    clock.suspended_at === null
      ? []
      : [{ after: dateIn(timeZone, clock.suspended_at), through: later(dateIn(timeZone, clock.suspended_at), today) }];
  const suspensions = [...past, ...open];
  const { due, provisional } = deadline({ start, n: clock.amount, unit: clock.unit, suspensions }, calendar);
  return { start, due, suspensions, isProvisional: provisional };
}

const later = (a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate => (Temporal.PlainDate.compare(a, b) < 0 ? b : a);
const earlier = (a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate => (Temporal.PlainDate.compare(a, b) < 0 ? a : b);

export interface ClockProgress {
  readonly elapsed: number;
  readonly limit: number;
  readonly state: ClockState;
}

/** How much of a clock in days is used up on a day: what a bar in a list shows. */
export function clockProgress(services: Reckoning, today: Temporal.PlainDate, clock: ClockRow): ClockProgress {
  const span = spanOf(services, clock, today);
  return progressOf(services, clock, span, today);
}

function progressOf({ calendar, timeZone }: Reckoning, clock: ClockRow, span: Span, today: Temporal.PlainDate): ClockProgress {
  const until = clock.ended_at === null ? today : dateIn(timeZone, clock.ended_at);
  const counted = countedDays(clock, span, until, calendar);
  const limit = clock.unit === 'workingDay' ? clock.amount : span.start.until(span.due).days - suspendedDays(span);
  const state: ClockState =
    clock.ended_at !== null
      ? 'done'
      : clock.suspended_at !== null
        ? 'suspended'
        : Temporal.PlainDate.compare(today, span.due) > 0
          ? 'late'
          : 'running';
  return { elapsed: counted, limit, state };
}

function countedDays(clock: ClockRow, span: Span, until: Temporal.PlainDate, calendar: Services['calendar']): number {
  const first = span.start.add({ days: 1 });
  const count = (from: Temporal.PlainDate, to: Temporal.PlainDate): number =>
    Temporal.PlainDate.compare(to, from) < 0
      ? 0
      : clock.unit === 'workingDay'
        ? countWorkingDays(from, to, calendar)
        : from.until(to).days + 1;
  const suspended = span.suspensions.reduce(
    (sum, { after, through }) => sum + count(later(after.add({ days: 1 }), first), earlier(through, until)),
    0,
  );
  return count(first, until) - suspended;
}

const suspendedDays = ({ suspensions }: Span): number =>
  suspensions.reduce((sum, { after, through }) => sum + after.until(through).days, 0);

/** Everything the clock strip shows: each day from the start to the due day, or to today when that is later, and why it counts or not. */
export function clockOptions(services: Reckoning, context: PageContext, procedure: Procedure, clock: ClockRow): ClockOptions {
  const { today, language } = context;
  const span = spanOf(services, clock, today);
  const definition = procedure.clocks[clock.name];
  const end = clock.ended_at === null ? later(span.due, today) : span.due;
  const unit = clock.unit === 'workingDay' ? 'workingDay' : 'calendarDay';
  const days = proof({ unit, start: span.start, through: end, suspensions: span.suspensions }, services.calendar);
  return {
    title: definition?.title[language] ?? clock.name,
    days: days.map((day) => clockDay(context, day)),
    due: span.due,
    ...progressOf(services, clock, span, today),
    unit: unit === 'workingDay' ? 'working-days' : 'calendar-days',
    isProvisional: span.isProvisional,
    ...(definition === undefined
      ? {}
      : {
          law: lawReference(context, {
            instrument: definition.basis[language],
            ...(definition.suspensionBasis === undefined ? {} : { says: definition.suspensionBasis[language] }),
          }),
        }),
  };
}

function clockDay(context: PageContext, day: ProofDay): ClockDay {
  const kind = day.counted ? 'counted' : day.why === 'suspended' ? 'suspended' : 'not-counted';
  if (day.counted && day.why !== 'worked-weekend') return { date: day.date, kind };
  const words = context.t(`clocks.why.${day.why}`, { name: day.name ?? '', notice: day.notice ?? '' });
  return { date: day.date, kind, reason: words };
}
