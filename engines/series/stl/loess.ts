/**
 * Locally weighted regression of `y` on its index at the (1-based) point `at`, tricube weights over [left, right].
 *
 * @returns the estimate, or NaN when no point has weight
 */
function estimate(
  y: Float64Array,
  n: number,
  at: number,
  left: number,
  right: number,
  options: { readonly length: number; readonly degree: 0 | 1 },
  weights: Float64Array,
  robustness: Float64Array | undefined,
): number {
  let reach = Math.max(at - left, right - at);
  if (options.length > n) reach += Math.floor((options.length - n) / 2);
  const far = 0.999 * reach;
  const near = 0.001 * reach;
  let total = 0;
  for (let j = left; j <= right; j += 1) {
    const distance = Math.abs(j - at);
    let weight = 0;
    if (distance <= far) {
      // Products, not powers: a power costs several times as much, and this is where the time goes.
      const ratio = distance / reach;
      const rest = 1 - ratio * ratio * ratio;
      weight = distance <= near ? 1 : rest * rest * rest;
      if (robustness !== undefined) weight *= robustness[j - 1] as number;
      total += weight;
    }
    weights[j - 1] = weight;
  }
  if (total <= 0) return Number.NaN;
  for (let j = left; j <= right; j += 1) weights[j - 1] = (weights[j - 1] as number) / total;
  if (reach > 0 && options.degree > 0) {
    let centre = 0;
    for (let j = left; j <= right; j += 1) centre += (weights[j - 1] as number) * j;
    const offset = at - centre;
    let spread = 0;
    for (let j = left; j <= right; j += 1) spread += (weights[j - 1] as number) * (j - centre) * (j - centre);
    if (Math.sqrt(spread) > 0.001 * (n - 1)) {
      const slope = offset / spread;
      for (let j = left; j <= right; j += 1) weights[j - 1] = (weights[j - 1] as number) * (slope * (j - centre) + 1);
    }
  }
  let value = 0;
  for (let j = left; j <= right; j += 1) value += (weights[j - 1] as number) * (y[j - 1] as number);
  return value;
}

/** What loess smooths with: window length (odd), degree and how many points lie between two fits (the rest is interpolated). */
export interface LoessOptions {
  readonly length: number;
  readonly degree: 0 | 1;
  readonly jump: number;
}

/**
 * Smooths the first `n` values of `y` into `out` (Cleveland, Cleveland, McRae and Terpenning 1990, section 2).
 *
 * @param weights space for the local weights, at least `n` long
 */
export function loess(
  y: Float64Array,
  n: number,
  options: LoessOptions,
  out: Float64Array,
  weights: Float64Array,
  robustness?: Float64Array,
): void {
  if (n < 2) {
    out[0] = y[0] as number;
    return;
  }
  const jump = Math.min(options.jump, n - 1);
  let left = 1;
  let right = Math.min(options.length, n);
  const put = (at: number): void => {
    const value = estimate(y, n, at, left, right, options, weights, robustness);
    out[at - 1] = Number.isNaN(value) ? (y[at - 1] as number) : value;
  };
  if (options.length >= n) {
    for (let i = 1; i <= n; i += jump) put(i);
  } else if (jump === 1) {
    const half = (options.length + 1) / 2;
    for (let i = 1; i <= n; i += 1) {
      if (i > half && right !== n) {
        left += 1;
        right += 1;
      }
      put(i);
    }
  } else {
    const half = (options.length + 1) / 2;
    for (let i = 1; i <= n; i += jump) {
      left = i < half ? 1 : i >= n - half + 1 ? n - options.length + 1 : i - half + 1;
      right = i < half ? options.length : i >= n - half + 1 ? n : options.length + i - half;
      put(i);
    }
  }
  if (jump === 1) return;
  for (let i = 1; i <= n - jump; i += jump) {
    const slope = ((out[i + jump - 1] as number) - (out[i - 1] as number)) / jump;
    for (let j = i + 1; j < i + jump; j += 1) out[j - 1] = (out[i - 1] as number) + slope * (j - i);
  }
  const last = Math.floor((n - 1) / jump) * jump + 1;
  if (last === n) return;
  put(n);
  const slope = ((out[n - 1] as number) - (out[last - 1] as number)) / (n - last);
  for (let j = last + 1; j < n; j += 1) out[j - 1] = (out[last - 1] as number) + slope * (j - last);
}

/** The estimate one step before (at = 0) or after (at = n + 1) the first `n` values of `y`; the nearest smooth value when none has weight. */
export function loessBeyond(
  y: Float64Array,
  n: number,
  at: number,
  options: LoessOptions,
  fallback: number,
  weights: Float64Array,
  robustness?: Float64Array,
): number {
  const left = at === 0 ? 1 : Math.max(1, n - options.length + 1);
  const right = at === 0 ? Math.min(options.length, n) : n;
  const value = estimate(y, n, at, left, right, options, weights, robustness);
  return Number.isNaN(value) ? fallback : value;
}
