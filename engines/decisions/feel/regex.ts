import { charge, FeelLimitError, limits } from './limits.ts';
import { type CharacterTest, type Flags, type Pattern, PatternError, PatternParser } from './regex-parser.ts';

/** Where a match lies in the characters, and the parts its groups caught. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (readonly [start: number, end: number] | undefined)[];
}

/** A compiled pattern of XPath. Matching backtracks under the limit of steps, so that no pattern can hang the caller. */
export interface Regex {
  readonly groups: number;
  /** The first match in the code points at or after `from`. */
  find(codes: readonly number[], from: number): Match | undefined;
}

interface State {
  readonly codes: readonly number[];
  readonly groups: (readonly [number, number] | undefined)[];
  depth: number;
}

type Next = (at: number) => boolean;
type Matcher = (state: State, at: number, next: Next) => boolean;

const LF = 10;
/** Continuations within one another: far below what the stack holds. */
const DEEPEST = 1500;

function sequence(parts: readonly Matcher[]): Matcher {
  const last = parts.at(-1);
  if (last === undefined) return (_, at, next) => next(at);
  return parts
    .slice(0, -1)
    .reduceRight<Matcher>((rest, first) => (state, at, next) => first(state, at, (here) => rest(state, here, next)), last);
}

/** Characters one after another: a loop, not a recursion. */
function run(sets: readonly CharacterTest[]): Matcher {
  return ({ codes }, at, next) => {
    for (let i = 0; i < sets.length; i++) {
      charge(1);
      if (at + i >= codes.length || !(sets[i] as CharacterTest)(codes[at + i] ?? 0)) return false;
    }
    return next(at + sets.length);
  };
}

/** The parts of a sequence, with neighbouring single characters together. */
function partsOf(parts: readonly Pattern[], flags: Flags): Matcher[] {
  const matchers: Matcher[] = [];
  let sets: CharacterTest[] = [];
  const flush = (): void => {
    if (sets.length > 0) matchers.push(run(sets));
    sets = [];
  };
  for (const part of parts) {
    if (part.is === 'set') sets.push(part.has);
    else {
      flush();
      matchers.push(compile(part, flags));
    }
  }
  flush();
  return matchers;
}

/** Repetition of one character: a loop, not a recursion. */
function repeatSet(has: CharacterTest, min: number, max: number, greedy: boolean): Matcher {
  return ({ codes }, at, next) => {
    let count = 0;
    const fits = (): boolean => at + count < codes.length && has(codes[at + count] ?? 0);
    if (!greedy) {
      for (; count < max; count++) {
        charge(1);
        if (count >= min && next(at + count)) return true;
        if (!fits()) return false;
      }
      return next(at + count);
    }
    while (count < max && fits()) count++;
    charge(count + 1);
    for (; count >= min; count--) {
      charge(1);
      if (next(at + count)) return true;
    }
    return false;
  };
}

function repeat(of: Matcher, min: number, max: number, greedy: boolean): Matcher {
  const turn = (state: State, at: number, count: number, next: Next): boolean => {
    charge(1);
    const again = (): boolean =>
      count < max &&
      deeper(state, () => of(state, at, (here) => (here === at && count >= min ? false : turn(state, here, count + 1, next))));
    if (count < min) return again();
    return greedy ? again() || next(at) : next(at) || again();
  };
  return (state, at, next) => turn(state, at, 0, next);
}

function deeper(state: State, work: () => boolean): boolean {
  if (++state.depth > DEEPEST) throw new FeelLimitError('steps', limits.steps);
  const found = work();
  state.depth--;
  return found;
}

function group(of: Matcher, index: number): Matcher {
  return (state, at, next) => {
    const before = state.groups[index];
    const found = of(state, at, (end) => {
      const inner = state.groups[index];
      state.groups[index] = [at, end];
      if (next(end)) return true;
      state.groups[index] = inner;
      return false;
    });
    if (!found) state.groups[index] = before;
    return found;
  };
}

function backReference(index: number): Matcher {
  return ({ codes, groups }, at, next) => {
    const caught = groups[index];
    if (caught === undefined) return next(at);
    const length = caught[1] - caught[0];
    for (let i = 0; i < length; i++) if (codes[caught[0] + i] !== codes[at + i]) return false;
    return next(at + length);
  };
}

function compile(pattern: Pattern, flags: Flags): Matcher {
  switch (pattern.is) {
    case 'set':
      return run([pattern.has]);
    case 'sequence':
      return sequence(partsOf(pattern.parts, flags));
    case 'choice': {
      const parts = pattern.parts.map((part) => compile(part, flags));
      return (state, at, next) => parts.some((part) => part(state, at, next));
    }
    case 'group':
      return group(compile(pattern.of, flags), pattern.index);
    case 'repeat': {
      const { of, min, max, greedy } = pattern;
      return of.is === 'set' ? repeatSet(of.has, min, max, greedy) : repeat(compile(of, flags), min, max, greedy);
    }
    case 'start':
      return ({ codes }, at, next) => (at === 0 || (flags.multiline && codes[at - 1] === LF)) && next(at);
    case 'end':
      return ({ codes }, at, next) => (at === codes.length || (flags.multiline && codes[at] === LF)) && next(at);
    case 'back':
      return backReference(pattern.index);
  }
}

function makeRegex(matcher: Matcher, groups: number): Regex {
  return {
    groups,
    find(codes, from) {
      for (let start = from; start <= codes.length; start++) {
        const state: State = { codes, groups: [], depth: 0 };
        let end = -1;
        charge(1);
        const found = matcher(state, start, (at) => {
          end = at;
          return true;
        });
        if (found) return { start, end, groups: state.groups };
      }
      return undefined;
    },
  };
}

const literal = (pattern: string): Pattern => ({
  is: 'sequence',
  parts: [...pattern].map((char) => ({ is: 'set', has: (c) => c === char.codePointAt(0) })),
});

const known = new Map<string, Regex | undefined>();
const MOST_KNOWN = 500;

/** Compiles a pattern with flags of XPath (s, m, i, x, q); undefined if either is none. */
export function compileRegex(pattern: string, flags: string): Regex | undefined {
  const key = `${flags}/${pattern}`;
  if (known.has(key)) return known.get(key);
  if (known.size >= MOST_KNOWN) known.clear();
  const regex = build(pattern, flags);
  known.set(key, regex);
  return regex;
}

/** Longer patterns are none that a rule needs. */
const LONGEST_PATTERN = 5000;

function build(pattern: string, flags: string): Regex | undefined {
  if (pattern.length > LONGEST_PATTERN || !/^[smixq]*$/.test(flags)) return undefined;
  const options = { ignoreCase: flags.includes('i'), multiline: flags.includes('m'), dotAll: flags.includes('s') };
  if (flags.includes('q') && !options.ignoreCase) return makeRegex(compile(literal(pattern), options), 0);
  const escaped = flags.includes('q') ? pattern.replace(/[\\|.\-^?*+{}()[\]$]/g, '\\$&') : pattern;
  try {
    const parser = new PatternParser(flags.includes('x') && !flags.includes('q') ? withoutSpace(escaped) : escaped, options);
    const tree = parser.parse();
    return makeRegex(compile(tree, options), parser.groups);
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}

/** Flag x: white space outside classes is no part of the pattern. */
function withoutSpace(pattern: string): string {
  let depth = 0;
  let kept = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? '';
    if (char === '\\') {
      kept += char + (pattern[++i] ?? '');
      continue;
    }
    if (char === '[') depth++;
    else if (char === ']') depth--;
    if (depth > 0 || !/[ \t\n\r]/.test(char)) kept += char;
  }
  return kept;
}
