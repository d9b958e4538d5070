import { compare, equal } from './comparison.ts';
import { compileCall, compileFunction, compileNamedCall } from './compile-functions.ts';
import { compileFor, compileQuantified } from './compile-loops.ts';
import { compileArithmetic, compileComparison, compileLogic, compileNegation } from './compile-operators.ts';
import { compileIn } from './compile-tests.ts';
import { builtIns } from './functions/index.ts';
import { charge } from './limits.ts';
import { property } from './properties.ts';
import { constant, constantOf, type Evaluate, type Frame, Scope, type Surroundings } from './scope.ts';
import type { Syntax, TypeSyntax } from './syntax.ts';
import { ANY, type FeelType, isInstance, simpleTypes } from './types.ts';
import { type FeelFunction, FeelRange, type FeelValue, isContext, isList, isNumber } from './values.ts';

/** Turns syntax trees into closures: names become slots, constants are computed once. */
export class Compiler {
  readonly surroundings: Surroundings;
  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings;
  }

  compile(syntax: Syntax, scope: Scope): Evaluate {
    switch (syntax.is) {
      case 'literal':
        return constant(syntax.value);
      case 'name':
        return this.#name(syntax.name, syntax.at, scope);
      case 'path': {
        const of = this.compile(syntax.of, scope);
        const { name } = syntax;
        return (frame) => property(of(frame), name);
      }
      case 'list':
        return this.#list(syntax.items, scope);
      case 'context':
        return this.#context(syntax.entries, scope);
      case 'range':
        return this.#range(syntax, scope);
      case 'test':
        return this.#openRange(syntax, scope);
      case 'arithmetic':
        return compileArithmetic(syntax.operator, this.compile(syntax.left, scope), this.compile(syntax.right, scope));
      case 'negation':
        return compileNegation(this.compile(syntax.of, scope));
      case 'comparison':
        return compileComparison(syntax.operator, this.compile(syntax.left, scope), this.compile(syntax.right, scope));
      case 'between':
        return this.#between(syntax, scope);
      case 'in':
        return compileIn(this, syntax, scope);
      case 'and':
      case 'or':
        return compileLogic(syntax.is, this.compile(syntax.left, scope), this.compile(syntax.right, scope));
      case 'if': {
        const condition = this.compile(syntax.condition, scope);
        const then = this.compile(syntax.whenTrue, scope);
        const otherwise = this.compile(syntax.otherwise, scope);
        return (frame) => (condition(frame) === true ? then(frame) : otherwise(frame));
      }
      case 'for':
        return compileFor(this, syntax, scope);
      case 'some':
      case 'every':
        return compileQuantified(this, syntax, scope);
      case 'function':
        return compileFunction(this, syntax, scope);
      case 'call':
        return compileCall(this, syntax, scope);
      case 'namedCall':
        return compileNamedCall(this, syntax, scope);
      case 'filter':
        return this.#filter(syntax, scope);
      case 'instanceOf': {
        const of = this.compile(syntax.of, scope);
        const type = this.type(syntax.type);
        return type === undefined ? () => null : (frame) => isInstance(of(frame), type);
      }
    }
  }

  /** The type that is named, or undefined if it cannot be mapped to the lattice (DMN 1.5, table 61). */
  type(syntax: TypeSyntax): FeelType | undefined {
    switch (syntax.is) {
      case 'known':
        return syntax.type;
      case 'named':
        return this.surroundings.typeNamed(syntax.name) ?? simpleTypes.get(syntax.name);
      case 'list':
      case 'range': {
        const of = this.type(syntax.of);
        return of === undefined ? undefined : { type: syntax.is, of };
      }
      case 'context': {
        const entries = new Map<string, FeelType>();
        for (const [name, entry] of syntax.entries) {
          const type = this.type(entry);
          if (type === undefined) return undefined;
          entries.set(name, type);
        }
        return { type: 'context', entries };
      }
      case 'function': {
        const parameters = syntax.parameters.map((parameter) => this.type(parameter));
        const result = this.type(syntax.result);
        if (result === undefined || parameters.includes(undefined)) return undefined;
        return { type: 'function', parameters: parameters.map((parameter) => parameter ?? ANY), result };
      }
    }
  }

  /**
   * The built-in function of a name that variables unknown until evaluation may hide: a variable `count` that is no function leaves
   * `count(…)` what it was.
   */
  builtInBehind(syntax: Syntax, scope: Scope): FeelFunction | undefined {
    let outermost = scope;
    while (outermost.up !== undefined) outermost = outermost.up;
    return syntax.is === 'name' && outermost.kind === 'open' ? builtIns.get(syntax.name) : undefined;
  }

  /** Whether a name can only mean the built-in function. */
  isBuiltIn(name: string, scope: Scope): boolean {
    for (let here: Scope | undefined = scope; here !== undefined; here = here.up)
      if (here.kind !== 'names' || here.slotOf(name) !== undefined) return false;
    return builtIns.has(name);
  }

  #name(name: string, at: number, scope: Scope): Evaluate {
    let depth = 0;
    for (let here: Scope | undefined = scope; here !== undefined; here = here.up, depth++) {
      const slot = here.slotOf(name);
      if (here.kind === 'names' && slot !== undefined) return readSlot(depth, slot);
      if (here.kind === 'item') return readItem(depth, name, this.#outerName(name, at, here.up));
      if (here.kind === 'open') return readOpen(depth, name, builtIns.get(name) ?? null);
    }
    const builtIn = builtIns.get(name);
    if (builtIn !== undefined) return () => builtIn;
    this.surroundings.unknownName(name, at);
    return () => null;
  }

  /** A name that an item of a filter may have: only where it lacks it the scope around counts, and then an unknown name is no mistake. */
  #outerName(name: string, at: number, scope: Scope | undefined): Evaluate {
    if (name === 'item') return () => null;
    const quiet = new Compiler({ ...this.surroundings, unknownName: () => undefined });
    return scope === undefined ? () => builtIns.get(name) ?? null : quiet.#name(name, at, scope);
  }

  #list(items: readonly Syntax[], scope: Scope): Evaluate {
    const compiled = items.map((item) => this.compile(item, scope));
    if (items.every(({ is }) => is === 'literal')) {
      const constant = compiled.map((item) => item({ values: [], up: undefined }));
      return () => constant;
    }
    return (frame) => compiled.map((item) => item(frame));
  }

  #context(entries: readonly (readonly [string, Syntax])[], scope: Scope): Evaluate {
    const inner = new Scope(scope);
    const compiled = entries.map(([key, value]) => {
      const evaluate = this.compile(value, inner);
      inner.add(key);
      return { key, evaluate };
    });
    // Keys of a context are distinct (DMN 1.5 §10.3.2.6).
    if (new Set(entries.map(([key]) => key)).size < entries.length) return () => null;
    return (frame) => {
      const values: FeelValue[] = [];
      const own = { values, up: frame };
      const context = new Map<string, FeelValue>();
      for (const { key, evaluate } of compiled) {
        const value = evaluate(own);
        values.push(value);
        context.set(key, value);
      }
      return context;
    };
  }

  #range(syntax: Extract<Syntax, { is: 'range' }>, scope: Scope): Evaluate {
    const start = this.compile(syntax.start, scope);
    const end = this.compile(syntax.end, scope);
    const { startIncluded, endIncluded } = syntax;
    const ends = [constantOf(start), constantOf(end)];
    if (ends[0] !== undefined && ends[1] !== undefined)
      return constant(makeRange(startIncluded, ends[0].value, ends[1].value, endIncluded));
    return (frame) => makeRange(startIncluded, start(frame), end(frame), endIncluded);
  }

  #openRange({ operator, end }: Extract<Syntax, { is: 'test' }>, scope: Scope): Evaluate {
    const evaluate = this.compile(end, scope);
    return (frame) => {
      const value = evaluate(frame);
      if (value === null || operator === '!=') return null;
      if (operator === '=') return new FeelRange(true, value, value, true);
      if (operator === '<' || operator === '<=') return new FeelRange(false, null, value, operator === '<=');
      return new FeelRange(operator === '>=', value, null, false);
    };
  }

  #between(syntax: Extract<Syntax, { is: 'between' }>, scope: Scope): Evaluate {
    const [of, low, high] = [this.compile(syntax.of, scope), this.compile(syntax.low, scope), this.compile(syntax.high, scope)];
    const atLeast = compileComparison('>=', of, low);
    const atMost = compileComparison('<=', of, high);
    return compileLogic('and', atLeast, atMost);
  }

  #filter(syntax: Extract<Syntax, { is: 'filter' }>, scope: Scope): Evaluate {
    const of = this.compile(syntax.of, scope);
    if (syntax.by.is === 'literal' && isNumber(syntax.by.value)) {
      const position = syntax.by.value;
      return (frame) => itemAt(of(frame), position);
    }
    const by = this.compile(syntax.by, new Scope(scope, ['item'], 'item'));
    return (frame) => filterBy(of(frame), by, frame);
  }
}

