import { chooseVersion, type InputReader, type SpectrumAnswer, type SpectrumModel } from '../validation.ts';
import {
  type Air,
  approximateAttenuation,
  dryAirAttenuation,
  P676_EDITIONS,
  type P676Edition,
  vapourPressure,
  waterVapourAttenuation,
} from './p676.ts';
import { layeredSlantAttenuation, zenithGases, zenithVapourFromContent } from './p676-slant.ts';

const LINES_TO_GHZ = 1000;
const APPROXIMATE_TO_GHZ = 350;
const METHODS = ['lines', 'approximate'] as const;

/** Specific attenuation by gases (Recommendation ITU-R P.676, editions 11 to 13). */
export const p676Model: SpectrumModel = ({ version, inputs, intermediates }): SpectrumAnswer => {
  const edition: P676Edition = chooseVersion(version, P676_EDITIONS, '13');
  const method = inputs.choiceOr('method', METHODS, 'lines');
  const f_GHz = inputs.number('f_GHz', { min: 1, max: method === 'lines' ? LINES_TO_GHZ : APPROXIMATE_TO_GHZ });
  const air = readAir(inputs);
  const pair =
    method === 'approximate'
      ? approximateAttenuation(edition, f_GHz, air)
      : { gamma0_dBkm: dryAirAttenuation(f_GHz, air), gammaw_dBkm: waterVapourAttenuation(f_GHz, air) };
  const gamma_dBkm = pair.gamma0_dBkm + pair.gammaw_dBkm;
  // Along a terrestrial path the specific attenuation is taken as uniform (Annex 1 § 2.1).
  const path_km = inputs.numberOr('d_km', undefined, { min: 0, max: 1000 });
  const outputs = { ...pair, gamma_dBkm, ...(path_km === undefined ? {} : { A_dB: gamma_dBkm * path_km }) };
  if (!intermediates) return { outputs, warnings: inputs.warnings };
  return { outputs, intermediates: { e_hPa: vapourPressure(air), theta: 300 / air.T_K, edition }, warnings: inputs.warnings };
};

function readAir(inputs: InputReader): Air {
  return {
    p_dry_hPa: inputs.number('p_dry_hPa', { above: 0, max: 1100 }),
    T_K: inputs.number('T_K', { min: 100, max: 350 }),
    rho_gm3: inputs.number('rho_gm3', { min: 0, max: 100 }),
  };
}

/**
 * Attenuation by gases on an Earth-space path: from equivalent heights (elevations of 5° and more, to 350 GHz), or layer by
 * layer through the reference atmosphere.
 */
export const p676SlantModel: SpectrumModel = ({ version, inputs, intermediates }): SpectrumAnswer => {
  const edition: P676Edition = chooseVersion(version, P676_EDITIONS, '13');
  const method = inputs.choiceOr('method', ['layers', 'approximate'], 'approximate');
  if (method === 'layers') {
    const f_GHz = inputs.number('f_GHz', { min: 1, max: LINES_TO_GHZ });
    const el_deg = inputs.number('el_deg', { above: 0, max: 90 });
    const A_dB = layeredSlantAttenuation(f_GHz, el_deg, inputs.numberOr('rho_gm3', 7.5, { min: 0, max: 100 }));
    return { outputs: { A_dB }, warnings: inputs.warnings };
  }
  const f_GHz = inputs.number('f_GHz', { min: 1, max: APPROXIMATE_TO_GHZ });
  const el_deg = inputs.number('el_deg', { min: 5, max: 90 });
  const zenith = zenithGases(edition, f_GHz, readAir(inputs));
  const vapour_dB = readVapour(inputs, edition, f_GHz) ?? zenith.vapour_dB;
  const outputs = { A_dB: (zenith.oxygen_dB + vapour_dB) / Math.sin((el_deg * Math.PI) / 180) };
  if (!intermediates) return { outputs, warnings: inputs.warnings };
  return { outputs, intermediates: { ...zenith, vapour_dB }, warnings: inputs.warnings };
};

/** Zenith attenuation by water vapour where its integrated content is given; editions 11 and 12 alone have that method here. */
function readVapour(inputs: InputReader, edition: P676Edition, f_GHz: number): number | undefined {
  if (!inputs.has('Vt_kgm2')) return undefined;
  if (edition === '13') inputs.refuse('contradiction', 'Vt_kgm2', 'Vt_kgm2 is an input of versions 11 and 12; version 13 takes rho_gm3');
  return zenithVapourFromContent(
    edition,
    f_GHz,
    inputs.number('Vt_kgm2', { above: 0, max: 200 }),
    inputs.number('hs_km', { min: -0.5, max: 10 }),
  );
}
