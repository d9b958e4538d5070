import type { SpectrumAnswer, SpectrumRequest } from '../validation.ts';
import { type AeronauticalPair, prepareAeronautical } from './p528.ts';
import { type Atmosphere, atmosphereAt } from './p528-atmosphere.ts';

/** Tables and curves ask for one pair of heights at many distances; the last few pairs and atmospheres are kept. */
const KEPT = 32;
const pairs = new Map<string, AeronauticalPair>();
const atmospheres = new Map<number, Atmosphere>();

function kept<K, V>(store: Map<K, V>, key: K, make: () => V): V {
  const found = store.get(key);
  if (found !== undefined) return found;
  const made = make();
  if (store.size >= KEPT) store.delete(store.keys().next().value as K);
  store.set(key, made);
  return made;
}

/** `p528`: aeronautical path of length `d_km` between antennas at `h1_m` (lower) and `h2_m`. */
export function answerP528({ inputs, intermediates }: SpectrumRequest): SpectrumAnswer {
  const fMHz = inputs.number('f_MHz', { min: 100, max: 30_000 });
  const dKm = inputs.number('d_km', { min: 0, max: 20_000 });
  const h1 = inputs.number('h1_m', { min: 1.5, max: 80_000 });
  const h2 = inputs.number('h2_m', { min: 1.5, max: 80_000 });
  const p = inputs.number('p_pct', { min: 1, max: 99 });
  const vertical = inputs.choiceOr('pol', ['H', 'V'], 'H') === 'V';
  if (h1 > h2) inputs.refuse('contradiction', 'h1_m', `h1_m is the lower antenna, got ${h1} above h2_m ${h2}`);
  if (h1 === h2 && dKm === 0) inputs.refuse('out-of-range', 'd_km', 'the path has no length: both antennas are at one point');
  for (const field of ['h1_m', 'h2_m'])
    if (inputs.number(field) > 20_000) inputs.warn('height-doubtful', 'P.528 is verified for antennas up to 20 km', field);
  const air = kept(atmospheres, fMHz, () => atmosphereAt(fMHz / 1000));
  const pair = kept(pairs, `${fMHz} ${h1} ${h2} ${vertical}`, () => prepareAeronautical(fMHz, h1 / 1000, h2 / 1000, vertical, air));
  const loss = pair.lossAt(dKm, p);
  if (loss.mode !== 'line-of-sight' && !pair.crossingFound())
    inputs.warn('no-scatter-crossing', 'no crossing from diffraction to troposcatter within 100 km of the horizon');
  return {
    outputs: { A_dB: loss.lossDb, A_fs_dB: loss.freeSpaceDb, mode: loss.mode },
    ...(intermediates ? { intermediates: { A_a_dB: loss.absorptionDb, horizon_km: pair.horizonKm, theta_h1_rad: loss.elevation } } : {}),
    warnings: inputs.warnings,
  };
}
