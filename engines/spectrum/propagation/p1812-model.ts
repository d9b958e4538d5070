import { chooseVersion, type InputReader, type SpectrumAnswer, type SpectrumModel } from '../validation.ts';
import { COASTAL_LAND, INLAND, SEA_ZONE } from './p452-climate.ts';
import { fieldFor1kW, locationVariability, type P1812Link, P1812Result, p1812, p1812Surface, withLocationVariability } from './p1812.ts';
import { readClimate } from './path-climate.ts';
import { type PathProfile, readIsVertical, readPower, readProfile } from './path-profile.ts';

/** Zone codes of P.1812 table 1: 1 sea, 3 coastal land, 4 inland. */
const ZONES = { 1: SEA_ZONE, 3: COASTAL_LAND, 4: INLAND };
const LONGEST_KM = 3000;
const SHORTEST_KM = 0.25;

/**
 * Basic transmission loss and field strength by Recommendation ITU-R P.1812, editions 6 (2021) and 7 (2023). Edition 7 changed
 * only the troposcatter formula, and the ITU's own page advises users to go back to that of edition 6 (equation 44): both give
 * the same figures here.
 */
export const p1812Model: SpectrumModel = ({ version, inputs, intermediates, read }): SpectrumAnswer => {
  chooseVersion(version, ['6', '7', 'current'], 'current');
  const f_GHz = inputs.number('f_GHz', { min: 0.03, max: 6 });
  const p_pct = inputs.number('p_pct', { min: 1, max: 50 });
  const profile = readProfile(inputs, LONGEST_KM, ZONES);
  if (profile.D_km < SHORTEST_KM)
    inputs.warn('outside-validity', `the method is made for paths of ${SHORTEST_KM} km and more, got ${profile.D_km} km`, 'd_km');
  const climate = readClimate(inputs, profile, 80, read);
  const height = { min: 1, max: 3000 };
  const link: P1812Link = {
    f_GHz,
    p_pct,
    htg_m: inputs.number('htg_m', height),
    hrg_m: inputs.number('hrg_m', height),
    isVertical: readIsVertical(inputs),
    ...climate,
  };
  const pL_pct = inputs.numberOr('pL_pct', 50, { min: 1, max: 99 });
  const sigmaL_dB = readSigma(inputs, f_GHz, link.hrg_m, profile);
  const Ptx_kW = readPower(inputs);
  const surface = { d_km: profile.d_km, h_m: profile.h_m, g_m: p1812Surface(profile.h_m, profile.clutter_m) };
  const result = new P1812Result();
  p1812(surface, link, result);
  withLocationVariability(result, { pL_pct, sigmaL_dB }, profile.zone[profile.zone.length - 1] as number);
  const { path, diffraction: _, Lb_dB, ...steps } = result;
  const E1kW_dBuVm = fieldFor1kW(Lb_dB, f_GHz);
  const outputs = { E_dBuVm: E1kW_dBuVm + 10 * Math.log10(Ptx_kW), Lb_dB };
  if (!intermediates) return { outputs, warnings: inputs.warnings };
  return { outputs, intermediates: { E1kW_dBuVm, sigmaL_dB, ...climate, ...path, ...steps }, warnings: inputs.warnings };
};

/** Standard deviation of location variability: as given, from the width of the receiver's area, or none. */
function readSigma(inputs: InputReader, f_GHz: number, hrg_m: number, profile: PathProfile): number {
  if (inputs.has('sigmaL_dB') || !inputs.has('wa_m')) return inputs.numberOr('sigmaL_dB', 0, { min: 0, max: 50 });
  return locationVariability(
    f_GHz,
    inputs.number('wa_m', { min: 50, max: 1000 }),
    hrg_m,
    profile.clutter_m[profile.clutter_m.length - 1] as number,
  );
}
