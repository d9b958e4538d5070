import { randomUUIDv7 } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Transaction } from '../platform/db/index.ts';
import type { App, FastifyInstance } from '../platform/http/app.ts';
import { seeOther, sendPage } from '../platform/http/page-request.ts';
import { Refusal, refuseAll } from '../platform/http/refusal.ts';
import { dateIn } from '../platform/time.ts';
import { listTasksInHand } from '../procedures/index.ts';
import type { Services } from '../services.ts';
import {
  dateFields,
  dateOf,
  demandPerson,
  demandReason,
  formOf,
  IdParameter,
  LongText,
  perform,
  ShortText,
  textOf,
} from './administration-input.ts';
import { administratorOf } from './administrator.ts';
import type { LocalText } from './model.ts';
import { appointmentPage, appointPage } from './pages/appointment-forms.ts';
import { appointmentsPage } from './pages/appointments-page.ts';
import type { Mistake, Typed } from './pages/form-parts.ts';
import { organisationRefusals } from './refusals.ts';
import { STEP_ROLES } from './schemas.ts';
import { addPerson, appoint, delegate, endAppointment, type Order } from './store/acts.ts';
import {
  type AppointmentRow,
  findAppointment,
  listEvents,
  listLapses,
  listLostSteps,
  listPersons,
  listSeats,
} from './store/administration.ts';
import { countAgainstQuotas } from './store/establishment.ts';
import type { Sources } from './view.ts';
import { establishmentWarnings } from './warnings.ts';
import { roleWords } from './words.ts';

const HISTORY = 30;
/** Days in which a successor can still be found. */
const LAPSING = 45;

const AppointForm = formOf({
  post: Type.String({ maxLength: 100 }),
  person: ShortText,
  nameZh: ShortText,
  nameEn: ShortText,
  ...dateFields('from'),
  ...dateFields('until'),
  mode: Type.Optional(Type.Union((['appointed', 'concurrent', 'acting', 'temporary'] as const).map((each) => Type.Literal(each)))),
  reason: LongText,
});
const EndForm = formOf({ ...dateFields('until'), reason: LongText });
const DelegateForm = formOf({
  lentTo: ShortText,
  lentRoles: Type.Optional(Type.Union([Type.String({ maxLength: 20 }), Type.Array(Type.String({ maxLength: 20 }), { maxItems: 6 })])),
  ...dateFields('lentFrom'),
  ...dateFields('lentUntil'),
  lentReason: LongText,
});

