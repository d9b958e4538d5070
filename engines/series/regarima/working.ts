import type { ArmaEstimate } from '../arma/estimation.ts';
import { estimateArma, type Limit } from '../arma/estimation.ts';
import { difference, differencingOperator, parameterCount } from '../arma/polynomial.ts';
import { SeriesRefusal } from '../refusal.ts';
import type { Column, Frame } from './columns.ts';
import type { ArimaOrders, Transform } from './model.ts';
import { leapYearFactors, lengthFactors } from './regressors.ts';

export type Prior = 'none' | 'leapyear' | 'length';

/** A fitted regression with what its tests need; coefficients follow the order of `columns`. */
export interface Fitted {
  readonly estimate: ArmaEstimate;
  /** Differenced data less the regression: the ARMA process. */
  readonly errors: Float64Array;
  readonly columns: readonly Column[];
  readonly orders: ArimaOrders;
  readonly prior: Prior;
  /** Gaussian log likelihood of the transformed, differenced data, and with the Jacobian of the transform. */
  readonly loglik: number;
  readonly adjustedLoglik: number;
  readonly coefficients: number;
  readonly aic: number;
  readonly aicc: number;
  readonly bic: number;
  readonly hannanQuinn: number;
  /** (−2 log likelihood + k log n)/n without Jacobian, which orders the candidates of the automatic choice. */
  readonly bic2: number;
}

/** What can be put back: the regression, the prior factor, the model. */
export interface Snapshot {
  readonly columns: readonly Column[];
  readonly prior: Prior;
  readonly orders: ArimaOrders;
  readonly parameters: Float64Array | undefined;
}

const differencedColumns = new WeakMap<Column, { readonly key: string; readonly values: Float64Array }>();

/** The model while it is being chosen: data, transform, prior factors, regression columns and ARMA orders. */
export class WorkingModel {
  readonly frame: Frame;
  /** Original values of the span with missing ones bridged. */
  readonly original: Float64Array;
  readonly limit: Limit | undefined;
  transform: Transform;
  prior: Prior = 'none';
  columns: readonly Column[] = [];
  orders: ArimaOrders = { p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1 };
  fixed: readonly (number | null)[] | undefined;
  /** Last estimated ARMA coefficients of the present orders; undefined after a change of orders. */
  parameters: Float64Array | undefined;
  fitted: Fitted | undefined;
  /** How many estimations were made. */
  fits = 0;

  constructor(frame: Frame, original: Float64Array, transform: Transform, limit: Limit | undefined) {
    this.frame = frame;
    this.original = original;
    this.transform = transform;
    this.limit = limit;
  }

  /** Prior factors over backcasts, span and forecasts; 1 where there are none. */
  priorFactors(): Float64Array {
    if (this.prior === 'none') return new Float64Array(this.frame.backcast + this.frame.length + this.frame.forecast).fill(1);
    return this.prior === 'leapyear' ? leapYearFactors(this.frame) : lengthFactors(this.frame);
  }

  /** The span divided by the prior factors and transformed. */
  transformed(): Float64Array {
    const factors = this.priorFactors();
    const values = new Float64Array(this.frame.length);
    for (let t = 0; t < values.length; t++) {
      const value = this.original[t]! / factors[this.frame.backcast + t]!;
      values[t] = this.transform === 'log' ? Math.log(value) : value;
    }
    return values;
  }

  setOrders(orders: ArimaOrders): void {
    const same = (['p', 'd', 'q', 'P', 'D', 'Q'] as const).every((key) => orders[key] === this.orders[key]);
    if (same) return;
    this.parameters = undefined;
    this.orders = orders;
  }

  has(kind: Column['kind']): boolean {
    return this.columns.some((column) => column.kind === kind);
  }

  add(...columns: readonly Column[]): void {
    this.columns = [...this.columns, ...columns];
  }

  drop(which: (column: Column) => boolean): void {
    this.columns = this.columns.filter((column) => !which(column));
  }

  snapshot(): Snapshot {
    return { columns: this.columns, prior: this.prior, orders: this.orders, parameters: this.parameters?.slice() };
  }

  restore(held: Snapshot): void {
    this.columns = held.columns;
    this.prior = held.prior;
    this.orders = held.orders;
    this.parameters = held.parameters?.slice();
    this.fitted = undefined;
  }

  /** Puts a model back together with its estimate. */
  adopt(held: Snapshot, fitted: Fitted): void {
    this.restore(held);
    this.fitted = fitted;
  }

  differencedColumn(column: Column): Float64Array {
    const { d, D } = this.orders;
    const degree = d + D * this.frame.frequency;
    const n = this.frame.length - degree;
    if (column.kind === 'constant') return new Float64Array(n).fill(1);
    const key = `${d},${D}`;
    const held = differencedColumns.get(column);
    if (held?.key === key) return held.values;
    const span = column.values.subarray(this.frame.backcast, this.frame.backcast + this.frame.length);
    const values = difference(span, differencingOperator(d, D, this.frame.frequency));
    differencedColumns.set(column, { key, values });
    return values;
  }

