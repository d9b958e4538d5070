import type { PointsAndSpread } from './intervals.ts';

/**
 * Each month as it was a year before. The spread grows with the number of whole years ahead: the forecasts of a seasonal random walk.
 *
 * @param values observations without gaps; a series shorter than a year and one observation is carried forward by its last value
 */
export function seasonalNaive(values: Float64Array, frequency: number, horizon: number): PointsAndSpread {
  const lag = values.length > frequency ? frequency : 1;
  const points = new Float64Array(horizon);
  const spread = new Float64Array(horizon);
  let squares = 0;
  for (let t = lag; t < values.length; t++) squares += ((values[t] as number) - (values[t - lag] as number)) ** 2;
  const variance = squares / Math.max(1, values.length - lag);
  for (let step = 0; step < horizon; step++) {
    points[step] = values[values.length - lag + (step % lag)] as number;
    spread[step] = Math.sqrt(variance * (Math.floor(step / lag) + 1));
  }
  return { points, spread };
}
