import { extendedHataMedian, type HataEnvironment } from './ehata.ts';
import { findHorizons, fittedHeight, newPathGeometry } from './itm-terrain.ts';

/**
 * Terrain corrections of the Extended Hata model (NTIA TR-15-517, appendix A; Okumura et al. 1968, sections 4.2–4.4).
 * The profile runs from the mobile (index 0) to the base.
 */
export type HataPath = {
  readonly lossDb: number;
  readonly medianDb: number;
  readonly effectiveBaseHeight: number;
  readonly effectiveMobileHeight: number;
  readonly deltaH: number;
  readonly slopeMrad: number;
  readonly singleHorizon: boolean;
  readonly seaFraction: number;
  readonly corrections: Readonly<Record<'ridge' | 'rollingHills' | 'fineRollingHills' | 'slope' | 'mixedPath', number>>;
};

/** Basic transmission loss over a profile from the mobile to the base: heights in metres, equal steps in metres. */
export function extendedHataOverTerrain(
  z: Float64Array,
  stepM: number,
  fMHz: number,
  baseHeight: number,
  mobileHeight: number,
  environment: HataEnvironment,
): HataPath {
  const intervals = z.length - 1;
  const dKm = (intervals * stepM) / 1000;
  const average = averageGround(z, stepM, dKm);
  const clampedBase = clamp(baseHeight + (z[intervals] as number) - average.atBase, 30, 200);
  const clampedMobile = clamp(mobileHeight + (z[0] as number) - average.atMobile, 1, 10);
  const medianDb = extendedHataMedian(fMHz, dKm, clampedBase, clampedMobile, environment);
  const terrain = terrainStatistics(z, stepM, dKm);
  const slopeMrad = mobileSlope(z, stepM);
  const sea = seaShare(z);
  const ridge = isolatedRidge(z, stepM, baseHeight, mobileHeight);
  const mixedPath = mixedPathCorrection(dKm, sea.fraction, sea.end);
  const hills = ridge === undefined;
  const corrections = {
    ridge: ridge ?? 0,
    rollingHills: hills ? rollingHillCorrection(terrain.deltaH) : 0,
    fineRollingHills: hills ? fineRollingHillCorrection(terrain, z[0] as number) : 0,
    slope: hills ? slopeCorrection(slopeMrad, dKm) : 0,
    mixedPath,
  };
  const gain = Object.values(corrections).reduce((sum, part) => sum + part, 0);
  return {
    lossDb: medianDb - gain,
    medianDb,
    effectiveBaseHeight: clampedBase,
    effectiveMobileHeight: clampedMobile,
    deltaH: terrain.deltaH,
    slopeMrad,
    singleHorizon: !hills,
    seaFraction: sea.fraction,
    corrections,
  };
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** Mean ground 3 to 15 km from each end; scaled in on shorter paths, the end's own ground below 3 km. */
function averageGround(z: Float64Array, stepM: number, dKm: number): { readonly atMobile: number; readonly atBase: number } {
  const last = z.length - 1;
  if (dKm < 3) return { atMobile: z[0] as number, atBase: z[last] as number };
  const near = Math.trunc(3000 / stepM);
  const far = dKm <= 15 ? last : Math.trunc(15_000 / stepM);
  const scale = dKm <= 15 ? (dKm - 3) / 12 : 1;
  return { atMobile: scale * mean(z, near, far), atBase: scale * mean(z, last - far, last - near) };
}

function mean(z: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i <= to; i++) sum += z[i] as number;
  return sum / (to - from + 1);
}

type TerrainStatistics = { readonly p10: number; readonly p50: number; readonly p90: number; readonly deltaH: number };

