import { sql } from 'kysely';
import type { Db, Transaction } from '../../platform/db/index.ts';
import type { StepRole } from '../../procedures/index.ts';
import { expandPosts, limitOf } from '../expand.ts';
import type { Plan } from '../folder.ts';
import type { LocalText } from '../model.ts';
import type { PostEntry } from '../schemas.ts';
import type { Instrument } from './instrument.ts';
import { isLiving } from './moves.ts';
import type { MovedFunction, Simulation } from './simulation.ts';
import { planWith } from './steps.ts';

/** Open cases of one function and territory, and the desks that they leave and reach. */
export interface MovingCases {
  readonly move: MovedFunction;
  readonly territory: string | null;
  readonly scope: string | null;
  readonly cases: number;
  readonly tasks: number;
  /** Posts that may take one of the open steps until the eve, and from the day on. */
  readonly leaves: readonly string[];
  readonly reaches: readonly string[];
  /** Steps that wait and that no post of the receiving institution may take. */
  readonly stranded: readonly StepRole[];
}

/** What a simulation cannot know from the plan alone. */
export interface Consequences {
  readonly openCases: readonly MovingCases[];
  readonly seated: readonly { readonly person: LocalText; readonly post: string; readonly to: string | undefined }[];
  readonly quotas: readonly { readonly kind: string; readonly amount: number; readonly count: number }[];
  /** Number series of the year that close, because their issuer gives the function up. */
  readonly series: readonly { readonly issuer: string; readonly kind: string; readonly year: number; readonly last: number }[];
  /** Documents that stay valid under the name of an issuer that ceases. */
  readonly documents: readonly { readonly issuer: string; readonly count: number }[];
}

/** Looks up what an instrument would touch beside the plan: cases, desks, persons, limits, series, documents. Writes nothing. */
export async function findConsequences(
  db: Db | Transaction,
  plan: Plan,
  instrument: Instrument,
  simulation: Simulation,
): Promise<Consequences> {
  const after = planWith(plan, instrument);
  const gone = simulation.abolished.map((each) => each.code);
  const issuers = [...new Set([...gone, ...simulation.moved.map((each) => each.from)])];
  const { rows: documents } = await sql<Consequences['documents'][number]>`
    select issuer_code as issuer, count(*)::int as count from document where issuer_code = any (${gone}::text[]) and state = 'valid'
     group by issuer_code order by issuer_code`.execute(db);
  const series = await db
    .selectFrom('number_series')
    .select(['issuer', 'kind', 'year', 'last'])
    .where('issuer', 'in', [...issuers, ''])
    .where('year', '>=', Temporal.PlainDate.from(simulation.on).year - 1)
    .orderBy('issuer')
    .orderBy('kind')
    .orderBy('year')
    .execute();
  return {
    openCases: await movingCases(db, plan, after, simulation),
    seated: await seatedIn(db, gone, instrument, simulation.on),
    quotas: await overruns(db, after, simulation.on),
    series,
    documents,
  };
}

async function movingCases(db: Db | Transaction, plan: Plan, after: Plan, { moved, on }: Simulation): Promise<readonly MovingCases[]> {
  const mandates = [...new Set(moved.map((each) => each.mandate.code))];
  if (mandates.length === 0) return [];
  // One pass over each table: cases by function and territory, open steps by function, territory and role.
  const { rows: cases } = await sql<{ mandate: string; territory: string | null; scope: string | null; count: number }>`
    select mandate, territory, scope, count(*)::int as count from case_file
     where closed_at is null and mandate = any (${mandates}::text[]) group by mandate, territory, scope order by mandate, territory, scope`.execute(
    db,
  );
  const { rows: tasks } = await sql<{ mandate: string; territory: string | null; scope: string | null; role: StepRole; count: number }>`
    select mandate, territory, scope, step_role as role, count(*)::int as count from task
     where closed_at is null and mandate = any (${mandates}::text[]) group by mandate, territory, scope, step_role order by step_role`.execute(
    db,
  );
  const eve = Temporal.PlainDate.from(on).subtract({ days: 1 }).toString();
  const rests = (
    holder: MovedFunction,
    row: { readonly mandate: string; readonly territory: string | null; readonly scope: string | null },
  ): boolean =>
    holder.mandate.code === row.mandate &&
    (holder.territory === undefined || holder.territory === row.territory) &&
    (holder.scope === undefined || holder.scope === row.scope);
  // A holder for one territory goes before the one for the whole country, in authority as here.
  const keys = new Map<string, { mandate: string; territory: string | null; scope: string | null }>();
  for (const { mandate, territory, scope } of [...cases, ...tasks])
    keys.set(`${mandate}|${territory ?? ''}|${scope ?? ''}`, { mandate, territory, scope });
  return [...keys.values()].flatMap((key) => {
    const same = (row: { readonly mandate: string; readonly territory: string | null; readonly scope: string | null }): boolean =>
      row.mandate === key.mandate && row.territory === key.territory && row.scope === key.scope;
    const waiting = tasks.filter(same);
    return moved
      .filter((move) => rests(move, key))
      .map((move) => {
        const roles = [...new Set(waiting.map((each) => each.role))];
        const reaches = desksOf(after, move.to, key.mandate, on);
        return {
          move,
          territory: key.territory,
          scope: key.scope,
          cases: cases.find(same)?.count ?? 0,
          tasks: waiting.reduce((sum, each) => sum + each.count, 0),
          leaves: desksFor(desksOf(plan, move.from, key.mandate, eve), roles),
          reaches: desksFor(reaches, roles),
          stranded: roles.filter((role) => desksFor(reaches, [role]).length === 0),
        };
      });
  });
}

