import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type SpectrumModel, SpectrumRefusal } from '../validation.ts';
import { ask } from './path-conformance-reading.ts';
import { models } from './path-models.ts';
import { mixedPath } from './path-test-profiles.ts';

type Inputs = Readonly<Record<string, unknown>>;

const path452 = { ...mixedPath, f_GHz: 2, p_pct: 1 };
const path1546 = { f_MHz: 600, t_pct: 10, segments: [{ kind: 'land', km: 30 }], h1_m: 100, h2_m: 10, area: 'rural' };
const air = { f_GHz: 20, p_dry_hPa: 1000, T_K: 288, rho_gm3: 7.5 };
const rain = { f_GHz: 20, el_deg: 30, lat_deg: 45, tau_deg: 0, p_pct: 0.01, R001_mmh: 40, hs_km: 0.1, hR_km: 3.4 };
const hop = { f_GHz: 15, d_km: 20, h_t_m: 100, h_r_m: 90, d_N1: -300, sigma_a_m: 20, margin_dB: 30 };

/** Changes that must be refused, and under which code and field. */
const REFUSED: readonly (readonly [what: string, model: string, inputs: Inputs, code: string, field: string])[] = [
  ['distances that go back', 'p452', { ...path452, d_km: path452.d_km.with(50, 10) }, 'not-increasing', 'd_km'],
  ['a distance twice', 'p452', { ...path452, d_km: path452.d_km.with(50, 49) }, 'not-increasing', 'd_km'],
  [
    'a profile that does not start at the transmitter',
    'p452',
    { ...path452, d_km: path452.d_km.map((d) => d + 1) },
    'out-of-range',
    'd_km',
  ],
  ['a height that is no number', 'p452', { ...path452, h_m: path452.h_m.with(7, Number.NaN) }, 'not-a-number', 'h_m[7]'],
  ['a height as text', 'p452', { ...path452, h_m: [...path452.h_m.slice(0, -1), '183'] }, 'not-a-number', 'h_m[109]'],
  ['lists of different length', 'p452', { ...path452, h_m: path452.h_m.slice(1) }, 'length-differs', 'h_m'],
  ['two points', 'p452', { ...path452, d_km: [0, 109], h_m: [40, 183], clutter_m: [0, 0], zone: [1, 2] }, 'out-of-range', 'd_km'],
  ['a path of no length', 'p452', { ...path452, d_km: path452.d_km.map(() => 0) }, 'not-increasing', 'd_km'],
  ['distances in metres', 'p452', { ...path452, d_km: path452.d_km.map((d) => d * 1000) }, 'out-of-range', 'd_km'],
  ['a mountain of 18 km', 'p452', { ...path452, h_m: path452.h_m.with(5, 18_000) }, 'out-of-range', 'h_m[5]'],
  ['a zone of another code', 'p452', { ...path452, zone: path452.zone.with(3, 4) }, 'not-a-choice', 'zone[3]'],
  ['a frequency in MHz', 'p452', { ...path452, f_GHz: 2000 }, 'out-of-range', 'f_GHz'],
  ['more than half of the time', 'p452', { ...path452, p_pct: 60 }, 'out-of-range', 'p_pct'],
  ['a year and a worst month at once', 'p452', { ...path452, pw_pct: 1 }, 'contradiction', 'pw_pct'],
  ['never', 'p452', { ...path452, p_pct: 0 }, 'out-of-range', 'p_pct'],
  ['a latitude beyond the pole', 'p452', { ...path452, lat_r_deg: 98 }, 'out-of-range', 'lat_r_deg'],
  ['a buried antenna', 'p452', { ...path452, htg_m: -3 }, 'out-of-range', 'htg_m'],
  ['temperature in kelvin', 'p452', { ...path452, temp_C: 288 }, 'out-of-range', 'temp_C'],
  ['pressure in pascal', 'p452', { ...path452, press_hPa: 101_300 }, 'out-of-range', 'press_hPa'],
  ['a polarisation that is none', 'p452', { ...path452, pol: 'X' }, 'not-a-choice', 'pol'],
  ['nowhere', 'p452', { ...path452, lat_t_deg: undefined }, 'missing', 'lat_t_deg'],
  ['a lapse rate with an infinite Earth', 'p452', { ...path452, DN: 157 }, 'out-of-range', 'DN'],
  ['the inland stretch longer than the path', 'p452', { ...path452, dlm_km: 500 }, 'out-of-range', 'dlm_km'],
  ['zones of P.452 put to P.1812', 'p1812', { ...path452, zone: path452.zone.with(0, 2) }, 'not-a-choice', 'zone[0]'],
  ['a microwave put to P.1812', 'p1812', { ...path452, f_GHz: 7 }, 'out-of-range', 'f_GHz'],
  ['every location', 'p1812', { ...path452, zone: path452.zone.map(() => 4), pL_pct: 100 }, 'out-of-range', 'pL_pct'],
  ['no path', 'p1546', { ...path1546, segments: [{ kind: 'land', km: 0 }] }, 'out-of-range', 'segments'],
  [
    'a path of a tenth of a millimetre',
    'p1546',
    { ...path1546, ha_m: 5, segments: [{ kind: 'land', km: 1e-7 }] },
    'out-of-range',
    'segments',
  ],
  ['no segment', 'p1546', { ...path1546, segments: [] }, 'out-of-range', 'segments'],
  ['segments in metres', 'p1546', { ...path1546, segments: [{ kind: 'land', km: 30_000 }] }, 'out-of-range', 'segments[0].km'],
  ['a lake', 'p1546', { ...path1546, segments: [{ kind: 'lake', km: 30 }] }, 'not-a-choice', 'segments[0].kind'],
  ['a mast of 4 km', 'p1546', { ...path1546, h1_m: 4000 }, 'out-of-range', 'h1_m'],
  ['a receiver on the ground', 'p1546', { ...path1546, h2_m: 0 }, 'out-of-range', 'h2_m'],
  ['a receiver 2 m over the sea', 'p1546', { ...path1546, area: 'sea', h2_m: 2 }, 'out-of-range', 'h2_m'],
  ['a short path without the height of its mast', 'p1546', { ...path1546, segments: [{ kind: 'land', km: 0.5 }] }, 'missing', 'ha_m'],
  ['one ground height of two', 'p1546', { ...path1546, h_tx_ground_m: 10 }, 'missing', 'h_rx_ground_m'],
  ['nothing that determines h1', 'p1546', { ...path1546, h1_m: undefined }, 'missing', 'h1_m'],
  ['a frequency in GHz', 'p1546', { ...path1546, f_MHz: 0.6 }, 'out-of-range', 'f_MHz'],
  ['air at 20 degrees Celsius', 'p676', { ...air, T_K: 20 }, 'out-of-range', 'T_K'],
  ['a terahertz and more', 'p676', { ...air, f_GHz: 1500 }, 'out-of-range', 'f_GHz'],
  ['the approximate method beyond its range', 'p676', { ...air, method: 'approximate', f_GHz: 400 }, 'out-of-range', 'f_GHz'],
  ['a low elevation by equivalent heights', 'p676slant', { ...air, el_deg: 2 }, 'out-of-range', 'el_deg'],
  ['water-vapour content with edition 13', 'p676slant', { ...air, el_deg: 30, Vt_kgm2: 30, hs_km: 0 }, 'contradiction', 'Vt_kgm2'],
  ['a rain rate below zero', 'p838', { f_GHz: 20, R_mmh: -1 }, 'out-of-range', 'R_mmh'],
  ['rain height missing', 'p618rain', { ...rain, hR_km: undefined }, 'missing', 'hR_km'],
  ['rain for half of the year', 'p618rain', { ...rain, p_pct: 50 }, 'out-of-range', 'p_pct'],
  ['a path below the horizon', 'p618rain', { ...rain, el_deg: -1 }, 'out-of-range', 'el_deg'],
  ['a hop of no length', 'p530', { ...hop, d_km: 0 }, 'out-of-range', 'd_km'],
  ['a hop through a duct', 'p530', { ...hop, d_km: 200, d_N1: -1500 }, 'out-of-range', 'd_km'],
  ['edition 18 without its parameters', 'p530', { ...hop, version: '18' }, 'missing', 'logK'],
  ['clouds on the horizon', 'p840', { f_GHz: 20, el_deg: 1, Lred_kgm2: 1 }, 'out-of-range', 'el_deg'],
  ['a construction that is none', 'p526', { construction: 'epstein', f_GHz: 1 }, 'not-a-choice', 'construction'],
  ['an edge at the antenna', 'p526', { construction: 'knife-edge', f_GHz: 1, h_m: 1, d1_km: 0, d2_km: 1 }, 'out-of-range', 'd1_km'],
  ['a tent', 'p2109', { f_GHz: 1, p_pct: 50, building: 'tent' }, 'not-a-choice', 'building'],
  ['two powers', 'p525', { f_MHz: 100, d_km: 10, EIRP_dBW: 1, ERP_dBW: 1 }, 'contradiction', 'ERP_dBW'],
  ['no distance', 'p525', { f_MHz: 100, d_km: 0 }, 'out-of-range', 'd_km'],
];

