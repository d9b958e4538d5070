import { randomUUIDv7 } from 'node:crypto';
import { sql } from 'kysely';
import { appendEvents } from '../platform/audit/index.ts';
import type { Db, Transaction } from '../platform/db/index.ts';
import { Refusal, type Rule } from '../platform/http/refusal.ts';

export const partyRefusals = {
  partyUnknown: { code: 'party-unknown', status: 404 },
  codeInvalid: { code: 'format-organiser-certificate', status: 422 },
  partyTaken: { code: 'party-taken', status: 409 },
} as const satisfies Record<string, Rule>;

export interface Party {
  readonly id: string;
  readonly kind: 'enterprise' | 'public-body' | 'person';
  readonly name: string;
  readonly code: string;
  readonly territory: string | null;
}

export interface NewParty extends Omit<Party, 'id'> {
  readonly isExample?: boolean;
}

/** The party with this code, made known if it was not. A known one keeps its name: only a register changes that. */
export async function registerParty(trx: Transaction, party: NewParty, at: Temporal.Instant): Promise<string> {
  const row = await trx
    .insertInto('party')
    .values({
      id: randomUUIDv7(),
      kind: party.kind,
      name: party.name.normalize('NFC').trim(),
      code: party.code.toUpperCase(),
      territory: party.territory,
      is_example: party.isExample ?? false,
      created_at: at,
    })
    .onConflict((conflict) => conflict.columns(['kind', 'code']).doUpdateSet((set) => ({ code: set.ref('party.code') })))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Lets an account act for a party from a day on; how that was shown is kept. */
export async function linkAccount(
  trx: Transaction,
  link: {
    readonly accountId: string;
    readonly partyId: string;
    readonly proof: string;
    readonly from: Temporal.PlainDate;
    readonly at: Temporal.Instant;
  },
): Promise<void> {
  await trx
    .insertInto('account_party')
    .values({ account_id: link.accountId, party_id: link.partyId, proof: link.proof, valid: `[${link.from},)` })
    .onConflict((conflict) => conflict.columns(['account_id', 'party_id']).doNothing())
    .execute();
  await appendEvents(trx, [
    {
      stream: `account/${link.accountId}`,
      kind: 'party-linked',
      actor: `account/${link.accountId}`,
      at: link.at,
      payload: { party: link.partyId, proof: link.proof },
    },
  ]);
}

/**
 * Lets an account act for a party that it names itself: the first account may, with its proof; once somebody acts for the party,
 * only they can let others in. Otherwise whoever knows a company's public code could read its cases.
 *
 * @returns the party's id
 * @throws Refusal `party-taken` when other accounts act for it on that day
 */
export async function claimParty(
  trx: Transaction,
  claim: {
    readonly accountId: string;
    readonly party: NewParty;
    readonly proof: string;
    readonly from: Temporal.PlainDate;
    readonly at: Temporal.Instant;
  },
): Promise<string> {
  const partyId = await registerParty(trx, claim.party, claim.at);
  // The party's row is locked: of two accounts that claim it at once the second finds the first.
  await trx.selectFrom('party').select('id').where('id', '=', partyId).forUpdate().executeTakeFirstOrThrow();
  const acting = await trx
    .selectFrom('account_party')
    .select('account_id')
    .where('party_id', '=', partyId)
    .where(sql<boolean>`valid @> ${claim.from}::date`)
    .execute();
  if (acting.some((each) => each.account_id === claim.accountId)) return partyId;
  if (acting.length > 0) throw new Refusal(partyRefusals.partyTaken, { field: 'code' });
  await linkAccount(trx, { accountId: claim.accountId, partyId, proof: claim.proof, from: claim.from, at: claim.at });
  return partyId;
}

/** For whom an account may act on a day. */
export async function listPartiesOf(db: Db | Transaction, accountId: string, on: Temporal.PlainDate): Promise<readonly Party[]> {
  return await db
    .selectFrom('account_party as ap')
    .innerJoin('party as p', 'p.id', 'ap.party_id')
    .select(['p.id', 'p.kind', 'p.name', 'p.code', 'p.territory'])
    .where('ap.account_id', '=', accountId)
    .where(sql<boolean>`ap.valid @> ${on}::date`)
    .orderBy('p.name')
    .execute();
}

/** @throws Refusal as if there were none, when the account may not act for it on that day */
export async function getPartyOf(db: Db | Transaction, accountId: string, partyId: string, on: Temporal.PlainDate): Promise<Party> {
  const party = (await listPartiesOf(db, accountId, on)).find((each) => each.id === partyId);
  if (party === undefined) throw new Refusal(partyRefusals.partyUnknown, { field: 'party' });
  return party;
}
