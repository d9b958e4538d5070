import { randomUUIDv7 } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Db } from '../../platform/db/index.ts';
import type { StepRole } from '../../procedures/index.ts';
import type { Deed } from '../model.ts';

/** A small random ministry: every fact of authority, few enough names that they meet often. */
export interface World {
  readonly institutions: readonly (Span & { readonly code: string })[];
  readonly holdings: readonly (Span & {
    mandate: string;
    institution: string;
    role: 'lead' | 'support' | 'supervise';
    territory: string | null;
    scope: string | null;
    superseded: boolean;
  })[];
  readonly posts: readonly (Span & { readonly code: string; readonly institution: string })[];
  readonly authorities: readonly { readonly post: string; readonly mandate: string; readonly role: StepRole }[];
  /** Clearance of each person, by index. */
  readonly persons: readonly number[];
  readonly appointments: readonly (Span & { readonly person: number; readonly post: string; readonly mode: 'appointed' | 'acting' })[];
  readonly delegations: readonly (Span & {
    readonly post: string;
    readonly person: number;
    readonly mandate: string | null;
    readonly roles: readonly StepRole[];
  })[];
  readonly recusals: readonly (Span & { readonly person: number; readonly caseIndex: number | null; readonly partyIndex: number | null })[];
}

/** Days from 1 to 9 of one month; `until` is the first day on which it no longer holds, null is open. */
export interface Span {
  readonly from: number;
  readonly until: number | null;
}

const ROLES: readonly StepRole[] = ['examine', 'review', 'decide', 'sign'];
const MANDATES = ['m1', 'm2'] as const;
const INSTITUTIONS = ['i1', 'i2'] as const;
const POSTS = ['p1', 'p2', 'p3'] as const;
const PERSONS = 3;

/** Fixed, so that a world that failed is the same when it is run again. */
const idOf = (kind: string, index: number): string => `${kind}0000000-0000-7000-8000-${String(index).padStart(12, '0')}`;
export const personId = (index: number): string => idOf('a', index);
const caseId = (index: number): string => idOf('c', index);
const partyId = (index: number): string => idOf('b', index);

export const day = (number: number): Temporal.PlainDate => Temporal.PlainDate.from({ year: 2026, month: 5, day: number });
export const holds = (span: Span, on: number): boolean => span.from <= on && (span.until === null || on < span.until);
const meet = (a: Span, b: Span): boolean => a.from < (b.until ?? 99) && b.from < (a.until ?? 99);

const span = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ from: 1, until: null }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 4 }))
      .map(([from, length]) => ({ from, until: from + length })),
  },
);
const territory = fc.constantFrom(null, '11', '31');
const scope = fc.constantFrom(null, null, null, 's1');

/** Leaves out what the database would refuse: two facts where there may be one. */
const disjoint = <T extends Span>(all: readonly T[], same: (a: T, b: T) => boolean): readonly T[] => {
  const kept: T[] = [];
  for (const each of all) if (!kept.some((other) => same(other, each) && meet(other, each))) kept.push(each);
  return kept;
};

