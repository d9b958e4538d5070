import { choleskySolve } from '../arma/linear.ts';
import { type ModelOrders, multiplyOperators } from '../arma/polynomial.ts';
import { autocorrelations } from './residuals.ts';

/**
 * Estimates of Hannan and Rissanen (Biometrika 69, 1982) as X-13ARIMA-SEATS uses them to find unit roots: innovations of a
 * long autoregression, then regression on lags and innovations, without the third step of TRAMO. With both AR and MA parts the MA part
 * is estimated again on the autoregressively filtered series.
 *
 * @param values differenced series less its mean
 * @returns φ, Φ, θ, Θ of operators 1 − cB, which need be neither stationary nor invertible; undefined where the method fails
 */
export function hannanRissanen(values: Float64Array, orders: ModelOrders, frequency: number): Float64Array | undefined {
  const { p, P, q, Q } = orders;
  const arLag = p + P * frequency;
  const maLag = q + Q * frequency;
  const first = oneRound(values, orders, frequency, longOrder(values.length, arLag, maLag, 50));
  if (first === undefined || arLag === 0 || maLag === 0) return first;
  const phi = new Float64Array(arLag);
  multiplyOperators(first, 0, p, p, P, frequency, phi);
  const filtered = new Float64Array(values.length - arLag);
  for (let t = 0; t < filtered.length; t++) {
    let sum = values[t + arLag]!;
    for (let i = 1; i <= arLag; i++) sum -= phi[i - 1]! * values[t + arLag - i]!;
    filtered[t] = sum;
  }
  const second = oneRound(filtered, { ...orders, p: 0, P: 0 }, frequency, longOrder(filtered.length, 0, maLag, Number.POSITIVE_INFINITY));
  if (second === undefined) return undefined;
  first.set(second, p + P);
  return first;
}

/** Order of the long autoregression: (ln n)² but at least p and 2q. */
function longOrder(n: number, arLag: number, maLag: number, most: number): number {
  const square = Math.floor(Math.log(n) ** 2);
  const least = Math.max(square, arLag, 2 * maLag);
  let order = least;
  if (order >= n) order = Math.min(least, n - Math.floor(n / 4));
  return Math.min(order, most);
}

function oneRound(x: Float64Array, orders: ModelOrders, frequency: number, long: number): Float64Array | undefined {
  const { p, P, q, Q } = orders;
  const n = x.length;
  const hasMa = q + Q > 0;
  const ahat = new Float64Array(n);
  if (hasMa) {
    if (long < 1 || long >= n) return undefined;
    const phat = levinson(x, long);
    for (let t = 0; t < n; t++) {
      let sum = x[t]!;
      for (let j = 1; j <= long && j <= t; j++) sum -= phat[j - 1]! * x[t - j]!;
      ahat[t] = sum;
    }
  }
  const arCount = p + P * (p + 1);
  const count = arCount + q + Q * (q + 1);
  const lags = arLags(p, P, frequency);
  const maLags = arLags(q, Q, frequency);
  const skip = Math.max(p + P * frequency, q + Q * frequency);
  const rows = n - skip;
  if (rows <= count) return undefined;
  const columns = Array.from({ length: count }, () => new Float64Array(rows));
  const target = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const t = i + skip;
    for (const [c, lag] of lags.entries()) columns[c]![i] = -x[t - lag]!;
    for (const [c, lag] of maLags.entries()) columns[arCount + c]![i] = ahat[t - lag]!;
    target[i] = x[t]!;
  }
  const full = leastSquares(columns, target);
  if (full === undefined) return undefined;
  const result = new Float64Array(p + P + q + Q);
  const gather = (from: Float64Array) => {
    for (let j = 0; j < p; j++) result[j]! -= from[j]!;
    for (let j = 1; j <= P; j++) result[p + j - 1]! -= from[(p + 1) * j - 1]!;
    for (let j = 0; j < q; j++) result[p + P + j]! -= from[arCount + j]!;
    for (let j = 1; j <= Q; j++) result[p + P + q + j - 1]! -= from[arCount + (q + 1) * j - 1]!;
  };
  gather(full);
  return result;
}

/** Lags of the unconstrained expansion: 1 … p, then s, s + 1 … s + p for each seasonal order. */
function arLags(regular: number, seasonal: number, frequency: number): number[] {
  const lags = Array.from({ length: regular }, (_, i) => i + 1);
  for (let j = 1; j <= seasonal; j++) for (let k = 0; k <= regular; k++) lags.push(j * frequency + k);
  return lags;
}

function levinson(x: Float64Array, order: number): Float64Array {
  const { r, variance } = autocorrelations(x, order, true);
  const phi = new Float64Array(order);
  const held = new Float64Array(order);
  let spread = 1;
  if (!(variance > 0)) return phi;
  for (let i = 0; i < order; i++) {
    let sum = r[i]!;
    for (let j = 0; j < i; j++) sum -= phi[j]! * r[i - 1 - j]!;
    const partial = sum / spread;
    held.set(phi);
    for (let j = 0; j < i; j++) phi[j] = held[j]! - partial * held[i - 1 - j]!;
    phi[i] = partial;
    spread *= 1 - partial * partial;
    if (!(spread > 1e-14)) break;
  }
  return phi;
}

function leastSquares(columns: readonly Float64Array[], target: Float64Array): Float64Array | undefined {
  const k = columns.length;
  const matrix = new Float64Array(k * k);
  const right = new Float64Array(k);
  for (let a = 0; a < k; a++) {
    const x = columns[a]!;
    for (let b = 0; b <= a; b++) {
      const y = columns[b]!;
      let sum = 0;
      for (let t = 0; t < x.length; t++) sum += x[t]! * y[t]!;
      matrix[a * k + b] = sum;
    }
    let sum = 0;
    for (let t = 0; t < x.length; t++) sum += x[t]! * target[t]!;
    right[a] = sum;
  }
  return choleskySolve(matrix, right, k) && right.every(Number.isFinite) ? right : undefined;
}
