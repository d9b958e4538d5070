import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathConformance } from './propagation/path-conformance.ts';
import { terrainConformance } from './propagation/terrain-conformance.ts';

/** One published figure beside ours; `want` undefined means that the input must be refused, and `got` NaN that it was. */
export type Comparison = { readonly label: string; readonly got: number; readonly want: number | undefined; readonly allowed: number };

/** One set of published examples. Every part of the engine lists its own in `conformanceSets`. */
export type ConformanceSet = {
  /** Model and edition. */
  readonly model: string;
  /** What is compared: the result, or which intermediate values. */
  readonly quantity: string;
  /** Who published the figures. */
  readonly source: string;
  readonly tolerance: string;
  /** Folder below the test data of the spectrum engine that must be there. */
  readonly folder: string;
  /** Puts the examples to the engine; `testdata` is the absolute path above `folder`. */
  readonly compare: (testdata: string) => Promise<readonly Comparison[]>;
};

export type ConformanceScore = {
  readonly set: ConformanceSet;
  readonly compared: number;
  readonly passed: number;
  readonly worst: number;
  readonly failures: readonly Comparison[];
};

/** All sets of the engine, in the order of the table. */
export const conformanceSets: readonly ConformanceSet[] = [...pathConformance, ...terrainConformance];

/** Where a checkout keeps the published examples, which are not part of the project. */
export const TESTDATA = resolve(import.meta.dirname, '../../../shared/testdata/spectrum');

export const isPresent = (set: ConformanceSet, testdata = TESTDATA): boolean => existsSync(resolve(testdata, set.folder));

/** Runs one set. */
export async function score(set: ConformanceSet, testdata = TESTDATA): Promise<ConformanceScore> {
  const comparisons = await set.compare(testdata);
  const failures = comparisons.filter((comparison) => !passes(comparison));
  const worst = comparisons.reduce((most, comparison) => Math.max(most, difference(comparison)), 0);
  return { set, compared: comparisons.length, passed: comparisons.length - failures.length, worst, failures };
}

const difference = ({ got, want }: Comparison): number => (want === undefined ? 0 : Math.abs(got - want));

const passes = (comparison: Comparison): boolean =>
  comparison.want === undefined ? Number.isNaN(comparison.got) : difference(comparison) <= comparison.allowed;

/** The scores as a Markdown table; sets whose examples are absent are left out. */
export async function conformanceTable(testdata = TESTDATA): Promise<string> {
  const lines = ['| Model | Compared | Published by | Tolerance | Right | Largest difference |', '| --- | --- | --- | --- | --- | --- |'];
  for (const set of conformanceSets) {
    if (!isPresent(set, testdata)) continue;
    const { compared, passed, worst } = await score(set, testdata);
    lines.push(
      `| ${set.model} | ${set.quantity} | ${set.source} | ${set.tolerance} | ${passed} of ${compared} | ${worst.toExponential(1)} |`,
    );
  }
  return lines.join('\n');
}

const README = resolve(import.meta.dirname, 'README.md');

/** Replaces the table of the README, which begins with the head of `conformanceTable` and ends at the next empty line. */
function writeTable(table: string): void {
  const readme = readFileSync(README, 'utf8');
  const start = readme.indexOf(table.split('\n')[0] as string);
  const end = readme.indexOf('\n\n', start);
  if (start < 0 || end < 0) throw new Error(`${README} has no conformance table`);
  writeFileSync(README, readme.slice(0, start) + table + readme.slice(end));
}

if (import.meta.main) {
  const table = await conformanceTable();
  if (process.argv.includes('--write')) writeTable(table);
  else console.log(table);
}
