import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { findDocumentsAbout } from '../documents/index.ts';
import type { App } from '../platform/http/app.ts';
import { sendPage } from '../platform/http/page-request.ts';
import { Refusal } from '../platform/http/refusal.ts';
import { dateIn } from '../platform/time.ts';
import type { Services } from '../services.ts';
import { registerApiRoutes } from './api-routes.ts';
import { publicRegisters } from './definition.ts';
import { signedEntry } from './entry.ts';
import { EXPORT_TYPES, type ExportFormat, exportRegister } from './export.ts';
import { entryPage } from './pages/entry-page.ts';
import { MOST_COUNTED, registerPage } from './pages/register-page.ts';
import { registersPage } from './pages/registers-page.ts';
import { websiteQueryPage } from './pages/website-query-page.ts';
import { dayOf, registerOf, searchOf, searchQuery } from './query.ts';
import { countEntries, listVersions, registerRefusals, searchEntries } from './store.ts';

const PAGE_SIZE = 50;
const Code = Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 60 });
const After = Type.Optional(Type.String({ maxLength: 200 }));

/** The public registers: searched, as of any day, entry by entry with all their versions, and whole for programs. */
export function registerRegisterRoutes(app: App, services: Services): void {
  const { db, now, timeZone } = services;
  const today = () => dateIn(timeZone, now());

  app.get('/registers', { config: { access: 'public' } }, async (request, reply) =>
    sendPage(reply, registersPage(app.pageContext(request, reply), publicRegisters(services.registers))),
  );

  app.get(
    '/registers/:code',
    {
      config: { access: 'public' },
      schema: {
        params: Type.Object({ code: Code }),
        querystring: Type.Object({ ...searchQuery, after: After }, { additionalProperties: false }),
      },
    },
    async (request, reply) => {
      const definition = registerOf(services, request.params.code);
      const { after, ...asked } = request.query;
      const search = searchOf(definition, asked, today());
      const rows = await searchEntries(db, definition.code, { ...search, size: PAGE_SIZE + 1, ...(after === undefined ? {} : { after }) });
      const count = await countEntries(db, definition.code, search, MOST_COUNTED + 1);
      const shown = rows.slice(0, PAGE_SIZE);
      const next = rows.length > PAGE_SIZE ? shown.at(-1)?.key : undefined;
      return sendPage(
        reply,
        registerPage(app.pageContext(request, reply), { definition, search, rows: shown, count, next, isFirst: after === undefined }),
      );
    },
  );

  for (const format of ['csv', 'json', 'ndjson'] satisfies ExportFormat[]) {
    app.get(
      `/registers/:code/export.${format}`,
      {
        config: { access: 'public' },
        schema: { params: Type.Object({ code: Code }), querystring: Type.Object(searchQuery, { additionalProperties: false }) },
      },
      async (request, reply) => {
        const definition = registerOf(services, request.params.code);
        const search = searchOf(definition, request.query, today());
        const { language } = app.pageContext(request, reply);
        return reply
          .type(EXPORT_TYPES[format])
          .header('content-disposition', `attachment; filename="${definition.code}-${search.on}.${format}"`)
          .header('cache-control', 'no-store')
          .send(Readable.from(exportRegister(db, definition, search, format, language)));
      },
    );
  }

  app.get(
    '/registers/:code/:key',
    {
      config: { access: 'public' },
      schema: {
        params: Type.Object({ code: Code, key: Type.String({ minLength: 1, maxLength: 210 }) }),
        querystring: Type.Object(
          { on: searchQuery.on, version: Type.Optional(Type.Integer({ minimum: 1 })) },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const definition = registerOf(services, request.params.code);
      const isMachine = request.params.key.endsWith('.json');
      const key = isMachine ? request.params.key.slice(0, -'.json'.length) : request.params.key;
      const versions = await listVersions(db, definition.code, key);
      if (versions.length === 0) throw new Refusal(registerRefusals.entryUnknown);
      const on = dayOf(request.query.on, today());
      const shown =
        request.query.version === undefined
          ? versions.find((each) => stands(each, on))
          : versions.find((each) => each.version === request.query.version);
      if (isMachine) {
        if (shown === undefined) throw new Refusal(registerRefusals.entryUnknown);
        return reply
          .type('application/json; charset=utf-8')
          .header('cache-control', 'no-store')
          .send(JSON.stringify(await signedEntry(services, definition, shown, on)));
      }
      const certificates = shown === undefined ? [] : await findDocumentsAbout(db, shown.cause, definition.key, key);
      return sendPage(
        reply,
        entryPage(app.pageContext(request, reply), {
          definition,
          key,
          versions,
          shown,
          on,
          certificates,
          hasOrders: takesOrders(services, definition.code),
        }),
      );
    },
  );

  app.get(
    '/website-query',
    {
      config: { access: 'public' },
      schema: {
        querystring: Type.Object(
          {
            q: searchQuery.q,
            kind: Type.Optional(Type.Union(['website', 'app', 'mini-app', 'quick-app'].map((kind) => Type.Literal(kind)))),
            after: After,
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const { q = '', kind = 'website', after } = request.query;
      const definition = services.registers.get(kind);
      const isAsked = definition !== undefined && q.trim() !== '';
      const rows = isAsked
        ? await searchEntries(db, definition.code, { on: today(), text: q, size: PAGE_SIZE + 1, ...(after === undefined ? {} : { after }) })
        : [];
      const shown = rows.slice(0, PAGE_SIZE);
      const next = rows.length > PAGE_SIZE ? shown.at(-1)?.key : undefined;
      return sendPage(reply, websiteQueryPage(app.pageContext(request, reply), { query: q, kind, definition, rows: shown, next }));
    },
  );

  registerApiRoutes(app, services);
}

/** Whether a procedure is an order upon entries of this register. */
const takesOrders = (services: Services, register: string): boolean =>
  [...services.procedures.current.values()].some(({ order }) => order?.register === register && order.entry !== undefined);

/** Whether a version is the one of a day: its last day is the one before `until`. */
export const stands = (
  version: { readonly from: Temporal.PlainDate; readonly until: Temporal.PlainDate | null },
  on: Temporal.PlainDate,
): boolean =>
  Temporal.PlainDate.compare(version.from, on) <= 0 && (version.until === null || Temporal.PlainDate.compare(on, version.until) < 0);
