import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  add,
  coefficientOf,
  compareNumbers,
  decimalText,
  divide,
  exponentOf,
  type FeelNumber,
  multiply,
  parseNumber,
  subtract,
} from './decimal.ts';
import { exp, ln, power, sqrt } from './decimal-functions.ts';

const number = (text: string): FeelNumber => {
  const parsed = parseNumber(text);
  assert.ok(parsed !== undefined, text);
  return parsed;
};
const text = (n: FeelNumber | undefined): string => (n === undefined ? 'none' : decimalText(n));

test('sums and products of decimals are exact', () => {
  assert.equal(text(add(number('0.1'), number('0.2'))), '0.3');
  assert.equal(text(multiply(number('0.1'), number('0.1'))), '0.01');
  assert.equal(text(add(9_007_199_254_740_991, 2)), '9007199254740993', 'beyond 2^53');
});

// 34 digits, rounded half to even, of constants as OEIS lists their digits (A001113, A002392, A002193, A002162).
for (const [what, made, expected] of [
  ['e', exp(1), '2.718281828459045235360287471352662'],
  ['ln 10', ln(10), '2.302585092994045684017991454684364'],
  ['ln 2', ln(2), '0.6931471805599453094172321214581766'],
  ['√2', sqrt(2), '1.414213562373095048801688724209698'],
  ['√2 as a power', power(2, number('0.5')), '1.414213562373095048801688724209698'],
] as const) {
  test(`${what} has 34 right digits`, () => {
    assert.equal(text(made), expected);
  });
}

test('a quotient is rounded half to even at the 34th digit', () => {
  // IEEE 754-2008 §4.3.3, on digits chosen to end in a tie.
  assert.equal(text(divide(number('1000000000000000000000000000000000.5'), 1)), '1000000000000000000000000000000000');
  assert.equal(text(divide(number('1000000000000000000000000000000001.5'), 1)), '1000000000000000000000000000000002');
  assert.equal(text(divide(2, 3)), '0.6666666666666666666666666666666667');
});

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), fc.integer({ min: -12, max: 3 }))
  .map(([coefficient, exponent]) => number(`${coefficient}e${exponent}`));

/** The exact value as a fraction over 10^40. */
const scaled = (n: FeelNumber): bigint => coefficientOf(n) * 10n ** BigInt(40 + exponentOf(n));

test('addition and subtraction undo one another, and order agrees with exact fractions', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      assert.equal(scaled(add(a, b)), scaled(a) + scaled(b));
      assert.equal(text(subtract(add(a, b), b)), text(a));
      assert.equal(Math.sign(compareNumbers(a, b)), scaled(a) < scaled(b) ? -1 : scaled(a) > scaled(b) ? 1 : 0);
    }),
  );
});

test('equal numbers have one form', () => {
  fc.assert(
    fc.property(decimal, fc.integer({ min: 0, max: 5 }), (n, zeros) => {
      const spelled = number(`${coefficientOf(n)}${'0'.repeat(zeros)}e${exponentOf(n) - zeros}`);
      assert.deepEqual(spelled, n);
      assert.deepEqual(number(text(n)), n);
    }),
  );
});
