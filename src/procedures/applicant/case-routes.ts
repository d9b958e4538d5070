import { Type } from 'typebox';
import type { App } from '../../platform/http/app.ts';
import { seeOther, sendPage } from '../../platform/http/page-request.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { dateIn } from '../../platform/time.ts';
import type { PageContext } from '../../platform/views/index.ts';
import type { Services } from '../../services.ts';
import { withdrawCase } from '../cases.ts';
import { clockOptions } from '../clock-strip.ts';
import type { CaseView } from '../desk/case-view.ts';
import { readPointer } from '../form.ts';
import { caseSteps, doneElements } from '../progress.ts';
import { caseRefusals } from '../refusals.ts';
import { resendVerificationCode } from '../verification.ts';
import { accountOf, notFound, partiesToday, readOwnCase } from './access.ts';
import { listCases, listMessages } from './case-list.ts';
import { choiceTitle, loadChoices } from './choices.ts';
import { type Draft, listDrafts, openDraft } from './drafts.ts';
import { type PartyCasePage, partyCasePage } from './pages/case-page.ts';
import { casesPage, type DraftItem } from './pages/cases-page.ts';
import { withdrawPage } from './pages/withdraw-page.ts';
import { partyHistory } from './party-history.ts';
import { nextStep } from './standing.ts';
import { copied } from './start.ts';
import { procedureOfDraft } from './submit.ts';

const PAGE_SIZE = 50;
const Id = Type.String({ format: 'uuid' });
const OnlyToken = Type.Object({ _csrf: Type.String() }, { additionalProperties: false });
/** The last case of the page before: its instant and its id. */
const Before = Type.Optional(Type.String({ pattern: '^\\d{4}-[01]\\d-[0-3]\\dT[0-2]\\d:[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?Z_[0-9a-f-]{36}$' }));

