import {
  baseClutterCorrection,
  clearanceCorrection,
  locationSpread,
  type ReceiverArea,
  receiverCorrection,
  scatterField,
} from './p1546-corrections.ts';
import { COLD_SEA_CURVES, LAND_CURVES, WARM_SEA_CURVES } from './p1546-curves.ts';
import { CurveField, maximumField } from './p1546-field.ts';

/** One path of P.1546-6. Optional terms are left out of the computation when undefined, as the Recommendation provides. */
export type P1546Path = {
  /** 30 to 4000 MHz. */
  readonly f_MHz: number;
  /** Percentage of time, 1 to 50. */
  readonly t_pct: number;
  /** Whole path and its part over sea, km. */
  readonly d_km: number;
  readonly sea_km: number;
  readonly isWarmSea: boolean;
  /** Height h1 of the transmitting or base antenna as Annex 5 § 3 determines it, m; at most 3000. */
  readonly h1_m: number;
  /** Height above ground of the receiving or mobile antenna and of the clutter around it, m. */
  readonly h2_m: number;
  readonly R2_m: number;
  readonly area: ReceiverArea;
  /** Height above ground of the transmitting antenna, m: for slope and clutter. */
  readonly ha_m: number | undefined;
  readonly R1_m: number | undefined;
  /** Terrain clearance angle at the receiver and effective clearance angle at the transmitter, degrees. */
  readonly tca_deg: number | undefined;
  readonly theta_eff1_deg: number | undefined;
  /** Difference of the antenna heights above sea level, or above ground where the terrain is not known; m. */
  readonly rise_m: number | undefined;
  /** Percentage of locations, and the standard deviation over them; 50 needs no deviation. */
  readonly q_pct: number;
  readonly sigma_dB: number;
};

/** Every step of one prediction, reused from path to path; fields in dB(µV/m) for 1 kW e.r.p. */
export class P1546Result {
  Emax_dBuVm = 0;
  Eland_dBuVm = Number.NaN;
  Esea_dBuVm = Number.NaN;
  /** Field read from the curves for the mixed path, before corrections. */
  Ecurves_dBuVm = 0;
  clearance_dB = 0;
  Escatter_dBuVm = Number.NaN;
  receiver_dB = 0;
  base_dB = 0;
  slope_dB = 0;
  location_dB = 0;
  isLimited = false;
  E_dBuVm = 0;
  readonly curves = new CurveField();
}

/** The curves begin here; shorter paths are computed for 1 km and then drawn towards free space (§ 15). */
const SHORTEST_CURVE_KM = 1;
const FREE_SPACE_KM = 0.04;

/**
 * Field strength exceeded for `t_pct` of time at `q_pct` of locations (Recommendation ITU-R P.1546-6, Annex 6, steps 1–19),
 * in dB(µV/m) for 1 kW e.r.p. Inputs are taken as valid: the batch model refuses the rest.
 */
export function p1546(path: P1546Path, out: P1546Result): number {
  const { f_MHz, t_pct, d_km, sea_km, h1_m, h2_m } = path;
  const slope = path.rise_m === undefined ? 0 : slopeLoss(d_km, path.rise_m);
  out.Emax_dBuVm = maximumField(t_pct, d_km, sea_km) + slope;

  const d = Math.max(d_km, SHORTEST_CURVE_KM);
  let E = readCurves(path, d, out);
  out.Ecurves_dBuVm = E;

  out.clearance_dB = path.tca_deg === undefined ? 0 : clearanceCorrection(f_MHz, path.tca_deg);
  E += out.clearance_dB;
  out.Escatter_dBuVm = Number.NaN;
  if (path.theta_eff1_deg !== undefined && path.tca_deg !== undefined) {
    out.Escatter_dBuVm = scatterField(d, f_MHz, t_pct, path.theta_eff1_deg, path.tca_deg);
    if (out.Escatter_dBuVm > E) E = out.Escatter_dBuVm;
  }
  out.receiver_dB = receiverCorrection(path.area, f_MHz, d, h1_m, h2_m, path.R2_m);
  out.base_dB = path.ha_m === undefined || path.R1_m === undefined ? 0 : baseClutterCorrection(f_MHz, path.ha_m, path.R1_m);
  out.slope_dB = d_km >= SHORTEST_CURVE_KM || path.rise_m === undefined ? slope : slopeLoss(d, path.rise_m);
  E += out.receiver_dB + out.base_dB + out.slope_dB;
  if (d_km < SHORTEST_CURVE_KM) E = shortPathField(d_km, path.rise_m ?? 0, E);

  out.location_dB = path.q_pct === 50 || path.area === 'sea' ? 0 : locationSpread(path.q_pct, path.sigma_dB);
  E += out.location_dB;
  out.isLimited = E > out.Emax_dBuVm;
  out.E_dBuVm = out.isLimited ? out.Emax_dBuVm : E;
  return out.E_dBuVm;
}

/** Fields over land and sea of the whole length, mixed by the method of RRC-06 (Annex 5 § 8, equations 23–26). */
function readCurves({ f_MHz, t_pct, d_km, sea_km, isWarmSea, h1_m }: P1546Path, d: number, out: P1546Result): number {
  const query = { f_MHz, t_pct, d_km: d, Emax_dBuVm: out.Emax_dBuVm };
  out.Eland_dBuVm = Number.NaN;
  out.Esea_dBuVm = Number.NaN;
  if (sea_km < d_km) out.Eland_dBuVm = out.curves.read({ ...query, family: LAND_CURVES, h1_m });
  // Over sea h1 is at least 3 m (Annex 5 § 3.3).
  const seaFamily = isWarmSea ? WARM_SEA_CURVES : COLD_SEA_CURVES;
  if (sea_km > 0) out.Esea_dBuVm = out.curves.read({ ...query, family: seaFamily, h1_m: Math.max(3, h1_m) });
  if (sea_km <= 0) return out.Eland_dBuVm;
  if (sea_km >= d_km) return out.Esea_dBuVm;
  const difference = out.Esea_dBuVm - out.Eland_dBuVm;
  const V = Math.max(1, 1 + difference / 40);
  const A = (1 - (1 - sea_km / d_km) ** (2 / 3)) ** V;
  return out.Eland_dBuVm + A * difference;
}

/** Correction for the slope distance (§ 14, equations 37), dB, zero or negative. */
function slopeLoss(d_km: number, rise_m: number): number {
  return -10 * Math.log10(1 + (1e-6 * rise_m * rise_m) / (d_km * d_km));
}

/** Field below 1 km: free space up to 40 m, beyond it linear in the logarithm of slope distance (§ 15, equations 38). */
function shortPathField(d_km: number, rise_m: number, at1km_dBuVm: number): number {
  const square = 1e-6 * rise_m * rise_m;
  const slope = 10 * Math.log10(d_km * d_km + square);
  if (d_km <= FREE_SPACE_KM) return 106.9 - slope;
  const near = 10 * Math.log10(FREE_SPACE_KM * FREE_SPACE_KM + square);
  const far = 10 * Math.log10(1 + square);
  const nearField = 106.9 - near;
  return nearField + ((at1km_dBuVm - nearField) * (slope - near)) / (far - near);
}
