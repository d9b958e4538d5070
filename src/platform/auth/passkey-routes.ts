import { Type } from 'typebox';
import type { Services } from '../../services.ts';
import type { App } from '../http/app.ts';
import { seeOther, sendPage } from '../http/page-request.ts';
import { platformRefusals, Refusal } from '../http/refusal.ts';
import { giveSession } from './cookie.ts';
import { passkeysPage } from './pages/passkeys-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { addPasskey, askForAny, askForNew, checkPasskey, listPasskeys, passkeyRefusals, relyingParty, removePasskey } from './passkeys.ts';
import { signIn, type Viewer } from './sessions.ts';
import { mistakesOf } from './sign-in-routes.ts';

const FEW = { max: 20, timeWindow: 60_000 };
const closed = { additionalProperties: false };
const CsrfOnly = Type.Object({ _csrf: Type.String() }, closed);
/** The answer of an authenticator, as JSON in a field of a form. */
const Answer = Type.String({ maxLength: 20_000 });

/** Passkeys: added to an account, removed from it, and signing in with one. */
export function registerPasskeyRoutes(app: App, services: Services): void {
  const { db, now } = services;
  const party = relyingParty(services.baseUrl, services.ministry.name['zh-CN']);
  const page = async (viewer: Viewer, mistakes?: ReturnType<typeof mistakesOf>) => ({
    passkeys: await listPasskeys(db, viewer.accountId),
    ...(mistakes === undefined ? {} : { mistakes }),
  });

  app.get('/account/passkeys', { config: { access: 'account' } }, async (request, reply) =>
    sendPage(reply, passkeysPage(app.pageContext(request, reply), await page(whole(request.viewer)))),
  );

  app.post(
    '/account/passkeys/options',
    { config: { access: 'account', rateLimit: FEW }, schema: { body: CsrfOnly } },
    async (request) => await askForNew(db, party, whole(request.viewer), now()),
  );

  app.post(
    '/account/passkeys',
    {
      config: { access: 'account', rateLimit: FEW },
      schema: { body: Type.Object({ _csrf: Type.String(), name: Type.String({ maxLength: 60 }), answer: Answer }, closed) },
    },
    async (request, reply) => {
      const viewer = whole(request.viewer);
      const context = app.pageContext(request, reply);
      const name = request.body.name.normalize('NFC').trim();
      try {
        if (name === '') throw new Refusal(passkeyRefusals.passkeyNameMissing, { field: 'name' });
        const answer = parsed(request.body.answer);
        await db.transaction().execute((trx) => addPasskey(trx, party, { accountId: viewer.accountId, answer, name, at: now() }));
      } catch (error) {
        const mistakes = mistakesOf(context, error);
        if (mistakes === undefined) throw error;
        return sendPage(reply, passkeysPage(context, await page(viewer, mistakes)), 422);
      }
      return seeOther(reply, context, '/account/passkeys');
    },
  );

  app.post(
    '/account/passkeys/:id/remove',
    {
      config: { access: 'account', rateLimit: FEW },
      schema: { params: Type.Object({ id: Type.String({ pattern: '^[\\w-]{1,500}$' }) }), body: CsrfOnly },
    },
    async (request, reply) => {
      const { accountId } = whole(request.viewer);
      await db.transaction().execute((trx) => removePasskey(trx, accountId, request.params.id, now()));
      return seeOther(reply, app.pageContext(request, reply), '/account/passkeys');
    },
  );

  app.post(
    '/sign-in/passkey/options',
    { config: { access: 'public', rateLimit: FEW }, schema: { body: CsrfOnly } },
    async () => await askForAny(db, party, now()),
  );

  app.post(
    '/sign-in/passkey',
    { config: { access: 'public', rateLimit: FEW }, schema: { body: Type.Object({ _csrf: Type.String(), answer: Answer }, closed) } },
    async (request, reply) => {
      const context = app.pageContext(request, reply);
      try {
        const answer = parsed(request.body.answer);
        const token = await db.transaction().execute(async (trx) =>
          signIn(trx, {
            accountId: await checkPasskey(trx, party, answer, now()),
            secondFactorDue: false,
            userAgent: request.headers['user-agent'] ?? '',
            replaces: request.viewer?.sessionId,
            by: 'passkey',
            at: now(),
          }),
        );
        giveSession(reply, services, token);
        // From there whoever is signed in is led to where they belong.
        return seeOther(reply, context, '/sign-in');
      } catch (error) {
        const mistakes = mistakesOf(context, error);
        if (mistakes === undefined) throw error;
        return sendPage(reply, signInPage(context, { mistakes }), 422);
      }
    },
  );
}

const whole = (viewer: Viewer | undefined): Viewer => {
  if (viewer === undefined) throw new Refusal(platformRefusals.notFound);
  return viewer;
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(passkeyRefusals.passkeyFailed);
  }
}
