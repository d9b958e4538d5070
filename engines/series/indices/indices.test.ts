import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { indexAnswer } from './batch.ts';
import { type ChainInput, chainContributions, chainLink } from './chain.ts';
import { denton } from './denton.ts';
import { aggregate, disaggregate } from './disaggregation.ts';
import { contributionsToGrowth, fromYearToDate, growthOver, matchedGrowth, rebase, toYearToDate } from './growth.ts';
import { chainedJevons, constantPriceVolume, jevons, lowe } from './prices.ts';
import { addingParts } from './rounding.ts';
import { diffusion, purchasingManagersIndex } from './surveys.ts';

const near = (got: number, want: number, tolerance: number): void =>
  assert.ok(Math.abs(got - want) <= tolerance * Math.max(1, Math.abs(want)), `${got} is not ${want}`);
const positive = fc.double({ min: 1, max: 1000, noNaN: true });

test('proportional Denton gives the quarterly accounts of the IMF manual', () => {
  // IMF, Quarterly National Accounts Manual (2001), example 6.2: indicator, annual accounts 1998 and 1999, estimates to 2000-Q4,
  // printed with one decimal after rounding on the way: the exact minimum lies up to 0.06 beside it.
  const indicator = Float64Array.of(98.2, 100.8, 102.2, 100.8, 99.0, 101.6, 102.7, 101.5, 100.5, 103.0, 103.5, 101.5);
  const want = [969.8, 998.4, 1018.3, 1013.4, 1007.2, 1042.9, 1060.3, 1051.0, 1040.6, 1066.5, 1071.7, 1051.0];
  const got = denton(indicator, Float64Array.of(4000, 4161.4), 4);
  want.forEach((value, t) => {
    assert.ok(Math.abs((got[t] as number) - value) < 0.06, `quarter ${t}: ${got[t]}, printed ${value}`);
  });
});

