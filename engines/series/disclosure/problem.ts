import type { Contribution, ContributionTable } from './contributions.ts';
import type { EliminationProblem } from './elimination.ts';
import type { ProtectionProblem } from './pattern.ts';
import { cellsAbove, isLeaf, sumsOf, type TableShape } from './table.ts';

/** The linear side of a table of contributions. */
export function protectionProblem(table: ContributionTable, unsafe: Uint8Array, protection: Float64Array): ProtectionProblem {
  const cells = table.shape.cells;
  return {
    cells,
    values: table.values,
    sums: sumsOf(table.shape),
    empty: Uint8Array.from(table.contributions, (contributions) => (contributions.length === 0 ? 1 : 0)),
    unsafe,
    protection,
    lower: new Float64Array(cells).fill(table.hasNegative ? Number.NEGATIVE_INFINITY : 0),
    upper: new Float64Array(cells).fill(Number.POSITIVE_INFINITY),
  };
}

/** The exact side: which leaves each cell sums, and which group alone stands behind it. */
export function eliminationProblem(table: ContributionTable, unsafe: Uint8Array): EliminationProblem {
  const owner = Int32Array.from(table.contributions, ([only, ...others]) =>
    only !== undefined && others.length === 0 && only.copies === 1 ? only.group : -1,
  );
  return { ...leavesBelow(table.shape, (cell) => (table.contributions[cell] as readonly Contribution[]).length > 0), unsafe, owner };
}

/** For each cell the leaves it sums, of those that are filled, numbered in order. */
export function leavesBelow(shape: TableShape, isFilled: (cell: number) => boolean): { support: Int32Array[]; leaves: number } {
  const lists: number[][] = Array.from({ length: shape.cells }, () => []);
  let leaves = 0;
  for (let cell = 0; cell < shape.cells; cell++) {
    if (!isLeaf(shape, cell) || !isFilled(cell)) continue;
    for (const above of cellsAbove(shape, cell)) lists[above]?.push(leaves);
    leaves++;
  }
  return { support: lists.map((list) => Int32Array.from(list)), leaves };
}