export const world: fc.Arbitrary<World> = fc
  .record({
    institutions: fc.array(fc.tuple(fc.constantFrom(...INSTITUTIONS), span), { minLength: 2, maxLength: 5 }),
    holdings: fc.array(
      fc.record({
        mandate: fc.constantFrom(...MANDATES),
        institution: fc.constantFrom(...INSTITUTIONS),
        role: fc.constantFrom('lead' as const, 'lead' as const, 'lead' as const, 'support' as const, 'supervise' as const),
        territory,
        scope,
        superseded: fc.integer({ max: 4, min: 0 }).map((n) => n === 0),
        span,
      }),
      { minLength: 4, maxLength: 10 },
    ),
    posts: fc.array(fc.record({ code: fc.constantFrom(...POSTS), institution: fc.constantFrom(...INSTITUTIONS), span }), {
      minLength: 2,
      maxLength: 5,
    }),
    authorities: fc.uniqueArray(
      fc.record({ post: fc.constantFrom(...POSTS), mandate: fc.constantFrom('*', ...MANDATES), role: fc.constantFrom(...ROLES) }),
      { minLength: 6, maxLength: 16, selector: (each) => JSON.stringify(each) },
    ),
    persons: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: PERSONS, maxLength: PERSONS }),
    appointments: fc.array(
      fc.record({
        person: fc.integer({ min: 0, max: PERSONS - 1 }),
        post: fc.constantFrom(...POSTS),
        mode: fc.constantFrom('appointed' as const, 'appointed' as const, 'acting' as const),
        span,
      }),
      { minLength: 2, maxLength: 6 },
    ),
    delegations: fc.array(
      fc.record({
        post: fc.constantFrom(...POSTS),
        person: fc.integer({ min: 0, max: PERSONS - 1 }),
        mandate: fc.constantFrom(null, ...MANDATES),
        roles: fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1, maxLength: 4 }),
        span,
      }),
      { maxLength: 3 },
    ),
    recusals: fc.array(
      fc.record({
        person: fc.integer({ min: 0, max: PERSONS - 1 }),
        about: fc.constantFrom([0, null] as const, [1, null] as const, [null, 0] as const, [null, 1] as const),
        span,
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ institutions, holdings, posts, persons, authorities, appointments, delegations, recusals }) => {
    const flat = <T extends { span: Span }>({ span: { from, until }, ...rest }: T): Omit<T, 'span'> & Span => ({ ...rest, from, until });
    return {
      institutions: disjoint(
        institutions.map(([code, life]) => ({ code, ...life })),
        (a, b) => a.code === b.code,
      ),
      holdings: disjoint(
        holdings.map(flat),
        (a, b) =>
          !a.superseded &&
          !b.superseded &&
          a.role === 'lead' &&
          b.role === 'lead' &&
          a.mandate === b.mandate &&
          a.territory === b.territory &&
          a.scope === b.scope,
      ),
      posts: disjoint(posts.map(flat), (a, b) => a.code === b.code),
      authorities,
      persons,
      appointments: disjoint(appointments.map(flat), (a, b) => a.post === b.post && a.mode !== 'acting' && b.mode !== 'acting'),
      delegations: delegations.map(flat),
      recusals: recusals.map(({ about, ...rest }) => flat({ ...rest, caseIndex: about[0], partyIndex: about[1] })),
    };
  });

export const deed: fc.Arbitrary<Deed> = fc
  .record({
    mandate: fc.constantFrom(...MANDATES),
    role: fc.constantFrom(...ROLES),
    territory,
    scope,
    secrecy: fc.constantFrom(0, 0, 0, 1, 2, 3),
    drafters: fc.uniqueArray(fc.integer({ min: 0, max: PERSONS - 1 }), { maxLength: 2 }),
    caseIndex: fc.integer({ min: 0, max: 3 }),
    partyIndex: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ drafters, caseIndex, partyIndex, ...rest }) => ({
    ...rest,
    drafters: drafters.map(personId),
    caseId: caseId(caseIndex),
    partyId: partyId(partyIndex),
  }));

/**
 * What the law says, written for this test alone and from the facts themselves: a person acts through a post that exists in an
 * institution that exists, within what the post may do, under a function that the institution leads in that territory and scope on
 * that day, cleared for the secret, not deciding on what they drafted themselves, and not recused.
 */
