/** A doubt about an input that was nevertheless computed. */
export type Warning = { readonly code: string; readonly field?: string; readonly message: string };

export type SpectrumRequest = {
  /** Edition of the Recommendation asked for; undefined means the model's default. */
  readonly version: string | undefined;
  readonly inputs: InputReader;
  /** Whether every intermediate value is wanted beside the outputs. */
  readonly intermediates: boolean;
  /** Reads a text file named in the request; throws where there is none. */
  readonly read: (path: string) => string;
};

export type SpectrumAnswer = {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly intermediates?: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
};

export type SpectrumModel = (request: SpectrumRequest) => SpectrumAnswer | Promise<SpectrumAnswer>;

export type RefusalCode =
  | 'missing'
  | 'not-a-number'
  | 'not-an-integer'
  | 'not-text'
  | 'not-a-list'
  | 'not-an-object'
  | 'not-a-choice'
  | 'out-of-range'
  | 'length-differs'
  | 'not-increasing'
  | 'too-long'
  | 'contradiction'
  | 'unknown-model'
  | 'unknown-version'
  | 'no-data'
  | 'unreadable';

/** An input that cannot be computed; `field` is the name under which the caller sent it. */
export class SpectrumRefusal extends Error {
  readonly code: RefusalCode;
  readonly field: string | undefined;
  constructor(code: RefusalCode, field: string | undefined, message: string) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

export type Range = { readonly min?: number; readonly max?: number; readonly above?: number; readonly below?: number };
export type ListRules = Range & {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly sameLengthAs?: readonly [string, number];
};

/** Longest list accepted: ten times the longest terrain profile that is of use (300 km at 3 m). */
const LONGEST_LIST = 1_000_000;

/** Refuses a number that is not finite or lies outside its range. */
export function checkNumber(field: string, value: unknown, range: Range = {}): number {
  if (typeof value !== 'number') throw new SpectrumRefusal('not-a-number', field, `${field} must be a number, got ${describe(value)}`);
  if (!Number.isFinite(value)) throw new SpectrumRefusal('not-a-number', field, `${field} must be finite, got ${value}`);
  const { min, max, above, below } = range;
  if (
    (min !== undefined && value < min) ||
    (max !== undefined && value > max) ||
    (above !== undefined && value <= above) ||
    (below !== undefined && value >= below)
  )
    throw new SpectrumRefusal('out-of-range', field, `${field} must be ${describeRange(range)}, got ${value}`);
  return value;
}

function describeRange({ min, max, above, below }: Range): string {
  if (min !== undefined && max !== undefined) return `between ${min} and ${max}`;
  const parts: string[] = [];
  if (min !== undefined) parts.push(`at least ${min}`);
  if (above !== undefined) parts.push(`above ${above}`);
  if (max !== undefined) parts.push(`at most ${max}`);
  if (below !== undefined) parts.push(`below ${below}`);
  return parts.join(' and ');
}

const describe = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : typeof value;
};

/** Reads the inputs of one request by name and kind, refusing by the name, and collects the warnings of the answer. */
export class InputReader {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #path: string;
  readonly warnings: Warning[];

  constructor(values: Readonly<Record<string, unknown>>, path = '', warnings: Warning[] = []) {
    this.#values = values;
    this.#path = path;
    this.warnings = warnings;
  }

  /** The name of a field as the caller knows it, with the path of nested inputs. */
  name(field: string): string {
    return this.#path + field;
  }

