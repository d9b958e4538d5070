import { difference, differencingOperator } from '../arma/polynomial.ts';
import type { Frequency } from '../period.ts';
import { stl } from '../stl/stl.ts';
import { mean } from './decomposition.ts';

/** 5 % point of the KPSS statistic about a level (Kwiatkowski, Phillips, Schmidt and Shin 1992, table 1). */
const KPSS_LEVEL = 0.463;
/** A seasonal strength above this asks for a seasonal difference (Wang, Smith and Hyndman 2006; threshold of R's nsdiffs). */
const SEASONAL_STRENGTH = 0.64;
const MOST_REGULAR = 2;
/** Seasonal window of the decomposition by which the strength is measured. */
const STRENGTH_WINDOW = 11;

export const isConstant = (values: Float64Array): boolean => values.every((value) => value === values[0]);

/** One seasonal difference where the season explains most of what is neither trend nor season: max(0, 1 − var(R)/var(R + S)). */
export function seasonalDifferences(values: Float64Array, frequency: Frequency): number {
  if (values.length <= 2 * frequency || isConstant(values)) return 0;
  const { seasonal, remainder } = stl({ start: 0, frequency, values }, { periodic: false, seasonalWindow: STRENGTH_WINDOW, robust: false });
  const both = variance(remainder.map((rest, t) => rest + (seasonal[t] as number)));
  if (!(both > 0)) return 0;
  const strength = Math.max(0, 1 - variance(remainder) / both);
  return strength > SEASONAL_STRENGTH && !isConstant(difference(values, differencingOperator(0, 1, frequency))) ? 1 : 0;
}

/** As many differences as the KPSS test about a level asks for at 5 %, two at most. */
export function regularDifferences(values: Float64Array): number {
  let current = values;
  for (let order = 0; order < MOST_REGULAR; order++) {
    if (current.length < 4 || isConstant(current) || kpss(current) <= KPSS_LEVEL) return order;
    const next = difference(current, differencingOperator(1, 0, 1));
    if (isConstant(next)) return order + (order === 0 ? 1 : 0);
    current = next;
  }
  return MOST_REGULAR;
}

/** The KPSS statistic about a level with Bartlett weights over ⌊3√n / 13⌋ lags. */
export function kpss(values: Float64Array): number {
  const length = values.length;
  const lags = Math.floor((3 * Math.sqrt(length)) / 13);
  const level = mean(values);
  let cumulated = 0;
  let sums = 0;
  let longRun = 0;
  for (let t = 0; t < length; t++) {
    const deviation = (values[t] as number) - level;
    cumulated += deviation;
    sums += cumulated * cumulated;
    longRun += (deviation * deviation) / length;
    for (let lag = 1; lag <= Math.min(lags, t); lag++) {
      longRun += (2 / length) * (1 - lag / (lags + 1)) * deviation * ((values[t - lag] as number) - level);
    }
  }
  return sums / (length * length) / longRun;
}

function variance(values: Float64Array): number {
  const level = mean(values);
  return values.reduce((sum, value) => sum + (value - level) ** 2, 0) / (values.length - 1);
}
