import { type FeelNumber, parseNumber, toDouble } from '../decimal.ts';
import { parseRange } from '../range-text.ts';
import {
  type DaysTimeDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  makeDate,
  SECOND,
  UTC,
  YearsMonthsDuration,
  type Zone,
} from '../temporal.ts';
import { parseDate, parseDateTime, parseDuration, parseTime } from '../temporal-text.ts';
import { textOf } from '../text.ts';
import type { FeelValue } from '../values.ts';
import {
  any,
  builtIn,
  date,
  dateOrDateTime,
  dateTime,
  daysTime,
  duration,
  number,
  optional,
  range,
  signature,
  string,
  time,
} from './signature.ts';

const integer = (n: FeelNumber): number => (typeof n === 'number' ? n : Number.NaN);

const MOST_OFFSET = 18 * 3600;

function zoneOf(offset: DaysTimeDuration | null): Zone | undefined | 'invalid' {
  if (offset === null) return undefined;
  const seconds = Number(offset.nanoseconds / BigInt(SECOND));
  if (Math.abs(seconds) > MOST_OFFSET) return 'invalid';
  return seconds === 0 ? UTC : { name: undefined, offset: seconds };
}

function makeTime(hour: FeelNumber, minute: FeelNumber, second: FeelNumber, offset: DaysTimeDuration | null): FeelValue {
  const [h, m, s] = [integer(hour), integer(minute), toDouble(second)];
  const zone = zoneOf(offset);
  if (!(h >= 0 && h <= 23 && m >= 0 && m <= 59 && s >= 0 && s < 60) || zone === 'invalid') return null;
  return new FeelTime((h * 3600 + m * 60) * SECOND + Math.floor(s * SECOND + 1e-3), zone);
}

const SEPARATORS = [' ', ',', '.', null];
const NUMERAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Reads a number with grouping and decimal separators (DMN 1.5, table 72, footnote 1). */
function toNumber(from: string, grouping: string | null, decimal: string | null): FeelValue {
  if (!SEPARATORS.includes(grouping) || decimal === ' ' || !SEPARATORS.includes(decimal)) return null;
  if (grouping === decimal && grouping !== null) return null;
  const ungrouped = grouping === null ? from : from.replaceAll(grouping, '');
  const plain = decimal === null ? ungrouped : ungrouped.replaceAll(decimal, '.');
  return NUMERAL.test(plain) ? (parseNumber(plain) ?? null) : null;
}

/** Whole months from one date to the other, of the dates alone: an unfinished month does not count. */
function monthsBetween(from: FeelDate, to: FeelDate): YearsMonthsDuration {
  let months = (to.year - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) months--;
  else if (months < 0 && to.day > from.day) months++;
  return new YearsMonthsDuration(months);
}

const dateOf = (value: FeelDate | FeelDateTime): FeelDate => (value instanceof FeelDate ? value : value.date);

/** Conversion functions (DMN 1.5 §10.3.4.1). */
export const conversionFunctions = [
  builtIn(
    'date',
    signature(['from'], [string], (from) => parseDate(from) ?? null),
    signature(['from'], [dateOrDateTime], dateOf),
    signature(
      ['year', 'month', 'day'],
      [number, number, number],
      (year, month, day) => makeDate(integer(year), integer(month), integer(day)) ?? null,
    ),
  ),
  builtIn(
    'date and time',
    signature(['from'], [string], (from) => parseDateTime(from) ?? null),
    signature(['from'], [dateTime], (from) => from),
    signature(['date', 'time'], [dateOrDateTime, time], (day, clock) => new FeelDateTime(dateOf(day), clock)),
  ),
  builtIn(
    'time',
    signature(['from'], [string], (from) => parseTime(from) ?? null),
    signature(['from'], [time], (from) => from),
    signature(['from'], [dateTime], (from) => from.time),
    signature(['from'], [date], (_day) => new FeelTime(0, UTC)),
    signature(['hour', 'minute', 'second', 'offset?'], [number, number, number, optional(daysTime)], makeTime),
  ),
  builtIn('number', signature(['from', 'grouping separator', 'decimal separator'], [string, optional(string), optional(string)], toNumber)),
  builtIn(
    'string',
    signature(['from'], [any], (from) => (from === null ? null : textOf(from))),
  ),
  builtIn(
    'duration',
    signature(['from'], [string], (from) => parseDuration(from) ?? null),
    signature(['from'], [duration], (from) => from),
  ),
  builtIn(
    'years and months duration',
    signature(['from', 'to'], [dateOrDateTime, dateOrDateTime], (from, to) => monthsBetween(dateOf(from), dateOf(to))),
  ),
  builtIn(
    'range',
    signature(['from'], [string], (from) => parseRange(from) ?? null),
    signature(['from'], [range], (from) => from),
  ),
];
