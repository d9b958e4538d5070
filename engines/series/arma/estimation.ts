import { SeriesRefusal } from '../refusal.ts';
import { isStable, type ModelOrders, multiplyOperators, parameterCount } from './polynomial.ts';
import { ArmaWhitening } from './whitening.ts';

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
  /** Relative fall of the concentrated sum of squares under which the search ends; 1e-9 when absent. */
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
  /** Standardised innovations (variance sigma2) of the differenced data. */
  readonly innovations: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Objective with its memory: regression coefficients are concentrated out at every trial of the ARMA coefficients. */
class Objective {
  readonly problem: ArmaProblem;
  readonly whitening: ArmaWhitening;
  private readonly phi: Float64Array;
  private readonly theta: Float64Array;
  private readonly white: Float64Array;
  readonly cross: Float64Array;
  readonly beta: Float64Array;
  readonly residuals: Float64Array;
  private readonly limit: Limit | undefined;

  constructor(problem: ArmaProblem, limit: Limit | undefined) {
    const { orders, frequency, values, columnCount } = problem;
    this.problem = problem;
    this.limit = limit;
    this.whitening = new ArmaWhitening(values.length);
    this.phi = new Float64Array(orders.p + orders.P * frequency);
    this.theta = new Float64Array(orders.q + orders.Q * frequency);
    this.white = new Float64Array(values.length * (columnCount + 1));
    this.cross = new Float64Array(columnCount * columnCount);
    this.beta = new Float64Array(columnCount);
    this.residuals = new Float64Array(values.length);
  }

  /** Concentrated sum of squares × determinant^(1/n), or Infinity outside the admissible region. Leaves beta and residuals behind. */
  evaluate(parameters: Float64Array, keepBeta = false): number {
    if (this.limit?.reached()) throw new SeriesRefusal('time-limit');
    const { orders, frequency, values, columns, columnCount: k } = this.problem;
    const { p, P, q, Q } = orders;
    if (!isStable(parameters, 0, p) || !isStable(parameters, p, P)) return Number.POSITIVE_INFINITY;
    if (!isStable(parameters, p + P, q) || !isStable(parameters, p + P + q, Q)) return Number.POSITIVE_INFINITY;
    const arDegree = multiplyOperators(parameters, 0, p, p, P, frequency, this.phi);
    const maDegree = multiplyOperators(parameters, p + P, q, p + P + q, Q, frequency, this.theta);
    if (!this.whitening.factor(this.phi, arDegree, this.theta, maDegree)) return Number.POSITIVE_INFINITY;
    const n = values.length;
    const { white, residuals, beta } = this;
    this.whitening.whiten(values, 0, residuals, 0);
    for (let c = 0; c < k; c++) this.whitening.whiten(columns, c * n, white, c * n);
    if (k > 0 && !keepBeta && !this.regress()) return Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      const b = beta[c]!;
      for (let t = 0, at = c * n; t < n; t++, at++) residuals[t]! -= b * white[at]!;
    }
    let squares = 0;
    for (let t = 0; t < n; t++) squares += residuals[t]! * residuals[t]!;
    return squares * Math.exp(this.whitening.logDeterminant / n);
  }

  /** Least squares of the whitened data by Cholesky; the factor stays in `cross`. False when columns are collinear. */
  private regress(): boolean {
    const k = this.problem.columnCount;
    const n = this.problem.values.length;
    const { white, cross, beta, residuals } = this;
    for (let a = 0; a < k; a++) {
      for (let b = 0; b <= a; b++) {
        let sum = 0;
        for (let t = 0, i = a * n, j = b * n; t < n; t++, i++, j++) sum += white[i]! * white[j]!;
        cross[a * k + b] = sum;
      }
      let sum = 0;
      for (let t = 0, i = a * n; t < n; t++, i++) sum += white[i]! * residuals[t]!;
      beta[a] = sum;
    }
    return choleskySolve(cross, beta, k);
  }
}

