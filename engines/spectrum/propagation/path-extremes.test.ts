import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type SpectrumModel, SpectrumRefusal } from '../validation.ts';
import { ask } from './path-conformance-reading.ts';
import { models } from './path-models.ts';

/** A number of a range, often one of its ends: there the formulas break first. */
const within = (min: number, max: number): fc.Arbitrary<number> =>
  fc.oneof({ arbitrary: fc.constantFrom(min, max), weight: 1 }, { arbitrary: fc.double({ min, max, noNaN: true }), weight: 2 });

type Inputs = Readonly<Record<string, unknown>>;

/** Profiles from metres to the longest path, flat or wild, over one zone or many. */
const profile = (longest_km: number, zones: readonly number[]): fc.Arbitrary<Inputs> =>
  fc
    .record({
      points: fc.array(fc.record({ h: within(-400, 9000), clutter: fc.constantFrom(0, 10, 100), zone: fc.constantFrom(...zones) }), {
        minLength: 3,
        maxLength: 40,
      }),
      D_km: fc.oneof(within(0.01, 1), within(1, 100), within(100, longest_km)),
      isFlat: fc.boolean(),
      isUniform: fc.boolean(),
    })
    .map(({ points, D_km, isFlat, isUniform }) => ({
      d_km: points.map((_, i) => (i * D_km) / (points.length - 1)),
      h_m: points.map(({ h }) => (isFlat ? 0 : h)),
      clutter_m: points.map(({ clutter }) => clutter),
      zone: points.map(({ zone }) => (isUniform ? points[0]?.zone : zone)),
    }));

const link = (frequency: readonly [number, number], rarest_pct: number, height: readonly [number, number], latitude: number) =>
  fc.record({
    f_GHz: within(...frequency),
    p_pct: within(rarest_pct, 50),
    htg_m: within(...height),
    hrg_m: within(...height),
    lat_t_deg: within(-latitude, latitude),
    lon_t_deg: within(-180, 180),
    lat_r_deg: within(-latitude, latitude),
    lon_r_deg: within(-180, 180),
    pol: fc.constantFrom('H', 'V'),
    DN: within(0, 156),
    N0: within(200, 500),
    dct_km: within(0, 500),
    dcr_km: within(0, 500),
  });

const joined = (...parts: readonly fc.Arbitrary<Inputs>[]): fc.Arbitrary<Inputs> =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as Inputs);

const air = { p_dry_hPa: within(1, 1100), T_K: within(180, 330), rho_gm3: within(0, 100) };
const rain = {
  el_deg: within(0.01, 90),
  lat_deg: within(-90, 90),
  tau_deg: within(-90, 90),
  p_pct: within(0.001, 5),
  R001_mmh: within(0, 300),
};
const hop = {
  f_GHz: within(0.1, 100),
  d_km: within(0.05, 200),
  h_t_m: within(-500, 10_000),
  h_r_m: within(-500, 10_000),
  margin_dB: within(0, 200),
};

