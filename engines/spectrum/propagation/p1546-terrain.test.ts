import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { SpectrumRefusal } from '../validation.ts';
import { p1546Model } from './p1546-model.ts';
import { assumedRise, viewTerrain } from './p1546-terrain.ts';
import { ask, numberOf } from './path-conformance-reading.ts';
import { irishHills } from './path-test-profiles.ts';

const { d_km, h_m } = irishHills;
/** The example of that profile: 900 MHz, 20 %, rural. */
const example = { f_MHz: 900, t_pct: 20, segments: [{ kind: 'land', km: 10 }], ha_m: 100, h2_m: 5, R1_m: 10, area: 'rural', d_km, h_m };

describe('P.1546-6 from a terrain profile', () => {
  test('the published height, angles and field of the example over Irish hills', async () => {
    const answer = await ask(p1546Model, example);
    for (const [name, value] of Object.entries({ h1_m: 478.113, theta_eff1_deg: -2.62583, tca_deg: 4.91534 }))
      assert.ok(Math.abs(numberOf(answer, name) - value) < 1e-5 * Math.abs(value), `${name}: ${numberOf(answer, name)}`);
    assert.ok(Math.abs(numberOf(answer, 'E_dBuVm') - 57.40139405) < 1e-6, `${numberOf(answer, 'E_dBuVm')}`);
  });

  test('from 15 km the height is taken over the terrain between 3 and 15 km, and angles look no farther than 15 and 16 km', () => {
    // A plain of 50 m with a step to 90 m at 9 km and a mountain at 40 km, which neither end sees.
    const far_km = Float64Array.from({ length: 61 }, (_, i) => i);
    const step_m = far_km.map((d) => (d === 40 ? 900 : d <= 9 ? 50 : 90));
    const view = viewTerrain(far_km, step_m, 30, 10);
    // 6 km of 50 m, one of the slope between them, 5 km of 90 m.
    assert.ok(Math.abs(view.h1_m - (80 - (6 * 50 + 70 + 5 * 90) / 12)) < 1e-9);
    assert.ok(Math.abs(Math.tan((view.theta_eff1_deg * Math.PI) / 180) - 10 / 10_000) < 1e-12);
    assert.ok(Math.abs(Math.tan((view.tca_deg * Math.PI) / 180) + 10 / 16_000) < 1e-12);
    assert.equal(view.groundRise_m, -40);
  });

  test('what is given outright goes before the profile', async () => {
    assert.equal(numberOf(await ask(p1546Model, { ...example, tca_deg: 2 }), 'tca_deg'), 2);
    assert.equal(numberOf(await ask(p1546Model, { ...example, h1_m: 120 }), 'h1_m'), 120);
  });

  for (const [what, change, code, field] of [
    ['a profile as long as another path', { segments: [{ kind: 'land', km: 12 }] }, 'contradiction', 'd_km'],
    ['a profile without the mast', { ha_m: undefined }, 'missing', 'ha_m'],
    [
      'a profile too coarse for the angles',
      { segments: [{ kind: 'land', km: 60 }], d_km: [0, 20, 60], h_m: [1, 1, 1] },
      'out-of-range',
      'd_km',
    ],
  ] as const) {
    test(`refused: ${what}`, async () => {
      const answer = await ask(p1546Model, { ...example, ...change });
      assert.ok(answer instanceof SpectrumRefusal);
      assert.deepEqual([answer.code, answer.field], [code, field]);
    });
  }
});

describe('slope of a path whose ground heights are not known', () => {
  const terrain = fc.record({
    h_m: fc.array(fc.double({ min: 0, max: 800, noNaN: true }), { minLength: 3, maxLength: 20 }),
    step_km: fc.double({ min: 0.1, max: 0.7, noNaN: true }),
    ha_m: fc.double({ min: 5, max: 200, noNaN: true }),
    h2_m: fc.double({ min: 1, max: 30, noNaN: true }),
  });

  test('the clearance angles never push a right guess away', () => {
    fc.assert(
      fc.property(terrain, ({ h_m, step_km, ha_m, h2_m }) => {
        const d_km = Float64Array.from(h_m, (_, i) => i * step_km);
        const view = viewTerrain(d_km, Float64Array.from(h_m), ha_m, h2_m);
        const rise_m = ha_m - h2_m + view.groundRise_m;
        // A guess that is right to begin with: hb over the receiver's own ground.
        const hints = {
          d_km: d_km.at(-1) as number,
          ha_m,
          h2_m,
          hb_m: rise_m + h2_m,
          tca_deg: view.tca_deg,
          theta_eff1_deg: view.theta_eff1_deg,
        };
        assert.ok(Math.abs(assumedRise(hints) - rise_m) < 1e-6);
      }),
    );
  });

  test('between two antennas with nothing in between the angles alone give the rise', () => {
    // Ground at 300 m and 120 m, 4 km apart, with a deep valley between: each antenna sees the other's ground highest.
    const view = viewTerrain(Float64Array.of(0, 2, 4), Float64Array.of(300, 0, 120), 20, 10);
    const hints = { d_km: 4, ha_m: 20, h2_m: 10, hb_m: undefined, tca_deg: view.tca_deg, theta_eff1_deg: view.theta_eff1_deg };
    assert.ok(Math.abs(assumedRise(hints) - 190) < 1e-9);
  });

  test('without hints it is the difference of the masts', () =>
    assert.equal(assumedRise({ d_km: 4, ha_m: 20, h2_m: 10, hb_m: undefined, tca_deg: undefined, theta_eff1_deg: undefined }), 10));
});
