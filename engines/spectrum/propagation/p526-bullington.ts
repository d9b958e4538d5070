import { knifeEdgeLoss, sphericalEarthLoss, WAVELENGTH_1_GHZ_M } from './p526.ts';

/** Profile distances in km from the transmitter and surface heights in metres above sea level; the ends carry no clutter. */
export type SurfaceProfile = { readonly d_km: Float64Array; readonly g_m: Float64Array };

/** Where the construction of Bullington put its edge, for drawing and for the record. */
export type BullingtonEdge = { kind: 'line-of-sight' | 'trans-horizon'; d_km: number; nu: number };

/**
 * Bullington construction over a profile (P.526-15 § 4.5.2; P.452-18 equations 13–21).
 *
 * One pass finds the steepest slopes towards both ends: with x the distance, (g + 500·C·x·(D−x) − h)/x = (g − h)/x + 500·C·(D−x).
 * Only a line-of-sight path needs the second pass for ν.
 *
 * @param hts_m, hrs_m antenna heights above sea level
 * @param a_km effective Earth radius
 * @param edge filled with the equivalent edge when given
 */
export function bullingtonLoss(
  d_km: Float64Array,
  g_m: Float64Array,
  hts_m: number,
  hrs_m: number,
  a_km: number,
  f_GHz: number,
  edge?: BullingtonEdge,
): number {
  const last = d_km.length - 1;
  const D = d_km[last] as number;
  const curvature = 500 / a_km;
  const lambda = WAVELENGTH_1_GHZ_M / f_GHz;
  let slopeT = Number.NEGATIVE_INFINITY;
  let slopeR = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < last; i++) {
    const x = d_km[i] as number;
    const g = g_m[i] as number;
    const y = D - x;
    const t = (g - hts_m) / x + curvature * y;
    const r = (g - hrs_m) / y + curvature * x;
    if (t > slopeT) slopeT = t;
    if (r > slopeR) slopeR = r;
  }
  const direct = (hrs_m - hts_m) / D;
  let nu: number;
  if (slopeT < direct) {
    nu = lineOfSightNu(d_km, g_m, hts_m, hrs_m, curvature, lambda, edge);
  } else {
    const x = (hrs_m - hts_m + slopeR * D) / (slopeT + slopeR);
    const excess = hts_m + slopeT * x - (hts_m * (D - x) + hrs_m * x) / D;
    nu = excess * Math.sqrt((0.002 * D) / (lambda * x * (D - x)));
    if (edge !== undefined) {
      edge.kind = 'trans-horizon';
      edge.d_km = x;
      edge.nu = nu;
    }
  }
  const Luc = knifeEdgeLoss(nu);
  return Luc + (1 - Math.exp(-Luc / 6)) * (10 + 0.02 * D);
}

/** Greatest ν over the profile (P.452-18 equation 16); compared as signed squares, so that the loop has no root. */
function lineOfSightNu(
  d_km: Float64Array,
  g_m: Float64Array,
  hts_m: number,
  hrs_m: number,
  curvature: number,
  lambda: number,
  edge?: BullingtonEdge,
): number {
  const last = d_km.length - 1;
  const D = d_km[last] as number;
  const slope = (hrs_m - hts_m) / D;
  let best = Number.NEGATIVE_INFINITY;
  let at = 1;
  for (let i = 1; i < last; i++) {
    const x = d_km[i] as number;
    const product = x * (D - x);
    const excess = (g_m[i] as number) + curvature * product - hts_m - slope * x;
    const square = (excess * Math.abs(excess)) / product;
    if (square > best) {
      best = square;
      at = i;
    }
  }
  const nu = Math.sign(best) * Math.sqrt((Math.abs(best) * 0.002 * D) / lambda);
  if (edge !== undefined) {
    edge.kind = 'line-of-sight';
    edge.d_km = d_km[at] as number;
    edge.nu = nu;
  }
  return nu;
}

/** Parts of the delta-Bullington loss, reused from path to path. */
export class DeltaBullington {
  actual_dB = 0;
  smooth_dB = 0;
  spherical_dB = 0;
  total_dB = 0;
}

/**
 * Delta-Bullington loss (P.452-18 equations 37–40; P.1812-6 equations 37–39): Bullington on the profile, corrected by what the
 * spherical Earth adds to Bullington on a smooth profile of the same effective heights.
 *
 * @param hstd_m, hsrd_m heights above sea level of the smooth surface at both ends, for diffraction
 */
export function deltaBullington(
  d_km: Float64Array,
  g_m: Float64Array,
  hts_m: number,
  hrs_m: number,
  hstd_m: number,
  hsrd_m: number,
  a_km: number,
  f_GHz: number,
  omega: number,
  vertical: boolean,
  out: DeltaBullington,
): number {
  const ht = hts_m - hstd_m;
  const hr = hrs_m - hsrd_m;
  out.actual_dB = bullingtonLoss(d_km, g_m, hts_m, hrs_m, a_km, f_GHz);
  out.smooth_dB = smoothBullingtonLoss(d_km, ht, hr, a_km, f_GHz);
  out.spherical_dB = sphericalEarthLoss(d_km[d_km.length - 1] as number, ht, hr, a_km, f_GHz, omega, vertical);
  out.total_dB = out.actual_dB + Math.max(out.spherical_dB - out.smooth_dB, 0);
  return out.total_dB;
}

/** Bullington on a profile of height zero sampled at the distances of the real one (P.452-18 § 4.2.3). */
export function smoothBullingtonLoss(d_km: Float64Array, ht_m: number, hr_m: number, a_km: number, f_GHz: number): number {
  const last = d_km.length - 1;
  const D = d_km[last] as number;
  const curvature = 500 / a_km;
  const lambda = WAVELENGTH_1_GHZ_M / f_GHz;
  let slopeT = Number.NEGATIVE_INFINITY;
  let slopeR = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < last; i++) {
    const x = d_km[i] as number;
    const y = D - x;
    const t = curvature * y - ht_m / x;
    const r = curvature * x - hr_m / y;
    if (t > slopeT) slopeT = t;
    if (r > slopeR) slopeR = r;
  }
  const direct = (hr_m - ht_m) / D;
  let nu: number;
  if (slopeT < direct) {
    let best = Number.NEGATIVE_INFINITY;
    for (let i = 1; i < last; i++) {
      const x = d_km[i] as number;
      const product = x * (D - x);
      const excess = curvature * product - ht_m - direct * x;
      const square = (excess * Math.abs(excess)) / product;
      if (square > best) best = square;
    }
    nu = Math.sign(best) * Math.sqrt((Math.abs(best) * 0.002 * D) / lambda);
  } else {
    const x = (hr_m - ht_m + slopeR * D) / (slopeT + slopeR);
    nu = (ht_m + slopeT * x - (ht_m * (D - x) + hr_m * x) / D) * Math.sqrt((0.002 * D) / (lambda * x * (D - x)));
  }
  const Luc = knifeEdgeLoss(nu);
  return Luc + (1 - Math.exp(-Luc / 6)) * (10 + 0.02 * D);
}
