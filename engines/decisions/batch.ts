import { DecisionModelError } from './dmn/definitions.ts';
import { FeelLimitError } from './feel/limits.ts';
import type { FeelContext } from './feel/values.ts';
import { compileModel, type DecisionModel, type FeelOutcome, UnknownDecisionError } from './model.ts';
import { fromTagged, toTagged, ValueError } from './plain-values.ts';

/** A request that cannot be answered. */
class RequestError extends Error {
  readonly code: string;
  readonly field: string | undefined;
  constructor(code: string, message: string, field?: string) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

/** The last models asked, so that many questions to one model compile it once. */
const models = new Map<string, DecisionModel>();
const MOST_MODELS = 8;

/**
 * Answers one request `{model, with?, decision? | service? | bkm?, parameters?, input}` with `{result}` or `{result: null, error}`, and
 * `{model, with?, describe: true}` with what the model offers. Values beyond JSON travel as `{"@": type, "value": text}`.
 */
export async function answer(request: Readonly<Record<string, unknown>>, read: (path: string) => string): Promise<Record<string, unknown>> {
  try {
    const model = modelOf(request, read);
    if (request.describe === true) return { ...model.describe(), problems: model.problems, warnings: model.warnings };
    return outcomeOf(model, ask(model, request), request);
  } catch (error) {
    return refusal(error);
  }
}

function modelOf(request: Readonly<Record<string, unknown>>, read: (path: string) => string): DecisionModel {
  const text = textOf(request.model, 'model', read);
  const others = request.with ?? [];
  if (!Array.isArray(others)) throw new RequestError('invalid-request', 'with must be a list of models', 'with');
  const imports = others.map((each: unknown) => textOf(each, 'with', read));
  const key = JSON.stringify([text, ...imports]);
  const known = models.get(key);
  if (known !== undefined) return known;
  const model = compileModel(text, { imports, lenient: true });
  const [oldest] = models.keys();
  if (models.size >= MOST_MODELS && oldest !== undefined) models.delete(oldest);
  models.set(key, model);
  return model;
}

/** A model inline, or the path of one. */
function textOf(model: unknown, field: string, read: (path: string) => string): string {
  if (typeof model !== 'string') throw new RequestError('invalid-request', `${field} must be a path or an XML text`, field);
  if (/^\s*</.test(model)) return model;
  try {
    return read(model);
  } catch (error) {
    throw new RequestError('unreadable-model', error instanceof Error ? error.message : String(error), field);
  }
}

function contextOf(value: unknown, field: string): FeelContext {
  const given = fromTagged(value ?? {});
  if (!(given instanceof Map)) throw new RequestError('invalid-request', `${field} must be an object`, field);
  return given;
}

function ask(model: DecisionModel, request: Readonly<Record<string, unknown>>): FeelOutcome {
  const given = contextOf(request.input, 'input');
  if (typeof request.service === 'string') return model.invokeService(request.service, given);
  if (typeof request.bkm === 'string')
    return model.invokeKnowledge(request.bkm, new Map([...given, ...contextOf(request.parameters, 'parameters')]));
  if (typeof request.decision === 'string') return model.decideFeel(request.decision, given);
  throw new RequestError('invalid-request', 'name a decision, a service or a bkm', 'decision');
}

function outcomeOf(
  model: DecisionModel,
  { value, trace }: FeelOutcome,
  request: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  if (value !== null) return { result: toTagged(value) };
  const [traced] = trace.errors;
  if (traced !== undefined) return { result: null, error: { code: 'null-by-error', message: `${traced.element}: ${traced.message}` } };
  const asked = request.decision ?? request.service ?? request.bkm;
  const problem = model.problems.find(({ element }) => element === asked) ?? model.problems[0];
  return problem === undefined
    ? { result: null }
    : { result: null, error: { code: 'problem-in-model', message: `${problem.element}: ${problem.reason}` } };
}

function refusal(error: unknown): Record<string, unknown> {
  const made = (code: string, message: string, field?: string): Record<string, unknown> => ({
    result: null,
    error: { code, message, ...(field === undefined ? {} : { field }) },
  });
  if (error instanceof RequestError) return made(error.code, error.message, error.field);
  if (error instanceof DecisionModelError) return made('invalid-model', error.message, 'model');
  if (error instanceof UnknownDecisionError) return made('unknown-decision', error.message);
  if (error instanceof ValueError) return made('invalid-value', error.message);
  if (error instanceof FeelLimitError) return made('limit', error.message);
  throw error;
}
