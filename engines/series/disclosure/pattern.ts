import { type Interval, type LinearFact, type LinearSystem, Programme, type Solver } from './attacker.ts';
import type { Sum } from './table.ts';

/** A table to be protected: its values, the sums that tie them, which cells are unsafe, and how much protection these need. */
export interface ProtectionProblem {
  readonly cells: number;
  readonly values: Float64Array;
  readonly sums: readonly Sum[];
  readonly unsafe: Uint8Array;
  readonly protection: Float64Array;
  /** What the attacker knows of every cell beforehand: mostly only that it is not negative. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** The hidden cells of a pattern as the unknowns of a linear system, everything published as constants. */
export interface HiddenSystem extends LinearSystem {
  /** The cell behind each unknown. */
  readonly cellOf: Int32Array;
  /** The unknown of each cell, −1 where it is published. */
  readonly columnOf: Int32Array;
}

export function hiddenSystem(problem: ProtectionProblem, hidden: Uint8Array, extra: readonly LinearFact[] = []): HiddenSystem {
  const columnOf = new Int32Array(problem.cells).fill(-1);
  const cells: number[] = [];
  for (let cell = 0; cell < problem.cells; cell++) {
    if (hidden[cell] !== 0) columnOf[cell] = cells.push(cell) - 1;
  }
  const facts: LinearFact[] = [];
  const reduce = (columns: readonly number[], factors: readonly number[], min: number, max: number): void => {
    let known = 0;
    const unknown: number[] = [];
    const left: number[] = [];
    for (let i = 0; i < columns.length; i++) {
      const cell = columns[i] as number;
      const column = columnOf[cell] as number;
      if (column < 0) known += (factors[i] as number) * (problem.values[cell] as number);
      else {
        unknown.push(column);
        left.push(factors[i] as number);
      }
    }
    if (unknown.length > 0) facts.push({ columns: unknown, factors: left, min: min - known, max: max - known });
  };
  for (const { whole, parts } of problem.sums) reduce([whole, ...parts], [1, ...parts.map(() => -1)], 0, 0);
  for (const fact of extra) reduce(fact.columns, fact.factors, fact.min, fact.max);
  return {
    cellOf: Int32Array.from(cells),
    columnOf,
    lower: Float64Array.from(cells, (cell) => problem.lower[cell] as number),
    upper: Float64Array.from(cells, (cell) => problem.upper[cell] as number),
    facts,
  };
}

/** Relative slack in comparing an attacker's bound with the protection asked for; the solver is exact to about 10⁻⁷. */
const SLACK = 1e-6;

/** Whether an interval protects the cell: it reaches the protection above, the same below as far as the cell can go, and is no point. */
export function isProtected(problem: ProtectionProblem, cell: number, { min, max }: Interval): boolean {
  const value = problem.values[cell] as number;
  const slack = SLACK * Math.max(1e-9, Math.abs(value));
  const { above, below } = needs(problem, cell);
  return max >= value + above - slack && min <= value - below + slack && max - min > slack;
}

/** The protection above and below, in units of the value. */
export function needs(problem: ProtectionProblem, cell: number): { readonly above: number; readonly below: number } {
  const value = problem.values[cell] as number;
  const protection = problem.protection[cell] as number;
  return {
    above: Math.min(protection, (problem.upper[cell] as number) - value),
    below: Math.min(protection, value - (problem.lower[cell] as number)),
  };
}

/** The attacker's interval of every cell asked for, exactly. */
export function intervals(
  solver: Solver,
  problem: ProtectionProblem,
  hidden: Uint8Array,
  cells: readonly number[],
  extra: readonly LinearFact[] = [],
): Map<number, Interval> {
  const found = new Map<number, Interval>();
  if (cells.length === 0) return found;
  const system = hiddenSystem(problem, hidden, extra);
  using programme = new Programme(solver, system);
  for (const cell of cells) {
    const column = system.columnOf[cell] as number;
    const value = problem.values[cell] as number;
    found.set(cell, column < 0 ? { min: value, max: value } : programme.interval(column));
  }
  return found;
}

/** The unsafe cells that a pattern leaves within too narrow bounds; every table found on the way counts as evidence for all cells. */
export function unprotected(solver: Solver, problem: ProtectionProblem, hidden: Uint8Array, extra: readonly LinearFact[] = []): number[] {
  const system = hiddenSystem(problem, hidden, extra);
  const low = Float64Array.from(system.cellOf, (cell) => problem.values[cell] as number);
  const high = low.slice();
  using programme = new Programme(solver, system);
  const failed: number[] = [];
  for (let cell = 0; cell < problem.cells; cell++) {
    if (problem.unsafe[cell] === 0) continue;
    const column = system.columnOf[cell] as number;
    if (column < 0) {
      failed.push(cell);
      continue;
    }
    const seen = (): Interval => ({ min: low[column] as number, max: high[column] as number });
    for (const direction of [-1, 1]) {
      if (isProtected(problem, cell, seen())) break;
      programme.cost(column, direction);
      const solution = programme.solve();
      programme.cost(column, 0);
      if (solution === undefined) continue;
      if (solution.objective === Number.NEGATIVE_INFINITY) {
        if (direction < 0) high[column] = Number.POSITIVE_INFINITY;
        else low[column] = Number.NEGATIVE_INFINITY;
        continue;
      }
      for (let i = 0; i < low.length; i++) {
        const value = solution.values[i] as number;
        if (value < (low[i] as number)) low[i] = value;
        if (value > (high[i] as number)) high[i] = value;
      }
    }
    if (!isProtected(problem, cell, seen())) failed.push(cell);
  }
  return failed;
}
