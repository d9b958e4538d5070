import type { Db, Transaction } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { findEntry, registerRefusals, type Version } from '../../registers/index.ts';
import type { Services } from '../../services.ts';
import { type Field, readPointer, withPointer } from '../form.ts';
import type { Procedure } from '../library.ts';
import { orderRefusals } from './refusals.ts';

export interface EntryReference {
  readonly register: string;
  readonly key: string;
}

type Answers = Readonly<Record<string, unknown>>;

/** What an order starts from: the entry as it stands, and the answers of the form from which it was made. */
export interface OrderBase {
  readonly entry: Version;
  readonly answers: Answers;
}

/** What an order keeps of itself in the case's variables. */
export interface CaseOrder {
  readonly kind: string;
  readonly register: string;
  readonly key?: string;
  readonly version?: number;
  /** The register's own fields as they stood when the order was submitted. */
  readonly entry?: Answers;
  /** The same, as answers of the form. */
  readonly before?: Answers;
  /** The officer who started an order of the authority: who starts it does not decide it. */
  readonly startedBy?: string;
  /** The access provider or whoever else the order goes through. */
  readonly through?: string;
}

/**
 * Reads what an order is to start from. The register says what stands; what it does not hold, such as the person in charge, comes
 * from the case that wrote the entry last, and that one's own base.
 *
 * @throws Refusal when the register or the entry is unknown, or has been removed
 */
export async function readBase(
  db: Db | Transaction,
  services: Services,
  procedure: Procedure,
  { register, key }: EntryReference,
  on: Temporal.PlainDate,
): Promise<OrderBase> {
  if (procedure.order?.register !== register || services.registers.get(register) === undefined)
    throw new Refusal(registerRefusals.registerUnknown);
  const entry = await findEntry(db, register, key, on);
  if (entry === undefined) throw new Refusal(registerRefusals.entryUnknown);
  if (entry.removed) throw new Refusal(orderRefusals.entryEnded, { values: { key } });
  return { entry, answers: withRegistered(services, procedure, entry, await answersOfCause(db, entry)) };
}

async function answersOfCause(db: Db | Transaction, entry: Version): Promise<Answers> {
  if (entry.causeKind !== 'case') return {};
  const cause = await db
    .selectFrom('case_file')
    .select(['data', 'variables'])
    .where('id', '=', entry.cause.slice('case/'.length))
    .executeTakeFirst();
  if (cause === undefined) return {};
  const order = cause.variables.order as CaseOrder | undefined;
  // Why an earlier order was made is its own and no part of what is registered.
  const { request: _request, ...answers } = merged(order?.before ?? {}, cause.data);
  return answers;
}

/** What is registered stands in its place of the form, whatever the case said: an import may have corrected it since. */
function withRegistered(services: Services, procedure: Procedure, entry: Version, answers: Answers): Answers {
  const maker = services.procedures.current.get(procedure.order?.entry?.madeBy ?? '');
  const places = maker?.writes?.[procedure.order?.register ?? '']?.values ?? {};
  return Object.entries(places).reduce((known, [field, pointer]) => {
    const value = entry.data[field];
    return value === undefined || value === null || maker?.form.fields.has(pointer) !== true ? known : withPointer(known, pointer, value);
  }, answers);
}

const isGroup = (value: unknown): value is Answers => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Later answers over earlier ones, group by group; an attachment is an answer and no group. */
export function merged(earlier: Answers, later: Answers): Answers {
  const both: Record<string, unknown> = { ...earlier };
  for (const [name, value] of Object.entries(later)) {
    const known = both[name];
    both[name] = isGroup(known) && isGroup(value) && !('sha256' in value) ? merged(known, value) : value;
  }
  return both;
}

/** Questions about what is registered: not those about the order itself, which stand in the group `request`, and no declarations. */
export const isRegistered = ({ pointer, widget }: Field): boolean => !pointer.startsWith('/request/') && widget !== 'checkbox';

/** What was registered when the order was submitted, as answers of its form. */
export const registeredAnswers = ({ variables }: { readonly variables: Answers }): Answers | undefined =>
  (variables.order as CaseOrder | undefined)?.before;

/** Whether an entry is the one of a party: its field of the holder's code says so. */
export const isHeldBy = (procedure: Procedure, entry: Version, code: string): boolean =>
  String(readPointer(entry.data, `/${procedure.order?.entry?.holder ?? ''}`) ?? '').toUpperCase() === code.toUpperCase();
