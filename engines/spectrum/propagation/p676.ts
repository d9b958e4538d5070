import { OXYGEN_LINES, type SpectralLine, WATER_VAPOUR_LINES } from './tables/p676-lines.ts';

/** Editions of Recommendation ITU-R P.676 computed here: 11 (2017), 12 (2019) and 13 (2022). */
export type P676Edition = '11' | '12' | '13';
export const P676_EDITIONS: readonly P676Edition[] = ['11', '12', '13'];

/** State of the air: pressure of the *dry* air, temperature, water-vapour density. The barometric pressure is p + e. */
export type Air = { readonly p_dry_hPa: number; readonly T_K: number; readonly rho_gm3: number };

/** Partial pressure of water vapour, hPa (equation 4). */
export const vapourPressure = ({ T_K, rho_gm3 }: Air): number => (rho_gm3 * T_K) / 216.7;

const COLUMNS = 7;
const flatten = (lines: readonly SpectralLine[]): Float64Array => Float64Array.from(lines.flat());
const oxygen = flatten(OXYGEN_LINES);
const vapour = flatten(WATER_VAPOUR_LINES);

/** Lines of water vapour marked with an asterisk in table 2 of edition 11: those of its approximate method. */
const MARKED_LINES: readonly number[] = [0, 3, 4, 5, 7, 12, 20, 24, 34];
const markedVapour = flatten(MARKED_LINES.map((i) => WATER_VAPOUR_LINES[i] as SpectralLine));

/**
 * Specific attenuation of dry air in dB/km, summed over the oxygen lines with the dry continuum (Annex 1, equations 1–9).
 * The three editions agree in this sum.
 *
 * @param isZeemanBroadened false leaves out the broadening by the Earth's field (equation 6b), as the approximate method does
 */
export function dryAirAttenuation(f_GHz: number, air: Air, isZeemanBroadened = true): number {
  const { p_dry_hPa: p, T_K } = air;
  const theta = 300 / T_K;
  const e = vapourPressure(air);
  const strength = 1e-7 * p * theta * theta * theta;
  const theta08 = theta ** 0.8;
  const interference = 1e-4 * (p + e) * theta08;
  let sum = 0;
  for (let i = 0; i < oxygen.length; i += COLUMNS) {
    const fi = oxygen[i] as number;
    const S = (oxygen[i + 1] as number) * strength * Math.exp((oxygen[i + 2] as number) * (1 - theta));
    // Every oxygen line has a4 = 0: the power θ^(0.8 − a4) of equation 6a is computed once.
    let width = (oxygen[i + 3] as number) * 1e-4 * (p * theta08 + 1.1 * e * theta);
    if (isZeemanBroadened) width = Math.sqrt(width * width + 2.25e-6);
    const delta = ((oxygen[i + 5] as number) + (oxygen[i + 6] as number) * theta) * interference;
    sum += S * lineShape(f_GHz, fi, width, delta);
  }
  return 0.182 * f_GHz * (sum + dryContinuum(f_GHz, p, e, theta));
}

/** Specific attenuation of water vapour in dB/km, summed over its lines (Annex 1, equations 1–7). */
export const waterVapourAttenuation = (f_GHz: number, air: Air): number => sumVapour(f_GHz, air, vapour, true);

function sumVapour(f_GHz: number, air: Air, lines: Float64Array, isDopplerBroadened: boolean): number {
  const { p_dry_hPa: p, T_K } = air;
  const theta = 300 / T_K;
  const e = vapourPressure(air);
  const strength = 0.1 * e * theta ** 3.5;
  let sum = 0;
  for (let i = 0; i < lines.length; i += COLUMNS) {
    const fi = lines[i] as number;
    const S = (lines[i + 1] as number) * strength * Math.exp((lines[i + 2] as number) * (1 - theta));
    let width =
      (lines[i + 3] as number) *
      1e-4 *
      (p * theta ** (lines[i + 4] as number) + (lines[i + 5] as number) * e * theta ** (lines[i + 6] as number));
    if (isDopplerBroadened) width = 0.535 * width + Math.sqrt(0.217 * width * width + (2.1316e-12 * fi * fi) / theta);
    sum += S * lineShape(f_GHz, fi, width, 0);
  }
  return 0.182 * f_GHz * sum;
}

/** Shape factor of a line (equation 5). */
function lineShape(f: number, fi: number, width: number, delta: number): number {
  const below = fi - f;
  const above = fi + f;
  const square = width * width;
  return (f / fi) * ((width - delta * below) / (below * below + square) + (width - delta * above) / (above * above + square));
}

/** Continuum of dry air from pressure-induced nitrogen absorption and the Debye spectrum (equations 8 and 9). */
function dryContinuum(f: number, p: number, e: number, theta: number): number {
  const d = 5.6e-4 * (p + e) * theta ** 0.8;
  const debye = 6.14e-5 / (d * (1 + (f / d) ** 2));
  return f * p * theta * theta * (debye + (1.4e-12 * p * theta ** 1.5) / (1 + 1.9e-5 * f ** 1.5));
}

/** Specific attenuation of all gases, dB/km. */
export const gaseousAttenuation = (f_GHz: number, air: Air): number => dryAirAttenuation(f_GHz, air) + waterVapourAttenuation(f_GHz, air);

/** Specific attenuation of dry air and of water vapour, dB/km. */
export type GasPair = { readonly gamma0_dBkm: number; readonly gammaw_dBkm: number };

/**
 * Approximate specific attenuation up to 350 GHz, dB/km (P.676-11, Annex 2, section 1): no broadening by field or motion, nine
 * lines of water vapour. Editions 12 and 13 have no such method and use the sum over lines (Annex 2).
 */
export function approximateAttenuation(edition: P676Edition, f_GHz: number, air: Air): GasPair {
  if (edition !== '11') return { gamma0_dBkm: dryAirAttenuation(f_GHz, air), gammaw_dBkm: waterVapourAttenuation(f_GHz, air) };
  return { gamma0_dBkm: dryAirAttenuation(f_GHz, air, false), gammaw_dBkm: approximateVapour(edition, f_GHz, air) };
}

/** Water-vapour term alone of `approximateAttenuation`, dB/km. */
export const approximateVapour = (edition: P676Edition, f_GHz: number, air: Air): number =>
  edition === '11' ? sumVapour(f_GHz, air, markedVapour, false) : waterVapourAttenuation(f_GHz, air);
