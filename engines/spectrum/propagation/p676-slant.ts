import { type Air, approximateAttenuation, approximateVapour, gaseousAttenuation, type P676Edition, vapourPressure } from './p676.ts';
import { airAt, refractiveIndex } from './p676-atmosphere.ts';
import heights from './tables/p676-13-oxygen-heights.json' with { type: 'json' };

/** Equivalent heights of oxygen and of water vapour, km. */
export type EquivalentHeights = { readonly h0_km: number; readonly hw_km: number };

const RADIANS = Math.PI / 180;

/** Equivalent heights at the surface, up to 350 GHz (P.676, Annex 2: editions 11 and 12 by formula, 13 by table). */
export function equivalentHeights(edition: P676Edition, f_GHz: number, air: Air): EquivalentHeights {
  const rp = (air.p_dry_hPa + vapourPressure(air)) / 1013.25;
  if (edition === '11') return { h0_km: oxygenHeight11(f_GHz, rp), hw_km: vapourHeight11(f_GHz, rp) };
  if (edition === '12') return { h0_km: oxygenHeight12(f_GHz, rp, air.T_K), hw_km: vapourHeight12(f_GHz, rp, air) };
  return { h0_km: oxygenHeight13(f_GHz, air), hw_km: vapourHeight13(f_GHz) };
}

/** Upper bound of the oxygen height below 70 GHz (editions 11 and 12). */
const bounded = (h0: number, f: number, rp: number): number => (f < 70 ? Math.min(h0, 10.7 * rp ** 0.3) : h0);

function oxygenHeight11(f: number, rp: number): number {
  const t1 = (4.64 / (1 + 0.066 * rp ** -2.3)) * Math.exp(-(((f - 59.7) / (2.87 + 12.4 * Math.exp(-7.9 * rp))) ** 2));
  const t2 = (0.14 * Math.exp(2.12 * rp)) / ((f - 118.75) ** 2 + 0.031 * Math.exp(2.2 * rp));
  const t3 =
    ((0.0114 / (1 + 0.14 * rp ** -2.6)) * f * (-0.0247 + 0.0001 * f + 1.61e-6 * f * f)) /
    (1 - 0.0169 * f + 4.1e-5 * f * f + 3.2e-7 * f ** 3);
  return bounded((6.1 / (1 + 0.17 * rp ** -1.1)) * (1 + t1 + t2 + t3), f, rp);
}

function vapourHeight11(f: number, rp: number): number {
  const sigma = 1.013 / (1 + Math.exp(-8.6 * (rp - 0.57)));
  const line = (strength: number, centre: number, width: number): number => (strength * sigma) / ((f - centre) ** 2 + width * sigma);
  return 1.66 * (1 + line(1.39, 22.235, 2.56) + line(3.37, 183.31, 4.69) + line(1.58, 325.1, 2.89));
}

/** Lines of t2 in edition 12 (table 3): centre in GHz and coefficient. */
const OXYGEN_HEIGHT_LINES: readonly (readonly [number, number])[] = [
  [118.750334, 0.1597],
  [368.498246, 0.1066],
  [424.76302, 0.1325],
  [487.249273, 0.1242],
  [715.392902, 0.0938],
  [773.83949, 0.1448],
  [834.145546, 0.1374],
];

function oxygenHeight12(f: number, rp: number, T_K: number): number {
  const t1 = (5.104 / (1 + 0.066 * rp ** -2.3)) * Math.exp(-(((f - 59.7) / (2.87 + 12.4 * Math.exp(-7.9 * rp))) ** 2));
  let t2 = 0;
  for (const [centre, coefficient] of OXYGEN_HEIGHT_LINES)
    t2 += (coefficient * Math.exp(2.12 * rp)) / ((f - centre) ** 2 + 0.025 * Math.exp(2.2 * rp));
  const t3 = ((0.0114 * f) / (1 + 0.14 * rp ** -2.6)) * ((15.02 * f * f - 1353 * f + 5.333e4) / (f ** 3 - 151.3 * f * f + 9629 * f - 6803));
  const A = 0.7832 + 0.00709 * (T_K - 273.15);
  return bounded(((6.1 * A) / (1 + 0.17 * rp ** -1.1)) * (1 + t1 + t2 + t3), f, rp);
}

