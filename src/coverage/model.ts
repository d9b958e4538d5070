import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalText, Plan } from '../organisation/index.ts';
import { DataFileError, readYamlFile, type YamlFile } from '../platform/yaml.ts';
import { type CoverageFile, CoverageYaml, type LineEntry, type ServedEntry } from './schemas.ts';

/** `served` needs a test for all of it, `partly` for some of it; whatever no test shows is not built. */
export type CoverageState = 'served' | 'partly' | 'not-built';
export const COVERAGE_STATES: readonly CoverageState[] = ['served', 'partly', 'not-built'];

/** A responsibility or a listed task of a department, and what of it the program serves. */
export interface CoverageLine {
  readonly code: string;
  readonly kind: 'responsibility' | 'task';
  /** The department whose task it is. */
  readonly department: { readonly code: string; readonly name: LocalText } | undefined;
  readonly number: number;
  readonly text: LocalText;
  readonly capabilities: readonly { readonly code: string; readonly name: LocalText }[];
  readonly state: CoverageState;
  readonly served: readonly ServedEntry[];
  readonly missing: LocalText | undefined;
}

const PROJECT = join(import.meta.dirname, '..', '..');

/**
 * What of a ministry's plan the program serves: a line for every responsibility and every listed task. A ministry that keeps no
 * `coverage.yaml` claims nothing, and all of it is shown as not built.
 *
 * @throws DataFileError with file, line and rule for each task without a line, line without a task, and unknown capability
 */
export function readCoverage(folder: string, plan: Plan): readonly CoverageLine[] {
  const path = join(folder, 'coverage.yaml');
  if (!existsSync(path)) return linesOf(plan, { capabilities: {}, lines: [] });
  const file = readYamlFile<CoverageFile>(path, CoverageYaml);
  const mistakes = coverageMistakes(file, plan);
  if (mistakes.length > 0) throw new DataFileError(mistakes);
  return linesOf(plan, file.value);
}

interface Subject {
  readonly key: string;
  readonly code: string;
  readonly kind: 'responsibility' | 'task';
  readonly department: { readonly code: string; readonly name: LocalText } | undefined;
  readonly number: number;
  readonly text: LocalText;
}

const keyOf = ({ responsibility, department, task }: LineEntry): string =>
  responsibility === undefined ? `${department} ${task}` : `responsibility ${responsibility}`;

/** Everything that the plan gives its institutions to do. */
function subjectsOf(plan: Plan): readonly Subject[] {
  const responsibilities = plan.responsibilities.map(
    ({ number, title }): Subject => ({
      key: `responsibility ${number}`,
      code: `resp-${String(number).padStart(2, '0')}`,
      kind: 'responsibility',
      department: undefined,
      number,
      text: title,
    }),
  );
  const tasks = plan.institutions.flatMap(({ code, name, tasks: listed = [] }) =>
    listed.map(
      (text, i): Subject => ({
        key: `${code} ${text.en}`,
        code: `${code}-task-${i + 1}`,
        kind: 'task',
        department: { code, name },
        number: i + 1,
        text,
      }),
    ),
  );
  return [...new Map([...responsibilities, ...tasks].map((each) => [each.key, each])).values()];
}

/** Where the file and the plan do not fit each other. */
export function coverageMistakes(file: YamlFile<CoverageFile>, plan: Plan): readonly string[] {
  const subjects = subjectsOf(plan);
  const known = new Set(subjects.map((each) => each.key));
  const seen = new Set<string>();
  const mistakes: string[] = [];
  for (const [i, line] of file.value.lines.entries()) {
    const at = (rule: string): number => mistakes.push(`${file.path}:${file.lineOf(['lines', i])}: ${rule}`);
    const isTask = line.department !== undefined && line.task !== undefined;
    if (isTask === (line.responsibility !== undefined)) at('a line is of a responsibility, or of a department and its task');
    else if (!known.has(keyOf(line))) at(`the plan has no ${isTask ? `task "${line.task}" of ${line.department}` : keyOf(line)}`);
    if (seen.has(keyOf(line))) at(`${keyOf(line)} stands twice`);
    seen.add(keyOf(line));
    if (isTask && line.capabilities === undefined) at(`the task "${line.task}" of ${line.department} belongs to no capability`);
    for (const code of line.capabilities ?? []) if (file.value.capabilities[code] === undefined) at(`there is no capability "${code}"`);
  }
  for (const { key, kind, department, text } of subjects)
    if (!seen.has(key))
      mistakes.push(`${file.path}:1: ${kind === 'task' ? `the task "${text.en}" of ${department?.code}` : key} has no line of coverage`);
  return mistakes;
}

function linesOf(plan: Plan, file: CoverageFile): readonly CoverageLine[] {
  const entries = new Map(file.lines.map((line) => [keyOf(line), line]));
  const names = new Map<string, ReadonlySet<string>>();
  const isShown = ({ test }: ServedEntry): boolean => {
    const known = names.get(test.file) ?? testNamesOf(join(PROJECT, test.file));
    names.set(test.file, known);
    return known.has(test.name);
  };
  return subjectsOf(plan).map(({ key, ...subject }) => {
    const entry = entries.get(key);
    const served = (entry?.served ?? []).filter(isShown);
    // A claim whose test is gone takes its part of the task with it: then the task is not served as a whole.
    const isWhole = served.length === (entry?.served ?? []).length && entry?.missing === undefined;
    return {
      ...subject,
      capabilities: (entry?.capabilities ?? []).map((code) => ({ code, name: file.capabilities[code] ?? { 'zh-CN': code, en: code } })),
      state: served.length === 0 ? 'not-built' : isWhole ? 'served' : 'partly',
      served,
      missing: entry?.missing,
    };
  });
}

/** The names of the tests that a file declares as plain text; empty where there is no such file. */
export function testNamesOf(path: string): ReadonlySet<string> {
  if (!existsSync(path)) return new Set();
  const text = readFileSync(path, 'utf8');
  const declared = /\b(?:test|it)\(\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")/g;
  return new Set([...text.matchAll(declared)].map(([, single, double]) => (single ?? double ?? '').replaceAll(/\\(.)/g, '$1')));
}

export const countStates = (lines: readonly CoverageLine[]): Readonly<Record<CoverageState, number>> => ({
  served: lines.filter((each) => each.state === 'served').length,
  partly: lines.filter((each) => each.state === 'partly').length,
  'not-built': lines.filter((each) => each.state === 'not-built').length,
});
