import { bindArguments } from '../feel/compile-functions.ts';
import { compileFor, compileQuantified } from '../feel/compile-loops.ts';
import { compileTests, type Test } from '../feel/compile-tests.ts';
import { Compiler } from '../feel/compiler.ts';
import { builtIns } from '../feel/functions/index.ts';
import { charge, deeper } from '../feel/limits.ts';
import { NameTable } from '../feel/names.ts';
import { type KnownNames, parseExpression, parseTests } from '../feel/parser.ts';
import { type Evaluate, type Frame, Scope } from '../feel/scope.ts';
import { FeelSyntaxError, type Syntax } from '../feel/syntax.ts';
import { bare, bind } from '../feel/types.ts';
import { FeelFunction, type FeelValue, isList } from '../feel/values.ts';
import { compileTable } from './decision-table.ts';
import type { Binding, DecisionTable, Expression, FunctionDefinition, LiteralExpression, Problem } from './definitions.ts';
import { tableOf } from './scope-names.ts';
import { noteError } from './trace.ts';
import type { TypeTable } from './type-table.ts';

const builtInNames = new NameTable(builtIns.keys());

type BoxedOf<Is extends Expression['is']> = Extract<Expression, { is: Is }>;

/** Compiles the boxed expressions of one model (DMN 1.5 §10.2.2); what is wrong is reported and evaluates to null. */
export class BoxedCompiler {
  readonly #types: TypeTable;
  readonly #components: NameTable;
  readonly #typeNames: NameTable;
  readonly #report: (problem: Problem) => void;

  /** @param components names that paths may use; keys of contexts are added as they are met */
  constructor(types: TypeTable, components: NameTable, report: (problem: Problem) => void) {
    this.#types = types;
    this.#components = components;
    this.#typeNames = new NameTable(types.names());
    this.#report = report;
  }

  /** Compiles an expression; one that is missing is null. Its result is bound to its type. */
  compile(expression: Expression | undefined, scope: Scope): Evaluate {
    if (expression === undefined) return () => null;
    const evaluate = this.#untyped(expression, scope);
    return this.typed(evaluate, expression.typeRef, expression.id);
  }

  /** The evaluation with its result bound to a type. */
  typed(evaluate: Evaluate, typeRef: string | undefined, element: string): Evaluate {
    const type = this.#types.typeOf(typeRef, element);
    if (type.type === 'Any') return evaluate;
    // The type of a function names what it returns only where it is a function type itself.
    return (frame) => {
      const value = evaluate(frame);
      return value instanceof FeelFunction && bare(type).type !== 'function' ? value : bind(value, type);
    };
  }

