import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../platform/http/app.ts';
import { seeOther, sendPage } from '../platform/http/page-request.ts';
import { platformRefusals, Refusal, refuseAll } from '../platform/http/refusal.ts';
import { dateIn } from '../platform/time.ts';
import type { Services } from '../services.ts';
import { dateFields, dateOf, demandText, formOf, IdParameter, LongText, perform, ShortText, textOf } from './administration-input.ts';
import type { LocalText, Mandate, Verdict } from './model.ts';
import { assignmentsPage } from './pages/assignments-page.ts';
import type { Mistake, Typed } from './pages/form-parts.ts';
import { organisationRefusals } from './refusals.ts';
import type { Order } from './store/acts.ts';
import { type Assignment, findAssignment, listAssignments, recordAssignment, reportAssignment } from './store/assignments.ts';
import type { Sources } from './view.ts';

const RecordForm = formOf({
  mandate: ShortText,
  titleZh: ShortText,
  titleEn: ShortText,
  issuer: ShortText,
  instrumentTitle: ShortText,
  instrumentNumber: ShortText,
  ...dateFields('instrumentDate'),
  ...dateFields('received'),
  lead: ShortText,
  ...dateFields('due'),
});
const ReportForm = formOf({ assignment: ShortText, report: LongText, closing: Type.Optional(Type.Literal('yes')) });

const Names = Type.Object({ 'zh-CN': Type.String(), en: Type.String() });
const Day = Type.Union([Type.String(), Type.Null()]);
const Shown = Type.Object({
  id: Type.String(),
  mandate: Type.String(),
  title: Names,
  issuer: Type.String(),
  instrument: Type.Object({ title: Type.String(), number: Type.String(), date: Type.String() }),
  receivedOn: Type.String(),
  lead: Type.String(),
  due: Day,
  state: Type.String(),
  report: Type.Union([Type.String(), Type.Null()]),
});
const shown = (each: Assignment) => ({
  id: each.id,
  mandate: each.mandate,
  title: each.title,
  issuer: each.issuer,
  instrument: { title: each.instrumentTitle, number: each.instrumentNumber, date: each.instrumentDate.toString() },
  receivedOn: each.receivedOn.toString(),
  lead: each.lead,
  due: each.due?.toString() ?? null,
  state: each.state,
  report: each.report,
});

