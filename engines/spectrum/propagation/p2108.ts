import { normalDeviate } from './itm.ts';

/** Clutter losses of Recommendation ITU-R P.2108-1, in dB. Inputs are taken as valid; see `answerP2108` for their ranges. */

/** Clutter types of table 3 by their number. */
export const clutterTypes = ['water/sea', 'open/rural', 'suburban', 'urban', 'trees/forest', 'dense urban'] as const;
export type ClutterType = (typeof clutterTypes)[number];

/**
 * Height-gain terminal correction of section 3.1 (equations 2a–2g); 0 when the antenna stands above the clutter.
 *
 * @param fGHz   0.03 to 3
 * @param height antenna height above ground, metres
 * @param street street width, metres
 * @param clutterHeight representative clutter height, metres
 */
export function heightGainLoss(fGHz: number, height: number, street: number, clutterHeight: number, type: ClutterType): number {
  if (height >= clutterHeight) return 0;
  if (type === 'water/sea' || type === 'open/rural') return -(21.8 + 6.2 * Math.log10(fGHz)) * Math.log10(height / clutterHeight);
  const difference = clutterHeight - height;
  const thetaDeg = (Math.atan(difference / street) * 180) / Math.PI;
  const nu = 0.342 * Math.sqrt(fGHz) * Math.sqrt(difference * thetaDeg);
  const knifeEdge = nu <= -0.78 ? 0 : 6.9 + 20 * Math.log10(Math.sqrt((nu - 0.1) ** 2 + 1) + nu - 0.1);
  return knifeEdge - 6.03;
}

/**
 * Statistical clutter loss of section 3.2 for one end of a terrestrial path within clutter (equations 3–6).
 *
 * @param fGHz 0.5 to 67
 * @param dKm  at least 0.25
 * @param p    per cent of locations, above 0, below 100
 */
export const terrestrialClutterLoss = (fGHz: number, dKm: number, p: number): number =>
  Math.min(uncappedTerrestrial(fGHz, dKm, p), uncappedTerrestrial(fGHz, 2, p));

function uncappedTerrestrial(fGHz: number, dKm: number, p: number): number {
  const ll = -2 * Math.log10(10 ** (-5 * Math.log10(fGHz) - 12.5) + 10 ** -16.5);
  const ls = 32.98 + 23.9 * Math.log10(dKm) + 3 * Math.log10(fGHz);
  const powerL = 10 ** (-0.2 * ll);
  const powerS = 10 ** (-0.2 * ls);
  const sigma = Math.sqrt((16 * powerL + 36 * powerS) / (powerL + powerS));
  return -5 * Math.log10(powerL + powerS) - sigma * normalDeviate(p / 100);
}

/**
 * Clutter loss of section 3.3 between a terminal in clutter and a satellite or aircraft (equation 7).
 *
 * @param fGHz     10 to 100
 * @param thetaDeg elevation angle, 0 to 90
 * @param p        per cent of locations, above 0, below 100
 */
export function slantClutterLoss(fGHz: number, thetaDeg: number, p: number): number {
  const k1 = 93 * fGHz ** 0.175;
  const cotangent = 1 / Math.tan(0.05 * (1 - thetaDeg / 90) + (Math.PI * thetaDeg) / 180);
  return (-k1 * Math.log(1 - p / 100) * cotangent) ** ((0.5 * (90 - thetaDeg)) / 90) - 1 - 0.6 * normalDeviate(p / 100);
}
