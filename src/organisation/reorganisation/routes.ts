import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Transaction } from '../../platform/db/index.ts';
import type { App } from '../../platform/http/app.ts';
import { refusalsIn } from '../../platform/http/errors.ts';
import { seeOther, sendPage } from '../../platform/http/page-request.ts';
import { textOfRefusal } from '../../platform/http/problem.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { DataFileError, readYamlText } from '../../platform/yaml.ts';
import type { Services } from '../../services.ts';
import type { LocalText } from '../model.ts';
import { organisationRefusals } from '../refusals.ts';
import { findConsequences } from './consequences.ts';
import { Instrument } from './instrument.ts';
import { instrumentPage, instrumentTextPage } from './instrument-page.ts';
import { type Mistake, REORGANISATIONS, reorganisationListPage } from './list-page.ts';
import type { Trial } from './outcome.ts';
import { readRecords } from './records.ts';
import { partsOf, signatoryFor } from './signatories.ts';
import { simulate } from './simulation.ts';
import {
  actsOn,
  countersignInstrument,
  draftInstrument,
  findInstrument,
  type InstrumentAct,
  listInstruments,
  signInstrument,
  undoInstrument,
} from './store.ts';
import type { Naming } from './wording.ts';

const formOf = <T extends Parameters<typeof Type.Object>[0]>(fields: T) =>
  Type.Object({ _csrf: Type.String(), ...fields }, { additionalProperties: false });
const InstrumentForm = formOf({ instrument: Type.String({ maxLength: 100_000 }) });
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Done = Type.Object(
  { done: Type.Optional(Type.Union((['drafted', 'countersigned', 'signed', 'undone'] as const).map((each) => Type.Literal(each)))) },
  { additionalProperties: false },
);

