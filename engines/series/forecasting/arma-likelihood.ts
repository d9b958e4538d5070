import { solvePositive } from './linear.ts';

/** Orders of (p d q)(P D Q)s. */
export interface ArimaOrders {
  readonly p: number;
  readonly d: number;
  readonly q: number;
  readonly P: number;
  readonly D: number;
  readonly Q: number;
}

/**
 * Coefficients in the convention of the adjustment programs: (1 − φB − …)(1 − ΦBˢ − …) w = (1 − θB − …)(1 − ΘBˢ − …) e. R prints θ and Θ
 * with the opposite sign.
 */
export interface ArmaCoefficients {
  readonly phi: Float64Array;
  readonly theta: Float64Array;
  readonly seasonalPhi: Float64Array;
  readonly seasonalTheta: Float64Array;
}

export function armaCount(orders: ArimaOrders): number {
  return orders.p + orders.q + orders.P + orders.Q;
}

/** Stationary and invertible coefficients from unbounded numbers: their hyperbolic tangents are partial autocorrelations. */
export function coefficientsOf(orders: ArimaOrders, free: Float64Array): ArmaCoefficients {
  let at = 0;
  const take = (count: number): Float64Array => {
    const partial = free.subarray(at, at + count);
    at += count;
    return fromPartial(partial);
  };
  return { phi: take(orders.p), theta: take(orders.q), seasonalPhi: take(orders.P), seasonalTheta: take(orders.Q) };
}

/** Durbin–Levinson: an autoregression from its partial autocorrelations. */
function fromPartial(free: Float64Array): Float64Array {
  const coefficients = new Float64Array(free.length);
  const previous = new Float64Array(free.length);
  for (let order = 0; order < free.length; order++) {
    const partial = Math.tanh(free[order] as number);
    for (let k = 0; k < order; k++) coefficients[k] = (previous[k] as number) - partial * (previous[order - 1 - k] as number);
    coefficients[order] = partial;
    previous.set(coefficients);
  }
  return coefficients;
}

/** Whether all roots of 1 − c₁x − c₂x² … lie farther out than `modulus`. */
export function rootsBeyond(coefficients: Float64Array, modulus: number): boolean {
  const current: Float64Array = coefficients.map((coefficient, k) => coefficient * modulus ** (k + 1));
  const next = new Float64Array(current.length);
  for (let order = current.length; order > 0; order--) {
    const partial = current[order - 1] as number;
    if (!(Math.abs(partial) < 1)) return false;
    for (let k = 0; k < order - 1; k++)
      next[k] = ((current[k] as number) + partial * (current[order - 2 - k] as number)) / (1 - partial * partial);
    current.set(next.subarray(0, order - 1));
  }
  return true;
}

/** Coefficients at lags 1 … of the product of a regular and a seasonal factor, both written as 1 − Σ c Bᵏ. */
export function expand(regular: Float64Array, seasonal: Float64Array, frequency: number): Float64Array {
  const product = new Float64Array(regular.length + seasonal.length * frequency);
  for (let k = 0; k < regular.length; k++) product[k] = regular[k] as number;
  for (let j = 0; j < seasonal.length; j++) {
    const lag = (j + 1) * frequency;
    const factor = seasonal[j] as number;
    product[lag - 1] = (product[lag - 1] as number) + factor;
    for (let k = 0; k < regular.length; k++) product[lag + k] = (product[lag + k] as number) - factor * (regular[k] as number);
  }
  return product;
}

/**
 * The exact Gaussian likelihood of a stationary, invertible ARMA process. What the autoregression leaves of the series has a banded
 * covariance matrix (Ansley 1979); its Cholesky factor gives the innovations and, continued beyond the end, the forecasts.
 */
export class ArmaLikelihood {
  readonly #series: Float64Array;
  readonly #column: Float64Array | undefined;
  /** Standardised innovations of the last evaluation, the mean taken out. */
  readonly innovations: Float64Array;
  readonly #columnInnovations: Float64Array;
  #factor = new Float64Array(0);
  #stride = 0;
  #psi = new Float64Array(0);
  #right: Float64Array = new Float64Array(0);
  #moving = new Float64Array(0);
  #covariances: Float64Array = new Float64Array(0);
  mean = 0;
  squares = 0;
  logDeterminant = 0;
  autoregression: Float64Array = new Float64Array(0);
  movingAverage: Float64Array = new Float64Array(0);

