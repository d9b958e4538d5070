import type { PeriodIndex } from '../period.ts';

/** Orders of a multiplicative seasonal ARIMA model (p d q)(P D Q) at the series' own frequency. */
export interface ArimaOrders {
  readonly p: number;
  readonly d: number;
  readonly q: number;
  readonly P: number;
  readonly D: number;
  readonly Q: number;
}

export type Transform = 'log' | 'none';
export type OutlierType = 'ao' | 'ls' | 'tc' | 'so';

/**
 * A regressor that the caller brings: one value a period from the first backcast to the last forecast. Working days by a national
 * calendar are one of group `td` with centre `seasonal`: days worked less the mean of that calendar month.
 */
export interface UserRegressor {
  readonly name: string;
  /** Values from `start`; they must cover backcasts, span and forecasts. */
  readonly values: ArrayLike<number>;
  /** Period of the first value; the first period of the series when absent. */
  readonly start?: PeriodIndex;
  /** Which effect it belongs to: removed as calendar (`td`, `holiday`) or left in the adjusted series (`user`). Default `user`. */
  readonly group?: 'td' | 'holiday' | 'user' | 'seasonal';
  /** Subtract the mean of the values, or the mean by calendar month. Default none. */
  readonly centre?: 'mean' | 'seasonal';
}

/** What to estimate; the names are those of X-13ARIMA-SEATS (regression, outlier, automdl, estimate and forecast specs). */
export interface RegArimaSpec {
  readonly transform: Transform | 'auto';
  readonly arima: ArimaOrders | 'auto';
  /** `const`, `td`, `tdnolpyear`, `td1coef`, `td1nolpyear`, `lpyear`, `lom`, `loq`, `easter[8]`, `AO1993.Jan`, … (see regressors.ts). */
  readonly regression?: readonly string[];
  readonly user?: readonly UserRegressor[];
  /** Outlier types searched for; none when absent or empty. */
  readonly outliers?: readonly OutlierType[];
  /** Critical |t| of the outlier search; by the length of the span when absent. */
  readonly criticalValue?: number;
  /** Span of the outlier search (inclusive); the whole series when absent. */
  readonly outlierSpan?: { readonly from?: PeriodIndex; readonly to?: PeriodIndex };
  /** Longest run of level shifts tested for cancelling into a temporary level shift; 0 or 1 tests none. */
  readonly levelShiftRun?: number;
  /** Decay of a temporary change a period; 0.7^(12/s) when absent. */
  readonly temporaryChangeRate?: number;
  /** Regressors that stay only if they lower AICc: `td`, `tdnolpyear`, `td1coef`, `td1nolpyear`, `tdstock`, `lom`, `loq`, `lpyear`, `easter`, `user`. */
  readonly aictest?: readonly string[];
  /** AICc gain that a tested regressor must bring; 0 when absent. */
  readonly aicdiff?: number;
  readonly automatic?: AutomaticModelOptions;
  /** Periods forecast beyond the span, 0 or more. */
  readonly forecast: number;
  readonly backcast: number;
  /** Coverage of the forecast interval; 0.95 when absent. */
  readonly probability?: number;
  /** Fixed ARMA coefficients by their order in `RegArimaResult.parameters`; others are estimated. */
  readonly fixed?: { readonly parameters?: readonly (number | null)[] };
  /** Residual autocorrelations tested; 24 (8 for quarters) when absent. */
  readonly maxlag?: number;
}

/** Options of the automatic choice, with the reference's names and defaults. */
export interface AutomaticModelOptions {
  /** Highest regular and seasonal ARMA order; (2 1). */
  readonly maxorder?: readonly [regular: number, seasonal: number];
  /** Highest regular and seasonal difference; (2 1). */
  readonly maxdiff?: readonly [regular: number, seasonal: number];
  /** Take the airline model at once when its residuals pass; false. */
  readonly acceptdefault?: boolean;
  /** Test whether the model needs a mean; true. */
  readonly checkmu?: boolean;
  /** Allow models with both AR and MA terms; true. */
  readonly mixed?: boolean;
  /** Prefer models whose AR and MA orders balance; false. */
  readonly balanced?: boolean;
  /** Start orders by Hannan–Rissanen rather than exact likelihood; false. */
  readonly hrinitial?: boolean;
  /** Confidence of the Ljung–Box test of the final model; 0.95. */
  readonly ljungboxlimit?: number;
  /** |t| under which a final ARMA coefficient is dropped; 1.0. */
  readonly armalimit?: number;
  /** Share by which a failing model lowers the outliers' critical value; 0.14286. */
  readonly reducecv?: number;
  /** Modulus under which a final AR root is a unit root; 1.05. */
  readonly urfinal?: number;
  /** Modulus limits of the first (1.04) and second (1.13) differencing step; 1/0.96 and 1/0.88 in the reference. */
  readonly ub1?: number;
  readonly ub2?: number;
}

/** Work that must end: every loop of the engine asks `reached()` and refuses with the code `time-limit` when it is true. */
export interface Deadline {
  reached(): boolean;
}

export interface ArmaParameter {
  readonly operator: 'AR' | 'MA';
  readonly factor: 'Nonseasonal' | 'Seasonal';
  /** In periods of the series: 1, 2, … or the frequency. */
  readonly lag: number;
  /** φ or θ of the operator 1 − φB or 1 − θB. */
  readonly estimate: number;
  readonly se: number;
}

