import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frequency } from '../period.ts';

/** Series and forecasts of R 4.2.2 with forecast 8.20, for tests; they lie beside the project. */
const folder = join(import.meta.dirname, '../../../../shared/testdata/statistics');

/** A reason to skip where the reference files are not at hand. */
export const referenceSkip: string | false = existsSync(folder) ? false : 'reference files are not beside the project';

export const referenceNames = ['AirPassengers', 'UKgas', 'cn_imports', 'us_retail_bookstores'] as const;

export interface ReferenceRows {
  readonly mean: readonly number[];
  readonly lo80: readonly number[];
  readonly hi80: readonly number[];
  readonly lo95: readonly number[];
  readonly hi95: readonly number[];
}

export interface ReferenceForecasts {
  readonly h: number;
  readonly frequency: Frequency;
  readonly theta: { readonly forecast: ReferenceRows };
  readonly snaive: { readonly forecast: ReferenceRows };
  readonly ets: {
    readonly method: string;
    readonly loglik: number;
    readonly aicc: number;
    readonly sigma2: number;
    readonly forecast: ReferenceRows;
    readonly par: Readonly<Record<string, number>>;
  };
  readonly auto_arima: {
    readonly model: Readonly<Record<'p' | 'd' | 'q' | 'P' | 'D' | 'Q', number>>;
    readonly loglik: number;
    readonly aicc: number;
    readonly forecast: ReferenceRows;
  };
  readonly airline_log_ml: {
    readonly coef: Readonly<Record<'ma1' | 'sma1', number>>;
    readonly sigma2: number;
    readonly loglik: number;
    readonly forecast: ReferenceRows;
  };
}

export function referenceSeries(name: string): Float64Array {
  const lines = readFileSync(join(folder, 'series', `${name}.csv`), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return Float64Array.from(lines, (line) => Number(line.split(',')[1]));
}

export function referenceForecast(name: string): {
  readonly values: Float64Array;
  readonly frequency: Frequency;
  readonly reference: ReferenceForecasts;
} {
  const reference = JSON.parse(readFileSync(join(folder, 'r_reference', `${name}.forecast.json`), 'utf8')) as ReferenceForecasts;
  return { values: referenceSeries(name), frequency: reference.frequency, reference };
}

/** Rows of a CSV table of the reference program, by column. */
export function referenceTable(path: string): ReadonlyMap<string, Float64Array> {
  const [head = '', ...lines] = readFileSync(join(folder, path), 'utf8').trim().split('\n');
  const rows = lines.map((line) => line.split(','));
  return new Map(head.split(',').map((column, at) => [column, Float64Array.from(rows, (row) => Number(row[at]))]));
}

export function referenceJson(path: string): unknown {
  return JSON.parse(readFileSync(join(folder, path), 'utf8'));
}

/** Every figure equals the expected one within a share of it. */
export function close(got: ArrayLike<number>, want: ArrayLike<number>, share: number): void {
  assert.ok(got.length >= want.length, `${got.length} figures for ${want.length}`);
  for (let at = 0; at < want.length; at++) {
    const expected = want[at] as number;
    assert.ok(Math.abs((got[at] as number) - expected) <= share * Math.abs(expected), `figure ${at}: ${got[at]} instead of ${expected}`);
  }
}

/** Rows of a file of one JSON value a line. */
export function referenceLines(path: string): readonly unknown[] {
  return readFileSync(join(folder, path), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}
