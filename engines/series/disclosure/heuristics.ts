import type { Highs } from 'highs';
import { SeriesRefusal } from '../refusal.ts';
import { Elimination, type EliminationProblem } from './elimination.ts';
import { GuidedSuppression } from './guided.ts';
import { type ProtectionProblem, unprotected } from './pattern.ts';
import { keysOf, type TableShape } from './table.ts';

/** How a pattern may be steered. */
export interface SuppressionWishes {
  /** Cells that must be published, such as headlines. */
  readonly publish?: readonly number[];
  /** Cells that were hidden in the last period: hidden again rather than others, because patterns that change disclose by differences. */
  readonly previous?: readonly number[];
}

/** What both heuristics work on. */
export interface Task {
  readonly highs: Highs;
  readonly shape: TableShape;
  readonly problem: ProtectionProblem;
  readonly elimination: EliminationProblem;
  readonly weights: Float64Array;
  readonly fixed: Uint8Array;
}

/** What it costs to hide a cell: its value; little if it was hidden last time. */
export function weigh(problem: ProtectionProblem, wishes: SuppressionWishes): Float64Array {
  const weights = problem.values.map((value) => Math.abs(value));
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  for (let cell = 0; cell < weights.length; cell++) weights[cell] = (weights[cell] as number) + largest * 1e-6;
  for (const cell of wishes.previous ?? []) weights[cell] = (weights[cell] as number) * 1e-3;
  return weights;
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
    if (task.fixed[cell] === 1) throw cannotProtect(task.shape, cell);
    hidden[cell] = 1;
  }
  return hidden;
}

/** Starts from the unsafe cells, the one that needs most first, and drops afterwards what proved superfluous. */
export function guidedPattern(task: Task): Uint8Array {
  const { problem, weights } = task;
  const hidden = problem.unsafe.slice();
  const targets = cellsWhere(problem.unsafe).sort((a, b) => (problem.protection[b] as number) - (problem.protection[a] as number) || a - b);
  using guided = new GuidedSuppression(task.highs, problem, weights, hidden, task.fixed);
  for (const cell of targets) if (!guided.protect(cell)) throw cannotProtect(task.shape, cell);
  const order = mostWantedFirst(task);
  const published = order.filter((cell) => hidden[cell] === 0);
  return repair(task, eliminate(task, [...published, ...order.filter((cell) => hidden[cell] === 1)]));
}

/** Hides more until every unsafe cell keeps its protection and no sole contributor learns another's cell. Hiding more never harms. */
export function repair(task: Task, hidden: Uint8Array): Uint8Array {
  const { highs, problem, weights, fixed, shape } = task;
  for (;;) {
    const failed = unprotected(highs, problem, hidden);
    const told = toldToOwners(task.elimination, hidden);
    if (failed.length === 0 && told.length === 0) return hidden;
    using guided = new GuidedSuppression(highs, problem, weights, hidden, fixed);
    const before = hidden.reduce((sum, one) => sum + one, 0);
    for (const cell of failed) guided.protect(cell);
    for (const { known, cells } of told) for (const cell of cells) guided.protect(cell, known);
    if (hidden.reduce((sum, one) => sum + one, 0) === before) throw cannotProtect(shape, failed[0] ?? (told[0]?.cells[0] as number));
  }
}

/** What sole contributors of hidden cells could compute from a pattern. */
export function toldToOwners(problem: EliminationProblem, hidden: Uint8Array): ReturnType<Elimination['toldToOwners']> {
  const elimination = new Elimination(problem);
  for (let cell = 0; cell < hidden.length; cell++) if (hidden[cell] === 0) elimination.publish(cell, true);
  return elimination.toldToOwners();
}

/** Whether `a` hides less than `b`, cells and value counting alike. */
export function isBetter(problem: ProtectionProblem, a: Uint8Array, b: Uint8Array): boolean {
  const measure = (hidden: Uint8Array): readonly [number, number] => {
    let cells = 0;
    let value = 0;
    for (let cell = 0; cell < hidden.length; cell++) {
      if (hidden[cell] === 0) continue;
      cells++;
      value += Math.abs(problem.values[cell] as number);
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

export const cannotProtect = (shape: TableShape, cell: number): SeriesRefusal =>
  new SeriesRefusal('cannot-be-protected', { field: 'publish', values: { keys: keysOf(shape, cell) } });
