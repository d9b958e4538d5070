import type { InputReader } from '../validation.ts';
import {
  COASTAL_LAND,
  ductingIncidence,
  greatCircleKm,
  INLAND,
  longestStretch,
  pathCentreLatitude,
  SEA_ZONE,
  zoneFraction,
} from './p452-climate.ts';

/** A terrain profile as a request gives it, checked. Zones are in the code of P.452-18 table 3. */
export type PathProfile = {
  readonly d_km: Float64Array;
  readonly h_m: Float64Array;
  readonly clutter_m: Float64Array;
  readonly zone: Uint8Array;
  /** Length of the path, km. */
  readonly D_km: number;
};

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
  /** Latitude of the path centre; undefined where β0 was given and the positions were not. */
  readonly latitude_deg: number | undefined;
};

/** A denser profile than this is computed but flagged: 300 km at 15 m. */
const DENSE_PROFILE = 20_000;
const LONGEST_PROFILE = 250_000;
/** Dry land lies between the Dead Sea and Everest; a little room for geoid and tower bases. */
const LOWEST_GROUND_M = -1000;
const HIGHEST_GROUND_M = 10_000;
const HIGHEST_CLUTTER_M = 500;

/** Terrain along a path, checked. */
export type Terrain = Pick<PathProfile, 'd_km' | 'h_m' | 'D_km'>;

/**
 * Reads `d_km, h_m` and refuses lists of different length, distances that do not start at zero or do not increase, fewer than
 * three points, more than 250 000.
 */
export function readTerrain(inputs: InputReader, maxLength_km: number): Terrain {
  const d_km = inputs.numbers('d_km', { minLength: 3, maxLength: LONGEST_PROFILE, min: 0 });
  const h_m = inputs.numbers('h_m', { sameLengthAs: ['d_km', d_km.length], min: LOWEST_GROUND_M, max: HIGHEST_GROUND_M });
  checkDistances(inputs, d_km, maxLength_km);
  if (d_km.length > DENSE_PROFILE)
    inputs.warn('dense-profile', `${d_km.length} points are far more than the model can use; a step of 10 m or more is enough`, 'd_km');
  warnOfKilometreHeights(inputs, h_m);
  return { d_km, h_m, D_km: d_km[d_km.length - 1] as number };
}

/**
 * Reads a terrain with `clutter_m` (none if absent) and `zone` (inland if absent).
 *
 * @param zones meaning of the zone codes of the Recommendation concerned
 */
export function readProfile(inputs: InputReader, maxLength_km: number, zones: Readonly<Record<number, number>>): PathProfile {
  const terrain = readTerrain(inputs, maxLength_km);
  const sameLengthAs: [string, number] = ['d_km', terrain.d_km.length];
  const clutter_m = inputs.has('clutter_m')
    ? inputs.numbers('clutter_m', { sameLengthAs, min: 0, max: HIGHEST_CLUTTER_M })
    : new Float64Array(terrain.d_km.length);
  return { ...terrain, clutter_m, zone: readZones(inputs, sameLengthAs, zones) };
}

function checkDistances(inputs: InputReader, d_km: Float64Array, maxLength_km: number): void {
  if (d_km[0] !== 0) inputs.refuse('out-of-range', 'd_km', `d_km must start at 0, the transmitter; got ${d_km[0]}`);
  for (let i = 1; i < d_km.length; i++) {
    const here = d_km[i] as number;
    const before = d_km[i - 1] as number;
    if (!(here > before)) inputs.refuse('not-increasing', 'd_km', `d_km must increase, but d_km[${i}] = ${here} follows ${before}`);
  }
  const D = d_km[d_km.length - 1] as number;
  if (D > maxLength_km) inputs.refuse('out-of-range', 'd_km', `d_km may end at ${maxLength_km} km, got ${D}; are the distances in metres?`);
}

function readZones(inputs: InputReader, sameLengthAs: readonly [string, number], zones: Readonly<Record<number, number>>): Uint8Array {
  if (!inputs.has('zone')) {
    inputs.warn('assumed-inland', 'no radio-climatic zones were given: the whole path is taken as inland', 'zone');
    return new Uint8Array(sameLengthAs[1]).fill(INLAND);
  }
  const codes = inputs.numbers('zone', { sameLengthAs });
  const zone = new Uint8Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const meaning = zones[codes[i] as number];
    if (meaning === undefined)
      inputs.refuse('not-a-choice', `zone[${i}]`, `zone[${i}] must be one of ${Object.keys(zones).join(', ')}, got ${codes[i]}`);
    zone[i] = meaning;
  }
  return zone;
}

