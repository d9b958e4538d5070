import { SeriesRefusal } from '../refusal.ts';
import { type Conversion, checkShape, conversionWeight } from './denton.ts';
import { backwardInPlace, choleskyInPlace, forwardInPlace } from './matrix.ts';

/** Chow–Lin: residuals follow an AR(1); Fernández: a random walk; Litterman: a random walk of an AR(1). */
export type DisaggregationMethod = 'chow-lin' | 'fernandez' | 'litterman';

export interface Disaggregation {
  readonly values: Float64Array;
  readonly coefficients: Float64Array;
  readonly standardErrors: Float64Array;
  /** Autoregressive parameter of the residuals, NaN for Fernández. */
  readonly rho: number;
  readonly loglik: number;
}

interface Gls {
  readonly coefficients: Float64Array;
  readonly covariance: Float64Array;
  readonly weighted: Float64Array;
  readonly sigma2: number;
  readonly loglik: number;
}

/**
 * Temporal disaggregation by regression: annual y = C(Xβ + u), estimated by generalised least squares, the annual residuals spread by
 * V·C'(C V C')⁻¹. ρ maximises the likelihood. (Chow and Lin 1971; Fernández 1981; Litterman 1983; Sax and Steiner, R Journal 5/2, 2013.)
 *
 * @param regressors high-frequency columns; a constant is not added
 * @throws SeriesRefusal `indicator-too-short`, `series-too-short` (no more benchmarks than regressors), `regressors-collinear`
 */
export function disaggregate(
  benchmarks: Float64Array,
  regressors: readonly Float64Array[],
  frequency: number,
  method: DisaggregationMethod,
  conversion: Conversion = 'sum',
): Disaggregation {
  const first = regressors[0];
  if (first === undefined) throw new SeriesRefusal('field-missing', { field: 'indicators' });
  for (const regressor of regressors) checkShape(regressor, benchmarks, frequency);
  const length = Math.min(...regressors.map((regressor) => regressor.length));
  if (benchmarks.length <= regressors.length)
    throw new SeriesRefusal('series-too-short', {
      field: 'benchmarks',
      values: { observations: benchmarks.length, least: regressors.length + 1 },
    });
  const annual = regressors.map((regressor) => aggregate(regressor, benchmarks.length, frequency, conversion));
  const at = (rho: number): { gls: Gls; spread: Float64Array } => {
    const spread = covarianceAcross(rho, length, benchmarks.length, frequency, method, conversion);
    return {
      gls: generalisedLeastSquares(benchmarks, annual, aggregateRows(spread, length, benchmarks.length, frequency, conversion)),
      spread,
    };
  };
  const rho = method === 'fernandez' ? 0 : maximise((value) => at(value).gls.loglik, method === 'chow-lin' ? 0.999 : 0.99);
  const { gls, spread } = at(rho);
  const values = new Float64Array(length);
  for (let t = 0; t < length; t++) {
    let value = 0;
    for (const [k, regressor] of regressors.entries()) value += (regressor[t] as number) * (gls.coefficients[k] as number);
    for (let year = 0; year < benchmarks.length; year++)
      value += (spread[t * benchmarks.length + year] as number) * (gls.weighted[year] as number);
    values[t] = value;
  }
  const k = regressors.length;
  const standardErrors = Float64Array.from({ length: k }, (_, i) => Math.sqrt(gls.sigma2 * (gls.covariance[i * k + i] as number)));
  return { values, coefficients: gls.coefficients, standardErrors, rho: method === 'fernandez' ? Number.NaN : rho, loglik: gls.loglik };
}

/** The annual figures of a series. */
export function aggregate(values: Float64Array, years: number, frequency: number, conversion: Conversion): Float64Array {
  return Float64Array.from({ length: years }, (_, year) => {
    let sum = 0;
    for (let m = 0; m < frequency; m++) sum += conversionWeight(conversion, m, frequency) * (values[year * frequency + m] as number);
    return sum;
  });
}

/** V·C' (length × years), up to the residual variance: column by column, since V applied to a vector is a recursion. */
function covarianceAcross(
  rho: number,
  length: number,
  years: number,
  frequency: number,
  method: DisaggregationMethod,
  conversion: Conversion,
): Float64Array {
  const result = new Float64Array(length * years);
  const column = new Float64Array(length);
  for (let year = 0; year < years; year++) {
    column.fill(0);
    for (let m = 0; m < frequency; m++) column[year * frequency + m] = conversionWeight(conversion, m, frequency);
    if (method === 'chow-lin') applyAutoregressive(column, rho);
    else applyIntegrated(column, method === 'litterman' ? rho : 0);
    for (let t = 0; t < length; t++) result[t * years + year] = column[t] as number;
  }
  return result;
}

