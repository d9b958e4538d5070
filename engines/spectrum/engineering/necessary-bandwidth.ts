/** Necessary bandwidth in Hz of common classes of emission (Recommendation ITU-R SM.1138-3; Carson's rule for frequency modulation). */

const positive = (name: string, value: number): number => {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${name} must be above 0, got ${value}`);
  return value;
};

/** Frequency modulation: Bn = 2M + 2DK, with the highest modulating frequency M and peak deviation D in Hz; K is 1 unless stated. */
export const frequencyModulationBandwidth = (highestHz: number, deviationHz: number, k = 1): number =>
  2 * positive('highestHz', highestHz) + 2 * positive('deviationHz', deviationHz) * k;

/** Double sideband telephony: Bn = 2M. */
export const doubleSidebandBandwidth = (highestHz: number): number => 2 * positive('highestHz', highestHz);

/** Single sideband: full or reduced carrier M, suppressed carrier M less the lowest modulating frequency. */
export const singleSidebandBandwidth = (highestHz: number, lowestHz = 0): number => positive('highestHz', highestHz) - lowestHz;

/** Phase or quadrature amplitude modulation of S states: Bn = 2RK / log₂ S, with the bit rate R and the roll-off in K (0.5 to 1). */
export const digitalBandwidth = (bitRate: number, states: number, k: number): number => {
  if (!(states >= 2)) throw new RangeError(`states must be at least 2, got ${states}`);
  return (2 * positive('bitRate', bitRate) * k) / Math.log2(states);
};

/** Unmodulated pulses of duration t seconds: Bn = 2K/t, K between 1 and 10; 1.79 for a radar's 20 dB bandwidth of trapezoids. */
export const pulseBandwidth = (durationS: number, k: number): number => (2 * k) / positive('durationS', durationS);
