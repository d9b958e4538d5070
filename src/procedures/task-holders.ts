import { sql } from 'kysely';
import type { Organisation } from '../organisation/index.ts';
import type { Db, Transaction } from '../platform/db/index.ts';
import { Refusal } from '../platform/http/refusal.ts';
import { deskRefusals } from './desk/refusals.ts';
import type { StepRole } from './tables.ts';

/** An open task that an officer has in hand. */
export interface TaskInHand {
  readonly id: string;
  readonly caseId: string;
  readonly number: string;
  readonly procedure: string;
  readonly contentHash: string;
  readonly element: string;
  readonly due: Temporal.PlainDate | null;
  readonly since: Temporal.Instant;
  readonly mandate: string;
  readonly role: StepRole;
  readonly territory: string | null;
  readonly scope: string | null;
  readonly secrecy: number;
  readonly drafters: readonly string[];
  readonly partyId: string;
}

const inHand = (db: Db | Transaction) =>
  db
    .selectFrom('task_holder as h')
    .innerJoin('task as t', 't.id', 'h.task_id')
    .innerJoin('case_file as c', 'c.id', 't.case_id')
    .select([
      't.id',
      'c.id as caseId',
      'c.number',
      'c.procedure',
      'c.content_hash as contentHash',
      't.element',
      't.due',
      'h.since',
      't.territory',
      't.scope',
      't.secrecy',
      't.drafters',
      'c.party_id as partyId',
    ])
    .select(sql<string>`coalesce(t.mandate, '')`.as('mandate'))
    .select(sql<StepRole>`coalesce(t.step_role, 'examine')`.as('role'))
    .where('t.closed_at', 'is', null)
    .orderBy('t.due')
    .orderBy('t.id');

/** The open tasks that a person has in hand, the earliest limit first. */
export const listTasksInHand = async (db: Db | Transaction, personId: string): Promise<readonly TaskInHand[]> =>
  await inHand(db).where('h.person_id', '=', personId).execute();

/** Who has open tasks in hand, by task. */
export async function holdersOfTasks(db: Db, taskIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (taskIds.length === 0) return new Map();
  const rows = await db.selectFrom('task_holder').select(['task_id', 'person_id']).where('task_id', 'in', taskIds).execute();
  return new Map(rows.map((row) => [row.task_id, row.person_id]));
}

/** Whether a person may do a task at a moment, for somebody who gives it to them. */
export const mayTake = (organisation: Organisation, personId: string, task: TaskInHand, at: Temporal.Instant) =>
  organisation.may(
    personId,
    {
      mandate: task.mandate,
      role: task.role,
      territory: task.territory,
      scope: task.scope,
      secrecy: task.secrecy,
      drafters: task.drafters,
      partyId: task.partyId,
      caseId: task.caseId,
    },
    at,
  );

/**
 * Takes an open task in hand, so that colleagues see that somebody is at it.
 *
 * @throws Refusal when the task is closed or in another's hand
 */
export async function takeInHand(
  trx: Transaction,
  task: { readonly id: string; readonly personId: string; readonly at: Temporal.Instant },
): Promise<void> {
  const open = await trx
    .selectFrom('task')
    .select('id')
    .where('id', '=', task.id)
    .where('closed_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  if (open === undefined) throw new Refusal(deskRefusals.caseMoved);
  const taken = await trx
    .insertInto('task_holder')
    .values({ task_id: task.id, person_id: task.personId, since: task.at, given_by: `person/${task.personId}` })
    .onConflict((conflict) =>
      conflict.column('task_id').doUpdateSet({ since: sql`task_holder.since` }).where('task_holder.person_id', '=', task.personId),
    )
    .returning('task_id')
    .executeTakeFirst();
  if (taken === undefined) throw new Refusal(deskRefusals.taskInHand);
}

/** Puts a task back on the desk of all who may do it. */
export const putBack = async (trx: Transaction, task: { readonly id: string; readonly personId: string }): Promise<void> => {
  await trx.deleteFrom('task_holder').where('task_id', '=', task.id).where('person_id', '=', task.personId).execute();
};

/** Open work that passes from one officer to another, or back to the desk of all who may do it. */
export interface HandOver {
  readonly from: string;
  /** Undefined: back to the desk. */
  readonly to: string | undefined;
  readonly taskIds: readonly string[];
  /** Who orders it. */
  readonly actor: string;
  readonly at: Temporal.Instant;
}

/**
 * Hands over tasks that an officer has in hand (Civil Servants Law, art. 91: whoever leaves hands over). All of them or none; no row of
 * a case is written, and no clock stops.
 *
 * @returns the numbers of the cases
 * @throws Refusal when a task is not in that hand any more, or the other may not do one of them, with why
 */
export async function handOver(trx: Transaction, organisation: Organisation, order: HandOver): Promise<readonly string[]> {
  const { from, to, taskIds, actor, at } = order;
  if (taskIds.length === 0) throw new Refusal(deskRefusals.notInHand, { field: 'tasks' });
  const tasks = await inHand(trx)
    .where('h.person_id', '=', from)
    .where('t.id', 'in', [...taskIds])
    .forUpdate('h')
    .execute();
  if (tasks.length !== new Set(taskIds).size) throw new Refusal(deskRefusals.notInHand, { field: 'tasks' });
  if (to !== undefined)
    for (const task of tasks) {
      const verdict = mayTake(organisation, to, task, at);
      if (!verdict.allowed)
        throw new Refusal(deskRefusals.handOverNotAllowed, { field: 'to', values: { number: task.number, why: verdict.denial.text } });
    }
  const ids = tasks.map((task) => task.id);
  if (to === undefined) await trx.deleteFrom('task_holder').where('task_id', 'in', ids).execute();
  else await trx.updateTable('task_holder').set({ person_id: to, since: at, given_by: actor }).where('task_id', 'in', ids).execute();
  return tasks.map((task) => task.number);
}
