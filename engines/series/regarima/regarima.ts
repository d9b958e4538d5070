import { fillMissing } from '../arma/fit.ts';
import { isStable } from '../arma/polynomial.ts';
import type { PeriodIndex, Series } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';
import { readAicTests, runAicTests, type Trail } from './aic-tests.ts';
import { chooseModel, describeOrders } from './automatic.ts';
import { type Column, type Frame, frameSize } from './columns.ts';
import { defaultCriticalValue } from './critical-value.ts';
import type { ArimaOrders, Deadline, RegArimaResult, RegArimaSpec, UserRegressor } from './model.ts';
import { outlierColumn } from './outlier-columns.ts';
import { type OutlierSearch, searchOutliers } from './outliers.ts';
import { regressorColumns } from './regressors.ts';
import { buildResult } from './result.ts';
import { chooseTransform } from './transform-test.ts';
import { WorkingModel } from './working.ts';

const airline: ArimaOrders = { p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1 };

/**
 * Fits a regression with seasonal ARIMA errors as the program X-13ARIMA-SEATS does: transform, calendar and holiday regressors tested by
 * AICc, outliers, orders — each given or chosen — then exact maximum likelihood, forecasts and backcasts.
 *
 * @param series `NaN` marks a missing value
 * @throws SeriesRefusal `series-too-short`, `all-missing`, `series-constant`, `series-deterministic`, `not-positive`, `regression-unknown`,
 *   `outlier-outside-span`, `regressor-too-short`, `regressors-collinear`, `model-not-stationary`, `time-limit`
 */
export function fitRegArima(series: Series, spec: RegArimaSpec, limit?: Deadline): RegArimaResult {
  checkSpec(spec);
  const { filled, missing } = fillMissing(series.values);
  const length = filled.length;
  if (length < 2 * series.frequency + 3) {
    throw new SeriesRefusal('series-too-short', { field: 'values', values: { observations: length, needed: 2 * series.frequency + 3 } });
  }
  if (filled.every((value) => value === filled[0])) throw new SeriesRefusal('series-constant', { field: 'values' });
  if (spec.transform === 'log' && filled.some((value) => !(value > 0))) throw new SeriesRefusal('not-positive', { field: 'values' });
  const frame: Frame = { start: series.start, frequency: series.frequency, length, backcast: spec.backcast, forecast: spec.forecast };
  const warnings: string[] = [];
  const trail: Trail = {};
  const model = new WorkingModel(frame, filled, spec.transform === 'none' ? 'none' : 'log', limit);
  model.orders = spec.arima === 'auto' ? airline : spec.arima;
  model.fixed = spec.arima === 'auto' ? undefined : spec.fixed?.parameters;
  if (spec.transform === 'auto') pickTransform(model, spec, missing, trail);
  installColumns(model, spec, missing);
  trail.aictrans = model.transform === 'log' ? 'Log(y)' : 'No transformation';
  const tests = readAicTests(spec.aictest ?? [], spec.aicdiff ?? 0);
  const search = outlierSearch(spec, frame);
  if (spec.arima === 'auto') {
    chooseModel(model, { tests, search, options: spec.automatic ?? {} }, trail);
  } else {
    model.estimate({ fresh: true });
    runAicTests(model, tests, trail);
    if (search !== undefined) searchOutliers(model, search);
    model.estimate();
  }
  trail.arimamdl = describeOrders(model.orders);
  if (!model.fitted!.estimate.converged) warnings.push('estimation-not-converged');
  return buildResult(model, {
    maxlag: spec.maxlag,
    probability: spec.probability ?? 0.95,
    missing,
    levelShiftRun: spec.levelShiftRun ?? 0,
    trail,
    warnings,
  });
}

function checkSpec(spec: RegArimaSpec): void {
  for (const key of ['forecast', 'backcast'] as const) {
    if (!Number.isInteger(spec[key]) || spec[key] < 0 || spec[key] > 1200)
      throw new RangeError(`${key} must be a whole number from 0 to 1200, got ${spec[key]}`);
  }
  if (spec.arima === 'auto') return;
  const { p, d, q, P, D, Q } = spec.arima;
  for (const order of [p, d, q, P, D, Q])
    if (!Number.isInteger(order) || order < 0) throw new RangeError(`an ARIMA order must be a whole number, got ${order}`);
  if (p > 6 || q > 6 || P > 2 || Q > 2 || d > 3 || D > 2) throw new RangeError(`ARIMA orders are too high: ${describeOrders(spec.arima)}`);
  const fixed = spec.fixed?.parameters?.map((value) => value ?? 0);
  if (fixed !== undefined && !isStable(Float64Array.from(fixed), 0, Math.min(p, fixed.length))) {
    throw new SeriesRefusal('model-not-stationary', { field: 'fixed' });
  }
}

