import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { answer } from '../batch.ts';
import { type ItmSettings, newItmResult, normalDeviate, prepareItm, variabilitySettings } from './itm.ts';

const folder = path.join(import.meta.dirname, '../../../../shared/testdata/spectrum/itm');
const skip = existsSync(folder) ? false : `reference data absent: ${folder}`;
const none = (file: string): string => {
  throw new Error(`no file expected, got ${file}`);
};

type Answer = {
  readonly outputs?: Readonly<Record<string, number | string | boolean>>;
  readonly intermediates?: Readonly<Record<string, number>>;
  readonly warnings?: readonly { readonly code: string; readonly field?: string }[];
  readonly error?: { readonly code: string; readonly field?: string };
};
const ask = async (model: string, inputs: object, intermediates = false): Promise<Answer> =>
  (await answer({ model, inputs, options: { intermediates } }, none)) as Answer;

const base = {
  h_tx_m: 15,
  h_rx_m: 3,
  climate: 5,
  N0: 301,
  f_MHz: 3500,
  pol: 'V',
  epsilon: 15,
  sigma: 0.005,
  mdvar: 1,
  time_pct: 50,
  location_pct: 50,
  situation_pct: 50,
};

test('area mode gives the NTIA example within its rounding', async () => {
  // NTIA/itm 183ad95, area.csv: 133.0 dB
  const inputs = {
    ...base,
    h_tx_m: 3,
    h_rx_m: 1.5,
    delta_h_m: 10,
    d_km: 10,
    siting_tx: 1,
    siting_rx: 0,
    sigma: 0.008,
    f_MHz: 450,
    pol: 'H',
  };
  const { outputs } = await ask('itm_area', { ...inputs, time_pct: 40, location_pct: 28, situation_pct: 25 });
  assert.ok(Math.abs((outputs?.A_dB as number) - 133.0) <= 0.05 + 1e-9, `got ${outputs?.A_dB}`);
});

test('point-to-point mode gives the NTIA rows within 0.01 dB', { skip }, async () => {
  const rows = readFileSync(path.join(folder, 'p2p.csv'), 'utf8').trim().split(/\r?\n/).slice(1);
  const profiles = readFileSync(path.join(folder, 'pfls.csv'), 'utf8').trim().split(/\r?\n/);
  assert.ok(rows.length > 0);
  for (const [i, row] of rows.entries()) {
    const [h_tx_m, h_rx_m, epsilon, sigma, N0, f_MHz, pol, climate, time_pct, location_pct, situation_pct, mdvar, expected] = row
      .split(',')
      .map(Number) as [number, number, number, number, number, number, number, number, number, number, number, number, number];
    const [, step_m, ...z_m] = (profiles[i] as string).split(',').map(Number);
    const inputs = {
      h_tx_m,
      h_rx_m,
      epsilon,
      sigma,
      N0,
      f_MHz,
      pol: pol === 1 ? 'V' : 'H',
      climate,
      time_pct,
      location_pct,
      situation_pct,
      mdvar,
    };
    const { outputs } = await ask('itm', { ...inputs, step_m, z_m });
    assert.ok(Math.abs((outputs?.A_dB as number) - expected) <= 0.0101, `row ${i + 1}: got ${outputs?.A_dB}, reference ${expected}`);
  }
});

test('the intermediate values are those the reference program prints', { skip }, async () => {
  const [, step_m, ...z_m] = readFileSync(path.join(folder, 'cmd_examples/pfl.txt'), 'utf8').split(',').map(Number);
  const { outputs, intermediates } = await ask('itm', { ...base, step_m, z_m }, true);
  // NTIA/itm cmd_examples/o_p2ptls.txt
  const printed = {
    theta_hzn_tx_mrad: -1.949,
    theta_hzn_rx_mrad: -0.856,
    d_hzn_tx_m: 14868,
    d_hzn_rx_m: 6494,
    h_e_tx_m: 15,
    h_e_rx_m: 3,
    Ns: 251.5,
    delta_h_m: 3.2,
  };
  const rounding = {
    theta_hzn_tx_mrad: 5e-4,
    theta_hzn_rx_mrad: 5e-4,
    d_hzn_tx_m: 0.5,
    d_hzn_rx_m: 0.5,
    h_e_tx_m: 0.05,
    h_e_rx_m: 0.05,
    Ns: 0.05,
    delta_h_m: 0.05,
  };
  for (const [name, value] of Object.entries(printed))
    assert.ok(
      Math.abs((intermediates?.[name] as number) - value) <= rounding[name as keyof typeof rounding] + 1e-9,
      `${name} ${intermediates?.[name]}`,
    );
  assert.equal(outputs?.mode, 'line-of-sight');
  assert.ok(Math.abs((outputs?.A_dB as number) - 114.5) <= 0.051);
});

test('the Crystal Palace path gives the published table of confidence and reliability', { skip }, async () => {
  const published = JSON.parse(readFileSync(path.join(folder, 'crystal_palace_path2200_41.5MHz.json'), 'utf8'));
  const inputs = {
    z_m: published.profile.elevations_m,
    step_m: published.profile.step_m,
    h_tx_m: published.h_tx_m,
    h_rx_m: published.h_rx_m,
    climate: published.climate,
    Ns: published.surface_refractivity_N_s,
    f_MHz: published.frequency_MHz,
    pol: 'H',
    epsilon: published.epsilon,
    sigma: published.sigma_S_per_m,
    mdvar: published.mdvar,
  };
  for (const [i, reliability_pct] of published.reliability_percent.entries())
    for (const [j, confidence_pct] of published.confidence_percent.entries()) {
      const { outputs } = await ask('itm', { ...inputs, confidence_pct, reliability_pct });
      const expected = published.loss_dB[i][j];
      const got = outputs?.A_dB as number;
      assert.ok(Math.abs(got - expected) <= 0.1, `${confidence_pct}/${reliability_pct} %: got ${got}, published ${expected}`);
    }
});