/** What follows a submission, for the party whose case it is. */
export function registerCaseRoutes(app: App, services: Services): void {
  app.get(
    '/cases',
    { config: { access: 'party' }, schema: { querystring: Type.Object({ before: Before }, { additionalProperties: false }) } },
    async (request, reply) => {
      const accountId = accountOf(request);
      const context = app.pageContext(request, reply);
      const parties = await partiesToday(services, services.db, accountId);
      const { before } = request.query;
      const [at = '', id = ''] = before?.split('_') ?? [];
      const items = await listCases(
        services.db,
        parties.map((party) => party.id),
        { size: PAGE_SIZE + 1, ...(before === undefined ? {} : { before: { at: instantOf(at), id } }) },
      );
      const shown = items.slice(0, PAGE_SIZE);
      const last = shown.at(-1);
      const cases = await Promise.all(
        shown.map(async (item) => ({
          item,
          procedure: await services.procedures.ofCase({ procedure: item.procedure, content_hash: item.contentHash }),
        })),
      );
      const begun = before === undefined ? await listDrafts(services.db, accountId) : [];
      const drafts = await Promise.all(
        begun.flatMap((draft) => {
          const party = parties.find((each) => each.id === draft.partyId);
          return party === undefined ? [] : [describeDraft(services, draft, party.name)];
        }),
      );
      const next =
        items.length > PAGE_SIZE && last !== undefined
          ? context.href(`/cases?before=${encodeURIComponent(`${last.submittedAt}_${last.id}`)}`)
          : undefined;
      return sendPage(reply, casesPage(context, { drafts, cases, next, hasParties: parties.length > 0 }));
    },
  );

  app.get(
    '/cases/:id',
    {
      config: { access: 'party' },
      schema: {
        params: Type.Object({ id: Id }),
        querystring: Type.Object(
          { done: Type.Optional(Type.Union([Type.Literal('withdrawn'), Type.Literal('resent')])) },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const view = await readOwnCase(services, accountOf(request), request.params.id);
      const context = app.pageContext(request, reply);
      const { done } = request.query;
      return sendPage(
        reply,
        await drawPartyCase(services, context, view, done === undefined ? undefined : context.t(`applicant.done.${done}`)),
      );
    },
  );

  app.post(
    '/cases/:id/resend',
    { config: { access: 'party' }, schema: { params: Type.Object({ id: Id }), body: OnlyToken } },
    async (request, reply) => {
      const { file } = await readOwnCase(services, accountOf(request), request.params.id);
      const actor = `account/${accountOf(request)}`;
      await services.db.transaction().execute((trx) => resendVerificationCode(trx, services, file.id, actor, services.now()));
      return seeOther(reply, app.pageContext(request, reply), `/cases/${file.id}?done=resent`);
    },
  );

  app.get('/cases/:id/withdraw', { config: { access: 'party' }, schema: { params: Type.Object({ id: Id }) } }, async (request, reply) => {
    const view = await readOwnCase(services, accountOf(request), request.params.id);
    refuseLateWithdrawal(view);
    return sendPage(reply, withdrawPage(app.pageContext(request, reply), view, { reasons: '' }));
  });

  app.post(
    '/cases/:id/withdraw',
    {
      config: { access: 'party' },
      schema: {
        params: Type.Object({ id: Id }),
        body: Type.Object(
          { _csrf: Type.String(), reasons: Type.Optional(Type.String({ maxLength: 5000 })) },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const accountId = accountOf(request);
      const view = await readOwnCase(services, accountId, request.params.id);
      const context = app.pageContext(request, reply);
      const reasons = (request.body.reasons ?? '').normalize('NFC').trim();
      if ([...reasons].length < 2 || [...reasons].length > 500) {
        const error = context.t(reasons === '' ? 'applicant.withdraw.missing' : 'applicant.withdraw.length');
        return sendPage(reply, withdrawPage(context, view, { reasons, error }), 422);
      }
      const actor = { id: `account/${accountId}` };
      await services.db.transaction().execute((trx) => withdrawCase(trx, services, view.file.id, actor, reasons, services.now()));
      return seeOther(reply, context, `/cases/${view.file.id}?done=withdrawn`);
    },
  );

  app.post(
    '/cases/:id/copy',
    { config: { access: 'party' }, schema: { params: Type.Object({ id: Id }), body: OnlyToken } },
    async (request, reply) => {
      const accountId = accountOf(request);
      const { file } = await readOwnCase(services, accountId, request.params.id);
      const procedure = services.procedures.current.get(file.procedure);
      if (procedure === undefined || file.closed_at === null) throw notFound();
      const draft = {
        accountId,
        partyId: file.party_id,
        procedure: file.procedure,
        data: copied(procedure.form, file.data),
        ...(file.register === null || file.entry_key === null ? {} : { entry: { register: file.register, key: file.entry_key } }),
        at: services.now(),
      };
      const id = await services.db.transaction().execute((trx) => openDraft(trx, draft));
      return seeOther(reply, app.pageContext(request, reply), `/drafts/${id}`);
    },
  );
}

/** A draft by what tells it from the others: the first code that was entered, such as a domain. */
async function describeDraft(services: Services, draft: Draft, partyName: string): Promise<DraftItem> {
  const procedure = await procedureOfDraft(services, services.db, draft);
  const telling = [...procedure.form.fields.values()].find((field) => field.code && !field.sensitive && field.prefill === undefined);
  const about = telling === undefined ? undefined : readPointer(draft.data, telling.pointer);
  return { draft, procedure, partyName, about: typeof about === 'string' ? about : undefined };
}

/** An address that somebody wrote by hand may name a day that no month has. */
function instantOf(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch {
    throw notFound();
  }
}

const isTooLate = ({ file, procedure }: CaseView): boolean =>
  procedure.withdrawal === undefined || procedure.withdrawal.until.includes(file.stage);

function refuseLateWithdrawal(view: CaseView): void {
  if (view.file.closed_at !== null) throw new Refusal(caseRefusals.caseClosed);
  if (isTooLate(view)) throw new Refusal(caseRefusals.withdrawalTooLate);
}

/** Puts the party's page of a case together. */
async function drawPartyCase(services: Services, context: PageContext, view: CaseView, notice: string | undefined) {
  const { file, procedure, events, openTasks, clocks } = view;
  const standing = nextStep(services, context, view);
  const choices = await loadChoices(services.db, procedure.form, dateIn(services.timeZone, services.now()));
  const options: PartyCasePage = {
    view,
    standing,
    clocks: clocks
      .filter((clock) => clock.unit !== 'hour')
      .sort((a, b) => Number(a.ended_at !== null) - Number(b.ended_at !== null))
      .map((clock) => clockOptions(services, context, procedure, clock)),
    history: partyHistory(services, view, context),
    steps: caseSteps(services, procedure, events, openTasks, context),
    active: openTasks.map((task) => task.element),
    done: doneElements(events),
    messages: await listMessages(services.db, file.id),
    titleOfOption: choiceTitle(choices, context.language),
    mayWithdraw: file.closed_at === null && !isTooLate(view),
    wasRefused: file.closed_at !== null && standing.tone === 'stop',
    notice,
  };
  return partyCasePage(context, options);
}