function readSlot(depth: number, slot: number): Evaluate {
  if (depth === 0) return (frame) => frame.values[slot] ?? null;
  if (depth === 1) return (frame) => frame.up?.values[slot] ?? null;
  return (frame) => frameAt(frame, depth).values[slot] ?? null;
}

function frameAt(frame: Frame, depth: number): Frame {
  let found = frame;
  for (let i = 0; i < depth; i++) found = found.up ?? found;
  return found;
}

function readItem(depth: number, name: string, outer: Evaluate): Evaluate {
  return (frame) => {
    const own = frameAt(frame, depth);
    const item = own.values[0] ?? null;
    if (isContext(item) && item.has(name)) return item.get(name) ?? null;
    if (name === 'item') return item;
    return own.up === undefined ? null : outer(own.up);
  };
}

function readOpen(depth: number, name: string, otherwise: FeelValue): Evaluate {
  return (frame) => {
    const variables = frameAt(frame, depth).values[0];
    return variables instanceof Map && variables.has(name) ? (variables.get(name) ?? null) : otherwise;
  };
}

/** A range of two comparable ends in order, or null (DMN 1.5 §10.3.2.7). */
export function makeRange(startIncluded: boolean, start: FeelValue, end: FeelValue, endIncluded: boolean): FeelValue {
  const order = compare(start, end);
  return order === undefined || order > 0 ? null : new FeelRange(startIncluded, start, end, endIncluded);
}

/** The item at a position, counted from 1, or from the end when negative; a value alone stands for a list of it. */
export function itemAt(value: FeelValue, position: FeelValue): FeelValue {
  if (value === null || typeof position !== 'number' || position === 0) return null;
  if (!isList(value)) return position === 1 || position === -1 ? value : null;
  return value.at(position > 0 ? position - 1 : position) ?? null;
}

/** `value[by]`: by position where `by` gives a number, else the items for which it is true (DMN 1.5, table 68). */
export function filterBy(value: FeelValue, by: Evaluate, frame: Frame): FeelValue {
  if (value === null) return null;
  const items = isList(value) ? value : [value];
  const kept: FeelValue[] = [];
  let fits = items.length === 0;
  for (const item of items.length === 0 ? [null] : items) {
    charge(1);
    const chosen = by({ values: [item], up: frame });
    if (isNumber(chosen)) return itemAt(value, chosen);
    if (chosen === true && items.length > 0) kept.push(item);
    fits ||= chosen === null || typeof chosen === 'boolean';
  }
  return fits ? kept : null;
}

/** Whether two values are equal, as the built-ins that search lists ask. */
export const same = (a: FeelValue, b: FeelValue): boolean => equal(a, b) === true;
