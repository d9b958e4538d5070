import { randomUUIDv7 } from 'node:crypto';
import { sql } from 'kysely';
import { appendEvents } from '../../platform/audit/index.ts';
import type { Transaction } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import type { StepRole } from '../../procedures/index.ts';
import type { LocalText } from '../model.ts';
import { organisationRefusals } from '../refusals.ts';
import { roleWords } from '../words.ts';
import { demandRoom } from './establishment.ts';

/** Who orders a change of the organisation, and when. */
export interface Order {
  readonly actor: string;
  readonly at: Temporal.Instant;
  readonly because?: object;
}

/** Every change moves the version: other processes take a new picture. */
export async function moveVersion(trx: Transaction): Promise<void> {
  await trx.updateTable('organisation_state').set({ version: sql`version + 1` }).execute();
}

/** One event in the history of the organisation, with who ordered it and the chain that allowed it. */
export async function record(trx: Transaction, order: Order, kind: string, payload: Readonly<Record<string, unknown>>): Promise<void> {
  await moveVersion(trx);
  await appendEvents(trx, [
    {
      stream: 'organisation',
      kind,
      actor: order.actor,
      at: order.at,
      payload: { ...payload, ...(order.because === undefined ? {} : { because: order.because }) },
    },
  ]);
}

export async function addPerson(
  trx: Transaction,
  person: { readonly code: string; readonly name: LocalText; readonly clearance?: number; readonly isExample?: boolean },
  order: Order,
): Promise<string> {
  const { id } = await trx
    .insertInto('person')
    .values({
      id: randomUUIDv7(),
      code: person.code,
      name: JSON.stringify(person.name),
      clearance: person.clearance ?? 0,
      is_example: person.isExample ?? false,
    })
    .onConflict((conflict) => conflict.column('code').doUpdateSet({ name: JSON.stringify(person.name) }))
    .returning('id')
    .executeTakeFirstOrThrow();
  await record(trx, order, 'person-added', { person: id });
  return id;
}

export interface NewAppointment {
  readonly personId: string;
  readonly post: string;
  readonly from: Temporal.PlainDate;
  /** The first day on which it no longer holds; open when absent. */
  readonly until?: Temporal.PlainDate;
  readonly mode?: 'appointed' | 'concurrent' | 'acting' | 'temporary';
  readonly reason: string;
}

/**
 * Appoints a person to a post.
 *
 * @throws Refusal when there is no such post, it has a holder on one of the days and the mode is not acting, a staffing limit is
 *   reached, or a post is to be held concurrently by somebody who holds no other
 */
export async function appoint(trx: Transaction, appointment: NewAppointment, order: Order): Promise<string> {
  const { personId, post, from, until, mode = 'appointed', reason } = appointment;
  if (until !== undefined && Temporal.PlainDate.compare(until, from) <= 0)
    throw new Refusal(organisationRefusals.endBeforeStart, { field: 'until' });
  const known = await trx
    .selectFrom('post')
    .select('code')
    .where('code', '=', post)
    .where(sql<boolean>`upper_inf(known) and valid @> ${from}::date`)
    .executeTakeFirst();
  if (known === undefined) throw new Refusal(organisationRefusals.postUnknown, { field: 'post', values: { post } });
  const valid = `[${from},${until ?? ''})`;
  if (mode === 'concurrent') await demandMainPost(trx, personId, from);
  const filled = await trx
    .selectFrom('appointment')
    .select('id')
    .where('post', '=', post)
    .where('mode', '!=', 'acting')
    .where(sql<boolean>`valid && ${valid}::daterange`)
    .executeTakeFirst();
  if (filled !== undefined && mode !== 'acting') throw new Refusal(organisationRefusals.postFilled, { field: 'post', values: { post } });
  if (mode !== 'acting') await demandRoom(trx, { personId, post, valid });
  const id = randomUUIDv7();
  await trx
    .insertInto('appointment_version')
    .values({ id, person_id: personId, post, mode, valid, reason, recorded_at: order.at, known: `["${order.at}",)` })
    .execute();
  await record(trx, order, 'appointed', {
    appointment: id,
    person: personId,
    post,
    mode,
    from: from.toString(),
    until: until?.toString() ?? null,
    reason,
  });
  return id;
}

/** Concurrently is beside a main post (Civil Servants Law, art. 44): without one there is nothing to be beside. */
async function demandMainPost(trx: Transaction, personId: string, from: Temporal.PlainDate): Promise<void> {
  const main = await trx
    .selectFrom('appointment')
    .select('id')
    .where('person_id', '=', personId)
    .where('mode', 'in', ['appointed', 'temporary'])
    .where(sql<boolean>`valid @> ${from}::date`)
    .executeTakeFirst();
  if (main === undefined) throw new Refusal(organisationRefusals.noMainPost, { field: 'mode' });
}

