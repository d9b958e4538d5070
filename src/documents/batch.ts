import { readOfficialNumber } from './numbers/document-number.ts';
import type { Reading } from './numbers/reading.ts';
import { type RegisterAct, runRegister } from './numbers/sequence.ts';
import { readStandardNumber } from './numbers/standard-number.ts';

type Request = Readonly<Record<string, unknown>>;

class BadRequest extends Error {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** Answers about numbers of documents and standards; a number of the wrong form is an `error` with every reason and the right form. */
export function answer(request: Request): Record<string, unknown> {
  try {
    switch (request.op) {
      case 'parse':
        return parsed(request);
      case 'register':
        return { ...runRegister(actsOf(request)) };
      default:
        throw new BadRequest('op', `op must be parse or register, got ${JSON.stringify(request.op)}`);
    }
  } catch (error) {
    if (error instanceof BadRequest) return { error: { code: 'bad-request', field: error.field, message: error.message } };
    throw error;
  }
}

function parsed(request: Request): Record<string, unknown> {
  const { kind } = request;
  const text = textOf(request.text, 'text');
  if (kind !== 'document' && kind !== 'standard')
    throw new BadRequest('kind', `kind must be document or standard, got ${JSON.stringify(kind)}`);
  const reading: Reading<object> = kind === 'document' ? readOfficialNumber(text) : readStandardNumber(text);
  if (reading.valid) return { valid: true, ...reading.value };
  const { reasons, normalised } = reading;
  return {
    error: {
      code: `${kind}-number`,
      field: 'text',
      message: reasons.join('; '),
      reason: reasons[0],
      reasons,
      ...(normalised === undefined ? {} : { normalised }),
    },
  };
}

/** A script is asked for in one line; this many acts are far beyond any and still answered at once. */
const MOST_ACTS = 10_000;

function actsOf({ ops }: Request): readonly RegisterAct[] {
  if (!Array.isArray(ops)) throw new BadRequest('ops', 'ops must be a list of acts');
  if (ops.length > MOST_ACTS) throw new BadRequest('ops', `more than ${MOST_ACTS} acts`);
  return ops.map((each: unknown, i) => {
    if (typeof each !== 'object' || each === null) throw new BadRequest(`ops[${i}]`, `ops[${i}] must be an act`);
    const { op, series, year, doc, fail } = each as Request;
    const document = textOf(doc, `ops[${i}].doc`);
    if (op === 'void' || op === 'register-again') return { op, doc: document };
    if (op !== 'register') throw new BadRequest(`ops[${i}].op`, `ops[${i}].op must be register, register-again or void`);
    if (typeof year !== 'number' || !Number.isInteger(year) || year < 1949 || year > 2099)
      throw new BadRequest(`ops[${i}].year`, `ops[${i}].year must be one of 1949 to 2099, got ${JSON.stringify(year)}`);
    return { op, series: textOf(series, `ops[${i}].series`), year, doc: document, ...(fail === true ? { fail } : {}) };
  });
}

function textOf(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') throw new BadRequest(field, `${field} must be text, got ${JSON.stringify(value)}`);
  return value;
}
