import { type Fields, listAt, listOr, numberAt, numberOr, objectAt, objectsAt, textAt, textOr, textsOf } from '../indices/reading.ts';
import { SeriesRefusal } from '../refusal.ts';
import type { LinearFact } from './attacker.ts';
import type { Knowledge, PatternTable } from './audit.ts';
import { cellOf, type Dimension, dimensionOf, keysOf, shapeOf } from './table.ts';

/** Reads the `spec` of an audit (form: `auditAnswer`). */
export function readAudit(spec: Fields): { readonly tables: readonly PatternTable[]; readonly knowledge: Knowledge } {
  const tables = spec.tables === undefined ? [tableOf(spec, '')] : objectsAt(spec, 'tables').map((one, i) => tableOf(one, `tables.${i}.`));
  const refer = referrer(tables);
  const facts: LinearFact[] = [
    ...listOr(spec, 'equal').map((pair, i) => equality(pair, `equal.${i}`, refer)),
    ...(spec.growth === undefined ? [] : objectsAt(spec, 'growth')).flatMap((one) => growthFacts(one, refer)),
    ...(spec.facts === undefined ? [] : objectsAt(spec, 'facts')).map((one) => ({
      columns: objectsAt(one, 'terms').map((term) => refer(term.of, 'terms.of')),
      factors: objectsAt(one, 'terms').map((term) => numberOr(term, 'factor', 1)),
      min: numberOr(one, 'min', Number.NEGATIVE_INFINITY),
      max: numberOr(one, 'max', Number.POSITIVE_INFINITY),
    })),
  ];
  const bounds = (spec.bounds === undefined ? [] : objectsAt(spec, 'bounds')).map((one) => ({
    cell: refer(one.of, 'bounds.of'),
    min: numberOr(one, 'min', Number.NEGATIVE_INFINITY),
    max: numberOr(one, 'max', Number.POSITIVE_INFINITY),
  }));
  return {
    tables,
    knowledge: {
      facts,
      bounds,
      seconds: numberOr(spec, 'timeLimit', undefined),
      rounding: numberOr(spec, 'rounding', 0),
      isSigned: spec.signed === true,
    },
  };
}

type Referrer = (reference: unknown, field: string) => number;

function tableOf(from: Fields, at: string): PatternTable {
  const cells = objectsAt(from, 'cells');
  const keys = cells.map((cell, i) => textsOf(cell.keys, `${at}cells.${i}.keys`));
  const dimensions: Dimension[] = objectsAt(from, 'dimensions').map((dimension, d) => {
    const parents = dimension.parents === undefined ? {} : textsIn(objectAt(dimension, 'parents'));
    const codes = keys.map((key, i) => {
      if (key[d] === undefined) throw new SeriesRefusal('cell-unknown', { field: `${at}cells.${i}.keys` });
      return key[d];
    });
    return dimensionOf(textAt(dimension, 'name'), codes, parents);
  });
  const shape = shapeOf(dimensions);
  const values = new Float64Array(shape.cells).fill(Number.NaN);
  const hidden = new Uint8Array(shape.cells).fill(1);
  const unsafe = new Uint8Array(shape.cells);
  const protection = new Float64Array(shape.cells);
  const seen = new Uint8Array(shape.cells);
  cells.forEach((cell, i) => {
    const number = cellOf(shape, keys[i] as string[]);
    if (number === undefined || seen[number] === 1)
      throw new SeriesRefusal(number === undefined ? 'cell-unknown' : 'cell-twice', {
        field: `${at}cells.${i}.keys`,
        values: { keys: keys[i] },
      });
    seen[number] = 1;
    const status = textAt(cell, 'status');
    if (!['open', 'primary', 'secondary'].includes(status))
      throw new SeriesRefusal('status-unknown', { field: `${at}cells.${i}.status`, values: { status } });
    values[number] = numberOr(cell, 'value', Number.NaN);
    protection[number] = numberOr(cell, 'protection', 0);
    if (status === 'open') {
      numberAt(cell, 'value');
      hidden[number] = 0;
    }
    if (status === 'primary') unsafe[number] = 1;
  });
  const absent = seen.indexOf(0);
  if (absent >= 0) throw new SeriesRefusal('cell-missing', { field: `${at}cells`, values: { keys: keysOf(shape, absent) } });
  return { name: textOr(from, 'name', undefined), shape, values, hidden, unsafe, protection };
}

const textsIn = (from: Fields): Record<string, string> => Object.fromEntries(Object.keys(from).map((key) => [key, textAt(from, key)]));

function referrer(tables: readonly PatternTable[]): Referrer {
  return (reference, field) => {
    const from = objectAt({ [field]: reference }, field);
    const name = textOr(from, 'table', tables[0]?.name);
    let offset = 0;
    for (const table of tables) {
      const cell = table.name === name ? cellOf(table.shape, textsOf(from.keys, `${field}.keys`)) : undefined;
      if (cell !== undefined) return offset + cell;
      offset += table.shape.cells;
    }
    throw new SeriesRefusal('cell-unknown', { field, values: { table: name, keys: from.keys } });
  };
}

function equality(pair: unknown, field: string, refer: Referrer): LinearFact {
  const [a, b] = listAt({ [field]: pair }, field);
  return { columns: [refer(a, field), refer(b, field)], factors: [1, -1], min: 0, max: 0 };
}

/** A growth rate g % published with d decimals says: on·(1 + (g − h)/100) ≤ of ≤ on·(1 + (g + h)/100), h half a unit of the last digit. */
function growthFacts(one: Fields, refer: Referrer): LinearFact[] {
  const half = 0.5 * 10 ** -numberOr(one, 'decimals', 1);
  const rate = numberAt(one, 'rate');
  const low = 1 + (rate - half) / 100;
  const high = 1 + (rate + half) / 100;
  const of = refer(one.of, 'growth.of');
  if (typeof one.on === 'number') return [{ columns: [of], factors: [1], min: one.on * low, max: one.on * high }];
  const on = refer(one.on, 'growth.on');
  return [
    { columns: [of, on], factors: [1, -low], min: 0, max: Number.POSITIVE_INFINITY },
    { columns: [of, on], factors: [1, -high], min: Number.NEGATIVE_INFINITY, max: 0 },
  ];
}
