import { type Interval, solver } from './attacker.ts';
import type { ContributionTable } from './contributions.ts';
import {
  cannotProtect,
  cellsWhere,
  eliminate,
  guidedPattern,
  isBetter,
  mostWantedFirst,
  repair,
  type SuppressionWishes,
  type Task,
  weigh,
} from './heuristics.ts';
import { intervals, isProtected } from './pattern.ts';
import { judge, type PrimaryRule } from './primary.ts';
import { eliminationProblem, protectionProblem } from './problem.ts';

/** The protected table: which cells are hidden, and what an attacker can still say of each unsafe one. */
export interface Suppression {
  readonly unsafe: Uint8Array;
  readonly hidden: Uint8Array;
  readonly audit: ReadonlyMap<number, Interval>;
  /** The heuristic whose pattern was taken. */
  readonly method: 'elimination' | 'guided';
}

/**
 * Hides the cells that the rules call unsafe, and as few and as small others as protect them.
 *
 * Two heuristics are run, Gaussian elimination and one guided by linear programmes; each pattern is audited against an outside
 * attacker (two linear programmes for each unsafe cell) and against every group that is the only contributor of a hidden cell, and
 * repaired until nothing can be derived within its protection. The better pattern is answered.
 *
 * @throws SeriesRefusal `cannot-be-protected` where cells that must be published give an unsafe one away
 */
export async function suppressTable(table: ContributionTable, rule: PrimaryRule, wishes: SuppressionWishes = {}): Promise<Suppression> {
  const { unsafe, protection } = judge(table, rule);
  const problem = protectionProblem(table, unsafe, protection);
  const fixed = new Uint8Array(problem.cells);
  for (const cell of wishes.publish ?? []) {
    if (unsafe[cell] === 1) throw cannotProtect(table.shape, cell);
    fixed[cell] = 1;
  }
  const task: Task = {
    highs: await solver(),
    shape: table.shape,
    problem,
    elimination: eliminationProblem(table, unsafe),
    weights: weigh(problem, wishes),
    fixed,
  };
  const eliminated = repair(task, eliminate(task, mostWantedFirst(task)));
  const guided = guidedPattern(task);
  const isGuided = isBetter(problem, guided, eliminated);
  const hidden = isGuided ? guided : eliminated;
  const audit = intervals(task.highs, problem, hidden, cellsWhere(unsafe));
  for (const [cell, interval] of audit) if (!isProtected(problem, cell, interval)) throw cannotProtect(table.shape, cell);
  return { unsafe, hidden, audit, method: isGuided ? 'guided' : 'elimination' };
}
