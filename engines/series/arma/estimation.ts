import { SeriesRefusal } from '../refusal.ts';
import { ColumnFilter } from './column-filter.ts';
import { levenbergMarquardt } from './levenberg-marquardt.ts';
import { choleskySolve, inverseFromCholesky } from './linear.ts';
import { isStable, type ModelOrders, multiplyOperators, parameterCount } from './polynomial.ts';
import { ResidualVector } from './residual-vector.ts';

/** Asked by every loop; true ends the work with the refusal `time-limit`. */
export interface Limit {
  reached(): boolean;
}

/** A regression with stationary ARMA errors on differenced data; columns stand one after the other in `columns`. */
export interface ArmaProblem {
  readonly orders: ModelOrders;
  readonly frequency: number;
  readonly values: Float64Array;
  readonly columns: Float64Array;
  readonly columnCount: number;
}

export interface EstimationOptions {
  readonly start?: ArrayLike<number> | undefined;
  /** A number fixes that coefficient, null leaves it free. */
  readonly fixed?: readonly (number | null)[] | undefined;
  /** Evaluate at the start only. */
  readonly evaluateOnly?: boolean;
  readonly iterations?: number;
  /** Leave the standard errors of the ARMA coefficients out. */
  readonly withoutErrors?: boolean;
  /** Change of the log likelihood under which the search ends; 1e-5 when absent. */
  readonly tolerance?: number;
  readonly limit?: Limit | undefined;
}

export interface ArmaEstimate {
  /** φ, Φ, θ, Θ of the operators 1 − cB. */
  readonly parameters: Float64Array;
  readonly standardErrors: Float64Array;
  readonly coefficients: Float64Array;
  /** Lower Cholesky factor of X′V⁻¹X, row by row. */
  readonly crossFactor: Float64Array;
  /** Inverse of X′V⁻¹X, row by row; times sigma2 it is the covariance of the coefficients. */
  readonly crossInverse: Float64Array;
  readonly sigma2: number;
  readonly logDeterminant: number;
  /** Gaussian log likelihood of the differenced data. */
  readonly loglik: number;
  /** Errors of the regression as `ColumnFilter` filters them; their sum of squares is n·sigma2. */
  readonly filtered: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Generalised least squares and scaled innovations at given ARMA coefficients, with their memory. */
class Objective {
  readonly whitening: ColumnFilter;
  readonly cross: Float64Array;
  readonly beta: Float64Array;
  readonly residuals: Float64Array;
  private readonly problem: ArmaProblem;
  private readonly phi: Float64Array;
  private readonly theta: Float64Array;
  private readonly white: Float64Array;
  private readonly errors: Float64Array;
  private readonly vector: ResidualVector;
  private readonly limit: Limit | undefined;

  constructor(problem: ArmaProblem, limit: Limit | undefined) {
    const { orders, frequency, values, columnCount } = problem;
    this.problem = problem;
    this.limit = limit;
    this.phi = new Float64Array(orders.p + orders.P * frequency);
    this.theta = new Float64Array(orders.q + orders.Q * frequency);
    this.whitening = new ColumnFilter(values.length, this.phi.length, this.theta.length);
    this.white = new Float64Array(this.whitening.size * columnCount);
    this.cross = new Float64Array(columnCount * columnCount);
    this.beta = new Float64Array(columnCount);
    this.residuals = new Float64Array(this.whitening.size);
    this.errors = new Float64Array(values.length);
    this.vector = new ResidualVector(values.length, this.phi.length, this.theta.length);
  }

  /** Expands the operators; false where the coefficients are not stationary and invertible. */
  private expand(parameters: Float64Array): boolean {
    if (this.limit?.reached()) throw new SeriesRefusal('time-limit');
    const { orders, frequency } = this.problem;
    const { p, P, q, Q } = orders;
    if (!isStable(parameters, 0, p) || !isStable(parameters, p, P)) return false;
    if (!isStable(parameters, p + P, q) || !isStable(parameters, p + P + q, Q)) return false;
    multiplyOperators(parameters, 0, p, p, P, frequency, this.phi);
    multiplyOperators(parameters, p + P, q, p + P + q, Q, frequency, this.theta);
    return true;
  }

