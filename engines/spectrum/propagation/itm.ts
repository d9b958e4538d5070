import { type Attenuation, decibels, groundImpedance, type PropagationMode, referenceAttenuation } from './itm-attenuation.ts';
import { irregularHorizon, irregularHorizonAngle, meanHeight, newPathGeometry, type PathGeometry, readProfile } from './itm-terrain.ts';
import { type Climate, type VariabilitySettings, variability, variabilityDoubts } from './itm-variability.ts';
import { freeSpaceLoss } from './p525.ts';

/**
 * The Irregular Terrain Model (Longley-Rice), 20 MHz to 20 GHz, 1 to 2000 km, as NTIA/ITS publishes it (version 1.4): point-to-point
 * over a profile and area mode over terrain known by its irregularity. Losses are basic transmission losses in dB.
 */
export type ItmSettings = {
  readonly fMHz: number;
  readonly vertical: boolean;
  /** Relative permittivity and conductivity (S/m) of the ground. */
  readonly epsilon: number;
  readonly sigmaSm: number;
  /** Minimum monthly mean refractivity, N-units, reduced to sea level; or at the surface, where it then is not reduced by height. */
  readonly refractivity: number;
  readonly refractivityAtSurface: boolean;
  readonly variability: VariabilitySettings;
};

/** Why a path cannot be computed although its inputs are in range. */
export type ItmProblem = 'surface-refractivity' | 'ground-impedance';

/** One result, filled again for every path. */
export type ItmResult = {
  /** Basic transmission loss not exceeded at the wanted quantiles; NaN where `problem` is set. */
  lossDb: number;
  referenceDb: number;
  freeSpaceDb: number;
  surfaceRefractivity: number;
  mode: PropagationMode;
  doubts: number;
  problem: ItmProblem | undefined;
  readonly path: PathGeometry;
};

export const newItmResult = (): ItmResult => ({
  lossDb: 0.5,
  referenceDb: 0.5,
  freeSpaceDb: 0.5,
  surfaceRefractivity: 0.5,
  mode: 'line-of-sight',
  doubts: 0,
  problem: undefined,
  path: newPathGeometry(),
});

/** 0 random, 1 careful, 2 very careful choice of the site. */
export type Siting = 0 | 1 | 2;

/** ITM for one frequency, ground, climate and set of quantiles; made once, asked for many paths. */
export type Itm = {
  /**
   * Loss over `z[0] … z[intervals]` at equal steps.
   *
   * @param z         heights above sea level in metres; the transmitter stands at index 0
   * @param stepM     spacing in metres, above 0
   * @param heightT   antenna heights above ground in metres, 0.5 to 3000
   */
  readonly pointToPoint: (z: Float64Array, intervals: number, stepM: number, heightT: number, heightR: number, out: ItmResult) => void;
  /** Loss over `distanceM` metres of terrain of irregularity `deltaH` metres. */
  readonly area: (
    distanceM: number,
    deltaH: number,
    heightT: number,
    heightR: number,
    sitingT: Siting,
    sitingR: Siting,
    out: ItmResult,
  ) => void;
  /** Completes a result whose `path` another reader of the same profile has filled over the given surface refractivity and Earth. */
  readonly complete: (surfaceRefractivity: number, earthRadiusM: number, out: ItmResult) => void;
  /** Surface refractivity in N-units for a system height in metres. */
  readonly surfaceRefractivity: (meanHeightM: number) => number;
  /** Radius of the effective Earth in metres over a surface refractivity; NaN where that leaves 150 to 400. */
  readonly earthRadius: (surfaceRefractivity: number) => number;
};

