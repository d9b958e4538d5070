import type { Network } from './network.ts';
import type { RandomStream } from './random.ts';
import { SearchState } from './search-state.ts';
import { tabuSearch } from './tabu.ts';

/**
 * Fewest distinct frequencies. The search holds a set of frequencies to which all values are restricted; when no admitted assignment is
 * found within it, the frequencies least used give place to those that would remove most conflicts. Every success drops some.
 */
type Palette = {
  /** Frequencies that always occur together (both sides of a duplex link) and are taken or left as one. */
  readonly units: readonly (readonly number[])[];
  /** Unit numbers that make up each value, numbered over all nodes. */
  readonly unitsOf: readonly (readonly number[])[];
  /** Units without which some node has no value. */
  readonly forced: ReadonlySet<number>;
};

function paletteOf(network: Network): Palette {
  const frequencies = new Map<number, number>();
  const parent: number[] = [];
  const find = (x: number): number => {
    let root = x;
    while (parent[root] !== root) root = parent[root] as number;
    parent[x] = root;
    return root;
  };
  for (const node of network.nodes)
    for (const tuple of node.values)
      for (const f of tuple)
        if (!frequencies.has(f)) {
          frequencies.set(f, parent.length);
          parent.push(parent.length);
        }
  // only pairs that exclude all other pairings make a unit; longer chains are taken one by one
  const sets = network.nodes.flatMap((node) => node.values.map((tuple) => [...new Set(tuple)].map((f) => frequencies.get(f) as number)));
  for (const members of sets) for (const f of members) parent[find(f)] = find(members[0] as number);
  const groups = new Map<number, number[]>();
  for (let f = 0; f < parent.length; f++) {
    const root = find(f);
    groups.set(root, [...(groups.get(root) ?? []), f]);
  }
  const whole = (group: readonly number[]): boolean => group.length <= 2;
  const unitOfFrequency = new Int32Array(parent.length);
  const units: number[][] = [];
  const numbers = [...frequencies.keys()];
  for (const group of groups.values())
    for (const unit of whole(group) ? [group] : group.map((f) => [f])) {
      for (const f of unit) unitOfFrequency[f] = units.length;
      units.push(unit.map((f) => numbers[f] as number));
    }
  const unitsOf = sets.map((members) => [...new Set(members.map((f) => unitOfFrequency[f] as number))]);
  const forced = new Set<number>();
  network.nodes.forEach((_, n) => {
    const values = unitsOf.slice(network.offsets[n] as number, network.offsets[n + 1] as number);
    for (const unit of values[0] as readonly number[]) if (values.every((list) => list.includes(unit))) forced.add(unit);
  });
  return { units, unitsOf, forced };
}

export type OrderOptions = {
  /** A number of frequencies below which no assignment exists. */
  readonly lowerBound: number;
  readonly isOver: () => boolean;
  /** Called with every better choice and its number of frequencies. */
  readonly onBetter: (choice: Int32Array, distinct: number) => void;
};

/** Improves an admitted choice until the lower bound is met or time is over; returns the bound, rounded up to whole units. */
export function reduceOrder(network: Network, start: Int32Array, random: RandomStream, options: OrderOptions): number {
  const palette = paletteOf(network);
  const { units, unitsOf, forced } = palette;
  const state = new SearchState(network, start.slice());
  const best = start.slice();
  const usage = new Int32Array(units.length);
  const countUsage = (choice: ArrayLike<number>): void => {
    usage.fill(0);
    for (let n = 0; n < network.nodes.length; n++)
      for (const unit of unitsOf[(network.offsets[n] as number) + (choice[n] as number)] as readonly number[])
        usage[unit] = (usage[unit] as number) + 1;
  };
  const sizeOf = (set: ReadonlySet<number>): number => {
    let size = 0;
    for (const unit of set) size += (units[unit] as readonly number[]).length;
    return size;
  };
  countUsage(start);
  let current = new Set(units.map((_, unit) => unit).filter((unit) => (usage[unit] as number) > 0));
  let distinct = sizeOf(current);
  options.onBetter(start, distinct);
  const search = new PaletteSearch(network, palette, random);
  // where frequencies come in pairs only, so does their number
  const grain = units.every((unit) => unit.length === units[0]?.length) ? (units[0] as readonly number[]).length : 1;
  const lowerBound = Math.ceil(options.lowerBound / grain) * grain;
  while (distinct > lowerBound && !options.isOver()) {
    // one unit less than the best set; forced units stay
    const removable = [...current].filter((unit) => !forced.has(unit)).sort((a, b) => (usage[a] as number) - (usage[b] as number));
    if (removable.length === 0) return lowerBound;
    const set = new Set(current);
    set.delete(removable[0] as number);
    state.reset(best);
    if (!search.fit(state, set, options.isOver, best)) return lowerBound;
    countUsage(best);
    current = new Set(units.map((_, unit) => unit).filter((unit) => (usage[unit] as number) > 0));
    distinct = sizeOf(current);
    options.onBetter(best, distinct);
  }
  return lowerBound;
}

