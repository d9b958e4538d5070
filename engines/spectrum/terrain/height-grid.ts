import { degreeLengths, type GeoPoint } from './geodesy.ts';

/** Terrain heights on a grid of latitude and longitude, cell centres from the north-west corner on. Heights in metres above sea level. */
export type HeightGrid = {
  readonly northDeg: number;
  readonly westDeg: number;
  readonly latStepDeg: number;
  readonly lonStepDeg: number;
  readonly rows: number;
  readonly columns: number;
  readonly heights: Float32Array | Int16Array;
  /** Mark of cells without a height, beside NaN. */
  readonly noData: number | undefined;
};

/** What stands in for terrain that is not known. There is no default: silence here has drawn coverage over missing tiles elsewhere. */
export type MissingPolicy = { readonly kind: 'refuse' } | { readonly kind: 'height'; readonly metres: number };

/** A point whose terrain is not known. */
export class MissingTerrainError extends Error {
  readonly point: GeoPoint;
  constructor(point: GeoPoint) {
    super(`no terrain height at ${point.latDeg.toFixed(5)}, ${point.lonDeg.toFixed(5)}`);
    this.point = point;
  }
}

/** Heights by position; NaN where nothing is known. */
export type TerrainSource = { readonly heightAt: (latDeg: number, lonDeg: number) => number };

/** @throws RangeError when the heights do not fill the grid */
export function gridSource(grid: HeightGrid): TerrainSource {
  const { northDeg, westDeg, latStepDeg, lonStepDeg, rows, columns, heights, noData } = grid;
  if (heights.length !== rows * columns)
    throw new RangeError(`a grid of ${rows} × ${columns} needs ${rows * columns} heights, got ${heights.length}`);
  if (!(latStepDeg > 0 && lonStepDeg > 0)) throw new RangeError('the steps of a grid are above 0');
  const mark = noData ?? Number.NaN;
  return {
    heightAt: (latDeg, lonDeg) => {
      const y = (northDeg - latDeg) / latStepDeg;
      const x = (lonDeg - westDeg) / lonStepDeg;
      // half a cell beyond the outermost centres still belongs to the grid
      if (!(y >= -0.5 && y <= rows - 0.5 && x >= -0.5 && x <= columns - 0.5)) return Number.NaN;
      const row = Math.min(Math.max(Math.floor(y), 0), rows - 2);
      const column = Math.min(Math.max(Math.floor(x), 0), columns - 2);
      const at = row * columns + column;
      const nw = heights[at] as number;
      const ne = heights[at + 1] as number;
      const sw = heights[at + columns] as number;
      const se = heights[at + columns + 1] as number;
      const v = Math.min(Math.max(y - row, 0), 1);
      const u = Math.min(Math.max(x - column, 0), 1);
      const isMissing =
        (nw === mark && u < 1 && v < 1) ||
        (ne === mark && u > 0 && v < 1) ||
        (sw === mark && u < 1 && v > 0) ||
        (se === mark && u > 0 && v > 0);
      if (isMissing) return Number.NaN;
      const north = nw + (ne - nw) * u;
      return north + (sw + (se - sw) * u - north) * v;
    },
  };
}

/** Several sources in one: the first that knows a point answers. */
export const layeredSource = (sources: readonly TerrainSource[]): TerrainSource => ({
  heightAt: (latDeg, lonDeg) => {
    for (const source of sources) {
      const height = source.heightAt(latDeg, lonDeg);
      if (!Number.isNaN(height)) return height;
    }
    return Number.NaN;
  },
});

const radians = Math.PI / 180;

/**
 * Heights along the great circle that leaves a point at a bearing, at equal steps; returns how many were filled in by the policy.
 * Computed on a sphere in degrees scaled by the ellipsoid's radii at the point: within 100 m of the geodesic at 100 km.
 *
 * @param out filled from index 0 (the point itself) to its end
 * @throws MissingTerrainError under the policy `refuse`
 */
export function profileAlong(
  source: TerrainSource,
  from: GeoPoint,
  bearingDeg: number,
  stepM: number,
  policy: MissingPolicy,
  out: Float64Array,
): number {
  const lat = from.latDeg * radians;
  const lon = from.lonDeg * radians;
  const degree = degreeLengths(from.latDeg);
  // a step in angles of latitude, and of longitude on its parallel
  const northward = (Math.cos(bearingDeg * radians) / degree.lat) * radians;
  const eastward = (Math.sin(bearingDeg * radians) / degree.lon) * radians * Math.cos(lat);
  const bearing = Math.atan2(eastward, northward);
  const delta = stepM * Math.hypot(eastward, northward);
  // unit vectors of successive points obey v(k+1) = 2 cos δ · v(k) − v(k−1)
  const turn = 2 * Math.cos(delta);
  let [ax, ay, az] = [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
  const north: readonly [number, number, number] = [-Math.sin(lat) * Math.cos(lon), -Math.sin(lat) * Math.sin(lon), Math.cos(lat)];
  const east: readonly [number, number, number] = [-Math.sin(lon), Math.cos(lon), 0];
  const along = (k: 0 | 1 | 2): number => Math.cos(bearing) * north[k] + Math.sin(bearing) * east[k];
  const [c, s] = [Math.cos(delta), Math.sin(delta)];
  let [bx, by, bz] = [ax * c + along(0) * s, ay * c + along(1) * s, az * c + along(2) * s];
  let filled = 0;
  for (let i = 0; i < out.length; i++) {
    const latDeg = Math.asin(Math.min(1, Math.max(-1, az))) / radians;
    const lonDeg = Math.atan2(ay, ax) / radians;
    let height = source.heightAt(latDeg, lonDeg);
    if (Number.isNaN(height)) {
      if (policy.kind === 'refuse') throw new MissingTerrainError({ latDeg, lonDeg });
      height = policy.metres;
      filled++;
    }
    out[i] = height;
    const [nx, ny, nz] = [turn * bx - ax, turn * by - ay, turn * bz - az];
    ax = bx;
    ay = by;
    az = bz;
    bx = nx;
    by = ny;
    bz = nz;
  }
  return filled;
}
