import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Frequency, parsePeriod, type Series } from './period.ts';

/** Published reference output, kept beside the project and not in it. */
export const publishedFolder = join(import.meta.dirname, '..', '..', '..', 'shared', 'testdata', 'statistics');

/** Whether the published files are there. */
export const published = existsSync(publishedFolder);

/** Options for tests that need the published files: they are visibly skipped where the folder is absent. */
export const withPublished = { skip: published ? false : 'the folder with published statistics is absent' } as const;

/** A table of a published CSV: columns by name, empty cells NaN. */
export function publishedTable(path: string): { readonly columns: Readonly<Record<string, Float64Array>>; readonly first: string } {
  const [head = '', ...lines] = readFileSync(join(publishedFolder, path), 'utf8').trim().split('\n');
  const names = head.trim().split(',');
  const rows = lines.map((line) => line.trim().split(','));
  const columns: Record<string, Float64Array> = {};
  names.forEach((name, i) => {
    if (i > 0)
      columns[name] = Float64Array.from(rows, (row) =>
        row[i] === undefined || row[i] === '' || row[i] === 'NA' ? Number.NaN : Number(row[i]),
      );
  });
  return { columns, first: rows[0]?.[0] ?? '' };
}

/** A published series: AirPassengers, UKgas, cn_imports, us_retail_bookstores. */
export function publishedSeries(name: string): Series {
  const { columns, first } = publishedTable(`series/${name}.csv`);
  const frequency: Frequency = first.includes('Q') ? 4 : 12;
  return { start: parsePeriod(first, frequency), frequency, values: columns.value ?? new Float64Array() };
}

/** The reference program's settings, diagnostics and forecasts of one run. */
export function publishedRun(
  run: string,
  name: string,
): Readonly<Record<string, unknown>> & {
  readonly diagnostics: Readonly<Record<string, unknown>>;
  readonly spec: string;
} {
  return JSON.parse(readFileSync(join(publishedFolder, 'x13', run, `${name}.json`), 'utf8'));
}

/** Largest relative difference where `wanted` has a value; Infinity where `got` has none. */
export function relativeDifference(wanted: Float64Array, got: ArrayLike<number | null> | undefined): number {
  let worst = 0;
  wanted.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    const mine = got?.[i];
    if (mine === undefined || mine === null || Number.isNaN(mine)) worst = Number.POSITIVE_INFINITY;
    else worst = Math.max(worst, Math.abs(value - mine) / Math.max(Math.abs(value), 1e-12));
  });
  return worst;
}
