import { resolve } from 'node:path';
import type { Comparison } from '../conformance.ts';
import { p676Model, p676SlantModel } from './p676-model.ts';
import { ask, numberOf, readNumbers, relative } from './path-conformance-reading.ts';
import { p618CrossPolarModel, p618RainModel, p618ScintillationModel, p838Model, p840Model } from './path-rain-models.ts';

const RELATIVE = 1e-6;
/** The tables print eight decimals. */
const LAST_DIGIT = 1e-8;

/** P.676: specific attenuation in editions 12 and 13. The tables give the pressure of the dry air. */
export async function comparisonsOfGamma(testdata: string): Promise<readonly Comparison[]> {
  const out: Comparison[] = [];
  for (const edition of ['12', '13']) {
    for (const row of readNumbers(resolve(testdata, `itu_rpy/676/ITURP676-${edition}_gamma.csv`), 7)) {
      const [f_GHz, p_dry_hPa, T_K, rho_gm3, gamma0, gammaw, gamma] = row as [number, number, number, number, number, number, number];
      const answer = await ask(p676Model, { f_GHz, p_dry_hPa, T_K, rho_gm3 }, edition);
      const label = `${edition} at ${f_GHz} GHz`;
      out.push(relative(`${label} dry air`, numberOf(answer, 'gamma0_dBkm'), gamma0, RELATIVE, LAST_DIGIT));
      out.push(relative(`${label} water vapour`, numberOf(answer, 'gammaw_dBkm'), gammaw, RELATIVE, LAST_DIGIT));
      out.push(relative(label, numberOf(answer, 'gamma_dBkm'), gamma, RELATIVE, LAST_DIGIT));
    }
  }
  return out;
}

/** P.676: slant paths of edition 12 with the water-vapour content, of edition 13 with the density. */
export async function comparisonsOfSlantGases(testdata: string): Promise<readonly Comparison[]> {
  const out: Comparison[] = [];
  for (const row of readNumbers(resolve(testdata, 'itu_rpy/676/ITURP676-12_A_gas.csv'), 8)) {
    const [el_deg, f_GHz, rho_gm3, T_K, p_dry_hPa, Vt_kgm2, hs_km, A_dB] = row as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const answer = await ask(p676SlantModel, { el_deg, f_GHz, rho_gm3, T_K, p_dry_hPa, Vt_kgm2, hs_km }, '12');
    out.push(relative(`12 at ${f_GHz} GHz, ${el_deg} degrees`, numberOf(answer, 'A_dB'), A_dB, RELATIVE, LAST_DIGIT));
  }
  for (const row of readNumbers(resolve(testdata, 'itu_rpy/676/ITURP676-13_A_gas.csv'), 6)) {
    const [f_GHz, el_deg, rho_gm3, p_dry_hPa, T_K, A_dB] = row as [number, number, number, number, number, number];
    const answer = await ask(p676SlantModel, { el_deg, f_GHz, rho_gm3, T_K, p_dry_hPa }, '13');
    out.push(relative(`13 at ${f_GHz} GHz, ${el_deg} degrees`, numberOf(answer, 'A_dB'), A_dB, RELATIVE, LAST_DIGIT));
  }
  return out;
}

/** P.838: coefficients and specific attenuation. */
export async function comparisonsOfRain(testdata: string): Promise<readonly Comparison[]> {
  const out: Comparison[] = [];
  for (const row of readNumbers(resolve(testdata, 'itu_rpy/838/ITURP838-3_rain_specific_attenuation.csv'), 7)) {
    const [el_deg, f_GHz, R_mmh, tau_deg, k, alpha, gamma] = row as [number, number, number, number, number, number, number];
    const answer = await ask(p838Model, { el_deg, f_GHz, R_mmh, tau_deg });
    const label = `${f_GHz} GHz, ${R_mmh} mm/h`;
    out.push(relative(`${label} k`, numberOf(answer, 'k'), k, RELATIVE, LAST_DIGIT));
    out.push(relative(`${label} alpha`, numberOf(answer, 'alpha'), alpha, RELATIVE, LAST_DIGIT));
    out.push(relative(label, numberOf(answer, 'gamma_dBkm'), gamma, RELATIVE, LAST_DIGIT));
  }
  return out;
}

type RainRow = Readonly<
  Record<'lat_deg' | 'hs_km' | 'f_GHz' | 'el_deg' | 'tau_deg' | 'p_pct' | 'R001_mmh' | 'Ls_km' | 'D_m' | 'eta' | 'Nwet', number>
