import { Type } from 'typebox';
import type { Services } from '../../services.ts';
import type { Transaction } from '../db/index.ts';
import type { App } from '../http/app.ts';
import { refusalsIn } from '../http/errors.ts';
import { seeOther, sendPage } from '../http/page-request.ts';
import { textOfRefusal } from '../http/problem.ts';
import { Refusal, Refusals } from '../http/refusal.ts';
import { addressPrefix } from '../i18n/index.ts';
import { sendMessage } from '../notify/index.ts';
import type { PageContext } from '../views/context.ts';
import {
  type AccountAddress,
  authRefusals,
  checkCode,
  checkPassword,
  countOpenLinks,
  createAccount,
  createSignInLink,
  findAccount,
  findLinkOwner,
  hasSecondFactor,
  takeLink,
} from './accounts.ts';
import { giveSession, takeSession } from './cookie.ts';
import { codePage } from './pages/code-page.ts';
import { linkExpiredPage, linkPage, linkSentPage } from './pages/link-pages.ts';
import { type Mistake, signInPage } from './pages/sign-in-page.ts';
import { signUpPage } from './pages/sign-up-page.ts';
import { signIn } from './sessions.ts';

/** Guessing takes many tries from one place: so many a minute, and each account counts its own (accounts.ts). */
const FEW = { max: 20, timeWindow: 60_000 };
/** Who asks again gets no more links than this at a time: nobody's mailbox is filled by a stranger. */
const OPEN_LINKS = 5;

const Text = (maxLength: number) => Type.String({ maxLength });
const Next = Type.Optional(Type.String({ maxLength: 500 }));
const Token = Type.Object({ token: Type.String({ pattern: '^[\\w-]{20,64}$' }) });

/** Only a path of this site: whoever signs in is not led elsewhere. */
export const safeNext = (next: string | undefined): string | undefined =>
  next !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : undefined;

const isEmail = (text: string): boolean => text.length <= 254 && /^[^\s@]{1,64}@[^\s@]+\.[^\s@.]+$/.test(text.trim());

export const mistakesOf = (context: PageContext, error: unknown): readonly Mistake[] | undefined =>
  refusalsIn(error)?.map((refusal) => ({ field: refusal.field, text: textOfRefusal(refusal, context.t) }));

