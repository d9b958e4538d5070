/**
 * Dates, times and durations of FEEL (DMN 1.5 §10.3.2.3.4–8).
 *
 * FEEL years run from −999 999 999 to 999 999 999, beyond what `Temporal` holds, so the values are our own; `Temporal` is asked only
 * for the rules of named time zones.
 */
import { currentMoment } from './clock.ts';

/** A time zone: a fixed offset, or a name of the IANA database whose offset depends on the moment. */
export interface Zone {
  readonly name: string | undefined;
  /** Seconds east of UTC; for a named zone its offset is found by the moment. */
  readonly offset: number;
}

export const UTC: Zone = { name: undefined, offset: 0 };

export class FeelDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }
}

export class FeelTime {
  /** Nanoseconds since midnight, below 86 400 000 000 000. */
  readonly nanoseconds: number;
  readonly zone: Zone | undefined;
  constructor(nanoseconds: number, zone: Zone | undefined) {
    this.nanoseconds = nanoseconds;
    this.zone = zone;
  }
}

export class FeelDateTime {
  readonly date: FeelDate;
  readonly time: FeelTime;
  constructor(date: FeelDate, time: FeelTime) {
    this.date = date;
    this.time = time;
  }
}

export class YearsMonthsDuration {
  readonly months: number;
  constructor(months: number) {
    this.months = months;
  }
}

export class DaysTimeDuration {
  readonly nanoseconds: bigint;
  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds;
  }
}

export const LAST_YEAR = 999_999_999;
export const SECOND = 1_000_000_000;
export const DAY = 86_400 * SECOND;
const DAY_BIG = BigInt(DAY);

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
export const daysInMonth = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0));

/** The date of the proleptic Gregorian calendar, or undefined when there is none or its year is outside FEEL's range. */
export function makeDate(year: number, month: number, day: number): FeelDate | undefined {
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return undefined;
  if (Math.abs(year) > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return new FeelDate(year, month, day);
}

/** Days since 1970-01-01, by the algorithm of H. Hinnant's "chrono-compatible low-level date algorithms". */
export function dayNumber({ year, month, day }: FeelDate): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** The inverse of `dayNumber`; undefined beyond FEEL's years. */
export function dateOfDayNumber(days: number): FeelDate | undefined {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return makeDate(year, month, dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1);
}

/** 1 for Monday to 7 for Sunday (ISO 8601). */
export const weekday = (date: FeelDate): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;

const MIDNIGHT_UTC = new FeelTime(0, UTC);
/** Where a date stands for a date and time, its time of day is midnight UTC (DMN 1.5 §10.3.2.3.5). */
export const midnightUtc = (date: FeelDate): FeelDateTime => new FeelDateTime(date, MIDNIGHT_UTC);

/** Nanoseconds of the local date and time since 1970-01-01T00:00:00, without regard to its zone. */
export const localNanoseconds = ({ date, time }: FeelDateTime): bigint => BigInt(dayNumber(date)) * DAY_BIG + BigInt(time.nanoseconds);

const floorDivide = (a: bigint, b: bigint): bigint => (a % b < 0n ? a / b - 1n : a / b);

/** The inverse of `localNanoseconds`; undefined beyond FEEL's years. */
export function dateTimeOfLocal(nanoseconds: bigint, zone: Zone | undefined): FeelDateTime | undefined {
  const days = floorDivide(nanoseconds, DAY_BIG);
  const date = dateOfDayNumber(Number(days));
  return date === undefined ? undefined : new FeelDateTime(date, new FeelTime(Number(nanoseconds - days * DAY_BIG), zone));
}

/** Years that `Temporal` can hold with room for a zone's offset. */
const TEMPORAL_YEARS = 270_000;

/** A year with the same calendar that `Temporal` can hold: zone rules repeat with the Gregorian cycle of 400 years. */
const heldYear = (year: number): number => (Math.abs(year) <= TEMPORAL_YEARS ? year : year < 0 ? (year % 400) - 2000 : (year % 400) + 2000);

/** Seconds east of UTC of a zone at a local date and time. */
export function offsetAt(zone: Zone, { date, time }: FeelDateTime): number {
  if (zone.name === undefined) return zone.offset;
  const local = new Temporal.PlainDateTime(heldYear(date.year), date.month, date.day).add({ nanoseconds: time.nanoseconds });
  return local.toZonedDateTime(zone.name).offsetNanoseconds / SECOND;
}

/** Seconds east of UTC that a named zone has now: a time of day alone names no moment. */
export function offsetNow(zone: Zone): number {
  return zone.name === undefined ? zone.offset : currentMoment().withTimeZone(zone.name).offsetNanoseconds / SECOND;
}

/** Nanoseconds since 1970-01-01T00:00:00Z; a value without zone is read in `fallback`. */
export function instantOf(value: FeelDateTime, fallback: Zone = UTC): bigint {
  const zone = value.time.zone ?? fallback;
  return localNanoseconds(value) - BigInt(offsetAt(zone, value)) * BigInt(SECOND);
}

/** The date and time in a zone at a moment; undefined beyond FEEL's years. */
export function dateTimeAt(instant: bigint, zone: Zone): FeelDateTime | undefined {
  if (zone.name === undefined) return dateTimeOfLocal(instant + BigInt(zone.offset * SECOND), zone);
  const utc = dateTimeOfLocal(instant, UTC);
  if (utc === undefined) return undefined;
  const moment = new Temporal.PlainDateTime(heldYear(utc.date.year), utc.date.month, utc.date.day)
    .add({ nanoseconds: utc.time.nanoseconds })
    .toZonedDateTime('UTC')
    .withTimeZone(zone.name);
  return dateTimeOfLocal(instant + BigInt(moment.offsetNanoseconds), zone);
}

const zones = new Map<string, Zone | undefined>();

/** The zone of an IANA name, or undefined if the runtime's database lacks it. */
export function namedZone(name: string): Zone | undefined {
  if (zones.has(name)) return zones.get(name);
  let zone: Zone | undefined;
  if (/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) {
    try {
      zone = { name, offset: Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).offsetNanoseconds / SECOND };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  if (zones.size < 1000) zones.set(name, zone);
  return zone;
}
