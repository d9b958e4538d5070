import { chooseVersion, type InputReader, type SpectrumAnswer, type SpectrumModel } from '../validation.ts';
import { rainCrossPolar, riseOfLength, scintillationFade, slantLength, slantRain, slantRainExceeded } from './p618.ts';
import { rainAttenuation, rainCoefficients } from './p838.ts';
import { cloudAttenuation, cloudCoefficient, integratedCoefficient } from './p840.ts';

const ELEVATION = { above: 0, max: 90 };
const TILT = { min: -90, max: 90 };

/** Specific attenuation of rain (Recommendation ITU-R P.838-3). */
export const p838Model: SpectrumModel = ({ version, inputs }): SpectrumAnswer => {
  chooseVersion(version, ['3'], '3');
  const f_GHz = inputs.number('f_GHz', { min: 1, max: 1000 });
  const coefficients = rainCoefficients(f_GHz, inputs.numberOr('el_deg', 0, { min: 0, max: 90 }), inputs.numberOr('tau_deg', 0, TILT));
  const R_mmh = inputs.number('R_mmh', { min: 0, max: 500 });
  return { outputs: { ...coefficients, gamma_dBkm: rainAttenuation(coefficients, R_mmh) }, warnings: inputs.warnings };
};

/** Attenuation by clouds of known water content (Recommendation ITU-R P.840, editions 8 and 9). */
export const p840Model: SpectrumModel = ({ version, inputs, intermediates }): SpectrumAnswer => {
  const edition = chooseVersion(version, ['8', '9'], '8');
  const f_GHz = inputs.number('f_GHz', { min: 1, max: 200 });
  const el_deg = inputs.number('el_deg', { min: 5, max: 90 });
  const L_kgm2 = inputs.number('Lred_kgm2', { min: 0, max: 50 });
  const T_K = inputs.numberOr('T_K', 273.15, { min: 230, max: 320 });
  if (edition === '9' && inputs.has('T_K')) inputs.warn('not-used', 'edition 9 evaluates its coefficient at 273.75 K', 'T_K');
  const outputs = { A_dB: cloudAttenuation(edition, f_GHz, el_deg, L_kgm2, T_K) };
  if (!intermediates) return { outputs, warnings: inputs.warnings };
  const K = edition === '9' ? integratedCoefficient(f_GHz) : cloudCoefficient(f_GHz, T_K);
  return { outputs, intermediates: { K, edition }, warnings: inputs.warnings };
};

/** Editions of P.618 whose rain, scintillation and depolarisation formulas agree. */
const P618_EDITIONS = ['13', '14'] as const;

/** Attenuation by rain on an Earth-space path (Recommendation ITU-R P.618-14 § 2.2.1.1). */
export const p618RainModel: SpectrumModel = ({ version, inputs, intermediates }): SpectrumAnswer => {
  chooseVersion(version, P618_EDITIONS, '14');
  const f_GHz = inputs.number('f_GHz', { min: 1, max: 55 });
  const el_deg = inputs.number('el_deg', ELEVATION);
  const lat_deg = inputs.number('lat_deg', { min: -90, max: 90 });
  const tau_deg = inputs.numberOr('tau_deg', 45, TILT);
  const p_pct = inputs.number('p_pct', { min: 0.001, max: 5 });
  const R001_mmh = inputs.number('R001_mmh', { min: 0, max: 300 });
  const path = { f_GHz, el_deg, lat_deg, tau_deg, R001_mmh, ...readRainPath(inputs, el_deg) };
  const steps = slantRain(path);
  const outputs = { A_rain_dB: slantRainExceeded(steps.A001_dB, p_pct, el_deg, lat_deg) };
  if (!intermediates) return { outputs, warnings: inputs.warnings };
  return { outputs, intermediates: { rise_km: path.rise_km, Ls_km: path.Ls_km, ...steps }, warnings: inputs.warnings };
};

/** The path below the rain height: from that height (`hR_km`, with `hs_km` of the station) or from its own length (`Ls_km`). */
function readRainPath(inputs: InputReader, el_deg: number): { readonly rise_km: number; readonly Ls_km: number } {
  if (inputs.has('Ls_km')) {
    const Ls_km = inputs.number('Ls_km', { min: 0, max: 500 });
    return { rise_km: riseOfLength(Ls_km, el_deg), Ls_km };
  }
  if (!inputs.has('hR_km')) inputs.refuse('missing', 'hR_km', 'hR_km is missing: either it or Ls_km is needed');
  const hs_km = inputs.number('hs_km', { min: -0.5, max: 10 });
  const rise_km = inputs.number('hR_km', { min: 0, max: 10 }) - hs_km;
  return { rise_km, Ls_km: rise_km > 0 ? slantLength(rise_km, el_deg) : 0 };
}

/** Fade by tropospheric scintillation on an Earth-space path (P.618-14 § 2.4.1). */
export const p618ScintillationModel: SpectrumModel = ({ version, inputs }): SpectrumAnswer => {
  chooseVersion(version, P618_EDITIONS, '14');
  const f_GHz = inputs.number('f_GHz', { min: 4, max: 55 });
  if (f_GHz > 20) inputs.warn('outside-validity', 'scintillation was tested between 7 and 14 GHz and is recommended to 20 GHz', 'f_GHz');
  const el_deg = inputs.number('el_deg', { min: 5, max: 90 });
  const p_pct = inputs.number('p_pct', { min: 0.001, max: 50 });
  if (p_pct < 0.01) inputs.warn('outside-validity', 'scintillation is given for 0.01 to 50 % of the time', 'p_pct');
  const dish = { D_m: inputs.number('D_m', { above: 0, max: 100 }), eta: inputs.numberOr('eta', 0.5, { above: 0, max: 1 }) };
  const A_scint_dB = scintillationFade(f_GHz, el_deg, p_pct, dish, inputs.number('Nwet', { min: 0, max: 300 }));
  return { outputs: { A_scint_dB }, warnings: inputs.warnings };
};

/** Cross-polarisation discrimination in rain and ice on an Earth-space path (P.618-14 § 4.1). */
export const p618CrossPolarModel: SpectrumModel = ({ version, inputs }): SpectrumAnswer => {
  chooseVersion(version, P618_EDITIONS, '14');
  const f_GHz = inputs.number('f_GHz', { min: 4, max: 55 });
  const el_deg = inputs.number('el_deg', { above: 0, below: 90 });
  if (el_deg > 60) inputs.warn('outside-validity', 'the method is valid for elevations up to 60 degrees', 'el_deg');
  const tau_deg = inputs.numberOr('tau_deg', 45, TILT);
  const p_pct = inputs.number('p_pct', { min: 0.001, max: 1 });
  return {
    outputs: { XPD_dB: rainCrossPolar(f_GHz, el_deg, tau_deg, p_pct, inputs.number('A_rain_dB', { above: 0, max: 200 })) },
    warnings: inputs.warnings,
  };
};
