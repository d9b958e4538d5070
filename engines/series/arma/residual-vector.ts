import { choleskySolve } from './linear.ts';
import { MovingAverageFilter } from './moving-average.ts';
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
  private readonly exact: MovingAverageFilter;
  private readonly start: ArmaWhitening;
  private readonly moving: Float64Array;
  private readonly rows: Float64Array;
  private readonly column: Float64Array;
  private readonly matrix: Float64Array;
  private readonly right: Float64Array;
  private readonly standardised: Float64Array;
  private readonly psi: Float64Array;

  constructor(length: number, p: number, q: number) {
    const n = Math.max(0, length - p);
    this.length = length + q;
    this.n = n;
    this.p = p;
    this.q = q;
    this.vector = new Float64Array(length + q);
    this.exact = new MovingAverageFilter(n, q);
    this.start = new ArmaWhitening(p + 1);
    this.moving = new Float64Array(n);
    this.rows = new Float64Array(p * (n + q));
    this.column = new Float64Array(n);
    this.matrix = new Float64Array(p * p);
    this.right = new Float64Array(p);
    this.standardised = new Float64Array(p);
    this.psi = new Float64Array(q + 1);
  }

  /** Computes the vector for a process with operators 1 − φ₁B − … and 1 − θ₁B − …; false outside the admissible region. */
  compute(process: Float64Array, phi: Float64Array, theta: Float64Array): boolean {
    const { n, p, q, moving, vector, exact } = this;
    if (n <= q) return false;
    for (let t = 0; t < n; t++) {
      let sum = process[p + t]!;
      for (let i = 1; i <= p; i++) sum -= phi[i - 1]! * process[p + t - i]!;
      moving[t] = sum;
    }
    if (!exact.prepare(theta)) return false;
    exact.filter(moving, 0, vector, p);
    this.logDeterminant = exact.logDeterminant;
    return p === 0 || this.firstValues(process, phi, theta);
  }

  /** The first p values standardised given the moving-average part of all that follow. */
  private firstValues(process: Float64Array, phi: Float64Array, theta: Float64Array): boolean {
    const { n, p, q, rows, column, vector, psi, matrix, right, standardised } = this;
    const size = n + q;
    if (!this.start.stationaryCovariances(phi, p, theta, q, p)) return false;
    for (let j = 0; j <= q; j++) {
      let sum = j === 0 ? 1 : -theta[j - 1]!;
      for (let i = 1; i <= p && i <= j; i++) sum += phi[i - 1]! * psi[j - i]!;
      psi[j] = sum;
    }
    const { covariances } = this.start;
    if (q > 0) {
      for (let i = Math.max(0, p - q); i < p; i++) {
        column.fill(0);
        for (let t = 0; t < n && p + t - i <= q; t++) {
          const lag = p + t - i;
          let sum = 0;
          for (let k = lag; k <= q; k++) sum -= theta[k - 1]! * psi[k - lag]!;
          column[t] = sum;
        }
        this.exact.filter(column, 0, rows, i * size);
      }
    }
    // Values further than q before the rest of the series do not depend on it.
    const dependent = p - q;
    for (let i = 0; i < p; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = covariances[i - j]!;
        if (j >= dependent && q > 0) for (let t = 0, a = i * size, b = j * size; t < size; t++, a++, b++) sum -= rows[a]! * rows[b]!;
        matrix[i * p + j] = sum;
      }
      let mean = 0;
      if (i >= dependent && q > 0) for (let t = 0; t < size; t++) mean += rows[i * size + t]! * vector[p + t]!;
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
