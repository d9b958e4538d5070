import { type LinearFact, Programme } from './attacker.ts';
import { Elimination } from './elimination.ts';
import type { Task } from './heuristics.ts';
import { needs } from './pattern.ts';

/** One change of the table by hidden places alone that moves an unsafe one by its protection: evidence that it is protected. */
interface Evidence {
  readonly target: number;
  readonly direction: 1 | -1;
  readonly amount: number;
  /** The places that change. */
  moved: readonly number[];
}

/**
 * Publishes again, dearest first, what a protected pattern hides without need.
 *
 * For each unsafe place the smallest change that proves its protection is kept, upwards and downwards. A place may be published if every
 * proof that uses it can be led without it, and if nothing becomes derivable exactly, for sole contributors neither.
 */
export function prune(task: Task, hidden: Uint8Array): Uint8Array {
  const { problem, weights, solver } = task;
  const places = [...hidden.keys()].filter((place) => hidden[place] === 1);
  const columnOf = new Map(places.map((place, i) => [place, 2 * i]));
  const facts: LinearFact[] = [];
  for (const { whole, parts } of problem.sums) {
    const terms = [[whole, 1] as const, ...parts.map((part) => [part, -1] as const)].filter(([place]) => hidden[place] === 1);
    const columns = terms.flatMap(([place]) => [columnOf.get(place) as number, (columnOf.get(place) as number) + 1]);
    if (columns.length > 0) facts.push({ columns, factors: terms.flatMap(([, sign]) => [sign, -sign]), min: 0, max: 0 });
  }
  const upper = Float64Array.from({ length: 2 * places.length }, (_, column) => reach(task, places[column >> 1] as number, column % 2));
  const largest = problem.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  using programme = new Programme(solver, { lower: new Float64Array(upper.length), upper, facts }, largest === 0 ? 1 : largest / 1e6);
  for (let column = 0; column < upper.length; column++) programme.cost(column, 1);

  const free = (place: number): void => {
    const column = columnOf.get(place) as number;
    programme.bound(column, 0, upper[column] as number);
    programme.bound(column + 1, 0, upper[column + 1] as number);
  };
  const hold = (place: number): void => {
    const column = columnOf.get(place) as number;
    programme.bound(column, 0, 0);
    programme.bound(column + 1, 0, 0);
  };
  const prove = ({ target, direction, amount }: Evidence): number[] | undefined => {
    const column = columnOf.get(target) as number;
    programme.bound(column, direction > 0 ? amount : 0, direction > 0 ? amount : 0);
    programme.bound(column + 1, direction > 0 ? 0 : amount, direction > 0 ? 0 : amount);
    const solution = programme.solve();
    free(target);
    if (solution === undefined || solution.values.length === 0) return undefined;
    return places.filter((_, i) => Math.abs((solution.values[2 * i] as number) - (solution.values[2 * i + 1] as number)) > largest * 1e-9);
  };

  const users = new Map<number, Set<Evidence>>(places.map((place) => [place, new Set()]));
  const keep = (evidence: Evidence, moved: readonly number[]): void => {
    for (const place of evidence.moved) users.get(place)?.delete(evidence);
    evidence.moved = moved;
    for (const place of moved) users.get(place)?.add(evidence);
  };
  for (const evidence of wanted(task, places)) {
    const moved = prove(evidence);
    if (moved === undefined) return hidden; // not protected in this form: nothing may be taken away
    keep(evidence, moved);
  }

  const pruned = hidden.slice();
  const elimination = new Elimination(task.elimination);
  for (let place = 0; place < problem.cells; place++) if (hidden[place] === 0) elimination.publish(place, true);
  const candidates = places
    .filter((place) => problem.unsafe[place] === 0)
    .sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b);
  for (const place of candidates) {
    hold(place);
    const renewed: [Evidence, number[]][] = [];
    const isFree = [...(users.get(place) as Set<Evidence>)].every((evidence) => {
      const moved = prove(evidence);
      if (moved !== undefined) renewed.push([evidence, moved]);
      return moved !== undefined;
    });
    if (isFree && elimination.publish(place)) {
      pruned[place] = 0;
      for (const [evidence, moved] of renewed) keep(evidence, moved);
    } else free(place);
  }
  return pruned;
}

/** How far a place can move up (side 0) or down (side 1). */
function reach({ problem }: Task, place: number, side: number): number {
  const value = problem.values[place] as number;
  return side === 0 ? (problem.upper[place] as number) - value : value - (problem.lower[place] as number);
}

/** The proofs that a protected pattern must give. */
function wanted({ problem }: Task, places: readonly number[]): Evidence[] {
  return places
    .filter((place) => problem.unsafe[place] === 1)
    .flatMap((target) => {
      const { above, below } = needs(problem, target);
      // Where no width is asked for the place must still be able to move.
      const up = above > 0 || below > 0 ? above : Math.abs(problem.values[target] as number) / 100;
      const proofs: Evidence[] = [];
      if (up > 0) proofs.push({ target, direction: 1, amount: up, moved: [] });
      if (below > 0) proofs.push({ target, direction: -1, amount: below, moved: [] });
      return proofs;
    });
}
