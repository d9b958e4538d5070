import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { close, referenceForecast, referenceNames, referenceSkip } from './reference.ts';
import { seasonalNaive } from './seasonal-naive.ts';
import { theta } from './theta.ts';

for (const name of referenceNames) {
  test(`Theta and the seasonal naive equal the reference on ${name}`, { skip: referenceSkip }, () => {
    const { values, frequency, reference } = referenceForecast(name);
    const ours = theta(values, frequency, reference.h);
    close(ours.points, reference.theta.forecast.mean, 1e-4);
    close(
      ours.points.map((point, step) => point - 1.959963984540054 * (ours.spread[step] as number)),
      reference.theta.forecast.lo95,
      1e-3,
    );
    const naive = seasonalNaive(values, frequency, reference.h);
    close(naive.points, reference.snaive.forecast.mean, 1e-12);
    close(
      naive.points.map((point, step) => point + 1.2815515655446004 * (naive.spread[step] as number)),
      reference.snaive.forecast.hi80,
      1e-8,
    );
  });
}

test('Theta follows a change of unit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 30, maxLength: 60 }),
      fc.double({ min: -0.3, max: 0.8, noNaN: true }),
      fc.constantFrom(0.001, 8, 1e6),
      (noise, slope, unit) => {
        const values = Float64Array.from(noise, (error, t) => 100 + slope * t + 3 * error);
        const plain = theta(values, 12, 6).points;
        const scaled = theta(
          values.map((value) => value * unit),
          12,
          6,
        ).points;
        plain.forEach((point, step) => {
          assert.ok(Math.abs((scaled[step] as number) / unit - point) <= 1, `${scaled[step]} is not ${unit} × ${point}`);
        });
      },
    ),
    { numRuns: 50 },
  );
});
