import type { RandomStream } from './random.ts';
import type { SearchState } from './search-state.ts';

export type TabuOptions = {
  /** Values that may be taken, by their number over all nodes; 1 is allowed. */
  readonly allowed: Uint8Array;
  /** Stop as soon as the total cost is at or below this. */
  readonly goal: number;
  /** Give up after so many moves without a new best. */
  readonly patience: number;
  readonly isOver: () => boolean;
};

/** Moves between two looks at the clock. */
const CLOCK_STRIDE = 256;

/**
 * Min-conflicts with a tabu list: among all nodes that take part in a cost, the best change to an allowed value, even if it worsens;
 * the value left may not be taken again for a while, unless that gives a new best. The best choice seen is left in `best` and the
 * lowest total returned.
 */
export function tabuSearch(state: SearchState, random: RandomStream, best: Int32Array, options: TabuOptions): number {
  const { network, choice, costs } = state;
  const { offsets } = network;
  const { allowed, goal, patience, isOver } = options;
  const nodes = network.nodes.length;
  const until = new Int32Array(network.ownCost.length);
  let lowest = state.total;
  best.set(choice);
  let since = 0;
  for (let iteration = 1; lowest > goal; iteration++) {
    if (iteration % CLOCK_STRIDE === 0 && isOver()) break;
    if (since++ > patience) break;
    let bestNode = -1;
    let bestValue = -1;
    let bestChange = Number.POSITIVE_INFINITY;
    let ties = 0;
    let conflicts = 0;
    for (let n = 0; n < nodes; n++) {
      const base = offsets[n] as number;
      const here = costs[base + (choice[n] as number)] as number;
      if (here <= 0) continue;
      conflicts++;
      const end = offsets[n + 1] as number;
      for (let at = base; at < end; at++) {
        const change = (costs[at] as number) - here;
        if (change > bestChange || allowed[at] === 0 || at - base === choice[n]) continue;
        if ((until[at] as number) > iteration && state.total + change >= lowest) continue;
        if (change < bestChange) ties = 0;
        if (random.below(++ties) !== 0) continue;
        bestChange = change;
        bestNode = n;
        bestValue = at - base;
      }
    }
    if (bestNode < 0) {
      if (conflicts === 0) break;
      continue;
    }
    until[(offsets[bestNode] as number) + (choice[bestNode] as number)] =
      iteration + 8 + random.below(12) + Math.trunc(0.4 * Math.min(conflicts, 100));
    state.move(bestNode, bestValue);
    if (state.total < lowest) {
      lowest = state.total;
      best.set(choice);
      since = 0;
    }
  }
  return lowest;
}
