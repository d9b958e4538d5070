import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { greatCircleKm, pathCentre } from './p452-climate.ts';
import { p452Model } from './p452-model.ts';
import { ask, numberOf } from './path-conformance-reading.ts';
import { mixedPath, profileArbitrary, reverse } from './path-test-profiles.ts';

/**
 * ITU-R SG 3 validation examples of P.452-18, profile "mixed 109 km" (OFCOM Switzerland, eeveetza/p452 at 86f8026, file
 * test_result_mixed_109km.csv): frequency in GHz, time in %, polarisation H, and Lb in dB.
 */
const PUBLISHED: readonly (readonly [f_GHz: number, p_pct: number, Lb_dB: number])[] = [
  [0.1, 0.1, 135.97756535],
  [0.2, 0.1, 137.34905083],
  [0.5, 0.1, 125.2555788],
  [1, 0.1, 132.34000315],
  [2.5, 0.1, 141.96485846],
  [50, 0.1, 221.71892599],
  [0.2, 0.01, 131.96410741],
  [0.2, 0.02, 133.20368632],
  [0.2, 0.05, 135.28996127],
  [0.2, 0.2, 139.99193261],
];

describe('P.452-18', () => {
  for (const [f_GHz, p_pct, Lb_dB] of PUBLISHED) {
    test(`the mixed path at ${f_GHz} GHz for ${p_pct} % of the time`, async () => {
      const answer = await ask(p452Model, { ...mixedPath, f_GHz, p_pct });
      assert.ok(Math.abs(numberOf(answer, 'Lb_dB') - Lb_dB) <= 1e-6, `${numberOf(answer, 'Lb_dB')} against ${Lb_dB}`);
    });
  }

  test('the intermediate values of the mixed path at 0.2 GHz, 0.1 %', async () => {
    const answer = await ask(p452Model, { ...mixedPath, f_GHz: 0.2, p_pct: 0.1 });
    const published = {
      theta_t_mrad: -0.781111,
      theta_r_mrad: -1.44775,
      theta_mrad: 10.248055,
      hm_m: 119.523265,
      hte_m: 44.582948,
      hre_m: 121.894117,
      hstd_m: 4.86895,
      hsrd_m: 66.222793,
      dlt_km: 28,
      dlr_km: 11,
      dtm_km: 34.5,
      dlm_km: 6,
      b0_pct: 3.225567,
      omega: 0.394495,
      Lbfsg_dB: 119.25050281,
      Lb0p_dB: 112.37522481,
      Lb0b_dB: 116.21820416,
      Ldsph_dB: 35.11377527,
      Ld50_dB: 42.87133511,
      Ldp_dB: 29.85687048,
      Lbs_dB: 147.70833225,
      Lba_dB: 137.36741105,
    };
    for (const [name, value] of Object.entries(published))
      assert.ok(Math.abs(numberOf(answer, name) - value) <= 1e-6, `${name}: ${numberOf(answer, name)} against ${value}`);
  });

  test('what depends on neither direction nor slope is the same from the other end', async () => {
    await fc.assert(
      fc.asyncProperty(profileArbitrary, fc.constantFrom(0.15, 1.3, 7, 40), fc.constantFrom(0.01, 1, 50), async (path, f_GHz, p_pct) => {
        const there = await ask(p452Model, { ...path, f_GHz, p_pct });
        const back = await ask(p452Model, { ...reverse(path), f_GHz, p_pct });
        for (const name of ['Lbfsg_dB', 'Ld50_dB', 'Ldp_dB', 'Lbs_dB', 'theta_mrad', 'b0_pct'])
          assert.ok(
            Math.abs(numberOf(there, name) - numberOf(back, name)) < 1e-6,
            `${name}: ${numberOf(there, name)}, ${numberOf(back, name)}`,
          );
      }),
      { numRuns: 60 },
    );
  });

  test('every loss is a number, and rarer losses are not higher than the median', async () => {
    await fc.assert(
      fc.asyncProperty(profileArbitrary, fc.double({ min: 0.1, max: 50, noNaN: true }), async (path, f_GHz) => {
        const median = numberOf(await ask(p452Model, { ...path, f_GHz, p_pct: 50 }), 'Lb_dB');
        const rare = numberOf(await ask(p452Model, { ...path, f_GHz, p_pct: 0.001 }), 'Lb_dB');
        assert.ok(Number.isFinite(median) && Number.isFinite(rare));
        assert.ok(rare <= median + 1e-9, `0.001 %: ${rare}, 50 %: ${median}`);
      }),
      { numRuns: 60 },
    );
  });
});

describe('great circles', () => {
  test('the centre of a path over the date line lies on it', () => {
    const D = greatCircleKm(0, 170, 0, -170);
    const { lat_deg, lon_deg } = pathCentre(0, 170, 0, -170, D);
    assert.ok(Math.abs(lat_deg) < 1e-9 && Math.abs(Math.abs(lon_deg) - 180) < 1e-9, `${lat_deg}, ${lon_deg}`);
  });

  test('the centre of a path along a meridian lies half way', () => {
    const D = greatCircleKm(10, 30, 20, 30);
    assert.ok(Math.abs(D - (10 * Math.PI * 6371) / 180) < 1e-9);
    const centre = pathCentre(10, 30, 20, 30, D);
    assert.ok(Math.abs(centre.lat_deg - 15) < 1e-9 && Math.abs(centre.lon_deg - 30) < 1e-9);
  });
});
