import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '../../platform/db/index.ts';

/** A case in its party's list. */
export interface CaseItem {
  readonly id: string;
  readonly number: string;
  readonly procedure: string;
  readonly contentHash: string;
  readonly partyName: string;
  readonly stage: string;
  readonly submittedAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
  readonly due: Temporal.PlainDate | null;
  /** Elements of the tasks that wait for the party itself. */
  readonly mine: readonly string[];
}

/** The cases of parties, newest first; `before` is the last of the page before. */
export async function listCases(
  db: Db,
  partyIds: readonly string[],
  page: { readonly size: number; readonly before?: { readonly at: Temporal.Instant; readonly id: string } },
): Promise<readonly CaseItem[]> {
  if (partyIds.length === 0) return [];
  let query = db
    .selectFrom('case_file as c')
    .innerJoin('party as p', 'p.id', 'c.party_id')
    .select([
      'c.id',
      'c.number',
      'c.procedure',
      'c.content_hash as contentHash',
      'p.name as partyName',
      'c.stage',
      'c.submitted_at as submittedAt',
      'c.closed_at as closedAt',
    ])
    .select((select) => [
      select
        .selectFrom('clock as k')
        .select((inner) => inner.fn.min('k.due').as('due'))
        .whereRef('k.case_id', '=', 'c.id')
        .where('k.ended_at', 'is', null)
        .where('k.suspended_at', 'is', null)
        .as('due'),
      jsonArrayFrom(
        select
          .selectFrom('task as t')
          .select('t.element')
          .whereRef('t.case_id', '=', 'c.id')
          .whereRef('t.party_id', '=', 'c.party_id')
          .where('t.closed_at', 'is', null),
      ).as('mine'),
    ])
    .where('c.party_id', 'in', partyIds)
    .orderBy('c.submitted_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(page.size);
  const { before } = page;
  if (before !== undefined) {
    query = query.where((where) =>
      where.or([
        where('c.submitted_at', '<', before.at),
        where.and([where('c.submitted_at', '=', before.at), where('c.id', '<', before.id)]),
      ]),
    );
  }
  const rows = await query.execute();
  return rows.map((row) => ({ ...row, due: row.due as Temporal.PlainDate | null, mine: row.mine.map((each) => each.element) }));
}

/** What was sent by e-mail about a case. Messages with codes go to whoever verifies and are not shown. */
export async function listMessages(
  db: Db,
  caseId: string,
): Promise<readonly { readonly subject: string | null; readonly body: string; readonly createdAt: Temporal.Instant }[]> {
  return await db
    .selectFrom('outbox')
    .select(['subject', 'body', 'created_at as createdAt'])
    .where('about', '=', `case/${caseId}`)
    .where('channel', '=', 'email')
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute();
}
