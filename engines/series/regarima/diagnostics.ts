import type { LagTest, ResidualDiagnostics } from './model.ts';
import { autocorrelations, chiSquareTail } from './residuals.ts';

/** Tests on the residuals of a fitted model (check spec): portmanteau to `maxlag`, of squares, normality, Durbin–Watson, Friedman. */
export function residualDiagnostics(
  residuals: Float64Array,
  parameters: number,
  frequency: number,
  start: number,
  maxlag: number,
): ResidualDiagnostics {
  const n = residuals.length;
  const lags = Math.max(1, Math.min(maxlag, Math.floor(n / 2)));
  const { r, q } = autocorrelations(residuals, lags, true);
  const tests = (statistics: Float64Array, lost: number): LagTest[] =>
    Array.from(statistics, (statistic, i) => ({ lag: i + 1, statistic, degrees: i + 1 - lost }))
      .filter(({ degrees }) => degrees > 0)
      .map((test) => ({ ...test, probability: chiSquareTail(test.statistic, test.degrees) }));
  const ljungBox = tests(q, parameters);
  const squares = residuals.map((value) => value * value);
  const mean = residuals.reduce((sum, value) => sum + value, 0) / n;
  const moment = (power: number) => residuals.reduce((sum, value) => sum + (value - mean) ** power, 0) / n;
  const variance = moment(2);
  let steps = 0;
  let total = 0;
  for (let t = 0; t < n; t++) {
    total += residuals[t]! * residuals[t]!;
    if (t > 0) steps += (residuals[t]! - residuals[t - 1]!) ** 2;
  }
  return {
    ljungBox,
    squaredLjungBox: tests(autocorrelations(squares, lags, true).q, 0),
    failedLags: ljungBox.filter(({ probability }) => probability < 0.05).map(({ lag }) => lag),
    skewness: moment(3) / variance ** 1.5,
    kurtosis: moment(4) / variance ** 2,
    geary: residuals.reduce((sum, value) => sum + Math.abs(value - mean), 0) / n / Math.sqrt(variance),
    durbinWatson: steps / total,
    friedman: friedman(residuals, frequency, start),
    autocorrelations: r,
  };
}

/** Friedman's test of equal rank sums of the calendar periods over the complete years at the end. */
function friedman(residuals: Float64Array, frequency: number, start: number): LagTest | undefined {
  const end = start + residuals.length;
  const years = Math.floor(end / frequency) - Math.ceil(start / frequency);
  if (years < 2) return undefined;
  const sums = new Float64Array(frequency);
  const begin = Math.ceil(start / frequency) * frequency - start;
  for (let y = 0; y < years; y++) {
    const year = residuals.subarray(begin + y * frequency, begin + (y + 1) * frequency);
    for (let i = 0; i < frequency; i++) {
      let rank = 1;
      for (let j = 0; j < frequency; j++) rank += year[j]! < year[i]! ? 1 : j !== i && year[j] === year[i] ? 0.5 : 0;
      sums[i]! += rank;
    }
  }
  const middle = (years * (frequency + 1)) / 2;
  const squares = sums.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  const statistic = (12 * squares) / (years * frequency * (frequency + 1));
  return { lag: frequency, statistic, degrees: frequency - 1, probability: chiSquareTail(statistic, frequency - 1) };
}
