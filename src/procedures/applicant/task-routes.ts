import { Type } from 'typebox';
import type { App } from '../../platform/http/app.ts';
import { refusalsIn } from '../../platform/http/errors.ts';
import { seeOther, sendPage } from '../../platform/http/page-request.ts';
import { Refusal, type Rule, refuseAll } from '../../platform/http/refusal.ts';
import { dateIn } from '../../platform/time.ts';
import type { Html, PageContext } from '../../platform/views/index.ts';
import type { Services } from '../../services.ts';
import { completeTask, type Finding } from '../cases.ts';
import { clockOptions } from '../clock-strip.ts';
import type { TaskDefinition } from '../definition.ts';
import { readCase } from '../desk/case-view.ts';
import { caseRefusals } from '../refusals.ts';
import { accountOf, authoriseParty, notFound, participates, partiesToday } from './access.ts';
import { choiceTitle, loadChoices } from './choices.ts';
import { errorsOf } from './draft-view.ts';
import { openDraft } from './drafts.ts';
import { type TaskInput, taskPage } from './pages/task-page.ts';
import { tasksPage } from './pages/tasks-page.ts';
import { partyHistory } from './party-history.ts';
import { copied } from './start.ts';
import { findTaskOf, listTasksOf, type PartyTask } from './task-list.ts';

export const taskRefusals = {
  checklistIncomplete: { code: 'checklist-incomplete', status: 422 },
  findingUnknown: { code: 'finding-not-listed', status: 422 },
  caseMoved: { code: 'task-moved', status: 409 },
  reasonsTooLong: { code: 'reasons-too-long', status: 422 },
} as const satisfies Record<string, Rule>;

const LONGEST_REASONS = 2000;
const Id = Type.String({ format: 'uuid' });
const Repeated = Type.Optional(
  Type.Union([Type.String({ maxLength: 100 }), Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 })]),
);
const noInput: TaskInput = { reasons: '', findings: [], checked: [], errors: [] };

