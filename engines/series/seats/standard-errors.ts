import type { CanonicalDecomposition, Component, Factorisation } from './canonical.ts';
import { circleMean, evaluateSymmetric, multiplyPolynomials, multiplySymmetric, type Symmetric, squaredModulus } from './symmetric.ts';

/**
 * Standard errors of the estimate of a component, period by period: the error that stays for ever, with spectrum N·Nₙ ÷ |θ|² where N and Nₙ are
 * the numerators of the component and of the rest, and the revisions still to come from either end of the span. In the innovations a the
 * estimate is N(B, F) φₙ(F) ÷ (φ(B) θ(F)) a, φₙ being the autoregression of the rest: its weights on the future are the revisions (Gómez and
 * Maravall 2001, section 8.6). Revisions from both ends are added, as if the span had one end at a time.
 */
export function standardErrors(
  name: 'seasonal' | 'trend',
  factors: Factorisation,
  decomposition: CanonicalDecomposition,
  sigma2: number,
  length: number,
): Float64Array {
  const component = decomposition[name];
  const other = name === 'seasonal' ? decomposition.trend : decomposition.seasonal;
  const { transitory } = decomposition;
  const rest = restNumerator(other, transitory, decomposition.irregular);
  const total = squaredModulus(factors.movingAverage);
  const final = circleMean(
    (frequency) =>
      (evaluateSymmetric(component.numerator, frequency) * evaluateSymmetric(rest, frequency)) / evaluateSymmetric(total, frequency),
  );
  const revisions = revisionVariances(
    component,
    multiplyPolynomials(other.autoregression, transitory.autoregression),
    factors.movingAverage,
    length,
  );
  return Float64Array.from({ length }, (_, t) => {
    const variance = final + (revisions[length - 1 - t] as number) + (revisions[t] as number);
    return Math.sqrt(Math.max(0, variance * sigma2));
  });
}

function restNumerator(other: Component, transitory: Component, irregular: number): Symmetric {
  const otherModulus = squaredModulus(other.autoregression);
  const transitoryModulus = squaredModulus(transitory.autoregression);
  const sum = multiplySymmetric(otherModulus, transitoryModulus).map((value) => value * irregular);
  const terms = [multiplySymmetric(other.numerator, transitoryModulus), multiplySymmetric(transitory.numerator, otherModulus)];
  const result = new Float64Array(Math.max(sum.length, ...terms.map((term) => term.length)));
  for (const term of [sum, ...terms]) {
    term.forEach((value, lag) => {
      result[lag] = (result[lag] as number) + value;
    });
  }
  return result;
}

/** Variance of the revisions to come for an estimate so many periods before the end, in units of the innovation variance. */
function revisionVariances(component: Component, rest: Float64Array, movingAverage: Float64Array, length: number): Float64Array {
  const width = component.numerator.length - 1;
  const order = movingAverage.length - 1;
  // The weights of 1 ÷ θ(F) must have died out before the recursion in φ(B) comes back from the far end.
  const ahead = 3 * length + 20 * (order + width + 1);
  const weights = new Float64Array(ahead + width + 1);
  for (let power = -width; power <= width; power++) {
    rest.forEach((coefficient, k) => {
      const at = power + k + width;
      weights[at] = (weights[at] as number) + (component.numerator[Math.abs(power)] as number) * coefficient;
    });
  }
  for (let at = 0; at < weights.length; at++) {
    let value = weights[at] as number;
    for (let lag = 1; lag <= Math.min(order, at); lag++) value -= (movingAverage[lag] as number) * (weights[at - lag] as number);
    weights[at] = value;
  }
  for (let at = weights.length - 1; at >= 0; at--) {
    let value = weights[at] as number;
    for (let lag = 1; lag < component.autoregression.length && at + lag < weights.length; lag++) {
      value -= (component.autoregression[lag] as number) * (weights[at + lag] as number);
    }
    weights[at] = value;
  }
  const revisions = new Float64Array(length);
  let sum = 0;
  for (let at = weights.length - 1; at > width; at--) {
    sum += (weights[at] as number) ** 2;
    if (at - width - 1 < length) revisions[at - width - 1] = sum;
  }
  return revisions;
}
