import { Type } from 'typebox';
import { registerCoverageRoutes } from '../coverage/index.ts';
import type { App } from '../platform/http/app.ts';
import { sendPage } from '../platform/http/page-request.ts';
import { Refusal } from '../platform/http/refusal.ts';
import { dateIn } from '../platform/time.ts';
import type { Services } from '../services.ts';
import { registerAdministrationRoutes } from './administration-routes.ts';
import { registerOrganisationApi } from './api-routes.ts';
import { registerAssignmentRoutes } from './assignment-routes.ts';
import { findResponsible, readEverydayWords } from './everyday-words.ts';
import { institutionPage } from './pages/institution-page.ts';
import { organisationPage } from './pages/organisation-page.ts';
import { codeOf, responsibilitiesPage, responsibilityPage } from './pages/responsibilities-page.ts';
import { registerPersonRoutes } from './person-routes.ts';
import { registerPostRoutes } from './post-routes.ts';
import { organisationRefusals } from './refusals.ts';
import { formerPage } from './reorganisation/former-page.ts';
import { registerReorganisationRoutes } from './reorganisation/routes.ts';
import { formerOf, successionOf } from './reorganisation/succession.ts';
import { listAssignments } from './store/assignments.ts';
import { registerTakeOverRoutes } from './take-over/routes.ts';
import type { Sources } from './view.ts';

const On = Type.Optional(Type.String({ format: 'date' }));
const OnlyOn = Type.Object({ on: On }, { additionalProperties: false });

/** The organisation as everybody may see it: who is responsible for what, on any day (Regulations on Government Information, art. 20). */
export function registerOrganisationRoutes(app: App, services: Services): void {
  const { organisation } = services;
  const everyday = readEverydayWords(services.folder, organisation.files);
  /** The plan in force on a day: the files with every instrument whose day has come; without a day, those too that are yet to come. */
  const sources = (on?: Temporal.PlainDate): Sources => ({
    organisation,
    plan: on === undefined ? organisation.plan : organisation.planOn(on),
  });
  const dayOf = (on: string | undefined): Temporal.PlainDate =>
    on === undefined ? dateIn(services.timeZone, services.now()) : Temporal.PlainDate.from(on);

  app.get(
    '/organisation',
    {
      config: { access: 'public' },
      schema: {
        querystring: Type.Object(
          {
            on: On,
            zoom: Type.Optional(Type.Union([Type.Literal('names'), Type.Literal('cards'), Type.Literal('all')])),
            near: Type.Optional(Type.String({ maxLength: 120 })),
            q: Type.Optional(Type.String({ maxLength: 100 })),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const { zoom = 'cards', q = '', near } = request.query;
      const on = dayOf(request.query.on);
      const words = q.trim();
      const found =
        words === '' ? undefined : findResponsible(sources(on).plan, everyday, words, on.toString()).filter((each) => each.score > 0.3);
      return sendPage(reply, organisationPage(app.pageContext(request, reply), sources(on), { on, zoom, near, words, found }));
    },
  );

  app.get(
    '/organisation/:institution',
    { config: { access: 'public' }, schema: { params: Type.Object({ institution: Type.String({ maxLength: 60 }) }), querystring: OnlyOn } },
    async (request, reply) => {
      const on = dayOf(request.query.on);
      const code = request.params.institution;
      const institution = organisation.institution(code, on);
      const context = app.pageContext(request, reply);
      if (institution !== undefined)
        return sendPage(reply, institutionPage(context, sources(on), institution, on, formerOf(sources(on), code, on)));
      const succession = successionOf(sources(on), code, on);
      if (succession === undefined) throw new Refusal(organisationRefusals.institutionUnknown);
      const [heir, ...others] = succession.heirs;
      if (others.length > 0) return sendPage(reply, formerPage(context, sources(on), succession));
      // Permanent until an instrument is taken back: no browser shall keep it beyond that.
      reply.header('cache-control', 'no-cache');
      return reply.redirect(context.href(`/organisation/${heir}${request.query.on === undefined ? '' : `?on=${on}`}#former`), 308);
    },
  );

  app.get('/responsibilities', { config: { access: 'public' }, schema: { querystring: OnlyOn } }, async (request, reply) =>
    sendPage(reply, responsibilitiesPage(app.pageContext(request, reply), sources(dayOf(request.query.on)), dayOf(request.query.on))),
  );

  app.get(
    '/responsibilities/:number',
    {
      config: { access: 'public' },
      schema: { params: Type.Object({ number: Type.String({ pattern: '^\\d{1,3}$' }) }), querystring: OnlyOn },
    },
    async (request, reply) => {
      const on = dayOf(request.query.on);
      const responsibility = sources(on).plan.responsibilities.find((each) => each.number === Number(request.params.number));
      if (responsibility === undefined) throw new Refusal(organisationRefusals.responsibilityUnknown);
      const assignments = await listAssignments(services.db, on, codeOf(responsibility.number));
      return sendPage(reply, responsibilityPage(app.pageContext(request, reply), sources(on), responsibility, on, assignments));
    },
  );

  registerOrganisationApi(app, services, sources, everyday);
  registerCoverageRoutes(app, services, organisation.files);
  registerPostRoutes(app, services, sources);
  registerPersonRoutes(app, services);
  registerAssignmentRoutes(app, services, sources);
  registerAdministrationRoutes(app, services, sources);
  registerReorganisationRoutes(app, services);
  registerTakeOverRoutes(app, services);
}
