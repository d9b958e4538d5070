import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/index.ts';
import { appoint, endAppointment, moveVersion, type Order } from '../store/acts.ts';
import { effectiveDay, type Instrument } from './instrument.ts';

/** An appointment that an instrument ended, with the days it had, or made. */
export interface SeatChange {
  readonly appointment: string;
  readonly post: string;
  readonly change: 'ended' | 'made';
  /** The days before the instrument, as the database writes a range. */
  readonly valid: string;
}

/** Appointments that have the day in them, in posts that do not: their institution ceases then, or the post itself. */
export const seatsWithoutPost = async (trx: Transaction, on: string) =>
  (
    await sql<{
      id: string;
      person_id: string;
      post: string;
      mode: 'appointed' | 'concurrent' | 'acting' | 'temporary';
      valid: string;
      begins: boolean;
    }>`
      select a.id, a.person_id, a.post, a.mode, a.valid::text as valid, lower(a.valid) >= ${on}::date as begins
        from appointment a
       where (a.valid @> ${on}::date or lower(a.valid) > ${on}::date)
         and exists (select 1 from post p where p.code = a.post)
         and not exists (
           select 1 from post p join institution i on i.code = p.institution and upper_inf(i.known)
            where p.code = a.post and upper_inf(p.known) and p.valid @> greatest(${on}::date, lower(a.valid)) and i.valid @> greatest(${on}::date, lower(a.valid)))
       order by a.post, a.id`.execute(trx)
  ).rows;

/**
 * Appointments follow an instrument that was just taken into the tables: those whose post ceases end with the day, and whoever the
 * instrument seats elsewhere is appointed there from the day on. Each leaves its event, which names the instrument.
 *
 * @param homeless appointments that had no post on that day before the instrument either
 * @throws Refusal when a seat is taken or a staffing limit reached
 */
export async function followSeats(
  trx: Transaction,
  instrument: Instrument,
  { reason, homeless }: { readonly reason: string; readonly homeless: ReadonlySet<string> },
  order: Order,
): Promise<readonly SeatChange[]> {
  const on = effectiveDay(instrument);
  const day = Temporal.PlainDate.from(on);
  const changes: SeatChange[] = [];
  const targets = new Map(instrument.steps.flatMap((each) => ('reseat' in each ? [[each.reseat, each.to] as const] : [])));
  const leaving = (await seatsWithoutPost(trx, on)).filter((each) => !homeless.has(each.id));
  const moving = await trx
    .selectFrom('appointment')
    .select([
      'id',
      'person_id',
      'post',
      'mode',
      sql<string>`valid::text`.as('valid'),
      sql<boolean>`lower(valid) >= ${on}::date`.as('begins'),
    ])
    .where('post', 'in', [...targets.keys(), ''])
    .where(sql<boolean>`valid @> ${on}::date`)
    .orderBy('post')
    .execute();
  const ended = [...leaving, ...moving.filter((each) => !leaving.some((other) => other.id === each.id))];
  for (const seat of ended) {
    if (seat.begins) await annul(trx, seat.id, order);
    else await endAppointment(trx, { appointmentId: seat.id, until: day, reason }, order);
    changes.push({ appointment: seat.id, post: seat.post, change: 'ended', valid: seat.valid });
  }
  for (const seat of ended) {
    const to = targets.get(seat.post);
    if (to === undefined || seat.begins) continue;
    const id = await appoint(trx, { personId: seat.person_id, post: to, from: day, mode: seat.mode, reason }, order);
    changes.push({ appointment: id, post: to, change: 'made', valid: `[${on},)` });
  }
  return changes;
}

/** Gives the appointments back as they were before the instrument; what was known in between stays known of that time. */
export async function restoreSeats(trx: Transaction, changes: readonly SeatChange[], order: Order): Promise<void> {
  for (const { appointment, change } of changes) if (change === 'made') await annul(trx, appointment, order);
  for (const { appointment, change, valid } of changes) {
    if (change !== 'ended') continue;
    const last = await trx
      .selectFrom('appointment_version')
      .select(['person_id', 'post', 'mode', 'reason', 'recorded_at', 'from_precision', 'until_precision', 'is_source'])
      .where('id', '=', appointment)
      .where(sql<boolean>`valid = ${valid}::daterange`)
      .orderBy(sql`lower(known)`, 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    await annul(trx, appointment, order);
    await trx
      .insertInto('appointment_version')
      .values({
        ...last,
        id: appointment,
        valid,
        known: sql<string>`tstzrange(greatest(${order.at}::timestamptz, (select max(upper(known)) from appointment_version where id = ${appointment})), null)`,
      })
      .execute();
  }
  if (changes.length > 0) await moveVersion(trx);
}

/** An appointment ceases to be known: it never was. Its versions stay for whoever asks what was known. */
async function annul(trx: Transaction, appointment: string, { at }: Order): Promise<void> {
  await sql`update appointment_version set known = tstzrange(lower(known), greatest(lower(known), ${at}::timestamptz))
             where id = ${appointment} and upper_inf(known)`.execute(trx);
}
