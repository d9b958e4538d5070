import type { RandomStream } from './random.ts';
import type { SearchState } from './search-state.ts';

export type ForestOptions = {
  readonly hottest: number;
  readonly coldest: number;
  readonly sweeps: number;
  readonly isOver: () => boolean;
};

/**
 * Annealing over forests (after Hamze & de Freitas 2004): each sweep takes a random induced forest of the network, about half of its
 * nodes, and sets all of them at once to the values of least cost beside the others by dynamic programming. Gumbel noise of the present
 * temperature on every value makes the minimum a sample; it fades as the sweeps go on.
 */
export class ForestSearch {
  readonly #state: SearchState;
  readonly #random: RandomStream;
  readonly #permutation: Int32Array;
  readonly #component: Int32Array;
  readonly #inside: Uint8Array;
  readonly #parent: Int32Array;
  readonly #parentEdge: Int32Array;
  readonly #order: Int32Array;
  readonly #message: Float64Array;
  /** For each node and value of its parent, the value to take: rows of `#widest`. */
  readonly #answer: Int32Array;
  readonly #widest: number;
  readonly #next: Int32Array;
  #length = 0;

  constructor(state: SearchState, random: RandomStream) {
    const { nodes, offsets } = state.network;
    const count = nodes.length;
    this.#state = state;
    this.#random = random;
    this.#permutation = Int32Array.from({ length: count }, (_, n) => n);
    this.#component = new Int32Array(count);
    this.#inside = new Uint8Array(count);
    this.#parent = new Int32Array(count);
    this.#parentEdge = new Int32Array(count);
    this.#order = new Int32Array(count);
    this.#message = new Float64Array(offsets[count] as number);
    this.#widest = nodes.reduce((most, { values }) => Math.max(most, values.length), 0);
    this.#answer = new Int32Array(count * this.#widest);
    this.#next = new Int32Array(count);
  }

  /** Anneals the state in place; leaves the best choice seen in `best` and returns its total. */
  run(best: Int32Array, { hottest, coldest, sweeps, isOver }: ForestOptions): number {
    const state = this.#state;
    let lowest = state.total;
    best.set(state.choice);
    for (let sweep = 0; sweep < sweeps && !isOver(); sweep++) {
      this.#chooseForest();
      this.#solve(hottest * (coldest / hottest) ** (sweep / sweeps));
      if (state.total < lowest - 1e-9) {
        lowest = state.total;
        best.set(state.choice);
      }
    }
    return lowest;
  }

  #root(n: number): number {
    const component = this.#component;
    let at = n;
    while (component[at] !== at) {
      component[at] = component[component[at] as number] as number;
      at = component[at] as number;
    }
    return at;
  }

  /** Takes nodes in random order as long as none closes a circle, then orders them from the roots down. */
  #chooseForest(): void {
    const { edgeStart, edgeTo, nodes } = this.#state.network;
    const permutation = this.#permutation;
    const inside = this.#inside;
    const random = this.#random;
    for (let i = nodes.length - 1; i > 0; i--) {
      const j = random.below(i + 1);
      const held = permutation[i] as number;
      permutation[i] = permutation[j] as number;
      permutation[j] = held;
    }
    inside.fill(0);
    for (let n = 0; n < nodes.length; n++) this.#component[n] = n;
    const joined: number[] = [];
    for (const n of permutation) {
      joined.length = 0;
      let closes = false;
      for (let e = edgeStart[n] as number; e < (edgeStart[n + 1] as number) && !closes; e++) {
        const to = edgeTo[e] as number;
        if (inside[to] === 0) continue;
        const root = this.#root(to);
        if (joined.includes(root)) closes = true;
        else joined.push(root);
      }
      if (closes) continue;
      inside[n] = 1;
      for (const root of joined) this.#component[root] = n;
    }
    this.#parent.fill(-2);
    this.#length = 0;
    for (const root of permutation) {
      if (inside[root] === 0 || this.#parent[root] !== -2) continue;
      this.#parent[root] = -1;
      this.#order[this.#length++] = root;
      for (let h = this.#length - 1; h < this.#length; h++) {
        const n = this.#order[h] as number;
        for (let e = edgeStart[n] as number; e < (edgeStart[n + 1] as number); e++) {
          const to = edgeTo[e] as number;
          if (inside[to] === 0 || this.#parent[to] !== -2) continue;
          this.#parent[to] = n;
          this.#parentEdge[to] = e;
          this.#order[this.#length++] = to;
        }
      }
    }
  }

  #solve(temperature: number): void {
    const state = this.#state;
    const { offsets } = state.network;
    for (let h = 0; h < this.#length; h++) this.#prepare(this.#order[h] as number, temperature);
    for (let h = this.#length - 1; h >= 0; h--) this.#send(this.#order[h] as number);
    for (let h = 0; h < this.#length; h++) {
      const n = this.#order[h] as number;
      const parent = this.#parent[n] as number;
      if (parent >= 0) {
        this.#next[n] = this.#answer[n * this.#widest + (this.#next[parent] as number)] as number;
        continue;
      }
      const base = offsets[n] as number;
      let value = 0;
      for (let at = base; at < (offsets[n + 1] as number); at++)
        if ((this.#message[at] as number) < (this.#message[base + value] as number)) value = at - base;
      this.#next[n] = value;
    }
    for (let h = 0; h < this.#length; h++) state.move(this.#order[h] as number, this.#next[this.#order[h] as number] as number);
  }

  /** Cost of each value beside the nodes outside the forest, with noise. */
  #prepare(n: number, temperature: number): void {
    const { costs, choice, network } = this.#state;
    const { offsets, edgeStart, edgeTo, edgeTable } = network;
    const message = this.#message;
    const base = offsets[n] as number;
    const size = (offsets[n + 1] as number) - base;
    for (let v = 0; v < size; v++)
      message[base + v] = (costs[base + v] as number) + temperature * Math.log(-Math.log(this.#random.unit() + 1e-12));
    for (let e = edgeStart[n] as number; e < (edgeStart[n + 1] as number); e++) {
      const to = edgeTo[e] as number;
      if (this.#inside[to] === 0) continue;
      const table = edgeTable[e] as Float64Array;
      const width = (offsets[to + 1] as number) - (offsets[to] as number);
      const column = choice[to] as number;
      for (let v = 0; v < size; v++) message[base + v] = (message[base + v] as number) - (table[v * width + column] as number);
    }
  }

  /** Tells the parent for each of its values what this subtree would cost, and notes the value that makes it so. */
  #send(n: number): void {
    const parent = this.#parent[n] as number;
    if (parent < 0) return;
    const { offsets, edgeTable } = this.#state.network;
    const message = this.#message;
    const table = edgeTable[this.#parentEdge[n] as number] as Float64Array;
    const base = offsets[n] as number;
    const size = (offsets[n + 1] as number) - base;
    const parentBase = offsets[parent] as number;
    const parentSize = (offsets[parent + 1] as number) - parentBase;
    for (let w = 0; w < parentSize; w++) {
      const row = w * size;
      let least = Number.POSITIVE_INFINITY;
      let value = 0;
      for (let v = 0; v < size; v++) {
        const cost = (message[base + v] as number) + (table[row + v] as number);
        if (cost < least) {
          least = cost;
          value = v;
        }
      }
      message[parentBase + w] = (message[parentBase + w] as number) + least;
      this.#answer[n * this.#widest + w] = value;
    }
  }
}