/** Heights exceeded by 10, 50 and 90 % of the 10 km next to the mobile; shorter paths are scaled to that length. */
function terrainStatistics(z: Float64Array, stepM: number, dKm: number): TerrainStatistics {
  const count = dKm < 10 ? z.length : Math.trunc(10_000 / stepM) + 1;
  const descending = z.slice(0, count).sort().reverse();
  const factor = dKm < 10 ? (1 - 0.8 * Math.exp(-0.2)) / (1 - 0.8 * Math.exp(-0.02 * dKm)) : 1;
  const quantile = (share: number): number => (descending[Math.max(0, Math.trunc(share * count - 1))] as number) * factor;
  const p10 = quantile(0.1);
  const p90 = quantile(0.9);
  return { p10, p50: quantile(0.5), p90, deltaH: p10 - p90 };
}

/** Mean slope of the terrain 5 to 10 km from the mobile, mrad; positive where it falls toward the base. */
function mobileSlope(z: Float64Array, stepM: number): number {
  const distance = (z.length - 1) * stepM;
  let steepest = -1e31;
  let flattest = 1e31;
  let overFive = 0;
  for (let reach = 5000; distance >= reach && reach <= 10_000; reach += 1000) {
    const intervals = Math.trunc(reach / stepM);
    const rise = fittedHeight(z, intervals, 0, reach / stepM, intervals) - fittedHeight(z, intervals, 0, reach / stepM, 0);
    const slope = (-1000 * rise) / reach;
    flattest = Math.min(flattest, slope);
    steepest = Math.max(steepest, slope);
    if (reach === 5000) overFive = slope;
  }
  if (distance <= 5000 || steepest * flattest < 0) return overFive;
  return steepest >= 0 ? steepest : flattest;
}

type SeaEnd = 'mobile' | 'base' | 'both';

/** Share of the profile at exactly 0 m, which the model takes for sea, and the end it lies at. */
function seaShare(z: Float64Array): { readonly fraction: number; readonly end: SeaEnd } {
  const middle = Math.trunc((z.length - 1) / 2);
  let mobile = 0;
  let base = 0;
  z.forEach((height, i) => {
    if (height !== 0) return;
    if (i < middle) mobile++;
    else base++;
  });
  return { fraction: (mobile + base) / z.length, end: mobile > base ? 'mobile' : base > mobile ? 'base' : 'both' };
}

/** Okumura's figure 31: correction in dB by distances of the ridge from base (15, 30, 60 km) and mobile (0 to 8 km). */
const RIDGE_BASE_KM = [15, 30, 60] as const;
const RIDGE_CURVES = [
  [4, -13, -17.5, -17.5, -15, -12.5, -10, -8, -6],
  [12, -8.5, -13, -12, -10, -8, -6.5, -5, -4],
  [20, -4, -6.5, -6, -4.5, -3.5, -2.5, -2, -1],
] as const;

/** Correction for a single ridge that is the horizon of both ends; undefined where there is none. */
function isolatedRidge(z: Float64Array, stepM: number, baseHeight: number, mobileHeight: number): number | undefined {
  const intervals = z.length - 1;
  const ground = z.reduce((sum, height) => sum + height, 0) / z.length;
  const curvature = 157e-9 * (1 - 0.04665 * Math.exp((ground === 0 ? 301 : 301 * Math.exp(-ground / 9460)) / 179.3));
  const path = newPathGeometry();
  path.heightT = mobileHeight;
  path.heightR = baseHeight;
  findHorizons(z, intervals, stepM, 1 / curvature, path);
  const { distance, horizonDistanceT: toMobile, horizonDistanceR: toBase } = path;
  if (Math.abs(distance - toMobile - toBase) > 0.5 * stepM) return undefined;
  const edge = Math.round(toMobile / stepM);
  // the reference weights each end with its own horizon distance, not with the far one as plane geometry would; kept to agree with it
  const ray = ((baseHeight + (z[intervals] as number)) * toBase + (mobileHeight + (z[0] as number)) * toMobile) / distance;
  const height = Math.max(0, (z[edge] as number) - ray + 0.5 * curvature * toMobile * toBase);
  return Math.sqrt(height / 200) * ridgeCurve(toBase / 1000, toMobile / 1000);
}

