import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { sql } from 'kysely';
import { appendEvents } from '../audit/index.ts';
import type { Db, Transaction } from '../db/index.ts';
import { Refusal, type Rule } from '../http/refusal.ts';
import { sendMessage } from '../notify/index.ts';
import { hashPassword, hashToken, matchTotp, newToken, passwordMatches } from './secrets.ts';

export const authRefusals = {
  emailTaken: { code: 'email-taken', status: 409 },
  linkExpired: { code: 'link-expired', status: 410 },
  signInFailed: { code: 'sign-in-failed', status: 422 },
  accountLocked: { code: 'account-locked', status: 429 },
  codeWrong: { code: 'one-time-code-wrong', status: 422 },
  passwordWrong: { code: 'password-wrong', status: 422 },
  emailInvalid: { code: 'email-invalid', status: 422 },
  nameMissing: { code: 'account-name-missing', status: 422 },
  passwordTooShort: { code: 'password-too-short', status: 422 },
} as const satisfies Record<string, Rule>;

export interface NewAccount {
  readonly email: string;
  readonly displayName: string;
  readonly language: 'zh-CN' | 'en';
  readonly phone?: string;
  readonly personId?: string;
}

/** Five wrong tries lock an account for a quarter of an hour, and its owner is told (OWASP ASVS 5, 6.3.1). */
const TRIES = 5;
const LOCK = { minutes: 15 };
const LINK_LIFE = { hours: 24 };
/** OWASP ASVS 5, 6.2.1: at least eight characters; the longer length it recommends is ours. */
const SHORTEST_PASSWORD = 12;