  /** @param withMean whether a constant is estimated along, by generalised least squares */
  constructor(series: Float64Array, withMean: boolean) {
    this.#series = series;
    this.#column = withMean ? new Float64Array(series.length).fill(1) : undefined;
    this.innovations = new Float64Array(series.length);
    this.#columnInnovations = new Float64Array(series.length);
  }

  /** Twice the negative logarithm of the likelihood at its best variance, less a constant: n log S + log|Ω|; infinite where undefined. */
  evaluate(coefficients: ArmaCoefficients, frequency: number): number {
    const length = this.#series.length;
    this.autoregression = expand(coefficients.phi, coefficients.seasonalPhi, frequency);
    this.movingAverage = expand(coefficients.theta, coefficients.seasonalTheta, frequency);
    if (!this.#factorise(length)) return Number.POSITIVE_INFINITY;
    this.#solve(this.#series, this.innovations);
    this.mean = 0;
    if (this.#column !== undefined) {
      this.#solve(this.#column, this.#columnInnovations);
      let product = 0;
      let square = 0;
      for (let t = 0; t < length; t++) {
        product += (this.#columnInnovations[t] as number) * (this.innovations[t] as number);
        square += (this.#columnInnovations[t] as number) ** 2;
      }
      this.mean = product / square;
      for (let t = 0; t < length; t++) {
        this.innovations[t] = (this.innovations[t] as number) - this.mean * (this.#columnInnovations[t] as number);
      }
    }
    let squares = 0;
    for (let t = 0; t < length; t++) squares += (this.innovations[t] as number) ** 2;
    this.squares = squares;
    const value = length * Math.log(Math.max(squares, 1e-300)) + this.logDeterminant;
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  }

  /**
   * Forecasts of the process after the last evaluation, with the weight of each future innovation in each forecast error, row by row:
   * exact for the finite past.
   */
  forecast(horizon: number): { readonly points: Float64Array; readonly errors: Float64Array } {
    const length = this.#series.length;
    const innovations = Float64Array.from(this.innovations);
    if (!this.#factorise(length + horizon)) throw new RangeError('forecast asked of a process that was not evaluated');
    const lags = this.autoregression.length;
    const points = new Float64Array(horizon);
    const errors = new Float64Array(horizon * horizon);
    for (let step = 0; step < horizon; step++) {
      const t = length + step;
      const first = this.#firstColumn(t);
      let point = 0;
      for (let k = first; k < length; k++) point += (this.#factor[t * this.#stride + k - first] as number) * (innovations[k] as number);
      for (let k = Math.max(first, length); k <= t; k++)
        errors[step * horizon + k - length] = this.#factor[t * this.#stride + k - first] as number;
      if (t >= lags) {
        for (let lag = 1; lag <= lags; lag++) {
          const coefficient = this.autoregression[lag - 1] as number;
          if (coefficient === 0) continue;
          const before = step - lag;
          point += coefficient * (before >= 0 ? (points[before] as number) : (this.#series[t - lag] as number) - this.mean);
          if (before < 0) continue;
          for (let k = 0; k <= before; k++) {
            errors[step * horizon + k] = (errors[step * horizon + k] as number) + coefficient * (errors[before * horizon + k] as number);
          }
        }
      }
      points[step] = point;
    }
    return { points: points.map((point) => point + this.mean), errors };
  }

  #firstColumn(row: number): number {
    return row < this.autoregression.length ? 0 : Math.max(0, row - this.movingAverage.length);
  }

  #factorise(length: number): boolean {
    const lags = this.autoregression.length;
    const moves = this.movingAverage.length;
    const stride = Math.max(lags, moves) + 1;
    this.#stride = stride;
    if (this.#factor.length < length * stride) this.#factor = new Float64Array(length * stride);
    if (!this.#secondMoments()) return false;
    const factor = this.#factor;
    const covariances = this.#covariances;
    const right = this.#right;
    const moving = this.#moving;
    let logDeterminant = 0;
    for (let t = 0; t < length; t++) {
      const first = this.#firstColumn(t);
      const row = t * stride - first;
      for (let s = first; s <= t; s++) {
        const lag = t - s;
        let sum = t < lags ? (covariances[lag] as number) : s < lags ? (right[lag] as number) : (moving[lag] as number);
        const otherFirst = s < lags || s < moves ? 0 : s - moves;
        const other = s * stride - otherFirst;
        for (let k = first > otherFirst ? first : otherFirst; k < s; k++)
          sum -= (factor[row + k] as number) * (factor[other + k] as number);
        if (s < t) {
          factor[row + s] = sum / (factor[other + s] as number);
        } else {
          if (!(sum > 0)) return false;
          factor[row + s] = Math.sqrt(sum);
          logDeterminant += Math.log(sum);
        }
      }
    }
    this.logDeterminant = logDeterminant;
    return true;
  }

  /** Covariances per unit of innovation variance: of the process, between it and its moving-average part, and of that part. */
  #secondMoments(): boolean {
    const lags = this.autoregression.length;
    const moves = this.movingAverage.length;
    if (this.#psi.length !== moves + 1) {
      this.#psi = new Float64Array(moves + 1);
      this.#moving = new Float64Array(moves + 1);
    }
    const weight = (lag: number): number => (lag === 0 ? 1 : -(this.movingAverage[lag - 1] as number));
    for (let lag = 0; lag <= moves; lag++) {
      let psi = weight(lag);
      for (let k = 1; k <= Math.min(lag, lags); k++) psi += (this.autoregression[k - 1] as number) * (this.#psi[lag - k] as number);
      this.#psi[lag] = psi;
    }
    const size = Math.max(lags, moves) + 1;
    if (this.#right.length !== size) this.#right = new Float64Array(size);
    this.#right.fill(0);
    for (let lag = 0; lag <= moves; lag++) {
      let right = 0;
      let moving = 0;
      for (let k = lag; k <= moves; k++) {
        right += weight(k) * (this.#psi[k - lag] as number);
        moving += weight(k) * weight(k - lag);
      }
      this.#right[lag] = right;
      this.#moving[lag] = moving;
    }
    if (lags === 0) return true;
    const covariances = autocovariances(this.autoregression, this.#right);
    if (covariances === undefined) return false;
    this.#covariances = covariances;
    return true;
  }

  /** Innovations of a series: the autoregression taken from it, then the triangular system. */
  #solve(series: Float64Array, into: Float64Array): void {
    const lags = this.autoregression.length;
    for (let t = 0; t < series.length; t++) {
      let value = series[t] as number;
      if (t >= lags) {
        for (let lag = 1; lag <= lags; lag++) value -= (this.autoregression[lag - 1] as number) * (series[t - lag] as number);
      }
      const first = this.#firstColumn(t);
      const row = t * this.#stride - first;
      for (let k = first; k < t; k++) value -= (this.#factor[row + k] as number) * (into[k] as number);
      into[t] = value / (this.#factor[row + t] as number);
    }
  }
}

/** Solves γₖ − Σ φⱼ γ|k−j| = rₖ, k = 0 … p, by Gaussian elimination with pivots. */
function autocovariances(autoregression: Float64Array, right: Float64Array): Float64Array | undefined {
  const size = autoregression.length + 1;
  const matrix = new Float64Array(size * size);
  const solution = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    matrix[k * size + k] = 1;
    solution[k] = right[k] as number;
  }
  for (let k = 0; k < size; k++) {
    for (let j = 1; j < size; j++) {
      const at = k * size + Math.abs(k - j);
      matrix[at] = (matrix[at] as number) - (autoregression[j - 1] as number);
    }
  }
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(matrix[row * size + column] as number) > Math.abs(matrix[pivot * size + column] as number)) pivot = row;
    }
    const largest = matrix[pivot * size + column] as number;
    if (!(Math.abs(largest) > 1e-14)) return undefined;
    if (pivot !== column) {
      for (let k = column; k < size; k++) {
        const kept = matrix[column * size + k] as number;
        matrix[column * size + k] = matrix[pivot * size + k] as number;
        matrix[pivot * size + k] = kept;
      }
      const kept = solution[column] as number;
      solution[column] = solution[pivot] as number;
      solution[pivot] = kept;
    }
    for (let row = column + 1; row < size; row++) {
      const ratio = (matrix[row * size + column] as number) / largest;
      if (ratio === 0) continue;
      for (let k = column + 1; k < size; k++) {
        matrix[row * size + k] = (matrix[row * size + k] as number) - ratio * (matrix[column * size + k] as number);
      }
      solution[row] = (solution[row] as number) - ratio * (solution[column] as number);
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = solution[row] as number;
    for (let k = row + 1; k < size; k++) sum -= (matrix[row * size + k] as number) * (solution[k] as number);
    solution[row] = sum / (matrix[row * size + row] as number);
  }
  return (solution[0] as number) > 0 ? solution : undefined;
}

/**
 * Minimises `evaluate` over the unbounded parameters by Levenberg–Marquardt on the scaled innovations, with derivatives by differences,
 * until an iteration gains less than `effort.gain`.
 */
export function maximiseLikelihood(
  likelihood: ArmaLikelihood,
  orders: ArimaOrders,
  frequency: number,
  start: Float64Array,
  effort: { readonly iterations: number; readonly gain: number },
): { readonly free: Float64Array; readonly value: number } {
  const count = start.length;
  const length = likelihood.innovations.length;
  const scaled = (free: Float64Array, into: Float64Array): number => {
    const value = likelihood.evaluate(coefficientsOf(orders, free), frequency);
    const scale = Math.exp(likelihood.logDeterminant / (2 * length));
    for (let t = 0; t < length; t++) into[t] = (likelihood.innovations[t] as number) * scale;
    return value;
  };
  let free: Float64Array = Float64Array.from(start);
  const residuals = new Float64Array(length);
  const moved = new Float64Array(length);
  let value = scaled(free, residuals);
  if (count === 0) return { free, value };
  const derivatives = new Float64Array(count * length);
  const damped = new Float64Array(count * count);
  const matrix = new Float64Array(count * count);
  const gradient = new Float64Array(count);
  const step = new Float64Array(count);
  let damping = 1e-2;
  for (let iteration = 0; iteration < effort.iterations; iteration++) {
    for (let k = 0; k < count; k++) {
      const trial = Float64Array.from(free);
      const width = 1e-5 * ((trial[k] as number) > 0 ? -1 : 1);
      trial[k] = (trial[k] as number) + width;
      if (!Number.isFinite(scaled(trial, moved))) return { free, value };
      for (let t = 0; t < length; t++) derivatives[k * length + t] = ((moved[t] as number) - (residuals[t] as number)) / width;
    }
    for (let k = 0; k < count; k++) {
      let slope = 0;
      for (let t = 0; t < length; t++) slope += (derivatives[k * length + t] as number) * (residuals[t] as number);
      gradient[k] = slope;
      for (let j = 0; j <= k; j++) {
        let product = 0;
        for (let t = 0; t < length; t++) product += (derivatives[k * length + t] as number) * (derivatives[j * length + t] as number);
        matrix[k * count + j] = product;
        matrix[j * count + k] = product;
      }
    }
    const before = value;
    while (damping < 1e9) {
      damped.set(matrix);
      for (let k = 0; k < count; k++) {
        const diagonal = matrix[k * count + k] as number;
        damped[k * count + k] = diagonal + damping * Math.max(diagonal, 1e-9);
        step[k] = -(gradient[k] as number);
      }
      if (solvePositive(damped, step)) {
        const trial = free.map((coordinate, k) => coordinate + Math.max(-1.5, Math.min(1.5, step[k] as number)));
        const reached = scaled(trial, moved);
        if (reached < value) {
          value = reached;
          free = trial;
          residuals.set(moved);
          damping = Math.max(damping / 10, 1e-8);
          break;
        }
      }
      damping *= 8;
    }
    if (before - value < effort.gain) break;
  }
  return { free, value };
}
