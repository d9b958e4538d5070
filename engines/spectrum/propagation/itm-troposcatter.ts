import { decibels } from './itm-attenuation.ts';
import type { PathGeometry } from './itm-terrain.ts';

/** Troposcatter of the Irregular Terrain Model (Algorithm, 4.60–4.67 and 6.8–6.13). */

/** Frequency gain H₀ of the last troposcatter call of the path; above 15 dB the value at the farther distance stands (Algorithm, p. 12). */
let scatterGain = -1;

/** To be called before the two losses of a path, the farther one first. */
export const startScatter = (): void => {
  scatterGain = -1;
};

/** Troposcatter loss at distance s (Algorithm, 4.60–4.67); 1001 where both antennas are too low for the integral. */
export function troposcatterLoss(
  s: number,
  path: PathGeometry,
  fMHz: number,
  earthRadius: number,
  refractivity: number,
  losAngle: number,
): number {
  const wavenumber = fMHz / 47.7;
  if (!(scatterGain > 15)) {
    const gain = frequencyGain(s, path, wavenumber, earthRadius, refractivity);
    if (Number.isNaN(gain)) return 1001;
    if (!(gain > 15 && scatterGain >= 0)) scatterGain = gain;
  }
  const th = s / earthRadius - losAngle;
  const td = th * s;
  return (
    attenuationFunction(td) +
    decibels(wavenumber * 47.7 * th * th * th * th) -
    0.1 * (refractivity - 301) * Math.exp(-td / 40e3) +
    scatterGain
  );
}

function frequencyGain(s: number, path: PathGeometry, wavenumber: number, earthRadius: number, refractivity: number): number {
  const theta = path.horizonAngleT + path.horizonAngleR + s / earthRadius;
  const r1 = 2 * wavenumber * theta * path.effectiveHeightT;
  const r2 = 2 * wavenumber * theta * path.effectiveHeightR;
  if (r1 < 0.2 && r2 < 0.2) return Number.NaN;
  const difference = path.horizonDistanceT - path.horizonDistanceR;
  const ratio = path.effectiveHeightR / path.effectiveHeightT;
  const ad = Math.abs(difference);
  const asymmetry = (s - ad) / (s + ad);
  const q = Math.min(Math.max(0.1, (difference < 0 ? 1 / ratio : ratio) / asymmetry), 10);
  const ss = Math.max(0.1, asymmetry);
  const crossover = ((s - ad) * (s + ad) * theta * 0.25) / s;
  const eta =
    (crossover / 1755.6) *
    (1 + (0.031 - refractivity * 2.32e-3 + refractivity ** 2 * 5.67e-6) * Math.exp(-sixth(Math.min(1.7, crossover / 8e3))));
  const h00 = (gainCurve(r1, eta) + gainCurve(r2, eta)) / 2;
  const correction = Math.min(h00, 6 * (0.6 - Math.log10(Math.max(eta, 1))) * Math.log10(ss) * Math.log10(q));
  const h0 = Math.max(h00 + correction, 0);
  if (eta >= 1) return h0;
  const low = ((1 + Math.SQRT2 / r1) * (1 + Math.SQRT2 / r2)) ** 2 * ((r1 + r2) / (r1 + r2 + 2 * Math.SQRT2));
  return eta * h0 + (1 - eta) * decibels(low);
}

const GAIN_A = [25, 80, 177, 395, 705] as const;
const GAIN_B = [24, 45, 68, 80, 105] as const;

/** H₀₁(r, η) interpolated between the five curves of Algorithm, 6.13. */
function gainCurve(r: number, etaS: number): number {
  const eta = Math.min(Math.max(etaS, 1), 5);
  const i = Math.trunc(eta);
  const part = eta - i;
  const r2 = 1 / (r * r);
  const lower = decibels(1 + (GAIN_A[i - 1] as number) * r2 * r2 + (GAIN_B[i - 1] as number) * r2);
  if (part === 0) return lower;
  return (1 - part) * lower + part * decibels(1 + (GAIN_A[i] as number) * r2 * r2 + (GAIN_B[i] as number) * r2);
}

/** F(θd) of Algorithm, 6.9. */
function attenuationFunction(td: number): number {
  if (td <= 10e3) return 133.4 + 0.332e-3 * td - decibels(td);
  if (td <= 70e3) return 104.6 + 0.212e-3 * td - 2.5 * Math.log10(td);
  return 71.8 + 0.157e-3 * td + 5 * Math.log10(td);
}

function sixth(x: number): number {
  const square = x * x;
  return square * square * square;
}