/** Cholesky of the lower triangle in place, then the solution in `right`. False if not positive definite to 1e-11 of its diagonal. */
export function choleskySolve(matrix: Float64Array, right: Float64Array, k: number): boolean {
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = matrix[a * k + b]!;
      const diagonal = sum;
      for (let c = 0; c < b; c++) sum -= matrix[a * k + c]! * matrix[b * k + c]!;
      if (a === b) {
        if (!(sum > 1e-11 * diagonal) || !(diagonal > 0)) return false;
        matrix[a * k + a] = Math.sqrt(sum);
      } else matrix[a * k + b] = sum / matrix[b * k + b]!;
    }
  }
  for (let a = 0; a < k; a++) {
    let sum = right[a]!;
    for (let c = 0; c < a; c++) sum -= matrix[a * k + c]! * right[c]!;
    right[a] = sum / matrix[a * k + a]!;
  }
  for (let a = k - 1; a >= 0; a--) {
    let sum = right[a]!;
    for (let c = a + 1; c < k; c++) sum -= matrix[c * k + a]! * right[c]!;
    right[a] = sum / matrix[a * k + a]!;
  }
  return true;
}

/** Inverse of L L′ from its lower Cholesky factor. */
export function inverseFromCholesky(factor: Float64Array, k: number): Float64Array {
  const inverse = new Float64Array(k * k);
  const column = new Float64Array(k);
  for (let c = 0; c < k; c++) {
    column.fill(0);
    for (let a = c; a < k; a++) {
      let sum = a === c ? 1 : 0;
      for (let j = c; j < a; j++) sum -= factor[a * k + j]! * column[j]!;
      column[a] = sum / factor[a * k + a]!;
    }
    for (let a = k - 1; a >= 0; a--) {
      let sum = column[a]!;
      for (let j = a + 1; j < k; j++) sum -= factor[j * k + a]! * column[j]!;
      column[a] = sum / factor[a * k + a]!;
    }
    for (let a = 0; a < k; a++) inverse[a * k + c] = column[a]!;
  }
  return inverse;
}

const differenceStep = 1e-6;

/**
 * Maximises the exact Gaussian likelihood of a regression with seasonal ARMA errors by Levenberg–Marquardt on the innovations scaled
 * with the determinant, the regression being solved by generalised least squares at every trial.
 *
 * @throws SeriesRefusal `regressors-collinear`, `series-constant` or `time-limit`
 */
export function estimateArma(problem: ArmaProblem, options: EstimationOptions = {}): ArmaEstimate {
  const count = parameterCount(problem.orders);
  const n = problem.values.length;
  if (n <= count + problem.columnCount) {
    throw new SeriesRefusal('series-too-short', { values: { differenced: n, coefficients: count + problem.columnCount } });
  }
  const objective = new Objective(problem, options.limit);
  const parameters = new Float64Array(count);
  const free: number[] = [];
  for (let i = 0; i < count; i++) {
    const fixed = options.fixed?.[i] ?? null;
    parameters[i] = fixed ?? options.start?.[i] ?? 0.1;
    if (fixed === null) free.push(i);
  }
  let best = objective.evaluate(parameters);
  if (!Number.isFinite(best)) {
    for (const i of free) parameters[i] = 0.1 / count;
    best = objective.evaluate(parameters);
    if (!Number.isFinite(best))
      throw new SeriesRefusal('regressors-collinear', { field: 'regression', values: { columns: problem.columnCount } });
  }
  if (!(best > 0)) throw new SeriesRefusal('series-constant', { field: 'values' });
  const m = free.length;
  const jacobian = new Float64Array(n * m);
  const base = new Float64Array(n);
  const trial = new Float64Array(count);
  const matrix = new Float64Array(m * m);
  const step = new Float64Array(m);
  let iterations = 0;
  let converged = m === 0 || options.evaluateOnly === true;
  let damping = 1e-3;
  const tolerance = options.tolerance ?? 1e-9;
  const most = options.iterations ?? 200;
  let current = best;
  while (!converged && iterations < most) {
    iterations++;
    fillJacobian(objective, parameters, free, base, jacobian, false);
    let improved = false;
    for (let attempt = 0; attempt < 30; attempt++) {
      for (let a = 0; a < m; a++) {
        for (let b = 0; b <= a; b++) {
          let sum = 0;
          for (let t = 0, i = a * n, j = b * n; t < n; t++, i++, j++) sum += jacobian[i]! * jacobian[j]!;
          matrix[a * m + b] = a === b ? sum * (1 + damping) + 1e-300 : sum;
        }
        let sum = 0;
        for (let t = 0, i = a * n; t < n; t++, i++) sum -= jacobian[i]! * base[t]!;
        step[a] = sum;
      }
      if (!choleskySolve(matrix, step, m)) {
        damping = Math.max(damping * 10, 1e-3);
        continue;
      }
      trial.set(parameters);
      for (let a = 0; a < m; a++) trial[free[a]!]! += step[a]!;
      const value = objective.evaluate(trial);
      if (value < current) {
        const fall = (current - value) / current;
        parameters.set(trial);
        current = value;
        damping = Math.max(damping / 10, 1e-12);
        improved = true;
        if (fall < tolerance) converged = true;
        break;
      }
      let longest = 0;
      for (let a = 0; a < m; a++) longest = Math.max(longest, Math.abs(step[a]!));
      damping = Math.max(damping * 10, 1e-3);
      if (longest < 1e-9) break;
    }
    if (!improved) converged = true;
  }
  return finish(problem, objective, parameters, options.withoutErrors === true ? [] : free, base, jacobian, iterations, converged);
}

