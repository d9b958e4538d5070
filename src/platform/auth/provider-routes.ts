import { Type } from 'typebox';
import type { Services } from '../../services.ts';
import type { App } from '../http/app.ts';
import { seeOther, sendPage } from '../http/page-request.ts';
import { giveSession } from './cookie.ts';
import { accountOf, IdentityProvider, providerFrom } from './identity-provider.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { signIn } from './sessions.ts';
import { mistakesOf, safeNext } from './sign-in-routes.ts';

const FEW = { max: 20, timeWindow: 60_000 };
const COOKIE = 'mandate_provider';

/** Signing in through the ministry's own identity provider, when the environment names one. */
export function registerProviderRoutes(app: App, services: Services): void {
  const { db, now } = services;
  const settings = providerFrom(process.env, services.baseUrl);
  if (settings === undefined) return;
  const provider = new IdentityProvider(settings);
  // "lax": the answer comes from the provider's site by a link, and the cookie must come along.
  const cookie = { path: '/sign-in/provider', httpOnly: true, sameSite: 'lax', secure: services.baseUrl.startsWith('https://') } as const;

  app.get(
    '/sign-in/provider',
    {
      config: { access: 'public', rateLimit: FEW },
      schema: { querystring: Type.Object({ next: Type.Optional(Type.String({ maxLength: 500 })) }, { additionalProperties: false }) },
    },
    async (request, reply) => {
      const context = app.pageContext(request, reply);
      try {
        const { address, browser } = await provider.begin(db, safeNext(request.query.next), now());
        return reply.setCookie(COOKIE, browser, cookie).redirect(address.href, 303);
      } catch (error) {
        const mistakes = mistakesOf(context, error);
        if (mistakes === undefined) throw error;
        return sendPage(reply, signInPage(context, { mistakes }), 503);
      }
    },
  );

  app.get('/sign-in/provider/answer', { config: { access: 'public', rateLimit: FEW } }, async (request, reply) => {
    const context = app.pageContext(request, reply);
    const at = now();
    try {
      const query = request.raw.url?.split('?')[1] ?? '';
      const person = await provider.finish(db, { query, browser: request.cookies[COOKIE] ?? '', at });
      const token = await db.transaction().execute(async (trx) =>
        signIn(trx, {
          accountId: await accountOf(trx, person, at),
          // Further factors are the provider's to ask for.
          secondFactorDue: false,
          userAgent: request.headers['user-agent'] ?? '',
          replaces: request.viewer?.sessionId,
          by: 'provider',
          at,
        }),
      );
      giveSession(reply.clearCookie(COOKIE, cookie), services, token);
      return seeOther(reply, context, person.next ?? '/sign-in');
    } catch (error) {
      const mistakes = mistakesOf(context, error);
      if (mistakes === undefined) throw error;
      return sendPage(reply, signInPage(context, { mistakes }), 422);
    }
  });
}
