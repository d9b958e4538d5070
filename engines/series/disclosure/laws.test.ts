import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openSolver } from './attacker.ts';
import { type ContributionTable, tabulate } from './contributions.ts';
import { judge, type PrimaryRule } from './primary.ts';
import { suppressTable } from './suppress.ts';
import { allSumsOf, cellsAbove, isLeaf, type TableShape } from './table.ts';

const record = { a: fc.constantFrom('p', 'q', 'r', 's'), b: fc.constantFrom('x', 'y', 'z'), c: fc.constantFrom('k', 'l') };
const rows = fc.array(fc.record({ ...record, v: fc.integer({ min: 1, max: 6 }) }), { minLength: 4, maxLength: 14 });
const dimensions = [
  { name: 'a', column: 'a', parents: { p: 'P', q: 'P' } },
  { name: 'b', column: 'b' },
];
const rule: PrimaryRule = { p: 60 };

/**
 * The attacker in his simplest form: every whole, non-negative table that agrees with what is published, by trying. In two dimensions
 * a linear programme over such a table has whole extremes, so that both must find the same bounds.
 * Undefined where there are too many tables to try.
 */
function tryAllTables(shape: TableShape, values: Float64Array, hidden: Uint8Array): { min: Float64Array; max: Float64Array } | undefined {
  const unknown: number[] = [];
  const known = new Float64Array(shape.cells);
  const left = values.slice(); // what the unknown leaves of a published margin share
  const open = new Int32Array(shape.cells);
  for (let leaf = 0; leaf < shape.cells; leaf++) {
    if (!isLeaf(shape, leaf)) continue;
    if (hidden[leaf] === 1) unknown.push(leaf);
    for (const cell of cellsAbove(shape, leaf)) {
      if (hidden[leaf] === 1) open[cell] = (open[cell] as number) + 1;
      else {
        known[cell] = (known[cell] as number) + (values[leaf] as number);
        left[cell] = (left[cell] as number) - (values[leaf] as number);
      }
    }
  }
  const above = unknown.map((leaf) => cellsAbove(shape, leaf));
  const published = above.map((cells) => cells.filter((cell) => hidden[cell] === 0));
  const min = new Float64Array(shape.cells).fill(Number.POSITIVE_INFINITY);
  const max = new Float64Array(shape.cells).fill(Number.NEGATIVE_INFINITY);
  let tries = 0;
  const place = (i: number): void => {
    if (++tries > 20_000) return;
    if (i === unknown.length) {
      for (let cell = 0; cell < shape.cells; cell++) {
        min[cell] = Math.min(min[cell] as number, known[cell] as number);
        max[cell] = Math.max(max[cell] as number, known[cell] as number);
      }
      return;
    }
    const bounds = published[i] as number[];
    const most = Math.min(...bounds.map((cell) => left[cell] as number));
    const least = Math.max(0, ...bounds.filter((cell) => open[cell] === 1).map((cell) => left[cell] as number));
    for (let value = least; value <= most; value++) {
      for (const cell of above[i] as number[]) {
        known[cell] = (known[cell] as number) + value;
        left[cell] = (left[cell] as number) - value;
        open[cell] = (open[cell] as number) - 1;
      }
      place(i + 1);
      for (const cell of above[i] as number[]) {
        known[cell] = (known[cell] as number) - value;
        left[cell] = (left[cell] as number) + value;
        open[cell] = (open[cell] as number) + 1;
      }
    }
  };
  place(0);
  return tries > 20_000 ? undefined : { min, max };
}

test('no attacker who tries every table comes closer to an unsafe cell than its protection, and the audit says the same', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (drawn) => {
      const table = tabulate(drawn, dimensions, { value: 'v' });
      const { hidden, audit } = await suppressTable(table, rule);
      fc.pre(hidden[0] === 0); // with the grand total hidden there are tables without end
      const tried = tryAllTables(table.shape, table.values, hidden);
      fc.pre(tried !== undefined);
      const { protection } = judge(table, rule);
      for (const [cell, { min, max }] of audit) {
        assert.equal(min, tried.min[cell], `lower bound of ${cell}`);
        assert.equal(max, tried.max[cell], `upper bound of ${cell}`);
        const value = table.values[cell] as number;
        assert.ok(max >= value + (protection[cell] as number) - 1e-9 && min <= value - Math.min(value, protection[cell] as number) + 1e-9);
      }
    }),
    { numRuns: 25 },
  );
});

