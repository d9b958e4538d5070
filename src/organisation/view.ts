import type { Plan } from './folder.ts';
import { firstDay, precisionOf } from './imprecise.ts';
import type { Institution, LocalText, Post } from './model.ts';
import type { Organisation } from './organisation.ts';
import type { Inconsistency, InstitutionEntry, Quota } from './schemas.ts';

/** What pages and programs are shown: who holds what stands in the tables, what the plan says beside it in the files. */
export interface Sources {
  readonly organisation: Organisation;
  readonly plan: Plan;
}

/** What the files say of an institution on a day: tasks, address, nameplates. */
export function entryOf({ plan }: Sources, code: string, on: Temporal.PlainDate): InstitutionEntry | undefined {
  const day = on.toString();
  const entries = plan.institutions.filter((each) => each.code === code);
  return entries.find((each) => firstDay(each.from) <= day && (each.until === undefined || day < firstDay(each.until))) ?? entries.at(-1);
}

export interface Head {
  readonly name: LocalText;
  readonly title: LocalText;
  /** `perhaps` where the source knows a change to the month only. */
  readonly certainty: 'yes' | 'perhaps';
  readonly isActing: boolean;
}

/** The posts whose holders are in charge of their institution. */
const isHeadPost = ({ plan }: Sources, post: Post): boolean =>
  plan.posts.some(
    (each) =>
      each.isHead === true &&
      `${each.institution ?? post.institution}-${each.code}` === post.code &&
      (each.kind === undefined || plan.institutions.some((body) => body.code === post.institution && body.kind === each.kind)),
  );

/**
 * Who is in charge of an institution on a day: whoever holds its head's post, or acts for the absent; else the leader whom the files
 * name from their state on. Two where the source leaves two.
 */
export function headsOf(sources: Sources, code: string, on: Temporal.PlainDate): readonly Head[] {
  const { organisation, plan } = sources;
  const seated = organisation
    .postsOf(code, on)
    .filter((post) => isHeadPost(sources, post))
    .flatMap((post) =>
      organisation.holdersOfPost(post.code, on).map((each) => ({ ...each, title: post.title, isActing: each.mode === 'acting' })),
    );
  const proper = seated.filter((each) => !each.isActing);
  const held = proper.length > 0 ? proper : seated;
  if (held.length > 0) return held.map(({ name, title, certainty, isActing }) => ({ name, title, certainty, isActing }));
  if (on.toString() < firstDay(plan.people.asOf)) return [];
  return plan.people.leaders.flatMap((leader) => {
    const title = leader.posts.find((each) => each.institution === code && each.isHead === true);
    return title === undefined
      ? []
      : [{ name: leader.name, title: { 'zh-CN': title['zh-CN'], en: title.en }, certainty: 'yes' as const, isActing: false }];
  });
}

/** Who is surely in charge of an institution on a day. */
export const headOf = (sources: Sources, code: string, on: Temporal.PlainDate): Head | undefined =>
  headsOf(sources, code, on).find((each) => each.certainty === 'yes');

/** The posts of an institution in the order in which the plan lists them: who is in charge comes first. */
export function postsInOrder({ organisation, plan }: Sources, code: string, on: Temporal.PlainDate): readonly Post[] {
  const place = (post: Post): number => {
    const found = plan.posts.findIndex((each) => `${code}-${each.code}` === post.code);
    return found < 0 ? plan.posts.length : found;
  };
  return [...organisation.postsOf(code, on)].sort((a, b) => place(a) - place(b));
}

/** The staffing limits in force on a day. */
export function quotaOn({ plan }: Sources, on: Temporal.PlainDate): Quota | undefined {
  const day = on.toString();
  return plan.establishment.quotas.filter((each) => (each.inForceBy ?? firstDay(each.from)) <= day).at(-1);
}

/** The ministry itself: the body that all others of the plan are part of. */
export const ministryOf = ({ organisation }: Sources, on: Temporal.PlainDate): Institution | undefined =>
  organisation.institutions(on).find((each) => each.kind === 'ministry');

export interface Group {
  /** `departments` for what the plan numbers, else the kind, and the relation where it tells more. */
  readonly key: string;
  readonly bodies: readonly Institution[];
}

interface PlanOrder {
  /** The place of each institution in the files. */
  readonly place: ReadonlyMap<string, number>;
  /** The departments that the plan numbers. */
  readonly numbered: ReadonlySet<string>;
}

/** A plan never changes, and a chart asks for its order for every body. */
const orders = new WeakMap<Plan, PlanOrder>();

export function orderOf(plan: Plan): PlanOrder {
  const known = orders.get(plan);
  if (known !== undefined) return known;
  const order = {
    place: new Map(plan.institutions.map((each, i) => [each.code, i])),
    numbered: new Set(plan.institutions.flatMap((each) => (each.number === undefined ? [] : [each.code]))),
  };
  orders.set(plan, order);
  return order;
}

/** What stands under an institution, in groups: the numbered departments first, then the others by kind, in the order of the files. */
export function groupsUnder({ organisation, plan }: Sources, code: string, on: Temporal.PlainDate): readonly Group[] {
  const { place, numbered } = orderOf(plan);
  const children = organisation
    .institutions(on)
    .filter((each) => each.partOf === code)
    .sort((a, b) => (place.get(a.code) ?? place.size) - (place.get(b.code) ?? place.size));
  const groups = Map.groupBy(children, (each) => {
    if (numbered.has(each.code)) return 'departments';
    return each.relation === 'jointly-built-by' ? `${each.kind}-joint` : each.kind;
  });
  return [...groups].map(([key, bodies]) => ({ key, bodies }));
}

/**
 * The days on which something changed, as exactly as to a month, with those asked for among them; oldest first. They begin with the
 * ministry: what was before it is another's history.
 */
export const changeDays = ({ organisation, plan }: Sources, ...asked: readonly Temporal.PlainDate[]): readonly Temporal.PlainDate[] => {
  const told = plan.history
    .filter((each) => !each.date.startsWith('..') && precisionOf(each.date) !== 'year')
    .map((each) => firstDay(each.date));
  const days = [...told, ...organisation.daysOfChange()].filter((day) => day >= plan.ministry.established);
  return [...new Set([...days, ...asked.map(String)])].sort().map((day) => Temporal.PlainDate.from(day));
};

/** What the files declare in number and what they list by name: a difference stays visible. */
export function inconsistencies(sources: Sources): readonly Inconsistency[] {
  const { establishment, institutions } = sources.plan;
  const computed = (establishment.declared ?? []).flatMap(({ what, kind, relation, count }) => {
    const listed = new Set(institutions.filter((each) => each.kind === kind && each.relation === relation).map((each) => each.code)).size;
    if (listed === count) return [];
    return [
      {
        'zh-CN': `${what['zh-CN']}：称${count}所，列名${listed}所，其余未见名称。`,
        en: `${what.en}: ${count} declared, ${listed} named, the rest not found.`,
        readings: [
          { 'zh-CN': `${count}所：来源所称数目`, en: `${count}: the number that the source declares` },
          { 'zh-CN': `${listed}所：列出名称者`, en: `${listed}: those whose names are known` },
        ],
      },
    ];
  });
  return [...establishment.inconsistencies, ...computed];
}