/** Signing in by password, by one-use link, by one-time code; making an account. */
export function registerSignInRoutes(app: App, services: Services): void {
  const { db, now } = services;

  app.get(
    '/sign-in',
    { config: { access: 'public' }, schema: { querystring: Type.Object({ next: Next }, { additionalProperties: false }) } },
    async (request, reply) => {
      const context = app.pageContext(request, reply);
      const { viewer } = request;
      if (viewer?.secondFactorDue === true) return seeOther(reply, context, '/sign-in/code');
      if (viewer !== undefined) return seeOther(reply, context, safeNext(request.query.next) ?? homeOf(viewer));
      return sendPage(reply, signInPage(context, { next: safeNext(request.query.next) }));
    },
  );

  app.post(
    '/sign-in',
    {
      config: { access: 'public', rateLimit: FEW },
      schema: {
        body: Type.Object({ _csrf: Type.String(), email: Text(254), password: Text(500), next: Next }, { additionalProperties: false }),
      },
    },
    async (request, reply) => {
      const context = app.pageContext(request, reply);
      const { email, password } = request.body;
      const next = safeNext(request.body.next);
      try {
        const { accountId, secondFactorDue } = await checkPassword(db, email, password, now());
        const token = await db.transaction().execute((trx) =>
          signIn(trx, {
            accountId,
            secondFactorDue,
            userAgent: request.headers['user-agent'] ?? '',
            replaces: request.viewer?.sessionId,
            by: 'password',
            at: now(),
          }),
        );
        giveSession(reply, services, token);
        if (secondFactorDue) return seeOther(reply, context, withNext('/sign-in/code', next));
        return seeOther(reply, context, next ?? (await homeOfAccount(services, accountId)));
      } catch (error) {
        const mistakes = mistakesOf(context, error);
        if (mistakes === undefined) throw error;
        return sendPage(reply, signInPage(context, { next, email, mistakes }), 422);
      }
    },
  );

  app.post(
    '/sign-in/link',
    {
      config: { access: 'public', rateLimit: FEW },
      schema: { body: Type.Object({ _csrf: Type.String(), email: Text(254) }, { additionalProperties: false }) },
    },
    async (request, reply) => {
      const context = app.pageContext(request, reply);
      const { email } = request.body;
      if (!isEmail(email)) {
        const refusal = new Refusal(authRefusals.emailInvalid, { field: 'link-email' });
        return sendPage(reply, signInPage(context, { linkEmail: email, mistakes: mistakesOf(context, refusal) ?? [] }), 422);
      }
      // A message goes out in either case: neither the answer nor its time tells whether there is such an account.
      await db.transaction().execute(async (trx) => {
        const account = await findAccount(trx, email);
        if (account === undefined) await sendUnknown(trx, services, email, context.language);
        else await sendLink(trx, services, account);
      });
      return sendPage(reply, linkSentPage(context, { email }));
    },
  );

  app.get('/sign-in/link/:token', { config: { access: 'public' }, schema: { params: Token } }, async (request, reply) => {
    const context = app.pageContext(request, reply);
    const owner = await findLinkOwner(db, request.params.token, now());
    if (owner === undefined) return sendPage(reply, linkExpiredPage(context), 410);
    return sendPage(reply, linkPage(context, { token: request.params.token, displayName: owner.displayName }));
  });

  app.post(
    '/sign-in/link/:token',
    {
      config: { access: 'public', rateLimit: FEW },
      schema: { params: Token, body: Type.Object({ _csrf: Type.String() }, { additionalProperties: false }) },
    },
    async (request, reply) => {
      const context = app.pageContext(request, reply);
      try {
        const { accountId, token, secondFactorDue } = await db.transaction().execute(async (trx) => {
          const id = await takeLink(trx, request.params.token, now());
          const due = await hasSecondFactor(trx, id);
          const opened = await signIn(trx, {
            accountId: id,
            secondFactorDue: due,
            userAgent: request.headers['user-agent'] ?? '',
            replaces: request.viewer?.sessionId,
            by: 'link',
            at: now(),
          });
          return { accountId: id, token: opened, secondFactorDue: due };
        });
        giveSession(reply, services, token);
        return seeOther(reply, context, secondFactorDue ? '/sign-in/code' : await homeOfAccount(services, accountId));
      } catch (error) {
        if (error instanceof Refusal && error.rule.code === authRefusals.linkExpired.code)
          return sendPage(reply, linkExpiredPage(context), 410);
        throw error;
      }
    },
  );

  app.get(
    '/sign-in/code',
    {
      config: { access: 'account', beforeSecondFactor: true },
      schema: { querystring: Type.Object({ next: Next }, { additionalProperties: false }) },
    },
    async (request, reply) => {
      const context = app.pageContext(request, reply);
      if (request.viewer?.secondFactorDue !== true) return seeOther(reply, context, homeOf(request.viewer));
      return sendPage(reply, codePage(context, { next: safeNext(request.query.next) }));
    },
  );

  app.post(
    '/sign-in/code',
    {
      config: { access: 'account', beforeSecondFactor: true, rateLimit: FEW },
      schema: { body: Type.Object({ _csrf: Type.String(), code: Text(20), next: Next }, { additionalProperties: false }) },
    },
    async (request, reply) => {
      const context = app.pageContext(request, reply);
      const { viewer } = request;
      if (viewer?.secondFactorDue !== true) return seeOther(reply, context, homeOf(viewer));
      const next = safeNext(request.body.next);
      try {
        await checkCode(db, viewer.accountId, request.body.code, now());
        const token = await db.transaction().execute((trx) =>
          signIn(trx, {
            accountId: viewer.accountId,
            secondFactorDue: false,
            userAgent: request.headers['user-agent'] ?? '',
            replaces: viewer.sessionId,
            by: 'code',
            at: now(),
          }),
        );
        giveSession(reply, services, token);
        return seeOther(reply, context, next ?? homeOf(viewer));
      } catch (error) {
        const mistakes = mistakesOf(context, error);
        if (mistakes === undefined) throw error;
        return sendPage(reply, codePage(context, { next, mistakes }), 422);
      }
    },
  );

  app.get('/sign-up', { config: { access: 'public' } }, async (request, reply) => {
    const context = app.pageContext(request, reply);
    if (request.viewer !== undefined) return seeOther(reply, context, homeOf(request.viewer));
    return sendPage(reply, signUpPage(context, { language: context.language }));
  });

  app.post(
    '/sign-up',
    {
      config: { access: 'public', rateLimit: FEW },
      schema: {
        body: Type.Object(
          { _csrf: Type.String(), name: Text(60), email: Text(254), language: Type.Union([Type.Literal('zh-CN'), Type.Literal('en')]) },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const context = app.pageContext(request, reply);
      const { email, language } = request.body;
      const name = request.body.name.normalize('NFC').trim();
      const found = [
        ...(name === '' ? [new Refusal(authRefusals.nameMissing, { field: 'name' })] : []),
        ...(isEmail(email) ? [] : [new Refusal(authRefusals.emailInvalid, { field: 'email' })]),
      ];
      if (found.length > 0)
        return sendPage(
          reply,
          signUpPage(context, { name, email, language, mistakes: mistakesOf(context, new Refusals(found)) ?? [] }),
          422,
        );
      await db.transaction().execute(async (trx) => {
        // Whoever has an account already is sent a link to it: the page says the same to everybody.
        let account = await findAccount(trx, email);
        if (account === undefined) {
          const id = await createAccount(trx, { email, displayName: name, language }, now());
          account = { id, email: email.trim().toLowerCase(), language };
        }
        await sendLink(trx, services, account);
      });
      return sendPage(reply, linkSentPage(context, { email }));
    },
  );

  app.post(
    '/sign-out',
    { config: { access: 'public' }, schema: { body: Type.Object({ _csrf: Type.String() }, { additionalProperties: false }) } },
    async (request, reply) => {
      const context = app.pageContext(request, reply);
      const { viewer } = request;
      if (viewer !== undefined) await db.updateTable('session').set({ revoked_at: now() }).where('id', '=', viewer.sessionId).execute();
      takeSession(reply, services);
      return seeOther(reply, context, '/');
    },
  );
}

const withNext = (path: string, next: string | undefined): string =>
  next === undefined ? path : `${path}?next=${encodeURIComponent(next)}`;

const homeOf = (viewer: { readonly personId: string | undefined } | undefined): string =>
  viewer?.personId === undefined ? '/cases' : '/desk';

async function homeOfAccount(services: Services, accountId: string): Promise<string> {
  const row = await services.db.selectFrom('account').select('person_id').where('id', '=', accountId).executeTakeFirstOrThrow();
  return homeOf({ personId: row.person_id ?? undefined });
}

async function sendLink(trx: Transaction, services: Services, account: AccountAddress): Promise<void> {
  const at = services.now();
  if ((await countOpenLinks(trx, account.id, at)) >= OPEN_LINKS) return;
  const token = await createSignInLink(trx, account.id, at);
  const prefix = addressPrefix(account.language, services.ministry.language);
  await sendMessage(trx, {
    channel: 'email',
    to: account.email,
    language: account.language,
    text: 'auth.mail.link',
    values: { address: `${services.baseUrl}${prefix}/sign-in/link/${token}`, ministry: services.ministry.name[account.language] },
    about: `account/${account.id}`,
    at,
  });
}

async function sendUnknown(trx: Transaction, services: Services, email: string, language: 'zh-CN' | 'en'): Promise<void> {
  const prefix = addressPrefix(language, services.ministry.language);
  await sendMessage(trx, {
    channel: 'email',
    to: email.trim().toLowerCase(),
    language,
    text: 'auth.mail.unknown',
    values: { address: `${services.baseUrl}${prefix}/sign-up`, ministry: services.ministry.name[language] },
    at: services.now(),
  });
}
