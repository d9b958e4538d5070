import { chooseVersion, type SpectrumAnswer, type SpectrumModel } from '../validation.ts';
import { BUILDING_CLASSES, buildingEntryLoss } from './p2109.ts';

/** Building entry loss (Recommendation ITU-R P.2109-2). */
export const p2109Model: SpectrumModel = ({ version, inputs, intermediates }): SpectrumAnswer => {
  chooseVersion(version, ['2'], '2');
  const f_GHz = inputs.number('f_GHz', { min: 0.08, max: 100 });
  const p_pct = inputs.number('p_pct', { min: 0.1, max: 99.9 });
  const building = inputs.choice('building', BUILDING_CLASSES);
  const { L_dB, ...steps } = buildingEntryLoss(f_GHz, p_pct, building, inputs.numberOr('theta_deg', 0, { min: -90, max: 90 }));
  return { outputs: { L_dB }, ...(intermediates ? { intermediates: steps } : {}), warnings: inputs.warnings };
};
