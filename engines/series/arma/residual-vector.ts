import { choleskySolve } from './linear.ts';
import { ArmaWhitening } from './whitening.ts';

/**
 * The residual vector of the exact likelihood in the form of X-13ARIMA-SEATS: p standardised first values, then the q innovations before
 * the sample and those of the sample, as expectations given the autoregressively filtered data (Hillmer and Tiao, JASA 74, 1979; X-13
 * reference manual, section 4). Its sum of squares is that of the innovations, its derivatives are not, and a search that follows them
 * ends where the reference's ends. One instance holds the memory for one length and degree.
 */
export class ResidualVector {
  readonly length: number;
  readonly vector: Float64Array;
  logDeterminant = 0;
  private readonly n: number;
  private readonly p: number;
  private readonly q: number;
  private readonly whitening: ArmaWhitening;
  private readonly start: ArmaWhitening;
  private readonly moving: Float64Array;
  private readonly white: Float64Array;
  private readonly weighted: Float64Array;
  private readonly rows: Float64Array;
  private readonly matrix: Float64Array;
  private readonly right: Float64Array;
  private readonly standardised: Float64Array;
  private readonly psi: Float64Array;
  private readonly none = new Float64Array(0);

  constructor(length: number, p: number, q: number) {
    this.length = length + q;
    this.n = length - p;
    this.p = p;
    this.q = q;
    this.vector = new Float64Array(length + q);
    this.whitening = new ArmaWhitening(Math.max(0, this.n));
    this.start = new ArmaWhitening(p + 1);
    this.moving = new Float64Array(Math.max(0, this.n));
    this.white = new Float64Array(Math.max(0, this.n));
    this.weighted = new Float64Array(Math.max(0, this.n));
    this.rows = new Float64Array(p * Math.max(0, this.n));
    this.matrix = new Float64Array(p * p);
    this.right = new Float64Array(p);
    this.standardised = new Float64Array(p);
    this.psi = new Float64Array(q + 1);
  }

  /** Computes the vector for a process with operators 1 − φ₁B − … and 1 − θ₁B − …; false outside the admissible region. */
  compute(process: Float64Array, phi: Float64Array, theta: Float64Array): boolean {
    const { n, p, q, moving, white, weighted, vector, whitening } = this;
    if (n <= 0) return false;
    for (let t = 0; t < n; t++) {
      let sum = process[p + t]!;
      for (let i = 1; i <= p; i++) sum -= phi[i - 1]! * process[p + t - i]!;
      moving[t] = sum;
    }
    if (!whitening.factor(this.none, 0, theta, q)) return false;
    whitening.whiten(moving, 0, white, 0);
    this.logDeterminant = whitening.logDeterminant;
    if (q === 0) vector.set(white, p);
    else {
      whitening.whitenTransposed(white, weighted);
      for (let t = -q; t < n; t++) {
        let sum = t >= 0 ? weighted[t]! : 0;
        const last = t + q < n ? q : n - 1 - t;
        for (let j = t < 0 ? -t : 1; j <= last; j++) sum -= theta[j - 1]! * weighted[t + j]!;
        vector[p + q + t] = sum;
      }
    }
    return p === 0 || this.firstValues(process, phi, theta);
  }

  /** The first p values standardised given the moving-average part of all that follow. */
  private firstValues(process: Float64Array, phi: Float64Array, theta: Float64Array): boolean {
    const { n, p, q, rows, white, psi, matrix, right, standardised } = this;
    if (!this.start.factor(phi, p, theta, q)) return false;
    for (let j = 0; j <= q; j++) {
      let sum = j === 0 ? 1 : -theta[j - 1]!;
      for (let i = 1; i <= p && i <= j; i++) sum += phi[i - 1]! * psi[j - i]!;
      psi[j] = sum;
    }
    const covariances = this.start.autocovariances(p);
    if (q > 0) {
      rows.fill(0);
      for (let i = 0; i < p; i++) {
        for (let t = 0; t < n && p + t - i <= q; t++) {
          const lag = p + t - i;
          let sum = 0;
          for (let k = lag; k <= q; k++) sum -= theta[k - 1]! * psi[k - lag]!;
          rows[i * n + t] = sum;
        }
        if (p - i <= q) this.whitening.whiten(rows, i * n, rows, i * n);
      }
    }
    for (let i = 0; i < p; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = covariances[i - j]!;
        if (p - j <= q) for (let t = 0; t < n; t++) sum -= rows[i * n + t]! * rows[j * n + t]!;
        matrix[i * p + j] = sum;
      }
      let mean = 0;
      if (p - i <= q) for (let t = 0; t < n; t++) mean += rows[i * n + t]! * white[t]!;
      standardised[i] = process[i]! - mean;
    }
    right.set(standardised);
    if (!choleskySolve(matrix, right, p, 1e-14)) return false;
    for (let i = 0; i < p; i++) {
      let sum = standardised[i]!;
      for (let j = 0; j < i; j++) sum -= matrix[i * p + j]! * standardised[j]!;
      standardised[i] = sum / matrix[i * p + i]!;
      this.logDeterminant += 2 * Math.log(matrix[i * p + i]!);
      this.vector[i] = standardised[i]!;
    }
    return Number.isFinite(this.logDeterminant);
  }
}
