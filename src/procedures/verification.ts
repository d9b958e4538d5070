import { createHash, randomInt, randomUUIDv7, timingSafeEqual } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { appendEvents } from '../platform/audit/index.ts';
import type { Db, Transaction } from '../platform/db/index.ts';
import { Refusal, type Rule } from '../platform/http/refusal.ts';
import { sendMessage } from '../platform/notify/index.ts';
import type { Services } from '../services.ts';
import type { Act, CaseRow } from './act.ts';
import { completeTask } from './cases.ts';
import { readPointer } from './form.ts';
import type { Procedure } from './library.ts';
import { caseRefusals } from './refusals.ts';
import type { ProcedureTables } from './tables.ts';

export const verificationRefusals = {
  expired: { code: 'verification-expired', status: 410 },
  notWaiting: { code: 'verification-not-waiting', status: 409 },
  resentTooSoon: { code: 'verification-resent-too-soon', status: 429 },
  resentTooOften: { code: 'verification-resent-too-often', status: 429 },
} as const satisfies Record<string, Rule>;

/** The code is valid for 24 hours; the sixth wrong try returns the filing (verification by SMS, in all provinces since 2020-08-17). */
const LIFE = { hours: 24 };
const WRONG_TRIES = 5;
/** A message may take a minute to arrive; a case never sends more than this many codes within the life of one. */
const RESEND_AFTER_SECONDS = 60;
const MOST_CODES = 5;

type VerificationRow = Selectable<ProcedureTables['verification']>;

const hashCode = (id: string, code: string): Buffer => createHash('sha256').update(`${id}:${code}`).digest();

/** Operation `verification.send`: a six-digit code to the mobile number of the participant who verifies. */
export async function sendVerificationCode(trx: Transaction, services: Services, act: Act): Promise<Readonly<Record<string, unknown>>> {
  await sendCode(trx, services, act.procedure, act.file, { at: act.at, expiresAt: act.at.add(LIFE), wrongTries: 0 });
  return {};
}

interface Sending {
  readonly at: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly wrongTries: number;
}

async function sendCode(
  trx: Transaction,
  services: Services,
  procedure: Procedure,
  file: CaseRow,
  { at, expiresAt, wrongTries }: Sending,
): Promise<void> {
  const verified = Object.values(procedure.participants).find((participant) => participant.verification !== undefined)?.verification;
  if (verified === undefined) throw new Error(`${procedure.code} has no participant who verifies`);
  const mobile = String(readPointer({ ...file.data, ...file.variables }, verified.mobile));
  const idTail = String(readPointer({ ...file.data, ...file.variables }, verified.idNumber))
    .slice(-6)
    .toUpperCase();
  const id = randomUUIDv7();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await trx.updateTable('verification').set({ done_at: at }).where('case_id', '=', file.id).where('done_at', 'is', null).execute();
  await trx
    .insertInto('verification')
    .values({
      id,
      case_id: file.id,
      task_id: null,
      code_hash: hashCode(id, code),
      mobile,
      id_tail: idTail,
      sent_at: at,
      expires_at: expiresAt,
      wrong_tries: wrongTries,
      done_at: null,
    })
    .execute();
  await sendMessage(trx, {
    channel: 'sms',
    to: mobile,
    language: 'zh-CN',
    text: 'procedures.sms.code',
    values: { code, number: file.number, hours: LIFE.hours, address: `${services.baseUrl}/verification` },
    about: `case/${file.id}`,
    at,
  });
}

/**
 * Sends a new code because the applicant asks for one. The limit of 24 hours and the wrong tries go on: asking again gives a new
 * message, not more time or more tries.
 *
 * @throws Refusal when no code is waited for, or one was sent a moment ago, or too many were
 */
