import { Type } from 'typebox';
import type { App } from '../../platform/http/app.ts';
import { refusalsIn } from '../../platform/http/errors.ts';
import { seeOther, sendPage } from '../../platform/http/page-request.ts';
import { platformRefusals, Refusal } from '../../platform/http/refusal.ts';
import { dateIn } from '../../platform/time.ts';
import { provinces } from '../../resources/index.ts';
import type { Services } from '../../services.ts';
import { errorsOf } from '../applicant/draft-view.ts';
import { refusalOf } from '../desk/case-view.ts';
import { withPointer } from '../form.ts';
import type { StepRole } from '../tables.ts';
import type { OwnRow, TerritoryRule } from './definition.ts';
import { rulesPage } from './pages/rules-page.ts';
import { ruleRefusals } from './refusals.ts';
import { decideRuleDraft, findRowsInForce, listRuleVersions, type RuleVersion, saveRuleDraft } from './store.ts';
import { modelWithOwnRows } from './table.ts';

const Params = Type.Object({ rule: Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }), territory: Type.String({ pattern: '^\\d{2}$' }) });
const Body = Type.Object({ _csrf: Type.String() }, { additionalProperties: Type.String({ maxLength: 2000 }) });
type Sent = Readonly<Record<string, string>>;

/** A territory's own rows of a rule table: seen by its officers, drafted by who examines, put in force by who decides. */
export function registerRuleRoutes(app: App, services: Services): void {
  const draw = async (request: { readonly params: Asked; readonly personId: string | undefined }) => {
    const { rule, territory } = request.params;
    const { definition, mayDraft, mayDecide } = await sight(services, request.params, request.personId);
    const today = dateIn(services.timeZone, services.now());
    const versions = await listRuleVersions(services.db, rule, territory);
    const inForce = await findRowsInForce(services.db, rule, territory, today);
    const standing = await rowsStanding(services, definition, territory, inForce);
    const province = provinces.find(({ code }) => code === territory);
    return {
      definition,
      territory: { code: territory, name: province?.name ?? { 'zh-CN': territory, en: territory } },
      standing,
      versions,
      inForce: inForce?.id,
      draft: versions.find(({ state }) => state === 'draft'),
      mayDraft,
      mayDecide,
      isOwnDraft: versions.some(({ state, draftedPerson }) => state === 'draft' && draftedPerson === request.personId),
    };
  };

  app.get('/desk/rules/:rule/:territory', { config: { access: 'post' }, schema: { params: Params } }, async (request, reply) => {
    const view = await draw({ params: request.params, personId: request.viewer?.personId });
    return sendPage(reply, rulesPage(app.pageContext(request, reply), { ...view, errors: [] }));
  });

  app.post(
    '/desk/rules/:rule/:territory',
    { config: { access: 'post' }, schema: { params: Params, body: Body } },
    async (request, reply) => {
      const { rule, territory } = request.params;
      const personId = request.viewer?.personId ?? '';
      const actor = await authorise(services, request.params, personId, 'examine');
      const context = app.pageContext(request, reply);
      const view = await draw({ params: request.params, personId });
      const sent = request.body as Sent;
      const { rows, from, reason, mistakes } = readDraft(view.definition, sent, dateIn(services.timeZone, services.now()));
      if (mistakes.length === 0 && JSON.stringify(rows) === JSON.stringify(view.standing))
        mistakes.push(new Refusal(ruleRefusals.nothingNew));
      if (mistakes.length > 0 || from === undefined)
        return sendPage(reply, rulesPage(context, { ...view, sent, errors: errorsOf(context, mistakes) }), 422);
      await services.db
        .transaction()
        .execute((trx) => saveRuleDraft(trx, { rule, territory, rows, from, reason }, { ...actor, personId }, services.now()));
      return seeOther(reply, context, `/desk/rules/${rule}/${territory}`);
    },
  );

  app.post(
    '/desk/rules/:rule/:territory/:id/decide',
    {
      config: { access: 'post' },
      schema: {
        params: Type.Object({ ...Params.properties, id: Type.String({ format: 'uuid' }) }),
        body: Type.Object({ _csrf: Type.String() }, { additionalProperties: false }),
      },
    },
    async (request, reply) => {
      const { rule, territory, id } = request.params;
      const personId = request.viewer?.personId ?? '';
      const actor = await authorise(services, request.params, personId, 'decide');
      const context = app.pageContext(request, reply);
      const view = await draw({ params: request.params, personId });
      if (view.isOwnDraft) throw new Refusal(ruleRefusals.drafterDecides);
      try {
        const today = dateIn(services.timeZone, services.now());
        await services.db.transaction().execute((trx) => decideRuleDraft(trx, { id, rule, territory, today }, actor, services.now()));
      } catch (error) {
        const refusals = refusalsIn(error);
        if (refusals === undefined || refusals.some((each) => each.rule.status !== 422)) throw error;
        return sendPage(reply, rulesPage(context, { ...view, errors: errorsOf(context, refusals) }), 422);
      }
      return seeOther(reply, context, `/desk/rules/${rule}/${territory}`);
    },
  );
}

