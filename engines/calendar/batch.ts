import type { CalendarSource, WorkingCalendar } from './calendar.ts';
import { compileCalendar } from './calendar.ts';
import { type Counting, type CountingRule, countingOf } from './counting.ts';
import {
  countWorkingDays,
  type DayUnit,
  deadline,
  earliestEffective,
  hoursDeadline,
  latest,
  type Roll,
  type Suspension,
} from './deadline.ts';
import { proof } from './proof.ts';

type Request = Readonly<Record<string, unknown>>;
type Reply = Record<string, unknown>;

/** A request that cannot be answered, with the field that is wrong. */
class BadRequest extends Error {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** How many days of knowledge are kept compiled: a run of questions "as known on" one day compiles once. */
const KEPT = 32;

/**
 * Answers questions about limits over a set of calendars, one object in, one out; the proof is made because the question asks for it.
 *
 * @param usual id of the calendar that is meant when a question names none
 * @param laws  rules by which a question may name a law instead of a unit
 */
export function answerer(
  sources: ReadonlyMap<string, CalendarSource>,
  usual: string,
  laws: readonly CountingRule[] = [],
): (request: Request) => Reply {
  const compiled = new Map<string, WorkingCalendar>();
  const calendarOf = (request: Request): WorkingCalendar => {
    const id = request.calendar === undefined ? usual : String(request.calendar);
    const source = sources.get(id);
    if (source === undefined)
      throw new BadRequest('calendar', `there is no calendar "${id}"; there are: ${[...sources.keys()].join(', ')}`);
    const knownOn = request.asOf === undefined ? undefined : dateOf(request, 'asOf');
    const key = `${id} ${knownOn?.toString() ?? ''}`;
    let calendar = compiled.get(key);
    if (calendar === undefined) {
      if (compiled.size >= KEPT) compiled.clear();
      calendar = compileCalendar(source, knownOn);
      compiled.set(key, calendar);
    }
    return calendar;
  };
  return (request) => {
    try {
      return answer(request, calendarOf, laws);
    } catch (error) {
      if (error instanceof BadRequest) return { error: { code: 'bad-request', field: error.field, message: error.message } };
      if (error instanceof RangeError) return { error: { code: 'out-of-range', message: error.message } };
      throw error;
    }
  };
}

function answer(request: Request, calendarOf: (request: Request) => WorkingCalendar, laws: readonly CountingRule[]): Reply {
  switch (request.op) {
    case 'deadline':
      return request.unit === 'hour' ? answerHours(request) : answerDeadline(request, calendarOf(request), countingFor(request, laws));
    case 'latest': {
      const event = dateOf(request, 'event');
      const calendar = calendarOf(request);
      const unit = unitOf(request);
      const found = latest(event, countOf(request), unit, calendar);
      const days = proof({ unit, start: found.latest, through: event.subtract({ days: 1 }) }, calendar);
      return { latest: found.latest.toString(), provisional: found.provisional, proof: shown(days) };
    }
    case 'workdays':
      return { count: countWorkingDays(dateOf(request, 'from'), dateOf(request, 'to'), calendarOf(request)) };
    case 'effective': {
      const published = dateOf(request, 'published');
      const effective = earliestEffective(published);
      const days = proof({ unit: 'calendarDay', start: published, through: effective.subtract({ days: 1 }) }, calendarOf(request));
      return { earliestEffective: effective.toString(), proof: shown(days) };
    }
    default:
      throw new BadRequest('op', `op must be deadline, latest, workdays or effective, got ${JSON.stringify(request.op)}`);
  }
}

/** The unit and roll that a question gives, or those of the law that it names. */
function countingFor(request: Request, laws: readonly CountingRule[]): Counting {
  if (request.law === undefined) return { unit: unitOf(request), roll: rollOf(request), internalRoll: rollOf(request) };
  const rule = laws.find(({ id, law }) => id === request.law || law === request.law);
  if (rule === undefined)
    throw new BadRequest(
      'law',
      `there is no rule for the law ${JSON.stringify(request.law)}; there are: ${laws.map(({ id }) => id).join(', ')}`,
    );
  if (request.unit !== undefined && request.unit !== 'workingDay' && request.unit !== 'calendarDay')
    throw new BadRequest('unit', 'with a law, unit says how its text is written: workingDay, calendarDay or left out');
  return countingOf(rule, countOf(request), request.unit === 'workingDay' ? 'workingDay' : 'day');
}

function answerDeadline(request: Request, calendar: WorkingCalendar, { unit, roll, internalRoll }: Counting): Reply {
  const limit = {
    start: dateOf(request, 'start'),
    n: countOf(request),
    unit,
    suspensions: suspensionsOf(request),
    ...(request.extension === undefined ? {} : { extension: countOf(request, 'extension') }),
  };
  const unrolled = deadline(limit, calendar);
  const { due, provisional } = deadline({ ...limit, roll }, calendar);
  const days = proof({ unit, start: limit.start, through: due, countedThrough: unrolled.due, suspensions: limit.suspensions }, calendar);
  return {
    due: due.toString(),
    provisional,
    ...(internalRoll === roll ? {} : { internalDue: deadline({ ...limit, roll: internalRoll }, calendar).due.toString() }),
    proof: shown(days),
  };
}

function rollOf({ roll = 'none' }: Request): Roll {
  if (roll !== 'none' && roll !== 'forward' && roll !== 'backward')
    throw new BadRequest('roll', `roll must be none, forward or backward, got ${JSON.stringify(roll)}`);
  return roll;
}

function answerHours(request: Request): Reply {
  const text = request.start;
  if (suspensionsOf(request).length > 0) throw new BadRequest('suspensions', 'a limit of hours is not suspended: hours run through');
  if (typeof text !== 'string') throw new BadRequest('start', 'start must be a date-time with zone');
  try {
    const start = Temporal.ZonedDateTime.from(text.includes('[') ? text : zoned(text));
    const due = hoursDeadline(start, countOf(request));
    return { due: text.includes('[') ? due.toString() : withoutZone(due, text), provisional: false, proof: [] };
  } catch (error) {
    if (error instanceof BadRequest) throw error;
    throw new BadRequest('start', `start must be a date-time with zone, got ${text}`);
  }
}

/** The end is written as the start was: with its offset, or with `Z`. */
const withoutZone = (due: Temporal.ZonedDateTime, start: string): string =>
  /z$/i.test(start) ? due.toInstant().toString() : due.toString({ timeZoneName: 'never' });

/** `2026-03-01T09:00:00+08:00` carries its offset as its zone; `Z` is UTC. */
function zoned(text: string): string {
  const offset = /([+-]\d{2}:?\d{2})$/.exec(text)?.[1];
  if (offset !== undefined) return `${text}[${offset}]`;
  if (/Z$/i.test(text)) return `${text}[UTC]`;
  throw new BadRequest('start', `start must be a date-time with zone, got ${text}`);
}

function dateOf(request: Request, field: string): Temporal.PlainDate {
  const value = request[field];
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value))
    throw new BadRequest(field, `${field} must be a date YYYY-MM-DD, got ${JSON.stringify(value)}`);
  try {
    return Temporal.PlainDate.from(value, { overflow: 'reject' });
  } catch {
    throw new BadRequest(field, `${field} is no date of the calendar: ${value}`);
  }
}

