import { SeriesRefusal } from '../refusal.ts';

/** λ of a Hodrick–Prescott filter that halves the power of cycles of this many periods: 1 / (4(1 − cos 2π/period)²). */
export const lambdaFor = (period: number): number => 1 / (4 * (1 - Math.cos((2 * Math.PI) / period)) ** 2);

/**
 * Hodrick–Prescott trend: minimises Σ (y_t − τ_t)² + λ·Σ (Δ²τ_t)²; a missing value (NaN) weighs nothing, so that the trend bridges it.
 *
 * @throws SeriesRefusal `series-too-short` (fewer than 4 values, or of observed ones fewer than 2), `lambda-out-of-range`
 */
export function hodrickPrescott(values: Float64Array, lambda: number): Float64Array {
  const n = values.length;
  const observed = values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  if (n < 4 || observed < 2) throw new SeriesRefusal('series-too-short', { field: 'values', values: { observations: observed, least: 4 } });
  if (!(lambda >= 0 && lambda < Number.POSITIVE_INFINITY))
    throw new SeriesRefusal('lambda-out-of-range', { field: 'spec', values: { lambda } });
  // W + λ·K'K is symmetric with two bands beside the diagonal: LDL' in one pass.
  const diagonal = new Float64Array(n);
  const first = new Float64Array(n);
  const second = new Float64Array(n);
  for (let t = 0; t + 2 < n; t++) {
    diagonal[t] = (diagonal[t] as number) + lambda;
    diagonal[t + 1] = (diagonal[t + 1] as number) + 4 * lambda;
    diagonal[t + 2] = (diagonal[t + 2] as number) + lambda;
    first[t] = (first[t] as number) - 2 * lambda;
    first[t + 1] = (first[t + 1] as number) - 2 * lambda;
    second[t] = (second[t] as number) + lambda;
  }
  const trend = new Float64Array(n);
  for (let t = 0; t < n; t++) {
    if (Number.isNaN(values[t] as number)) continue;
    diagonal[t] = (diagonal[t] as number) + 1;
    trend[t] = values[t] as number;
  }
  for (let t = 0; t < n; t++) {
    const d = diagonal[t] as number;
    if (!(d > 0)) throw new SeriesRefusal('series-too-short', { field: 'values', values: { observations: observed, least: 4 } });
    const one = (first[t] as number) / d;
    const two = (second[t] as number) / d;
    if (t + 1 < n) {
      diagonal[t + 1] = (diagonal[t + 1] as number) - one * (first[t] as number);
      first[t + 1] = (first[t + 1] as number) - one * (second[t] as number);
      trend[t + 1] = (trend[t + 1] as number) - one * (trend[t] as number);
    }
    if (t + 2 < n) {
      diagonal[t + 2] = (diagonal[t + 2] as number) - two * (second[t] as number);
      trend[t + 2] = (trend[t + 2] as number) - two * (trend[t] as number);
    }
    first[t] = one;
    second[t] = two;
    trend[t] = (trend[t] as number) / d;
  }
  for (let t = n - 2; t >= 0; t--) {
    trend[t] =
      (trend[t] as number) -
      (first[t] as number) * (trend[t + 1] as number) -
      (t + 2 < n ? (second[t] as number) * (trend[t + 2] as number) : 0);
  }
  return trend;
}

/** The cycle between two lengths, and the trend below it. */
export interface BandCycle {
  readonly trend: Float64Array;
  readonly cycle: Float64Array;
}

/**
 * Double Hodrick–Prescott filter of the OECD: first the trend beyond `longest` periods is taken off, then what is quicker than
 * `shortest` is smoothed away. For months 120 and 12: λ = 133107.94 and 13.93 (OECD System of Composite Leading Indicators, 2012).
 */
export function doubleHodrickPrescott(values: Float64Array, shortest: number, longest: number): BandCycle {
  if (!(shortest >= 2 && longest > shortest)) throw new SeriesRefusal('band-empty', { field: 'spec', values: { shortest, longest } });
  const trend = hodrickPrescott(values, lambdaFor(longest));
  const deviation = values.map((value, t) => value - (trend[t] as number));
  return { trend, cycle: hodrickPrescott(deviation, lambdaFor(shortest)) };
}

/** Spencer's 15-term weights, over 320. */
const SPENCER = [-3, -6, -5, 3, 21, 46, 67, 74, 67, 46, 21, 3, -5, -6, -3] as const;

/** Spencer's curve; at the ends the series is continued by the mean of its last four values, as Bry and Boschan do. */
export function spencer(values: Float64Array): Float64Array {
  return weighted(
    values,
    SPENCER.map((weight) => weight / 320),
  );
}

/** Centred moving average of `terms` terms; an even number takes half of the outermost two. */
export function movingAverage(values: Float64Array, terms: number): Float64Array {
  const even = terms % 2 === 0;
  const weights = Array.from({ length: even ? terms + 1 : terms }, (_, i) => (even && (i === 0 || i === terms) ? 0.5 : 1) / terms);
  return weighted(values, weights);
}

function weighted(values: Float64Array, weights: readonly number[]): Float64Array {
  const half = (weights.length - 1) / 2;
  const n = values.length;
  const end = Math.min(4, n);
  const before = values.slice(0, end).reduce((sum, value) => sum + value, 0) / end;
  const after = values.slice(n - end).reduce((sum, value) => sum + value, 0) / end;
  return values.map((_, t) => {
    let sum = 0;
    for (let i = 0; i < weights.length; i++) {
      const at = t + i - half;
      sum += (weights[i] as number) * (at < 0 ? before : at >= n ? after : (values[at] as number));
    }
    return sum;
  });
}
