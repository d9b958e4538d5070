import { readFileSync } from 'node:fs';
import type { Comparison } from '../conformance.ts';
import { InputReader, type SpectrumAnswer, type SpectrumModel, SpectrumRefusal } from '../validation.ts';

/** Rows of a published file: a byte-order mark may stand before them, fields are separated by commas or semicolons. */
export function readRows(path: string): readonly (readonly string[])[] {
  const lines = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  return lines.map((line) => (line.includes(',') ? line : line.replaceAll(';', ',')).split(',').map((cell) => cell.trim()));
}

/** Rows in which all of the first `columns` cells are numbers. */
export function readNumbers(path: string, columns: number): readonly (readonly number[])[] {
  const rows: number[][] = [];
  for (const row of readRows(path)) {
    if (row.length < columns || row.slice(0, columns).some((cell) => cell === '')) continue;
    const numbers = row.map(Number);
    if (numbers.slice(0, columns).every(Number.isFinite)) rows.push(numbers);
  }
  return rows;
}

/** Puts inputs to a model as a request would, leaving out what is undefined. */
export async function ask(
  model: SpectrumModel,
  inputs: Readonly<Record<string, unknown>>,
  version?: string,
): Promise<SpectrumAnswer | SpectrumRefusal> {
  const given = Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined));
  try {
    return await model({ version, inputs: new InputReader(given), intermediates: true, read: () => '' });
  } catch (error) {
    if (error instanceof SpectrumRefusal) return error;
    throw error;
  }
}

/** A number of an answer, among outputs and intermediate values; NaN where the request was refused or the name is unknown. */
export function numberOf(answer: SpectrumAnswer | SpectrumRefusal, name: string): number {
  if (answer instanceof SpectrumRefusal) return Number.NaN;
  const value = answer.outputs[name] ?? answer.intermediates?.[name];
  return typeof value === 'number' ? value : Number.NaN;
}

/** Compares with a tolerance relative to the published figure and a little for its last digit. */
export const relative = (label: string, got: number, want: number, share: number, last = 0): Comparison => ({
  label,
  got,
  want,
  allowed: share * Math.abs(want) + last,
});

/** A profile in the layout of the SG 3 measurement files: distance, height, coverage, clutter height, zone between two markers. */
export function readMeasurementProfile(path: string): Readonly<Record<'d_km' | 'h_m' | 'clutter_m' | 'zone', readonly number[]>> {
  const d_km: number[] = [];
  const h_m: number[] = [];
  const clutter_m: number[] = [];
  const zone: number[] = [];
  let isInside = false;
  for (const row of readRows(path)) {
    const first = row[0] ?? '';
    if (first.startsWith('{Begin of Profile')) isInside = true;
    else if (first.startsWith('{')) isInside = false;
    else if (isInside && row.length >= 5 && first !== '' && Number.isFinite(Number(first))) {
      d_km.push(Number(first));
      h_m.push(Number(row[1]));
      clutter_m.push(Number(row[3]));
      zone.push(Number(row[4]));
    }
  }
  return { d_km, h_m, clutter_m, zone };
}

/** A log of `name (unit),reference,step,value` rows. Equal names are kept in order; names carry no unit. */
export type Log = ReadonlyMap<string, readonly { readonly reference: string; readonly value: string }[]>;

export function readLog(path: string): Log {
  const log = new Map<string, { reference: string; value: string }[]>();
  for (const row of readRows(path)) {
    const name = (row[0] ?? '').split('(')[0]?.trim() ?? '';
    if (row.length < 4 || name === '') continue;
    const entries = log.get(name) ?? [];
    entries.push({ reference: row[1] ?? '', value: row[3] ?? '' });
    log.set(name, entries);
  }
  return log;
}

/** The number logged under a name (the first of equal names unless `at` says otherwise), undefined where the cell is empty. */
export function logged(log: Log, name: string, at = 0): number | undefined {
  const value = log.get(name)?.[at]?.value;
  return value === undefined || value === '' ? undefined : Number(value);
}
