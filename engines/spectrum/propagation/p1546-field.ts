import { Bracket, type CurveFamily, curveField } from './p1546-curves.ts';

/**
 * Approximate inverse of the complementary cumulative normal distribution, 0.01 ≤ x ≤ 0.99 (P.1546-6, Annex 5 § 16, equations 39;
 * the constant c0 has one digit less than in P.452).
 */
export const inverseQ = (x: number): number => (x <= 0.5 ? upperQ(x) : -upperQ(1 - x));

function upperQ(x: number): number {
  const t = Math.sqrt(-2 * Math.log(x));
  return t - ((0.010328 * t + 0.802853) * t + 2.515517) / (((0.001308 * t + 0.189269) * t + 1.432788) * t + 1);
}

/** Greatest field possible: free space, over sea raised by focusing (Annex 5 § 2, equations 2, 3 and 42), dB(µV/m). */
export function maximumField(t_pct: number, d_km: number, sea_km: number): number {
  const freeSpace = 106.9 - 20 * Math.log10(d_km);
  if (sea_km === 0 || t_pct === 50) return freeSpace;
  return freeSpace + (sea_km / d_km) * 2.38 * (1 - Math.exp(-d_km / 8.94)) * Math.log10(50 / t_pct);
}

/** Path length with 0.6 of the first Fresnel zone just clear over the smooth Earth (§ 18, equations 41), km. */
export function fresnelClearanceDistance(f_MHz: number, h1_m: number, h2_m: number): number {
  const h1 = Math.max(0, h1_m);
  const Df = 3.89e-5 * f_MHz * h1 * h2_m;
  if (Df === 0) return 0.001;
  const Dh = 4.1 * (Math.sqrt(h1) + Math.sqrt(h2_m));
  return Math.max(0.001, (Df * Dh) / (Df + Dh));
}

/** Loss of a knife edge as P.1546 bounds it (equation 12a), dB. */
export function knifeEdge(nu: number): number {
  if (nu <= -0.7806) return 0;
  const shifted = nu - 0.1;
  return 6.9 + 20 * Math.log10(Math.sqrt(shifted * shifted + 1) + shifted);
}

const DEGREES = 180 / Math.PI;
/** Kν of equation 12b for the nominal frequencies 100, 600 and 2000 MHz. */
const DIFFRACTION_FACTOR: readonly number[] = [1.35, 3.31, 6];
const NOMINAL_MHZ: readonly number[] = [100, 600, 2000];

/** Correction for an antenna `h_m` (negative) below the height of the curves' reference (equations 12), dB. */
const negativeHeightCorrection = (frequency: number, h_m: number): number =>
  6.03 - knifeEdge((DIFFRACTION_FACTOR[frequency] as number) * Math.atan(-h_m / 9000) * DEGREES);

const MINUS_10: readonly number[] = [0, 1, 2].map((frequency) => negativeHeightCorrection(frequency, -10));

const Q_1 = inverseQ(0.01);
const Q_10 = inverseQ(0.1);
const Q_50 = inverseQ(0.5);

/** Reads and interpolates the curves (Annex 6, steps 6–10). Keeps its brackets, so that reading makes no garbage. */
export class CurveField {
  readonly #height = new Bracket();
  readonly #ten = new Bracket();
  readonly #distance = new Bracket();
  readonly #other = new Bracket();
  readonly #clear = new Bracket();

  constructor() {
    // Share 0 of the first pair is the curve of 10 m, share 1 that of 20 m.
    this.#ten.setHeight(10);
  }

  /** Field over land, for the required time, frequency, distance and height, dB(µV/m). */
  land(family: CurveFamily, f_MHz: number, t_pct: number, d_km: number, h1_m: number, Emax: number): number {
    this.#distance.setDistance(d_km);
    if (h1_m >= 10) this.#height.setHeight(h1_m);
    return this.#overTime(family, false, f_MHz, t_pct, d_km, h1_m, Emax);
  }

  /** Field over sea; `h1_m` is at least 1. */
  sea(family: CurveFamily, f_MHz: number, t_pct: number, d_km: number, h1_m: number, Emax: number): number {
    this.#distance.setDistance(d_km);
    this.#height.setHeight(h1_m);
    return this.#overTime(family, true, f_MHz, t_pct, d_km, h1_m, Emax);
  }

  /** Interpolates between nominal percentages of time, linear in Q (§ 7, equation 16). */
  #overTime(family: CurveFamily, isSea: boolean, f_MHz: number, t_pct: number, d_km: number, h1_m: number, Emax: number): number {
    if (t_pct === 1) return this.#atTime(family, isSea, 0, f_MHz, t_pct, d_km, h1_m, Emax);
    if (t_pct === 10) return this.#atTime(family, isSea, 1, f_MHz, t_pct, d_km, h1_m, Emax);
    if (t_pct === 50) return this.#atTime(family, isSea, 2, f_MHz, t_pct, d_km, h1_m, Emax);
    const lower = t_pct < 10 ? 0 : 1;
    const Qlower = t_pct < 10 ? Q_1 : Q_10;
    const Qhigher = t_pct < 10 ? Q_10 : Q_50;
    const share = (Qlower - inverseQ(t_pct / 100)) / (Qlower - Qhigher);
    const atLower = this.#atTime(family, isSea, lower, f_MHz, t_pct, d_km, h1_m, Emax);
    return atLower + (this.#atTime(family, isSea, lower + 1, f_MHz, t_pct, d_km, h1_m, Emax) - atLower) * share;
  }

