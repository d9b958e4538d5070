import type { Syntax } from './syntax.ts';
import { BOOLEAN, type FeelType, NUMBER, STRING, simpleTypes } from './types.ts';
import { isNumber, kindOf } from './values.ts';

/** The types of names that are known, as of parameters. */
export type NamedTypes = ReadonlyMap<string, FeelType>;

/** Kinds of expressions whose value is a boolean, or null. */
const STATEMENTS: ReadonlySet<Syntax['is']> = new Set(['comparison', 'between', 'in', 'and', 'or', 'some', 'every', 'instanceOf']);

/**
 * The type that an expression's value has whenever it is not null (DMN 1.5 §10.3.2.9, table 43), or undefined where it depends on values.
 * A function's result is what its body gives, so a function with a known body has a known type.
 */
export function inferType(syntax: Syntax, names: NamedTypes): FeelType | undefined {
  if (STATEMENTS.has(syntax.is)) return BOOLEAN;
  switch (syntax.is) {
    case 'literal':
      return isNumber(syntax.value) ? NUMBER : simpleTypes.get(syntax.value === null ? 'Null' : kindOf(syntax.value));
    case 'name':
      return names.get(syntax.name);
    case 'negation':
      return inferType(syntax.of, names);
    case 'arithmetic':
      return inferArithmetic(syntax, names);
    case 'if': {
      const [one, other] = [inferType(syntax.whenTrue, names), inferType(syntax.otherwise, names)];
      return one !== undefined && one === other ? one : undefined;
    }
    case 'list': {
      const [first, ...others] = syntax.items.map((item) => inferType(item, names));
      return first !== undefined && others.every((other) => other === first) ? { type: 'list', of: first } : undefined;
    }
    case 'context':
      return inferContext(syntax.entries, names);
    default:
      return undefined;
  }
}

function inferArithmetic({ operator, left, right }: Extract<Syntax, { is: 'arithmetic' }>, names: NamedTypes): FeelType | undefined {
  const [one, other] = [inferType(left, names), inferType(right, names)];
  if (one?.type === 'number' && other?.type === 'number') return NUMBER;
  return operator === '+' && one?.type === 'string' && other?.type === 'string' ? STRING : undefined;
}

function inferContext(entries: readonly (readonly [string, Syntax])[], names: NamedTypes): FeelType | undefined {
  const types = new Map<string, FeelType>();
  const known = new Map(names);
  for (const [key, value] of entries) {
    const type = inferType(value, known);
    if (type === undefined) return undefined;
    types.set(key, type);
    known.set(key, type);
  }
  return { type: 'context', entries: types };
}
