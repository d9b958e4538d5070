import { NameTable, nameParts, partEnd, spaceEnd, wordEnd } from './names.ts';
import { Scanner } from './scanner.ts';
import { FeelSyntaxError } from './syntax.ts';

/** What a text may name. */
export interface KnownNames {
  /** Variables and functions in scope, innermost first. */
  readonly scopes: readonly NameTable[];
  /**
   * Names of components, which a path or a filter may use whatever the value before it turns out to be. Keys of contexts that the text
   * writes are added as they are read: what one decision makes another may name.
   */
  readonly components: NameTable;
  /** Names of types in the model, with those that hold spaces or dots. */
  readonly types: NameTable;
}

/** Deeper nesting is refused before it exhausts the stack. */
export const DEEPEST = 150;
/** Each second reading of nested parentheses doubles the work of those inside; real texts need a handful. */
const MOST_ATTEMPTS = 500;
/** Operators and steps after one another nest the tree as parentheses do. */
const LONGEST_CHAIN = 2000;

/** Names that only range, time and date and time values have (DMN 1.5, tables 65 and 66). */
const properties = new NameTable(['time offset', 'start included', 'end included']);

/** Where the parser stands, and how it reads names: against the scope, longest first (DMN 1.5 §10.3.1.6). */
export abstract class NameReader {
  readonly scan: Scanner;
  readonly names: KnownNames;
  protected scopes: readonly NameTable[];
  protected depth = 0;
  private failures = 0;
  protected inFilter = 0;

  constructor(text: string, names: KnownNames) {
    this.scan = new Scanner(text);
    this.names = names;
    this.scopes = names.scopes;
  }

  protected within<T>(names: readonly string[], parse: () => T): T {
    const outer = this.scopes;
    this.scopes = [new NameTable(names), ...outer];
    try {
      return parse();
    } finally {
      this.scopes = outer;
    }
  }

  /** Refuses chains of operators or steps that are too long. */
  protected link(links: number): void {
    if (links > LONGEST_CHAIN) this.scan.fail(`more than ${LONGEST_CHAIN} operators`);
  }

  /** Tries to parse; on a syntax error goes back and answers undefined. */
  protected attempt<T>(parse: () => T): T | undefined {
    const { at } = this.scan;
    const depth = this.depth;
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof FeelSyntaxError) || this.depth > DEEPEST || ++this.failures > MOST_ATTEMPTS) throw error;
      this.scan.at = at;
      this.depth = depth;
      return undefined;
    }
  }

  /** The name after a point: one that is known, or one word. */
  protected component(): string {
    const { scan } = this;
    const tables = [this.names.components, properties];
    const found = this.longest(tables);
    const end = found?.end ?? wordEnd(scan.text, scan.at);
    if (end === scan.at) scan.fail('a name is missing after "."');
    const name = found?.name ?? scan.text.slice(scan.at, end);
    scan.moveTo(end);
    return name;
  }

  protected longest(tables: readonly NameTable[]): { readonly name: string; readonly end: number } | undefined {
    let best: { readonly name: string; readonly end: number } | undefined;
    for (const table of tables) {
      const found = table.longest(this.scan.text, this.scan.at);
      if (found !== undefined && (best === undefined || found.end > best.end)) best = found;
    }
    return best;
  }

  /** A name followed by a colon, taken with it; otherwise nothing is taken. */
  protected nameBeforeColon(): string | undefined {
    const { text, at: start } = this.scan;
    let at = wordEnd(text, start);
    if (at === start) return undefined;
    for (let next = spaceEnd(text, at); text[next] !== ':'; next = spaceEnd(text, at)) {
      const end = partEnd(text, next);
      if (end === next) return undefined;
      at = end;
    }
    this.scan.moveTo(spaceEnd(text, at) + 1);
    return nameOf(text.slice(start, at));
  }

  protected nameBeforeWord(word: string): string {
    const { scan } = this;
    const start = scan.at;
    let at = wordEnd(scan.text, start);
    if (at === start) scan.fail('a name is missing');
    for (;;) {
      const next = spaceEnd(scan.text, at);
      const end = partEnd(scan.text, next);
      if (end === next) scan.fail(`"${word}" expected`, next);
      if (scan.text.slice(next, end) === word) {
        scan.moveTo(end);
        return nameOf(scan.text.slice(start, at));
      }
      at = end;
    }
  }

  /** A parameter's name up to a comma or parenthesis. */
  protected nameBeforeSymbol(): string {
    const { scan } = this;
    const start = scan.at;
    let at = wordEnd(scan.text, start);
    if (at === start) scan.fail('a name is missing');
    for (;;) {
      const next = spaceEnd(scan.text, at);
      const end = partEnd(scan.text, next);
      if (end === next) break;
      at = end;
    }
    scan.moveTo(at);
    return nameOf(scan.text.slice(start, at));
  }

  protected key(): string {
    if (this.scan.sees('"')) {
      const key = this.scan.takeString();
      this.scan.expect(':');
      return key;
    }
    return this.nameBeforeColon() ?? this.scan.fail('a key is missing');
  }
}

/** A name as written, with each run of white space as one space and none beside symbols. */
function nameOf(written: string): string {
  const parts = nameParts(written);
  let name = '';
  let at = 0;
  for (const part of parts) {
    const found = written.indexOf(part, at);
    if (name !== '' && found > at) name += ' ';
    name += part;
    at = found + part.length;
  }
  return name;
}