  /**
   * Estimates regression and ARMA coefficients. `fresh` starts every free coefficient at 0.1 as the reference does after a change of
   * regressors in its tests; otherwise the last coefficients are the start.
   *
   * @throws SeriesRefusal as `estimateArma`
   */
  estimate(
    options: {
      readonly fresh?: boolean;
      readonly start?: Float64Array | undefined;
      readonly values?: Float64Array;
      readonly columns?: readonly Column[];
      readonly tolerance?: number;
    } = {},
  ): Fitted {
    const { orders, frame } = this;
    const columns = options.columns ?? this.columns;
    const operator = differencingOperator(orders.d, orders.D, frame.frequency);
    if (frame.length <= operator.length)
      throw new SeriesRefusal('series-too-short', { field: 'values', values: { observations: frame.length } });
    const values = difference(options.values ?? this.transformed(), operator);
    const n = values.length;
    const packed = new Float64Array(n * columns.length);
    for (const [at, column] of columns.entries()) packed.set(this.differencedColumn(column), at * n);
    const start = options.fresh === true ? options.start : this.parameters;
    const estimate = estimateArma(
      { orders, frequency: frame.frequency, values, columns: packed, columnCount: columns.length },
      { start, fixed: this.fixed, limit: this.limit, tolerance: options.tolerance ?? 1e-5, withoutErrors: true },
    );
    this.fits++;
    this.parameters = estimate.parameters;
    for (let c = 0; c < columns.length; c++) for (let t = 0; t < n; t++) values[t]! -= estimate.coefficients[c]! * packed[c * n + t]!;
    const fitted = this.likelihoods(estimate, columns, values);
    this.fitted = options.values === undefined ? fitted : undefined;
    return fitted;
  }

  /** Estimates unless the last estimate was of this very model. */
  ensureEstimated(): Fitted {
    const { fitted } = this;
    if (fitted !== undefined && fitted.columns === this.columns && fitted.orders === this.orders && fitted.prior === this.prior)
      return fitted;
    return this.estimate();
  }

  private likelihoods(estimate: ArmaEstimate, columns: readonly Column[], errors: Float64Array): Fitted {
    const n = errors.length;
    let jacobian = 0;
    if (this.transform === 'log') for (let t = this.frame.length - n; t < this.frame.length; t++) jacobian += Math.log(this.original[t]!);
    else if (this.prior !== 'none') {
      const factors = this.priorFactors();
      for (let t = this.frame.length - n; t < this.frame.length; t++) jacobian += Math.log(factors[this.frame.backcast + t]!);
    }
    const fixedCount = this.fixed?.filter((value) => value !== null).length ?? 0;
    const k = parameterCount(this.orders) - fixedCount + columns.length + 1;
    const loglik = estimate.loglik;
    const adjusted = loglik - jacobian;
    return {
      estimate,
      errors,
      columns,
      orders: this.orders,
      prior: this.prior,
      loglik,
      adjustedLoglik: adjusted,
      coefficients: k,
      aic: -2 * adjusted + 2 * k,
      aicc: n > k + 1 ? -2 * adjusted + (2 * k * n) / (n - k - 1) : Number.POSITIVE_INFINITY,
      bic: -2 * adjusted + k * Math.log(n),
      hannanQuinn: -2 * adjusted + 2 * k * Math.log(Math.log(n)),
      bic2: (-2 * loglik + k * Math.log(n)) / n,
    };
  }
}

/** t statistics of the regression coefficients. */
export function regressionStatistics(fitted: Fitted): Float64Array {
  const { coefficients, crossInverse, sigma2 } = fitted.estimate;
  const k = coefficients.length;
  return Float64Array.from(coefficients, (value, i) => value / Math.sqrt(crossInverse[i * k + i]! * sigma2));
}

/** Standard error of a weighted sum of regression coefficients. */
export function combinationError(fitted: Fitted, weights: ReadonlyMap<number, number>): number {
  const { crossInverse, sigma2, coefficients } = fitted.estimate;
  const k = coefficients.length;
  let sum = 0;
  for (const [i, a] of weights) for (const [j, b] of weights) sum += a * b * crossInverse[i * k + j]!;
  return Math.sqrt(sum * sigma2);
}

/** Standard errors of the free ARMA coefficients of a fitted model, the regression held fixed. */
export function parameterErrors(fitted: Fitted, frequency: number, fixed?: readonly (number | null)[]): Float64Array {
  const problem = { orders: fitted.orders, frequency, values: fitted.errors, columns: new Float64Array(0), columnCount: 0 };
  return estimateArma(problem, { start: fitted.estimate.parameters, fixed, evaluateOnly: true }).standardErrors;
}
