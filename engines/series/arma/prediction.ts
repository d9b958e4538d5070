import type { ModelOrders } from './polynomial.ts';
import { differencingOperator, multiplyOperators } from './polynomial.ts';
import { ArmaWhitening } from './whitening.ts';

/** Expanded operators of a model: 1 − φ₁B − …, 1 − θ₁B − … and (1 − B)^d(1 − Bˢ)^D with its leading 1. */
export interface Operators {
  readonly phi: Float64Array;
  readonly theta: Float64Array;
  readonly delta: Float64Array;
}

/** Expands coefficients in the order φ, Φ, θ, Θ. */
export function expandOperators(orders: ModelOrders, parameters: Float64Array, frequency: number): Operators {
  const { p, P, q, Q } = orders;
  const phi = new Float64Array(p + P * frequency);
  const theta = new Float64Array(q + Q * frequency);
  multiplyOperators(parameters, 0, p, p, P, frequency, phi);
  multiplyOperators(parameters, p + P, q, p + P + q, Q, frequency, theta);
  return { phi, theta, delta: differencingOperator(orders.d, orders.D, frequency) };
}

/** The first `count` weights ψ of θ(B)/(φ(B)δ(B)); ψ₀ = 1. */
export function psiWeights({ phi, theta, delta }: Operators, count: number): Float64Array {
  // φ(B)δ(B) as 1 − c₁B − …
  const full = new Float64Array(phi.length + delta.length);
  for (let i = 0; i < delta.length; i++) {
    full[i]! += delta[i]!;
    for (let j = 1; j <= phi.length; j++) full[i + j]! -= delta[i]! * phi[j - 1]!;
  }
  const weights = new Float64Array(count);
  for (let j = 0; j < count; j++) {
    let sum = j === 0 ? 1 : j <= theta.length ? -theta[j - 1]! : 0;
    for (let i = 1; i <= j && i < full.length; i++) sum -= full[i]! * weights[j - i]!;
    weights[j] = sum;
  }
  return weights;
}

/**
 * Continues a zero-mean ARIMA series by `horizon` best linear predictions given all its values.
 * `mean` is the mean of the differenced series.
 */
export function continueSeries(series: Float64Array, operators: Operators, mean: number, horizon: number): Float64Array {
  const { phi, theta, delta } = operators;
  const degree = delta.length - 1;
  const known = series.length - degree;
  const whitening = new ArmaWhitening(known + horizon);
  whitening.factor(phi, phi.length, theta, theta.length);
  const differenced = new Float64Array(known + horizon);
  for (let t = 0; t < known; t++) {
    let sum = -mean;
    for (let i = 0; i <= degree; i++) sum += delta[i]! * series[t + degree - i]!;
    differenced[t] = sum;
  }
  const innovations = new Float64Array(known + horizon);
  whitening.whiten(differenced, 0, innovations, 0, known);
  whitening.predict(differenced, innovations, known);
  const continued = new Float64Array(series.length + horizon);
  continued.set(series);
  for (let h = 0; h < horizon; h++) {
    const t = series.length + h;
    let sum = differenced[known + h]! + mean;
    for (let i = 1; i <= degree; i++) sum -= delta[i]! * continued[t - i]!;
    continued[t] = sum;
  }
  return continued.subarray(series.length);
}
