import { compile } from './compile.ts';
import { compileExpression, type Variables } from './expressions.ts';
import { type SimulatedMessage, SimulationLimitError, type SimulationRequest, simulate } from './simulation.ts';
import type { CallResult, Perform } from './state.ts';

const BEGIN = '2026-01-01T00:00:00Z';

/** A request that cannot be answered: which field is wrong and why. */
class BadRequest extends Error {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/**
 * Runs a model in simulated time, as the batch door's description says (section processes): `{model, process?, variables?,
 * operations?, until?, messages?, also?}` → `{outcome, error?, waiting, variables, trace}`.
 *
 * A model that is wrong or uses something unsupported answers `outcome: "refused"` with every finding; a request that is wrong
 * answers `error: {code: "bad-request", field, message}`, a run without end `error: {code: "simulation-limit", message}`.
 */
export async function answer(request: Readonly<Record<string, unknown>>, read: (path: string) => string): Promise<Record<string, unknown>> {
  try {
    const compiled = await compile(modelText(request.model, read));
    if (!compiled.ok) {
      const [first] = compiled.refusals;
      return { outcome: 'refused', error: first, refusals: compiled.refusals, waiting: [], variables: {}, trace: [] };
    }
    const { plan } = compiled;
    const executable = [...plan.processes.values()].find((scope) => scope.executable) ?? [...plan.processes.values()][0];
    const process = text(request.process, 'process') ?? executable?.id ?? '';
    const also = list(request.also, 'also').map((id, place) => text(id, `also[${place}]`) ?? '');
    for (const [field, id] of [['process', process], ...also.map((id) => ['also', id])] as const)
      if (!plan.processes.has(id ?? '')) throw new BadRequest(field ?? '', `the model has no process "${id}"`);
    const result = simulate(plan, { process, also, ...readRun(request) });
    return { ...result, ...(plan.warnings.length === 0 ? {} : { warnings: plan.warnings }) };
  } catch (error) {
    if (error instanceof SimulationLimitError) return { error: { code: 'simulation-limit', message: error.message } };
    if (!(error instanceof BadRequest)) throw error;
    return { error: { code: 'bad-request', field: error.field, message: error.message } };
  }
}

function modelText(model: unknown, read: (path: string) => string): string {
  if (typeof model !== 'string' || model.trim() === '') throw new BadRequest('model', 'model is a path or inline XML');
  if (model.trimStart().startsWith('<')) return model;
  try {
    return read(model);
  } catch (error) {
    throw new BadRequest('model', `cannot read "${model}": ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readRun(request: Readonly<Record<string, unknown>>): Omit<SimulationRequest, 'process' | 'also'> {
  const begin = Temporal.Instant.from(BEGIN);
  const later = (duration: string, field: string): Temporal.Instant => {
    try {
      return begin.toZonedDateTimeISO('UTC').add(Temporal.Duration.from(duration)).toInstant();
    } catch {
      throw new BadRequest(field, `"${duration}" is not an ISO 8601 duration`);
    }
  };
  const messages = list(request.messages, 'messages').map((given, place): SimulatedMessage => {
    const field = `messages[${place}]`;
    const message = record(given, field);
    const name = text(message.name, `${field}.name`);
    if (name === undefined) throw new BadRequest(`${field}.name`, 'a message has a name');
    const at = text(message.at, `${field}.at`) ?? 'PT0S';
    return { at: instantOf(at, `${field}.at`, later), name, variables: record(message.variables ?? {}, `${field}.variables`) };
  });
  return {
    variables: record(request.variables ?? {}, 'variables'),
    begin: BEGIN,
    end: later(text(request.until, 'until') ?? 'PT0S', 'until').toString(),
    messages,
    perform: bindings(record(request.operations ?? {}, 'operations')),
  };
}

/** A message comes at an instant, or at a duration after the beginning. */
function instantOf(at: string, field: string, later: (duration: string, field: string) => Temporal.Instant): string {
  if (/^[+-]?P/.test(at)) return later(at, field).toString();
  try {
    return Temporal.Instant.from(at).toString();
  } catch {
    throw new BadRequest(field, `"${at}" is neither an instant nor a duration`);
  }
}

/** What the named operations do; every other name succeeds. */
function bindings(operations: Readonly<Record<string, unknown>>): Perform {
  const bound = new Map<string, (variables: Variables) => CallResult>();
  for (const [name, given] of Object.entries(operations)) {
    const field = `operations.${name}`;
    const { set, error } = record(given, field);
    if (error !== undefined) {
      const code = text(error, `${field}.error`) ?? '';
      bound.set(name, () => ({ error: code }));
      continue;
    }
    const assignments = Object.entries(record(set, `${field}.set`)).map(([variable, expression]) => {
      try {
        return [variable, compileExpression(String(expression))] as const;
      } catch (failure) {
        throw new BadRequest(`${field}.set.${variable}`, failure instanceof Error ? failure.message : String(failure));
      }
    });
    bound.set(name, (variables) => ({
      variables: Object.fromEntries(assignments.map(([variable, expression]) => [variable, expression.evaluate(variables)])),
    }));
  }
  return ({ operation, variables }) => bound.get(operation)?.(variables) ?? {};
}

function record(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadRequest(field, `${field} is an object`);
  return value as Readonly<Record<string, unknown>>;
}

function list(value: unknown, field: string): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new BadRequest(field, `${field} is a list`);
  return value;
}

function text(value: unknown, field: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw new BadRequest(field, `${field} is text`);
  return value;
}
