import { SeriesRefusal } from '../refusal.ts';
import { type Interval, type LinearFact, openSolver } from './attacker.ts';
import { intervals, isProtected, type ProtectionProblem } from './pattern.ts';
import { allSumsOf, keysOf, type Sum, sumsOf, type TableShape } from './table.ts';

/** A table as published, with the truth behind its hidden cells where the asker knows it. */
export interface PatternTable {
  readonly name: string | undefined;
  readonly shape: TableShape;
  /** NaN where the value of a hidden cell is not given. */
  readonly values: Float64Array;
  readonly hidden: Uint8Array;
  /** 1 where protection is asked for: primary cells. */
  readonly unsafe: Uint8Array;
  readonly protection: Float64Array;
}

/** What the attacker knows beside the tables' own sums; cells are numbered through all tables. */
export interface Knowledge {
  readonly facts: readonly LinearFact[];
  readonly bounds: readonly { readonly cell: number; readonly min: number; readonly max: number }[];
  /** Unit to which published values are rounded, 0 where they are exact. */
  readonly rounding: number;
  /** Time limit; by default two minutes. */
  readonly seconds?: number | undefined;
  /** Whether values may be negative. */
  readonly isSigned: boolean;
}

export interface AuditedCell extends Interval {
  readonly table: string | undefined;
  readonly keys: readonly string[];
  readonly isProtected: boolean;
}

/** Published sums may miss by this share of their largest part, the noise of adding doubles. */
const NOISE = 1e-9;

/**
 * The attacker's interval of every hidden unsafe cell (of every hidden cell where none is marked unsafe), from all tables together and
 * everything else known: linked tables, growth rates, earlier months.
 *
 * Where the true value is not given, a cell counts as protected if its interval is wider than nothing.
 *
 * @throws SeriesRefusal `margins-do-not-add` if published figures contradict each other, with the keys of the sum where one is wrong
 */
export async function auditTables(tables: readonly PatternTable[], knowledge: Knowledge): Promise<AuditedCell[]> {
  for (const table of tables) checkMargins(table, knowledge.rounding);
  const solver = await openSolver(knowledge.seconds);
  const problem = joined(tables, knowledge);
  const hidden = concatenated(tables.map((table) => table.hidden));
  const anyUnsafe = problem.unsafe.some((one) => one !== 0);
  const targets: { table: PatternTable; cell: number; at: number }[] = [];
  let offset = 0;
  for (const table of tables) {
    for (let cell = 0; cell < table.shape.cells; cell++) {
      if (table.hidden[cell] === 1 && (!anyUnsafe || table.unsafe[cell] === 1)) targets.push({ table, cell, at: offset + cell });
    }
    offset += table.shape.cells;
  }
  const facts = knowledge.rounding === 0 ? knowledge.facts : [...knowledge.facts, ...roundedSums(tables, hidden, knowledge.rounding)];
  const found = intervals(
    solver,
    problem,
    hidden,
    targets.map(({ at }) => at),
    facts,
  );
  return targets.map(({ table, cell, at }) => {
    const interval = found.get(at) as Interval;
    const value = table.values[cell] as number;
    const width = interval.max - interval.min;
    const holds = Number.isNaN(value) ? width > 1e-6 * Math.max(1e-9, Math.abs(interval.max)) : isProtected(problem, at, interval);
    return { table: table.name, keys: keysOf(table.shape, cell), ...interval, isProtected: holds };
  });
}

function checkMargins(table: PatternTable, rounding: number): void {
  for (const { whole, parts } of allSumsOf(table.shape)) {
    if ([whole, ...parts].some((cell) => table.hidden[cell] === 1)) continue;
    let sum = 0;
    let largest = 0;
    for (const part of parts) {
      sum += table.values[part] as number;
      largest = Math.max(largest, Math.abs(table.values[part] as number));
    }
    const slack = NOISE * Math.max(largest, Math.abs(table.values[whole] as number)) + (rounding / 2) * (parts.length + 1);
    if (Math.abs(sum - (table.values[whole] as number)) > slack)
      throw new SeriesRefusal('margins-do-not-add', {
        field: 'cells',
        values: {
          ...(table.name === undefined ? {} : { table: table.name }),
          keys: keysOf(table.shape, whole),
          margin: table.values[whole],
          sum,
        },
      });
  }
}

function joined(tables: readonly PatternTable[], knowledge: Knowledge): ProtectionProblem {
  const cells = tables.reduce((sum, table) => sum + table.shape.cells, 0);
  const lower = new Float64Array(cells).fill(knowledge.isSigned ? Number.NEGATIVE_INFINITY : 0);
  const upper = new Float64Array(cells).fill(Number.POSITIVE_INFINITY);
  for (const { cell, min, max } of knowledge.bounds) {
    lower[cell] = Math.max(lower[cell] as number, min);
    upper[cell] = Math.min(upper[cell] as number, max);
  }
  const sums: Sum[] = [];
  let offset = 0;
  for (const table of tables) {
    if (knowledge.rounding === 0) sums.push(...shifted(sumsOf(table.shape), offset));
    offset += table.shape.cells;
  }
  return {
    cells,
    values: concatenatedNumbers(tables.map((table) => table.values)),
    sums,
    unsafe: concatenated(tables.map((table) => table.unsafe)),
    protection: concatenatedNumbers(tables.map((table) => table.protection)),
    lower,
    upper,
  };
}

/** With rounded figures each sum holds within half a unit for every published cell in it; then no sum follows from the others. */
function roundedSums(tables: readonly PatternTable[], hidden: Uint8Array, rounding: number): LinearFact[] {
  const facts: LinearFact[] = [];
  let offset = 0;
  for (const table of tables) {
    for (const { whole, parts } of shifted(allSumsOf(table.shape), offset)) {
      const columns = [whole, ...parts];
      const slack = (rounding / 2) * columns.filter((cell) => hidden[cell] === 0).length;
      facts.push({ columns, factors: [1, ...parts.map(() => -1)], min: -slack, max: slack });
    }
    offset += table.shape.cells;
  }
  return facts;
}

const shifted = (sums: readonly Sum[], offset: number): Sum[] =>
  sums.map(({ whole, parts }) => ({ whole: whole + offset, parts: parts.map((part) => part + offset) }));

const concatenated = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const concatenatedNumbers = (parts: readonly Float64Array[]): Float64Array => Float64Array.from(parts.flatMap((part) => [...part]));
