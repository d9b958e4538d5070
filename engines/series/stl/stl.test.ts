import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SeriesRefusal } from '../refusal.ts';
import { publishedSeries, publishedTable, withPublished } from '../testing.ts';
import { partialOrder } from './partial-order.ts';
import { stl } from './stl.ts';

const kinds = {
  stl_periodic: { periodic: true, robust: false, seasonalWindow: 7 },
  stl_s7_robust: { periodic: false, robust: true, seasonalWindow: 7 },
};

for (const name of ['AirPassengers', 'UKgas', 'cn_imports', 'us_retail_bookstores']) {
  for (const [kind, options] of Object.entries(kinds)) {
    test(`${name}, ${kind}: components equal those of R 4.2.2 to 1e-9 of the range`, withPublished, () => {
      const series = publishedSeries(name);
      const { columns } = publishedTable(`r_reference/${name}.${kind}.csv`);
      const range = Math.max(...series.values) - Math.min(...series.values);
      const result = stl(series, options);
      for (const part of ['seasonal', 'trend', 'remainder'] as const) {
        const wanted = columns[part] as Float64Array;
        const worst = Math.max(...wanted.map((value, i) => Math.abs(value - (result[part][i] as number))));
        assert.ok(worst < 1e-9 * range, `${part} differs by ${worst}`);
      }
    });
  }
}

const anySeries = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 25, maxLength: 120 });

test('the components add up to the series, whatever it is', () => {
  fc.assert(
    fc.property(anySeries, fc.boolean(), (values, robust) => {
      const { seasonal, trend, remainder } = stl(
        { start: 0, frequency: 12, values: Float64Array.from(values) },
        { periodic: false, robust, seasonalWindow: 7 },
      );
      values.forEach((value, i) => {
        assert.ok(Math.abs((seasonal[i] as number) + (trend[i] as number) + (remainder[i] as number) - value) < 1e-6);
      });
    }),
    { numRuns: 30 },
  );
});

test('one wanted rank of a partial order is the one of the full order', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 80 }), fc.nat(), (values, at) => {
      const rank = at % values.length;
      const ordered = Float64Array.from(values);
      partialOrder(ordered, [rank]);
      assert.equal(ordered[rank], Float64Array.from(values).sort()[rank]);
    }),
  );
});

test('two years of months are too few, and a gap is named', () => {
  const options = { periodic: true, robust: false, seasonalWindow: 7 };
  assert.throws(
    () => stl({ start: 0, frequency: 12, values: new Float64Array(24).fill(1) }, options),
    (error: unknown) => error instanceof SeriesRefusal && error.code === 'series-too-short' && error.values.needed === 25,
  );
  const gap = new Float64Array(48).fill(1);
  gap[7] = Number.NaN;
  assert.throws(
    () => stl({ start: 0, frequency: 12, values: gap }, options),
    (error: unknown) => error instanceof SeriesRefusal && error.code === 'missing-values' && error.values.index === 7,
  );
});
