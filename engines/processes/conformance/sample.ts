import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer } from '../batch.ts';

/** Models of uniba-dsg/betsy with their expected runs. They lie beside the project, not in it, and may be absent. */
export const sampleFolder = join(import.meta.dirname, '../../../../shared/testdata/processes');
export const hasSample = existsSync(sampleFolder);

export interface SampleRun {
  readonly input: string | null;
  readonly integerVariable: number;
  readonly delayMs: number;
  readonly parallelProcess: boolean;
  readonly expect: readonly string[];
}

export interface SampleModel {
  readonly model: string;
  readonly cases: readonly SampleRun[];
}

export const readSample = (): readonly SampleModel[] =>
  JSON.parse(readFileSync(join(sampleFolder, 'cases.json'), 'utf8')) as readonly SampleModel[];

/** How the sample names what its operations leave behind; an operation `SCRIPT_taskN` leaves `TaskN`. */
const marks: Readonly<Record<string, string>> = { CREATE_MARKER_FILE: 'MarkerExists', INCREMENT_INTEGER_VARIABLE_AND_LOG: 'Increment' };
const failures = new Set(['RuntimeException', 'GenericError', 'ErrorThrownErrorEvent']);

export interface SampleResult {
  readonly isRight: boolean;
  readonly seen: readonly string[];
  readonly outcome: string;
}

/** Runs one case as the sample describes it and compares the marks left, in any order, and whether it failed. */
export async function runSample(model: string, run: SampleRun): Promise<SampleResult> {
  const request = {
    model: readFileSync(join(sampleFolder, 'models', `${model}.bpmn`), 'utf8'),
    process: model,
    variables: { test: run.input, integerVariable: run.integerVariable },
    operations: { INCREMENT_INTEGER_VARIABLE_AND_LOG: { set: { integerVariable: 'integerVariable + 1' } } },
    until: `PT${run.delayMs / 1000}S`,
    ...(run.parallelProcess ? { also: ['ParallelProcess'] } : {}),
  };
  const result = (await answer(request, () => '')) as unknown as { outcome: string; trace: { event: string; operation?: string }[] };
  const left = result.trace.filter((entry) => entry.event === 'leave').flatMap((entry) => entry.operation ?? []);
  const seen = left.filter((name) => name !== 'CREATE_LOG_FILE').map((name) => marks[name] ?? name.replace('SCRIPT_task', 'Task'));
  const isFailureExpected = run.expect.some((name) => failures.has(name));
  const expected = run.expect.filter((name) => !failures.has(name));
  const isOutcomeRight = isFailureExpected ? result.outcome === 'failed' : result.outcome === 'completed' || result.outcome === 'waiting';
  return { isRight: isOutcomeRight && [...seen].sort().join() === [...expected].sort().join(), seen, outcome: result.outcome };
}
