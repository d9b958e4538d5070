import { choleskySolve } from '../arma/linear.ts';
import { type ModelOrders, multiplyOperators, parameterCount } from '../arma/polynomial.ts';
import { ArmaWhitening } from '../arma/whitening.ts';

/**
 * Coefficients φ, Φ, θ, Θ in this order, in the convention of the adjustment programs:
 * (1 − φB − …)(1 − ΦBˢ − …) w = (1 − θB − …)(1 − ΘBˢ − …) e. R prints θ and Θ with the opposite sign.
 */
export type ArmaCoefficients = Float64Array;

/** The four factors of a vector of coefficients. */
export function factorsOf(
  orders: ModelOrders,
  coefficients: ArmaCoefficients,
): Readonly<Record<'phi' | 'seasonalPhi' | 'theta' | 'seasonalTheta', Float64Array>> {
  const { p, P, q, Q } = orders;
  return {
    phi: coefficients.slice(0, p),
    seasonalPhi: coefficients.slice(p, p + P),
    theta: coefficients.slice(p + P, p + P + q),
    seasonalTheta: coefficients.slice(p + P + q, p + P + q + Q),
  };
}

/** Stationary and invertible coefficients from unbounded numbers: their hyperbolic tangents are partial autocorrelations. */
export function coefficientsOf(orders: ModelOrders, free: Float64Array): ArmaCoefficients {
  const coefficients = new Float64Array(parameterCount(orders));
  let at = 0;
  for (const count of [orders.p, orders.P, orders.q, orders.Q]) {
    fromPartial(free.subarray(at, at + count), coefficients.subarray(at, at + count));
    at += count;
  }
  return coefficients;
}

/** Durbin–Levinson: an autoregression from its partial autocorrelations. */
function fromPartial(free: Float64Array, coefficients: Float64Array): void {
  const previous = new Float64Array(free.length);
  for (let order = 0; order < free.length; order++) {
    const partial = Math.tanh(free[order] as number);
    for (let k = 0; k < order; k++) coefficients[k] = (previous[k] as number) - partial * (previous[order - 1 - k] as number);
    coefficients[order] = partial;
    previous.set(coefficients);
  }
}

/** The exact Gaussian likelihood of a differenced series, with or without a mean, as a function of the coefficients. */
export class ArmaLikelihood {
  readonly #series: Float64Array;
  readonly #frequency: number;
  readonly #orders: ModelOrders;
  readonly #whitening: ArmaWhitening;
  readonly #ones: Float64Array | undefined;
  readonly #whitened: Float64Array;
  readonly #phi: Float64Array;
  readonly #theta: Float64Array;
  /** Standardised innovations of the last evaluation, the mean taken out. */
  readonly innovations: Float64Array;
  mean = 0;
  squares = 0;

  /** @param withMean whether a constant is estimated along, by generalised least squares */
  constructor(series: Float64Array, orders: ModelOrders, frequency: number, withMean: boolean) {
    this.#series = series;
    this.#orders = orders;
    this.#frequency = frequency;
    this.#whitening = new ArmaWhitening(series.length);
    this.#ones = withMean ? new Float64Array(series.length).fill(1) : undefined;
    this.#whitened = new Float64Array(series.length);
    this.#phi = new Float64Array(orders.p + orders.P * frequency);
    this.#theta = new Float64Array(orders.q + orders.Q * frequency);
    this.innovations = new Float64Array(series.length);
  }

  get logDeterminant(): number {
    return this.#whitening.logDeterminant;
  }

  /** Twice the negative logarithm of the likelihood at its best variance, less a constant: n log S + log|Ω|; infinite where undefined. */
  evaluate(coefficients: ArmaCoefficients): number {
    const { p, P, q, Q } = this.#orders;
    const length = this.#series.length;
    const lags = multiplyOperators(coefficients, 0, p, p, P, this.#frequency, this.#phi);
    const moves = multiplyOperators(coefficients, p + P, q, p + P + q, Q, this.#frequency, this.#theta);
    if (!this.#whitening.factor(this.#phi, lags, this.#theta, moves)) return Number.POSITIVE_INFINITY;
    this.#whitening.whiten(this.#series, 0, this.innovations, 0);
    this.mean = 0;
    if (this.#ones !== undefined) {
      this.#whitening.whiten(this.#ones, 0, this.#whitened, 0);
      let product = 0;
      let square = 0;
      for (let t = 0; t < length; t++) {
        product += (this.#whitened[t] as number) * (this.innovations[t] as number);
        square += (this.#whitened[t] as number) ** 2;
      }
      this.mean = product / square;
      for (let t = 0; t < length; t++) this.innovations[t] = (this.innovations[t] as number) - this.mean * (this.#whitened[t] as number);
    }
    let squares = 0;
    for (let t = 0; t < length; t++) squares += (this.innovations[t] as number) ** 2;
    this.squares = squares;
    const value = length * Math.log(Math.max(squares, 1e-300)) + this.logDeterminant;
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  }
}

/**
 * Minimises `evaluate` over the unbounded parameters by Levenberg–Marquardt on the scaled innovations, with derivatives by differences,
 * until an iteration gains less than `effort.gain`.
 */
export function maximiseLikelihood(
  likelihood: ArmaLikelihood,
  orders: ModelOrders,
  start: Float64Array,
  effort: { readonly iterations: number; readonly gain: number },
): { readonly free: Float64Array; readonly value: number } {
  const count = start.length;
  const length = likelihood.innovations.length;
  const scaled = (free: Float64Array, into: Float64Array): number => {
    const value = likelihood.evaluate(coefficientsOf(orders, free));
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
      if (choleskySolve(damped, step, step.length, 0)) {
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
