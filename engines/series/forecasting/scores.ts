/** Scores of forecasts; arrays of one length, step by step. Lower is better but for coverage, which should be its level. */

/** Mean of 200·|a − f| ÷ (|a| + |f|), in per cent; a period where both are zero counts as no error. */
export function symmetricError(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < actual.length; at++) {
    const truth = actual[at] as number;
    const point = forecast[at] as number;
    const size = Math.abs(truth) + Math.abs(point);
    sum += size > 0 ? (200 * Math.abs(truth - point)) / size : 0;
  }
  return sum / actual.length;
}

/** Mean absolute and root mean square change over one year in a history: what the seasonal naive errs by one step ahead. */
export function naiveScale(history: ArrayLike<number>, frequency: number): { readonly absolute: number; readonly square: number } {
  const lag = history.length > frequency ? frequency : 1;
  let absolute = 0;
  let square = 0;
  for (let t = lag; t < history.length; t++) {
    const change = (history[t] as number) - (history[t - lag] as number);
    absolute += Math.abs(change);
    square += change * change;
  }
  const count = Math.max(1, history.length - lag);
  return { absolute: absolute / count, square: Math.sqrt(square / count) };
}

/** Mean absolute scaled error (Hyndman and Koehler 2006); not a number where the history never changes over a year. */
export function scaledError(actual: ArrayLike<number>, forecast: ArrayLike<number>, history: ArrayLike<number>, frequency: number): number {
  let sum = 0;
  for (let at = 0; at < actual.length; at++) sum += Math.abs((actual[at] as number) - (forecast[at] as number));
  const scale = naiveScale(history, frequency).absolute;
  return scale > 0 ? sum / actual.length / scale : Number.NaN;
}

/** Root mean squared scaled error (M5 competition), with the seasonal naive's one-step error as scale. */
export function rootScaledError(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  history: ArrayLike<number>,
  frequency: number,
): number {
  let sum = 0;
  for (let at = 0; at < actual.length; at++) sum += ((actual[at] as number) - (forecast[at] as number)) ** 2;
  const scale = naiveScale(history, frequency).square;
  return scale > 0 ? Math.sqrt(sum / actual.length) / scale : Number.NaN;
}

/** Quantile (pinball) loss of one bound: what a forecast of the quantile `probability` costs. */
export function pinballLoss(actual: number, bound: number, probability: number): number {
  return actual >= bound ? (actual - bound) * probability : (bound - actual) * (1 - probability);
}
