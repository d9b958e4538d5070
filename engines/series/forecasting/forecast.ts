import { type Frequency, formatPeriod, type Series } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';
import { type ArimaFit, forecastArima } from './arima-fit.ts';
import { factorsOf } from './arma-likelihood.ts';
import { chooseArima } from './auto-arima.ts';
import { type Calibration, combination } from './combination.ts';
import type { EtsFit } from './ets-fit.ts';
import { forecastEts } from './ets-forecast.ts';
import { etsName } from './ets-recursion.ts';
import { chooseEts } from './ets-selection.ts';
import { type Bounds, normalBounds, type PointsAndSpread } from './intervals.ts';
import { prepare } from './preparation.ts';
import { seasonalNaive } from './seasonal-naive.ts';
import { theta } from './theta.ts';

export type ForecastMethod = 'snaive' | 'theta' | 'ets' | 'arima' | 'combination';

export interface ForecastSpec {
  readonly method: ForecastMethod;
  /** Periods ahead, 1 to 600. */
  readonly horizon: number;
  /** Coverage of the intervals in per cent, such as 80 and 95. */
  readonly levels: readonly number[];
  /** `log`: the work is done on logarithms, and the points are medians. */
  readonly transform?: 'none' | 'log';
}

/** Bounds are named by their level: `lower80`, `upper95`. */
export type ForecastRow = { readonly period: string; readonly point: number } & {
  readonly [bound: `lower${number}` | `upper${number}`]: number;
};

/** What was fitted, under the names that the method's literature uses. */
export interface ForecastModel {
  readonly method: string;
  readonly [name: string]: string | number | boolean | readonly ArimaParameter[] | Readonly<Record<string, ForecastModel>> | Calibration;
}

/** Coefficient of an ARIMA model in the sign convention 1 − φB, 1 − θB. */
export interface ArimaParameter {
  readonly operator: 'AR' | 'MA';
  readonly factor: 'Nonseasonal' | 'Seasonal';
  readonly lag: number;
  readonly estimate: number;
}

export interface ForecastAnswer {
  readonly forecast: readonly ForecastRow[];
  readonly model: ForecastModel;
  readonly warnings: readonly string[];
}

/** A method's result on the scale on which it worked. */
interface MethodResult {
  readonly points: Float64Array;
  readonly bounds: readonly Bounds[];
  readonly model: ForecastModel;
  readonly warnings: readonly string[];
}

const MOST_PERIODS = 600;
/** Milliseconds after which no further model is tried (warning `time-limit`). */
const TIME_LIMIT = 5_000;

/**
 * Forecasts a series.
 *
 * Inner gaps are interpolated (warning `missing-interpolated`); a constant series is carried forward with intervals of no width (warning
 * `series-constant`); a logarithm that cannot be taken is left out (warning `log-left-out`); multiplicative forms are left out where a value
 * is not positive (warning `multiplicative-forms-left-out`); a series too short for a method is forecast by Theta (warnings
 * `too-short-for-ets`, `too-short-for-arima`).
 *
 * @throws SeriesRefusal `method-unknown`, `horizon-out-of-range`, `level-out-of-range`, `all-missing`, `series-too-short`, `series-too-long`, `not-finite`,
 * `value-out-of-range`
 */
export function forecast(series: Series, spec: ForecastSpec): ForecastAnswer {
  check(spec);
  const prepared = prepare(series);
  const warnings = [...prepared.warnings];
  const log = spec.transform === 'log' && prepared.values.every((value) => value > 0);
  if (spec.transform === 'log' && !log) warnings.push('log-left-out');
  const values = log ? prepared.values.map(Math.log) : prepared.values;
  const horizon = spec.horizon + prepared.trailing;
  const isConstant = values.every((value) => value === values[0]);
  if (isConstant) warnings.push('series-constant');
  const result = isConstant ? constant(values, horizon, spec.levels) : methods[spec.method](values, series.frequency, horizon, spec.levels);
  const back = log ? Math.exp : (value: number) => value;
  const rows: ForecastRow[] = [];
  for (let step = prepared.trailing; step < horizon; step++) {
    const row: Record<string, number | string> = {
      period: formatPeriod(series.start + series.values.length + step - prepared.trailing, series.frequency),
      point: back(result.points[step] as number),
    };
    for (const bounds of result.bounds) {
      row[`lower${bounds.level}`] = back(bounds.lower[step] as number);
      row[`upper${bounds.level}`] = back(bounds.upper[step] as number);
    }
    rows.push(row as ForecastRow);
  }
  return { forecast: rows, model: { ...result.model, transform: log ? 'log' : 'none' }, warnings: [...warnings, ...result.warnings] };
}

