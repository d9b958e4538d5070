import { Decimal, divide, fromBig } from './decimal.ts';
import {
  DAY,
  DaysTimeDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  offsetAt,
  offsetNow,
  SECOND,
  weekday,
  YearsMonthsDuration,
} from './temporal.ts';
import { FeelRange, type FeelValue, isContext, isList } from './values.ts';

const SECOND_BIG = BigInt(SECOND);
const DAY_BIG = BigInt(DAY);

const seconds = (nanoseconds: bigint): FeelValue => divide(fromBig(nanoseconds), SECOND) ?? null;

function ofDate(date: FeelDate, name: string): FeelValue {
  switch (name) {
    case 'year':
      return date.year;
    case 'month':
      return date.month;
    case 'day':
      return date.day;
    case 'weekday':
      return weekday(date);
    default:
      return null;
  }
}

function ofTime(time: FeelTime, name: string, offset: () => number): FeelValue {
  const whole = Math.floor(time.nanoseconds / SECOND);
  switch (name) {
    case 'hour':
      return Math.floor(whole / 3600);
    case 'minute':
      return Math.floor(whole / 60) % 60;
    case 'second':
      return seconds(BigInt(time.nanoseconds % (60 * SECOND)));
    case 'time offset':
      return time.zone === undefined ? null : new DaysTimeDuration(BigInt(offset()) * SECOND_BIG);
    case 'timezone':
      return time.zone?.name ?? null;
    default:
      return null;
  }
}

function ofDaysTime({ nanoseconds }: DaysTimeDuration, name: string): FeelValue {
  switch (name) {
    case 'days':
      return fromBig(nanoseconds / DAY_BIG);
    case 'hours':
      return Number((nanoseconds % DAY_BIG) / (3600n * SECOND_BIG)) + 0;
    case 'minutes':
      return Number((nanoseconds % (3600n * SECOND_BIG)) / (60n * SECOND_BIG)) + 0;
    case 'seconds':
      return seconds(nanoseconds % (60n * SECOND_BIG));
    default:
      return null;
  }
}

function ofRange(range: FeelRange, name: string): FeelValue {
  switch (name) {
    case 'start':
      return range.start;
    case 'end':
      return range.end;
    case 'start included':
      return range.startIncluded;
    case 'end included':
      return range.endIncluded;
    default:
      return null;
  }
}

/** `value.name`: an entry, a component of a date, time, duration or range (DMN 1.5, tables 64–66), or each item's in a list. */
export function property(value: FeelValue, name: string): FeelValue {
  if (isContext(value)) return value.get(name) ?? null;
  if (isList(value)) return value.map((item) => property(item, name));
  if (value === null || typeof value !== 'object' || value instanceof Decimal) return null;
  if (value instanceof FeelDate) return ofDate(value, name);
  if (value instanceof FeelDateTime)
    return (
      ofDate(value.date, name) ?? ofTime(value.time, name, () => (value.time.zone === undefined ? 0 : offsetAt(value.time.zone, value)))
    );
  if (value instanceof FeelTime) return ofTime(value, name, () => (value.zone === undefined ? 0 : offsetNow(value.zone)));
  if (value instanceof DaysTimeDuration) return ofDaysTime(value, name);
  if (value instanceof YearsMonthsDuration) {
    if (name === 'years') return Math.trunc(value.months / 12) + 0;
    return name === 'months' ? (value.months % 12) + 0 : null;
  }
  return value instanceof FeelRange ? ofRange(value, name) : null;
}
