import { Type } from 'typebox';
import type { App } from '../../platform/http/app.ts';
import { seeOther, sendPage } from '../../platform/http/page-request.ts';
import { textOfRefusal } from '../../platform/http/problem.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { dateIn } from '../../platform/time.ts';
import type { PageContext } from '../../platform/views/index.ts';
import { findEntry, registerRefusals, type Version } from '../../registers/index.ts';
import type { Services } from '../../services.ts';
import { readPointer } from '../form.ts';
import type { Procedure } from '../library.ts';
import { isHeldBy, type OrderBase, readBase } from '../orders/base.ts';
import { findConflicts, listOpenOrders } from '../orders/conflicts.ts';
import { orderRefusals } from '../orders/refusals.ts';
import { accountOf, notFound, partiesToday, procedureOf } from './access.ts';
import { openDraft } from './drafts.ts';
import { type OfferedOrder, ordersPage } from './pages/orders-page.ts';
import { copied } from './start.ts';

const Code = Type.String({ pattern: '^[a-z][A-Za-z0-9-]{0,99}$' });
const Key = Type.String({ minLength: 1, maxLength: 210 });

/** From a register entry to an order upon it: which there are, which may be started, the draft with what is known already. */
export function registerOrderRoutes(app: App, services: Services): void {
  app.get(
    '/orders/:register/:key',
    { config: { access: 'public' }, schema: { params: Type.Object({ register: Code, key: Key }) } },
    async (request, reply) => {
      const { register, key } = request.params;
      const definition = services.registers.get(register);
      const today = dateIn(services.timeZone, services.now());
      const entry = definition === undefined ? undefined : await findEntry(services.db, register, key, today);
      if (definition === undefined || entry === undefined) throw new Refusal(registerRefusals.entryUnknown);
      const context = app.pageContext(request, reply);
      const { viewer } = request;
      if (viewer === undefined || viewer.secondFactorDue)
        return seeOther(
          reply,
          context,
          `/sign-in?next=${encodeURIComponent(context.href(`/orders/${register}/${encodeURIComponent(key)}`))}`,
        );
      const procedures = ordersUpon(services, register);
      const parties = await partiesToday(services, services.db, viewer.accountId);
      const holder = parties.find((party) => procedures.some((procedure) => isHeldBy(procedure, entry, party.code)));
      const offered =
        holder === undefined
          ? []
          : await Promise.all(procedures.filter(startedByHolder).map((procedure) => offer(services, context, procedure, entry, holder.id)));
      const heading = String(entry.data[definition.heading] ?? key);
      const ofAuthority =
        viewer.personId === undefined || entry.removed
          ? []
          : procedures
              .filter((procedure) => !startedByHolder(procedure) && mayStart(services, viewer.personId ?? '', procedure, entry))
              .map((procedure) => ({
                procedure,
                action: context.href(`/desk/orders/${register}/${encodeURIComponent(key)}/${procedure.code}`),
              }));
      return sendPage(
        reply,
        ordersPage(context, {
          heading,
          register: { title: definition.title[context.language], code: register },
          key,
          orders: offered,
          ofAuthority,
          holder: holder?.name,
        }),
      );
    },
  );

  app.post(
    '/orders/:register/:key/:procedure',
    {
      config: { access: 'party' },
      schema: {
        params: Type.Object({ register: Code, key: Key, procedure: Code }),
        body: Type.Object({ _csrf: Type.String() }, { additionalProperties: false }),
      },
    },
    async (request, reply) => {
      const { register, key } = request.params;
      const procedure = procedureOf(services, request.params.procedure);
      if (!startedByHolder(procedure)) throw notFound();
      const accountId = accountOf(request);
      const at = services.now();
      const base = await readBase(services.db, services, procedure, { register, key }, dateIn(services.timeZone, at));
      const parties = await partiesToday(services, services.db, accountId);
      const party = parties.find((each) => isHeldBy(procedure, base.entry, each.code));
      if (party === undefined) throw new Refusal(orderRefusals.notHolder);
      const draft = {
        accountId,
        partyId: party.id,
        procedure: procedure.code,
        entry: { register, key },
        data: copied(procedure.form, base.answers),
        at,
      };
      const id = await services.db.transaction().execute((trx) => openDraft(trx, draft));
      return seeOther(reply, app.pageContext(request, reply), `/drafts/${id}`);
    },
  );
}

const ordersUpon = (services: Services, register: string): readonly Procedure[] =>
  [...services.procedures.current.values()].filter(({ order }) => order?.register === register && order.entry !== undefined);

const startedByHolder = ({ order }: Procedure): boolean => order?.entry?.startedBy === 'holder';

/** Whether an officer may start an order of the authority upon an entry. */
export const mayStart = (services: Services, personId: string, procedure: Procedure, entry: Version): boolean =>
  services.organisation.may(
    personId,
    {
      mandate: procedure.mandate,
      role: 'examine',
      territory: territoryOf(procedure, entry),
      scope: null,
      secrecy: 0,
      drafters: [],
    },
    services.now(),
  ).allowed;

/** The territory of an order upon an entry, where the entry itself says it. */
export const territoryOf = (procedure: Procedure, entry: Version): string | null => {
  const value = readPointer({ entry: entry.data }, procedure.territory ?? '');
  return typeof value === 'string' ? value : null;
};

async function offer(
  services: Services,
  context: PageContext,
  procedure: Procedure,
  entry: Version,
  partyId: string,
): Promise<OfferedOrder> {
  const { register = '' } = procedure.order ?? {};
  const offered = { procedure, action: context.href(`/orders/${register}/${encodeURIComponent(entry.key)}/${procedure.code}`) };
  const reasons = await findHindrances(services, procedure, entry, partyId);
  return reasons.length === 0 ? offered : { ...offered, whyNot: reasons.map((each) => textOfRefusal(each, context.t)).join(' ') };
}

/** What stands in the way of an order before a line of it is filled in. */
async function findHindrances(services: Services, procedure: Procedure, entry: Version, partyId: string): Promise<readonly Refusal[]> {
  const { order } = procedure;
  if (order === undefined || entry.removed) return [new Refusal(orderRefusals.entryEnded, { values: { key: entry.key } })];
  const on = dateIn(services.timeZone, services.now());
  const base: OrderBase = await readBase(services.db, services, procedure, { register: order.register, key: entry.key }, on);
  const through = order.through === undefined ? undefined : readPointer({ order: { before: base.answers } }, order.through);
  const asked = {
    kind: order.kind,
    key: entry.key,
    through: typeof through === 'string' ? through : undefined,
    province: String(entry.data.province ?? ''),
  };
  return findConflicts(services, procedure, asked, await listOpenOrders(services.db, services, partyId, order.register), on);
}
