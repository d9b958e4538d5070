import { createHash, randomInt, randomUUIDv7, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Transaction } from '../platform/db/index.ts';
import { Refusal } from '../platform/http/refusal.ts';
import { sendMessage } from '../platform/notify/index.ts';
import type { Services } from '../services.ts';
import type { Act } from './act.ts';
import { completeTask } from './cases.ts';
import { readPointer } from './form.ts';
import { caseRefusals } from './refusals.ts';

/** The code is valid for 24 hours; the sixth wrong try returns the filing (verification by SMS, in all provinces since 2020-08-17). */
const LIFE = { hours: 24 };
const WRONG_TRIES = 5;

const hashCode = (id: string, code: string): Buffer => createHash('sha256').update(`${id}:${code}`).digest();

/** Operation `verification.send`: a six-digit code to the mobile number of the participant who verifies. */
export async function sendVerificationCode(trx: Transaction, _services: Services, act: Act): Promise<Readonly<Record<string, unknown>>> {
  const verified = Object.values(act.procedure.participants).find((participant) => participant.verification !== undefined)?.verification;
  if (verified === undefined) throw new Error(`${act.procedure.code} has no participant who verifies`);
  const mobile = String(readPointer(act.file.data, verified.mobile));
  const idTail = String(readPointer(act.file.data, verified.idNumber)).slice(-6).toUpperCase();
  const id = randomUUIDv7();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await trx.updateTable('verification').set({ done_at: act.at }).where('case_id', '=', act.file.id).where('done_at', 'is', null).execute();
  await trx
    .insertInto('verification')
    .values({
      id,
      case_id: act.file.id,
      task_id: null,
      code_hash: hashCode(id, code),
      mobile,
      id_tail: idTail,
      sent_at: act.at,
      expires_at: act.at.add(LIFE),
      done_at: null,
    })
    .execute();
  await sendMessage(trx, {
    channel: 'sms',
    to: mobile,
    language: 'zh-CN',
    text: 'procedures.sms.code',
    values: { code, number: act.file.number, hours: LIFE.hours },
    about: `case/${act.file.id}`,
    at: act.at,
  });
  return {};
}

export interface VerificationTry {
  readonly mobile: string;
  readonly idTail: string;
  readonly code: string;
}

export type VerificationResult = 'verified' | 'returned' | { readonly triesLeft: number };

/**
 * One try of the person in charge. A wrong try is counted and commits, so the answer is a value, not an exception.
 *
 * @throws Refusal when no verification waits for this mobile number
 */
export async function tryVerification(
  db: Db,
  services: Services,
  given: VerificationTry,
  at: Temporal.Instant,
): Promise<VerificationResult> {
  return await db.transaction().execute(async (trx) => {
    // The case is locked before the verification, as every act does: withdrawing at the same moment wins or loses whole.
    const open = await trx
      .selectFrom('verification')
      .select(['id', 'case_id'])
      .where('mobile', '=', given.mobile.trim())
      .where('done_at', 'is', null)
      .where('expires_at', '>', at)
      .orderBy('sent_at', 'desc')
      .executeTakeFirst();
    if (open === undefined) throw new Refusal(caseRefusals.verificationUnknown, { field: 'mobile' });
    await trx.selectFrom('case_file').select('id').where('id', '=', open.case_id).forUpdate().executeTakeFirstOrThrow();
    const row = await trx.selectFrom('verification').selectAll().where('id', '=', open.id).where('done_at', 'is', null).executeTakeFirst();
    const task = await trx
      .selectFrom('task')
      .select('id')
      .where('case_id', '=', open.case_id)
      .where('participant', 'is not', null)
      .where('party_id', 'is', null)
      .where('closed_at', 'is', null)
      .executeTakeFirst();
    if (row === undefined || task === undefined) throw new Refusal(caseRefusals.verificationUnknown, { field: 'mobile' });
    const isRight =
      timingSafeEqual(hashCode(row.id, given.code.trim()), row.code_hash) && given.idTail.trim().toUpperCase() === row.id_tail;
    const finish = async (outcome: 'verified' | 'failed'): Promise<void> => {
      await trx.updateTable('verification').set({ done_at: at }).where('id', '=', row.id).execute();
      await completeTask(trx, services, { taskId: task.id, outcome, at }, async () => ({ id: `participant/${row.id}` }));
    };
    if (isRight) {
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
