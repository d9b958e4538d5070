import { randomBytes } from 'node:crypto';
import QRCode from 'qrcode';
import { Type } from 'typebox';
import type { Services } from '../../services.ts';
import { readStream } from '../audit/index.ts';
import type { App } from '../http/app.ts';
import { seeOther, sendPage } from '../http/page-request.ts';
import { platformRefusals, Refusal } from '../http/refusal.ts';
import { addressPrefix } from '../i18n/index.ts';
import type { PageContext } from '../views/context.ts';
import { demandPassword, setLanguage, setPassword, setTotp } from './accounts.ts';
import { type AccountNotice, accountPage } from './pages/account-page.ts';
import { passwordPage } from './pages/password-page.ts';
import { removeSecondFactorPage, secondFactorPage } from './pages/second-factor-pages.ts';
import { base32, fromBase32 } from './secrets.ts';
import { listSessions, revokeSessions, type Viewer } from './sessions.ts';
import { mistakesOf } from './sign-in-routes.ts';

/** The newest events of an account that its page shows. */
const SHOWN_EVENTS = 20;
/** 160 bits (RFC 4226, section 4, R6). */
const SECRET_BYTES = 20;

const FEW = { max: 20, timeWindow: 60_000 };
const CsrfOnly = Type.Object({ _csrf: Type.String() }, { additionalProperties: false });
const Secret = Type.String({ pattern: '^[A-Z2-7]{32}$' });