interface Desk {
  readonly code: string;
  readonly roles: readonly string[];
}

/** Which posts of an institution may take steps under a function on a day. */
const desksOf = (plan: Plan, institution: string, mandate: string, on: string): readonly Desk[] =>
  expandPosts(plan.posts, plan.institutions)
    .filter((post) => post.institution === institution && isLiving(post, on))
    .map((post) => ({ code: post.code, roles: rolesOf(post.authority, mandate) }));

const rolesOf = (authority: PostEntry['authority'], mandate: string): readonly string[] =>
  authority.flatMap((each) => (each.mandate === '*' || each.mandate === mandate ? each.roles : []));

const desksFor = (desks: readonly Desk[], roles: readonly string[]): readonly string[] =>
  desks.filter((desk) => desk.roles.some((role) => roles.includes(role))).map((desk) => desk.code);

async function seatedIn(db: Db | Transaction, gone: readonly string[], { steps }: Instrument, on: string): Promise<Consequences['seated']> {
  const targets = new Map(steps.flatMap((each) => ('reseat' in each ? [[each.reseat, each.to] as const] : [])));
  const closed = steps.flatMap((each) => ('close' in each ? [`${each.in}-${each.close}`] : []));
  const { rows } = await sql<{ person: LocalText; post: string }>`
    select person.name as person, p.code as post from appointment a
      join person on person.id = a.person_id join post p on p.code = a.post and upper_inf(p.known)
     where (p.institution = any (${[...gone]}::text[]) or p.code = any (${[...closed, ...targets.keys()]}::text[])) and a.valid @> ${on}::date
     order by p.code`.execute(db);
  return rows.map((each) => ({ ...each, to: targets.get(each.post) }));
}

/** Limits of the changed plan that more persons or posts would fill than it allows, counted as appointments are. */
async function overruns(db: Db | Transaction, after: Plan, on: string): Promise<Consequences['quotas']> {
  const { quotas, counts = [] } = after.establishment;
  const quota = quotas.filter((each) => (each.inForceBy ?? each.from.slice(0, 10)) <= on).at(-1);
  if (quota === undefined || counts.length === 0) return [];
  const kinds = new Map(after.institutions.filter((each) => isLiving(each, on)).map((each) => [each.code, each.kind]));
  const posts = new Map(
    expandPosts(after.posts, after.institutions)
      .filter((each) => isLiving(each, on))
      .map((each) => [each.code, each]),
  );
  const { rows } = await sql<{ person: string; post: string }>`
    select person_id::text as person, post from appointment where valid @> ${on}::date and mode <> 'acting'`.execute(db);
  return counts.flatMap(({ quota: kind, ranks, institutionKinds }) => {
    const amount = limitOf(quota, kind);
    if (amount === undefined) return [];
    const counted = rows.filter((row) => {
      const post = posts.get(row.post);
      return (
        post !== undefined &&
        institutionKinds.includes(kinds.get(post.institution) ?? '') &&
        (ranks === undefined || ranks.includes(post.rank))
      );
    });
    const count = new Set(counted.map((row) => (ranks === undefined ? row.person : row.post))).size;
    return count > amount ? [{ kind, amount, count }] : [];
  });
}
