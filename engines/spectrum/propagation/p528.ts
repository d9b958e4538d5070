import { type Atmosphere, atmosphereAt, EARTH_RADIUS_KM } from './p528-atmosphere.ts';
import { type BeyondHorizon, findCrossing, smoothEarthDiffraction, troposcatter } from './p528-beyond.ts';
import {
  EFFECTIVE_RADIUS_KM,
  effectiveReflection,
  newRays,
  psiAtDifference,
  psiAtDistance,
  type Rays,
  reflection,
  SPEED_OF_LIGHT_GM,
  type Terminal,
  traceRays,
} from './p528-rays.ts';
import { combineDistributions, kAt99Percent, longTermVariability, nakagamiRice } from './p528-variability.ts';

/**
 * Basic transmission loss of aeronautical and radionavigation paths over the smooth Earth: Recommendation ITU-R P.528-5, Annex 2,
 * 100 MHz to 30 GHz, antennas 1.5 m to 20 km above ground, 1 to 99 % of time.
 */
export type AeronauticalLoss = {
  readonly lossDb: number;
  readonly freeSpaceDb: number;
  readonly absorptionDb: number;
  readonly mode: 'line-of-sight' | 'diffraction' | 'troposcatter';
  /** Elevation of the ray at the low terminal, radians. */
  readonly elevation: number;
};

/** A pair of terminals at one frequency, made once and asked for many distances and percentages. */
export type AeronauticalPair = {
  /** Arc distance of the radio horizon, km. */
  readonly horizonKm: number;
  /** False where no crossing from diffraction to troposcatter was found within 100 km of the horizon. */
  readonly crossingFound: () => boolean;
  /** Loss not exceeded for `p` % of time at an arc distance of `dKm`, at least 0. */
  readonly lossAt: (dKm: number, p: number) => AeronauticalLoss;
};

/** Prepares P.528 for a low and a high terminal (km above ground, low ≤ high); takes some milliseconds for the absorption of the air. */
export function prepareAeronautical(
  fMHz: number,
  lowKm: number,
  highKm: number,
  vertical: boolean,
  air = atmosphereAt(fMHz / 1000),
): AeronauticalPair {
  const low = terminal(air, lowKm);
  const high = terminal(air, highKm);
  const horizonKm = low.horizon + high.horizon;
  const line = diffractionLine(low, high, fMHz, vertical);
  const atHorizon = line.slope * horizonKm + line.intercept;
  const sight = lineOfSight(air, low, high, fMHz, vertical, atHorizon, -line.intercept / line.slope);
  let beyond: { readonly crossing: BeyondHorizon; readonly k: number } | undefined;
  const beyondHorizon = () => {
    beyond ??= {
      crossing: findCrossing(low, high, fMHz, { ...line, horizon: horizonKm, atHorizon }),
      k: sight(horizonKm - 1, 50).k,
    };
    return beyond;
  };
  return {
    horizonKm,
    crossingFound: () => beyondHorizon().crossing.found,
    lossAt: (dKm, p) => {
      if (horizonKm - dKm > 0.001) return sight(dKm, p).loss;
      const { crossing, k } = beyondHorizon();
      return lossBeyond(air, low, high, fMHz, dKm, p, crossing, k);
    },
  };
}

function terminal(air: Atmosphere, height: number): Terminal {
  const ray = air.slantPath(0, height, Math.PI / 2);
  const horizon = EARTH_RADIUS_KM * (Math.PI / 2 - ray.arrivalAngle + ray.bending);
  const effectiveHeight = EFFECTIVE_RADIUS_KM / Math.cos(horizon / EFFECTIVE_RADIUS_KM) - EFFECTIVE_RADIUS_KM;
  return {
    height,
    effectiveHeight,
    correction: height - effectiveHeight,
    horizon,
    grazingAbsorptionDb: ray.absorptionDb,
    grazingLength: ray.lengthKm,
  };
}

