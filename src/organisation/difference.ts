import type { Plan } from './folder.ts';

/** The part of a plan that the tables hold. */
export type PlanFacts = Pick<Plan, 'institutions' | 'mandates' | 'posts' | 'establishment'>;

export interface PlanChange {
  readonly of: 'institution' | 'mandate' | 'post' | 'establishment';
  readonly code: string;
  readonly change: 'added' | 'removed' | 'changed';
}

export const factsOf = ({ institutions, mandates, posts, establishment }: Plan): PlanFacts => ({
  institutions,
  mandates,
  posts,
  establishment,
});

/** What one plan has that another has not, by name; nothing when they say the same. */
export function planDifference(before: PlanFacts, after: PlanFacts): readonly PlanChange[] {
  const postKey = (post: Plan['posts'][number]): string => `${post.institution ?? post.kind ?? ''}-${post.code}`;
  const same = canonical(before.establishment) === canonical(after.establishment);
  return [
    ...compare('institution', before.institutions, after.institutions, (each) => each.code),
    ...compare('mandate', before.mandates, after.mandates, (each) => each.code),
    ...compare('post', before.posts, after.posts, postKey),
    ...(same ? [] : [{ of: 'establishment', code: 'establishment', change: 'changed' } as const]),
  ];
}

function compare<T>(of: PlanChange['of'], before: readonly T[], after: readonly T[], keyOf: (each: T) => string): readonly PlanChange[] {
  // An institution under one code may have several spans of days: they are one thing.
  const grouped = (all: readonly T[]): ReadonlyMap<string, string> =>
    new Map([...Map.groupBy(all, keyOf)].map(([key, each]) => [key, canonical(each)]));
  const [old, now] = [grouped(before), grouped(after)];
  const codes = [...new Set([...old.keys(), ...now.keys()])].sort();
  return codes.flatMap((code): readonly PlanChange[] => {
    const change = !old.has(code) ? 'added' : !now.has(code) ? 'removed' : old.get(code) === now.get(code) ? undefined : 'changed';
    return change === undefined ? [] : [{ of, code, change }];
  });
}

/** The same text for the same content: PostgreSQL keeps jsonb with its keys in another order than the files have. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
