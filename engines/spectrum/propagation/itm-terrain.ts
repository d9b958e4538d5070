/**
 * What the Irregular Terrain Model reads off a terrain profile (NTIA Report 82-100; NTIA/ITS reference implementation, P2P mode).
 * A profile is `z[0] … z[intervals]` in metres above sea level at equal steps. Nothing here allocates per path: sweeps call it
 * hundreds of thousands of times.
 */

/** The geometry of one path. One object is filled again and again; lengths in metres, angles in radians. */
export type PathGeometry = {
  distance: number;
  heightT: number;
  heightR: number;
  horizonAngleT: number;
  horizonAngleR: number;
  horizonDistanceT: number;
  horizonDistanceR: number;
  effectiveHeightT: number;
  effectiveHeightR: number;
  /** Terrain irregularity parameter Δh. */
  deltaH: number;
  /** True when no terrain point rises above the straight ray over the effective Earth. */
  lineOfSight: boolean;
};

export const newPathGeometry = (): PathGeometry => ({
  distance: 0.5,
  heightT: 0.5,
  heightR: 0.5,
  horizonAngleT: 0.5,
  horizonAngleR: 0.5,
  horizonDistanceT: 0.5,
  horizonDistanceR: 0.5,
  effectiveHeightT: 0.5,
  effectiveHeightR: 0.5,
  deltaH: 0.5,
  lineOfSight: false,
});

/** Longest resampled profile of Δh: 10 × 25 − 5 points. */
const LONGEST_SAMPLE = 245;
const sample = new Float64Array(LONGEST_SAMPLE);

/** Mean height of the middle four fifths of a profile, in metres; the model's system height. */
export function meanHeight(z: Float64Array, intervals: number): number {
  const skip = Math.trunc(0.1 * intervals);
  let sum = 0;
  for (let i = skip; i <= intervals - skip; i++) sum += z[i] as number;
  return sum / (intervals - 2 * skip + 1);
}

/**
 * Horizon angle and distance of both ends over an Earth of radius `earthRadius` (Technical Note 101, equation 6.15). Every comparison
 * is multiplied out so that the loop has no division.
 */
export function findHorizons(z: Float64Array, intervals: number, step: number, earthRadius: number, path: PathGeometry): void {
  const distance = intervals * step;
  const zT = (z[0] as number) + path.heightT;
  const zR = (z[intervals] as number) + path.heightR;
  const curvature = 1 / (2 * earthRadius);
  let angleT = (zR - zT) / distance - distance * curvature;
  let angleR = -(zR - zT) / distance - distance * curvature;
  let distanceT = distance;
  let distanceR = distance;
  let x = 0;
  let y = distance;
  for (let i = 1; i < intervals; i++) {
    x += step;
    y -= step;
    const height = z[i] as number;
    const riseT = height - zT - x * x * curvature;
    if (riseT > angleT * x) {
      angleT = riseT / x;
      distanceT = x;
    }
    const riseR = height - zR - y * y * curvature;
    if (riseR > angleR * y) {
      angleR = riseR / y;
      distanceR = y;
    }
  }
  path.distance = distance;
  path.horizonAngleT = angleT;
  path.horizonAngleR = angleR;
  path.horizonDistanceT = distanceT;
  path.horizonDistanceR = distanceR;
  path.lineOfSight = distanceT === distance && distanceR === distance;
}

/**
 * Value at index `at` of the least-squares line through the samples between two distances (in steps). A span too short to fit is
 * widened by one sample on each side, as in the reference.
 */
export function fittedHeight(z: Float64Array, intervals: number, startSteps: number, endSteps: number, at: number): number {
  let first = Math.trunc(Math.max(startSteps, 0));
  let last = intervals - Math.trunc(Math.max(intervals - endSteps, 0));
  if (last <= first) {
    first = Math.max(first - 1, 0);
    last = intervals - Math.max(intervals - (last + 1), 0);
  }
  const length = last - first;
  const zFirst = z[first] as number;
  const zLast = z[last] as number;
  let offset = -0.5 * length;
  let sum = 0.5 * (zFirst + zLast);
  let moment = 0.5 * (zFirst - zLast) * offset;
  for (let i = first + 1; i < last; i++) {
    offset += 1;
    const height = z[i] as number;
    sum += height;
    moment += height * offset;
  }
  const mean = sum / length;
  const slope = (moment * 12) / ((length * length + 2) * length);
  return mean + slope * (at - (first + 0.5 * length));
}

/**
 * Terrain irregularity parameter Δh between two distances (in steps): the interdecile range of up to 245 resampled heights around
 * their least-squares line, extended to infinite length (ESSA Report ERL 79-ITS 67, equation 3). Zero for less than two steps.
 */
export function terrainIrregularity(z: Float64Array, intervals: number, step: number, startSteps: number, endSteps: number): number {
  const span = endSteps - startSteps;
  if (!(span >= 2)) return 0;
  const decile = Math.min(Math.max(4, Math.trunc(0.1 * (span + 8))), 25);
  const count = 10 * decile - 5;
  resample(z, intervals, startSteps, span / (count - 1), count);
  return interdecileRange(count, decile) / (1 - 0.8 * Math.exp((-span * step) / 50e3));
}

/** Heights at equal distances, straight between samples of the profile. */
function resample(z: Float64Array, intervals: number, start: number, stride: number, count: number): void {
  let position = start;
  for (let j = 0; j < count; j++) {
    const right = Math.min(Math.max(Math.ceil(position), 1), intervals);
    const height = z[right] as number;
    sample[j] = height + (height - (z[right - 1] as number)) * (position - right);
    position += stride;
  }
}

