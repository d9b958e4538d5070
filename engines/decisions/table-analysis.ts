import type { DecisionTable, Definitions, Expression } from './dmn/definitions.ts';
import { toPlain } from './plain-values.ts';
import { type Column, columnOf } from './table-columns.ts';

/** Inputs about which a table says nothing, or says two things. */
export interface TableWarning {
  readonly table: string;
  /** `unsearched`: the table is too large to be searched for either. */
  readonly kind: 'gap' | 'overlap' | 'unsearched';
  /** Rules that overlap, from 1. */
  readonly rules: readonly number[];
  /** Input expressions with values for which it shows; an input that does not matter is left out. */
  readonly example: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** Combinations looked at before a table is left as too large to search. */
const MOST_STEPS = 200_000;
const MOST_OVERLAPS = 20;
/** Every two rules are compared, so that the work grows with the square of their number. */
const MOST_RULES = 1500;

/**
 * Finds gaps (inputs that no rule meets, where there is no default output) and overlaps (inputs that two rules of a UNIQUE table meet, or
 * two rules of an ANY table with different outputs).
 *
 * Each column is reduced to values that stand for all others: the ends that its cells name, one between each two and one beyond them.
 * The cells themselves decide about these values, so analysis and decision cannot disagree. A cell that depends on variables is taken
 * to meet what it must for no false alarm to arise.
 */
export function findTableWarnings(definitions: Definitions): readonly TableWarning[] {
  const logics = [...definitions.decisions.map(({ logic }) => logic), ...definitions.knowledge.map(({ logic }) => logic)];
  return logics.flatMap((logic) => [...tablesIn(logic)]).flatMap(analyse);
}

/** The tables inside an expression, however deep. */
function* tablesIn(part: unknown): Generator<DecisionTable> {
  if (typeof part !== 'object' || part === null) return;
  if ('is' in part && (part as Expression).is === 'table') yield part as DecisionTable;
  else for (const inner of Object.values(part)) yield* tablesIn(inner);
}

function analyse(table: DecisionTable): readonly TableWarning[] {
  const columns: Column[] = [];
  for (const [i, input] of table.inputs.entries()) {
    const column = table.rules.length > MOST_RULES ? undefined : columnOf(table, input, i);
    if (column === undefined)
      return [
        {
          table: table.id,
          kind: 'unsearched',
          rules: [],
          example: {},
          message: 'the table is too large to be searched for gaps and overlaps',
        },
      ];
    columns.push(column);
  }
  return [...overlaps(table, columns), ...gaps(table, columns)];
}

const describe = (example: Readonly<Record<string, unknown>>): string =>
  Object.entries(example)
    .map(([expression, value]) => `${expression} = ${JSON.stringify(value)}`)
    .join(', ') || 'any input';

function exampleOf(columns: readonly Column[], chosen: readonly (number | undefined)[]): Record<string, unknown> {
  const example: Record<string, unknown> = {};
  for (const [i, column] of columns.entries()) {
    const at = chosen[i];
    if (at !== undefined && column.values.length > 1) example[column.expression] = toPlain(column.values[at] ?? null);
  }
  return example;
}

function overlaps(table: DecisionTable, columns: readonly Column[]): TableWarning[] {
  if (table.hitPolicy !== 'UNIQUE' && table.hitPolicy !== 'ANY') return [];
  const found: TableWarning[] = [];
  const { rules } = table;
  for (let a = 0; a < rules.length; a++) {
    for (let b = a + 1; b < rules.length; b++) {
      const agree = rules[a]?.results.every((result, i) => result.trim() === rules[b]?.results[i]?.trim());
      if (table.hitPolicy === 'ANY' && agree) continue;
      // Only cells that certainly meet a value count.
      const shared = columns.map((column) =>
        column.values.findIndex((_, at) => column.surely[a]?.[at] === true && column.surely[b]?.[at] === true),
      );
      if (shared.includes(-1)) continue;
      const example = exampleOf(columns, shared);
      const message = `rules ${a + 1} and ${b + 1} both match for ${describe(example)}`;
      found.push({ table: table.id, kind: 'overlap', rules: [a + 1, b + 1], example, message });
      if (found.length >= MOST_OVERLAPS) return found;
    }
  }
  return found;
}

function gaps(table: DecisionTable, columns: readonly Column[]): TableWarning[] {
  if (table.hitPolicy === 'COLLECT' || table.hitPolicy === 'RULE ORDER' || table.hitPolicy === 'OUTPUT ORDER') return [];
  if (table.outputs.some(({ otherwise }) => otherwise !== undefined)) return [];
  const search = new GapSearch(columns);
  const chosen = search.find(
    table.rules.map((_, i) => i),
    0,
  );
  if (chosen === undefined) return [];
  const example = exampleOf(columns, chosen);
  return [{ table: table.id, kind: 'gap', rules: [], example, message: `no rule matches for ${describe(example)}` }];
}

/** Walks the columns, keeping the rules that may still match; none left is a gap. */
class GapSearch {
  readonly #columns: readonly Column[];
  /** Sets of rules from which no gap can be reached, by column. */
  readonly #closed = new Set<string>();
  #steps = 0;

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
  }

  /** Places of the values chosen up to the gap; undefined if there is none, or the search was too long to say. */
  find(rules: readonly number[], depth: number): number[] | undefined {
    if (rules.length === 0) return [];
    const column = this.#columns[depth];
    if (column === undefined || ++this.#steps > MOST_STEPS) return undefined;
    const key = `${depth}:${rules.join(',')}`;
    if (this.#closed.has(key)) return undefined;
    for (const at of column.values.keys()) {
      const rest = this.find(
        rules.filter((rule) => column.perhaps[rule]?.[at] === true),
        depth + 1,
      );
      if (rest !== undefined) return [at, ...rest];
    }
    this.#closed.add(key);
    return undefined;
  }
}
