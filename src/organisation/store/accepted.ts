import type { Db, Transaction } from '../../platform/db/index.ts';
import type { Plan } from '../folder.ts';

/** The ministry's files as they were last taken over, or undefined before the first time. */
export async function readAccepted(db: Db | Transaction): Promise<Plan | undefined> {
  const { accepted } = await db.selectFrom('organisation_state').select('accepted').executeTakeFirstOrThrow();
  return accepted ?? undefined;
}
