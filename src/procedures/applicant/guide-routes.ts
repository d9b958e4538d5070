import { Type } from 'typebox';
import type { App } from '../../platform/http/app.ts';
import { sendPage } from '../../platform/http/page-request.ts';
import type { Services } from '../../services.ts';
import { procedureOf } from './access.ts';
import { type CheckAnswers, checkPage } from './pages/check-page.ts';
import { guidePage } from './pages/guide-page.ts';

const Code = Type.String({ pattern: '^[a-z][A-Za-z0-9-]{0,99}$' });
const YesNo = Type.Optional(Type.Union([Type.Literal('yes'), Type.Literal('no')]));
/** As many questions as a pre-check may have. */
const NAMES = ['q1', 'q2', 'q3', 'q4', 'q5'] as const;

/** What anybody may read before filing: the guide and the pre-check. */
export function registerGuideRoutes(app: App, services: Services): void {
  app.get('/services/:code', { config: { access: 'public' }, schema: { params: Type.Object({ code: Code }) } }, async (request, reply) => {
    const procedure = procedureOf(services, request.params.code);
    return sendPage(reply, guidePage(app.pageContext(request, reply), procedure));
  });

  app.get(
    '/services/:code/check',
    {
      config: { access: 'public' },
      schema: {
        params: Type.Object({ code: Code }),
        querystring: Type.Object(
          { asked: Type.Optional(Type.Literal('yes')), q1: YesNo, q2: YesNo, q3: YesNo, q4: YesNo, q5: YesNo },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const procedure = procedureOf(services, request.params.code);
      const { query } = request;
      const answers: CheckAnswers = NAMES.slice(0, procedure.guide.preCheck.length).map((name) => query[name]);
      const isIncomplete = query.asked === 'yes' && answers.includes(undefined);
      const page = checkPage(app.pageContext(request, reply), procedure, answers, query.asked === 'yes');
      return sendPage(reply, page, isIncomplete ? 422 : 200);
    },
  );
}
