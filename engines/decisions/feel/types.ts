import { FeelDate, midnightUtc } from './temporal.ts';
import { FeelFunction, FeelRange, type FeelValue, isContext, isList, type Kind, kindOf } from './values.ts';

export type SimpleTypeName = Exclude<Kind, 'null' | 'list' | 'context' | 'range' | 'function'> | 'Any' | 'Null';

/** A node of FEEL's type lattice (DMN 1.5 §10.3.2.9), or a type with constraints by an item definition (§7.3.3). */
export type FeelType =
  | { readonly type: SimpleTypeName }
  | { readonly type: 'list' | 'range'; readonly of: FeelType }
  | { readonly type: 'context'; readonly entries: ReadonlyMap<string, FeelType> }
  | { readonly type: 'function'; readonly parameters: readonly FeelType[]; readonly result: FeelType }
  | { readonly type: 'constrained'; readonly base: FeelType; readonly allows: (value: FeelValue) => boolean }
  /** Found when first asked for: item definitions may refer to one another, and to themselves. */
  | { readonly type: 'reference'; readonly name: string; readonly target: () => FeelType };

const simple = (type: SimpleTypeName): FeelType => ({ type });

export const ANY = simple('Any');
export const NUMBER = simple('number');
export const STRING = simple('string');
export const BOOLEAN = simple('boolean');

/** The types that have a name of their own. */
export const simpleTypes: ReadonlyMap<string, FeelType> = new Map(
  (
    [
      'Any',
      'Null',
      'number',
      'string',
      'boolean',
      'date',
      'time',
      'date and time',
      'days and time duration',
      'years and months duration',
    ] as const
  ).map((name): [string, FeelType] => [name, simple(name)]),
);

/** References to nowhere but each other would be followed for ever. */
const LONGEST_CHAIN = 100;

/** The type itself behind references and constraints. */
export function bare(type: FeelType): FeelType {
  let found = type;
  for (let i = 0; i < LONGEST_CHAIN; i++) {
    if (found.type === 'reference') found = found.target();
    else if (found.type === 'constrained') found = found.base;
    else return found;
  }
  return ANY;
}

/**
 * Whether a value belongs to a type: its own type conforms to it (DMN 1.5 §10.3.2.9.2), and it obeys the constraints of item
 * definitions when `constraints` is set. Null belongs to every type.
 */
export function belongs(value: FeelValue, type: FeelType, constraints = true): boolean {
  if (value === null) return true;
  switch (type.type) {
    case 'Any':
      return true;
    case 'Null':
      return false;
    case 'reference':
      return belongs(value, type.target(), constraints);
    case 'constrained':
      return belongs(value, type.base, constraints) && (!constraints || type.allows(value));
    case 'list':
      return isList(value) && value.every((item) => belongs(item, type.of, constraints));
    case 'context':
      return (
        isContext(value) && [...type.entries].every(([key, entry]) => value.has(key) && belongs(value.get(key) ?? null, entry, constraints))
      );
    case 'range':
      return value instanceof FeelRange && belongs(value.start, type.of, constraints) && belongs(value.end, type.of, constraints);
    case 'function':
      return value instanceof FeelFunction && functionBelongs(value, type.parameters, type.result);
    default:
      return kindOf(value) === type.type;
  }
}

/** Parameters are contravariant, the result covariant (DMN 1.5 §10.3.2.9.2). */
function functionBelongs(value: FeelFunction, parameters: readonly FeelType[], result: FeelType): boolean {
  const own = value.parameters;
  if (own === undefined) return true;
  if (own.length !== parameters.length) return false;
  const takes = own.every((parameter, i) => conforms(parameters[i] ?? ANY, parameter.type));
  return takes && (value.resultType === undefined || conforms(value.resultType, result));
}

/** Whether one type conforms to another (DMN 1.5 §10.3.2.9.2). */
export function conforms(one: FeelType, other: FeelType, depth = 0): boolean {
  const a = bare(one);
  const b = bare(other);
  if (a === b || b.type === 'Any' || a.type === 'Null' || depth > LONGEST_CHAIN) return true;
  const next = depth + 1;
  if (a.type === 'list' || a.type === 'range') return b.type === a.type && conforms(a.of, b.of, next);
  if (a.type === 'context') {
    if (b.type !== 'context') return false;
    return [...b.entries].every(([key, type]) => conforms(a.entries.get(key) ?? ANY, type, next) && a.entries.has(key));
  }
  if (a.type === 'function') {
    if (b.type !== 'function' || a.parameters.length !== b.parameters.length) return false;
    return a.parameters.every((type, i) => conforms(b.parameters[i] ?? ANY, type, next)) && conforms(a.result, b.result, next);
  }
  return a.type === b.type;
}

/** `value instance of type` (DMN 1.5, table 61): null is an instance of nothing but Null. */
export function isInstance(value: FeelValue, type: FeelType): boolean {
  return value === null ? bare(type).type === 'Null' : belongs(value, type, false);
}

/**
 * The value as the type wants it (DMN 1.5 §10.3.2.9.4): itself, the item of a list of one, a list of it, or a date at midnight UTC.
 * Undefined where no conversion makes it conform.
 */
export function convert(value: FeelValue, type: FeelType): FeelValue | undefined {
  if (type.type === 'Any' || value === null || belongs(value, type)) return value;
  const target = bare(type);
  if (target.type === 'date and time' && value instanceof FeelDate) {
    const moment = midnightUtc(value);
    return belongs(moment, type) ? moment : undefined;
  }
  if (target.type === 'list') {
    if (isList(value)) return undefined;
    const list = [value];
    return belongs(list, type) ? list : undefined;
  }
  const only = isList(value) && value.length === 1 ? value[0] : undefined;
  return only !== undefined && belongs(only, type) ? only : undefined;
}

/** The value bound to a variable of the type: what does not conform is null. */
export const bind = (value: FeelValue, type: FeelType): FeelValue => {
  const converted = convert(value, type);
  return converted === undefined ? null : converted;
};

/** A type as FEEL writes it. */
export function typeText(type: FeelType): string {
  switch (type.type) {
    case 'reference':
      return type.name;
    case 'constrained':
      return typeText(type.base);
    case 'list':
    case 'range':
      return `${type.type}<${typeText(type.of)}>`;
    case 'context':
      return `context<${[...type.entries].map(([key, entry]) => `${key}: ${typeText(entry)}`).join(', ')}>`;
    case 'function':
      return `function<${type.parameters.map(typeText).join(', ')}>->${typeText(type.result)}`;
    default:
      return type.type;
  }
}
