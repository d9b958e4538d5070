/**
 * Decimal arithmetic of 34 significant digits, rounding half to even (IEEE 754-2008 decimal128, which DMN 1.5 §10.3.2.3.1 prescribes).
 *
 * A FEEL number is a JavaScript number while it is a safe integer, where doubles are exact and fast; every other value is a
 * `Decimal`. The form is canonical: a `Decimal` never holds a safe integer and its coefficient never ends in zero, so equal
 * numbers have equal representations.
 */
export type FeelNumber = number | Decimal;

/** Digits of decimal128 (IEEE 754-2008, table 3.6). */
export const PRECISION = 34;
/** Largest and smallest exponent of the first digit in decimal128 (IEEE 754-2008, table 3.6). */
const MAX_EXPONENT = 6144;
const MIN_EXPONENT = -6176;

const LIMIT = 10n ** BigInt(PRECISION);
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const POWERS: bigint[] = Array.from({ length: 80 }, (_, i) => 10n ** BigInt(i));

/** Thrown where a result lies outside decimal128; the FEEL value is then null. */
export class DecimalOverflow extends RangeError {}

export const pow10 = (n: number): bigint => POWERS[n] ?? 10n ** BigInt(n);

/** Powers of ten that doubles hold exactly. */
const EXACT_POWERS = Array.from({ length: 23 }, (_, i) => 10 ** i);

/** The nearest double. One division of two exact doubles is rounded once, and so rightly; the text serves the rest. */
function nearest(coefficient: bigint, exponent: number): number {
  const power = EXACT_POWERS[-exponent];
  if (power !== undefined && coefficient <= SAFE && coefficient >= -SAFE) return Number(coefficient) / power;
  return Number(`${coefficient}e${exponent}`);
}

/** A number `coefficient · 10^exponent` that is not a safe integer. */
export class Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
  /** The nearest double, by which most comparisons are decided. */
  readonly near: number;
  constructor(coefficient: bigint, exponent: number) {
    this.coefficient = coefficient;
    this.exponent = exponent;
    this.near = nearest(coefficient, exponent);
  }
  toString(): string {
    return decimalText(this);
  }
}

/** Number of decimal digits of a non-negative integer. */
function digits(n: bigint): number {
  return n === 0n ? 1 : n.toString().length;
}

const absolute = (n: bigint): bigint => (n < 0n ? -n : n);

export type Rounding = 'halfEven' | 'halfUp' | 'halfDown' | 'up' | 'down' | 'floor' | 'ceiling';

/** Divides integers, rounding the quotient; `half…` modes round ties away from, towards zero or to even. */
export function divideRounded(numerator: bigint, divisor: bigint, mode: Rounding): bigint {
  const quotient = numerator / divisor;
  const rest = numerator % divisor;
  if (rest === 0n) return quotient;
  const sign = rest < 0n !== divisor < 0n ? -1n : 1n;
  return roundsAway(quotient, absolute(rest) * 2n, absolute(divisor), sign, mode) ? quotient + sign : quotient;
}

function roundsAway(quotient: bigint, twiceRest: bigint, divisor: bigint, sign: bigint, mode: Rounding): boolean {
  switch (mode) {
    case 'up':
      return true;
    case 'down':
      return false;
    case 'floor':
      return sign < 0n;
    case 'ceiling':
      return sign > 0n;
    case 'halfUp':
      return twiceRest >= divisor;
    case 'halfDown':
      return twiceRest > divisor;
    case 'halfEven':
      return twiceRest > divisor || (twiceRest === divisor && (quotient & 1n) === 1n);
  }
}

/** The canonical FEEL number for `coefficient · 10^exponent`, rounded to 34 digits. */
export function makeNumber(coefficient: bigint, exponent: number): FeelNumber {
  if (coefficient === 0n) return 0;
  let c = coefficient;
  let e = exponent;
  if (c >= LIMIT || c <= -LIMIT) {
    const drop = digits(absolute(c)) - PRECISION;
    c = divideRounded(c, pow10(drop), 'halfEven');
    e += drop;
  }
  if (e > 0 && e <= PRECISION) {
    const whole = c * pow10(e);
    if (whole <= SAFE && whole >= -SAFE) return Number(whole);
  } else if (e === 0 && c <= SAFE && c >= -SAFE) return Number(c);
  while (c % 10n === 0n) {
    c /= 10n;
    e += 1;
    if (e === 0 && c <= SAFE && c >= -SAFE) return Number(c);
  }
  const first = e + digits(absolute(c)) - 1;
  if (first > MAX_EXPONENT) throw new DecimalOverflow('number exceeds decimal128');
  return first < MIN_EXPONENT ? 0 : new Decimal(c, e);
}

export const coefficientOf = (n: FeelNumber): bigint => (typeof n === 'number' ? BigInt(n) : n.coefficient);
export const exponentOf = (n: FeelNumber): number => (typeof n === 'number' ? 0 : n.exponent);

const LITERAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;

/** Far more digits than decimal128 keeps, and few enough to read at once. */
const MOST_DIGITS = 10_000;

/** Reads a decimal literal; undefined if the text is none, or its number lies outside decimal128. */
export function parseNumber(text: string): FeelNumber | undefined {
  const match = text.length > MOST_DIGITS ? null : LITERAL.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const all = whole + fraction;
  if (fraction === '' && power === '0' && all.length <= 15) return Number(sign + all) + 0;
  const coefficient = BigInt(all);
  const exponent = Number(power) - fraction.length;
  if (coefficient !== 0n && exponent < -2 * MAX_EXPONENT - MOST_DIGITS) return 0;
  if (coefficient !== 0n && exponent + digits(coefficient) - 1 > MAX_EXPONENT) return undefined;
  return makeNumber(sign === '-' ? -coefficient : coefficient, exponent);
}

