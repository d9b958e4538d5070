import { sql } from 'kysely';
import type { Db } from '../../platform/db/index.ts';
import type { LocalText } from '../model.ts';

export interface PersonFile {
  readonly id: string;
  readonly code: string;
  readonly name: LocalText;
  readonly clearance: number;
}

export const findPerson = async (db: Db, id: string): Promise<PersonFile | undefined> =>
  await db.selectFrom('person').select(['id', 'code', 'name', 'clearance']).where('id', '=', id).executeTakeFirst();

/** A page of persons by part of a name or code. */
export async function searchPersons(db: Db, words: string, size: number): Promise<readonly PersonFile[]> {
  const pattern = `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return await db
    .selectFrom('person')
    .select(['id', 'code', 'name', 'clearance'])
    .where(sql<boolean>`code ilike ${pattern} or name ->> 'zh-CN' ilike ${pattern} or name ->> 'en' ilike ${pattern}`)
    .where('code', 'not like', 'unnamed-%')
    .orderBy('code')
    .limit(size)
    .execute();
}

export interface PersonSeat {
  readonly id: string;
  readonly post: string;
  readonly mode: string;
  readonly from: string | null;
  /** The first day on which it no longer holds. */
  readonly until: string | null;
}

export const listSeatsOf = async (db: Db, personId: string): Promise<readonly PersonSeat[]> =>
  await db
    .selectFrom('appointment')
    .select(['id', 'post', 'mode', sql<string | null>`lower(valid)::text`.as('from'), sql<string | null>`upper(valid)::text`.as('until')])
    .where('person_id', '=', personId)
    .orderBy(sql`lower(valid) desc nulls last`)
    .execute();

export interface PersonDelegation extends Omit<PersonSeat, 'mode'> {
  readonly roles: readonly string[];
  readonly reason: string;
  readonly endedReason: string | null;
}

export const listDelegationsTo = async (db: Db, personId: string): Promise<readonly PersonDelegation[]> =>
  await db
    .selectFrom('delegation')
    .select([
      'id',
      'from_post as post',
      'step_roles as roles',
      'reason',
      'ended_reason as endedReason',
      sql<string | null>`lower(valid)::text`.as('from'),
      sql<string | null>`upper(valid)::text`.as('until'),
    ])
    .where('to_person', '=', personId)
    .orderBy(sql`lower(valid) desc`)
    .execute();

export interface PersonRecusal {
  readonly id: string;
  readonly caseNumber: string | null;
  readonly party: string | null;
  readonly ground: string;
  readonly from: string | null;
  readonly until: string | null;
  readonly endedReason: string | null;
}

export const listRecusalsOf = async (db: Db, personId: string): Promise<readonly PersonRecusal[]> =>
  await db
    .selectFrom('recusal as r')
    .leftJoin('case_file as c', 'c.id', 'r.case_id')
    .leftJoin('party as p', 'p.id', 'r.party_id')
    .select([
      'r.id',
      'c.number as caseNumber',
      'p.name as party',
      'r.ground',
      'r.ended_reason as endedReason',
      sql<string | null>`lower(r.valid)::text`.as('from'),
      sql<string | null>`upper(r.valid)::text`.as('until'),
    ])
    .where('r.person_id', '=', personId)
    .orderBy(sql`lower(r.valid) desc`)
    .execute();

/** The case or party that a recusal is about, by the number or code that people know. */
export async function findRecusalSubject(
  db: Db,
  { caseNumber, partyCode }: { readonly caseNumber: string; readonly partyCode: string },
): Promise<{ readonly caseId: string | undefined; readonly partyId: string | undefined }> {
  const file =
    caseNumber === '' ? undefined : await db.selectFrom('case_file').select('id').where('number', '=', caseNumber).executeTakeFirst();
  const party = partyCode === '' ? undefined : await db.selectFrom('party').select('id').where('code', '=', partyCode).executeTakeFirst();
  return { caseId: file?.id, partyId: party?.id };
}
