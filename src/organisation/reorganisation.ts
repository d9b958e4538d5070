import { type Static, Type } from 'typebox';
import type { YamlFile } from '../platform/yaml.ts';
import { expandHolders } from './expand.ts';
import type { Plan } from './folder.ts';
import { firstDay } from './imprecise.ts';
import { findMistakes } from './mistakes.ts';
import type { LocalText } from './model.ts';
import type { HolderEntry, InstitutionEntry, MandateEntry } from './schemas.ts';

const closed = { additionalProperties: false };
const Text = Type.String({ minLength: 1, maxLength: 300 });
const Names = Type.Object({ 'zh-CN': Text, en: Text }, closed);
const Code = Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 60 });

const Step = Type.Union([
  Type.Object(
    {
      create: Code,
      kind: Code,
      name: Names,
      partOf: Code,
      letterCode: Type.Optional(Text),
      territory: Type.Optional(Text),
      contact: Type.Optional(Names),
    },
    closed,
  ),
  Type.Object({ rename: Code, name: Names, letterCode: Type.Optional(Text) }, closed),
  Type.Object({ move: Code, to: Code, territory: Type.Optional(Text), scope: Type.Optional(Text) }, closed),
  /** All functions of several institutions go to one, and those that are not it cease to exist. */
  Type.Object({ merge: Type.Array(Code, { minItems: 1 }), into: Code }, closed),
  Type.Object({ abolish: Code }, closed),
]);
type Step = Static<typeof Step>;

/**
 * An instrument that changes the plan from a day on (State Council Order 227 (1997), art. 7 to 9): steps in their order. A split is
 * `create`, `move` and `abolish`.
 */
export const Instrument = Type.Object(
  { title: Names, effective: Type.String({ format: 'date' }), steps: Type.Array(Step, { minItems: 1, maxItems: 200 }) },
  closed,
);
export type Instrument = Static<typeof Instrument>;

/** The plan as it is once the instrument is in force; what was before the day stays as it was. */
export function planWith(plan: Plan, instrument: Instrument): Plan {
  return instrument.steps.reduce((changed, step) => withStep(changed, step, instrument), plan);
}

function withStep(plan: Plan, step: Step, { effective, title }: Instrument): Plan {
  if ('create' in step) {
    const { create, ...rest } = step;
    const institution: InstitutionEntry = { code: create, ...rest, relation: 'part-of', from: effective };
    return { ...plan, institutions: [...plan.institutions, institution] };
  }
  if ('rename' in step) return { ...plan, institutions: plan.institutions.flatMap((each) => renamed(each, step, effective)) };
  if ('abolish' in step) return abolished(plan, step.abolish, effective);
  if ('move' in step) {
    const isMeant = (holder: HolderEntry): boolean =>
      (holder.territory ?? step.territory) === step.territory && (holder.scope ?? step.scope) === step.scope;
    return {
      ...plan,
      mandates: plan.mandates.map((mandate) =>
        mandate.code === step.move ? moved(plan, mandate, { to: step.to, effective, title }, isMeant) : mandate,
      ),
    };
  }
  const leaving = new Set(step.merge.filter((code) => code !== step.into));
  const mandates = plan.mandates.map((mandate) =>
    moved(plan, mandate, { to: step.into, effective, title }, (holder) => leaving.has(holder.institution ?? '')),
  );
  return [...leaving].reduce<Plan>((changed, code) => abolished(changed, code, effective), { ...plan, mandates });
}

const isLiving = (entry: { readonly from?: string; readonly until?: string }, on: string): boolean =>
  (entry.from === undefined || firstDay(entry.from) <= on) && (entry.until === undefined || on < firstDay(entry.until));

function renamed(
  entry: InstitutionEntry,
  { rename, name, letterCode }: Extract<Step, { rename: string }>,
  effective: string,
): readonly InstitutionEntry[] {
  if (entry.code !== rename || !isLiving(entry, effective)) return [entry];
  const next = { ...entry, name, from: effective, ...(letterCode === undefined ? {} : { letterCode }) };
  return firstDay(entry.from) === effective ? [next] : [{ ...entry, until: effective }, next];
}

const abolished = (plan: Plan, code: string, effective: string): Plan => ({
  ...plan,
  institutions: plan.institutions.map((each) => (each.code === code && isLiving(each, effective) ? { ...each, until: effective } : each)),
  // Whoever only supports or supervises ceases with the body; a lead without an heir is left to be found.
  mandates: plan.mandates.map((mandate) => ({
    ...mandate,
    holders: mandate.holders.map((holder) =>
      holder.institution === code && holder.role !== 'lead' && isLiving(holder, effective) ? { ...holder, until: effective } : holder,
    ),
  })),
});

interface Move {
  readonly to: string;
  readonly effective: string;
  readonly title: LocalText;
}

