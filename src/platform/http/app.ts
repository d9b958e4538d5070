import type { IncomingMessage } from 'node:http';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { type FastifyInstance, fastify } from 'fastify';
import { LARGEST_FILE_BYTES } from '../files/index.ts';
import type { Language } from '../i18n/index.ts';
import { declareAccess } from './access.ts';
import { answerErrors } from './errors.ts';
import { flattenForms } from './forms.ts';
import { describeApi } from './openapi.ts';
import { type HttpSettings, providePages } from './page-request.ts';

export type App = ReturnType<typeof newFastify>;

interface Asked {
  readonly language: Language;
  /** A language that the ministry adds. */
  readonly locale?: string;
}

/** The language that the address of a request named, before Fastify sees it. */
const asked = new WeakMap<IncomingMessage, Asked>();

/** Which of the two languages an address asks for: the prefixes `/en/` and `/zh/`, none for the ministry's first language. */
export const languageOf = (raw: IncomingMessage): Language => asked.get(raw)?.language ?? 'zh-CN';

/** The language pack that an address asks for by its prefix. */
export const localeOf = (raw: IncomingMessage): string | undefined => asked.get(raw)?.locale;

const PREFIX = /^\/([a-z]{2,3}(?:-[A-Za-z]{2,8})?)(?=[/?]|$)/;

const rewriteUrl =
  ({ language: first = 'zh-CN', packs = [] }: HttpSettings['ministry']) =>
  (raw: IncomingMessage): string => {
    const url = raw.url ?? '/';
    const [whole = '', code] = PREFIX.exec(url) ?? [];
    const rest = url.slice(whole.length);
    const inner = rest.startsWith('/') ? rest : `/${rest}`;
    if (code === 'en' || code === 'zh') {
      asked.set(raw, { language: code === 'en' ? 'en' : 'zh-CN' });
      return inner;
    }
    const pack = code === undefined ? undefined : packs.find((each) => each.code === code);
    asked.set(raw, pack === undefined ? { language: first } : { language: pack.t.language, locale: pack.code });
    return pack === undefined ? url : inner;
  };

/** Logs carry no personal data: what stands behind the question mark may be a name or a number. */
const withoutQuery = (request: { method?: string; url?: string }): { method: string; url: string } => ({
  method: request.method ?? '',
  url: request.url?.split('?')[0] ?? '',
});

function newFastify(settings: HttpSettings) {
  return fastify({
    logger: settings.log === false ? false : { level: 'info', serializers: { req: withoutQuery } },
    rewriteUrl: rewriteUrl(settings.ministry),
    bodyLimit: 1024 * 1024,
    trustProxy: settings.trustProxy,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
  }).withTypeProvider<TypeBoxTypeProvider>();
}

/** Bodies are never coerced and unknown fields are refused; what stands in an address is text and is coerced to its type. */
const validators: Readonly<Record<string, Ajv>> = Object.fromEntries(
  ['body', 'other'].map((part) => {
    const ajv = new Ajv(
      part === 'body'
        ? { coerceTypes: false, removeAdditional: false, useDefaults: true, allErrors: true }
        : { coerceTypes: 'array', removeAdditional: false, useDefaults: true, allErrors: true },
    );
    formats.default(ajv);
    return [part, ajv];
  }),
);

/** The server with everything that every capability's routes lean on: security, sessions, languages, errors, documentation. */
export async function buildApp(settings: HttpSettings): Promise<App> {
  const app = newFastify(settings);
  app.setValidatorCompiler(({ schema, httpPart }) => {
    const compiled = validators[httpPart === 'body' ? 'body' : 'other']?.compile(schema as object);
    if (compiled === undefined) throw new TypeError('no validator');
    return compiled;
  });
  await describeApi(app);
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: settings.secure ? { maxAge: 31_536_000 } : false,
  });
  await app.register(rateLimit, { global: true, max: settings.requestsPerMinute, timeWindow: 60_000 });
  await app.register(cookie);
  await app.register(formbody);
  await app.register(multipart, {
    attachFieldsToBody: true,
    limits: { fileSize: LARGEST_FILE_BYTES + 1, files: 10, fields: 200, fieldSize: 100_000, headerPairs: 100 },
  });
  await app.register(csrf, {
    cookieOpts: { path: '/', httpOnly: true, sameSite: 'lax', secure: settings.secure },
    getToken: (request) => (request.body as { _csrf?: string } | undefined)?._csrf,
  });
  flattenForms(app);
  providePages(app, settings);
  declareAccess(app);
  answerErrors(app);
  return app;
}

export type { FastifyInstance };
