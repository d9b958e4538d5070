import type { Problem } from './problem.ts';

/**
 * A number of variables that pairwise must differ, hence a lower bound on the number of distinct frequencies: the largest clique found in
 * the graph of constraints that forbid equal values. Branch and bound with colour bounds, up to `mostSteps` branches.
 */
export function distinctLowerBound({ variables, constraints }: Problem, mostSteps = 200_000): number {
  const neighbours: Set<number>[] = variables.map(() => new Set<number>());
  for (const { i, j, operator, deviation, weightClass } of constraints) {
    if (weightClass !== 0 || (operator === '=' && deviation === 0)) continue;
    (neighbours[i] as Set<number>).add(j);
    (neighbours[j] as Set<number>).add(i);
  }
  let best = variables.length > 0 ? 1 : 0;
  let steps = 0;
  const grow = (size: number, candidates: readonly number[]): void => {
    if (++steps > mostSteps) return;
    if (candidates.length === 0) {
      best = Math.max(best, size);
      return;
    }
    const { order, colour } = colourOrder(candidates, neighbours);
    for (let k = order.length - 1; k >= 0; k--) {
      if (size + (colour[k] as number) <= best) return;
      const v = order[k] as number;
      const joined = neighbours[v] as ReadonlySet<number>;
      grow(
        size + 1,
        order.slice(0, k).filter((u) => joined.has(u)),
      );
    }
  };
  grow(
    0,
    variables.map((_, v) => v).sort((a, b) => (neighbours[b] as Set<number>).size - (neighbours[a] as Set<number>).size),
  );
  return best;
}

/** Greedy colouring: vertices in the order of their colours, and for each an upper bound on the clique among it and those before. */
function colourOrder(
  candidates: readonly number[],
  neighbours: readonly ReadonlySet<number>[],
): { readonly order: readonly number[]; readonly colour: readonly number[] } {
  const classes: number[][] = [];
  for (const v of candidates) {
    const joined = neighbours[v] as ReadonlySet<number>;
    const free = classes.find((members) => members.every((u) => !joined.has(u)));
    if (free === undefined) classes.push([v]);
    else free.push(v);
  }
  return { order: classes.flat(), colour: classes.flatMap((members, c) => members.map(() => c + 1)) };
}
