import { randomUUIDv7 } from 'node:crypto';
import { takeNumber } from '../documents/index.ts';
import type { Transaction } from '../platform/db/index.ts';
import { Refusal, refuseAll } from '../platform/http/refusal.ts';
import { dateIn } from '../platform/time.ts';
import type { Services } from '../services.ts';
import { type Act, type Actor, type CaseRow, takeStep } from './act.ts';
import type { LocalText, OutcomeDefinition } from './definition.ts';
import { findMistakes, readPointer } from './form.ts';
import type { Procedure } from './library.ts';
import { type EntryReference, readBase } from './orders/base.ts';
import { orderRefusals } from './orders/refusals.ts';
import { caseRefusals } from './refusals.ts';
import type { StepRole } from './tables.ts';

/** One thing found wrong by whoever reviews: which field, why, how to cure it. The public interfaces return exactly these. */
export interface Finding {
  readonly code: string;
  readonly field?: string;
  readonly reason: LocalText;
  readonly cure: LocalText;
}

export interface Submission {
  readonly procedure: Procedure;
  readonly party: { readonly id: string; readonly kind: 'enterprise' | 'public-body' | 'person' };
  readonly accountId: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly actor: Actor;
  readonly at: Temporal.Instant;
  readonly isExample?: boolean;
  /** The register entry that the order is upon. */
  readonly entry?: EntryReference;
}

/**
 * Opens a case: the form is checked whole, the case gets its number, the process starts.
 *
 * @throws Refusals naming every field that is wrong; nothing is written then
 */
