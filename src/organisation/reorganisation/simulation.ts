import { expandHolders } from '../expand.ts';
import type { Plan } from '../folder.ts';
import type { LocalText } from '../model.ts';
import type { InstitutionEntry, MandateEntry, Quota } from '../schemas.ts';
import { findingsOf } from './findings.ts';
import { effectiveDay, type Instrument } from './instrument.ts';
import { isLiving } from './moves.ts';
import { planWith } from './steps.ts';

export interface MovedFunction {
  readonly mandate: MandateEntry;
  readonly territory: string | undefined;
  readonly scope: string | undefined;
  readonly from: string;
  readonly to: string;
}

/** How an institution signs: its name at the head of a document and the letters before its numbers. */
export interface Letterhead {
  readonly code: string;
  readonly name: LocalText;
  readonly letterCode: string;
}

/** What an instrument would change in the plan, before it takes effect. */
export interface Simulation {
  readonly on: string;
  /** What hinders it: unknown names, functions without a holder, two leads. */
  readonly mistakes: readonly string[];
  readonly created: readonly InstitutionEntry[];
  readonly abolished: readonly InstitutionEntry[];
  readonly renamed: readonly { readonly before: LocalText; readonly after: LocalText }[];
  readonly placed: readonly { readonly name: LocalText; readonly from: string | undefined; readonly to: string | undefined }[];
  readonly moved: readonly MovedFunction[];
  /** Functions that end with nobody to hold them, by the instrument's own words. */
  readonly extinguished: readonly MandateEntry[];
  readonly quotas: readonly { readonly before: Quota | undefined; readonly after: Quota }[];
  /** Where official documents under a moved function, or of a renamed institution, carry another head from the day on. */
  readonly letterheads: readonly {
    readonly mandate?: MandateEntry;
    readonly territory?: string;
    readonly before: Letterhead;
    readonly after: Letterhead;
  }[];
  /** Addresses of institutions that cease, with where they lead. */
  readonly addresses: readonly { readonly code: string; readonly heirs: readonly string[] }[];
}

/** Lives an instrument through on paper. */
export function simulate(plan: Plan, instrument: Instrument): Simulation {
  const after = planWith(plan, instrument);
  const on = effectiveDay(instrument);
  const eve = Temporal.PlainDate.from(on).subtract({ days: 1 }).toString();
  const [then, now] = [living(plan, eve), living(after, on)];
  const moved = after.mandates.flatMap((mandate) => movesOf(plan, after, mandate, { eve, on }));
  const abolished = [...then.values()].filter((each) => !now.has(each.code));
  const both = [...now.values()].flatMap((each) => {
    const old = then.get(each.code);
    return old === undefined ? [] : [{ old, each }];
  });
  return {
    on,
    mistakes: findingsOf(plan, instrument),
    created: [...now.values()].filter((each) => !then.has(each.code)),
    abolished,
    renamed: both.flatMap(({ old, each }) =>
      old.name['zh-CN'] === each.name['zh-CN'] && old.name.en === each.name.en ? [] : [{ before: old.name, after: each.name }],
    ),
    placed: both.flatMap(({ old, each }) => (old.partOf === each.partOf ? [] : [{ name: each.name, from: old.partOf, to: each.partOf }])),
    moved,
    extinguished: after.mandates.filter((mandate) =>
      mandate.holders.some((each) => each.until === instrument.effective && each.extinguished !== undefined),
    ),
    quotas: quotasOf(plan, after, instrument),
    letterheads: [
      ...moved.flatMap(({ mandate, territory, from, to }) => {
        const [before, next] = [then.get(from), now.get(to)];
        return before === undefined || next === undefined
          ? []
          : [{ mandate, ...(territory === undefined ? {} : { territory }), before: headOf(before), after: headOf(next) }];
      }),
      ...both.flatMap(({ old, each }) =>
        JSON.stringify(headOf(old)) === JSON.stringify(headOf(each)) ? [] : [{ before: headOf(old), after: headOf(each) }],
      ),
    ],
    addresses: abolished.map(({ code }) => ({
      code,
      heirs: after.institutions.find((each) => each.code === code && each.until === instrument.effective)?.succeededBy ?? [],
    })),
  };
}

const living = (of: Plan, day: string): ReadonlyMap<string, InstitutionEntry> =>
  new Map(of.institutions.filter((each) => isLiving(each, day)).map((each) => [each.code, each]));

const headOf = ({ code, name, letterCode = '' }: InstitutionEntry): Letterhead => ({ code, name, letterCode });

function movesOf(
  plan: Plan,
  after: Plan,
  mandate: MandateEntry,
  { eve, on }: { readonly eve: string; readonly on: string },
): readonly MovedFunction[] {
  const leads = (of: Plan, each: MandateEntry, day: string) =>
    expandHolders(each, of.institutions).filter((holder) => holder.role === 'lead' && isLiving(holder, day));
  const old = plan.mandates.find((each) => each.code === mandate.code);
  const had = old === undefined ? [] : leads(plan, old, eve);
  return leads(after, mandate, on).flatMap((holder) => {
    const giver = had.find((each) => each.territory === holder.territory && each.scope === holder.scope);
    return giver === undefined || giver.institution === holder.institution
      ? []
      : [{ mandate, territory: holder.territory, scope: holder.scope, from: giver.institution, to: holder.institution }];
  });
}

function quotasOf(plan: Plan, after: Plan, { effective, steps }: Instrument): Simulation['quotas'] {
  if (!steps.some((each) => 'quota' in each)) return [];
  return after.establishment.quotas.flatMap((quota, i, all) => {
    const before = all[i - 1];
    return quota.from === effective && !plan.establishment.quotas.includes(quota) ? [{ before, after: quota }] : [];
  });
}