export function lawAllows(
  facts: World,
  person: number,
  { mandate, role, territory: where, scope: what, secrecy, drafters, caseId: ofCase, partyId: ofParty }: Deed,
  on: number,
): boolean {
  const today = <T extends Span>(all: readonly T[]): readonly T[] => all.filter((each) => holds(each, on));
  if (
    today(facts.recusals).some(
      (each) =>
        each.person === person &&
        ((each.caseIndex !== null && caseId(each.caseIndex) === ofCase) ||
          (each.partyIndex !== null && partyId(each.partyIndex) === ofParty)),
    )
  )
    return false;
  if ((role === 'decide' || role === 'sign') && drafters.includes(personId(person))) return false;
  if ((facts.persons[person] ?? 0) < secrecy) return false;
  const own = today(facts.appointments)
    .filter((each) => each.person === person)
    .map((each) => each.post);
  const lent = today(facts.delegations)
    .filter((each) => each.person === person && each.roles.includes(role) && (each.mandate === null || each.mandate === mandate))
    .map((each) => each.post);
  const posts = today(facts.posts).filter((each) => own.includes(each.code) || lent.includes(each.code));
  return posts.some((post) => {
    if (!today(facts.institutions).some((each) => each.code === post.institution)) return false;
    if (
      !facts.authorities.some((each) => each.post === post.code && each.role === role && (each.mandate === '*' || each.mandate === mandate))
    )
      return false;
    return today(facts.holdings).some((each) => {
      const isLead = !each.superseded && each.role === 'lead' && each.institution === post.institution && each.mandate === mandate;
      return isLead && (each.territory === null || each.territory === where) && (each.scope === null || each.scope === what);
    });
  });
}

/** Puts a world into an empty organisation, row by row: what the tables refuse shall fail here. */
export async function writeWorld(db: Db, facts: World): Promise<void> {
  const range = ({ from, until }: Span): string => `[${day(from)},${until === null ? '' : day(until)})`;
  const names = { 'zh-CN': '名', en: 'name' };
  const known = '["2026-01-01T00:00:00Z",)';
  const at = Temporal.Instant.from('2026-01-01T00:00:00Z');
  const id = randomUUIDv7;
  const rows = {
    mandate: MANDATES.map((code) => ({ code, title: names, basis: names })),
    institution: facts.institutions.map(({ code, ...life }) => ({
      id: id(),
      code,
      kind: 'department',
      name: names,
      letter_code: '',
      valid: range(life),
      known,
    })),
    mandate_holding: facts.holdings.map(({ superseded, from, until, ...holding }) => ({
      ...holding,
      id: id(),
      instrument: names,
      valid: range({ from, until }),
      known: superseded ? '["2026-01-01T00:00:00Z","2026-02-01T00:00:00Z")' : known,
    })),
    post: facts.posts.map(({ code, institution, ...life }) => ({
      id: id(),
      code,
      institution,
      title: names,
      rank: 'staff',
      valid: range(life),
      known,
    })),
    post_authority: facts.authorities.map(({ post, mandate, role }) => ({ post, mandate, step_role: role })),
    person: facts.persons.map((clearance, i) => ({ id: personId(i), code: `person-${i}`, name: names, clearance })),
    appointment_version: facts.appointments.map(({ person, post, mode, ...life }) => ({
      id: id(),
      person_id: personId(person),
      post,
      mode,
      valid: range(life),
      reason: 'test',
      recorded_at: at.toString(),
    })),
    delegation: facts.delegations.map(({ post, person, mandate, roles, ...life }) => ({
      id: id(),
      from_post: post,
      to_person: personId(person),
      mandate,
      step_roles: roles,
      valid: range(life),
      reason: 'test',
      recorded_at: at.toString(),
    })),
    recusal: facts.recusals.map(({ person, caseIndex, partyIndex, ...life }) => ({
      id: id(),
      person_id: personId(person),
      case_id: caseIndex === null ? null : caseId(caseIndex),
      party_id: partyIndex === null ? null : partyId(partyIndex),
      ground: 'test',
      valid: range(life),
      recorded_at: at.toString(),
    })),
  };
  await db.transaction().execute(async (trx) => {
    await sql`truncate recusal, delegation, appointment_version, person, post_authority, post, mandate_holding, mandate, institution cascade`.execute(
      trx,
    );
    for (const [table, all] of Object.entries(rows)) {
      const columns = Object.keys(all[0] ?? {});
      if (columns.length === 0) continue;
      const list = sql.join(columns.map((column) => sql.ref(column)));
      await sql`insert into ${sql.table(table)} (${list}) select ${list} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(all)}::jsonb)`.execute(
        trx,
      );
    }
  });
}
