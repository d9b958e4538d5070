/**
 * Frequency dependent rejection (Recommendation ITU-R SM.337-6): what a receiver takes of an emission at a frequency offset, from the
 * power density mask of the transmitter and the selectivity of the receiver.
 */

/** A mask in dB over the offset from the centre in Hz, straight between its points in dB, constant beyond the last. */
export type Mask = { readonly offsetsHz: readonly number[]; readonly levelsDb: readonly number[] };

/** @throws RangeError when offsets do not increase from 0 or levels are not finite */
export function makeMask(offsetsHz: readonly number[], levelsDb: readonly number[]): Mask {
  if (offsetsHz.length < 2 || offsetsHz.length !== levelsDb.length)
    throw new RangeError('a mask needs at least two points, each with an offset and a level');
  offsetsHz.forEach((offset, i) => {
    if (!(i === 0 ? offset === 0 : offset > (offsetsHz[i - 1] as number)))
      throw new RangeError(`offsets of a mask increase from 0, got ${offset} at ${i}`);
    if (!Number.isFinite(levelsDb[i])) throw new RangeError(`levels of a mask are finite, got ${levelsDb[i]} at ${i}`);
  });
  return { offsetsHz: [...offsetsHz], levelsDb: [...levelsDb] };
}

/** Level of a symmetric mask at an offset of either sign. */
export function maskLevel({ offsetsHz, levelsDb }: Mask, offsetHz: number): number {
  const x = Math.abs(offsetHz);
  const last = offsetsHz.length - 1;
  if (x >= (offsetsHz[last] as number)) return levelsDb[last] as number;
  let i = 0;
  while ((offsetsHz[i + 1] as number) < x) i++;
  const x0 = offsetsHz[i] as number;
  const y0 = levelsDb[i] as number;
  return y0 + (((levelsDb[i + 1] as number) - y0) * (x - x0)) / ((offsetsHz[i + 1] as number) - x0);
}

export type Rejection = {
  /** On-tune rejection: the part of the emission that a narrower receiver does not take even when both are centred. */
  readonly onTuneDb: number;
  /** Off-frequency rejection: what the offset adds. */
  readonly offFrequencyDb: number;
  readonly totalDb: number;
};

/** Points of the integration on each side of the emission. */
const POINTS = 8192;

/**
 * FDR = OTR + OFR for a frequency offset. Integrates power densities with Simpson's rule over the emission's mask, whose ends must be
 * down far enough that what lies beyond does not count.
 *
 * @param emission    power density relative to its maximum, dB
 * @param selectivity response of the receiver relative to its maximum, dB (0 or less)
 */
export function frequencyDependentRejection(emission: Mask, selectivity: Mask, offsetHz: number): Rejection {
  const reach = emission.offsetsHz[emission.offsetsHz.length - 1] as number;
  const step = reach / POINTS;
  let sent = 0;
  let tuned = 0;
  let taken = 0;
  for (let i = -POINTS; i <= POINTS; i++) {
    const weight = i === -POINTS || i === POINTS ? 1 : i % 2 === 0 ? 2 : 4;
    const density = weight * 10 ** (maskLevel(emission, i * step) / 10);
    sent += density;
    tuned += density * 10 ** (maskLevel(selectivity, i * step) / 10);
    taken += density * 10 ** (maskLevel(selectivity, i * step + offsetHz) / 10);
  }
  const onTuneDb = 10 * Math.log10(sent / tuned);
  const totalDb = 10 * Math.log10(sent / taken);
  return { onTuneDb, offFrequencyDb: totalDb - onTuneDb, totalDb };
}

/** Net filter discrimination: the same ratio relative to both centred, as equipment tables give it. */
export const netFilterDiscrimination = (emission: Mask, selectivity: Mask, offsetHz: number): number =>
  frequencyDependentRejection(emission, selectivity, offsetHz).offFrequencyDb;

/** Where a measured or declared spectrum rises above the mask it must keep: offset, excess in dB. Both relative to the same reference. */
export function maskExcess(spectrum: Mask, limit: Mask): readonly { readonly offsetHz: number; readonly excessDb: number }[] {
  const offsets = [...new Set([...spectrum.offsetsHz, ...limit.offsetsHz])].sort((a, b) => a - b);
  return offsets
    .map((offsetHz) => ({ offsetHz, excessDb: maskLevel(spectrum, offsetHz) - maskLevel(limit, offsetHz) }))
    .filter(({ excessDb }) => excessDb > 1e-9);
}