test('bad inputs are refused by name', async () => {
  const z_m = [10, 20, 30, 20, 10];
  const good = { ...base, z_m, step_m: 500 };
  assert.equal((await ask('itm', good)).error, undefined);
  const cases: readonly (readonly [string, string, object])[] = [
    ['out-of-range', 'f_MHz', { ...good, f_MHz: 3_500_000 }],
    ['out-of-range', 'h_tx_m', { ...good, h_tx_m: 0 }],
    ['out-of-range', 'N0', { ...good, N0: 40 }],
    ['out-of-range', 'time_pct', { ...good, time_pct: 100 }],
    ['out-of-range', 'step_m', { ...good, step_m: 0 }],
    ['not-a-number', 'z_m[1]', { ...good, z_m: [1, null, 2] }],
    ['out-of-range', 'z_m[1]', { ...good, z_m: [1, -32768, 2] }],
    ['out-of-range', 'z_m', { ...good, z_m: [1] }],
    ['not-a-choice', 'mdvar', { ...good, mdvar: 4 }],
    ['not-a-choice', 'climate', { ...good, climate: 0 }],
    ['contradiction', 'Ns', { ...good, Ns: 300 }],
    ['contradiction', 'time_pct', { ...good, confidence_pct: 50, reliability_pct: 50 }],
    ['out-of-range', 'z_m', { ...good, z_m: [8800, 8800, 8800], N0: 250 }],
  ];
  for (const [code, field, inputs] of cases) {
    const { error } = await ask('itm', inputs);
    assert.deepEqual({ code: error?.code, field: error?.field }, { code, field });
  }
});

test('terrain that is all zero is computed with a warning', async () => {
  const { warnings } = await ask('itm', { ...base, z_m: [0, 0, 0, 0, 0], step_m: 500 });
  assert.ok(warnings?.some(({ code, field }) => code === 'flat-at-zero' && field === 'z_m'));
});

const settings = (overrides: Partial<ItmSettings> = {}): ItmSettings => ({
  fMHz: 450,
  vertical: true,
  epsilon: 15,
  sigmaSm: 0.005,
  refractivity: 301,
  refractivityAtSurface: false,
  variability: variabilitySettings(5, 3, { time: 50, location: 50, situation: 50 }),
  ...overrides,
});
const profiles = fc
  .array(fc.double({ min: 0, max: 800, noNaN: true }), { minLength: 12, maxLength: 300 })
  .map((heights) => Float64Array.from(heights));

test('the loss not exceeded grows with the share of time it must hold for', () => {
  fc.assert(
    fc.property(profiles, fc.integer({ min: 1, max: 98 }), fc.constantFrom(0, 1, 2, 3, 12, 23), (z, percentage, mdvar) => {
      const loss = (time: number): number => {
        const result = newItmResult();
        const variability = variabilitySettings(5, mdvar, { time, location: 50, situation: mdvar === 0 ? time : 50 });
        prepareItm(settings({ variability })).pointToPoint(z, z.length - 1, 200, 20, 5, result);
        return result.lossDb;
      };
      assert.ok(loss(percentage + 1) >= loss(percentage) - 1e-9);
    }),
    { numRuns: 200 },
  );
});

test('confidence and reliability are situation and time at half of the locations', async () => {
  const inputs = { ...base, z_m: [10, 80, 30, 60, 10, 5], step_m: 4000 };
  const { time_pct, location_pct, situation_pct, ...rest } = inputs;
  const named = await ask('itm', { ...rest, confidence_pct: 90, reliability_pct: 80 });
  const split = await ask('itm', { ...inputs, time_pct: 80, location_pct: 50, situation_pct: 90 });
  assert.equal(named.outputs?.A_dB, split.outputs?.A_dB);
});

test('one prepared model gives every path the value a fresh one gives', () => {
  const shared = prepareItm(settings());
  const result = newItmResult();
  fc.assert(
    fc.property(profiles, fc.double({ min: 30, max: 3000, noNaN: true }), (z, step) => {
      const fresh = newItmResult();
      prepareItm(settings()).pointToPoint(z, z.length - 1, step, 30, 2, fresh);
      shared.pointToPoint(z, z.length - 1, step, 30, 2, result);
      assert.equal(result.lossDb, fresh.lossDb);
    }),
    { numRuns: 200 },
  );
});

test('normal deviates are odd around the median and fall with the probability', () => {
  // Abramowitz & Stegun 26.2.23: error below 4.5e-4; 1.2816 and 2.3263 from any table of the normal distribution
  assert.ok(Math.abs(normalDeviate(0.1) - 1.2816) < 5e-4);
  assert.ok(Math.abs(normalDeviate(0.01) - 2.3263) < 5e-4);
  assert.equal(normalDeviate(0.99), -normalDeviate(1 - 0.99));
});
