/**
 * Antennas known by measured cuts. A cut is the attenuation in dB below maximum gain, 0 or more, by angle in degrees; between samples
 * it runs straight in dB per degree.
 */
export type Cut = {
  /** Strictly increasing angles of one full turn, starting at or after 0 and ending below 360. */
  readonly anglesDeg: Float64Array;
  readonly attenuationDb: Float64Array;
};

/** Why samples are not a cut. */
export class CutError extends RangeError {
  readonly index: number;
  constructor(index: number, message: string) {
    super(message);
    this.index = index;
  }
}

/**
 * Makes a cut from samples.
 *
 * @param largestGapDeg a wider gap between neighbours, around the turn, is refused: nothing is known there
 * @throws CutError when angles do not increase, repeat, leave 0 to 360, leave a gap, or an attenuation is negative or not finite
 */
export function makeCut(anglesDeg: readonly number[], attenuationDb: readonly number[], largestGapDeg = 15): Cut {
  if (anglesDeg.length !== attenuationDb.length)
    throw new CutError(0, `${anglesDeg.length} angles but ${attenuationDb.length} attenuations`);
  let count = anglesDeg.length;
  // a closing sample at 360° repeats the one at 0°
  if (count > 1 && anglesDeg[count - 1] === 360 && anglesDeg[0] === 0) {
    if (attenuationDb[count - 1] !== attenuationDb[0]) throw new CutError(count - 1, 'the values at 0° and 360° differ');
    count--;
  }
  if (count < 3) throw new CutError(0, `a cut needs at least 3 samples, got ${count}`);
  for (let i = 0; i < count; i++) {
    const angle = anglesDeg[i] as number;
    const attenuation = attenuationDb[i] as number;
    if (!(angle >= 0 && angle < 360)) throw new CutError(i, `angle ${angle} is not from 0 to 360`);
    if (i > 0 && angle <= (anglesDeg[i - 1] as number)) throw new CutError(i, `angle ${angle} does not increase`);
    if (!(attenuation >= 0 && Number.isFinite(attenuation)))
      throw new CutError(i, `attenuation ${attenuation} at ${angle}° is not 0 dB or more`);
    const gap = i > 0 ? angle - (anglesDeg[i - 1] as number) : angle + 360 - (anglesDeg[count - 1] as number);
    if (gap > largestGapDeg) throw new CutError(i, `nothing is known over ${gap}° before ${angle}°`);
  }
  return { anglesDeg: Float64Array.from(anglesDeg.slice(0, count)), attenuationDb: Float64Array.from(attenuationDb.slice(0, count)) };
}

/** Attenuation of a cut at any angle; whole turns are taken off. */
export function attenuationAt(cut: Cut, angleDeg: number): number {
  const { anglesDeg, attenuationDb } = cut;
  const last = anglesDeg.length - 1;
  const angle = ((angleDeg % 360) + 360) % 360;
  let low = -1;
  let high = last + 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((anglesDeg[middle] as number) <= angle) low = middle;
    else high = middle;
  }
  const before = low < 0 ? last : low;
  const after = high > last ? 0 : high;
  const start = low < 0 ? (anglesDeg[last] as number) - 360 : (anglesDeg[before] as number);
  const end = high > last ? (anglesDeg[0] as number) + 360 : (anglesDeg[after] as number);
  const a = attenuationDb[before] as number;
  return a + (((attenuationDb[after] as number) - a) * (angle - start)) / (end - start);
}

export type SampledAntenna = {
  readonly gainDbi: number;
  /** By azimuth clockwise from the main axis. */
  readonly horizontal: Cut;
  /** By angle *below* the horizon, 0 straight ahead, 180 straight back, as antenna files count. */
  readonly vertical: Cut;
  /** Directions off both axes are never taken lower than this below maximum gain. */
  readonly floorDb: number;
};

/**
 * Gain in dBi at azimuth (from the axis) and elevation (above the horizon), both in degrees.
 *
 * `sum` adds the attenuations of the two cuts down to the floor: pessimistic for a wanted signal off both axes. `interpolation` blends
 * the front and the back half of the vertical cut by azimuth, which agrees with both cuts everywhere in their planes.
 */
export function sampledGain(
  antenna: SampledAntenna,
  azimuthDeg: number,
  elevationDeg: number,
  method: 'sum' | 'interpolation' = 'sum',
): number {
  const { gainDbi, horizontal, vertical, floorDb } = antenna;
  const h = attenuationAt(horizontal, azimuthDeg);
  const front = attenuationAt(vertical, -elevationDeg);
  if (method === 'sum') return gainDbi - Math.min(h + front, floorDb);
  const turned = Math.abs(((((azimuthDeg + 180) % 360) + 360) % 360) - 180) / 180;
  const back = attenuationAt(vertical, 180 + elevationDeg);
  const correction = (1 - turned) * (front - attenuationAt(horizontal, 0)) + turned * (back - attenuationAt(horizontal, 180));
  return gainDbi - Math.min(Math.max(h + correction, 0), floorDb);
}
