import { dayNumber, fromDayNumber, type WorkingCalendar } from './calendar.ts';

export type DayUnit = 'workingDay' | 'calendarDay' | 'month' | 'year';

/** Days d with `after` < d ≤ `through` do not count. */
export interface Suspension {
  readonly after: Temporal.PlainDate;
  readonly through: Temporal.PlainDate;
}

/**
 * What becomes of a limit that would end on a day of rest. `forward`: it ends on the next working day (Civil Code, art. 203;
 * Administrative Reconsideration Law, art. 88). `backward`: on the last working day before, the safe reading where a law says nothing.
 */
export type Roll = 'none' | 'forward' | 'backward';

export interface Limit {
  /** Date of the event that starts the clock; it is not counted (Civil Code, art. 201). */
  readonly start: Temporal.PlainDate;
  readonly n: number;
  readonly unit: DayUnit;
  /** More of the same unit, granted by a decision before the limit ended (Administrative Licensing Law, art. 42). */
  readonly extension?: number;
  readonly roll?: Roll;
  readonly suspensions?: readonly Suspension[];
}

export interface Due {
  readonly due: Temporal.PlainDate;
  /** A day of the span lies in a year whose notice is not known: weekends alone were applied there. */
  readonly provisional: boolean;
}

/** Suspended days as pairs of day numbers, in order and without overlap: `[after, through]`. */
type Spans = readonly (readonly [after: number, through: number])[];

/**
 * When a limit of days, months or years ends.
 *
 * Working days leave out statutory holidays (Administrative Licensing Law, art. 82); months and years end on the corresponding day,
 * or on the month's last day where there is none (Civil Code, art. 202); suspended days are added at the end.
 *
 * @throws RangeError when `n` is no positive whole number, a suspension ends before it begins, or the end lies beyond the calendar
 */
export function deadline(limit: Limit, calendar: WorkingCalendar): Due {
  const start = dayNumber(limit.start);
  const end = rolled(calendar, endOf(limit, start, calendar), limit.roll);
  return { due: fromDayNumber(end), provisional: start + 1 < calendar.knownFrom || end > calendar.knownUntil };
}

function endOf(limit: Limit, start: number, calendar: WorkingCalendar): number {
  checkCount(limit.n, 'n');
  if (limit.extension !== undefined) checkCount(limit.extension, 'extension');
  const n = limit.n + (limit.extension ?? 0);
  const spans = spansOf(limit.suspensions);
  if (limit.unit === 'workingDay') return afterWorkingDays(calendar, start, n, spans);
  return skippingSuspended(start, limit.unit === 'calendarDay' ? start + n : correspondingDay(limit.start, n, limit.unit), spans);
}

function checkCount(n: number, name: string): void {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`${name} must be a positive whole number, got ${n}`);
}

function spansOf(suspensions: readonly Suspension[] = []): Spans {
  if (suspensions.length === 0) return NONE;
  const spans = suspensions.map(({ after, through }): [number, number] => {
    const span: [number, number] = [dayNumber(after), dayNumber(through)];
    if (span[1] < span[0]) throw new RangeError(`a suspension after ${after} cannot end on ${through}`);
    return span;
  });
  spans.sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last !== undefined && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
    else merged.push(span);
  }
  return merged;
}

const NONE: Spans = [];

const isSuspended = (spans: Spans, day: number): boolean => {
  for (const [after, through] of spans) if (day > after && day <= through) return true;
  return false;
};

/** Counting day by day over bytes is faster for the limits of law than searching the prefix sums; long ones take the sums. */
const LONG = 32;

function afterWorkingDays(calendar: WorkingCalendar, start: number, n: number, spans: Spans): number {
  const { works, firstDay, lastDay } = calendar;
  if (start < firstDay) throw new RangeError(`${fromDayNumber(start)} lies before the calendar ${calendar.id}`);
  if (spans.length === 0 && n > LONG) return nthWorkingDay(calendar, start, n);
  let left = n;
  let day = start;
  while (left > 0) {
    if (++day > lastDay)
      throw new RangeError(`a limit of ${n} working days from ${fromDayNumber(start)} ends beyond the calendar ${calendar.id}`);
    if (works[day - firstDay] === 1 && !isSuspended(spans, day)) left--;
  }
  return day;
}

/** The n-th working day after `start`, by bisection over the running sums. */
function nthWorkingDay({ worked, firstDay, lastDay, id }: WorkingCalendar, start: number, n: number): number {
  const wanted = (worked[start - firstDay + 1] as number) + n;
  let low = start - firstDay + 1;
  let high = lastDay - firstDay + 1;
  if ((worked[high] as number) < wanted)
    throw new RangeError(`a limit of ${n} working days from ${fromDayNumber(start)} ends beyond the calendar ${id}`);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((worked[middle] as number) >= wanted) high = middle;
    else low = middle + 1;
  }
  return firstDay + low - 1;
}