  private prepare(parameters: Float64Array): boolean {
    return this.expand(parameters) && this.whitening.factor(this.phi, this.theta);
  }

  /** Number of entries that `scaledResiduals` writes. */
  get residualCount(): number {
    return this.vector.length;
  }

  /** Solves the regression; returns the sum of squares × determinant^(1/n), Infinity where it cannot. */
  regress(parameters: Float64Array): number {
    if (!this.prepare(parameters)) return Number.POSITIVE_INFINITY;
    const { values, columns, columnCount: k } = this.problem;
    const n = values.length;
    const { size } = this.whitening;
    const { white, residuals, beta, cross } = this;
    this.whitening.filter(values, 0, residuals, 0);
    for (let c = 0; c < k; c++) this.whitening.filter(columns, c * n, white, c * size);
    for (let a = 0; a < k; a++) {
      for (let b = 0; b <= a; b++) {
        let sum = 0;
        for (let t = 0, i = a * size, j = b * size; t < size; t++, i++, j++) sum += white[i]! * white[j]!;
        cross[a * k + b] = sum;
      }
      let sum = 0;
      for (let t = 0, i = a * size; t < size; t++, i++) sum += white[i]! * residuals[t]!;
      beta[a] = sum;
    }
    if (k > 0 && !choleskySolve(cross, beta, k)) return Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      const b = beta[c]!;
      for (let t = 0, at = c * size; t < size; t++, at++) residuals[t]! -= b * white[at]!;
    }
    let squares = 0;
    for (let t = 0; t < size; t++) squares += residuals[t]! * residuals[t]!;
    return squares * Math.exp(this.whitening.logDeterminant / n);
  }

  /** Keeps the regression of the last `regress` for `scaledResiduals`. */
  holdRegression(): void {
    const { values, columns, columnCount: k } = this.problem;
    const n = values.length;
    this.errors.set(values);
    for (let c = 0; c < k; c++) for (let t = 0, at = c * n; t < n; t++, at++) this.errors[t]! -= this.beta[c]! * columns[at]!;
  }

  /** Residual vector of the held regression's errors, scaled with the determinant. */
  scaledResiduals(parameters: Float64Array, target: Float64Array): boolean {
    if (!this.expand(parameters) || !this.vector.compute(this.errors, this.phi, this.theta)) return false;
    const { vector, logDeterminant } = this.vector;
    const scale = Math.exp(logDeterminant / (2 * this.errors.length));
    for (let t = 0; t < target.length; t++) target[t] = vector[t]! * scale;
    return true;
  }
}

/**
 * Maximises the exact Gaussian likelihood of a regression with seasonal ARMA errors by iterated generalised least squares, as
 * X-13ARIMA-SEATS does: regression given the ARMA coefficients, then these by nonlinear least squares given the regression, until the
 * deviance stands still.
 *
 * @throws SeriesRefusal `regressors-collinear`, `series-deterministic`, `series-too-short` or `time-limit`
 */
