import { negate } from './decimal.ts';
import { DEEPEST, type KnownNames } from './name-reader.ts';
import { spaceEnd } from './names.ts';
import { type ArithmeticOperator, type ComparisonOperator, FeelSyntaxError, type Syntax, type Tests } from './syntax.ts';
import { TermReader } from './term-reader.ts';
import { takeType } from './type-parser.ts';
import { isNumber } from './values.ts';

export type { KnownNames } from './name-reader.ts';

const COMPARISONS: readonly ComparisonOperator[] = ['<=', '>=', '!=', '=', '<', '>'];

/** Recursive descent over the grammar of DMN 1.5 §10.3.1.2, from the lowest precedence to the highest. */
class Parser extends TermReader {
  /** The whole text as one expression. */
  wholeExpression(): Syntax {
    if (this.scan.atEnd) this.scan.fail('an expression is missing');
    return this.whole(this.expression());
  }

  /** The whole text as expressions between commas, as in a list of values. */
  wholeTests(): Tests {
    const { scan } = this;
    if (scan.atEnd) return { is: 'anything' };
    if (scan.sees('-') && spaceEnd(scan.text, scan.at + 1) === scan.text.length) return { is: 'anything' };
    const start = scan.at;
    if (scan.takeWord('not') && scan.take('(')) {
      try {
        const tests = this.testList();
        scan.expect(')');
        if (scan.atEnd) return { is: 'none', tests };
      } catch (error) {
        if (!(error instanceof FeelSyntaxError)) throw error;
      }
    }
    scan.moveTo(start);
    const tests = this.testList();
    return this.whole({ is: 'tests', tests });
  }

  protected whole<T>(result: T): T {
    if (!this.scan.atEnd) this.scan.fail(`"${this.scan.text.slice(this.scan.at, this.scan.at + 20)}" does not fit`);
    return result;
  }

  protected testList(): Syntax[] {
    const tests = [this.expression()];
    while (this.scan.take(',')) tests.push(this.expression());
    return tests;
  }

  protected expression(): Syntax {
    if (++this.depth > DEEPEST) this.scan.fail('the expression is nested too deeply');
    const result = this.disjunction();
    this.depth--;
    return result;
  }

  protected disjunction(): Syntax {
    let left = this.conjunction();
    for (let links = 0; this.scan.takeWord('or'); links++) {
      this.link(links);
      left = { is: 'or', left, right: this.conjunction() };
    }
    return left;
  }

  protected conjunction(): Syntax {
    let left = this.comparison();
    for (let links = 0; this.scan.takeWord('and'); links++) {
      this.link(links);
      left = { is: 'and', left, right: this.comparison() };
    }
    return left;
  }

  protected comparison(): Syntax {
    const { scan } = this;
    const test = this.takeComparison();
    let left: Syntax = test === undefined ? this.additive() : { is: 'test', operator: test, end: this.additive() };
    for (let links = 0; ; links++) {
      this.link(links);
      const operator = this.takeComparison();
      if (operator !== undefined) left = { is: 'comparison', operator, left, right: this.additive() };
      else if (scan.takeWord('between')) {
        const low = this.additive();
        scan.expectWord('and');
        left = { is: 'between', of: left, low, high: this.additive() };
      } else if (scan.takeWord('in')) left = { is: 'in', of: left, tests: this.inTests() };
      else return left;
    }
  }

  protected takeComparison(): ComparisonOperator | undefined {
    return COMPARISONS.find((operator) => this.scan.take(operator));
  }

  /** What follows `in`: tests in parentheses, or one test. */
  protected inTests(): readonly Syntax[] {
    const { scan } = this;
    const list = this.attempt(() => {
      scan.expect('(');
      const tests = this.testList();
      scan.expect(')');
      return tests;
    });
    if (list !== undefined) return list;
    const operator = this.takeComparison();
    const end = this.additive();
    return [operator === undefined ? end : { is: 'test', operator, end }];
  }

  protected additive(): Syntax {
    let left = this.multiplicative();
    for (let links = 0; ; links++) {
      const operator = this.takeOperator('+', '-');
      if (operator === undefined) return left;
      this.link(links);
      left = { is: 'arithmetic', operator, left, right: this.multiplicative() };
    }
  }

  protected multiplicative(): Syntax {
    let left = this.power();
    for (let links = 0; ; links++) {
      const operator = this.scan.sees('**') ? undefined : this.takeOperator('*', '/');
      if (operator === undefined) return left;
      this.link(links);
      left = { is: 'arithmetic', operator, left, right: this.power() };
    }
  }

  protected power(): Syntax {
    let left = this.negation();
    for (let links = 0; this.scan.take('**'); links++) {
      this.link(links);
      left = { is: 'arithmetic', operator: '**', left, right: this.negation() };
    }
    return left;
  }

  protected takeOperator(...operators: readonly ArithmeticOperator[]): ArithmeticOperator | undefined {
    return operators.find((operator) => this.scan.take(operator));
  }

  protected negation(): Syntax {
    if (!this.scan.take('-')) return this.instanceOf();
    if (++this.depth > DEEPEST) this.scan.fail('the expression is nested too deeply');
    const of = this.negation();
    this.depth--;
    return of.is === 'literal' && isNumber(of.value) ? { is: 'literal', value: negate(of.value) } : { is: 'negation', of };
  }

  protected instanceOf(): Syntax {
    let of = this.postfix();
    for (let links = 0; this.scan.takeWord('instance'); links++) {
      this.link(links);
      this.scan.expectWord('of');
      of = { is: 'instanceOf', of, type: takeType(this.scan, this.names.types) };
    }
    return of;
  }
}

/**
 * Parses one expression.
 * @throws FeelSyntaxError with the place
 */
export const parseExpression = (text: string, names: KnownNames): Syntax => new Parser(text, names).wholeExpression();

/**
 * Parses unary tests, as input entries and allowed values hold them.
 * @throws FeelSyntaxError with the place
 */
export const parseTests = (text: string, names: KnownNames): Tests => new Parser(text, names).wholeTests();