  #untyped(expression: Expression, scope: Scope): Evaluate {
    switch (expression.is) {
      case 'literal':
        return this.#literal(expression, scope);
      case 'function':
        return this.functionDefinition(expression, scope);
      case 'table':
        return this.#table(expression, scope);
      case 'context':
        return this.#context(expression, scope);
      case 'list': {
        const items = expression.items.map((item) => this.compile(item, scope));
        return (frame) => items.map((item) => item(frame));
      }
      case 'relation':
        return this.#relation(expression, scope);
      case 'invocation':
        return this.#invocation(expression, scope);
      case 'conditional': {
        const [condition, then, otherwise] = [expression.condition, expression.whenTrue, expression.otherwise].map((part) =>
          this.compile(part, scope),
        );
        return (frame) => {
          const holds = condition?.(frame) ?? null;
          if (!isTruth(holds)) return null;
          return (holds === true ? then : otherwise)?.(frame) ?? null;
        };
      }
      case 'filter': {
        const of = this.compile(expression.of, scope);
        const match = this.compile(expression.match, new Scope(scope, ['item'], 'item'));
        return (frame) => filterByTruth(of(frame), match, frame);
      }
      case 'for':
      case 'some':
      case 'every':
        return this.#iterator(expression, scope);
    }
  }

  #names(scope: Scope): KnownNames {
    const scopes: NameTable[] = [];
    for (let here: Scope | undefined = scope; here !== undefined; here = here.up) {
      scopes.push(tableOf(here));
      if (here.kind === 'item') scopes.push(this.#components);
    }
    return { scopes: [...scopes, builtInNames], components: this.#components, types: this.#typeNames };
  }

  #compiler(element: string): Compiler {
    return new Compiler({
      typeNamed: (name) => this.#types.named(name),
      unknownName: (name) => this.#report({ element, reason: `there is no "${name}" in scope` }),
      externalFunction: () => this.#report({ element, reason: 'functions defined outside FEEL (Java, PMML) are not run' }),
    });
  }

  #broken(element: string, reason: string): Evaluate {
    this.#report({ element, reason });
    return () => {
      noteError(element, reason);
      return null;
    };
  }

  /** A FEEL text; an empty one is null. */
  text(text: string, scope: Scope, element: string): Evaluate {
    if (text.trim() === '') return () => null;
    return this.#parsed(element, text, () => this.#compiler(element).compile(parseExpression(text, this.#names(scope)), scope));
  }

  #parsed(element: string, text: string, make: () => Evaluate): Evaluate {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error;
      return this.#broken(element, `not FEEL: "${text.trim().slice(0, 200)}": ${error.message}`);
    }
  }

  /** Unary tests; undefined if they are broken, which is reported. */
  tests(text: string, scope: Scope, element: string): Test | undefined {
    try {
      const tests = parseTests(text, this.#withInput(scope));
      return compileTests(this.#compiler(element), tests, scope);
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error;
      this.#report({ element, reason: `not unary tests of FEEL: "${text.trim().slice(0, 200)}": ${error.message}` });
      return undefined;
    }
  }

  /** Each of several tests by itself, as output values are ordered. */
  #testOrder(text: string | undefined, scope: Scope, element: string): readonly Test[] {
    if (text === undefined || text.trim() === '') return [];
    try {
      const tests = parseTests(text, this.#withInput(scope));
      if (tests.is === 'anything') return [];
      return tests.tests.map((test) => compileTests(this.#compiler(element), { is: 'tests', tests: [test] }, scope));
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error;
      this.#report({ element, reason: `not unary tests of FEEL: "${text.trim()}": ${error.message}` });
      return [];
    }
  }

  #withInput(scope: Scope): KnownNames {
    const names = this.#names(scope);
    return { ...names, scopes: [new NameTable(['?']), ...names.scopes] };
  }

  #literal(expression: LiteralExpression, scope: Scope): Evaluate {
    const { language, id } = expression;
    if (language !== undefined && language !== '' && !/FEEL/i.test(language))
      return this.#broken(id, `expressions in ${language} are not evaluated`);
    return this.text(expression.text, scope, id);
  }

  functionDefinition(definition: FunctionDefinition, scope: Scope): Evaluate {
    if (definition.kind !== 'FEEL') return this.#broken(definition.id, `functions defined outside FEEL (${definition.kind}) are not run`);
    const parameters = definition.parameters.map(({ name, typeRef }) => ({ name, type: this.#types.typeOf(typeRef, definition.id) }));
    const inner = new Scope(
      scope,
      parameters.map(({ name }) => name),
    );
    const { body } = definition;
    const evaluate = this.compile(body, inner);
    const result = body?.typeRef === undefined ? undefined : this.#types.typeOf(body.typeRef, definition.id);
    return (frame) =>
      new FeelFunction('', parameters, result, (args) => {
        const values = bindArguments(parameters, args);
        return values === undefined ? null : deeper(() => evaluate({ values, up: frame }));
      });
  }

  #context(expression: BoxedOf<'context'>, scope: Scope): Evaluate {
    const inner = new Scope(scope);
    const entries = expression.entries.map(({ variable, value }) => {
      const evaluate = this.compile(value, inner);
      if (variable === undefined) return { name: undefined, evaluate };
      inner.add(variable.name);
      this.#components.add(variable.name);
      return { name: variable.name, evaluate: this.typed(evaluate, variable.typeRef, expression.id) };
    });
    return (frame) => {
      const own = { values: [] as FeelValue[], up: frame };
      const context = new Map<string, FeelValue>();
      for (const { name, evaluate } of entries) {
        const value = evaluate(own);
        if (name === undefined) return value;
        own.values.push(value);
        context.set(name, value);
      }
      return context;
    };
  }

  #relation(expression: BoxedOf<'relation'>, scope: Scope): Evaluate {
    for (const { name } of expression.columns) this.#components.add(name);
    const rows = expression.rows.map((row) =>
      row.map((cell, i) => {
        const column = expression.columns[i];
        return { name: column?.name ?? '', evaluate: this.typed(this.compile(cell, scope), column?.typeRef, expression.id) };
      }),
    );
    return (frame) => rows.map((row) => new Map(row.map(({ name, evaluate }) => [name, evaluate(frame)])));
  }

  #invocation(expression: BoxedOf<'invocation'>, scope: Scope): Evaluate {
    const called = this.compile(expression.called, scope);
    const bindings = expression.bindings.map(({ name, value }: Binding) => ({ name, evaluate: this.compile(value, scope) }));
    return (frame) => {
      const target = called(frame);
      if (!(target instanceof FeelFunction)) return null;
      return target.apply(new Map(bindings.map(({ name, evaluate }) => [name, evaluate(frame)])));
    };
  }

  /** A boxed iterator is the textual one over expressions that are boxed. */
  #iterator(expression: BoxedOf<'for' | 'some' | 'every'>, scope: Scope): Evaluate {
    const compiler = new BoxAsSyntax(this, this.#compiler(expression.id));
    const iterations = [{ name: expression.variable, over: compiler.boxed(expression.over), to: undefined }];
    const body = compiler.boxed(expression.body);
    const use = JSON.stringify(expression.body ?? null).includes('partial') ? 'whole' : 'none';
    if (expression.is === 'for') return compileFor(compiler, { is: 'for', iterations, result: body }, scope, use);
    return compileQuantified(compiler, { is: expression.is, iterations, condition: body }, scope, true);
  }

  #table(table: DecisionTable, scope: Scope): Evaluate {
    const never: Test = () => null;
    return compileTable({
      source: table,
      inputs: table.inputs.map((input) => ({
        evaluate: this.text(input.text, scope, input.id),
        type: this.#types.typeOf(input.typeRef, input.id),
        allows: input.values === undefined || input.values.trim() === '' ? undefined : this.tests(input.values, scope, input.id),
      })),
      outputs: table.outputs.map((output) => ({
        name: output.name ?? '',
        type: this.#types.typeOf(output.typeRef, output.id),
        order: this.#testOrder(output.values, scope, output.id),
        otherwise: output.otherwise === undefined ? undefined : this.text(output.otherwise, scope, output.id),
      })),
      rules: table.rules.map((rule) => ({
        tests: rule.tests.map((test) => this.tests(test, scope, rule.id) ?? never),
        results: rule.results.map((result) => this.text(result, scope, rule.id)),
      })),
    });
  }
}

