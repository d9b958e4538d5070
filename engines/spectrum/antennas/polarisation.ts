/**
 * Coupling between polarisations. Codes are those of the Radio Regulations, Appendix 4: horizontal, vertical, slant +45° and −45°,
 * right and left circular.
 */
export const polarisations = ['H', 'V', 'SR', 'SL', 'CR', 'CL'] as const;
export type Polarisation = (typeof polarisations)[number];

/** Unit Jones vector [Eh, Ev] as real and imaginary parts. */
const JONES: Readonly<Record<Polarisation, readonly [number, number, number, number]>> = {
  H: [1, 0, 0, 0],
  V: [0, 0, 1, 0],
  SR: [Math.SQRT1_2, 0, Math.SQRT1_2, 0],
  SL: [Math.SQRT1_2, 0, -Math.SQRT1_2, 0],
  CR: [Math.SQRT1_2, 0, 0, -Math.SQRT1_2],
  CL: [Math.SQRT1_2, 0, 0, Math.SQRT1_2],
};

/** Share of the power of a wave that an ideal antenna of the other polarisation takes up, 0 to 1. */
export function polarisationCoupling(wave: Polarisation, antenna: Polarisation): number {
  const [a, b, c, d] = JONES[wave];
  const [e, f, g, h] = JONES[antenna];
  const real = a * e + b * f + c * g + d * h;
  const imaginary = b * e - a * f + d * g - c * h;
  return real * real + imaginary * imaginary;
}

/**
 * Polarisation loss in dB between real antennas, each with a cross-polar discrimination in dB: orthogonal polarisations couple through
 * both antennas' imperfections, which add in power.
 */
export function polarisationLoss(wave: Polarisation, antenna: Polarisation, transmitXpdDb: number, receiveXpdDb: number): number {
  const ideal = polarisationCoupling(wave, antenna);
  const leak = 10 ** (-transmitXpdDb / 10) + 10 ** (-receiveXpdDb / 10);
  return Math.max(0, -10 * Math.log10(Math.min(1, ideal + (1 - ideal) * leak)));
}
