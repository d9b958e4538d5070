/** A value of a question that is not what its field holds. */
export class BadInput extends Error {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** Reads the fields of a question, each with its own refusal. */
export class Input {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #at: string;

  constructor(fields: Readonly<Record<string, unknown>>, at: string) {
    this.#fields = fields;
    this.#at = at;
  }

  /** Whether a field is there and not null. */
  has(field: string): boolean {
    return this.#fields[field] !== undefined && this.#fields[field] !== null;
  }

  text(field: string): string {
    const given = this.#fields[field];
    return typeof given === 'string' ? given : this.#refuse(field, 'text');
  }

  choice<T extends string>(field: string, choices: readonly T[]): T {
    const given = this.#fields[field];
    return choices.find((each) => each === given) ?? this.#refuse(field, `one of ${choices.join(', ')}`);
  }

  integer(field: string, least = 0, most = Number.MAX_SAFE_INTEGER): number {
    const given = this.#fields[field];
    if (typeof given !== 'number' || !Number.isInteger(given) || given < least || given > most)
      return this.#refuse(field, `a whole number from ${least} to ${most}`);
    return given;
  }

  optionalInteger(field: string, least?: number, most?: number): number | null {
    return this.has(field) ? this.integer(field, least, most) : null;
  }

  /** False when absent. */
  flag(field: string): boolean {
    const given = this.#fields[field] ?? false;
    return typeof given === 'boolean' ? given : this.#refuse(field, 'true or false');
  }

  day(field: string): Temporal.PlainDate {
    const given = this.text(field);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(given)) return this.#refuse(field, 'a day YYYY-MM-DD');
    try {
      return Temporal.PlainDate.from(given, { overflow: 'reject' });
    } catch {
      return this.#refuse(field, 'a day of the calendar');
    }
  }

  optionalDay(field: string): Temporal.PlainDate | null {
    return this.has(field) ? this.day(field) : null;
  }

  /** A date-time with its offset: `2026-06-20T22:19:00+08:00`. */
  moment(field: string): Temporal.ZonedDateTime {
    const given = this.text(field);
    const offset = /(?:([+-]\d{2}:\d{2})|Z)$/.exec(given);
    if (offset === null) return this.#refuse(field, 'a date-time with its offset');
    try {
      return Temporal.ZonedDateTime.from(`${given}[${offset[1] ?? 'UTC'}]`);
    } catch {
      return this.#refuse(field, 'a date-time of the calendar');
    }
  }

  /** A decimal number, as text or as a number, kept as text. */
  decimal(field: string): string {
    const given = this.#fields[field];
    const text = typeof given === 'number' || typeof given === 'string' ? String(given) : '';
    return /^-?\d{1,30}(\.\d{1,30})?$/.test(text) ? text : this.#refuse(field, 'a decimal number');
  }

  optionalDecimal(field: string): string | null {
    return this.has(field) ? this.decimal(field) : null;
  }

  /** Empty when absent. */
  texts(field: string): readonly string[] {
    const given = this.#fields[field] ?? [];
    if (!Array.isArray(given) || given.some((each) => typeof each !== 'string')) return this.#refuse(field, 'a list of texts');
    return given;
  }

  objects(field: string): readonly Input[] {
    const given = this.#fields[field];
    if (!Array.isArray(given)) return this.#refuse(field, 'a list of objects');
    return given.map((each: unknown, i) => inputOf(each, `${this.#at}.${field}[${i}]`));
  }

  #refuse(field: string, what: string): never {
    throw new BadInput(`${this.#at}.${field}`, `${this.#at}.${field} must be ${what}, got ${JSON.stringify(this.#fields[field])}`);
  }
}

/** @throws BadInput when the value is no object */
export function inputOf(value: unknown, at = 'input'): Input {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadInput(at, `${at} must be an object`);
  return new Input(value as Readonly<Record<string, unknown>>, at);
}
