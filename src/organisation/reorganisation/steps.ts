import type { Plan } from '../folder.ts';
import { firstDay } from '../imprecise.ts';
import type { HolderEntry, InstitutionEntry, PostEntry } from '../schemas.ts';
import type { Instrument, Step } from './instrument.ts';
import { abolished, absorbed, type Force, isLiving, moved, replaced } from './moves.ts';

/** The plan as it is once the instrument is in force; what was before its day stays as it was, and its history names it. */
export const planWith = (plan: Plan, instrument: Instrument): Plan =>
  told(
    instrument.steps.reduce((changed, step) => withStep(changed, step, instrument), plan),
    instrument,
  );

/** The plan with the first steps of an instrument only. */
export const planThrough = (plan: Plan, instrument: Instrument, count: number): Plan =>
  instrument.steps.slice(0, count).reduce((changed, step) => withStep(changed, step, instrument), plan);

function told(plan: Plan, { effective, title, number, steps }: Instrument): Plan {
  const known = new Set(plan.institutions.map((each) => each.code));
  const about = [...new Set(steps.flatMap(codesOf))].filter((code) => known.has(code));
  const name = (language: 'zh-CN' | 'en'): string =>
    number === undefined ? title[language] : language === 'en' ? `${title.en} (${number})` : `${title['zh-CN']}（${number}）`;
  const event = { date: effective, effect: 'instrument', about, text: { 'zh-CN': name('zh-CN'), en: name('en') } };
  const after = plan.history.findIndex((each) => !each.date.startsWith('..') && firstDay(each.date) > firstDay(effective));
  const at = after < 0 ? plan.history.length : after;
  return { ...plan, history: [...plan.history.slice(0, at), event, ...plan.history.slice(at)] };
}

/** The institutions that a step names. */
export function codesOf(step: Step): readonly string[] {
  if ('create' in step) return [step.create, step.partOf];
  if ('rename' in step) return step.as === undefined ? [step.rename] : [step.rename, step.as];
  if ('place' in step) return [step.place, step.under];
  if ('move' in step) return [step.to];
  if ('assign' in step) return [step.to].flat();
  if ('merge' in step) return [...step.merge, step.into];
  if ('split' in step) return [step.split, ...Object.keys(step.into)];
  if ('abolish' in step) return [step.abolish];
  return 'open' in step || 'close' in step ? [step.in] : [];
}

function withStep(plan: Plan, step: Step, { effective, title }: Instrument): Plan {
  const force: Force = { effective, title };
  const on = firstDay(effective);
  if ('create' in step) {
    const { create, relation = 'part-of', ...rest } = step;
    return created(plan, { code: create, ...rest, relation, from: effective });
  }
  if ('rename' in step) return renamed(plan, step, force);
  if ('place' in step)
    return { ...plan, institutions: changed(plan, step.place, force, { partOf: step.under, relation: step.relation ?? 'part-of' }) };
  if ('abolish' in step) return abolished(plan, step.abolish, force);
  if ('move' in step) return withMove(plan, step, force);
  if ('merge' in step) {
    const leaving = new Set(step.merge.filter((code) => code !== step.into));
    const after = absorbed(plan, leaving, { to: step.into, ...force });
    return [...leaving].reduce((all, code) => abolished(all, code, force, [step.into]), after);
  }
  if ('split' in step) return divided(plan, step, force);
  if ('assign' in step) {
    const added = [step.to].flat().map(
      (institution): HolderEntry => ({
        institution,
        role: step.role,
        ...(step.territory === undefined ? {} : { territory: step.territory }),
        ...(step.scope === undefined ? {} : { scope: step.scope }),
        from: effective,
        instrument: title,
      }),
    );
    return withHolders(plan, step.assign, (holders) => [...holders, ...added]);
  }
  if ('extinguish' in step)
    return withHolders(plan, step.extinguish, (holders) =>
      holders.map((holder) => (isLiving(holder, on) ? { ...holder, until: effective, extinguished: step.why } : holder)),
    );
  if ('quota' in step) {
    const quotas = [...plan.establishment.quotas, { from: effective, ...step.quota, source: title }];
    return {
      ...plan,
      establishment: { ...plan.establishment, quotas: quotas.sort((a, b) => (firstDay(a.from) < firstDay(b.from) ? -1 : 1)) },
    };
  }
  if ('open' in step) {
    const { open, in: institution, ...rest } = step;
    return { ...plan, posts: [...plan.posts, { code: open, institution, ...rest, from: effective }] };
  }
  if ('close' in step) return { ...plan, posts: plan.posts.flatMap((post) => closed(plan, post, step, effective)) };
  // Who sits where is no part of the plan: it follows when the instrument is signed.
  return plan;
}

const created = (plan: Plan, institution: InstitutionEntry): Plan => ({ ...plan, institutions: [...plan.institutions, institution] });

