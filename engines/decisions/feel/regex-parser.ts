/** A pattern of XPath (XQuery and XPath Functions and Operators 3.1, clause 5.6.1) as a tree. */
export type Pattern =
  | { readonly is: 'set'; readonly has: CharacterTest }
  | { readonly is: 'sequence' | 'choice'; readonly parts: readonly Pattern[] }
  | { readonly is: 'group'; readonly of: Pattern; readonly index: number }
  | { readonly is: 'repeat'; readonly of: Pattern; readonly min: number; readonly max: number; readonly greedy: boolean }
  | { readonly is: 'start' | 'end' }
  | { readonly is: 'back'; readonly index: number };

export type CharacterTest = (codePoint: number) => boolean;

export interface Flags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
}

/** A pattern that is none; never leaves this folder, since FEEL's result is then null. */
export class PatternError extends Error {}

const LF = 10;
const CR = 13;
const DEEPEST = 50;
const MOST_REPEATS = 100_000;

const byRegExp = (source: string): CharacterTest => {
  const expression = new RegExp(`^[${source}]$`, 'u');
  return (c) => expression.test(String.fromCodePoint(c));
};
const negated =
  (has: CharacterTest): CharacterTest =>
  (c) =>
    !has(c);

const space: CharacterTest = (c) => c === 32 || c === 9 || c === LF || c === CR;
const NAME_START =
  ':A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}-\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const digit = byRegExp('\\p{Nd}');
const wordCharacter = negated(byRegExp('\\p{P}\\p{Z}\\p{C}'));
const nameStart = byRegExp(NAME_START);
const nameCharacter = byRegExp(`${NAME_START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}`);

const classes: Readonly<Record<string, CharacterTest>> = { s: space, d: digit, w: wordCharacter, i: nameStart, c: nameCharacter };
const controls: Readonly<Record<string, number>> = { n: LF, r: CR, t: 9 };
/** Blocks of Unicode (Blocks.txt) that patterns name with `Is`. */
const BLOCKS: Readonly<Record<string, readonly [first: number, last: number]>> = {
  IsBasicLatin: [0, 0x7f],
  'IsLatin-1Supplement': [0x80, 0xff],
  'IsLatinExtended-A': [0x100, 0x17f],
  'IsLatinExtended-B': [0x180, 0x24f],
  IsGreek: [0x370, 0x3ff],
  IsGreekandCoptic: [0x370, 0x3ff],
  IsCyrillic: [0x400, 0x4ff],
  IsHebrew: [0x590, 0x5ff],
  IsArabic: [0x600, 0x6ff],
  IsThai: [0xe00, 0xe7f],
  IsGeneralPunctuation: [0x2000, 0x206f],
  IsCurrencySymbols: [0x20a0, 0x20cf],
  IsCJKSymbolsandPunctuation: [0x3000, 0x303f],
  IsHiragana: [0x3040, 0x309f],
  IsKatakana: [0x30a0, 0x30ff],
  IsCJKUnifiedIdeographs: [0x4e00, 0x9fff],
  IsHangulSyllables: [0xac00, 0xd7af],
};

const LITERAL_ESCAPES = '\\|.-^?*+{}()[]$';

/** Recursive descent over a pattern. */
export class PatternParser {
  readonly #text: readonly string[];
  readonly #flags: Flags;
  #at = 0;
  #depth = 0;
  groups = 0;
  readonly #closed = new Set<number>();

  constructor(pattern: string, flags: Flags) {
    this.#text = [...pattern];
    this.#flags = flags;
  }

  parse(): Pattern {
    const pattern = this.#choice();
    if (this.#at < this.#text.length) throw new PatternError('unbalanced parenthesis');
    return pattern;
  }

  get #char(): string {
    return this.#text[this.#at] ?? '';
  }

  #take(char: string): boolean {
    if (this.#char !== char || this.#at >= this.#text.length) return false;
    this.#at++;
    return true;
  }

  #choice(): Pattern {
    if (++this.#depth > DEEPEST) throw new PatternError('nested too deeply');
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    this.#depth--;
    return parts.length === 1 ? (parts[0] as Pattern) : { is: 'choice', parts };
  }

  #sequence(): Pattern {
    const parts: Pattern[] = [];
    while (this.#at < this.#text.length && this.#char !== '|' && this.#char !== ')') parts.push(this.#quantified(this.#atom()));
    return { is: 'sequence', parts };
  }

