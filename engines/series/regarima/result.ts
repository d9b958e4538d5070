import { difference } from '../arma/polynomial.ts';
import { continueSeries, expandOperators, type Operators, psiWeights } from '../arma/prediction.ts';
import type { Trail } from './aic-tests.ts';
import { residualDiagnostics } from './diagnostics.ts';
import type { ArmaParameter, DetectedOutlier, Forecast, OutlierType, RegArimaResult, RegressionEffects, RegressionRow } from './model.ts';
import { normalQuantile } from './normal.ts';
import type { Column, ColumnKind } from './regressors.ts';
import { modelResiduals } from './residuals.ts';
import { combinationError, type Fitted, parameterErrors, regressionStatistics, type WorkingModel } from './working.ts';

export interface ResultOptions {
  readonly maxlag: number | undefined;
  readonly probability: number;
  readonly missing: readonly number[];
  readonly trail: Trail;
  readonly warnings: readonly string[];
}

/** Everything that an estimated model says, with forecasts and backcasts on both scales. */
export function buildResult(model: WorkingModel, options: ResultOptions): RegArimaResult {
  const { frame, orders } = model;
  const fitted = model.fitted!;
  const { estimate } = fitted;
  const { frequency, length, backcast, forecast } = frame;
  const constant = coefficientOf(fitted, 'constant');
  const completed = completeOriginal(model, fitted, options.missing);
  const effects = (from: number, to: number) => gatherEffects(model, fitted, from, to);
  const inside = effects(backcast, backcast + length + forecast);
  const before = effects(0, backcast);
  const linear = linearise(model, completed, inside);
  const operators = expandOperators(orders, estimate.parameters, frequency);
  const forward = continueSeries(linear, operators, constant, forecast);
  const backMean = (orders.d + orders.D) % 2 === 0 ? constant : -constant;
  const backward = continueSeries(linear.slice().reverse(), operators, backMean, backcast);
  const z = normalQuantile(0.5 + options.probability / 2);
  const inverse = (value: number) => (model.transform === 'log' ? Math.exp(value) : value);
  const make = (
    values: Float64Array,
    all: RegressionEffects,
    offset: number,
    errors: Float64Array,
    period: (h: number) => number,
    at: (h: number) => number,
  ): Forecast[] =>
    Array.from(values, (value, h) => {
      const i = offset + at(h);
      const transformed = value + regressionSum(all, i);
      const se = errors[h]!;
      const factor = all.priorFactor[i]!;
      return {
        period: period(h),
        point: inverse(transformed) * factor,
        lower95: inverse(transformed - z * se) * factor,
        upper95: inverse(transformed + z * se) * factor,
        transformed,
        standardError: se,
      };
    });
  const forecasts = make(
    forward,
    inside,
    length,
    forecastErrors(model, fitted, operators, forecast, false),
    (h) => frame.start + length + h,
    (h) => h,
  );
  const backcasts = make(
    backward,
    before,
    0,
    forecastErrors(model, fitted, operators, backcast, true),
    (h) => frame.start - 1 - h,
    (h) => backcast - 1 - h,
  ).reverse();
  const residuals = modelResiduals(fitted, frequency);
  const residualStart = frame.start + length - residuals.length;
  const free = estimate.parameters.length - (model.fixed?.filter((value) => value !== null).length ?? 0);
  const linearised = new Float64Array(length + forecast);
  linearised.set(linear);
  linearised.set(forward, length);
  return {
    transform: model.transform,
    orders,
    frequency,
    hasConstant: model.has('constant'),
    parameters: armaParameters(model, fitted),
    sigma2: estimate.sigma2,
    sigma2se: estimate.sigma2 * Math.sqrt(2 / fitted.errors.length),
    observations: length,
    effectiveObservations: fitted.errors.length,
    loglik: fitted.loglik,
    adjustedLoglik: fitted.adjustedLoglik,
    aic: fitted.aic,
    aicc: fitted.aicc,
    hannanQuinn: fitted.hannanQuinn,
    bic: fitted.bic,
    regression: regressionRows(fitted),
    derived: derivedRows(fitted),
    effects: inside,
    backcastEffects: before,
    completed,
    linearised,
    linearisedBackcast: backward.slice().reverse(),
    forecasts,
    backcasts,
    residuals,
    residualStart,
    residualDiagnostics: residualDiagnostics(residuals, free, frequency, residualStart, options.maxlag ?? (frequency === 12 ? 24 : 8)),
    outliers: detected(model, fitted),
    forecastErrors: percentageErrors(model, linear, inside, completed, operators, constant),
    trail: options.trail,
    warnings: options.warnings,
  };
}

function coefficientOf(fitted: Fitted, kind: ColumnKind): number {
  const at = fitted.columns.findIndex((column) => column.kind === kind);
  return at < 0 ? 0 : fitted.estimate.coefficients[at]!;
}

function completeOriginal(model: WorkingModel, fitted: Fitted, missing: readonly number[]): Float64Array {
  const completed = model.original.slice();
  for (const t of missing) {
    const at = fitted.columns.findIndex((column) => column.kind === 'missing' && column.at === t);
    const effect = at < 0 ? 0 : fitted.estimate.coefficients[at]!;
    completed[t] =
      model.transform === 'log'
        ? completed[t]! * Math.exp(-effect)
        : completed[t]! - effect * model.priorFactors()[model.frame.backcast + t]!;
  }
  return completed;
}

