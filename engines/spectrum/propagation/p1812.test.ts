import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { p1812Model } from './p1812-model.ts';
import { ask, numberOf } from './path-conformance-reading.ts';
import { irishHills, type PathInputs, profileArbitrary, reverse } from './path-test-profiles.ts';

/** The example's inputs on that profile. */
const irish = {
  ...irishHills,
  zone: irishHills.d_km.map(() => 4),
  f_GHz: 0.0953,
  p_pct: 10,
  htg_m: 60,
  hrg_m: 7,
  pol: 'H',
  lat_t_deg: 53.18333333,
  lat_r_deg: 53.22682125,
  lon_t_deg: -6.333333333,
  lon_r_deg: -6.202342802,
  DN: 45,
  N0: 326.079979,
};

/** Zones of P.452 in the code of P.1812: 1 coastal land → 3, 2 inland → 4, 3 sea → 1. */
const inP1812Zones = (path: PathInputs) => ({ ...path, zone: path.zone.map((zone) => [0, 3, 4, 1][zone]) });

describe('P.1812', () => {
  test('the published example over Irish hills at 95.3 MHz', async () => {
    const answer = await ask(p1812Model, irish);
    const published = {
      theta_mrad: 46.09666966,
      b0_pct: 5.523157665,
      hm_m: 192.685617,
      hstd_m: 537.65013,
      Fi: 0.802859479,
      Lbulla_dB: 28.49553647,
      Ldp_dB: 28.45461349,
      Lba_dB: 176.120892,
      Lbs_dB: 149.8301084,
      Lb_dB: 119.3011611,
      E_dBuVm: 59.64069691,
    };
    for (const [name, value] of Object.entries(published))
      assert.ok(Math.abs(numberOf(answer, name) - value) <= 1e-6, `${name}: ${numberOf(answer, name)} against ${value}`);
  });

  test('edition 7 gives what edition 6 gives, as the ITU advises', async () => {
    assert.equal(numberOf(await ask(p1812Model, irish, '7'), 'Lb_dB'), numberOf(await ask(p1812Model, irish, '6'), 'Lb_dB'));
  });

  test('the median over locations is the same from both ends', async () => {
    await fc.assert(
      fc.asyncProperty(profileArbitrary, fc.constantFrom(0.05, 0.4, 2, 6), fc.constantFrom(1, 10, 50), async (path, f_GHz, p_pct) => {
        const there = await ask(p1812Model, { ...inP1812Zones(path), f_GHz, p_pct });
        const back = await ask(p1812Model, { ...inP1812Zones(reverse(path)), f_GHz, p_pct });
        const [a, b] = [numberOf(there, 'Lb_dB'), numberOf(back, 'Lb_dB')];
        assert.ok(Math.abs(a - b) < 1e-6, `${a} there, ${b} back`);
      }),
      { numRuns: 60 },
    );
  });

  test('more locations have more loss, and never less than line of sight', async () => {
    let last = 0;
    for (const pL_pct of [1, 10, 50, 90, 99]) {
      const answer = await ask(p1812Model, { ...irish, pL_pct, sigmaL_dB: 5.5 });
      assert.ok(numberOf(answer, 'Lb_dB') >= Math.max(last, numberOf(answer, 'Lb0p_dB')));
      last = numberOf(answer, 'Lb_dB');
    }
    assert.ok(last > numberOf(await ask(p1812Model, irish), 'Lb_dB'));
  });

  test('ten kilowatts make ten decibels', async () => {
    const one = numberOf(await ask(p1812Model, irish), 'E_dBuVm');
    assert.ok(Math.abs(numberOf(await ask(p1812Model, { ...irish, Ptx_kW: 10 }), 'E_dBuVm') - one - 10) < 1e-12);
  });
});
