import {
  degreesLat,
  degreesLong,
  ecfToLookAngles,
  eciToEcf,
  eciToGeodetic,
  geodeticToEcf,
  gstime,
  propagate,
  twoline2satrec,
} from 'satellite.js';
import type { GroundPoint } from './satellite-geometry.ts';

/** Positions of satellites that are not geostationary. */

const radians = Math.PI / 180;

/** Where a non-geostationary satellite stands at an instant, by SGP4 from a two-line element set. */
export type SatellitePosition = {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly heightKm: number;
  readonly look: Look | undefined;
};
export type Look = { readonly azimuthDeg: number; readonly elevationDeg: number; readonly rangeKm: number };

/**
 * @param site   an observer whose look angles are wanted, height above the ellipsoid in metres
 * @throws RangeError when the elements cannot be read or the orbit has decayed
 */
export function satelliteAt(
  elements: readonly [string, string],
  instant: Temporal.Instant,
  site?: GroundPoint & { readonly heightM: number },
): SatellitePosition {
  const record = twoline2satrec(...elements);
  // the library takes Date at its border
  const date = new Date(instant.epochMilliseconds);
  const state = propagate(record, date);
  if (record.error !== 0 || state === null || typeof state.position === 'boolean')
    throw new RangeError(`the elements give no position at ${instant}: SGP4 error ${record.error}`);
  const sidereal = gstime(date);
  const geodetic = eciToGeodetic(state.position, sidereal);
  const position = { latDeg: degreesLat(geodetic.latitude), lonDeg: degreesLong(geodetic.longitude), heightKm: geodetic.height };
  if (site === undefined) return { ...position, look: undefined };
  const observer = { latitude: site.latDeg * radians, longitude: site.lonDeg * radians, height: site.heightM / 1000 };
  const { azimuth, elevation, rangeSat } = ecfToLookAngles(observer, eciToEcf(state.position, sidereal));
  return { ...position, look: { azimuthDeg: azimuth / radians, elevationDeg: elevation / radians, rangeKm: rangeSat } };
}

/** Earth-centred position in km of a site on the WGS-84 ellipsoid. */
export const siteVector = ({ latDeg, lonDeg, heightM }: GroundPoint & { readonly heightM: number }): readonly [number, number, number] => {
  const { x, y, z } = geodeticToEcf({ latitude: latDeg * radians, longitude: lonDeg * radians, height: heightM / 1000 });
  return [x, y, z];
};