  /** Field at a nominal time; over sea below 100 MHz the rule of § 6 for short paths replaces the extrapolation (equations 15). */
  #atTime(
    family: CurveFamily,
    isSea: boolean,
    time: number,
    f_MHz: number,
    t_pct: number,
    d_km: number,
    h1_m: number,
    Emax: number,
  ): number {
    if (!isSea || f_MHz >= 100) return this.#overFrequency(family, isSea, time, f_MHz, t_pct, d_km, h1_m, Emax, this.#distance);
    const d600 = fresnelClearanceDistance(600, h1_m, 10);
    if (d_km >= d600) return this.#overFrequency(family, isSea, time, f_MHz, t_pct, d_km, h1_m, Emax, this.#distance);
    const df = fresnelClearanceDistance(f_MHz, h1_m, 10);
    if (d_km <= df) return maximumField(t_pct, d_km, d_km);
    const Edf = maximumField(t_pct, df, df);
    this.#other.setDistance(d600);
    const Ed600 = this.#overFrequency(family, isSea, time, f_MHz, t_pct, d600, h1_m, Emax, this.#other);
    return Edf + ((Ed600 - Edf) * Math.log(d_km / df)) / Math.log(d600 / df);
  }

  /** Interpolates between nominal frequencies, linear in log f, extrapolating outside 100 to 2000 MHz (§ 6, equation 14). */
  #overFrequency(
    family: CurveFamily,
    isSea: boolean,
    time: number,
    f_MHz: number,
    t_pct: number,
    d_km: number,
    h1_m: number,
    Emax: number,
    distance: Bracket,
  ): number {
    const lower = f_MHz < 600 ? 0 : 1;
    const fLower = NOMINAL_MHZ[lower] as number;
    const atLower = this.#atNominal(family, isSea, time, lower, t_pct, d_km, h1_m, Emax, distance);
    if (f_MHz === fLower) return atLower;
    const atHigher = this.#atNominal(family, isSea, time, lower + 1, t_pct, d_km, h1_m, Emax, distance);
    if (f_MHz === 2000) return atHigher;
    const share = Math.log(f_MHz / fLower) / Math.log((NOMINAL_MHZ[lower + 1] as number) / fLower);
    return Math.min(atLower + (atHigher - atLower) * share, Emax);
  }

  /** Field of one figure for the required height (§ 4), at most Emax. */
  #atNominal(
    family: CurveFamily,
    isSea: boolean,
    time: number,
    frequency: number,
    t_pct: number,
    d_km: number,
    h1_m: number,
    Emax: number,
    distance: Bracket,
  ): number {
    if (h1_m >= 10) return Math.min(curveField(family, time, frequency, this.#height, distance), Emax);
    const ten = this.#ten;
    ten.share = 0;
    const E10 = curveField(family, time, frequency, ten, distance);
    ten.share = 1;
    const E20 = curveField(family, time, frequency, ten, distance);
    return isSea ? this.#lowOverSea(family, time, frequency, t_pct, d_km, h1_m, Emax, E10, E20) : lowOverLand(frequency, h1_m, E10, E20);
  }

  /** Antenna below 10 m over sea (§ 4.2, equations 10 and 11). */
  #lowOverSea(
    family: CurveFamily,
    time: number,
    frequency: number,
    t_pct: number,
    d_km: number,
    h1_m: number,
    Emax: number,
    E10: number,
    E20: number,
  ): number {
    const f = NOMINAL_MHZ[frequency] as number;
    const D1 = fresnelClearanceDistance(f, h1_m, 10);
    if (d_km <= D1) return Emax;
    const D20 = fresnelClearanceDistance(f, 20, 10);
    if (d_km < D20) {
      const atD1 = maximumField(t_pct, D1, D1);
      this.#clear.setDistance(D20);
      const atD20 = curveField(family, time, frequency, this.#height, this.#clear);
      return atD1 + ((atD20 - atD1) * Math.log(d_km / D1)) / Math.log(D20 / D1);
    }
    const extended = E10 + (E20 - E10) * this.#height.share;
    const F = (d_km - D20) / d_km;
    return extended * (1 - F) + lowOverLand(frequency, h1_m, E10, E20) * F;
  }
}

/** Antenna below 10 m over land, also below zero (§§ 4.2 and 4.3, equations 9 and 12). */
function lowOverLand(frequency: number, h1_m: number, E10: number, E20: number): number {
  const zero = E10 + 0.5 * (E10 - E20 + (MINUS_10[frequency] as number));
  return h1_m >= 0 ? zero + 0.1 * h1_m * (E10 - zero) : zero + negativeHeightCorrection(frequency, h1_m);
}
