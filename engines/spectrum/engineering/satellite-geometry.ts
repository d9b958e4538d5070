/** Geometry of geostationary satellites for coordination. Angles in degrees, distances in km. */

/** Radii of Radio Regulations, Appendix 8, Annex I. */
export const GSO_RADIUS_KM = 42_164;
export const EARTH_RADIUS_KM = 6_378;

const radians = Math.PI / 180;
type Vector = readonly [number, number, number];
export type GroundPoint = { readonly latDeg: number; readonly lonDeg: number };

const onSphere = (radius: number, { latDeg, lonDeg }: GroundPoint): Vector => {
  const lat = latDeg * radians;
  const lon = lonDeg * radians;
  return [radius * Math.cos(lat) * Math.cos(lon), radius * Math.cos(lat) * Math.sin(lon), radius * Math.sin(lat)];
};
const gso = (lonDeg: number): Vector => onSphere(GSO_RADIUS_KM, { latDeg: 0, lonDeg });
const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const length = (a: Vector): number => Math.sqrt(dot(a, a));
const angle = (a: Vector, b: Vector): number => Math.acos(Math.min(1, Math.max(-1, dot(a, b) / (length(a) * length(b))))) / radians;

/** Distance between a point on the Earth and a satellite on the geostationary orbit (Appendix 8, Annex I). */
export const slantRange = (point: GroundPoint, satelliteLonDeg: number): number =>
  length(minus(gso(satelliteLonDeg), onSphere(EARTH_RADIUS_KM, point)));

/** Elevation above the horizon and azimuth from north at which a point sees a geostationary satellite; negative below the horizon. */
export function lookAngles(point: GroundPoint, satelliteLonDeg: number): { readonly elevationDeg: number; readonly azimuthDeg: number } {
  const ground = onSphere(EARTH_RADIUS_KM, point);
  const ray = minus(gso(satelliteLonDeg), ground);
  const lat = point.latDeg * radians;
  const lon = point.lonDeg * radians;
  const east: Vector = [-Math.sin(lon), Math.cos(lon), 0];
  const north: Vector = [-Math.sin(lat) * Math.cos(lon), -Math.sin(lat) * Math.sin(lon), Math.cos(lat)];
  return { elevationDeg: 90 - angle(ray, ground), azimuthDeg: (Math.atan2(dot(ray, east), dot(ray, north)) / radians + 360) % 360 };
}

/** Angle between two geostationary satellites as an earth station sees it, θt of Appendix 8. */
export function topocentricSeparation(point: GroundPoint, firstLonDeg: number, secondLonDeg: number): number {
  const ground = onSphere(EARTH_RADIUS_KM, point);
  return angle(minus(gso(firstLonDeg), ground), minus(gso(secondLonDeg), ground));
}

/** Angle at a geostationary satellite between its boresight point and another point on the Earth. */
export function offBoresight(satelliteLonDeg: number, boresight: GroundPoint, point: GroundPoint): number {
  const satellite = gso(satelliteLonDeg);
  return angle(minus(onSphere(EARTH_RADIUS_KM, boresight), satellite), minus(onSphere(EARTH_RADIUS_KM, point), satellite));
}

/**
 * Smallest angle between a direction at a site and the visible part of the geostationary orbit, atmospheric bending left out; infinite
 * where no part of the orbit is above the horizon.
 */
export function separationFromOrbit(point: GroundPoint, azimuthDeg: number, elevationDeg: number): number {
  const ground = onSphere(EARTH_RADIUS_KM, point);
  const direction = enuDirection(point, azimuthDeg, elevationDeg);
  const at = (lonDeg: number): number =>
    lookAngles(point, lonDeg).elevationDeg < 0 ? Number.POSITIVE_INFINITY : angle(minus(gso(lonDeg), ground), direction);
  let best = point.lonDeg;
  let least = Number.POSITIVE_INFINITY;
  for (let offset = -82; offset <= 82; offset += 0.25) {
    const here = at(point.lonDeg + offset);
    if (here < least) {
      least = here;
      best = point.lonDeg + offset;
    }
  }
  for (let step = 0.125; step > 1e-6; step /= 2)
    for (const candidate of [best - step, best + step])
      if (at(candidate) < least) {
        least = at(candidate);
        best = candidate;
      }
  return least;
}

function enuDirection(point: GroundPoint, azimuthDeg: number, elevationDeg: number): Vector {
  const lat = point.latDeg * radians;
  const lon = point.lonDeg * radians;
  const horizontal = Math.cos(elevationDeg * radians);
  const e = horizontal * Math.sin(azimuthDeg * radians);
  const n = horizontal * Math.cos(azimuthDeg * radians);
  const u = Math.sin(elevationDeg * radians);
  return [
    -Math.sin(lon) * e - Math.sin(lat) * Math.cos(lon) * n + Math.cos(lat) * Math.cos(lon) * u,
    Math.cos(lon) * e - Math.sin(lat) * Math.sin(lon) * n + Math.cos(lat) * Math.sin(lon) * u,
    Math.cos(lat) * n + Math.sin(lat) * u,
  ];
}
