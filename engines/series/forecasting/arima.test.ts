import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isStable } from '../arma/polynomial.ts';
import { fitArima, forecastArima } from './arima-fit.ts';
import { ArmaLikelihood, coefficientsOf, factorsOf } from './arma-likelihood.ts';
import { chooseArima } from './auto-arima.ts';
import { kpss, regularDifferences, seasonalDifferences } from './differencing.ts';
import { generator } from './random.ts';
import { close, referenceForecast, referenceNames, referenceSkip } from './reference.ts';

const airline = { p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1 };

for (const name of referenceNames) {
  test(`the airline model of the logarithms of ${name} equals the reference`, { skip: referenceSkip }, () => {
    const { values, frequency, reference } = referenceForecast(name);
    const want = reference.airline_log_ml;
    const fit = fitArima(values.map(Math.log), frequency, airline, false);
    assert.ok(fit !== undefined && Math.abs(fit.loglik - want.loglik) < 0.01);
    // The reference prints 1 + θB.
    assert.ok(Math.abs((factorsOf(airline, fit.coefficients).theta[0] as number) + want.coef.ma1) < 1e-3);
    assert.ok(Math.abs((factorsOf(airline, fit.coefficients).seasonalTheta[0] as number) + want.coef.sma1) < 1e-3);
    const ours = forecastArima({ ...fit, sigma2: want.sigma2 }, want.forecast.mean.length);
    close(ours.points.map(Math.exp), want.forecast.mean, 1e-3);
    close(
      ours.points.map((point, step) => Math.exp(point - 1.959963984540054 * (ours.spread[step] as number))),
      want.forecast.lo95,
      1e-3,
    );
  });

  test(`the model chosen for ${name} has no worse a criterion than the reference's`, { skip: referenceSkip }, () => {
    const { values, frequency, reference } = referenceForecast(name);
    const want = reference.auto_arima;
    const choice = chooseArima(values, frequency);
    assert.ok(choice !== undefined);
    assert.equal(choice.fit.orders.d, want.model.d);
    assert.equal(choice.fit.orders.D, want.model.D);
    assert.ok(choice.fit.aicc < want.aicc + 0.01, `${JSON.stringify(choice.fit.orders)} ${choice.fit.aicc} against ${want.aicc}`);
  });
}

test('the likelihood is that of the normal distribution with the covariance of the process', () => {
  // ARMA(1,1), 1 − 0.5B and 1 − 0.3B, four observations: γ0 = (1 − 2·0.15 + 0.09)/0.75, γ1 = (0.2·(1 − 0.15))/0.75, then γ falls by half.
  const series = Float64Array.of(1, -0.4, 0.7, 0.2);
  const likelihood = new ArmaLikelihood(series, { p: 1, d: 0, q: 1, P: 0, D: 0, Q: 0 }, 12, false);
  const value = likelihood.evaluate(Float64Array.of(0.5, 0.3));
  const g0 = (1 - 2 * 0.15 + 0.09) / 0.75;
  const g1 = (0.2 * (1 - 0.15)) / 0.75;
  const covariance = Array.from({ length: 4 }, (_, i) =>
    Array.from({ length: 4 }, (_, j) => (i === j ? g0 : g1 * 0.5 ** (Math.abs(i - j) - 1))),
  );
  let logDeterminant = 0;
  let squares = 0;
  const work = covariance.map((row, i) => [...row, series[i] as number]);
  for (let i = 0; i < 4; i++) {
    const pivot = work[i] as number[];
    logDeterminant += Math.log(pivot[i] as number);
    squares += (pivot[4] as number) ** 2 / (pivot[i] as number);
    for (const row of work.slice(i + 1)) {
      const ratio = (row[i] as number) / (pivot[i] as number);
      row.forEach((entry, k) => {
        row[k] = entry - ratio * (pivot[k] as number);
      });
    }
  }
  assert.ok(Math.abs(value - (4 * Math.log(squares) + logDeterminant)) < 1e-12);
});

test('free parameters always give a stationary, invertible model', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 8, maxLength: 8 }), (list) => {
      const orders = { p: 3, d: 0, q: 2, P: 2, D: 0, Q: 1 };
      for (const factor of Object.values(factorsOf(orders, coefficientsOf(orders, Float64Array.from(list))))) {
        assert.ok(isStable(factor, 0, factor.length));
      }
    }),
  );
});

test('simulated models are differenced as they were made and their coefficients are found again', () => {
  const random = generator(21);
  const values = new Float64Array(400);
  const shocks = Float64Array.from({ length: 400 }, () => random.normal());
  for (let t = 0; t < 400; t++) {
    const back = (lag: number, of: Float64Array): number => (t >= lag ? (of[t - lag] as number) : 0);
    const noise = (shocks[t] as number) - 0.5 * back(1, shocks) - 0.6 * back(12, shocks) + 0.3 * back(13, shocks);
    values[t] = back(1, values) + back(12, values) - back(13, values) + noise + (t < 13 ? 20 * Math.sin(t) : 0);
  }
  assert.equal(seasonalDifferences(values, 12), 1);
  const choice = chooseArima(values, 12);
  assert.ok(choice !== undefined);
  assert.equal(choice.fit.orders.d, 1);
  const fit = fitArima(values, 12, airline, false);
  assert.ok(fit !== undefined && choice.fit.aicc <= fit.aicc + 0.1);
  assert.ok(
    Math.abs((factorsOf(airline, fit.coefficients).theta[0] as number) - 0.5) < 0.12 &&
      Math.abs((factorsOf(airline, fit.coefficients).seasonalTheta[0] as number) - 0.6) < 0.12,
  );
});

test('white noise stays undifferenced, a random walk is differenced once, its sum twice', () => {
  const random = generator(5);
  const noise = Float64Array.from({ length: 200 }, () => random.normal());
  let sum = 0;
  const walk = noise.map((shock) => (sum += shock));
  let total = 0;
  const twice = walk.map((level) => (total += level));
  assert.equal(regularDifferences(noise), 0);
  assert.equal(regularDifferences(walk), 1);
  assert.equal(regularDifferences(twice), 2);
  assert.ok(kpss(noise) < 0.463);
});

test('shifting a differenced series shifts its forecast, scaling scales it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(0.01, 3, 1000), fc.constantFrom(-50, 1e4), (seed, unit, shift) => {
      const random = generator(seed);
      let level = 0;
      const values = Float64Array.from({ length: 60 }, () => (level += random.normal()));
      const orders = { p: 1, d: 1, q: 0, P: 0, D: 0, Q: 0 };
      const plain = fitArima(values, 12, orders, false);
      const moved = fitArima(
        values.map((value) => value * unit + shift),
        12,
        orders,
        false,
      );
      assert.ok(plain !== undefined && moved !== undefined);
      const one = forecastArima(plain, 6);
      const other = forecastArima(moved, 6);
      one.points.forEach((point, step) => {
        assert.ok(Math.abs((other.points[step] as number) - (point * unit + shift)) < 1e-3 * unit * (1 + Math.abs(point)));
        assert.ok(Math.abs((other.spread[step] as number) / unit / (one.spread[step] as number) - 1) < 1e-3);
      });
    }),
    { numRuns: 20 },
  );
});
