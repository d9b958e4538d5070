import { continueSeries, expandOperators } from '../arma/prediction.ts';
import type { Trail } from './aic-tests.ts';
import type { ColumnKind } from './columns.ts';
import { residualDiagnostics } from './diagnostics.ts';
import { forecastErrors, percentageErrors, regressionSum } from './forecast-errors.ts';
import { levelShiftRuns } from './level-shift-runs.ts';
import type { ArmaParameter, DetectedOutlier, Forecast, OutlierType, RegArimaResult, RegressionEffects, RegressionRow } from './model.ts';
import { normalQuantile } from './normal.ts';
import { modelResiduals } from './residuals.ts';
import { combinationError, type Fitted, parameterErrors, regressionStatistics, type WorkingModel } from './working.ts';

export interface ResultOptions {
  readonly maxlag: number | undefined;
  readonly probability: number;
  readonly missing: readonly number[];
  readonly levelShiftRun: number;
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
    levelShiftRuns: levelShiftRuns(model, fitted, options.levelShiftRun),
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

function linearise(model: WorkingModel, completed: Float64Array, effects: RegressionEffects): Float64Array {
  return completed.map((value, t) => {
    const adjusted = value / effects.priorFactor[t]!;
    return (model.transform === 'log' ? Math.log(adjusted) : adjusted) - regressionSum(effects, t);
  });
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