> & {
  readonly A_dB: number;
  readonly scintillation_dB: number;
};

/** Columns: lat, lon, hs, f, el, tau, p, P0, R001, Ls, D, eta, P, Nwet, A rain, P rain, A scintillation. */
function readRainRows(testdata: string): readonly RainRow[] {
  return readNumbers(resolve(testdata, 'itu_rpy/618/ITURP618-14_A_rain.csv'), 17).map((row) => {
    const at = (i: number): number => row[i] as number;
    return {
      lat_deg: at(0),
      hs_km: at(2),
      f_GHz: at(3),
      el_deg: at(4),
      tau_deg: at(5),
      p_pct: at(6),
      R001_mmh: at(8),
      Ls_km: at(9),
      D_m: at(10),
      eta: at(11),
      Nwet: at(13),
      A_dB: at(14),
      scintillation_dB: at(16),
    };
  });
}

/** P.618: rain attenuation with rain rate and slant length of the row. */
export async function comparisonsOfSlantRain(testdata: string): Promise<readonly Comparison[]> {
  const out: Comparison[] = [];
  for (const { A_dB, lat_deg, hs_km, f_GHz, el_deg, tau_deg, p_pct, R001_mmh, Ls_km } of readRainRows(testdata)) {
    const answer = await ask(p618RainModel, { lat_deg, hs_km, f_GHz, el_deg, tau_deg, p_pct, R001_mmh, Ls_km });
    out.push(relative(`${f_GHz} GHz, ${p_pct} % at ${lat_deg} degrees`, numberOf(answer, 'A_rain_dB'), A_dB, RELATIVE));
  }
  return out;
}

/** P.618: scintillation with the wet term of the row; the workbook does not go beyond 20 GHz and prints there what holds at 20 GHz. */
export async function comparisonsOfScintillation(testdata: string): Promise<readonly Comparison[]> {
  const out: Comparison[] = [];
  for (const { scintillation_dB, f_GHz, el_deg, p_pct, D_m, eta, Nwet } of readRainRows(testdata)) {
    if (f_GHz > 20) continue;
    const answer = await ask(p618ScintillationModel, { f_GHz, el_deg, p_pct, D_m, eta, Nwet });
    out.push(relative(`${f_GHz} GHz, ${p_pct} %, ${el_deg} degrees`, numberOf(answer, 'A_scint_dB'), scintillation_dB, RELATIVE));
  }
  return out;
}

/** P.618: cross-polarisation with the rain attenuation of the row. */
export async function comparisonsOfCrossPolar(testdata: string): Promise<readonly Comparison[]> {
  const out: Comparison[] = [];
  for (const row of readNumbers(resolve(testdata, 'itu_rpy/618/ITURP618-14_A_xpd.csv'), 6)) {
    const [p_pct, f_GHz, el_deg, tau_deg, A_rain_dB, XPD_dB] = row as [number, number, number, number, number, number];
    const answer = await ask(p618CrossPolarModel, { p_pct, f_GHz, el_deg, tau_deg, A_rain_dB });
    out.push(relative(`${f_GHz} GHz, ${p_pct} %, ${el_deg} degrees`, numberOf(answer, 'XPD_dB'), XPD_dB, RELATIVE));
  }
  return out;
}

/** P.840: cloud attenuation at the places whose water content is published too. */
export async function comparisonsOfClouds(testdata: string): Promise<readonly Comparison[]> {
  const contents = readNumbers(resolve(testdata, 'itu_rpy/840/ITURP840-9_columnar_content_reduced_liquid.csv'), 4);
  const out: Comparison[] = [];
  for (const row of readNumbers(resolve(testdata, 'itu_rpy/840/ITURP840-9_cloud_attenuation.csv'), 6)) {
    const [lat, lon, f_GHz, el_deg, p, A_dB] = row as [number, number, number, number, number, number];
    const content = contents.find((place) => place[0] === lat && place[1] === lon && place[2] === p);
    if (content === undefined) continue;
    const answer = await ask(p840Model, { f_GHz, el_deg, Lred_kgm2: content[3] }, '9');
    out.push(relative(`${f_GHz} GHz at ${lat}, ${lon}`, numberOf(answer, 'A_dB'), A_dB, RELATIVE));
  }
  return out;
}
