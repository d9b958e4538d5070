/**
 * Secondary suppression by Gaussian elimination (Langsrud, GaussSuppression: Transactions on Data Privacy 17, 2024).
 *
 * Every cell is a vector over the leaves it sums. What is published spans a space; a cell is derivable exactly if its vector lies
 * in that space. Candidates are published one after another, most wanted first, unless an unsafe cell would become derivable;
 * what cannot be published is suppressed. The elimination works sparsely, on the unsafe cells only.
 */

/** A group that is the only contributor to some unsafe cells knows their values; −1 where the cell has several. */
export interface EliminationProblem {
  /** The leaves (by any numbering from 0) that each cell sums, ascending; empty for a cell to which nobody contributes. */
  readonly support: readonly Int32Array[];
  readonly leaves: number;
  readonly unsafe: Uint8Array;
  readonly owner: Int32Array;
}

interface SparseVector {
  rows: Int32Array;
  values: Float64Array;
  /** Two fixed random functionals of the vector: zero vectors and parallel vectors are seen in them without looking at the vector. */
  first: number;
  second: number;
}

interface Pivot {
  readonly row: number;
  readonly vector: SparseVector;
}

const ZERO = 1e-9;
/** Directions closer than this count as one; 700² pairs meet by chance with a probability of about 10⁻⁵. */
const DIRECTION_STEPS = 1e10;

export class Elimination {
  readonly #problem: EliminationProblem;
  readonly #pivots: Pivot[] = [];
  readonly #targets = new Map<number, SparseVector>();
  readonly #holding: Set<number>[];
  readonly #directions = new Map<number, Set<number>>();
  readonly #work: Float64Array;
  readonly #weights: readonly [Float64Array, Float64Array];

  constructor(problem: EliminationProblem) {
    this.#problem = problem;
    this.#work = new Float64Array(problem.leaves);
    this.#holding = Array.from({ length: problem.leaves }, () => new Set<number>());
    this.#weights = [randomWeights(problem.leaves, 1), randomWeights(problem.leaves, 2)];
    problem.unsafe.forEach((isUnsafe, cell) => {
      const rows = problem.support[cell] as Int32Array;
      if (isUnsafe === 0 || rows.length === 0) return;
      const vector = this.#measured(rows, new Float64Array(rows.length).fill(1));
      this.#targets.set(cell, vector);
      for (const row of rows) this.#holding[row]?.add(cell);
      this.#enter(cell, vector);
    });
  }

