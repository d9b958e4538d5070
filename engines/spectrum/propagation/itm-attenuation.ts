import type { PathGeometry } from './itm-terrain.ts';
import { startScatter, troposcatterLoss } from './itm-troposcatter.ts';

/**
 * The reference attenuation of the Irregular Terrain Model: line of sight, diffraction and troposcatter joined over the whole path
 * (NTIA Report 82-100; G. Hufford, The ITS Irregular Terrain Model: the algorithm, 1995/2002, cited as "Algorithm").
 */

/** Surface transfer impedance and the frequency it belongs to. */
export type Ground = { readonly fMHz: number; readonly real: number; readonly imaginary: number; readonly modulus: number };

/** The reference attenuation, filled by {@link referenceAttenuation}. */
export type Attenuation = {
  /** dB relative to free space, at least 0. */
  dB: number;
  mode: PropagationMode;
  /** Union of {@link itmDoubts}. */
  doubts: number;
};

export type PropagationMode = 'line-of-sight' | 'diffraction' | 'troposcatter';

/** What the model doubts about a path; the numbers are bits of {@link Attenuation.doubts}. */
export const itmDoubts = {
  'horizon-angle-t': 1,
  'horizon-angle-r': 2,
  'horizon-near-t': 4,
  'horizon-near-r': 8,
  'horizon-far-t': 16,
  'horizon-far-r': 32,
  'surface-refractivity': 64,
  'distance-below-height-limit': 128,
  'distance-below-1-km': 256,
  'distance-above-1000-km': 512,
  'distance-above-2000-km': 1024,
  'extreme-variability': 2048,
} as const;

/** √(ε'−1), over ε' for vertical polarisation, with ε' = ε + i 18000 σ/f (Algorithm, 1.4). */
export function groundImpedance(fMHz: number, vertical: boolean, epsilon: number, sigmaSm: number): Ground {
  const imaginaryPart = (18000 * sigmaSm) / fMHz;
  const a = epsilon - 1;
  const size = Math.hypot(a, imaginaryPart);
  let real = Math.sqrt((size + a) / 2);
  let imaginary = real === 0 ? Math.sqrt(size / 2) : imaginaryPart / (2 * real);
  if (vertical) {
    const norm = epsilon * epsilon + imaginaryPart * imaginaryPart;
    const turned = (real * epsilon + imaginary * imaginaryPart) / norm;
    imaginary = (imaginary * epsilon - real * imaginaryPart) / norm;
    real = turned;
  }
  return { fMHz, real, imaginary, modulus: Math.hypot(real, imaginary) };
}

/** Ten times the decimal logarithm, by the natural one: twice as fast in the engine we run on. */
export const decibels = (x: number): number => (10 / Math.LN10) * Math.log(x);

/** Terrain roughness Δh(d) (ERL 79-ITS 67, equation 3). */
export const roughness = (distance: number, deltaH: number): number => deltaH * (1 - 0.8 * Math.exp(-distance / 50e3));

/** Standard deviation of terrain heights in a first Fresnel zone (ERL 79-ITS 67, 3.6a). */
const heightDeviation = (roughnessM: number): number => 0.78 * roughnessM * Math.exp(-0.5 * Math.sqrt(Math.sqrt(roughnessM)));

/**
 * Reference attenuation of a path in dB. `area` leaves out the term for low antennas with known positions (ERL 79-ITS 67, page 3-8).
 * The mode names the solution that was used, not whether terrain blocks the ray: see `path.lineOfSight`.
 */
