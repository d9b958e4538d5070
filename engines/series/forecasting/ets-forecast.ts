import type { EtsFit } from './ets-fit.ts';
import type { PointsAndSpread } from './intervals.ts';

/**
 * Forecast means and variances of a fitted exponential smoothing model, exact in the classes 1 to 3 of Hyndman, Koehler, Ord and Snyder
 * (2008, chapter 6): additive errors; multiplicative errors with additive states; multiplicative errors and season.
 */
export function forecastEts(fit: EtsFit, horizon: number): PointsAndSpread {
  if (fit.form.season === 'M') return multiplicativeSeason(fit, horizon);
  const { alpha, beta, gamma, phi, last, frequency, sigma2 } = fit;
  const points = new Float64Array(horizon);
  const spread = new Float64Array(horizon);
  /** Weight of an error in the forecast so many steps later. */
  const weights = new Float64Array(horizon);
  /** Mean square of each forecast before its own error, needed under relative errors. */
  const squares = new Float64Array(horizon);
  let damping = 0;
  for (let step = 0; step < horizon; step++) {
    damping += phi ** (step + 1);
    const season = last.season.length > 0 ? (last.season[step % frequency] as number) : 0;
    points[step] = last.level + damping * last.slope + season;
    weights[step] = alpha + beta * damping + (last.season.length > 0 && (step + 1) % frequency === 0 ? gamma : 0);
  }
  for (let step = 0; step < horizon; step++) {
    let sum = 0;
    for (let lag = 1; lag <= step; lag++) {
      const weight = weights[lag - 1] as number;
      sum += weight * weight * (fit.form.error === 'A' ? 1 : (squares[step - lag] as number));
    }
    if (fit.form.error === 'A') {
      spread[step] = Math.sqrt(sigma2 * (1 + sum));
      continue;
    }
    const point = points[step] as number;
    const square = point * point + sigma2 * sum;
    squares[step] = square;
    spread[step] = Math.sqrt(Math.max(0, (1 + sigma2) * square - point * point));
  }
  return { points, spread };
}

/**
 * Level and slope x and the factor s of one calendar position grow by x → (F + Gε)x and, in that position only, s → s(1 + γε). Means and
 * second moments of x·s are carried position by position; normal errors have the fourth moment 3σ⁴.
 */
function multiplicativeSeason(fit: EtsFit, horizon: number): PointsAndSpread {
  const { alpha, beta, gamma, phi, last, frequency, sigma2 } = fit;
  const points = new Float64Array(horizon);
  const spread = new Float64Array(horizon);
  for (let position = 0; position < Math.min(frequency, horizon); position++) {
    const season = last.season[position] as number;
    let level = last.level * season;
    let slope = last.slope * season;
    let ll = level * level;
    let lb = level * slope;
    let bb = slope * slope;
    for (let step = 0; step < horizon; step++) {
      const own = step % frequency === position;
      const base = level + phi * slope;
      const square = ll + 2 * phi * lb + phi * phi * bb;
      if (own) {
        points[step] = base;
        spread[step] = Math.sqrt(Math.max(0, (1 + sigma2) * square - base * base));
      }
      // With c = γ in the own position, otherwise 0, (1 + αε)²(1 + cε)² and its like have the means below.
      const c = own ? gamma : 0;
      const cross = phi * lb + phi * phi * bb;
      const inner = phi * phi * bb;
      const both = (first: number, second: number): number =>
        1 + sigma2 * (first * second + 2 * c * (first + second) + c * c) + 3 * sigma2 * sigma2 * first * second * c * c;
      // Slope after the step: φb + β(l + φb)ε; its products are spelled out by powers of ε.
      const nextLl = square * both(alpha, alpha);
      const nextLb =
        cross * (1 + sigma2 * (2 * c * alpha + c * c)) + square * beta * (sigma2 * (alpha + 2 * c) + 3 * sigma2 * sigma2 * alpha * c * c);
      const nextBb =
        inner * (1 + sigma2 * c * c) + 2 * cross * beta * (2 * c * sigma2) + square * beta * beta * (sigma2 + 3 * sigma2 * sigma2 * c * c);
      level = base * (1 + sigma2 * alpha * c);
      slope = phi * slope + base * beta * c * sigma2;
      ll = nextLl;
      lb = nextLb;
      bb = nextBb;
    }
  }
  return { points, spread };
}
