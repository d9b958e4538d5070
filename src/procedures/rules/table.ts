import { compileDecisions, type DecisionModel } from '@mandate/decisions';
import type { Procedure } from '../library.ts';
import type { OwnRow } from './definition.ts';

/** A version of a territory's own rows that holds from a day on. */
export interface OwnRows {
  readonly id: string;
  readonly territory: string;
  readonly from: Temporal.PlainDate;
  readonly rows: readonly OwnRow[];
}

/**
 * A rule table with a territory's rows before the ministry's own, as DMN: of a table that takes the first row that fits, those of the
 * territory win. Rows for some come before the row for all.
 *
 * @param xml a DMN file whose first decision table has two inputs, the territory and what rows differ by
 * @throws RangeError when the table has no rules, or a row lacks a column of the table
 */
export function withOwnRows(xml: string, { territory, from, rows }: OwnRows): string {
  const at = xml.search(/<rule\s/);
  if (at === -1) throw new RangeError('the table has no rules to put others before');
  const columns = [...xml.matchAll(/<output\s[^>]*name="([^"]+)"/g)].map(([, name]) => name ?? '');
  const ordered = [...rows].sort((a, b) => Number(a.for === '-') - Number(b.for === '-'));
  const written = ordered.map((row, i) => {
    const id = `own${i + 1}`;
    const cells = columns.map((column, n) => {
      const value = row.values[column];
      if (value === undefined) throw new RangeError(`the row for "${row.for}" lacks the column ${column}`);
      return `<outputEntry id="${id}o${n}"><text>${value}</text></outputEntry>`;
    });
    const when = row.for === '-' ? '-' : `"${row.for}"`;
    return `<rule id="${id}"><description>${territory}: in force from ${from}</description><inputEntry id="${id}t"><text>"${territory}"</text></inputEntry><inputEntry id="${id}f"><text>${when}</text></inputEntry>${cells.join('')}</rule>`;
  });
  return `${xml.slice(0, at)}${written.join('\n')}\n${xml.slice(at)}`;
}

const compiled = new WeakMap<Procedure, Map<string, Promise<DecisionModel>>>();

/** The compiled table with these rows; compiled once for each text of the procedure. */
export function modelWithOwnRows(procedure: Procedure, rule: string, own: OwnRows): Promise<DecisionModel> {
  const models = compiled.get(procedure) ?? new Map<string, Promise<DecisionModel>>();
  compiled.set(procedure, models);
  const known = models.get(own.id);
  if (known !== undefined) return known;
  const compiling = compileDecisions(withOwnRows(procedure.files[`rules/${rule}.dmn`] ?? '', own));
  models.set(own.id, compiling);
  return compiling;
}
