/**
 * Apparent increase of the equivalent satellite link noise temperature caused by another network: Radio Regulations, Appendix 8,
 * case I (both networks use the band in the same direction).
 */

/** Boltzmann's constant of the Appendix, W/(K·Hz). */
const BOLTZMANN = 1.38e-23;
const linear = (decibels: number): number => 10 ** (decibels / 10);

/** One interfering leg: power density in dB(W/Hz), gains in dBi toward each other, and the free-space loss between in dB. */
export type Leg = {
  readonly densityDbwHz: number;
  readonly transmitGainDbi: number;
  readonly receiveGainDbi: number;
  readonly lossDb: number;
};

/** Noise temperature in kelvin that a leg adds at the receiving antenna (equations 1 and 2). */
export const addedNoise = ({ densityDbwHz, transmitGainDbi, receiveGainDbi, lossDb }: Leg): number =>
  linear(densityDbwHz + transmitGainDbi + receiveGainDbi - lossDb) / BOLTZMANN;

/** Free-space loss of Appendix 8, Annex II. */
export const appendix8Loss = (fMHz: number, dKm: number): number => 20 * Math.log10(fMHz) + 20 * Math.log10(dKm) + 32.45;

/** Increase above which coordination is required (Appendix 5, No. 9.7). */
export const COORDINATION_TRIGGER_PCT = 6;

export type NoiseIncrease = {
  /** Increase of the whole link, or the larger of both legs where the link's own temperature or gain is not known, in per cent. */
  readonly percent: number;
  readonly upPercent: number | undefined;
  readonly downPercent: number | undefined;
  readonly coordinate: boolean;
};

/**
 * ΔT/T of a wanted network.
 *
 * @param link `gammaDb` is the transmission gain from satellite receiver input to earth station receiver output and `temperatureK` the
 *             equivalent link noise temperature; without them both legs are tested by themselves, as for networks with processing on board
 */
export function noiseIncrease(
  up: { readonly leg: Leg; readonly temperatureK: number } | undefined,
  down: { readonly leg: Leg; readonly temperatureK: number } | undefined,
  link?: { readonly gammaDb: number; readonly temperatureK: number },
): NoiseIncrease {
  const upK = up === undefined ? 0 : addedNoise(up.leg);
  const downK = down === undefined ? 0 : addedNoise(down.leg);
  const upPercent = up === undefined ? undefined : (100 * upK) / up.temperatureK;
  const downPercent = down === undefined ? undefined : (100 * downK) / down.temperatureK;
  const percent =
    link === undefined ? Math.max(upPercent ?? 0, downPercent ?? 0) : (100 * (linear(link.gammaDb) * upK + downK)) / link.temperatureK;
  return { percent, upPercent, downPercent, coordinate: percent > COORDINATION_TRIGGER_PCT };
}