/** Prepares ITM; the settings are taken as valid (see `itmModels` for the checks of a request). */
export function prepareItm(settings: ItmSettings): Itm {
  const { fMHz, vertical, epsilon, sigmaSm, refractivity, refractivityAtSurface } = settings;
  const ground = groundImpedance(fMHz, vertical, epsilon, sigmaSm);
  const impossibleGround = ground.real <= Math.abs(ground.imaginary);
  const lossAt1Km = freeSpaceLoss(fMHz, 1);
  const vary = variability(settings.variability, fMHz);
  const constantDoubts = variabilityDoubts(settings.variability);
  const attenuation: Attenuation = { dB: 0.5, mode: 'line-of-sight', doubts: 0 };

  const surface = (height: number): number =>
    refractivityAtSurface || height === 0 ? refractivity : refractivity * Math.exp(-height / 9460);
  const radius = (ns: number): number => (ns >= 150 && ns <= 400 ? 1 / (157e-9 * (1 - 0.04665 * Math.exp(ns / 179.3))) : Number.NaN);

  const finish = (ns: number, earthRadius: number, area: boolean, out: ItmResult): void => {
    out.surfaceRefractivity = ns;
    out.problem = Number.isNaN(earthRadius) ? 'surface-refractivity' : impossibleGround ? 'ground-impedance' : undefined;
    if (out.problem !== undefined) {
      out.lossDb = Number.NaN;
      return;
    }
    referenceAttenuation(out.path, ground, earthRadius, ns, area, attenuation);
    out.referenceDb = attenuation.dB;
    out.mode = attenuation.mode;
    out.doubts = attenuation.doubts | constantDoubts;
    out.freeSpaceDb = lossAt1Km + 2 * decibels(out.path.distance / 1000);
    out.lossDb = vary(out.path, attenuation.dB) + out.freeSpaceDb;
  };

  return {
    pointToPoint: (z, intervals, stepM, heightT, heightR, out) => {
      const ns = surface(meanHeight(z, intervals));
      const earthRadius = radius(ns);
      out.path.heightT = heightT;
      out.path.heightR = heightR;
      if (!Number.isNaN(earthRadius)) readProfile(z, intervals, stepM, earthRadius, out.path);
      finish(ns, earthRadius, false, out);
    },
    area: (distanceM, deltaH, heightT, heightR, sitingT, sitingR, out) => {
      const earthRadius = radius(refractivity);
      const { path } = out;
      path.distance = distanceM;
      path.deltaH = deltaH;
      path.heightT = heightT;
      path.heightR = heightR;
      path.effectiveHeightT = effectiveHeight(heightT, deltaH, sitingT);
      path.effectiveHeightR = effectiveHeight(heightR, deltaH, sitingR);
      path.horizonDistanceT = irregularHorizon(path.effectiveHeightT, earthRadius, deltaH);
      path.horizonDistanceR = irregularHorizon(path.effectiveHeightR, earthRadius, deltaH);
      path.horizonAngleT = irregularHorizonAngle(path.effectiveHeightT, path.horizonDistanceT, earthRadius, deltaH);
      path.horizonAngleR = irregularHorizonAngle(path.effectiveHeightR, path.horizonDistanceR, earthRadius, deltaH);
      path.lineOfSight = distanceM <= path.horizonDistanceT + path.horizonDistanceR;
      finish(refractivity, earthRadius, true, out);
    },
    complete: (surfaceRefractivity, earthRadiusM, out) => finish(surfaceRefractivity, earthRadiusM, false, out),
    surfaceRefractivity: surface,
    earthRadius: radius,
  };
}

/** Effective height of an antenna in area mode by how carefully its site was chosen (Algorithm, 3.2). */
function effectiveHeight(height: number, deltaH: number, siting: Siting): number {
  if (siting === 0) return height;
  const full = siting === 1 ? 4 : 9;
  const b = height < 5 ? full * Math.sin(0.1 * Math.PI * height) : full;
  return height + (1 + b) * Math.exp(-Math.min(20, (2 * height) / Math.max(1e-3, deltaH)));
}

/**
 * Standard normal deviate exceeded with probability `q` (Abramowitz & Stegun 26.2.23 with the constant 2.515516 of the reference).
 *
 * @param q above 0, below 1
 */
export function normalDeviate(q: number): number {
  const t = Math.sqrt(-2 * Math.log(q > 0.5 ? 1 - q : q));
  const deviate = t - ((0.010328 * t + 0.802853) * t + 2.515516) / (((0.001308 * t + 0.189269) * t + 1.432788) * t + 1);
  return q > 0.5 ? -deviate : deviate;
}

/** Mode of variability as ITM numbers it: 0 single message … 3 broadcast, +10 without location, +20 without situation variability. */
export function variabilitySettings(
  climate: Climate,
  mdvar: number,
  percentages: { readonly time: number; readonly location: number; readonly situation: number },
): VariabilitySettings {
  const modes = ['single message', 'accidental', 'mobile', 'broadcast'] as const;
  const mode = modes[mdvar % 10];
  if (mode === undefined || !(mdvar >= 0 && mdvar < 40)) throw new RangeError(`mdvar must be 0–3, 10–13, 20–23 or 30–33, got ${mdvar}`);
  const withoutSituation = mdvar >= 20;
  return {
    climate,
    mode,
    withoutSituation,
    withoutLocation: (withoutSituation ? mdvar - 20 : mdvar) >= 10,
    zTime: normalDeviate(percentages.time / 100),
    zLocation: normalDeviate(percentages.location / 100),
    zSituation: normalDeviate(percentages.situation / 100),
  };
}

export type { Climate };