/** A hundred years in days: what is longer is a slip of the pen, and its proof would fill a disk. */
const MOST = 36_525;

function countOf(request: Request, field: 'n' | 'extension' = 'n'): number {
  const n = request[field];
  if (typeof n !== 'number' || !Number.isInteger(n) || n < 1 || n > MOST)
    throw new BadRequest(field, `${field} must be a whole number from 1 to ${MOST}, got ${JSON.stringify(n)}`);
  return n;
}

function unitOf(request: Request): DayUnit {
  const { unit } = request;
  if (unit !== 'workingDay' && unit !== 'calendarDay' && unit !== 'month' && unit !== 'year')
    throw new BadRequest('unit', `unit must be workingDay, calendarDay, month, year or hour, got ${JSON.stringify(unit)}`);
  return unit;
}

function suspensionsOf(request: Request): readonly Suspension[] {
  const list = request.suspensions ?? [];
  if (!Array.isArray(list)) throw new BadRequest('suspensions', 'suspensions must be a list of {after, through}');
  return list.map((each: unknown, i) => {
    if (typeof each !== 'object' || each === null) throw new BadRequest(`suspensions[${i}]`, `suspensions[${i}] must be {after, through}`);
    const after = dateOf(each as Request, 'after');
    const through = dateOf(each as Request, 'through');
    if (Temporal.PlainDate.compare(through, after) < 0)
      throw new BadRequest(`suspensions[${i}].through`, `a suspension after ${after} cannot end on ${through}`);
    return { after, through };
  });
}

const shown = (days: ReturnType<typeof proof>): readonly object[] =>
  days.map(({ date, counted, why, notice, name }) => ({
    date: date.toString(),
    counted,
    why,
    ...(notice === undefined ? {} : { notice }),
    ...(name === undefined ? {} : { name }),
  }));
