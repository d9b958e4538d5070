import type { Air } from './p676.ts';

/**
 * Mean annual global reference atmosphere of Recommendation ITU-R P.835-6, Annex 1, up to 100 km. Up to 84.852 km the layers
 * are linear in geopotential height, above it the formulas are in geometric height.
 */

/** Layers by geopotential height: base in km, temperature at the base in K, its slope in K/km, pressure at the base in hPa. */
const LAYERS: readonly (readonly [base: number, T: number, slope: number, p: number])[] = [
  [0, 288.15, -6.5, 1013.25],
  [11, 216.65, 0, 226.3226],
  [20, 216.65, 1, 54.7498],
  [32, 228.65, 2.8, 8.680422],
  [47, 270.65, 0, 1.109106],
  [51, 270.65, -2.8, 0.6694167],
  [71, 214.65, -2, 0.03956649],
];
const HIGHEST_GEOPOTENTIAL_KM = 84.852;
/** Acceleration of gravity times molar mass of air over the gas constant, K/km. */
const HYDROSTATIC = 34.1632;

const geopotential = (h_km: number): number => (6356.766 * h_km) / (6356.766 + h_km);

/** Temperature (K) and barometric pressure (hPa) at a geometric height of 0 to 100 km. */
export function standardTemperatureAndPressure(h_km: number): { readonly T_K: number; readonly p_hPa: number } {
  const H = geopotential(h_km);
  if (H > HIGHEST_GEOPOTENTIAL_KM) return upperAtmosphere(h_km);
  let layer = 0;
  while (layer < LAYERS.length - 1 && H >= (LAYERS[layer + 1]?.[0] as number)) layer++;
  const [base, T, slope, p] = LAYERS[layer] as (typeof LAYERS)[number];
  const T_K = T + slope * (H - base);
  const p_hPa = slope === 0 ? p * Math.exp((-HYDROSTATIC * (H - base)) / T) : p * (T / T_K) ** (HYDROSTATIC / slope);
  return { T_K, p_hPa };
}

function upperAtmosphere(h: number): { readonly T_K: number; readonly p_hPa: number } {
  const T_K = h <= 91 ? 186.8673 : 263.1905 - 76.3232 * Math.sqrt(1 - ((h - 91) / 19.9429) ** 2);
  const p_hPa = Math.exp(95.571899 - 4.011801 * h + 6.424731e-2 * h ** 2 - 4.78966e-4 * h ** 3 + 1.340543e-6 * h ** 4);
  return { T_K, p_hPa };
}

/** Scale height of water vapour, km, and the mixing ratio below which it does not fall. */
const VAPOUR_SCALE_KM = 2;
const LEAST_MIXING_RATIO = 2e-6;

/** Air of the reference atmosphere at a height, with `rho_gm3` of water vapour at sea level. */
export function airAt(h_km: number, rho_gm3: number): Air {
  const { T_K, p_hPa } = standardTemperatureAndPressure(h_km);
  const leastDensity = (LEAST_MIXING_RATIO * p_hPa * 216.7) / T_K;
  const rho = Math.max(rho_gm3 * Math.exp(-h_km / VAPOUR_SCALE_KM), leastDensity);
  return { p_dry_hPa: p_hPa - (rho * T_K) / 216.7, T_K, rho_gm3: rho };
}

/** Radio refractive index of air (P.453, equations 1 and 2). */
export function refractiveIndex({ p_dry_hPa, T_K, rho_gm3 }: Air): number {
  const e = (rho_gm3 * T_K) / 216.7;
  return 1 + 1e-6 * ((77.6 * p_dry_hPa) / T_K + (72 * e) / T_K + (3.75e5 * e) / (T_K * T_K));
}
