import { rainAttenuation, rainCoefficients } from './p838.ts';

/** A hop in rain: the rain rate is that exceeded for 0.01 % of the average year, integrated over one minute. */
export type RainyHop = {
  readonly f_GHz: number;
  readonly d_km: number;
  readonly R001_mmh: number;
  /** Elevation of the hop and tilt of the polarisation, degrees. */
  readonly el_deg: number;
  readonly tau_deg: number;
};

/** Steps of the rain model. */
export type HopRain = { readonly gammaR_dBkm: number; readonly r: number; readonly A001_dB: number };

/** Greatest distance factor of the effective path (P.530-17 § 2.4.1, step 3). */
const GREATEST_FACTOR = 2.5;

/** Attenuation exceeded for 0.01 % of the average year (P.530-17 § 2.4.1, equations 32 and 33). */
export function hopRain({ f_GHz, d_km, R001_mmh, el_deg, tau_deg }: RainyHop): HopRain {
  const coefficients = rainCoefficients(f_GHz, el_deg, tau_deg);
  const gammaR_dBkm = R001_mmh > 0 ? rainAttenuation(coefficients, R001_mmh) : 0;
  const divisor =
    0.477 * d_km ** 0.633 * R001_mmh ** (0.073 * coefficients.alpha) * f_GHz ** 0.123 - 10.579 * (1 - Math.exp(-0.024 * d_km));
  const r = divisor * GREATEST_FACTOR > 1 ? 1 / divisor : GREATEST_FACTOR;
  return { gammaR_dBkm, r, A001_dB: gammaR_dBkm * d_km * r };
}

/** C1, C2 and C3 of the frequency (§ 2.4.1, step 5). */
function percentageTerms(f_GHz: number): readonly [C1: number, C2: number, C3: number] {
  const C0 = f_GHz >= 10 ? 0.12 + 0.4 * Math.log10((f_GHz / 10) ** 0.8) : 0.12;
  return [0.07 ** C0 * 0.12 ** (1 - C0), 0.855 * C0 + 0.546 * (1 - C0), 0.139 * C0 + 0.043 * (1 - C0)];
}

/** Attenuation exceeded for `p_pct` of the average year, 0.001 to 1 % (equation 34), dB. */
export function hopRainExceeded(A001_dB: number, f_GHz: number, p_pct: number): number {
  const [C1, C2, C3] = percentageTerms(f_GHz);
  return A001_dB * C1 * p_pct ** -(C2 + C3 * Math.log10(p_pct));
}

/** The bounds of equation 34 in percentages of the average year. */
export const RAREST_PCT = 0.001;
export const COMMONEST_PCT = 1;

/**
 * Percentage of the average year in which rain exceeds `A_dB`: the inverse of equation 34 between 0.001 and 1 %. A fade that rain
 * hardly reaches gives 0.001, one that it exceeds for more than 1 % gives 1: bounds, not estimates.
 */
export function rainPercentage(A001_dB: number, f_GHz: number, A_dB: number): number {
  if (A001_dB <= 0) return RAREST_PCT;
  const [C1, C2, C3] = percentageTerms(f_GHz);
  // C3·x² + C2·x + log(A/(A001·C1)) = 0 with x = log p, on the branch that falls with p.
  const level = Math.log10(A_dB / (A001_dB * C1));
  const discriminant = C2 * C2 - 4 * C3 * level;
  if (discriminant < 0) return RAREST_PCT;
  const x = (-C2 + Math.sqrt(discriminant)) / (2 * C3);
  return Math.min(Math.max(10 ** x, RAREST_PCT), COMMONEST_PCT);
}
