import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { generator } from '../forecasting/random.ts';
import { close, referenceJson, referenceNames, referenceSkip, referenceTable } from '../forecasting/reference.ts';
import { SeriesRefusal } from '../refusal.ts';
import { allocate, type SeatsModel } from './allocation.ts';
import { canonicalDecomposition, eliminate } from './canonical.ts';
import { seats } from './seats.ts';
import { evaluateSymmetric, squaredModulus } from './symmetric.ts';

const none = new Float64Array();
const airline = (theta: number, seasonalTheta: number, frequency = 12, sigma2 = 1): SeatsModel => ({
  phi: none,
  theta: Float64Array.of(theta),
  seasonalPhi: none,
  seasonalTheta: Float64Array.of(seasonalTheta),
  d: 1,
  D: 1,
  frequency,
  sigma2,
});

for (const name of referenceNames) {
  test(`the components of ${name} are those of the reference`, { skip: referenceSkip }, () => {
    const table = referenceTable(`x13/seats/${name}.csv`);
    const run = referenceJson(`x13/seats/${name}.json`) as { arima: { factor: string; estimate: number }[]; variance: { mle: number } };
    const estimate = (factor: string): number => run.arima.find((row) => row.factor === factor)?.estimate as number;
    const model = airline(estimate('Nonseasonal'), estimate('Seasonal'), name === 'UKgas' ? 4 : 12, run.variance.mle);
    const result = seats(model, (table.get('b1') as Float64Array).map(Math.log), 'multiplicative');
    assert.equal(result.fallback, undefined);
    close(result.seasonal, table.get('s10') as Float64Array, 1e-9);
    close(result.adjusted, table.get('s11') as Float64Array, 1e-9);
    close(result.trend, table.get('s12') as Float64Array, 1e-9);
    close(result.irregular, table.get('s13') as Float64Array, 1e-9);
  });
}

/** A short quarterly airline process. */
function process(length: number, seed: number, theta: number, seasonalTheta: number): Float64Array {
  const random = generator(seed);
  const shocks = Float64Array.from({ length }, () => random.normal());
  const values = new Float64Array(length);
  const at = (of: Float64Array, t: number): number => (t >= 0 ? (of[t] as number) : 0);
  for (let t = 0; t < length; t++) {
    const noise = at(shocks, t) - theta * at(shocks, t - 1) - seasonalTheta * at(shocks, t - 4) + theta * seasonalTheta * at(shocks, t - 5);
    values[t] = at(values, t - 1) + at(values, t - 4) - at(values, t - 5) + noise;
  }
  return values;
}

test('estimate and standard error are those of the exact matrix formula', () => {
  // McElroy (2008), "Matrix formulas for nonstationary ARIMA signal extraction", theorem 1: M⁻¹ is the error covariance of the seasonal.
  const length = 48;
  const values = process(length, 3, 0.5, 0.4);
  const model = airline(0.5, 0.4, 4);
  const factors = allocate(model);
  assert.ok(factors !== undefined);
  const parts = canonicalDecomposition(factors);
  assert.ok(parts !== undefined);
  const precision = (operator: Float64Array, covariances: (lag: number) => number): Float64Array[] => {
    const order = operator.length - 1;
    const rows = length - order;
    const result = Array.from({ length }, () => new Float64Array(length));
    // Σ⁻¹Δ column by column.
    for (let column = 0; column < length; column++) {
      const solved = eliminate(
        Array.from({ length: rows }, (_, i) => {
          const row = new Float64Array(rows + 1);
          for (let j = 0; j < rows; j++) row[j] = covariances(Math.abs(i - j));
          row[rows] = operator[i + order - column] ?? 0;
          return row;
        }),
      ) as Float64Array;
      for (let row = 0; row < length; row++) {
        let sum = 0;
        for (let i = 0; i < rows; i++) sum += (operator[i + order - row] ?? 0) * (solved[i] as number);
        (result[row] as Float64Array)[column] = sum;
      }
    }
    return result;
  };
  const ofSeasonal = precision(factors.seasonal, (lag) => parts.seasonal.numerator[lag] ?? 0);
  const white = squaredModulus(factors.trend);
  const ofRest = precision(factors.trend, (lag) => (parts.trend.numerator[lag] ?? 0) + parts.irregular * (white[lag] ?? 0));
  const sum = (row: number): Float64Array => ofSeasonal[row]?.map((value, k) => value + (ofRest[row]?.[k] as number)) as Float64Array;
  const right = ofRest.map((row) => row.reduce((total, value, k) => total + value * (values[k] as number), 0));
  const exact = eliminate(right.map((value, row) => Float64Array.from([...sum(row), value]))) as Float64Array;
  const result = seats(model, values, 'additive');
  const scale = Math.max(...exact.map(Math.abs));
  exact.forEach((value, t) => {
    assert.ok(Math.abs(value - (result.seasonal[t] as number)) < 1e-7 * scale, `${t}: ${result.seasonal[t]} instead of ${value}`);
  });
  for (const t of [0, 10, 24, 40, 47]) {
    const column = eliminate(right.map((_, row) => Float64Array.from([...sum(row), row === t ? 1 : 0]))) as Float64Array;
    close([result.standardErrors.seasonal[t] as number], [Math.sqrt(column[t] as number)], 0.01);
  }
});

