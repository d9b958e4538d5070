import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { riseOfLength, slantLength } from './p618.ts';
import { airAt, standardTemperatureAndPressure } from './p676-atmosphere.ts';
import { p676Model, p676SlantModel } from './p676-model.ts';
import { ask, numberOf } from './path-conformance-reading.ts';
import { p618CrossPolarModel, p618RainModel, p618ScintillationModel, p838Model, p840Model } from './path-rain-models.ts';

const near = (got: number, want: number, share = 1e-6, last = 1e-8): void =>
  assert.ok(Math.abs(got - want) <= share * Math.abs(want) + last, `${got} against ${want}`);

describe('P.676', () => {
  // ITU-R workbook CG-3M3J-13-ValEx (ITU-Rpy at 6d7f35c, ITURP676-13_gamma.csv): 1013.25 hPa dry, 288.15 K, 7.5 g/m³.
  for (const [f_GHz, dry, vapour] of [
    [1, 0.00538865816790655, 5.09046173249644e-5],
    [6, 0.00753721208294874, 0.00192157180441783],
  ] as const) {
    test(`specific attenuation at ${f_GHz} GHz`, async () => {
      const answer = await ask(p676Model, { f_GHz, p_dry_hPa: 1013.25, T_K: 288.15, rho_gm3: 7.5 }, '13');
      near(numberOf(answer, 'gamma0_dBkm'), dry);
      near(numberOf(answer, 'gammaw_dBkm'), vapour);
    });
  }

  test('slant paths of the workbook, edition 12 with water-vapour content and edition 13 with density', async () => {
    const content = {
      el_deg: 31.07699124,
      f_GHz: 14.25,
      rho_gm3: 13.79653679,
      T_K: 283.6108756,
      p_dry_hPa: 1009.485612,
      Vt_kgm2: 33.72946527,
      hs_km: 0.031382984,
    };
    near(numberOf(await ask(p676SlantModel, content, '12'), 'A_dB'), 0.226874038);
    const density = { el_deg: 45, f_GHz: 38.5, rho_gm3: 13.998103358274586, p_dry_hPa: 988.3342860812425, T_K: 295.15 };
    near(numberOf(await ask(p676SlantModel, density, '13'), 'A_dB'), 0.6724061393008622);
  });

  test('layer by layer and by equivalent heights the zenith of the reference atmosphere agrees within 8 %', async () => {
    for (const f_GHz of [10, 14.25, 22.2, 30, 60, 90]) {
      const layers = numberOf(await ask(p676SlantModel, { method: 'layers', f_GHz, el_deg: 90 }), 'A_dB');
      const air = airAt(0, 7.5);
      const heights = numberOf(await ask(p676SlantModel, { f_GHz, el_deg: 90, ...air }, '12'), 'A_dB');
      assert.ok(Math.abs(layers / heights - 1) < 0.08, `${f_GHz} GHz: ${layers}, ${heights}`);
    }
  });

  test('the approximate method of edition 11 stays within 10 % of the lines away from 60 GHz', async () => {
    for (const f_GHz of [5, 15, 30, 90, 200]) {
      const air = { f_GHz, p_dry_hPa: 1013.25, T_K: 288.15, rho_gm3: 7.5 };
      const lines = numberOf(await ask(p676Model, air, '11'), 'gamma_dBkm');
      const approximate = numberOf(await ask(p676Model, { ...air, method: 'approximate' }, '11'), 'gamma_dBkm');
      assert.ok(Math.abs(approximate / lines - 1) < 0.1 && approximate !== lines, `${f_GHz} GHz: ${approximate}, ${lines}`);
    }
  });

  test('more water vapour means more attenuation by it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 1, max: 1000, noNaN: true }),
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        async (f_GHz, rho_gm3) => {
          const air = { f_GHz, p_dry_hPa: 1000, T_K: 290 };
          const less = numberOf(await ask(p676Model, { ...air, rho_gm3 }), 'gammaw_dBkm');
          const more = numberOf(await ask(p676Model, { ...air, rho_gm3: rho_gm3 * 1.1 }), 'gammaw_dBkm');
          assert.ok(more > less && less > 0);
        },
      ),
    );
  });
});

