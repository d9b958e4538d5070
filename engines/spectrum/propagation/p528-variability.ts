import { normalDeviate } from './itm.ts';
import { NAKAGAMI_RICE } from './tables/p528-nakagami-rice.ts';

/** Time variability of Recommendation ITU-R P.528-5, Annex 2, sections 13 to 17. Losses and levels in dB, distances in km. */

/** Y_0(90), Y_0(10) and V(50) of Technical Note 101 (tables III.3–III.5, continental temperate). */
const CURVES = [
  { c1: 2.93e-4, c2: 3.78e-8, c3: 1.02e-7, n1: 2.0, n2: 2.88, n3: 3.15, fInfinite: 3.2, fMaximum: 8.2 },
  { c1: 5.25e-4, c2: 1.57e-6, c3: 4.7e-7, n1: 1.97, n2: 2.31, n3: 2.9, fInfinite: 5.4, fMaximum: 10.0 },
  { c1: 1.59e-5, c2: 1.56e-11, c3: 2.77e-8, n1: 2.32, n2: 4.08, n3: 3.25, fInfinite: 0.0, fMaximum: 3.9 },
] as const;

/** Below 10 %: factors of Y_0(10) and ceilings above free space at 1, 2, 5 and 10 %. */
const RARE = { p: [1, 2, 5, 10], factor: [1.9507, 1.7166, 1.3265, 1.0], ceiling: [5.0, 4.5, 3.7, 0.0] } as const;

export type LongTerm = {
  /** Level relative to the long-term reference at p %. */
  readonly level: number;
  /** Conditional adjustment A_Y that keeps rare levels from exceeding free space by more than is real. */
  readonly adjustment: number;
};

/** Long-term variability (section 14). `elevationFactor` is f(θ_h1); `level50` the median level relative to free space. */
export function longTermVariability(
  horizons: number,
  distance: number,
  fMHz: number,
  p: number,
  elevationFactor: number,
  level50: number,
): LongTerm {
  const q = horizons + 65 * Math.cbrt(100 / fMHz);
  const de = distance <= q ? (130 * distance) / q : 130 + distance - q;
  const swing = Math.sin(5.22 * Math.log10(fMHz / 200));
  const g10 = fMHz > 1600 ? 1.05 : 0.21 * swing + 1.28;
  const g90 = fMHz > 1600 ? 1.05 : 0.18 * swing + 1.23;
  const [y90, y10, v50] = CURVES.map(({ c1, c2, c3, n1, n2, n3, fInfinite, fMaximum }) => {
    const f2 = fInfinite + (fMaximum - fInfinite) * Math.exp(-c2 * de ** n2);
    return (c1 * de ** n1 - f2) * Math.exp(-c3 * de ** n3) + f2;
  }) as [number, number, number];

  let yp = v50;
  if (p > 50) yp -= (normalDeviate(p / 100) / normalDeviate(0.9)) * y90 * g90;
  else if (p < 50) {
    const factor = p >= 10 ? normalDeviate(p / 100) / normalDeviate(0.1) : interpolate(RARE.p, RARE.factor, p);
    yp += factor * y10 * g10;
  }
  const adjustment = Math.max(level50 + elevationFactor * (y10 * g10 + v50) - 3, 0);
  const level = elevationFactor * yp - adjustment;
  if (p >= 10) return { level, adjustment };
  return { level: Math.min(level + level50, interpolate(RARE.p, RARE.ceiling, p)) - level50, adjustment };
}

/** Level of the Nakagami-Rice distribution of parameter K at p % (section 16, table interpolated). */
export function nakagamiRice(k: number, p: number): number {
  const { k: ks, p: ps, levels } = NAKAGAMI_RICE;
  const clamped = Math.min(Math.max(k, ks[0] as number), ks[ks.length - 1] as number);
  const i = bracket(ks, clamped);
  const atP = (row: number): number => interpolate(ps, levels[row] as readonly number[], p);
  const low = ks[i] as number;
  return atP(i) + ((atP(i + 1) - atP(i)) * (clamped - low)) / ((ks[i + 1] as number) - low);
}

/** The K whose level at 99 % is `level99` (equation 13-5 asks for it). */
export function kAt99Percent(level99: number): number {
  const { k, levels } = NAKAGAMI_RICE;
  const column = levels.map((row) => row[row.length - 1] as number);
  return interpolate(column, k, Math.min(Math.max(level99, column[0] as number), column[column.length - 1] as number));
}

/** p % level of the sum of two independent variations, from medians and p % levels (section 17). */
export function combineDistributions(medianA: number, levelA: number, medianB: number, levelB: number, p: number): number {
  const spread = Math.hypot(levelA - medianA, levelB - medianB);
  return medianA + medianB + (p < 50 ? spread : -spread);
}

function bracket(xs: readonly number[], x: number): number {
  let i = 0;
  while (i < xs.length - 2 && x > (xs[i + 1] as number)) i++;
  return i;
}

function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  const i = bracket(xs, x);
  const x0 = xs[i] as number;
  const y0 = ys[i] as number;
  return y0 + (((ys[i + 1] as number) - y0) * (x - x0)) / ((xs[i + 1] as number) - x0);
}
