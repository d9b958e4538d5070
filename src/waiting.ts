import { sql } from 'kysely';
import type { Db } from './platform/db/index.ts';

/** What waits in the whole ministry, for whoever watches over it; each count comes from an index. */
export async function countWaiting(db: Db): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ of: string; count: number }>`
    select 'open-tasks' as of, count(*)::int as count from task where closed_at is null
    union all
    select 'overdue-tasks', count(*)::int from task where closed_at is null and due < current_date
    union all
    select 'clocks-to-end', count(*)::int from clock where ended_at is null and suspended_at is null and due < current_date
    union all
    select 'unsent-messages', count(*)::int from outbox where sent_at is null`.execute(db);
  return new Map(rows.map((row) => [row.of, row.count]));
}
