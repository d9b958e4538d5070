/** Bandwidth of an emission from its spectrum (Recommendation ITU-R SM.443-4). Levels in dB per bin, frequencies in Hz. */

export type MeasuredBandwidth = {
  readonly lowHz: number;
  readonly highHz: number;
  readonly bandwidthHz: number;
  readonly centreHz: number;
};

const measured = (lowHz: number, highHz: number): MeasuredBandwidth => ({
  lowHz,
  highHz,
  bandwidthHz: highHz - lowHz,
  centreHz: (lowHz + highHz) / 2,
});

/**
 * The β/2 method: the band outside which, on each side, half of `beta` of the power lies (0.01 for the 99 % occupied bandwidth). Edges fall
 * between bins where the accumulated power says so.
 *
 * @param startHz lower edge of the first bin
 * @param noise   level in dB to be taken off every bin first, if any
 */
export function occupiedBandwidth(
  levelsDb: ArrayLike<number>,
  startHz: number,
  binHz: number,
  beta = 0.01,
  noise?: number,
): MeasuredBandwidth {
  if (levelsDb.length === 0 || !(binHz > 0) || !(beta > 0 && beta < 1))
    throw new RangeError('a spectrum has bins of some width, and beta lies between 0 and 1');
  const floor = noise === undefined ? 0 : 10 ** (noise / 10);
  const powers = Array.from(levelsDb, (level) => Math.max(0, 10 ** (level / 10) - floor));
  const total = powers.reduce((sum, power) => sum + power, 0);
  if (total === 0) throw new RangeError('no bin rises above the noise');
  const edge = (bins: readonly number[]): number => {
    let left = (beta / 2) * total;
    for (const [i, power] of bins.entries()) {
      if (power >= left && power > 0) return i + left / power;
      left -= power;
    }
    return bins.length;
  };
  return measured(startHz + edge(powers) * binHz, startHz + (powers.length - edge(powers.toReversed())) * binHz);
}

/** The x-dB method: from the first to the last crossing of the level x dB below the peak, straight between bin centres. */
export function bandwidthAtLevel(levelsDb: ArrayLike<number>, startHz: number, binHz: number, xDb: number): MeasuredBandwidth {
  const levels = Array.from(levelsDb);
  if (levels.length === 0 || !(binHz > 0) || !(xDb > 0)) throw new RangeError('a spectrum has bins of some width, and xDb is above 0');
  const level = levels.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY) - xDb;
  const crossing = (bins: readonly number[]): number => {
    const first = bins.findIndex((value) => value >= level);
    if (first === 0) return 0.5;
    const below = bins[first - 1] as number;
    return first - 0.5 + (level - below) / ((bins[first] as number) - below);
  };
  return measured(startHz + crossing(levels) * binHz, startHz + (levels.length - crossing(levels.toReversed())) * binHz);
}
