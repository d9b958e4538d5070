import type { Series } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';
import { classicalSeasonal } from './decomposition.ts';

/** A series made ready for forecasting, and what had to be done to it. */
export interface Prepared {
  /** From the first to the last observation, gaps filled. */
  readonly values: Float64Array;
  /** Missing periods at the end of the span, which are forecast too and then left out of the answer. */
  readonly trailing: number;
  readonly warnings: readonly string[];
}

const LEAST_OBSERVATIONS = 3;
const MOST_OBSERVATIONS = 10_000;
/** Squares and sums of squares of larger values leave the range of numbers. */
const LARGEST_VALUE = 1e100;

/**
 * Cuts missing ends off and fills inner gaps by the straight line between neighbours, season by season where two years are there.
 *
 * @throws SeriesRefusal `all-missing`, `series-too-short`, `series-too-long`, `not-finite`, `value-out-of-range`
 */
export function prepare(series: Series): Prepared {
  const { values, frequency } = series;
  if (values.some((value) => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)) {
    throw new SeriesRefusal('not-finite', { field: 'values' });
  }
  const large = values.find((value) => Math.abs(value) > LARGEST_VALUE);
  if (large !== undefined)
    throw new SeriesRefusal('value-out-of-range', { field: 'values', values: { value: large, most: LARGEST_VALUE } });
  const first = values.findIndex((value) => !Number.isNaN(value));
  if (first < 0) throw new SeriesRefusal('all-missing', { field: 'values', values: { observations: values.length } });
  const last = values.findLastIndex((value) => !Number.isNaN(value));
  const observed = values.slice(first, last + 1);
  const count = observed.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
  if (count < LEAST_OBSERVATIONS) {
    throw new SeriesRefusal('series-too-short', { field: 'values', values: { observations: count, least: LEAST_OBSERVATIONS } });
  }
  if (observed.length > MOST_OBSERVATIONS) {
    throw new SeriesRefusal('series-too-long', { field: 'values', values: { observations: observed.length, most: MOST_OBSERVATIONS } });
  }
  const warnings: string[] = [];
  if (count < observed.length) warnings.push('missing-interpolated');
  return { values: count < observed.length ? fillGaps(observed, frequency) : observed, trailing: values.length - 1 - last, warnings };
}

function fillGaps(values: Float64Array, frequency: number): Float64Array {
  const straight = interpolate(values);
  if (values.length < 2 * frequency) return straight;
  const figure = classicalSeasonal(straight, frequency, 'additive');
  const adjusted = values.map((value, t) => value - (figure[t % frequency] as number));
  const filled = interpolate(adjusted).map((value, t) => value + (figure[t % frequency] as number));
  // What was positive must stay so, or a logarithm or a multiplicative model would be lost to a gap.
  const positive = values.every((value) => Number.isNaN(value) || value > 0) && filled.some((value) => value <= 0);
  return positive ? straight : filled.map((value, t) => (Number.isNaN(values[t] as number) ? value : (values[t] as number)));
}

function interpolate(values: Float64Array): Float64Array {
  const result = Float64Array.from(values);
  let known = 0;
  for (let t = 1; t < values.length; t++) {
    if (Number.isNaN(values[t] as number)) continue;
    const rise = ((values[t] as number) - (values[known] as number)) / (t - known);
    for (let gap = known + 1; gap < t; gap++) result[gap] = (values[known] as number) + rise * (gap - known);
    known = t;
  }
  return result;
}
