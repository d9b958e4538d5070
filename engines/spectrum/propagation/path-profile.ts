import type { InputReader, Range } from '../validation.ts';
import { INLAND } from './p452-climate.ts';

/** A terrain profile as a request gives it, checked. Zones are in the code of P.452-18 table 3. */
export type PathProfile = {
  readonly d_km: Float64Array;
  readonly h_m: Float64Array;
  readonly clutter_m: Float64Array;
  readonly zone: Uint8Array;
  /** Length of the path, km. */
  readonly D_km: number;
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

/** An antenna lower than this was probably entered in kilometres, m. */
const LOW_ANTENNA_M = 0.5;

/** A height of an antenna above ground, in metres. */
export function readAntennaHeight(inputs: InputReader, field: 'htg_m' | 'hrg_m', range: Range): number {
  const height_m = inputs.number(field, range);
  if (height_m < LOW_ANTENNA_M) inputs.warn('units-doubtful', `${field} is in metres, got ${height_m}: is it in kilometres?`, field);
  return height_m;
}

/** A transmitter stronger than this was probably entered in watts, kW. */
const STRONG_TRANSMITTER_KW = 2000;

/** E.r.p. of the transmitter in kW, 1 if absent. */
export function readPower(inputs: InputReader): number {
  const Ptx_kW = inputs.numberOr('Ptx_kW', 1, { above: 0 });
  if (Ptx_kW > STRONG_TRANSMITTER_KW) inputs.warn('units-doubtful', `Ptx_kW is in kilowatts, got ${Ptx_kW}: is it in watts?`, 'Ptx_kW');
  return Ptx_kW;
}

/** `pol` as a flag: horizontal or vertical. */
export const readIsVertical = (inputs: InputReader): boolean => inputs.choice('pol', ['H', 'V']) === 'V';
