import { ArmaLikelihood } from '../forecasting/arma-likelihood.ts';
import { differenced, differenceWeights } from '../forecasting/differencing.ts';
import { minus, type SeatsModel } from './allocation.ts';
import { product } from './canonical.ts';

/** The series with `reach` forecasts after and as many backcasts before it. */
export function extended(values: Float64Array, model: SeatsModel, reach: number): Float64Array {
  const after = continued(values, model, reach);
  const before = continued(Float64Array.from(values).reverse(), model, reach).reverse();
  const result = new Float64Array(values.length + 2 * reach);
  result.set(before, 0);
  result.set(values, reach);
  result.set(after, reach + values.length);
  return result;
}

/** Exact forecasts as far as the moving average reaches, from there on by the autoregression alone. */
function continued(values: Float64Array, model: SeatsModel, reach: number): Float64Array {
  const { frequency } = model;
  const likelihood = new ArmaLikelihood(differenced(values, model, frequency), model.withMean === true);
  likelihood.evaluate(
    { phi: model.phi, theta: model.theta, seasonalPhi: model.seasonalPhi, seasonalTheta: model.seasonalTheta },
    frequency,
  );
  const exact = Math.min(reach, model.theta.length + model.seasonalTheta.length * frequency);
  const { points } = likelihood.forecast(exact);
  const integrating = differenceWeights(model, frequency);
  const stationary = product([minus(model.phi, 1), minus(model.seasonalPhi, frequency)]);
  const whole = product([stationary, Float64Array.from([1, ...integrating.map((weight) => -weight)])]);
  // The mean of the differenced series, passed through the stationary autoregression.
  const constant = likelihood.mean * stationary.reduce((sum, coefficient) => sum + coefficient, 0);
  const all = new Float64Array(values.length + reach);
  all.set(values);
  for (let step = 0; step < reach; step++) {
    const t = values.length + step;
    const weights = step < exact ? integrating : undefined;
    let value = weights === undefined ? constant : (points[step] as number);
    if (weights !== undefined) {
      for (let lag = 1; lag <= weights.length; lag++) value += (weights[lag - 1] as number) * (all[t - lag] as number);
    } else {
      for (let lag = 1; lag < whole.length; lag++) value -= (whole[lag] as number) * (all[t - lag] as number);
    }
    all[t] = value;
  }
  return all.subarray(values.length);
}
