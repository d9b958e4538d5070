import { sql } from 'kysely';
import type { Db, Transaction } from '../../platform/db/index.ts';
import type { StepRole } from '../../procedures/index.ts';
import { type Holding, type Institution, type LocalText, type Mandate, type Post, type Recusal, rangeOf, type Seat } from '../model.ts';
import type { DayRange } from '../rules.ts';

export interface PictureAppointment {
  readonly id: string;
  readonly personId: string;
  readonly post: string;
  readonly mode: string;
  readonly valid: DayRange;
  /** The days as exactly as they are known: `2010-12` is some day of that month. */
  readonly span: { readonly from?: string; readonly until?: string };
}

/** A day cut to what is known of it. */
const cut = (day: string, precision: 'year' | 'month' | 'day'): string =>
  day.slice(0, precision === 'year' ? 4 : precision === 'month' ? 7 : 10);

/** A step that a post may take under a function, or under every one that its institution holds (`*`). */
export interface Authority {
  readonly post: string;
  readonly mandate: string;
  readonly role: StepRole;
}

/** Everything that answers of the organisation are made of, as we hold it for true now; past and coming days included. */
export interface Picture {
  readonly version: number;
  readonly institutions: readonly Institution[];
  readonly mandates: ReadonlyMap<string, Mandate>;
  readonly holdings: readonly Holding[];
  /** The same by mandate. */
  readonly holdingsOf: ReadonlyMap<string, readonly Holding[]>;
  readonly posts: readonly Post[];
  readonly authorities: readonly Authority[];
  readonly appointments: readonly PictureAppointment[];
  /** The post whose authority a delegation lends, by its id. */
  readonly delegations: ReadonlyMap<string, string>;
  readonly persons: ReadonlyMap<string, LocalText>;
  readonly seatsOf: ReadonlyMap<string, readonly Seat[]>;
  readonly recusals: readonly Recusal[];
}

const spanOf = (
  { from, until }: DayRange,
  known: { readonly from_precision: 'year' | 'month' | 'day'; readonly until_precision: 'year' | 'month' | 'day' },
): PictureAppointment['span'] => ({
  ...(from === undefined ? {} : { from: cut(from, known.from_precision) }),
  ...(until === undefined ? {} : { until: cut(until, known.until_precision) }),
});

export async function readVersion(db: Db | Transaction): Promise<number> {
  return (await db.selectFrom('organisation_state').select('version').executeTakeFirstOrThrow()).version;
}

/**
 * Reads the whole picture, in an order that depends on nothing but what it says: an answer is the same to the byte however the tables
 * came to hold it. A version read first can only be too old, and the next refresh then reads again.
 */
export async function readPicture(db: Db | Transaction): Promise<Picture> {
  const version = await readVersion(db);
  const institutions = await db
    .selectFrom('institution')
    .selectAll()
    .where(sql<boolean>`upper_inf(known)`)
    .orderBy('code')
    .orderBy('valid')
    .execute();
  const mandates = await db.selectFrom('mandate').selectAll().orderBy('code').execute();
  const holdings = await db
    .selectFrom('mandate_holding')
    .selectAll()
    .where(sql<boolean>`upper_inf(known)`)
    .orderBy('mandate')
    .orderBy('territory')
    .orderBy(sql`array_position(array['lead', 'support', 'supervise'], role)`)
    .orderBy('institution')
    .orderBy('scope')
    .orderBy('valid')
    .execute();
  const posts = await db.selectFrom('post').selectAll().where(sql<boolean>`upper_inf(known)`).orderBy('code').orderBy('valid').execute();
  const authorities = await db.selectFrom('post_authority').selectAll().orderBy('post').orderBy('mandate').orderBy('step_role').execute();
  const appointments = await db.selectFrom('appointment').selectAll().orderBy('id').execute();
  const delegations = await db.selectFrom('delegation').select(['id', 'from_post']).execute();
  const persons = await db.selectFrom('person').select(['id', 'name']).execute();
  const seats = await db
    .selectFrom('seat')
    .selectAll()
    .orderBy('lent')
    .orderBy('appointment_id')
    .orderBy('mandate')
    .orderBy('step_role')
    .execute();
  const recusals = await db.selectFrom('recusal').selectAll().execute();
  const seatsOf = new Map<string, Seat[]>();
  for (const row of seats) {
    const seat: Seat = {
      personId: row.person_id,
      appointmentId: row.appointment_id,
      post: row.post,
      institution: row.institution,
      mandate: row.mandate,
      role: row.step_role as StepRole,
      clearance: row.clearance,
      mode: row.mode,
      lent: row.lent,
      valid: rangeOf(row.valid),
    };
    const list = seatsOf.get(seat.personId);
    if (list === undefined) seatsOf.set(seat.personId, [seat]);
    else list.push(seat);
  }
  const held: readonly Holding[] = holdings.map(({ mandate, institution, role, territory, scope, instrument, valid }) => ({
    mandate,
    institution,
    role,
    territory,
    scope,
    instrument,
    valid: rangeOf(valid),
  }));
  return {
    version,
    institutions: institutions.map((row) => ({
      code: row.code,
      kind: row.kind,
      partOf: row.part_of,
      relation: row.relation,
      territory: row.territory,
      name: row.name,
      letterCode: row.letter_code,
      contact: row.contact,
      valid: rangeOf(row.valid),
    })),
    mandates: new Map(mandates.map((row) => [row.code, row])),
    holdings: held,
    holdingsOf: Map.groupBy(held, (holding) => holding.mandate),
    posts: posts.map(({ code, institution, title, rank, valid }) => ({ code, institution, title, rank, valid: rangeOf(valid) })),
    authorities: authorities.map((row) => ({ post: row.post, mandate: row.mandate, role: row.step_role as StepRole })),
    appointments: appointments.map((row) => ({
      id: row.id,
      personId: row.person_id,
      post: row.post,
      mode: row.mode,
      valid: rangeOf(row.valid),
      span: spanOf(rangeOf(row.valid), row),
    })),
    delegations: new Map(delegations.map((row) => [row.id, row.from_post])),
    persons: new Map(persons.map((row) => [row.id, row.name])),
    seatsOf,
    recusals: recusals.map((row) => ({ personId: row.person_id, caseId: row.case_id, partyId: row.party_id, valid: rangeOf(row.valid) })),
  };
}
