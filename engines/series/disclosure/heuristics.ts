import { SeriesRefusal } from '../refusal.ts';
import type { Solver } from './attacker.ts';
import { Elimination, type EliminationProblem } from './elimination.ts';
import { GuidedSuppression } from './guided.ts';
import { type ProtectionProblem, unprotected } from './pattern.ts';
import { keysOf, type TableShape } from './table.ts';

/** What both heuristics work on: a table without repetition, whose places stand for one cell or several. */
export interface Task {
  readonly solver: Solver;
  readonly shape: TableShape;
  readonly problem: ProtectionProblem;
  readonly elimination: EliminationProblem;
  readonly members: readonly (readonly number[])[];
  /** What it costs to hide a place. */
  readonly weights: Float64Array;
  /** Places that must be published. */
  readonly fixed: Uint8Array;
}

/** The safe cells by falling weight; those that must be published before all. */
export function mostWantedFirst({ problem, weights, fixed }: Task): number[] {
  const order: number[] = [];
  for (let cell = 0; cell < problem.cells; cell++) if (problem.unsafe[cell] === 0) order.push(cell);
  return order.sort((a, b) => (fixed[b] as number) - (fixed[a] as number) || (weights[b] as number) - (weights[a] as number) || a - b);
}

/** Publishes what can be published exactly, in the order given; the rest is hidden. */
export function eliminate(task: Task, order: readonly number[]): Uint8Array {
  const elimination = new Elimination(task.elimination);
  const hidden = task.problem.unsafe.slice();
  for (const cell of order) {
    if (elimination.publish(cell)) continue;
    if (task.fixed[cell] === 1) throw cannotProtect(task, cell);
    hidden[cell] = 1;
  }
  return hidden;
}

/** Starts from the unsafe cells, the one that needs most first, and drops afterwards what proved superfluous. */
export function guidedPattern(task: Task): Uint8Array {
  const { problem, weights } = task;
  const hidden = problem.unsafe.slice();
  const targets = cellsWhere(problem.unsafe).sort((a, b) => (problem.protection[b] as number) - (problem.protection[a] as number) || a - b);
  using guided = new GuidedSuppression(task.solver, problem, weights, hidden, task.fixed);
  for (const cell of targets) if (!guided.protect(cell)) throw cannotProtect(task, cell);
  const order = mostWantedFirst(task);
  const published = order.filter((cell) => hidden[cell] === 0);
  return repair(task, eliminate(task, [...published, ...order.filter((cell) => hidden[cell] === 1)]));
}

/** Hides more until every unsafe cell keeps its protection and no sole contributor learns another's cell. Hiding more never harms. */
export function repair(task: Task, hidden: Uint8Array): Uint8Array {
  const { solver, problem, weights, fixed } = task;
  for (;;) {
    const failed = unprotected(solver, problem, hidden);
    const told = toldToOwners(task.elimination, hidden);
    if (failed.length === 0 && told.length === 0) return hidden;
    using guided = new GuidedSuppression(solver, problem, weights, hidden, fixed);
    const before = hidden.reduce((sum, one) => sum + one, 0);
    for (const cell of failed) guided.protect(cell);
    for (const { known, cells } of told) for (const cell of cells) guided.protect(cell, known);
    if (hidden.reduce((sum, one) => sum + one, 0) === before) throw cannotProtect(task, failed[0] ?? (told[0]?.cells[0] as number));
  }
}

/** What sole contributors of hidden cells could compute from a pattern. */
export function toldToOwners(problem: EliminationProblem, hidden: Uint8Array): ReturnType<Elimination['toldToOwners']> {
  const elimination = new Elimination(problem);
  for (let cell = 0; cell < hidden.length; cell++) if (hidden[cell] === 0) elimination.publish(cell, true);
  return elimination.toldToOwners();
}

/** Whether `a` hides less than `b`, cells and value counting alike. */
export function isBetter({ problem, members }: Task, a: Uint8Array, b: Uint8Array): boolean {
  const measure = (hidden: Uint8Array): readonly [number, number] => {
    let cells = 0;
    let value = 0;
    for (let place = 0; place < hidden.length; place++) {
      if (hidden[place] === 0) continue;
      const count = (members[place] as readonly number[]).length;
      cells += count;
      value += count * Math.abs(problem.values[place] as number);
    }
    return [cells, value];
  };
  const [cellsA, valueA] = measure(a);
  const [cellsB, valueB] = measure(b);
  return cellsB > 0 && cellsA / cellsB + (valueB > 0 ? valueA / valueB : 1) < 2 - 1e-9;
}

export function cellsWhere(mask: Uint8Array): number[] {
  const cells: number[] = [];
  mask.forEach((one, cell) => {
    if (one !== 0) cells.push(cell);
  });
  return cells;
}

export const cannotProtect = ({ shape, members }: Pick<Task, 'shape' | 'members'>, place: number): SeriesRefusal =>
  new SeriesRefusal('cannot-be-protected', { field: 'publish', values: { keys: keysOf(shape, members[place]?.[0] as number) } });