/** Who sits where: for the organisation administrator, whose right to it follows from the plan as everybody's does. */
export function registerAdministrationRoutes(app: App, services: Services, sources: () => Sources): void {
  const today = (): Temporal.PlainDate => dateIn(services.timeZone, services.now());

  const demandAdministrator = (request: FastifyRequest): { readonly order: Order } => administratorOf(services, request);

  const act = async (
    request: FastifyRequest,
    reply: FastifyReply,
    change: (trx: Transaction) => Promise<void>,
  ): Promise<readonly Mistake[]> => await perform(services, app.pageContext(request, reply), change);

  const nameOf = (code: string): LocalText => services.organisation.namesOf(code).at(-1)?.name ?? { 'zh-CN': code, en: code };

  app.get(
    '/administration/appointments',
    {
      config: { access: 'post' },
      schema: {
        querystring: Type.Object(
          {
            institution: Type.Optional(Type.String({ maxLength: 60 })),
            on: Type.Optional(Type.String({ format: 'date' })),
            done: Type.Optional(Type.Union([Type.Literal('appointed'), Type.Literal('ended'), Type.Literal('delegated')])),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      demandAdministrator(request);
      const { organisation, db } = services;
      const on = request.query.on === undefined ? today() : Temporal.PlainDate.from(request.query.on);
      const institutions = organisation.institutions(on).filter((each) => organisation.postsOf(each.code, on).length > 0);
      const institution = institutions.find((each) => each.code === request.query.institution) ?? institutions[0];
      const persons = new Map((await listPersons(db)).map((each) => [each.id, each.name]));
      const context = app.pageContext(request, reply);
      return sendPage(
        reply,
        appointmentsPage(context, {
          on,
          institution,
          institutions,
          seats: institution === undefined ? [] : await listSeats(db, institution.code, on),
          quotas: await countAgainstQuotas(db, on),
          events: await listEvents(db, HISTORY),
          actorWords: (actor) => officerWords(services, actor, context.language) ?? context.t('administration.system'),
          postWords: (post) => organisation.postByCode(post)?.title[context.language] ?? post,
          personWords: (id) => persons.get(id)?.[context.language] ?? '',
          warnings: institution === undefined ? [] : establishmentWarnings(sources(), institution.code, on),
          lapses: await listLapses(db, today(), LAPSING),
          done: request.query.done,
        }),
      );
    },
  );

  const drawAppoint = async (request: FastifyRequest, reply: FastifyReply, code: string, typed: Typed, mistakes: readonly Mistake[]) => {
    const post = services.organisation.postByCode(code);
    if (post === undefined) throw new Refusal(organisationRefusals.postUnknown, { values: { post: code } });
    const context = app.pageContext(request, reply);
    const page = appointPage(context, {
      post: code,
      title: post.title,
      institution: nameOf(post.institution),
      persons: await listPersons(services.db),
      warnings: establishmentWarnings(sources(), post.institution, today(), post),
      typed,
      mistakes,
    });
    return sendPage(reply, page, mistakes.length > 0 ? 422 : 200);
  };

  app.get(
    '/administration/appointments/new',
    {
      config: { access: 'post' },
      schema: { querystring: Type.Object({ post: ShortText }, { additionalProperties: false }) },
    },
    async (request, reply) => {
      demandAdministrator(request);
      const { post } = request.query;
      // After a refused form the address has no post: whoever changes the language there comes back to the list.
      if (post === undefined) return seeOther(reply, app.pageContext(request, reply), '/administration/appointments');
      return await drawAppoint(request, reply, post, {}, []);
    },
  );

  app.post('/administration/appointments/new', { config: { access: 'post' }, schema: { body: AppointForm } }, async (request, reply) => {
    const { order } = demandAdministrator(request);
    const typed = request.body as Typed;
    const post = textOf(typed, 'post');
    const mistakes = await act(request, reply, async (trx) => {
      const found: Refusal[] = [];
      const from = dateOf(typed, 'from', found, true);
      const lastDay = dateOf(typed, 'until', found, false);
      const reason = demandReason(typed, 'reason', found);
      const [chosen, zh, en] = [textOf(typed, 'person'), textOf(typed, 'nameZh'), textOf(typed, 'nameEn')];
      if (chosen === '' && zh === '') found.push(new Refusal(organisationRefusals.nameMissing, { field: 'nameZh' }));
      if (chosen === '' && en === '') found.push(new Refusal(organisationRefusals.nameMissing, { field: 'nameEn' }));
      refuseAll(found);
      if (from === undefined) throw new TypeError('a date that is needed was let through without being there');
      const personId =
        chosen === ''
          ? await addPerson(trx, { code: `person-${randomUUIDv7()}`, name: { 'zh-CN': zh, en } }, order)
          : await demandPerson(trx, chosen, 'person');
      const mode = (textOf(typed, 'mode') || 'appointed') as 'appointed' | 'concurrent' | 'acting' | 'temporary';
      await appoint(
        trx,
        { personId, post, from, mode, reason, ...(lastDay === undefined ? {} : { until: lastDay.add({ days: 1 }) }) },
        order,
      );
    });
    if (mistakes.length > 0) return await drawAppoint(request, reply, post, typed, mistakes);
    return backToList(request, reply, app, services.organisation.postByCode(post)?.institution ?? '', 'appointed');
  });

  const drawAppointment = async (request: FastifyRequest, reply: FastifyReply, id: string, typed: Typed, mistakes: readonly Mistake[]) => {
    const appointment = await demandAppointment(id);
    const lost = await listLostSteps(services.db, appointment, today());
    const context = app.pageContext(request, reply);
    const page = appointmentPage(context, {
      appointment,
      institution: nameOf(appointment.institution),
      inHand: (await listTasksInHand(services.db, appointment.personId)).length,
      lost: lost.map((each) => stepWords(services, each)),
      persons: await listPersons(services.db),
      typed,
      mistakes,
    });
    return sendPage(reply, page, mistakes.length > 0 ? 422 : 200);
  };

  async function demandAppointment(id: string): Promise<AppointmentRow> {
    const appointment = await findAppointment(services.db, id);
    if (appointment === undefined) throw new Refusal(organisationRefusals.appointmentUnknown);
    return appointment;
  }

  app.get('/administration/appointments/:id', { config: { access: 'post' }, schema: { params: IdParameter } }, async (request, reply) => {
    demandAdministrator(request);
    return await drawAppointment(request, reply, request.params.id, {}, []);
  });

  for (const act of ['end', 'delegate'])
    app.get(
      `/administration/appointments/:id/${act}`,
      { config: { access: 'post' }, schema: { params: IdParameter } },
      async (request, reply) => seeOther(reply, app.pageContext(request, reply), `/administration/appointments/${request.params.id}`),
    );

  app.post(
    '/administration/appointments/:id/end',
    { config: { access: 'post' }, schema: { params: IdParameter, body: EndForm } },
    async (request, reply) => {
      const { order } = demandAdministrator(request);
      const { id } = request.params;
      const typed = request.body as Typed;
      const { institution, personId } = await demandAppointment(id);
      const mistakes = await act(request, reply, async (trx) => {
        const found: Refusal[] = [];
        const lastDay = dateOf(typed, 'until', found, true);
        const reason = demandReason(typed, 'reason', found);
        refuseAll(found);
        // Whoever leaves hands over; an end that lies ahead leaves time for it.
        const inHand =
          lastDay === undefined || Temporal.PlainDate.compare(lastDay, today()) > 0 ? [] : await listTasksInHand(trx, personId);
        if (inHand.length > 0) throw new Refusal(organisationRefusals.handOverFirst, { field: 'until', values: { count: inHand.length } });
        if (lastDay !== undefined) await endAppointment(trx, { appointmentId: id, until: lastDay.add({ days: 1 }), reason }, order);
      });
      if (mistakes.length > 0) return await drawAppointment(request, reply, id, typed, mistakes);
      return backToList(request, reply, app, institution, 'ended');
    },
  );

  app.post(
    '/administration/appointments/:id/delegate',
    { config: { access: 'post' }, schema: { params: IdParameter, body: DelegateForm } },
    async (request, reply) => {
      const { order } = demandAdministrator(request);
      const { id } = request.params;
      const typed = request.body as Typed;
      const appointment = await demandAppointment(id);
      const mistakes = await act(request, reply, async (trx) => {
        const found: Refusal[] = [];
        const from = dateOf(typed, 'lentFrom', found, true);
        const lastDay = dateOf(typed, 'lentUntil', found, true);
        const reason = demandReason(typed, 'lentReason', found);
        const chosen = [typed.lentRoles ?? []].flat();
        const roles = STEP_ROLES.filter((role) => chosen.includes(role));
        if (roles.length === 0) found.push(new Refusal(organisationRefusals.stepsMissing, { field: 'lentRoles' }));
        refuseAll(found);
        if (from === undefined || lastDay === undefined) return;
        if (Temporal.PlainDate.compare(from, today()) < 0) throw new Refusal(organisationRefusals.pastDay, { field: 'from' });
        const toPerson = await demandPerson(trx, textOf(typed, 'lentTo'), 'lentTo');
        await delegate(trx, { fromPost: appointment.post, toPerson, roles, from, until: lastDay.add({ days: 1 }), reason }, order);
      });
      if (mistakes.length > 0) return await drawAppointment(request, reply, id, typed, mistakes.map(inDelegation));
      return backToList(request, reply, app, appointment.institution, 'delegated');
    },
  );
}

/** The form for lending stands on the page of the appointment: its fields have names of their own. */
const LENT: Readonly<Record<string, string>> = { to: 'lentTo', roles: 'lentRoles', until: 'lentUntil', from: 'lentFrom' };
const inDelegation = ({ field, text }: Mistake): Mistake => ({ field: LENT[field ?? ''] ?? field, text });

const backToList = (request: FastifyRequest, reply: FastifyReply, app: FastifyInstance, institution: string, done: string): FastifyReply =>
  seeOther(
    reply,
    app.pageContext(request, reply),
    `/administration/appointments?institution=${encodeURIComponent(institution)}&done=${done}`,
  );

function officerWords({ organisation }: Services, actor: string, language: 'zh-CN' | 'en'): string | undefined {
  const [kind, id = ''] = actor.split('/');
  const officer = kind === 'appointment' ? organisation.describe(id) : undefined;
  return officer && `${officer.post[language]}${language === 'en' ? ', ' : '，'}${officer.institution[language]}`;
}

function stepWords({ organisation }: Services, { mandate, role }: { readonly mandate: string; readonly role: string }): LocalText {
  const title =
    mandate === '*'
      ? { 'zh-CN': '本机构全部职责', en: 'every function held here' }
      : (organisation.mandate(mandate)?.title ?? { 'zh-CN': mandate, en: mandate });
  return { 'zh-CN': `${title['zh-CN']}：${roleWords(role)['zh-CN']}`, en: `${title.en}: ${roleWords(role).en}` };
}
