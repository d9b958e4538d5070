import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { appendEvents } from '../audit/index.ts';
import type { Db, Transaction } from '../db/index.ts';
import { Refusal, type Rule } from '../http/refusal.ts';

export const passkeyRefusals = {
  passkeyFailed: { code: 'passkey-failed', status: 422 },
  passkeyNameMissing: { code: 'passkey-name-missing', status: 422 },
} as const satisfies Record<string, Rule>;

/** How long a question to the authenticator stays open. */
const OPEN = { minutes: 5 };

/** The place for which passkeys are made: they work there and nowhere else. */
export interface RelyingParty {
  readonly id: string;
  readonly name: string;
  readonly origin: string;
}

export const relyingParty = (baseUrl: string, name: string): RelyingParty => {
  const { hostname, origin } = new URL(baseUrl);
  return { id: hostname, name, origin };
};

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Temporal.Instant;
  readonly lastUsedAt: Temporal.Instant | null;
}

export const listPasskeys = async (db: Db, accountId: string): Promise<readonly Passkey[]> =>
  await db
    .selectFrom('passkey')
    .select(['id', 'name', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute();

/** What the browser needs to make a passkey for an account: one that verifies its user and can be found without a name. */
export async function askForNew(
  db: Db,
  party: RelyingParty,
  viewer: { readonly accountId: string; readonly email: string; readonly displayName: string },
  at: Temporal.Instant,
) {
  const known = await listPasskeys(db, viewer.accountId);
  const options = await generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userID: new TextEncoder().encode(viewer.accountId),
    userName: viewer.email,
    userDisplayName: viewer.displayName,
    attestationType: 'none',
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await keepChallenge(db, options.challenge, viewer.accountId, at);
  return options;
}

/** What the browser needs to sign somebody in by whichever passkey they choose. */
export async function askForAny(db: Db, party: RelyingParty, at: Temporal.Instant) {
  const options = await generateAuthenticationOptions({ rpID: party.id, userVerification: 'required' });
  await keepChallenge(db, options.challenge, null, at);
  return options;
}

async function keepChallenge(db: Db, challenge: string, accountId: string | null, at: Temporal.Instant): Promise<void> {
  await db.deleteFrom('passkey_challenge').where('expires_at', '<', at).execute();
  await db
    .insertInto('passkey_challenge')
    .values({ challenge, account_id: accountId, expires_at: at.add(OPEN) })
    .execute();
}

/** Takes a challenge that was given out for this purpose: a second answer to it finds none. */
async function takeChallenge(trx: Transaction, challenge: string, accountId: string | null, at: Temporal.Instant): Promise<boolean> {
  const taken = await trx
    .deleteFrom('passkey_challenge')
    .where('challenge', '=', challenge)
    .where('account_id', accountId === null ? 'is' : '=', accountId)
    .where('expires_at', '>', at)
    .returning('challenge')
    .executeTakeFirst();
  return taken !== undefined;
}

/**
 * Adds a passkey to an account.
 *
 * @param answer what the authenticator answered, as the browser's `toJSON` gives it
 * @throws Refusal when the answer is not that of an authenticator to our question
 */
export async function addPasskey(
  trx: Transaction,
  party: RelyingParty,
  added: { readonly accountId: string; readonly answer: unknown; readonly name: string; readonly at: Temporal.Instant },
): Promise<void> {
  const { accountId, answer, name, at } = added;
  const { credential } = await trusted(
    verifyRegistrationResponse({
      response: answer as RegistrationResponseJSON,
      expectedChallenge: (challenge) => takeChallenge(trx, challenge, accountId, at),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
    }).then((result) => (result.verified ? result.registrationInfo : undefined)),
  );
  const values = { public_key: Buffer.from(credential.publicKey), counter: credential.counter, transports: credential.transports ?? [] };
  const written = await trx
    .insertInto('passkey')
    .values({ id: credential.id, account_id: accountId, ...values, name, created_at: at, last_used_at: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (written === undefined) throw new Refusal(passkeyRefusals.passkeyFailed);
  await record(trx, accountId, 'passkey-added', name, at);
}

/**
 * Whose passkey answered. Its user was verified by the authenticator, which makes it possession and knowledge (or body) in one act.
 *
 * @throws Refusal when the answer is not that of one of our passkeys to our question
 */
export async function checkPasskey(trx: Transaction, party: RelyingParty, answer: unknown, at: Temporal.Instant): Promise<string> {
  const response = answer as AuthenticationResponseJSON;
  const known = await trx
    .selectFrom('passkey as p')
    .innerJoin('account as a', 'a.id', 'p.account_id')
    .selectAll('p')
    .where('p.id', '=', typeof response?.id === 'string' ? response.id : '')
    .where('a.closed_at', 'is', null)
    .forUpdate('p')
    .executeTakeFirst();
  if (known === undefined) throw new Refusal(passkeyRefusals.passkeyFailed);
  const { newCounter } = await trusted(
    verifyAuthenticationResponse({
      response,
      expectedChallenge: (challenge) => takeChallenge(trx, challenge, null, at),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      credential: { id: known.id, publicKey: new Uint8Array(known.public_key), counter: Number(known.counter) },
    }).then((result) => (result.verified ? result.authenticationInfo : undefined)),
  );
  await trx.updateTable('passkey').set({ counter: newCounter, last_used_at: at }).where('id', '=', known.id).execute();
  return known.account_id;
}

/** Forgets a passkey of an account; one of somebody else is not found. */
export async function removePasskey(trx: Transaction, accountId: string, id: string, at: Temporal.Instant): Promise<void> {
  const removed = await trx
    .deleteFrom('passkey')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .returning('name')
    .executeTakeFirst();
  if (removed !== undefined) await record(trx, accountId, 'passkey-removed', removed.name, at);
}

/** The library throws whatever is wrong with an answer; to whoever sent it all of that is one thing. */
async function trusted<T>(checked: Promise<T | undefined>): Promise<T> {
  let result: T | undefined;
  try {
    result = await checked;
  } catch {
    throw new Refusal(passkeyRefusals.passkeyFailed);
  }
  if (result === undefined) throw new Refusal(passkeyRefusals.passkeyFailed);
  return result;
}

async function record(trx: Transaction, accountId: string, kind: string, name: string, at: Temporal.Instant): Promise<void> {
  await appendEvents(trx, [{ stream: `account/${accountId}`, kind, actor: `account/${accountId}`, at, payload: { name } }]);
}
