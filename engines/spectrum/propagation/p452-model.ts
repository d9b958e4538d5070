import { chooseVersion, type InputReader, type SpectrumAnswer, type SpectrumModel } from '../validation.ts';
import { type P452Link, P452Result, type PathGases, p452, p452Surface } from './p452.ts';
import { annualEquivalent, COASTAL_LAND, INLAND, SEA_ZONE } from './p452-climate.ts';
import { gaseousAttenuation } from './p676.ts';
import { type PathClimate, readClimate } from './path-climate.ts';
import { readAntennaHeight, readIsVertical, readProfile } from './path-profile.ts';

/** Zone codes of P.452-18 table 3: 1 coastal land, 2 inland, 3 sea. */
const ZONES = { 1: COASTAL_LAND, 2: INLAND, 3: SEA_ZONE };
const LONGEST_KM = 10_000;
const SCATTER_VAPOUR_GM3 = 3;

/**
 * Gases of a P.452 path (equation 8a): dry-air pressure as given, water vapour 7.5 + 2.5·ω g/m³ on the path and 3 g/m³ in the
 * scattering volume.
 */
export function pathGases(f_GHz: number, p_dry_hPa: number, temp_C: number, omega: number): PathGases {
  const T_K = temp_C + 273.15;
  return {
    direct_dBkm: gaseousAttenuation(f_GHz, { p_dry_hPa, T_K, rho_gm3: 7.5 + 2.5 * omega }),
    scatter_dBkm: gaseousAttenuation(f_GHz, { p_dry_hPa, T_K, rho_gm3: SCATTER_VAPOUR_GM3 }),
  };
}

const PERCENTAGE = { min: 0.001, max: 50 };

/** Percentage of the average year, given as such or as one of the average worst month (`pw_pct`). */
function readPercentage(inputs: InputReader, { latitude_deg, omega }: PathClimate): number {
  if (!inputs.has('pw_pct')) return inputs.number('p_pct', PERCENTAGE);
  if (inputs.has('p_pct')) inputs.refuse('contradiction', 'pw_pct', 'give p_pct of the year or pw_pct of the worst month, not both');
  if (latitude_deg === undefined) inputs.refuse('missing', 'lat_t_deg', 'lat_t_deg is missing: the worst month depends on latitude');
  const p_pct = annualEquivalent(inputs.number('pw_pct', PERCENTAGE), latitude_deg, omega);
  if (p_pct > PERCENTAGE.max)
    inputs.refuse('out-of-range', 'pw_pct', `pw_pct corresponds to ${p_pct} % of the year, more than ${PERCENTAGE.max}`);
  return Math.max(p_pct, PERCENTAGE.min);
}

/** Basic transmission loss between stations by Recommendation ITU-R P.452-18. */
export const p452Model: SpectrumModel = ({ version, inputs, intermediates, read }): SpectrumAnswer => {
  chooseVersion(version, ['18'], '18');
  const f_GHz = inputs.number('f_GHz', { min: 0.1, max: 50 });
  const profile = readProfile(inputs, LONGEST_KM, ZONES);
  const climate = readClimate(inputs, profile, 90, read);
  const p_pct = readPercentage(inputs, climate);
  const height = { above: 0, max: 20_000 };
  const gain = { min: -100, max: 100 };
  const gases = pathGases(
    f_GHz,
    inputs.numberOr('press_hPa', 1013.25, { min: 300, max: 1100 }),
    inputs.numberOr('temp_C', 15, { min: -90, max: 60 }),
    climate.omega,
  );
  const link: P452Link = {
    f_GHz,
    p_pct,
    htg_m: readAntennaHeight(inputs, 'htg_m', height),
    hrg_m: readAntennaHeight(inputs, 'hrg_m', height),
    isVertical: readIsVertical(inputs),
    Gt_dBi: inputs.numberOr('Gt_dBi', 0, gain),
    Gr_dBi: inputs.numberOr('Gr_dBi', 0, gain),
    gases,
    ...climate,
  };
  const surface = { d_km: profile.d_km, h_m: profile.h_m, g_m: p452Surface(profile.d_km, profile.h_m, profile.clutter_m) };
  const result = new P452Result();
  p452(surface, link, result);
  const { path, diffraction: _, Lbfs_dB, Lb_dB, Lb0p_dB, Lb0b_dB, Ldsph_dB, Ld50_dB, Ldp_dB, Lbs_dB, Lba_dB, ae_km, ...steps } = result;
  const outputs = { Lb_dB, Lbfsg_dB: Lbfs_dB, Lb0p_dB, Lb0b_dB, Ldsph_dB, Ld50_dB, Ldp_dB, Lbs_dB, Lba_dB };
  if (!intermediates) return { outputs, warnings: inputs.warnings };
  return { outputs, intermediates: { ae_km, p_pct, ...climate, ...gases, ...path, ...steps }, warnings: inputs.warnings };
};
