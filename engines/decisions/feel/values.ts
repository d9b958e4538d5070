import { Decimal, type FeelNumber } from './decimal.ts';
import { DaysTimeDuration, FeelDate, FeelDateTime, FeelTime, YearsMonthsDuration } from './temporal.ts';
import type { FeelType } from './types.ts';

export type FeelList = readonly FeelValue[];
export type FeelContext = ReadonlyMap<string, FeelValue>;
export type FeelValue =
  | null
  | boolean
  | string
  | FeelNumber
  | FeelDate
  | FeelTime
  | FeelDateTime
  | DaysTimeDuration
  | YearsMonthsDuration
  | FeelRange
  | FeelFunction
  | FeelContext
  | FeelList;

/** A range (DMN 1.5 §10.3.2.7). An end that is undefined, as in `< 10`, is null and not included. */
export class FeelRange {
  readonly start: FeelValue;
  readonly startIncluded: boolean;
  readonly end: FeelValue;
  readonly endIncluded: boolean;
  constructor(startIncluded: boolean, start: FeelValue, end: FeelValue, endIncluded: boolean) {
    this.start = start;
    this.startIncluded = startIncluded;
    this.end = end;
    this.endIncluded = endIncluded;
  }
}

export interface Parameter {
  readonly name: string;
  readonly type: FeelType;
}

/** Arguments of an invocation by name; a positional invocation passes a list instead. */
export type NamedArguments = ReadonlyMap<string, FeelValue>;

/** A function of any origin: built in, written in FEEL, a business knowledge model or a decision service. */
export class FeelFunction {
  readonly name: string;
  /** Undefined for built-in functions with several signatures. */
  readonly parameters: readonly Parameter[] | undefined;
  /** Undefined where it depends on the arguments: such a function may stand wherever its parameters fit. */
  readonly resultType: FeelType | undefined;
  readonly #apply: (args: FeelList | NamedArguments) => FeelValue;

  /** @param apply answers null where the arguments do not fit */
  constructor(
    name: string,
    parameters: readonly Parameter[] | undefined,
    resultType: FeelType | undefined,
    apply: (args: FeelList | NamedArguments) => FeelValue,
  ) {
    this.name = name;
    this.parameters = parameters;
    this.resultType = resultType;
    this.#apply = apply;
  }

  apply(args: FeelList | NamedArguments): FeelValue {
    return this.#apply(args);
  }
}

export const isList = (value: FeelValue | NamedArguments): value is FeelList => Array.isArray(value);
export const isContext = (value: FeelValue): value is FeelContext => value instanceof Map;
export const isNumber = (value: FeelValue): value is FeelNumber => typeof value === 'number' || value instanceof Decimal;

export type Kind =
  | 'null'
  | 'boolean'
  | 'string'
  | 'number'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'range'
  | 'function'
  | 'context'
  | 'list';

/** The name of the type to which a value belongs. */
export function kindOf(value: FeelValue): Kind {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    default:
  }
  if (isList(value)) return 'list';
  if (value instanceof Decimal) return 'number';
  if (value instanceof Map) return 'context';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelDateTime) return 'date and time';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof DaysTimeDuration) return 'days and time duration';
  if (value instanceof YearsMonthsDuration) return 'years and months duration';
  return value instanceof FeelRange ? 'range' : 'function';
}
