import {
  coefficientOf,
  Decimal,
  DecimalOverflow,
  divide,
  exponentOf,
  type FeelNumber,
  fromDouble,
  isWhole,
  makeNumber,
  multiply,
  PRECISION,
  pow10,
  toDouble,
} from './decimal.ts';

/** Guard digits beyond the 34 that are kept, so that the last one is rounded rightly but for rare near-ties. */
const WORK = PRECISION + 16;
const ONE = pow10(WORK);

/** The number as a fixed-point integer with WORK digits after the point. */
function fixed(n: FeelNumber): bigint {
  const shift = WORK + exponentOf(n);
  return shift >= 0 ? coefficientOf(n) * pow10(shift) : coefficientOf(n) / pow10(-shift);
}

/** ln of a fixed-point number in [0.5, 2] by the series of 2·artanh((x−1)/(x+1)). */
function lnNearOne(x: bigint): bigint {
  const z = ((x - ONE) * ONE) / (x + ONE);
  const square = (z * z) / ONE;
  let term = z;
  let sum = 0n;
  for (let k = 1n; term !== 0n; k += 2n) {
    sum += term / k;
    term = (term * square) / ONE;
  }
  return 2n * sum;
}

const LN2 = lnNearOne(2n * ONE);
const LN10 = 3n * LN2 + lnNearOne((5n * ONE) / 4n);

/** ln n as fixed point; n > 0. */
function lnFixed(n: FeelNumber): bigint {
  const c = coefficientOf(n);
  const length = c.toString().length;
  // mantissa in [0.1, 1) then doubled into [0.5, 1.6)
  let mantissa = (c * ONE) / pow10(length);
  let twos = 0n;
  while (mantissa < ONE / 2n) {
    mantissa *= 2n;
    twos += 1n;
  }
  return lnNearOne(mantissa) - twos * LN2 + BigInt(length + exponentOf(n)) * LN10;
}

/** e^x for fixed-point x by reduction modulo ln 10 and the exponential series. */
function expFixed(x: bigint): FeelNumber {
  let tens = x / LN10;
  let rest = x % LN10;
  if (rest < 0n) {
    rest += LN10;
    tens -= 1n;
  }
  if (tens > 7000n) throw new DecimalOverflow('exp exceeds decimal128');
  if (tens < -7000n) return 0;
  let term = ONE;
  let sum = ONE;
  for (let k = 1n; term !== 0n; k += 1n) {
    term = (term * rest) / ONE / k;
    sum += term;
  }
  return makeNumber(sum, Number(tens) - WORK);
}

/** Natural logarithm; undefined unless n > 0. */
export function ln(n: FeelNumber): FeelNumber | undefined {
  // The series would leave a trace of its own rounding where the logarithm is nought.
  if (n === 1) return 0;
  return coefficientOf(n) <= 0n ? undefined : makeNumber(lnFixed(n), -WORK);
}

export function exp(n: FeelNumber): FeelNumber {
  if (Math.abs(toDouble(n)) > 20_000) {
    if (toDouble(n) < 0) return 0;
    throw new DecimalOverflow('exp exceeds decimal128');
  }
  return n === 0 ? 1 : expFixed(fixed(n));
}

function integerRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

/** Square root to 34 digits; undefined for a negative number. */
export function sqrt(n: FeelNumber): FeelNumber | undefined {
  const c = coefficientOf(n);
  if (c < 0n) return undefined;
  let scale = 2 * PRECISION + 4;
  if ((exponentOf(n) - scale) % 2 !== 0) scale += 1;
  const scaled = c * pow10(scale);
  const root = integerRoot(scaled);
  const sticky = root * root === scaled ? 0n : 1n;
  return makeNumber(root * 10n + sticky, (exponentOf(n) - scale) / 2 - 1);
}

/** base^exponent; undefined where the power is not a real number. */
export function power(base: FeelNumber, exponent: FeelNumber): FeelNumber | undefined {
  if (exponent === 0) return 1;
  if (base === 0) return toDouble(exponent) > 0 ? 0 : undefined;
  if (isWhole(exponent)) return wholePower(base, exponent);
  return coefficientOf(base) < 0n ? undefined : expFixed((lnFixed(base) * fixed(exponent)) / ONE);
}

function wholePower(base: FeelNumber, exponent: FeelNumber): FeelNumber | undefined {
  if (base === 1) return 1;
  const times = Math.abs(toDouble(exponent));
  if (base === -1) return modTwo(exponent) ? -1 : 1;
  if (times > 1e9) return powerOfHugeExponent(base, exponent);
  const quick = toDouble(base) ** times;
  if (typeof base === 'number' && toDouble(exponent) > 0 && Number.isSafeInteger(quick)) return quick;
  let result: Wide = [1n, 0];
  let square: Wide = [coefficientOf(base), exponentOf(base)];
  for (let left = times; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = trim([result[0] * square[0], result[1] + square[1]]);
    square = trim([square[0] * square[0], square[1] * 2]);
    if (Math.abs(result[1]) > 20_000) break;
  }
  if (toDouble(exponent) > 0) return makeNumber(result[0], result[1]);
  const whole = makeNumber(result[0], 0);
  const inverse = divide(1, whole);
  return inverse === undefined ? undefined : multiplyPower(inverse, -result[1]);
}

type Wide = readonly [coefficient: bigint, exponent: number];

/** Keeps intermediate powers to twice the precision. */
function trim([c, e]: Wide): Wide {
  const extra = c.toString().length - 2 * PRECISION;
  return extra > 0 ? [c / pow10(extra), e + extra] : [c, e];
}

const multiplyPower = (n: FeelNumber, e: number): FeelNumber => makeNumber(coefficientOf(n), exponentOf(n) + e);
const modTwo = (n: FeelNumber): boolean => (typeof n === 'number' ? n % 2 !== 0 : n.exponent === 0 && (n.coefficient & 1n) === 1n);

/** Only results near one survive such an exponent; the logarithm decides. */
function powerOfHugeExponent(base: FeelNumber, exponent: FeelNumber): FeelNumber | undefined {
  const estimate = Math.log(Math.abs(toDouble(base))) * toDouble(exponent);
  if (estimate > 20_000) throw new DecimalOverflow('power exceeds decimal128');
  if (estimate < -20_000) return 0;
  const size = base instanceof Decimal && base.coefficient < 0n ? new Decimal(-base.coefficient, base.exponent) : base;
  const value = exp(fromDouble(estimate) ?? 0);
  return coefficientOf(size) !== coefficientOf(base) && modTwo(exponent) ? multiply(-1, value) : value;
}
