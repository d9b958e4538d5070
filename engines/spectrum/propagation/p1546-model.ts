import { chooseVersion, type SpectrumAnswer, type SpectrumModel } from '../validation.ts';
import { lossFromFieldFor1kW } from './p525.ts';
import { P1546Result, p1546 } from './p1546.ts';
import { seenClutterHeight } from './p1546-corrections.ts';
import { readPath } from './p1546-input.ts';
import { readPower } from './path-profile.ts';

/** Field strength and basic transmission loss by Recommendation ITU-R P.1546-6. */
export const p1546Model: SpectrumModel = ({ version, inputs, intermediates }): SpectrumAnswer => {
  chooseVersion(version, ['6'], '6');
  const path = readPath(inputs);
  const Ptx_kW = readPower(inputs);
  const result = new P1546Result();
  const E1kW_dBuVm = p1546(path, result);
  const outputs = { E_dBuVm: E1kW_dBuVm + 10 * Math.log10(Ptx_kW), L_dB: lossFromFieldFor1kW(E1kW_dBuVm, path.f_MHz) };
  if (!intermediates) return { outputs, warnings: inputs.warnings };
  const { curves: _, ...all } = result;
  // A field that the path does not need, over sea for one, has no value.
  const steps = Object.fromEntries(Object.entries(all).filter(([, value]) => !Number.isNaN(value)));
  const { h1_m, rise_m, sigma_dB, tca_deg, theta_eff1_deg, area } = path;
  const isClutterSeen = area !== 'sea' && area !== 'rural';
  const R2seen_m = isClutterSeen ? seenClutterHeight(Math.max(1, path.d_km), h1_m, path.R2_m) : 10;
  return {
    outputs,
    intermediates: { E1kW_dBuVm, h1_m, rise_m, tca_deg, theta_eff1_deg, R2seen_m, sigma_dB, ...steps },
    warnings: inputs.warnings,
  };
};
