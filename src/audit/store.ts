import { sql } from 'kysely';
import type { Db } from '../platform/db/index.ts';

export interface AuditFilter {
  /** One day in the ministry's zone: the table is found by time, day by day. */
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
  /** Beginning of a stream: `case/`, `account/`, `document/UUID`. */
  readonly stream?: string | undefined;
  readonly kind?: string | undefined;
}

export interface AuditKey {
  readonly at: string;
  readonly stream: string;
  readonly position: number;
}

export interface AuditRow {
  readonly stream: string;
  readonly position: number;
  readonly kind: string;
  readonly actor: string;
  readonly at: Temporal.Instant;
  readonly hash: string;
  readonly isErased: boolean;
}

/** What happened on a day, latest first, a page at a time by key. Payloads stay closed: an auditor sees that, not what. */
export async function listEvents(
  db: Db,
  filter: AuditFilter,
  page: { readonly after?: AuditKey | undefined; readonly size: number },
): Promise<readonly AuditRow[]> {
  let query = db
    .selectFrom('event as e')
    .leftJoin('event_payload as p', (join) => join.onRef('p.stream', '=', 'e.stream').onRef('p.position', '=', 'e.position'))
    .select(['e.stream', 'e.position', 'e.kind', 'e.actor', 'e.occurred_at as at'])
    .select([sql<string>`encode(e.hash, 'hex')`.as('hash'), sql<boolean>`p.stream is null`.as('isErased')])
    .where('e.occurred_at', '>=', filter.from)
    .where('e.occurred_at', '<', filter.until)
    .orderBy('e.occurred_at', 'desc')
    .orderBy('e.stream', 'desc')
    .orderBy('e.position', 'desc')
    .limit(page.size);
  if (filter.stream !== undefined && filter.stream !== '') query = query.where(sql<boolean>`starts_with(e.stream, ${filter.stream})`);
  if (filter.kind !== undefined && filter.kind !== '') query = query.where('e.kind', '=', filter.kind);
  if (page.after !== undefined)
    query = query.where(
      sql<boolean>`(e.occurred_at, e.stream, e.position) < (${page.after.at}::timestamptz, ${page.after.stream}, ${page.after.position})`,
    );
  return await query.execute();
}

/** How many events of each kind a day holds. */
export async function countKinds(
  db: Db,
  filter: Pick<AuditFilter, 'from' | 'until'>,
): Promise<readonly { readonly kind: string; readonly count: number }[]> {
  return await db
    .selectFrom('event')
    .select('kind')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('occurred_at', '>=', filter.from)
    .where('occurred_at', '<', filter.until)
    .groupBy('kind')
    .orderBy('kind')
    .execute();
}
