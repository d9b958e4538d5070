import { sql } from 'kysely';
import { appendEvents } from '../platform/audit/index.ts';
import type { Db, Transaction } from '../platform/db/index.ts';
import type { Party } from './store.ts';
import type { PartyRole } from './tables.ts';

export interface RoleGrant {
  readonly partyId: string;
  readonly role: PartyRole;
  /** The licence or decision it rests on, with its number. */
  readonly basis: string;
  readonly from: Temporal.PlainDate;
  readonly actor: string;
  readonly at: Temporal.Instant;
}

/** Lets a party take part in the cases of others from a day on; a second grant changes nothing. */
export async function grantRole(trx: Transaction, grant: RoleGrant): Promise<void> {
  const { partyId, role, basis, from, actor, at } = grant;
  const granted = await trx
    .insertInto('party_role')
    .values({ party_id: partyId, role, basis, valid: `[${from},)` })
    .onConflict((conflict) => conflict.columns(['party_id', 'role']).doNothing())
    .returning('party_id')
    .executeTakeFirst();
  if (granted === undefined) return;
  await appendEvents(trx, [
    { stream: `party/${partyId}`, kind: 'role-granted', actor, at, payload: { role, basis, from: from.toString() } },
  ]);
}

/** Who holds a role on a day, by name. */
export async function listPartiesWithRole(db: Db | Transaction, role: PartyRole, on: Temporal.PlainDate): Promise<readonly Party[]> {
  return await db
    .selectFrom('party_role as r')
    .innerJoin('party as p', 'p.id', 'r.party_id')
    .select(['p.id', 'p.kind', 'p.name', 'p.code', 'p.territory'])
    .where('r.role', '=', role)
    .where(sql<boolean>`r.valid @> ${on}::date`)
    .orderBy('p.name')
    .execute();
}
