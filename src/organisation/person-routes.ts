import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../platform/http/app.ts';
import { seeOther, sendPage } from '../platform/http/page-request.ts';
import { Refusal, refuseAll } from '../platform/http/refusal.ts';
import { dateIn } from '../platform/time.ts';
import { handOver, listTasksInHand, mayTake, type TaskInHand } from '../procedures/index.ts';
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
import type { Mistake, Typed } from './pages/form-parts.ts';
import { CLEARANCES, personPage, personsPage } from './pages/person-page.ts';
import { organisationRefusals } from './refusals.ts';
import { record, recuse, setClearance } from './store/acts.ts';
import { listPersons } from './store/administration.ts';
import { endDelegation, endRecusal } from './store/ends.ts';
import { findPerson, findRecusalSubject, listDelegationsTo, listRecusalsOf, listSeatsOf, searchPersons } from './store/persons.ts';

const Done = Type.Union(
  (['recused', 'recusalEnded', 'delegationEnded', 'clearance', 'handedOver'] as const).map((each) => Type.Literal(each)),
);
const Ids = Type.Optional(Type.Union([Type.String({ maxLength: 40 }), Type.Array(Type.String({ maxLength: 40 }), { maxItems: 500 })]));
const FOUND = 100;

const RecusalForm = formOf({ caseNumber: ShortText, partyCode: ShortText, ...dateFields('recusedFrom'), ground: LongText });
const ClearanceForm = formOf({ clearance: ShortText, clearanceReason: LongText });
const HandOverForm = formOf({ tasks: Ids, to: ShortText, workReason: LongText });
const EndForm = formOf({ ending: ShortText, ...dateFields('lastDay'), endReason: LongText });