/** The end of a run of calendar days: each suspended day on the way adds one. */
function skippingSuspended(start: number, unsuspended: number, spans: Spans): number {
  let end = unsuspended;
  for (const [after, through] of spans) {
    const begin = Math.max(after, start);
    if (through > begin && begin < end) end += through - begin;
  }
  return end;
}

const correspondingDay = (start: Temporal.PlainDate, n: number, unit: 'month' | 'year'): number =>
  dayNumber(start.add(unit === 'month' ? { months: n } : { years: n }, { overflow: 'constrain' }));

function rolled({ works, firstDay, lastDay, id }: WorkingCalendar, day: number, roll: Roll = 'none'): number {
  if (roll === 'none') return day;
  const step = roll === 'forward' ? 1 : -1;
  for (let next = day; next >= firstDay && next <= lastDay; next += step) if (works[next - firstDay] === 1) return next;
  throw new RangeError(`${fromDayNumber(day)} lies beyond the calendar ${id}`);
}

/**
 * When a limit of hours ends. Hours run through nights and days of rest alike (Civil Code, art. 201).
 *
 * @throws RangeError when `n` is no positive whole number
 */
export function hoursDeadline(start: Temporal.ZonedDateTime, n: number): Temporal.ZonedDateTime {
  checkCount(n, 'n');
  return start.add({ hours: n });
}

export interface Latest {
  readonly latest: Temporal.PlainDate;
  readonly provisional: boolean;
}

/**
 * The latest day on which "no less than n days before" an event is still kept: the latest day whose n-th following day lies strictly
 * before the event.
 *
 * @throws RangeError when `n` is no positive whole number
 */
export function latest(event: Temporal.PlainDate, n: number, unit: DayUnit, calendar: WorkingCalendar): Latest {
  checkCount(n, 'n');
  const before = dayNumber(event);
  let day: number;
  if (unit === 'workingDay') day = workingDaysBack(calendar, before, n);
  else if (unit === 'calendarDay') day = before - n - 1;
  else day = correspondingDayBefore(event, n, unit);
  return { latest: fromDayNumber(day), provisional: day < calendar.knownFrom || before - 1 > calendar.knownUntil };
}

/** The last day whose corresponding day lies before the event: 31 March less a month is the last of February, whose own is 28 March. */
function correspondingDayBefore(event: Temporal.PlainDate, n: number, unit: 'month' | 'year'): number {
  const candidate = event.subtract(unit === 'month' ? { months: n } : { years: n }, { overflow: 'constrain' });
  const day = dayNumber(candidate);
  return correspondingDay(candidate, n, unit) < dayNumber(event) ? day : day - 1;
}

/** The n-th working day strictly before the event must still lie after the day sought: the day just before it is the latest. */
function workingDaysBack({ works, firstDay, id }: WorkingCalendar, event: number, n: number): number {
  let left = n;
  let day = event;
  while (left > 0) {
    if (--day <= firstDay) throw new RangeError(`${n} working days before ${fromDayNumber(event)} lie before the calendar ${id}`);
    if (works[day - firstDay] === 1) left--;
  }
  return day - 1;
}

/** Working days d with from ≤ d ≤ to; 0 when `to` lies before `from`. @throws RangeError beyond the calendar */
export function countWorkingDays(
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  { worked, firstDay, lastDay, id }: WorkingCalendar,
): number {
  const first = dayNumber(from);
  const last = dayNumber(to);
  if (first < firstDay || last > lastDay) throw new RangeError(`${from} to ${to} lies beyond the calendar ${id}`);
  return last < first ? 0 : (worked[last - firstDay + 1] as number) - (worked[first - firstDay] as number);
}

/** Full days that must lie between the publication of a rule and its entry into force (Regulations on the Procedures for Formulating Rules, art. 32). */
const DAYS_BEFORE_FORCE = 30;

/** The earliest day on which a rule may be in force: thirty full days after the day of publication, from the day after them. */
export const earliestEffective = (published: Temporal.PlainDate): Temporal.PlainDate => published.add({ days: DAYS_BEFORE_FORCE + 1 });

/** Whether a day is worked. @throws RangeError beyond the calendar */
export function isWorkingDay(date: Temporal.PlainDate, { works, firstDay, id }: WorkingCalendar): boolean {
  const worked = works[dayNumber(date) - firstDay];
  if (worked === undefined) throw new RangeError(`${date} lies beyond the calendar ${id}`);
  return worked === 1;
}
