import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isForecastable } from './ets-bounds.ts';
import { fitEts } from './ets-fit.ts';
import { forecastEts } from './ets-forecast.ts';
import { type EtsForm, etsLayout, etsName, etsRun, etsWorkspace } from './ets-recursion.ts';
import { chooseEts } from './ets-selection.ts';
import { generator } from './random.ts';
import { close, referenceForecast, referenceNames, referenceSkip } from './reference.ts';

for (const name of referenceNames) {
  test(`the reference's exponential smoothing of ${name} has the same likelihood here, and ours is no worse`, {
    skip: referenceSkip,
  }, () => {
    const { values, frequency, reference } = referenceForecast(name);
    const form: EtsForm = { error: 'M', trend: 'A', damped: reference.ets.method.includes('Ad'), season: 'M' };
    const layout = etsLayout(form, frequency);
    const parameters = new Float64Array(layout.count);
    const par = reference.ets.par;
    parameters[layout.alpha] = par.alpha as number;
    parameters[layout.beta] = par.beta as number;
    parameters[layout.gamma] = par.gamma as number;
    if (layout.phi >= 0) parameters[layout.phi] = par.phi as number;
    parameters[layout.level] = par.l as number;
    parameters[layout.slope] = par.b as number;
    // The reference counts seasonal states backwards from the first observation.
    for (let position = 1; position < frequency; position++) {
      parameters[layout.season + position - 1] = par[`s${frequency - 1 - position}`] as number;
    }
    const work = etsWorkspace(values.length, frequency, layout.count);
    assert.ok(etsRun(form, layout, values, parameters, work, false));
    let squares = 0;
    let logarithms = 0;
    work.errors.forEach((error, t) => {
      squares += (error / (work.fitted[t] as number)) ** 2;
      logarithms += Math.log(work.fitted[t] as number);
    });
    assert.ok(Math.abs(-0.5 * (values.length * Math.log(squares) + 2 * logarithms) - reference.ets.loglik) < 1e-6);
    close([squares / (values.length - layout.count)], [reference.ets.sigma2], 1e-6);

    const fit = fitEts(form, values, frequency);
    assert.ok(fit !== undefined && fit.loglik > reference.ets.loglik - 0.01, `${fit?.loglik} against ${reference.ets.loglik}`);
    // Under a multiplicative season the reference leaves the first step of a damped trend undamped; a slope larger by 1/φ is the same.
    const phi = par.phi ?? 1;
    const ours = forecastEts(
      {
        ...fit,
        alpha: par.alpha as number,
        beta: (par.beta as number) / phi,
        gamma: par.gamma as number,
        phi,
        sigma2: reference.ets.sigma2,
        last: {
          level: work.last[0] as number,
          slope: (work.last[1] as number) / phi,
          season: Float64Array.from(work.ring, (_, step) => work.ring[(values.length + step) % frequency] as number),
        },
      },
      reference.h,
    );
    close(ours.points, reference.ets.forecast.mean, 1e-6);
    close(
      ours.points.map((point, step) => point + 1.959963984540054 * (ours.spread[step] as number)),
      reference.ets.forecast.hi95,
      1e-6,
    );
    const choice = chooseEts(values, frequency);
    assert.ok(choice !== undefined && choice.fit.aicc <= reference.ets.aicc + 0.02, `${choice?.fit.aicc}`);
  });
}

const forms: readonly EtsForm[] = [
  { error: 'A', trend: 'N', damped: false, season: 'N' },
  { error: 'A', trend: 'A', damped: true, season: 'A' },
  { error: 'M', trend: 'A', damped: true, season: 'A' },
  { error: 'M', trend: 'A', damped: false, season: 'M' },
];