/** The mandate with those lead holdings given up on the day and taken over by another institution, territory by territory. */
function moved(plan: Plan, mandate: MandateEntry, { to, effective, title }: Move, isMeant: (holder: HolderEntry) => boolean): MandateEntry {
  const holders: readonly HolderEntry[] = expandHolders(mandate, plan.institutions);
  const leaving = holders.filter(
    (holder) => holder.role === 'lead' && holder.institution !== to && isLiving(holder, effective) && isMeant(holder),
  );
  if (leaving.length === 0) return mandate;
  const kept = holders.flatMap((holder): readonly HolderEntry[] => {
    if (!leaving.includes(holder)) return [holder];
    return holder.from !== undefined && firstDay(holder.from) >= effective ? [] : [{ ...holder, until: effective }];
  });
  const taken = leaving.map(
    ({ reading: _reading, until, from: _from, ...holder }): HolderEntry => ({
      ...holder,
      institution: to,
      from: effective,
      instrument: title,
      ...(until === undefined ? {} : { until }),
    }),
  );
  return { ...mandate, holders: [...kept, ...taken] };
}

/** What an instrument would change, before it takes effect. */
export interface Simulation {
  /** What hinders it: unknown names, functions without a holder, two leads. */
  readonly mistakes: readonly string[];
  readonly created: readonly InstitutionEntry[];
  readonly abolished: readonly InstitutionEntry[];
  readonly renamed: readonly { readonly before: LocalText; readonly after: LocalText }[];
  readonly moved: readonly {
    readonly mandate: MandateEntry;
    readonly territory: string | undefined;
    readonly from: string;
    readonly to: string;
  }[];
}

/** Lives an instrument through on paper. */
export function simulate(plan: Plan, instrument: Instrument): Simulation {
  const unknown = [...unknownCodes(plan, instrument)];
  const after = planWith(plan, instrument);
  const on = instrument.effective;
  const before = Temporal.PlainDate.from(on).subtract({ days: 1 }).toString();
  const living = (of: Plan, day: string): ReadonlyMap<string, InstitutionEntry> =>
    new Map(of.institutions.filter((each) => isLiving(each, day)).map((each) => [each.code, each]));
  const [then, now] = [living(plan, before), living(after, on)];
  const leads = (of: Plan, mandate: MandateEntry, day: string) =>
    expandHolders(mandate, of.institutions).filter((holder) => holder.role === 'lead' && isLiving(holder, day));
  return {
    mistakes: unknown.length > 0 ? unknown : findMistakes(onPaper, after),
    created: [...now.values()].filter((each) => !then.has(each.code)),
    abolished: [...then.values()].filter((each) => !now.has(each.code)),
    renamed: [...now.values()].flatMap((each) => {
      const old = then.get(each.code);
      return old !== undefined && old.name['zh-CN'] !== each.name['zh-CN'] ? [{ before: old.name, after: each.name }] : [];
    }),
    moved: after.mandates.flatMap((mandate) => {
      const old = plan.mandates.find((each) => each.code === mandate.code);
      const had = old === undefined ? [] : leads(plan, old, before);
      return leads(after, mandate, on).flatMap((holder) => {
        const giver = had.find((each) => each.territory === holder.territory && each.scope === holder.scope);
        return giver === undefined || giver.institution === holder.institution
          ? []
          : [{ mandate, territory: holder.territory, from: giver.institution, to: holder.institution }];
      });
    }),
  };
}

/** A draft has no file: its findings name the draft. */
const draft: YamlFile<unknown> = { path: 'instrument', text: '', value: undefined, lineOf: () => 1 };
const onPaper = { institutions: draft, mandates: draft, posts: draft, responsibilities: draft, people: draft, history: draft };

function* unknownCodes(plan: Plan, { steps, effective }: Instrument): Generator<string> {
  const known = new Set(plan.institutions.filter((each) => isLiving(each, effective)).map((each) => each.code));
  const ever = new Set(plan.institutions.map((each) => each.code));
  const mandates = new Set(plan.mandates.map((each) => each.code));
  for (const [i, step] of steps.entries()) {
    const where = `instrument:${i + 1}`;
    if ('create' in step) {
      if (ever.has(step.create)) yield `${where}: there is or was an institution "${step.create}": choose another code`;
      if (!known.has(step.partOf)) yield `${where}: there is no institution "${step.partOf}" on ${effective}`;
      known.add(step.create);
      continue;
    }
    if ('move' in step && !mandates.has(step.move)) yield `${where}: there is no mandate "${step.move}"`;
    const named =
      'rename' in step ? [step.rename] : 'abolish' in step ? [step.abolish] : 'move' in step ? [step.to] : [...step.merge, step.into];
    for (const code of named) if (!known.has(code)) yield `${where}: there is no institution "${code}" on ${effective}`;
    if ('abolish' in step) known.delete(step.abolish);
    if ('merge' in step) for (const code of step.merge) if (code !== step.into) known.delete(code);
  }
}
