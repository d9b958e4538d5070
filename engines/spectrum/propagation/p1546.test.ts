import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { baseHeight } from './p1546-base-height.ts';
import { type Bracket, curveField, LAND_CURVES, NOMINAL_HEIGHTS_M, Bracket as NominalBracket } from './p1546-curves.ts';
import { fresnelClearanceDistance, inverseQ, maximumField } from './p1546-field.ts';
import { p1546Model } from './p1546-model.ts';
import { ask, numberOf } from './path-conformance-reading.ts';

/** ITU-R SG 3 validation examples of P.1546-6 (OFCOM Switzerland, eeveetza/p1546 at 0e42639), as logged, and the resulting field. */
const flat = { t_pct: 20, h1_m: 100, ha_m: 100, hb_m: 100, R1_m: 0, R2_m: 0, theta_eff1_deg: -0.572939, f_MHz: 900 };
const dense = { f_MHz: 2600, t_pct: 50, segments: [{ kind: 'land', km: 100 }], R1_m: 10, R2_m: 100, area: 'dense urban' };
const high = { f_MHz: 98.2, h1_m: 1003.17, ha_m: 1000, h2_m: 200, R1_m: 0, R2_m: 0, area: 'rural', segments: [{ kind: 'land', km: 96.2 }] };
const PUBLISHED: readonly (readonly [name: string, inputs: Readonly<Record<string, unknown>>, E_dBuVm: number])[] = [
  ['flat land, 10 km', { ...flat, segments: [{ kind: 'land', km: 10 }], h2_m: 5, area: 'rural', tca_deg: -0.0286479 }, 63.03099718],
  [
    'cold sea, 10 km, receiver at 25 m',
    { ...flat, segments: [{ kind: 'coldsea', km: 10 }], h2_m: 25, area: 'sea', tca_deg: -0.130217 },
    87.53740854,
  ],
  [
    'dense urban, both below clutter',
    { ...dense, h1_m: 7, ha_m: 7, h2_m: 5, theta_eff1_deg: -0.0286479, tca_deg: -0.0179049 },
    -50.88669195,
  ],
  [
    'dense urban, base above its clutter',
    { ...dense, h1_m: 15, ha_m: 15, h2_m: 10, theta_eff1_deg: -0.0613883, tca_deg: -0.0358099 },
    -29.55052529,
  ],
  ['dense urban, both high', { ...dense, h1_m: 110, ha_m: 110, h2_m: 105, theta_eff1_deg: -0.450172, tca_deg: -0.375998 }, 16.62478251],
  ['a mast of 1000 m, limited to the maximum', { ...high, t_pct: 1, theta_eff1_deg: -3.74422, tca_deg: -0.845051 }, 67.23626927],
  ['the same for 50 % of the time', { ...high, t_pct: 50, theta_eff1_deg: -3.74422, tca_deg: -0.845051 }, 67.23626927],
];

const path = { f_MHz: 470, t_pct: 10, segments: [{ kind: 'land', km: 40 }], h1_m: 150, h2_m: 10, area: 'rural' };
const fieldOf = async (inputs: Readonly<Record<string, unknown>>): Promise<number> =>
  numberOf(await ask(p1546Model, { ...path, ...inputs }), 'E_dBuVm');

