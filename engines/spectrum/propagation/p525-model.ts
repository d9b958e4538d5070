import { chooseVersion, type SpectrumAnswer, type SpectrumModel } from '../validation.ts';
import { EIRP_OVER_ERP_DB, freeSpaceField, freeSpaceLoss, powerFluxDensity, receivedPower } from './p525.ts';

/** Free-space loss and, with a power, field strength, power flux-density and received power (Recommendation ITU-R P.525-4). */
export const p525Model: SpectrumModel = ({ version, inputs }): SpectrumAnswer => {
  chooseVersion(version, ['4'], '4');
  const f_MHz = inputs.number('f_MHz', { above: 0, max: 3e6 });
  const d_km = inputs.number('d_km', { above: 0, max: 1e9 });
  const power = { min: -200, max: 200 };
  const L_dB = freeSpaceLoss(f_MHz, d_km);
  if (L_dB < 20) inputs.warn('outside-validity', 'so near the antenna the far field has not formed', 'd_km');
  if (inputs.has('EIRP_dBW') && inputs.has('ERP_dBW')) inputs.refuse('contradiction', 'ERP_dBW', 'give EIRP_dBW or ERP_dBW, not both');
  const EIRP_dBW = inputs.has('ERP_dBW')
    ? inputs.number('ERP_dBW', power) + EIRP_OVER_ERP_DB
    : inputs.numberOr('EIRP_dBW', undefined, power);
  if (EIRP_dBW === undefined) return { outputs: { L_dB }, warnings: inputs.warnings };
  const E_dBuVm = freeSpaceField(EIRP_dBW, d_km);
  const Pr_dBm = receivedPower(E_dBuVm, f_MHz, inputs.numberOr('Gr_dBi', 0, { min: -100, max: 100 }));
  return { outputs: { L_dB, E_dBuVm, pfd_dBWm2: powerFluxDensity(E_dBuVm), Pr_dBm }, warnings: inputs.warnings };
};
