import { expandHolders } from '../expand.ts';
import type { Plan } from '../folder.ts';
import { firstDay } from '../imprecise.ts';
import type { LocalText } from '../model.ts';
import type { HolderEntry, InstitutionEntry, MandateEntry } from '../schemas.ts';

/** When and by what a step changes the plan. */
export interface Force {
  /** As exactly as it is known: a day, or the month of a source. */
  readonly effective: string;
  readonly title: LocalText;
}

export const isLiving = (entry: { readonly from?: string; readonly until?: string }, on: string): boolean =>
  (entry.from === undefined || firstDay(entry.from) <= on) && (entry.until === undefined || on < firstDay(entry.until));

/** Whether it begins on the day or later: then it never was, once it is taken back from that day on. */
const isNew = (entry: { readonly from?: string }, on: string): boolean => entry.from !== undefined && firstDay(entry.from) >= on;

/** A holding that ends on the day; nothing is left of one that would begin on it. */
const ended = (holder: HolderEntry, effective: string): readonly HolderEntry[] =>
  isNew(holder, firstDay(effective)) ? [] : [{ ...holder, until: effective }];

export interface Move extends Force {
  readonly to: string;
  /** Which department it is, is our reading. */
  readonly reading?: boolean;
}

/**
 * The mandate with those holdings given up on the day and taken over by another institution, territory by territory. Whoever takes a
 * function over supports it no longer.
 */
export function moved(
  plan: Plan,
  mandate: MandateEntry,
  { to, effective, title, reading }: Move,
  isMeant: (holder: HolderEntry) => boolean,
): MandateEntry {
  const on = firstDay(effective);
  const holders: readonly HolderEntry[] = expandHolders(mandate, plan.institutions);
  const leaving = holders.filter((holder) => holder.institution !== to && isLiving(holder, on) && isMeant(holder));
  if (leaving.length === 0) return mandate;
  const same = (a: HolderEntry, b: HolderEntry): boolean => a.territory === b.territory && a.scope === b.scope;
  const own = holders.filter((holder) => holder.institution === to && isLiving(holder, on));
  const taken = leaving
    .filter((each) => each.role === 'lead' || !own.some((held) => same(held, each)))
    .map(
      ({ reading: _reading, extinguished: _extinguished, from: _from, until, ...holder }): HolderEntry => ({
        ...holder,
        institution: to,
        from: effective,
        instrument: title,
        ...(reading === true ? { reading } : {}),
        ...(until === undefined ? {} : { until }),
      }),
    );
  const leads = taken.filter((each) => each.role === 'lead');
  const kept = holders.flatMap((holder): readonly HolderEntry[] => {
    const isOver = leaving.includes(holder) || (own.includes(holder) && holder.role !== 'lead' && leads.some((each) => same(each, holder)));
    return isOver ? ended(holder, effective) : [holder];
  });
  return { ...mandate, holders: [...kept, ...taken] };
}

/** Everything that the leaving institutions hold on the day goes to another, whatever their part in it. */
export const absorbed = (plan: Plan, leaving: ReadonlySet<string>, move: Move): Plan => ({
  ...plan,
  mandates: plan.mandates.map((mandate) => moved(plan, mandate, move, (holder) => leaving.has(holder.institution ?? ''))),
  responsibilities: plan.responsibilities.map((each) => ({
    ...each,
    lead: replaced(each.lead, leaving, move.to),
    support: replaced(each.support, leaving, move.to).filter((code) => !replaced(each.lead, leaving, move.to).includes(code)),
  })),
});

/** A list of codes in which one stands for several, in the place of the first of them. */
export const replaced = (codes: readonly string[], leaving: ReadonlySet<string>, to: string): string[] => [
  ...new Set(codes.map((code) => (leaving.has(code) ? to : code))),
];

/** The plan without an institution from the day on; a lead without an heir is left to be found. */
export function abolished(plan: Plan, code: string, { effective }: Force, heirs: readonly string[] = heirsOf(plan, code, effective)): Plan {
  const on = firstDay(effective);
  const succeededBy = heirs.length === 0 ? {} : { succeededBy: [...heirs] };
  const end = (each: InstitutionEntry): readonly InstitutionEntry[] => {
    if (each.code !== code || !isLiving(each, on)) return [each];
    return isNew(each, on) ? [] : [{ ...each, until: effective, ...succeededBy }];
  };
  return {
    ...plan,
    institutions: plan.institutions.flatMap(end),
    // Whoever only supports or supervises ceases with the body.
    mandates: plan.mandates.map((mandate) => ({
      ...mandate,
      holders: mandate.holders.flatMap((holder) =>
        holder.institution === code && holder.role !== 'lead' && isLiving(holder, on) ? ended(holder, effective) : [holder],
      ),
    })),
  };
}

/** Who took over, on that day, what an institution led until then. */
function heirsOf({ mandates }: Plan, code: string, effective: string): readonly string[] {
  const heirs = mandates.flatMap(({ holders }) => {
    const given = holders.filter((each) => each.institution === code && each.role === 'lead' && each.until === effective);
    return given.flatMap((old) =>
      holders.filter(
        (each) =>
          each.role === 'lead' &&
          each.from === effective &&
          each.territory === old.territory &&
          each.scope === old.scope &&
          each.institution !== code,
      ),
    );
  });
  return [...new Set(heirs.flatMap((each) => each.institution ?? []))];
}