describe('P.1546-6', () => {
  for (const [name, inputs, E_dBuVm] of PUBLISHED) {
    test(`published example: ${name}`, async () => {
      const E = numberOf(await ask(p1546Model, inputs), 'E_dBuVm');
      assert.ok(Math.abs(E - E_dBuVm) <= 0.001, `${E} against ${E_dBuVm}`);
    });
  }

  test('a figure is met exactly at its own distances and heights', () => {
    const height: Bracket = new NominalBracket();
    const distance: Bracket = new NominalBracket();
    for (const [h_m, d_km] of [
      [10, 1],
      [1200, 1000],
    ] as const) {
      height.setHeight(h_m);
      distance.setDistance(d_km);
      assert.ok(Math.abs(height.share - (h_m === 10 ? 0 : 1)) < 1e-12);
      assert.ok(Math.abs(distance.share - (d_km === 1 ? 0 : 1)) < 1e-12);
    }
    height.setHeight(NOMINAL_HEIGHTS_M[3] as number);
    distance.setDistance(20);
    // Figure 1 (100 MHz, land, 50 %), h1 = 75 m, 20 km.
    assert.ok(Math.abs(curveField(LAND_CURVES, 2, 0, height, distance) - 55.7889) < 1e-9);
  });

  test('the field over land never rises with distance and never exceeds the maximum', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 1, max: 900, noNaN: true }),
        fc.double({ min: 1.001, max: 1.1, noNaN: true }),
        fc.double({ min: 30, max: 4000, noNaN: true }),
        fc.double({ min: 1, max: 50, noNaN: true }),
        fc.double({ min: 10, max: 1200, noNaN: true }),
        async (km, factor, f_MHz, t_pct, h1_m) => {
          const near = await fieldOf({ f_MHz, t_pct, h1_m, segments: [{ kind: 'land', km }] });
          const far = await fieldOf({ f_MHz, t_pct, h1_m, segments: [{ kind: 'land', km: km * factor }] });
          assert.ok(far <= near + 1e-9, `${near} at ${km} km, ${far} farther`);
          assert.ok(near <= maximumField(t_pct, km, 0) + 1e-9);
        },
      ),
    );
  });

  test('there is no step where one rule hands over to the next', async () => {
    const steps: readonly (readonly [name: string, at: (delta: number) => Promise<number>, allowed: number])[] = [
      ['time 10 %', (delta) => fieldOf({ t_pct: 10 + delta }), 1e-3],
      ['frequency 600 MHz', (delta) => fieldOf({ f_MHz: 600 + delta }), 1e-3],
      ['height 10 m', (delta) => fieldOf({ h1_m: 10 + delta }), 1e-3],
      // J(0) is 6.033 dB where equation 12 subtracts it from 6.03.
      ['height 0 m', (delta) => fieldOf({ h1_m: delta }), 5e-3],
      ['height 75 m', (delta) => fieldOf({ h1_m: 75 + delta }), 1e-3],
      ['distance 100 km', (delta) => fieldOf({ segments: [{ kind: 'land', km: 100 + delta }] }), 1e-3],
      ['distance 1 km', (delta) => fieldOf({ ha_m: 30, h1_m: 30, segments: [{ kind: 'land', km: 1 + delta }] }), 1e-3],
      ['distance 0.04 km', (delta) => fieldOf({ ha_m: 30, h1_m: 30, segments: [{ kind: 'land', km: 0.04 + delta * 1e-3 }] }), 1e-3],
      ['sea below 10 m', (delta) => fieldOf({ h1_m: 10 + delta, segments: [{ kind: 'coldsea', km: 60 }] }), 1e-3],
      ['sea below 100 MHz', (delta) => fieldOf({ f_MHz: 100 + delta, segments: [{ kind: 'coldsea', km: 60 }] }), 1e-3],
    ];
    for (const [name, at, allowed] of steps) {
      const [below, above] = [await at(-1e-6), await at(1e-6)];
      assert.ok(Math.abs(below - above) <= allowed, `${name}: ${below}, ${above}`);
    }
  });

  test('a mixed path lies between all land and all sea', async () => {
    const land = await fieldOf({});
    const sea = await fieldOf({ segments: [{ kind: 'warmsea', km: 40 }] });
    let last = land;
    for (const km of [5, 10, 20, 30, 39]) {
      const mixed = await fieldOf({
        segments: [
          { kind: 'land', km: 40 - km },
          { kind: 'warmsea', km },
        ],
      });
      assert.ok(mixed >= last && mixed <= sea, `${km} km of sea: ${mixed}`);
      last = mixed;
    }
  });

  test('a path with cold and warm sea counts as warm', async () => {
    const both = [
      { kind: 'coldsea', km: 20 },
      { kind: 'warmsea', km: 20 },
    ];
    assert.equal(await fieldOf({ segments: both, t_pct: 1 }), await fieldOf({ segments: [{ kind: 'warmsea', km: 40 }], t_pct: 1 }));
  });

  test('90 % of locations lie as far below the median as 10 % above it', async () => {
    const [low, median, high] = [await fieldOf({ q_pct: 90 }), await fieldOf({}), await fieldOf({ q_pct: 10 })];
    assert.ok(Math.abs(low + high - 2 * median) < 1e-9);
    // Without terrain the deviation of a rural area is 12 dB; the normal deviate of 10 % is 1.2816.
    assert.ok(Math.abs(high - median - 12 * 1.2816) < 0.01, `${high - median}`);
  });

  test('the inverse of the normal distribution, against its tables', () => {
    for (const [x, z] of [
      [0.01, 2.326_35],
      [0.1, 1.281_55],
      [0.5, 0],
      [0.9, -1.281_55],
    ] as const)
      assert.ok(Math.abs(inverseQ(x) - z) < 4.54e-4, `${x}: ${inverseQ(x)}`);
  });

  test('clearance of 0.6 of the Fresnel zone shrinks with lower antennas', () => {
    assert.equal(fresnelClearanceDistance(600, -5, 10), 0.001);
    assert.ok(fresnelClearanceDistance(600, 10, 10) < fresnelClearanceDistance(600, 20, 10));
  });
});

describe('height of the base antenna (P.1546-6, Annex 5 § 3)', () => {
  const base = { d_km: 9, isSeaOnly: false, heff_m: 120, ha_m: 30, hb_m: undefined };
  test('without terrain it passes from above ground at 3 km to effective at 15 km', () => {
    assert.equal(baseHeight({ ...base, d_km: 3 }), 30);
    assert.equal(baseHeight(base), 75);
    assert.equal(baseHeight({ ...base, d_km: 15 }), 120);
  });
  test('with terrain it is hb below 15 km', () => assert.equal(baseHeight({ ...base, hb_m: 44 }), 44));
  test('over sea it is at least 3 m', () => assert.equal(baseHeight({ ...base, isSeaOnly: true, heff_m: 1 }), 3));
  test('what nothing determines is not guessed', () => assert.equal(baseHeight({ ...base, d_km: 20, heff_m: undefined }), undefined));
});
