/**
 * Exact whitening of a stationary ARMA process by the Cholesky factor of a banded covariance (C. F. Ansley, Biometrika 66, 1979):
 * from observation m = max(p, q) on the process is replaced by its moving-average part, whose covariance has bandwidth q.
 * One instance holds the memory for one length and is used for many coefficient values.
 */
export class ArmaWhitening {
  readonly length: number;
  private phi: Float64Array = new Float64Array(0);
  private p = 0;
  private m = 0;
  private width = 0;
  private band: Float64Array = new Float64Array(0);
  private first: Int32Array;
  covariances: Float64Array = new Float64Array(0);
  private cross: Float64Array = new Float64Array(0);
  private moving: Float64Array = new Float64Array(0);
  private system: Float64Array = new Float64Array(0);
  /** Logarithm of the determinant of the covariance at unit innovation variance. */
  logDeterminant = 0;

  constructor(length: number) {
    this.length = length;
    this.first = new Int32Array(length);
  }

  /**
   * Factors the covariance of the process φ(B)w = θ(B)a with operators 1 − φ₁B − … and 1 − θ₁B − ….
   * Returns false where it is not positive definite (φ not stationary).
   */
  factor(phi: Float64Array, p: number, theta: Float64Array, q: number): boolean {
    this.phi = phi;
    this.p = p;
    const n = this.length;
    const m = p === 0 ? 0 : Math.min(Math.max(p, q), n);
    this.m = m;
    const width = Math.max(m - 1, q, 0);
    this.width = width;
    if (this.band.length < n * (width + 1)) this.band = new Float64Array(n * (width + 1));
    if (this.moving.length < q + 1) this.moving = new Float64Array(q + 1);
    const moving = this.moving;
    for (let k = 0; k <= q; k++) {
      let sum = k === 0 ? 1 : -theta[k - 1]!;
      for (let j = 1; j + k <= q; j++) sum += theta[j - 1]! * theta[j + k - 1]!;
      moving[k] = sum;
    }
    if (m === 0) return this.factorMoving(q);
    if (!this.stationaryCovariances(phi, p, theta, q, m)) return false;
    const { band, first, covariances, cross } = this;
    let logarithms = 0;
    let product = 1;
    for (let t = 0; t < n; t++) {
      const lo = t < m ? 0 : Math.max(0, t - q);
      first[t] = lo;
      const row = t * (width + 1) + width - t;
      for (let j = lo; j <= t; j++) {
        const rowJ = j * (width + 1) + width - j;
        let sum = t < m ? covariances[t - j]! : j < m ? cross[t - j]! : moving[t - j]!;
        for (let k = lo > first[j]! ? lo : first[j]!; k < j; k++) sum -= band[row + k]! * band[rowJ + k]!;
        if (j < t) band[row + j] = sum / band[rowJ + j]!;
        else {
          if (!(sum > 1e-14)) return false;
          band[row + t] = Math.sqrt(sum);
          product *= sum;
          if (product > 1e200 || product < 1e-200) {
            logarithms += Math.log(product);
            product = 1;
          }
        }
      }
    }
    this.logDeterminant = logarithms + Math.log(product);
    return Number.isFinite(this.logDeterminant);
  }

  /** A pure moving average has one covariance for each distance: the inner loop of most fits, kept free of cases. */
  private factorMoving(q: number): boolean {
    const { band, first, moving, length: n } = this;
    const width = q + 1;
    let logarithms = 0;
    let product = 1;
    for (let t = 0; t < n; t++) {
      const lo = t > q ? t - q : 0;
      first[t] = lo;
      const row = t * width + q - t;
      let square = moving[0]!;
      for (let j = lo; j < t; j++) {
        const rowJ = j * width + q - j;
        let sum = moving[t - j]!;
        for (let k = lo; k < j; k++) sum -= band[row + k]! * band[rowJ + k]!;
        sum /= band[rowJ + j]!;
        band[row + j] = sum;
        square -= sum * sum;
      }
      if (!(square > 1e-14)) return false;
      band[row + t] = Math.sqrt(square);
      product *= square;
      if (product > 1e200 || product < 1e-200) {
        logarithms += Math.log(product);
        product = 1;
      }
    }
    this.logDeterminant = logarithms + Math.log(product);
    return Number.isFinite(this.logDeterminant);
  }

  /** Writes the standardised innovations of one column, which is zero before `nonzeroFrom`; source and target may be the same array only at the same place. */
  whiten(source: Float64Array, from: number, target: Float64Array, at: number, count = this.length, nonzeroFrom = 0): void {
    const { phi, p, m, width, band, first } = this;
    const begin = nonzeroFrom > m ? nonzeroFrom : 0;
    for (let t = count - 1; t >= (begin > m ? begin : m); t--) {
      let sum = source[from + t]!;
      for (let i = 1; i <= p; i++) sum -= phi[i - 1]! * source[from + t - i]!;
      target[at + t] = sum;
    }
    if (source !== target || from !== at) for (let t = 0; t < m && t < count; t++) target[at + t] = source[from + t]!;
    if (begin > m) target.fill(0, at + m, at + begin);
    for (let t = begin; t < count; t++) {
      const row = t * (width + 1) + width - t;
      let sum = target[at + t]!;
      for (let k = first[t]! > begin ? first[t]! : begin; k < t; k++) sum -= band[row + k]! * target[at + k]!;
      target[at + t] = sum / band[row + t]!;
    }
  }

