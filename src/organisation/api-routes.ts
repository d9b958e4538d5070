import { Type } from 'typebox';
import type { App } from '../platform/http/app.ts';
import { Refusal } from '../platform/http/refusal.ts';
import { dateIn } from '../platform/time.ts';
import type { Services } from '../services.ts';
import { type EverydayWords, findResponsible } from './everyday-words.ts';
import { organisationGraph } from './export.ts';
import { spanHolds } from './imprecise.ts';
import type { Institution } from './model.ts';
import { organisationRefusals } from './refusals.ts';
import { successionOf } from './reorganisation/succession.ts';
import { entryOf, headOf, headsOf, inconsistencies, postsInOrder, quotaOn, type Sources } from './view.ts';

const Names = Type.Object({ 'zh-CN': Type.String(), en: Type.String() });
const Nullable = <T extends ReturnType<typeof Type.String> | typeof Names>(schema: T) => Type.Union([schema, Type.Null()]);
const Brief = Type.Object({
  code: Type.String(),
  kind: Type.String(),
  name: Names,
  partOf: Nullable(Type.String()),
  relation: Nullable(Type.String()),
  territory: Nullable(Type.String()),
});
const Held = Type.Object({
  mandate: Type.String(),
  title: Names,
  basis: Names,
  role: Type.String(),
  territory: Nullable(Type.String()),
  scope: Nullable(Type.String()),
  from: Nullable(Type.String()),
  instrument: Names,
});
const Whole = Type.Object({
  ...Brief.properties,
  on: Type.String(),
  since: Type.Union([Type.String(), Type.Null()], {
    description: 'The first day as exactly as the source knows it: 2018-03 is some day of that month.',
  }),
  certain: Type.Boolean({ description: 'False where the source leaves open whether it stood so on that day.' }),
  validFrom: Nullable(Type.String()),
  validUntil: Nullable(Type.String()),
  letterCode: Type.String(),
  contact: Nullable(Names),
  head: Type.Union([Type.Object({ name: Names, title: Names }), Type.Null()]),
  heads: Type.Array(Type.Object({ name: Names, title: Names, certain: Type.Boolean(), acting: Type.Boolean() }), {
    description: 'Who is or may be in charge: two, none of them certain, where the source leaves two.',
  }),
  responsibilities: Type.Array(Type.Integer()),
  tasks: Type.Array(Names),
  holdings: Type.Array(Held),
  posts: Type.Array(
    Type.Object({
      code: Type.String(),
      title: Names,
      rank: Type.String(),
      holders: Type.Array(Type.Object({ name: Names, mode: Type.String(), certain: Type.Boolean() })),
    }),
  ),
  unverified: Type.Array(Type.String()),
});
const On = Type.Optional(Type.String({ format: 'date', description: 'The day asked about; today unless said.' }));
const brief = ({ code, kind, name, partOf, relation, territory }: Institution) => ({ code, kind, name, partOf, relation, territory });

