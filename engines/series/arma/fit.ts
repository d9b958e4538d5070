import { SeriesRefusal } from '../refusal.ts';
import { estimateArma, type Limit } from './estimation.ts';
import { difference, differencingOperator, type ModelOrders, parameterCount } from './polynomial.ts';
import { continueSeries, expandOperators, psiWeights } from './prediction.ts';
import { ArmaWhitening } from './whitening.ts';

export interface ArimaFitOptions {
  /** Add a mean of the differenced series (a drift when d + D = 1). */
  readonly withConstant?: boolean;
  /** Regressors over the span and the forecasts, one array each. */
  readonly regressors?: readonly ArrayLike<number>[];
  /** Periods forecast; 0 when absent. */
  readonly horizon?: number;
  /** Starting coefficients φ, Φ, θ, Θ; 0.1 each when absent. */
  readonly start?: ArrayLike<number>;
  /** Change of the log likelihood that ends the search; 1e-6 when absent. */
  readonly tolerance?: number;
  readonly limit?: Limit;
}

export interface ArimaFit {
  readonly orders: ModelOrders;
  readonly frequency: number;
  /** φ, Φ, θ, Θ of operators 1 − cB (an MA coefficient has the opposite sign of R's `arima`). */
  readonly parameters: Float64Array;
  readonly standardErrors: Float64Array;
  /** Mean of the differenced series; 0 without constant. */
  readonly constant: number;
  readonly coefficients: Float64Array;
  readonly coefficientErrors: Float64Array;
  /** Sum of squares over the number of differenced observations. */
  readonly sigma2: number;
  readonly loglik: number;
  readonly aic: number;
  readonly aicc: number;
  readonly bic: number;
  /** Differenced observations that are not missing. */
  readonly effectiveObservations: number;
  /** Values with missing ones replaced by their conditional means. */
  readonly completed: Float64Array;
  /** Standardised one-step prediction errors of the differenced series, variance sigma2. */
  readonly innovations: Float64Array;
  readonly forecasts: Float64Array;
  readonly variances: Float64Array;
  readonly converged: boolean;
}

/**
 * Fits a seasonal ARIMA model with regressors by exact maximum likelihood; `NaN` marks a missing value, whose likelihood is that of the
 * observed values alone (additive-outlier approach of Gómez, Maravall and Peña, Journal of Econometrics 88, 1999).
 *
 * @throws SeriesRefusal `series-too-short`, `series-deterministic`, `all-missing`, `regressor-too-short`, `regressors-collinear`, `time-limit`
 */
