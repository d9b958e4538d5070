/**
 * Reference patterns of reflector antennas with circular symmetry: gain in dBi by the angle off the main axis in degrees (0 to 180).
 * `ratio` is the diameter over the wavelength, D/λ.
 */
export type Pattern = (offAxisDeg: number) => number;

const log10 = Math.log10;

/** D/λ of a reflector of usual efficiency with the given maximum gain (F.699-8, note 1: 20 log D/λ ≈ Gmax − 7.7). */
export const ratioFromGain = (gainDbi: number): number => 10 ** ((gainDbi - 7.7) / 20);

/** Highest gain a circular aperture can have: 100 % efficiency, (πD/λ)². */
export const highestGain = (ratio: number): number => 20 * log10(Math.PI * ratio);

const mainLobe = (gain: number, ratio: number, phi: number): number => gain - 2.5e-3 * (ratio * phi) ** 2;

/** Where the parabolic main lobe has fallen to the first side lobe. */
const mainLobeEnd = (gain: number, ratio: number, firstSideLobe: number): number =>
  (20 / ratio) * Math.sqrt(Math.max(0, gain - firstSideLobe));

/**
 * Recommendation ITU-R F.699-8: peak envelope of fixed-service antennas for single-entry interference.
 *
 * @param belowOneGHz uses the pattern for 100 MHz to 1 GHz (recommends 2.3), which needs D/λ above 0.63
 */
export function f699(gain: number, ratio: number, belowOneGHz = false): Pattern {
  const first = 2 + 15 * log10(ratio);
  const end = mainLobeEnd(gain, ratio, first);
  if (belowOneGHz) {
    const far = 144.5 * ratio ** -0.2;
    return (phi) => {
      if (phi < end) return mainLobe(gain, ratio, phi);
      if (phi < 100 / ratio) return first;
      return phi < far ? 52 - 10 * log10(ratio) - 25 * log10(phi) : -2 - 5 * log10(ratio);
    };
  }
  return ratio > 100 ? largeReflector(gain, ratio, first, end) : smallReflector(gain, ratio, first, end);
}

/** Main lobe, first side lobe, 32 − 25 log φ, −10 dBi. */
function largeReflector(gain: number, ratio: number, first: number, end: number): Pattern {
  const near = Math.max(end, 15.85 * ratio ** -0.6);
  return (phi) => {
    if (phi < end) return mainLobe(gain, ratio, phi);
    if (phi < near) return first;
    return phi < 48 ? 32 - 25 * log10(phi) : -10;
  };
}

/** Main lobe, first side lobe to 100 λ/D, then side lobes that rise as the reflector shrinks. */
function smallReflector(gain: number, ratio: number, first: number, end: number): Pattern {
  const logRatio = log10(ratio);
  return (phi) => {
    if (phi < end) return mainLobe(gain, ratio, phi);
    if (phi < 100 / ratio) return first;
    return phi < 48 ? 52 - 10 * logRatio - 25 * log10(phi) : 10 - 10 * logRatio;
  };
}

/** Recommendation ITU-R F.1245-3: average side lobes, for aggregate interference. */
export function f1245(gain: number, ratio: number): Pattern {
  const first = 2 + 15 * log10(ratio);
  const end = mainLobeEnd(gain, ratio, first);
  const logRatio = log10(ratio);
  if (ratio <= 100)
    return (phi) => {
      if (phi < end) return mainLobe(gain, ratio, phi);
      return phi < 48 ? 39 - 5 * logRatio - 25 * log10(phi) : -3 - 5 * logRatio;
    };
  const near = Math.max(end, 12.02 * ratio ** -0.6);
  return (phi) => {
    if (phi < end) return mainLobe(gain, ratio, phi);
    if (phi < near) return first;
    return phi < 48 ? 29 - 25 * log10(phi) : -13;
  };
}

/** Radio Regulations, Appendix 8, Annex III: earth station antennas of unknown pattern. */
export function appendix8(gain: number, ratio: number): Pattern {
  const first = 2 + 15 * log10(ratio);
  const end = mainLobeEnd(gain, ratio, first);
  return ratio >= 100 ? largeReflector(gain, ratio, first, end) : smallReflector(gain, ratio, first, end);
}

/** Smallest D/λ for which Appendix 7 gives a pattern of its own. */
export const APPENDIX_7_SMALLEST_RATIO = 35;

/**
 * Radio Regulations, Appendix 7, Annex 3, section 3: earth station antennas in the determination of the coordination area.
 * Below D/λ = 35 it has none; Appendix 8 then stands in.
 */
export function appendix7(gain: number, ratio: number): Pattern {
  if (ratio < APPENDIX_7_SMALLEST_RATIO) return appendix8(gain, ratio);
  const large = ratio >= 100;
  const first = large ? -1 + 15 * log10(ratio) : -21 + 25 * log10(ratio);
  const end = mainLobeEnd(gain, ratio, first);
  const near = large ? 15.85 * ratio ** -0.6 : 100 / ratio;
  return (phi) => {
    if (phi < end) return mainLobe(gain, ratio, phi);
    if (phi < near) return first;
    return phi < 36 ? 29 - 25 * log10(phi) : -10;
  };
}

/** Angle from which Recommendation S.465-6 defines side lobes; nearer to the axis it says nothing. */
export const s465Start = (ratio: number): number => (ratio >= 50 ? Math.max(1, 100 / ratio) : Math.max(2, 114 * ratio ** -1.09));

/** Recommendation ITU-R S.465-6, earth stations 2 to 31 GHz. Inside {@link s465Start} the main lobe of Appendix 8 stands in. */
export function s465(gain: number, ratio: number): Pattern {
  const start = s465Start(ratio);
  const sideLobe = (phi: number): number => (phi < 48 ? 32 - 25 * log10(phi) : -10);
  return (phi) => (phi < start ? Math.max(mainLobe(gain, ratio, phi), sideLobe(start)) : sideLobe(phi));
}

/**
 * Recommendation ITU-R S.580-6, design objective of earth stations working with GSO satellites: 29 − 25 log φ up to 20°, then S.465.
 * For D/λ below 50 it refers to S.465.
 */
export function s580(gain: number, ratio: number): Pattern {
  if (ratio < S580_SMALLEST_RATIO) return s465(gain, ratio);
  const start = s465Start(ratio);
  const sideLobe = (phi: number): number => {
    if (phi <= 20) return 29 - 25 * log10(phi);
    if (phi <= 26.3) return -3.5;
    return phi < 48 ? 32 - 25 * log10(phi) : -10;
  };
  return (phi) => (phi < start ? Math.max(mainLobe(gain, ratio, phi), sideLobe(start)) : sideLobe(phi));
}

/** Smallest D/λ for which S.580-6 sets an objective of its own. */
export const S580_SMALLEST_RATIO = 50;
