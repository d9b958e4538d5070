const symmetric = new Map<number, Float64Array>();

/**
 * Weights of the Henderson filter of `length` terms (odd, 3 or more), in time order.
 *
 * Closed form: domain of any textbook of X-11, e.g. Ladiray and Quenneville (2001), section 3.2.
 */
export function hendersonWeights(length: number): Float64Array {
  if (!Number.isInteger(length) || length < 3 || length % 2 === 0) {
    throw new RangeError(`a Henderson filter has an odd number of terms, 3 or more, not ${length}`);
  }
  const known = symmetric.get(length);
  if (known !== undefined) return known;
  const half = (length - 1) / 2;
  const n = half + 2;
  const n2 = n * n;
  const scale = 315 / (8 * n * (n2 - 1) * (4 * n2 - 1) * (4 * n2 - 9) * (4 * n2 - 25));
  const weights = new Float64Array(length);
  for (let j = -half; j <= half; j += 1) {
    const j2 = j * j;
    weights[j + half] = scale * ((n - 1) ** 2 - j2) * (n2 - j2) * ((n + 1) ** 2 - j2) * (3 * n2 - 16 - 11 * j2);
  }
  symmetric.set(length, weights);
  return weights;
}

const asymmetric = new Map<string, readonly Float64Array[]>();

/**
 * Musgrave's surrogates of the Henderson filter at the end of a series: element `k` serves a point with `k` observations after it
 * (0 ≤ k < half) and weighs the last half + 1 + k observations in time order.
 *
 * @param noise I/C ratio that the surrogate presumes (D = 4 / (π · noise²))
 */
export function hendersonEnds(length: number, noise: number): readonly Float64Array[] {
  const key = `${length}:${noise}`;
  const known = asymmetric.get(key);
  if (known !== undefined) return known;
  const weights = hendersonWeights(length);
  const half = (length - 1) / 2;
  const d = 4 / (Math.PI * noise * noise);
  const ends = Array.from({ length: half }, (_, after) => {
    const kept = half + 1 + after;
    const centre = (kept + 1) / 2;
    let lost = 0;
    let lostMoment = 0;
    for (let k = kept + 1; k <= length; k += 1) {
      lost += weights[k - 1] as number;
      lostMoment += (k - centre) * (weights[k - 1] as number);
    }
    const slope = d / (1 + (d * kept * (kept - 1) * (kept + 1)) / 12);
    return Float64Array.from({ length: kept }, (__, i) => (weights[i] as number) + lost / kept + (i + 1 - centre) * slope * lostMoment);
  });
  asymmetric.set(key, ends);
  return ends;
}

/** Puts the symmetric Henderson filter of `series` into `out`; the first and last half-lengths are left as they are. */
export function hendersonCentre(out: Float64Array, series: Float64Array, length: number): void {
  const weights = hendersonWeights(length);
  const half = (length - 1) / 2;
  for (let t = half; t < series.length - half; t += 1) {
    let sum = (weights[half] as number) * (series[t] as number);
    for (let j = 1; j <= half; j += 1) sum += (weights[half + j] as number) * ((series[t - j] as number) + (series[t + j] as number));
    out[t] = sum;
  }
}

/** Puts Musgrave's end filters of `series` into the first and last half-lengths of `out`. */
export function hendersonTails(out: Float64Array, series: Float64Array, length: number, noise: number): void {
  const ends = hendersonEnds(length, noise);
  const half = (length - 1) / 2;
  const last = series.length - 1;
  for (let after = 0; after < half; after += 1) {
    const weights = ends[after] as Float64Array;
    const kept = weights.length;
    let late = 0;
    let early = 0;
    for (let i = 0; i < kept; i += 1) {
      late += (weights[i] as number) * (series[last - kept + 1 + i] as number);
      early += (weights[i] as number) * (series[kept - 1 - i] as number);
    }
    out[last - after] = late;
    out[after] = early;
  }
}