/** The entries of an institution with something else from the day on. */
const changed = (plan: Plan, code: string, { effective }: Force, change: Partial<InstitutionEntry>): readonly InstitutionEntry[] =>
  plan.institutions.flatMap((entry): readonly InstitutionEntry[] => {
    if (entry.code !== code || !isLiving(entry, firstDay(effective))) return [entry];
    const next = { ...entry, ...change, from: effective };
    return firstDay(entry.from) === firstDay(effective) ? [next] : [{ ...entry, until: effective }, next];
  });

function renamed(plan: Plan, { rename, as, name, letterCode }: Extract<Step, { rename: string }>, force: Force): Plan {
  const change = { name, ...(letterCode === undefined ? {} : { letterCode }) };
  if (as === undefined) return { ...plan, institutions: changed(plan, rename, force, change) };
  const old = plan.institutions.find((each) => each.code === rename && isLiving(each, firstDay(force.effective)));
  if (old === undefined) return plan;
  const { until: _until, unverified: _unverified, ...kept } = old;
  // What is part of it goes along.
  const children = plan.institutions.flatMap((each) =>
    each.partOf === rename && isLiving(each, firstDay(force.effective)) ? [each.code] : [],
  );
  const made = created(plan, { ...kept, ...change, code: as, from: force.effective });
  let followed = made;
  for (const code of children) followed = { ...followed, institutions: changed(followed, code, force, { partOf: as }) };
  return abolished(absorbed(followed, new Set([rename]), { to: as, ...force }), rename, force, [as]);
}

function withMove(plan: Plan, { move, to, territory, scope, reading }: Extract<Step, { move: string }>, force: Force): Plan {
  const isMeant = (holder: HolderEntry): boolean =>
    holder.role === 'lead' && (holder.territory ?? territory) === territory && (holder.scope ?? scope) === scope;
  const mandate = plan.mandates.find((each) => each.code === move);
  if (mandate === undefined) return plan;
  const after = moved(plan, mandate, { to, ...force, ...(reading === undefined ? {} : { reading }) }, isMeant);
  const givers = new Set(
    mandate.holders.flatMap((each) =>
      isLiving(each, firstDay(force.effective)) && isMeant(each) && each.institution !== undefined ? [each.institution] : [],
    ),
  );
  return {
    ...plan,
    mandates: plan.mandates.map((each) => (each === mandate ? after : each)),
    responsibilities: plan.responsibilities.map((each) =>
      move === responsibilityCode(each.number) && territory === undefined && scope === undefined
        ? { ...each, lead: replaced(each.lead, givers, to), support: each.support.filter((code) => code !== to) }
        : each,
    ),
  };
}

/** The mandate that stands for a responsibility of the plan. */
const responsibilityCode = (number: number): string => `resp-${String(number).padStart(2, '0')}`;

function divided(plan: Plan, { split, into, functions }: Extract<Step, { split: string }>, force: Force): Plan {
  const old = plan.institutions.find((each) => each.code === split && isLiving(each, firstDay(force.effective)));
  if (old === undefined) return plan;
  const made = Object.entries(into).reduce(
    (all, [code, body]) =>
      created(all, {
        code,
        kind: old.kind,
        ...(old.partOf === undefined ? {} : { partOf: old.partOf }),
        ...(old.relation === undefined ? {} : { relation: old.relation }),
        ...body,
        from: force.effective,
      }),
    plan,
  );
  let shared = made;
  for (const [code, to] of Object.entries(functions)) {
    const leaves = new Set([split]);
    const mandates = shared.mandates.map((each) =>
      each.code === code ? moved(shared, each, { to, ...force }, (holder) => holder.institution === split) : each,
    );
    const responsibilities = shared.responsibilities.map((each) =>
      code === responsibilityCode(each.number)
        ? { ...each, lead: replaced(each.lead, leaves, to), support: replaced(each.support, leaves, to) }
        : each,
    );
    shared = { ...shared, mandates, responsibilities };
  }
  return abolished(shared, split, force, Object.keys(into));
}

const withHolders = (plan: Plan, code: string, change: (holders: readonly HolderEntry[]) => readonly HolderEntry[]): Plan => ({
  ...plan,
  mandates: plan.mandates.map((mandate) => (mandate.code === code ? { ...mandate, holders: [...change(mandate.holders)] } : mandate)),
});

/** A post that ends in one institution; where it stands in every one of a kind, the others keep it. */
function closed(
  plan: Plan,
  post: PostEntry,
  { close, in: institution }: Extract<Step, { close: string }>,
  effective: string,
): readonly PostEntry[] {
  const bodies =
    post.kind === undefined ? [] : [...new Set(plan.institutions.filter((each) => each.kind === post.kind).map((each) => each.code))];
  if (post.code !== close || !(post.institution === institution || bodies.includes(institution))) return [post];
  const { kind: _kind, ...single } = post;
  const end = firstDay(post.from) >= firstDay(effective) ? [] : [{ ...single, institution, until: effective }];
  return post.kind === undefined
    ? end
    : [...bodies.filter((code) => code !== institution).map((code) => ({ ...single, institution: code })), ...end];
}
