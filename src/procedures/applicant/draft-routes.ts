import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import { getPartyOf } from '../../parties/index.ts';
import type { App } from '../../platform/http/app.ts';
import { refusalsIn } from '../../platform/http/errors.ts';
import { seeOther, sendPage } from '../../platform/http/page-request.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { dateIn } from '../../platform/time.ts';
import { details, type Html, type PageContext, summaryList } from '../../platform/views/index.ts';
import type { Services } from '../../services.ts';
import { answerRows } from '../answers.ts';
import { orderRefusals } from '../orders/refusals.ts';
import { caseRefusals } from '../refusals.ts';
import { accountOf, notFound, partiesToday, procedureOf, readOwnCase } from './access.ts';
import { choiceTitle } from './choices.ts';
import { type DraftView, errorsOf, pageOf, pageStates, readDraft } from './draft-view.ts';
import { deleteDraft, findSubmission, openDraft } from './drafts.ts';
import { type KeptPage, keepPage } from './page-answers.ts';
import { draftPage } from './pages/draft-page.ts';
import { formPage } from './pages/form-page.ts';
import { deleteDraftPage, reviewPage, submittedPage } from './pages/review-page.ts';
import { startPage } from './pages/start-page.ts';
import type { Sent } from './sent-answers.ts';
import { nextStep } from './standing.ts';
import { prefilled } from './start.ts';
import { submitDraft } from './submit.ts';

const Id = Type.String({ format: 'uuid' });
const Code = Type.String({ pattern: '^[a-z][A-Za-z0-9-]{0,99}$' });
const OnlyToken = Type.Object({ _csrf: Type.String() }, { additionalProperties: false });
/** A page of a form sends whatever its schema asks; which names it may send is checked against that page. */
const PageBody = Type.Object(
  { _csrf: Type.String(), revision: Type.String({ pattern: '^\\d{1,9}$' }), window: Type.Optional(Type.String({ maxLength: 40 })) },
  {
    additionalProperties: Type.Union([
      Type.String({ maxLength: 100_000 }),
      Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 100 }),
    ]),
  },
);

