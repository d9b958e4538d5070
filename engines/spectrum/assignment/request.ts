import type { InputReader, SpectrumAnswer, SpectrumRequest } from '../validation.ts';
import { type Objective, objectives, ProblemTextError, type ProblemTexts, parseProblem } from './problem.ts';
import { solve } from './solve.ts';

/** Words by which callers name the objectives. */
const WORDS: Readonly<Record<string, Objective>> = {
  feasible: 'feasibility',
  min_order: 'order',
  min_number: 'order',
  min_number_of_frequencies: 'order',
  'minimum order': 'order',
  min_span: 'span',
  'minimum span': 'span',
  min_cost: 'cost',
  min_interference: 'cost',
  min_weighted_violation: 'cost',
  'minimum interference': 'cost',
};

const NAMES = ['dom', 'var', 'ctr', 'cst'] as const;
const LONGEST_SEARCH_S = 600;

/** `fap`: assigns frequencies to an instance given as four texts, or as the folder that holds them. */
export function answerFap({ inputs, read }: SpectrumRequest): SpectrumAnswer {
  const objective = readObjective(inputs);
  const seconds = inputs.numberOr('timeLimit_s', 30, { above: 0, max: LONGEST_SEARCH_S });
  const seed = inputs.integerOr('seed', 1, { min: 0, max: 4294967295 });
  const texts = inputs.has('dir') ? readFolder(inputs, read) : readInline(inputs);
  const problem = (() => {
    try {
      return parseProblem(texts, objective);
    } catch (error) {
      if (error instanceof ProblemTextError) inputs.refuse('unreadable', inputs.has('dir') ? 'dir' : error.text, error.message);
      throw error;
    }
  })();
  const end = performance.now() + seconds * 1000;
  const {
    assignment,
    verdict,
    objective: value,
    proved,
    lowerBound,
    reason,
  } = solve(problem, { seed, isOver: () => performance.now() >= end });
  if (assignment === undefined || verdict === undefined)
    return {
      outputs: {
        status: 'infeasible',
        proved,
        reason,
        assignment: null,
        objective: null,
        objective_kind: problem.objective,
        verified: false,
      },
      warnings: inputs.warnings,
    };
  if (!verdict.admitted) inputs.warn('not-admitted', `the best assignment found breaks ${verdict.violated} constraints`);
  return {
    outputs: {
      status: verdict.admitted ? 'found' : 'not-found',
      assignment: Object.fromEntries(problem.variables.map(({ id }, place) => [id, assignment[place]])),
      objective: value,
      objective_kind: problem.objective,
      verified: verdict.admitted,
      proved,
      ...(lowerBound > 0 ? { lower_bound: lowerBound } : {}),
      frequencies: verdict.distinct,
      span: verdict.largest - verdict.smallest,
      largest: verdict.largest,
      violations: verdict.violated,
      cost: verdict.cost,
      ...(verdict.faults.length > 0 ? { faults: verdict.faults } : {}),
    },
    warnings: inputs.warnings,
  };
}

function readObjective(inputs: InputReader): Objective | undefined {
  const text = inputs.textOr('objective', undefined);
  if (text === undefined) return undefined;
  const found = objectives.find((objective) => objective === text) ?? (Object.hasOwn(WORDS, text) ? WORDS[text] : undefined);
  if (found === undefined)
    inputs.refuse(
      'not-a-choice',
      'objective',
      `objective must be one of ${[...objectives, ...Object.keys(WORDS)].join(', ')}, got ${text}`,
    );
  return found;
}

function readInline(inputs: InputReader): ProblemTexts {
  return { dom: inputs.text('dom'), var: inputs.text('var'), ctr: inputs.text('ctr'), cst: inputs.textOr('cst', '') };
}

function readFolder(inputs: InputReader, read: (path: string) => string): ProblemTexts {
  const folder = inputs.text('dir').replace(/\/+$/, '');
  const [dom, variables, ctr, cst] = NAMES.map((name) => {
    for (const file of [`${name}.txt`, `${name.toUpperCase()}.TXT`, name])
      try {
        return read(`${folder}/${file}`);
      } catch {
        // the next spelling
      }
    return name === 'cst' ? '' : inputs.refuse('unreadable', 'dir', `${folder} has no ${name}.txt`);
  }) as [string, string, string, string];
  return { dom, var: variables, ctr, cst };
}