/** What somebody does about their own account. */
export function registerAccountRoutes(app: App, services: Services): void {
  const { db, now } = services;

  app.get(
    '/account',
    {
      config: { access: 'account' },
      schema: { querystring: Type.Object({ done: Type.Optional(Type.String({ maxLength: 40 })) }, { additionalProperties: false }) },
    },
    async (request, reply) => {
      const viewer = whole(request.viewer);
      const context = app.pageContext(request, reply);
      const sessions = await listSessions(db, viewer.accountId, now());
      const events = await readStream(db, `account/${viewer.accountId}`);
      const done = request.query.done;
      return sendPage(
        reply,
        accountPage(context, {
          viewer,
          sessions,
          events: events.slice(-SHOWN_EVENTS).reverse(),
          ...(isNotice(done) ? { notice: done } : {}),
        }),
      );
    },
  );

  app.get('/account/password', { config: { access: 'account' } }, async (request, reply) => {
    const viewer = whole(request.viewer);
    return sendPage(reply, passwordPage(app.pageContext(request, reply), { hasPassword: viewer.hasPassword }));
  });

  app.post(
    '/account/password',
    {
      config: { access: 'account', rateLimit: FEW },
      schema: {
        body: Type.Object(
          { _csrf: Type.String(), current: Type.Optional(Type.String({ maxLength: 500 })), password: Type.String({ maxLength: 500 }) },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const viewer = whole(request.viewer);
      const context = app.pageContext(request, reply);
      try {
        await demandPassword(db, viewer.accountId, request.body.current ?? '', now());
        await db.transaction().execute(async (trx) => {
          await setPassword(trx, viewer.accountId, request.body.password, now());
          // Whoever knew the old one is out (OWASP ASVS 5, 7.4.3).
          await revokeSessions(trx, viewer.accountId, { keep: viewer.sessionId }, now());
        });
        return seeOther(reply, context, '/account?done=password');
      } catch (error) {
        const mistakes = mistakesOf(context, error);
        if (mistakes === undefined) throw error;
        return sendPage(reply, passwordPage(context, { hasPassword: viewer.hasPassword, mistakes }), 422);
      }
    },
  );

  app.get('/account/second-factor', { config: { access: 'account' } }, async (request, reply) => {
    const viewer = whole(request.viewer);
    const context = app.pageContext(request, reply);
    if (viewer.hasSecondFactor) return sendPage(reply, removeSecondFactorPage(context, {}));
    return sendPage(reply, await drawSecondFactor(services, context, viewer, base32(randomBytes(SECRET_BYTES))));
  });

  app.post(
    '/account/second-factor',
    {
      config: { access: 'account', rateLimit: FEW },
      schema: {
        body: Type.Object({ _csrf: Type.String(), secret: Secret, code: Type.String({ maxLength: 20 }) }, { additionalProperties: false }),
      },
    },
    async (request, reply) => {
      const viewer = whole(request.viewer);
      const context = app.pageContext(request, reply);
      if (viewer.hasSecondFactor) return seeOther(reply, context, '/account/second-factor');
      const { secret, code } = request.body;
      try {
        await db.transaction().execute(async (trx) => {
          await setTotp(trx, viewer.accountId, fromBase32(secret), code, now());
          await revokeSessions(trx, viewer.accountId, { keep: viewer.sessionId }, now());
        });
        return seeOther(reply, context, '/account?done=second-factor');
      } catch (error) {
        const mistakes = mistakesOf(context, error);
        if (mistakes === undefined) throw error;
        return sendPage(reply, await drawSecondFactor(services, context, viewer, secret, mistakes), 422);
      }
    },
  );

  app.post(
    '/account/second-factor/remove',
    {
      config: { access: 'account', rateLimit: FEW },
      schema: { body: Type.Object({ _csrf: Type.String(), code: Type.String({ maxLength: 20 }) }, { additionalProperties: false }) },
    },
    async (request, reply) => {
      const viewer = whole(request.viewer);
      const context = app.pageContext(request, reply);
      try {
        await db.transaction().execute((trx) => setTotp(trx, viewer.accountId, null, request.body.code, now()));
        return seeOther(reply, context, '/account?done=second-factor-removed');
      } catch (error) {
        const mistakes = mistakesOf(context, error);
        if (mistakes === undefined) throw error;
        return sendPage(reply, removeSecondFactorPage(context, { mistakes }), 422);
      }
    },
  );

  app.post(
    '/account/sessions/:id/end',
    {
      config: { access: 'account' },
      schema: { params: Type.Object({ id: Type.String({ format: 'uuid' }) }), body: CsrfOnly },
    },
    async (request, reply) => {
      const viewer = whole(request.viewer);
      await db.transaction().execute((trx) => revokeSessions(trx, viewer.accountId, { id: request.params.id }, now()));
      return seeOther(reply, app.pageContext(request, reply), '/account?done=session');
    },
  );

  app.post('/account/sessions/end', { config: { access: 'account' }, schema: { body: CsrfOnly } }, async (request, reply) => {
    const viewer = whole(request.viewer);
    await db.transaction().execute((trx) => revokeSessions(trx, viewer.accountId, { keep: viewer.sessionId }, now()));
    return seeOther(reply, app.pageContext(request, reply), '/account?done=sessions');
  });

  app.post(
    '/account/language',
    {
      config: { access: 'account' },
      schema: {
        body: Type.Object(
          { _csrf: Type.String(), language: Type.Union([Type.Literal('zh-CN'), Type.Literal('en')]) },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const viewer = whole(request.viewer);
      const { language } = request.body;
      await db.transaction().execute((trx) => setLanguage(trx, viewer.accountId, language));
      return reply.redirect(`${addressPrefix(language, services.ministry.language)}/account?done=language`, 303);
    },
  );
}

const NOTICES: readonly AccountNotice[] = [
  'password',
  'second-factor',
  'second-factor-removed',
  'session',
  'sessions',
  'language',
  'party',
];
const isNotice = (done: string | undefined): done is AccountNotice => NOTICES.some((notice) => notice === done);

function whole(viewer: Viewer | undefined): Viewer {
  if (viewer === undefined) throw new Refusal(platformRefusals.notFound);
  return viewer;
}

async function drawSecondFactor(
  services: Services,
  context: PageContext,
  viewer: Viewer,
  secret: string,
  mistakes: Parameters<typeof secondFactorPage>[1]['mistakes'] = [],
) {
  const issuer = services.ministry.shortName?.[context.language] ?? services.ministry.name[context.language];
  const address = `otpauth://totp/${encodeURIComponent(`${issuer}:${viewer.email}`)}?${new URLSearchParams({ secret, issuer })}`;
  const picture = await QRCode.toDataURL(address, { margin: 0, width: 440, errorCorrectionLevel: 'M' });
  return secondFactorPage(context, { secret, picture, mistakes });
}
