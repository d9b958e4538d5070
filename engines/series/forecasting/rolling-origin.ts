import type { Series } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';
import { type ForecastRow, type ForecastSpec, forecast } from './forecast.ts';
import { naiveScale, pinballLoss } from './scores.ts';

export interface RollingOriginSpec extends ForecastSpec {
  /** How many origins, the last one `horizon` periods before the end. */
  readonly origins: number;
  /** Periods between origins; 1 when absent. */
  readonly spacing?: number;
}

/** Scores over all origins: at one step, or over all steps. */
export interface OriginScores {
  readonly step: number | 'all';
  /** Forecasts scored: periods whose value is missing are left out. */
  readonly count: number;
  readonly mase: number;
  readonly smape: number;
  readonly rmsse: number;
  /** Mean quantile loss of all bounds in units of the seasonal naive's one-step error. */
  readonly pinball: number;
  /** Share inside, in the order of the levels asked for. */
  readonly coverage: readonly number[];
  /** 1 − MASE ÷ MASE of the seasonal naive at the same origins: above 0 is better than it. */
  readonly skill: number;
}

interface Tally {
  count: number;
  scaled: number;
  symmetric: number;
  square: number;
  pinball: number;
  naive: number;
  readonly inside: number[];
}

/**
 * Scores a method as it would have done: at each origin the model is chosen and fitted anew to what was known.
 *
 * @throws SeriesRefusal `series-too-short` where the first origin would have less than two years and one period, `origins-out-of-range`, and
 * those of `forecast`
 */
export function rollingOrigin(
  series: Series,
  spec: RollingOriginSpec,
): { readonly byStep: readonly OriginScores[]; readonly all: OriginScores } {
  const spacing = spec.spacing ?? 1;
  if (!Number.isInteger(spec.origins) || spec.origins < 1 || !Number.isInteger(spacing) || spacing < 1) {
    throw new SeriesRefusal('origins-out-of-range', { field: 'spec.origins', values: { origins: spec.origins, spacing } });
  }
  const { values, frequency } = series;
  const first = values.length - spec.horizon - (spec.origins - 1) * spacing;
  const least = 2 * frequency + 1;
  if (first < least) throw new SeriesRefusal('series-too-short', { field: 'values', values: { firstOrigin: first, least } });
  const tallies = Array.from({ length: spec.horizon }, () => emptyTally(spec.levels.length));
  for (let origin = first; origin + spec.horizon <= values.length; origin += spacing) {
    const known = { ...series, values: values.slice(0, origin) };
    const rows = forecast(known, spec).forecast;
    const naive = forecast(known, { ...spec, method: 'snaive', transform: 'none' }).forecast;
    const scale = naiveScale(
      known.values.filter((value) => !Number.isNaN(value)),
      frequency,
    );
    for (let step = 0; step < spec.horizon; step++) {
      const actual = values[origin + step] as number;
      if (!Number.isNaN(actual))
        add(tallies[step] as Tally, actual, rows[step] as ForecastRow, naive[step]?.point as number, scale, spec.levels);
    }
  }
  return {
    byStep: tallies.map((tally, step) => finished(step + 1, tally)),
    all: finished('all', tallies.reduce(together, emptyTally(spec.levels.length))),
  };
}

const emptyTally = (levels: number): Tally => ({
  count: 0,
  scaled: 0,
  symmetric: 0,
  square: 0,
  pinball: 0,
  naive: 0,
  inside: new Array<number>(levels).fill(0),
});

function add(
  tally: Tally,
  actual: number,
  row: ForecastRow,
  naive: number,
  scale: { readonly absolute: number; readonly square: number },
  levels: readonly number[],
): void {
  const error = Math.abs(actual - row.point);
  const size = Math.abs(actual) + Math.abs(row.point);
  tally.count += 1;
  tally.scaled += error / scale.absolute;
  tally.naive += Math.abs(actual - naive) / scale.absolute;
  tally.square += (error / scale.square) ** 2;
  tally.symmetric += size > 0 ? (200 * error) / size : 0;
  for (const [at, level] of levels.entries()) {
    const lower = row[`lower${level}`] as number;
    const upper = row[`upper${level}`] as number;
    if (lower <= actual && actual <= upper) tally.inside[at] = (tally.inside[at] as number) + 1;
    const tail = (1 - level / 100) / 2;
    tally.pinball += (pinballLoss(actual, lower, tail) + pinballLoss(actual, upper, 1 - tail)) / 2 / levels.length / scale.absolute;
  }
}

const together = (one: Tally, other: Tally): Tally => ({
  count: one.count + other.count,
  scaled: one.scaled + other.scaled,
  symmetric: one.symmetric + other.symmetric,
  square: one.square + other.square,
  pinball: one.pinball + other.pinball,
  naive: one.naive + other.naive,
  inside: one.inside.map((count, at) => count + (other.inside[at] as number)),
});

const finished = (step: number | 'all', tally: Tally): OriginScores => ({
  step,
  count: tally.count,
  mase: tally.scaled / tally.count,
  smape: tally.symmetric / tally.count,
  rmsse: Math.sqrt(tally.square / tally.count),
  pinball: tally.pinball / tally.count,
  coverage: tally.inside.map((count) => count / tally.count),
  skill: 1 - tally.scaled / tally.naive,
});
