import type { Network } from './network.ts';
import type { RandomStream } from './random.ts';

/**
 * One choice of a value per node with, for every value of every node, the cost it would have beside the present choices of the others.
 * Trying a move is one subtraction; making it touches the tables of the node's edges.
 */
export class SearchState {
  readonly network: Network;
  readonly choice: Int32Array;
  readonly costs: Float64Array;
  total = 0;

  constructor(network: Network, choice: Int32Array) {
    this.network = network;
    this.choice = choice;
    this.costs = new Float64Array(network.ownCost.length);
    this.reset(choice);
  }

  /** Takes over another choice and counts everything anew. */
  reset(choice: ArrayLike<number>): void {
    const { network, costs } = this;
    const { offsets, edgeStart, edgeTo, edgeTable } = network;
    this.choice.set(choice);
    costs.set(network.ownCost);
    let pairCosts = 0;
    let own = 0;
    for (let n = 0; n < network.nodes.length; n++) {
      const value = this.choice[n] as number;
      own += network.ownCost[(offsets[n] as number) + value] as number;
      for (let e = edgeStart[n] as number; e < (edgeStart[n + 1] as number); e++) {
        const to = edgeTo[e] as number;
        const base = offsets[to] as number;
        const size = (offsets[to + 1] as number) - base;
        const table = edgeTable[e] as Float64Array;
        const row = value * size;
        for (let w = 0; w < size; w++) costs[base + w] = (costs[base + w] as number) + (table[row + w] as number);
        pairCosts += table[row + (this.choice[to] as number)] as number;
      }
    }
    this.total = own + pairCosts / 2;
  }

  /** Change of the total when node `n` takes `value`. */
  change(n: number, value: number): number {
    const base = this.network.offsets[n] as number;
    return (this.costs[base + value] as number) - (this.costs[base + (this.choice[n] as number)] as number);
  }

  /** Cost in which node `n` now takes part. */
  costOf(n: number): number {
    return this.costs[(this.network.offsets[n] as number) + (this.choice[n] as number)] as number;
  }

  move(n: number, value: number): void {
    const { network, costs, choice } = this;
    const { offsets, edgeStart, edgeTo, edgeTable } = network;
    const old = choice[n] as number;
    if (old === value) return;
    this.total += this.change(n, value);
    choice[n] = value;
    const end = edgeStart[n + 1] as number;
    for (let e = edgeStart[n] as number; e < end; e++) {
      const to = edgeTo[e] as number;
      const base = offsets[to] as number;
      const size = (offsets[to + 1] as number) - base;
      const table = edgeTable[e] as Float64Array;
      const before = old * size;
      const after = value * size;
      for (let w = 0; w < size; w++)
        costs[base + w] = (costs[base + w] as number) + (table[after + w] as number) - (table[before + w] as number);
    }
  }
}

/** A first choice: nodes by falling number of edges, each at its cheapest value beside those already placed. */
export function greedyChoice(network: Network, random: RandomStream, isAllowed: (n: number, value: number) => boolean): Int32Array {
  const { nodes, offsets, edgeStart, edgeTo, edgeTable, ownCost } = network;
  const order = nodes.map((_, n) => n).sort((a, b) => degree(network, b) - degree(network, a));
  const costs = ownCost.slice();
  const choice = new Int32Array(nodes.length);
  for (const n of order) {
    const base = offsets[n] as number;
    const size = (offsets[n + 1] as number) - base;
    let best = -1;
    let ties = 0;
    for (let v = 0; v < size; v++) {
      if (!isAllowed(n, v)) continue;
      const cost = costs[base + v] as number;
      const least = best < 0 ? Number.POSITIVE_INFINITY : (costs[base + best] as number);
      if (cost < least) {
        best = v;
        ties = 1;
      } else if (cost === least && random.below(++ties) === 0) best = v;
    }
    choice[n] = Math.max(best, 0);
    for (let e = edgeStart[n] as number; e < (edgeStart[n + 1] as number); e++) {
      const to = edgeTo[e] as number;
      const toBase = offsets[to] as number;
      const toSize = (offsets[to + 1] as number) - toBase;
      const row = (choice[n] as number) * toSize;
      const table = edgeTable[e] as Float64Array;
      for (let w = 0; w < toSize; w++) costs[toBase + w] = (costs[toBase + w] as number) + (table[row + w] as number);
    }
  }
  return choice;
}

const degree = ({ edgeStart }: Network, n: number): number => (edgeStart[n + 1] as number) - (edgeStart[n] as number);
