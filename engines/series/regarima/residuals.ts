import { expandOperators } from '../arma/prediction.ts';
import { ResidualVector } from '../arma/residual-vector.ts';
import type { Fitted } from './working.ts';

/** The last n entries of the residual vector: what the reference's tests of residuals see. */
export function modelResiduals(fitted: Fitted, frequency: number): Float64Array {
  const { orders, estimate, errors } = fitted;
  const { phi, theta } = expandOperators(orders, estimate.parameters, frequency);
  const residuals = new ResidualVector(errors.length, phi.length, theta.length);
  return residuals.compute(errors, phi, theta) ? residuals.vector.slice(theta.length) : estimate.filtered;
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