function ridgeCurve(fromBaseKm: number, fromMobileKm: number): number {
  const row = fromBaseKm >= RIDGE_BASE_KM[1] ? 1 : 0;
  const column = Math.min(7, Math.max(0, Math.ceil(fromMobileKm) - 1));
  const alongRow = (r: number): number => {
    const curve = RIDGE_CURVES[r] as readonly number[];
    const left = curve[column] as number;
    return left + ((curve[column + 1] as number) - left) * (fromMobileKm - column);
  };
  const from = RIDGE_BASE_KM[row] as number;
  const to = RIDGE_BASE_KM[row + 1] as number;
  const low = alongRow(row);
  return low + ((alongRow(row + 1) - low) * (fromBaseKm - from)) / (to - from);
}

/** Median correction for rolling hills, dB (Okumura, figure 28). */
function rollingHillCorrection(deltaH: number): number {
  const logH = Math.log10(Math.max(15, deltaH));
  return -1.5072013 + logH * (8.458676 - 6.102538 * logH);
}

/** Further correction by where on the hills the mobile stands (Okumura, figure 29). */
function fineRollingHillCorrection({ p10, p50, p90, deltaH }: TerrainStatistics, ground: number): number {
  const logH = Math.log10(Math.max(10, deltaH));
  const full = -11.728795 + logH * (15.544272 - 1.8154766 * logH);
  if (ground >= p10) return full;
  if (ground <= p90) return -full;
  return ground >= p50 ? (full * (ground - p50)) / (p10 - p50) : (-full * (ground - p90)) / (p50 - p90);
}

/** Correction for the slope at the mobile, dB (Okumura, figure 34). */
function slopeCorrection(slopeMrad: number, dKm: number): number {
  if (slopeMrad <= 0) return slopeMrad * (0.25 + 0.05 * 0.55 * Math.min(Math.max(dKm - 10, 0), 20));
  if (dKm <= 30) return slopeMrad * (0.125 + 0.05 * 0.225 * Math.max(dKm - 10, 0));
  return slopeMrad * (0.35 + (Math.min(dKm, 60) - 30) * (0.25 / 30));
}

/** Okumura's figure 35: share of sea against correction in dB, for paths up to 30 km and from 60 km, sea at the base or at the mobile. */
const SHARE_30 = [0, 0.15, 0.35, 0.45, 0.6, 0.65, 0.725, 0.775, 0.85, 1] as const;
const GAIN_30 = {
  base: [0, 1, 3, 4, 6, 7, 8, 9, 10, 11],
  mobile: [0, 4, 5.5, 7, 8.5, 9, 9.5, 9.8, 10.25, 11],
} as const;
const SHARE_60 = [0, 0.15, 0.3, 0.4, 0.5, 0.6, 0.725, 0.85, 0.9, 1] as const;
const GAIN_60 = {
  base: [0, 2, 4, 5.5, 7, 9, 11, 13, 14, 15],
  mobile: [0, 4.25, 6.25, 9.2, 10.5, 11.75, 13, 14, 14.25, 15],
} as const;

function mixedPathCorrection(dKm: number, share: number, end: SeaEnd): number {
  if (share === 0) return 0;
  const gain = (shares: readonly number[], gains: Readonly<Record<'base' | 'mobile', readonly number[]>>): number =>
    end === 'both'
      ? (interpolate(shares, gains.base, share) + interpolate(shares, gains.mobile, share)) / 2
      : interpolate(shares, gains[end], share);
  const short = gain(SHARE_30, GAIN_30);
  if (dKm <= 30) return short;
  return short + Math.min((dKm - 30) / 30, 1) * (gain(SHARE_60, GAIN_60) - short);
}

function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  let i = 0;
  while (i < xs.length - 2 && x > (xs[i + 1] as number)) i++;
  const x0 = xs[i] as number;
  const y0 = ys[i] as number;
  return y0 + ((x - x0) * ((ys[i + 1] as number) - y0)) / ((xs[i + 1] as number) - x0);
}