/** The file of each officer, for whoever manages the establishment: recusal, clearance, what was lent, and handing over a desk. */
export function registerPersonRoutes(app: App, services: Services): void {
  const today = (): Temporal.PlainDate => dateIn(services.timeZone, services.now());

  app.get(
    '/administration/persons',
    {
      config: { access: 'post' },
      schema: { querystring: Type.Object({ q: Type.Optional(Type.String({ maxLength: 60 })) }, { additionalProperties: false }) },
    },
    async (request, reply) => {
      administratorOf(services, request);
      const words = (request.query.q ?? '').normalize('NFC').trim();
      const persons = await searchPersons(services.db, words, FOUND);
      return sendPage(reply, personsPage(app.pageContext(request, reply), { words, persons }));
    },
  );

  const draw = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    typed: Typed,
    mistakes: readonly Mistake[],
    done?: string,
  ) => {
    const { db, organisation } = services;
    const person = await findPerson(db, id);
    if (person === undefined) throw new Refusal(organisationRefusals.personNotFound);
    const context = app.pageContext(request, reply);
    const tasks = await listTasksInHand(db, id);
    const page = personPage(context, {
      person,
      seats: await listSeatsOf(db, id),
      delegations: await listDelegationsTo(db, id),
      recusals: await listRecusalsOf(db, id),
      work: await Promise.all(tasks.map(async (task) => ({ ...task, task: await taskWords(services, task, context.language) }))),
      colleagues: await colleaguesFor(services, id, tasks),
      postWords: (code) => {
        const post = organisation.postByCode(code);
        const body = post && organisation.namesOf(post.institution).at(-1)?.name[context.language];
        return post === undefined ? code : `${post.title[context.language]}${context.t('organisation.comma')}${body ?? post.institution}`;
      },
      typed,
      mistakes,
      done,
    });
    return sendPage(reply, page, mistakes.length > 0 ? 422 : 200);
  };

  app.get(
    '/administration/persons/:id',
    {
      config: { access: 'post' },
      schema: { params: IdParameter, querystring: Type.Object({ done: Type.Optional(Done) }, { additionalProperties: false }) },
    },
    async (request, reply) => {
      administratorOf(services, request);
      return await draw(request, reply, request.params.id, {}, [], request.query.done);
    },
  );

  // After a refused form the address is that of the act: whoever reloads or changes the language there comes back to the person.
  for (const act of ['recusals', 'clearance', 'hand-over'])
    app.get(`/administration/persons/:id/${act}`, { config: { access: 'post' }, schema: { params: IdParameter } }, async (request, reply) =>
      seeOther(reply, app.pageContext(request, reply), `/administration/persons/${request.params.id}`),
    );

  const back = (request: FastifyRequest, reply: FastifyReply, id: string, done: string): FastifyReply =>
    seeOther(reply, app.pageContext(request, reply), `/administration/persons/${id}?done=${done}`);

  app.post(
    '/administration/persons/:id/recusals',
    { config: { access: 'post' }, schema: { params: IdParameter, body: RecusalForm } },
    async (request, reply) => {
      const { order } = administratorOf(services, request);
      const { id } = request.params;
      const typed = request.body as Typed;
      const mistakes = await perform(services, app.pageContext(request, reply), async (trx) => {
        const found: Refusal[] = [];
        const [caseNumber, partyCode] = [textOf(typed, 'caseNumber'), textOf(typed, 'partyCode')];
        const from = dateOf(typed, 'recusedFrom', found, true);
        const ground = demandReason(typed, 'ground', found);
        if (caseNumber === '' && partyCode === '') found.push(new Refusal(organisationRefusals.recusalSubject, { field: 'caseNumber' }));
        const { caseId, partyId } = await findRecusalSubject(services.db, { caseNumber, partyCode });
        if (caseNumber !== '' && caseId === undefined) found.push(new Refusal(organisationRefusals.caseUnknown, { field: 'caseNumber' }));
        if (partyCode !== '' && partyId === undefined) found.push(new Refusal(organisationRefusals.partyUnknown, { field: 'partyCode' }));
        refuseAll(found);
        if (from === undefined) return;
        const personId = await demandPerson(trx, id, 'person');
        const about = { ...(caseId === undefined ? {} : { caseId }), ...(partyId === undefined ? {} : { partyId }) };
        await recuse(trx, { personId, ...about, ground, from }, order);
      });
      return mistakes.length > 0 ? await draw(request, reply, id, typed, mistakes) : back(request, reply, id, 'recused');
    },
  );

  app.post(
    '/administration/persons/:id/clearance',
    { config: { access: 'post' }, schema: { params: IdParameter, body: ClearanceForm } },
    async (request, reply) => {
      const { order } = administratorOf(services, request);
      const { id } = request.params;
      const typed = request.body as Typed;
      const mistakes = await perform(services, app.pageContext(request, reply), async (trx) => {
        const found: Refusal[] = [];
        const grade = CLEARANCES.find((each) => String(each) === textOf(typed, 'clearance'));
        if (grade === undefined) found.push(new Refusal(organisationRefusals.fieldMissing, { field: 'clearance' }));
        const reason = demandReason(typed, 'clearanceReason', found);
        // Nobody opens the cabinet for themselves.
        if (request.viewer?.personId === id) found.push(new Refusal(organisationRefusals.clearanceOwn, { field: 'clearance' }));
        refuseAll(found);
        if (grade !== undefined) await setClearance(trx, await demandPerson(trx, id, 'person'), grade, order, reason);
      });
      return mistakes.length > 0 ? await draw(request, reply, id, typed, mistakes) : back(request, reply, id, 'clearance');
    },
  );

  app.post(
    '/administration/persons/:id/hand-over',
    { config: { access: 'post' }, schema: { params: IdParameter, body: HandOverForm } },
    async (request, reply) => {
      const { order } = administratorOf(services, request);
      const { id } = request.params;
      const typed = request.body as Typed;
      const mistakes = await perform(services, app.pageContext(request, reply), async (trx) => {
        const found: Refusal[] = [];
        const reason = demandReason(typed, 'workReason', found);
        refuseAll(found);
        const to = textOf(typed, 'to');
        const taskIds = [typed.tasks ?? []].flat();
        const receiver = to === '' ? undefined : await demandPerson(trx, to, 'to');
        const cases = await handOver(trx, services.organisation, { from: id, to: receiver, taskIds, actor: order.actor, at: order.at });
        await record(trx, order, 'work-handed-over', { person: id, toPerson: receiver ?? null, tasks: taskIds, cases, reason });
      });
      return mistakes.length > 0 ? await draw(request, reply, id, typed, mistakes) : back(request, reply, id, 'handedOver');
    },
  );

  for (const { path, table, end, done, unknown } of [
    {
      path: 'delegations',
      table: 'delegation',
      end: endDelegation,
      done: 'delegationEnded',
      unknown: organisationRefusals.delegationUnknown,
    },
    { path: 'recusals', table: 'recusal', end: endRecusal, done: 'recusalEnded', unknown: organisationRefusals.recusalUnknown },
  ] as const) {
    app.post(
      `/administration/${path}/:id/end`,
      { config: { access: 'post' }, schema: { params: IdParameter, body: EndForm } },
      async (request, reply) => {
        const { order } = administratorOf(services, request);
        const { id } = request.params;
        const typed = request.body as Typed;
        const personId = await personOf(services, table, id);
        if (personId === undefined) throw new Refusal(unknown);
        const mistakes = await perform(services, app.pageContext(request, reply), async (trx) => {
          const found: Refusal[] = [];
          const lastDay = dateOf(typed, 'lastDay', found, true);
          const reason = demandReason(typed, 'endReason', found);
          // What was done under it stays; it cannot be ended for days gone by.
          if (lastDay !== undefined && Temporal.PlainDate.compare(lastDay, today().subtract({ days: 1 })) < 0)
            found.push(new Refusal(organisationRefusals.pastDay, { field: 'lastDay' }));
          refuseAll(found);
          if (lastDay !== undefined) await end(trx, { id, until: lastDay.add({ days: 1 }), reason }, order);
        });
        const named = mistakes.map((each) => ({ ...each, field: each.field === 'until' ? 'lastDay' : each.field }));
        return mistakes.length > 0 ? await draw(request, reply, personId, typed, named) : back(request, reply, personId, done);
      },
    );
  }
}

async function personOf({ db }: Services, table: 'delegation' | 'recusal', id: string): Promise<string | undefined> {
  if (table === 'recusal') return (await db.selectFrom('recusal').select('person_id').where('id', '=', id).executeTakeFirst())?.person_id;
  return (await db.selectFrom('delegation').select('to_person').where('id', '=', id).executeTakeFirst())?.to_person;
}

async function taskWords(services: Services, task: TaskInHand, language: 'zh-CN' | 'en'): Promise<string> {
  const procedure = await services.procedures.ofCase({ procedure: task.procedure, content_hash: task.contentHash });
  return procedure.tasks[task.element]?.title[language] ?? task.element;
}

/** Colleagues who may do at least one of the tasks today, those who may do most first. */
async function colleaguesFor({ db, organisation, now }: Services, personId: string, tasks: readonly TaskInHand[]) {
  if (tasks.length === 0) return [];
  const at = now();
  return (await listPersons(db))
    .filter((each) => each.id !== personId)
    .map(({ id, name }) => ({ id, name, count: tasks.filter((task) => mayTake(organisation, id, task, at).allowed).length }))
    .filter((each) => each.count > 0)
    .sort((a, b) => b.count - a.count);
}
