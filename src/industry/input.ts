/** A value of a question that is not what its field holds. */
export class BadInput extends Error {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** Reads the fields of a question, each with its own refusal. */
export interface Input {
  readonly has: (field: string) => boolean;
  readonly text: (field: string) => string;
  readonly integer: (field: string, least?: number, most?: number) => number;
  readonly optionalInteger: (field: string, least?: number, most?: number) => number | null;
  readonly flag: (field: string) => boolean;
  readonly day: (field: string) => Temporal.PlainDate;
  readonly optionalDay: (field: string) => Temporal.PlainDate | null;
  /** A decimal number as text or number, kept as text. */
  readonly optionalDecimal: (field: string) => string | null;
  readonly list: (field: string) => readonly unknown[];
}

/** @throws BadInput naming the field */
export function inputOf(value: unknown, at = 'input'): Input {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadInput(at, `${at} must be an object`);
  const fields = value as Readonly<Record<string, unknown>>;
  const has = (field: string): boolean => fields[field] !== undefined && fields[field] !== null;
  const refuse = (field: string, what: string): never => {
    throw new BadInput(`${at}.${field}`, `${at}.${field} must be ${what}, got ${JSON.stringify(fields[field])}`);
  };
  const text = (field: string): string => {
    const given = fields[field];
    return typeof given === 'string' ? given : refuse(field, 'text');
  };
  const integer = (field: string, least = 0, most = Number.MAX_SAFE_INTEGER): number => {
    const given = fields[field];
    if (typeof given !== 'number' || !Number.isInteger(given) || given < least || given > most)
      return refuse(field, `a whole number from ${least} to ${most}`);
    return given;
  };
  const day = (field: string): Temporal.PlainDate => {
    const given = text(field);
    try {
      if (/^\d{4}-\d{2}-\d{2}$/.test(given)) return Temporal.PlainDate.from(given, { overflow: 'reject' });
    } catch {
      return refuse(field, 'a day of the calendar');
    }
    return refuse(field, 'a day YYYY-MM-DD');
  };
  return {
    has,
    text,
    integer,
    optionalInteger: (field, least, most) => (has(field) ? integer(field, least, most) : null),
    flag: (field) => {
      const given = fields[field] ?? false;
      return typeof given === 'boolean' ? given : refuse(field, 'true or false');
    },
    day,
    optionalDay: (field) => (has(field) ? day(field) : null),
    optionalDecimal: (field) => {
      if (!has(field)) return null;
      const given = String(fields[field]);
      return /^-?\d+(\.\d+)?$/.test(given) ? given : refuse(field, 'a decimal number');
    },
    list: (field) => {
      const given = fields[field] ?? [];
      return Array.isArray(given) ? given : refuse(field, 'a list');
    },
  };
}
