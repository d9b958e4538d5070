import { fitArima } from '../forecasting/arima-fit.ts';
import { factorsOf } from '../forecasting/arma-likelihood.ts';
import { SeriesRefusal } from '../refusal.ts';
import { allocate, type SeatsModel } from './allocation.ts';
import { type CanonicalDecomposition, type Component, canonicalDecomposition, type Factorisation } from './canonical.ts';
import { extended } from './extension.ts';
import { standardErrors } from './standard-errors.ts';
import { multiplySymmetric, type Symmetric, squaredModulus } from './symmetric.ts';

export type SeatsMode = 'additive' | 'multiplicative';

/** Components of a series over its span, then over the forecasts asked for; in multiplicative mode on the original scale, seasonal, irregular and transitory being factors. */
export interface SeatsResult {
  /** Table s10. */
  readonly seasonal: Float64Array;
  /** Table s11. */
  readonly adjusted: Float64Array;
  /** Table s12. */
  readonly trend: Float64Array;
  /** Table s13; in it lies the transitory component too, as in the reference's final irregular. */
  readonly irregular: Float64Array;
  /** Table s14, where the model has one. */
  readonly transitory?: Float64Array;
  /** Of the estimates over the span, on the scale of the model (logarithms in multiplicative mode), revision included. */
  readonly standardErrors: { readonly seasonal: Float64Array; readonly trend: Float64Array };
  readonly decomposition: CanonicalDecomposition;
  /** The model that was decomposed: moving-average coefficients kept at most 0.99; and why it is another than asked for. */
  readonly model: SeatsModel;
  readonly fallback?: { readonly to: 'airline'; readonly reason: SeatsFallbackReason };
}

/** `not-decomposable`: the irregular would have a negative variance; `not-invertible`: a moving-average root lies on the unit circle. */
export type SeatsFallbackReason = 'not-decomposable' | 'not-invertible' | 'no-seasonal-part';

/** Extension beyond which the filter's weights are below this. */
const WEIGHT = 1e-10;
const LONGEST_EXTENSION = 30_000;
const LEAST_INVERTIBLE = 0.9995;
const LARGEST_COEFFICIENT = 0.99;

/**
 * Decomposes a series by the canonical decomposition of its ARIMA model and the Wiener–Kolmogorov filters, applied to the series extended by
 * the model's own forecasts and backcasts (Burman 1980). A model that has no admissible decomposition is replaced by the airline model fitted
 * to the series.
 *
 * @param model      estimated model, in the convention 1 − φB, 1 − θB
 * @param linearised span of the series without regression effects, on the scale of the model: logarithms in multiplicative mode
 * @param horizon    periods beyond the span over which the components are forecast
 * @throws SeriesRefusal `series-too-short`, `missing-values`, `no-admissible-decomposition`
 */
export function seats(model: SeatsModel, linearised: Float64Array, mode: SeatsMode, horizon = 0): SeatsResult {
  const least = model.d + model.D * model.frequency + 2 * model.frequency;
  if (linearised.length < least) {
    throw new SeriesRefusal('series-too-short', { field: 'values', values: { observations: linearised.length, least } });
  }
  const gap = linearised.findIndex((value) => !Number.isFinite(value));
  if (gap >= 0) throw new SeriesRefusal('missing-values', { field: 'values', values: { index: gap } });
  const invertible = keptInvertible(withoutTraces(model));
  const outcome = decomposable(invertible);
  if (typeof outcome !== 'string') return extract(invertible, outcome, linearised, mode, horizon);
  const airline = airlineModel(model, linearised);
  const second = airline && decomposable(airline);
  if (airline === undefined || second === undefined || typeof second === 'string') {
    throw new SeriesRefusal('no-admissible-decomposition', { field: 'model', values: { reason: outcome } });
  }
  return { ...extract(airline, second, linearised, mode, horizon), fallback: { to: 'airline', reason: outcome } };
}

