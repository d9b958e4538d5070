import { type LinearFact, Programme, type Solver } from './attacker.ts';
import { needs, type ProtectionProblem } from './pattern.ts';

/**
 * Secondary suppression guided by linear programmes (Kelly, Golden and Assad 1992; Fischetti and Salazar 2000, their heuristic).
 *
 * For an unsafe cell the cheapest change of the table is sought that moves it by its protection and leaves every sum true; the cells
 * that change must be hidden. Hidden cells change for nothing, others cost their weight times the change.
 */
export class GuidedSuppression {
  readonly #problem: ProtectionProblem;
  readonly #programme: Programme;
  readonly #columnOf: Int32Array;
  readonly #cellOf: readonly number[];
  readonly #weights: Float64Array;
  readonly #hidden: Uint8Array;
  readonly #least: number;
  /** The furthest a change seen so far moves each cell up and down, using hidden cells only. */
  readonly #up: Float64Array;
  readonly #down: Float64Array;

  /** @param fixed cells that must stay published */
  constructor(solver: Solver, problem: ProtectionProblem, weights: Float64Array, hidden: Uint8Array, fixed?: Uint8Array) {
    this.#problem = problem;
    this.#weights = weights;
    this.#hidden = hidden;
    this.#up = new Float64Array(problem.cells);
    this.#down = new Float64Array(problem.cells);
    this.#columnOf = new Int32Array(problem.cells).fill(-1);
    const cells: number[] = [];
    for (let cell = 0; cell < problem.cells; cell++) {
      if ((fixed?.[cell] ?? 0) === 0) this.#columnOf[cell] = cells.push(cell) - 1;
    }
    this.#cellOf = cells;
    const facts: LinearFact[] = [];
    for (const { whole, parts } of problem.sums) {
      const columns: number[] = [];
      const factors: number[] = [];
      for (const [cell, sign] of [[whole, 1] as const, ...parts.map((part) => [part, -1] as const)]) {
        const column = this.#columnOf[cell] as number;
        if (column < 0) continue;
        columns.push(2 * column, 2 * column + 1);
        factors.push(sign, -sign);
      }
      if (columns.length > 0) facts.push({ columns, factors, min: 0, max: 0 });
    }
    const upper = new Float64Array(2 * cells.length);
    cells.forEach((cell, i) => {
      upper[2 * i] = (problem.upper[cell] as number) - (problem.values[cell] as number);
      upper[2 * i + 1] = (problem.values[cell] as number) - (problem.lower[cell] as number);
    });
    const largest = problem.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    this.#least = largest * 1e-9;
    this.#programme = new Programme(solver, { lower: new Float64Array(upper.length), upper, facts }, largest === 0 ? 1 : largest / 1e6);
    for (const cell of cells) this.#price(cell);
  }

  /**
   * Hides what the protection of an unsafe cell needs, also against someone who knows the values of some cells; answers whether it could.
   */
  protect(cell: number, known: readonly number[] = []): boolean {
    const value = Math.abs(this.#problem.values[cell] as number);
    const { above, below } = needs(this.#problem, cell);
    // Where no width is asked for, the cell must still be able to move: a hundredth of it shows the way.
    const least = Math.max(value / 100, this.#least * 10);
    for (const other of known) this.#hold(other);
    const wanted: readonly (readonly [number, number])[] = [
      [1, above > 0 || below > 0 ? above : least],
      [-1, below],
    ];
    let done = true;
    for (const [direction, amount] of wanted) {
      if (amount <= this.#least) continue;
      const seen = known.length > 0 ? 0 : ((direction > 0 ? this.#up : this.#down)[cell] as number);
      if (seen >= amount * (1 - 1e-6)) continue;
      done = this.#move(cell, direction, amount) && done;
    }
    for (const other of known) this.#release(other);
    return done;
  }

  #move(cell: number, direction: number, amount: number): boolean {
    const column = this.#columnOf[cell] as number;
    if (column < 0) return false;
    this.#programme.bound(2 * column, direction > 0 ? amount : 0, direction > 0 ? amount : 0);
    this.#programme.bound(2 * column + 1, direction > 0 ? 0 : amount, direction > 0 ? 0 : amount);
    const solution = this.#programme.solve();
    this.#release(cell);
    if (solution === undefined || solution.values.length === 0) return false;
    for (let i = 0; i < this.#cellOf.length; i++) {
      const change = (solution.values[2 * i] as number) - (solution.values[2 * i + 1] as number);
      if (Math.abs(change) <= this.#least) continue;
      const changed = this.#cellOf[i] as number;
      if (this.#hidden[changed] === 0) {
        this.#hidden[changed] = 1;
        this.#price(changed);
      }
      if (change > (this.#up[changed] as number)) this.#up[changed] = change;
      if (-change > (this.#down[changed] as number)) this.#down[changed] = -change;
    }
    return true;
  }

  #price(cell: number): void {
    const column = this.#columnOf[cell] as number;
    // Not quite nothing, so that no change runs round in a circle.
    const weight = this.#hidden[cell] === 0 ? (this.#weights[cell] as number) : 1e-6;
    this.#programme.cost(2 * column, weight);
    this.#programme.cost(2 * column + 1, weight);
  }

  #hold(cell: number): void {
    const column = this.#columnOf[cell] as number;
    if (column < 0) return;
    this.#programme.bound(2 * column, 0, 0);
    this.#programme.bound(2 * column + 1, 0, 0);
  }

  #release(cell: number): void {
    const column = this.#columnOf[cell] as number;
    if (column < 0) return;
    const value = this.#problem.values[cell] as number;
    this.#programme.bound(2 * column, 0, (this.#problem.upper[cell] as number) - value);
    this.#programme.bound(2 * column + 1, 0, value - (this.#problem.lower[cell] as number));
  }

  [Symbol.dispose](): void {
    this.#programme[Symbol.dispose]();
  }
}
