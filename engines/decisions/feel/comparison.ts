import { compareNumbers, Decimal, type FeelNumber } from './decimal.ts';
import {
  DaysTimeDuration,
  dayNumber,
  FeelDate,
  FeelDateTime,
  FeelTime,
  instantOf,
  offsetNow,
  SECOND,
  YearsMonthsDuration,
  type Zone,
} from './temporal.ts';
import { type FeelContext, type FeelList, FeelRange, type FeelValue, isContext, isList, isNumber, kindOf } from './values.ts';

/** Nanoseconds of a time of day from midnight UTC; a time without zone is read in the other's (DMN 1.5, table 54). */
function utcTime(time: FeelTime, other: Zone | undefined): number {
  const zone = time.zone ?? other;
  return zone === undefined ? time.nanoseconds : time.nanoseconds - offsetNow(zone) * SECOND;
}

const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  // By code points, as the standard orders strings; UTF-16 units differ from that only where surrogates are met.
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
};

const sign = (a: number | bigint, b: number | bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Orders two values of one kind: negative, zero or positive (DMN 1.5, table 54).
 * Undefined where `<` is not defined for them; `<` is then null.
 */
export function compare(a: FeelValue, b: FeelValue): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string') return typeof b === 'string' ? compareText(a, b) : undefined;
  if (isNumber(a)) return isNumber(b) ? compareNumbers(a, b) : undefined;
  if (a instanceof FeelDate) return b instanceof FeelDate ? sign(dayNumber(a), dayNumber(b)) : undefined;
  if (a instanceof FeelDateTime) return b instanceof FeelDateTime ? sign(instantOf(a, b.time.zone), instantOf(b, a.time.zone)) : undefined;
  if (a instanceof FeelTime) return b instanceof FeelTime ? sign(utcTime(a, b.zone), utcTime(b, a.zone)) : undefined;
  if (a instanceof DaysTimeDuration) return b instanceof DaysTimeDuration ? sign(a.nanoseconds, b.nanoseconds) : undefined;
  if (a instanceof YearsMonthsDuration) return b instanceof YearsMonthsDuration ? a.months - b.months : undefined;
  return undefined;
}

/** Ternary conjunction over results of equality. */
function all(results: Iterable<boolean | null>): boolean | null {
  let outcome: boolean | null = true;
  for (const result of results) {
    if (result === false) return false;
    if (result === null) outcome = null;
  }
  return outcome;
}

function* pairs(a: FeelList, b: FeelList): Generator<boolean | null> {
  for (let i = 0; i < a.length; i++) yield equal(a[i] ?? null, b[i] ?? null);
}

function* entries(a: FeelContext, b: FeelContext): Generator<boolean | null> {
  for (const [key, value] of a) yield b.has(key) ? equal(value, b.get(key) ?? null) : false;
}

/** `a = b` (DMN 1.5, tables 52 and 53): null where the kinds differ; a list of one item equals that item. */
export function equal(a: FeelValue, b: FeelValue): boolean | null {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (isList(a)) {
    if (isList(b)) return a.length === b.length && all(pairs(a, b));
    return a.length === 1 ? equal(a[0] ?? null, b) : null;
  }
  if (isList(b)) return b.length === 1 ? equal(a, b[0] ?? null) : null;
  if (isContext(a)) return isContext(b) ? a.size === b.size && all(entries(a, b)) : null;
  if (a instanceof FeelRange) return b instanceof FeelRange ? equalRanges(a, b) : null;
  if (typeof a === 'boolean') return typeof b === 'boolean' ? a === b : null;
  const order = compare(a, b);
  if (order !== undefined) return order === 0;
  return kindOf(a) === kindOf(b) ? false : null;
}

function equalRanges(a: FeelRange, b: FeelRange): boolean | null {
  if (a.startIncluded !== b.startIncluded || a.endIncluded !== b.endIncluded) return false;
  return all([equal(a.start, b.start), equal(a.end, b.end)]);
}

const sameZone = (a: Zone | undefined, b: Zone | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.name === b.name && a.offset === b.offset);

const sameTime = (a: FeelTime, b: FeelTime): boolean => a.nanoseconds === b.nanoseconds && sameZone(a.zone, b.zone);

/** Whether two values are the same element of the semantic domain: the built-in `is`, never null (DMN 1.5 §10.3.2.2). */
export function identical(a: FeelValue, b: FeelValue): boolean {
  if (a === b) return true;
  if (a === null || b === null || kindOf(a) !== kindOf(b)) return false;
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, i) => identical(item, b[i] ?? null));
  if (isContext(a))
    return isContext(b) && a.size === b.size && [...a].every(([key, value]) => b.has(key) && identical(value, b.get(key) ?? null));
  if (a instanceof FeelTime) return b instanceof FeelTime && sameTime(a, b);
  if (a instanceof FeelDateTime) return b instanceof FeelDateTime && compare(a.date, b.date) === 0 && sameTime(a.time, b.time);
  return equal(a, b) === true;
}

/** Whether a number is the integer it must be to count or point at something; undefined if not. */
export function asInteger(value: FeelNumber): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Whether a value lies in a range; null where it is not comparable with the ends. */
export function inRange(value: FeelValue, range: FeelRange): boolean | null {
  let inside = true;
  if (range.start !== null) {
    const order = compare(value, range.start);
    if (order === undefined) return null;
    inside = range.startIncluded ? order >= 0 : order > 0;
  }
  if (range.end !== null) {
    const order = compare(value, range.end);
    if (order === undefined) return null;
    if (inside) inside = range.endIncluded ? order <= 0 : order < 0;
  }
  return range.start === null && range.end === null ? null : inside;
}

/** Ternary `or` of two results. */
const or = (a: boolean | null, b: boolean | null): boolean | null =>
  a === true || b === true ? true : a === null || b === null ? null : false;

/** `value in tested` for an evaluated right side (DMN 1.5, table 55). */
export function isIn(value: FeelValue, tested: FeelValue): boolean | null {
  if (tested instanceof FeelRange) return value instanceof FeelRange ? equal(value, tested) : inRange(value, tested);
  if (!isList(tested)) return equal(value, tested);
  let outcome: boolean | null = false;
  for (const item of tested) {
    // A list contains a value or does not, whatever else it holds; a range may lie among values that are not comparable.
    outcome = or(outcome, item instanceof FeelRange ? isIn(value, item) : equal(value, item) === true);
    if (outcome === true) return true;
  }
  // A list may also be tested for being the very list named.
  return isList(value) ? or(outcome, equal(value, tested)) : outcome;
}

/** Whether a value is a number that is not an integer of everyday size. */
export const isDecimal = (value: FeelValue): value is Decimal => value instanceof Decimal;
