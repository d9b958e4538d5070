import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decompose } from './decomposition.ts';
import { hendersonEnds, hendersonWeights } from './henderson.ts';
import type { X11Mode } from './mode.ts';
import { type X11Options, x11Defaults } from './model.ts';
import type { SeasonalFilter } from './seasonal-filter.ts';

const close = (a: number, b: number, scale = 1): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(scale));

/** Positive monthly or quarterly series with season, growth and noise drawn by fast-check. */
const anySeries = fc
  .record({
    frequency: fc.constantFrom(12 as const, 4 as const),
    years: fc.integer({ min: 6, max: 12 }),
    start: fc.integer({ min: 0, max: 11 }),
    swing: fc.double({ min: 0, max: 0.4, noNaN: true }),
    growth: fc.double({ min: -0.005, max: 0.01, noNaN: true }),
    noise: fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), { minLength: 150, maxLength: 150 }),
  })
  .map(({ frequency, years, start, swing, growth, noise }) => {
    const n = years * frequency + start;
    const values = Float64Array.from({ length: n }, (_, t) => {
      const season = 1 + swing * Math.sin((2 * Math.PI * t) / frequency);
      return 100 * season * (1 + (noise[t % noise.length] as number)) * Math.exp(growth * t);
    });
    return { values, start: 24_000 + start, frequency, spanStart: 0, spanEnd: n };
  });

const filters: readonly SeasonalFilter[] = ['3x1', '3x3', '3x5', '3x9', '3x15', 'stable', 'msr', 'x11default'];
const anyOptions = fc.record({
  seasonal: fc.constantFrom(...filters),
  trend: fc.constantFrom(...(['auto', 3, 5, 7, 9, 13, 17, 23] as const)),
});

const identities: Readonly<Record<X11Mode, (c: number, s: number, i: number) => number>> = {
  mult: (c, s, i) => c * s * i,
  add: (c, s, i) => c + s + i,
  logadd: (c, s, i) => c * s * i,
  pseudoadd: (c, s, i) => c * (s + i - 1),
};

for (const mode of Object.keys(identities) as X11Mode[]) {
  test(`${mode}: trend, season and irregular make up the series again, and adjusted = trend with irregular`, () => {
    fc.assert(
      fc.property(anySeries, anyOptions, (input, chosen) => {
        const options: X11Options = { ...x11Defaults, ...chosen, mode };
        const { tables } = decompose(input, options);
        input.values.forEach((value, t) => {
          const [c, s, i] = [tables.d12[t] as number, tables.d10[t] as number, tables.d13[t] as number];
          assert.ok(close(identities[mode](c, s, i), value, value), `${t}`);
          assert.ok(close(tables.d11[t] as number, mode === 'add' ? c + i : c * i, value));
        });
      }),
      { numRuns: 40 },
    );
  });
}

test('multiplying a series by a positive factor multiplies its trend and leaves its seasonal factors', () => {
  fc.assert(
    fc.property(anySeries, fc.double({ min: 0.01, max: 1e4, noNaN: true }), (input, factor) => {
      const one = decompose(input, x11Defaults).tables;
      const other = decompose({ ...input, values: input.values.map((value) => value * factor) }, x11Defaults).tables;
      one.d10.forEach((value, t) => {
        assert.ok(Math.abs(value - (other.d10[t] as number)) < 1e-7);
      });
    }),
    { numRuns: 30 },
  );
});

test('the seasonal factors of a full year average one, or nought where components add', () => {
  fc.assert(
    fc.property(anySeries, (input) => {
      for (const [mode, expected, within] of [
        ['mult', 1, 0.02],
        ['add', 0, 3],
      ] as const) {
        const { d10 } = decompose(input, { ...x11Defaults, mode }).tables;
        const { frequency } = input;
        for (let t = frequency; t + frequency < d10.length; t += frequency) {
          const mean = d10.subarray(t, t + frequency).reduce((sum, value) => sum + value / frequency, 0);
          assert.ok(Math.abs(mean - expected) < within, `${mode} ${mean}`);
        }
      }
    }),
    { numRuns: 20 },
  );
});

test('Henderson weights add to one, repeat a cubic, and are those printed for 13 terms', () => {
  // Ladiray and Quenneville (2001), table 3.3: central weights of the 13-term filter.
  const printed = [-0.01935, -0.02786, 0, 0.06549, 0.14736, 0.21434, 0.24006];
  hendersonWeights(13)
    .subarray(0, 7)
    .forEach((weight, i) => {
      assert.ok(Math.abs(weight - (printed[i] as number)) < 6e-6);
    });
  for (let length = 5; length <= 101; length += 2) {
    const half = (length - 1) / 2;
    const moment = (power: number): number => hendersonWeights(length).reduce((sum, weight, i) => sum + weight * (i - half) ** power, 0);
    assert.ok(close(moment(0), 1) && Math.abs(moment(1)) < 1e-9 && Math.abs(moment(2)) < 1e-7 && Math.abs(moment(3)) < 1e-5, `${length}`);
    for (const end of hendersonEnds(length, 3.5))
      assert.ok(
        close(
          end.reduce((sum, weight) => sum + weight, 0),
          1,
        ),
      );
  }
});

test('a filter for each calendar month, calendar sigma and wide limits are taken', () => {
  fc.assert(
    fc.property(anySeries, fc.constantFrom(...(['none', 'all', 'signif', 'select'] as const)), (input, calendarSigma) => {
      const seasonal = Array.from({ length: input.frequency }, (_, i) => filters[i % filters.length] as SeasonalFilter);
      const { tables, seasonalFilters } = decompose(input, {
        ...x11Defaults,
        seasonal,
        calendarSigma,
        sigmaGroup: [0, 1],
        sigmaLimits: [1.8, 2.8],
      });
      assert.equal(seasonalFilters.length, input.frequency);
      assert.ok(tables.d11.every(Number.isFinite));
      for (const weight of tables.c17) assert.ok(weight >= 0 && weight <= 1);
    }),
    { numRuns: 40 },
  );
});
