import { difference } from '../arma/polynomial.ts';
import { continueSeries, type Operators, psiWeights } from '../arma/prediction.ts';
import type { Column } from './columns.ts';
import type { RegArimaResult, RegressionEffects } from './model.ts';
import type { Fitted, WorkingModel } from './working.ts';

/** Sum of all regression effects, without the prior factor. */
export const regressionSum = (effects: RegressionEffects, t: number): number =>
  effects.tradingDay[t]! +
  effects.holiday[t]! +
  effects.ao[t]! +
  effects.ls[t]! +
  effects.tc[t]! +
  effects.so[t]! +
  effects.user[t]! +
  effects.seasonal[t]!;

/** Standard errors of the forecasts on the transformed scale: innovations to come and the uncertainty of the regression coefficients. */
export function forecastErrors(
  model: WorkingModel,
  fitted: Fitted,
  operators: Operators,
  horizon: number,
  backward: boolean,
): Float64Array {
  const { frame } = model;
  const { sigma2, crossInverse } = fitted.estimate;
  const k = fitted.columns.length;
  const weights = psiWeights(operators, horizon);
  const gaps = fitted.columns.map((column) => columnGap(column, frame.backcast, frame.length, operators, horizon, backward));
  const errors = new Float64Array(horizon);
  for (let h = 0, sum = 0; h < horizon; h++) {
    sum += weights[h]! * weights[h]!;
    let regression = 0;
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) regression += gaps[a]![h]! * gaps[b]![h]! * crossInverse[a * k + b]!;
    errors[h] = Math.sqrt(sigma2 * (sum + regression));
  }
  return errors;
}

/** What a regressor's own values to come differ from what the model would predict of them. */
function columnGap(
  column: Column,
  backcast: number,
  length: number,
  operators: Operators,
  horizon: number,
  backward: boolean,
): Float64Array {
  if (horizon === 0) return new Float64Array(0);
  const degree = operators.delta.length - 1;
  if (column.kind === 'constant') {
    // The constant is 1 in every difference; its own values start at zero.
    const sign = backward && degree % 2 === 1 ? -1 : 1;
    const start = new Float64Array(length);
    for (let t = degree; t < length; t++) {
      let sum = sign;
      for (let i = 1; i <= degree; i++) sum -= operators.delta[i]! * start[t - i]!;
      start[t] = sum;
    }
    const mean = continueSeries(start, operators, 0, horizon);
    const exact = continueSeries(start, operators, sign, horizon);
    return exact.map((value, h) => value - mean[h]!);
  }
  const span = column.values.slice(backcast, backcast + length);
  const predicted = continueSeries(backward ? span.reverse() : span, operators, 0, horizon);
  return predicted.map((value, h) => column.values[backward ? backcast - 1 - h : backcast + length + h]! - value);
}

/** Average absolute percentage error of twelve forecasts from the end of each of the three years before the last, coefficients kept. */
export function percentageErrors(
  model: WorkingModel,
  linear: Float64Array,
  effects: RegressionEffects,
  completed: Float64Array,
  operators: Operators,
  constant: number,
): RegArimaResult['forecastErrors'] {
  const { frequency, length } = model.frame;
  if (length - 3 * frequency < difference(linear, operators.delta).length / 2 || length < 6 * frequency) return undefined;
  const years: number[] = [];
  for (let back = 1; back <= 3; back++) {
    const end = length - back * frequency;
    const forward = continueSeries(linear.slice(0, end), operators, constant, frequency);
    let sum = 0;
    for (let h = 0; h < frequency; h++) {
      const value = forward[h]! + regressionSum(effects, end + h);
      const point = (model.transform === 'log' ? Math.exp(value) : value) * effects.priorFactor[end + h]!;
      sum += Math.abs((completed[end + h]! - point) / completed[end + h]!);
    }
    years.push((100 * sum) / frequency);
  }
  return { years, mean: years.reduce((sum, value) => sum + value, 0) / 3 };
}