/** Instruments that change the plan: simulated, drafted, countersigned, signed and taken back, each by whom the plan names. */
export function registerReorganisationRoutes(app: App, services: Services): void {
  const { db, organisation, timeZone } = services;
  const records = readRecords(services.folder);
  const own = (code: string): LocalText => ({ 'zh-CN': code, en: code });
  const naming: Naming = {
    body: (code) => organisation.namesOf(code).at(-1)?.name ?? own(code),
    mandate: (code) => organisation.mandate(code)?.title ?? own(code),
    post: (code) => postName(code),
  };
  /** A post with its institution: many have the same title. */
  const postName = (code: string): LocalText => {
    const post = organisation.postByCode(code);
    if (post === undefined) return own(code);
    const body = naming.body(post.institution);
    return { 'zh-CN': `${body['zh-CN']}${post.title['zh-CN']}`, en: `${post.title.en}, ${body.en}` };
  };

  async function tryOut(instrument: Instrument): Promise<Trial> {
    await organisation.refresh(db);
    const simulation = simulate(organisation.plan, instrument);
    return { instrument, simulation, consequences: await findConsequences(db, organisation.plan, instrument, simulation) };
  }

  /** What a refusal says, line by line; whatever is no refusal is a fault of ours and goes on. */
  function mistakesIn(request: FastifyRequest, reply: FastifyReply, error: unknown): readonly Mistake[] {
    const refusals = refusalsIn(error);
    if (refusals === undefined) throw error;
    const { t } = app.pageContext(request, reply);
    return refusals.map((each) => ({ field: each.field, text: textOfRefusal(each, t) }));
  }

  async function drawList(
    request: FastifyRequest,
    reply: FastifyReply,
    typed: { readonly text: string; readonly mistakes: readonly Mistake[]; readonly trial?: Trial },
  ): Promise<FastifyReply> {
    const page = reorganisationListPage(app.pageContext(request, reply), {
      ...typed,
      instruments: await listInstruments(db),
      records,
      naming,
      mayDraft: partsOf(services, request.viewer?.personId ?? '').includes('draft'),
    });
    return sendPage(reply, page, typed.mistakes.length > 0 ? 422 : 200);
  }

  async function drawOne(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    options: { readonly mistakes: readonly Mistake[]; readonly done?: InstrumentAct | undefined },
  ): Promise<FastifyReply> {
    const row = await findInstrument(db, id);
    const viewer = request.viewer?.personId;
    const page = instrumentPage(app.pageContext(request, reply), {
      row,
      acts: await actsOn(db, id),
      trial: row.state === 'drafted' || row.state === 'countersigned' ? await tryOut(row.instrument) : undefined,
      naming,
      parts: partsOf(services, viewer ?? ''),
      viewer,
      mistakes: options.mistakes,
      done: options.done,
    });
    return sendPage(reply, page, options.mistakes.length > 0 ? 422 : 200);
  }

  app.get(REORGANISATIONS, { config: { access: 'post' } }, async (request, reply) => {
    signatoryFor(services, request, 'draft', 'countersign', 'sign');
    return await drawList(request, reply, { text: '', mistakes: [] });
  });

  // A page that a form answered keeps the form's address: whoever changes its language or reloads it comes back to the list.
  app.get(`${REORGANISATIONS}/simulation`, { config: { access: 'post' } }, async (request, reply) =>
    seeOther(reply, app.pageContext(request, reply), REORGANISATIONS),
  );

  app.post(`${REORGANISATIONS}/simulation`, { config: { access: 'post' }, schema: { body: InstrumentForm } }, async (request, reply) => {
    signatoryFor(services, request, 'draft');
    const text = request.body.instrument;
    try {
      return await drawList(request, reply, { text, mistakes: [], trial: await tryOut(readInstrument(text)) });
    } catch (error) {
      return await drawList(request, reply, { text, mistakes: mistakesIn(request, reply, error) });
    }
  });

  app.post(REORGANISATIONS, { config: { access: 'post' }, schema: { body: InstrumentForm } }, async (request, reply) => {
    const by = signatoryFor(services, request, 'draft');
    const text = request.body.instrument;
    let id: string;
    try {
      const instrument = readInstrument(text);
      id = await db.transaction().execute((trx) => draftInstrument(trx, organisation.files, instrument, by));
    } catch (error) {
      return await drawList(request, reply, { text, mistakes: mistakesIn(request, reply, error) });
    }
    return seeOther(reply, app.pageContext(request, reply), `${REORGANISATIONS}/${id}?done=drafted`);
  });

  app.get(`${REORGANISATIONS}/:id`, { config: { access: 'post' }, schema: { params: Id, querystring: Done } }, async (request, reply) => {
    signatoryFor(services, request, 'draft', 'countersign', 'sign');
    return await drawOne(request, reply, request.params.id, { mistakes: [], done: request.query.done });
  });

  app.get(`${REORGANISATIONS}/:id/text`, { config: { access: 'post' }, schema: { params: Id } }, async (request, reply) => {
    signatoryFor(services, request, 'draft', 'countersign', 'sign');
    return sendPage(
      reply,
      instrumentTextPage(app.pageContext(request, reply), { row: await findInstrument(db, request.params.id), naming }),
    );
  });

  async function perform(
    request: FastifyRequest<{ Params: { id: string } }>,
    reply: FastifyReply,
    act: InstrumentAct,
    change: (trx: Transaction) => Promise<void>,
  ): Promise<FastifyReply> {
    try {
      await db.transaction().execute(change);
    } catch (error) {
      return await drawOne(request, reply, request.params.id, { mistakes: mistakesIn(request, reply, error) });
    }
    await organisation.refresh(db);
    return seeOther(reply, app.pageContext(request, reply), `${REORGANISATIONS}/${request.params.id}?done=${act}`);
  }

  app.post(
    `${REORGANISATIONS}/:id/countersign`,
    { config: { access: 'post' }, schema: { params: Id, body: formOf({}) } },
    async (request, reply) => {
      const by = signatoryFor(services, request, 'countersign');
      return await perform(request, reply, 'countersigned', (trx) => countersignInstrument(trx, organisation.files, request.params.id, by));
    },
  );

  app.post(
    `${REORGANISATIONS}/:id/sign`,
    { config: { access: 'post' }, schema: { params: Id, body: formOf({ number: Type.String({ maxLength: 100 }) }) } },
    async (request, reply) => {
      const by = signatoryFor(services, request, 'sign');
      const signature = { number: request.body.number, timeZone };
      return await perform(request, reply, 'signed', (trx) => signInstrument(trx, organisation.files, request.params.id, signature, by));
    },
  );

  app.post(
    `${REORGANISATIONS}/:id/undo`,
    { config: { access: 'post' }, schema: { params: Id, body: formOf({ reason: Type.String({ maxLength: 1000 }) }) } },
    async (request, reply) => {
      const by = signatoryFor(services, request, 'sign', 'draft');
      return await perform(request, reply, 'undone', (trx) =>
        undoInstrument(trx, organisation.files, request.params.id, request.body.reason, by),
      );
    },
  );
}

/** @throws Refusal that names each line that is wrong */
function readInstrument(text: string): Instrument {
  try {
    return readYamlText<Instrument>('instrument', text, Instrument).value;
  } catch (error) {
    if (!(error instanceof DataFileError)) throw error;
    throw new Refusal(organisationRefusals.instrumentUnreadable, {
      field: 'instrument',
      values: { mistakes: error.findings.slice(0, 10).join(' · ') },
    });
  }
}
