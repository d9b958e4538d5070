import { Type } from 'typebox';
import type { App } from '../platform/http/app.ts';
import { sendPage } from '../platform/http/page-request.ts';
import { Refusal } from '../platform/http/refusal.ts';
import { dateIn } from '../platform/time.ts';
import type { Services } from '../services.ts';
import { findLeader } from './leaders.ts';
import type { Post } from './model.ts';
import type { OfficeHolder } from './organisation.ts';
import { leaderPage, postPage } from './pages/post-page.ts';
import { organisationRefusals } from './refusals.ts';
import type { Sources } from './view.ts';

const On = Type.Optional(Type.String({ format: 'date' }));
const Code = Type.Object({ post: Type.String({ maxLength: 120 }) });
const OnlyOn = Type.Object({ on: On }, { additionalProperties: false });
const Names = Type.Object({ 'zh-CN': Type.String(), en: Type.String() });
const Holder = Type.Object({
  name: Names,
  mode: Type.String(),
  from: Type.Union([Type.String(), Type.Null()], { description: 'As exactly as it is known: 2010-12 is some day of that month.' }),
  until: Type.Union([Type.String(), Type.Null()], { description: 'The first day, or the month, in which it no longer holds.' }),
});

/** Posts and those who held them: who, on which day, and how sure that is. */
export function registerPostRoutes(app: App, services: Services, sources: (on?: Temporal.PlainDate) => Sources): void {
  const dayOf = (on: string | undefined): Temporal.PlainDate =>
    on === undefined ? dateIn(services.timeZone, services.now()) : Temporal.PlainDate.from(on);
  const demandPost = (code: string): Post => {
    const post = services.organisation.postByCode(code);
    if (post === undefined) throw new Refusal(organisationRefusals.postNotFound);
    return post;
  };

  app.get(
    '/organisation/posts/:post',
    { config: { access: 'public' }, schema: { params: Code, querystring: OnlyOn } },
    async (request, reply) =>
      sendPage(reply, postPage(app.pageContext(request, reply), sources(), demandPost(request.params.post), dayOf(request.query.on))),
  );

  app.get(
    '/organisation/leaders/:leader',
    { config: { access: 'public' }, schema: { params: Type.Object({ leader: Type.String({ maxLength: 80 }) }) } },
    async (request, reply) => {
      const leader = findLeader(sources().plan.people, request.params.leader);
      if (leader === undefined) throw new Refusal(organisationRefusals.leaderUnknown);
      return sendPage(reply, leaderPage(app.pageContext(request, reply), sources(), leader));
    },
  );

  app.get(
    '/api/v1/organisation/posts/:post',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Who held a post on a day, and everybody who ever did; two, none certain, where the source leaves two',
        params: Code,
        querystring: OnlyOn,
        response: {
          200: Type.Object({
            post: Type.String(),
            title: Names,
            institution: Type.String(),
            on: Type.String(),
            holders: Type.Array(Type.Object({ ...Holder.properties, certain: Type.Boolean() })),
            history: Type.Array(Holder),
          }),
        },
      },
    },
    async (request) => {
      const { organisation } = services;
      const { code, title, institution } = demandPost(request.params.post);
      const on = dayOf(request.query.on);
      const shown = ({ name, mode, from, until }: Omit<OfficeHolder, 'certainty'>) => ({
        name,
        mode,
        from: from ?? null,
        until: until ?? null,
      });
      return {
        post: code,
        title,
        institution,
        on: on.toString(),
        holders: organisation.holdersOfPost(code, on).map((each) => ({ ...shown(each), certain: each.certainty === 'yes' })),
        history: organisation.holdersEver(code).map(shown),
      };
    },
  );
}
