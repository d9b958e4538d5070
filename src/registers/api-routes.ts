import { Type } from 'typebox';
import type { App } from '../platform/http/app.ts';
import { Refusal } from '../platform/http/refusal.ts';
import { dateIn } from '../platform/time.ts';
import type { Services } from '../services.ts';
import { publicRegisters } from './definition.ts';
import { signedEntry } from './entry.ts';
import { machineEntry } from './export.ts';
import { dayOf, registerOf, searchOf, searchQuery } from './query.ts';
import { findEntry, listVersions, registerRefusals, searchEntries } from './store.ts';

const Code = Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 60 });
const Names = Type.Object({ 'zh-CN': Type.String(), en: Type.String() });
const Entry = Type.Object(
  {
    key: Type.String(),
    version: Type.Integer(),
    from: Type.String({ format: 'date' }),
    until: Type.Union([Type.String({ format: 'date' }), Type.Null()]),
    data: Type.Object({}, { additionalProperties: true }),
  },
  { additionalProperties: true },
);

/** The registers for programs: the same entries, searches and days as on the pages. */
export function registerApiRoutes(app: App, services: Services): void {
  const { db, now, timeZone } = services;
  const today = () => dateIn(timeZone, now());

  app.get(
    '/api/v1/registers',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The registers of the ministry and their public fields',
        response: {
          200: Type.Object({
            registers: Type.Array(
              Type.Object({
                code: Type.String(),
                title: Names,
                about: Names,
                legalBasis: Names,
                key: Type.String(),
                fields: Type.Record(Type.String(), Names),
              }),
            ),
          }),
        },
      },
    },
    async () => ({
      registers: publicRegisters(services.registers).map(({ code, title, about, legalBasis, key, fields }) => ({
        code,
        title,
        about,
        legalBasis,
        key,
        fields: Object.fromEntries(Object.entries(fields).flatMap(([name, field]) => (field.public ? [[name, field.title]] : []))),
      })),
    }),
  );

  app.get(
    '/api/v1/registers/:code',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Entries of a register as they stand on a day, by search and filters, a page at a time',
        params: Type.Object({ code: Code }),
        querystring: Type.Object(
          {
            ...searchQuery,
            after: Type.Optional(Type.String({ maxLength: 200 })),
            limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            register: Type.String(),
            on: Type.String({ format: 'date' }),
            entries: Type.Array(Entry),
            next: Type.Optional(Type.String()),
          }),
        },
      },
    },
    async (request) => {
      const definition = registerOf(services, request.params.code);
      const { after, limit, ...asked } = request.query;
      const search = searchOf(definition, asked, today());
      const rows = await searchEntries(db, definition.code, { ...search, size: limit + 1, ...(after === undefined ? {} : { after }) });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1)?.key;
      return {
        register: definition.code,
        on: search.on.toString(),
        entries: shown.map((row) => machineEntry(definition, row)),
        ...(rows.length > limit && last !== undefined ? { next: last } : {}),
      };
    },
  );

  app.get(
    '/api/v1/registers/:code/:key',
    {
      config: { access: 'public' },
      schema: {
        summary: 'An entry as it stands on a day, signed',
        params: Type.Object({ code: Code, key: Type.String({ minLength: 1, maxLength: 200 }) }),
        querystring: Type.Object({ on: searchQuery.on }, { additionalProperties: false }),
        response: { 200: Entry },
      },
    },
    async (request) => {
      const definition = registerOf(services, request.params.code);
      const on = dayOf(request.query.on, today());
      const version = await findEntry(db, definition.code, request.params.key, on);
      if (version === undefined) throw new Refusal(registerRefusals.entryUnknown);
      return await signedEntry(services, definition, version, on);
    },
  );

  app.get(
    '/api/v1/registers/:code/:key/versions',
    {
      config: { access: 'public' },
      schema: {
        summary: 'All versions of an entry, newest first',
        params: Type.Object({ code: Code, key: Type.String({ minLength: 1, maxLength: 200 }) }),
        response: { 200: Type.Object({ register: Type.String(), key: Type.String(), versions: Type.Array(Entry) }) },
      },
    },
    async (request) => {
      const definition = registerOf(services, request.params.code);
      const versions = await listVersions(db, definition.code, request.params.key);
      if (versions.length === 0) throw new Refusal(registerRefusals.entryUnknown);
      return {
        register: definition.code,
        key: request.params.key,
        versions: versions.map((row) => machineEntry(definition, row)),
      };
    },
  );
}
