import { choleskySolve } from '../arma/linear.ts';
import { normalQuantile } from './normal.ts';

const level = 0.05;
const extent = (n: number): number => Math.sqrt(2 * Math.log(n));
const correction = (n: number): number => (Math.log(Math.log(n)) + Math.log(4 * Math.PI)) / (2 * extent(n));

/** Asymptotic value of G. M. Ljung (JRSS B 55, 1993) for the largest of n statistics. */
const asymptotic = (n: number): number => extent(n) - correction(n) - Math.log(-0.5 * Math.log(2 - Math.sqrt(1 + level))) / extent(n);

/**
 * Critical |t| of the outlier search for n tested points at level 0.05, as X-13ARIMA-SEATS sets it: the normal quantile for one point,
 * else the curve through the exact value for two points and Ljung's asymptotic values for 100 and 200 (3.8898 for 144).
 */
export function defaultCriticalValue(n: number): number {
  if (n <= 1) return normalQuantile(1 - level / 2);
  const anchors = [2, 100, 200];
  const rows = anchors.map((m) => [1, correction(m), extent(m)]);
  const values = [normalQuantile((1 + Math.sqrt(1 - level)) / 2), asymptotic(100), asymptotic(200)];
  // Normal equations of three points and three coefficients: the curve passes through all of them.
  const matrix = new Float64Array(9);
  const right = new Float64Array(3);
  for (const [i, row] of rows.entries()) {
    for (let a = 0; a < 3; a++) {
      right[a]! += row[a]! * values[i]!;
      for (let b = 0; b <= a; b++) matrix[a * 3 + b]! += row[a]! * row[b]!;
    }
  }
  choleskySolve(matrix, right, 3, 1e-15);
  return right[0]! + right[1]! * correction(n) + right[2]! * extent(n);
}
