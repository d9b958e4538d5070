/** Quantile of the standard normal distribution (P. J. Acklam's rational approximation with one step of Halley). */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) throw new RangeError(`a probability must lie between 0 and 1, got ${probability}`);
  const a = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239];
  const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
  const c = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783];
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];
  const horner = (k: readonly number[], x: number, one: number) => k.reduce((sum, value) => sum * x + value, 0) * (one === 1 ? x : 1) + one;
  let x: number;
  if (probability < 0.02425 || probability > 0.97575) {
    const tail = Math.sqrt(-2 * Math.log(Math.min(probability, 1 - probability)));
    x = horner(c, tail, 0) / horner(d, tail, 1);
    if (probability > 0.5) x = -x;
  } else {
    const q = probability - 0.5;
    const r = q * q;
    x = (horner(a, r, 0) * q) / horner(b, r, 1);
  }
  const error = normalTail(-x) - probability;
  const u = error * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2);
  return x - u / (1 + (x * u) / 2);
}

/** P(Z > x) by the continued fraction for erfc far out and a series near zero. */
export function normalTail(x: number): number {
  if (x < 0) return 1 - normalTail(-x);
  if (x < 3) {
    let term = x;
    let sum = x;
    for (let k = 1; k < 200 && Math.abs(term) > 1e-17 * sum; k++) {
      term *= (x * x) / (2 * k + 1);
      sum += term;
    }
    return 0.5 - (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
  }
  let f = 0;
  for (let k = 100; k > 0; k--) f = k / (x + f);
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI) / (x + f);
}