/** Bins that sort the residuals coarsely; only two of them are looked into. */
const BINS = 64;
const binOf = new Uint8Array(LONGEST_SAMPLE);
const binCount = new Int32Array(BINS);
const inBin = new Float64Array(LONGEST_SAMPLE);

/** Difference of the `decile`-th largest and `decile`-th smallest residual of the sample around its least-squares line. */
function interdecileRange(count: number, decile: number): number {
  const length = count - 1;
  let offset = -0.5 * length;
  let sum = 0.5 * ((sample[0] as number) + (sample[length] as number));
  let moment = 0.5 * ((sample[0] as number) - (sample[length] as number)) * offset;
  for (let j = 1; j < length; j++) {
    offset += 1;
    const height = sample[j] as number;
    sum += height;
    moment += height * offset;
  }
  const slope = (moment * 12) / ((length * length + 2) * length);
  let fit = sum / length - slope * 0.5 * length;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < count; j++) {
    const residual = (sample[j] as number) - fit;
    sample[j] = residual;
    if (residual < low) low = residual;
    if (residual > high) high = residual;
    fit += slope;
  }
  if (!(high > low)) return 0;
  const scale = (BINS - 1e-6) / (high - low);
  binCount.fill(0);
  for (let j = 0; j < count; j++) {
    const bin = ((sample[j] as number) - low) * scale;
    binOf[j] = bin;
    binCount[bin | 0] = (binCount[bin | 0] as number) + 1;
  }
  return rankFromAbove(count, decile) - rankFromAbove(count, count - decile + 1);
}

/** The residual of a rank, 1 for the largest. */
function rankFromAbove(count: number, rank: number): number {
  let bin = BINS - 1;
  let left = rank;
  while (left > (binCount[bin] as number)) left -= binCount[bin--] as number;
  let held = 0;
  for (let j = 0; j < count; j++) {
    if (binOf[j] !== bin) continue;
    const residual = sample[j] as number;
    let place = held++;
    while (place > 0 && (inBin[place - 1] as number) < residual) {
      inBin[place] = inBin[place - 1] as number;
      place--;
    }
    inBin[place] = residual;
  }
  return inBin[left - 1] as number;
}

/**
 * Reads horizons, effective heights and Δh off a profile (the reference's QuickPfl). `path.heightT` and `path.heightR` must be set.
 */
export function readProfile(z: Float64Array, intervals: number, step: number, earthRadius: number, path: PathGeometry): void {
  findHorizons(z, intervals, step, earthRadius, path);
  const { distance, heightT, heightR } = path;
  // terrain nearer than about 15 antenna heights does not count
  const start = Math.min(15 * heightT, 0.1 * path.horizonDistanceT) / step;
  const end = (distance - Math.min(15 * heightR, 0.1 * path.horizonDistanceR)) / step;
  path.deltaH = terrainIrregularity(z, intervals, step, start, end);
  const zT = z[0] as number;
  const zR = z[intervals] as number;
  if (path.horizonDistanceT + path.horizonDistanceR <= 1.5 * distance) {
    path.effectiveHeightT = heightT + Math.max(zT - fittedHeight(z, intervals, start, (0.9 * path.horizonDistanceT) / step, 0), 0);
    const fromR = (distance - 0.9 * path.horizonDistanceR) / step;
    path.effectiveHeightR = heightR + Math.max(zR - fittedHeight(z, intervals, fromR, end, intervals), 0);
    return;
  }
  const fitT = fittedHeight(z, intervals, start, end, 0);
  const fitR = fittedHeight(z, intervals, start, end, intervals);
  smoothHorizons(heightT + Math.max(zT - fitT, 0), heightR + Math.max(zR - fitR, 0), earthRadius, path);
}

/** Well within line of sight the horizons are those of an irregular but average terrain under the effective heights. */
export function smoothHorizons(effectiveT: number, effectiveR: number, earthRadius: number, path: PathGeometry): void {
  const { deltaH, distance } = path;
  let heT = effectiveT;
  let heR = effectiveR;
  let dT = irregularHorizon(heT, earthRadius, deltaH);
  let dR = irregularHorizon(heR, earthRadius, deltaH);
  if (dT + dR <= distance) {
    const scale = (distance / (dT + dR)) ** 2;
    heT *= scale;
    heR *= scale;
    dT = irregularHorizon(heT, earthRadius, deltaH);
    dR = irregularHorizon(heR, earthRadius, deltaH);
  }
  path.effectiveHeightT = heT;
  path.effectiveHeightR = heR;
  path.horizonDistanceT = dT;
  path.horizonDistanceR = dR;
  path.horizonAngleT = irregularHorizonAngle(heT, dT, earthRadius, deltaH);
  path.horizonAngleR = irregularHorizonAngle(heR, dR, earthRadius, deltaH);
}

/** Horizon distance over terrain of irregularity Δh (Hufford, The ITS Irregular Terrain Model: the algorithm, equation 3.3). */
export const irregularHorizon = (effectiveHeight: number, earthRadius: number, deltaH: number): number =>
  Math.sqrt(2 * effectiveHeight * earthRadius) * Math.exp(-0.07 * Math.sqrt(deltaH / Math.max(effectiveHeight, 5)));

/** Horizon angle over terrain of irregularity Δh (same, equation 3.4). */
export function irregularHorizonAngle(effectiveHeight: number, horizon: number, earthRadius: number, deltaH: number): number {
  const smooth = Math.sqrt(2 * effectiveHeight * earthRadius);
  return (0.65 * deltaH * (smooth / horizon - 1) - 2 * effectiveHeight) / smooth;
}