/** What parties do in cases: the access provider's review, and the beginning of a correction. */
export function registerTaskRoutes(app: App, services: Services): void {
  app.get('/tasks', { config: { access: 'party' } }, async (request, reply) => {
    const context = app.pageContext(request, reply);
    const parties = await partiesToday(services, services.db, accountOf(request));
    return sendPage(reply, tasksPage(context, await listTasksOf(services, parties, context.language)));
  });

  app.get(
    '/tasks/:id',
    {
      config: { access: 'party' },
      schema: {
        params: Type.Object({ id: Id }),
        querystring: Type.Object({ done: Type.Optional(Type.Literal('yes')) }, { additionalProperties: false }),
      },
    },
    async (request, reply) => {
      const task = await ownTask(services, accountOf(request), request.params.id);
      const context = app.pageContext(request, reply);
      if (task.isOwn) return seeOther(reply, context, `/cases/${task.caseId}`);
      return sendPage(reply, await drawTask(services, context, task, noInput, request.query.done === 'yes'));
    },
  );

  app.post(
    '/tasks/:id',
    {
      config: { access: 'party' },
      schema: {
        params: Type.Object({ id: Id }),
        body: Type.Object(
          {
            _csrf: Type.String(),
            revision: Type.String({ pattern: '^\\d{1,9}$' }),
            outcome: Type.Optional(Type.String({ maxLength: 60 })),
            reasons: Type.Optional(Type.String({ maxLength: 20_000 })),
            findings: Repeated,
            checked: Repeated,
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const accountId = accountOf(request);
      const task = await ownTask(services, accountId, request.params.id);
      const { body } = request;
      const input: TaskInput = {
        outcome: body.outcome,
        reasons: (body.reasons ?? '').normalize('NFC').trim(),
        findings: [body.findings ?? []].flat(),
        checked: [body.checked ?? []].flat(),
        errors: [],
      };
      const context = app.pageContext(request, reply);
      try {
        await completeAsParty(services, accountId, task, input, Number(body.revision));
        return seeOther(reply, context, `/tasks/${task.id}?done=yes`);
      } catch (error) {
        const refusals = refusalsIn(error);
        if (refusals === undefined || refusals.some((each) => each.rule.status !== 422)) throw error;
        return sendPage(reply, await drawTask(services, context, task, { ...input, errors: errorsOf(context, refusals) }, false), 422);
      }
    },
  );

  app.post(
    '/tasks/:id/draft',
    {
      config: { access: 'party' },
      schema: { params: Type.Object({ id: Id }), body: Type.Object({ _csrf: Type.String() }, { additionalProperties: false }) },
    },
    async (request, reply) => {
      const accountId = accountOf(request);
      const task = await ownTask(services, accountId, request.params.id);
      const view = await readCase(services, task.caseId);
      if (view === undefined || view.procedure.tasks[task.element]?.edits !== 'form') throw notFound();
      if (task.closedAt !== null) throw new Refusal(caseRefusals.taskDone);
      const { file, procedure } = view;
      const draft = {
        accountId,
        partyId: file.party_id,
        procedure: file.procedure,
        taskId: task.id,
        data: copied(procedure.form, file.data),
        at: services.now(),
      };
      const id = await services.db.transaction().execute((trx) => openDraft(trx, draft));
      return seeOther(reply, app.pageContext(request, reply), `/drafts/${id}`);
    },
  );
}

/** @throws Refusal 404 for a task that is none of the account's parties' */
async function ownTask(services: Services, accountId: string, taskId: string): Promise<PartyTask> {
  const parties = await partiesToday(services, services.db, accountId);
  const task = await findTaskOf(services, parties, taskId);
  if (task === undefined || (task.closedAt !== null && !(await participates(services, accountId, task.caseId)))) throw notFound();
  return task;
}

/**
 * A participant's act, in one transaction with everything that follows from it. Whoever passes a filing has ticked the whole
 * checklist: that is what the pre-review is for.
 *
 * @throws Refusals 422 for what the outcome needs and lacks, 409 when the case moved since it was seen
 */
async function completeAsParty(services: Services, accountId: string, task: PartyTask, input: TaskInput, revision: number): Promise<void> {
  const definition = await definitionOf(services, task);
  const outcome = definition.outcomes.find((each) => each.code === input.outcome);
  const checklist = definition.checklist ?? [];
  const found: Refusal[] = [];
  if (outcome === undefined) found.push(new Refusal(caseRefusals.outcomeUnknown, { field: 'outcome' }));
  if (outcome?.kind === 'good' && checklist.some((item) => !input.checked.includes(item.code)))
    found.push(new Refusal(taskRefusals.checklistIncomplete, { field: 'checked' }));
  if (outcome?.needs === 'findings' && input.findings.length === 0)
    found.push(new Refusal(caseRefusals.findingsMissing, { field: 'findings' }));
  if ([...input.reasons].length > LONGEST_REASONS)
    found.push(new Refusal(taskRefusals.reasonsTooLong, { field: 'reasons', values: { limit: LONGEST_REASONS } }));
  refuseAll(found);
  const findings = outcome?.needs === 'findings' ? input.findings.map((code) => findingOf(services, code)) : [];
  await services.db.transaction().execute(async (trx) => {
    const completion = {
      taskId: task.id,
      outcome: outcome?.code ?? '',
      findings,
      checked: input.checked.filter((code) => checklist.some((item) => item.code === code)),
      ...(input.reasons === '' ? {} : { reasons: input.reasons }),
      at: services.now(),
    };
    const authorise = authoriseParty(services, trx, accountId);
    await completeTask(trx, services, completion, async (open, file) => {
      const actor = await authorise(open, file);
      if (file.revision !== revision) throw new Refusal(taskRefusals.caseMoved);
      return actor;
    });
  });
}

function findingOf(services: Services, code: string): Finding {
  const finding = services.procedures.findings.get(code);
  if (finding === undefined) throw new Refusal(taskRefusals.findingUnknown, { field: 'findings', values: { code } });
  return finding;
}

async function definitionOf(services: Services, task: PartyTask): Promise<TaskDefinition> {
  const procedure = await services.procedures.ofCase({ procedure: task.procedure, content_hash: task.contentHash });
  const definition = procedure.tasks[task.element];
  if (definition === undefined) throw notFound();
  return definition;
}

async function drawTask(services: Services, context: PageContext, task: PartyTask, input: TaskInput, isJustDone: boolean): Promise<Html> {
  const view = await readCase(services, task.caseId);
  if (view === undefined) throw notFound();
  const { procedure, clocks } = view;
  const choices = await loadChoices(services.db, procedure.form, dateIn(services.timeZone, services.now()));
  const codes = procedure.findings ?? [];
  // Of the clocks the participant needs its own: the one that starts with the task.
  const own = clocks.filter((clock) => procedure.clocks[clock.name]?.startsWith === task.element && clock.unit !== 'hour');
  return taskPage(context, {
    taskId: task.id,
    view,
    definition: await definitionOf(services, task),
    catalogue: codes.flatMap((code) => services.procedures.findings.get(code) ?? []),
    input,
    clocks: own.slice(-1).map((clock) => clockOptions(services, context, procedure, clock)),
    history: partyHistory(services, view, context),
    titleOfOption: choiceTitle(choices, context.language),
    done: task.closedAt === null ? undefined : { at: task.closedAt, outcome: task.outcome ?? '' },
    isJustDone: isJustDone && task.closedAt !== null,
  });
}
