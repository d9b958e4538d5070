import { equal, isIn } from './comparison.ts';
import { compareBy } from './compile-operators.ts';
import type { Compiler } from './compiler.ts';
import { numberRangeTest, numberTest, textsTest } from './constant-tests.ts';
import { constantOf, type Evaluate, type Frame, Scope } from './scope.ts';
import type { Syntax, Tests } from './syntax.ts';
import { FeelRange, type FeelValue } from './values.ts';

/** Whether a value passes; null where that cannot be said. */
export type Test = (frame: Frame, value: FeelValue) => boolean | null;

/** Whether a test speaks of the tested value as `?`. */
function mentionsInput(syntax: unknown): boolean {
  if (Array.isArray(syntax)) return syntax.some(mentionsInput);
  if (typeof syntax !== 'object' || syntax === null || !(Object.getPrototypeOf(syntax) === Object.prototype)) return false;
  return ('is' in syntax && syntax.is === 'name' && 'name' in syntax && syntax.name === '?') || Object.values(syntax).some(mentionsInput);
}

/** Expressions that state something: true or false is their verdict and not a value to be equal to. */
const STATEMENTS: ReadonlySet<Syntax['is']> = new Set([
  'comparison',
  'between',
  'in',
  'and',
  'or',
  'some',
  'every',
  'instanceOf',
  'call',
  'namedCall',
]);

/** One positive unary test (grammar rule 13; DMN 1.5, table 55). */
function compileTest(compiler: Compiler, syntax: Syntax, scope: Scope): Test {
  if (syntax.is === 'literal') {
    const expected = syntax.value;
    if (typeof expected === 'string') return (_, value) => (typeof value === 'string' ? value === expected : equal(value, expected));
    return (_, value) => isIn(value, expected);
  }
  if (mentionsInput(syntax)) {
    const evaluate = compiler.compile(syntax, new Scope(scope, ['?']));
    return (frame, value) => verdict(evaluate({ values: [value], up: frame }), value, true);
  }
  if (syntax.is === 'test') {
    const { operator } = syntax;
    const end = compiler.compile(syntax.end, scope);
    const known = constantOf(end);
    const quick = known === undefined ? undefined : numberTest(operator, known.value);
    if (quick !== undefined) return quick;
    return (frame, value) => compareBy(operator, value, end(frame));
  }
  const evaluate = compiler.compile(syntax, scope);
  const range = syntax.is === 'range' ? constantOf(evaluate)?.value : undefined;
  if (range === null) return () => null;
  if (range instanceof FeelRange) return numberRangeTest(range) ?? ((_, value) => isIn(value, range));
  const states = STATEMENTS.has(syntax.is);
  return (frame, value) => verdict(evaluate(frame), value, states);
}

/** A statement's truth is the verdict; any other result is what the value is looked for in. */
const verdict = (result: FeelValue, value: FeelValue, states: boolean): boolean | null =>
  states && (result === null || typeof result === 'boolean') ? result : isIn(value, result);

/** Ternary `or` over tests. */
function anyOf(tests: readonly Test[]): Test {
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return (frame, value) => {
    let outcome: boolean | null = false;
    for (const test of tests) {
      const passes = test(frame, value);
      if (passes === true) return true;
      if (passes === null) outcome = null;
    }
    return outcome;
  };
}

/** Unary tests of an input entry or of allowed values (grammar rule 15). */
export function compileTests(compiler: Compiler, tests: Tests, scope: Scope): Test {
  if (tests.is === 'anything') return () => true;
  const any = textsTest(tests.tests) ?? anyOf(tests.tests.map((test) => compileTest(compiler, test, scope)));
  if (tests.is === 'tests') return any;
  return (frame, value) => {
    const passes = any(frame, value);
    return passes === null ? null : !passes;
  };
}

/** `value in tests`. */
export function compileIn(compiler: Compiler, syntax: Extract<Syntax, { is: 'in' }>, scope: Scope): Evaluate {
  const of = compiler.compile(syntax.of, scope);
  const test = textsTest(syntax.tests) ?? anyOf(syntax.tests.map((each) => compileTest(compiler, each, scope)));
  return (frame) => test(frame, of(frame));
}