/** The FEEL number for a finite double, by its shortest text. */
export function fromDouble(value: number): FeelNumber | undefined {
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  return Number.isFinite(value) ? parseNumber(String(value)) : undefined;
}

export const toDouble = (n: FeelNumber): number => (typeof n === 'number' ? n : n.near);

/** Plain notation without exponent, as FEEL's string() gives it; beyond 400 places scientific. */
export function decimalText(n: FeelNumber): string {
  if (typeof n === 'number') return String(n);
  const sign = n.coefficient < 0n ? '-' : '';
  const text = absolute(n.coefficient).toString();
  if (n.exponent > 400 || n.exponent < -400) return `${sign}${text}E${n.exponent}`;
  if (n.exponent >= 0) return sign + text + '0'.repeat(n.exponent);
  const point = text.length + n.exponent;
  return point > 0 ? `${sign}${text.slice(0, point)}.${text.slice(point)}` : `${sign}0.${'0'.repeat(-point)}${text}`;
}

export function compareNumbers(a: FeelNumber, b: FeelNumber): number {
  const x = toDouble(a);
  const y = toDouble(b);
  if (x !== y) return x < y ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return 0;
  const common = Math.min(exponentOf(a), exponentOf(b));
  const left = coefficientOf(a) * pow10(exponentOf(a) - common);
  const right = coefficientOf(b) * pow10(exponentOf(b) - common);
  return left === right ? 0 : left < right ? -1 : 1;
}

export function add(a: FeelNumber, b: FeelNumber): FeelNumber {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return addExact(coefficientOf(a), exponentOf(a), coefficientOf(b), exponentOf(b));
}

function addExact(a: bigint, ae: number, b: bigint, be: number): FeelNumber {
  if (a === 0n) return makeNumber(b, be);
  if (b === 0n) return makeNumber(a, ae);
  if (ae < be) return addExact(b, be, a, ae);
  // A far smaller term only decides the rounding: one unit well below the last digit stands for it, and no huge power is built.
  const gap = ae - be;
  if (gap > 3 * PRECISION) return makeNumber(a * pow10(2 * PRECISION) + (b < 0n ? -1n : 1n), ae - 2 * PRECISION);
  return makeNumber(a * pow10(gap) + b, be);
}

export const negate = (n: FeelNumber): FeelNumber => (typeof n === 'number' ? 0 - n : new Decimal(-n.coefficient, n.exponent));
export const subtract = (a: FeelNumber, b: FeelNumber): FeelNumber => add(a, negate(b));

export function multiply(a: FeelNumber, b: FeelNumber): FeelNumber {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product === 0 ? 0 : product;
  }
  return makeNumber(coefficientOf(a) * coefficientOf(b), exponentOf(a) + exponentOf(b));
}

/** Quotient to 34 digits; undefined for a zero divisor. */
export function divide(a: FeelNumber, b: FeelNumber): FeelNumber | undefined {
  if (b === 0) return undefined;
  if (typeof a === 'number' && typeof b === 'number' && a % b === 0) return a === 0 ? 0 : a / b;
  const n = coefficientOf(a);
  const d = coefficientOf(b);
  const scale = Math.max(0, PRECISION + 2 + digits(absolute(d)) - digits(absolute(n)));
  const scaled = n * pow10(scale);
  const quotient = scaled / d;
  // A sticky digit keeps the later rounding to 34 digits from seeing a false tie.
  const sticky = scaled % d === 0n ? 0n : n < 0n !== d < 0n ? -1n : 1n;
  return makeNumber(quotient * 10n + sticky, exponentOf(a) - exponentOf(b) - scale - 1);
}

/** Rounds to `scale` digits after the point (before it when negative). */
export function roundTo(n: FeelNumber, scale: number, mode: Rounding): FeelNumber {
  const e = exponentOf(n);
  if (-e <= scale || n === 0) return n;
  const drop = -e - scale;
  const c = coefficientOf(n);
  if (drop > digits(absolute(c)) + 1) return makeNumber(divideRounded(c < 0n ? -1n : 1n, 100n, mode), -scale);
  return makeNumber(divideRounded(c, pow10(drop), mode), -scale);
}

export const isWhole = (n: FeelNumber): boolean => typeof n === 'number' || n.exponent >= 0;
export const floorOf = (n: FeelNumber): FeelNumber => (typeof n === 'number' ? n : roundTo(n, 0, 'floor'));

/** dividend − divisor · floor(dividend / divisor) (DMN 1.5 §10.3.4.5); undefined for a zero divisor. */
export function modulo(a: FeelNumber, b: FeelNumber): FeelNumber | undefined {
  if (b === 0) return undefined;
  const common = Math.min(exponentOf(a), exponentOf(b));
  if (Math.max(exponentOf(a), exponentOf(b)) - common > 2 * MAX_EXPONENT) return undefined;
  const x = coefficientOf(a) * pow10(exponentOf(a) - common);
  const y = coefficientOf(b) * pow10(exponentOf(b) - common);
  const rest = x % y;
  return makeNumber(rest !== 0n && rest < 0n !== y < 0n ? rest + y : rest, common);
}

/** The number of an integer of any size. */
export const fromBig = (n: bigint): FeelNumber => makeNumber(n, 0);

/** The integer part of a number, or undefined if it has more digits than any duration. */
export function toBig(n: FeelNumber): bigint | undefined {
  if (typeof n === 'number') return BigInt(n);
  if (n.exponent > 2 * PRECISION) return undefined;
  return n.exponent >= 0 ? n.coefficient * pow10(n.exponent) : n.coefficient / pow10(Math.min(-n.exponent, 79));
}