/** Fewer heights than this are too few to guess their unit from, and heights in kilometres stay below this. */
const FEW_HEIGHTS = 10;
const HIGHEST_IN_KM = 9;

/** Terrain in kilometres instead of metres looks like a plain whose heights nearly all have hundredths. */
function warnOfKilometreHeights(inputs: InputReader, h_m: Float64Array): void {
  let given = 0;
  let fine = 0;
  for (const h of h_m) {
    if (h === 0) continue;
    if (Math.abs(h) >= HIGHEST_IN_KM) return;
    given++;
    if (!Number.isInteger(h * 10)) fine++;
  }
  if (given >= FEW_HEIGHTS && fine > 0.8 * given)
    inputs.warn('units-doubtful', 'h_m is in metres, but all heights are below 9 with hundredths: are they in kilometres?', 'h_m');
}

/** Typical refractivity of temperate climates, used where a request names none and warned of. */
const USUAL_DN = 45;
const USUAL_N0 = 325;
/** A terminal farther inland than this counts as far from the coast. */
const FAR_FROM_COAST_KM = 500;

/** Reads `DN, N0, b0, omega, dtm_km, dlm_km, dct_km, dcr_km` and the positions, and derives from the zones what is not given. */
export function readClimate(inputs: InputReader, profile: PathProfile, maxLatitude_deg: number): PathClimate {
  const { d_km, zone, D_km } = profile;
  if (!inputs.has('DN') || !inputs.has('N0'))
    inputs.warn(
      'assumed-climate',
      `without DN and N0 of the path centre, ${USUAL_DN} N/km and ${USUAL_N0} N are assumed`,
      inputs.has('DN') ? 'N0' : 'DN',
    );
  const omega = inputs.numberOr('omega', undefined, { min: 0, max: 1 }) ?? zoneFraction(d_km, zone, SEA_ZONE);
  const dtm_km = inputs.numberOr('dtm_km', undefined, { min: 0, max: D_km * 1.001 }) ?? longestStretch(d_km, zone, COASTAL_LAND, INLAND);
  const dlm_km = inputs.numberOr('dlm_km', undefined, { min: 0, max: D_km * 1.001 }) ?? longestStretch(d_km, zone, INLAND, INLAND);
  const given = inputs.numberOr('b0', undefined, { above: 0, max: 100 });
  const latitude_deg = readLatitude(inputs, D_km, maxLatitude_deg, given !== undefined);
  return {
    DN: inputs.numberOr('DN', USUAL_DN, { min: 0, max: 156 }),
    N0: inputs.numberOr('N0', USUAL_N0, { min: 200, max: 500 }),
    b0_pct: given ?? ductingIncidence(latitude_deg as number, dtm_km, dlm_km),
    omega,
    dtm_km,
    dlm_km,
    dct_km: inputs.numberOr('dct_km', FAR_FROM_COAST_KM, { min: 0 }),
    dcr_km: inputs.numberOr('dcr_km', FAR_FROM_COAST_KM, { min: 0 }),
    latitude_deg,
  };
}

const POSITIONS = ['lat_t_deg', 'lon_t_deg', 'lat_r_deg', 'lon_r_deg'] as const;

/** Latitude of the path centre; positions may be left out only where β0 is given. */
function readLatitude(inputs: InputReader, D_km: number, maxLatitude_deg: number, isOptional: boolean): number | undefined {
  if (isOptional && POSITIONS.every((field) => !inputs.has(field))) return undefined;
  const latitude = { min: -maxLatitude_deg, max: maxLatitude_deg };
  const longitude = { min: -180, max: 180 };
  const latT = inputs.number('lat_t_deg', latitude);
  const lonT = inputs.number('lon_t_deg', longitude);
  const latR = inputs.number('lat_r_deg', latitude);
  const lonR = inputs.number('lon_r_deg', longitude);
  warnOfDistance(inputs, D_km, greatCircleKm(latT, lonT, latR, lonR), greatCircleKm(lonT, latT, lonR, latR));
  return pathCentreLatitude(latT, lonT, latR, lonR, D_km);
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

/** `pol` as a flag: horizontal or vertical. */
export const readIsVertical = (inputs: InputReader): boolean => inputs.choice('pol', ['H', 'V']) === 'V';
