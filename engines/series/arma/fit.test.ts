import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fitArima } from './fit.ts';

// Box, Jenkins and Reinsel, Time Series Analysis, series G: international airline passengers, thousands, 1949–1960.
export const airPassengers = [
  112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140, 145, 150, 178,
  163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194, 196, 196, 236, 235, 229, 243,
  264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229, 242, 233, 267, 269, 270, 315, 364, 347, 312,
  274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336,
  340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405, 417, 391, 419,
  461, 472, 535, 622, 606, 508, 461, 390, 432,
];
const airline = { p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1 };
const logarithms = airPassengers.map(Math.log);

test('the airline model of series G has the coefficients, variance and forecasts of X-13ARIMA-SEATS 1.1 build 60', () => {
  const fit = fitArima(logarithms, airline, 12, { horizon: 2 });
  assert.ok(Math.abs(fit.parameters[0]! - 0.4018) < 1e-4);
  assert.ok(Math.abs(fit.parameters[1]! - 0.5569) < 1e-4);
  assert.ok(Math.abs(fit.sigma2 - 0.0013480973) < 1e-8);
  assert.ok(Math.abs(fit.loglik - 244.6964868) < 1e-5);
  assert.ok(Math.abs(Math.exp(fit.forecasts[0]!) / 450.422139904084 - 1) < 1e-5);
  assert.ok(Math.abs(Math.exp(fit.forecasts[1]!) / 425.716990838471 - 1) < 1e-5);
  assert.ok(Math.abs(Math.exp(fit.forecasts[0]! - 1.959964 * Math.sqrt(fit.variances[0]!)) / 419.147263416744 - 1) < 1e-5);
});

test('a missing value is estimated without a trace of what stood in its place', () => {
  const values = [...logarithms];
  values[60] = Number.NaN;
  const fit = fitArima(values, airline, 12);
  assert.ok(Math.abs(fit.completed[60]! - logarithms[60]!) < 0.1);
  assert.equal(fit.effectiveObservations, 130);
});

test('scaling and shifting the data leaves the ARMA coefficients', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1000, noNaN: true }), fc.double({ min: -100, max: 100, noNaN: true }), (scale, shift) => {
      const fit = fitArima(
        logarithms.map((x) => scale * x + shift),
        airline,
        12,
      );
      assert.ok(Math.abs(fit.parameters[0]! - 0.40182) < 2e-4);
      assert.ok(Math.abs(fit.sigma2 / scale ** 2 - 0.0013480973) < 1e-7);
    }),
    { numRuns: 10 },
  );
});

test('an autoregression with mean is found again in its own forecasts', () => {
  const values = Array.from({ length: 400 }, () => 0);
  let state = 20261124;
  let x = 0;
  for (let t = 0; t < values.length; t++) {
    let sum = 0;
    for (let i = 0; i < 12; i++) {
      state = (state * 1103515245 + 12345) % 2147483648;
      sum += state / 2147483648;
    }
    x = 0.7 * x + (sum - 6);
    values[t] = 5 + x;
  }
  const fit = fitArima(values, { p: 1, d: 0, q: 0, P: 0, D: 0, Q: 0 }, 12, { withConstant: true, horizon: 100 });
  assert.ok(Math.abs(fit.parameters[0]! - 0.7) < 0.1);
  assert.ok(Math.abs(fit.forecasts[99]! - fit.constant) < 1e-9);
  assert.ok(Math.abs(fit.variances[99]! - fit.sigma2 / (1 - fit.parameters[0]! ** 2)) < 1e-9);
});

test('a constant, a short and an empty series are refused by name', () => {
  const refused = (values: number[], code: string) =>
    assert.throws(
      () => fitArima(values, airline, 12),
      (error: { code?: string }) => error.code === code,
    );
  refused(
    Array.from({ length: 60 }, () => 3),
    'series-deterministic',
  );
  refused([1, 2, 3], 'series-too-short');
  refused([Number.NaN, Number.NaN], 'all-missing');
});
