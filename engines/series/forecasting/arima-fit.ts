import { difference, differencingOperator, isStable, type ModelOrders, parameterCount } from '../arma/polynomial.ts';
import { continueSeries, expandOperators, psiWeights } from '../arma/prediction.ts';
import { type ArmaCoefficients, ArmaLikelihood, coefficientsOf, maximiseLikelihood } from './arma-likelihood.ts';
import type { PointsAndSpread } from './intervals.ts';

/** A fitted model; coefficients in the sign convention 1 − φB, 1 − θB. */
export interface ArimaFit {
  readonly orders: ModelOrders;
  readonly frequency: number;
  /** A mean without differencing, a slope with one difference. */
  readonly withConstant: boolean;
  /** Mean of the differenced series; 0 without constant. */
  readonly mean: number;
  readonly coefficients: ArmaCoefficients;
  readonly free: Float64Array;
  /** Variance of the innovations, freed of the number of parameters. */
  readonly sigma2: number;
  readonly loglik: number;
  readonly aic: number;
  readonly aicc: number;
  readonly bic: number;
  readonly values: Float64Array;
}

export interface ArimaEffort {
  readonly iterations: number;
  readonly gain: number;
}

export const searchEffort: ArimaEffort = { iterations: 10, gain: 0.02 };
export const finalEffort: ArimaEffort = { iterations: 60, gain: 1e-6 };

/** Roots nearer to the unit circle than this are not trusted (as R's auto.arima). */
const NEAREST_ROOT = 1.01;

/**
 * Fits one model by exact maximum likelihood.
 *
 * @param starts unbounded parameters to begin from; the best end is taken
 * @returns undefined where the differenced series is too short for the model
 */
export function fitArima(
  values: Float64Array,
  frequency: number,
  orders: ModelOrders,
  withConstant: boolean,
  effort: ArimaEffort = finalEffort,
  starts: readonly Float64Array[] = defaultStarts(orders),
): ArimaFit | undefined {
  const series = difference(values, differencingOperator(orders.d, orders.D, frequency));
  const length = series.length;
  const known = parameterCount(orders) + (withConstant ? 1 : 0) + 1;
  if (length - known - 1 <= 0 || length <= orders.p + orders.P * frequency) return undefined;
  const likelihood = new ArmaLikelihood(series, orders, frequency, withConstant);
  let best: { free: Float64Array; value: number } | undefined;
  for (const start of starts) {
    const found = maximiseLikelihood(likelihood, orders, start, effort);
    if (Number.isFinite(found.value) && (best === undefined || found.value < best.value)) best = found;
  }
  if (best === undefined) return undefined;
  const coefficients = coefficientsOf(orders, best.free);
  likelihood.evaluate(coefficients);
  const loglik = -0.5 * (length * (Math.log((2 * Math.PI * likelihood.squares) / length) + 1) + likelihood.logDeterminant);
  return {
    orders,
    frequency,
    withConstant,
    mean: likelihood.mean,
    coefficients,
    free: best.free,
    sigma2: likelihood.squares / (length - known + 1),
    loglik,
    aic: 2 * known - 2 * loglik,
    aicc: 2 * known - 2 * loglik + (2 * known * (known + 1)) / (length - known - 1),
    bic: known * Math.log(length) - 2 * loglik,
    values,
  };
}

/** Small autoregression, and moving averages as differencing leaves them: once small, once strong. */
export function defaultStarts(orders: ModelOrders): Float64Array[] {
  const start = (autoregressive: number, moving: number): Float64Array => {
    const free = new Float64Array(parameterCount(orders));
    let at = 0;
    for (const [count, first] of [
      [orders.p, autoregressive],
      [orders.P, 0.05],
      [orders.q, moving],
      [orders.Q, moving],
    ] as const) {
      for (let k = 0; k < count; k++) free[at++] = k === 0 ? first : 0;
    }
    return free;
  };
  if (orders.p > 0 && orders.q > 0) return [start(0.1, 0.3), start(0.6, 1.2), start(0.5, -0.2)];
  return [start(0.1, 0.3)];
}

/** Whether no root of the four factors lies within 1 % of the unit circle. */
export function rootsAreTrusted(fit: ArimaFit): boolean {
  const { p, P, q, Q } = fit.orders;
  const seasonalRoot = NEAREST_ROOT ** fit.frequency;
  return (
    isStable(fit.coefficients, 0, p, NEAREST_ROOT) &&
    isStable(fit.coefficients, p, P, seasonalRoot) &&
    isStable(fit.coefficients, p + P, q, NEAREST_ROOT) &&
    isStable(fit.coefficients, p + P + q, Q, seasonalRoot)
  );
}

/** Forecasts, exact for the finite past given the parameters, with their standard deviations by the weights of the infinite past. */
export function forecastArima(fit: ArimaFit, horizon: number): PointsAndSpread {
  const operators = expandOperators(fit.orders, fit.coefficients, fit.frequency);
  const points = continueSeries(fit.values, operators, fit.mean, horizon).slice();
  let squares = 0;
  const spread = psiWeights(operators, horizon).map((weight) => {
    squares += weight * weight;
    return Math.sqrt(squares * fit.sigma2);
  });
  return { points, spread };
}
