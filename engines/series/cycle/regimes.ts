import { SeriesRefusal } from '../refusal.ts';

/** Two states with their own mean and one variance; state 0 is the one of the lower mean (contraction). */
export interface Regimes {
  readonly means: readonly [number, number];
  readonly sigma: number;
  /** Probability of staying in each state. */
  readonly stay: readonly [number, number];
  readonly loglik: number;
  readonly iterations: number;
  /** P(state 0 at t | values up to t) and P(state 0 at t | all values). */
  readonly filtered: Float64Array;
  readonly smoothed: Float64Array;
}

const MOST_ITERATIONS = 2000;

/**
 * Two-state Markov-switching model of a growth series, y_t = μ_{s(t)} + ε, by expectation–maximisation with the filter of Hamilton
 * (Econometrica 57, 1989) and the smoother of Kim (1994). Missing values are bridged.
 *
 * @throws SeriesRefusal `series-too-short` (under 20 values), `series-constant`
 */
export function markovRegimes(values: Float64Array): Regimes {
  const observed = values.filter((value) => !Number.isNaN(value)).sort();
  if (observed.length < 20)
    throw new SeriesRefusal('series-too-short', { field: 'values', values: { observations: observed.length, least: 20 } });
  const mean = observed.reduce((sum, value) => sum + value, 0) / observed.length;
  let variance = observed.reduce((sum, value) => sum + (value - mean) ** 2, 0) / observed.length;
  if (!(variance > 0)) throw new SeriesRefusal('series-constant', { field: 'values' });
  // The variance may not shrink to a single observation, where the likelihood has no bound.
  const least = variance * 1e-6;
  const quarter = Math.floor(observed.length / 4);
  let means: [number, number] = [average(observed.slice(0, quarter)), average(observed.slice(-quarter))];
  let stay: [number, number] = [0.9, 0.9];
  variance /= 2;
  let pass = runFilter(values, means, variance, stay);
  let iterations = 0;
  for (; iterations < MOST_ITERATIONS; iterations++) {
    const { smoothed, moves } = smooth(pass, stay);
    const next = maximise(values, smoothed, moves, least);
    const nextPass = runFilter(values, next.means, next.variance, next.stay);
    const gain = nextPass.loglik - pass.loglik;
    [means, variance, stay, pass] = [next.means, next.variance, next.stay, nextPass];
    if (gain < 1e-9 * Math.abs(pass.loglik)) break;
  }
  const { smoothed } = smooth(pass, stay);
  const isSwapped = means[0] > means[1];
  const order = <T>([a, b]: readonly [T, T]): readonly [T, T] => (isSwapped ? [b, a] : [a, b]);
  const low = (row: Float64Array): Float64Array => (isSwapped ? row.map((p) => 1 - p) : row);
  return {
    means: order(means),
    sigma: Math.sqrt(variance),
    stay: order(stay),
    loglik: pass.loglik,
    iterations,
    filtered: low(pass.filtered),
    smoothed: low(smoothed),
  };
}

interface Pass {
  readonly loglik: number;
  /** Of state 0. */
  readonly filtered: Float64Array;
  readonly predicted: Float64Array;
}

function runFilter(values: Float64Array, means: readonly [number, number], variance: number, stay: readonly [number, number]): Pass {
  const filtered = new Float64Array(values.length);
  const predicted = new Float64Array(values.length);
  const [p, q] = stay;
  let state = 2 - p - q > 0 ? (1 - q) / (2 - p - q) : 0.5; // the share of time in state 0
  let loglik = 0;
  values.forEach((value, t) => {
    predicted[t] = t === 0 ? state : state * p + (1 - state) * (1 - q);
    const before = predicted[t] as number;
    if (Number.isNaN(value)) state = before;
    else {
      const [e0, e1] = means.map((mean) => -((value - mean) ** 2) / (2 * variance)) as [number, number];
      const most = Math.max(e0, e1);
      const zero = before * Math.exp(e0 - most);
      const both = zero + (1 - before) * Math.exp(e1 - most);
      loglik += Math.log(both) + most - Math.log(2 * Math.PI * variance) / 2;
      state = zero / both;
    }
    filtered[t] = state;
  });
  return { loglik, filtered, predicted };
}

/** Smoothed probability of state 0, and expected moves from → to. */
function smooth(
  { filtered, predicted }: Pass,
  [p, q]: readonly [number, number],
): { smoothed: Float64Array; moves: readonly [number, number, number, number] } {
  const n = filtered.length;
  const smoothed = filtered.slice();
  const moves: [number, number, number, number] = [0, 0, 0, 0];
  for (let t = n - 2; t >= 0; t--) {
    const now = filtered[t] as number;
    const next = smoothed[t + 1] as number;
    const ahead = predicted[t + 1] as number;
    const toZero = ahead > 0 ? next / ahead : 0;
    const toOne = ahead < 1 ? (1 - next) / (1 - ahead) : 0;
    const joint = [now * p * toZero, now * (1 - p) * toOne, (1 - now) * (1 - q) * toZero, (1 - now) * q * toOne] as const;
    smoothed[t] = joint[0] + joint[1];
    for (let k = 0; k < 4; k++) moves[k] = (moves[k] as number) + (joint[k] as number);
  }
  return { smoothed, moves };
}

function maximise(
  values: Float64Array,
  smoothed: Float64Array,
  moves: readonly [number, number, number, number],
  least: number,
): { means: [number, number]; variance: number; stay: [number, number] } {
  const sums = [0, 0];
  const weights = [0, 0];
  values.forEach((value, t) => {
    if (Number.isNaN(value)) return;
    for (const state of [0, 1]) {
      const weight = state === 0 ? (smoothed[t] as number) : 1 - (smoothed[t] as number);
      sums[state] = (sums[state] as number) + weight * value;
      weights[state] = (weights[state] as number) + weight;
    }
  });
  const means: [number, number] = [
    (sums[0] as number) / Math.max(weights[0] as number, 1e-12),
    (sums[1] as number) / Math.max(weights[1] as number, 1e-12),
  ];
  let squares = 0;
  values.forEach((value, t) => {
    if (!Number.isNaN(value))
      squares += (smoothed[t] as number) * (value - means[0]) ** 2 + (1 - (smoothed[t] as number)) * (value - means[1]) ** 2;
  });
  const share = (a: number, b: number): number => Math.min(0.999, Math.max(0.001, a / Math.max(a + b, 1e-12)));
  return {
    means,
    variance: Math.max(least, squares / ((weights[0] as number) + (weights[1] as number))),
    stay: [share(moves[0], moves[1]), share(moves[3], moves[2])],
  };
}

const average = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
