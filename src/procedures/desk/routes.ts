import { Type } from 'typebox';
import type { Verdict } from '../../organisation/index.ts';
import type { Attachment } from '../../platform/files/index.ts';
import { readFileContent } from '../../platform/files/index.ts';
import type { App } from '../../platform/http/app.ts';
import { refusalsIn } from '../../platform/http/errors.ts';
import { seeOther, sendPage } from '../../platform/http/page-request.ts';
import { textOfRefusal } from '../../platform/http/problem.ts';
import { platformRefusals, Refusal } from '../../platform/http/refusal.ts';
import { dateIn } from '../../platform/time.ts';
import type { PageContext } from '../../platform/views/index.ts';
import type { Services } from '../../services.ts';
import { type Completion, completeTask, type Finding } from '../cases.ts';
import { readPointer } from '../form.ts';
import { ruledTerritories } from '../rules/routes.ts';
import { putBack, takeInHand } from '../task-holders.ts';
import { type CaseView, demandSight, readCase, refusalOf, verdictOn } from './case-view.ts';
import { deskItem } from './desk-item.ts';
import { drawCase } from './draw-case.ts';
import type { ActInput } from './pages/act-form.ts';
import { address, deskPage } from './pages/desk-page.ts';
import { countQueue, keyOf, type Lateness, listQueue } from './queue.ts';
import { deskRefusals } from './refusals.ts';

const PAGE_SIZE = 50;
const Id = Type.String({ format: 'uuid' });
const Repeated = Type.Optional(
  Type.Union([Type.String({ maxLength: 100 }), Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 })]),
);

