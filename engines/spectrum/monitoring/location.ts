import { degreeLengths, destination, type GeoPoint, geodesic, wrapLongitude } from '../terrain/geodesy.ts';

/** Position of an emitter from bearings or from differences of arrival times, with its 95 % error ellipse. */

export type Ellipse = { readonly semiMajorM: number; readonly semiMinorM: number; readonly orientationDeg: number };

export type Fix = GeoPoint & {
  readonly ellipse: Ellipse;
  /** Places of the observations that contradict the others and were left out. */
  readonly rejected: readonly number[];
  /** Geometric dilution: standard error of position over standard error of one observation's cross-range or range, both in metres. */
  readonly dilution: number;
  /** Other positions that explain the observations nearly as well. */
  readonly ghosts: readonly GeoPoint[];
};

/** Why no position can be given. */
export class NoFixError extends Error {}

export type Bearing = GeoPoint & { readonly bearingDeg: number; readonly sigmaDeg: number };
export type Arrival = GeoPoint & { readonly delayS: number; readonly sigmaS: number };

const SPEED_OF_LIGHT = 299_792_458;
const radians = Math.PI / 180;
/** χ² of two degrees of freedom at 95 %. */
const CHI2_95 = 5.991;
/** Residuals beyond so many standard deviations contradict the rest. */
const OUTLIER = 3;

/** What is measured: residual in standard deviations and its derivatives by metres east and north, of each observation at a point. */
type Observations = {
  readonly count: number;
  readonly needed: number;
  /** Fills `rows` for the observations `wanted`; what all share (the time of emission) is taken from those in `use`. */
  readonly evaluate: (point: GeoPoint, use: readonly number[], rows: Row[], wanted?: readonly number[]) => void;
  readonly starts: readonly GeoPoint[];
  /** Cross-range or range error of one observation in metres. */
  readonly unitM: (point: GeoPoint) => number;
};
type Row = { residual: number; east: number; north: number };

const wrapDegrees = (degrees: number): number => ((((degrees + 180) % 360) + 360) % 360) - 180;

/**
 * Fix from two or more bearings (degrees from true north): weighted least squares on the ellipsoid from every pairwise crossing, bearings
 * beyond three standard deviations left out as long as two remain.
 *
 * @throws NoFixError when the bearings do not meet
 */
export function fixFromBearings(bearings: readonly Bearing[]): Fix {
  if (bearings.length < 2) throw new NoFixError('a fix needs at least two bearings');
  const evaluate: Observations['evaluate'] = (point, use, rows, wanted = use) => {
    wanted.forEach((index, k) => {
      const { bearingDeg, sigmaDeg, ...site } = bearings[index] as Bearing;
      const line = safeGeodesic(site, point);
      const d = Math.max(line.distance, 1);
      const back = line.bearingDeg * radians;
      const scale = 1 / radians / d / sigmaDeg;
      rows[k] = {
        residual: wrapDegrees(bearingDeg - line.bearingDeg) / sigmaDeg,
        east: Math.cos(back) * scale,
        north: -Math.sin(back) * scale,
      };
    });
  };
  const starts: GeoPoint[] = [];
  for (let i = 0; i < bearings.length; i++)
    for (let j = i + 1; j < bearings.length; j++) {
      const crossing = crossBearings(bearings[i] as Bearing, bearings[j] as Bearing);
      if (crossing !== undefined) starts.push(crossing);
    }
  if (starts.length === 0) throw new NoFixError('no two of the bearings meet in front of their stations');
  const unitM = (point: GeoPoint): number =>
    bearings.reduce((sum, bearing) => sum + safeGeodesic(bearing, point).distance * bearing.sigmaDeg * radians, 0) / bearings.length;
  return locate({ count: bearings.length, needed: 2, evaluate, starts, unitM });
}

/** Where two bearings meet, in the plane around their mid-point; undefined behind a station or for nearly parallel lines. */
function crossBearings(a: Bearing, b: Bearing): GeoPoint | undefined {
  const { lat, lon } = degreeLengths((a.latDeg + b.latDeg) / 2);
  const dx = wrapLongitude(b.lonDeg - a.lonDeg) * lon;
  const dy = (b.latDeg - a.latDeg) * lat;
  const [ax, ay] = [Math.sin(a.bearingDeg * radians), Math.cos(a.bearingDeg * radians)];
  const [bx, by] = [Math.sin(b.bearingDeg * radians), Math.cos(b.bearingDeg * radians)];
  const cross = ax * by - ay * bx;
  if (Math.abs(cross) < 0.01) return undefined;
  const along = (dx * by - dy * bx) / cross;
  const other = (dx * ay - dy * ax) / cross;
  if (along <= 0 || other <= 0 || along > 3e6) return undefined;
  return destination(a, a.bearingDeg, along);
}

