import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createTranslator } from '../i18n/index.ts';
import { errorPage } from '../views/error-page.ts';
import { languageOf } from './app.ts';
import { sendPage } from './page-request.ts';
import { problemOf, textOfRefusal } from './problem.ts';
import { platformRefusals, Refusal, Refusals } from './refusal.ts';

/** What a request asked for: pages for people, problem documents (RFC 9457) for programs. */
const wantsPage = (request: FastifyRequest): boolean =>
  !request.url.startsWith('/api/') && (request.headers.accept ?? 'text/html').includes('text/html');

/** The refusals in an error, or undefined when it is a fault of ours. */
export function refusalsIn(error: unknown): readonly Refusal[] | undefined {
  if (error instanceof Refusal) return [error];
  if (error instanceof Refusals) return error.all;
  const { code, validation, statusCode } = error as FastifyError;
  if (validation !== undefined) {
    return validation.map(
      (each) =>
        new Refusal(platformRefusals.inputInvalid, {
          field: `${each.instancePath}${each.keyword === 'required' ? `/${String(each.params.missingProperty)}` : each.keyword === 'additionalProperties' ? `/${String(each.params.additionalProperty)}` : ''}`,
          values: { message: each.message ?? '' },
        }),
    );
  }
  if (typeof code === 'string' && code.startsWith('FST_CSRF')) return [new Refusal(platformRefusals.formExpired)];
  if (
    code === 'FST_ERR_CTP_BODY_TOO_LARGE' ||
    code === 'FST_REQ_FILE_TOO_LARGE' ||
    code === 'FST_FILES_LIMIT' ||
    code === 'FST_PARTS_LIMIT'
  )
    return [new Refusal(platformRefusals.bodyTooLarge)];
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return [new Refusal(platformRefusals.mediaTypeUnknown)];
  if (statusCode === 429) return [new Refusal(platformRefusals.tooMany)];
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return [new Refusal(platformRefusals.bodyUnreadable)];
  if (databaseIsAway(error)) return [new Refusal(platformRefusals.databaseAway)];
  return undefined;
}

/** Lost connections and a server that is stopping or starting (PostgreSQL error classes 08 and 57P), and a full disk (53100). */
function databaseIsAway(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return (
    /^(08|57P|53)/.test(code) ||
    /^(ECONNREFUSED|ECONNRESET|EPIPE)$/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect/.test(message)
  );
}

export function answerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => answer(app, request, reply, [new Refusal(platformRefusals.notFound)]));
  app.setErrorHandler((error, request, reply) => {
    const refusals = refusalsIn(error);
    if (refusals === undefined) request.log.error({ err: error }, 'failed');
    return answer(app, request, reply, refusals);
  });
}

function answer(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  refusals: readonly Refusal[] | undefined,
): FastifyReply {
  const status = refusals?.[0]?.rule.status ?? 500;
  if (status === 503) reply.header('retry-after', '5');
  if (!wantsPage(request)) {
    return reply
      .code(status)
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problemOf(refusals, languageOf(request.raw), request.url, request.id)));
  }
  const context = app.pageContext(request, reply);
  const t = createTranslator(context.language);
  const lines = refusals?.map((refusal) => textOfRefusal(refusal, t)) ?? [t('errors.fault', { id: request.id })];
  return sendPage(
    reply,
    errorPage(context, { status, lines, legalBasis: refusals?.flatMap((each) => each.rule.legalBasis ?? []) ?? [] }),
    status,
  );
}