  has(field: string): boolean {
    return Object.hasOwn(this.#values, field) && this.#values[field] !== undefined && this.#values[field] !== null;
  }

  warn(code: string, message: string, field?: string): void {
    this.warnings.push(field === undefined ? { code, message } : { code, field: this.name(field), message });
  }

  refuse(code: RefusalCode, field: string, message: string): never {
    throw new SpectrumRefusal(code, this.name(field), message);
  }

  /** The value as it came, present but unchecked. */
  raw(field: string): unknown {
    if (!this.has(field)) this.refuse('missing', field, `${this.name(field)} is missing`);
    return this.#values[field];
  }

  number(field: string, range: Range = {}): number {
    return checkNumber(this.name(field), this.raw(field), range);
  }

  numberOr<T extends number | undefined>(field: string, otherwise: T, range: Range = {}): number | T {
    return this.has(field) ? this.number(field, range) : otherwise;
  }

  integer(field: string, range: Range = {}): number {
    const value = this.number(field, range);
    if (!Number.isInteger(value)) this.refuse('not-an-integer', field, `${this.name(field)} must be a whole number, got ${value}`);
    return value;
  }

  integerOr<T extends number | undefined>(field: string, otherwise: T, range: Range = {}): number | T {
    return this.has(field) ? this.integer(field, range) : otherwise;
  }

  text(field: string): string {
    const value = this.raw(field);
    if (typeof value !== 'string') this.refuse('not-text', field, `${this.name(field)} must be text, got ${describe(value)}`);
    return value;
  }

  textOr<T extends string | undefined>(field: string, otherwise: T): string | T {
    return this.has(field) ? this.text(field) : otherwise;
  }

  flagOr(field: string, otherwise: boolean): boolean {
    if (!this.has(field)) return otherwise;
    const value = this.raw(field);
    if (typeof value !== 'boolean') this.refuse('not-a-choice', field, `${this.name(field)} must be true or false, got ${describe(value)}`);
    return value;
  }

  /** One of the given texts or numbers. */
  choice<T extends string | number>(field: string, options: readonly T[]): T {
    const value = this.raw(field);
    const found = options.find((option) => option === value);
    if (found === undefined)
      this.refuse('not-a-choice', field, `${this.name(field)} must be one of ${options.join(', ')}, got ${describeValue(value)}`);
    return found;
  }

  choiceOr<T extends string | number, U extends T | undefined>(field: string, options: readonly T[], otherwise: U): T | U {
    return this.has(field) ? this.choice(field, options) : otherwise;
  }

  list(field: string, rules: ListRules = {}): readonly unknown[] {
    const value = this.raw(field);
    if (!Array.isArray(value)) this.refuse('not-a-list', field, `${this.name(field)} must be a list, got ${describe(value)}`);
    const { minLength = 0, maxLength = LONGEST_LIST, sameLengthAs } = rules;
    if (value.length < minLength)
      this.refuse('out-of-range', field, `${this.name(field)} must have at least ${minLength} entries, got ${value.length}`);
    if (value.length > maxLength)
      this.refuse('too-long', field, `${this.name(field)} must have at most ${maxLength} entries, got ${value.length}`);
    if (sameLengthAs !== undefined && value.length !== sameLengthAs[1])
      this.refuse('length-differs', field, `${this.name(field)} has ${value.length} entries, ${sameLengthAs[0]} has ${sameLengthAs[1]}`);
    return value;
  }

  /** A list of finite numbers; a bad entry is refused as `field[index]`. */
  numbers(field: string, rules: ListRules = {}): Float64Array {
    const list = this.list(field, rules);
    const out = new Float64Array(list.length);
    for (let i = 0; i < list.length; i++) out[i] = checkNumber(`${this.name(field)}[${i}]`, list[i], rules);
    return out;
  }

  /** Readers for a list of objects; their refusals and warnings carry `field[index].`. */
  records(field: string, rules: ListRules = {}): readonly InputReader[] {
    return this.list(field, rules).map((entry, i) => {
      if (typeof entry !== 'object' || entry === null || Array.isArray(entry))
        throw new SpectrumRefusal('not-an-object', `${this.name(field)}[${i}]`, `${this.name(field)}[${i}] must be an object`);
      return new InputReader(entry as Record<string, unknown>, `${this.name(field)}[${i}].`, this.warnings);
    });
  }

  /** A reader for a nested object; its refusals and warnings carry `field.`. */
  record(field: string): InputReader {
    const value = this.raw(field);
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      this.refuse('not-an-object', field, `${this.name(field)} must be an object, got ${describe(value)}`);
    return new InputReader(value as Record<string, unknown>, `${this.name(field)}.`, this.warnings);
  }
}

const describeValue = (value: unknown): string => (typeof value === 'number' ? String(value) : describe(value));

/** Refuses an edition that the model does not implement; returns the one to compute. `P.452-18` asks for edition 18. */
export function chooseVersion<T extends string>(version: string | undefined, known: readonly T[], usual: T): T {
  if (version === undefined) return usual;
  const edition = version.replace(/^(ITU-R )?P\.\d+-/, '');
  const found = known.find((v) => v === edition);
  if (found === undefined)
    throw new SpectrumRefusal('unknown-version', 'version', `version must be one of ${known.join(', ')}, got ${version}`);
  return found;
}
