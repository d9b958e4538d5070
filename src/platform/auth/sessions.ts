import { randomUUIDv7 } from 'node:crypto';
import { appendEvents } from '../audit/index.ts';
import type { Db, Transaction } from '../db/index.ts';
import { hashToken, newToken } from './secrets.ts';

/** OWASP ASVS 5, 7.3: an inactivity limit and an absolute one. */
const IDLE = { minutes: 60 };
const LIFE = { hours: 12 };
/** A session's last use is written at most once a minute: not every page costs a write. */
const SEEN_EVERY_SECONDS = 60;

/** Who looks: what an account may do is asked of the organisation and its parties each time. */
export interface Viewer {
  readonly accountId: string;
  readonly sessionId: string;
  readonly displayName: string;
  readonly email: string;
  readonly language: 'zh-CN' | 'en';
  readonly personId: string | undefined;
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  /** True between the password and the one-time code: such a session may do nothing else. */
  readonly secondFactorDue: boolean;
}

export async function openSession(
  trx: Transaction,
  accountId: string,
  options: { secondFactorDue: boolean; userAgent: string; at: Temporal.Instant },
): Promise<string> {
  const { token, hash } = newToken();
  await trx
    .insertInto('session')
    .values({
      id: randomUUIDv7(),
      token_hash: hash,
      account_id: accountId,
      created_at: options.at,
      last_seen_at: options.at,
      expires_at: options.at.add(LIFE),
      second_factor_due: options.secondFactorDue,
      revoked_at: null,
      user_agent: options.userAgent.slice(0, 200),
    })
    .execute();
  return token;
}

export interface SignIn {
  readonly accountId: string;
  readonly secondFactorDue: boolean;
  readonly userAgent: string;
  /** The session that this one follows: it ends, so that a token known before signing in is worth nothing after it (OWASP ASVS 5, 7.2.4). */
  readonly replaces: string | undefined;
  readonly by: 'password' | 'link' | 'code' | 'passkey' | 'provider';
  readonly at: Temporal.Instant;
}

/** Signs in: ends the session before, opens a new one, and notes it for the owner of the account to see. */
export async function signIn(trx: Transaction, act: SignIn): Promise<string> {
  const { accountId, at } = act;
  if (act.replaces !== undefined)
    await trx.updateTable('session').set({ revoked_at: at }).where('id', '=', act.replaces).where('revoked_at', 'is', null).execute();
  const token = await openSession(trx, accountId, { secondFactorDue: act.secondFactorDue, userAgent: act.userAgent, at });
  if (!act.secondFactorDue)
    await appendEvents(trx, [
      { stream: `account/${accountId}`, kind: 'signed-in', actor: `account/${accountId}`, at, payload: { by: act.by } },
    ]);
  return token;
}

/** The viewer of a session token, or undefined for one that is unknown, revoked, idle or past its life. */
export async function findViewer(db: Db, token: string, at: Temporal.Instant): Promise<Viewer | undefined> {
  const hash = hashToken(token);
  const row = await db
    .selectFrom('session as s')
    .innerJoin('account as a', 'a.id', 's.account_id')
    .select([
      's.id as session_id',
      's.last_seen_at',
      's.second_factor_due',
      'a.id',
      'a.display_name',
      'a.email',
      'a.language',
      'a.person_id',
    ])
    .select((select) => [
      select('a.password_hash', 'is not', null).as('has_password'),
      select('a.totp_secret', 'is not', null).as('has_second_factor'),
    ])
    .where('s.token_hash', '=', hash)
    .where('s.revoked_at', 'is', null)
    .where('s.expires_at', '>', at)
    .where('s.last_seen_at', '>', at.subtract(IDLE))
    .where('a.closed_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (at.since(row.last_seen_at).total('seconds') >= SEEN_EVERY_SECONDS)
    await db.updateTable('session').set({ last_seen_at: at }).where('token_hash', '=', hash).execute();
  return {
    accountId: row.id,
    sessionId: row.session_id,
    displayName: row.display_name,
    email: row.email,
    language: row.language,
    personId: row.person_id ?? undefined,
    hasPassword: Boolean(row.has_password),
    hasSecondFactor: Boolean(row.has_second_factor),
    secondFactorDue: row.second_factor_due,
  };
}

/** Ends one session of an account, or all but one: `keep` is the session that asks. */
export async function revokeSessions(
  trx: Transaction,
  accountId: string,
  which: { id: string } | { keep: string } | 'all',
  at: Temporal.Instant,
): Promise<void> {
  let query = trx.updateTable('session').set({ revoked_at: at }).where('account_id', '=', accountId).where('revoked_at', 'is', null);
  if (which !== 'all') query = 'id' in which ? query.where('id', '=', which.id) : query.where('id', '!=', which.keep);
  await query.execute();
}

export interface OpenSession {
  readonly id: string;
  readonly createdAt: Temporal.Instant;
  readonly lastSeenAt: Temporal.Instant;
  readonly userAgent: string;
}

export async function listSessions(db: Db, accountId: string, at: Temporal.Instant): Promise<readonly OpenSession[]> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'created_at as createdAt', 'last_seen_at as lastSeenAt', 'user_agent as userAgent'])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .where('last_seen_at', '>', at.subtract(IDLE))
    .orderBy('last_seen_at', 'desc')
    .execute();
  return rows;
}
