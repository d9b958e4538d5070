import { choleskySolve, inverseFromCholesky } from '../arma/estimation.ts';
import type { ModelOrders } from '../arma/polynomial.ts';
import { expandOperators, psiWeights } from '../arma/prediction.ts';
import { ArmaWhitening } from '../arma/whitening.ts';
import type { Fitted } from './working.ts';

/**
 * The residual vector of the reference: p standardised first values, then the q innovations before the sample and those of the sample,
 * as expectations given the autoregressively filtered data (Hillmer and Tiao, JASA 74, 1979; X-13 reference manual, section 4). Its sum
 * of squares is the exact one. Undefined outside the admissible region.
 */
export function residualVector(
  errors: Float64Array,
  orders: ModelOrders,
  parameters: Float64Array,
  frequency: number,
): { readonly vector: Float64Array; readonly logDeterminant: number } | undefined {
  const { phi, theta } = expandOperators(orders, parameters, frequency);
  const p = phi.length;
  const q = theta.length;
  const n = errors.length - p;
  const moving = new Float64Array(n);
  for (let t = 0; t < n; t++) {
    let sum = errors[p + t]!;
    for (let i = 1; i <= p; i++) sum -= phi[i - 1]! * errors[p + t - i]!;
    moving[t] = sum;
  }
  const whitening = new ArmaWhitening(n);
  if (n <= 0 || !whitening.factor(phi.subarray(0, 0), 0, theta, q)) return undefined;
  const white = new Float64Array(n);
  whitening.whiten(moving, 0, white, 0);
  const vector = new Float64Array(p + q + n);
  const weighted = new Float64Array(n);
  whitening.whitenTransposed(white, weighted);
  for (let t = -q; t < n; t++) {
    let sum = t >= 0 ? weighted[t]! : 0;
    for (let j = Math.max(1, -t); j <= q && t + j < n; j++) sum -= theta[j - 1]! * weighted[t + j]!;
    vector[p + q + t] = sum;
  }
  let logDeterminant = whitening.logDeterminant;
  if (p > 0) {
    const first = firstValues(errors, phi, theta, whitening, white);
    if (first === undefined) return undefined;
    vector.set(first.standardised);
    logDeterminant += first.logDeterminant;
  }
  return { vector, logDeterminant };
}

/** The first p values standardised given the moving-average part of all that follow. */
function firstValues(
  errors: Float64Array,
  phi: Float64Array,
  theta: Float64Array,
  whitening: ArmaWhitening,
  white: Float64Array,
): { readonly standardised: Float64Array; readonly logDeterminant: number } | undefined {
  const p = phi.length;
  const q = theta.length;
  const n = white.length;
  const whole = new ArmaWhitening(p + 1);
  if (!whole.factor(phi, p, theta, q)) return undefined;
  const psi = psiWeights({ phi, theta, delta: Float64Array.of(1) }, q + 1);
  const rows = new Float64Array(p * n);
  for (let i = 0; i < p; i++) {
    const row = rows.subarray(i * n, (i + 1) * n);
    for (let t = 0; t < n && p + t - i <= q; t++) {
      const lag = p + t - i;
      let sum = 0;
      for (let k = lag; k <= q; k++) sum -= theta[k - 1]! * psi[k - lag]!;
      row[t] = sum;
    }
    whitening.whiten(row, 0, row, 0);
  }
  const covariances = whole.autocovariances(p);
  const matrix = new Float64Array(p * p);
  const right = new Float64Array(p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = covariances[i - j]!;
      for (let t = 0; t < n; t++) sum -= rows[i * n + t]! * rows[j * n + t]!;
      matrix[i * p + j] = sum;
    }
    let mean = 0;
    for (let t = 0; t < n; t++) mean += rows[i * n + t]! * white[t]!;
    right[i] = errors[i]! - mean;
  }
  const standardised = right.slice();
  if (!choleskySolve(matrix, right, p)) return undefined;
  let logDeterminant = 0;
  for (let i = 0; i < p; i++) {
    let sum = standardised[i]!;
    for (let j = 0; j < i; j++) sum -= matrix[i * p + j]! * standardised[j]!;
    standardised[i] = sum / matrix[i * p + i]!;
    logDeterminant += 2 * Math.log(matrix[i * p + i]!);
  }
  return { standardised, logDeterminant };
}

/** The last n entries of the residual vector: what the reference's tests of residuals see. */
export function modelResiduals(fitted: Fitted, frequency: number): Float64Array {
  const { orders, estimate, errors } = fitted;
  const result = residualVector(errors, orders, estimate.parameters, frequency);
  return result === undefined ? estimate.innovations : result.vector.slice(result.vector.length - errors.length);
}

/**
 * Standard errors of the free ARMA coefficients from the derivatives of the residual vector, scaled with the determinant, the regression
 * held fixed (as MINPACK's Jacobian in the reference).
 */