type Method = (values: Float64Array, frequency: Frequency, horizon: number, levels: readonly number[]) => MethodResult;

const methods: Readonly<Record<ForecastMethod, Method>> = {
  snaive: (values, frequency, horizon, levels) => normal(seasonalNaive(values, frequency, horizon), levels, { method: 'snaive' }),
  theta: (values, frequency, horizon, levels) => {
    const result = theta(values, frequency, horizon);
    return normal(result, levels, { method: 'theta', seasonal: result.seasonal, alpha: result.alpha, drift: result.drift });
  },
  ets: (values, frequency, horizon, levels) => {
    const choice = chooseEts(values, frequency, performance.now() + TIME_LIMIT);
    if (choice === undefined) return { ...methods.theta(values, frequency, horizon, levels), warnings: ['too-short-for-ets'] };
    return { ...normal(forecastEts(choice.fit, horizon), levels, etsModel(choice.fit)), warnings: choice.warnings };
  },
  arima: (values, frequency, horizon, levels) => {
    const choice = chooseArima(values, frequency, performance.now() + TIME_LIMIT);
    if (choice === undefined) return { ...methods.theta(values, frequency, horizon, levels), warnings: ['too-short-for-arima'] };
    return { ...normal(forecastArima(choice.fit, horizon), levels, arimaModel(choice.fit)), warnings: choice.warnings };
  },
  combination: (values, frequency, horizon, levels) => {
    const { points, bounds, ets, arima, calibration, warnings } = combination(values, frequency, horizon, levels, TIME_LIMIT);
    const members = { ...(ets && { ets: etsModel(ets) }), ...(arima && { arima: arimaModel(arima) }) };
    return { points, bounds, model: { method: 'combination', members, calibration }, warnings };
  },
};

const arimaModel = (fit: ArimaFit): ForecastModel => {
  const { p, d, q, P, D, Q } = fit.orders;
  const { phi, theta: moving, seasonalPhi, seasonalTheta } = factorsOf(fit.orders, fit.coefficients);
  const rows = (operator: 'AR' | 'MA', factor: 'Nonseasonal' | 'Seasonal', coefficients: Float64Array): ArimaParameter[] =>
    Array.from(coefficients, (estimate, k) => ({ operator, factor, lag: (k + 1) * (factor === 'Seasonal' ? fit.frequency : 1), estimate }));
  return {
    method: 'ARIMA',
    arima: `(${p} ${d} ${q})${fit.frequency > 1 ? `(${P} ${D} ${Q})` : ''}`,
    parameters: [
      ...rows('AR', 'Nonseasonal', phi),
      ...rows('AR', 'Seasonal', seasonalPhi),
      ...rows('MA', 'Nonseasonal', moving),
      ...rows('MA', 'Seasonal', seasonalTheta),
    ],
    ...(fit.withConstant && { mean: fit.mean }),
    sigma2: fit.sigma2,
    loglik: fit.loglik,
    aic: fit.aic,
    aicc: fit.aicc,
    bic: fit.bic,
  };
};

const etsModel = (fit: EtsFit): ForecastModel => ({
  method: etsName(fit.form),
  alpha: fit.alpha,
  ...(fit.form.trend === 'A' && { beta: fit.beta }),
  ...(fit.form.season !== 'N' && { gamma: fit.gamma }),
  ...(fit.form.damped && { phi: fit.phi }),
  sigma2: fit.sigma2,
  loglik: fit.loglik,
  aic: fit.aic,
  aicc: fit.aicc,
  bic: fit.bic,
});

const normal = (result: PointsAndSpread, levels: readonly number[], model: ForecastModel): MethodResult => ({
  points: result.points,
  bounds: normalBounds(result, levels),
  model,
  warnings: [],
});

const constant = (values: Float64Array, horizon: number, levels: readonly number[]): MethodResult =>
  normal({ points: new Float64Array(horizon).fill(values[0] as number), spread: new Float64Array(horizon) }, levels, {
    method: 'constant',
  });

function check(spec: ForecastSpec): void {
  if (!Object.hasOwn(methods, spec.method))
    throw new SeriesRefusal('method-unknown', { field: 'spec.method', values: { method: spec.method } });
  if (!Number.isInteger(spec.horizon) || spec.horizon < 1 || spec.horizon > MOST_PERIODS) {
    throw new SeriesRefusal('horizon-out-of-range', { field: 'spec.horizon', values: { horizon: spec.horizon, most: MOST_PERIODS } });
  }
  for (const level of spec.levels) {
    if (!(level > 0 && level < 100)) throw new SeriesRefusal('level-out-of-range', { field: 'spec.levels', values: { level } });
  }
}
