import { inverseComplementaryNormal } from './normal-distribution.ts';
import { inlandFactor } from './p452-climate.ts';
import type { PathGeometry } from './p452-geometry.ts';

/** Terms that P.452-18 § 4 and P.1812-6 § 4 share; equation numbers of the former. */

/** Multipath and focusing correction of a line-of-sight path for `p_pct` of the time (equations 10 and 11), dB. */
export const focusing = (dlt_km: number, dlr_km: number, p_pct: number): number =>
  2.6 * (1 - Math.exp(-0.1 * (dlt_km + dlr_km))) * Math.log10(p_pct / 50);

/** Interpolation between the median Earth radius and that of ducting (equation 41); 1 up to β0 of the time. */
export const timeInterpolation = (p_pct: number, b0_pct: number): number =>
  p_pct > b0_pct ? inverseComplementaryNormal(p_pct / 100) / inverseComplementaryNormal(b0_pct / 100) : 1;

/** Inputs of the ducting model that the path geometry does not hold. */
export type DuctingLink = {
  readonly f_GHz: number;
  readonly p_pct: number;
  readonly D_km: number;
  readonly dct_km: number;
  readonly dcr_km: number;
  readonly dlm_km: number;
  readonly omega: number;
  readonly ae_km: number;
  readonly b0_pct: number;
};

/** Loss during ducting and layer reflection, without gases (equations 46–56), dB. */
export function ductingLoss(path: PathGeometry, link: DuctingLink): number {
  const { f_GHz, D_km, omega } = link;
  const { dlt_km, dlr_km, theta_t_mrad, theta_r_mrad } = path;
  const lowFrequency = f_GHz < 0.5 ? 45.375 - 137 * f_GHz + 92.5 * f_GHz * f_GHz : 0;
  const cubeRoot = Math.cbrt(f_GHz);
  const fixed =
    102.45 +
    20 * Math.log10(f_GHz * (dlt_km + dlr_km)) +
    lowFrequency +
    siteShielding(theta_t_mrad, dlt_km, f_GHz, cubeRoot) +
    siteShielding(theta_r_mrad, dlr_km, f_GHz, cubeRoot) +
    seaDuctCoupling(link.dct_km, dlt_km, path.hts_m, omega) +
    seaDuctCoupling(link.dcr_km, dlr_km, path.hrs_m, omega);
  const theta = (1000 * D_km) / link.ae_km + Math.min(theta_t_mrad, 0.1 * dlt_km) + Math.min(theta_r_mrad, 0.1 * dlr_km);
  return fixed + 5e-5 * link.ae_km * cubeRoot * theta + ductingTimeTerm(path, link);
}

/** Site shielding of one terminal (equation 48), dB. */
function siteShielding(theta_mrad: number, horizon_km: number, f_GHz: number, cubeRoot: number): number {
  const excess = theta_mrad - 0.1 * horizon_km;
  if (excess <= 0) return 0;
  return 20 * Math.log10(1 + 0.361 * excess * Math.sqrt(f_GHz * horizon_km)) + 0.264 * excess * cubeRoot;
}

/** Over-sea surface-duct coupling of a terminal near the coast (equation 49), dB. */
function seaDuctCoupling(coast_km: number, horizon_km: number, height_m: number, omega: number): number {
  if (omega < 0.75 || coast_km > 5 || coast_km > horizon_km) return 0;
  return -3 * Math.exp(-0.25 * coast_km * coast_km) * (1 + Math.tanh(0.07 * (50 - height_m)));
}

/** Variability in time of ducting (equations 53–56), dB. */
function ductingTimeTerm(path: PathGeometry, { D_km, ae_km, dlm_km, b0_pct, p_pct }: DuctingLink): number {
  const alpha = Math.max(-3.4, -0.6 - 3.5e-9 * D_km ** 3.1 * inlandFactor(dlm_km));
  const heights = Math.sqrt(path.hte_m) + Math.sqrt(path.hre_m);
  const mu2 = Math.min(1, ((500 * D_km * D_km) / (ae_km * heights * heights)) ** alpha);
  const betweenHorizons = Math.min(D_km - path.dlt_km - path.dlr_km, 40);
  const mu3 = path.hm_m <= 10 ? 1 : Math.exp(-4.6e-5 * (path.hm_m - 10) * (43 + 6 * betweenHorizons));
  const beta = b0_pct * mu2 * mu3;
  const logBeta = Math.log10(beta);
  const gamma = (1.076 / (2.0058 - logBeta) ** 1.012) * Math.exp(-(9.51 - 4.8 * logBeta + 0.198 * logBeta * logBeta) * 1e-6 * D_km ** 1.13);
  return -12 + (1.2 + 3.7e-3 * D_km) * Math.log10(p_pct / beta) + 12 * (p_pct / beta) ** gamma;
}

