/**
 * One step of a case against the bare SQL that it cannot do without, on the same database in the same run:
 *   npm run -s npm -- exec -- node bench/case-step.ts
 */
import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { findExampleCast } from '../src/examples/index.ts';
import { completeTask } from '../src/procedures/index.ts';
import { compareAsync } from './compare.ts';
import { withBenchMinistry } from './ministry.ts';

const RUNS = 20;

await withBenchMinistry(async (services, pool) => {
  const { db } = services;
  const cast = await findExampleCast(services);
  const personId = cast.examiners.get('11') ?? '';
  const task = await db
    .selectFrom('task as t')
    .innerJoin('case_file as c', 'c.id', 't.case_id')
    .select(['t.id', 'c.id as caseId', 'c.data', 'c.variables', 'c.process'])
    .where('t.element', '=', 'examine')
    .where('t.territory', '=', '11')
    .where('t.closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  const client = await pool.connect();
  const process = JSON.stringify(task.process);
  const variables = JSON.stringify(task.variables);

  /** What any program must write for the step: the task done, the next one, the case, the chained event. Rolled back, as ours is. */
  const bare = async (): Promise<void> => {
    await client.query('begin');
    await client.query('select * from case_file where id = $1 for update', [task.caseId]);
    await client.query('update task set closed_at = now(), closed_by = $2, outcome = $3 where id = $1', [
      task.id,
      'bench',
      'propose-approval',
    ]);
    await client.query(
      `insert into task (id, case_id, element, token, mandate, step_role, territory, opened_at, drafters) values ($1, $2, 'decide', 99, 'website-filing', 'decide', '11', now(), '{}')`,
      [randomUUIDv7(), task.caseId],
    );
    await client.query('update case_file set stage = $2, process = $3, variables = $4, revision = revision + 1 where id = $1', [
      task.caseId,
      'decide',
      process,
      variables,
    ]);
    await client.query('select append_event($1, $2, now(), $3, $4, $5)', [
      `case/${task.caseId}`,
      'task-completed',
      'bench',
      randomBytes(16),
      '{"outcome":"propose-approval"}',
    ]);
    await client.query('rollback');
  };

  class RolledBack extends Error {}
  const ours = async (): Promise<void> => {
    try {
      await db.transaction().execute(async (trx) => {
        const at = services.now();
        await completeTask(trx, services, { taskId: task.id, outcome: 'propose-approval', at }, async (open, file) => {
          const verdict = services.organisation.may(
            personId,
            {
              mandate: file.mandate,
              role: 'examine',
              territory: file.territory,
              scope: file.scope,
              secrecy: file.secrecy,
              drafters: open.drafters,
              partyId: file.party_id,
              caseId: file.id,
            },
            at,
          );
          if (!verdict.allowed) throw new Error(verdict.denial.text.en);
          return { id: `appointment/${verdict.appointmentId}`, personId, because: verdict.because };
        });
        throw new RolledBack();
      });
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
    }
  };

  await compareAsync('a step of a case', { 'bare SQL': bare, 'the whole step': ours }, RUNS);
  client.release();
});