/** Changes that are computed and doubted, and under which code and field. */
const DOUBTED: readonly (readonly [what: string, model: string, inputs: Inputs, code: string, field: string])[] = [
  [
    'latitude and longitude swapped',
    'p452',
    { ...path452, lat_t_deg: 0, lon_t_deg: 51.8, lat_r_deg: 10, lon_r_deg: 51.8 },
    'length-differs',
    'd_km',
  ],
  [
    'latitude and longitude swapped at one distance',
    'p452',
    { ...path452, lat_t_deg: 20, lon_t_deg: 60, lat_r_deg: 20, lon_r_deg: 60.9803 },
    'coordinates-swapped',
    'lat_t_deg',
  ],
  ['distances a thousand times too small', 'p452', { ...path452, d_km: path452.d_km.map((d) => d / 1000) }, 'units-doubtful', 'd_km'],
  ['heights in kilometres', 'p452', { ...path452, h_m: path452.h_m.map((h) => h / 1000) }, 'units-doubtful', 'h_m'],
  ['an antenna at 30 mm', 'p452', { ...path452, htg_m: 0.03 }, 'units-doubtful', 'htg_m'],
  ['a transmitter of 50 MW', 'p1546', { ...path1546, Ptx_kW: 50_000 }, 'units-doubtful', 'Ptx_kW'],
  ['no climate', 'p452', { ...path452, DN: undefined }, 'assumed-climate', 'DN'],
  ['no zones', 'p452', { ...path452, zone: undefined }, 'assumed-inland', 'zone'],
  ['ground heights unknown on a slope', 'p1546', { ...path1546, ha_m: 30, hb_m: 90 }, 'assumed-ground', 'h_tx_ground_m'],
  [
    'the terminal in clutter taken as base',
    'p1546',
    { ...path1546, ha_m: 8, R1_m: 15, h2_m: 6, R2_m: 5, area: 'urban' },
    'terminals-swapped',
    'h2_m',
  ],
  [
    'the lower terminal taken as base',
    'p1546',
    { ...path1546, ha_m: 3, R1_m: 10, h2_m: 5, R2_m: 20, area: 'urban' },
    'terminals-swapped',
    'h2_m',
  ],
  ['a short hop', 'p530', { ...hop, d_km: 2 }, 'outside-validity', 'd_km'],
  ['scintillation at 30 GHz', 'p618scintillation', { f_GHz: 30, el_deg: 30, p_pct: 1, D_m: 1, Nwet: 60 }, 'outside-validity', 'f_GHz'],
];