/**
 * Blending between line of sight and trans-horizon, 0 to 1. P.452-18 enters the difference of the slopes of equations 14 and 15
 * (equation 57); P.1812-6 enters the angular distance less 0.3 mrad (its equation 57).
 */
export const angularBlend = (steepness: number): number => 1 - 0.5 * (1 + Math.tanh((2.4 * steepness) / 0.3));

/** Losses of one path, reused from path to path; names follow the Recommendations' symbols. */
export class PathLoss {
  /** Line of sight: without, and for p and β0 of the time with, multipath and focusing. */
  Lbfs_dB = 0;
  Lb0p_dB = 0;
  Lb0b_dB = 0;
  /** Diffraction: parts for the median Earth, totals for 50 %, β0 and p of the time. */
  Lbulla_dB = 0;
  Lbulls_dB = 0;
  Ldsph_dB = 0;
  Ld50_dB = 0;
  Ldb_dB = 0;
  Ldp_dB = 0;
  Lbd50_dB = 0;
  Lbd_dB = 0;
  /** Troposcatter and ducting. */
  Lbs_dB = 0;
  Lba_dB = 0;
  /** Steps of the combination. */
  Fi = 1;
  Fj = 0;
  Fk = 0;
  Lminb0p_dB = 0;
  Lminbap_dB = 0;
  Lbda_dB = 0;
  Lbam_dB = 0;
  /** The result. */
  Lb_dB = 0;
}

/**
 * Combines the mechanisms (equations 58–64) and returns the loss, which is also left in `Lb_dB`.
 * Expects line-of-sight, diffraction, troposcatter and ducting losses, Fi and Fj in `out`.
 */
export function combine(out: PathLoss, D_km: number, omega: number, p_pct: number, b0_pct: number): number {
  out.Lbd50_dB = out.Lbfs_dB + out.Ld50_dB;
  out.Lbd_dB = out.Lb0p_dB + out.Ldp_dB;
  out.Lminb0p_dB = out.Lb0p_dB + (1 - omega) * out.Ldp_dB;
  if (p_pct >= b0_pct) out.Lminb0p_dB = out.Lbd50_dB + (out.Lb0b_dB + (1 - omega) * out.Ldp_dB - out.Lbd50_dB) * out.Fi;
  out.Lminbap_dB = softMaximum(out.Lba_dB, out.Lb0p_dB);
  out.Fk = 1 - 0.5 * (1 + Math.tanh((1.5 * (D_km - 20)) / 20));
  out.Lbda_dB = out.Lminbap_dB > out.Lbd_dB ? out.Lbd_dB : out.Lminbap_dB + (out.Lbd_dB - out.Lminbap_dB) * out.Fk;
  out.Lbam_dB = out.Lbda_dB + (out.Lminb0p_dB - out.Lbda_dB) * out.Fj;
  // The smaller loss is taken out of the sum of powers: far beyond the horizon both terms alone would underflow to zero.
  const least = Math.min(out.Lbs_dB, out.Lbam_dB);
  out.Lb_dB = least - 5 * Math.log10(10 ** (-0.2 * (out.Lbs_dB - least)) + 10 ** (-0.2 * (out.Lbam_dB - least)));
  return out.Lb_dB;
}

/** 2.5·ln(e^(a/2.5) + e^(b/2.5)) (equation 60), written so that losses of thousands of dB do not overflow. */
function softMaximum(a: number, b: number): number {
  const greatest = Math.max(a, b);
  return greatest + 2.5 * Math.log(Math.exp((a - greatest) / 2.5) + Math.exp((b - greatest) / 2.5));
}
