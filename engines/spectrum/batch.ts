import { models as antennaModels } from './antennas/models.ts';
import { models as engineeringModels } from './engineering/models.ts';
import { models as pathModels } from './propagation/path-models.ts';
import { models as terrainModels } from './propagation/terrain-models.ts';
import { InputReader, type SpectrumModel, SpectrumRefusal } from './validation.ts';

/** Every model that can be asked, by the name used in requests. */
export const models: Readonly<Record<string, SpectrumModel>> = {
  ...terrainModels,
  ...pathModels,
  ...antennaModels,
  ...engineeringModels,
};

/**
 * Answers one request `{model, version?, inputs, options?: {intermediates}}` with `{outputs, intermediates?, warnings, ms}`
 * or `{error: {code, field?, message}}`.
 */
export async function answer(request: Readonly<Record<string, unknown>>, read: (path: string) => string): Promise<Record<string, unknown>> {
  const started = performance.now();
  try {
    const reader = new InputReader(request);
    const name = reader.text('model');
    const model = Object.hasOwn(models, name) ? models[name] : undefined;
    if (model === undefined)
      throw new SpectrumRefusal('unknown-model', 'model', `model must be one of ${Object.keys(models).sort().join(', ')}, got ${name}`);
    const inputs = new InputReader(objectAt(request, 'inputs'));
    const version = request.version === undefined ? undefined : String(request.version);
    const options = request.options === undefined ? {} : objectAt(request, 'options');
    const intermediates = new InputReader(options, 'options.').flagOr('intermediates', false);
    const result = await model({ version, inputs, intermediates, read });
    return { ...result, ms: Math.round((performance.now() - started) * 1000) / 1000 };
  } catch (error) {
    if (!(error instanceof SpectrumRefusal)) throw error;
    const { code, field, message } = error;
    return { error: { code, ...(field === undefined ? {} : { field }), message } };
  }
}

function objectAt(request: Readonly<Record<string, unknown>>, field: string): Readonly<Record<string, unknown>> {
  const value = request[field];
  if (value === undefined) throw new SpectrumRefusal('missing', field, `${field} is missing`);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SpectrumRefusal('not-an-object', field, `${field} must be an object`);
  return value as Record<string, unknown>;
}
