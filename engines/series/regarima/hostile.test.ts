import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { simulateArima } from '../arma/simulation.ts';
import { SeriesRefusal } from '../refusal.ts';
import { describeOrders } from './automatic.ts';
import { defaultCriticalValue } from './critical-value.ts';
import type { RegArimaSpec } from './model.ts';
import { fitRegArima } from './regarima.ts';

const automatic: RegArimaSpec = {
  transform: 'auto',
  arima: 'auto',
  outliers: ['ao', 'ls', 'tc'],
  aictest: ['td', 'easter'],
  forecast: 12,
  backcast: 12,
};
const fixed: RegArimaSpec = { transform: 'log', arima: { p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1 }, forecast: 12, backcast: 12 };

const limitedTo = (milliseconds: number) => {
  const end = performance.now() + milliseconds;
  return { reached: () => performance.now() > end };
};

test('the critical value for 144 points is that of the reference', () => {
  assert.ok(Math.abs(defaultCriticalValue(144) - 3.8898) < 1e-4);
  // X-13 reference manual, table of default critical values by length of the outlier span.
  for (const [n, value] of [
    [1, 1.96],
    [2, 2.24],
    [12, 3.16],
    [48, 3.63],
    [120, 3.85],
    [240, 3.99],
  ] as const) {
    assert.ok(Math.abs(defaultCriticalValue(n) - value) < 0.02, `${n}: ${defaultCriticalValue(n)}`);
  }
});

test('whatever the values, the answer is a finite model or a named reason within its time', () => {
  const value = fc.oneof(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.constant(0),
    fc.constant(Number.NaN),
    fc.constant(1e15),
    fc.constant(1e-12),
  );
  fc.assert(
    fc.property(fc.array(value, { minLength: 0, maxLength: 70 }), fc.constantFrom(12 as const, 4 as const), (values, frequency) => {
      const started = performance.now();
      try {
        const result = fitRegArima({ start: 2000 * frequency, frequency, values: Float64Array.from(values) }, automatic, limitedTo(250));
        assert.ok(Number.isFinite(result.loglik) && result.sigma2 > 0);
        assert.equal(result.forecasts.length, 12);
      } catch (error) {
        if (!(error instanceof SeriesRefusal)) throw error;
        assert.match(error.code, /^[a-z]+(-[a-z]+)+$/);
      }
      assert.ok(performance.now() - started < 2500);
    }),
    { numRuns: 15 },
  );
});

const named: readonly (readonly [string, Float64Array, Partial<RegArimaSpec>, string])[] = [
  ['five values', Float64Array.of(1, 2, 3, 4, 5), {}, 'series-too-short'],
  ['equal values', new Float64Array(60).fill(7), {}, 'series-constant'],
  ['no value at all', new Float64Array(60).fill(Number.NaN), {}, 'all-missing'],
  ['a straight line', Float64Array.from({ length: 60 }, (_, t) => t + 1), { transform: 'none' }, 'series-deterministic'],
  ['negative values under a logarithm', Float64Array.from({ length: 60 }, (_, t) => Math.sin(t)), {}, 'not-positive'],
];
for (const [what, values, spec, code] of named) {
  test(`${what}: refused as ${code}`, () => {
    const act = () => fitRegArima({ start: 2000 * 12, frequency: 12, values }, { ...fixed, ...spec });
    assert.throws(act, (error: { code?: string }) => error.code === code);
  });
}

const noisy = () =>
  Float64Array.from(simulateArima({ p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1 }, [0.5, 0.5], 12, 120, 5), (x) => Math.exp(4 + 0.02 * x));

test('regressors that repeat each other, are too short or not finite are refused by name', () => {
  const series = { start: 2000 * 12, frequency: 12 as const, values: noisy() };
  const column = Array.from({ length: 160 }, (_, t) => Math.sin(t * t));
  const act = (user: RegArimaSpec['user']) => () => fitRegArima(series, { ...fixed, ...(user === undefined ? {} : { user }) });
  const start = 2000 * 12 - 12;
  const refused = (code: string) => (error: { code?: string }) => error.code === code;
  assert.throws(
    act([
      { name: 'a', start, values: column },
      { name: 'b', start, values: column },
    ]),
    refused('regressors-collinear'),
  );
  assert.throws(act([{ name: 'a', start, values: column.slice(0, 100) }]), refused('regressor-too-short'));
  assert.throws(act([{ name: 'a', start, values: column.map((x, t) => (t === 50 ? Number.NaN : x)) }]), refused('regressor-not-finite'));
});

test('a limit that has passed ends the work at once', () => {
  const series = { start: 2000 * 12, frequency: 12 as const, values: noisy() };
  assert.throws(
    () => fitRegArima(series, automatic, { reached: () => true }),
    (error: { code?: string }) => error.code === 'time-limit',
  );
});

test('a planted outlier and level shift are found with their sizes', () => {
  const values = noisy();
  values[40]! *= Math.exp(0.3);
  for (let t = 80; t < values.length; t++) values[t]! *= Math.exp(-0.4);
  const { outliers } = fitRegArima({ start: 2000 * 12, frequency: 12, values }, { ...fixed, outliers: ['ao', 'ls', 'tc'] });
  const found = (name: string) => outliers.find((outlier) => outlier.name === name);
  assert.ok(Math.abs(found('AO2003.May')!.estimate - 0.3) < 0.1);
  assert.ok(Math.abs(found('LS2006.Sep')!.estimate + 0.4) < 0.1);
});

test('a missing value is filled close to what stood there and leaves no outlier', () => {
  const values = noisy();
  const held = values[50]!;
  values[50] = Number.NaN;
  const result = fitRegArima({ start: 2000 * 12, frequency: 12, values }, fixed);
  assert.ok(Math.abs(result.completed[50]! / held - 1) < 0.15);
  assert.equal(result.regression.length, 0);
});

test('scaling a series leaves its model and its regression', () => {
  const values = noisy();
  const spec: RegArimaSpec = { ...fixed, regression: ['td', 'easter[8]'] };
  const one = fitRegArima({ start: 2000 * 12, frequency: 12, values }, spec);
  const other = fitRegArima({ start: 2000 * 12, frequency: 12, values: values.map((x) => 1000 * x) }, spec);
  for (const [i, row] of one.regression.entries()) assert.ok(Math.abs(row.estimate - other.regression[i]!.estimate) < 1e-6);
  assert.ok(Math.abs(other.forecasts[0]!.point / one.forecasts[0]!.point / 1000 - 1) < 1e-6);
});

test('simulated models are identified again', () => {
  const cases: readonly (readonly [string, Parameters<typeof simulateArima>[0], readonly number[]])[] = [
    ['(0 1 1)(0 1 1)', { p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1 }, [0.6, 0.6]],
    ['(1 0 0)(0 1 1)', { p: 1, d: 0, q: 0, P: 0, D: 1, Q: 1 }, [0.6, 0.7]],
    ['(2 1 0)(0 1 1)', { p: 2, d: 1, q: 0, P: 0, D: 1, Q: 1 }, [-0.6, -0.45, 0.6]],
  ];
  for (const [name, orders, coefficients] of cases) {
    let same = 0;
    for (let seed = 1; seed <= 4; seed++) {
      const values = simulateArima(orders, coefficients, 12, 240, seed).map((x) => 1000 + 10 * x);
      const spec: RegArimaSpec = { transform: 'none', arima: 'auto', forecast: 0, backcast: 0 };
      if (describeOrders(fitRegArima({ start: 1990 * 12, frequency: 12, values }, spec).orders) === name) same++;
    }
    assert.ok(same >= 2, `${name} found in ${same} of 4`);
  }
});