export function estimateArma(problem: ArmaProblem, options: EstimationOptions = {}): ArmaEstimate {
  const count = parameterCount(problem.orders);
  const n = problem.values.length;
  const k = problem.columnCount;
  if (n <= count + k) throw new SeriesRefusal('series-too-short', { values: { differenced: n, coefficients: count + k } });
  const objective = new Objective(problem, options.limit);
  const parameters = new Float64Array(count);
  const free: number[] = [];
  for (let i = 0; i < count; i++) {
    const fixed = options.fixed?.[i] ?? null;
    parameters[i] = fixed ?? options.start?.[i] ?? 0.1;
    if (fixed === null) free.push(i);
  }
  let value = objective.regress(parameters);
  if (!Number.isFinite(value)) {
    for (const i of free) parameters[i] = 0.1 / count;
    value = objective.regress(parameters);
    if (!Number.isFinite(value)) throw new SeriesRefusal('regressors-collinear', { field: 'regression', values: { columns: k } });
  }
  // A series that the regression and the differences explain to the last digit has no innovations to estimate a model from.
  if (!(value > 0) || !(value > 1e-24 * energy(problem.values))) throw new SeriesRefusal('series-deterministic', { field: 'values' });
  let iterations = 0;
  let converged = free.length === 0 || options.evaluateOnly === true;
  if (!converged) {
    const tolerance = (2 / n) * (options.tolerance ?? 1e-5);
    const trial = new Float64Array(count);
    const residual = (x: Float64Array, target: Float64Array) => {
      trial.set(parameters);
      for (let a = 0; a < free.length; a++) trial[free[a]!] = x[a]!;
      return objective.scaledResiduals(trial, target);
    };
    const x = Float64Array.from(free, (i) => parameters[i]!);
    const most = options.iterations ?? 200;
    for (let round = 1; round <= 100 && iterations < most; round++) {
      objective.holdRegression();
      const steps = levenbergMarquardt(
        residual,
        x,
        objective.residualCount,
        k > 0 && round <= 2 ? 100 * tolerance : tolerance,
        k > 0 ? 40 : most,
      );
      iterations += steps;
      for (let a = 0; a < free.length; a++) parameters[free[a]!] = x[a]!;
      const before = value;
      value = objective.regress(parameters);
      if (k === 0 || steps === 0 || (round > 1 && Math.abs(before - value) < tolerance * value)) {
        converged = true;
        break;
      }
    }
  }
  return finish(problem, objective, parameters, options.withoutErrors === true ? [] : free, iterations, converged);
}

function energy(values: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < values.length; t++) sum += values[t]! * values[t]!;
  return sum;
}

function finish(
  problem: ArmaProblem,
  objective: Objective,
  parameters: Float64Array,
  free: readonly number[],
  iterations: number,
  converged: boolean,
): ArmaEstimate {
  const n = problem.values.length;
  objective.regress(parameters);
  const filtered = objective.residuals.slice();
  const { logDeterminant } = objective.whitening;
  let squares = 0;
  for (let t = 0; t < filtered.length; t++) squares += filtered[t]! * filtered[t]!;
  const sigma2 = squares / n;
  return {
    parameters,
    standardErrors: standardErrors(objective, parameters, free, sigma2),
    coefficients: objective.beta.slice(),
    crossFactor: objective.cross.slice(),
    crossInverse: inverseFromCholesky(objective.cross, problem.columnCount),
    sigma2,
    logDeterminant,
    loglik: -0.5 * (n * (Math.log(2 * Math.PI * sigma2) + 1) + logDeterminant),
    filtered,
    iterations,
    converged,
  };
}

/** From the derivatives of the scaled residuals at the estimate, the regression held. */
function standardErrors(objective: Objective, parameters: Float64Array, free: readonly number[], sigma2: number): Float64Array {
  const errors = new Float64Array(parameters.length);
  const m = free.length;
  if (m === 0) return errors;
  objective.holdRegression();
  const base = new Float64Array(objective.residualCount);
  objective.scaledResiduals(parameters, base);
  const columns = free.map((i) => {
    const column = new Float64Array(objective.residualCount);
    const trial = parameters.slice();
    let by = 1e-6;
    trial[i] = parameters[i]! + by;
    if (!objective.scaledResiduals(trial, column)) {
      by = -by;
      trial[i] = parameters[i]! + by;
      objective.scaledResiduals(trial, column);
    }
    for (let t = 0; t < base.length; t++) column[t] = (column[t]! - base[t]!) / by;
    return column;
  });
  const matrix = new Float64Array(m * m);
  for (let a = 0; a < m; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let t = 0; t < base.length; t++) sum += columns[a]![t]! * columns[b]![t]!;
      matrix[a * m + b] = sum;
    }
  }
  if (!choleskySolve(matrix, new Float64Array(m), m)) {
    for (const i of free) errors[i] = Number.NaN;
    return errors;
  }
  const inverse = inverseFromCholesky(matrix, m);
  for (let a = 0; a < m; a++) errors[free[a]!] = Math.sqrt(inverse[a * m + a]! * sigma2);
  return errors;
}
