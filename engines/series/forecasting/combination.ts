import type { Frequency } from '../period.ts';
import { type ArimaFit, fitArima, forecastArima, searchEffort } from './arima-fit.ts';
import { chooseArima } from './auto-arima.ts';
import { type EtsFit, fitEts } from './ets-fit.ts';
import { forecastEts } from './ets-forecast.ts';
import { chooseEts } from './ets-selection.ts';
import type { Bounds, PointsAndSpread } from './intervals.ts';
import { normalQuantile } from './normal.ts';
import { theta } from './theta.ts';

export interface CombinationForecast {
  readonly points: Float64Array;
  readonly bounds: readonly Bounds[];
  readonly ets: EtsFit | undefined;
  readonly arima: ArimaFit | undefined;
  readonly calibration: Calibration;
  readonly warnings: readonly string[];
}

/** How the intervals were widened. */
export interface Calibration {
  /** Forecast origins that were held out; 0 where the series is too short for any, and nothing is widened. */
  readonly origins: number;
  /** One for each level, in their order: factor on the width, and the share of held-out values inside before it. */
  readonly factors: readonly number[];
  readonly covered: readonly number[];
}

const MOST_ORIGINS = 8;
/** Held-out origins count as much as this many origins on which the model's own intervals were right. */
const PRIOR_ORIGINS = 2;
const LARGEST_FACTOR = 2.5;

/**
 * The equal-weight mean of exponential smoothing, automatic ARIMA and Theta, the combination that the M3 and M4 competitions found hard to
 * beat. Intervals are the mean of the members' spreads, widened (never narrowed) so that they would have held the share asked for of what
 * followed several earlier origins: at each origin the chosen forms are fitted anew to what was known then.
 *
 * @param values    observations without gaps, three or more, not constant
 * @param timeLimit milliseconds after which no further model or origin is begun
 */
export function combination(
  values: Float64Array,
  frequency: Frequency,
  horizon: number,
  levels: readonly number[],
  timeLimit: number,
): CombinationForecast {
  const started = performance.now();
  const warnings = new Set<string>();
  const etsChoice = chooseEts(values, frequency, started + timeLimit / 3);
  const arimaChoice = chooseArima(values, frequency, started + (2 / 3) * timeLimit);
  for (const warning of [...(etsChoice?.warnings ?? ['too-short-for-ets']), ...(arimaChoice?.warnings ?? ['too-short-for-arima'])])
    warnings.add(warning);
  const ets = etsChoice?.fit;
  const arima = arimaChoice?.fit;
  const mixed = mixture(
    [ets && forecastEts(ets, horizon), arima && forecastArima(arima, horizon), theta(values, frequency, horizon)].filter(
      (member) => member !== undefined,
    ),
  );
  const scores = heldOutScores(values, frequency, horizon, ets, arima, started + timeLimit);
  const calibration = calibrate(scores, levels);
  const bounds = levels.map((level, at) => {
    const width = normalQuantile(0.5 + level / 200) * (calibration.factors[at] as number);
    return {
      level,
      lower: mixed.points.map((point, step) => point - width * (mixed.spread[step] as number)),
      upper: mixed.points.map((point, step) => point + width * (mixed.spread[step] as number)),
    };
  });
  return { points: mixed.points, bounds, ets, arima, calibration, warnings: [...warnings] };
}

function mixture(members: readonly PointsAndSpread[]): PointsAndSpread {
  const horizon = members[0]?.points.length ?? 0;
  const points = new Float64Array(horizon);
  const spread = new Float64Array(horizon);
  for (const member of members) {
    for (let step = 0; step < horizon; step++) {
      points[step] = (points[step] as number) + (member.points[step] as number) / members.length;
      spread[step] = (spread[step] as number) + (member.spread[step] as number) / members.length;
    }
  }
  return { points, spread };
}

/** Absolute errors in units of the spread that was stated at the time, one list for each origin. */
function heldOutScores(
  values: Float64Array,
  frequency: Frequency,
  horizon: number,
  ets: EtsFit | undefined,
  arima: ArimaFit | undefined,
  deadline: number,
): readonly Float64Array[] {
  const shortest = Math.max(3 * frequency, Math.ceil(values.length / 2));
  const room = values.length - shortest;
  const count = Math.min(MOST_ORIGINS, Math.floor(room / Math.max(1, frequency / 4)));
  const scores: Float64Array[] = [];
  for (let k = 1; k <= count && performance.now() < deadline; k++) {
    const origin = values.length - Math.round((room * k) / count);
    const known = values.slice(0, origin);
    const ahead = Math.min(horizon, values.length - origin);
    const etsThen = ets && fitEts(ets.form, known, frequency);
    const arimaThen = arima && fitArima(known, frequency, arima.orders, arima.withConstant, searchEffort, [arima.free]);
    const then = mixture(
      [etsThen && forecastEts(etsThen, ahead), arimaThen && forecastArima(arimaThen, ahead), theta(known, frequency, ahead)].filter(
        (member) => member !== undefined,
      ),
    );
    scores.push(
      then.points.map((point, step) => {
        const error = Math.abs((values[origin + step] as number) - point);
        return error === 0 ? 0 : error / Math.max(then.spread[step] as number, 1e-300);
      }),
    );
  }
  return scores;
}

function calibrate(scores: readonly Float64Array[], levels: readonly number[]): Calibration {
  const pooled = Float64Array.from(scores.flatMap((score) => Array.from(score))).sort();
  const factors: number[] = [];
  const covered: number[] = [];
  for (const level of levels) {
    const quantile = normalQuantile(0.5 + level / 200);
    if (pooled.length === 0) {
      factors.push(1);
      covered.push(Number.NaN);
      continue;
    }
    covered.push(pooled.filter((score) => score <= quantile).length / pooled.length);
    // The conformal quantile counts the value to come as one of the sample.
    const rank = Math.min(pooled.length, Math.ceil((level / 100) * (pooled.length + 1)));
    const wanted = (pooled[rank - 1] as number) / quantile;
    const weight = scores.length / (scores.length + PRIOR_ORIGINS);
    factors.push(Math.min(LARGEST_FACTOR, Math.max(1, wanted ** weight)));
  }
  return { origins: scores.length, factors, covered };
}
