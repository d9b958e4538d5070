import type { Problem } from './problem.ts';

/** What an assignment is worth, counted from the problem alone. */
export type Verdict = {
  /** Every value lies in its domain, no unmovable preset is changed, every constraint of class 0 holds. */
  readonly admitted: boolean;
  /** Why it is not, by variable identifiers. */
  readonly faults: readonly string[];
  readonly distinct: number;
  readonly largest: number;
  readonly smallest: number;
  /** Weighted sum of violated constraints of classes 1 to 4 and of changed presets. */
  readonly cost: number;
  readonly violated: number;
};

/** Faults listed by name. */
const MOST_FAULTS = 20;

/**
 * Checks an assignment (a frequency per variable, in their order) against every line of the problem. It shares nothing with the search:
 * a wrong table there cannot pass here.
 */
export function verify(problem: Problem, assignment: ArrayLike<number>): Verdict {
  const { variables, constraints, violationCosts, mobilityCosts } = problem;
  const faults: string[] = [];
  let faulty = 0;
  const fault = (text: string): void => {
    faulty++;
    if (faults.length < MOST_FAULTS) faults.push(text);
  };
  let cost = 0;
  let violated = 0;
  if (assignment.length !== variables.length) fault(`${assignment.length} values for ${variables.length} variables`);
  variables.forEach(({ id, domain, preset, mobility }, place) => {
    const value = assignment[place] as number;
    if (!domain.includes(value)) fault(`variable ${id} has ${value}, which is not in its domain`);
    if (preset === undefined || value === preset) return;
    if (mobility === 0) fault(`variable ${id} must stay at ${preset}, got ${value}`);
    else if (mobility !== undefined) cost += mobilityCosts[mobility - 1] as number;
  });
  for (const { i, j, operator, deviation, weightClass } of constraints) {
    const distance = Math.abs((assignment[i] as number) - (assignment[j] as number));
    if (operator === '>' ? distance > deviation : distance === deviation) continue;
    violated++;
    const name = `|${variables[i]?.id} − ${variables[j]?.id}| ${operator} ${deviation}`;
    if (weightClass === 0) fault(`${name} is violated by ${distance}`);
    else cost += violationCosts[weightClass - 1] as number;
  }
  const values = Array.from(assignment);
  return {
    admitted: faulty === 0,
    faults,
    distinct: new Set(values).size,
    largest: values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
    smallest: values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    cost,
    violated,
  };
}
