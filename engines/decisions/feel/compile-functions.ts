import type { Compiler } from './compiler.ts';
import { inferType } from './inference.ts';
import { deeper } from './limits.ts';
import { constant, constantOf, type Evaluate, Scope } from './scope.ts';
import type { Syntax } from './syntax.ts';
import { ANY, convert } from './types.ts';
import { FeelFunction, type FeelList, type FeelValue, isList, type NamedArguments, type Parameter } from './values.ts';

/** The values of the parameters in their order; undefined where the arguments do not fit (DMN 1.5 §10.3.2.13.2). */
export function bindArguments(parameters: readonly Parameter[], args: FeelList | NamedArguments): FeelValue[] | undefined {
  if (isList(args) ? args.length !== parameters.length : !namesFit(parameters, args)) return undefined;
  const values: FeelValue[] = [];
  for (const [i, { name, type }] of parameters.entries()) {
    const value = convert((isList(args) ? args[i] : args.get(name)) ?? null, type);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

const namesFit = (parameters: readonly Parameter[], args: NamedArguments): boolean =>
  [...args.keys()].every((name) => parameters.some((parameter) => parameter.name === name));

/** `function(…) body`: a closure over the frame in which it is met. */
export function compileFunction(compiler: Compiler, syntax: Extract<Syntax, { is: 'function' }>, scope: Scope): Evaluate {
  const parameters = syntax.parameters.map(({ name, type }) => ({ name, type: compiler.type(type) }));
  if (syntax.external) compiler.surroundings.externalFunction();
  // A parameter of a type that nobody knows accepts nothing, and an external function has no result here.
  const unusable = syntax.external || parameters.some(({ type }) => type === undefined);
  const typed = parameters.map(({ name, type }) => ({ name, type: type ?? ANY }));
  const inner = new Scope(
    scope,
    typed.map(({ name }) => name),
  );
  const result = inferType(syntax.body, new Map(typed.flatMap(({ name, type }) => (type.type === 'Any' ? [] : [[name, type]]))));
  const body = unusable ? () => null : compiler.compile(syntax.body, inner);
  return (frame) =>
    new FeelFunction('', typed, result, (args) => {
      const values = bindArguments(typed, args);
      return values === undefined ? null : deeper(() => body({ values, up: frame }));
    });
}

/** Functions that write constants of types without literals: with constant arguments they are called once. */
const CONSTRUCTORS = new Set(['date', 'time', 'date and time', 'duration']);

/** `f(a, b)`; null if `f` is no function. */
export function compileCall(compiler: Compiler, syntax: Extract<Syntax, { is: 'call' }>, scope: Scope): Evaluate {
  const of = compiler.compile(syntax.of, scope);
  const args = syntax.args.map((arg) => compiler.compile(arg, scope));
  const given = args.map(constantOf);
  if (
    syntax.of.is === 'name' &&
    CONSTRUCTORS.has(syntax.of.name) &&
    compiler.isBuiltIn(syntax.of.name, scope) &&
    !given.includes(undefined)
  ) {
    const builtIn = of({ values: [], up: undefined });
    if (builtIn instanceof FeelFunction) return constant(builtIn.apply(given.map((each) => each?.value ?? null)));
  }
  const behind = compiler.builtInBehind(syntax.of, scope);
  return (frame) => {
    const named = of(frame);
    const target = named instanceof FeelFunction ? named : behind;
    return target === undefined ? null : target.apply(args.map((arg) => arg(frame)));
  };
}

/** `f(x: a, y: b)`; null if `f` is no function or a name is given twice. */
export function compileNamedCall(compiler: Compiler, syntax: Extract<Syntax, { is: 'namedCall' }>, scope: Scope): Evaluate {
  const of = compiler.compile(syntax.of, scope);
  const args = syntax.args.map(([name, arg]) => ({ name, evaluate: compiler.compile(arg, scope) }));
  if (new Set(args.map(({ name }) => name)).size < args.length) return () => null;
  const behind = compiler.builtInBehind(syntax.of, scope);
  return (frame) => {
    const called = of(frame);
    const target = called instanceof FeelFunction ? called : behind;
    if (target === undefined) return null;
    return target.apply(new Map(args.map(({ name, evaluate }) => [name, evaluate(frame)])));
  };
}
