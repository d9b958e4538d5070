import { chooseVersion, type InputReader, type SpectrumAnswer, type SpectrumModel } from '../validation.ts';
import { lossFromFieldFor1kW } from './p525.ts';
import { type P1546Path, P1546Result, p1546 } from './p1546.ts';
import { baseHeight } from './p1546-base-height.ts';
import { deviationInSquare, deviationOfArea, RECEIVER_AREAS, type ReceiverArea, seenClutterHeight } from './p1546-corrections.ts';

type Lengths = { readonly d_km: number; readonly sea_km: number; readonly isWarmSea: boolean };

/** Field strength and basic transmission loss by Recommendation ITU-R P.1546-6. */
export const p1546Model: SpectrumModel = ({ version, inputs, intermediates }): SpectrumAnswer => {
  chooseVersion(version, ['6'], '6');
  const f_MHz = inputs.number('f_MHz', { min: 30, max: 4000 });
  const t_pct = inputs.number('t_pct', { min: 1, max: 50 });
  const lengths = readSegments(inputs);
  const area = readArea(inputs);
  const path = readPath(inputs, f_MHz, t_pct, lengths, area);
  const Ptx_kW = inputs.numberOr('Ptx_kW', 1, { above: 0 });
  const result = new P1546Result();
  const E1kW_dBuVm = p1546(path, result);
  const outputs = { E_dBuVm: E1kW_dBuVm + 10 * Math.log10(Ptx_kW), L_dB: lossFromFieldFor1kW(E1kW_dBuVm, f_MHz) };
  if (!intermediates) return { outputs, warnings: inputs.warnings };
  const { curves: _, ...steps } = result;
  const isClutterSeen = area !== 'sea' && area !== 'rural';
  const R2seen_m = isClutterSeen ? seenClutterHeight(Math.max(1, lengths.d_km), path.h1_m, path.R2_m) : 10;
  return {
    outputs,
    intermediates: { E1kW_dBuVm, h1_m: path.h1_m, rise_m: path.rise_m, R2seen_m, sigma_dB: path.sigma_dB, ...steps },
    warnings: inputs.warnings,
  };
};

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
  if (!(d_km > 0)) inputs.refuse('out-of-range', 'segments', 'the segments must add up to more than 0 km');
  if (d_km > 1000) inputs.refuse('out-of-range', 'segments', `the segments may add up to 1000 km, got ${d_km} km; are they in metres?`);
  return { d_km, sea_km: Math.min(sea_km, d_km), isWarmSea };
}

const readArea = (inputs: InputReader): ReceiverArea => inputs.choiceOr('area', RECEIVER_AREAS, 'rural');

/** Clutter heights of Annex 5 § 9 for a receiver whose surroundings are known only by kind, m. */
const USUAL_CLUTTER_M: Readonly<Record<ReceiverArea, number>> = { rural: 10, suburban: 10, urban: 15, 'dense urban': 20, sea: 10 };

function readPath(inputs: InputReader, f_MHz: number, t_pct: number, lengths: Lengths, area: ReceiverArea): P1546Path {
  const angle = { min: -90, max: 90 };
  const mast = { above: 0, max: 3000 };
  const h2_m = inputs.number('h2_m', { min: area === 'sea' ? 3 : 1, max: 3000 });
  const ha_m = inputs.numberOr('ha_m', undefined, mast);
  const hb_m = inputs.numberOr('hb_m', undefined, { min: -10_000, max: 10_000 });
  const tca_deg = inputs.numberOr('tca_deg', undefined, angle);
  const theta_eff1_deg = inputs.numberOr('theta_eff1_deg', undefined, angle);
  const R1_m = readBaseClutter(inputs);
  const R2_m = inputs.numberOr('R2_m', USUAL_CLUTTER_M[area], { min: 0, max: 500 });
  const grounds = readGrounds(inputs);
  if (lengths.d_km < 1 && ha_m === undefined)
    inputs.refuse('missing', 'ha_m', 'ha_m is missing: paths below 1 km need the antenna height above ground');
  const isTerrainKnown = tca_deg !== undefined || theta_eff1_deg !== undefined || hb_m !== undefined || grounds !== undefined;
  const h1_m = readBaseHeight(inputs, lengths, ha_m, hb_m);
  if (ha_m !== undefined && R1_m !== undefined && ha_m < R1_m && h2_m < R2_m && h2_m > ha_m)
    inputs.warn(
      'terminals-swapped',
      'both antennas are below their clutter and h2 is the higher: take that terminal as the base (Annex 5 § 1.1)',
      'h2_m',
    );
  return {
    f_MHz,
    t_pct,
    ...lengths,
    h1_m,
    h2_m,
    R2_m,
    area,
    ha_m,
    R1_m,
    tca_deg,
    theta_eff1_deg,
    rise_m: riseOverReceiver(inputs, ha_m, hb_m, h2_m, grounds),
    q_pct: inputs.numberOr('q_pct', 50, { min: 1, max: 99 }),
    sigma_dB: readDeviation(inputs, f_MHz, area, isTerrainKnown),
  };
}

/** Clutter around the transmitting antenna; −1 marks an open site, as in the measurement files of the ITU-R. */
function readBaseClutter(inputs: InputReader): number | undefined {
  const R1_m = inputs.numberOr('R1_m', undefined, { min: -1, max: 500 });
  return R1_m !== undefined && R1_m < 0 ? undefined : R1_m;
}

/**
 * How far the transmitting antenna stands above the receiving one, m (Annex 5 § 14). Without ground heights the Recommendation
 * compares heights above ground; where hb tells how far the antenna stands above the terrain towards the receiver, that is nearer.
 */
function riseOverReceiver(
  inputs: InputReader,
  ha_m: number | undefined,
  hb_m: number | undefined,
  h2_m: number,
  grounds: number | undefined,
): number | undefined {
  if (ha_m === undefined) return undefined;
  if (grounds !== undefined) return ha_m + grounds - h2_m;
  if (hb_m === undefined || hb_m === ha_m) return ha_m - h2_m;
  inputs.warn('assumed-ground', 'without ground heights the slope of the path is taken from hb_m', 'h_tx_ground_m');
  return hb_m - h2_m;
}

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
function readBaseHeight(inputs: InputReader, { d_km, sea_km }: Lengths, ha_m: number | undefined, hb_m: number | undefined): number {
  const range = { min: -3000, max: 3000 };
  if (inputs.has('h1_m')) return inputs.number('h1_m', range);
  const heff_m = inputs.numberOr('heff_m', undefined, range);
  const h1_m = baseHeight({ d_km, isSeaOnly: sea_km >= d_km, heff_m, ha_m, hb_m });
  if (h1_m === undefined) inputs.refuse('missing', 'h1_m', 'h1_m is missing, and heff_m, ha_m and hb_m do not determine it');
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
