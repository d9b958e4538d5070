import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findViewer, type Viewer } from '../auth/sessions.ts';
import type { Db } from '../db/index.ts';
import type { Html } from '../html.ts';
import { addressPrefix, createTranslator, formatDate, formatDateTime, formatNumber } from '../i18n/index.ts';
import { dateIn, type Now } from '../time.ts';
import type { PageContext } from '../views/context.ts';
import { languageOf, localeOf } from './app.ts';

export interface HttpSettings {
  readonly db: Db;
  readonly now: Now;
  readonly timeZone: string;
  readonly ministry: PageContext['ministry'];
  /** Behind TLS: cookies are marked secure and the browser is told to stay with TLS. */
  readonly secure: boolean;
  readonly trustProxy: boolean;
  readonly requestsPerMinute: number;
  readonly log: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer | undefined;
  }
}

export const SESSION_COOKIE = 'mandate_session';

/** Finds out who looks, and makes what every page needs to be drawn. */
export function providePages(app: FastifyInstance, settings: HttpSettings): void {
  app.decorateRequest('viewer');
  app.addHook('onRequest', async (request) => {
    const token = request.cookies[SESSION_COOKIE];
    request.viewer = token === undefined ? undefined : await findViewer(settings.db, token, settings.now());
  });
  app.decorate('pageContext', (request: FastifyRequest, reply: FastifyReply) => pageContext(settings, request, reply));
}

declare module 'fastify' {
  interface FastifyInstance {
    pageContext: (request: FastifyRequest, reply: FastifyReply) => PageContext;
  }
}

const formTokens = new WeakMap<FastifyRequest, string>();

/** One token for all forms of a page: for a visitor without a cookie each call would make a new secret, and only the last would hold. */
function formToken(request: FastifyRequest, reply: FastifyReply): string {
  let token = formTokens.get(request);
  if (token === undefined) {
    token = reply.generateCsrf();
    formTokens.set(request, token);
  }
  return token;
}

function pageContext(settings: HttpSettings, request: FastifyRequest, reply: FastifyReply): PageContext {
  const language = languageOf(request.raw);
  const now = settings.now();
  const locale = localeOf(request.raw);
  const { language: first, packs = [] } = settings.ministry;
  const prefix = locale === undefined ? addressPrefix(language, first) : `/${locale}`;
  const { viewer } = request;
  return {
    t: packs.find((each) => each.code === (locale ?? language))?.t ?? createTranslator(language),
    language,
    locale,
    nonce: reply.cspNonce?.script ?? '',
    path: request.url,
    // Every page may carry a form (the language of the account, signing out): the token is made when the first one is drawn.
    get csrfToken() {
      return formToken(request, reply);
    },
    user: viewer && { displayName: viewer.displayName, isOfficer: viewer.personId !== undefined },
    now,
    today: dateIn(settings.timeZone, now),
    ministry: settings.ministry,
    formatDate: (date) => formatDate(date, language),
    formatDateTime: (instant) => formatDateTime(instant, language, settings.timeZone),
    formatNumber: (value) => formatNumber(value, language),
    href: (path) => (path.startsWith('/') ? `${prefix}${path}` : path),
  };
}

/** Sends a page. */
export const sendPage = (reply: FastifyReply, page: Html, status = 200): FastifyReply =>
  reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page.toString());

/** After a form: to the page that shows what came of it (303, so that "back" and "reload" do not send it again). */
export const seeOther = (reply: FastifyReply, context: Pick<PageContext, 'href'>, path: string): FastifyReply =>
  reply.redirect(context.href(path), 303);