export function parameterErrors(fitted: Fitted, frequency: number, fixed?: readonly (number | null)[]): Float64Array {
  const { orders, estimate, errors } = fitted;
  const { parameters, sigma2 } = estimate;
  const n = errors.length;
  const result = new Float64Array(parameters.length);
  const free = Array.from(parameters.keys()).filter((i) => (fixed?.[i] ?? null) === null);
  const base = residualVector(errors, orders, parameters, frequency);
  if (base === undefined || free.length === 0) return result;
  const scaled = (held: { readonly vector: Float64Array; readonly logDeterminant: number }) => {
    const scale = Math.exp(held.logDeterminant / (2 * n));
    return held.vector.map((value) => value * scale);
  };
  const centre = scaled(base);
  const columns = free.map((i) => {
    const trial = parameters.slice();
    trial[i]! += 1e-6;
    let by = 1e-6;
    let moved = residualVector(errors, orders, trial, frequency);
    if (moved === undefined) {
      by = -1e-6;
      trial[i] = parameters[i]! + by;
      moved = residualVector(errors, orders, trial, frequency);
    }
    return moved === undefined ? new Float64Array(centre.length) : scaled(moved).map((value, t) => (value - centre[t]!) / by);
  });
  const m = free.length;
  const matrix = new Float64Array(m * m);
  for (let a = 0; a < m; a++)
    for (let b = 0; b <= a; b++) matrix[a * m + b] = columns[a]!.reduce((sum, value, t) => sum + value * columns[b]![t]!, 0);
  if (!choleskySolve(matrix, new Float64Array(m), m)) return result.fill(Number.NaN);
  const inverse = inverseFromCholesky(matrix, m);
  for (let a = 0; a < m; a++) result[free[a]!] = Math.sqrt(inverse[a * m + a]! * sigma2);
  return result;
}

/** Autocorrelations to `lags` with the Ljung–Box statistics; the mean is subtracted where `centred`. */
export function autocorrelations(
  values: Float64Array,
  lags: number,
  centred: boolean,
): { readonly r: Float64Array; readonly q: Float64Array; readonly variance: number } {
  const n = values.length;
  let mean = 0;
  if (centred) {
    for (let t = 0; t < n; t++) mean += values[t]!;
    mean /= n;
  }
  let zero = 0;
  for (let t = 0; t < n; t++) zero += (values[t]! - mean) ** 2;
  const r = new Float64Array(lags);
  const q = new Float64Array(lags);
  let sum = 0;
  for (let k = 1; k <= lags; k++) {
    let c = 0;
    for (let t = k; t < n; t++) c += (values[t]! - mean) * (values[t - k]! - mean);
    const rho = zero > 0 ? c / zero : 0;
    r[k - 1] = rho;
    if (n > k) sum += (rho * rho) / (n - k);
    q[k - 1] = n * (n + 2) * sum;
  }
  return { r, q, variance: zero / n };
}

/** Upper tail of the χ² distribution, by series or continued fraction of the incomplete gamma function. */
export function chiSquareTail(x: number, degrees: number): number {
  if (!(x > 0)) return 1;
  const a = degrees / 2;
  const y = x / 2;
  const scale = Math.exp(a * Math.log(y) - y - logGamma(a));
  if (y < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; k < 1000 && term > sum * 1e-16; k++) {
      term *= y / (a + k);
      sum += term;
    }
    return 1 - sum * scale;
  }
  let b = y + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let k = 1; k < 1000; k++) {
    const an = -k * (k - a);
    b += 2;
    d = 1 / (an * d + b || 1e-300);
    c = b + an / c || 1e-300;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return h * scale;
}

/** ln Γ(x) for x > 0 (Lanczos, g = 7). */
function logGamma(x: number): number {
  const c = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = c[0]!;
  for (let i = 1; i < 9; i++) sum += c[i]! / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** What the automatic choice asks of a fitted model: Ljung–Box confidence, residual standard error, t of the residual mean. */
export function modelCheck(
  fitted: Fitted,
  frequency: number,
): { readonly confidence: number; readonly rse: number; readonly meanT: number } {
  const residuals = modelResiduals(fitted, frequency);
  const n = residuals.length;
  let lags = frequency === 12 ? 24 : 4 * frequency;
  if (frequency === 4 && n <= 22 && n >= 18) lags = 6;
  if (lags >= n) lags = Math.floor(n / 2);
  const degrees = lags - fitted.estimate.parameters.length;
  const { q } = autocorrelations(residuals, lags, true);
  const confidence = degrees > 0 ? 1 - chiSquareTail(q[lags - 1]!, degrees) : 0;
  let mean = 0;
  let square = 0;
  for (let t = 0; t < n; t++) {
    mean += residuals[t]!;
    square += residuals[t]! * residuals[t]!;
  }
  mean /= n;
  const spread = square / n - mean * mean;
  return { confidence, rse: Math.sqrt(fitted.estimate.sigma2), meanT: mean / Math.sqrt(spread / n) };
}