export function fitArima(values: ArrayLike<number>, orders: ModelOrders, frequency: number, options: ArimaFitOptions = {}): ArimaFit {
  const length = values.length;
  const horizon = options.horizon ?? 0;
  const regressors = options.regressors ?? [];
  for (const [at, column] of regressors.entries()) {
    if (column.length < length + horizon) {
      throw new SeriesRefusal('regressor-too-short', { field: 'regressors', values: { regressor: at, needed: length + horizon } });
    }
  }
  const { filled, missing } = fillMissing(values);
  const delta = differencingOperator(orders.d, orders.D, frequency);
  const differenced = difference(filled, delta);
  const n = differenced.length;
  if (n <= parameterCount(orders) + missing.length + regressors.length + 1) {
    throw new SeriesRefusal('series-too-short', { field: 'values', values: { observations: length, differenced: n } });
  }
  const meanCount = options.withConstant === true ? 1 : 0;
  const columnCount = missing.length + meanCount + regressors.length;
  const columns = new Float64Array(n * columnCount);
  const pulse = new Float64Array(length);
  for (const [at, t] of missing.entries()) {
    pulse[t] = 1;
    columns.set(difference(pulse, delta), at * n);
    pulse[t] = 0;
  }
  if (meanCount === 1) columns.fill(1, missing.length * n, (missing.length + 1) * n);
  for (const [at, column] of regressors.entries()) {
    columns.set(
      difference(
        Float64Array.from({ length }, (_, t) => column[t]!),
        delta,
      ),
      (missing.length + meanCount + at) * n,
    );
  }
  const problem = { orders, frequency, values: differenced, columns, columnCount };
  const estimate = estimateArma(problem, { start: options.start, limit: options.limit, tolerance: options.tolerance ?? 1e-6 });
  const beta = estimate.coefficients;
  const completed = filled.slice();
  for (const [at, t] of missing.entries()) completed[t]! -= beta[at]!;
  const constant = meanCount === 1 ? beta[missing.length]! : 0;
  const coefficients = beta.slice(missing.length + meanCount);
  const linear = completed.slice();
  for (const [at, column] of regressors.entries()) for (let t = 0; t < length; t++) linear[t]! -= coefficients[at]! * column[t]!;
  const operators = expandOperators(orders, estimate.parameters, frequency);
  const whitening = new ArmaWhitening(n);
  const innovations = new Float64Array(n);
  whitening.factor(operators.phi, operators.phi.length, operators.theta, operators.theta.length);
  whitening.whiten(
    difference(linear, delta).map((value) => value - constant),
    0,
    innovations,
    0,
  );
  const forecasts = horizon > 0 ? continueSeries(linear, operators, constant, horizon).slice() : new Float64Array(0);
  for (const [at, column] of regressors.entries())
    for (let h = 0; h < horizon; h++) forecasts[h]! += coefficients[at]! * column[length + h]!;
  const effective = n - missing.length;
  const sigma2 = (estimate.sigma2 * n) / effective;
  const variances = new Float64Array(horizon);
  const weights = psiWeights(operators, horizon);
  for (let h = 0, sum = 0; h < horizon; h++) {
    sum += weights[h]! * weights[h]!;
    variances[h] = sigma2 * sum;
  }
  let logDeterminant = estimate.logDeterminant;
  for (let i = 0; i < missing.length; i++) logDeterminant += 2 * Math.log(estimate.crossFactor[i * columnCount + i]!);
  const loglik = -0.5 * (effective * (Math.log(2 * Math.PI * sigma2) + 1) + logDeterminant);
  const free = parameterCount(orders) + meanCount + regressors.length + 1;
  const aic = -2 * loglik + 2 * free;
  return {
    orders,
    frequency,
    parameters: estimate.parameters,
    standardErrors: estimate.standardErrors,
    constant,
    coefficients,
    coefficientErrors: Float64Array.from(coefficients, (_, i) => {
      const at = missing.length + meanCount + i;
      return Math.sqrt(sigma2 * estimate.crossInverse[at * columnCount + at]!);
    }),
    sigma2,
    loglik,
    aic,
    aicc: effective > free + 1 ? aic + (2 * free * (free + 1)) / (effective - free - 1) : Number.POSITIVE_INFINITY,
    bic: -2 * loglik + free * Math.log(effective),
    effectiveObservations: effective,
    completed,
    innovations,
    forecasts,
    variances,
    converged: estimate.converged,
  };
}

/** Missing values bridged in a straight line (the estimate does not depend on how), with their places. */
export function fillMissing(values: ArrayLike<number>): { readonly filled: Float64Array; readonly missing: readonly number[] } {
  const filled = Float64Array.from({ length: values.length }, (_, t) => values[t]!);
  const missing: number[] = [];
  for (let t = 0; t < filled.length; t++) if (!Number.isFinite(filled[t]!)) missing.push(t);
  if (missing.length === filled.length) throw new SeriesRefusal('all-missing', { field: 'values' });
  for (const t of missing) {
    let after = t;
    while (after < values.length && !Number.isFinite(values[after]!)) after++;
    const before = t > 0 ? filled[t - 1]! : values[after]!;
    filled[t] = after === values.length ? before : before + (values[after]! - before) / (after - t + 1);
  }
  return { filled, missing };
}
