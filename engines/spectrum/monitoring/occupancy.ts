/** Occupancy of channels and bands (Recommendation ITU-R SM.1880-2, Report SM.2256). Levels in dBm or dBµV, all alike; shares 0 to 1. */

/** How the level is chosen above which a channel counts as occupied. */
export type Threshold =
  | { readonly kind: 'preset'; readonly level: number }
  /** So many dB above the noise, which is the mean of the weakest fifth of the samples. */
  | { readonly kind: 'dynamic'; readonly marginDb: number };

/** Mean power of the weakest fifth of the samples, as a level in dB (SM.1880, the 80 % method). */
export function noiseLevel(levels: ArrayLike<number>): number {
  if (levels.length === 0) throw new RangeError('there are no samples');
  const ascending = Float64Array.from(levels).sort();
  const count = Math.max(1, Math.trunc(ascending.length / 5));
  let sum = 0;
  for (let i = 0; i < count; i++) sum += 10 ** ((ascending[i] as number) / 10);
  return 10 * Math.log10(sum / count);
}

export const thresholdLevel = (threshold: Threshold, levels: ArrayLike<number>): number =>
  threshold.kind === 'preset' ? threshold.level : noiseLevel(levels) + threshold.marginDb;

export type Share = {
  readonly share: number;
  /** Confidence interval of the share (Wilson), from the number of independent samples. */
  readonly low: number;
  readonly high: number;
  readonly samples: number;
  /** Samples less what their dependence on the sample before takes away. */
  readonly independent: number;
};

/** Standard normal deviate of a two-sided confidence of 95 %. */
const Z95 = 1.959964;

/**
 * Share of samples above a level and its 95 % confidence interval. Successive samples of one transmission are not independent: the count is
 * reduced by the first autocorrelation, n(1 − ρ)/(1 + ρ).
 */
export function occupiedShare(levels: ArrayLike<number>, level: number, z = Z95): Share {
  const n = levels.length;
  if (n === 0) throw new RangeError('there are no samples');
  let above = 0;
  let together = 0;
  let before = false;
  for (let i = 0; i < n; i++) {
    const now = (levels[i] as number) > level;
    if (now) above++;
    if (now && before) together++;
    before = now;
  }
  const share = above / n;
  const variance = share * (1 - share);
  const correlation = n < 2 || variance === 0 ? 0 : Math.min(0.999, Math.max(0, (together / (n - 1) - share * share) / variance));
  const independent = Math.max(1, (n * (1 - correlation)) / (1 + correlation));
  return { share, ...wilson(share, independent, z), samples: n, independent };
}

/** Wilson's interval for a share observed in `n` independent samples. */
export function wilson(share: number, n: number, z = Z95): { readonly low: number; readonly high: number } {
  const z2 = z * z;
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** Independent samples needed to know a share to a relative error: (z/ε)²(1 − O)/O (SM.1880, annex). */
export function samplesNeeded(share: number, relativeError: number, z = Z95): number {
  if (!(share > 0 && share < 1 && relativeError > 0)) throw new RangeError('share lies between 0 and 1, relativeError above 0');
  return Math.ceil((z / relativeError) ** 2 * ((1 - share) / share));
}

/** Highest share over any run of `length` samples: the busy hour when that many samples make 60 minutes; undefined when there are fewer. */
export function busiest(
  levels: ArrayLike<number>,
  level: number,
  length: number,
): { readonly start: number; readonly share: number } | undefined {
  if (levels.length < length || length < 1) return undefined;
  let above = 0;
  let best = -1;
  let start = 0;
  for (let i = 0; i < levels.length; i++) {
    if ((levels[i] as number) > level) above++;
    if (i >= length && (levels[i - length] as number) > level) above--;
    if (i >= length - 1 && above > best) {
      best = above;
      start = i - length + 1;
    }
  }
  return { start, share: best / length };
}

/** A run of neighbouring bins above the level: one transmission, counted once. */
export type Emission = { readonly firstBin: number; readonly lastBin: number; readonly peak: number };

/** Merges neighbouring bins above a level, bridging gaps of up to `bridge` bins. */
export function mergeBins(sweep: ArrayLike<number>, level: number, bridge = 1): readonly Emission[] {
  const emissions: { firstBin: number; lastBin: number; peak: number }[] = [];
  for (let bin = 0; bin < sweep.length; bin++) {
    const value = sweep[bin] as number;
    if (value <= level) continue;
    const last = emissions[emissions.length - 1];
    if (last !== undefined && bin - last.lastBin <= bridge + 1) {
      last.lastBin = bin;
      last.peak = Math.max(last.peak, value);
    } else emissions.push({ firstBin: bin, lastBin: bin, peak: value });
  }
  return emissions;
}
