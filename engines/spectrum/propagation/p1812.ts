import { inverseComplementaryNormal } from './normal-distribution.ts';
import { SEA_ZONE } from './p452-climate.ts';
import { analysePath, DUCTING_EARTH_RADIUS_KM, medianEarthRadius, PathGeometry } from './p452-geometry.ts';
import { angularBlend, combine, ductingLoss, focusing, PathLoss, timeInterpolation } from './p452-loss.ts';
import { DeltaBullington, deltaBullington } from './p526-bullington.ts';

/** A terrain profile: distances from the transmitter, terrain and clutter-topped heights above sea level. */
export type CoveredProfile = {
  readonly d_km: Float64Array;
  readonly h_m: Float64Array;
  /** Terrain plus representative clutter; equal to the terrain at the ends (P.1812-6 § 3.2). */
  readonly g_m: Float64Array;
};

/** One link of P.1812. Climate parameters belong to the path, so that an area sweep can share them. */
export type P1812Link = {
  readonly f_GHz: number;
  readonly p_pct: number;
  readonly htg_m: number;
  readonly hrg_m: number;
  readonly isVertical: boolean;
  /** Refractivity lapse rate at the path centre, N/km, and sea-level refractivity. */
  readonly DN: number;
  readonly N0: number;
  /** Ducting incidence, fraction over sea, longest inland stretch and distances to the coast. */
  readonly b0_pct: number;
  readonly omega: number;
  readonly dlm_km: number;
  readonly dct_km: number;
  readonly dcr_km: number;
};

/** Location variability of the receiver (P.1812-6 § 4.7). */
export type LocationVariability = { readonly pL_pct: number; readonly sigmaL_dB: number };

/** Workspace and result of P.1812, reused from path to path. */
export class P1812Result extends PathLoss {
  readonly path = new PathGeometry();
  readonly diffraction = new DeltaBullington();
  ae_km = 0;
  /** Basic loss for 50 % of locations, before location variability. */
  Lbc_dB = 0;
}

/**
 * Basic transmission loss not exceeded for `p_pct` of the time and 50 % of locations (Recommendation ITU-R P.1812-6, Annex 1).
 * Inputs are taken as valid: the batch model and `checkProfile` refuse the rest.
 */
export function p1812(profile: CoveredProfile, link: P1812Link, out: P1812Result): number {
  const { d_km, g_m } = profile;
  const { f_GHz, p_pct, omega, b0_pct, isVertical } = link;
  const { path, diffraction } = out;
  const D = d_km[d_km.length - 1] as number;
  const ae = medianEarthRadius(link.DN);
  out.ae_km = ae;
  analysePath(d_km, profile.h_m, link.htg_m, link.hrg_m, ae, f_GHz, path);
  const { hts_m, hrs_m, hstd_m, hsrd_m } = path;

  // Equations 8–11: the free-space term runs along the slant distance.
  const rise = (hts_m - hrs_m) / 1000;
  out.Lbfs_dB = 92.4 + 20 * Math.log10(f_GHz * Math.sqrt(D * D + rise * rise));
  out.Lb0p_dB = out.Lbfs_dB + focusing(path.dlt_km, path.dlr_km, p_pct);
  out.Lb0b_dB = out.Lbfs_dB + focusing(path.dlt_km, path.dlr_km, b0_pct);

  out.Fi = timeInterpolation(p_pct, b0_pct);
  out.Ld50_dB = deltaBullington(d_km, g_m, hts_m, hrs_m, hstd_m, hsrd_m, ae, f_GHz, omega, isVertical, diffraction);
  out.Lbulla_dB = diffraction.actual_dB;
  out.Lbulls_dB = diffraction.smooth_dB;
  out.Ldsph_dB = diffraction.spherical_dB;
  const a = DUCTING_EARTH_RADIUS_KM;
  out.Ldb_dB = deltaBullington(d_km, g_m, hts_m, hrs_m, hstd_m, hsrd_m, a, f_GHz, omega, isVertical, diffraction);
  out.Ldp_dB = p_pct === 50 ? out.Ld50_dB : out.Ld50_dB + out.Fi * (out.Ldb_dB - out.Ld50_dB);

  out.Lbs_dB = troposcatter(link, D, path.theta_mrad);
  out.Lba_dB = ductingLoss(path, {
    f_GHz,
    p_pct,
    D_km: D,
    dct_km: link.dct_km,
    dcr_km: link.dcr_km,
    dlm_km: link.dlm_km,
    omega,
    ae_km: ae,
    b0_pct,
  });
  out.Fj = angularBlend(path.theta_mrad - 0.3);
  out.Lbc_dB = combine(out, D, omega, p_pct, b0_pct);
  return out.Lbc_dB;
}

/** Troposcatter (P.1812-6 equation 44), dB. */
function troposcatter({ f_GHz, p_pct, N0 }: P1812Link, D_km: number, theta_mrad: number): number {
  const frequencyTerm = 25 * Math.log10(f_GHz) - 2.5 * Math.log10(f_GHz / 2) ** 2;
  return 190.1 + frequencyTerm + 20 * Math.log10(D_km) + 0.573 * theta_mrad - 0.15 * N0 - 10.125 * Math.log10(50 / p_pct) ** 0.7;
}

/** Loss not exceeded for `pL_pct` of locations outdoors; over sea there is no location variability (equations 67 and 69). */
export function withLocationVariability(out: P1812Result, { pL_pct, sigmaL_dB }: LocationVariability, receiverZone: number): number {
  const spread = receiverZone === SEA_ZONE ? 0 : -inverseComplementaryNormal(pL_pct / 100) * sigmaL_dB;
  out.Lb_dB = Math.max(out.Lb0p_dB, out.Lbc_dB + spread);
  return out.Lb_dB;
}

/** Field strength for 1 kW e.r.p. (equation 70), dB(µV/m). */
export const fieldFor1kW = (Lb_dB: number, f_GHz: number): number => 199.36 + 20 * Math.log10(f_GHz) - Lb_dB;

/** Location variability over an area of `wa_m` (equations 64–65), dB: less for a receiver above its clutter. */
export function locationVariability(f_GHz: number, wa_m: number, heightAboveGround_m: number, clutter_m: number): number {
  const outdoors = (0.52 + 0.024 * f_GHz) * wa_m ** 0.28;
  const above = heightAboveGround_m - clutter_m;
  if (above <= 0) return outdoors;
  return above >= 10 ? 0 : outdoors * (1 - above / 10);
}

/** Heights of terrain and clutter as P.1812-6 § 3.2.1 takes them: no clutter at the terminals' own points. */
export function p1812Surface(h_m: Float64Array, clutter_m: Float64Array): Float64Array {
  const last = h_m.length - 1;
  return h_m.map((h, i) => (i === 0 || i === last ? h : h + (clutter_m[i] as number)));
}