/** The organisation for programs: the same answers as its pages, on any day. */
export function registerOrganisationApi(
  app: App,
  services: Services,
  sources: (on?: Temporal.PlainDate) => Sources,
  everyday: readonly EverydayWords[],
): void {
  const dayOf = (on: string | undefined): Temporal.PlainDate =>
    on === undefined ? dateIn(services.timeZone, services.now()) : Temporal.PlainDate.from(on);

  app.get(
    '/api/v1/organisation',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The institutions of the ministry on a day, its staffing limits and what is known to be inconsistent in the sources',
        querystring: Type.Object({ on: On }, { additionalProperties: false }),
        response: {
          200: Type.Object({
            on: Type.String(),
            establishment: Type.Union([
              Type.Object({
                from: Type.String(),
                institutions: Type.Optional(Type.Integer()),
                totalAdministrative: Type.Optional(Type.Integer()),
                functional: Type.Optional(Type.Integer()),
                bureauLevelLeaders: Type.Optional(Type.Integer()),
                other: Type.Optional(Type.Record(Type.String(), Type.Integer())),
                source: Names,
              }),
              Type.Null(),
            ]),
            inconsistencies: Type.Array(Type.Object({ ...Names.properties, readings: Type.Optional(Type.Array(Names)) })),
            institutions: Type.Array(Brief),
          }),
        },
      },
    },
    async (request) => {
      const on = dayOf(request.query.on);
      const all = sources(on);
      return {
        on: on.toString(),
        establishment: quotaOn(all, on) ?? null,
        inconsistencies: [...inconsistencies(all)],
        institutions: all.organisation.institutions(on).map(brief),
      };
    },
  );

  app.get(
    '/api/v1/organisation/:institution',
    {
      config: { access: 'public' },
      schema: {
        summary: 'One institution on a day: who is in charge, what it holds by which law, its tasks',
        params: Type.Object({ institution: Type.String({ maxLength: 60 }) }),
        querystring: Type.Object({ on: On }, { additionalProperties: false }),
        response: { 200: Whole },
      },
    },
    async (request, reply) => {
      const on = dayOf(request.query.on);
      const all = sources(on);
      const institution = all.organisation.institution(request.params.institution, on);
      if (institution === undefined) {
        const [heir, ...others] = successionOf(all, request.params.institution, on)?.heirs ?? [];
        if (heir === undefined || others.length > 0) throw new Refusal(organisationRefusals.institutionUnknown);
        reply.header('cache-control', 'no-cache');
        return reply.redirect(`/api/v1/organisation/${heir}?on=${on}`, 308);
      }
      const entry = entryOf(all, institution.code, on);
      return {
        ...brief(institution),
        on: on.toString(),
        since: entry?.from ?? null,
        certain: entry === undefined || spanHolds(entry, on.toString()) !== 'perhaps',
        validFrom: institution.valid.from ?? null,
        validUntil: institution.valid.until ?? null,
        letterCode: institution.letterCode,
        contact: institution.contact,
        head: headOf(all, institution.code, on) ?? null,
        heads: headsOf(all, institution.code, on).map(({ name, title, certainty, isActing }) => ({
          name,
          title,
          certain: certainty === 'yes',
          acting: isActing,
        })),
        responsibilities: [...(entry?.responsibilities ?? [])],
        tasks: [...(entry?.tasks ?? [])],
        holdings: all.organisation.holdingsOf(institution.code, on).map((each) => {
          const mandate = all.organisation.mandate(each.mandate);
          const title = mandate?.title ?? { 'zh-CN': each.mandate, en: each.mandate };
          return {
            mandate: each.mandate,
            title,
            basis: mandate?.basis ?? title,
            role: each.role,
            territory: each.territory,
            scope: each.scope,
            from: each.valid.from ?? null,
            instrument: each.instrument,
          };
        }),
        posts: postsInOrder(all, institution.code, on).map(({ code, title, rank }) => ({
          code,
          title,
          rank,
          holders: all.organisation
            .holdersOfPost(code, on)
            .map(({ name, mode, certainty }) => ({ name, mode, certain: certainty === 'yes' })),
        })),
        unverified: [...(entry?.unverified ?? [])],
      };
    },
  );

  app.get(
    '/api/v1/organisation/functions',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Who is responsible for what these words name, in Chinese or English, on a day',
        querystring: Type.Object({ q: Type.String({ minLength: 1, maxLength: 100 }), on: On }, { additionalProperties: false }),
        response: {
          200: Type.Object({
            on: Type.String(),
            functions: Type.Array(
              Type.Object({
                code: Type.String(),
                source: Type.String(),
                text: Names,
                phrase: Type.Optional(Type.String({ description: 'The everyday words of the question that mean it.' })),
                holders: Type.Array(
                  Type.Object({ code: Type.String(), name: Names, territory: Nullable(Type.String()), certain: Type.Boolean() }),
                ),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const on = dayOf(request.query.on);
      const found = findResponsible(sources(on).plan, everyday, request.query.q, on.toString()).slice(0, 20);
      return {
        on: on.toString(),
        functions: found.map(({ code, source, text, phrase, holders }) => ({
          code,
          source,
          text,
          ...(phrase === undefined ? {} : { phrase }),
          holders: holders.map((each) => ({
            code: each.institution.code,
            name: each.institution.name,
            territory: each.territory ?? null,
            certain: each.certainty === 'yes',
          })),
        })),
      };
    },
  );

  app.get(
    '/api/v1/responsibilities',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The responsibilities of the plan with who leads and who supports on a day',
        querystring: Type.Object({ on: On }, { additionalProperties: false }),
        response: {
          200: Type.Array(
            Type.Object({
              number: Type.Integer(),
              title: Names,
              summary: Names,
              lead: Type.Array(Type.String()),
              support: Type.Array(Type.String()),
              works: Type.String(),
            }),
          ),
        },
      },
    },
    async (request) => [...sources(dayOf(request.query.on)).plan.responsibilities],
  );

  app.get(
    '/api/v1/organisation/export',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The organisation on a day in the W3C Organization Ontology (JSON-LD)',
        querystring: Type.Object({ on: On }, { additionalProperties: false }),
      },
    },
    async (request, reply) => {
      const on = dayOf(request.query.on);
      const graph = organisationGraph(sources(on), on, services.baseUrl);
      return reply.type('application/ld+json; charset=utf-8').send(JSON.stringify(graph));
    },
  );
}
