import { NameTable, nameParts, partEnd, spaceEnd, wordEnd } from './names.ts';
import { Scanner } from './scanner.ts';
import { type ArithmeticOperator, type ComparisonOperator, FeelSyntaxError, type Iteration, type Syntax, type Tests } from './syntax.ts';
import { parseAtLiteral } from './temporal-text.ts';
import { takeType } from './type-parser.ts';

/** What a text may name. */
export interface KnownNames {
  /** Variables and functions in scope, innermost first. */
  readonly scopes: readonly NameTable[];
  /** Names of components, which a path or a filter may use whatever the value before it turns out to be. */
  readonly components: NameTable;
  /** Names of types in the model, with those that hold spaces or dots. */
  readonly types: NameTable;
}

/** Deeper nesting is refused before it exhausts the stack. */
const DEEPEST = 150;
/** Each second reading of nested parentheses doubles the work of those inside; real texts need a handful. */
const MOST_ATTEMPTS = 500;

const COMPARISONS: readonly ComparisonOperator[] = ['<=', '>=', '!=', '=', '<', '>'];

/** Names that only range, time and date and time values have (DMN 1.5, tables 65 and 66). */
const properties = new NameTable(['time offset', 'start included', 'end included']);

/** Recursive descent over the grammar of DMN 1.5 §10.3.1.2, resolving names against the scope, longest first. */
export class Parser {
  readonly scan: Scanner;
  readonly names: KnownNames;
  #scopes: readonly NameTable[];
  /** Keys of contexts written in this very text. */
  readonly #keys = new NameTable();
  #depth = 0;
  #failures = 0;
  #inFilter = 0;

  constructor(text: string, names: KnownNames) {
    this.scan = new Scanner(text);
    this.names = names;
    this.#scopes = names.scopes;
  }

  /** The whole text as one expression. */
  expression(): Syntax {
    if (this.scan.atEnd) this.scan.fail('an expression is missing');
    return this.#whole(this.#expression());
  }

  /** The whole text as expressions between commas, as in a list of values. */
  tests(): Tests {
    const { scan } = this;
    if (scan.atEnd) return { is: 'anything' };
    if (scan.sees('-') && spaceEnd(scan.text, scan.at + 1) === scan.text.length) return { is: 'anything' };
    const start = scan.at;
    if (scan.takeWord('not') && scan.take('(')) {
      try {
        const tests = this.#testList();
        scan.expect(')');
        if (scan.atEnd) return { is: 'none', tests };
      } catch (error) {
        if (!(error instanceof FeelSyntaxError)) throw error;
      }
    }
    scan.moveTo(start);
    const tests = this.#testList();
    return this.#whole({ is: 'tests', tests });
  }

