import type { InputReader } from '../validation.ts';
import {
  COASTAL_LAND,
  distanceToSea,
  ductingIncidence,
  greatCircleKm,
  INLAND,
  longestStretch,
  pathCentre,
  SEA_ZONE,
  zoneFraction,
} from './p452-climate.ts';
import { mapValue, parseDigitalMap } from './path-digital-map.ts';
import type { PathProfile } from './path-profile.ts';

/** What the climate does to a path: refractivity, ducting and the share of sea. */
export type PathClimate = {
  readonly DN: number;
  readonly N0: number;
  readonly b0_pct: number;
  readonly omega: number;
  readonly dtm_km: number;
  readonly dlm_km: number;
  readonly dct_km: number;
  readonly dcr_km: number;
  /** Latitude of the path centre; undefined where neither β0 nor a map needed the positions. */
  readonly latitude_deg: number | undefined;
};

/** Typical refractivity of temperate climates, used where a request names none and warned of. */
const USUAL_DN = 45;
const USUAL_N0 = 325;

type Centre = { readonly lat_deg: number; readonly lon_deg: number };

/**
 * Reads `omega, b0, dtm_km, dlm_km, dct_km, dcr_km`, deriving from the zones what is not given; `DN` and `N0` outright or from the
 * operator's digital maps (`DN_map`, `N0_map`) at the path centre; and the positions.
 */
export function readClimate(
  inputs: InputReader,
  profile: PathProfile,
  maxLatitude_deg: number,
  read: (path: string) => string,
): PathClimate {
  const { d_km, zone, D_km } = profile;
  const omega = inputs.numberOr('omega', undefined, { min: 0, max: 1 }) ?? zoneFraction(d_km, zone, SEA_ZONE);
  const stretch = { min: 0, max: D_km * 1.001 };
  const dtm_km = inputs.numberOr('dtm_km', undefined, stretch) ?? longestStretch(d_km, zone, COASTAL_LAND, INLAND);
  const dlm_km = inputs.numberOr('dlm_km', undefined, stretch) ?? longestStretch(d_km, zone, INLAND, INLAND);
  const given = inputs.numberOr('b0', undefined, { above: 0, max: 100 });
  const isOptional = given !== undefined && !inputs.has('DN_map') && !inputs.has('N0_map');
  const centre = readCentre(inputs, D_km, maxLatitude_deg, isOptional);
  if (!(inputs.has('DN') || inputs.has('DN_map')) || !(inputs.has('N0') || inputs.has('N0_map')))
    inputs.warn(
      'assumed-climate',
      `without DN and N0 of the path centre, ${USUAL_DN} N/km and ${USUAL_N0} N are assumed`,
      inputs.has('DN') || inputs.has('DN_map') ? 'N0' : 'DN',
    );
  return {
    DN: readRefractivity(inputs, 'DN', centre, read, { min: 0, max: 156 }) ?? USUAL_DN,
    N0: readRefractivity(inputs, 'N0', centre, read, { min: 200, max: 500 }) ?? USUAL_N0,
    b0_pct: given ?? ductingIncidence((centre as Centre).lat_deg, dtm_km, dlm_km),
    omega,
    dtm_km,
    dlm_km,
    dct_km: inputs.numberOr('dct_km', undefined, { min: 0 }) ?? distanceToSea(d_km, zone, false),
    dcr_km: inputs.numberOr('dcr_km', undefined, { min: 0 }) ?? distanceToSea(d_km, zone, true),
    latitude_deg: centre?.lat_deg,
  };
}

/** A climate parameter: as given, or read from the map of that name. */
function readRefractivity(
  inputs: InputReader,
  field: 'DN' | 'N0',
  centre: Centre | undefined,
  read: (path: string) => string,
  range: { readonly min: number; readonly max: number },
): number | undefined {
  const mapField = `${field}_map`;
  if (inputs.has(field) || !inputs.has(mapField)) return inputs.numberOr(field, undefined, range);
  const path = inputs.text(mapField);
  let text: string;
  try {
    text = read(path);
  } catch (error) {
    return inputs.refuse('unreadable', mapField, `${mapField} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const map = parseDigitalMap(text);
  if (typeof map === 'string') inputs.refuse('unreadable', mapField, `${mapField} is not a digital map of P.452 and P.1812: ${map}`);
  return mapValue(map, (centre as Centre).lat_deg, (centre as Centre).lon_deg);
}

const POSITIONS = ['lat_t_deg', 'lon_t_deg', 'lat_r_deg', 'lon_r_deg'] as const;

/** The path centre; positions may be left out only where nothing needs them. */
function readCentre(inputs: InputReader, D_km: number, maxLatitude_deg: number, isOptional: boolean): Centre | undefined {
  if (isOptional && POSITIONS.every((field) => !inputs.has(field))) return undefined;
  const latitude = { min: -maxLatitude_deg, max: maxLatitude_deg };
  const longitude = { min: -180, max: 180 };
  const latT = inputs.number('lat_t_deg', latitude);
  const lonT = inputs.number('lon_t_deg', longitude);
  const latR = inputs.number('lat_r_deg', latitude);
  const lonR = inputs.number('lon_r_deg', longitude);
  warnOfDistance(inputs, D_km, greatCircleKm(latT, lonT, latR, lonR), greatCircleKm(lonT, latT, lonR, latR));
  return pathCentre(latT, lonT, latR, lonR, D_km);
}

/** The profile should be about as long as the great circle between the positions; names the likely mistake where it is not. */
function warnOfDistance(inputs: InputReader, D_km: number, apart_km: number, swapped_km: number): void {
  const agrees = (a: number, b: number): boolean => Math.abs(a - b) <= 0.05 * Math.max(a, b) + 0.1;
  if (agrees(D_km, apart_km)) return;
  const found = `the profile is ${D_km} km long, the positions are ${apart_km.toFixed(3)} km apart`;
  if (agrees(D_km, swapped_km)) inputs.warn('coordinates-swapped', `${found}: latitude and longitude seem to be swapped`, 'lat_t_deg');
  else if (agrees(D_km / 1000, apart_km) || agrees(D_km * 1000, apart_km))
    inputs.warn('units-doubtful', `${found}: d_km seems to be in another unit than kilometres`, 'd_km');
  else inputs.warn('length-differs', found, 'd_km');
}