  #quantified(of: Pattern): Pattern {
    const bounds = this.#quantifier();
    if (bounds === undefined) return of;
    if (of.is === 'start' || of.is === 'end') throw new PatternError('an anchor cannot be repeated');
    const greedy = !this.#take('?');
    return { is: 'repeat', of, ...bounds, greedy };
  }

  #quantifier(): { readonly min: number; readonly max: number } | undefined {
    if (this.#take('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#take('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#take('?')) return { min: 0, max: 1 };
    if (!this.#take('{')) return undefined;
    const min = this.#integer();
    let max = min;
    if (this.#take(',')) max = this.#char === '}' ? Number.POSITIVE_INFINITY : this.#integer();
    if (!this.#take('}') || max < min) throw new PatternError('bad quantity');
    return { min, max };
  }

  #integer(): number {
    let digits = '';
    while (/^[0-9]$/.test(this.#char)) digits += this.#text[this.#at++];
    if (digits === '' || Number(digits) > MOST_REPEATS) throw new PatternError('bad quantity');
    return Number(digits);
  }

  #atom(): Pattern {
    const char = this.#char;
    this.#at++;
    switch (char) {
      case '.':
        return { is: 'set', has: this.#flags.dotAll ? () => true : (c) => c !== LF && c !== CR };
      case '^':
        return { is: 'start' };
      case '$':
        return { is: 'end' };
      case '(':
        return this.#group();
      case '[':
        return { is: 'set', has: this.#folded(this.#class()) };
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
        throw new PatternError(`"${char}" does not fit`);
      default:
        return { is: 'set', has: this.#folded(only(char)) };
    }
  }

  #group(): Pattern {
    if (this.#take('?')) {
      if (!this.#take(':')) throw new PatternError('unknown kind of group');
      const of = this.#choice();
      this.#close();
      return of;
    }
    const index = ++this.groups;
    const of = this.#choice();
    this.#close();
    this.#closed.add(index);
    return { is: 'group', of, index };
  }

  #close(): void {
    if (!this.#take(')')) throw new PatternError('unbalanced parenthesis');
  }

  #escape(): Pattern {
    if (/^[1-9]$/.test(this.#char)) {
      let index = Number(this.#text[this.#at++]);
      while (/^[0-9]$/.test(this.#char) && this.#closed.has(index * 10 + Number(this.#char)))
        index = index * 10 + Number(this.#text[this.#at++]);
      if (!this.#closed.has(index)) throw new PatternError('no such group');
      return { is: 'back', index };
    }
    const escaped = this.#escaped();
    return { is: 'set', has: typeof escaped === 'number' ? this.#folded((c) => c === escaped) : escaped };
  }

  /** What follows a backslash: one character, or a class. */
  #escaped(): number | CharacterTest {
    const char = this.#text[this.#at++] ?? '';
    if (char !== '' && LITERAL_ESCAPES.includes(char)) return char.charCodeAt(0);
    const control = Object.hasOwn(controls, char) ? controls[char] : undefined;
    if (control !== undefined) return control;
    if (char === 'p' || char === 'P') return this.#category(char === 'P');
    const known = Object.hasOwn(classes, char.toLowerCase()) ? classes[char.toLowerCase()] : undefined;
    if (known === undefined) throw new PatternError(`unknown escape \\${char}`);
    return char === char.toLowerCase() ? known : negated(known);
  }

  #category(negative: boolean): CharacterTest {
    const end = this.#text.indexOf('}', this.#at);
    if (!this.#take('{') || end < 0) throw new PatternError('bad category');
    const name = this.#text.slice(this.#at, end).join('');
    this.#at = end + 1;
    const block = Object.hasOwn(BLOCKS, name) ? BLOCKS[name] : undefined;
    if (block !== undefined) return (c) => (c >= block[0] && c <= block[1]) !== negative;
    if (!/^(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/.test(name)) throw new PatternError('unknown category');
    return byRegExp(`\\${negative ? 'P' : 'p'}{${name}}`);
  }

  /** A class after its opening bracket, with subtraction. */
  #class(): CharacterTest {
    if (++this.#depth > DEEPEST) throw new PatternError('nested too deeply');
    const negative = this.#take('^');
    const members: CharacterTest[] = [];
    let without: CharacterTest | undefined;
    do {
      if (this.#at >= this.#text.length) throw new PatternError('unfinished class');
      if (this.#char === '-' && this.#text[this.#at + 1] === '[' && members.length > 0) {
        this.#at += 2;
        without = this.#class();
        if (this.#text[this.#at] !== ']') throw new PatternError('a subtraction ends its class');
      } else members.push(this.#member());
    } while (!this.#take(']'));
    this.#depth--;
    const inside: CharacterTest = (c) => members.some((has) => has(c)) !== negative;
    return without === undefined ? inside : (c) => inside(c) && !(without as CharacterTest)(c);
  }

  #member(): CharacterTest {
    const low = this.#memberStart();
    if (typeof low !== 'number') return low;
    const next = this.#text[this.#at + 1];
    if (this.#char !== '-' || next === ']' || next === '[' || next === undefined) return (c) => c === low;
    this.#at++;
    const high = this.#memberStart();
    if (typeof high !== 'number' || high < low) throw new PatternError('bad range');
    return (c) => c >= low && c <= high;
  }

  #memberStart(): number | CharacterTest {
    const char = this.#text[this.#at++] ?? '';
    if (char === '\\') return this.#escaped();
    if (char === '[') throw new PatternError('"[" must be escaped');
    return char.codePointAt(0) ?? 0;
  }

  /** The set with the other cases of its characters where case is ignored. */
  #folded(has: CharacterTest): CharacterTest {
    if (!this.#flags.ignoreCase) return has;
    return (c) => {
      if (has(c)) return true;
      const text = String.fromCodePoint(c);
      return has(text.toLowerCase().codePointAt(0) ?? c) || has(text.toUpperCase().codePointAt(0) ?? c);
    };
  }
}

function only(char: string): CharacterTest {
  const code = char.codePointAt(0);
  return (c) => c === code;
}
