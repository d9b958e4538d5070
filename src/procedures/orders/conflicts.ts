import type { Db, Transaction } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import type { Services } from '../../services.ts';
import type { Procedure } from '../library.ts';
import type { CaseOrder } from './base.ts';
import { orderRefusals } from './refusals.ts';

/** An order that has not ended yet. */
export interface OpenOrder {
  readonly id: string;
  readonly number: string;
  readonly procedure: string;
  readonly order: CaseOrder | undefined;
}

/** The open orders of a party upon one register, this one left out. */
export async function listOpenOrders(
  db: Db | Transaction,
  services: Services,
  party: string,
  register: string,
  except?: string,
): Promise<readonly OpenOrder[]> {
  const codes = [...services.procedures.current.values()].filter(({ order }) => order?.register === register).map(({ code }) => code);
  const rows = await db
    .selectFrom('case_file')
    .select(['id', 'number', 'procedure', 'variables'])
    .where('party_id', '=', party)
    .where('closed_at', 'is', null)
    .where('procedure', 'in', codes)
    .orderBy('submitted_at')
    .execute();
  return rows
    .filter(({ id }) => id !== except)
    .map(({ id, number, procedure, variables }) => ({ id, number, procedure, order: variables.order as CaseOrder | undefined }));
}

/** What is asked for, as the table of conflicts is asked about it. */
export interface AskedOrder {
  readonly kind: string;
  readonly key: string | undefined;
  readonly through: string | undefined;
  readonly province: string;
}

interface Verdict {
  readonly verdict: 'allow' | 'block';
  readonly rule: string;
  readonly zh: string;
  readonly en: string;
}

/**
 * Which open orders stand in the way of another, each with the rule that says so. The ministry's table decides, not this code.
 *
 * @param on the day of submission: rows of the table hold from a day on
 */
export function findConflicts(
  services: Services,
  procedure: Procedure,
  asked: AskedOrder,
  open: readonly OpenOrder[],
  on: Temporal.PlainDate,
): readonly Refusal[] {
  const name = procedure.order?.conflicts;
  const table = name === undefined ? undefined : services.procedures.rules.get(name);
  if (name === undefined || table === undefined) return [];
  return open.flatMap((each) => {
    const known = services.procedures.current.get(each.procedure);
    const { result } = table.decide(name, {
      on: on.toString(),
      open: { kind: each.order?.kind ?? known?.order?.kind ?? '' },
      asked: { kind: asked.kind },
      sameEntry: asked.key !== undefined && asked.key === each.order?.key,
      sameProvider: asked.through === undefined || each.order?.through === undefined || asked.through === each.order.through,
      province: asked.province,
    });
    const verdict = result as Verdict | null;
    if (verdict?.verdict !== 'block') return [];
    return [
      new Refusal(orderRefusals.conflict, {
        values: {
          number: each.number,
          service: known?.title ?? { 'zh-CN': each.procedure, en: each.procedure },
          rule: verdict.rule,
          why: { 'zh-CN': verdict.zh, en: verdict.en },
        },
      }),
    ];
  });
}
