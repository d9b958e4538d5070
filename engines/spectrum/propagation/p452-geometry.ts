import { WAVELENGTH_1_GHZ_M } from './p526.ts';

/** Median effective Earth radius for a refractivity lapse rate ΔN in N/km (P.452-18 equations 5 and 6), km. */
export const medianEarthRadius = (DN: number): number => (6371 * 157) / (157 - DN);

/** Effective Earth radius exceeded for β0 of the time (P.452-18 equation 6a), km. */
export const DUCTING_EARTH_RADIUS_KM = 3 * 6371;

/**
 * What P.452-18 Attachment 2 and P.1812-6 Attachment 1 derive from a profile. One object is reused from path to path:
 * a sweep analyses millions and must not leave garbage.
 */
export class PathGeometry {
  /** Whether terrain rises above the direct ray on the median Earth. */
  isTransHorizon = false;
  /** Antenna heights above sea level, m. */
  hts_m = 0;
  hrs_m = 0;
  /** Smooth-surface heights at the ends before (…_n) and after the correction for ducting, m. */
  hst_n_m = 0;
  hsr_n_m = 0;
  hst_m = 0;
  hsr_m = 0;
  /** Smooth-surface heights for the diffraction model, m. */
  hstd_m = 0;
  hsrd_m = 0;
  /** Effective antenna heights for ducting and terrain roughness, m. */
  hte_m = 0;
  hre_m = 0;
  hm_m = 0;
  /** Horizon distances, km, and elevation angles, mrad. */
  dlt_km = 0;
  dlr_km = 0;
  theta_t_mrad = 0;
  theta_r_mrad = 0;
  /** Angular distance, mrad. */
  theta_mrad = 0;
  /** Steepest slope towards the receiver and slope of the direct ray, m/km (P.452-18 equations 14 and 15). */
  stim = 0;
  str = 0;
}

/** Horizon angle in mrad from its tangent (P.452-18 equation 152). */
const angle_mrad = (tangent: number): number => 1000 * Math.atan(tangent);

/**
 * Analyses a profile: horizons, smooth-Earth surface and roughness.
 *
 * Two passes instead of one per equation. The slope (h + 500·C·x·(D−x) − hts)/x of equation 14 and the tangent
 * (h − hts)/(1000·x) − x/(2·ae) of equation 152 differ by a constant, so one maximum serves both.
 *
 * @param d_km distances from the transmitter, first 0, strictly increasing
 * @param h_m terrain heights above sea level, without clutter
 */
