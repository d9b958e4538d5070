import { choleskySolve } from './linear.ts';

/**
 * Exact filter of an invertible moving average w_t = a_t − θ₁a_{t−1} − …: the q innovations before the sample and those of the sample as
 * expectations given the sample (Hillmer and Tiao, JASA 74, 1979). Inner products of filtered columns are those under the inverse
 * covariance. The operator of a seasonal model has few coefficients that are not zero, and the work grows with these alone but for two
 * passes over q lags.
 */
export class MovingAverageFilter {
  logDeterminant = 0;
  private readonly n: number;
  private readonly q: number;
  private readonly lags: Int32Array;
  private readonly values: Float64Array;
  private lagCount = 0;
  private readonly inverse: Float64Array;
  private readonly products: Float64Array;
  private readonly half: Float64Array;
  private readonly matrix: Float64Array;
  private readonly before: Float64Array;
  private readonly future: Float64Array;

  constructor(n: number, q: number) {
    this.n = n;
    this.q = q;
    this.lags = new Int32Array(q);
    this.values = new Float64Array(q);
    this.inverse = new Float64Array(n);
    this.products = new Float64Array(q * q);
    this.half = new Float64Array(q * q);
    this.matrix = new Float64Array(q * q);
    this.before = new Float64Array(q);
    this.future = new Float64Array(n);
  }

  /** Takes the coefficients of 1 − θ₁B − …; false where the filter explodes. */
  prepare(theta: Float64Array): boolean {
    const { n, q, lags, values, inverse, products, half, matrix } = this;
    let count = 0;
    for (let j = 0; j < q; j++) {
      if (theta[j] === 0) continue;
      lags[count] = j + 1;
      values[count++] = theta[j]!;
    }
    this.lagCount = count;
    this.logDeterminant = 0;
    if (count === 0) return true;
    // Weights π of 1/θ(B).
    for (let t = 0; t < n; t++) {
      let sum = t === 0 ? 1 : 0;
      for (let c = 0; c < count; c++) if (lags[c]! <= t) sum += values[c]! * inverse[t - lags[c]!]!;
      inverse[t] = sum;
    }
    if (!Number.isFinite(inverse[n - 1]!)) return false;
    // Products of shifted weights: P[i, j] = Σ π_{t−i}π_{t−j}, the first row by filtering backwards, the others by dropping the last term.
    this.backward(inverse, 0);
    for (let j = 0; j < q; j++) products[j] = this.future[j]!;
    for (let i = 1; i < q; i++) {
      for (let j = i; j < q; j++) {
        const last = n - i >= 0 && n - j >= 0 ? inverse[n - i]! * inverse[n - j]! : 0;
        products[i * q + j] = products[(i - 1) * q + j - 1]! - last;
      }
    }
    for (let i = 1; i < q; i++) for (let j = 0; j < i; j++) products[i * q + j] = products[j * q + i]!;
    for (let i = 0; i < q; i++) {
      for (let k = 0; k < q; k++) {
        let sum = 0;
        for (let c = 0; c < count; c++) {
          const j = lags[c]! - 1 - k;
          if (j >= 0) sum += values[c]! * products[i * q + j]!;
        }
        half[i * q + k] = sum;
      }
    }
    for (let k = 0; k < q; k++) {
      for (let l = 0; l <= k; l++) {
        let sum = k === l ? 1 : 0;
        for (let c = 0; c < count; c++) {
          const i = lags[c]! - 1 - k;
          if (i >= 0) sum += values[c]! * half[i * q + l]!;
        }
        matrix[k * q + l] = sum;
      }
    }
    this.before.fill(0);
    if (!choleskySolve(matrix, this.before, q, 1e-15)) return false;
    let product = 1;
    for (let k = 0; k < q; k++) product *= matrix[k * q + k]!;
    this.logDeterminant = 2 * Math.log(product);
    return Number.isFinite(this.logDeterminant);
  }

  /** Filters a column by 1/θ in reversed time into `future`. */
  private backward(source: Float64Array, from: number): void {
    const { n, lags, values, lagCount, future } = this;
    const edge = Math.max(0, n - lags[lagCount - 1]!);
    for (let t = n - 1; t >= edge; t--) {
      let sum = source[from + t]!;
      for (let c = 0; c < lagCount && t + lags[c]! < n; c++) sum += values[c]! * future[t + lags[c]!]!;
      future[t] = sum;
    }
    if (lagCount === 3) {
      // The airline model: three coefficients, held in registers.
      const [a, b, d] = [lags[0]!, lags[1]!, lags[2]!];
      const [x, y, z] = [values[0]!, values[1]!, values[2]!];
      for (let t = edge - 1; t >= 0; t--) future[t] = source[from + t]! + x * future[t + a]! + y * future[t + b]! + z * future[t + d]!;
      return;
    }
    for (let t = edge - 1; t >= 0; t--) {
      let sum = source[from + t]!;
      for (let c = 0; c < lagCount; c++) sum += values[c]! * future[t + lags[c]!]!;
      future[t] = sum;
    }
  }

  /** Filters a column by 1/θ forwards from `first` on, all earlier entries of the target being known. */
  private forward(source: Float64Array, from: number, target: Float64Array, start: number, first: number): void {
    const { n, lags, values, lagCount } = this;
    if (lagCount === 3) {
      const [a, b, d] = [lags[0]!, lags[1]!, lags[2]!];
      const [x, y, z] = [values[0]!, values[1]!, values[2]!];
      for (let t = first; t < n; t++) {
        const i = start + t;
        target[i] = source[from + t]! + x * target[i - a]! + y * target[i - b]! + z * target[i - d]!;
      }
      return;
    }
    for (let t = first; t < n; t++) {
      const i = start + t;
      let sum = source[from + t]!;
      for (let c = 0; c < lagCount; c++) sum += values[c]! * target[i - lags[c]!]!;
      target[i] = sum;
    }
  }

  /** Writes q innovations before the sample and n of it for the column at `from`. */
  filter(source: Float64Array, from: number, target: Float64Array, at: number): void {
    const { n, q, lags, values, lagCount, before, matrix } = this;
    const start = at + q;
    if (lagCount === 0) {
      target.fill(0, at, start);
      for (let t = 0; t < n; t++) target[start + t] = source[from + t]!;
      return;
    }
    target.fill(0, at, start);
    this.forward(source, from, target, start, 0);
    // Σ π_{t−i}a_t, the correlation with what an innovation before the sample would have left.
    this.backward(target, start);
    const sums = this.future;
    for (let k = 0; k < q; k++) {
      let sum = 0;
      for (let c = 0; c < lagCount; c++) {
        const i = lags[c]! - 1 - k;
        if (i >= 0) sum -= values[c]! * sums[i]!;
      }
      before[k] = sum;
    }
    solveFactored(matrix, before, q);
    for (let k = 0; k < q; k++) target[start - 1 - k] = before[k]!;
    this.forward(source, from, target, start, 0);
  }
}

/** Solves L L′x = right in place. */
function solveFactored(factor: Float64Array, right: Float64Array, k: number): void {
  for (let a = 0; a < k; a++) {
    let sum = right[a]!;
    for (let c = 0; c < a; c++) sum -= factor[a * k + c]! * right[c]!;
    right[a] = sum / factor[a * k + a]!;
  }
  for (let a = k - 1; a >= 0; a--) {
    let sum = right[a]!;
    for (let c = a + 1; c < k; c++) sum -= factor[c * k + a]! * right[c]!;
    right[a] = sum / factor[a * k + a]!;
  }
}
