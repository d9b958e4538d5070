/**
 * Frequency assignment problems in the text format of the CELAR/CALMA benchmarks: `dom` (domains), `var` (variables), `ctr`
 * (constraints between two variables), `cst` (objective and coefficients).
 */

/** |fᵢ − fⱼ| > deviation, or = deviation. Weight class 0 must hold; classes 1 to 4 cost the coefficient a₁ … a₄ when violated. */
export type Constraint = {
  readonly i: number;
  readonly j: number;
  readonly operator: '>' | '=';
  readonly deviation: number;
  readonly weightClass: 0 | 1 | 2 | 3 | 4;
};

export type Variable = {
  readonly id: number;
  /** Admitted frequencies in increasing order. */
  readonly domain: readonly number[];
  /** Frequency in use, and how freely it may change: 0 not at all, 1 to 4 at the cost b₁ … b₄. */
  readonly preset: number | undefined;
  readonly mobility: 0 | 1 | 2 | 3 | 4 | undefined;
};

export const objectives = ['feasibility', 'order', 'span', 'cost'] as const;
/** Any admitted assignment; fewest distinct frequencies; smallest largest frequency; least weighted violation. */
export type Objective = (typeof objectives)[number];

export type Problem = {
  readonly variables: readonly Variable[];
  /** Constraints refer to variables by their place in `variables`. */
  readonly constraints: readonly Constraint[];
  readonly objective: Objective;
  readonly violationCosts: readonly [number, number, number, number];
  readonly mobilityCosts: readonly [number, number, number, number];
};

export type ProblemTexts = { readonly dom: string; readonly var: string; readonly ctr: string; readonly cst: string };

/** What is wrong with a text, and in which line (from 1). */
export class ProblemTextError extends Error {
  readonly text: keyof ProblemTexts;
  readonly line: number;
  constructor(text: keyof ProblemTexts, line: number, message: string) {
    super(`${text} line ${line}: ${message}`);
    this.text = text;
    this.line = line;
  }
}

/** Coefficients a₁ … a₄ of instances that name none. */
const USUAL_VIOLATION_COSTS = [1000, 100, 10, 1] as const;
/** Largest numbers of variables and constraints taken on. */
const LIMITS = { variables: 20_000, constraints: 1_000_000, values: 5_000 } as const;

/**
 * Reads a problem.
 *
 * @param wanted overrides the objective that the `cst` text describes
 * @throws ProblemTextError
 */
export function parseProblem(texts: ProblemTexts, wanted?: Objective): Problem {
  const domains = parseDomains(texts.dom);
  const variables = parseVariables(texts.var, domains);
  const places = new Map(variables.map(({ id }, place) => [id, place]));
  const constraints = parseConstraints(texts.ctr, places);
  const { a, b } = parseCoefficients(texts.cst);
  const weighted =
    constraints.some(({ weightClass }) => weightClass > 0) || variables.some(({ mobility }) => mobility !== undefined && mobility > 0);
  return {
    variables,
    constraints,
    objective: wanted ?? describedObjective(texts.cst, weighted),
    violationCosts: a,
    mobilityCosts: b,
  };
}

/** Lines that hold something, with their numbers. */
function* filled(text: string): Generator<readonly [number, readonly string[]]> {
  // some files carry a byte-order mark, others end in a zero byte or the end-of-file mark of DOS
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\u0000', '')
    .replaceAll('\u001A', '')
    .split(/\r?\n/);
  for (const [i, line] of lines.entries()) {
    const words = line.trim().split(/\s+/);
    if (words[0] !== '') yield [i + 1, words];
  }
}

function whole(text: keyof ProblemTexts, line: number, word: string | undefined, name: string): number {
  if (word === undefined || !/^-?\d+$/.test(word))
    throw new ProblemTextError(text, line, `${name} must be a whole number, got ${word ?? 'nothing'}`);
  return Number(word);
}

function parseDomains(text: string): ReadonlyMap<number, readonly number[]> {
  const domains = new Map<number, readonly number[]>();
  for (const [line, words] of filled(text)) {
    const [id, count, ...values] = words.map((word) => whole('dom', line, word, 'every entry')) as [number, number, ...number[]];
    if (count !== values.length) throw new ProblemTextError('dom', line, `${count} values are announced, ${values.length} follow`);
    if (values.length > LIMITS.values) throw new ProblemTextError('dom', line, `a domain has at most ${LIMITS.values} values`);
    if (domains.has(id)) throw new ProblemTextError('dom', line, `domain ${id} comes twice`);
    domains.set(
      id,
      [...new Set(values)].sort((x, y) => x - y),
    );
  }
  if (domains.size === 0) throw new ProblemTextError('dom', 1, 'there is no domain');
  return domains;
}

