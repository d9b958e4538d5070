import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../platform/http/app.ts';
import { refusalsIn } from '../platform/http/errors.ts';
import { seeOther, sendPage } from '../platform/http/page-request.ts';
import { textOfRefusal } from '../platform/http/problem.ts';
import { Refusal } from '../platform/http/refusal.ts';
import { DataFileError, readYamlText } from '../platform/yaml.ts';
import type { Services } from '../services.ts';
import { administratorOf } from './administrator.ts';
import type { Plan } from './folder.ts';
import { planInForce } from './load.ts';
import { type ReorganisationPageOptions, reorganisationPage, type Trial } from './pages/reorganisation-page.ts';
import { organisationRefusals } from './refusals.ts';
import { Instrument, simulate } from './reorganisation.ts';
import { findConsequences, listReorganisations, orderReorganisation, undoReorganisation } from './store/reorganisations.ts';

const ADDRESS = '/administration/reorganisations';
const InstrumentForm = Type.Object(
  { _csrf: Type.String(), instrument: Type.String({ maxLength: 100_000 }) },
  { additionalProperties: false },
);
const UndoForm = Type.Object({ _csrf: Type.String(), reason: Type.String({ maxLength: 1000 }) }, { additionalProperties: false });

/** Instruments that change the plan: simulated, ordered and taken back by whoever manages the establishment. */
export function registerReorganisationRoutes(app: App, services: Services, files: Plan): void {
  const { db, organisation } = services;
  const words = (code: string) => organisation.namesOf(code).at(-1)?.name ?? { 'zh-CN': code, en: code };

  async function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    options: Pick<ReorganisationPageOptions, 'text' | 'mistakes' | 'trial' | 'done'>,
  ): Promise<FastifyReply> {
    const context = app.pageContext(request, reply);
    const mandateName = (code: string) => organisation.mandate(code)?.title ?? { 'zh-CN': code, en: code };
    const page = reorganisationPage(context, { ...options, ordered: await listReorganisations(db), nameOf: words, mandateName });
    return sendPage(reply, page, options.mistakes.length > 0 ? 422 : 200);
  }

  /** Draws the page again with what hinders the act; whatever is no refusal is a fault of ours and goes on. */
  async function drawMistakes(request: FastifyRequest, reply: FastifyReply, error: unknown, text: string): Promise<FastifyReply> {
    const refusals = refusalsIn(error);
    if (refusals === undefined) throw error;
    const { t } = app.pageContext(request, reply);
    return await draw(request, reply, { text, mistakes: refusals.map((each) => ({ field: each.field, text: textOfRefusal(each, t) })) });
  }

  app.get(
    ADDRESS,
    {
      config: { access: 'post' },
      schema: {
        querystring: Type.Object(
          { done: Type.Optional(Type.Union([Type.Literal('ordered'), Type.Literal('undone')])) },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      administratorOf(services, request);
      return await draw(request, reply, { text: '', mistakes: [], done: request.query.done });
    },
  );

  // A page that a form answered keeps the form's address: whoever changes its language or reloads it comes back to the list.
  app.get(`${ADDRESS}/simulation`, { config: { access: 'post' } }, async (request, reply) =>
    seeOther(reply, app.pageContext(request, reply), ADDRESS),
  );

  app.post(`${ADDRESS}/simulation`, { config: { access: 'post' }, schema: { body: InstrumentForm } }, async (request, reply) => {
    administratorOf(services, request);
    const text = request.body.instrument;
    try {
      const instrument = readInstrument(text);
      const simulation = simulate(await planInForce(db, files), instrument);
      const trial: Trial = {
        title: instrument.title,
        effective: Temporal.PlainDate.from(instrument.effective),
        simulation,
        consequences: await findConsequences(db, simulation, instrument.effective),
      };
      return await draw(request, reply, { text, mistakes: [], trial });
    } catch (error) {
      return await drawMistakes(request, reply, error, text);
    }
  });

  app.post(ADDRESS, { config: { access: 'post' }, schema: { body: InstrumentForm } }, async (request, reply) => {
    const { order } = administratorOf(services, request);
    const text = request.body.instrument;
    try {
      const instrument = readInstrument(text);
      await db.transaction().execute((trx) => orderReorganisation(trx, files, instrument, order));
    } catch (error) {
      return await drawMistakes(request, reply, error, text);
    }
    await organisation.refresh(db);
    return seeOther(reply, app.pageContext(request, reply), `${ADDRESS}?done=ordered`);
  });

  app.post(
    `${ADDRESS}/:id/undo`,
    { config: { access: 'post' }, schema: { params: Type.Object({ id: Type.String({ format: 'uuid' }) }), body: UndoForm } },
    async (request, reply) => {
      const { order } = administratorOf(services, request);
      const reason = request.body.reason.trim();
      try {
        if (reason === '') throw new Refusal(organisationRefusals.reasonMissing, { field: 'reason' });
        await db.transaction().execute((trx) => undoReorganisation(trx, files, request.params.id, reason, order));
      } catch (error) {
        return await drawMistakes(request, reply, error, '');
      }
      await organisation.refresh(db);
      return seeOther(reply, app.pageContext(request, reply), `${ADDRESS}?done=undone`);
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