/** Ends an appointment: `until` is the first day on which it no longer holds. @throws Refusal when there is none, or it ended before */
export async function endAppointment(
  trx: Transaction,
  end: { readonly appointmentId: string; readonly until: Temporal.PlainDate; readonly reason: string },
  order: Order,
): Promise<void> {
  const row = await trx
    .selectFrom('appointment_version')
    .select(['version_id', 'person_id', 'post', 'mode', 'reason', 'recorded_at', 'from_precision'])
    .select(sql<boolean>`lower(valid) < ${end.until}::date and (upper_inf(valid) or upper(valid) > ${end.until}::date)`.as('fits'))
    .select(sql<string>`coalesce(lower(valid)::text, '')`.as('from'))
    .select(sql<Temporal.Instant>`greatest(lower(known), ${order.at}::timestamptz)`.as('since'))
    .where('id', '=', end.appointmentId)
    .where(sql<boolean>`upper_inf(known)`)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new Refusal(organisationRefusals.appointmentUnknown);
  if (!row.fits) throw new Refusal(organisationRefusals.endBeforeStart, { field: 'until' });
  // What was known until now stays as the version before: an act of last month relied on it.
  const { version_id, fits: _fits, since, from, ...appointment } = row;
  await trx
    .updateTable('appointment_version')
    .set({ known: sql`tstzrange(lower(known), ${since}::timestamptz)` })
    .where('version_id', '=', version_id)
    .execute();
  await trx
    .insertInto('appointment_version')
    .values({ ...appointment, id: end.appointmentId, valid: `[${from},${end.until})`, known: `["${since}",)` })
    .execute();
  await record(trx, order, 'appointment-ended', { appointment: end.appointmentId, until: end.until.toString(), reason: end.reason });
}

export interface NewDelegation {
  readonly fromPost: string;
  readonly toPerson: string;
  /** One function, or every one that the post has. */
  readonly mandate?: string;
  readonly roles: readonly StepRole[];
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
  readonly reason: string;
}

/**
 * Lends the authority of a post in absence, for named steps and days. Only the post's own authority is lent: what somebody was lent
 * cannot be lent on.
 *
 * @throws Refusal when the post has no such authority, nobody holds it in that time, its own holder would be lent it, or one of the
 *   steps is lent already
 */
export async function delegate(trx: Transaction, delegation: NewDelegation, order: Order): Promise<string> {
  const { fromPost, toPerson, mandate = null, roles, from, until, reason } = delegation;
  if (Temporal.PlainDate.compare(until, from) <= 0) throw new Refusal(organisationRefusals.endBeforeStart, { field: 'until' });
  await demandLendable(trx, delegation);
  const id = randomUUIDv7();
  await trx
    .insertInto('delegation')
    .values({
      id,
      from_post: fromPost,
      to_person: toPerson,
      mandate,
      step_roles: [...roles],
      valid: `[${from},${until})`,
      reason,
      recorded_at: order.at,
    })
    .execute();
  await record(trx, order, 'delegated', {
    delegation: id,
    fromPost,
    toPerson,
    mandate,
    roles,
    from: from.toString(),
    until: until.toString(),
    reason,
  });
  return id;
}

async function demandLendable(trx: Transaction, { fromPost, toPerson, roles, from, until }: NewDelegation): Promise<void> {
  const days = `[${from},${until})`;
  const own = await trx.selectFrom('post_authority').select('step_role').where('post', '=', fromPost).execute();
  const beyond = roles.filter((role) => !own.some((each) => each.step_role === role));
  if (beyond.length > 0)
    throw new Refusal(organisationRefusals.delegationBeyond, {
      field: 'roles',
      values: {
        steps: {
          'zh-CN': beyond.map((role) => roleWords(role)['zh-CN']).join('、'),
          en: beyond.map((role) => roleWords(role).en).join(', '),
        },
      },
    });
  const holders = await trx
    .selectFrom('appointment')
    .select(['person_id', sql<boolean>`valid @> ${days}::daterange`.as('throughout')])
    .where('post', '=', fromPost)
    .where(sql<boolean>`valid && ${days}::daterange`)
    .execute();
  if (!holders.some((each) => each.throughout)) throw new Refusal(organisationRefusals.delegationVacant, { field: 'until' });
  if (holders.some((each) => each.person_id === toPerson)) throw new Refusal(organisationRefusals.delegationToSelf, { field: 'to' });
  const lent = await trx
    .selectFrom('delegation')
    .select('id')
    .where('from_post', '=', fromPost)
    .where(sql<boolean>`valid && ${days}::daterange and step_roles && ${[...roles]}::text[]`)
    .executeTakeFirst();
  if (lent !== undefined) throw new Refusal(organisationRefusals.delegationTwice, { field: 'roles' });
}

/** A person steps back from a case or a party (Civil Servants Law, art. 76–78). */
export async function recuse(
  trx: Transaction,
  recusal: {
    readonly personId: string;
    readonly caseId?: string;
    readonly partyId?: string;
    readonly ground: string;
    readonly from: Temporal.PlainDate;
  },
  order: Order,
): Promise<void> {
  const { personId, caseId = null, partyId = null, ground, from } = recusal;
  await trx
    .insertInto('recusal')
    .values({
      id: randomUUIDv7(),
      person_id: personId,
      case_id: caseId,
      party_id: partyId,
      ground,
      valid: `[${from},)`,
      recorded_at: order.at,
    })
    .execute();
  await record(trx, order, 'recused', { person: personId, caseId, partyId, ground, from: from.toString() });
}

/** Sets the highest secrecy grade that a person may see (Law on Guarding State Secrets, art. 14): 0 none … 3 top secret. */
export async function setClearance(trx: Transaction, personId: string, clearance: number, order: Order, reason?: string): Promise<void> {
  await trx.updateTable('person').set({ clearance }).where('id', '=', personId).execute();
  await record(trx, order, 'clearance-set', { person: personId, clearance, ...(reason === undefined ? {} : { reason }) });
}
