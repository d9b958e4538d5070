import { destination, type GeoPoint } from '../terrain/geodesy.ts';

/** Contours around a station at which a required loss is reached, and field strengths along a border. Distances in km. */

/** Basic transmission loss in dB in a direction (degrees from north) at a distance; infinite where nothing arrives. */
export type LossAlong = (azimuthDeg: number, distanceKm: number) => number;

export type ContourOptions = {
  readonly stepDeg: number;
  /** Shortest and longest distance; Appendix 7 has 100 km as the shortest of its mode 1. */
  readonly shortestKm: number;
  readonly longestKm: number;
  /** Distances tried outward before bisection, so that a later gap in the loss is not missed. */
  readonly coarseKm: number;
};

/** Limits of Radio Regulations, Appendix 7, mode (1). */
export const appendix7Contour: ContourOptions = { stepDeg: 5, shortestKm: 100, longestKm: 1200, coarseKm: 10 };

export type ContourPoint = GeoPoint & { readonly azimuthDeg: number; readonly distanceKm: number; readonly capped: boolean };

/**
 * The farthest distance in each direction at which the loss is still below what is required, to 10 m. `requiredLoss` may differ by direction
 * (horizon gain). Directions that never reach it end at the longest distance and are marked as capped.
 */
export function coordinationContour(
  centre: GeoPoint,
  requiredLoss: (azimuthDeg: number) => number,
  lossAlong: LossAlong,
  { stepDeg, shortestKm, longestKm, coarseKm }: ContourOptions,
): readonly ContourPoint[] {
  if (!(stepDeg > 0 && coarseKm > 0 && shortestKm > 0 && longestKm >= shortestKm))
    throw new RangeError('steps and distances of a contour are above 0');
  const points: ContourPoint[] = [];
  for (let azimuthDeg = 0; azimuthDeg < 360 - 1e-9; azimuthDeg += stepDeg) {
    const required = requiredLoss(azimuthDeg);
    const enough = (d: number): boolean => lossAlong(azimuthDeg, d) >= required;
    let inner = shortestKm;
    for (let d = longestKm; d > shortestKm; d -= coarseKm)
      if (!enough(d)) {
        inner = d;
        break;
      }
    let outer = Math.min(inner + coarseKm, longestKm);
    const capped = inner === longestKm;
    if (inner === shortestKm && enough(shortestKm)) outer = shortestKm;
    while (outer - inner > 0.01) {
      const middle = (inner + outer) / 2;
      if (enough(middle)) outer = middle;
      else inner = middle;
    }
    const distanceKm = outer;
    points.push({ ...destination(centre, azimuthDeg, distanceKm * 1000), azimuthDeg, distanceKm, capped });
  }
  return points;
}

export type BorderPoint = GeoPoint & { readonly fieldDbuVm: number; readonly excessDb: number };

/** Field strength at points of a border line (or of a line some kilometres behind it) against the trigger of the agreement. */
export function borderField(
  line: readonly GeoPoint[],
  triggerDbuVm: number,
  fieldAt: (point: GeoPoint) => number,
): {
  readonly points: readonly BorderPoint[];
  readonly worst: BorderPoint;
  readonly coordinate: boolean;
} {
  if (line.length === 0) throw new RangeError('the border line has no points');
  const points = line.map((point) => {
    const fieldDbuVm = fieldAt(point);
    return { ...point, fieldDbuVm, excessDb: fieldDbuVm - triggerDbuVm };
  });
  const worst = points.reduce((a, b) => (b.fieldDbuVm > a.fieldDbuVm ? b : a));
  return { points, worst, coordinate: worst.excessDb > 0 };
}
