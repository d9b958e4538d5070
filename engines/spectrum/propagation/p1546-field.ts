import { Bracket, type CurveFamily, curveField, LAND_CURVES } from './p1546-curves.ts';

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

/** What is asked of the curves: one kind of surface for the whole length of the path. */
export type CurveQuery = {
  readonly family: CurveFamily;
  readonly f_MHz: number;
  readonly t_pct: number;
  readonly d_km: number;
  /** Height of the base antenna, m; at least 1 over sea. */
  readonly h1_m: number;
  readonly Emax_dBuVm: number;
};

/** Reads and interpolates the curves (Annex 6, steps 6–10). Keeps its brackets, so that reading makes no garbage. */
export class CurveField {
  readonly #height = new Bracket();
  readonly #ten = new Bracket();
  readonly #distance = new Bracket();
  readonly #clear600 = new Bracket();
  readonly #clear20 = new Bracket();

  constructor() {
    // Share 0 of the first pair is the curve of 10 m, share 1 that of 20 m.
    this.#ten.setHeight(10);
  }

  /** Field for the required time, frequency, distance and height, dB(µV/m) at 1 kW e.r.p. */
  read(query: CurveQuery): number {
    const { t_pct, h1_m, family } = query;
    this.#distance.setDistance(query.d_km);
    // Below 10 m over land the curves of 10 and 20 m serve, and the height may be negative.
    if (h1_m >= 10 || family !== LAND_CURVES) this.#height.setHeight(h1_m);
    if (t_pct === 1) return this.#atTime(query, 0);
    if (t_pct === 10) return this.#atTime(query, 1);
    if (t_pct === 50) return this.#atTime(query, 2);
    // Between nominal percentages of time, linear in Q (§ 7, equation 16).
    const lower = t_pct < 10 ? 0 : 1;
    const Qlower = t_pct < 10 ? Q_1 : Q_10;
    const Qhigher = t_pct < 10 ? Q_10 : Q_50;
    const share = (Qlower - inverseQ(t_pct / 100)) / (Qlower - Qhigher);
    const atLower = this.#atTime(query, lower);
    return atLower + (this.#atTime(query, lower + 1) - atLower) * share;
  }

  /** Field at a nominal time; over sea below 100 MHz the rule of § 6 for short paths replaces the extrapolation (equations 15). */
  #atTime(query: CurveQuery, time: number): number {
    const { family, f_MHz, t_pct, d_km, h1_m } = query;
    if (family === LAND_CURVES || f_MHz >= 100) return this.#overFrequency(query, time, d_km, this.#distance);
    const d600 = fresnelClearanceDistance(600, h1_m, 10);
    if (d_km >= d600) return this.#overFrequency(query, time, d_km, this.#distance);
    const df = fresnelClearanceDistance(f_MHz, h1_m, 10);
    if (d_km <= df) return maximumField(t_pct, d_km, d_km);
    const Edf = maximumField(t_pct, df, df);
    this.#clear600.setDistance(d600);
    const Ed600 = this.#overFrequency(query, time, d600, this.#clear600);
    return Edf + ((Ed600 - Edf) * Math.log(d_km / df)) / Math.log(d600 / df);
  }

  /** Interpolates between nominal frequencies, linear in log f, extrapolating outside 100 to 2000 MHz (§ 6, equation 14). */
  #overFrequency(query: CurveQuery, time: number, d_km: number, distance: Bracket): number {
    const { f_MHz } = query;
    const lower = f_MHz < 600 ? 0 : 1;
    const fLower = NOMINAL_MHZ[lower] as number;
    const atLower = this.#atNominal(query, time, lower, d_km, distance);
    if (f_MHz === fLower) return atLower;
    const atHigher = this.#atNominal(query, time, lower + 1, d_km, distance);
    if (f_MHz === 2000) return atHigher;
    const share = Math.log(f_MHz / fLower) / Math.log((NOMINAL_MHZ[lower + 1] as number) / fLower);
    return Math.min(atLower + (atHigher - atLower) * share, query.Emax_dBuVm);
  }

  /** Field of one figure for the required height (§ 4), at most the maximum. */
  #atNominal(query: CurveQuery, time: number, frequency: number, d_km: number, distance: Bracket): number {
    const { family, h1_m, Emax_dBuVm } = query;
    if (h1_m >= 10) return Math.min(curveField(family, time, frequency, this.#height, distance), Emax_dBuVm);
    const ten = this.#ten;
    ten.share = 0;
    const E10 = curveField(family, time, frequency, ten, distance);
    ten.share = 1;
    const E20 = curveField(family, time, frequency, ten, distance);
    if (family === LAND_CURVES) return lowOverLand(frequency, h1_m, E10, E20);
    return this.#lowOverSea(query, time, frequency, d_km, E10, E20);
  }

  /** Antenna below 10 m over sea (§ 4.2, equations 10 and 11). */
  #lowOverSea(
    { family, t_pct, h1_m, Emax_dBuVm }: CurveQuery,
    time: number,
    frequency: number,
    d_km: number,
    E10: number,
    E20: number,
  ): number {
    const f = NOMINAL_MHZ[frequency] as number;
    const D1 = fresnelClearanceDistance(f, h1_m, 10);
    if (d_km <= D1) return Emax_dBuVm;
    const D20 = fresnelClearanceDistance(f, 20, 10);
    if (d_km < D20) {
      const atD1 = maximumField(t_pct, D1, D1);
      this.#clear20.setDistance(D20);
      const atD20 = curveField(family, time, frequency, this.#height, this.#clear20);
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
