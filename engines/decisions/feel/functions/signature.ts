import { DecimalOverflow, type FeelNumber } from '../decimal.ts';
import { DaysTimeDuration, FeelDate, FeelDateTime, FeelTime, YearsMonthsDuration } from '../temporal.ts';
import { ANY } from '../types.ts';
import {
  type FeelContext,
  FeelFunction,
  type FeelList,
  FeelRange,
  type FeelValue,
  isContext,
  isList,
  isNumber,
  type NamedArguments,
} from '../values.ts';

/** A domain of a parameter: answers the value to pass on, or undefined for a value outside it. */
export type Domain<T extends FeelValue> = (value: FeelValue) => T | undefined;

/** A value of the domain, or the only item of a list that is (DMN 1.5 §10.3.2.9.4). */
const domain =
  <T extends FeelValue>(is: (value: FeelValue) => value is T): Domain<T> =>
  (value) => {
    if (is(value)) return value;
    const only = isList(value) && value.length === 1 ? value[0] : undefined;
    return only !== undefined && is(only) ? only : undefined;
  };

export const any: Domain<FeelValue> = (value) => value;
export const number = domain<FeelNumber>(isNumber);
export const string = domain((value): value is string => typeof value === 'string');
export const boolean = domain((value): value is boolean => typeof value === 'boolean');
export const date = domain((value): value is FeelDate => value instanceof FeelDate);
export const time = domain((value): value is FeelTime => value instanceof FeelTime);
export const dateTime = domain((value): value is FeelDateTime => value instanceof FeelDateTime);
export const dateOrDateTime = domain(
  (value): value is FeelDate | FeelDateTime => value instanceof FeelDate || value instanceof FeelDateTime,
);
export const daysTime = domain((value): value is DaysTimeDuration => value instanceof DaysTimeDuration);
export const duration = domain(
  (value): value is DaysTimeDuration | YearsMonthsDuration => value instanceof DaysTimeDuration || value instanceof YearsMonthsDuration,
);
export const context = domain<FeelContext>(isContext);
export const range = domain((value): value is FeelRange => value instanceof FeelRange);
export const aFunction = domain((value): value is FeelFunction => value instanceof FeelFunction);
/** Anything that can lie on a line: neither null nor list, context, range or function. */
export const point = domain(
  (value): value is Exclude<FeelValue, null | FeelList | FeelContext | FeelRange | FeelFunction> =>
    value !== null && !isList(value) && !isContext(value) && !(value instanceof FeelRange) && !(value instanceof FeelFunction),
);
/** A list, or a value that stands for a list of it. */
export const list: Domain<FeelList> = (value) => (isList(value) ? value : value === null ? undefined : [value]);

interface Accepted {
  readonly name: string;
  readonly accepts: Domain<FeelValue>;
  readonly optional: boolean;
}

/** One way of calling a built-in function. */
export interface Signature {
  readonly parameters: readonly Accepted[];
  /** The last parameter takes all further arguments, as a list. */
  readonly gathers: boolean;
  readonly run: (args: readonly (FeelValue | undefined)[]) => FeelValue;
}

const PLAIN = /\?$/;

/**
 * A signature with parameters of these names and domains; a name that ends in `?` may be left out or null.
 */
export function signature<T extends readonly FeelValue[]>(
  names: readonly string[],
  domains: { readonly [K in keyof T]: Domain<T[K]> },
  run: (...args: T) => FeelValue,
  gathers = false,
): Signature {
  const parameters = names.map((name, i) => ({
    name: name.replace(PLAIN, ''),
    accepts: domains[i] as Domain<FeelValue>,
    optional: name.endsWith('?'),
  }));
  return { parameters, gathers, run: (args) => run(...(args as unknown as T)) };
}

/** An argument that may be left out or null. */
export const optional =
  <T extends FeelValue>(accepts: Domain<T>): Domain<T | null> =>
  (value) =>
    value === null ? null : accepts(value);

/** Positional arguments as the signature wants them; undefined where they do not fit. */
function positional({ parameters, gathers }: Signature, args: FeelList): FeelValue[] | undefined {
  const last = parameters.length - 1;
  const taken = gathers && args.length > last ? [...args.slice(0, last), args.slice(last)] : args;
  if (taken.length > parameters.length) return undefined;
  const values: FeelValue[] = [];
  for (const [i, { accepts, optional: mayLack }] of parameters.entries()) {
    if (i >= taken.length && !mayLack) return undefined;
    const value = accepts(taken[i] ?? null);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function named({ parameters }: Signature, args: NamedArguments): FeelValue[] | undefined {
  const values: FeelValue[] = [];
  let used = 0;
  for (const { name, accepts, optional: mayLack } of parameters) {
    if (args.has(name)) used++;
    else if (!mayLack) return undefined;
    const value = accepts(args.get(name) ?? null);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return used === args.size ? values : undefined;
}

/** The built-in function of a name: the first signature that fits is run; where none fits the result is null. */
export function builtIn(name: string, ...signatures: readonly Signature[]): [string, FeelFunction] {
  const apply = (args: FeelList | NamedArguments): FeelValue => {
    for (const each of signatures) {
      const values = isList(args) ? positional(each, args) : named(each, args);
      if (values === undefined) continue;
      try {
        return each.run(values);
      } catch (error) {
        // A number outside decimal128 does not exist for FEEL.
        if (error instanceof DecimalOverflow) return null;
        throw error;
      }
    }
    return null;
  };
  const [only] = signatures;
  const parameters =
    signatures.length === 1 && only !== undefined ? only.parameters.map((each) => ({ name: each.name, type: ANY })) : undefined;
  return [name, new FeelFunction(name, parameters, undefined, apply)];
}
