import { type Fields, listOr, numberOr, objectAt, objectsAt, textAt, textOr, textsOf } from '../indices/reading.ts';
import { SeriesRefusal } from '../refusal.ts';
import { auditTables } from './audit.ts';
import { readAudit } from './audit-request.ts';
import { type DimensionRequest, type MicrodataRow, tabulate } from './contributions.ts';
import { readCsv } from './csv.ts';
import { contributors, type PrimaryRule } from './primary.ts';
import { suppressTable } from './suppress.ts';
import { cellOf, keysOf, type TableShape } from './table.ts';

/** Reads the text of a file named in a request; where paths are not allowed it refuses. */
export type ReadFile = (path: string) => string;

/**
 * Answers `{op: "suppress", spec}`:
 * `{microdata: rows or path of a CSV, dimensions: [{name, column, parents?, codes?}], value, group?, weight?, waiver?,
 * rule: {p?, q?, n?, k?, threshold?, range?}, audit?: boolean, publish?: [keys], previous?: [keys], timeLimit?: seconds}` →
 * `{cells: [{keys, value, count, status}], audit: [{keys, min, max}], method}`.
 *
 * `keys` are codes in the order of the dimensions, "Total" for a margin over all; `count` is the number of contributing groups.
 *
 * @throws SeriesRefusal naming the field
 */
export async function suppressAnswer(request: Fields, read: ReadFile): Promise<Record<string, unknown>> {
  const spec = objectAt(request, 'spec');
  const table = tabulate(rowsOf(spec, read), dimensionsOf(spec), {
    value: textAt(spec, 'value'),
    group: textOr(spec, 'group', undefined),
    weight: textOr(spec, 'weight', undefined),
    waiver: textOr(spec, 'waiver', undefined),
  });
  const { shape } = table;
  const result = await suppressTable(table, ruleOf(spec), {
    publish: cellsOf(shape, spec, 'publish'),
    previous: cellsOf(shape, spec, 'previous'),
    seconds: numberOr(spec, 'timeLimit', undefined),
  });
  const cells = Array.from({ length: shape.cells }, (_, cell) => ({
    keys: keysOf(shape, cell),
    value: table.values[cell] as number,
    count: contributors(table.contributions[cell] ?? []),
    status: result.unsafe[cell] === 1 ? 'primary' : result.hidden[cell] === 1 ? 'secondary' : 'open',
  }));
  const audit = [...result.audit].map(([cell, { min, max }]) => ({ keys: keysOf(shape, cell), min: finite(min), max: finite(max) }));
  return { cells, ...(spec.audit === false ? {} : { audit }), method: result.method };
}

/**
 * Answers `{op: "audit", spec}`: what an attacker can say of the hidden cells of a given pattern. `spec` is
 * `{tables: [{name?, dimensions: [{name, parents?}], cells: [{keys, value?, status, protection?}]}], rounding?, signed?,
 * equal?: [[ref, ref]], growth?: [{of: ref, on: ref or number, rate, decimals}], facts?: [{terms: [{of: ref, factor}], min?, max?}],
 * bounds?: [{of: ref, min?, max?}], timeLimit?: seconds}`, with `ref` = `{table?, keys}`; a single table may stand in `spec` itself.
 * The answer is `{audit: [{table?, keys, min, max, protected}], leaks}`.
 *
 * @throws SeriesRefusal `margins-do-not-add` where the published figures contradict each other
 */
export async function auditAnswer(request: Fields, _read: ReadFile): Promise<Record<string, unknown>> {
  const { tables, knowledge } = readAudit(objectAt(request, 'spec'));
  const found = await auditTables(tables, knowledge);
  const audit = found.map(({ table, keys, min, max, isProtected }) => ({
    ...(table === undefined ? {} : { table }),
    keys,
    min: finite(min),
    max: finite(max),
    protected: isProtected,
  }));
  return { audit, leaks: audit.filter((one) => !one.protected).length };
}

function rowsOf(spec: Fields, read: ReadFile): readonly MicrodataRow[] {
  if (typeof spec.microdata === 'string') return readCsv(read(spec.microdata));
  return objectsAt(spec, 'microdata');
}

function dimensionsOf(spec: Fields): DimensionRequest[] {
  return objectsAt(spec, 'dimensions').map((dimension) => ({
    name: textAt(dimension, 'name'),
    column: textOr(dimension, 'column', textAt(dimension, 'name')),
    parents: parentsOf(dimension),
    codes: listOr(dimension, 'codes').map(String),
  }));
}

export function parentsOf(dimension: Fields): Record<string, string> {
  if (dimension.parents === undefined || dimension.parents === null) return {};
  const parents = objectAt(dimension, 'parents');
  return Object.fromEntries(Object.keys(parents).map((code) => [code, textAt(parents, code)]));
}

function ruleOf(spec: Fields): PrimaryRule {
  const rule = objectAt(spec, 'rule');
  const read: Record<string, number> = {};
  for (const name of ['p', 'q', 'n', 'k', 'threshold', 'range']) {
    const value = numberOr(rule, name, undefined);
    if (value !== undefined) read[name] = value;
  }
  return read;
}

function cellsOf(shape: TableShape, spec: Fields, field: string): number[] {
  return listOr(spec, field).map((one, i) => {
    const keys = textsOf(one, `${field}.${i}`);
    const cell = cellOf(shape, keys);
    if (cell === undefined) throw new SeriesRefusal('cell-unknown', { field: `${field}.${i}`, values: { keys } });
    return cell;
  });
}

/** JSON has no infinity: an interval without end has null there. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