  /** Publishes the cell unless that gives an unsafe cell away, to everybody or to the sole contributor of another; says whether it did. */
  publish(cell: number, force = false): boolean {
    const vector = this.#reduced(cell);
    if (vector === undefined) return true; // already derivable from what is published
    const row = this.#pivotRow(vector);
    const pivot = valueAt(vector, row);
    const changed: { cell: number; factor: number; first: number; second: number }[] = [];
    for (const target of this.#holding[row] as Set<number>) {
      const old = this.#targets.get(target) as SparseVector;
      const factor = valueAt(old, row) / pivot;
      changed.push({ cell: target, factor, first: old.first - factor * vector.first, second: old.second - factor * vector.second });
    }
    if (!force && changed.some((one) => isZero(one, this.#targets.get(one.cell) as SparseVector))) return false;
    if (!force && this.#tellsAnOwner(changed)) return false;
    this.#pivots.push({ row, vector });
    for (const one of changed) this.#subtract(one.cell, one.factor, vector);
    return true;
  }

  /** Unsafe cells that follow exactly from what is published (only after publishing by force). */
  derivable(): number[] {
    return [...this.#targets].filter(([, vector]) => vector.rows.length === 0).map(([cell]) => cell);
  }

  /**
   * Unsafe cells that a group could compute from what is published and from the cells of which it is the only contributor.
   * The groups' own cells are given as `known`; cells to which it contributes alone are no disclosure.
   */
  toldToOwners(): { readonly owner: number; readonly known: readonly number[]; readonly cells: readonly number[] }[] {
    const known = new Map<number, number[]>();
    for (const cell of this.#targets.keys()) {
      const owner = this.#problem.owner[cell] as number;
      if (owner >= 0) known.set(owner, [...(known.get(owner) ?? []), cell]);
    }
    const told: { owner: number; known: readonly number[]; cells: readonly number[] }[] = [];
    for (const [owner, cells] of known) {
      const span = independent(cells.map((cell) => this.#targets.get(cell) as SparseVector));
      const learnt: number[] = [];
      for (const [cell, vector] of this.#targets) {
        if (this.#problem.owner[cell] !== owner && vector.rows.length > 0 && liesIn(span, vector)) learnt.push(cell);
      }
      if (learnt.length > 0) told.push({ owner, known: cells, cells: learnt });
    }
    return told;
  }

  #reduced(cell: number): SparseVector | undefined {
    const work = this.#work;
    const touched = new Set<number>();
    for (const row of this.#problem.support[cell] as Int32Array) {
      work[row] = 1;
      touched.add(row);
    }
    for (const { row, vector } of this.#pivots) {
      const value = work[row] as number;
      if (Math.abs(value) < ZERO) continue;
      const factor = value / valueAt(vector, row);
      for (let i = 0; i < vector.rows.length; i++) {
        const at = vector.rows[i] as number;
        work[at] = (work[at] as number) - factor * (vector.values[i] as number);
        touched.add(at);
      }
      work[row] = 0;
    }
    const rows: number[] = [];
    const values: number[] = [];
    for (const row of [...touched].sort((a, b) => a - b)) {
      const value = work[row] as number;
      work[row] = 0;
      if (Math.abs(value) < ZERO) continue;
      rows.push(row);
      values.push(value);
    }
    return rows.length === 0 ? undefined : this.#measured(Int32Array.from(rows), Float64Array.from(values));
  }

  /** The row in the fewest unsafe cells: least work and least fill. */
  #pivotRow(vector: SparseVector): number {
    let best = vector.rows[0] as number;
    let bestCost = Number.POSITIVE_INFINITY;
    for (let i = 0; i < vector.rows.length; i++) {
      const row = vector.rows[i] as number;
      const size = Math.abs(vector.values[i] as number);
      if (size < 1e-3) continue;
      const cost = (this.#holding[row] as Set<number>).size;
      if (cost < bestCost) {
        best = row;
        bestCost = cost;
      }
    }
    return best;
  }

  #subtract(cell: number, factor: number, vector: SparseVector): void {
    const old = this.#targets.get(cell) as SparseVector;
    this.#leave(cell, old);
    const rows: number[] = [];
    const values: number[] = [];
    let i = 0;
    let j = 0;
    while (i < old.rows.length || j < vector.rows.length) {
      const a = i < old.rows.length ? (old.rows[i] as number) : this.#problem.leaves;
      const b = j < vector.rows.length ? (vector.rows[j] as number) : this.#problem.leaves;
      const row = Math.min(a, b);
      let value = 0;
      if (a === row) value += old.values[i++] as number;
      if (b === row) value -= factor * (vector.values[j++] as number);
      if (Math.abs(value) < ZERO) {
        if (a === row) this.#holding[row]?.delete(cell);
        continue;
      }
      if (a !== row) this.#holding[row]?.add(cell);
      rows.push(row);
      values.push(value);
    }
    const next = this.#measured(Int32Array.from(rows), Float64Array.from(values));
    this.#targets.set(cell, next);
    if (rows.length > 0) this.#enter(cell, next);
  }

  /** Whether two cells would become multiples of each other of which one is known to its only contributor and the other is not his. */
  #tellsAnOwner(changed: readonly { cell: number; first: number; second: number }[]): boolean {
    const moved = new Set(changed.map((one) => one.cell));
    const met = new Map<number, number[]>();
    for (const one of changed) {
      const direction = directionOf(one);
      for (const key of [direction - 1, direction, direction + 1]) {
        const beside = [...(this.#directions.get(key) ?? [])].filter((cell) => !moved.has(cell)).concat(met.get(key) ?? []);
        if (beside.some((cell) => this.#isTold(one.cell, cell))) return true;
      }
      met.set(direction, [...(met.get(direction) ?? []), one.cell]);
    }
    return false;
  }

  #isTold(a: number, b: number): boolean {
    const ownerA = this.#problem.owner[a] as number;
    const ownerB = this.#problem.owner[b] as number;
    return (ownerA >= 0 || ownerB >= 0) && ownerA !== ownerB;
  }

  #enter(cell: number, vector: SparseVector): void {
    const direction = directionOf(vector);
    const cells = this.#directions.get(direction);
    if (cells === undefined) this.#directions.set(direction, new Set([cell]));
    else cells.add(cell);
  }

  #leave(cell: number, vector: SparseVector): void {
    this.#directions.get(directionOf(vector))?.delete(cell);
  }

  #measured(rows: Int32Array, values: Float64Array): SparseVector {
    let first = 0;
    let second = 0;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      first += (values[i] as number) * (this.#weights[0][row] as number);
      second += (values[i] as number) * (this.#weights[1][row] as number);
    }
    return { rows, values, first, second };
  }
}

const isZero = (now: { first: number; second: number }, before: SparseVector): boolean =>
  Math.abs(now.first) <= ZERO * (1 + Math.abs(before.first)) && Math.abs(now.second) <= ZERO * (1 + Math.abs(before.second));

/** The angle of (first, second) modulo a half turn, in whole steps. */
const directionOf = (vector: { first: number; second: number }): number => {
  const angle = Math.atan2(vector.second, vector.first);
  return Math.round(((angle < 0 ? angle + Math.PI : angle) / Math.PI) * DIRECTION_STEPS) % DIRECTION_STEPS;
};

function valueAt(vector: SparseVector, row: number): number {
  let low = 0;
  let high = vector.rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = vector.rows[middle] as number;
    if (at === row) return vector.values[middle] as number;
    if (at < row) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}

/** Gaussian elimination of a handful of vectors: pivot row and the vector as a map. */
function independent(vectors: readonly SparseVector[]): { row: number; values: Map<number, number> }[] {
  const span: { row: number; values: Map<number, number> }[] = [];
  for (const vector of vectors) {
    const rest = remainder(span, vector);
    let row = -1;
    let most = 0;
    for (const [at, value] of rest) {
      if (Math.abs(value) > most) {
        most = Math.abs(value);
        row = at;
      }
    }
    if (most > ZERO) span.push({ row, values: rest });
  }
  return span;
}

function liesIn(span: readonly { row: number; values: Map<number, number> }[], vector: SparseVector): boolean {
  if (span.length === 0) return false;
  for (const value of remainder(span, vector).values()) {
    if (Math.abs(value) > 1e-7) return false;
  }
  return true;
}

function remainder(span: readonly { row: number; values: Map<number, number> }[], vector: SparseVector): Map<number, number> {
  const rest = new Map<number, number>();
  for (let i = 0; i < vector.rows.length; i++) rest.set(vector.rows[i] as number, vector.values[i] as number);
  for (const { row, values } of span) {
    const factor = (rest.get(row) ?? 0) / (values.get(row) as number);
    if (factor === 0) continue;
    for (const [at, value] of values) rest.set(at, (rest.get(at) ?? 0) - factor * value);
  }
  return rest;
}

/** Fixed pseudo-random weights in [1, 2): a result must repeat. */
function randomWeights(length: number, seed: number): Float64Array {
  const weights = new Float64Array(length);
  let state = seed * 48_271 + 12_345;
  for (let i = 0; i < length; i++) {
    state = (state * 48_271) % 2_147_483_647;
    weights[i] = 1 + state / 2_147_483_647;
  }
  return weights;
}