/** c → V·c with V = ρ^|i−j| / (1 − ρ²). */
function applyAutoregressive(c: Float64Array, rho: number): void {
  const n = c.length;
  const backward = new Float64Array(n);
  let carried = 0;
  for (let t = n - 1; t >= 0; t--) {
    backward[t] = carried;
    carried = rho * (carried + (c[t] as number));
  }
  carried = 0;
  for (let t = 0; t < n; t++) {
    carried = rho * carried + (c[t] as number);
    c[t] = (carried + (backward[t] as number)) / (1 - rho * rho);
  }
}

/** c → (D'H'HD)⁻¹·c, D first differences from a start at nought, H the AR(1) filter: four cumulations. */
function applyIntegrated(c: Float64Array, rho: number): void {
  const n = c.length;
  for (let t = n - 2; t >= 0; t--) c[t] = (c[t] as number) + (c[t + 1] as number);
  for (let t = n - 2; t >= 0; t--) c[t] = (c[t] as number) + rho * (c[t + 1] as number);
  for (let t = 1; t < n; t++) c[t] = (c[t] as number) + rho * (c[t - 1] as number);
  for (let t = 1; t < n; t++) c[t] = (c[t] as number) + (c[t - 1] as number);
}

/** C·(V·C'), years × years. */
function aggregateRows(spread: Float64Array, length: number, years: number, frequency: number, conversion: Conversion): Float64Array {
  const result = new Float64Array(years * years);
  for (let t = 0; t < Math.min(length, years * frequency); t++) {
    const year = Math.floor(t / frequency);
    const weight = conversionWeight(conversion, t % frequency, frequency);
    for (let other = 0; other < years; other++) {
      result[year * years + other] = (result[year * years + other] as number) + weight * (spread[t * years + other] as number);
    }
  }
  return result;
}

function generalisedLeastSquares(y: Float64Array, columns: readonly Float64Array[], covariance: Float64Array): Gls {
  const n = y.length;
  const k = columns.length;
  const factor = choleskyInPlace(covariance, n);
  const whiteY = forwardInPlace(factor, y.slice());
  const white = columns.map((column) => forwardInPlace(factor, column.slice()));
  const normal = new Float64Array(k * k);
  const right = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    right[i] = dot(white[i] as Float64Array, whiteY);
    for (let j = 0; j < k; j++) normal[i * k + j] = dot(white[i] as Float64Array, white[j] as Float64Array);
  }
  const scale = Float64Array.from({ length: k }, (_, i) => Math.sqrt(normal[i * k + i] as number));
  const correlation = normal.map((value, at) => value / ((scale[Math.floor(at / k)] as number) * (scale[at % k] as number)));
  let root: Float64Array;
  try {
    root = choleskyInPlace(correlation, k);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new SeriesRefusal('regressors-collinear', { field: 'indicators' });
  }
  const solve = (b: Float64Array): Float64Array => {
    const scaled = b.map((value, i) => value / (scale[i] as number));
    return backwardInPlace(root, forwardInPlace(root, scaled)).map((value, i) => value / (scale[i] as number));
  };
  const coefficients = solve(right);
  const inverse = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    const unit = new Float64Array(k);
    unit[i] = 1;
    inverse.set(solve(unit), i * k);
  }
  const residual = whiteY.map(
    (value, t) => value - columns.reduce((sum, _, i) => sum + (white[i]?.[t] as number) * (coefficients[i] as number), 0),
  );
  const rss = dot(residual, residual);
  let logDeterminant = 0;
  for (let i = 0; i < n; i++) logDeterminant += 2 * Math.log(factor[i * n + i] as number);
  const loglik = -(n / 2) * (Math.log((2 * Math.PI * Math.max(rss, Number.MIN_VALUE)) / n) + 1) - logDeterminant / 2;
  return { coefficients, covariance: inverse, weighted: backwardInPlace(factor, residual), sigma2: rss / (n - k), loglik };
}

/** The place of the maximum in (−limit, limit): a grid against several maxima, then golden section. */
function maximise(f: (x: number) => number, limit: number): number {
  let best = 0;
  let bestValue = Number.NEGATIVE_INFINITY;
  const steps = 40;
  for (let i = 0; i <= steps; i++) {
    const x = -limit + (2 * limit * i) / steps;
    const value = f(x);
    if (value > bestValue) {
      best = x;
      bestValue = value;
    }
  }
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = Math.max(-limit, best - (2 * limit) / steps);
  let high = Math.min(limit, best + (2 * limit) / steps);
  for (let i = 0; i < 40; i++) {
    const a = high - ratio * (high - low);
    const b = low + ratio * (high - low);
    if (f(a) > f(b)) high = b;
    else low = a;
  }
  return (low + high) / 2;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