export interface RegressionRow {
  /** Group title as the reference prints it: `Trading Day`, `Easter[8]`, `AutoOutlier`, `User-defined`, … */
  readonly group: string;
  readonly variable: string;
  readonly estimate: number;
  readonly se: number;
}

/** Test statistic, degrees of freedom and p-value of the portmanteau test up to one lag. */
export interface LagTest {
  readonly lag: number;
  readonly statistic: number;
  readonly degrees: number;
  readonly probability: number;
}

export interface ResidualDiagnostics {
  /** Ljung–Box on the residuals by lag; only lags with positive degrees of freedom. */
  readonly ljungBox: readonly LagTest[];
  /** Ljung–Box on the squared residuals, degrees of freedom = lag. */
  readonly squaredLjungBox: readonly LagTest[];
  /** Lags of `ljungBox` with p under 0.05. */
  readonly failedLags: readonly number[];
  readonly skewness: number;
  readonly kurtosis: number;
  /** Geary's a, mean absolute deviation over standard deviation. */
  readonly geary: number;
  readonly durbinWatson: number;
  /** Friedman test of stable seasonality in the residuals. */
  readonly friedman: LagTest | undefined;
  readonly autocorrelations: Float64Array;
}

export interface Forecast {
  readonly period: PeriodIndex;
  /** On the original scale. */
  readonly point: number;
  readonly lower95: number;
  readonly upper95: number;
  /** On the transformed scale. */
  readonly transformed: number;
  readonly standardError: number;
}

/**
 * Effects that the regression and the prior factors explain, on the transformed scale: to be added (after log: their exponential is
 * the factor). Each array holds the span followed by the forecasts; the `backcast…` twin of the object holds the backcasts.
 */
export interface RegressionEffects {
  /** Trading day with leap year, without the prior leap-year factor. */
  readonly tradingDay: Float64Array;
  /** Easter, Chinese New Year and other moving holidays, user regressors of the group `holiday`. */
  readonly holiday: Float64Array;
  /** tradingDay + holiday + log of the prior leap-year factor: everything that D18 removes. */
  readonly calendar: Float64Array;
  readonly ao: Float64Array;
  readonly ls: Float64Array;
  readonly tc: Float64Array;
  readonly so: Float64Array;
  /** User regressors of no other group. */
  readonly user: Float64Array;
  /** Fixed seasonal regressors, trigonometric terms and user regressors of the group `seasonal`. */
  readonly seasonal: Float64Array;
  /** Prior leap-year, length-of-month factor on the original scale (1 where none): the data are divided by it before the logarithm. */
  readonly priorFactor: Float64Array;
}

/** Successive level shifts and the t statistic of their sum: under 2 they were a temporary shift. */
export interface LevelShiftRun {
  readonly name: string;
  readonly shifts: number;
  readonly sum: number;
  readonly t: number;
}

export interface DetectedOutlier {
  readonly type: OutlierType;
  readonly period: PeriodIndex;
  /** As the reference writes it: `AO1951.May`. */
  readonly name: string;
  readonly estimate: number;
  readonly se: number;
  readonly t: number;
}

export interface RegArimaResult {
  readonly transform: Transform;
  readonly orders: ArimaOrders;
  readonly frequency: number;
  readonly hasConstant: boolean;
  readonly parameters: readonly ArmaParameter[];
  /** Maximum-likelihood innovation variance, sum of squares over `effectiveObservations`, and its standard error. */
  readonly sigma2: number;
  readonly sigma2se: number;
  readonly observations: number;
  readonly effectiveObservations: number;
  /** Log likelihood of the transformed series (key `loglikelihood` of the reference). */
  readonly loglik: number;
  /** The same with the Jacobian of the transform: that of the original series, which aic, aicc and bic go by. */
  readonly adjustedLoglik: number;
  readonly aic: number;
  readonly aicc: number;
  readonly hannanQuinn: number;
  readonly bic: number;
  readonly regression: readonly RegressionRow[];
  /** Rows that follow from others, such as the Sunday of six contrasts. */
  readonly derived: readonly RegressionRow[];
  readonly effects: RegressionEffects;
  readonly backcastEffects: RegressionEffects;
  /** Original values, missing ones replaced by their estimates. */
  readonly completed: Float64Array;
  /** Completed series on the transformed scale less all regression and prior effects but the constant, with forecasts. */
  readonly linearised: Float64Array;
  /** The same, before the first period: `backcast` values in time order. */
  readonly linearisedBackcast: Float64Array;
  readonly forecasts: readonly Forecast[];
  readonly backcasts: readonly Forecast[];
  /** Innovations of the differenced series, first at `residualStart`. */
  readonly residuals: Float64Array;
  readonly residualStart: PeriodIndex;
  readonly residualDiagnostics: ResidualDiagnostics;
  readonly outliers: readonly DetectedOutlier[];
  readonly levelShiftRuns: readonly LevelShiftRun[];
  /** Average absolute percentage error of the within-sample forecasts of the last three years, newest first, and their mean. */
  readonly forecastErrors: { readonly years: readonly number[]; readonly mean: number } | undefined;
  /** Keys and values of the automatic decisions under the reference's names (`aictrans`, `aictest.td`, `automdl.first`, …). */
  readonly trail: Readonly<Record<string, string | number | readonly (number | string)[]>>;
  readonly warnings: readonly string[];
}
