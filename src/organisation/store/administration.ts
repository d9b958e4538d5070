import { sql } from 'kysely';
import type { Db } from '../../platform/db/index.ts';
import type { LocalText } from '../model.ts';

/** A post of an institution on a day with whoever sits in it; a vacant post has no appointment. */
export interface SeatRow {
  readonly post: string;
  readonly title: LocalText;
  readonly rank: string;
  readonly appointmentId: string | null;
  readonly person: LocalText | null;
  readonly mode: string | null;
  readonly from: string | null;
  /** The first day on which it no longer holds. */
  readonly until: string | null;
  /** How exactly a source knows the first day; an act knows it to the day. */
  readonly precision: 'year' | 'month' | 'day' | null;
}

export async function listSeats(db: Db, institution: string, on: Temporal.PlainDate): Promise<readonly SeatRow[]> {
  const { rows } = await sql<SeatRow>`
    select p.code as post, p.title, p.rank, a.id as "appointmentId", person.name as person, a.mode, lower(a.valid)::text as from, upper(a.valid)::text as until, a.from_precision as precision
      from post p
      left join appointment a on a.post = p.code and a.valid @> ${on}::date
      left join person on person.id = a.person_id
     where p.institution = ${institution} and upper_inf(p.known) and p.valid @> ${on}::date
     order by p.code, a.mode`.execute(db);
  return rows;
}

/** An appointment or delegation that lapses soon: authority ends with its last day, whether anybody thinks of it or not. */
export interface Lapse {
  readonly id: string;
  readonly kind: 'appointment' | 'delegation';
  readonly personId: string;
  readonly person: LocalText;
  readonly post: string;
  /** The first day on which it no longer holds. */
  readonly until: Temporal.PlainDate;
}

/** What lapses within so many days after a day, the soonest first. */
export async function listLapses(db: Db, on: Temporal.PlainDate, days: number): Promise<readonly Lapse[]> {
  const { rows } = await sql<Lapse>`
    select a.id, 'appointment' as kind, a.person_id as "personId", person.name as person, a.post, upper(a.valid) as until
      from appointment a join person on person.id = a.person_id
     where upper(a.valid) > ${on}::date and upper(a.valid) <= ${on.add({ days })}::date
    union all
    select d.id, 'delegation', d.to_person, person.name, d.from_post, upper(d.valid)
      from delegation d join person on person.id = d.to_person
     where upper(d.valid) > ${on}::date and upper(d.valid) <= ${on.add({ days })}::date
     order by until, id limit 50`.execute(db);
  return rows;
}

/** One appointment with its post and institution. */
export interface AppointmentRow {
  readonly id: string;
  readonly personId: string;
  readonly person: LocalText;
  readonly post: string;
  readonly title: LocalText;
  readonly institution: string;
  readonly mode: string;
  readonly from: string;
  readonly until: string | null;
  readonly reason: string;
}

export async function findAppointment(db: Db, id: string): Promise<AppointmentRow | undefined> {
  const { rows } = await sql<AppointmentRow>`
    select a.id, a.person_id as "personId", person.name as person, a.post, p.title, p.institution, a.mode, lower(a.valid)::text as from, upper(a.valid)::text as until, a.reason
      from appointment a join person on person.id = a.person_id join post p on p.code = a.post and upper_inf(p.known)
     where a.id = ${id}::uuid limit 1`.execute(db);
  return rows[0];
}

export interface PersonRow {
  readonly id: string;
  readonly code: string;
  readonly name: LocalText;
}

export const listPersons = async (db: Db): Promise<readonly PersonRow[]> =>
  await db.selectFrom('person').select(['id', 'code', 'name']).orderBy('code').limit(2000).execute();

/** Steps that nobody in the institution could take any more if this appointment ended on that day. */
export async function listLostSteps(
  db: Db,
  appointment: AppointmentRow,
  on: Temporal.PlainDate,
): Promise<readonly { readonly mandate: string; readonly role: string }[]> {
  const { rows } = await sql<{ mandate: string; role: string }>`
    select au.mandate, au.step_role as role from post_authority au where au.post = ${appointment.post}
    except
    select case when o.mandate = '*' then au.mandate else o.mandate end, o.step_role
      from post_authority au
      join post p on p.institution = ${appointment.institution} and upper_inf(p.known) and p.valid @> ${on}::date
      join appointment a on a.post = p.code and a.valid @> ${on}::date and a.id <> ${appointment.id}::uuid
      join post_authority o on o.post = p.code and o.step_role = au.step_role and o.mandate in ('*', au.mandate)
     where au.post = ${appointment.post}
     order by 1, 2`.execute(db);
  return rows;
}

export interface OrganisationEvent {
  readonly position: number;
  readonly kind: string;
  readonly actor: string;
  readonly at: Temporal.Instant;
  readonly payload: Readonly<Record<string, unknown>> | null;
}

/** The latest changes of the organisation, newest first. */
export async function listEvents(db: Db, size: number): Promise<readonly OrganisationEvent[]> {
  const rows = await db
    .selectFrom('event as e')
    .leftJoin('event_payload as p', (join) => join.onRef('p.stream', '=', 'e.stream').onRef('p.position', '=', 'e.position'))
    .select(['e.position', 'e.kind', 'e.actor', 'e.occurred_at', 'p.body'])
    .where('e.stream', '=', 'organisation')
    .orderBy('e.position', 'desc')
    .limit(size)
    .execute();
  return rows.map((row) => ({
    position: row.position,
    kind: row.kind,
    actor: row.actor,
    at: row.occurred_at,
    payload: (row.body ?? null) as OrganisationEvent['payload'],
  }));
}