/** Moves between changes of the palette, and how long a unit put out stays out. */
const PATIENCE = 1200;
const BANNED_SWAPS = 5;

class PaletteSearch {
  readonly #network: Network;
  readonly #palette: Palette;
  readonly #random: RandomStream;
  readonly #allowed: Uint8Array;
  readonly #inside: Uint8Array;

  constructor(network: Network, palette: Palette, random: RandomStream) {
    this.#network = network;
    this.#palette = palette;
    this.#random = random;
    this.#allowed = new Uint8Array(network.ownCost.length);
    this.#inside = new Uint8Array(palette.units.length);
  }

  /** Looks for a choice without cost within sets of the size of `set`, which it changes as it goes; false when time is over. */
  fit(state: SearchState, set: Set<number>, isOver: () => boolean, found: Int32Array): boolean {
    const trial = found.slice();
    const bannedUntil = new Int32Array(this.#palette.units.length);
    for (let swap = 1; !isOver(); swap++) {
      this.#restrict(state, set);
      const allowed = this.#allowed;
      if (tabuSearch(state, this.#random, trial, { allowed, goal: 0, patience: PATIENCE, isOver }) <= 0) {
        found.set(trial);
        return true;
      }
      state.reset(trial);
      this.#swap(state, set, bannedUntil, swap);
    }
    return false;
  }

  /** Marks the values within the set and moves every node that is outside to its cheapest value inside. */
  #restrict(state: SearchState, set: ReadonlySet<number>): void {
    const { unitsOf } = this.#palette;
    const { offsets, nodes } = this.#network;
    this.#inside.fill(0);
    for (const unit of set) this.#inside[unit] = 1;
    for (let at = 0; at < this.#allowed.length; at++)
      this.#allowed[at] = (unitsOf[at] as readonly number[]).every((unit) => this.#inside[unit] === 1) ? 1 : 0;
    for (let n = 0; n < nodes.length; n++) {
      const base = offsets[n] as number;
      if (this.#allowed[base + (state.choice[n] as number)] === 1) continue;
      let best = -1;
      for (let at = base; at < (offsets[n + 1] as number); at++)
        if (this.#allowed[at] === 1 && (best < 0 || (state.costs[at] as number) < (state.costs[best] as number))) best = at;
      // a node without any value inside keeps its own and stays in conflict through nothing; the set is then hopeless for it
      if (best >= 0) state.move(n, best - base);
    }
  }

  /** Exchanges one unit: out goes one that few nodes use, in comes the one that would relieve most conflicts. */
  #swap(state: SearchState, set: Set<number>, bannedUntil: Int32Array, swap: number): void {
    const { units, unitsOf, forced } = this.#palette;
    const { offsets, nodes } = this.#network;
    const usage = new Float64Array(units.length);
    const relief = new Float64Array(units.length);
    for (let n = 0; n < nodes.length; n++) {
      const base = offsets[n] as number;
      const at = base + (state.choice[n] as number);
      for (const unit of unitsOf[at] as readonly number[]) usage[unit] = (usage[unit] as number) + 1;
      const here = state.costs[at] as number;
      if (here <= 0) continue;
      for (let other = base; other < (offsets[n + 1] as number); other++) {
        const gain = here - (state.costs[other] as number);
        if (gain > 0 && this.#allowed[other] === 0)
          for (const unit of unitsOf[other] as readonly number[]) relief[unit] = Math.max(relief[unit] as number, 0) + gain;
      }
    }
    const random = this.#random;
    const choose = (candidates: readonly number[], score: (unit: number) => number): number => {
      let best = -1;
      let bestScore = Number.NEGATIVE_INFINITY;
      for (const unit of candidates) {
        const s = score(unit) * (0.6 + 0.8 * random.unit());
        if (s > bestScore) {
          bestScore = s;
          best = unit;
        }
      }
      return best;
    };
    const outside = units.map((_, unit) => unit).filter((unit) => !set.has(unit) && (bannedUntil[unit] as number) < swap);
    const incoming = choose(outside, (unit) => (relief[unit] as number) + 1e-9);
    if (incoming < 0) return;
    const size = (units[incoming] as readonly number[]).length;
    const inside = [...set].filter(
      (unit) => !forced.has(unit) && (units[unit] as readonly number[]).length >= size && (bannedUntil[unit] as number) < swap,
    );
    const outgoing = choose(inside, (unit) => 1 / (1 + (usage[unit] as number)));
    if (outgoing < 0) return;
    set.delete(outgoing);
    set.add(incoming);
    bannedUntil[outgoing] = swap + BANNED_SWAPS;
    bannedUntil[incoming] = swap + BANNED_SWAPS;
  }
}
