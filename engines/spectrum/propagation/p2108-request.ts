import type { SpectrumAnswer, SpectrumRequest } from '../validation.ts';
import { type ClutterType, clutterTypes, heightGainLoss, slantClutterLoss, terrestrialClutterLoss } from './p2108.ts';

/** `p2108`: one of the three clutter models, named by `section`. */
export function answerP2108({ inputs }: SpectrumRequest): SpectrumAnswer {
  const section = inputs.choice('section', ['terrestrial', 'aeronautical', 'heightgain']);
  const percentage = () => inputs.number('p_pct', { above: 0, below: 100 });
  if (section === 'terrestrial') {
    const fGHz = inputs.number('f_GHz', { min: 0.5, max: 67 });
    const dKm = inputs.number('d_km', { min: 0.25, max: 20_000 });
    if (dKm < 1) inputs.warn('one-end-only', 'below 1 km the loss may be applied at one end of the path only', 'd_km');
    return { outputs: { L_dB: terrestrialClutterLoss(fGHz, dKm, percentage()) }, warnings: inputs.warnings };
  }
  if (section === 'aeronautical') {
    const fGHz = inputs.number('f_GHz', { min: 10, max: 100 });
    return {
      outputs: { L_dB: slantClutterLoss(fGHz, inputs.number('theta_deg', { min: 0, max: 90 }), percentage()) },
      warnings: inputs.warnings,
    };
  }
  const clutter = inputs.choice('clutter', [1, 2, 3, 4, 5, 6]);
  const loss = heightGainLoss(
    inputs.number('f_GHz', { min: 0.03, max: 3 }),
    inputs.number('h_m', { above: 0, max: 3000 }),
    inputs.number('ws_m', { above: 0, max: 10_000 }),
    inputs.number('R_m', { above: 0, max: 1000 }),
    clutterTypes[clutter - 1] as ClutterType,
  );
  if (loss < 0) inputs.warn('loss-negative', 'the model gives a gain here: the antenna is only just below the clutter', 'h_m');
  return { outputs: { L_dB: loss }, warnings: inputs.warnings };
}