interface Asked {
  readonly rule: string;
  readonly territory: string;
}

const verdict = (services: Services, { mandate }: TerritoryRule, territory: string, personId: string, role: StepRole) =>
  services.organisation.may(personId, { mandate, role, territory, scope: null, secrecy: 0, drafters: [] }, services.now());

/** Who may neither draft nor decide for the territory does not see the page: an officer is told why, everybody else that there is none. */
async function sight(services: Services, { rule, territory }: Asked, personId: string | undefined) {
  const definition = services.procedures.territoryRules.get(rule);
  if (definition === undefined || personId === undefined || !provinces.some(({ code }) => code === territory))
    throw new Refusal(platformRefusals.notFound);
  await services.organisation.refresh(services.db);
  const draft = verdict(services, definition, territory, personId, 'examine');
  const decide = verdict(services, definition, territory, personId, 'decide');
  if (!draft.allowed && !decide.allowed) throw refusalOf(draft.denial);
  return { definition, mayDraft: draft.allowed, mayDecide: decide.allowed };
}

async function authorise(services: Services, asked: Asked, personId: string, role: StepRole) {
  const { definition } = await sight(services, asked, personId);
  const given = verdict(services, definition, asked.territory, personId, role);
  if (!given.allowed) throw refusalOf(given.denial);
  return { id: `appointment/${given.appointmentId}`, because: given.because };
}

/** What holds today for each kind of row: the table is asked, so that the ministry's rows and the territory's read alike. */
async function rowsStanding(
  services: Services,
  definition: TerritoryRule,
  territory: string,
  own: RuleVersion | undefined,
): Promise<readonly OwnRow[]> {
  const procedure = [...services.procedures.current.values()].find(({ rules }) => rules.has(definition.rule));
  const model =
    own === undefined || procedure === undefined
      ? procedure?.rules.get(definition.rule)
      : await modelWithOwnRows(procedure, definition.rule, own);
  if (model === undefined) return [];
  return Object.keys(definition.by.options).map((option) => {
    const facts = withPointer(withPointer({}, definition.territory, territory), definition.by.field, option);
    const { result } = model.decide(definition.rule, facts);
    const known = (result ?? {}) as Readonly<Record<string, number | boolean>>;
    return { for: option, values: Object.fromEntries(Object.keys(definition.columns).map((column) => [column, known[column] ?? false])) };
  });
}

/** The rows as they were typed, with everything that is wrong in them. */
function readDraft(definition: TerritoryRule, sent: Sent, today: Temporal.PlainDate) {
  const mistakes: Refusal[] = [];
  const rows = Object.keys(definition.by.options).map((option): OwnRow => {
    const values = Object.entries(definition.columns).map(([name, column]) => {
      const field = fieldOf(option, name);
      const text = (sent[field] ?? '').normalize('NFKC').trim();
      if (column.type === 'boolean') return [name, text === 'true'] as const;
      const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
      if (!(value >= column.minimum && value <= column.maximum)) {
        const { title, minimum, maximum } = column;
        mistakes.push(new Refusal(ruleRefusals.valueRange, { field, values: { title, minimum, maximum } }));
      }
      return [name, value] as const;
    });
    return { for: option, values: Object.fromEntries(values) };
  });
  const reason = (sent.reason ?? '').normalize('NFC').trim();
  if (reason.length < 4) mistakes.push(new Refusal(ruleRefusals.reasonMissing, { field: 'reason' }));
  const parts = ['from-year', 'from-month', 'from-day'].map((name) => (sent[name] ?? '').normalize('NFKC').trim());
  const from = dateOf(parts);
  if (from === undefined) mistakes.push(new Refusal(ruleRefusals.dayMissing, { field: 'from' }));
  else if (Temporal.PlainDate.compare(from, today) <= 0)
    mistakes.push(new Refusal(ruleRefusals.dayPassed, { field: 'from', values: { date: from.toString() } }));
  return { rows, from, reason, mistakes };
}

/** The name of a value's input on the page. */
export const fieldOf = (option: string, column: string): string => `${option === '-' ? 'all' : option}.${column}`;

function dateOf([year = '', month = '', day = '']: readonly string[]): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** The territories for which an officer may draft or decide, for the way there from the desk. */
export const ruledTerritories = (
  services: Services,
  personId: string,
): readonly { readonly rule: TerritoryRule; readonly territory: string }[] =>
  [...services.procedures.territoryRules.values()].flatMap((rule) =>
    provinces
      .filter(({ code }) => (['examine', 'decide'] as const).some((role) => verdict(services, rule, code, personId, role).allowed))
      .map(({ code }) => ({ rule, territory: code })),
  );