function parseVariables(text: string, domains: ReadonlyMap<number, readonly number[]>): readonly Variable[] {
  const variables: Variable[] = [];
  const seen = new Set<number>();
  for (const [line, [idWord, domainWord, presetWord, mobilityWord]] of filled(text)) {
    const id = whole('var', line, idWord, 'the variable');
    const domain = domains.get(whole('var', line, domainWord, 'the domain'));
    if (domain === undefined) throw new ProblemTextError('var', line, `domain ${domainWord} is not defined`);
    if (seen.has(id)) throw new ProblemTextError('var', line, `variable ${id} comes twice`);
    seen.add(id);
    const preset = presetWord === undefined ? undefined : whole('var', line, presetWord, 'the preset value');
    const mobility = mobilityWord === undefined ? undefined : whole('var', line, mobilityWord, 'the mobility');
    if (mobility !== undefined && (mobility < 0 || mobility > 4))
      throw new ProblemTextError('var', line, `the mobility is 0 to 4, got ${mobility}`);
    variables.push({ id, domain, preset, mobility: mobility as Variable['mobility'] });
    if (variables.length > LIMITS.variables) throw new ProblemTextError('var', line, `at most ${LIMITS.variables} variables`);
  }
  if (variables.length === 0) throw new ProblemTextError('var', 1, 'there is no variable');
  return variables;
}

function parseConstraints(text: string, places: ReadonlyMap<number, number>): readonly Constraint[] {
  const constraints: Constraint[] = [];
  for (const [line, [iWord, jWord, kind, operator, deviationWord, weightWord]] of filled(text)) {
    const place = (word: string | undefined): number => {
      const found = places.get(whole('ctr', line, word, 'a variable'));
      if (found === undefined) throw new ProblemTextError('ctr', line, `variable ${word} is not defined`);
      return found;
    };
    const i = place(iWord);
    const j = place(jWord);
    if (i === j) throw new ProblemTextError('ctr', line, `variable ${iWord} is constrained against itself`);
    if (kind === undefined || !/^[DLCPF]$/i.test(kind))
      throw new ProblemTextError('ctr', line, `the type is D, L, C, P or F, got ${kind ?? 'nothing'}`);
    if (operator !== '>' && operator !== '=')
      throw new ProblemTextError('ctr', line, `the operator is > or =, got ${operator ?? 'nothing'}`);
    const deviation = whole('ctr', line, deviationWord, 'the deviation');
    if (deviation < 0) throw new ProblemTextError('ctr', line, `the deviation is 0 or more, got ${deviation}`);
    const weightClass = weightWord === undefined ? 0 : whole('ctr', line, weightWord, 'the weight class');
    if (weightClass < 0 || weightClass > 4) throw new ProblemTextError('ctr', line, `the weight class is 0 to 4, got ${weightClass}`);
    constraints.push({ i, j, operator, deviation, weightClass: weightClass as Constraint['weightClass'] });
    if (constraints.length > LIMITS.constraints) throw new ProblemTextError('ctr', line, `at most ${LIMITS.constraints} constraints`);
  }
  return constraints;
}

type Four = readonly [number, number, number, number];

function parseCoefficients(text: string): { readonly a: Four; readonly b: Four } {
  const read = (letter: string, otherwise: Four): Four =>
    otherwise.map((usual, k) => {
      const found = new RegExp(`\\b${letter}${k + 1}\\s*=\\s*(\\d+)`, 'i').exec(text);
      return found === null ? usual : Number(found[1]);
    }) as unknown as Four;
  return { a: read('a', USUAL_VIOLATION_COSTS), b: read('b', [0, 0, 0, 0]) };
}

/**
 * The objective a `cst` text describes in words. Where it names a cost for the case without a solution and constraints carry weights,
 * the cost it is: an assignment without violations has cost 0 and is found as well.
 */
function describedObjective(text: string, weighted: boolean): Objective {
  if (weighted) return 'cost';
  if (/number|minimal(ly)? used|fewest|order/i.test(text)) return 'order';
  if (/span|largest|maximum|highest|max /i.test(text)) return 'span';
  return /violation|cost/i.test(text) ? 'cost' : 'feasibility';
}
