import { multipathActivity } from './p530-multipath.ts';

/** A cross-polar system on a hop (Recommendation ITU-R P.530-18 § 4). */
export type CrossPolarSystem = {
  /** Guaranteed minimum cross-polar discrimination of both antennas at boresight, dB. */
  readonly XPDg_dB: number;
  /** Carrier-to-interference ratio at the reference error rate, dB. */
  readonly CI_dB: number;
  /** Improvement by the canceller in the laboratory, dB; 0 without one, typically 20. */
  readonly XPIF_dB: number;
  /** Vertical separation of two transmitting antennas, m; undefined with one. */
  readonly separation_m: number | undefined;
};

/** Probability (0 to 1) of outage in clear air by loss of cross-polar discrimination (§ 4.1, steps 1–5). */
export function clearAirOutage(f_GHz: number, p0_pct: number, { XPDg_dB, CI_dB, XPIF_dB, separation_m }: CrossPolarSystem): number {
  const XPD0 = XPDg_dB <= 35 ? XPDg_dB + 5 : 40;
  const P0 = p0_pct / 100;
  const wavelength_m = 0.2998 / f_GHz;
  const kXP = separation_m === undefined ? 0.7 : 1 - 0.3 * Math.exp(-4e-6 * (separation_m / wavelength_m) ** 2);
  const Q = -10 * Math.log10((kXP * multipathActivity(p0_pct)) / P0);
  return Math.min(1, P0 * 10 ** (-(XPD0 + Q - CI_dB + XPIF_dB) / 10));
}

/** Mean of the constant U0 in § 4.2; measurements lie from 9 to 15 dB. */
const USUAL_U0_DB = 15;

/**
 * Probability (0 to 1) of outage in rain by loss of cross-polar discrimination, 8 to 35 GHz (§ 4.2.2, steps 1–4).
 *
 * @param A001_dB rain attenuation exceeded for 0.01 % of the time
 */
export function rainOutage(f_GHz: number, A001_dB: number, { CI_dB, XPIF_dB }: CrossPolarSystem, U0_dB = USUAL_U0_DB): number {
  if (A001_dB <= 0) return 0;
  const U = U0_dB + 30 * Math.log10(f_GHz);
  const V = f_GHz <= 20 ? 12.8 * f_GHz ** 0.19 : 22.6;
  const Ap = 10 ** ((U - CI_dB + XPIF_dB) / V);
  const m = Math.min(40, 23.26 * Math.log10(Ap / (0.12 * A001_dB)));
  const n = (-12.7 + Math.sqrt(161.23 - 4 * m)) / 2;
  return Math.min(1, 10 ** (n - 2));
}

/** Cross-polar discrimination that rain of co-polar attenuation `Ap_dB` leaves (§ 4.2.1), dB. */
export function rainDiscrimination(f_GHz: number, Ap_dB: number, U0_dB = USUAL_U0_DB): number {
  const V = f_GHz <= 20 ? 12.8 * f_GHz ** 0.19 : 22.6;
  return U0_dB + 30 * Math.log10(f_GHz) - V * Math.log10(Ap_dB);
}