test('an independent solver run on all sums of three-dimensional tables finds no unsafe cell within its protection', async () => {
  const { highs } = await openSolver();
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.constantFrom<PrimaryRule>({ p: 20 }, { n: 1, k: 80 }, { threshold: 3 }, { p: 5, threshold: 2 }),
      async (drawn, some) => {
        const table = tabulate(drawn, [...dimensions, { name: 'c', column: 'c' }], { value: 'v' });
        const { hidden, unsafe } = await suppressTable(table, some);
        const { protection } = judge(table, some);
        const facts = systemText(table, hidden);
        for (let cell = 0; cell < table.shape.cells; cell++) {
          if (unsafe[cell] === 0) continue;
          const value = table.values[cell] as number;
          const high = highs.solve(`Maximize\n obj: x${cell}\n${facts}`);
          const low = highs.solve(`Minimize\n obj: x${cell}\n${facts}`);
          const top = high.Status === 'Optimal' ? high.ObjectiveValue : Number.POSITIVE_INFINITY;
          assert.ok(top >= value + (protection[cell] as number) - 1e-5, `${cell}: ${value} < ${top}`);
          assert.ok(low.ObjectiveValue <= value - Math.min(value, protection[cell] as number) + 1e-5, `${cell}: ${low.ObjectiveValue}`);
          assert.ok(top - low.ObjectiveValue > 1e-5, `${cell} is derivable: ${value}`);
        }
      },
    ),
    { numRuns: 25 },
  );
});

/** The attacker's problem as text over all sums, redundant ones too: another way through the solver than the engine takes. */
function systemText(table: ContributionTable, hidden: Uint8Array): string {
  const lines: string[] = [];
  for (const { whole, parts } of allSumsOf(table.shape)) {
    let constant = 0;
    const terms: string[] = [];
    for (const [cell, sign] of [[whole, 1] as const, ...parts.map((part) => [part, -1] as const)]) {
      if (hidden[cell] === 1) terms.push(`${sign > 0 ? '+' : '-'} x${cell}`);
      else constant += sign * (table.values[cell] as number);
    }
    if (terms.length > 0) lines.push(` s${lines.length}: ${terms.join(' ')} = ${-constant}`);
  }
  return `Subject To\n${lines.join('\n')}\nEnd\n`;
}

test('the only contributor of a hidden cell cannot subtract his own to learn another exactly', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (drawn) => {
      const table = tabulate(drawn, dimensions, { value: 'v' });
      const { hidden, unsafe } = await suppressTable(table, rule);
      const sole = (cell: number): number =>
        table.contributions[cell]?.length === 1 ? (table.contributions[cell]?.[0]?.group as number) : -1;
      for (const owner of new Set([...table.values.keys()].map(sole).filter((group) => group >= 0))) {
        const seen = hidden.map((one, cell) => (sole(cell) === owner ? 0 : one));
        assert.deepEqual(
          solvable(table.shape, seen).filter((cell) => unsafe[cell] === 1),
          [],
        );
      }
    }),
    { numRuns: 100 },
  );
});

/** The hidden cells that the sums alone determine: Gauss-Jordan on all of them leaves such a cell alone in its row. */
function solvable(shape: TableShape, hidden: Uint8Array): number[] {
  const cells = [...hidden.keys()].filter((cell) => hidden[cell] === 1);
  const matrix: number[][] = allSumsOf(shape).map(({ whole, parts }) =>
    cells.map((cell) => (cell === whole ? 1 : parts.includes(cell) ? -1 : 0)),
  );
  let rank = 0;
  for (let column = 0; column < cells.length && rank < matrix.length; column++) {
    const pivot = matrix.findIndex((row, i) => i >= rank && Math.abs(row[column] as number) > 1e-9);
    if (pivot < 0) continue;
    const row = matrix[pivot] as number[];
    matrix[pivot] = matrix[rank] as number[];
    matrix[rank] = row.map((value) => value / (row[column] as number));
    for (const [i, other] of matrix.entries()) {
      const factor = other[column] as number;
      if (i !== rank && factor !== 0) matrix[i] = other.map((value, j) => value - factor * ((matrix[rank] as number[])[j] as number));
    }
    rank++;
  }
  const alone = matrix
    .map((row) => row.flatMap((value, j) => (Math.abs(value) > 1e-9 ? [j] : [])))
    .filter((columns) => columns.length === 1);
  return alone.map(([column]) => cells[column as number] as number);
}
