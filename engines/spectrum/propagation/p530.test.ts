import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { p530Model } from './p530-model.ts';
import { annualConversion, fadeExceeded, quickOccurrence, tailFade } from './p530-multipath.ts';
import { hopRain, hopRainExceeded, rainPercentage } from './p530-rain.ts';
import { ask, numberOf } from './path-conformance-reading.ts';

const hop = { f_GHz: 7.5, d_km: 42, h_t_m: 320, h_r_m: 250, d_N1: -250, sigma_a_m: 60, margin_dB: 35, lat_deg: 40 };

describe('P.530: multipath', () => {
  test('each step of the detailed method, worked out by hand from equations 4 to 7 of edition 17', async () => {
    // K = 10^(−4.4 + 0.675)·70^(−0.46); p0 = K·42^3.4·(1 + 70/42)^(−1.03)·7.5^0.8·10^(−0.00076·250).
    const answer = await ask(p530Model, hop);
    const K = 10 ** -3.725 / 70 ** 0.46;
    const p0 = (K * 42 ** 3.4 * 7.5 ** 0.8 * 10 ** -0.19) / (8 / 3) ** 1.03;
    assert.ok(Math.abs(numberOf(answer, 'p0_pct') / p0 - 1) < 1e-12);
    assert.ok(Math.abs(numberOf(answer, 'multipath_pct') - p0 * 10 ** -3.5) < 1e-12, 'a fade of 35 dB lies in the tail');
  });

  test('the tail and the shallow fades meet', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1500, noNaN: true }), (p0_pct) => {
        const At = tailFade(p0_pct);
        const [below, above] = [fadeExceeded(p0_pct, At - 1e-9), fadeExceeded(p0_pct, At + 1e-9)];
        assert.ok(Math.abs(below / above - 1) < 1e-6, `${below}, ${above}`);
      }),
    );
  });

  test('a deeper fade is rarer, a fade of 0 dB is exceeded for 63 % of the time at most', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1000, noNaN: true }), fc.double({ min: 0, max: 60, noNaN: true }), (p0_pct, A_dB) => {
        assert.ok(fadeExceeded(p0_pct, A_dB + 0.5) < fadeExceeded(p0_pct, A_dB));
        assert.ok(fadeExceeded(p0_pct, A_dB) <= 63.3);
      }),
    );
  });

  test('longer hops fade more; a year fades less than its worst month', async () => {
    const short = numberOf(await ask(p530Model, { ...hop, d_km: 30 }), 'multipath_pct');
    const long = await ask(p530Model, hop);
    assert.ok(numberOf(long, 'multipath_pct') > short);
    assert.ok(numberOf(long, 'multipath_annual_pct') < numberOf(long, 'multipath_pct'));
    assert.ok(annualConversion(hop, 40) <= 10.8 && annualConversion({ ...hop, d_km: 5 }, 50) === 10.8);
  });

  test('without roughness the quick method answers, with its own exponents', async () => {
    const { sigma_a_m: _, ...quick } = hop;
    assert.equal(numberOf(await ask(p530Model, quick), 'p0_pct'), quickOccurrence(hop, -250).p0_pct);
    assert.notEqual(numberOf(await ask(p530Model, hop), 'p0_pct'), quickOccurrence(hop, -250).p0_pct);
  });

  test('edition 18 takes its own parameters', async () => {
    const inputs = { ...hop, logK: -5, dN75: 60, terrain_m: 120 };
    // hc = 285 − 42²/102 − 120; vsr is bounded by dN75·42^1.5·√7.5/24730.
    const hc = 285 - 1764 / 102 - 120;
    const limit = (60 * 42 ** 1.5 * Math.sqrt(7.5)) / 24_730;
    const vsr = Math.min(1.2 ** 1.8 * Math.exp(-hc / (2.5 * Math.sqrt(42))), limit);
    const exponent = -0.376 * Math.tanh((hc - 147) / 125) - 0.334 * (70 / 42) ** 0.39 - 0.00027 * 250 + 17.85 * vsr;
    const p0 = 1e-5 * 42 ** 3.51 * (7.5 ** 2 + 13) ** 0.447 * 10 ** exponent;
    assert.ok(Math.abs(numberOf(await ask(p530Model, inputs, '18'), 'p0_pct') / p0 - 1) < 1e-12);
  });

  test('a second antenna, a canceller and a wider margin only help', async () => {
    const alone = numberOf(await ask(p530Model, hop), 'multipath_pct');
    assert.ok(numberOf(await ask(p530Model, { ...hop, separation_rx_m: 10 }), 'multipath_pct') < alone);
    const polar = { ...hop, XPDg_dB: 30, CI_dB: 25 };
    const bare = numberOf(await ask(p530Model, polar), 'XPD_clear_air_pct');
    assert.ok(Math.abs(bare / numberOf(await ask(p530Model, { ...polar, XPIF_dB: 20 }), 'XPD_clear_air_pct') - 100) < 1e-9);
    const signature = { WM_GHz: 0.02, BM_dB: 20, WNM_GHz: 0.02, BNM_dB: 20 };
    assert.ok(numberOf(await ask(p530Model, { ...hop, signature }), 'selective_pct') > 0);
  });
});

describe('P.530: rain', () => {
  const rainy = { f_GHz: 23, d_km: 8, R001_mmh: 42, el_deg: 0, tau_deg: 90 };

  test('the percentage of an attenuation is the inverse of the attenuation of a percentage', () => {
    fc.assert(
      fc.property(fc.double({ min: 6, max: 80, noNaN: true }), fc.double({ min: 0.0011, max: 0.99, noNaN: true }), (f_GHz, p_pct) => {
        const { A001_dB } = hopRain({ ...rainy, f_GHz });
        const found = rainPercentage(A001_dB, f_GHz, hopRainExceeded(A001_dB, f_GHz, p_pct));
        assert.ok(Math.abs(found / p_pct - 1) < 1e-6, `${found} for ${p_pct}`);
      }),
    );
  });

  test('the attenuation for 0.01 % comes back from equation 34 within 2 %', () => {
    // C1 to C3 are fitted so that Ap(0.01 %) is nearly A0.01.
    for (const f_GHz of [7, 10, 18, 38, 80])
      assert.ok(Math.abs(hopRainExceeded(1, f_GHz, 0.01) - 1) < 0.02, `${f_GHz}: ${hopRainExceeded(1, f_GHz, 0.01)}`);
  });

  test('horizontal polarisation and harder rain attenuate more', () => {
    assert.ok(hopRain({ ...rainy, tau_deg: 0 }).A001_dB > hopRain(rainy).A001_dB);
    assert.ok(hopRain({ ...rainy, R001_mmh: 60 }).A001_dB > hopRain(rainy).A001_dB);
  });

  test('the distance factor of a very short hop is 2.5', () => assert.equal(hopRain({ ...rainy, d_km: 0.05 }).r, 2.5));

  test('availability takes rain and multipath of the year away from 100 %', async () => {
    const answer = await ask(p530Model, { ...hop, f_GHz: 18, d_km: 12, R001_mmh: 40, pol: 'V' });
    const sum = numberOf(answer, 'availability_pct') + numberOf(answer, 'rain_pct') + numberOf(answer, 'multipath_annual_pct');
    assert.ok(Math.abs(sum - 100) < 1e-12 && numberOf(answer, 'rain_pct') > 0);
  });
});