export function analysePath(
  d_km: Float64Array,
  h_m: Float64Array,
  htg_m: number,
  hrg_m: number,
  ae_km: number,
  f_GHz: number,
  out: PathGeometry,
): void {
  const last = d_km.length - 1;
  const D = d_km[last] as number;
  const h0 = h_m[0] as number;
  const hn = h_m[last] as number;
  const hts = h0 + htg_m;
  const hrs = hn + hrg_m;
  const slope = (hrs - hts) / D;
  const curvature = 500 / ae_km;

  let v1 = 0;
  let v2 = 0;
  let obstruction = Number.NEGATIVE_INFINITY;
  let alphaT = Number.NEGATIVE_INFINITY;
  let alphaR = Number.NEGATIVE_INFINITY;
  let tangentT = Number.NEGATIVE_INFINITY;
  let tangentR = Number.NEGATIVE_INFINITY;
  let lt = 1;
  let lr = 1;
  let x0 = 0;
  let z0 = h0;
  for (let i = 1; i < last; i++) {
    const x = d_km[i] as number;
    const z = h_m[i] as number;
    const step = x - x0;
    v1 += step * (z + z0);
    v2 += step * (z * (2 * x + x0) + z0 * (x + 2 * x0));
    x0 = x;
    z0 = z;
    const y = D - x;
    const perX = 1 / x;
    const perY = 1 / y;
    const excess = z - hts - slope * x;
    if (excess > obstruction) obstruction = excess;
    const aT = excess * perX;
    if (aT > alphaT) alphaT = aT;
    const aR = excess * perY;
    if (aR > alphaR) alphaR = aR;
    const tT = (z - hts) * perX - curvature * x;
    if (tT > tangentT) {
      tangentT = tT;
      lt = i;
    }
    const tR = (z - hrs) * perY - curvature * y;
    if (tR >= tangentR) {
      tangentR = tR;
      lr = i;
    }
  }
  v1 += (D - x0) * (hn + z0);
  v2 += (D - x0) * (hn * (2 * D + x0) + z0 * (D + 2 * x0));

  out.hts_m = hts;
  out.hrs_m = hrs;
  out.stim = tangentT + curvature * D;
  out.str = slope;

  const directT = slope - curvature * D;
  const directR = -slope - curvature * D;
  out.isTransHorizon = tangentT > directT;
  if (out.isTransHorizon) {
    out.theta_t_mrad = angle_mrad(tangentT / 1000);
    out.theta_r_mrad = angle_mrad(Math.max(tangentR, directR) / 1000);
    out.dlt_km = d_km[lt] as number;
    out.dlr_km = D - (d_km[lr] as number);
  } else {
    out.theta_t_mrad = angle_mrad(directT / 1000);
    out.theta_r_mrad = angle_mrad(directR / 1000);
    lt = highestNuIndex(d_km, h_m, hts, hrs, curvature, f_GHz);
    lr = lt;
    out.dlt_km = d_km[lt] as number;
    out.dlr_km = D - out.dlt_km;
  }
  out.theta_mrad = (1000 * D) / ae_km + out.theta_t_mrad + out.theta_r_mrad;
  smoothSurface(out, (2 * v1 * D - v2) / (D * D), (v2 - v1 * D) / (D * D), h0, hn, obstruction, alphaT, alphaR);
  out.hte_m = htg_m + h0 - out.hst_m;
  out.hre_m = hrg_m + hn - out.hsr_m;
  out.hm_m = roughness(d_km, h_m, lt, lr, out.hst_m, (out.hsr_m - out.hst_m) / D);
}

/** Index of the last profile point with the greatest ν: the horizon of both ends of a line-of-sight path (P.452-18 equation 155a). */
function highestNuIndex(d_km: Float64Array, h_m: Float64Array, hts: number, hrs: number, curvature: number, f_GHz: number): number {
  const last = d_km.length - 1;
  const D = d_km[last] as number;
  const lambda = WAVELENGTH_1_GHZ_M / f_GHz;
  let best = Number.NEGATIVE_INFINITY;
  let at = 1;
  for (let i = 1; i < last; i++) {
    const x = d_km[i] as number;
    const y = D - x;
    const excess = (h_m[i] as number) + curvature * x * y - (hts * y + hrs * x) / D;
    const nu = excess * Math.sqrt((0.002 * D) / (lambda * x * y));
    if (nu >= best) {
      best = nu;
      at = i;
    }
  }
  return at;
}

/** Smooth-surface heights at the ends (P.452-18 equations 161–169; P.1812-6 equations 85–91). */
function smoothSurface(
  out: PathGeometry,
  hst: number,
  hsr: number,
  h0: number,
  hn: number,
  obstruction: number,
  alphaT: number,
  alphaR: number,
): void {
  out.hst_n_m = hst;
  out.hsr_n_m = hsr;
  const isObstructed = obstruction > 0;
  const share = alphaT / (alphaT + alphaR);
  out.hstd_m = Math.min(isObstructed ? hst - obstruction * share : hst, h0);
  out.hsrd_m = Math.min(isObstructed ? hsr - obstruction * (1 - share) : hsr, hn);
  out.hst_m = Math.min(hst, h0);
  out.hsr_m = Math.min(hsr, hn);
}

/** Greatest height of the terrain above the smooth surface between the horizons (P.452-18 equation 171), m. */
function roughness(d_km: Float64Array, h_m: Float64Array, from: number, to: number, hst: number, slope: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = from; i <= to; i++) highest = Math.max(highest, (h_m[i] as number) - (hst + slope * (d_km[i] as number)));
  return highest;
}
