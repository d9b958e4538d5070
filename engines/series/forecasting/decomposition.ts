export type SeasonalKind = 'additive' | 'multiplicative';

/**
 * The seasonal figure of a series by classical decomposition: centred moving average of one year, mean of the detrended values by
 * calendar position, centred to sum to zero (additive) or to average one (multiplicative).
 *
 * @param values observations without gaps, at least two years
 * @returns one figure for each position of the year, the first belonging to the first observation
 */
export function classicalSeasonal(values: Float64Array, frequency: number, kind: SeasonalKind): Float64Array {
  const length = values.length;
  if (length < 2 * frequency) throw new RangeError(`classical decomposition needs two years, got ${length} of ${2 * frequency}`);
  const figure = new Float64Array(frequency);
  const counts = new Float64Array(frequency);
  const half = Math.floor(frequency / 2);
  const even = frequency % 2 === 0;
  for (let t = half; t < length - half; t++) {
    let sum = 0;
    for (let lag = -half; lag <= half; lag++) sum += (values[t + lag] as number) * (even && Math.abs(lag) === half ? 0.5 : 1);
    const trend = sum / frequency;
    const detrended = kind === 'additive' ? (values[t] as number) - trend : (values[t] as number) / trend;
    if (!Number.isFinite(detrended)) continue;
    figure[t % frequency] = (figure[t % frequency] as number) + detrended;
    counts[t % frequency] = (counts[t % frequency] as number) + 1;
  }
  for (let position = 0; position < frequency; position++) {
    const count = counts[position] as number;
    figure[position] = count > 0 ? (figure[position] as number) / count : kind === 'additive' ? 0 : 1;
  }
  const level = mean(figure);
  for (let position = 0; position < frequency; position++) {
    figure[position] = kind === 'additive' ? (figure[position] as number) - level : (figure[position] as number) / level;
  }
  return figure;
}

export function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Intercept (at position 0) and slope of the least-squares line through equidistant values. */
export function trendLine(values: Float64Array): { readonly intercept: number; readonly slope: number } {
  const centre = (values.length - 1) / 2;
  const level = mean(values);
  let product = 0;
  let square = 0;
  for (let t = 0; t < values.length; t++) {
    product += (t - centre) * ((values[t] as number) - level);
    square += (t - centre) * (t - centre);
  }
  const slope = square > 0 ? product / square : 0;
  return { intercept: level - slope * centre, slope };
}

/** Autocorrelations at lags 0 … `lags` about the mean, divided by the whole length. */
export function autocorrelations(values: Float64Array, lags: number): Float64Array {
  const level = mean(values);
  const result = new Float64Array(lags + 1);
  for (let lag = 0; lag <= lags; lag++) {
    let sum = 0;
    for (let t = lag; t < values.length; t++) sum += ((values[t] as number) - level) * ((values[t - lag] as number) - level);
    result[lag] = sum;
  }
  const variance = result[0] as number;
  return result.map((value) => (variance > 0 ? value / variance : 0));
}
