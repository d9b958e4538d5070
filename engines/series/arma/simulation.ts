import type { ModelOrders } from './polynomial.ts';
import { expandOperators } from './prediction.ts';

/**
 * A path of a seasonal ARIMA model with standard normal innovations from a fixed generator (mulberry32 and Box–Muller): the same seed
 * gives the same path everywhere. The stationary part runs in for 500 periods; the sums start at zero.
 *
 * @param coefficients φ, Φ, θ, Θ of operators 1 − cB
 */
export function simulateArima(
  orders: ModelOrders,
  coefficients: readonly number[],
  frequency: number,
  length: number,
  seed: number,
): Float64Array {
  const { phi, theta, delta } = expandOperators(orders, Float64Array.from(coefficients), frequency);
  const normal = normals(seed);
  const runIn = 500;
  const shocks = Float64Array.from({ length: length + runIn }, normal);
  const process = new Float64Array(length + runIn);
  for (let t = 0; t < process.length; t++) {
    let sum = shocks[t]!;
    for (let j = 1; j <= theta.length && j <= t; j++) sum -= theta[j - 1]! * shocks[t - j]!;
    for (let i = 1; i <= phi.length && i <= t; i++) sum += phi[i - 1]! * process[t - i]!;
    process[t] = sum;
  }
  const values = process.slice(runIn);
  for (let t = 0; t < length; t++) for (let i = 1; i < delta.length && i <= t; i++) values[t]! -= delta[i]! * values[t - i]!;
  return values;
}

function normals(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
