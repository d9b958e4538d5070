import { ForestSearch } from './forest-search.ts';
import { GuidedSearch } from './guided-search.ts';
import { distinctLowerBound } from './lower-bound.ts';
import { buildNetwork, EmptyNodeError, frequenciesOf, type Network } from './network.ts';
import { reduceOrder } from './order-search.ts';
import type { Problem } from './problem.ts';
import { completeSearch } from './propagation-search.ts';
import { RandomStream } from './random.ts';
import { greedyChoice, SearchState } from './search-state.ts';
import { tabuSearch } from './tabu.ts';
import { type Verdict, verify } from './verify.ts';

export type SolveOptions = {
  readonly seed: number;
  /** Asked often; true ends the search with the best found so far. */
  readonly isOver: () => boolean;
};

export type Solution = {
  /** Frequency per variable in their order; undefined when proved to be impossible. */
  readonly assignment: Float64Array | undefined;
  /** The assignment re-checked against the problem alone. */
  readonly verdict: Verdict | undefined;
  /** Value of the objective: 0 or 1 for feasibility, number of frequencies, largest frequency, or cost. */
  readonly objective: number | undefined;
  /** No assignment is better, by this lower bound; or none exists. */
  readonly proved: boolean;
  readonly lowerBound: number;
  readonly reason: string | undefined;
};

/** Dead ends the complete search may meet before the local search takes over. */
const FIRST_FAILURES = 2_000;

/** Solves a problem for its objective within the time that `isOver` grants. The same seed and the same number of steps repeat exactly. */
export function solve(problem: Problem, { seed, isOver }: SolveOptions): Solution {
  const network = (() => {
    try {
      return buildNetwork(problem);
    } catch (error) {
      if (error instanceof EmptyNodeError) return error.message;
      throw error;
    }
  })();
  if (typeof network === 'string') return impossible(network);
  const random = new RandomStream(seed);
  if (problem.objective === 'cost') return finish(problem, network, leastCost(problem, network, random, isOver), 0);
  const everything = new Uint8Array(network.ownCost.length).fill(1);
  const first = feasible(network, everything, random, isOver, FIRST_FAILURES);
  if (first === 'none') return impossible('arc consistency and search leave no assignment');
  if (first.total > 0 || problem.objective === 'feasibility') return finish(problem, network, first.choice, 0);
  return problem.objective === 'order'
    ? fewestFrequencies(problem, network, first.choice, random, isOver)
    : smallestSpan(problem, network, first.choice, random, isOver);
}

const impossible = (reason: string): Solution => ({
  assignment: undefined,
  verdict: undefined,
  objective: undefined,
  proved: true,
  lowerBound: Number.POSITIVE_INFINITY,
  reason,
});

function finish(problem: Problem, network: Network, choice: ArrayLike<number>, lowerBound: number): Solution {
  const assignment = frequenciesOf(network, choice, problem.variables.length);
  const verdict = verify(problem, assignment);
  const { order, span, cost, feasibility } = {
    order: verdict.distinct,
    span: verdict.largest,
    cost: verdict.cost,
    feasibility: verdict.admitted ? 0 : 1,
  };
  const objective = { order, span, cost, feasibility }[problem.objective];
  return { assignment, verdict, objective, proved: verdict.admitted && objective <= lowerBound, lowerBound, reason: undefined };
}

type Found = { readonly choice: Int32Array; readonly total: number };

/** An assignment without cost among the allowed values, by complete search first and tabu search after it. */
function feasible(network: Network, allowed: Uint8Array, random: RandomStream, isOver: () => boolean, failures: number): Found | 'none' {
  const complete = completeSearch(network, allowed, failures, isOver);
  if (complete.kind === 'none') return 'none';
  if (complete.kind === 'found') return { choice: complete.choice, total: new SearchState(network, complete.choice.slice()).total };
  const isAllowed = (n: number, value: number): boolean => allowed[(network.offsets[n] as number) + value] === 1;
  let best: Found = { choice: greedyChoice(network, random, isAllowed), total: Number.POSITIVE_INFINITY };
  do {
    const state = new SearchState(network, greedyChoice(network, random, isAllowed));
    const choice = state.choice.slice();
    const total = tabuSearch(state, random, choice, { allowed, goal: 0, patience: 100_000, isOver });
    if (total < best.total) best = { choice, total };
  } while (best.total > 0 && !isOver());
  return best;
}

function fewestFrequencies(problem: Problem, network: Network, start: Int32Array, random: RandomStream, isOver: () => boolean): Solution {
  const best = start.slice();
  const lowerBound = reduceOrder(network, start, random, {
    lowerBound: distinctLowerBound(problem),
    isOver,
    onBetter: (choice) => best.set(choice),
  });
  return finish(problem, network, best, lowerBound);
}

/** Lowers the ceiling below the largest frequency used until no assignment is found, or none exists. */
function smallestSpan(problem: Problem, network: Network, start: Int32Array, random: RandomStream, isOver: () => boolean): Solution {
  const ceilingOf = network.nodes.flatMap((node) => node.values.map((tuple) => Math.max(...tuple)));
  let best = start;
  for (;;) {
    const largest = finish(problem, network, best, 0).objective as number;
    const allowed = Uint8Array.from(ceilingOf, (ceiling) => (ceiling < largest ? 1 : 0));
    const next = feasible(network, allowed, random, isOver, 20_000);
    if (next === 'none') return finish(problem, network, best, largest);
    if (next.total > 0) return finish(problem, network, best, 0);
    best = next.choice;
  }
}

/** Local minima of one guided search, sweeps of one annealing, and how many different good choices are kept to start from. */
const MINIMA = 12_000;
const SWEEPS = 1_200;
const KEPT = 6;

/**
 * Guided searches from fresh choices in turn with forest annealing from the best ones found: the first repairs the dear violations, the
 * second rearranges many nodes at once and settles the cheap ones.
 */
function leastCost(problem: Problem, network: Network, random: RandomStream, isOver: () => boolean): Int32Array {
  const dearest = Math.max(...problem.violationCosts, ...problem.mobilityCosts, 1);
  const isAllowed = (): boolean => true;
  const guided = new GuidedSearch(problem, network, random);
  const state = new SearchState(network, greedyChoice(network, random, isAllowed));
  const forest = new ForestSearch(state, random);
  const trial = state.choice.slice();
  const kept: { readonly total: number; readonly choice: Int32Array }[] = [];
  const keep = (total: number): void => {
    if (kept.some((known) => known.total === total)) return;
    kept.push({ total, choice: trial.slice() });
    kept.sort((a, b) => a.total - b.total);
    kept.length = Math.min(kept.length, KEPT);
  };
  for (let round = 0; (kept[0]?.total ?? 1) > 0 && !isOver(); round++) {
    if (round < KEPT || round % 3 === 0) {
      // penalties between 0.3 % and 30 % of the dearest violation: small ones search thoroughly, large ones widely
      guided.restart(greedyChoice(network, random, isAllowed), dearest * 10 ** (-2.5 + 2 * random.unit()));
      keep(guided.run(trial, MINIMA, isOver));
    } else {
      state.reset((kept[Math.min(random.below(kept.length), random.below(kept.length))] as { choice: Int32Array }).choice);
      const hottest = dearest * 10 ** (-2.2 + 1.2 * random.unit());
      keep(forest.run(trial, { hottest, coldest: 0.002 * dearest, sweeps: SWEEPS, isOver }));
    }
  }
  return (kept[0] as { choice: Int32Array }).choice;
}