export function referenceAttenuation(
  path: PathGeometry,
  ground: Ground,
  earthRadius: number,
  surfaceRefractivity: number,
  area: boolean,
  out: Attenuation,
): void {
  const { distance, effectiveHeightT: heT, effectiveHeightR: heR, horizonDistanceT: dT, horizonDistanceR: dR } = path;
  const { fMHz } = ground;
  const smoothT = Math.sqrt(2 * heT * earthRadius);
  const smoothR = Math.sqrt(2 * heR * earthRadius);
  const smooth = smoothT + smoothR;
  const horizons = dT + dR;
  const losAngle = -Math.max(path.horizonAngleT + path.horizonAngleR, -horizons / earthRadius);
  out.doubts = doubtsOf(path, smoothT, smoothR, surfaceRefractivity);

  const diffraction = diffractionTerms(path, ground, earthRadius, area, losAngle, smooth);
  const scale = Math.cbrt((earthRadius * earthRadius) / fMHz);
  const d3 = Math.max(smooth, horizons + 5 * scale);
  const d4 = d3 + 10 * scale;
  const a3 = diffractionLoss(d3, path, diffraction);
  const slope = (diffractionLoss(d4, path, diffraction) - a3) / (d4 - d3);
  const intercept = a3 - slope * d3;

  let loss: number;
  if (distance < smooth) {
    loss = lineOfSightAttenuation(path, ground, smooth, slope, intercept);
    out.mode = 'line-of-sight';
  } else {
    const d5 = horizons + 200e3;
    startScatter();
    const a6 = troposcatterLoss(horizons + 400e3, path, fMHz, earthRadius, surfaceRefractivity, losAngle);
    const a5 = troposcatterLoss(d5, path, fMHz, earthRadius, surfaceRefractivity, losAngle);
    const scatterSlope = (a6 - a5) / 200e3;
    // where both antennas are too low the scatter integral is undefined and diffraction holds at every distance
    const change =
      a5 < 1000
        ? Math.max(smooth, horizons + 1.088 * scale * Math.log(fMHz), (a5 - intercept - scatterSlope * d5) / (slope - scatterSlope))
        : 10e6;
    const scattered = a5 < 1000 && distance > change;
    loss = scattered ? scatterSlope * distance + (slope - scatterSlope) * change + intercept : slope * distance + intercept;
    out.mode = distance > change ? 'troposcatter' : 'diffraction';
  }
  out.dB = Math.max(loss, 0);
}

function doubtsOf(path: PathGeometry, smoothT: number, smoothR: number, refractivity: number): number {
  const { distance } = path;
  let doubts = 0;
  if (Math.abs(path.horizonAngleT) > 0.2) doubts |= itmDoubts['horizon-angle-t'];
  if (Math.abs(path.horizonAngleR) > 0.2) doubts |= itmDoubts['horizon-angle-r'];
  if (path.horizonDistanceT < 0.1 * smoothT) doubts |= itmDoubts['horizon-near-t'];
  if (path.horizonDistanceR < 0.1 * smoothR) doubts |= itmDoubts['horizon-near-r'];
  if (path.horizonDistanceT > 3 * smoothT) doubts |= itmDoubts['horizon-far-t'];
  if (path.horizonDistanceR > 3 * smoothR) doubts |= itmDoubts['horizon-far-r'];
  if (refractivity < 250) doubts |= itmDoubts['surface-refractivity'];
  if (distance < Math.abs(path.effectiveHeightT - path.effectiveHeightR) / 0.2) doubts |= itmDoubts['distance-below-height-limit'];
  if (distance < 1e3) doubts |= itmDoubts['distance-below-1-km'];
  if (distance > 1000e3) doubts |= itmDoubts['distance-above-1000-km'];
  if (distance > 2000e3) doubts |= itmDoubts['distance-above-2000-km'];
  return doubts;
}

/** The parts of the diffraction loss that do not depend on the distance at which it is asked. */
type DiffractionTerms = {
  fMHz: number;
  earthRadius: number;
  losAngle: number;
  heightRatio: number;
  clutter: number;
  xHorizons: number;
  heightGains: number;
  impedance: number;
};
const terms: DiffractionTerms = {
  fMHz: 0.5,
  earthRadius: 0.5,
  losAngle: 0.5,
  heightRatio: 0.5,
  clutter: 0.5,
  xHorizons: 0.5,
  heightGains: 0.5,
  impedance: 0.5,
};