const safeGeodesic = (from: GeoPoint, to: GeoPoint): ReturnType<typeof geodesic> => {
  try {
    return geodesic(from, to);
  } catch {
    return { distance: 2e7, bearingDeg: 0 };
  }
};

/**
 * Fix from the times at which one signal arrives at three or more stations (seconds on one clock; only differences count), propagation at
 * the speed of light along the ground.
 */
export function fixFromArrivals(arrivals: readonly Arrival[]): Fix {
  if (arrivals.length < 3) throw new NoFixError('a fix needs arrivals at three stations or more');
  const evaluate: Observations['evaluate'] = (point, use, rows, wanted = use) => {
    const seen = (index: number) => {
      const { delayS, sigmaS, ...site } = arrivals[index] as Arrival;
      const line = safeGeodesic(site, point);
      const bearing = line.bearingDeg * radians;
      const time = delayS - line.distance / SPEED_OF_LIGHT;
      return { time, east: Math.sin(bearing) / SPEED_OF_LIGHT, north: Math.cos(bearing) / SPEED_OF_LIGHT, sigmaS };
    };
    // the unknown time of emission is the weighted mean and drops out
    const mean = { weight: 0, time: 0, east: 0, north: 0 };
    for (const index of use) {
      const { time, east, north, sigmaS } = seen(index);
      const w = 1 / sigmaS ** 2;
      mean.weight += w;
      mean.time += w * time;
      mean.east += w * east;
      mean.north += w * north;
    }
    wanted.forEach((index, k) => {
      const { time, east, north, sigmaS } = seen(index);
      rows[k] = {
        residual: (time - mean.time / mean.weight) / sigmaS,
        east: (east - mean.east / mean.weight) / sigmaS,
        north: (north - mean.north / mean.weight) / sigmaS,
      };
    });
  };
  const unitM = (): number => (arrivals.reduce((sum, { sigmaS }) => sum + sigmaS, 0) / arrivals.length) * SPEED_OF_LIGHT;
  return locate({ count: arrivals.length, needed: 3, evaluate, starts: gridStarts(arrivals, evaluate), unitM });
}

/** Best cells of a grid around the stations, three times their extent. */
function gridStarts(arrivals: readonly Arrival[], evaluate: Observations['evaluate']): readonly GeoPoint[] {
  const origin = arrivals[0] as Arrival;
  const { lat, lon } = degreeLengths(origin.latDeg);
  const xs = arrivals.map(({ lonDeg }) => wrapLongitude(lonDeg - origin.lonDeg) * lon);
  const ys = arrivals.map(({ latDeg }) => (latDeg - origin.latDeg) * lat);
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const extent = Math.max(east - west, north - south, 1000);
  const all = arrivals.map((_, i) => i);
  const rows: Row[] = [];
  const cells: { readonly point: GeoPoint; readonly cost: number }[] = [];
  const CELLS = 24;
  for (let i = 0; i <= CELLS; i++)
    for (let j = 0; j <= CELLS; j++) {
      const x = (west + east) / 2 + extent * 3 * (i / CELLS - 0.5);
      const y = (south + north) / 2 + extent * 3 * (j / CELLS - 0.5);
      const point = { latDeg: origin.latDeg + y / lat, lonDeg: origin.lonDeg + x / lon };
      if (Math.abs(point.latDeg) > 89) continue;
      evaluate(point, all, rows);
      cells.push({ point, cost: rows.reduce((sum, { residual }) => sum + residual ** 2, 0) });
    }
  return cells
    .toSorted((a, b) => a.cost - b.cost)
    .slice(0, 12)
    .map(({ point }) => point);
}

type Refined = {
  readonly point: GeoPoint;
  readonly cost: number;
  readonly normal: readonly [number, number, number];
  readonly rows: readonly Row[];
};

function locate(observations: Observations): Fix {
  const all = Array.from({ length: observations.count }, (_, i) => i);
  const refined = observations.starts.flatMap((start) =>
    firstSets(observations, start, all).flatMap((use) => robust(observations, start, use, all) ?? []),
  );
  const best = refined.reduce<(typeof refined)[number] | undefined>((a, b) => (a === undefined || b.score < a.score ? b : a), undefined);
  if (best === undefined) throw new NoFixError('the observations do not determine a position: all stations see it along one line');
  const { point, normal } = best.fit;
  const ghosts: GeoPoint[] = [];
  for (const other of refined) {
    const away = (from: GeoPoint): number => safeGeodesic(from, other.fit.point).distance;
    if (other.score <= best.score + CHI2_95 && away(point) > 1000 && ghosts.every((known) => away(known) > 1000))
      ghosts.push(other.fit.point);
  }
  const { ellipse, spread } = ellipseOf(normal);
  return {
    ...point,
    ellipse,
    rejected: all.filter((i) => !best.use.includes(i)),
    dilution: spread / observations.unitM(point),
    ghosts,
  };
}