/** What is assigned beside the plan: recorded by whoever holds the responsibility, for everybody to see. */
export function registerAssignmentRoutes(app: App, services: Services, sources: () => Sources): void {
  const { db } = services;
  const today = (): Temporal.PlainDate => dateIn(services.timeZone, services.now());

  const verdictOn = (personId: string, mandate: string, role: 'accept' | 'decide'): Verdict =>
    services.organisation.may(personId, { mandate, role, territory: null, scope: null, secrecy: 0, drafters: [] }, services.now());

  /** The responsibilities under which an officer may record. */
  const mandatesOf = (personId: string): readonly Mandate[] =>
    sources().plan.responsibilities.flatMap(({ number }) => {
      const code = `resp-${String(number).padStart(2, '0')}`;
      const mandate = services.organisation.mandate(code);
      const isTheirs = (['accept', 'decide'] as const).some((role) => verdictOn(personId, code, role).allowed);
      return mandate !== undefined && isTheirs ? [mandate] : [];
    });

  /** @throws Refusal 404 for strangers, 403 that says who holds the responsibility for officers */
  const demandOrder = (request: FastifyRequest, mandate: string): Order => {
    const personId = request.viewer?.personId;
    if (personId === undefined) throw new Refusal(platformRefusals.notFound);
    const verdicts = (['accept', 'decide'] as const).map((role) => verdictOn(personId, mandate, role));
    for (const verdict of verdicts)
      if (verdict.allowed) return { actor: `appointment/${verdict.appointmentId}`, at: services.now(), because: verdict.because };
    const denial = verdicts.flatMap((verdict) => (verdict.allowed ? [] : [verdict.denial]))[0];
    const ask = denial?.holder?.ask ?? denial?.holder?.name ?? { 'zh-CN': '', en: '' };
    throw new Refusal(organisationRefusals.administrationNotAllowed, { values: { why: denial?.text ?? '', ask } });
  };

  const demandRecorder = (request: FastifyRequest): string => {
    const personId = request.viewer?.personId;
    if (personId === undefined) throw new Refusal(platformRefusals.notFound);
    if (mandatesOf(personId).length === 0) demandOrder(request, lastOf(sources()));
    return personId;
  };

  const nameOf = (code: string): LocalText => services.organisation.namesOf(code).at(-1)?.name ?? { 'zh-CN': code, en: code };

  const draw = async (
    request: FastifyRequest,
    reply: FastifyReply,
    typed: Typed,
    mistakes: readonly Mistake[],
    done?: 'recorded' | 'reported' | 'closed',
  ) => {
    const mandates = mandatesOf(demandRecorder(request));
    const codes = new Set(mandates.map((each) => each.code));
    const page = assignmentsPage(app.pageContext(request, reply), {
      assignments: (await listAssignments(db, today())).filter((each) => codes.has(each.mandate)),
      mandates,
      institutions: services.organisation.institutions(today()).filter((each) => each.kind !== 'external'),
      nameOf,
      typed,
      mistakes,
      done,
    });
    return sendPage(reply, page, mistakes.length > 0 ? 422 : 200);
  };

  app.get(
    '/administration/assignments',
    {
      config: { access: 'post' },
      schema: {
        querystring: Type.Object(
          { done: Type.Optional(Type.Union((['recorded', 'reported', 'closed'] as const).map((each) => Type.Literal(each)))) },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => await draw(request, reply, {}, [], request.query.done),
  );

  app.post('/administration/assignments', { config: { access: 'post' }, schema: { body: RecordForm } }, async (request, reply) => {
    demandRecorder(request);
    const typed = request.body as Typed;
    const mandate = textOf(typed, 'mandate');
    const order = demandOrder(request, mandate);
    const context = app.pageContext(request, reply);
    const mistakes = await perform(services, context, async (trx) => {
      const found: Refusal[] = [];
      const text = (name: string): string => demandText(typed, name, found);
      const [titleZh, titleEn, issuer, instrumentTitle] = [text('titleZh'), text('titleEn'), text('issuer'), text('instrumentTitle')];
      const lead = text('lead');
      const instrumentDate = dateOf(typed, 'instrumentDate', found, true);
      const receivedOn = dateOf(typed, 'received', found, true);
      const due = dateOf(typed, 'due', found, false) ?? null;
      if (lead !== '' && services.organisation.institution(lead, today()) === undefined)
        found.push(new Refusal(organisationRefusals.institutionUnknown, { field: 'lead' }));
      refuseAll(found);
      if (instrumentDate === undefined || receivedOn === undefined) return;
      const title = { 'zh-CN': titleZh, en: titleEn };
      const instrumentNumber = textOf(typed, 'instrumentNumber');
      await recordAssignment(
        trx,
        { mandate, title, issuer, instrumentTitle, instrumentNumber, instrumentDate, receivedOn, lead, due },
        order,
      );
    });
    if (mistakes.length > 0) return await draw(request, reply, typed, mistakes);
    return seeOther(reply, context, '/administration/assignments?done=recorded');
  });

  app.get(
    '/administration/assignments/:id/report',
    { config: { access: 'post' }, schema: { params: IdParameter } },
    async (request, reply) => seeOther(reply, app.pageContext(request, reply), '/administration/assignments'),
  );

  app.post(
    '/administration/assignments/:id/report',
    { config: { access: 'post' }, schema: { params: IdParameter, body: ReportForm } },
    async (request, reply) => {
      demandRecorder(request);
      const { id } = request.params;
      const assignment = await findAssignment(db, id);
      if (assignment === undefined) throw new Refusal(organisationRefusals.assignmentUnknown);
      const order = demandOrder(request, assignment.mandate);
      const typed = request.body as Typed;
      const isClosed = textOf(typed, 'closing') === 'yes';
      const context = app.pageContext(request, reply);
      const mistakes = await perform(services, context, async (trx) => {
        const found: Refusal[] = [];
        const report = demandText(typed, 'report', found);
        refuseAll(found);
        await reportAssignment(trx, { id, text: report, isClosed }, order);
      });
      if (mistakes.length > 0) return await draw(request, reply, { ...typed, assignment: id }, mistakes);
      return seeOther(reply, context, `/administration/assignments?done=${isClosed ? 'closed' : 'reported'}`);
    },
  );

  app.get(
    '/api/v1/assignments',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Tasks assigned beside the plan, each with its instrument, the institution that leads, its limit and what came of it',
        querystring: Type.Object(
          { on: Type.Optional(Type.String({ format: 'date' })), mandate: Type.Optional(Type.String({ maxLength: 60 })) },
          { additionalProperties: false },
        ),
        response: { 200: Type.Array(Shown) },
      },
    },
    async (request) => {
      const on = request.query.on === undefined ? today() : Temporal.PlainDate.from(request.query.on);
      return (await listAssignments(db, on, request.query.mandate)).map(shown);
    },
  );
}

/** Whom to ask where an officer holds no responsibility at all: the holder of the last, which is for what no other names. */
const lastOf = ({ plan }: Sources): string => `resp-${String(plan.responsibilities.at(-1)?.number ?? 0).padStart(2, '0')}`;
