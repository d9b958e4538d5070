import { chiSquareTail } from './distributions.ts';
import type { TestResult } from './seasonality-tests.ts';

/** Sum over the two seasonal lags where the autocorrelation is positive (Pierce's QS, χ² with 2 degrees of freedom). */
function pierce(z: Float64Array, frequency: number): { readonly qs: number; readonly allPositive: boolean } {
  const n = z.length;
  let power = 0;
  for (const value of z) power += value * value;
  const r = (lag: number): number => {
    let sum = 0;
    for (let i = lag; i < n; i += 1) sum += (z[i] as number) * (z[i - lag] as number);
    return sum / power;
  };
  if (!(power > 0) || n <= 2 * frequency) return { qs: 0, allPositive: false };
  const first = r(frequency);
  const second = r(2 * frequency);
  // Autocorrelations that are positive throughout mean that a difference is missing.
  const allPositive = frequency > 4 ? first > 0 && [1, 2, 3, 4].every((lag) => r(lag) > 0) : [1, 2, 3, 4].every((lag) => r(lag) > 0.2);
  if (first <= 0) return { qs: 0, allPositive };
  const qs = n * (n + 2) * ((first * first) / (n - frequency) + (second > 0 ? (second * second) / (n - 2 * frequency) : 0));
  return { qs, allPositive };
}

const result = (qs: number): TestResult => ({ statistic: qs, probability: chiSquareTail(qs, 2) });

const difference = (z: Float64Array): Float64Array =>
  Float64Array.from({ length: z.length - 1 }, (_, i) => (z[i + 1] as number) - (z[i] as number));

/** QS of a series that is stationary about 0 already: an irregular less its expected value, residuals. Probability, not per cent. */
export const seasonalityOfStationary = (values: Float64Array, frequency: number): TestResult => result(pierce(values, frequency).qs);

/**
 * QS of an original or adjusted series on its differences (X-13ARIMA-SEATS Reference Manual, section 6.3). Probability, not per cent.
 *
 * @param order differences of the ARIMA model, regular and seasonal together; 1 or 2 of them are taken, and 1 without a model
 */
export function seasonalityOfSeries(values: Float64Array, frequency: number, order: number): TestResult {
  const taken = Math.max(1, Math.min(2, order));
  let z = difference(values);
  if (taken > 1) z = difference(z);
  let mean = 0;
  for (const value of z) mean += value / z.length;
  z = z.map((value) => value - mean);
  const { qs, allPositive } = pierce(z, frequency);
  return result(allPositive && taken === 1 ? pierce(difference(z), frequency).qs : qs);
}