export async function submitCase(
  trx: Transaction,
  services: Services,
  submission: Submission,
): Promise<{ readonly id: string; readonly number: string }> {
  const { procedure, party, data, at } = submission;
  if (!procedure.applicants.includes(party.kind)) throw new Refusal(caseRefusals.applicantKind);
  refuseAll(findMistakes(procedure.form, data));
  const { year } = dateIn(services.timeZone, at);
  const serial = await takeNumber(trx, { issuer: 'case', kind: procedure.numberPrefix, year });
  const { entry } = submission;
  if ((entry === undefined) !== (procedure.order?.entry === undefined)) throw new Refusal(orderRefusals.entryNeeded);
  const base = entry === undefined ? undefined : await readBase(trx, services, procedure, entry, dateIn(services.timeZone, at));
  const known = base === undefined ? data : { ...data, entry: base.entry.data };
  const text = (pointer: string | undefined): string | null => (pointer === undefined ? null : String(readPointer(known, pointer) ?? ''));
  const file = await trx
    .insertInto('case_file')
    .values({
      id: randomUUIDv7(),
      number: `${procedure.numberPrefix}-${year}-${String(serial).padStart(6, '0')}`,
      procedure: procedure.code,
      version: procedure.version,
      content_hash: procedure.contentHash,
      party_id: party.id,
      account_id: submission.accountId,
      mandate: procedure.mandate,
      territory: text(procedure.territory),
      scope: text(procedure.scope),
      register: entry?.register ?? null,
      entry_key: entry?.key ?? null,
      stage: 'submitted',
      outcome: null,
      process: null,
      data: JSON.stringify(data),
      variables: '{}',
      revision: 0,
      submitted_at: at,
      closed_at: null,
      is_example: submission.isExample ?? false,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const act: Act = { procedure, file, actor: submission.actor, at, results: [], found: [] };
  await takeStep(trx, services, act, undefined, {
    kind: 'case-submitted',
    payload: { number: file.number, ...(entry === undefined ? {} : { entry }), data },
  });
  return { id: file.id, number: file.number };
}

export interface Completion {
  readonly taskId: string;
  readonly outcome: string;
  readonly reasons?: string;
  readonly findings?: readonly Finding[];
  readonly checked?: readonly string[];
  /** The whole form as corrected, for tasks that edit it. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly at: Temporal.Instant;
}

export interface OpenTask {
  readonly id: string;
  readonly element: string;
  readonly token: number;
  readonly mandate: string | null;
  readonly step_role: StepRole | null;
  readonly participant: string | null;
  readonly party_id: string | null;
  readonly territory: string | null;
  readonly scope: string | null;
  readonly secrecy: number;
  readonly drafters: readonly string[];
}

/** Who may complete this task, now that it is locked: throws the explained denial, or gives the actor with the chain that allows it. */
export type Authorise = (task: OpenTask, file: CaseRow) => Promise<Actor>;

/**
 * Completes a task and moves its case on.
 *
 * The case's row is locked first: of two officers who decide at once the second finds the task done.
 *
 * @throws Refusal `task-done`, or what the outcome needs and lacks; nothing is written then
 */
export async function completeTask(trx: Transaction, services: Services, completion: Completion, authorise: Authorise): Promise<CaseRow> {
  const { file, task, procedure } = await lockTask(trx, services, completion.taskId);
  const actor = await authorise(task, file);
  const definition = procedure.tasks[task.element];
  const outcome = definition?.outcomes.find((each) => each.code === completion.outcome);
  if (definition === undefined || outcome === undefined) throw new Refusal(caseRefusals.outcomeUnknown, { field: 'outcome' });
  demand(outcome, completion);
  if (definition.edits === 'form') {
    const data = completion.data ?? file.data;
    refuseAll(findMistakes(procedure.form, data));
    Object.assign(file, { data });
  }
  const { reasons, findings, checked, at } = completion;
  const said = {
    ...(reasons === undefined ? {} : { reasons }),
    ...(findings === undefined ? {} : { findings }),
    ...(checked === undefined ? {} : { checked }),
  };
  // What examination found stands until its party hands in anew: whoever decides need not say it again.
  const standing = definition.edits === 'form' ? [] : (file.variables.findings ?? []);
  Object.assign(file.variables, {
    outcome: outcome.code,
    reasons: reasons ?? null,
    findings: findings !== undefined && findings.length > 0 ? findings : standing,
  });
  await trx
    .updateTable('task')
    .set({ closed_at: at, closed_by: actor.id, closed_by_person: actor.personId ?? null, outcome: outcome.code })
    .where('id', '=', task.id)
    .execute();
  const act: Act = { procedure, file, actor, at, results: [], found: [] };
  const variables = { outcome: outcome.code, ...(definition.edits === 'form' ? file.data : {}) };
  await takeStep(
    trx,
    services,
    act,
    { type: 'taskCompleted', now: at.toString(), task: task.token, variables },
    {
      kind: 'task-completed',
      payload: {
        task: task.id,
        element: task.element,
        token: task.token,
        outcome: outcome.code,
        ...said,
        ...(definition.edits === 'form' ? { data: file.data } : {}),
      },
    },
  );
  return file;
}

function demand(outcome: OutcomeDefinition, completion: Completion): void {
  if (outcome.needs === 'reasons' && (completion.reasons ?? '').trim().length < 2)
    throw new Refusal(caseRefusals.reasonsMissing, { field: 'reasons' });
  if (outcome.needs === 'findings' && (completion.findings ?? []).length === 0)
    throw new Refusal(caseRefusals.findingsMissing, { field: 'findings' });
}

async function lockTask(
  trx: Transaction,
  services: Services,
  taskId: string,
): Promise<{ file: CaseRow; task: OpenTask; procedure: Procedure }> {
  const found = await trx.selectFrom('task').select('case_id').where('id', '=', taskId).executeTakeFirst();
  if (found === undefined) throw new Refusal(caseRefusals.taskDone);
  const file = await trx.selectFrom('case_file').selectAll().where('id', '=', found.case_id).forUpdate().executeTakeFirstOrThrow();
  const task = await trx.selectFrom('task').selectAll().where('id', '=', taskId).where('closed_at', 'is', null).executeTakeFirst();
  if (task === undefined) throw new Refusal(caseRefusals.taskDone);
  return { file, task, procedure: await services.procedures.ofCase(file) };
}

/** Withdraws a case, as long as nothing has been decided (Administrative Licensing Law practice; the stage until which is the procedure's). */
export async function withdrawCase(
  trx: Transaction,
  services: Services,
  caseId: string,
  actor: Actor,
  reasons: string,
  at: Temporal.Instant,
): Promise<void> {
  const file = await trx.selectFrom('case_file').selectAll().where('id', '=', caseId).forUpdate().executeTakeFirstOrThrow();
  if (file.closed_at !== null) throw new Refusal(caseRefusals.caseClosed);
  const procedure = await services.procedures.ofCase(file);
  if (procedure.withdrawal === undefined || procedure.withdrawal.until.includes(file.stage))
    throw new Refusal(caseRefusals.withdrawalTooLate);
  const act: Act = { procedure, file, actor, at, results: [], found: [] };
  await takeStep(
    trx,
    services,
    act,
    { type: 'message', now: at.toString(), name: procedure.withdrawal.message },
    { kind: 'case-withdrawn', payload: { message: procedure.withdrawal.message, reasons } },
  );
}

/** A clock that a timer of the process waits for has ended. Repeated and late calls find nothing to do: the clock may have been suspended or ended since. */
export async function endClock(trx: Transaction, services: Services, clockId: string, at: Temporal.Instant): Promise<boolean> {
  const found = await trx.selectFrom('clock').select('case_id').where('id', '=', clockId).executeTakeFirst();
  if (found === undefined) return false;
  const file = await trx.selectFrom('case_file').selectAll().where('id', '=', found.case_id).forUpdate().executeTakeFirstOrThrow();
  const clock = await trx
    .selectFrom('clock')
    .selectAll()
    .where('id', '=', clockId)
    .where('ended_at', 'is', null)
    .where('suspended_at', 'is', null)
    .executeTakeFirst();
  if (clock === undefined || clock.timer === null || file.closed_at !== null) return false;
  const isOver =
    clock.due_at !== null
      ? Temporal.Instant.compare(clock.due_at, at) <= 0
      : clock.due !== null && Temporal.PlainDate.compare(clock.due, dateIn(services.timeZone, at)) < 0;
  if (!isOver) return false;
  await trx.updateTable('clock').set({ ended_at: at }).where('id', '=', clockId).execute();
  const act: Act = { procedure: await services.procedures.ofCase(file), file, actor: { id: 'system' }, at, results: [], found: [] };
  await takeStep(
    trx,
    services,
    act,
    { type: 'timerFired', now: at.toString(), timer: clock.timer },
    { kind: 'clock-ended', payload: { clock: clock.name, timer: clock.timer } },
  );
  return true;
}

/** How many clocks one round ends; the next round takes the rest. */
const CLOCKS_A_ROUND = 200;

/**
 * Ends every clock whose time is over. The table of clocks is asked, not a queue: suspension and resumption move an end, and
 * several processes may ask at once, since each case is locked and its clock read again.
 *
 * @returns how many ended
 */
export async function endDueClocks(services: Services, at: Temporal.Instant): Promise<number> {
  const due = await services.db
    .selectFrom('clock')
    .select('id')
    .where('timer', 'is not', null)
    .where('ended_at', 'is', null)
    .where('suspended_at', 'is', null)
    .where((where) => where.or([where('due_at', '<=', at), where('due', '<', dateIn(services.timeZone, at))]))
    .limit(CLOCKS_A_ROUND)
    .execute();
  let ended = 0;
  for (const { id } of due) if (await services.db.transaction().execute((trx) => endClock(trx, services, id, at))) ended++;
  return ended;
}