describe('what the path models refuse', () => {
  for (const [what, model, inputs, code, field] of REFUSED) {
    test(`${model}: ${what}`, async () => {
      const { version, ...rest } = inputs as Inputs & { readonly version?: string };
      const answer = await ask(models[model] as SpectrumModel, rest, version);
      assert.ok(answer instanceof SpectrumRefusal, 'it was computed');
      assert.deepEqual([answer.code, answer.field], [code, field]);
      assert.ok(answer.message.includes(field.split(/[[.]/)[0] as string), answer.message);
    });
  }

  test('an edition that is not implemented', async () => {
    for (const model of Object.keys(models)) {
      const answer = await ask(models[model] as SpectrumModel, {}, '99');
      assert.ok(answer instanceof SpectrumRefusal && answer.code === 'unknown-version', model);
    }
  });

  test('a profile of a million points is too long, one of a hundred thousand is flagged', async () => {
    const profile = (points: number): Inputs => {
      const step = 109 / (points - 1);
      const flat = Array.from({ length: points }, () => 10);
      return { ...path452, d_km: flat.map((_, i) => i * step), h_m: flat, clutter_m: undefined, zone: flat.map(() => 2) };
    };
    const flagged = await ask(models.p452 as SpectrumModel, profile(100_000));
    assert.ok(!(flagged instanceof SpectrumRefusal) && flagged.warnings.some(({ code }) => code === 'dense-profile'));
    const refused = await ask(models.p452 as SpectrumModel, profile(300_000));
    assert.ok(refused instanceof SpectrumRefusal && refused.code === 'too-long');
  });
});

test('an edition may carry the name of its Recommendation', async () => {
  const [short, long] = [
    await ask(models.p452 as SpectrumModel, path452, '18'),
    await ask(models.p452 as SpectrumModel, path452, 'P.452-18'),
  ];
  assert.deepEqual(long, short);
  assert.ok(!(long instanceof SpectrumRefusal));
});

describe('what the path models doubt', () => {
  for (const [what, model, inputs, code, field] of DOUBTED) {
    test(`${model}: ${what}`, async () => {
      const answer = await ask(models[model] as SpectrumModel, inputs);
      assert.ok(!(answer instanceof SpectrumRefusal), 'it was refused');
      assert.ok(
        answer.warnings.some((warning) => warning.code === code && warning.field === field),
        JSON.stringify(answer.warnings),
      );
    });
  }

  test('a sound request is not doubted', async () => {
    for (const [model, inputs] of [
      ['p452', path452],
      ['p1546', path1546],
      ['p676', air],
      ['p618rain', rain],
    ] as const) {
      const answer = await ask(models[model] as SpectrumModel, inputs);
      assert.ok(!(answer instanceof SpectrumRefusal));
      assert.deepEqual(answer.warnings, [], model);
    }
  });
});

describe('whatever is sent', () => {
  const sound: Readonly<Record<string, Inputs>> = {
    p452: path452,
    p1812: { ...path452, zone: path452.zone.map(() => 4) },
    p1546: path1546,
    p676: air,
    p676slant: { ...air, el_deg: 30 },
    p838: { f_GHz: 20, R_mmh: 10 },
    p618rain: rain,
    p530: hop,
    p840: { f_GHz: 20, el_deg: 30, Lred_kgm2: 1 },
    p525: { f_MHz: 100, d_km: 10, EIRP_dBW: 10 },
  };
  const junk = fc.oneof(
    fc.constantFrom(null, true, '', 'NaN', '12', [], {}, Number.NaN, Number.POSITIVE_INFINITY, 0, -0, -1, 1e-300, 1e300, 1e6),
    fc.double(),
    fc.array(fc.double(), { maxLength: 5 }),
  );

  test('a model answers with finite numbers or refuses by name; it never throws anything else', async () => {
    const change = fc
      .constantFrom(...Object.keys(sound))
      .chain((model) =>
        fc.record({ model: fc.constant(model), field: fc.constantFrom(...Object.keys(sound[model] as Inputs)), value: junk }),
      );
    await fc.assert(
      fc.asyncProperty(change, async ({ model, field, value }) => {
        const answer = await ask(models[model] as SpectrumModel, { ...sound[model], [field]: value });
        if (answer instanceof SpectrumRefusal) {
          assert.notEqual(answer.field, undefined);
          return;
        }
        for (const [name, output] of Object.entries(answer.outputs)) assert.ok(Number.isFinite(output), `${name} = ${output}`);
      }),
      { numRuns: 1500 },
    );
  });
});