/** Lines of the water-vapour height in edition 12 (table 4): centre in GHz, a and b. */
const VAPOUR_HEIGHT_LINES: readonly (readonly [number, number, number])[] = [
  [22.23508, 1.52, 2.56],
  [183.310087, 7.62, 10.2],
  [325.152888, 1.56, 2.7],
  [380.197353, 4.15, 5.7],
  [439.150807, 0.2, 0.91],
  [448.001085, 1.63, 2.46],
  [474.689092, 0.76, 2.22],
  [488.490108, 0.26, 2.49],
  [556.935985, 7.81, 10],
  [620.70087, 1.25, 2.35],
  [752.033113, 16.2, 20],
  [916.171582, 1.47, 2.58],
  [970.315022, 1.36, 2.44],
  [987.926764, 1.6, 1.86],
];

function vapourHeight12(f: number, rp: number, { T_K, rho_gm3 }: Air): number {
  const t = T_K - 273.15;
  const A = 1.9298 - 0.04166 * t + 0.0517 * rho_gm3;
  const B = 1.1674 - 0.00622 * t + 0.0063 * rho_gm3;
  const sigma = 1.013 / (1 + Math.exp(-8.6 * (rp - 0.57)));
  let sum = 0;
  for (const [centre, a, b] of VAPOUR_HEIGHT_LINES) sum += (a * sigma) / ((f - centre) ** 2 + b * sigma);
  return A + B * sum;
}

/** Water-vapour height of edition 13, of the frequency alone: a line in frequency and three resonances. */
function vapourHeight13(f: number): number {
  const line = (a: number, centre: number, b: number): number => a / ((f - centre) ** 2 + b);
  return 5.6585e-5 * f + 1.8348 + line(2.6846, 22.23508, 2.7649) + line(5.8905, 183.310087, 4.9219) + line(2.981, 325.152888, 3.0748);
}

const COLUMNS = 5;
const oxygenTable = Float64Array.from(heights.rows.flatMap((row) => row.split(' ').map(Number)));

/** h0 = a0 + b0·T + c0·P + d0·ρ with coefficients interpolated in frequency between the rows of the table (edition 13). */
function oxygenHeight13(f: number, air: Air): number {
  const P = air.p_dry_hPa + vapourPressure(air);
  const rows = oxygenTable.length / COLUMNS;
  let low = 0;
  let high = rows - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((oxygenTable[middle * COLUMNS] as number) <= f) low = middle;
    else high = middle;
  }
  const from = oxygenTable[low * COLUMNS] as number;
  const share = (f - from) / ((oxygenTable[high * COLUMNS] as number) - from);
  const at = (row: number): number => {
    const i = row * COLUMNS;
    return (
      (oxygenTable[i + 1] as number) +
      (oxygenTable[i + 2] as number) * air.T_K +
      (oxygenTable[i + 3] as number) * P +
      (oxygenTable[i + 4] as number) * air.rho_gm3
    );
  };
  return at(low) + (at(high) - at(low)) * share;
}

/** Zenith attenuation by gases, from equivalent heights, dB. */
export type ZenithGases = { readonly oxygen_dB: number; readonly vapour_dB: number };

/** Attenuation towards the zenith as the product of specific attenuation and equivalent height (Annex 2). */
export function zenithGases(edition: P676Edition, f_GHz: number, air: Air): ZenithGases & EquivalentHeights {
  const height = equivalentHeights(edition, f_GHz, air);
  const { gamma0_dBkm, gammaw_dBkm } = approximateAttenuation(edition, f_GHz, air);
  return { oxygen_dB: gamma0_dBkm * height.h0_km, vapour_dB: gammaw_dBkm * height.hw_km, ...height };
}