const EXTREMES: readonly (readonly [model: string, version: string | undefined, inputs: fc.Arbitrary<Inputs>])[] = [
  [
    'p452',
    undefined,
    joined(
      profile(10_000, [1, 2, 3]),
      link([0.1, 50], 0.001, [0.01, 20_000], 90),
      fc.record({ Gt_dBi: within(-50, 70), Gr_dBi: within(-50, 70), temp_C: within(-90, 60), press_hPa: within(300, 1100) }),
    ),
  ],
  [
    'p1812',
    undefined,
    joined(profile(3000, [1, 3, 4]), link([0.03, 6], 1, [1, 3000], 80), fc.record({ pL_pct: within(1, 99), sigmaL_dB: within(0, 50) })),
  ],
  [
    'p1546',
    undefined,
    fc.record({
      f_MHz: within(30, 4000),
      t_pct: within(1, 50),
      segments: fc.array(
        fc.record({ kind: fc.constantFrom('land', 'sea', 'coldsea', 'warmsea'), km: fc.oneof(within(0.001, 1), within(1, 190)) }),
        { minLength: 1, maxLength: 5 },
      ),
      h1_m: fc.oneof(within(-3000, 3000), within(-20, 30)),
      h2_m: within(3, 3000),
      ha_m: within(0.001, 3000),
      R1_m: within(0, 500),
      R2_m: within(0, 500),
      area: fc.constantFrom('rural', 'suburban', 'urban', 'dense urban', 'sea'),
      tca_deg: within(-89, 89),
      theta_eff1_deg: within(-89, 89),
      q_pct: within(1, 99),
    }),
  ],
  ['p676', undefined, fc.record({ ...air, f_GHz: within(1, 1000) })],
  ...['11', '12', '13'].map(
    (version) => ['p676slant', version, fc.record({ ...air, f_GHz: within(1, 350), el_deg: within(5, 90) })] as const,
  ),
  ['p838', undefined, fc.record({ f_GHz: within(1, 1000), R_mmh: within(0, 500), el_deg: within(0, 90), tau_deg: within(-90, 90) })],
  ...['8', '9'].map(
    (version) => ['p840', version, fc.record({ f_GHz: within(1, 200), el_deg: within(5, 90), Lred_kgm2: within(0, 50) })] as const,
  ),
  ['p618rain', undefined, fc.record({ ...rain, f_GHz: within(1, 55), hs_km: within(-0.5, 10), hR_km: within(0, 10) })],
  ['p618rain', undefined, fc.record({ ...rain, f_GHz: within(1, 55), Ls_km: within(0, 500) })],
  [
    'p618scintillation',
    undefined,
    fc.record({ f_GHz: within(4, 55), el_deg: within(5, 90), p_pct: within(0.001, 50), D_m: within(0.001, 100), Nwet: within(0, 300) }),
  ],
  [
    'p618xpd',
    undefined,
    fc.record({ f_GHz: within(4, 55), el_deg: within(0.1, 89.9), p_pct: within(0.001, 1), A_rain_dB: within(0.001, 200) }),
  ],
  [
    'p530',
    '17',
    fc.record({
      ...hop,
      d_N1: within(-1500, 200),
      sigma_a_m: within(0, 5000),
      lat_deg: within(-90, 90),
      R001_mmh: within(0, 300),
      XPDg_dB: within(0, 100),
      CI_dB: within(0, 100),
      separation_rx_m: within(0.1, 100),
    }),
  ],
  ['p530', '18', fc.record({ ...hop, logK: within(-10, 0), dN75: within(0, 1000), terrain_m: within(-1000, 10_000) })],
  [
    'p2109',
    undefined,
    fc.record({
      f_GHz: within(0.08, 100),
      p_pct: within(0.1, 99.9),
      building: fc.constantFrom('traditional', 'thermally efficient'),
      theta_deg: within(-90, 90),
    }),
  ],
  [
    'p526',
    undefined,
    fc.record({
      construction: fc.constant('spherical'),
      f_GHz: within(0.01, 100),
      d_km: within(0.001, 10_000),
      htg_m: within(0.001, 20_000),
      hrg_m: within(0.001, 20_000),
      pol: fc.constantFrom('H', 'V'),
      omega: within(0, 1),
    }),
  ],
];

describe('at the ends of every range the answer is finite', () => {
  for (const [model, version, inputs] of EXTREMES) {
    test(`${model}${version === undefined ? '' : ` edition ${version}`}`, async () => {
      await fc.assert(
        fc.asyncProperty(inputs, async (request) => {
          const answer = await ask(models[model] as SpectrumModel, request, version);
          if (answer instanceof SpectrumRefusal) {
            assert.equal(answer.code, 'out-of-range', answer.message);
            return;
          }
          for (const [name, value] of Object.entries({ ...answer.outputs, ...answer.intermediates }))
            if (typeof value === 'number') assert.ok(Number.isFinite(value), `${name} = ${value}`);
        }),
        { numRuns: 300 },
      );
    });
  }
});
