import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/index.ts';
import { Refusal, type Rule } from '../../platform/http/refusal.ts';
import { organisationRefusals } from '../refusals.ts';
import { type Order, record } from './acts.ts';

interface End {
  readonly id: string;
  /** The first day on which it no longer holds. */
  readonly until: Temporal.PlainDate;
  readonly reason: string;
}

/** Ends a delegation before its time; what was done under it stays. @throws Refusal when there is none, or it ended before */
export const endDelegation = async (trx: Transaction, end: End, order: Order): Promise<void> => {
  await endEarly(trx, 'delegation', organisationRefusals.delegationUnknown, end);
  await record(trx, order, 'delegation-ended', { delegation: end.id, until: end.until.toString(), reason: end.reason });
};

/** Ends a recusal: its ground is gone. @throws Refusal when there is none, or it ended before */
export const endRecusal = async (trx: Transaction, end: End, order: Order): Promise<void> => {
  await endEarly(trx, 'recusal', organisationRefusals.recusalUnknown, end);
  await record(trx, order, 'recusal-ended', { recusal: end.id, until: end.until.toString(), reason: end.reason });
};

async function endEarly(trx: Transaction, table: 'delegation' | 'recusal', unknown: Rule, { id, until, reason }: End): Promise<void> {
  const row = await trx
    .selectFrom(table)
    .select(sql<boolean>`lower(valid) < ${until}::date and (upper_inf(valid) or upper(valid) > ${until}::date)`.as('fits'))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new Refusal(unknown);
  if (!row.fits) throw new Refusal(organisationRefusals.endBeforeStart, { field: 'until' });
  await trx
    .updateTable(table)
    .set({ valid: sql`daterange(lower(valid), ${until}::date)`, ended_reason: reason })
    .where('id', '=', id)
    .execute();
}
