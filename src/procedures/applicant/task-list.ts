import type { Party } from '../../parties/index.ts';
import type { Services } from '../../services.ts';
import type { TaskItem } from './pages/tasks-page.ts';

/** A task given to one of the account's parties. */
export interface PartyTask {
  readonly id: string;
  readonly caseId: string;
  readonly element: string;
  readonly procedure: string;
  readonly contentHash: string;
  readonly closedAt: Temporal.Instant | null;
  readonly outcome: string | null;
  /** A correction or a supplement of the party's own case: done with the form, on the pages of the case. */
  readonly isOwn: boolean;
}

const tasks = (services: Services, parties: readonly Party[]) =>
  services.db
    .selectFrom('task as t')
    .innerJoin('case_file as c', 'c.id', 't.case_id')
    .innerJoin('party as p', 'p.id', 'c.party_id')
    .select([
      't.id',
      't.case_id as caseId',
      't.element',
      't.party_id as partyId',
      't.opened_at as openedAt',
      't.due',
      't.closed_at as closedAt',
      't.outcome',
      'c.number',
      'c.procedure',
      'c.content_hash as contentHash',
      'p.name as applicant',
    ])
    .where(
      't.party_id',
      'in',
      parties.map((party) => party.id),
    );

/** A task of one of these parties, open or done; undefined for everybody else's. */
export async function findTaskOf(services: Services, parties: readonly Party[], taskId: string): Promise<PartyTask | undefined> {
  if (parties.length === 0) return undefined;
  const row = await tasks(services, parties).where('t.id', '=', taskId).executeTakeFirst();
  if (row === undefined) return undefined;
  const procedure = await services.procedures.ofCase({ procedure: row.procedure, content_hash: row.contentHash });
  return { ...row, isOwn: procedure.tasks[row.element]?.edits === 'form' };
}

/** How many open tasks one page shows: the earliest limits; the rest move up as these are done. */
const MOST_TASKS = 200;

/** What is open for these parties, the earliest limit first. */
export async function listTasksOf(services: Services, parties: readonly Party[], language: 'zh-CN' | 'en'): Promise<readonly TaskItem[]> {
  if (parties.length === 0) return [];
  const rows = await tasks(services, parties)
    .where('t.closed_at', 'is', null)
    .orderBy('t.due', (order) => order.asc().nullsLast())
    .orderBy('t.opened_at')
    .limit(MOST_TASKS)
    .execute();
  return await Promise.all(
    rows.map(async (row): Promise<TaskItem> => {
      const procedure = await services.procedures.ofCase({ procedure: row.procedure, content_hash: row.contentHash });
      return {
        ...row,
        service: procedure.title[language],
        title: procedure.tasks[row.element]?.title[language] ?? row.element,
        party: parties.find((party) => party.id === row.partyId)?.name ?? '',
        isOwn: procedure.tasks[row.element]?.edits === 'form',
      };
    }),
  );
}