export async function resendVerificationCode(
  trx: Transaction,
  services: Services,
  caseId: string,
  actor: string,
  at: Temporal.Instant,
): Promise<void> {
  const file = await trx.selectFrom('case_file').selectAll().where('id', '=', caseId).forUpdate().executeTakeFirstOrThrow();
  const sent = await trx.selectFrom('verification').selectAll().where('case_id', '=', caseId).orderBy('sent_at', 'desc').execute();
  const open = sent.find((each) => each.done_at === null && isAlive(each, at));
  if (open === undefined || (await verifyingTask(trx, caseId)) === undefined) throw new Refusal(verificationRefusals.notWaiting);
  if (at.since(open.sent_at).total('seconds') < RESEND_AFTER_SECONDS)
    throw new Refusal(verificationRefusals.resentTooSoon, { values: { seconds: RESEND_AFTER_SECONDS } });
  if (sent.filter((each) => each.expires_at.equals(open.expires_at)).length >= MOST_CODES)
    throw new Refusal(verificationRefusals.resentTooOften, { values: { limit: MOST_CODES } });
  const procedure = await services.procedures.ofCase(file);
  await sendCode(trx, services, procedure, file, { at, expiresAt: open.expires_at, wrongTries: open.wrong_tries });
  await appendEvents(trx, [{ stream: `case/${caseId}`, kind: 'code-resent', actor, at, payload: { stage: file.stage } }]);
}

export interface VerificationTry {
  readonly mobile: string;
  readonly idTail: string;
  readonly code: string;
}

export type VerificationResult = 'verified' | 'returned' | { readonly triesLeft: number };

const isAlive = (row: Pick<VerificationRow, 'expires_at'>, at: Temporal.Instant): boolean =>
  Temporal.Instant.compare(row.expires_at, at) > 0;

/** What people type: full-width digits, spaces, the country's prefix. */
const clean = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s-]/g, '')
    .replace(/^(\+|00)86(?=1)/, '')
    .toUpperCase();

/**
 * One try of the person in charge. A wrong try is counted and commits, so the answer is a value, not an exception.
 * Who is in charge of several filings at once has several codes: the one that was typed says which is meant.
 *
 * @throws Refusal when no verification waits for this mobile number, or its time is over
 */
export async function tryVerification(
  db: Db,
  services: Services,
  given: VerificationTry,
  at: Temporal.Instant,
): Promise<VerificationResult> {
  const mobile = clean(given.mobile);
  const idTail = clean(given.idTail);
  const code = clean(given.code);
  const isRight = (row: VerificationRow): boolean => timingSafeEqual(hashCode(row.id, code), row.code_hash) && idTail === row.id_tail;
  return await db.transaction().execute(async (trx) => {
    const unknown = new Refusal(caseRefusals.verificationUnknown, { field: 'mobile' });
    const waiting = await trx
      .selectFrom('verification')
      .selectAll()
      .where('mobile', '=', mobile)
      .where('done_at', 'is', null)
      .orderBy('sent_at', 'desc')
      .execute();
    const alive = waiting.filter((row) => isAlive(row, at));
    const meant = alive.find(isRight) ?? alive[0];
    if (meant === undefined) throw waiting.some((row) => row.id_tail === idTail) ? new Refusal(verificationRefusals.expired) : unknown;
    // The case is locked before the verification, as every act does: withdrawing at the same moment wins or loses whole.
    await trx.selectFrom('case_file').select('id').where('id', '=', meant.case_id).forUpdate().executeTakeFirstOrThrow();
    const row = await trx.selectFrom('verification').selectAll().where('id', '=', meant.id).where('done_at', 'is', null).executeTakeFirst();
    const taskId = await verifyingTask(trx, meant.case_id);
    if (row === undefined || taskId === undefined) throw unknown;
    const finish = async (outcome: 'verified' | 'failed'): Promise<void> => {
      await trx.updateTable('verification').set({ done_at: at }).where('id', '=', row.id).execute();
      await completeTask(trx, services, { taskId, outcome, at }, async () => ({ id: `participant/${row.id}` }));
    };
    if (isRight(row)) {
      await finish('verified');
      return 'verified';
    }
    if (row.wrong_tries >= WRONG_TRIES) {
      await finish('failed');
      return 'returned';
    }
    await trx.updateTable('verification').set({ wrong_tries: sql`wrong_tries + 1` }).where('id', '=', row.id).execute();
    return { triesLeft: WRONG_TRIES - row.wrong_tries };
  });
}

/** The open task of a person who is no party and only verifies. */
async function verifyingTask(trx: Transaction, caseId: string): Promise<string | undefined> {
  const task = await trx
    .selectFrom('task')
    .select('id')
    .where('case_id', '=', caseId)
    .where('participant', 'is not', null)
    .where('party_id', 'is', null)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return task?.id;
}