function diffractionTerms(
  path: PathGeometry,
  ground: Ground,
  earthRadius: number,
  area: boolean,
  losAngle: number,
  smooth: number,
): DiffractionTerms {
  const { fMHz } = ground;
  const structural = path.heightT * path.heightR;
  const excess = path.effectiveHeightT * path.effectiveHeightR - structural;
  terms.fMHz = fMHz;
  terms.earthRadius = earthRadius;
  terms.losAngle = losAngle;
  terms.heightRatio = Math.sqrt(1 + excess / (area ? structural : structural + 10));
  const sigmaH = heightDeviation(roughness(smooth, path.deltaH));
  terms.clutter = Math.min(15, 0.5 * decibels(1 + 1e-5 * structural * fMHz * sigmaH));
  terms.impedance = 0.017778 / Math.cbrt(fMHz) / ground.modulus;
  const radiusT = (0.5 * path.horizonDistanceT ** 2) / path.effectiveHeightT;
  const radiusR = (0.5 * path.horizonDistanceR ** 2) / path.effectiveHeightR;
  const kT = radiusFactor(radiusT) * terms.impedance;
  const kR = radiusFactor(radiusR) * terms.impedance;
  const xT = normalised(radiusT, kT, fMHz, path.horizonDistanceT / 1000);
  const xR = normalised(radiusR, kR, fMHz, path.horizonDistanceR / 1000);
  terms.xHorizons = xT + xR;
  terms.heightGains = heightFunction(xT, kT) + heightFunction(xR, kR);
  return terms;
}

/** (4/3k)^⅓ of an Earth of the given radius (Vogler 1964, equation 2). */
const radiusFactor = (radius: number): number => Math.cbrt(((4 / 3) * 6370e3) / radius);

const normalised = (radius: number, k: number, fMHz: number, dKm: number): number =>
  (1.607 - k) * radiusFactor(radius) ** 2 * Math.cbrt(fMHz) * dKm;

/** Knife edges and Vogler's rounded Earth of three radii, weighted by terrain roughness (Algorithm, 4.9–4.20). */
function diffractionLoss(s: number, path: PathGeometry, t: DiffractionTerms): number {
  const { horizonDistanceT: dT, horizonDistanceR: dR } = path;
  const horizons = dT + dR;
  const theta = s / t.earthRadius - t.losAngle;
  const beyond = s - horizons;

  const common = 0.0795775 * (t.fMHz / 47.7) * theta * theta * beyond;
  const knife = fresnelLoss((common * dT) / (beyond + dT)) + fresnelLoss((common * dR) / (beyond + dR));

  const radius = beyond / theta;
  const x = normalised(radius, radiusFactor(radius) * t.impedance, t.fMHz, beyond / 1000) + t.xHorizons;
  const rounded = 0.05751 * x - decibels(x) - t.heightGains - 20;

  const rough = Math.min((roughness(s, path.deltaH) * t.fMHz) / 47.7, 6283.2);
  const q = (t.heightRatio + (-t.losAngle * t.earthRadius + horizons) / s) * rough;
  const weight = 25.1 / (25.1 + Math.sqrt(q));
  return weight * rounded + (1 - weight) * knife + t.clutter;
}

/** Single knife-edge loss as a function of ν² (Algorithm, 6.1). */
const fresnelLoss = (v2: number): number => (v2 < 5.76 ? 6.02 + 9.11 * Math.sqrt(v2) - 1.27 * v2 : 12.953 + decibels(v2));

/** Height function F(x, K) of the smooth Earth (Algorithm, 6.4–6.7; Vogler 1964). */
function heightFunction(x: number, k: number): number {
  if (x < 200) {
    const w = -Math.log(k);
    if (k < 1e-5 || x * w * w * w > 5495) return x > 1 ? 17.372 * Math.log(x) - 117 : -117;
    return (2.5e-5 * x * x) / k - 8.686 * w - 15;
  }
  const far = 0.05751 * x - 4.343 * Math.log(x);
  if (x >= 2000) return far;
  const w = 0.0134 * x * Math.exp(-0.005 * x);
  return (1 - w) * far + w * (17.372 * Math.log(x) - 117);
}

