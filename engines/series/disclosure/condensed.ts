import type { ContributionTable } from './contributions.ts';
import type { EliminationProblem } from './elimination.ts';
import type { ProtectionProblem } from './pattern.ts';
import type { PrimaryResult } from './primary.ts';
import { cellsAbove, isLeaf, type Sum, sumsOf } from './table.ts';

/**
 * A table without repetition: cells that sum the very same filled leaves (a grouping with one member, a region with one industry) are
 * one number to every attacker and become one place; empty cells are known to be nought and leave the sums.
 */
export interface Condensed {
  readonly problem: ProtectionProblem;
  readonly elimination: EliminationProblem;
  /** The cells of each place. */
  readonly members: readonly (readonly number[])[];
  /** The place of each cell, −1 for an empty one. */
  readonly placeOf: Int32Array;
}

export function condense(table: ContributionTable, { unsafe, protection }: PrimaryResult): Condensed {
  const { support, leaves } = filledLeaves(table);
  const places = new Map<string, number>();
  const members: number[][] = [];
  const placeOf = new Int32Array(table.shape.cells).fill(-1);
  support.forEach((rows, cell) => {
    if (rows.length === 0) return;
    const key = rows.join();
    const place = places.get(key) ?? members.push([]) - 1;
    places.set(key, place);
    members[place]?.push(cell);
    placeOf[cell] = place;
  });
  const first = members.map(([cell]) => cell as number);
  const owners = first.map((cell) => {
    const [only, ...others] = table.contributions[cell] ?? [];
    return only !== undefined && others.length === 0 && only.copies === 1 ? only.group : -1;
  });
  const isUnsafe = Uint8Array.from(first, (cell) => unsafe[cell] as number);
  return {
    members,
    placeOf,
    problem: {
      cells: members.length,
      values: Float64Array.from(first, (cell) => table.values[cell] as number),
      sums: sumsBetween(placeOf, sumsOf(table.shape)),
      unsafe: isUnsafe,
      protection: Float64Array.from(first, (cell) => protection[cell] as number),
      lower: new Float64Array(members.length).fill(table.hasNegative ? Number.NEGATIVE_INFINITY : 0),
      upper: new Float64Array(members.length).fill(Number.POSITIVE_INFINITY),
    },
    elimination: { support: first.map((cell) => support[cell] as Int32Array), leaves, unsafe: isUnsafe, owner: Int32Array.from(owners) },
  };
}

/** For each cell the leaves it sums, of those to which somebody contributes, numbered in order. */
function filledLeaves({ shape, contributions }: ContributionTable): { support: Int32Array[]; leaves: number } {
  const lists: number[][] = Array.from({ length: shape.cells }, () => []);
  let leaves = 0;
  for (let cell = 0; cell < shape.cells; cell++) {
    if (!isLeaf(shape, cell) || contributions[cell]?.length === 0) continue;
    for (const above of cellsAbove(shape, cell)) lists[above]?.push(leaves);
    leaves++;
  }
  return { support: lists.map((list) => Int32Array.from(list)), leaves };
}

/** The sums between places, each once. */
function sumsBetween(placeOf: Int32Array, sums: readonly Sum[]): Sum[] {
  const kept = new Map<string, Sum>();
  for (const sum of sums) {
    const whole = placeOf[sum.whole] as number;
    const parts = sum.parts.map((part) => placeOf[part] as number).filter((place) => place >= 0);
    if (whole < 0 || (parts.length === 1 && parts[0] === whole)) continue;
    parts.sort((a, b) => a - b);
    kept.set(`${whole}=${parts.join()}`, { whole, parts });
  }
  return [...kept.values()];
}
