import { checkCreditCode } from './codes/credit-code.ts';
import { checkResidentId } from './codes/resident-id.ts';
import { isSameName, registrableDomain, toAscii } from './domains/names.ts';
import { checkRegistration } from './domains/registration.ts';
import { readFilingNumber } from './numbers/filing-number.ts';
import { operatorOn, type Port, readTelephoneNumber } from './numbers/telephone.ts';

type Request = Readonly<Record<string, unknown>>;

/** The code lists and the numbering plan are of this day; a question without `as_of` is answered for it, because the door reads no clock. */
const STATE_OF_LISTS = '2026-11-01';

class BadRequest extends Error {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** Answers about codes, names and numbers: one request in, one answer out. An invalid value is an answer, not an error. */
export function answer(request: Request): Record<string, unknown> {
  try {
    return { ...ask(request) };
  } catch (error) {
    if (error instanceof BadRequest) return { error: { code: 'bad-request', field: error.field, message: error.message } };
    throw error;
  }
}

function ask(request: Request): object {
  switch (request.op) {
    case 'uscc':
      return checkCreditCode(textOf(request, 'input'));
    case 'id_check':
      return checkResidentId(textOf(request, 'input'), dayOf(request, 'as_of'));
    case 'icp_numbers':
      return readFilingNumber(textOf(request, 'input'), dayOf(request, 'as_of'));
    case 'idn_domains':
      return askName(request);
    case 'phone_numbers':
      return readTelephoneNumber(textOf(request, 'input'));
    case 'ported_numbers':
      return { operator: operatorOn(textOf(request, 'operator_of_block'), portsOf(request), dayOf(request, 'at').toString()) };
    default:
      throw new BadRequest(
        'op',
        `op must be uscc, id_check, icp_numbers, idn_domains, phone_numbers or ported_numbers, got ${JSON.stringify(request.op)}`,
      );
  }
}

function askName(request: Request): object {
  const input = textOf(request, 'input');
  switch (request.what) {
    case 'domain_to_ascii':
      return { output: toAscii(input) ?? null };
    case 'register':
      return checkRegistration(input);
    case 'registrable_domain':
    case 'registrable_domain_private': {
      const withPrivate = request.what === 'registrable_domain_private' || request.include_private === true;
      return { a_label: toAscii(input) ?? null, output: registrableDomain(input, withPrivate) ?? null };
    }
    case 'same_name': {
      const same = isSameName(input, textOf(request, 'other'));
      return { same, output: same };
    }
    default:
      throw new BadRequest(
        'what',
        `what must be domain_to_ascii, register, registrable_domain, registrable_domain_private or same_name, got ${JSON.stringify(request.what)}`,
      );
  }
}

/** No code, name or number is longer; what is would only cost time. */
const LONGEST_INPUT = 2_000;

function textOf(request: Request, field: string): string {
  const value = request[field];
  if (typeof value !== 'string') throw new BadRequest(field, `${field} must be text, got ${JSON.stringify(value)}`);
  if (value.length > LONGEST_INPUT) throw new BadRequest(field, `${field} is longer than ${LONGEST_INPUT} characters`);
  return value;
}

function dayOf(request: Request, field: string): Temporal.PlainDate {
  const value = request[field] ?? STATE_OF_LISTS;
  try {
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return Temporal.PlainDate.from(value, { overflow: 'reject' });
  } catch {
    throw new BadRequest(field, `${field} is no day of the calendar: ${String(value)}`);
  }
  throw new BadRequest(field, `${field} must be a day YYYY-MM-DD, got ${JSON.stringify(value)}`);
}

function portsOf(request: Request): readonly Port[] {
  const { ports } = request;
  if (!Array.isArray(ports)) throw new BadRequest('ports', 'ports must be a list of {at, from, to}');
  return ports.map((port: unknown, i) => {
    if (typeof port !== 'object' || port === null) throw new BadRequest(`ports[${i}]`, `ports[${i}] must be {at, from, to}`);
    const each = port as Request;
    return { at: dayOf(each, 'at').toString(), from: textOf(each, 'from'), to: textOf(each, 'to') };
  });
}
