import { Type } from 'typebox';
import type { App } from '../../platform/http/app.ts';
import { refusalsIn } from '../../platform/http/errors.ts';
import { seeOther, sendPage } from '../../platform/http/page-request.ts';
import { platformRefusals, Refusal } from '../../platform/http/refusal.ts';
import { dateIn } from '../../platform/time.ts';
import type { Version } from '../../registers/index.ts';
import type { Services } from '../../services.ts';
import { errorsOf } from '../applicant/draft-view.ts';
import { territoryOf } from '../applicant/order-routes.ts';
import { decodeSent, findUnknownFields, type Sent } from '../applicant/sent-answers.ts';
import { submitCase } from '../cases.ts';
import { findMistakes, withPointer } from '../form.ts';
import type { Procedure } from '../library.ts';
import { readBase } from '../orders/base.ts';
import { orderRefusals } from '../orders/refusals.ts';
import { refusalOf } from './case-view.ts';
import { authorityOrderPage } from './pages/order-page.ts';

const Code = Type.String({ pattern: '^[a-z][A-Za-z0-9-]{0,99}$' });
const Params = Type.Object({ register: Code, key: Type.String({ minLength: 1, maxLength: 210 }), procedure: Code });
const Body = Type.Object({ _csrf: Type.String() }, { additionalProperties: Type.String({ maxLength: 10_000 }) });

/** Orders that the authority starts itself upon a register entry: its officer states facts and law, the holder is told and heard. */
export function registerAuthorityOrderRoutes(app: App, services: Services): void {
  app.get('/desk/orders/:register/:key/:procedure', { config: { access: 'post' }, schema: { params: Params } }, async (request, reply) => {
    const { procedure, entry } = await prepare(services, request.params, request.viewer?.personId);
    return sendPage(reply, authorityOrderPage(app.pageContext(request, reply), { procedure, entry, data: {}, errors: [] }));
  });

  app.post(
    '/desk/orders/:register/:key/:procedure',
    { config: { access: 'post' }, schema: { params: Params, body: Body } },
    async (request, reply) => {
      const { register, key } = request.params;
      const { procedure, entry, actor } = await prepare(services, request.params, request.viewer?.personId);
      const context = app.pageContext(request, reply);
      const sent = request.body as Sent;
      const [page] = procedure.form.pages;
      const data = [...procedure.form.fields.values()].reduce<Readonly<Record<string, unknown>>>(
        (known, field) => withPointer(known, field.pointer, decodeSent(field, sent)),
        {},
      );
      const mistakes = page === undefined ? [] : [...findUnknownFields(page, sent, []), ...findMistakes(procedure.form, data)];
      const again = (refusals: readonly Refusal[]) =>
        sendPage(reply, authorityOrderPage(context, { procedure, entry, data, sent, errors: errorsOf(context, refusals) }), 422);
      if (mistakes.length > 0) return again(mistakes);
      try {
        const caseId = await services.db.transaction().execute(async (trx) => {
          const party = await trx
            .selectFrom('party')
            .select(['id', 'kind'])
            .where('code', '=', String(entry.data[procedure.order?.entry?.holder ?? ''] ?? ''))
            .executeTakeFirst();
          if (party === undefined) throw new Refusal(orderRefusals.holderUnknown);
          const accountId = request.viewer?.accountId ?? '';
          const submission = { procedure, party, accountId, data, actor, at: services.now(), entry: { register, key } };
          return (await submitCase(trx, services, submission)).id;
        });
        return seeOther(reply, context, `/desk/cases/${caseId}`);
      } catch (error) {
        const refusals = refusalsIn(error);
        if (refusals === undefined || refusals.some((each) => each.rule.status !== 422)) throw error;
        return again(refusals);
      }
    },
  );
}

interface Prepared {
  readonly procedure: Procedure;
  readonly entry: Version;
  readonly actor: { readonly id: string; readonly personId: string; readonly because: object };
}

/**
 * The order's procedure and entry, and the officer with the chain that allows the act.
 *
 * @throws Refusal 403 that explains who may; 404 and 409 when there is nothing to start it upon
 */
async function prepare(
  services: Services,
  { register, key, procedure: code }: { readonly register: string; readonly key: string; readonly procedure: string },
  personId: string | undefined,
): Promise<Prepared> {
  const procedure = services.procedures.current.get(code);
  if (personId === undefined || procedure?.order?.entry?.startedBy !== 'authority') throw new Refusal(platformRefusals.notFound);
  const at = services.now();
  const { entry } = await readBase(services.db, services, procedure, { register, key }, dateIn(services.timeZone, at));
  await services.organisation.refresh(services.db);
  const verdict = services.organisation.may(
    personId,
    { mandate: procedure.mandate, role: 'examine', territory: territoryOf(procedure, entry), scope: null, secrecy: 0, drafters: [] },
    at,
  );
  if (!verdict.allowed) throw refusalOf(verdict.denial);
  return { procedure, entry, actor: { id: `appointment/${verdict.appointmentId}`, personId, because: verdict.because } };
}
