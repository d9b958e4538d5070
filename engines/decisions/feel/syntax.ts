import type { FeelType } from './types.ts';
import type { FeelValue } from './values.ts';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A type named in an expression; what it names is found when the expression is compiled. */
export type TypeSyntax =
  | { readonly is: 'named'; readonly name: string }
  | { readonly is: 'list' | 'range'; readonly of: TypeSyntax }
  | { readonly is: 'context'; readonly entries: readonly (readonly [name: string, type: TypeSyntax])[] }
  | { readonly is: 'function'; readonly parameters: readonly TypeSyntax[]; readonly result: TypeSyntax }
  | { readonly is: 'known'; readonly type: FeelType };

export interface Iteration {
  readonly name: string;
  readonly over: Syntax;
  /** The end of a range written `over..to`. */
  readonly to: Syntax | undefined;
}

/** An abstract syntax tree of FEEL (DMN 1.5 §10.3.1.2). Nodes are plain data. */
export type Syntax =
  | { readonly is: 'literal'; readonly value: FeelValue }
  | { readonly is: 'name'; readonly name: string; readonly at: number }
  | { readonly is: 'path'; readonly of: Syntax; readonly name: string }
  | { readonly is: 'list'; readonly items: readonly Syntax[] }
  | { readonly is: 'context'; readonly entries: readonly (readonly [key: string, value: Syntax])[] }
  | { readonly is: 'range'; readonly startIncluded: boolean; readonly start: Syntax; readonly end: Syntax; readonly endIncluded: boolean }
  /** `< 10`: a range as a value, a comparison as a test. */
  | { readonly is: 'test'; readonly operator: ComparisonOperator; readonly end: Syntax }
  | { readonly is: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: Syntax; readonly right: Syntax }
  | { readonly is: 'negation'; readonly of: Syntax }
  | { readonly is: 'comparison'; readonly operator: ComparisonOperator; readonly left: Syntax; readonly right: Syntax }
  | { readonly is: 'between'; readonly of: Syntax; readonly low: Syntax; readonly high: Syntax }
  | { readonly is: 'in'; readonly of: Syntax; readonly tests: readonly Syntax[] }
  | { readonly is: 'and' | 'or'; readonly left: Syntax; readonly right: Syntax }
  | { readonly is: 'if'; readonly condition: Syntax; readonly whenTrue: Syntax; readonly otherwise: Syntax }
  | { readonly is: 'for'; readonly iterations: readonly Iteration[]; readonly result: Syntax }
  | { readonly is: 'some' | 'every'; readonly iterations: readonly Iteration[]; readonly condition: Syntax }
  | {
      readonly is: 'function';
      readonly parameters: readonly { readonly name: string; readonly type: TypeSyntax }[];
      readonly body: Syntax;
      readonly external: boolean;
    }
  | { readonly is: 'call'; readonly of: Syntax; readonly args: readonly Syntax[] }
  | { readonly is: 'namedCall'; readonly of: Syntax; readonly args: readonly (readonly [name: string, value: Syntax])[] }
  | { readonly is: 'filter'; readonly of: Syntax; readonly by: Syntax }
  | { readonly is: 'instanceOf'; readonly of: Syntax; readonly type: TypeSyntax };

/** Unary tests (grammar rule 15): `-`, tests, or `not(tests)`. */
export type Tests = { readonly is: 'anything' } | { readonly is: 'tests' | 'none'; readonly tests: readonly Syntax[] };

/** A text that is no FEEL. */
export class FeelSyntaxError extends SyntaxError {
  /** Offset of the first character that does not fit. */
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.name = 'FeelSyntaxError';
    this.at = at;
  }
}
