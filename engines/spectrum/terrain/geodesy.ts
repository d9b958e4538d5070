/** Geodesics on the WGS-84 ellipsoid (Vincenty 1975). Angles in degrees, lengths in metres. */

export type GeoPoint = { readonly latDeg: number; readonly lonDeg: number };

const MAJOR = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const MINOR = MAJOR * (1 - FLATTENING);
const radians = Math.PI / 180;

/** Difference of longitudes brought to −180 … 180. */
export const wrapLongitude = (lonDeg: number): number => ((((lonDeg + 180) % 360) + 360) % 360) - 180;

type Series = { readonly a: number; readonly b: number };
const series = (cosSquaredAlpha: number): Series => {
  const u = (cosSquaredAlpha * (MAJOR * MAJOR - MINOR * MINOR)) / (MINOR * MINOR);
  return { a: 1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u))), b: (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u))) };
};
const deltaSigma = (b: number, sinSigma: number, cosSigma: number, cos2m: number): number =>
  b *
  sinSigma *
  (cos2m + (b / 4) * (cosSigma * (-1 + 2 * cos2m ** 2) - (b / 6) * cos2m * (-3 + 4 * sinSigma ** 2) * (-3 + 4 * cos2m ** 2)));
const lengthening = (cosSquaredAlpha: number): number => (FLATTENING / 16) * cosSquaredAlpha * (4 + FLATTENING * (4 - 3 * cosSquaredAlpha));

/** Point reached from `from` along a bearing from north after `distance` metres. */
export function destination(from: GeoPoint, bearingDeg: number, distance: number): GeoPoint {
  const alpha1 = bearingDeg * radians;
  const tanU1 = (1 - FLATTENING) * Math.tan(from.latDeg * radians);
  const cosU1 = 1 / Math.sqrt(1 + tanU1 * tanU1);
  const sinU1 = tanU1 * cosU1;
  const sigma1 = Math.atan2(tanU1, Math.cos(alpha1));
  const sinAlpha = cosU1 * Math.sin(alpha1);
  const cosSquaredAlpha = 1 - sinAlpha * sinAlpha;
  const { a, b } = series(cosSquaredAlpha);
  let sigma = distance / (MINOR * a);
  let cos2m = 0;
  for (let i = 0; i < 100; i++) {
    cos2m = Math.cos(2 * sigma1 + sigma);
    const next = distance / (MINOR * a) + deltaSigma(b, Math.sin(sigma), Math.cos(sigma), cos2m);
    const done = Math.abs(next - sigma) < 1e-12;
    sigma = next;
    if (done) break;
  }
  const sinSigma = Math.sin(sigma);
  const cosSigma = Math.cos(sigma);
  const x = sinU1 * sinSigma - cosU1 * cosSigma * Math.cos(alpha1);
  const lat = Math.atan2(sinU1 * cosSigma + cosU1 * sinSigma * Math.cos(alpha1), (1 - FLATTENING) * Math.hypot(sinAlpha, x));
  const lambda = Math.atan2(sinSigma * Math.sin(alpha1), cosU1 * cosSigma - sinU1 * sinSigma * Math.cos(alpha1));
  const c = lengthening(cosSquaredAlpha);
  const l = lambda - (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * (cos2m + c * cosSigma * (-1 + 2 * cos2m * cos2m)));
  return { latDeg: lat / radians, lonDeg: wrapLongitude(from.lonDeg + l / radians) };
}

export type Geodesic = { readonly distance: number; readonly bearingDeg: number };

/**
 * Distance and initial bearing from one point to another.
 *
 * @throws RangeError for nearly antipodal points, where the iteration does not settle
 */
export function geodesic(from: GeoPoint, to: GeoPoint): Geodesic {
  const l = wrapLongitude(to.lonDeg - from.lonDeg) * radians;
  const u1 = Math.atan((1 - FLATTENING) * Math.tan(from.latDeg * radians));
  const u2 = Math.atan((1 - FLATTENING) * Math.tan(to.latDeg * radians));
  const [sinU1, cosU1, sinU2, cosU2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = l;
  for (let i = 0; i < 200; i++) {
    const sinLambda = Math.sin(lambda);
    const cosLambda = Math.cos(lambda);
    const sinSigma = Math.hypot(cosU2 * sinLambda, cosU1 * sinU2 - sinU1 * cosU2 * cosLambda);
    if (sinSigma === 0) return { distance: 0, bearingDeg: 0 };
    const cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosLambda;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cosU1 * cosU2 * sinLambda) / sinSigma;
    const cosSquaredAlpha = 1 - sinAlpha * sinAlpha;
    const cos2m = cosSquaredAlpha === 0 ? 0 : cosSigma - (2 * sinU1 * sinU2) / cosSquaredAlpha;
    const c = lengthening(cosSquaredAlpha);
    const next = l + (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * (cos2m + c * cosSigma * (-1 + 2 * cos2m * cos2m)));
    if (Math.abs(next - lambda) < 1e-12) {
      const { a, b } = series(cosSquaredAlpha);
      const bearing = Math.atan2(cosU2 * Math.sin(next), cosU1 * sinU2 - sinU1 * cosU2 * Math.cos(next)) / radians;
      return { distance: MINOR * a * (sigma - deltaSigma(b, sinSigma, cosSigma, cos2m)), bearingDeg: (bearing + 360) % 360 };
    }
    lambda = next;
  }
  throw new RangeError('the points are nearly antipodal');
}

/** Metres per degree of latitude and of longitude at a latitude. */
export function degreeLengths(latDeg: number): { readonly lat: number; readonly lon: number } {
  const e2 = FLATTENING * (2 - FLATTENING);
  const sine = Math.sin(latDeg * radians);
  const w = Math.sqrt(1 - e2 * sine * sine);
  return { lat: (radians * MAJOR * (1 - e2)) / w ** 3, lon: (radians * MAJOR * Math.cos(latDeg * radians)) / w };
}
