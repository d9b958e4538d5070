import { SeriesRefusal } from '../refusal.ts';
import { solveInPlace } from './matrix.ts';

/** How the periods of a year make up the annual figure. */
export type Conversion = 'sum' | 'mean' | 'last' | 'first';

/**
 * Movement-preserving benchmarking by Denton in the form of Cholette (without Denton's condition on the first period).
 *
 * Proportional: minimises Σ (x_t/p_t − x_{t−1}/p_{t−1})², additive: Σ ((x_t − p_t) − (x_{t−1} − p_{t−1}))², each subject to the annual
 * benchmarks. Periods after the last benchmark carry its last ratio or difference on.
 * (Dagum and Cholette, Benchmarking, Temporal Distribution and Reconciliation Methods, 2006, ch. 6; IMF Quarterly National Accounts
 * Manual, 2017, ch. 6.)
 *
 * @param indicator  p, one value a period
 * @param benchmarks annual figures, the first for the first `frequency` periods
 * @throws SeriesRefusal `indicator-too-short`, `not-finite`, `not-positive` (proportional with a zero in the indicator)
 */
export function denton(
  indicator: Float64Array,
  benchmarks: Float64Array,
  frequency: number,
  form: 'proportional' | 'additive' = 'proportional',
  conversion: Conversion = 'sum',
): Float64Array {
  checkShape(indicator, benchmarks, frequency);
  const isProportional = form === 'proportional';
  if (isProportional && indicator.some((value) => value === 0)) throw new SeriesRefusal('not-positive', { field: 'indicator' });
  const years = benchmarks.length;
  const covered = years * frequency; // beyond, the best change is none
  const size = covered + years;
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let t = 0; t < covered; t++) {
    matrix[t * size + t] = covered === 1 ? 0 : t === 0 || t === covered - 1 ? 1 : 2;
    if (t > 0) matrix[t * size + t - 1] = -1;
    if (t < covered - 1) matrix[t * size + t + 1] = -1;
  }
  for (let year = 0; year < years; year++) {
    let already = 0;
    for (let m = 0; m < frequency; m++) {
      const t = year * frequency + m;
      const share = conversionWeight(conversion, m, frequency);
      const weight = share * (isProportional ? (indicator[t] as number) : 1);
      matrix[(covered + year) * size + t] = weight;
      matrix[t * size + covered + year] = weight;
      already += share * (indicator[t] as number);
    }
    right[covered + year] = (benchmarks[year] as number) - (isProportional ? 0 : already);
  }
  const solution = solveInPlace(matrix, right);
  const result = new Float64Array(indicator.length);
  for (let t = 0; t < result.length; t++) {
    const correction = solution[Math.min(t, covered - 1)] as number;
    result[t] = isProportional ? correction * (indicator[t] as number) : correction + (indicator[t] as number);
  }
  return result;
}

/** What one period of a year weighs in the annual figure. */
export function conversionWeight(conversion: Conversion, position: number, frequency: number): number {
  switch (conversion) {
    case 'sum':
      return 1;
    case 'mean':
      return 1 / frequency;
    case 'last':
      return position === frequency - 1 ? 1 : 0;
    case 'first':
      return position === 0 ? 1 : 0;
  }
}

export function checkShape(indicator: Float64Array, benchmarks: Float64Array, frequency: number): void {
  if (benchmarks.length === 0) throw new SeriesRefusal('series-too-short', { field: 'benchmarks', values: { observations: 0, least: 1 } });
  const least = benchmarks.length * frequency;
  if (indicator.length < least)
    throw new SeriesRefusal('indicator-too-short', { field: 'indicator', values: { observations: indicator.length, least } });
  if (indicator.some((value) => !Number.isFinite(value))) throw new SeriesRefusal('not-finite', { field: 'indicator' });
  if (benchmarks.some((value) => !Number.isFinite(value))) throw new SeriesRefusal('not-finite', { field: 'benchmarks' });
}
