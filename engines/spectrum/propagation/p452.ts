import { analysePath, DUCTING_EARTH_RADIUS_KM, medianEarthRadius, PathGeometry } from './p452-geometry.ts';
import { angularBlend, combine, ductingLoss, focusing, PathLoss, timeInterpolation } from './p452-loss.ts';
import { DeltaBullington, deltaBullington } from './p526-bullington.ts';
import type { CoveredProfile, P1812Link } from './p1812.ts';

/** Specific attenuation of the gases on a path, dB/km; it depends on the link alone, so a sweep computes it once. */
export type PathGases = {
  /** With the water vapour of line-of-sight and ducting paths, 7.5 + 2.5·ω g/m³. */
  readonly direct_dBkm: number;
  /** With the water vapour of the scattering volume, 3 g/m³. */
  readonly scatter_dBkm: number;
};

/** One link of P.452: as P.1812, with antenna gains towards the horizon and gases. */
export type P452Link = P1812Link & { readonly Gt_dBi: number; readonly Gr_dBi: number; readonly gases: PathGases };

/** Workspace and result of P.452, reused from path to path. `Lbfs_dB` holds Lbfsg: free space with gases. */
export class P452Result extends PathLoss {
  readonly path = new PathGeometry();
  readonly diffraction = new DeltaBullington();
  ae_km = 0;
}

/** Clutter counts only farther than this from either terminal (P.452-18 § 3.2.1, equation 1), km. */
export const CLUTTER_FREE_KM = 0.05;

/** Heights of terrain and clutter as P.452-18 takes them: without clutter within 50 m of the terminals. */
export function p452Surface(d_km: Float64Array, h_m: Float64Array, clutter_m: Float64Array): Float64Array {
  const D = d_km[d_km.length - 1] as number;
  return h_m.map((h, i) => {
    const x = d_km[i] as number;
    return x < CLUTTER_FREE_KM || D - x < CLUTTER_FREE_KM ? h : h + (clutter_m[i] as number);
  });
}

/**
 * Basic transmission loss not exceeded for `p_pct` of the time (Recommendation ITU-R P.452-18 § 4.6).
 * Inputs are taken as valid: the batch model and `checkProfile` refuse the rest.
 */
export function p452(profile: CoveredProfile, link: P452Link, out: P452Result): number {
  const { d_km, g_m } = profile;
  const { f_GHz, p_pct, omega, b0_pct, isVertical, gases } = link;
  const { path, diffraction } = out;
  const D = d_km[d_km.length - 1] as number;
  const ae = medianEarthRadius(link.DN);
  out.ae_km = ae;
  analysePath(d_km, profile.h_m, link.htg_m, link.hrg_m, ae, f_GHz, path);
  const { hts_m, hrs_m, hstd_m, hsrd_m } = path;

  const rise = (hts_m - hrs_m) / 1000;
  const slant_km = Math.sqrt(D * D + rise * rise);
  out.Lbfs_dB = 92.4 + 20 * Math.log10(f_GHz * slant_km) + gases.direct_dBkm * slant_km;
  out.Lb0p_dB = out.Lbfs_dB + focusing(path.dlt_km, path.dlr_km, p_pct);
  out.Lb0b_dB = out.Lbfs_dB + focusing(path.dlt_km, path.dlr_km, b0_pct);

  out.Fi = timeInterpolation(p_pct, b0_pct);
  out.Ld50_dB = deltaBullington(d_km, g_m, hts_m, hrs_m, hstd_m, hsrd_m, ae, f_GHz, omega, isVertical, diffraction);
  out.Lbulla_dB = diffraction.actual_dB;
  out.Lbulls_dB = diffraction.smooth_dB;
  out.Ldsph_dB = diffraction.spherical_dB;
  if (p_pct === 50) {
    out.Ldp_dB = out.Ld50_dB;
  } else {
    const a = DUCTING_EARTH_RADIUS_KM;
    out.Ldb_dB = deltaBullington(d_km, g_m, hts_m, hrs_m, hstd_m, hsrd_m, a, f_GHz, omega, isVertical, diffraction);
    out.Ldp_dB = out.Ld50_dB + out.Fi * (out.Ldb_dB - out.Ld50_dB);
  }

  out.Lbs_dB = troposcatter(link, D, path.theta_mrad);
  const ducting = { f_GHz, p_pct, D_km: D, dct_km: link.dct_km, dcr_km: link.dcr_km, dlm_km: link.dlm_km, omega, ae_km: ae, b0_pct };
  out.Lba_dB = ductingLoss(path, ducting) + gases.direct_dBkm * D;
  out.Fj = angularBlend(path.stim - path.str);
  return combine(out, D, omega, p_pct, b0_pct);
}

/** Troposcatter with the coupling of the antennas and gases (P.452-18 equation 45), dB. */
function troposcatter({ f_GHz, p_pct, N0, Gt_dBi, Gr_dBi, gases }: P452Link, D_km: number, theta_mrad: number): number {
  const frequencyTerm = 25 * Math.log10(f_GHz) - 2.5 * Math.log10(f_GHz / 2) ** 2;
  const coupling = 0.051 * Math.exp(0.055 * (Gt_dBi + Gr_dBi));
  return (
    190 +
    frequencyTerm +
    20 * Math.log10(D_km) +
    0.573 * theta_mrad -
    0.15 * N0 +
    coupling +
    gases.scatter_dBkm * D_km -
    10.1 * (-Math.log10(p_pct / 50)) ** 0.7
  );
}