test('the components of any decomposable model add up, and their spectra are nowhere negative', () => {
  const models = fc.record({
    theta: fc.double({ min: -0.5, max: 0.95, noNaN: true }),
    seasonalTheta: fc.double({ min: -0.4, max: 0.95, noNaN: true }),
    phi: fc.array(fc.double({ min: -0.9, max: 0.9, noNaN: true }), { maxLength: 1 }),
    seasonalPhi: fc.array(fc.double({ min: -0.6, max: 0.9, noNaN: true }), { maxLength: 1 }),
    d: fc.constantFrom(0, 1, 2),
    seed: fc.integer({ min: 1, max: 1000 }),
  });
  fc.assert(
    fc.property(models, (made) => {
      const model = {
        ...airline(made.theta, made.seasonalTheta, 4),
        phi: Float64Array.from(made.phi),
        seasonalPhi: Float64Array.from(made.seasonalPhi),
        d: made.d,
      };
      const values = process(60, made.seed, 0.4, 0.4);
      const result = seats(model, values, 'additive');
      const scale = Math.max(...values.map(Math.abs), 1);
      values.forEach((value, t) => {
        const sum = (result.seasonal[t] as number) + (result.trend[t] as number) + (result.irregular[t] as number);
        assert.ok(Math.abs(sum - value) < 1e-9 * scale);
      });
      const { decomposition } = result;
      assert.ok(decomposition.irregular >= 0);
      for (const component of [decomposition.trend, decomposition.seasonal, decomposition.transitory]) {
        const most = component.numerator.reduce((total, value) => total + 2 * Math.abs(value), 0);
        for (let at = 0; at <= 200; at++) assert.ok(evaluateSymmetric(component.numerator, (Math.PI * at) / 200) > -1e-7 * most - 1e-9);
      }
      assert.ok([...result.standardErrors.seasonal, ...result.standardErrors.trend].every((error) => error >= 0 && Number.isFinite(error)));
    }),
    { numRuns: 60 },
  );
});

test('a model without admissible decomposition gives way to the airline model, and says so', () => {
  const values = process(80, 9, 0.4, 0.4);
  assert.deepEqual(seats(airline(0.4, -0.7, 4), values, 'additive').fallback, { to: 'airline', reason: 'not-decomposable' });
  const twoMoves = { ...airline(0.4, 0.4, 4), theta: Float64Array.of(0.5, 0.4999) };
  assert.deepEqual(seats(twoMoves, values, 'additive').fallback, { to: 'airline', reason: 'not-invertible' });
  assert.deepEqual(seats({ ...airline(0.4, 0, 4), D: 0 }, values, 'additive').fallback, { to: 'airline', reason: 'no-seasonal-part' });
});

test('a coefficient that is nothing but a trace is nothing', () => {
  const values = process(60, 1, 0.4, 0.4);
  const result = seats({ ...airline(0, -2.2e-78, 4), phi: Float64Array.of(-5e-324) }, values, 'additive');
  assert.ok([...result.standardErrors.seasonal, ...result.standardErrors.trend].every(Number.isFinite));
});

test('a coefficient of one is taken for 0.99', () => {
  const values = process(80, 9, 0.4, 0.4);
  const result = seats(airline(0.4, 1, 4), values, 'additive');
  assert.equal(result.fallback, undefined);
  assert.deepEqual(result.seasonal, seats(airline(0.4, 0.99, 4), values, 'additive').seasonal);
});

test('components are forecast beyond the span: the seasonal sums to nothing over a year, the trend goes on straight', () => {
  const values = process(60, 2, 0.4, 0.4);
  const span = seats(airline(0.4, 0.4, 4), values, 'additive');
  const { seasonal, trend, irregular, adjusted } = seats(airline(0.4, 0.4, 4), values, 'additive', 12);
  assert.equal(seasonal.length, 72);
  close(trend.slice(0, 60), span.trend, 1e-7);
  const sum = seasonal.slice(64, 68).reduce((total, value) => total + value, 0);
  assert.ok(Math.abs(sum) < 1e-6, `${sum}`);
  const step = (t: number): number => (trend[t] as number) - (trend[t - 1] as number);
  assert.ok(Math.abs(step(70) - step(66)) < 1e-6);
  assert.ok(
    irregular
      .slice(62)
      .every((value, t) => Math.abs(value) < 1e-6 && Math.abs((adjusted[t + 62] as number) - (trend[t + 62] as number)) < 1e-6),
  );
});

test('too short a series and gaps are refused by name', () => {
  const code = (expected: string) => (error: unknown) => error instanceof SeriesRefusal && error.code === expected;
  assert.throws(() => seats(airline(0.4, 0.4), new Float64Array(20), 'additive'), code('series-too-short'));
  assert.throws(() => seats(airline(0.4, 0.4), new Float64Array(60).fill(Number.NaN, 5, 6), 'additive'), code('missing-values'));
});