/** A coefficient that no estimate can tell from nothing is nothing: its root would lie at infinity and spoil the factors. */
function withoutTraces(model: SeatsModel): SeatsModel {
  const kept = (coefficients: Float64Array): Float64Array => coefficients.map((value) => (Math.abs(value) < 1e-12 ? 0 : value));
  return {
    ...model,
    phi: kept(model.phi),
    theta: kept(model.theta),
    seasonalPhi: kept(model.seasonalPhi),
    seasonalTheta: kept(model.seasonalTheta),
  };
}

interface Decomposable {
  readonly factors: Factorisation;
  readonly decomposition: CanonicalDecomposition;
}

function decomposable(model: SeatsModel): Decomposable | SeatsFallbackReason {
  const factors = allocate(model);
  if (factors === undefined) return 'not-decomposable';
  if (factors.seasonal.length === 1) return 'no-seasonal-part';
  if (!(largestInverseRoot(factors.movingAverage) < LEAST_INVERTIBLE)) return 'not-invertible';
  const decomposition = canonicalDecomposition(factors);
  return decomposition === undefined ? 'not-decomposable' : { factors, decomposition };
}

/** The modulus of the largest inverse root of a moving average, by the growth of its inverse's weights over a long way. */
function largestInverseRoot(polynomial: Float64Array): number {
  if (polynomial.length === 1) return 0;
  const order = polynomial.length - 1;
  const way = 400 * order;
  const window = new Float64Array(order);
  window[0] = 1;
  let largest = 1;
  let logarithm = 0;
  for (let t = 1; t < way; t++) {
    let value = 0;
    for (let lag = 1; lag <= Math.min(order, t); lag++) value -= (polynomial[lag] as number) * (window[(t - lag) % order] as number);
    window[t % order] = value;
    if (t % order === 0) {
      largest = window.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
      if (largest === 0) return 0;
      logarithm += Math.log(largest);
      for (let k = 0; k < order; k++) window[k] = (window[k] as number) / largest;
    }
  }
  return Math.exp(logarithm / way);
}

function airlineModel(model: SeatsModel, linearised: Float64Array): SeatsModel | undefined {
  const orders = { p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1 };
  const fit = fitArima(linearised, model.frequency, orders, false);
  if (fit === undefined) return undefined;
  const { theta, seasonalTheta } = factorsOf(orders, fit.coefficients);
  return keptInvertible({
    phi: new Float64Array(),
    theta,
    seasonalPhi: new Float64Array(),
    // A negative seasonal coefficient has no admissible decomposition.
    seasonalTheta: seasonalTheta.map((value) => Math.max(0, value)),
    d: 1,
    D: 1,
    frequency: model.frequency,
    sigma2: fit.sigma2,
  });
}

/** Single moving-average coefficients nearer to one are taken for this (the reference's `xl`): a filter must forget its past. */
function keptInvertible(model: SeatsModel): SeatsModel {
  const kept = (coefficients: Float64Array): Float64Array =>
    coefficients.length === 1
      ? coefficients.map((value) => Math.min(LARGEST_COEFFICIENT, Math.max(-LARGEST_COEFFICIENT, value)))
      : coefficients;
  return { ...model, theta: kept(model.theta), seasonalTheta: kept(model.seasonalTheta) };
}

