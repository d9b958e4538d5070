import { type Interval, openSolver } from './attacker.ts';
import { type Condensed, condense } from './condensed.ts';
import type { ContributionTable } from './contributions.ts';
import { cannotProtect, cellsWhere, eliminate, guidedPattern, isBetter, mostWantedFirst, repair, type Task } from './heuristics.ts';
import { intervals, isProtected } from './pattern.ts';
import { judge, type PrimaryRule } from './primary.ts';
import { prune } from './prune.ts';

/** Sums times unsafe cells up to which the second heuristic is run: a table of 41 × 31 has about 100,000, one of four dimensions many more. */
const MOST_GUIDED = 500_000;

/** How a pattern may be steered. */
export interface SuppressionWishes {
  /** Cells that must be published, such as headlines. */
  readonly publish?: readonly number[];
  /** Cells that were hidden in the last period: hidden again rather than others, because patterns that change disclose by differences. */
  readonly previous?: readonly number[];
  /** Time limit; by default two minutes. */
  readonly seconds?: number | undefined;
}

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
 * repaired until nothing can be derived within its protection. Of the better pattern is published again what it hides without need (in two dimensions; in more it would take minutes).
 *
 * @throws SeriesRefusal `time-limit`, or `cannot-be-protected` where cells that must be published give an unsafe one away
 */
export async function suppressTable(table: ContributionTable, rule: PrimaryRule, wishes: SuppressionWishes = {}): Promise<Suppression> {
  const primary = judge(table, rule);
  const condensed = condense(table, primary);
  const { problem, elimination, members, placeOf } = condensed;
  const fixed = new Uint8Array(problem.cells);
  for (const cell of wishes.publish ?? []) if (placeOf[cell] !== -1) fixed[placeOf[cell] as number] = 1;
  const task: Task = {
    solver: await openSolver(wishes.seconds),
    shape: table.shape,
    problem,
    elimination,
    members,
    weights: weigh(condensed, wishes),
    fixed,
  };
  const impossible = cellsWhere(problem.unsafe).find((place) => fixed[place] === 1);
  if (impossible !== undefined) throw cannotProtect(task, impossible);

  const eliminated = repair(task, eliminate(task, mostWantedFirst(task)));
  const isSmall = problem.sums.length * cellsWhere(problem.unsafe).length <= MOST_GUIDED;
  const guided = isSmall ? guidedPattern(task) : eliminated;
  const isGuided = isBetter(task, guided, eliminated);
  const better = isGuided ? guided : eliminated;
  const pattern = isSmall && table.shape.dimensions.length <= 2 ? repair(task, prune(task, better)) : better;
  const audit = new Map<number, Interval>();
  for (const [place, interval] of intervals(task.solver, problem, pattern, cellsWhere(problem.unsafe))) {
    if (!isProtected(problem, place, interval)) throw cannotProtect(task, place);
    for (const cell of members[place] ?? []) audit.set(cell, interval);
  }
  const hidden = Uint8Array.from(placeOf, (place) => (place < 0 ? 0 : (pattern[place] as number)));
  return { unsafe: primary.unsafe, hidden, audit, method: isGuided ? 'guided' : 'elimination' };
}

/** What it costs to hide a place: the value of all its cells; little for what was hidden last time. */
function weigh({ problem, members, placeOf }: Condensed, wishes: SuppressionWishes): Float64Array {
  const largest = problem.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const weights = problem.values.map((value, place) => (Math.abs(value) + largest * 1e-6) * (members[place] as readonly number[]).length);
  for (const place of new Set((wishes.previous ?? []).map((cell) => placeOf[cell] as number))) {
    if (place >= 0) weights[place] = (weights[place] as number) * 1e-3;
  }
  return weights;
}
