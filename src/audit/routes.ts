import { Type } from 'typebox';
import type { App } from '../platform/http/app.ts';
import { sendPage } from '../platform/http/page-request.ts';
import { platformRefusals, Refusal, type Rule } from '../platform/http/refusal.ts';
import { dateIn } from '../platform/time.ts';
import type { Services } from '../services.ts';
import { addressOf, auditPage } from './page.ts';
import { type AuditKey, countKinds, listEvents } from './store.ts';

export const auditRefusals = {
  auditNotAllowed: { code: 'audit-not-allowed', status: 403 },
} as const satisfies Record<string, Rule>;

/** The function that the plan calls internal audit; who holds it looks here. */
export const AUDIT_MANDATE = 'internal-audit';
const PAGE_SIZE = 100;

export function registerAuditRoutes(app: App, services: Services): void {
  app.get(
    '/audit',
    {
      config: { access: 'post' },
      schema: {
        querystring: Type.Object(
          {
            on: Type.Optional(Type.String({ format: 'date' })),
            stream: Type.Optional(Type.String({ maxLength: 200 })),
            kind: Type.Optional(Type.String({ maxLength: 60 })),
            after: Type.Optional(Type.String({ maxLength: 400 })),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const personId = request.viewer?.personId;
      if (personId === undefined) throw new Refusal(platformRefusals.notFound);
      const at = services.now();
      const verdict = services.organisation.may(
        personId,
        { mandate: AUDIT_MANDATE, role: 'examine', territory: null, scope: null, secrecy: 0, drafters: [] },
        at,
      );
      if (!verdict.allowed) {
        const { text, holder } = verdict.denial;
        throw new Refusal(auditRefusals.auditNotAllowed, {
          values: { why: text, ask: holder?.ask ?? holder?.name ?? { 'zh-CN': '', en: '' } },
        });
      }
      const context = app.pageContext(request, reply);
      const on = request.query.on === undefined ? dateIn(services.timeZone, at) : Temporal.PlainDate.from(request.query.on);
      const { stream = '', kind = '' } = request.query;
      const day = { from: startOf(services, on), until: startOf(services, on.add({ days: 1 })) };
      const rows = await listEvents(services.db, { ...day, stream, kind }, { size: PAGE_SIZE + 1, after: keyFrom(request.query.after) });
      const shown = rows.slice(0, PAGE_SIZE);
      const last = shown.at(-1);
      const next =
        rows.length > PAGE_SIZE && last !== undefined
          ? context.href(addressOf({ on, stream, kind, after: JSON.stringify([last.at.toString(), last.stream, last.position]) }))
          : undefined;
      const kinds = await countKinds(services.db, day);
      return sendPage(
        reply,
        auditPage(context, {
          on,
          rows: shown,
          kinds,
          stream,
          kind,
          next,
          actorWords: (actor) => actorWords(services, actor, context.language),
        }),
      );
    },
  );
}

const startOf = (services: Services, on: Temporal.PlainDate): Temporal.Instant => on.toZonedDateTime(services.timeZone).toInstant();

/** The key of the last row of the page before; whatever is not one starts at the top. */
function keyFrom(text: string | undefined): AuditKey | undefined {
  if (text === undefined) return undefined;
  try {
    const [at, stream, position] = JSON.parse(text) as readonly unknown[];
    return typeof stream === 'string' && typeof position === 'number'
      ? { at: Temporal.Instant.from(String(at)).toString(), stream, position }
      : undefined;
  } catch {
    return undefined;
  }
}

function actorWords(services: Services, actor: string, language: 'zh-CN' | 'en'): string {
  const [kind, id = ''] = actor.split('/');
  const officer = kind === 'appointment' ? services.organisation.describe(id) : undefined;
  return officer === undefined ? actor : `${officer.post[language]}, ${officer.institution[language]}`;
}
