import {
  add as addNumbers,
  Decimal,
  divide as divideNumbers,
  type FeelNumber,
  fromBig,
  multiply as multiplyNumbers,
  negate as negateNumber,
  roundTo,
  subtract as subtractNumbers,
  toBig,
} from './decimal.ts';
import { power } from './decimal-functions.ts';
import { chargeText } from './limits.ts';
import {
  DAY,
  DaysTimeDuration,
  dateOfDayNumber,
  dateTimeAt,
  dateTimeOfLocal,
  dayNumber,
  daysInMonth,
  FeelDate,
  FeelDateTime,
  FeelTime,
  instantOf,
  LAST_YEAR,
  localNanoseconds,
  makeDate,
  midnightUtc,
  offsetNow,
  SECOND,
  YearsMonthsDuration,
} from './temporal.ts';
import { type FeelValue, isNumber } from './values.ts';

const DAY_BIG = BigInt(DAY);

/** The date so many months later; a day that the month lacks becomes its last. Undefined beyond FEEL's years. */
function shiftMonths(date: FeelDate, months: number): FeelDate | undefined {
  const total = date.year * 12 + (date.month - 1) + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return Math.abs(year) > LAST_YEAR ? undefined : makeDate(year, month, Math.min(date.day, daysInMonth(year, month)));
}

function addMonths(value: FeelValue, months: number): FeelValue {
  if (value instanceof FeelDate) return shiftMonths(value, months) ?? null;
  if (value instanceof FeelDateTime) {
    const date = shiftMonths(value.date, months);
    return date === undefined ? null : new FeelDateTime(date, value.time);
  }
  return value instanceof YearsMonthsDuration ? makeMonths(value.months + months) : null;
}

const makeMonths = (months: number): FeelValue =>
  Number.isSafeInteger(months) ? new YearsMonthsDuration(months === 0 ? 0 : months) : null;

function addNanoseconds(value: FeelValue, nanoseconds: bigint): FeelValue {
  if (value instanceof FeelDateTime) {
    const { zone } = value.time;
    if (zone?.name === undefined) return dateTimeOfLocal(localNanoseconds(value) + nanoseconds, zone) ?? null;
    return dateTimeAt(instantOf(value) + nanoseconds, zone) ?? null;
  }
  if (value instanceof FeelDate) {
    const local = BigInt(dayNumber(value)) * DAY_BIG + nanoseconds;
    return dateOfDayNumber(Number((local - (((local % DAY_BIG) + DAY_BIG) % DAY_BIG)) / DAY_BIG)) ?? null;
  }
  if (value instanceof FeelTime) {
    const total = (BigInt(value.nanoseconds) + nanoseconds) % DAY_BIG;
    return new FeelTime(Number(total < 0n ? total + DAY_BIG : total), value.zone);
  }
  return value instanceof DaysTimeDuration ? new DaysTimeDuration(value.nanoseconds + nanoseconds) : null;
}

/** `a + b` (DMN 1.5, table 57); null where addition is not defined. */
export function add(a: FeelValue, b: FeelValue): FeelValue {
  if (isNumber(a)) return isNumber(b) ? addNumbers(a, b) : null;
  if (typeof a === 'string') return typeof b === 'string' ? chargeText(a + b) : null;
  if (b instanceof YearsMonthsDuration) return addMonths(a, b.months);
  if (b instanceof DaysTimeDuration) return addNanoseconds(a, b.nanoseconds);
  if (a instanceof YearsMonthsDuration) return addMonths(b, a.months);
  return a instanceof DaysTimeDuration ? addNanoseconds(b, a.nanoseconds) : null;
}

/** The time between two moments; defined only where both have a zone or neither has (DMN 1.5, table 57). */
function between(a: FeelDateTime, b: FeelDateTime): FeelValue {
  if ((a.time.zone === undefined) !== (b.time.zone === undefined)) return null;
  return new DaysTimeDuration(instantOf(a) - instantOf(b));
}