/** The officer's desk: the list of what waits, the whole case on one screen, the acts. */
export function registerDeskRoutes(app: App, services: Services): void {
  registerHandRoute(app, services);
  app.get(
    '/desk',
    {
      config: { access: 'post' },
      schema: {
        querystring: Type.Object(
          {
            lateness: Type.Optional(Type.Union(['late', 'today', 'soon', 'later'].map((each) => Type.Literal(each as Lateness)))),
            procedure: Type.Optional(Type.String({ maxLength: 100 })),
            role: Type.Optional(
              Type.Union((['accept', 'examine', 'review', 'countersign', 'decide', 'sign'] as const).map((each) => Type.Literal(each))),
            ),
            q: Type.Optional(Type.String({ maxLength: 100 })),
            after: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}_[0-9a-f-]{36}$' })),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const personId = officerOf(request.viewer);
      const at = services.now();
      const today = dateIn(services.timeZone, at);
      const { q, after, ...rest } = request.query;
      const filter = { ...rest, text: q };
      const [due = '', id = ''] = after?.split('_') ?? [];
      await services.organisation.refresh(services.db);
      const rows = await listQueue(services, personId, today, filter, {
        size: PAGE_SIZE + 1,
        ...(after === undefined ? {} : { after: { due, id } }),
      });
      const counts = await countQueue(services, personId, today);
      const shown = rows.slice(0, PAGE_SIZE);
      const last = shown.at(-1);
      const context = app.pageContext(request, reply);
      const items = await Promise.all(shown.map((row) => deskItem(services, row, context)));
      const titles = new Map([...services.procedures.current].map(([code, procedure]) => [code, procedure.title[context.language]]));
      const posts = services.organisation
        .appointmentsOf(personId, at)
        .map((appointment) => `${appointment.institution[context.language]} ${appointment.post[context.language]}`);
      const next =
        rows.length > PAGE_SIZE && last !== undefined ? context.href(address(filter, `${keyOf(last).due}_${last.id}`)) : undefined;
      return sendPage(
        reply,
        deskPage(context, { items, counts, filter, procedureTitles: titles, posts, ways: waysOf(services, context, personId, at), next }),
      );
    },
  );

  app.get(
    '/desk/cases/:id',
    {
      config: { access: 'post' },
      schema: { params: Type.Object({ id: Id }), querystring: Type.Object({ done: Type.Optional(Type.String({ maxLength: 40 })) }) },
    },
    async (request, reply) => {
      const view = await seen(services, request.params.id, officerOf(request.viewer));
      const context = app.pageContext(request, reply);
      return sendPage(
        reply,
        await drawCase(services, context, view, {
          personId: officerOf(request.viewer),
          ...(request.query.done === undefined ? {} : { notice: context.t('desk.act.done') }),
        }),
      );
    },
  );

  app.get(
    '/desk/cases/:id/files/*',
    { config: { access: 'post' }, schema: { params: Type.Object({ id: Id, '*': Type.String({ maxLength: 200 }) }) } },
    async (request, reply) => {
      const view = await seen(services, request.params.id, officerOf(request.viewer));
      const field = view.procedure.form.fields.get(`/${request.params['*']}`);
      const attachment = field?.widget === 'file' ? (readPointer(view.file.data, field.pointer) as Attachment | undefined) : undefined;
      const bytes = attachment === undefined ? undefined : await readFileContent(services.db, attachment.sha256);
      if (attachment === undefined || bytes === undefined) throw new Refusal(platformRefusals.notFound);
      const isPicture = attachment.mediaType !== 'application/pdf';
      return reply
        .type(attachment.mediaType)
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `${isPicture ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(attachment.name)}`)
        .send(bytes);
    },
  );

  app.post(
    '/desk/tasks/:id',
    {
      config: { access: 'post' },
      schema: {
        params: Type.Object({ id: Id }),
        body: Type.Object(
          {
            _csrf: Type.String(),
            revision: Type.String({ pattern: '^\\d+$' }),
            outcome: Type.Optional(Type.String({ maxLength: 60 })),
            reasons: Type.Optional(Type.String({ maxLength: 5000 })),
            findings: Repeated,
            checked: Repeated,
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const personId = officerOf(request.viewer);
      const { body } = request;
      const input = {
        ...(body.outcome === undefined ? {} : { outcome: body.outcome }),
        reasons: body.reasons?.normalize('NFC').trim() ?? '',
        findings: listOf(body.findings),
        checked: listOf(body.checked),
      };
      const context = app.pageContext(request, reply);
      try {
        const file = await act(services, request.params.id, personId, Number(body.revision), input);
        return seeOther(reply, context, `/desk/cases/${file}?done=${encodeURIComponent(input.outcome ?? '')}`);
      } catch (error) {
        const refusals = refusalsIn(error);
        const page = refusals?.every((each) => each.rule.status === 422) ? await caseOfTask(services, request.params.id) : undefined;
        if (refusals === undefined || page === undefined) throw error;
        const view = await seen(services, page, personId);
        const kept: ActInput = {
          ...input,
          errors: refusals.map((each) => ({ field: each.field ?? 'outcome', text: textOfRefusal(each, context.t) })),
        };
        return sendPage(reply, await drawCase(services, context, view, { personId, input: { taskId: request.params.id, kept } }), 422);
      }
    },
  );
}

/** Takes a task in hand or puts it back; only what one may do can be taken. */
function registerHandRoute(app: App, services: Services): void {
  app.post(
    '/desk/tasks/:id/hand',
    {
      config: { access: 'post' },
      schema: {
        params: Type.Object({ id: Id }),
        body: Type.Object(
          { _csrf: Type.String(), take: Type.Union([Type.Literal('yes'), Type.Literal('no')]) },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const personId = officerOf(request.viewer);
      const { id } = request.params;
      const caseId = await caseOfTask(services, id);
      const view = caseId === undefined ? undefined : await seen(services, caseId, personId);
      const task = view?.openTasks.find((each) => each.id === id);
      if (view === undefined || task?.mandate === null || task === undefined) throw new Refusal(platformRefusals.notFound);
      const at = services.now();
      const verdict = verdictOn(services, personId, view.file, task.step_role ?? 'examine', task.drafters, at);
      if (!verdict.allowed) throw refusalOf(verdict.denial);
      const isTaken = request.body.take === 'yes';
      await services.db.transaction().execute((trx) => (isTaken ? takeInHand(trx, { id, personId, at }) : putBack(trx, { id, personId })));
      return seeOther(reply, app.pageContext(request, reply), `/desk/cases/${view.file.id}`);
    },
  );
}

/** Pages beside the desk, each for whoever holds the function that it serves. */
const WAYS = [
  { mandate: 'internal-audit', role: 'examine', path: '/audit', text: 'desk.ways.audit' },
  { mandate: 'establishment', role: 'examine', path: '/administration/appointments', text: 'desk.ways.appointments' },
] as const;

const waysOf = (services: Services, context: PageContext, personId: string, at: Temporal.Instant) => [
  ...WAYS.flatMap(({ mandate, role, path, text }) =>
    services.organisation.may(personId, { mandate, role, territory: null, scope: null, secrecy: 0, drafters: [] }, at).allowed
      ? [{ text: context.t(text), href: context.href(path) }]
      : [],
  ),
  ...ruledTerritories(services, personId).map(({ rule, territory }) => ({
    text: rule.title[context.language],
    href: context.href(`/desk/rules/${rule.rule}/${territory}`),
  })),
];

const officerOf = (viewer: { readonly personId: string | undefined } | undefined): string => {
  if (viewer?.personId === undefined) throw new Refusal(platformRefusals.notFound);
  return viewer.personId;
};

const listOf = (sent: string | readonly string[] | undefined): readonly string[] => (sent === undefined ? [] : [sent].flat());

async function seen(services: Services, caseId: string, personId: string): Promise<CaseView> {
  const view = await readCase(services, caseId);
  if (view === undefined) throw new Refusal(platformRefusals.notFound);
  demandSight(services, personId, view.file, services.now());
  return view;
}

async function caseOfTask(services: Services, taskId: string): Promise<string | undefined> {
  const row = await services.db.selectFrom('task').select('case_id').where('id', '=', taskId).executeTakeFirst();
  return row?.case_id;
}

interface DeskAct {
  readonly outcome?: string;
  readonly reasons: string;
  readonly findings: readonly string[];
  readonly checked: readonly string[];
}

/**
 * An officer's act, in one transaction with everything that follows from it.
 *
 * @returns the case's id
 * @throws Refusal 403 explained; 409 when the case moved since the officer saw it; 422 what the outcome needs and lacks
 */
async function act(services: Services, taskId: string, personId: string, revision: number, input: DeskAct): Promise<string> {
  const at = services.now();
  await services.organisation.refresh(services.db);
  const file = await services.db.transaction().execute(async (trx) => {
    const completion: Completion = {
      taskId,
      outcome: input.outcome ?? '',
      ...(input.reasons === '' ? {} : { reasons: input.reasons }),
      findings: findingsOf(services, input.findings),
      checked: input.checked,
      at,
    };
    return await completeTask(trx, services, completion, async (task, row) => {
      const verdict: Verdict = verdictOn(services, personId, row, task.step_role ?? 'examine', task.drafters, at);
      if (task.mandate === null) throw new Refusal(platformRefusals.notFound);
      if (!verdict.allowed) throw refusalOf(verdict.denial);
      if (row.revision !== revision) throw new Refusal(deskRefusals.caseMoved);
      return { id: `appointment/${verdict.appointmentId}`, personId, because: verdict.because };
    });
  });
  return file.id;
}

const findingsOf = (services: Services, codes: readonly string[]): readonly Finding[] =>
  codes.map((code) => {
    const finding = services.procedures.findings.get(code);
    if (finding === undefined) throw new Refusal(deskRefusals.findingUnknown, { field: 'findings', values: { code } });
    return finding;
  });
