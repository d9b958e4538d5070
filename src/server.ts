import { registerAuditRoutes } from './audit/index.ts';
import { registerDocumentRoutes } from './documents/index.ts';
import { registerHomeRoutes } from './home/index.ts';
import { registerIndustryRoutes } from './industry/routes.ts';
import { registerOrganisationRoutes } from './organisation/index.ts';
import { registerAuthRoutes } from './platform/auth/index.ts';
import { type App, buildApp } from './platform/http/app.ts';
import { offerMetrics } from './platform/http/metrics.ts';
import { serveAssets } from './platform/static.ts';
import { registerApplicantRoutes } from './procedures/applicant/routes.ts';
import { registerDeskDocumentRoutes } from './procedures/desk/document-routes.ts';
import { registerDeskRoutes } from './procedures/desk/routes.ts';
import { registerCatalogueRoute } from './registers/catalogue-routes.ts';
import { registerRegisterRoutes } from './registers/index.ts';
import type { Services } from './services.ts';
import { countWaiting } from './waiting.ts';

export interface ServerSettings {
  /** Behind TLS: cookies are marked secure and the browser is told to stay with TLS. */
  readonly secure: boolean;
  readonly trustProxy: boolean;
  readonly requestsPerMinute: number;
  readonly log: boolean;
}

/** The whole ministry over HTTP; every capability brings its routes. */
export async function buildServer(services: Services, settings: ServerSettings): Promise<App> {
  const { db, now, timeZone, ministry } = services;
  const app = await buildApp({ db, now, timeZone, ministry, ...settings });
  offerMetrics(app, { token: process.env.METRICS_TOKEN, countWaiting: () => countWaiting(db) });
  serveAssets(app, { brand: ministry.brand });
  registerHomeRoutes(app, services);
  registerAuthRoutes(app, services);
  registerOrganisationRoutes(app, services);
  registerApplicantRoutes(app, services);
  registerDeskRoutes(app, services);
  registerDeskDocumentRoutes(app, services);
  registerRegisterRoutes(app, services);
  registerCatalogueRoute(app, services);
  registerDocumentRoutes(app, services);
  registerAuditRoutes(app, services);
  await registerIndustryRoutes(app, services);
  app.get('/api/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async () => app.swagger());
  return app;
}