  /** Solves L′u = e: with e = L⁻¹z the result is the inverse covariance times z (of the transformed process when there is an AR part). */
  whitenTransposed(innovations: Float64Array, target: Float64Array): void {
    const { width, band, first } = this;
    target.set(innovations);
    for (let t = this.length - 1; t >= 0; t--) {
      const row = t * (width + 1) + width - t;
      const value = target[t]! / band[row + t]!;
      target[t] = value;
      for (let k = first[t]!; k < t; k++) target[k]! -= band[row + k]! * value;
    }
  }

  /**
   * Continues a process known up to `known` observations by its best linear predictions to the full length of this instance.
   * `innovations` are the standardised innovations of the known part; `values` holds the known part and receives the rest.
   */
  predict(values: Float64Array, innovations: Float64Array, known: number): void {
    const { phi, p, m, width, band, first } = this;
    for (let t = known; t < this.length; t++) {
      const row = t * (width + 1) + width - t;
      let sum = 0;
      for (let k = first[t]!; k < known; k++) sum += band[row + k]! * innovations[k]!;
      if (t >= m) for (let i = 1; i <= p; i++) sum += phi[i - 1]! * values[t - i]!;
      values[t] = sum;
    }
  }

  /** Autocovariances of the process (lags 0 to m − 1 and p, in `covariances`) and its covariances with its own moving-average part. */
  stationaryCovariances(phi: Float64Array, p: number, theta: Float64Array, q: number, m: number): boolean {
    const size = Math.max(m, p + 1, q + 1);
    if (this.covariances.length < size) this.covariances = new Float64Array(size);
    if (this.cross.length < q + m + 1) this.cross = new Float64Array(q + m + 1);
    const weights = new Float64Array(q + 1);
    for (let j = 0; j <= q; j++) {
      let sum = j === 0 ? 1 : -theta[j - 1]!;
      for (let i = 1; i <= p && i <= j; i++) sum += phi[i - 1]! * weights[j - i]!;
      weights[j] = sum;
    }
    const { covariances, cross } = this;
    cross.fill(0);
    for (let k = 0; k <= q; k++) {
      let sum = 0;
      for (let j = k; j <= q; j++) sum += (j === 0 ? 1 : -theta[j - 1]!) * weights[j - k]!;
      cross[k] = sum;
    }
    const order = p + 1;
    if (this.system.length < order * (order + 1)) this.system = new Float64Array(order * (order + 1));
    const a = this.system;
    const stride = order + 1;
    a.fill(0, 0, order * stride);
    for (let k = 0; k <= p; k++) {
      a[k * stride + k]! += 1;
      for (let i = 1; i <= p; i++) a[k * stride + Math.abs(k - i)]! -= phi[i - 1]!;
      a[k * stride + order] = k <= q ? cross[k]! : 0;
    }
    if (!solveInPlace(a, order)) return false;
    for (let k = 0; k <= p; k++) covariances[k] = a[k * stride + order]!;
    for (let k = p + 1; k < size; k++) {
      let sum = k <= q ? cross[k]! : 0;
      for (let i = 1; i <= p; i++) sum += phi[i - 1]! * covariances[k - i]!;
      covariances[k] = sum;
    }
    return covariances[0]! > 0 && Number.isFinite(covariances[0]!);
  }
}

/** Gauss elimination with partial pivoting of an augmented system; the solution stands in the last column. */
function solveInPlace(a: Float64Array, order: number): boolean {
  const stride = order + 1;
  for (let c = 0; c < order; c++) {
    let pivot = c;
    for (let r = c + 1; r < order; r++) if (Math.abs(a[r * stride + c]!) > Math.abs(a[pivot * stride + c]!)) pivot = r;
    const size = a[pivot * stride + c]!;
    if (!(Math.abs(size) > 1e-300)) return false;
    if (pivot !== c) {
      for (let k = c; k <= order; k++) {
        const held = a[c * stride + k]!;
        a[c * stride + k] = a[pivot * stride + k]!;
        a[pivot * stride + k] = held;
      }
    }
    for (let r = c + 1; r < order; r++) {
      const factor = a[r * stride + c]! / size;
      if (factor === 0) continue;
      for (let k = c; k <= order; k++) a[r * stride + k]! -= factor * a[c * stride + k]!;
    }
  }
  for (let r = order - 1; r >= 0; r--) {
    let sum = a[r * stride + order]!;
    for (let k = r + 1; k < order; k++) sum -= a[r * stride + k]! * a[k * stride + order]!;
    a[r * stride + order] = sum / a[r * stride + r]!;
  }
  return true;
}
