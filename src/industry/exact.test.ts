import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { by, ceiling, compare, decimal, floor, minus, plus, rounded, shortest, shown, times, whole } from './exact.ts';

test('decimals are exact where binary numbers are not', () => {
  assert.equal(compare(plus(decimal('0.1'), decimal('0.2')), decimal('0.3')), 0);
  assert.equal(shortest(by(whole(1), whole(3)), 9), '0.333333333');
  assert.equal(shortest(decimal('12.500'), 9), '12.5');
  assert.equal(shortest(whole(100), 9), '100');
});

test('halves go up, and cutting goes down on both sides of nought', () => {
  assert.deepEqual([rounded(decimal('2.5')), rounded(decimal('-2.5')), rounded(decimal('2.4999'))], [3n, -2n, 2n]);
  assert.deepEqual([floor(decimal('-0.5')), ceiling(decimal('-0.5')), floor(decimal('0.5')), ceiling(decimal('0.5'))], [-1n, 0n, 0n, 1n]);
  assert.deepEqual([shown(5n, 2), shown(-1250n, 2), shown(7n, 0)], ['0.05', '-12.50', '7']);
});

test('what is no number and what divides by nought is refused', () => {
  assert.throws(() => decimal('1e3'), /1e3 is no decimal number/);
  assert.throws(() => by(whole(1), whole(0)), /division by nought/);
});

test('fractions obey arithmetic', () => {
  const fractions = fc
    .tuple(fc.bigInt({ min: -10_000n, max: 10_000n }), fc.bigInt({ min: 1n, max: 10_000n }))
    .map(([over, under]) => ({ over, under }));
  fc.assert(
    fc.property(fractions, fractions, fractions, (a, b, c) => {
      assert.equal(compare(times(a, plus(b, c)), plus(times(a, b), times(a, c))), 0);
      assert.equal(compare(minus(plus(a, b), b), a), 0);
      fc.pre(b.over !== 0n);
      assert.equal(compare(times(by(a, b), b), a), 0);
    }),
  );
});
