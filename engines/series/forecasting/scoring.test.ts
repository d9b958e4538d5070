import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SeriesRefusal } from '../refusal.ts';
import { generator } from './random.ts';
import { type Hierarchy, historicalShares, reconcile } from './reconciliation.ts';
import { rollingOrigin } from './rolling-origin.ts';
import { pinballLoss, rootScaledError, scaledError, symmetricError } from './scores.ts';

test('the scores are those worked out by hand', () => {
  // Errors 10 and 20 on 100 and 80: 200·10/190 and 200·20/180. The history changes by 5 a year.
  assert.ok(Math.abs(symmetricError([100, 80], [90, 100]) - (2000 / 190 + 4000 / 180) / 2) < 1e-12);
  const history = [10, 20, 30, 40, 15, 25, 35, 45];
  assert.equal(scaledError([100, 80], [90, 100], history, 4), 3);
  assert.ok(Math.abs(rootScaledError([100, 80], [90, 100], history, 4) - Math.sqrt(250) / 5) < 1e-12);
  assert.equal(pinballLoss(10, 8, 0.9), 1.8);
  assert.ok(Math.abs(pinballLoss(8, 10, 0.9) - 0.2) < 1e-12);
});

const seasonal = (length: number, seed: number): Float64Array => {
  const random = generator(seed);
  return Float64Array.from({ length }, (_, t) => 100 + t + 20 * Math.sin((t * Math.PI) / 6) + random.normal());
};

test('on trend and season Theta is better than the season before, which has no skill over itself', () => {
  const series = { start: 24_000, frequency: 12 as const, values: seasonal(96, 4) };
  const spec = { horizon: 6, levels: [80, 95], origins: 8, spacing: 3 };
  const theta = rollingOrigin(series, { ...spec, method: 'theta' });
  const naive = rollingOrigin(series, { ...spec, method: 'snaive' });
  assert.ok(theta.all.skill > 0.3, `${theta.all.skill}`);
  assert.ok(Math.abs(naive.all.skill) < 1e-12);
  assert.equal(theta.byStep.length, 6);
  assert.equal(theta.all.count, 48);
  assert.ok((theta.all.coverage[0] as number) <= (theta.all.coverage[1] as number));
  const mean = theta.byStep.reduce((sum, row) => sum + row.mase / 6, 0);
  assert.ok(Math.abs(mean - theta.all.mase) < 1e-12);
});

test('origins that the series has no room for are refused', () => {
  const series = { start: 24_000, frequency: 12 as const, values: seasonal(40, 4) };
  assert.throws(
    () => rollingOrigin(series, { method: 'theta', horizon: 12, levels: [95], origins: 6 }),
    (error) => error instanceof SeriesRefusal && error.code === 'series-too-short',
  );
});

const hierarchy: Hierarchy = {
  leaves: ['a', 'b', 'c', 'd'],
  aggregates: [
    { name: 'all', leaves: [0, 1, 2, 3] },
    { name: 'east', leaves: [0, 1] },
    { name: 'steel', leaves: [0, 2] },
  ],
};

test('reconciled forecasts add up to the last digit, and coherent ones are left alone', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 7, maxLength: 7 }),
      fc.integer({ min: 1, max: 1e6 }),
      (points, seed) => {
        const random = generator(seed);
        const errors = Array.from({ length: 7 }, () => Float64Array.from({ length: 24 }, () => random.normal()));
        const aggregates = points.slice(0, 3).map((point) => Float64Array.of(point));
        const leaves = points.slice(3).map((point) => Float64Array.of(point));
        const how = [
          { method: 'bottom-up' },
          { method: 'top-down', total: 'all', shares: Float64Array.of(4, 3, 2, 1) },
          { method: 'mint', aggregateErrors: errors.slice(0, 3), leafErrors: errors.slice(3) },
        ] as const;
        for (const each of how) {
          const result = reconcile({ hierarchy, aggregates, leaves }, each);
          for (const [k, { leaves: members }] of hierarchy.aggregates.entries()) {
            const sum = members.reduce((total, member) => total + (result.leaves[member]?.[0] as number), 0);
            assert.equal(result.aggregates[k]?.[0], sum);
          }
          const again = reconcile({ hierarchy, ...result }, each.method === 'top-down' ? how[0] : each);
          again.leaves.forEach((leaf, at) => {
            assert.ok(Math.abs((leaf[0] as number) - (result.leaves[at]?.[0] as number)) < 1e-6);
          });
        }
      },
    ),
  );
});

test('top-down keeps the total and divides it by the shares of the past', () => {
  const shares = historicalShares([Float64Array.of(1, 2), Float64Array.of(3, 2)]);
  assert.deepEqual(Array.from(shares), [0.375, 0.625]);
  const two = { leaves: ['a', 'b'], aggregates: [{ name: 'all', leaves: [0, 1] }] };
  const result = reconcile(
    { hierarchy: two, aggregates: [Float64Array.of(80)], leaves: [Float64Array.of(1), Float64Array.of(1)] },
    { method: 'top-down', total: 'all', shares },
  );
  assert.deepEqual(
    result.leaves.map((leaf) => leaf[0]),
    [30, 50],
  );
});

test('with independent errors MinT divides a gap by the variances', () => {
  // One total over two leaves, uncorrelated errors of variances 4, 1 and 3: of a gap of 8 the leaves take 1/8 and 3/8.
  const two = { leaves: ['a', 'b'], aggregates: [{ name: 'all', leaves: [0, 1] }] };
  const signs = [
    [2, 2, -2, -2],
    [1, -1, 1, -1],
    [1, -1, -1, 1],
  ].map((row, at) => Float64Array.from(row, (sign) => sign * (at === 2 ? Math.sqrt(3) : 1)));
  const result = reconcile(
    { hierarchy: two, aggregates: [Float64Array.of(108)], leaves: [Float64Array.of(60), Float64Array.of(40)] },
    { method: 'mint', aggregateErrors: signs.slice(0, 1), leafErrors: signs.slice(1) },
  );
  assert.ok(Math.abs((result.leaves[0]?.[0] as number) - 61) < 1e-9);
  assert.ok(Math.abs((result.leaves[1]?.[0] as number) - 43) < 1e-9);
  assert.equal(result.aggregates[0]?.[0], (result.leaves[0]?.[0] as number) + (result.leaves[1]?.[0] as number));
});

test('a hierarchy that does not fit its forecasts is refused', () => {
  assert.throws(
    () => reconcile({ hierarchy, aggregates: [], leaves: [] }, { method: 'bottom-up' }),
    (error) => error instanceof SeriesRefusal && error.code === 'hierarchy-invalid',
  );
});
