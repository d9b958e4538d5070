import { normalQuantile } from './normal.ts';

/** Point forecasts with the standard deviation of each forecast error, step 1 first. */
export interface PointsAndSpread {
  readonly points: Float64Array;
  readonly spread: Float64Array;
}

/** Bounds of one level, step 1 first. */
export interface Bounds {
  readonly level: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Normal prediction intervals. `levels` are percentages such as 80 and 95. */
export function normalBounds(forecast: PointsAndSpread, levels: readonly number[]): readonly Bounds[] {
  return levels.map((level) => {
    const quantile = normalQuantile(0.5 + level / 200);
    return {
      level,
      lower: forecast.points.map((point, step) => point - quantile * (forecast.spread[step] as number)),
      upper: forecast.points.map((point, step) => point + quantile * (forecast.spread[step] as number)),
    };
  });
}
