import type { Network } from './network.ts';
import type { Problem } from './problem.ts';
import type { RandomStream } from './random.ts';

/**
 * Guided local search for least weighted violation (Voudouris & Tsang 1999): plain descent; in every local minimum the violated
 * constraints of the highest cost per penalty so far are penalised, until the descent goes another way. Costs count each constraint by
 * itself, so that penalties can.
 */
export class GuidedSearch {
  readonly #network: Network;
  readonly #random: RandomStream;
  readonly #near: Int32Array;
  readonly #far: Int32Array;
  readonly #weight: Float64Array;
  /** Violated pairs of values, near by far and far by near; equal ones are shared. */
  readonly #violates: readonly Uint8Array[];
  readonly #violatedBy: readonly Uint8Array[];
  readonly #incidentStart: Int32Array;
  readonly #incident: Int32Array;
  readonly #penalty: Float64Array;
  readonly #costs: Float64Array;
  readonly #violated: Int32Array;
  readonly #violatedAt: Int32Array;
  #violatedCount = 0;
  readonly #active: Int32Array;
  readonly #isActive: Uint8Array;
  #activeCount = 0;
  #strength = 1;
  readonly choice: Int32Array;
  total = 0;

  constructor(problem: Problem, network: Network, random: RandomStream) {
    this.#network = network;
    this.#random = random;
    const { nodes } = network;
    const nodeOf = new Int32Array(problem.variables.length);
    nodes.forEach((node, n) => {
      for (const place of node.variables) nodeOf[place] = n;
    });
    const outer = problem.constraints.filter(({ i, j }) => nodeOf[i] !== nodeOf[j]);
    this.#near = Int32Array.from(outer, ({ i }) => nodeOf[i] as number);
    this.#far = Int32Array.from(outer, ({ j }) => nodeOf[j] as number);
    this.#weight = Float64Array.from(outer, ({ weightClass }) =>
      weightClass === 0 ? network.hard : (problem.violationCosts[weightClass - 1] as number),
    );
    const tables = new Map<string, Uint8Array>();
    const valueName = new Map<string, number>();
    const nameOf = nodes.map(({ values }) => {
      const text = JSON.stringify(values);
      const name = valueName.get(text) ?? valueName.size;
      valueName.set(text, name);
      return name;
    });
    const table = (from: number, to: number, fromPlace: number, toPlace: number, operator: string, deviation: number): Uint8Array => {
      const a = nodes[from] as Network['nodes'][number];
      const b = nodes[to] as Network['nodes'][number];
      const k = a.variables.indexOf(fromPlace);
      const l = b.variables.indexOf(toPlace);
      const key = `${nameOf[from]} ${k} ${nameOf[to]} ${l} ${operator}${deviation}`;
      const known = tables.get(key);
      if (known !== undefined) return known;
      const made = Uint8Array.from({ length: a.values.length * b.values.length }, (_, at) => {
        const f = (a.values[Math.trunc(at / b.values.length)] as readonly number[])[k] as number;
        const g = (b.values[at % b.values.length] as readonly number[])[l] as number;
        const distance = Math.abs(f - g);
        return (operator === '>' ? distance > deviation : distance === deviation) ? 0 : 1;
      });
      tables.set(key, made);
      return made;
    };
    this.#violates = outer.map(({ i, j, operator, deviation }) =>
      table(nodeOf[i] as number, nodeOf[j] as number, i, j, operator, deviation),
    );
    this.#violatedBy = outer.map(({ i, j, operator, deviation }) =>
      table(nodeOf[j] as number, nodeOf[i] as number, j, i, operator, deviation),
    );
    const lists: number[][] = nodes.map(() => []);
    outer.forEach((_, c) => {
      (lists[this.#near[c] as number] as number[]).push(c);
      (lists[this.#far[c] as number] as number[]).push(c);
    });
    this.#incidentStart = new Int32Array(nodes.length + 1);
    lists.forEach((list, n) => {
      this.#incidentStart[n + 1] = (this.#incidentStart[n] as number) + list.length;
    });
    this.#incident = Int32Array.from(lists.flat());
    this.#penalty = new Float64Array(outer.length);
    this.#costs = new Float64Array(network.ownCost.length);
    this.#violated = new Int32Array(outer.length);
    this.#violatedAt = new Int32Array(outer.length).fill(-1);
    this.#active = new Int32Array(nodes.length);
    this.#isActive = new Uint8Array(nodes.length);
    this.choice = new Int32Array(nodes.length);
  }

  /** Starts over from a choice without penalties; `strength` is the cost one penalty adds. */
  restart(choice: ArrayLike<number>, strength: number): void {
    const { offsets, ownCost, nodes } = this.#network;
    this.choice.set(choice);
    this.#strength = strength;
    this.#penalty.fill(0);
    this.#costs.set(ownCost);
    this.#violatedAt.fill(-1);
    this.#violatedCount = 0;
    this.#isActive.fill(0);
    this.#activeCount = 0;
    this.total = 0;
    for (let n = 0; n < nodes.length; n++) {
      this.total += ownCost[(offsets[n] as number) + (this.choice[n] as number)] as number;
      this.#activate(n);
    }
    for (let c = 0; c < this.#near.length; c++) {
      this.#addCosts(c, this.#weight[c] as number);
      if (this.#isViolated(c)) {
        this.total += this.#weight[c] as number;
        this.#markViolated(c);
      }
    }
  }

  /** Searches for `minima` local minima; leaves the best choice seen in `best` and returns its cost. */
  run(best: Int32Array, minima: number, isOver: () => boolean): number {
    let lowest = this.total;
    best.set(this.choice);
    for (let minimum = 0; minimum < minima; minimum++) {
      lowest = this.#descend(best, lowest);
      if (lowest <= 0 || (minimum % 64 === 0 && isOver())) break;
      this.#penalise();
    }
    return lowest;
  }

  #descend(best: Int32Array, known: number): number {
    const { offsets } = this.#network;
    const random = this.#random;
    let lowest = known;
    while (this.#activeCount > 0) {
      const k = random.below(this.#activeCount);
      const n = this.#active[k] as number;
      this.#active[k] = this.#active[--this.#activeCount] as number;
      this.#isActive[n] = 0;
      const base = offsets[n] as number;
      const end = offsets[n + 1] as number;
      let least = this.#costs[base + (this.choice[n] as number)] as number;
      let value = -1;
      let ties = 0;
      for (let at = base; at < end; at++) {
        const cost = this.#costs[at] as number;
        if (cost < least - 1e-9) {
          least = cost;
          value = at - base;
          ties = 1;
        } else if (value >= 0 && cost <= least + 1e-9 && random.below(++ties) === 0) value = at - base;
      }
      if (value < 0) continue;
      this.#move(n, value);
      this.#activate(n);
      if (this.total < lowest) {
        lowest = this.total;
        best.set(this.choice);
      }
    }
    return lowest;
  }

  #activate(n: number): void {
    if (this.#isActive[n] === 1) return;
    this.#isActive[n] = 1;
    this.#active[this.#activeCount++] = n;
  }

  #isViolated(c: number): boolean {
    const { offsets } = this.#network;
    const far = this.#far[c] as number;
    const size = (offsets[far + 1] as number) - (offsets[far] as number);
    return (this.#violates[c] as Uint8Array)[(this.choice[this.#near[c] as number] as number) * size + (this.choice[far] as number)] === 1;
  }

  #markViolated(c: number): void {
    this.#violatedAt[c] = this.#violatedCount;
    this.#violated[this.#violatedCount++] = c;
  }

  #markSatisfied(c: number): void {
    const at = this.#violatedAt[c] as number;
    const last = this.#violated[--this.#violatedCount] as number;
    this.#violated[at] = last;
    this.#violatedAt[last] = at;
    this.#violatedAt[c] = -1;
  }

  /** Adds `amount` to every value that would violate constraint `c` beside the present choice of its other node. */
  #addCosts(c: number, amount: number): void {
    const { offsets } = this.#network;
    const costs = this.#costs;
    const near = this.#near[c] as number;
    const far = this.#far[c] as number;
    const nearBase = offsets[near] as number;
    const farBase = offsets[far] as number;
    const nearSize = (offsets[near + 1] as number) - nearBase;
    const farSize = (offsets[far + 1] as number) - farBase;
    const forward = this.#violates[c] as Uint8Array;
    const backward = this.#violatedBy[c] as Uint8Array;
    const row = (this.choice[near] as number) * farSize;
    for (let w = 0; w < farSize; w++) costs[farBase + w] = (costs[farBase + w] as number) + amount * (forward[row + w] as number);
    const column = (this.choice[far] as number) * nearSize;
    for (let v = 0; v < nearSize; v++) costs[nearBase + v] = (costs[nearBase + v] as number) + amount * (backward[column + v] as number);
  }

  #move(n: number, value: number): void {
    const { offsets, ownCost } = this.#network;
    const costs = this.#costs;
    const old = this.choice[n] as number;
    const base = offsets[n] as number;
    this.total += (ownCost[base + value] as number) - (ownCost[base + old] as number);
    this.choice[n] = value;
    const end = this.#incidentStart[n + 1] as number;
    for (let e = this.#incidentStart[n] as number; e < end; e++) {
      const c = this.#incident[e] as number;
      const isNear = this.#near[c] === n;
      const other = (isNear ? this.#far[c] : this.#near[c]) as number;
      const otherBase = offsets[other] as number;
      const size = (offsets[other + 1] as number) - otherBase;
      const matrix = (isNear ? this.#violates[c] : this.#violatedBy[c]) as Uint8Array;
      const before = old * size;
      const after = value * size;
      const amount = (this.#weight[c] as number) + this.#strength * (this.#penalty[c] as number);
      let changed = false;
      for (let w = 0; w < size; w++) {
        const difference = (matrix[after + w] as number) - (matrix[before + w] as number);
        if (difference !== 0) {
          costs[otherBase + w] = (costs[otherBase + w] as number) + amount * difference;
          changed = true;
        }
      }
      if (!changed) continue;
      this.#activate(other);
      const at = this.choice[other] as number;
      const difference = (matrix[after + at] as number) - (matrix[before + at] as number);
      if (difference === 0) continue;
      this.total += difference * (this.#weight[c] as number);
      if (difference > 0) this.#markViolated(c);
      else this.#markSatisfied(c);
    }
  }

  /** Raises the penalty of the violated constraints with the highest cost per penalty. */
  #penalise(): void {
    let highest = 0;
    for (let k = 0; k < this.#violatedCount; k++) highest = Math.max(highest, this.#utility(this.#violated[k] as number));
    for (let k = 0; k < this.#violatedCount; k++) {
      const c = this.#violated[k] as number;
      if (this.#utility(c) < highest) continue;
      this.#penalty[c] = (this.#penalty[c] as number) + 1;
      this.#addCosts(c, this.#strength);
      this.#activate(this.#near[c] as number);
      this.#activate(this.#far[c] as number);
    }
    this.#stepSideways();
  }

  /**
   * Moves one node to another value of the same cost, if it has one: where all values of a node violate a constraint alike, penalties
   * tell none apart. The node is one of a violated constraint, or any where presets alone cost.
   */
  #stepSideways(): void {
    const random = this.#random;
    const { offsets } = this.#network;
    let n = random.below(this.choice.length);
    if (this.#violatedCount > 0) {
      const c = this.#violated[random.below(this.#violatedCount)] as number;
      n = (random.below(2) === 0 ? this.#near[c] : this.#far[c]) as number;
    }
    const base = offsets[n] as number;
    const here = this.choice[n] as number;
    const limit = (this.#costs[base + here] as number) + 1e-9;
    let value = -1;
    let ties = 0;
    for (let at = base; at < (offsets[n + 1] as number); at++)
      if (at - base !== here && (this.#costs[at] as number) <= limit && random.below(++ties) === 0) value = at - base;
    if (value >= 0) this.#move(n, value);
    this.#activate(n);
  }

  #utility(c: number): number {
    return (this.#weight[c] as number) / (1 + (this.#penalty[c] as number));
  }
}