/** Boxed conditions must be boolean (DMN 1.5 §10.2.2.8–10); null counts as unknown, any other value as a mistake. */
const isTruth = (value: FeelValue): value is boolean | null => value === null || typeof value === 'boolean';

/** A boxed filter: the items for which the condition is true, never a position. */
function filterByTruth(value: FeelValue, match: Evaluate, frame: Frame): FeelValue {
  if (value === null) return null;
  const kept: FeelValue[] = [];
  for (const item of isList(value) ? value : [value]) {
    charge(1);
    const holds = match({ values: [item], up: frame });
    if (!isTruth(holds)) return null;
    if (holds === true) kept.push(item);
  }
  return kept;
}

/** Lets the compiler of loops, which asks for syntax, meet boxed expressions as leaves. */
class BoxAsSyntax extends Compiler {
  readonly #boxes = new Map<Syntax, Expression | undefined>();
  readonly #boxed: BoxedCompiler;

  constructor(boxed: BoxedCompiler, compiler: Compiler) {
    super(compiler.surroundings);
    this.#boxed = boxed;
  }

  boxed(expression: Expression | undefined): Syntax {
    const leaf: Syntax = { is: 'literal', value: null };
    this.#boxes.set(leaf, expression);
    return leaf;
  }

  override compile(syntax: Syntax, scope: Scope): Evaluate {
    return this.#boxes.has(syntax) ? this.#boxed.compile(this.#boxes.get(syntax), scope) : super.compile(syntax, scope);
  }
}
