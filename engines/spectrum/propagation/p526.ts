/**
 * Diffraction constructions of Recommendation ITU-R P.526-15 in the form in which P.452-18 § 4.2 and P.1812-6 § 4.3 use them.
 * Heights in metres above sea level, distances in kilometres, frequencies in GHz, losses in dB.
 */

/** Speed of light over 1 GHz, metres. */
export const WAVELENGTH_1_GHZ_M = 0.2998;

/** Loss of a single knife edge of dimensionless height ν (P.526 equation 31). */
export function knifeEdgeLoss(nu: number): number {
  if (nu <= -0.78) return 0;
  const shifted = nu - 0.1;
  return 6.9 + 20 * Math.log10(Math.sqrt(shifted * shifted + 1) + shifted);
}

/** Electrical properties of the ground: relative permittivity and conductivity in S/m (P.452-18 § 4.2.2.1). */
export type Ground = { readonly permittivity: number; readonly conductivity: number };
export const LAND: Ground = { permittivity: 22, conductivity: 0.003 };
export const SEA: Ground = { permittivity: 80, conductivity: 5 };

/** Normalised surface admittance for horizontal or vertical polarisation (P.526 equations 15 and 16, `a` in km and f in GHz). */
export function surfaceAdmittance(a_km: number, f_GHz: number, ground: Ground, vertical: boolean): number {
  const loss = (18 * ground.conductivity) / f_GHz;
  const reduced = ground.permittivity - 1;
  const horizontal = 0.036 * (a_km * f_GHz) ** (-1 / 3) * (reduced * reduced + loss * loss) ** -0.25;
  return vertical ? horizontal * Math.sqrt(ground.permittivity * ground.permittivity + loss * loss) : horizontal;
}

/** First term of the spherical-Earth residue series over uniform ground (P.526 § 3.1.1). */
export function firstTermLoss(
  D_km: number,
  h1_m: number,
  h2_m: number,
  a_km: number,
  f_GHz: number,
  ground: Ground,
  vertical: boolean,
): number {
  const K = surfaceAdmittance(a_km, f_GHz, ground, vertical);
  const K2 = K * K;
  const beta = (1 + 1.6 * K2 + 0.67 * K2 * K2) / (1 + 4.5 * K2 + 1.53 * K2 * K2);
  const X = 21.88 * beta * Math.cbrt(f_GHz / (a_km * a_km)) * D_km;
  const perMetre = 0.9575 * beta * Math.cbrt((f_GHz * f_GHz) / a_km);
  const F = X >= 1.6 ? 11 + 10 * Math.log10(X) - 17.6 * X : -20 * Math.log10(X) - 5.6488 * X ** 1.425;
  return -F - heightGain(perMetre * h1_m, beta, K) - heightGain(perMetre * h2_m, beta, K);
}

function heightGain(Y: number, beta: number, K: number): number {
  const B = beta * Y;
  const gain = B > 2 ? 17.6 * Math.sqrt(B - 1.1) - 5 * Math.log10(B - 1.1) - 8 : 20 * Math.log10(B + 0.1 * B * B * B);
  return Math.max(gain, 2 + 20 * Math.log10(K));
}

/** First-term loss over a path that is land for `1 − omega` and sea for `omega` of its length (P.452-18 equation 29). */
export function firstTermLossMixed(
  D_km: number,
  h1_m: number,
  h2_m: number,
  a_km: number,
  f_GHz: number,
  omega: number,
  vertical: boolean,
): number {
  const land = omega < 1 ? firstTermLoss(D_km, h1_m, h2_m, a_km, f_GHz, LAND, vertical) : 0;
  const sea = omega > 0 ? firstTermLoss(D_km, h1_m, h2_m, a_km, f_GHz, SEA, vertical) : 0;
  return omega * sea + (1 - omega) * land;
}

/**
 * Diffraction loss over the smooth Earth of effective radius `a_km` (P.526 § 3.2; P.452-18 § 4.2.2).
 *
 * @param h1_m, h2_m heights of the antennas above the smooth surface, 0 or more
 */
export function sphericalEarthLoss(
  D_km: number,
  h1_m: number,
  h2_m: number,
  a_km: number,
  f_GHz: number,
  omega: number,
  vertical: boolean,
): number {
  const horizon = Math.sqrt(2 * a_km) * (Math.sqrt(0.001 * h1_m) + Math.sqrt(0.001 * h2_m));
  if (D_km >= horizon) return firstTermLossMixed(D_km, h1_m, h2_m, a_km, f_GHz, omega, vertical);

  const c = (h1_m - h2_m) / (h1_m + h2_m);
  const m = (250 * D_km * D_km) / (a_km * (h1_m + h2_m));
  const m1 = m + 1;
  const b =
    2 * Math.sqrt(m1 / (3 * m)) * Math.cos(Math.PI / 3 + Math.acos(Math.min(1, ((3 * c) / 2) * Math.sqrt((3 * m) / (m1 * m1 * m1)))) / 3);
  const d1 = (D_km / 2) * (1 + b);
  const d2 = D_km - d1;
  const clearance = ((h1_m - (500 * d1 * d1) / a_km) * d2 + (h2_m - (500 * d2 * d2) / a_km) * d1) / D_km;
  const required = 17.456 * Math.sqrt((d1 * d2 * (WAVELENGTH_1_GHZ_M / f_GHz)) / D_km);
  if (clearance > required) return 0;

  const marginal = D_km / (Math.sqrt(h1_m) + Math.sqrt(h2_m));
  const loss = firstTermLossMixed(D_km, h1_m, h2_m, 500 * marginal * marginal, f_GHz, omega, vertical);
  return loss < 0 ? 0 : (1 - clearance / required) * loss;
}
