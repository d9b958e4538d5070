import type { Transform } from './model.ts';
import type { Fitted, WorkingModel } from './working.ts';

export interface TransformChoice {
  readonly transform: Transform;
  readonly aiccNone: number | undefined;
  readonly aiccLog: number | undefined;
}

/** AICc lead that the logarithm gets (argument aicdiff of the transform spec). */
const logarithmLead = -2;

/**
 * Chooses between levels and logarithms by AICc of the airline model (or of the model given) with the regressors present; the logarithm
 * wins unless the levels are better by more than 2. Values that are not positive leave no choice.
 */
export function chooseTransform(model: WorkingModel, fit: (model: WorkingModel) => Fitted): TransformChoice {
  if (model.original.some((value) => !(value > 0))) return { transform: 'none', aiccNone: undefined, aiccLog: undefined };
  model.transform = 'none';
  const aiccNone = fit(model).aicc;
  model.transform = 'log';
  const aiccLog = fit(model).aicc;
  return { transform: aiccLog + logarithmLead < aiccNone ? 'log' : 'none', aiccNone, aiccLog };
}