function extract(
  model: SeatsModel,
  { factors, decomposition }: Decomposable,
  linearised: Float64Array,
  mode: SeatsMode,
  horizon: number,
): SeatsResult {
  const modulus = largestInverseRoot(factors.movingAverage);
  const shortest = 4 * (factors.movingAverage.length + model.frequency);
  const forgetting = shortest + (modulus > 0 ? Math.ceil(Math.log(WEIGHT) / Math.log(modulus)) : 0);
  const reach = Math.min(LONGEST_EXTENSION, forgetting) + horizon;
  const series = extended(linearised, model, reach);
  const covered = series.slice(reach, reach + linearised.length + horizon);
  const estimate = (component: Component, others: Symmetric): Float64Array =>
    wienerKolmogorov(series, multiplySymmetric(component.numerator, others), factors.movingAverage).slice(reach, reach + covered.length);
  const trendModulus = squaredModulus(factors.trend);
  const seasonalModulus = squaredModulus(factors.seasonal);
  const transitoryModulus = squaredModulus(factors.transitory);
  const seasonal = estimate(decomposition.seasonal, multiplySymmetric(trendModulus, transitoryModulus));
  const trend = estimate(decomposition.trend, multiplySymmetric(seasonalModulus, transitoryModulus));
  const transitory = decomposition.transitory.numerator.some((value) => value !== 0)
    ? estimate(decomposition.transitory, multiplySymmetric(trendModulus, seasonalModulus))
    : undefined;
  const common = {
    standardErrors: {
      seasonal: standardErrors('seasonal', factors, decomposition, model.sigma2, linearised.length),
      trend: standardErrors('trend', factors, decomposition, model.sigma2, linearised.length),
    },
    decomposition,
    model,
  };
  const adjusted = covered.map((value, t) => value - (seasonal[t] as number));
  const irregular = adjusted.map((value, t) => value - (trend[t] as number));
  if (mode === 'additive') return { seasonal, adjusted, trend, irregular, ...(transitory && { transitory }), ...common };
  return {
    ...levelled(covered, seasonal, irregular, linearised.length, model.frequency),
    ...(transitory && { transitory: transitory.map(Math.exp) }),
    ...common,
  };
}

/**
 * Back to the original scale. The mean of exponentials is not the exponential of the mean, so the seasonal factors are made to average one over
 * the whole years of the span and the irregular ones over the span; the trend takes up the rest (bias correction of the reference program).
 */
function levelled(
  covered: Float64Array,
  seasonal: Float64Array,
  irregular: Float64Array,
  span: number,
  frequency: number,
): Pick<SeatsResult, 'seasonal' | 'adjusted' | 'trend' | 'irregular'> {
  const whole = span - (span % frequency);
  const factors = seasonal.map(Math.exp);
  const level = factors.subarray(0, whole).reduce((sum, factor) => sum + factor / whole, 0);
  const noise = irregular.map(Math.exp);
  const noiseLevel = noise.subarray(0, span).reduce((sum, factor) => sum + factor / span, 0);
  const adjusted = covered.map((value, t) => Math.exp(value) / ((factors[t] as number) / level));
  return {
    seasonal: factors.map((factor) => factor / level),
    adjusted,
    trend: adjusted.map((value, t) => value / ((noise[t] as number) / noiseLevel)),
    irregular: noise.map((factor) => factor / noiseLevel),
  };
}

/** numerator(B, F) ÷ θ(B)θ(F) applied to a series that is long enough at both ends for the start values to be forgotten. */
function wienerKolmogorov(series: Float64Array, numerator: Symmetric, movingAverage: Float64Array): Float64Array {
  const length = series.length;
  const result = new Float64Array(length);
  const width = numerator.length - 1;
  for (let t = width; t < length - width; t++) {
    let sum = (numerator[0] as number) * (series[t] as number);
    for (let lag = 1; lag <= width; lag++) sum += (numerator[lag] as number) * ((series[t - lag] as number) + (series[t + lag] as number));
    result[t] = sum;
  }
  const order = movingAverage.length - 1;
  for (let t = 0; t < length; t++) {
    let value = result[t] as number;
    for (let lag = 1; lag <= Math.min(order, t); lag++) value -= (movingAverage[lag] as number) * (result[t - lag] as number);
    result[t] = value;
  }
  for (let t = length - 1; t >= 0; t--) {
    let value = result[t] as number;
    for (let lag = 1; lag <= Math.min(order, length - 1 - t); lag++) value -= (movingAverage[lag] as number) * (result[t + lag] as number);
    result[t] = value;
  }
  return result;
}
