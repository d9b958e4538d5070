import { difference, differencingOperator } from '../arma/polynomial.ts';
import { continueSeries, type Operators } from '../arma/prediction.ts';
import { ArmaWhitening } from '../arma/whitening.ts';
import { minus, type SeatsModel } from './allocation.ts';
import { product } from './canonical.ts';

/** The series with `reach` forecasts after and as many backcasts before it. */
export function extended(values: Float64Array, model: SeatsModel, reach: number): Float64Array {
  const operators = operatorsOf(model);
  const mean = model.withMean === true ? meanOf(values, operators) : 0;
  const after = continued(values, operators, mean, reach);
  // Backwards in time every difference has the opposite sign.
  const turned = (model.d + model.D) % 2 === 0 ? mean : -mean;
  const before = continued(Float64Array.from(values).reverse(), operators, turned, reach).reverse();
  const result = new Float64Array(values.length + 2 * reach);
  result.set(before, 0);
  result.set(values, reach);
  result.set(after, reach + values.length);
  return result;
}

function operatorsOf(model: SeatsModel): Operators {
  const { frequency } = model;
  const signs = (polynomial: Float64Array): Float64Array => polynomial.slice(1).map((coefficient) => -coefficient);
  return {
    phi: signs(product([minus(model.phi, 1), minus(model.seasonalPhi, frequency)])),
    theta: signs(product([minus(model.theta, 1), minus(model.seasonalTheta, frequency)])),
    delta: differencingOperator(model.d, model.D, frequency),
  };
}

/** Mean of the differenced series by generalised least squares. */
function meanOf(values: Float64Array, { phi, theta, delta }: Operators): number {
  const series = difference(values, delta);
  const whitening = new ArmaWhitening(series.length);
  whitening.factor(phi, phi.length, theta, theta.length);
  const white = new Float64Array(series.length);
  const ones = new Float64Array(series.length);
  whitening.whiten(series, 0, white, 0);
  whitening.whiten(new Float64Array(series.length).fill(1), 0, ones, 0);
  let products = 0;
  let squares = 0;
  for (let t = 0; t < series.length; t++) {
    products += (ones[t] as number) * (white[t] as number);
    squares += (ones[t] as number) ** 2;
  }
  return products / squares;
}

/** Exact forecasts as far as the moving average reaches, from there on by the autoregression alone. */
function continued(values: Float64Array, operators: Operators, mean: number, reach: number): Float64Array {
  const exact = Math.min(reach, operators.theta.length);
  const all = new Float64Array(values.length + reach);
  all.set(values);
  all.set(continueSeries(values, operators, mean, exact), values.length);
  const stationary = minus(operators.phi, 1);
  const whole = product([stationary, operators.delta]);
  const constant = mean * stationary.reduce((sum, coefficient) => sum + coefficient, 0);
  for (let t = values.length + exact; t < all.length; t++) {
    let value = constant;
    for (let lag = 1; lag < whole.length; lag++) value -= (whole[lag] as number) * (all[t - lag] as number);
    all[t] = value;
  }
  return all.subarray(values.length);
}
