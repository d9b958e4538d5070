import { randomUUIDv7 } from 'node:crypto';
import type { Db, Transaction } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import type { LocalText } from '../model.ts';
import { organisationRefusals } from '../refusals.ts';
import { type Order, record } from './acts.ts';

/** A task that was assigned beside the plan: by which instrument, when, who leads, until when, and what came of it. */
export interface Assignment {
  readonly id: string;
  /** The function under which it is recorded. */
  readonly mandate: string;
  readonly title: LocalText;
  readonly issuer: string;
  readonly instrumentTitle: string;
  readonly instrumentNumber: string;
  readonly instrumentDate: Temporal.PlainDate;
  readonly receivedOn: Temporal.PlainDate;
  readonly lead: string;
  readonly due: Temporal.PlainDate | null;
  readonly state: 'open' | 'reported' | 'closed';
  readonly report: string | null;
}

const columns = [
  'id',
  'mandate',
  'title',
  'issuer',
  'instrument_title as instrumentTitle',
  'instrument_number as instrumentNumber',
  'instrument_date as instrumentDate',
  'received_on as receivedOn',
  'lead_institution as lead',
  'due',
  'state',
  'report',
] as const;

/** Every assignment received by a day, of one function or of all, the latest first. */
export const listAssignments = async (db: Db, on: Temporal.PlainDate, mandate?: string): Promise<readonly Assignment[]> =>
  await db
    .selectFrom('assignment')
    .select(columns)
    .where('received_on', '<=', on)
    .$if(mandate !== undefined, (query) => query.where('mandate', '=', mandate ?? ''))
    .orderBy('received_on', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute();

export type NewAssignment = Omit<Assignment, 'id' | 'state' | 'report'>;

/**
 * Records a task assigned beside the plan; without an instrument there is none.
 *
 * @throws Refusal when the instrument is of a later day than its receipt, or the limit of an earlier one
 */
export async function recordAssignment(trx: Transaction, assignment: NewAssignment, order: Order): Promise<string> {
  const { instrumentDate, receivedOn, due } = assignment;
  if (Temporal.PlainDate.compare(receivedOn, instrumentDate) < 0)
    throw new Refusal(organisationRefusals.assignmentBeforeInstrument, { field: 'received' });
  if (due !== null && Temporal.PlainDate.compare(due, receivedOn) < 0)
    throw new Refusal(organisationRefusals.endBeforeStart, { field: 'due' });
  const id = randomUUIDv7();
  await trx
    .insertInto('assignment')
    .values({
      id,
      mandate: assignment.mandate,
      title: JSON.stringify(assignment.title),
      issuer: assignment.issuer,
      instrument_title: assignment.instrumentTitle,
      instrument_number: assignment.instrumentNumber,
      instrument_date: instrumentDate.toString(),
      received_on: receivedOn.toString(),
      lead_institution: assignment.lead,
      due: due?.toString() ?? null,
      report: null,
      recorded_at: order.at,
    })
    .execute();
  await record(trx, order, 'assignment-recorded', {
    assignment: id,
    title: assignment.title,
    instrument: `${assignment.instrumentTitle} ${assignment.instrumentNumber}`.trim(),
    lead: assignment.lead,
    from: receivedOn.toString(),
    due: due?.toString() ?? null,
  });
  return id;
}

/** Records what came of an assignment; `closed` when the one who assigned it has taken the report. @throws Refusal when it is closed */
export async function reportAssignment(
  trx: Transaction,
  report: { readonly id: string; readonly text: string; readonly isClosed: boolean },
  order: Order,
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('assignment')
    .set({ state: report.isClosed ? 'closed' : 'reported', report: report.text })
    .where('id', '=', report.id)
    .where('state', '!=', 'closed')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Refusal(organisationRefusals.assignmentUnknown);
  await record(trx, order, report.isClosed ? 'assignment-closed' : 'assignment-reported', { assignment: report.id, reason: report.text });
}

export const findAssignment = async (db: Db, id: string): Promise<Assignment | undefined> =>
  await db.selectFrom('assignment').select(columns).where('id', '=', id).executeTakeFirst();
