import { autocorrelations, classicalSeasonal, trendLine } from './decomposition.ts';
import type { PointsAndSpread } from './intervals.ts';
import { nelderMead } from './nelder-mead.ts';

/** 95 % of a standard normal variable lies below: the one-sided test of the Theta method's seasonality. */
const SEASONAL_TEST = 1.6448536269514722;
const SMOOTHING_FLOOR = 1e-4;
const SMOOTHING_CEILING = 0.9999;
/** Observations whose mean starts the search for the first level. */
const START_LENGTH = 10;

export interface ThetaForecast extends PointsAndSpread {
  readonly seasonal: boolean;
  readonly alpha: number;
  readonly drift: number;
}

/**
 * The Theta method (Assimakopoulos and Nikolopoulos 2000) in the form of Hyndman and Billah (2003): simple exponential smoothing with
 * half the slope of the trend line as drift, on the series freed of its classical multiplicative seasonality where the autocorrelation
 * at one year is significant.
 *
 * @param values observations without gaps, three or more
 */
export function theta(values: Float64Array, frequency: number, horizon: number): ThetaForecast {
  const length = values.length;
  const figure = seasonalFigure(values, frequency);
  const adjusted = figure === undefined ? values : values.map((value, t) => value / (figure[t % frequency] as number));
  const smoothing = simpleSmoothing(adjusted, frequency);
  const drift = trendLine(adjusted).slope / 2;
  const alpha = Math.max(1e-10, smoothing.alpha);
  const points = new Float64Array(horizon);
  const spread = new Float64Array(horizon);
  for (let step = 0; step < horizon; step++) {
    const level = smoothing.level + drift * (step + (1 - (1 - alpha) ** length) / alpha);
    points[step] = figure === undefined ? level : level * (figure[(length + step) % frequency] as number);
    spread[step] = Math.sqrt(smoothing.variance * (step * alpha * alpha + 1));
  }
  return { points, spread, seasonal: figure !== undefined, alpha, drift };
}

function seasonalFigure(values: Float64Array, frequency: number): Float64Array | undefined {
  const length = values.length;
  if (length <= 2 * frequency || values.every((value) => value === values[0])) return undefined;
  const correlations = autocorrelations(values, frequency);
  let squares = 0;
  for (let lag = 1; lag < frequency; lag++) squares += (correlations[lag] as number) ** 2;
  if (Math.abs(correlations[frequency] as number) / Math.sqrt((1 + 2 * squares) / length) <= SEASONAL_TEST) return undefined;
  const figure = classicalSeasonal(values, frequency, 'multiplicative');
  return figure.some((value) => Math.abs(value) < 1e-10 || !Number.isFinite(value)) ? undefined : figure;
}

/** Simple exponential smoothing: weight and first level by least squares, last level, variance of the one-step errors. */
function simpleSmoothing(
  values: Float64Array,
  frequency: number,
): { readonly alpha: number; readonly level: number; readonly variance: number } {
  const length = values.length;
  const startLength = Math.min(START_LENGTH, length);
  let startLevel = 0;
  for (let t = 0; t < startLength; t++) startLevel += (values[t] as number) / startLength;
  const squares = (point: Float64Array): number => {
    const alpha = point[0] as number;
    if (alpha < SMOOTHING_FLOOR || alpha > SMOOTHING_CEILING) return Number.POSITIVE_INFINITY;
    let level = point[1] as number;
    let sum = 0;
    for (let t = 0; t < length; t++) {
      const error = (values[t] as number) - level;
      level += alpha * error;
      sum += error * error;
    }
    return sum / length;
  };
  const start = Float64Array.of(SMOOTHING_FLOOR + (0.2 * (SMOOTHING_CEILING - SMOOTHING_FLOOR)) / frequency, startLevel);
  const { point } = nelderMead(squares, start, Math.sqrt(Number.EPSILON), 2000);
  const alpha = point[0] as number;
  let level = point[1] as number;
  for (let t = 0; t < length; t++) level += alpha * ((values[t] as number) - level);
  return { alpha, level, variance: (squares(point) * length) / Math.max(1, length - 2) };
}
