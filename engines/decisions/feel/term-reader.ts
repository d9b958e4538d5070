import { NameReader } from './name-reader.ts';
import { NameTable } from './names.ts';
import type { Iteration, Syntax } from './syntax.ts';
import { parseAtLiteral } from './temporal-text.ts';
import { takeType } from './type-parser.ts';

/** Reads what operators join: literals, names, lists, contexts, ranges, functions, loops, and what may follow them. */
export abstract class TermReader extends NameReader {
  protected abstract expression(): Syntax;

  protected postfix(): Syntax {
    const { scan } = this;
    let of = this.primary();
    for (let links = 0; ; links++) {
      this.link(links);
      if (scan.sees('.') && !scan.sees('..')) {
        scan.take('.');
        of = { is: 'path', of, name: this.component() };
      } else if (scan.sees('(')) of = this.call(of);
      else if (scan.sees('[')) {
        // After the end of a range `]` may be written `[`: what follows decides, since no filter is empty.
        const filter = this.attempt(() => this.filter(of));
        if (filter === undefined) return of;
        of = filter;
      } else return of;
    }
  }

  protected filter(of: Syntax): Syntax {
    this.scan.expect('[');
    this.inFilter++;
    try {
      const by = this.within(['item'], () => this.expression());
      this.scan.expect(']');
      return { is: 'filter', of, by };
    } finally {
      this.inFilter--;
    }
  }

  protected call(of: Syntax): Syntax {
    const { scan } = this;
    scan.expect('(');
    if (scan.take(')')) return { is: 'call', of, args: [] };
    const named: (readonly [string, Syntax])[] = [];
    const args: Syntax[] = [];
    do {
      const name = this.nameBeforeColon();
      const value = this.expression();
      if (name === undefined) args.push(value);
      else named.push([name, value]);
    } while (scan.take(','));
    scan.expect(')');
    if (named.length === 0) return { is: 'call', of, args };
    if (args.length > 0) scan.fail('arguments are either all named or all unnamed');
    return { is: 'namedCall', of, args: named };
  }

  protected primary(): Syntax {
    const { scan } = this;
    const char = scan.text[scan.at] ?? '';
    if (char === '"') return { is: 'literal', value: scan.takeString() };
    const number = scan.takeNumber();
    if (number !== undefined) return { is: 'literal', value: number };
    if (char === '(') return this.parenthesis();
    if (char === '[') return this.bracket();
    if (char === ']') return this.openRange();
    if (char === '{') return this.context();
    if (scan.take('@')) {
      if (!scan.sees('"')) scan.fail('a string is missing after "@"');
      return { is: 'literal', value: parseAtLiteral(scan.takeString()) ?? null };
    }
    return this.wordOrName();
  }

  protected wordOrName(): Syntax {
    const { scan } = this;
    const found = this.longest(this.inFilter > 0 ? [...this.scopes, this.names.components] : this.scopes);
    const { word } = scan;
    if (found !== undefined && (found.end > scan.at + word.length || !scan.seesKeyword)) {
      const at = scan.at;
      scan.moveTo(found.end);
      return { is: 'name', name: found.name, at };
    }
    if (word === '') return scan.fail(scan.atEnd ? 'something is missing at the end' : `"${scan.text[scan.at]}" does not fit`);
    return this.keyword(word);
  }

  protected keyword(word: string): Syntax {
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
        return this.if();
      case 'for':
        return this.for();
      case 'some':
      case 'every':
        return this.quantified(word);
      case 'function':
        return this.function();
      default:
        return known ? scan.fail(`"${word}" does not fit`, at) : { is: 'name', name: word, at };
    }
  }

  protected if(): Syntax {
    const { scan } = this;
    const condition = this.expression();
    scan.expectWord('then');
    const whenTrue = this.expression();
    scan.expectWord('else');
    return { is: 'if', condition, whenTrue, otherwise: this.expression() };
  }

  /** `name in …, name in …` and what follows, with the names in scope. */
  protected iterate<T>(iterations: Iteration[], rest: () => T): T {
    const { scan } = this;
    const name = this.nameBeforeWord('in');
    const over = this.expression();
    const to = scan.take('..') ? this.expression() : undefined;
    iterations.push({ name, over, to });
    return this.within([name], () => (scan.take(',') ? this.iterate(iterations, rest) : rest()));
  }

  protected for(): Syntax {
    const iterations: Iteration[] = [];
    return this.iterate(iterations, () => {
      this.scan.expectWord('return');
      return { is: 'for', iterations, result: this.within(['partial'], () => this.expression()) };
    });
  }

  protected quantified(is: 'some' | 'every'): Syntax {
    const iterations: Iteration[] = [];
    return this.iterate(iterations, () => {
      this.scan.expectWord('satisfies');
      return { is, iterations, condition: this.expression() };
    });
  }

  protected function(): Syntax {
    const { scan } = this;
    scan.expect('(');
    const parameters: { name: string; type: ReturnType<typeof takeType> }[] = [];
    while (!scan.take(')')) {
      if (parameters.length > 0) scan.expect(',');
      const typed = this.nameBeforeColon();
      if (typed !== undefined) parameters.push({ name: typed, type: takeType(scan, this.names.types) });
      else parameters.push({ name: this.nameBeforeSymbol(), type: { is: 'named', name: 'Any' } });
    }
    const external = scan.takeWord('external');
    const body = this.within(
      parameters.map(({ name }) => name),
      () => this.expression(),
    );
    return { is: 'function', parameters, body, external };
  }

  protected parenthesis(): Syntax {
    const { scan } = this;
    scan.expect('(');
    const inner = this.expression();
    if (scan.take('..')) return this.rangeEnd(false, inner);
    scan.expect(')');
    return inner;
  }

  protected openRange(): Syntax {
    this.scan.expect(']');
    const start = this.expression();
    this.scan.expect('..');
    return this.rangeEnd(false, start);
  }

  protected rangeEnd(startIncluded: boolean, start: Syntax): Syntax {
    const { scan } = this;
    const end = this.expression();
    const endIncluded = scan.take(']');
    if (!endIncluded && !scan.take(')') && !scan.take('[')) scan.fail('the end of the range is missing');
    return { is: 'range', startIncluded, start, end, endIncluded };
  }

  protected bracket(): Syntax {
    const { scan } = this;
    scan.expect('[');
    const items: Syntax[] = [];
    if (scan.take(']')) return { is: 'list', items };
    items.push(this.expression());
    if (scan.take('..')) return this.rangeEnd(true, items[0] as Syntax);
    while (scan.take(',')) items.push(this.expression());
    scan.expect(']');
    return { is: 'list', items };
  }

  protected context(): Syntax {
    const { scan } = this;
    scan.expect('{');
    const entries: (readonly [string, Syntax])[] = [];
    const outer = this.scopes;
    const own = new NameTable();
    this.scopes = [own, ...outer];
    try {
      while (!scan.take('}')) {
        if (entries.length > 0) scan.expect(',');
        const key = this.key();
        entries.push([key, this.expression()]);
        own.add(key);
        this.names.components.add(key);
      }
    } finally {
      this.scopes = outer;
    }
    return { is: 'context', entries };
  }
}