/** Editions that take water vapour also from its integrated content. */
export type ContentEdition = '11' | '12';

/** Reference pressure, hPa, and divisor of the water-vapour content for its reference density, by edition. */
const VAPOUR_REFERENCE: Readonly<Record<ContentEdition, readonly [p_hPa: number, divisor: number, offset: number]>> = {
  '11': [815, 3.67, 0.113],
  '12': [845, 2.38, 0.1113],
};
const REFERENCE_GHZ = 20.6;

/**
 * Zenith attenuation by water vapour from its integrated content (Annex 2, § 2.3), 1 to 350 GHz, dB.
 *
 * @param Vt_kgm2 integrated water-vapour content, which is also its height in mm
 * @param h_km height of the station above sea level; taken as 0 to 4 km
 */
export function zenithVapourFromContent(edition: ContentEdition, f_GHz: number, Vt_kgm2: number, h_km: number): number {
  const [p_dry_hPa, divisor, offset] = VAPOUR_REFERENCE[edition];
  const rho_gm3 = Vt_kgm2 / divisor;
  const reference: Air = { p_dry_hPa, T_K: 14 * Math.log((0.22 * Vt_kgm2) / divisor) + 3 + 273.15, rho_gm3 };
  const zenith = (0.0176 * Vt_kgm2 * approximateVapour(edition, f_GHz, reference)) / approximateVapour(edition, REFERENCE_GHZ, reference);
  if (f_GHz < 20) return zenith;
  const bump = (strength: number, centre: number, width: number): number => strength * Math.exp(-(((f_GHz - centre) / width) ** 2));
  const a = bump(0.2048, 22.43, 3.097) + bump(0.2326, 183.5, 4.096) + bump(0.2073, 325, 3.651) - offset;
  const b = 8.741e4 * Math.exp(-0.587 * f_GHz) + 312.2 * f_GHz ** -2.38 + 0.723;
  return zenith * (a * Math.min(Math.max(h_km, 0), 4) ** b + 1);
}

/** Earth radius of the layered path, km, and the number of layers that reach 100 km. */
const EARTH_RADIUS_KM = 6371;
const LAYERS = 922;

/**
 * Attenuation of a slant path from the ground to space, summed over the layers of the mean global atmosphere of P.835 with the
 * ray bent by Snell's law (Annex 1 § 2.2, equations 13–19), dB; any frequency to 1000 GHz, elevations above 0°.
 *
 * @param rho_gm3 water-vapour density at sea level; 7.5 for the mean global atmosphere
 */
export function layeredSlantAttenuation(f_GHz: number, el_deg: number, rho_gm3: number): number {
  let beta = Math.PI / 2 - el_deg * RADIANS;
  let total_dB = 0;
  let air = airAt(0, rho_gm3);
  let index = refractiveIndex(air);
  let bottom_km = 0;
  for (let layer = 1; layer <= LAYERS; layer++) {
    const thickness = 0.0001 * Math.exp((layer - 1) / 100);
    const r = EARTH_RADIUS_KM + bottom_km;
    const cosine = r * Math.cos(beta);
    const length = -cosine + Math.sqrt(cosine * cosine + 2 * r * thickness + thickness * thickness);
    const top = r + thickness;
    // Angle of arrival at the top of the layer by the law of sines, with Snell's law into the next one.
    const sine = (r / top) * Math.sin(beta);
    total_dB += length * gaseousAttenuation(f_GHz, air);
    bottom_km += thickness;
    air = airAt(bottom_km, rho_gm3);
    const above = refractiveIndex(air);
    beta = Math.asin(Math.min(1, (index / above) * sine));
    index = above;
  }
  return total_dB;
}