/** Step 3: the straight line through the smooth-Earth diffraction loss at two distances past the horizon. */
function diffractionLine(
  low: Terminal,
  high: Terminal,
  fMHz: number,
  vertical: boolean,
): { readonly slope: number; readonly intercept: number } {
  const scale = Math.cbrt(EFFECTIVE_RADIUS_KM ** 2 / fMHz);
  const horizon = low.horizon + high.horizon;
  const d3 = horizon + 0.5 * scale;
  const d4 = horizon + 1.5 * scale;
  const a3 = smoothEarthDiffraction(low.horizon, high.horizon, fMHz, d3, vertical);
  const a4 = smoothEarthDiffraction(low.horizon, high.horizon, fMHz, d4, vertical);
  const slope = (a4 - a3) / (d4 - d3);
  return { slope, intercept: a4 - slope * d4 };
}

type Sight = (dKm: number, p: number) => { readonly loss: AeronauticalLoss; readonly k: number };

/** Sections 6, 8 and 13: two rays up to d_0, a straight line from there to the diffraction loss at the horizon. */
function lineOfSight(
  air: Atmosphere,
  low: Terminal,
  high: Terminal,
  fMHz: number,
  vertical: boolean,
  lossAtHorizon: number,
  diffractionStart: number,
): Sight {
  const wavelength = SPEED_OF_LIGHT_GM / fMHz;
  const horizon = low.horizon + high.horizon;
  const psiLimit = psiAtDifference(low, high, wavelength / 2, wavelength / 1e6);
  const rays = newRays();
  traceRays(low, high, psiAtDifference(low, high, wavelength / 6, wavelength / 1e6), rays);
  const d0 = tuneStart(low, high, chooseStart(low.horizon, diffractionStart, rays.distance, horizon), horizon, rays);

  const level = (psi: number, level0: number): { readonly level: number; readonly reflected: number } => {
    const { magnitude, phase } = reflection(psi, fMHz, vertical);
    const reflected = effectiveReflection(rays, psi, magnitude);
    if (rays.distance > d0) return { level: ((rays.distance - d0) * (-lossAtHorizon - level0)) / (horizon - d0) + level0, reflected };
    if (psi > psiLimit) return { level: 0, reflected };
    const lag = (2 * Math.PI * rays.difference) / wavelength + phase;
    const sum = Math.hypot(1 + reflected * Math.cos(lag), reflected * Math.sin(lag));
    return { level: 20 * Math.log10(Math.min(sum, 1)), reflected };
  };
  const psi0 = psiAtDistance(low, high, d0);
  traceRays(low, high, psi0, rays);
  const level0 = level(psi0, 0).level;

  return (dKm, p) => {
    const psi = psiAtDistance(low, high, dKm);
    traceRays(low, high, psi, rays);
    const here = level(psi, level0);
    const { elevation } = rays;
    const slant = air.slantPath(low.height, high.height, Math.PI / 2 - elevation);
    const freeSpaceDb = 20 * Math.log10(rays.direct) + 20 * Math.log10(fMHz) + 32.45;
    const factor = elevationFactor(elevation);
    const atP = longTermVariability(horizon, dKm, fMHz, p, factor, here.level);
    const at50 = longTermVariability(horizon, dKm, fMHz, 50, factor, here.level);
    const k = multipathK(here.reflected, rays.difference, wavelength, at50.adjustment, fMHz, slant.lengthKm);
    const variation = combineDistributions(at50.level, atP.level, 0, nakagamiRice(k, p), p);
    const lossDb = freeSpaceDb + slant.absorptionDb - here.level - variation;
    return { loss: { lossDb, freeSpaceDb, absorptionDb: slant.absorptionDb, mode: 'line-of-sight', elevation }, k };
  };
}