test('every way of spreading annual figures gives them back', () => {
  const years = fc.integer({ min: 3, max: 8 });
  fc.assert(
    fc.property(
      years.chain((n) =>
        fc.tuple(fc.array(positive, { minLength: n, maxLength: n }), fc.array(positive, { minLength: 4 * n + 2, maxLength: 4 * n + 2 })),
      ),
      fc.constantFrom('sum' as const, 'mean' as const, 'last' as const, 'first' as const),
      ([annual, quarterly], conversion) => {
        const benchmarks = Float64Array.from(annual);
        const indicator = Float64Array.from(quarterly);
        const results = [
          denton(indicator, benchmarks, 4, 'proportional', conversion),
          denton(indicator, benchmarks, 4, 'additive', conversion),
          disaggregate(benchmarks, [indicator], 4, 'chow-lin', conversion).values,
          disaggregate(benchmarks, [indicator], 4, 'fernandez', conversion).values,
          disaggregate(benchmarks, [indicator], 4, 'litterman', conversion).values,
        ];
        for (const result of results) {
          assert.equal(result.length, indicator.length);
          aggregate(result, benchmarks.length, 4, conversion).forEach((value, year) => {
            near(value, annual[year] as number, 1e-7);
          });
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('regression finds the coefficients that made the annual figures', () => {
  const quarterly = Float64Array.from({ length: 40 }, (_, t) => 50 + t + 9 * Math.sin(t * 1.7));
  const constant = new Float64Array(40).fill(1);
  const truth = quarterly.map((value) => 3 * value + 20);
  for (const method of ['chow-lin', 'fernandez', 'litterman'] as const) {
    const found = disaggregate(aggregate(truth, 10, 4, 'sum'), [quarterly, constant], 4, method);
    near(found.coefficients[0] as number, 3, 1e-6);
    found.values.forEach((value, t) => {
      near(value, truth[t] as number, 1e-6);
    });
  }
});

test('collinear indicators are refused', () => {
  const one = Float64Array.from({ length: 16 }, (_, t) => 1 + t);
  const twice = one.map((value) => 2 * value);
  assert.throws(() => disaggregate(Float64Array.of(1, 2, 3, 4), [one, twice], 4, 'fernandez'), { code: 'regressors-collinear' });
});

const chainInput = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 })).chain(([products, years]) =>
  fc.record({
    quantities: fc.array(
      fc.array(positive, { minLength: 4 * years, maxLength: 4 * years }).map((row) => Float64Array.from(row)),
      {
        minLength: products,
        maxLength: products,
      },
    ),
    weights: fc.array(
      fc.array(positive, { minLength: products, maxLength: products }).map((row) => Float64Array.from(row)),
      {
        minLength: years,
        maxLength: years,
      },
    ),
  }),
);

test('with annual overlap the mean of a year grows as the annual index does', () => {
  fc.assert(
    fc.property(chainInput, ({ quantities, weights }) => {
      const input: ChainInput = { quantities, weights, frequency: 4, linking: 'annual-overlap' };
      const { index } = chainLink(input);
      const meanOf = (row: Float64Array, year: number): number =>
        row.slice(4 * year, 4 * year + 4).reduce((sum, value) => sum + value, 0) / 4;
      near(meanOf(index, 0), 100, 1e-12);
      for (let year = 1; 4 * year < index.length; year++) {
        const shares = weights[year - 1] as Float64Array;
        const total = shares.reduce((sum, share) => sum + share, 0);
        const annual = quantities.reduce(
          (sum, row, j) => sum + ((shares[j] as number) / total) * (meanOf(row, year) / meanOf(row, year - 1)),
          0,
        );
        near(meanOf(index, year) / meanOf(index, year - 1), annual, 1e-10);
      }
    }),
  );
});

test('the other links keep what they promise: growth from the last quarter, growth over the year', () => {
  fc.assert(
    fc.property(chainInput, ({ quantities, weights }) => {
      const level = (year: number, t: number): number => {
        const shares = weights[year - 1] as Float64Array;
        const average = (row: Float64Array): number => row.slice(4 * year - 4, 4 * year).reduce((sum, value) => sum + value, 0) / 4;
        return quantities.reduce((sum, row, j) => sum + ((shares[j] as number) * (row[t] as number)) / average(row), 0);
      };
      const overlap = chainLink({ quantities, weights, frequency: 4, linking: 'one-period-overlap' }).index;
      near((overlap[4] as number) / (overlap[3] as number), level(1, 4) / level(1, 3), 1e-10);
      const yearly = chainLink({ quantities, weights, frequency: 4, linking: 'over-the-year' }).index;
      near((yearly[6] as number) / (yearly[2] as number), level(1, 6) / level(1, 2), 1e-10);
    }),
  );
});

test('contributions of products add to the growth of the chained index, across links too', () => {
  fc.assert(
    fc.property(chainInput, ({ quantities, weights }) => {
      const input: ChainInput = { quantities, weights, frequency: 4, linking: 'annual-overlap' };
      const chained = chainLink(input);
      for (let t = 1; t < chained.index.length; t++) {
        const { growth, contributions } = chainContributions(input, chained, t);
        near(
          contributions.reduce((sum, value) => sum + value, 0),
          growth,
          1e-9,
        );
      }
    }),
  );
});

test('one product alone is its own index whatever the link', () => {
  const quantities = [Float64Array.of(10, 12, 11, 13, 12, 15, 14, 16, 20, 18, 17, 22)];
  const weights = [1, 1, 1].map((weight) => Float64Array.of(weight));
  for (const linking of ['annual-overlap', 'one-period-overlap', 'over-the-year'] as const) {
    const { index } = chainLink({ quantities, weights, frequency: 4, linking });
    index.forEach((value, t) => {
      near(value, (100 * (quantities[0]?.[t] as number)) / 11.5, 1e-12);
    });
  }
});

test('shown contributions add to the shown growth and none is off by a whole last digit', () => {
  const amount = fc.integer({ min: 1, max: 100_000 });
  fc.assert(
    fc.property(fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 40 }), fc.integer({ min: 0, max: 4 }), (pairs, decimals) => {
      const { growth, contributions } = contributionsToGrowth(
        pairs.map(([base]) => base),
        pairs.map(([, current]) => current),
      );
      const shown = addingParts(contributions, growth, decimals);
      const unit = 10 ** decimals;
      assert.equal(
        shown.parts.reduce((sum, part) => sum + Math.round(part * unit), 0),
        Math.round(shown.total * unit),
      );
      shown.parts.forEach((part, j) => {
        assert.ok(Math.abs(part - (contributions[j] as number)) < 1 / unit + 1e-9);
      });
      near(shown.total, growth, 0.51 / unit);
    }),
  );
});

test('a new reference year leaves every growth rate as it was', () => {
  fc.assert(
    fc.property(fc.array(positive, { minLength: 24, maxLength: 60 }), (values) => {
      const index = Float64Array.from(values);
      const rebased = rebase(index, 12, 24);
      const [before, after] = [growthOver(index, 12), growthOver(rebased, 12)];
      for (let t = 12; t < index.length; t++) near(after[t] as number, before[t] as number, 1e-9);
    }),
  );
});

test('growth compares only units that answered in both months', () => {
  const units = [
    { current: 110, base: 100, weight: 1 },
    { current: 50, base: Number.NaN, weight: 1 },
    { current: Number.NaN, base: 300, weight: 1 },
    { current: 66, base: 60, weight: 2 },
  ];
  const found = matchedGrowth(units);
  near(found.growth, 10, 1e-12);
  assert.equal(found.matched, 2);
  assert.equal(found.matchRate, 0.5);
  near(found.matchedValueShare, 220 / 520, 1e-12);
});

test('January and February are published together: no single January is made up, and the way back gives the same figures', () => {
  const ytd = Float64Array.of(Number.NaN, 120, 190, 260, 250);
  const { values, joint, findings } = fromYearToDate(ytd, 12, 0, true);
  assert.deepEqual([...values], [Number.NaN, Number.NaN, 70, 70, -10]);
  assert.deepEqual([...joint], [[1, 120]]);
  assert.deepEqual(findings, [{ position: 4, kind: 'falls' }]);
  assert.deepEqual([...toYearToDate(values, 12, 0, joint)], [Number.NaN, 120, 190, 260, 250]);
});

test('price indices of a worked example', () => {
  // Ratios 2 and 0.5: the geometric mean is 1. Lowe with quantities 3 and 1: (2·3 + 2·1)/(1·3 + 4·1).
  near(jevons([1, 4], [2, 2]).index, 100, 1e-12);
  near(lowe([1, 4], [2, 2], [3, 1]), 800 / 7, 1e-12);
  const { index, carried } = chainedJevons([Float64Array.of(1, 1.1, Number.NaN, Number.NaN), Float64Array.of(2, 2, 2, 3)], 1);
  near(index[1] as number, 100 * Math.sqrt(1.1), 1e-12);
  near(index[2] as number, index[1] as number, 1e-12);
  near(index[3] as number, 1.5 * (index[2] as number), 1e-12);
  assert.deepEqual([...carried], [0, 0, 1, 0]);
});

test("the telecom volume is valued at last year's prices in both years, and no other set is taken", () => {
  const set = { year: 2024, prices: [2, 0.5] };
  const found = constantPriceVolume(set, 2025, [110, 300], [100, 200]);
  assert.equal(found.volume, 370);
  near(found.growth, 100 * (370 / 300 - 1), 1e-12);
  assert.throws(() => constantPriceVolume(set, 2026, [1, 1], [1, 1]), { code: 'price-set-of-wrong-year' });
});

test('diffusion index and PMI with inverted supplier deliveries', () => {
  assert.equal(diffusion({ better: 30, same: 50, worse: 20 }), 55);
  const weights: readonly (readonly [number, number, boolean])[] = [
    [51, 0.3, false],
    [52, 0.25, false],
    [49, 0.2, false],
    [48, 0.15, true],
    [50, 0.1, false],
  ];
  near(
    purchasingManagersIndex(weights.map(([value, weight, isInverted]) => ({ value, weight, isInverted }))),
    15.3 + 13 + 9.8 + 7.8 + 5,
    1e-12,
  );
});

test('a request names its method and is told which field is wrong', () => {
  const answer = indexAnswer({ start: '2024-01', frequency: 12, values: [100, 110, null, 121], spec: { method: 'growth', lag: 1 } });
  const { growth } = answer.tables as { growth: (number | null)[] };
  assert.equal(growth[0], null);
  near(growth[1] as number, 10, 1e-12);
  assert.deepEqual(growth.slice(2), [null, null]);
  assert.throws(() => indexAnswer({ spec: { method: 'magic' } }), { code: 'method-unknown', field: 'spec.method' });
  assert.throws(() => indexAnswer({ frequency: 4, values: [1, 2], spec: { method: 'denton', benchmarks: [4] } }), {
    code: 'indicator-too-short',
  });
});