/** Up to so many observations, each is tried as the one in error. */
const MOST_LEFT_OUT = 12;

/** Sets to begin with: those near the start, or the better half; and, for few observations, all but each one. */
function firstSets(observations: Observations, start: GeoPoint, all: readonly number[]): readonly (readonly number[])[] {
  const rows: Row[] = [];
  observations.evaluate(start, all, rows);
  const size = (i: number): number => Math.abs((rows[i] as Row).residual);
  const ranked = all.toSorted((a, b) => size(a) - size(b));
  const near = ranked.filter((i) => size(i) < 4 * OUTLIER);
  const half = Math.max(observations.needed, Math.ceil(all.length / 2));
  const sets = [all, (near.length >= observations.needed ? near : ranked.slice(0, half)).toSorted((a, b) => a - b)];
  if (all.length <= observations.needed || all.length > MOST_LEFT_OUT) return sets;
  return [...sets, ...all.map((left) => all.filter((i) => i !== left))];
}

type Consensus = { readonly fit: Refined; readonly use: readonly number[]; readonly score: number };

/** Fits a set, then takes in what agrees within three deviations and puts out what does not, the worst first, while enough remain. */
function robust(observations: Observations, start: GeoPoint, first: readonly number[], all: readonly number[]): Consensus | undefined {
  const rows: Row[] = [];
  const size = (i: number): number => Math.abs((rows[i] as Row).residual);
  let use = first;
  let from = start;
  for (let round = 0; round < 2 * all.length + 2; round++) {
    const fit = refine(observations, from, use);
    if (fit === undefined) return undefined;
    from = fit.point;
    observations.evaluate(fit.point, use, rows, all);
    const agree = all.filter((i) => size(i) <= OUTLIER);
    const worst = use.reduce((a, b) => (size(b) > size(a) ? b : a));
    if (agree.length > use.length) use = agree;
    else if (size(worst) > OUTLIER && use.length > observations.needed) use = use.filter((i) => i !== worst);
    else return { fit, use, score: all.reduce((sum, i) => sum + Math.min(size(i), OUTLIER) ** 2, 0) };
  }
  return undefined;
}

/** Gauss–Newton with halved steps. */
function refine({ evaluate }: Observations, start: GeoPoint, use: readonly number[]): Refined | undefined {
  let point = start;
  const rows: Row[] = [];
  const costAt = (at: GeoPoint): number => {
    rows.length = 0;
    evaluate(at, use, rows);
    return rows.reduce((sum, { residual }) => sum + residual ** 2, 0);
  };
  let cost = costAt(point);
  let normal: readonly [number, number, number] = [0, 0, 0];
  for (let i = 0; i < 60; i++) {
    costAt(point);
    let [a, b, c, g, h] = [0, 0, 0, 0, 0];
    for (const { residual, east, north } of rows) {
      a += east * east;
      b += east * north;
      c += north * north;
      g += east * residual;
      h += north * residual;
    }
    normal = [a, b, c];
    const determinant = a * c - b * b;
    if (!(determinant > 1e-9 * a * c)) return undefined;
    const dx = (c * g - b * h) / determinant;
    const dy = (a * h - b * g) / determinant;
    const step = Math.hypot(dx, dy);
    if (!Number.isFinite(step)) return undefined;
    const bearing = Math.atan2(dx, dy) / radians;
    let length = Math.min(step, 500_000);
    let next = destination(point, bearing, length);
    let nextCost = costAt(next);
    while (nextCost > cost && length > 0.01) {
      length /= 2;
      next = destination(point, bearing, length);
      nextCost = costAt(next);
    }
    if (nextCost > cost || length < 0.01) break;
    point = next;
    cost = nextCost;
  }
  costAt(point);
  return { point, cost, normal, rows: rows.map((row) => ({ ...row })) };
}

/** 95 % ellipse of the inverse normal matrix. */
function ellipseOf([a, b, c]: readonly [number, number, number]): { readonly ellipse: Ellipse; readonly spread: number } {
  const determinant = a * c - b * b;
  const [varEast, covariance, varNorth] = [c / determinant, -b / determinant, a / determinant];
  const mean = (varEast + varNorth) / 2;
  const difference = Math.hypot((varEast - varNorth) / 2, covariance);
  const orientation = 0.5 * Math.atan2(2 * covariance, varNorth - varEast);
  return {
    ellipse: {
      semiMajorM: Math.sqrt(CHI2_95 * (mean + difference)),
      semiMinorM: Math.sqrt(CHI2_95 * Math.max(mean - difference, 0)),
      orientationDeg: (((orientation / radians) % 180) + 180) % 180,
    },
    spread: Math.sqrt(varEast + varNorth),
  };
}