export async function createAccount(trx: Transaction, account: NewAccount, at: Temporal.Instant): Promise<string> {
  const id = randomUUIDv7();
  const made = await trx
    .insertInto('account')
    .values({
      id,
      email: inMail(account.email),
      phone: account.phone ?? null,
      display_name: account.displayName,
      language: account.language,
      person_id: account.personId ?? null,
      password_hash: null,
      totp_secret: null,
      totp_last_step: null,
      locked_until: null,
      confirmed_at: null,
      closed_at: null,
      created_at: at,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made === undefined) throw new Refusal(authRefusals.emailTaken, { field: 'email' });
  await appendEvents(trx, [{ stream: `account/${id}`, kind: 'account-created', actor: `account/${id}`, at, payload: {} }]);
  return id;
}

/** A link that signs in once; it lives for a day. */
export async function createSignInLink(trx: Transaction, accountId: string, at: Temporal.Instant): Promise<string> {
  const { token, hash } = newToken();
  await trx
    .insertInto('sign_in_link')
    .values({ token_hash: hash, account_id: accountId, expires_at: at.add(LINK_LIFE), used_at: null })
    .execute();
  return token;
}

/** The account a link would sign in, without using it up: mail scanners open links. */
export async function findLinkOwner(
  db: Db | Transaction,
  token: string,
  at: Temporal.Instant,
): Promise<{ accountId: string; displayName: string } | undefined> {
  const row = await db
    .selectFrom('sign_in_link as l')
    .innerJoin('account as a', 'a.id', 'l.account_id')
    .select(['a.id', 'a.display_name'])
    .where('l.token_hash', '=', hashToken(token))
    .where('l.used_at', 'is', null)
    .where('l.expires_at', '>', at)
    .where('a.closed_at', 'is', null)
    .executeTakeFirst();
  return row && { accountId: row.id, displayName: row.display_name };
}

/** Uses a link up; of two that come at once, one gets the account. */
export async function takeLink(trx: Transaction, token: string, at: Temporal.Instant): Promise<string> {
  const row = await trx
    .updateTable('sign_in_link')
    .set({ used_at: at })
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('account_id')
    .executeTakeFirst();
  if (row === undefined) throw new Refusal(authRefusals.linkExpired);
  await trx.updateTable('account').set({ confirmed_at: at }).where('id', '=', row.account_id).where('confirmed_at', 'is', null).execute();
  return row.account_id;
}

export interface AccountAddress {
  readonly id: string;
  readonly email: string;
  readonly language: 'zh-CN' | 'en';
}

const inMail = (email: string): string => email.normalize('NFC').trim().toLowerCase();

/** The open account with this address, or undefined. What a page then says must be the same for both. */
export async function findAccount(db: Db | Transaction, email: string): Promise<AccountAddress | undefined> {
  return await db
    .selectFrom('account')
    .select(['id', 'email', 'language'])
    .where('email', '=', inMail(email))
    .where('closed_at', 'is', null)
    .executeTakeFirst();
}

export async function hasSecondFactor(db: Db | Transaction, accountId: string): Promise<boolean> {
  const row = await db.selectFrom('account').select('totp_secret').where('id', '=', accountId).executeTakeFirstOrThrow();
  return row.totp_secret !== null;
}

/** How many links of an account can still be used. */
export async function countOpenLinks(db: Db | Transaction, accountId: string, at: Temporal.Instant): Promise<number> {
  const row = await db
    .selectFrom('sign_in_link')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function setLanguage(trx: Transaction, accountId: string, language: 'zh-CN' | 'en'): Promise<void> {
  await trx.updateTable('account').set({ language }).where('id', '=', accountId).execute();
}

/** A hash nobody's password has: the time a wrong address takes is that of a wrong password. */
let decoy: Promise<string> | undefined;

/**
 * Checks a password and counts failures. The count commits although the answer is a refusal, so this takes the database, not a transaction.
 *
 * @returns the account, and whether its second factor is still due
 */
export async function checkPassword(
  db: Db,
  email: string,
  password: string,
  at: Temporal.Instant,
): Promise<{ accountId: string; secondFactorDue: boolean }> {
  const account = await db
    .selectFrom('account')
    .select(['id', 'password_hash', 'totp_secret', 'locked_until', 'closed_at'])
    .where('email', '=', inMail(email))
    .executeTakeFirst();
  if (account?.locked_until && Temporal.Instant.compare(account.locked_until, at) > 0)
    throw new Refusal(authRefusals.accountLocked, { values: { minutes: LOCK.minutes } });
  decoy ??= hashPassword(randomBytes(16).toString('hex'));
  const matches = await passwordMatches(password, account?.password_hash ?? (await decoy));
  if (account === undefined || account.password_hash === null || account.closed_at !== null || !matches) {
    if (account !== undefined) await db.transaction().execute((trx) => countFailure(trx, account.id, at));
    throw new Refusal(authRefusals.signInFailed, { field: 'password' });
  }
  const secondFactorDue = account.totp_secret !== null;
  // With a second factor the count goes on until that is passed: else a known password would buy four guesses of the code each time.
  if (!secondFactorDue) await forgetFailures(db, account.id);
  return { accountId: account.id, secondFactorDue };
}

async function forgetFailures(db: Db, accountId: string): Promise<void> {
  await db.updateTable('account').set({ failed_attempts: 0, locked_until: null }).where('id', '=', accountId).execute();
}

/**
 * The second step of signing in: takes a one-time code and counts wrong ones as wrong passwords are counted.
 *
 * @throws Refusal `account-locked` or `one-time-code-wrong`
 */
export async function checkCode(db: Db, accountId: string, code: string, at: Temporal.Instant): Promise<void> {
  const account = await db.selectFrom('account').select('locked_until').where('id', '=', accountId).executeTakeFirstOrThrow();
  if (account.locked_until !== null && Temporal.Instant.compare(account.locked_until, at) > 0)
    throw new Refusal(authRefusals.accountLocked, { values: { minutes: LOCK.minutes } });
  try {
    await db.transaction().execute((trx) => takeTotp(trx, accountId, code, at));
  } catch (error) {
    if (error instanceof Refusal) await db.transaction().execute((trx) => countFailure(trx, accountId, at));
    throw error;
  }
  await forgetFailures(db, accountId);
}

async function countFailure(trx: Transaction, accountId: string, at: Temporal.Instant): Promise<void> {
  const row = await trx
    .updateTable('account')
    .set({ failed_attempts: sql`failed_attempts + 1` })
    .where('id', '=', accountId)
    .returning(['failed_attempts', 'email', 'language'])
    .executeTakeFirstOrThrow();
  if (row.failed_attempts < TRIES) return;
  await trx
    .updateTable('account')
    .set({ failed_attempts: 0, locked_until: at.add(LOCK) })
    .where('id', '=', accountId)
    .execute();
  await sendMessage(trx, {
    channel: 'email',
    to: row.email,
    language: row.language,
    text: 'auth.mail.locked',
    values: { minutes: LOCK.minutes },
    at,
  });
  await appendEvents(trx, [{ stream: `account/${accountId}`, kind: 'account-locked', actor: 'system', at, payload: {} }]);
}

/**
 * Whether the password is the account's, for acts that ask for it again.
 *
 * @throws Refusal naming `current` when it is not
 */
export async function demandPassword(db: Db, accountId: string, password: string, at: Temporal.Instant): Promise<void> {
  const account = await db
    .selectFrom('account')
    .select(['password_hash', 'locked_until'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (account.password_hash === null) return;
  if (account.locked_until !== null && Temporal.Instant.compare(account.locked_until, at) > 0)
    throw new Refusal(authRefusals.accountLocked, { values: { minutes: LOCK.minutes } });
  if (await passwordMatches(password, account.password_hash)) return;
  await db.transaction().execute((trx) => countFailure(trx, accountId, at));
  throw new Refusal(authRefusals.passwordWrong, { field: 'current' });
}

export async function setPassword(trx: Transaction, accountId: string, password: string, at: Temporal.Instant): Promise<void> {
  if ([...password].length < SHORTEST_PASSWORD)
    throw new Refusal(authRefusals.passwordTooShort, { field: 'password', values: { shortest: SHORTEST_PASSWORD } });
  await trx
    .updateTable('account')
    .set({ password_hash: await hashPassword(password) })
    .where('id', '=', accountId)
    .execute();
  await appendEvents(trx, [{ stream: `account/${accountId}`, kind: 'password-set', actor: `account/${accountId}`, at, payload: {} }]);
}

/** Checks a one-time code against the stored secret and uses its time step up. */
export async function takeTotp(trx: Transaction, accountId: string, code: string, at: Temporal.Instant): Promise<void> {
  const account = await trx
    .selectFrom('account')
    .select(['totp_secret', 'totp_last_step'])
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const step =
    account.totp_secret === null ? undefined : matchTotp(account.totp_secret, code.replaceAll(/\s/g, ''), at, account.totp_last_step);
  if (step === undefined) throw new Refusal(authRefusals.codeWrong, { field: 'code' });
  await trx.updateTable('account').set({ totp_last_step: step }).where('id', '=', accountId).execute();
}

/** Turns the second factor on once the owner has shown a code made with the secret, or off with null. */
export async function setTotp(
  trx: Transaction,
  accountId: string,
  secret: Buffer | null,
  code: string,
  at: Temporal.Instant,
): Promise<void> {
  if (secret === null) await takeTotp(trx, accountId, code, at);
  else if (matchTotp(secret, code.replaceAll(/\s/g, ''), at, null) === undefined)
    throw new Refusal(authRefusals.codeWrong, { field: 'code' });
  await trx.updateTable('account').set({ totp_secret: secret, totp_last_step: null }).where('id', '=', accountId).execute();
  const kind = secret === null ? 'second-factor-removed' : 'second-factor-set';
  await appendEvents(trx, [{ stream: `account/${accountId}`, kind, actor: `account/${accountId}`, at, payload: {} }]);
}