/** Where the two-ray region ends (equations 8-2 and 8-3); both antennas low would make it too short. */
function chooseStart(lowHorizon: number, diffractionStart: number, sixth: number, horizon: number): number {
  if (lowHorizon >= diffractionStart || diffractionStart >= horizon) return lowHorizon > sixth || sixth > horizon ? lowHorizon : sixth;
  return diffractionStart < sixth && sixth < horizon ? sixth : diffractionStart;
}

/** Walks d_0 forward metre by metre until a traced ray reaches it. */
function tuneStart(low: Terminal, high: Terminal, start: number, horizon: number, rays: Rays): number {
  for (let d = start; ; d += 0.001) {
    traceRays(low, high, psiAtDistance(low, high, d), rays);
    if (rays.distance >= start || d + 0.001 >= horizon) return rays.distance;
  }
}

/** f(θ_h1) of equation 13-1. */
function elevationFactor(elevation: number): number {
  if (elevation <= 0) return 1;
  return elevation >= 1 ? 0 : Math.max(0.5 - Math.atan(20 * Math.log10(32 * elevation)) / Math.PI, 0);
}

/** K of the Nakagami-Rice distribution within line of sight (equations 13-2 to 13-9). */
function multipathK(reflected: number, difference: number, wavelength: number, adjustment: number, fMHz: number, rayKm: number): number {
  const fAdjustment = adjustment >= 9 ? 0.1 : (1.1 + 0.9 * Math.cos((adjustment / 9) * Math.PI)) / 2;
  let fDifference = 1;
  if (difference <= wavelength / 6) fDifference = 0.1;
  else if (difference < wavelength / 2)
    fDifference = 0.5 * (1.1 - 0.9 * Math.cos(((3 * Math.PI) / wavelength) * (difference - wavelength / 6)));
  const surface = (reflected * fDifference * fAdjustment) ** 2 + 0.01 ** 2;
  const air = 10 ** (kAt99Percent(10 * Math.log10(fMHz * rayKm ** 3) - 84.26) / 10);
  return Math.max(10 * Math.log10(surface + air), -40);
}

/** Scattering angle of 1.5°, past which multipath is that of scatter alone. */
const FULL_SCATTER_ANGLE = 0.02617993878;

/** Steps 7 and 8 of section 3. */
function lossBeyond(
  air: Atmosphere,
  low: Terminal,
  high: Terminal,
  fMHz: number,
  dKm: number,
  p: number,
  { slope, intercept, crossing, past }: BeyondHorizon,
  kAtHorizon: number,
): AeronauticalLoss {
  const diffraction = slope * dKm + intercept;
  const scatter = troposcatter(low, high, dKm, fMHz);
  const scattered = dKm >= crossing && (past === 'scatter' || scatter.lossDb <= diffraction);
  const attenuation = scattered ? scatter.lossDb : diffraction;
  const horizon = low.horizon + high.horizon;
  const atP = longTermVariability(horizon, dKm, fMHz, p, 1, -attenuation);
  const at50 = longTermVariability(horizon, dKm, fMHz, 50, 1, -attenuation);
  const share = Math.min(Math.max(scatter.angle / FULL_SCATTER_ANGLE, 0), 1);
  const variation = combineDistributions(at50.level, atP.level, 0, nakagamiRice(kAtHorizon + share * (20 - kAtHorizon), p), p);
  const toVolume = air.slantPath(0, scatter.crossoverHeight, Math.PI / 2);
  const absorptionDb = low.grazingAbsorptionDb + high.grazingAbsorptionDb + 2 * toVolume.absorptionDb;
  const length = low.grazingLength + high.grazingLength + 2 * toVolume.lengthKm;
  const freeSpaceDb = 20 * Math.log10(fMHz) + 20 * Math.log10(length) + 32.45;
  return {
    lossDb: freeSpaceDb + absorptionDb + attenuation - variation,
    freeSpaceDb,
    absorptionDb,
    mode: scattered ? 'troposcatter' : 'diffraction',
    elevation: 0,
  };
}
