import { randomUUIDv7 } from 'node:crypto';
import { appendEvents } from '../../platform/audit/index.ts';
import type { Db, Transaction } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import type { Actor } from '../act.ts';
import type { OwnRow } from './definition.ts';
import { ruleRefusals } from './refusals.ts';
import type { OwnRows } from './table.ts';

export interface RuleVersion extends OwnRows {
  readonly state: 'draft' | 'in-force' | 'dropped';
  readonly reason: string;
  readonly draftedPerson: string;
  readonly draftedAt: Temporal.Instant;
  readonly decidedAt: Temporal.Instant | null;
}

const versions = (db: Db | Transaction, rule: string, territory: string) =>
  db
    .selectFrom('territory_rule')
    .select([
      'id',
      'territory',
      'rows',
      'from_date as from',
      'reason',
      'state',
      'drafted_person as draftedPerson',
      'drafted_at as draftedAt',
      'decided_at as decidedAt',
    ])
    .where('rule', '=', rule)
    .where('territory', '=', territory);

/** All versions of a territory's rows, the latest day first. */
export const listRuleVersions = async (db: Db, rule: string, territory: string): Promise<readonly RuleVersion[]> =>
  await versions(db, rule, territory).where('state', '!=', 'dropped').orderBy('from_date', 'desc').orderBy('id', 'desc').execute();

/** The rows that hold on a day, or undefined where the territory has made none. */
export const findRowsInForce = async (
  db: Db | Transaction,
  rule: string,
  territory: string,
  on: Temporal.PlainDate,
): Promise<RuleVersion | undefined> =>
  await versions(db, rule, territory)
    .where('state', '=', 'in-force')
    .where('from_date', '<=', on)
    .orderBy('from_date', 'desc')
    .limit(1)
    .executeTakeFirst();

export interface RuleDraft {
  readonly rule: string;
  readonly territory: string;
  readonly rows: readonly OwnRow[];
  readonly from: Temporal.PlainDate;
  readonly reason: string;
}

/** Keeps a draft in place of the one before it. Nothing holds yet. */
export async function saveRuleDraft(
  trx: Transaction,
  draft: RuleDraft,
  actor: Actor & { readonly personId: string },
  at: Temporal.Instant,
): Promise<void> {
  const { rule, territory } = draft;
  await trx
    .updateTable('territory_rule')
    .set({ state: 'dropped', decided_by: actor.id, decided_at: at })
    .where('rule', '=', rule)
    .where('territory', '=', territory)
    .where('state', '=', 'draft')
    .execute();
  await trx
    .insertInto('territory_rule')
    .values({
      id: randomUUIDv7(),
      rule,
      territory,
      rows: JSON.stringify(draft.rows),
      from_date: draft.from,
      reason: draft.reason,
      state: 'draft',
      drafted_by: actor.id,
      drafted_person: actor.personId,
      drafted_at: at,
      decided_by: null,
      decided_at: null,
    })
    .execute();
  await tell(trx, 'rule-drafted', draft, actor, at);
}

/**
 * Puts a draft in force from its day on.
 *
 * @throws Refusal when there is no such draft, its day has passed, or a version of that day stands already
 */
export async function decideRuleDraft(
  trx: Transaction,
  {
    id,
    rule,
    territory,
    today,
  }: { readonly id: string; readonly rule: string; readonly territory: string; readonly today: Temporal.PlainDate },
  actor: Actor,
  at: Temporal.Instant,
): Promise<void> {
  const draft = await versions(trx, rule, territory).where('id', '=', id).where('state', '=', 'draft').forUpdate().executeTakeFirst();
  if (draft === undefined) throw new Refusal(ruleRefusals.draftGone);
  if (Temporal.PlainDate.compare(draft.from, today) < 0)
    throw new Refusal(ruleRefusals.dayPassed, { values: { date: draft.from.toString() } });
  const taken = await versions(trx, rule, territory).where('state', '=', 'in-force').where('from_date', '=', draft.from).executeTakeFirst();
  if (taken !== undefined) throw new Refusal(ruleRefusals.dayTaken, { values: { date: draft.from.toString() } });
  await trx.updateTable('territory_rule').set({ state: 'in-force', decided_by: actor.id, decided_at: at }).where('id', '=', id).execute();
  await tell(trx, 'rule-in-force', { rule, ...draft }, actor, at);
}

async function tell(trx: Transaction, kind: string, draft: RuleDraft, actor: Actor, at: Temporal.Instant): Promise<void> {
  const { rule, territory, rows, from, reason } = draft;
  const because = actor.because === undefined ? {} : { because: actor.because };
  await appendEvents(trx, [
    { stream: `rule/${rule}/${territory}`, kind, actor: actor.id, at, payload: { from: from.toString(), reason, rows, ...because } },
  ]);
}