describe('reference atmosphere of P.835', () => {
  // US Standard Atmosphere 1976, which P.835-6 Annex 1 takes over, table I: geometric height, temperature, pressure.
  for (const [h_km, T_K, p_hPa] of [
    [0, 288.15, 1013.25],
    [5, 255.676, 540.483],
    [11, 216.774, 226.999],
    [30, 226.509, 11.9703],
    [50, 270.65, 0.797787],
  ] as const) {
    test(`${h_km} km`, () => {
      const air = standardTemperatureAndPressure(h_km);
      near(air.T_K, T_K, 0, 1e-3);
      near(air.p_hPa, p_hPa, 1e-4);
    });
  }

  test('temperature and pressure are steady where layers meet', () => {
    // At 86 km the standard itself passes from molecular to kinetic temperature, a step of 0.08 K.
    for (const h_km of [11.019, 20.063, 32.162, 47.35, 51.413, 71.802, 86, 91]) {
      const [below, above] = [standardTemperatureAndPressure(h_km - 1e-3), standardTemperatureAndPressure(h_km + 1e-3)];
      assert.ok(Math.abs(below.T_K - above.T_K) < (h_km === 86 ? 0.09 : 0.03), `${h_km} km: ${below.T_K}, ${above.T_K}`);
      assert.ok(Math.abs(below.p_hPa / above.p_hPa - 1) < 2e-3, `${h_km} km: ${below.p_hPa}, ${above.p_hPa}`);
    }
  });
});

describe('rain', () => {
  test('P.838-3: the workbook at 14.25 GHz', async () => {
    const answer = await ask(p838Model, { f_GHz: 14.25, R_mmh: 26.48052, el_deg: 31.07699124, tau_deg: 0 });
    near(numberOf(answer, 'k'), 0.03975488);
    near(numberOf(answer, 'alpha'), 1.12418043);
    near(numberOf(answer, 'gamma_dBkm'), 1.58130839);
  });

  // ITU-R workbook CG-3M3J-13-ValEx (ITU-Rpy, ITURP618-14_A_rain.csv): London for 1 %, Rio de Janeiro for 0.001 %.
  test('P.618-14: rain attenuation of the workbook', async () => {
    const london = {
      lat_deg: 51.5,
      hs_km: 0.031382984,
      f_GHz: 14.25,
      el_deg: 31.07699124,
      tau_deg: 0,
      p_pct: 1,
      R001_mmh: 26.48052,
      Ls_km: 4.690817392,
    };
    near(numberOf(await ask(p618RainModel, london), 'A_rain_dB'), 0.495317069);
    const rio = {
      lat_deg: 22.9,
      hs_km: 0,
      f_GHz: 14.25,
      el_deg: 22.27833468,
      tau_deg: 0,
      p_pct: 0.001,
      R001_mmh: 50.639304,
      Ls_km: 10.96995451,
    };
    near(numberOf(await ask(p618RainModel, rio), 'A_rain_dB'), 29.91171296);
  });

  test('P.618-14: scintillation and cross-polarisation of the workbook', async () => {
    const dish = { f_GHz: 14.25, el_deg: 31.07699124, p_pct: 1, D_m: 1, eta: 0.65, Nwet: 50.38926222 };
    near(numberOf(await ask(p618ScintillationModel, dish), 'A_scint_dB'), 0.261931889);
    const rain = { f_GHz: 29, el_deg: 31.07699124, tau_deg: 0, p_pct: 0.1, A_rain_dB: 8.57005837 };
    near(numberOf(await ask(p618CrossPolarModel, rain), 'XPD_dB'), 34.92840454);
  });

  test('P.840-9: the workbook at 6 GHz', async () => {
    near(numberOf(await ask(p840Model, { f_GHz: 6, el_deg: 15, Lred_kgm2: 0.82359246235649 }, '9'), 'A_dB'), 0.09905224128740467);
  });

  test('heavier rain attenuates more, and rarer attenuation is higher', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 1, max: 100, noNaN: true }),
        fc.double({ min: 5, max: 85, noNaN: true }),
        fc.double({ min: 10, max: 120, noNaN: true }),
        async (f_GHz, el_deg, R_mmh) => {
          const light = numberOf(await ask(p838Model, { f_GHz, R_mmh, el_deg }), 'gamma_dBkm');
          assert.ok(numberOf(await ask(p838Model, { f_GHz, R_mmh: R_mmh * 1.1, el_deg }), 'gamma_dBkm') > light);
        },
      ),
    );
    const path = { lat_deg: 40, hs_km: 0.1, hR_km: 3.4, f_GHz: 20, el_deg: 35, R001_mmh: 40 };
    let last = Number.POSITIVE_INFINITY;
    for (const p_pct of [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 5]) {
      const A = numberOf(await ask(p618RainModel, { ...path, p_pct }), 'A_rain_dB');
      assert.ok(A > 0 && A < last, `${p_pct} %: ${A}`);
      last = A;
    }
  });

  test('a station above the rain has none', async () => {
    assert.equal(
      numberOf(
        await ask(p618RainModel, { lat_deg: 40, hs_km: 4, hR_km: 3.4, f_GHz: 20, el_deg: 35, R001_mmh: 40, p_pct: 0.01 }),
        'A_rain_dB',
      ),
      0,
    );
  });

  test('length and height of a slant path belong to each other', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 6, noNaN: true }), fc.double({ min: 0.5, max: 90, noNaN: true }), (rise_km, el_deg) => {
        assert.ok(Math.abs(riseOfLength(slantLength(rise_km, el_deg), el_deg) - rise_km) < 1e-9);
      }),
    );
  });
});