function betweenTimes(a: FeelTime, b: FeelTime): FeelValue {
  if ((a.zone === undefined) !== (b.zone === undefined)) return null;
  const offset = a.zone === undefined || b.zone === undefined ? 0 : offsetNow(a.zone) - offsetNow(b.zone);
  return new DaysTimeDuration(BigInt(a.nanoseconds - b.nanoseconds - offset * SECOND));
}

/** `a - b` (DMN 1.5, table 57); null where subtraction is not defined. */
export function subtract(a: FeelValue, b: FeelValue): FeelValue {
  if (isNumber(a)) return isNumber(b) ? subtractNumbers(a, b) : null;
  if (b instanceof YearsMonthsDuration) return addMonths(a, -b.months);
  if (b instanceof DaysTimeDuration) return addNanoseconds(a, -b.nanoseconds);
  if (a instanceof FeelTime) return b instanceof FeelTime ? betweenTimes(a, b) : null;
  const from = a instanceof FeelDate ? midnightUtc(a) : a;
  const to = b instanceof FeelDate ? midnightUtc(b) : b;
  return from instanceof FeelDateTime && to instanceof FeelDateTime ? between(from, to) : null;
}

/** The duration of so many nanoseconds or months, parts of one dropped. */
function scaled(duration: DaysTimeDuration | YearsMonthsDuration, amount: FeelNumber | undefined): FeelValue {
  if (amount === undefined) return null;
  if (duration instanceof YearsMonthsDuration) {
    const months = roundTo(amount, 0, 'down');
    return typeof months === 'number' ? makeMonths(months) : null;
  }
  const whole = toBig(amount);
  return whole === undefined ? null : new DaysTimeDuration(whole);
}

const sizeOf = (duration: DaysTimeDuration | YearsMonthsDuration): FeelNumber =>
  duration instanceof DaysTimeDuration ? fromBig(duration.nanoseconds) : duration.months;

const isDuration = (value: FeelValue): value is DaysTimeDuration | YearsMonthsDuration =>
  value instanceof DaysTimeDuration || value instanceof YearsMonthsDuration;

/** `a * b` (DMN 1.5, table 59). */
export function multiply(a: FeelValue, b: FeelValue): FeelValue {
  if (isNumber(a)) {
    if (isNumber(b)) return multiplyNumbers(a, b);
    return isDuration(b) ? scaled(b, multiplyNumbers(sizeOf(b), a)) : null;
  }
  return isDuration(a) && isNumber(b) ? scaled(a, multiplyNumbers(sizeOf(a), b)) : null;
}

/** `a / b` (DMN 1.5, table 59). */
export function divide(a: FeelValue, b: FeelValue): FeelValue {
  if (isNumber(a)) return isNumber(b) ? (divideNumbers(a, b) ?? null) : null;
  if (!isDuration(a)) return null;
  if (isNumber(b)) return scaled(a, divideNumbers(sizeOf(a), b));
  const same = a instanceof DaysTimeDuration ? b instanceof DaysTimeDuration : b instanceof YearsMonthsDuration;
  return same && isDuration(b) ? (divideNumbers(sizeOf(a), sizeOf(b)) ?? null) : null;
}

/** `a ** b` (DMN 1.5, table 60): exponents from −999 999 999 to 999 999 999. */
export function exponentiate(a: FeelValue, b: FeelValue): FeelValue {
  if (!isNumber(a) || !isNumber(b)) return null;
  if (Math.abs(typeof b === 'number' ? b : b.near) > LAST_YEAR) return null;
  return power(a, b) ?? null;
}

/** `-a`: of a number, or of a duration, whose negative is as well defined as its absolute value. */
export function negate(a: FeelValue): FeelValue {
  if (typeof a === 'number') return 0 - a;
  if (a instanceof Decimal) return negateNumber(a);
  if (a instanceof DaysTimeDuration) return new DaysTimeDuration(-a.nanoseconds);
  return a instanceof YearsMonthsDuration ? makeMonths(-a.months) : null;
}
