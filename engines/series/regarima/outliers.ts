import { ColumnFilter } from '../arma/column-filter.ts';
import { differencingOperator, multiplyOperators } from '../arma/polynomial.ts';
import { SeriesRefusal } from '../refusal.ts';
import type { OutlierType } from './model.ts';
import { fillOutlier, outlierColumn } from './outlier-columns.ts';
import { modelResiduals } from './residuals.ts';
import { type Fitted, regressionStatistics, type WorkingModel } from './working.ts';

export interface OutlierSearch {
  readonly types: readonly OutlierType[];
  readonly criticalValue: number;
  /** First and last place of the span that is searched. */
  readonly from: number;
  readonly to: number;
  readonly rate?: number;
}

/**
 * Adds outliers one at a time, the largest robust |t| first, until none passes the critical value; then deletes those that do not hold
 * with the ordinary standard error. Leaves the model estimated. Returns how many automatic outliers it has.
 */
export function searchOutliers(model: WorkingModel, search: OutlierSearch): number {
  if (model.fitted === undefined) model.estimate();
  const blocked = new Set<string>();
  for (const column of model.columns) {
    if (column.at === undefined) continue;
    if (column.kind === 'missing') for (const type of search.types) blocked.add(`${type}${column.at}`);
    else blocked.add(`${column.kind}${column.at}`);
  }
  const most = Math.max(10, Math.floor(model.frame.length / 3));
  for (let pass = 0; pass < most; pass++) {
    if (model.limit?.reached()) throw new SeriesRefusal('time-limit');
    const found = largest(model, model.fitted!, search, blocked);
    if (found === undefined) break;
    const column = outlierColumn(model.frame, found.type, found.at, true, search.rate);
    blocked.add(`${found.type}${found.at}`);
    const held = model.snapshot();
    model.add(column);
    try {
      model.estimate();
    } catch (error) {
      if (!(error instanceof SeriesRefusal) || error.code === 'time-limit') throw error;
      model.restore(held);
      model.estimate();
    }
  }
  for (;;) {
    const statistics = regressionStatistics(model.fitted!);
    let weakest = -1;
    for (const [i, column] of model.columns.entries()) {
      if (column.automatic && (weakest < 0 || Math.abs(statistics[i]!) <= Math.abs(statistics[weakest]!))) weakest = i;
    }
    if (weakest < 0 || Math.abs(statistics[weakest]!) >= search.criticalValue) break;
    const leaving = model.columns[weakest];
    model.drop((column) => column === leaving);
    model.estimate();
  }
  return model.columns.filter((column) => column.automatic).length;
}

/** Robust residual standard error: median absolute residual over 0.6745. */
function robustError(fitted: Fitted, frequency: number): number {
  const sorted = Float64Array.from(modelResiduals(fitted, frequency), Math.abs).sort();
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return median / 0.6745;
}

function largest(
  model: WorkingModel,
  fitted: Fitted,
  search: OutlierSearch,
  blocked: ReadonlySet<string>,
): { readonly type: OutlierType; readonly at: number } | undefined {
  const { frame, orders } = model;
  const { frequency } = frame;
  const { p, P, q, Q } = orders;
  const { parameters, filtered } = fitted.estimate;
  const n = fitted.errors.length;
  const phi = new Float64Array(p + P * frequency);
  const theta = new Float64Array(q + Q * frequency);
  multiplyOperators(parameters, 0, p, p, P, frequency, phi);
  multiplyOperators(parameters, p + P, q, p + P + q, Q, frequency, theta);
  const filter = new ColumnFilter(n, phi.length, theta.length);
  if (!filter.factor(phi, theta)) return undefined;
  const { size } = filter;
  const k = fitted.columns.length;
  const white = new Float64Array(size * k);
  for (const [i, column] of fitted.columns.entries()) {
    filter.filter(model.differencedColumn(column), 0, white, i * size);
  }
  const factor = fitted.estimate.crossFactor;
  const operator = differencingOperator(orders.d, orders.D, frequency);
  const degree = operator.length - 1;
  const lags = Int32Array.from(operator.keys()).filter((j) => operator[j] !== 0);
  const weights = Float64Array.from(lags, (j) => operator[j]!);
  const error = robustError(fitted, frequency);
  if (!(error > 0)) return undefined;
  const threshold = search.criticalValue * error;
  const raw = new Float64Array(frame.length);
  const spanFrame = { ...frame, backcast: 0, forecast: 0 };
  const column = new Float64Array(n);
  const candidate = new Float64Array(size);
  const projection = new Float64Array(k);
  let best = 0;
  let found: { type: OutlierType; at: number } | undefined;
  for (let t = Math.max(0, search.from); t <= Math.min(frame.length - 1, search.to); t++) {
    if (model.limit?.reached()) throw new SeriesRefusal('time-limit');
    for (const type of search.types) {
      if (blocked.has(`${type}${t}`) || !tested(type, t, frame.length, frequency, search.types)) continue;
      fillOutlier(raw, type, t, spanFrame, search.rate);
      // LS and SO are −1 before t; the same column shifted by a constant has its first nonzero difference near t.
      const from = (type === 'ls' && operator.length > 1) || type === 'ao' || type === 'tc' ? Math.max(0, t - degree) : 0;
      for (let i = from; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < lags.length; j++) sum += weights[j]! * raw[i + degree - lags[j]!]!;
        column[i] = sum;
      }
      if (from > 0) column.fill(0, 0, from);
      filter.filter(column, 0, candidate, 0, from);
      const begin = size > n ? 0 : from;
      let numerator = 0;
      let square = 0;
      for (let i = begin; i < size; i++) {
        numerator += candidate[i]! * filtered[i]!;
        square += candidate[i]! * candidate[i]!;
      }
      const whole = square;
      for (let c = 0; c < k; c++) {
        let sum = 0;
        for (let i = begin, at = c * size + begin; i < size; i++, at++) sum += candidate[i]! * white[at]!;
        for (let b = 0; b < c; b++) sum -= factor[c * k + b]! * projection[b]!;
        projection[c] = sum / factor[c * k + c]!;
        square -= projection[c]! * projection[c]!;
      }
      if (!(square > 1e-8 * whole)) continue;
      const statistic = Math.abs(numerator) / Math.sqrt(square);
      if (statistic > threshold && statistic > best) {
        best = statistic;
        found = { type, at: t };
      }
    }
  }
  return found;
}

/** Points at which a type says the same as another or nothing at all are not tested. */
function tested(type: OutlierType, t: number, length: number, frequency: number, types: readonly OutlierType[]): boolean {
  const withPulses = types.includes('ao');
  if (type === 'ls') return t > 0 && !(withPulses && (t === 1 || t === length - 1));
  if (type === 'tc') return !(withPulses && t === length - 1);
  if (type === 'so') return t >= frequency && t < length - frequency;
  return true;
}
