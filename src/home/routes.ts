import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Type } from 'typebox';
import { readMinistry } from '../organisation/index.ts';
import type { App } from '../platform/http/app.ts';
import { seeOther, sendPage } from '../platform/http/page-request.ts';
import { platformRefusals, Refusal } from '../platform/http/refusal.ts';
import { listOutbox } from '../platform/notify/index.ts';
import { publicRegisters } from '../registers/index.ts';
import type { Services } from '../services.ts';
import { findServices } from './directory.ts';
import { aboutPage, accessibilityPage, helpPage } from './pages/about-pages.ts';
import { directoryPage } from './pages/directory-page.ts';
import { landingPage } from './pages/landing-page.ts';
import { outboxPage } from './pages/outbox-page.ts';
import { registerPartyRoutes } from './party-routes.ts';

const OUTBOX_PAGE = 20;
/** A database that does not answer in this time is not reachable. */
const HEALTH_MILLISECONDS = 2000;

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as { readonly version: string };

/** The landing page, the directory of services, what is said about the site, and whether it lives. */
export function registerHomeRoutes(app: App, services: Services): void {
  const ministry = readMinistry(services.folder);
  const search = Type.Object({ q: Type.Optional(Type.String({ maxLength: 100 })) }, { additionalProperties: false });
  // What an authority begins of itself is nobody's to apply for.
  const procedures = () => [...services.procedures.current.values()].filter((each) => each.order?.entry?.startedBy !== 'authority');

  app.get('/', { config: { access: 'public' } }, async (request, reply) => {
    const context = app.pageContext(request, reply);
    const { viewer } = request;
    if (viewer !== undefined && !viewer.secondFactorDue)
      return seeOther(reply, context, viewer.personId === undefined ? '/cases' : '/desk');
    return sendPage(
      reply,
      landingPage(context, {
        services: findServices(procedures(), '', context.language),
        registers: publicRegisters(services.registers),
        self: ministry.self?.[context.language],
        hasVerification: procedures().some(({ participants }) =>
          Object.values(participants).some((each) => each.verification !== undefined),
        ),
        hasSizeTest: app.declaredRoutes.some(({ url }) => url === '/self-tests/enterprise-size'),
      }),
    );
  });

  app.get('/services', { config: { access: 'public' }, schema: { querystring: search } }, async (request, reply) => {
    const context = app.pageContext(request, reply);
    const query = request.query.q ?? '';
    return sendPage(
      reply,
      directoryPage(context, { query, found: findServices(procedures(), query, context.language), all: procedures().length }),
    );
  });

  app.get(
    '/outbox',
    {
      config: { access: 'public' },
      schema: { querystring: Type.Object({ before: Type.Optional(Type.String({ format: 'uuid' })) }, { additionalProperties: false }) },
    },
    async (request, reply) => {
      if (!services.hasExamples) throw new Refusal(platformRefusals.notFound);
      const { before } = request.query;
      const rows = await listOutbox(services.db, { size: OUTBOX_PAGE + 1, ...(before === undefined ? {} : { before }) });
      const shown = rows.slice(0, OUTBOX_PAGE);
      const next = rows.length > OUTBOX_PAGE ? shown.at(-1)?.id : undefined;
      return sendPage(reply, outboxPage(app.pageContext(request, reply), { messages: shown, next, isFirst: before === undefined }));
    },
  );

  app.get('/health', { config: { access: 'public', rateLimit: false } }, async (_request, reply) => {
    const isReachable = await databaseAnswers(services);
    return reply
      .code(isReachable ? 200 : 503)
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send(JSON.stringify({ status: isReachable ? 'ok' : 'degraded', database: isReachable ? 'reachable' : 'away', version }));
  });

  app.get('/about', { config: { access: 'public' } }, async (request, reply) =>
    sendPage(reply, aboutPage(app.pageContext(request, reply), { ministry, version })),
  );
  app.get('/help', { config: { access: 'public' } }, async (request, reply) =>
    sendPage(reply, helpPage(app.pageContext(request, reply), { ministry })),
  );
  app.get('/accessibility', { config: { access: 'public' } }, async (request, reply) =>
    sendPage(reply, accessibilityPage(app.pageContext(request, reply))),
  );
  registerPartyRoutes(app, services);
}

async function databaseAnswers(services: Services): Promise<boolean> {
  let limit: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<boolean>((settle) => {
      limit = setTimeout(() => settle(false), HEALTH_MILLISECONDS);
    });
    return await Promise.race([sql`select 1`.execute(services.db).then(() => true), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(limit);
  }
}