/** Derivatives of the scaled innovations by forward differences, backward where forward leaves the admissible region. */
function fillJacobian(
  objective: Objective,
  parameters: Float64Array,
  free: readonly number[],
  base: Float64Array,
  jacobian: Float64Array,
  keepBeta: boolean,
): void {
  const n = base.length;
  objective.evaluate(parameters, keepBeta);
  const scale = Math.exp(objective.whitening.logDeterminant / (2 * n));
  for (let t = 0; t < n; t++) base[t] = objective.residuals[t]! * scale;
  for (let a = 0; a < free.length; a++) {
    const i = free[a]!;
    const held = parameters[i]!;
    let by = differenceStep;
    parameters[i] = held + by;
    if (!Number.isFinite(objective.evaluate(parameters, keepBeta))) {
      by = -differenceStep;
      parameters[i] = held + by;
      objective.evaluate(parameters, keepBeta);
    }
    const moved = Math.exp(objective.whitening.logDeterminant / (2 * n));
    for (let t = 0; t < n; t++) jacobian[a * n + t] = (objective.residuals[t]! * moved - base[t]!) / by;
    parameters[i] = held;
  }
}

function finish(
  problem: ArmaProblem,
  objective: Objective,
  parameters: Float64Array,
  free: readonly number[],
  base: Float64Array,
  jacobian: Float64Array,
  iterations: number,
  converged: boolean,
): ArmaEstimate {
  const n = problem.values.length;
  const m = free.length;
  objective.evaluate(parameters);
  const innovations = objective.residuals.slice();
  const coefficients = objective.beta.slice();
  const crossFactor = objective.cross.slice();
  const crossInverse = inverseFromCholesky(objective.cross, problem.columnCount);
  const logDeterminant = objective.whitening.logDeterminant;
  let squares = 0;
  for (let t = 0; t < n; t++) squares += innovations[t]! * innovations[t]!;
  const sigma2 = squares / n;
  const standardErrors = new Float64Array(parameters.length);
  if (m > 0) {
    // The reference holds the regression fixed while it differentiates, so its errors are those of the ARMA part alone.
    fillJacobian(objective, parameters, free, base, jacobian, true);
    const matrix = new Float64Array(m * m);
    for (let a = 0; a < m; a++) {
      for (let b = 0; b <= a; b++) {
        let sum = 0;
        for (let t = 0; t < n; t++) sum += jacobian[a * n + t]! * jacobian[b * n + t]!;
        matrix[a * m + b] = sum;
      }
    }
    const determinantShare = Math.exp(logDeterminant / n);
    if (choleskySolve(matrix, new Float64Array(m), m)) {
      const inverse = inverseFromCholesky(matrix, m);
      for (let a = 0; a < m; a++) standardErrors[free[a]!] = Math.sqrt(inverse[a * m + a]! * sigma2 * determinantShare);
    } else for (const i of free) standardErrors[i] = Number.NaN;
  }
  return {
    parameters,
    standardErrors,
    coefficients,
    crossFactor,
    crossInverse,
    sigma2,
    logDeterminant,
    loglik: -0.5 * (n * (Math.log(2 * Math.PI * sigma2) + 1) + logDeterminant),
    innovations,
    iterations,
    converged,
  };
}
