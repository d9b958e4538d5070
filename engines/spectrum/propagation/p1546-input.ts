import type { InputReader } from '../validation.ts';
import type { P1546Path } from './p1546.ts';
import { baseHeight } from './p1546-base-height.ts';
import { deviationInSquare, deviationOfArea, RECEIVER_AREAS, type ReceiverArea } from './p1546-corrections.ts';
import { assumedRise, type SlopeHints, type TerrainView, viewTerrain } from './p1546-terrain.ts';
import { readTerrain } from './path-profile.ts';

type Lengths = { readonly d_km: number; readonly sea_km: number; readonly isWarmSea: boolean };

/** A metre: below it there is no path. */
const SHORTEST_KM = 0.001;

/** Sums `segments`; a path with warm and cold sea counts as warm throughout (Annex 5 § 8). */
function readSegments(inputs: InputReader): Lengths {
  let d_km = 0;
  let sea_km = 0;
  let isWarmSea = false;
  for (const segment of inputs.records('segments', { minLength: 1, maxLength: 10_000 })) {
    const kind = segment.choice('kind', ['land', 'sea', 'coldsea', 'warmsea']);
    const km = segment.number('km', { min: 0, max: 1000 });
    d_km += km;
    if (kind !== 'land') sea_km += km;
    if (kind === 'warmsea' && km > 0) isWarmSea = true;
  }
  if (d_km < SHORTEST_KM)
    inputs.refuse('out-of-range', 'segments', `the segments must add up to ${SHORTEST_KM} km or more, got ${d_km} km`);
  if (d_km > 1000) inputs.refuse('out-of-range', 'segments', `the segments may add up to 1000 km, got ${d_km} km; are they in metres?`);
  return { d_km, sea_km: Math.min(sea_km, d_km), isWarmSea };
}

/** Clutter heights of Annex 5 § 9 for a receiver whose surroundings are known only by kind, m. */
const USUAL_CLUTTER_M: Readonly<Record<ReceiverArea, number>> = { rural: 10, suburban: 10, urban: 15, 'dense urban': 20, sea: 10 };

/** Reads one path; a terrain profile (`d_km`, `h_m`) stands in for the heights and angles that it determines. */
export function readPath(inputs: InputReader): P1546Path {
  const f_MHz = inputs.number('f_MHz', { min: 30, max: 4000 });
  const t_pct = inputs.number('t_pct', { min: 1, max: 50 });
  const lengths = readSegments(inputs);
  const area = inputs.choiceOr('area', RECEIVER_AREAS, 'rural');
  const h2_m = inputs.number('h2_m', { min: area === 'sea' ? 3 : 1, max: 3000 });
  const ha_m = inputs.numberOr('ha_m', undefined, { above: 0, max: 3000 });
  if (lengths.d_km < 1 && ha_m === undefined)
    inputs.refuse('missing', 'ha_m', 'ha_m is missing: paths below 1 km need the antenna height above ground');
  const R1_m = readBaseClutter(inputs);
  const R2_m = inputs.numberOr('R2_m', USUAL_CLUTTER_M[area], { min: 0, max: 500 });
  if (ha_m !== undefined && R1_m !== undefined && ha_m < R1_m && (h2_m >= R2_m || h2_m > ha_m))
    inputs.warn(
      'terminals-swapped',
      'h2_m stands higher or clear of its clutter, ha_m does not: that terminal is the base (Annex 5 § 1.1)',
      'h2_m',
    );
  return {
    f_MHz,
    t_pct,
    ...lengths,
    h2_m,
    R2_m,
    area,
    ha_m,
    R1_m,
    ...readTerrainTerms(inputs, f_MHz, lengths, area, ha_m, h2_m),
    q_pct: inputs.numberOr('q_pct', 50, { min: 1, max: 99 }),
  };
}

type TerrainTerms = Pick<P1546Path, 'h1_m' | 'tca_deg' | 'theta_eff1_deg' | 'rise_m' | 'sigma_dB'>;

/** What a request says of the terrain, or what its profile says; a value given outright goes before the profile's. */
function readTerrainTerms(
  inputs: InputReader,
  f_MHz: number,
  lengths: Lengths,
  area: ReceiverArea,
  ha_m: number | undefined,
  h2_m: number,
): TerrainTerms {
  const angle = { min: -89, max: 89 };
  const view = readView(inputs, lengths.d_km, ha_m, h2_m);
  const hb_m = inputs.numberOr('hb_m', undefined, { min: -10_000, max: 10_000 });
  const tca_deg = inputs.numberOr('tca_deg', undefined, angle) ?? view?.tca_deg;
  const theta_eff1_deg = inputs.numberOr('theta_eff1_deg', undefined, angle) ?? view?.theta_eff1_deg;
  const grounds = readGrounds(inputs) ?? view?.groundRise_m;
  const isTerrainKnown = tca_deg !== undefined || theta_eff1_deg !== undefined || hb_m !== undefined || grounds !== undefined;
  return {
    h1_m: readBaseHeight(inputs, lengths, ha_m, hb_m, view),
    tca_deg,
    theta_eff1_deg,
    rise_m: readRise(inputs, grounds, { d_km: lengths.d_km, h2_m, hb_m, tca_deg, theta_eff1_deg }, ha_m),
    sigma_dB: readDeviation(inputs, f_MHz, area, isTerrainKnown),
  };
}

