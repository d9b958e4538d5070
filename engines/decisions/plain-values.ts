import { Decimal, decimalText, fromDouble, parseNumber } from './feel/decimal.ts';
import { FeelLimitError } from './feel/limits.ts';
import { parseRange } from './feel/range-text.ts';
import { FeelDate, FeelDateTime, FeelTime } from './feel/temporal.ts';
import { parseDate, parseDateTime, parseDuration, parseTime } from './feel/temporal-text.ts';
import { textOf } from './feel/text.ts';
import { FeelFunction, FeelRange, type FeelValue, isContext, isList } from './feel/values.ts';

/** Deeper values are refused: they would exhaust the stack when they are compared or written. */
const DEEPEST = 200;

function checkDepth(depth: number): void {
  if (depth > DEEPEST) throw new FeelLimitError('depth', DEEPEST);
}

/** A value that FEEL cannot hold. */
export class ValueError extends TypeError {
  readonly reason: string;
  /** Keys and positions that lead to it. */
  readonly path: readonly (string | number)[];
  constructor(reason: string, path: readonly (string | number)[] = []) {
    super(`${['value', ...path].join('.')} ${reason}`);
    this.name = 'ValueError';
    this.reason = reason;
    this.path = path;
  }
}

/** Converts an entry; what is wrong in it is told with the way to it. */
function within<T>(key: string | number, convert: () => T): T {
  try {
    return convert();
  } catch (error) {
    throw error instanceof ValueError ? new ValueError(error.reason, [key, ...error.path]) : error;
  }
}

/**
 * A plain JavaScript value as FEEL has it: numbers, strings, booleans, arrays and objects; `bigint`; Temporal dates, times, date-times and
 * durations. `undefined` is null. Numbers are read by their shortest text, so that 0.1 is the decimal 0.1.
 *
 * @throws ValueError for anything else, with the path
 */
export function fromPlain(value: unknown, depth = 0): FeelValue {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return fromDouble(value) ?? null;
    case 'bigint':
      return parseNumber(String(value)) ?? null;
    case 'object':
      return fromObject(value, depth);
    default:
      throw new ValueError(`is a ${typeof value}`);
  }
}

function fromObject(value: object, depth: number): FeelValue {
  if (depth > DEEPEST) throw new ValueError(`is nested deeper than ${DEEPEST}`);
  if (Array.isArray(value)) return value.map((item: unknown, i) => within(i, () => fromPlain(item, depth + 1)));
  const temporal = fromTemporal(value);
  if (temporal !== undefined) return temporal;
  const entries = value instanceof Map ? value : Object.entries(value);
  const context = new Map<string, FeelValue>();
  for (const [key, entry] of entries)
    context.set(String(key), isSimple(entry) ? entry : within(String(key), () => fromPlain(entry, depth + 1)));
  return context;
}

const isSimple = (value: unknown): value is string | boolean => typeof value === 'string' || typeof value === 'boolean';

function fromTemporal(value: object): FeelValue | undefined {
  if (value instanceof Temporal.PlainDate) return parseDate(value.toString());
  if (value instanceof Temporal.PlainTime) return parseTime(value.toString());
  if (value instanceof Temporal.PlainDateTime) return parseDateTime(value.toString());
  if (value instanceof Temporal.Instant) return parseDateTime(value.toString());
  if (value instanceof Temporal.ZonedDateTime) return parseDateTime(`${value.toPlainDateTime().toString()}@${value.timeZoneId}`);
  if (value instanceof Temporal.Duration) return parseDuration(value.toString()) ?? null;
  return undefined;
}

/**
 * A FEEL value as plain JavaScript: numbers as doubles, dates, times and durations as their ISO texts, ranges as FEEL text, contexts as
 * objects. A number is rounded to a double; one beyond all doubles is its text.
 *
 * @throws FeelLimitError for values nested deeper than any rule makes them
 */
export function toPlain(value: FeelValue, depth = 0): unknown {
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof Decimal) return Number.isFinite(value.near) ? value.near : decimalText(value);
  checkDepth(depth);
  if (isList(value)) return value.map((item) => toPlain(item, depth + 1));
  if (isContext(value)) return objectOf(value, (entry) => toPlain(entry, depth + 1));
  return textOf(value);
}

/** An object with the entries of a context. A null prototype keeps keys such as `__proto__` what they are: keys. */
function objectOf(context: ReadonlyMap<string, FeelValue>, convert: (value: FeelValue) => unknown): Record<string, unknown> {
  const entries = [...context].map(([key, entry]): [string, unknown] => [key, convert(entry)]);
  return Object.fromEntries(entries);
}

/** A value beyond JSON as the batch door writes it. */
interface Tagged {
  readonly '@': string;
  readonly value: string;
}

/** Digits beyond which a double may not hold a decimal. */
const DOUBLE_DIGITS = 15;

/** A FEEL value in the encoding of the batch door. */
export function toTagged(value: FeelValue, depth = 0): unknown {
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof Decimal) {
    const text = decimalText(value);
    return text.replace(/[-.]|^-?0\.0*/g, '').length > DOUBLE_DIGITS || Math.abs(value.exponent) > 300
      ? { '@': 'number', value: text }
      : value.near;
  }
  checkDepth(depth);
  if (isList(value)) return value.map((item) => toTagged(item, depth + 1));
  if (isContext(value)) return objectOf(value, (entry) => toTagged(entry, depth + 1));
  const tag = value instanceof FeelFunction ? 'function' : kindTag(value);
  return { '@': tag, value: textOf(value) } satisfies Tagged;
}

function kindTag(value: Exclude<FeelValue, null>): string {
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof FeelDateTime) return 'date and time';
  if (value instanceof FeelRange) return 'range';
  return typeof value === 'object' && 'months' in value ? 'years and months duration' : 'days and time duration';
}

const readers: Readonly<Record<string, (text: string) => FeelValue | undefined>> = {
  date: parseDate,
  time: parseTime,
  'date and time': parseDateTime,
  'days and time duration': parseDuration,
  'years and months duration': parseDuration,
  range: parseRange,
  number: parseNumber,
};

/**
 * A value in the encoding of the batch door as FEEL has it.
 * @throws ValueError if a tagged value is not what its tag says
 */
export function fromTagged(value: unknown, depth = 0): FeelValue {
  if (typeof value !== 'object' || value === null) return fromPlain(value);
  if (depth > DEEPEST) throw new ValueError(`is nested deeper than ${DEEPEST}`);
  if (Array.isArray(value)) return value.map((item: unknown, i) => within(i, () => fromTagged(item, depth + 1)));
  if ('@' in value && 'value' in value && typeof value['@'] === 'string') {
    const { '@': tag, value: text } = value;
    const read = Object.hasOwn(readers, tag) && typeof text === 'string' ? readers[tag]?.(text) : undefined;
    if (read === undefined) throw new ValueError(`is no ${tag}: ${String(text).slice(0, 100)}`);
    return read;
  }
  return new Map(Object.entries(value).map(([key, entry]) => [key, within(key, () => fromTagged(entry, depth + 1))]));
}
