import type { Transaction } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { dateIn } from '../../platform/time.ts';
import type { Services } from '../../services.ts';
import type { Act } from '../act.ts';
import { changedFields } from '../answers.ts';
import type { OrderDefinition } from '../definition.ts';
import { type Form, readPointer } from '../form.ts';
import { type CaseOrder, isHeldBy, type OrderBase, readBase } from './base.ts';
import { findConflicts, listOpenOrders } from './conflicts.ts';
import { orderRefusals } from './refusals.ts';

type Answers = Readonly<Record<string, unknown>>;

/**
 * Operation `orders.check`: whether the order may be made now. The entry still stands and is the party's, what cannot be changed has
 * not been, something is changed where that is the purpose, and no open order of the party stands in the way.
 *
 * The party's row is locked: of two orders that exclude each other and come at the same moment, the second finds the first.
 */
export async function checkOrder(trx: Transaction, services: Services, act: Act): Promise<Readonly<Record<string, unknown>>> {
  const { procedure, file } = act;
  const { order } = procedure;
  if (order === undefined) throw new Error(`${procedure.code} says not what order it is`);
  const party = await trx.selectFrom('party').select(['id', 'code']).where('id', '=', file.party_id).forUpdate().executeTakeFirstOrThrow();
  const on = dateIn(services.timeZone, act.at);
  const key = file.entry_key ?? undefined;
  const base =
    file.register === null || key === undefined
      ? undefined
      : await readBase(trx, services, procedure, { register: file.register, key }, on);
  if (base !== undefined && !isHeldBy(procedure, base.entry, party.code)) act.found.push(new Refusal(orderRefusals.notHolder));
  const kind = kindOf(order, procedure.form, file.data, base);
  if (kind === undefined) act.found.push(new Refusal(orderRefusals.nothingChanged));
  if (base !== undefined) act.found.push(...findChangedLocks(procedure.form, base.answers, file.data));
  const known = { ...file.data, order: { before: base?.answers } };
  const through = order.through === undefined ? undefined : readPointer(known, order.through);
  const made: CaseOrder = {
    kind: kind ?? order.kind,
    register: order.register,
    ...(base === undefined || key === undefined ? {} : { key, version: base.entry.version, entry: base.entry.data, before: base.answers }),
    ...(typeof through === 'string' ? { through } : {}),
    ...startedBy(act),
  };
  if (base !== undefined && !isVerifiable(act, made)) act.found.push(new Refusal(orderRefusals.claimFirst, { values: { key: key ?? '' } }));
  const open = await listOpenOrders(trx, services, party.id, order.register, file.id);
  const asked = { kind: made.kind, key, through: made.through, province: file.territory ?? '' };
  act.found.push(...findConflicts(services, procedure, asked, open, on));
  return { order: made };
}

/** The officer of an order of the authority; kept when the order is checked again. */
function startedBy({ file, actor }: Act): { readonly startedBy?: string } {
  const person = (file.variables.order as CaseOrder | undefined)?.startedBy ?? actor.personId;
  return person === undefined ? {} : { startedBy: person };
}

/** Whether it is known who is to verify the order: an entry that was only reported has nobody, and is claimed first. */
const isVerifiable = ({ procedure, file }: Act, order: CaseOrder): boolean =>
  Object.values(procedure.participants).every(
    ({ verification }) => verification === undefined || readPointer({ ...file.data, order }, verification.mobile) !== undefined,
  );

/** What kind of order the answers make of it; undefined when they change nothing and are meant to. */
function kindOf(order: OrderDefinition, form: Form, data: Answers, base: OrderBase | undefined): string | undefined {
  if (order.kindFrom !== undefined) return String(readPointer(data, order.kindFrom) ?? order.kind);
  if (base === undefined || order.kinds === undefined) return order.kind;
  const changed = changedFields(form, base.answers, data).map(({ pointer }) => pointer);
  const kinds = Object.entries(order.kinds.by).filter(([, places]) =>
    places.some((place) => changed.some((pointer) => pointer === place || pointer.startsWith(`${place}/`))),
  );
  if (kinds.length > 1) return order.kinds.both;
  return kinds[0]?.[0] ?? (order.entry?.changes === true ? undefined : order.kind);
}

/** Answers that cannot be changed and were. */
const findChangedLocks = (form: Form, before: Answers, data: Answers): readonly Refusal[] =>
  changedFields(form, before, data)
    .filter((field) => field.locked && readPointer(before, field.pointer) !== undefined)
    .map((field) => new Refusal(orderRefusals.fieldLocked, { field: field.pointer, values: { title: field.title } }));
