import { coefficientOf, type FeelNumber, isWhole, modulo, negate as negateNumber, type Rounding, roundTo, toDouble } from '../decimal.ts';
import { exp, ln, sqrt } from '../decimal-functions.ts';
import { DaysTimeDuration, YearsMonthsDuration } from '../temporal.ts';
import type { FeelFunction, FeelValue } from '../values.ts';
import { wholeOf } from './positions.ts';
import { builtIn, duration, number, signature } from './signature.ts';

/** The scales of decimal128 (DMN 1.5, table 76, footnote 1). */
const FIRST_SCALE = -6111;
const LAST_SCALE = 6176;

function round(n: FeelNumber, scale: FeelNumber, mode: Rounding): FeelValue {
  const places = wholeOf(scale);
  return places === undefined || places < FIRST_SCALE || places > LAST_SCALE ? null : roundTo(n, places, mode);
}

const rounding = (name: string, mode: Rounding): [string, FeelFunction] =>
  builtIn(
    name,
    signature(['n', 'scale'], [number, number], (n, scale) => round(n, scale, mode)),
  );

const roundingToWhole = (name: string, mode: Rounding): [string, FeelFunction] =>
  builtIn(
    name,
    signature(['n'], [number], (n) => roundTo(n, 0, mode)),
    signature(['n', 'scale'], [number, number], (n, scale) => round(n, scale, mode)),
  );

function isOdd(n: FeelNumber): boolean | null {
  if (!isWhole(n)) return null;
  return typeof n === 'number' ? n % 2 !== 0 : n.exponent === 0 && (coefficientOf(n) & 1n) === 1n;
}

function not(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

/** Numeric functions (DMN 1.5 §10.3.4.5). */
export const numericFunctions = [
  rounding('decimal', 'halfEven'),
  roundingToWhole('floor', 'floor'),
  roundingToWhole('ceiling', 'ceiling'),
  rounding('round up', 'up'),
  rounding('round down', 'down'),
  rounding('round half up', 'halfUp'),
  rounding('round half down', 'halfDown'),
  builtIn(
    'abs',
    signature(['n'], [number], (n) => (toDouble(n) < 0 ? negateNumber(n) : n)),
    signature(['n'], [duration], (n) => {
      if (n instanceof YearsMonthsDuration) return n.months < 0 ? new YearsMonthsDuration(-n.months) : n;
      return n.nanoseconds < 0n ? new DaysTimeDuration(-n.nanoseconds) : n;
    }),
  ),
  builtIn(
    'modulo',
    signature(['dividend', 'divisor'], [number, number], (dividend, divisor) => modulo(dividend, divisor) ?? null),
  ),
  builtIn(
    'sqrt',
    signature(['number'], [number], (n) => sqrt(n) ?? null),
  ),
  builtIn(
    'log',
    signature(['number'], [number], (n) => ln(n) ?? null),
  ),
  builtIn('exp', signature(['number'], [number], exp)),
  builtIn('odd', signature(['number'], [number], isOdd)),
  builtIn(
    'even',
    signature(['number'], [number], (n) => not(isOdd(n))),
  ),
];