for (const form of forms) {
  test(`the derivatives of ${etsName(form)} are those of small steps`, () => {
    const frequency = form.season === 'N' ? 1 : 4;
    const layout = etsLayout(form, frequency);
    const random = generator(7);
    const values = Float64Array.from({ length: 24 }, (_, t) => 20 + t / 4 + (t % 4 === 0 ? 3 : -1) + random.normal());
    const parameters = new Float64Array(layout.count).fill(form.season === 'M' ? 1.02 : 0.4);
    parameters[layout.alpha] = 0.3;
    if (layout.beta >= 0) parameters[layout.beta] = 0.1;
    if (layout.gamma >= 0) parameters[layout.gamma] = 0.2;
    if (layout.phi >= 0) parameters[layout.phi] = 0.9;
    parameters[layout.level] = 19;
    const work = etsWorkspace(24, frequency, layout.count);
    assert.ok(etsRun(form, layout, values, parameters, work, true));
    const derivatives = Float64Array.from(work.fittedBy);
    for (let k = 0; k < layout.count; k++) {
      const shifted = [1e-6, -1e-6].map((step) => {
        const moved = Float64Array.from(parameters);
        moved[k] = (moved[k] as number) + step;
        etsRun(form, layout, values, moved, work, false);
        return Float64Array.from(work.fitted);
      });
      for (let t = 0; t < 24; t++) {
        const slope = ((shifted[0]?.[t] as number) - (shifted[1]?.[t] as number)) / 2e-6;
        assert.ok(Math.abs(slope - (derivatives[t * layout.count + k] as number)) < 1e-4 * (1 + Math.abs(slope)), `parameter ${k} at ${t}`);
      }
    }
  });

  test(`the variances of ${etsName(form)} are those of simulated futures`, () => {
    const frequency = form.season === 'N' ? 1 : 4;
    const season = form.season === 'N' ? [] : form.season === 'M' ? [1.3, 0.8, 1.1, 0.8] : [3, -2, 1, -2];
    const fit = {
      form,
      frequency,
      alpha: 0.5,
      beta: form.trend === 'A' ? 0.15 : 0,
      gamma: form.season === 'N' ? 0 : 0.3,
      phi: form.damped ? 0.9 : 1,
      initial: { level: 0, slope: 0, season: new Float64Array() },
      last: { level: 20, slope: form.trend === 'A' ? 0.5 : 0, season: Float64Array.from(season) },
      sigma2: form.error === 'M' ? 0.01 : 4,
      loglik: 0,
      aic: 0,
      aicc: 0,
      bic: 0,
      fitted: new Float64Array(),
    };
    const { points, spread } = forecastEts(fit, 10);
    const random = generator(11);
    const runs = 40_000;
    const sums = new Float64Array(10);
    const squares = new Float64Array(10);
    for (let run = 0; run < runs; run++) {
      let { level, slope } = fit.last;
      const ring = [...season];
      for (let step = 0; step < 10; step++) {
        const base = level + fit.phi * slope;
        const factor = ring[step % frequency] ?? 0;
        const mean = form.season === 'M' ? base * factor : base + factor;
        const error = random.normal() * Math.sqrt(fit.sigma2) * (form.error === 'M' ? mean : 1);
        const levelError = form.season === 'M' ? error / factor : error;
        level = base + fit.alpha * levelError;
        slope = fit.phi * slope + fit.beta * levelError;
        if (season.length > 0) ring[step % frequency] = factor + fit.gamma * (form.season === 'M' ? error / base : error);
        sums[step] = (sums[step] as number) + (mean + error) / runs;
        squares[step] = (squares[step] as number) + (mean + error) ** 2 / runs;
      }
    }
    close(sums, points, 0.02);
    close(
      squares.map((square, step) => Math.sqrt(square - (sums[step] as number) ** 2)),
      spread,
      0.03,
    );
  });
}

test('a fitted model is forecastable and follows a change of unit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(0.01, 7, 1e5), fc.constantFrom(...forms), (seed, unit, form) => {
      const random = generator(seed);
      const values = Float64Array.from({ length: 40 }, (_, t) => 50 + t / 3 + 6 * Math.sin((t * Math.PI) / 2) + 2 * random.normal());
      const fit = fitEts(form, values, 4);
      const scaled = fitEts(
        form,
        values.map((value) => value * unit),
        4,
      );
      assert.ok(fit !== undefined && scaled !== undefined);
      assert.ok(Math.abs(fit.loglik - scaled.loglik - 40 * Math.log(unit)) < 1e-3);
      const layout = etsLayout(form, fit.frequency);
      const parameters = new Float64Array(layout.count);
      for (const [at, value] of [
        [layout.alpha, fit.alpha],
        [layout.beta, fit.beta],
        [layout.gamma, fit.gamma],
        [layout.phi, fit.phi],
      ] as const) {
        if (at >= 0) parameters[at] = value;
      }
      assert.ok(isForecastable(form, layout, parameters, fit.frequency));
    }),
    { numRuns: 30 },
  );
});
