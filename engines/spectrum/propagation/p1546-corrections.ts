import { fresnelClearanceDistance, inverseQ, knifeEdge } from './p1546-field.ts';

/** What surrounds the receiving or mobile antenna. */
export type ReceiverArea = 'rural' | 'suburban' | 'urban' | 'dense urban' | 'sea';
export const RECEIVER_AREAS: readonly ReceiverArea[] = ['rural', 'suburban', 'urban', 'dense urban', 'sea'];

const DEGREES = 180 / Math.PI;
/** Distance from the antenna to the edge of clutter, m (Annex 5 § 9). */
const CLUTTER_EDGE_M = 27;

/** Correction for terrain clearance at the receiver (§ 11, equations 32), dB; angles outside 0.55° to 40° are taken to the limit. */
export function clearanceCorrection(f_MHz: number, tca_deg: number): number {
  const root = Math.sqrt(f_MHz);
  return knifeEdge(0.036 * root) - knifeEdge(0.065 * Math.min(Math.max(tca_deg, 0.55), 40) * root);
}

/** Average sea-level refractivity that the troposcatter term assumes, N-units (equation 36). */
const REFRACTIVITY = 325;

/** Field by tropospheric scattering (§ 13, equations 35 and 36), dB(µV/m). */
export function scatterField(d_km: number, f_MHz: number, t_pct: number, theta_eff1_deg: number, theta_eff2_deg: number): number {
  const theta = Math.max(0, (DEGREES * d_km * 0.75) / 6370 + theta_eff1_deg + theta_eff2_deg);
  const logF = Math.log10(f_MHz);
  const frequencyLoss = 5 * logF - 2.5 * (logF - 3.3) ** 2;
  const timeGain = 10.1 * (-Math.log10(0.02 * t_pct)) ** 0.7;
  return 24.4 - 20 * Math.log10(d_km) - 10 * theta - frequencyLoss + 0.15 * REFRACTIVITY + timeGain;
}

/** Representative clutter height as the arriving ray sees it (§ 9, equation 27), m, at least 1. */
export const seenClutterHeight = (d_km: number, h1_m: number, R2_m: number): number =>
  Math.max(1, (1000 * d_km * R2_m - 15 * h1_m) / (1000 * d_km - 15));

/** Correction for the height of the receiving antenna (§ 9, equations 28 and 29), dB. */
export function receiverCorrection(area: ReceiverArea, f_MHz: number, d_km: number, h1_m: number, h2_m: number, R2_m: number): number {
  const K = 3.2 + 6.2 * Math.log10(f_MHz);
  if (area === 'sea') return seaCorrection(K, f_MHz, d_km, h1_m, h2_m);
  if (area === 'rural') return K * Math.log10(h2_m / 10);
  const R = seenClutterHeight(d_km, h1_m, R2_m);
  let correction: number;
  if (h2_m < R) {
    const below = R - h2_m;
    correction = 6.03 - knifeEdge(clutterNu(f_MHz, below));
  } else {
    correction = K * Math.log10(h2_m / R);
  }
  return R < 10 ? correction - K * Math.log10(10 / R) : correction;
}

/** Receiver over or beside the sea: no loss of height while the Fresnel zone is clear (§ 9, equation 29). */
function seaCorrection(K: number, f_MHz: number, d_km: number, h1_m: number, h2_m: number): number {
  const full = K * Math.log10(h2_m / 10);
  if (h2_m >= 10) return full;
  const d10 = fresnelClearanceDistance(f_MHz, h1_m, 10);
  if (d_km >= d10) return full;
  const dClear = fresnelClearanceDistance(f_MHz, h1_m, h2_m);
  return d_km <= dClear ? 0 : (full * Math.log(d_km / dClear)) / Math.log(d10 / dClear);
}

/** Diffraction parameter of clutter `height_m` above an antenna and 27 m away (equation 28c). */
const clutterNu = (f_MHz: number, height_m: number): number =>
  0.0108 * Math.sqrt(f_MHz * height_m * Math.atan(height_m / CLUTTER_EDGE_M) * DEGREES);

/** Correction for clutter around the transmitting antenna, also where it stands above it (§ 10, equation 30), dB. */
export function baseClutterCorrection(f_MHz: number, ha_m: number, R1_m: number): number {
  const nu = clutterNu(f_MHz, Math.abs(ha_m - R1_m));
  return -knifeEdge(R1_m >= ha_m ? nu : -nu);
}

/** Difference between the field at 50 % and at `q_pct` of locations (§ 12, equation 33), dB. */
export const locationSpread = (q_pct: number, sigma_dB: number): number => inverseQ(q_pct / 100) * sigma_dB;

/** Standard deviation over a square of side `wa_m` in m, where terrain is known (§ 12, equation 34), dB. */
export const deviationInSquare = (f_MHz: number, wa_m: number): number => ((0.024 * f_MHz) / 1000 + 0.52) * wa_m ** 0.28;

/** Standard deviation where terrain is not known, by surroundings (§ 12), dB. */
export function deviationOfArea(area: ReceiverArea): number {
  if (area === 'sea') return 0;
  if (area === 'urban' || area === 'dense urban') return 8;
  return area === 'suburban' ? 10 : 12;
}
