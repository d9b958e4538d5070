import { type RawBuilder, sql } from 'kysely';
import type { Organisation } from '../../organisation/index.ts';
import type { Db } from '../../platform/db/index.ts';
import type { StepRole, Suspension } from '../tables.ts';

export type Lateness = 'late' | 'today' | 'soon' | 'later';

export interface QueueFilter {
  readonly lateness?: Lateness | undefined;
  readonly procedure?: string | undefined;
  readonly role?: StepRole | undefined;
  /** Part of a case number or of a party's name. */
  readonly text?: string | undefined;
}

export interface QueueKey {
  /** ISO date, or `9999-12-31` where no clock runs: those come last. */
  readonly due: string;
  readonly id: string;
}

export interface QueueRow {
  readonly id: string;
  readonly caseId: string;
  readonly number: string;
  readonly procedure: string;
  readonly contentHash: string;
  readonly element: string;
  readonly role: StepRole;
  readonly party: string;
  readonly openedAt: Temporal.Instant;
  readonly due: Temporal.PlainDate | null;
  readonly isExample: boolean;
  readonly clock: QueueClock | null;
}

/** The clock that ends first, as the table keeps it: dates and instants are ISO text inside JSON. */
export interface QueueClock {
  readonly name: string;
  readonly unit: 'workingDay' | 'calendarDay' | 'hour' | 'month' | 'year';
  readonly amount: number;
  readonly started_at: string;
  readonly due: string | null;
  readonly suspended_at: string | null;
  readonly suspensions: readonly Suspension[];
}

const NEVER = '9999-12-31';

/** Behind the last row of the page before, in the order of the list. */
const isAfter = ({ due, id }: QueueKey): RawBuilder<boolean> =>
  due === NEVER
    ? sql<boolean>`t.due is null and t.id > ${id}::uuid`
    : sql<boolean>`((t.due, t.id) > (${due}::date, ${id}::uuid) or t.due is null)`;

/** "Soon": within five days, a working week. */
const latenessIs = (lateness: Lateness, today: Temporal.PlainDate) => {
  const soon = today.add({ days: 5 });
  if (lateness === 'late') return sql<boolean>`t.due < ${today}::date`;
  if (lateness === 'today') return sql<boolean>`t.due = ${today}::date`;
  if (lateness === 'soon') return sql<boolean>`t.due > ${today}::date and t.due <= ${soon}::date`;
  return sql<boolean>`(t.due is null or t.due > ${soon}::date)`;
};

/** Where the tasks lie, and who may take them. */
interface Shelf {
  readonly db: Db;
  readonly organisation: Organisation;
}

/** The open tasks that this person may do at this moment, late first; one statement whatever the number of procedures. */
export async function listQueue(
  { db, organisation }: Shelf,
  personId: string,
  today: Temporal.PlainDate,
  filter: QueueFilter,
  page: { readonly after?: QueueKey | undefined; readonly size: number },
): Promise<readonly QueueRow[]> {
  let query = db
    .selectFrom('task as t')
    .innerJoin('case_file as c', 'c.id', 't.case_id')
    .innerJoin('party as p', 'p.id', 'c.party_id')
    .select([
      't.id',
      't.element',
      't.opened_at as openedAt',
      't.due',
      'c.id as caseId',
      'c.number',
      'c.procedure',
      'c.content_hash as contentHash',
      'c.is_example as isExample',
      'p.name as party',
    ])
    .select(sql<StepRole>`t.step_role`.as('role'))
    .select(
      sql<QueueClock | null>`(select to_jsonb(k) from clock k where k.case_id = c.id and k.ended_at is null order by k.due nulls last, k.id limit 1)`.as(
        'clock',
      ),
    )
    .where('t.closed_at', 'is', null)
    .where('t.mandate', 'is not', null)
    .where(organisation.taskIsFor(personId, today))
    .orderBy('t.due') // what has no limit comes last, and the index task_due gives this very order
    .orderBy('t.id')
    .limit(page.size);
  if (filter.lateness !== undefined) query = query.where(latenessIs(filter.lateness, today));
  if (filter.procedure !== undefined) query = query.where('c.procedure', '=', filter.procedure);
  if (filter.role !== undefined) query = query.where('t.step_role', '=', filter.role);
  const text = filter.text?.normalize('NFKC').trim() ?? '';
  if (text !== '') {
    const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where((where) => where.or([where('c.number', 'ilike', pattern), where('p.name', 'ilike', pattern)]));
  }
  if (page.after !== undefined) query = query.where(isAfter(page.after));
  return await query.execute();
}

export interface QueueCount {
  readonly procedure: string;
  readonly role: StepRole;
  readonly late: number;
  readonly today: number;
  readonly soon: number;
  readonly later: number;
}

/** How many tasks wait, by procedure and role and by lateness: what stands above the list and in its filters. */
export async function countQueue({ db, organisation }: Shelf, personId: string, today: Temporal.PlainDate): Promise<readonly QueueCount[]> {
  const count = (lateness: Lateness) => sql<number>`(count(*) filter (where ${latenessIs(lateness, today)}))::int`;
  return await db
    .selectFrom('task as t')
    .innerJoin('case_file as c', 'c.id', 't.case_id')
    .select('c.procedure')
    .select([
      sql<StepRole>`t.step_role`.as('role'),
      count('late').as('late'),
      count('today').as('today'),
      count('soon').as('soon'),
      count('later').as('later'),
    ])
    .where('t.closed_at', 'is', null)
    .where('t.mandate', 'is not', null)
    .where(organisation.taskIsFor(personId, today))
    .groupBy(['c.procedure', 't.step_role'])
    .orderBy('c.procedure')
    .execute();
}

export const keyOf = (row: QueueRow): QueueKey => ({ due: row.due?.toString() ?? NEVER, id: row.id });