/** Loss short of the smooth-Earth horizon: a curve a + k₁d + k₂ ln d through two two-ray values and the diffraction line. */
function lineOfSightAttenuation(path: PathGeometry, ground: Ground, smooth: number, slope: number, intercept: number): number {
  const horizons = path.horizonDistanceT + path.horizonDistanceR;
  const atHorizon = smooth * slope + intercept;
  let d0 = 0.04 * ground.fMHz * path.effectiveHeightT * path.effectiveHeightR;
  let d1: number;
  if (intercept >= 0) {
    d0 = Math.min(d0, 0.5 * horizons);
    d1 = d0 + 0.25 * (horizons - d0);
  } else d1 = Math.max(-intercept / slope, 0.25 * horizons);
  const a1 = twoRayLoss(d1, path, ground, smooth, slope, intercept);
  let k1 = 0;
  let k2 = 0;
  let fitted = false;
  if (d0 < d1) {
    const a0 = twoRayLoss(d0, path, ground, smooth, slope, intercept);
    const q = Math.log(smooth / d0);
    const span = smooth - d0;
    k2 = Math.max(0, (span * (a1 - a0) - (d1 - d0) * (atHorizon - a0)) / (span * Math.log(d1 / d0) - (d1 - d0) * q));
    fitted = intercept > 0 || k2 > 0;
    if (fitted) {
      k1 = (atHorizon - a0 - k2 * q) / span;
      if (k1 < 0) {
        k2 = Math.max(atHorizon - a0, 0) / q;
        k1 = k2 === 0 ? slope : 0;
      }
    }
  }
  if (!fitted) {
    k2 = 0;
    k1 = Math.max(atHorizon - a1, 0) / (smooth - d1);
    if (k1 === 0) k1 = slope;
  }
  return atHorizon + k1 * (path.distance - smooth) + k2 * Math.log(path.distance / smooth);
}

/** Two-ray loss over rough ground, weighted with extended diffraction (Algorithm, 4.41–4.50). */
function twoRayLoss(d: number, path: PathGeometry, ground: Ground, smooth: number, slope: number, intercept: number): number {
  const { fMHz, real, imaginary } = ground;
  const wavenumber = fMHz / 47.7;
  const sigmaH = heightDeviation(roughness(d, path.deltaH));
  const heights = path.effectiveHeightT + path.effectiveHeightR;
  const sine = heights / Math.sqrt(d * d + heights * heights);
  const damping = Math.exp(-Math.min(10, wavenumber * sigmaH * sine));
  const norm = (sine + real) ** 2 + imaginary ** 2;
  let reflectedReal = ((sine * sine - real * real - imaginary * imaginary) / norm) * damping;
  let reflectedImaginary = ((-2 * sine * imaginary) / norm) * damping;
  const power = reflectedReal ** 2 + reflectedImaginary ** 2;
  if (power < 0.25 || power < sine) {
    const raise = Math.sqrt(sine / power);
    reflectedReal *= raise;
    reflectedImaginary *= raise;
  }
  let phase = (2 * wavenumber * path.effectiveHeightT * path.effectiveHeightR) / d;
  if (phase > Math.PI / 2) phase = Math.PI - (Math.PI / 2) ** 2 / phase;
  const sumReal = Math.cos(phase) + reflectedReal;
  const sumImaginary = -Math.sin(phase) + reflectedImaginary;
  const twoRay = -decibels(sumReal ** 2 + sumImaginary ** 2);
  const weight = 1 / (1 + (fMHz * path.deltaH) / Math.max(10e3, smooth));
  return weight * twoRay + (1 - weight) * (slope * d + intercept);
}