/** Heights and angles of the terrain profile, if there is one. */
function readView(inputs: InputReader, pathLength_km: number, ha_m: number | undefined, h2_m: number): TerrainView | undefined {
  if (!inputs.has('h_m')) return undefined;
  if (ha_m === undefined) inputs.refuse('missing', 'ha_m', 'ha_m is missing: a terrain profile needs the antenna height above ground');
  const { d_km, h_m, D_km } = readTerrain(inputs, 1000);
  if (Math.abs(D_km - pathLength_km) > 0.01 * pathLength_km + 0.01)
    inputs.refuse('contradiction', 'd_km', `d_km ends at ${D_km} km, but the segments add up to ${pathLength_km} km`);
  if ((d_km[1] as number) > 15 || D_km - (d_km[d_km.length - 2] as number) > 16)
    inputs.refuse('out-of-range', 'd_km', 'd_km is too coarse: the terrain within 15 km of the antennas has no point');
  return viewTerrain(d_km, h_m, ha_m, h2_m);
}

/** Clutter around the transmitting antenna; −1 marks an open site, as in the measurement files of the ITU-R. */
function readBaseClutter(inputs: InputReader): number | undefined {
  const R1_m = inputs.numberOr('R1_m', undefined, { min: -1, max: 500 });
  return R1_m !== undefined && R1_m < 0 ? undefined : R1_m;
}

/** Height of the transmitting antenna above the receiving one, m: from the ground at both ends, or assumed and said so. */
function readRise(
  inputs: InputReader,
  grounds: number | undefined,
  hints: Omit<SlopeHints, 'ha_m'>,
  ha_m: number | undefined,
): number | undefined {
  if (ha_m === undefined) return undefined;
  if (grounds !== undefined) return ha_m + grounds - hints.h2_m;
  const rise_m = assumedRise({ ...hints, ha_m });
  if (Math.abs(rise_m - (ha_m - hints.h2_m)) > NOTABLE_RISE_M)
    inputs.warn(
      'assumed-ground',
      `without h_tx_ground_m and h_rx_ground_m the antennas are taken ${rise_m.toFixed(0)} m apart in height`,
      'h_tx_ground_m',
    );
  return rise_m;
}

/** An assumption about the slope that changes the height by less than this is not worth a warning, m. */
const NOTABLE_RISE_M = 1;

/** Height of the ground at the transmitter over that at the receiver, m, if both are given. */
function readGrounds(inputs: InputReader): number | undefined {
  const ground = { min: -1000, max: 10_000 };
  const tx = inputs.numberOr('h_tx_ground_m', undefined, ground);
  const rx = inputs.numberOr('h_rx_ground_m', undefined, ground);
  if (tx === undefined && rx === undefined) return undefined;
  if (tx === undefined || rx === undefined) {
    const field = tx === undefined ? 'h_tx_ground_m' : 'h_rx_ground_m';
    inputs.refuse('missing', field, `${field} is missing: the slope needs the ground at both ends`);
  }
  return tx - rx;
}

/** `h1_m` as Annex 5 § 3 determines it, or what determines it: `heff_m` with `ha_m` or `hb_m`. */
function readBaseHeight(
  inputs: InputReader,
  { d_km, sea_km }: Lengths,
  ha_m: number | undefined,
  hb_m: number | undefined,
  view: TerrainView | undefined,
): number {
  const range = { min: -3000, max: 3000 };
  if (inputs.has('h1_m')) return inputs.number('h1_m', range);
  const heff_m = inputs.numberOr('heff_m', undefined, range);
  const isSeaOnly = sea_km >= d_km;
  const h1_m = baseHeight({ d_km, isSeaOnly, heff_m: heff_m ?? view?.h1_m, ha_m, hb_m: hb_m ?? (d_km < 15 ? view?.h1_m : undefined) });
  if (h1_m === undefined) inputs.refuse('missing', 'h1_m', 'h1_m is missing, and heff_m, ha_m and hb_m do not determine it');
  if (h1_m > 3000) inputs.refuse('out-of-range', 'h1_m', `h1_m may be at most 3000, the terrain makes it ${h1_m}`);
  return h1_m;
}

function readDeviation(inputs: InputReader, f_MHz: number, area: ReceiverArea, isTerrainKnown: boolean): number {
  const wa_m = inputs.numberOr('wa_m', undefined, { above: 0, max: 10_000 });
  if (wa_m !== undefined && (wa_m < 50 || wa_m > 1000))
    inputs.warn('outside-validity', 'the deviation is meant for squares of 50 to 1000 m', 'wa_m');
  if (area === 'sea') return 0;
  if (wa_m !== undefined && isTerrainKnown) return deviationInSquare(f_MHz, wa_m);
  if (wa_m !== undefined && inputs.numberOr('q_pct', 50) !== 50)
    inputs.warn('not-used', 'without terrain data the deviation follows the surroundings, not wa_m', 'wa_m');
  return deviationOfArea(area);
}