/** The test runs on the airline model or the model given, with every regressor that the caller names. */
function pickTransform(model: WorkingModel, spec: RegArimaSpec, missing: readonly number[], trail: Trail): void {
  const choice = chooseTransform(model, (trial) => {
    installColumns(trial, spec, missing);
    trial.parameters = undefined;
    return trial.estimate({ fresh: true });
  });
  model.transform = choice.transform;
  model.parameters = undefined;
  if (choice.aiccNone !== undefined) trail['aictest.trans.aicc.nolog'] = choice.aiccNone;
  if (choice.aiccLog !== undefined) trail['aictest.trans.aicc.log'] = choice.aiccLog;
}

function outlierSearch(spec: RegArimaSpec, frame: Frame): OutlierSearch | undefined {
  if (spec.outliers === undefined || spec.outliers.length === 0) return undefined;
  const place = (period: PeriodIndex | undefined, otherwise: number) => (period === undefined ? otherwise : period - frame.start);
  const from = Math.max(0, place(spec.outlierSpan?.from, 0));
  const to = Math.min(frame.length - 1, place(spec.outlierSpan?.to, frame.length - 1));
  const criticalValue = spec.criticalValue ?? defaultCriticalValue(Math.max(1, to - from + 1));
  const search = { types: spec.outliers, criticalValue, from, to };
  return spec.temporaryChangeRate === undefined ? search : { ...search, rate: spec.temporaryChangeRate };
}

/** Sets the regression that the caller asked for, and one column for each missing value. */
function installColumns(model: WorkingModel, spec: RegArimaSpec, missing: readonly number[]): void {
  const { frame, transform } = model;
  const log = transform === 'log';
  const names = (spec.regression ?? []).map((name) => name.trim()).filter((name) => name !== '');
  const lower = names.map((name) => name.toLowerCase());
  const bringsLeapYear = lower.includes('td') || lower.includes('td1coef');
  model.prior = log && bringsLeapYear ? 'leapyear' : 'none';
  const columns: Column[] = [];
  for (const [i, name] of names.entries()) {
    // The prior factor already holds the leap year when `td` was asked for beside it.
    if (lower[i] === 'lpyear' && bringsLeapYear) continue;
    columns.push(...regressorColumns(name, frame, !log, spec.temporaryChangeRate));
  }
  for (const user of spec.user ?? []) columns.push(userColumn(user, frame));
  for (const t of missing) columns.push({ ...outlierColumn(frame, 'ao', t, false), kind: 'missing', group: 'Missing Value' });
  const order = (column: Column) => (column.kind === 'constant' ? 0 : 1);
  model.columns = columns.sort((a, b) => order(a) - order(b));
}

const userGroups = {
  td: 'User-defined Trading Day',
  holiday: 'User-defined Holiday',
  seasonal: 'User-defined Seasonal',
  user: 'User-defined',
} as const;
const userKinds = { td: 'td', holiday: 'holiday', seasonal: 'seasonal', user: 'user' } as const;

function userColumn(user: UserRegressor, frame: Frame): Column {
  const size = frameSize(frame);
  const values = new Float64Array(size);
  const offset = frame.start - frame.backcast - (user.start ?? frame.start - frame.backcast * (user.values.length >= size ? 1 : 0));
  if (offset < 0 || offset + size > user.values.length) {
    throw new SeriesRefusal('regressor-too-short', {
      field: 'user',
      values: { regressor: user.name, needed: size, given: user.values.length },
    });
  }
  for (let i = 0; i < size; i++) {
    const value = user.values[offset + i]!;
    if (!Number.isFinite(value))
      throw new SeriesRefusal('regressor-not-finite', { field: 'user', values: { regressor: user.name, at: i } });
    values[i] = value;
  }
  if (user.centre !== undefined) centre(values, user, frame);
  const group = user.group ?? 'user';
  return { kind: userKinds[group], group: userGroups[group], variable: user.name, values, automatic: false };
}

/** Subtracts the mean of all values given, or the mean of those of the same calendar period. */
function centre(values: Float64Array, user: UserRegressor, frame: Frame): void {
  const step = user.centre === 'seasonal' ? frame.frequency : 1;
  const first = user.start ?? frame.start - frame.backcast;
  const sums = new Float64Array(step);
  const counts = new Float64Array(step);
  for (let i = 0; i < user.values.length; i++) {
    const at = (((first + i) % step) + step) % step;
    sums[at]! += user.values[i]!;
    counts[at]! += 1;
  }
  for (let i = 0; i < values.length; i++) {
    const at = (((frame.start - frame.backcast + i) % step) + step) % step;
    values[i]! -= sums[at]! / counts[at]!;
  }
}