  #whole<T>(result: T): T {
    if (!this.scan.atEnd) this.scan.fail(`"${this.scan.text.slice(this.scan.at, this.scan.at + 20)}" does not fit`);
    return result;
  }

  #testList(): Syntax[] {
    const tests = [this.#expression()];
    while (this.scan.take(',')) tests.push(this.#expression());
    return tests;
  }

  #within<T>(names: readonly string[], parse: () => T): T {
    const outer = this.#scopes;
    this.#scopes = [new NameTable(names), ...outer];
    try {
      return parse();
    } finally {
      this.#scopes = outer;
    }
  }

  /** Tries to parse; on a syntax error goes back and answers undefined. */
  #attempt<T>(parse: () => T): T | undefined {
    const { at } = this.scan;
    const depth = this.#depth;
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof FeelSyntaxError) || this.#depth > DEEPEST || ++this.#failures > MOST_ATTEMPTS) throw error;
      this.scan.at = at;
      this.#depth = depth;
      return undefined;
    }
  }

  #expression(): Syntax {
    if (++this.#depth > DEEPEST) this.scan.fail('the expression is nested too deeply');
    const result = this.#disjunction();
    this.#depth--;
    return result;
  }

  #disjunction(): Syntax {
    let left = this.#conjunction();
    while (this.scan.takeWord('or')) left = { is: 'or', left, right: this.#conjunction() };
    return left;
  }

  #conjunction(): Syntax {
    let left = this.#comparison();
    while (this.scan.takeWord('and')) left = { is: 'and', left, right: this.#comparison() };
    return left;
  }

  #comparison(): Syntax {
    const { scan } = this;
    const test = this.#takeComparison();
    let left: Syntax = test === undefined ? this.#additive() : { is: 'test', operator: test, end: this.#additive() };
    for (;;) {
      const operator = this.#takeComparison();
      if (operator !== undefined) left = { is: 'comparison', operator, left, right: this.#additive() };
      else if (scan.takeWord('between')) {
        const low = this.#additive();
        scan.expectWord('and');
        left = { is: 'between', of: left, low, high: this.#additive() };
      } else if (scan.takeWord('in')) left = { is: 'in', of: left, tests: this.#inTests() };
      else return left;
    }
  }

  #takeComparison(): ComparisonOperator | undefined {
    return COMPARISONS.find((operator) => this.scan.take(operator));
  }

  /** What follows `in`: tests in parentheses, or one test. */
  #inTests(): readonly Syntax[] {
    const { scan } = this;
    const list = this.#attempt(() => {
      scan.expect('(');
      const tests = this.#testList();
      scan.expect(')');
      return tests;
    });
    if (list !== undefined) return list;
    const operator = this.#takeComparison();
    const end = this.#additive();
    return [operator === undefined ? end : { is: 'test', operator, end }];
  }

  #additive(): Syntax {
    let left = this.#multiplicative();
    for (;;) {
      const operator = this.#takeOperator('+', '-');
      if (operator === undefined) return left;
      left = { is: 'arithmetic', operator, left, right: this.#multiplicative() };
    }
  }

  #multiplicative(): Syntax {
    let left = this.#power();
    for (;;) {
      const operator = this.scan.sees('**') ? undefined : this.#takeOperator('*', '/');
      if (operator === undefined) return left;
      left = { is: 'arithmetic', operator, left, right: this.#power() };
    }
  }

  #power(): Syntax {
    let left = this.#negation();
    while (this.scan.take('**')) left = { is: 'arithmetic', operator: '**', left, right: this.#negation() };
    return left;
  }

  #takeOperator(...operators: readonly ArithmeticOperator[]): ArithmeticOperator | undefined {
    return operators.find((operator) => this.scan.take(operator));
  }

  #negation(): Syntax {
    if (!this.scan.take('-')) return this.#instanceOf();
    if (++this.#depth > DEEPEST) this.scan.fail('the expression is nested too deeply');
    const of = this.#negation();
    this.#depth--;
    return { is: 'negation', of };
  }

  #instanceOf(): Syntax {
    let of = this.#postfix();
    while (this.scan.takeWord('instance')) {
      this.scan.expectWord('of');
      of = { is: 'instanceOf', of, type: takeType(this.scan, this.names.types) };
    }
    return of;
  }

  #postfix(): Syntax {
    const { scan } = this;
    let of = this.#primary();
    for (;;) {
      if (scan.sees('.') && !scan.sees('..')) {
        scan.take('.');
        of = { is: 'path', of, name: this.#component() };
      } else if (scan.sees('(')) of = this.#call(of);
      else if (scan.sees('[')) {
        // After the end of a range `]` may be written `[`: what follows decides, since no filter is empty.
        const filter = this.#attempt(() => this.#filter(of));
        if (filter === undefined) return of;
        of = filter;
      } else return of;
    }
  }

  #filter(of: Syntax): Syntax {
    this.scan.expect('[');
    this.#inFilter++;
    try {
      const by = this.#within(['item'], () => this.#expression());
      this.scan.expect(']');
      return { is: 'filter', of, by };
    } finally {
      this.#inFilter--;
    }
  }

  /** The name after a point: one that is known, or one word. */
  #component(): string {
    const { scan } = this;
    const tables = [this.#keys, this.names.components, properties];
    const found = this.#longest(tables);
    const end = found?.end ?? wordEnd(scan.text, scan.at);
    if (end === scan.at) scan.fail('a name is missing after "."');
    const name = found?.name ?? scan.text.slice(scan.at, end);
    scan.moveTo(end);
    return name;
  }

  #longest(tables: readonly NameTable[]): { readonly name: string; readonly end: number } | undefined {
    let best: { readonly name: string; readonly end: number } | undefined;
    for (const table of tables) {
      const found = table.longest(this.scan.text, this.scan.at);
      if (found !== undefined && (best === undefined || found.end > best.end)) best = found;
    }
    return best;
  }

  #call(of: Syntax): Syntax {
    const { scan } = this;
    scan.expect('(');
    if (scan.take(')')) return { is: 'call', of, args: [] };
    const named: (readonly [string, Syntax])[] = [];
    const args: Syntax[] = [];
    do {
      const name = this.#nameBeforeColon();
      const value = this.#expression();
      if (name === undefined) args.push(value);
      else named.push([name, value]);
    } while (scan.take(','));
    scan.expect(')');
    if (named.length === 0) return { is: 'call', of, args };
    if (args.length > 0) scan.fail('arguments are either all named or all unnamed');
    return { is: 'namedCall', of, args: named };
  }

  /** A name followed by a colon, taken with it; otherwise nothing is taken. */
  #nameBeforeColon(): string | undefined {
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

  #primary(): Syntax {
    const { scan } = this;
    const char = scan.text[scan.at] ?? '';
    if (char === '"') return { is: 'literal', value: scan.takeString() };
    const number = scan.takeNumber();
    if (number !== undefined) return { is: 'literal', value: number };
    if (char === '(') return this.#parenthesis();
    if (char === '[') return this.#bracket();
    if (char === ']') return this.#openRange();
    if (char === '{') return this.#context();
    if (scan.take('@')) {
      if (!scan.sees('"')) scan.fail('a string is missing after "@"');
      return { is: 'literal', value: parseAtLiteral(scan.takeString()) ?? null };
    }
    return this.#wordOrName();
  }

  #wordOrName(): Syntax {
    const { scan } = this;
    const found = this.#longest(this.#inFilter > 0 ? [...this.#scopes, this.#keys, this.names.components] : this.#scopes);
    const { word } = scan;
    if (found !== undefined && (found.end > scan.at + word.length || !scan.seesKeyword)) {
      const at = scan.at;
      scan.moveTo(found.end);
      return { is: 'name', name: found.name, at };
    }
    if (word === '') return scan.fail(scan.atEnd ? 'something is missing at the end' : `"${scan.text[scan.at]}" does not fit`);
    return this.#keyword(word);
  }

  #keyword(word: string): Syntax {
    const { scan } = this;
    const at = scan.at;
    const known = scan.seesKeyword;
    scan.moveTo(at + word.length);
    switch (word) {
      case 'null':
        return { is: 'literal', value: null };
      case 'true':
      case 'false':
        return { is: 'literal', value: word === 'true' };
      case 'if':
        return this.#if();
      case 'for':
        return this.#for();
      case 'some':
      case 'every':
        return this.#quantified(word);
      case 'function':
        return this.#function();
      default:
        return known ? scan.fail(`"${word}" does not fit`, at) : { is: 'name', name: word, at };
    }
  }

  #if(): Syntax {
    const { scan } = this;
    const condition = this.#expression();
    scan.expectWord('then');
    const whenTrue = this.#expression();
    scan.expectWord('else');
    return { is: 'if', condition, whenTrue, otherwise: this.#expression() };
  }

  /** `name in …, name in …` and what follows, with the names in scope. */
  #iterate<T>(iterations: Iteration[], rest: () => T): T {
    const { scan } = this;
    const name = this.#nameBeforeWord('in');
    const over = this.#expression();
    const to = scan.take('..') ? this.#expression() : undefined;
    iterations.push({ name, over, to });
    return this.#within([name], () => (scan.take(',') ? this.#iterate(iterations, rest) : rest()));
  }

  #nameBeforeWord(word: string): string {
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

  #for(): Syntax {
    const iterations: Iteration[] = [];
    return this.#iterate(iterations, () => {
      this.scan.expectWord('return');
      return { is: 'for', iterations, result: this.#within(['partial'], () => this.#expression()) };
    });
  }

  #quantified(is: 'some' | 'every'): Syntax {
    const iterations: Iteration[] = [];
    return this.#iterate(iterations, () => {
      this.scan.expectWord('satisfies');
      return { is, iterations, condition: this.#expression() };
    });
  }

  #function(): Syntax {
    const { scan } = this;
    scan.expect('(');
    const parameters: { name: string; type: ReturnType<typeof takeType> }[] = [];
    while (!scan.take(')')) {
      if (parameters.length > 0) scan.expect(',');
      const typed = this.#nameBeforeColon();
      if (typed !== undefined) parameters.push({ name: typed, type: takeType(scan, this.names.types) });
      else parameters.push({ name: this.#nameBeforeSymbol(), type: { is: 'named', name: 'Any' } });
    }
    const external = scan.takeWord('external');
    const body = this.#within(
      parameters.map(({ name }) => name),
      () => this.#expression(),
    );
    return { is: 'function', parameters, body, external };
  }

  /** A parameter's name up to a comma or parenthesis. */
  #nameBeforeSymbol(): string {
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

  #parenthesis(): Syntax {
    const { scan } = this;
    scan.expect('(');
    const inner = this.#expression();
    if (scan.take('..')) return this.#rangeEnd(false, inner);
    scan.expect(')');
    return inner;
  }

  #openRange(): Syntax {
    this.scan.expect(']');
    const start = this.#expression();
    this.scan.expect('..');
    return this.#rangeEnd(false, start);
  }

  #rangeEnd(startIncluded: boolean, start: Syntax): Syntax {
    const { scan } = this;
    const end = this.#expression();
    const endIncluded = scan.take(']');
    if (!endIncluded && !scan.take(')') && !scan.take('[')) scan.fail('the end of the range is missing');
    return { is: 'range', startIncluded, start, end, endIncluded };
  }

  #bracket(): Syntax {
    const { scan } = this;
    scan.expect('[');
    const items: Syntax[] = [];
    if (scan.take(']')) return { is: 'list', items };
    items.push(this.#expression());
    if (scan.take('..')) return this.#rangeEnd(true, items[0] as Syntax);
    while (scan.take(',')) items.push(this.#expression());
    scan.expect(']');
    return { is: 'list', items };
  }

  #context(): Syntax {
    const { scan } = this;
    scan.expect('{');
    const entries: (readonly [string, Syntax])[] = [];
    const outer = this.#scopes;
    const own = new NameTable();
    this.#scopes = [own, ...outer];
    try {
      while (!scan.take('}')) {
        if (entries.length > 0) scan.expect(',');
        const key = this.#key();
        entries.push([key, this.#expression()]);
        own.add(key);
        this.#keys.add(key);
      }
    } finally {
      this.#scopes = outer;
    }
    return { is: 'context', entries };
  }

  #key(): string {
    if (this.scan.sees('"')) {
      const key = this.scan.takeString();
      this.scan.expect(':');
      return key;
    }
    return this.#nameBeforeColon() ?? this.scan.fail('a key is missing');
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

/**
 * Parses one expression.
 * @throws FeelSyntaxError with the place
 */
export const parseExpression = (text: string, names: KnownNames): Syntax => new Parser(text, names).expression();

/**
 * Parses unary tests, as input entries and allowed values hold them.
 * @throws FeelSyntaxError with the place
 */
export const parseTests = (text: string, names: KnownNames): Tests => new Parser(text, names).tests();