/** From the choice of a party to the number of the case: drafts, their pages, the review, the submission. */
export function registerDraftRoutes(app: App, services: Services): void {
  app.get(
    '/services/:code/start',
    { config: { access: 'public' }, schema: { params: Type.Object({ code: Code }) } },
    async (request, reply) => {
      const procedure = procedureOf(services, request.params.code);
      const context = app.pageContext(request, reply);
      // An order upon an entry begins at the entry.
      if (procedure.order?.entry !== undefined) return seeOther(reply, context, `/registers/${procedure.order.register}`);
      if (request.viewer === undefined || request.viewer.secondFactorDue)
        return seeOther(reply, context, `/sign-in?next=${encodeURIComponent(context.href(`/services/${procedure.code}/start`))}`);
      const parties = await partiesToday(services, services.db, request.viewer.accountId);
      return sendPage(reply, startPage(context, { procedure, parties, errors: [] }));
    },
  );

  app.post(
    '/services/:code/start',
    {
      config: { access: 'party' },
      schema: {
        params: Type.Object({ code: Code }),
        body: Type.Object({ _csrf: Type.String(), party: Type.Optional(Id) }, { additionalProperties: false }),
      },
    },
    async (request, reply) => {
      const procedure = procedureOf(services, request.params.code);
      const accountId = accountOf(request);
      const context = app.pageContext(request, reply);
      const parties = await partiesToday(services, services.db, accountId);
      if (request.body.party === undefined) {
        const errors = [{ text: context.t('applicant.start.choose'), href: '#party' }];
        return sendPage(reply, startPage(context, { procedure, parties, errors }), 422);
      }
      if (procedure.order?.entry !== undefined) throw new Refusal(orderRefusals.entryNeeded);
      const at = services.now();
      const party = await getPartyOf(services.db, accountId, request.body.party, dateIn(services.timeZone, at));
      if (!procedure.applicants.includes(party.kind)) throw new Refusal(caseRefusals.applicantKind);
      const draft = { accountId, partyId: party.id, procedure: procedure.code, data: prefilled(procedure.form, party), at };
      const id = await services.db.transaction().execute((trx) => openDraft(trx, draft));
      return seeOther(reply, context, `/drafts/${id}`);
    },
  );

  app.get('/drafts/:id', { config: { access: 'party' }, schema: { params: Type.Object({ id: Id }) } }, async (request, reply) => {
    const context = app.pageContext(request, reply);
    const accountId = accountOf(request);
    if ((await findSubmission(services.db, request.params.id, accountId)) !== undefined)
      return seeOther(reply, context, `/drafts/${request.params.id}/submitted`);
    const view = await readDraft(services, accountId, request.params.id);
    const page = draftPage(context, {
      ...view,
      ...pageStates(view),
      partyName: view.party.name,
      findings: view.corrected?.findings ?? [],
      caseNumber: view.corrected?.number,
      updatedOn: dateIn(services.timeZone, view.draft.updatedAt),
    });
    return sendPage(reply, page);
  });

  app.get('/drafts/:id/review', { config: { access: 'party' }, schema: { params: Type.Object({ id: Id }) } }, async (request, reply) => {
    const view = await readDraft(services, accountOf(request), request.params.id);
    return sendPage(reply, drawReview(app.pageContext(request, reply), view, []));
  });

  app.post(
    '/drafts/:id/submit',
    { config: { access: 'party' }, schema: { params: Type.Object({ id: Id }), body: OnlyToken } },
    async (request, reply) => {
      const { id } = request.params;
      const accountId = accountOf(request);
      const context = app.pageContext(request, reply);
      try {
        await submitDraft(services, accountId, id);
        return seeOther(reply, context, `/drafts/${id}/submitted`);
      } catch (error) {
        const refusals = refusalsIn(error);
        // What an answer can cure is shown beside the answers; everything else is a page of its own.
        if (refusals === undefined || refusals.some((each) => each.field === undefined && each.rule.status !== 422)) throw error;
        const view = await readDraft(services, accountId, id);
        return sendPage(reply, drawReview(context, view, refusals), 422);
      }
    },
  );

  app.get('/drafts/:id/submitted', { config: { access: 'party' }, schema: { params: Type.Object({ id: Id }) } }, async (request, reply) => {
    const accountId = accountOf(request);
    const caseId = await findSubmission(services.db, request.params.id, accountId);
    if (caseId === undefined) throw notFound();
    const view = await readOwnCase(services, accountId, caseId);
    const context = app.pageContext(request, reply);
    const next = nextStep(services, context, view).text;
    return sendPage(reply, submittedPage(context, { caseId, number: view.file.number, procedure: view.procedure, next }));
  });

  app.get('/drafts/:id/delete', { config: { access: 'party' }, schema: { params: Type.Object({ id: Id }) } }, async (request, reply) => {
    const view = await readDraft(services, accountOf(request), request.params.id);
    return sendPage(reply, deleteDraftPage(app.pageContext(request, reply), view.draft, view.procedure, view.corrected?.number));
  });

  app.post(
    '/drafts/:id/delete',
    { config: { access: 'party' }, schema: { params: Type.Object({ id: Id }), body: OnlyToken } },
    async (request, reply) => {
      const { draft } = await readDraft(services, accountOf(request), request.params.id);
      await deleteDraft(services.db, draft.id, draft.accountId);
      return seeOther(reply, app.pageContext(request, reply), '/cases');
    },
  );

  app.get(
    '/drafts/:id/:page',
    { config: { access: 'party' }, schema: { params: Type.Object({ id: Id, page: Code }) } },
    async (request, reply) => {
      const view = await readDraft(services, accountOf(request), request.params.id);
      const page = pageOf(view.procedure, request.params.page);
      const findings = view.corrected?.findings ?? [];
      return sendPage(reply, formPage(app.pageContext(request, reply), { ...view, page, findings, errors: [], window: randomUUID() }));
    },
  );

  app.post(
    '/drafts/:id/:page',
    { config: { access: 'party' }, schema: { params: Type.Object({ id: Id, page: Code }), body: PageBody } },
    async (request, reply) => {
      const view = await readDraft(services, accountOf(request), request.params.id);
      const { procedure, draft } = view;
      const page = pageOf(procedure, request.params.page);
      const sent = request.body as Sent;
      const context = app.pageContext(request, reply);
      const findings = view.corrected?.findings ?? [];
      const { window } = writerOf(request.body);
      let kept: KeptPage;
      try {
        kept = await keepPage(services, { ...view, page, sent, uploads: request.uploads, ...writerOf(request.body) });
      } catch (error) {
        const refusals = refusalsIn(error);
        if (refusals?.[0]?.rule !== caseRefusals.draftChanged) throw error;
        const conflict = keptMeanwhile(context, view, page.code);
        return sendPage(
          reply,
          formPage(context, { ...view, page, findings, sent, window, conflict, errors: errorsOf(context, refusals) }),
          409,
        );
      }
      if (kept.mistakes.length > 0) {
        const errors = errorsOf(context, kept.mistakes);
        return sendPage(reply, formPage(context, { ...view, draft: kept.draft, page, findings, sent, window, errors }), 422);
      }
      const next = procedure.form.pages[procedure.form.pages.indexOf(page) + 1];
      return seeOther(reply, context, `/drafts/${draft.id}/${next?.code ?? 'review'}`);
    },
  );

  app.post(
    '/drafts/:id/:page/save',
    { config: { access: 'party' }, schema: { params: Type.Object({ id: Id, page: Code }), body: PageBody } },
    async (request, reply) => {
      const view = await readDraft(services, accountOf(request), request.params.id);
      const page = pageOf(view.procedure, request.params.page);
      const sent = request.body as Sent;
      const { draft } = await keepPage(services, {
        ...view,
        page,
        sent,
        uploads: request.uploads,
        ...writerOf(request.body),
      });
      const context = app.pageContext(request, reply);
      const savedAt = context.t('views.draft.savedAt', { at: context.formatDateTime(draft.updatedAt) });
      return reply.header('cache-control', 'no-store').send({ revision: draft.revision, savedAt });
    },
  );
}

const writerOf = (body: {
  readonly revision: string;
  readonly window?: string;
}): { readonly revision: number; readonly window: string } => ({
  revision: Number(body.revision),
  window: body.window ?? '',
});

function drawReview(context: PageContext, view: DraftView, refusals: readonly Refusal[]): Html {
  return reviewPage(context, {
    ...view,
    partyName: view.party.name,
    errors: errorsOf(context, refusals),
    titleOfOption: choiceTitle(view.choices, context.language),
  });
}

/** Two windows, one draft: what the other has kept stands beside what this one sent, and nothing is lost. */
function keptMeanwhile(context: PageContext, view: DraftView, code: string): Html {
  const page = pageOf(view.procedure, code);
  return details({
    summary: context.t('applicant.form.keptMeanwhile', { at: context.formatDateTime(view.draft.updatedAt) }),
    isOpen: true,
    content: summaryList(answerRows(page, view.draft.data, context, { titleOfOption: choiceTitle(view.choices, context.language) })),
  });
}
