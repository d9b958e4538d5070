import type { HolderEntry, InstitutionEntry, MandateEntry, PostEntry, Quota } from './schemas.ts';

export interface ExpandedHolder extends Omit<HolderEntry, 'institution' | 'kind'> {
  readonly institution: string;
}

/** Holders by name: one by kind becomes one for each body of that kind, for its territory. */
export const expandHolders = (mandate: MandateEntry, institutions: readonly InstitutionEntry[]): readonly ExpandedHolder[] =>
  mandate.holders.flatMap(({ kind, institution, ...rest }): readonly ExpandedHolder[] => {
    if (institution !== undefined) return [{ institution, ...rest }];
    const ofKind = new Map(institutions.filter((each) => each.kind === kind).map((each) => [each.code, each.territory]));
    return [...ofKind].map(([code, territory]) => ({ ...rest, institution: code, ...(territory === undefined ? {} : { territory }) }));
  });

export interface ExpandedPost extends Omit<PostEntry, 'institution' | 'kind'> {
  readonly institution: string;
}

/** Posts one by one: each is called `INSTITUTION-POST`. */
export const expandPosts = (posts: readonly PostEntry[], institutions: readonly InstitutionEntry[]): readonly ExpandedPost[] =>
  posts.flatMap(({ kind, institution, ...rest }): readonly ExpandedPost[] => {
    if (institution !== undefined) return [{ ...rest, institution, code: `${institution}-${rest.code}` }];
    const codes = [...new Set(institutions.filter((each) => each.kind === kind).map((each) => each.code))];
    return codes.map((code) => ({ ...rest, institution: code, code: `${code}-${rest.code}` }));
  });

/** The kinds of limits that the plan names itself; a ministry may have others beside them. */
const NAMED = ['functional', 'totalAdministrative', 'bureauLevelLeaders', 'institutions'] as const;

/** A limit of some kind as an order of it stands, or undefined where it limits no such thing. */
export function limitOf(quota: Omit<Quota, 'from' | 'source'>, kind: string): number | undefined {
  const named = NAMED.find((each) => each === kind);
  return named === undefined ? quota.other?.[kind] : quota[named];
}
