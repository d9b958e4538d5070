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
import { readPlan } from './folder.ts';
import { institutionPage } from './pages/institution-page.ts';
import { organisationPage } from './pages/organisation-page.ts';
import { codeOf, responsibilitiesPage, responsibilityPage } from './pages/responsibilities-page.ts';
import { registerPersonRoutes } from './person-routes.ts';
import { registerPostRoutes } from './post-routes.ts';
import { organisationRefusals } from './refusals.ts';
import { registerReorganisationRoutes } from './reorganisation-routes.ts';
import { listAssignments } from './store/assignments.ts';
import type { Sources } from './view.ts';

const On = Type.Optional(Type.String({ format: 'date' }));
const OnlyOn = Type.Object({ on: On }, { additionalProperties: false });

/** The organisation as everybody may see it: who is responsible for what, on any day (Regulations on Government Information, art. 20). */
export function registerOrganisationRoutes(app: App, services: Services): void {
  const plan = readPlan(services.folder);
  const everyday = readEverydayWords(services.folder, plan);
  const sources = (): Sources => ({ organisation: services.organisation, plan });
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
      const found = words === '' ? undefined : findResponsible(plan, everyday, words, on.toString()).filter((each) => each.score > 0.3);
      return sendPage(reply, organisationPage(app.pageContext(request, reply), sources(), { on, zoom, near, words, found }));
    },
  );

  app.get(
    '/organisation/:institution',
    { config: { access: 'public' }, schema: { params: Type.Object({ institution: Type.String({ maxLength: 60 }) }), querystring: OnlyOn } },
    async (request, reply) => {
      const on = dayOf(request.query.on);
      const institution = services.organisation.institution(request.params.institution, on);
      if (institution === undefined) throw new Refusal(organisationRefusals.institutionUnknown);
      return sendPage(reply, institutionPage(app.pageContext(request, reply), sources(), institution, on));
    },
  );

  app.get('/responsibilities', { config: { access: 'public' }, schema: { querystring: OnlyOn } }, async (request, reply) =>
    sendPage(reply, responsibilitiesPage(app.pageContext(request, reply), sources(), dayOf(request.query.on))),
  );

  app.get(
    '/responsibilities/:number',
    {
      config: { access: 'public' },
      schema: { params: Type.Object({ number: Type.String({ pattern: '^\\d{1,3}$' }) }), querystring: OnlyOn },
    },
    async (request, reply) => {
      const responsibility = plan.responsibilities.find((each) => each.number === Number(request.params.number));
      if (responsibility === undefined) throw new Refusal(organisationRefusals.responsibilityUnknown);
      const on = dayOf(request.query.on);
      const assignments = await listAssignments(services.db, on, codeOf(responsibility.number));
      return sendPage(reply, responsibilityPage(app.pageContext(request, reply), sources(), responsibility, on, assignments));
    },
  );

  registerOrganisationApi(app, services, sources, everyday);
  registerCoverageRoutes(app, services, plan);
  registerPostRoutes(app, services, sources);
  registerPersonRoutes(app, services);
  registerAssignmentRoutes(app, services, sources);
  registerAdministrationRoutes(app, services, sources);
  registerReorganisationRoutes(app, services, plan);
}
