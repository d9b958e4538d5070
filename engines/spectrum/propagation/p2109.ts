import { inverseComplementaryNormal } from './normal-distribution.ts';

/** The two classes of buildings of Recommendation ITU-R P.2109. */
export type BuildingClass = 'traditional' | 'thermally efficient';
export const BUILDING_CLASSES: readonly BuildingClass[] = ['traditional', 'thermally efficient'];

type Coefficients = Readonly<Record<'r' | 's' | 't' | 'u' | 'v' | 'w' | 'x' | 'y' | 'z', number>>;

/** Table 1 of P.2109-2. */
const COEFFICIENTS: Readonly<Record<BuildingClass, Coefficients>> = {
  traditional: { r: 12.64, s: 3.72, t: 0.96, u: 9.6, v: 2, w: 9.1, x: -3, y: 4.5, z: -2 },
  'thermally efficient': { r: 28.19, s: -3, t: 8.48, u: 13.5, v: 3.8, w: 27.8, x: -2.9, y: 9.4, z: -2.1 },
};

/** Contribution of openings, which neither class nor chance removes (the constant C), dB. */
const OPENINGS_DB = -3;

/** Parts of the loss, for the record. */
export type BuildingEntry = { readonly median_dB: number; readonly elevation_dB: number; readonly L_dB: number };

/**
 * Building entry loss not exceeded for `p_pct` of buildings and places in them, 0.08 to 100 GHz (P.2109-2, equations 1–10).
 *
 * @param theta_deg elevation of the path at the façade
 */
export function buildingEntryLoss(f_GHz: number, p_pct: number, building: BuildingClass, theta_deg: number): BuildingEntry {
  const { r, s, t, u, v, w, x, y, z } = COEFFICIENTS[building];
  const logF = Math.log10(f_GHz);
  const median_dB = r + s * logF + t * logF * logF;
  const elevation_dB = 0.212 * Math.abs(theta_deg);
  const deviate = inverseNormal(p_pct / 100);
  const A = deviate * (u + v * logF) + median_dB + elevation_dB;
  const B = deviate * (y + z * logF) + w + x * logF;
  return { median_dB, elevation_dB, L_dB: 10 * Math.log10(10 ** (0.1 * A) + 10 ** (0.1 * B) + 10 ** (0.1 * OPENINGS_DB)) };
}

/** Normal deviate of a probability from 0.001 to 0.999: the Recommendations' approximation, refined to full precision by Newton. */
function inverseNormal(probability: number): number {
  let x = -inverseComplementaryNormal(probability);
  for (let step = 0; step < 3; step++) x -= (normal(x) - probability) / density(x);
  return x;
}

const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** Cumulative normal distribution, by the series x + x³/3 + x⁵/(3·5) + … around the median. */
function normal(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
    term *= (x * x) / n;
    sum += term;
  }
  return 0.5 + density(x) * sum;
}
