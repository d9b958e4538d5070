import { classicalSeasonal, mean, trendLine } from './decomposition.ts';
import type { EtsForm, EtsLayout } from './ets-recursion.ts';

const SMALLEST_FACTOR = 1e-2;

/**
 * Heuristic starting states (Hyndman, Koehler, Ord and Snyder 2008, section 2.6.1): seasonal figure by classical decomposition, or from
 * one harmonic where fewer than three years are there; level and slope from the first observations freed of it.
 */
export function startStates(form: EtsForm, layout: EtsLayout, values: Float64Array, frequency: number, parameters: Float64Array): void {
  const seasonal = form.season !== 'N';
  const ratio = form.season === 'M';
  const figure = seasonal ? seasonalStart(values, frequency, ratio) : undefined;
  const length = Math.min(Math.max(10, seasonal ? 2 * frequency : 2), values.length);
  const adjusted = values.slice(0, length);
  if (figure !== undefined) {
    for (let t = 0; t < length; t++) {
      const season = figure[t % frequency] as number;
      adjusted[t] = ratio ? (adjusted[t] as number) / season : (adjusted[t] as number) - season;
    }
    for (let position = 1; position < frequency; position++) parameters[layout.season + position - 1] = figure[position] as number;
  }
  if (form.trend === 'N') {
    parameters[layout.level] = mean(adjusted);
    return;
  }
  const line = trendLine(adjusted);
  parameters[layout.level] = line.intercept - line.slope;
  parameters[layout.slope] = line.slope;
}

function seasonalStart(values: Float64Array, frequency: number, ratio: boolean): Float64Array {
  const figure =
    values.length >= 3 * frequency
      ? classicalSeasonal(values, frequency, ratio ? 'multiplicative' : 'additive')
      : harmonicSeasonal(values, frequency, ratio);
  if (!ratio) return figure;
  const positive = figure.map((factor) => Math.max(factor, SMALLEST_FACTOR));
  const level = mean(positive);
  return positive.map((factor) => factor / level);
}

/** One harmonic about a straight line: too few years for a mean of each month. */
function harmonicSeasonal(values: Float64Array, frequency: number, ratio: boolean): Float64Array {
  const line = trendLine(values);
  let cosine = 0;
  let sine = 0;
  for (let t = 0; t < values.length; t++) {
    const trend = line.intercept + line.slope * t;
    const detrended = ratio ? (values[t] as number) / trend - 1 : (values[t] as number) - trend;
    cosine += (2 / values.length) * detrended * Math.cos((2 * Math.PI * t) / frequency);
    sine += (2 / values.length) * detrended * Math.sin((2 * Math.PI * t) / frequency);
  }
  return Float64Array.from({ length: frequency }, (_, position) => {
    const angle = (2 * Math.PI * position) / frequency;
    return (ratio ? 1 : 0) + cosine * Math.cos(angle) + sine * Math.sin(angle);
  });
}