function gatherEffects(model: WorkingModel, fitted: Fitted, from: number, to: number): RegressionEffects {
  const size = to - from;
  const empty = () => new Float64Array(size);
  const parts = {
    tradingDay: empty(),
    holiday: empty(),
    ao: empty(),
    ls: empty(),
    tc: empty(),
    so: empty(),
    user: empty(),
    seasonal: empty(),
  };
  const place: Readonly<Record<ColumnKind, keyof typeof parts | undefined>> = {
    constant: undefined,
    missing: undefined,
    td: 'tradingDay',
    leap: 'tradingDay',
    holiday: 'holiday',
    ao: 'ao',
    ls: 'ls',
    tc: 'tc',
    so: 'so',
    ramp: 'ls',
    tl: 'ls',
    seasonal: 'seasonal',
    user: 'user',
  };
  for (const [i, column] of fitted.columns.entries()) {
    const key = place[column.kind];
    if (key === undefined) continue;
    const b = fitted.estimate.coefficients[i]!;
    for (let t = 0; t < size; t++) parts[key][t]! += b * column.values[from + t]!;
  }
  const priorFactor = model.priorFactors().slice(from, to);
  const calendar = empty();
  for (let t = 0; t < size; t++) {
    const prior = model.transform === 'log' ? Math.log(priorFactor[t]!) : 0;
    calendar[t] = parts.tradingDay[t]! + parts.holiday[t]! + prior;
  }
  return { ...parts, calendar, priorFactor };
}

/** Sum of all regression effects, without the prior factor. */
const regressionSum = (effects: RegressionEffects, t: number): number =>
  effects.tradingDay[t]! +
  effects.holiday[t]! +
  effects.ao[t]! +
  effects.ls[t]! +
  effects.tc[t]! +
  effects.so[t]! +
  effects.user[t]! +
  effects.seasonal[t]!;

function linearise(model: WorkingModel, completed: Float64Array, effects: RegressionEffects): Float64Array {
  return completed.map((value, t) => {
    const adjusted = value / effects.priorFactor[t]!;
    return (model.transform === 'log' ? Math.log(adjusted) : adjusted) - regressionSum(effects, t);
  });
}

/** Standard errors of the forecasts on the transformed scale: innovations to come and the uncertainty of the regression coefficients. */
function forecastErrors(model: WorkingModel, fitted: Fitted, operators: Operators, horizon: number, backward: boolean): Float64Array {
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

function armaParameters(model: WorkingModel, fitted: Fitted): ArmaParameter[] {
  const { orders, frame } = model;
  const errors = parameterErrors(fitted, frame.frequency, model.fixed);
  const parameters: ArmaParameter[] = [];
  let at = 0;
  const take = (operator: 'AR' | 'MA', factor: 'Nonseasonal' | 'Seasonal', count: number) => {
    for (let i = 1; i <= count; i++, at++) {
      parameters.push({
        operator,
        factor,
        lag: factor === 'Seasonal' ? i * frame.frequency : i,
        estimate: fitted.estimate.parameters[at]!,
        se: errors[at]!,
      });
    }
  };
  take('AR', 'Nonseasonal', orders.p);
  take('AR', 'Seasonal', orders.P);
  take('MA', 'Nonseasonal', orders.q);
  take('MA', 'Seasonal', orders.Q);
  return parameters;
}

const standardError = (fitted: Fitted, i: number): number => combinationError(fitted, new Map([[i, 1]]));

/** Rows in the order of the columns; automatic outliers in order of time, as the reference prints them. */
function regressionRows(fitted: Fitted): RegressionRow[] {
  return [...fitted.columns.entries()]
    .filter(([, column]) => column.kind !== 'missing')
    .sort(([i, a], [j, b]) => Number(a.automatic) - Number(b.automatic) || (a.automatic ? a.at! - b.at! : i - j))
    .map(([i, column]) => ({
      group: column.group,
      variable: column.variable,
      estimate: fitted.estimate.coefficients[i]!,
      se: standardError(fitted, i),
    }));
}

function derivedRows(fitted: Fitted): RegressionRow[] {
  const rows: RegressionRow[] = [];
  const groups = new Set(
    fitted.columns.filter((column) => column.kind === 'td' && !column.group.startsWith('User')).map((column) => column.group),
  );
  for (const group of groups) {
    const members = [...fitted.columns.entries()].filter(([, column]) => column.group === group);
    const factor = group.startsWith('1-') ? -2.5 : -1;
    const estimate = members.reduce((sum, [i]) => sum + factor * fitted.estimate.coefficients[i]!, 0);
    const se = combinationError(fitted, new Map(members.map(([i]) => [i, factor])));
    rows.push({ group, variable: factor === -1 ? 'Sun' : 'Sat/Sun', estimate, se });
  }
  return rows;
}

function detected(model: WorkingModel, fitted: Fitted): DetectedOutlier[] {
  const statistics = regressionStatistics(fitted);
  return [...fitted.columns.entries()]
    .filter(([, column]) => column.automatic)
    .map(([i, column]) => ({
      type: column.kind as OutlierType,
      period: model.frame.start + column.at!,
      name: column.variable,
      estimate: fitted.estimate.coefficients[i]!,
      se: standardError(fitted, i),
      t: statistics[i]!,
    }))
    .sort((a, b) => a.period - b.period);
}

/** Average absolute percentage error of twelve forecasts from the end of each of the three years before the last, coefficients kept. */
function percentageErrors(
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
