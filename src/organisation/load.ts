import { createHash, randomUUIDv7 } from 'node:crypto';
import { sql } from 'kysely';
import { appendEvents } from '../platform/audit/index.ts';
import type { Transaction } from '../platform/db/index.ts';
import { factsOf, planDifference } from './difference.ts';
import { expandHolders, expandPosts, limitOf } from './expand.ts';
import type { Plan } from './folder.ts';
import { firstDay, type Precision, precisionOf } from './imprecise.ts';
import { readPlanInForce } from './reorganisation/in-force.ts';
import { moveVersion } from './store/acts.ts';

/**
 * Takes the plan in force into the tables when it is not what they hold. Facts are replaced: what was known before keeps its rows
 * with the time at which it ceased to be known.
 */
export async function takePlan(trx: Transaction, files: Plan, at: Temporal.Instant): Promise<void> {
  const state = await trx.selectFrom('organisation_state').select(['content_hash', 'content']).forUpdate().executeTakeFirstOrThrow();
  const plan = (await readPlanInForce(trx, files)).whole;
  const facts = factsOf(plan);
  const hash = createHash('sha256').update(JSON.stringify(facts)).digest('hex');
  if (state.content_hash === hash) return;
  await forget(trx, at);
  await writeInstitutions(trx, plan, at);
  await writeMandates(trx, plan, at);
  await writePosts(trx, plan, at);
  await writeQuotas(trx, plan, at);
  await trx
    .updateTable('organisation_state')
    .set({ content_hash: hash, content: JSON.stringify(facts) })
    .execute();
  const changes =
    state.content === null ? [] : planDifference(state.content, facts).map(({ of, code, change }) => `${of} ${code} ${change}`);
  await moveVersion(trx);
  await appendEvents(trx, [
    {
      stream: 'organisation',
      kind: 'plan-loaded',
      actor: 'system',
      at,
      payload: { contentHash: hash, before: state.content_hash, changes },
    },
  ]);
}

const openFrom = (at: Temporal.Instant): string => `["${at}",)`;
/** The days on which a fact holds in law: an imprecise date takes effect on the first day that it may mean. */
const days = ({ from, until }: { readonly from?: string; readonly until?: string }): string =>
  `[${from === undefined ? '' : firstDay(from)},${until === undefined ? '' : firstDay(until)})`;
const precision = ({ from }: { readonly from?: string }): Precision => (from === undefined ? 'day' : precisionOf(from));

/** What the files said until now ceases to be known; the rows stay. */
async function forget(trx: Transaction, at: Temporal.Instant): Promise<void> {
  for (const table of ['institution', 'mandate_holding', 'post', 'establishment_quota'] as const) {
    await sql`update ${sql.table(table)} set known = tstzrange(lower(known), ${at}::timestamptz) where upper_inf(known) and lower(known) < ${at}::timestamptz`.execute(
      trx,
    );
    await sql`delete from ${sql.table(table)} where upper_inf(known)`.execute(trx);
  }
  await trx.deleteFrom('post_authority').execute();
}

async function writeInstitutions(trx: Transaction, { institutions }: Plan, at: Temporal.Instant): Promise<void> {
  await trx
    .insertInto('institution')
    .values(
      institutions.map((each) => ({
        id: randomUUIDv7(),
        code: each.code,
        kind: each.kind,
        part_of: each.partOf ?? null,
        relation: each.relation ?? null,
        territory: each.territory ?? null,
        name: JSON.stringify(each.name),
        letter_code: each.letterCode ?? '',
        contact: each.contact === undefined ? null : JSON.stringify(each.contact),
        valid: days(each),
        precision: precision(each),
        known: openFrom(at),
      })),
    )
    .execute();
}

async function writeMandates(trx: Transaction, { mandates, institutions }: Plan, at: Temporal.Instant): Promise<void> {
  for (const { code, title, basis } of mandates) {
    const values = { title: JSON.stringify(title), basis: JSON.stringify(basis) };
    await trx
      .insertInto('mandate')
      .values({ code, ...values })
      .onConflict((conflict) => conflict.column('code').doUpdateSet(values))
      .execute();
  }
  const holdings = mandates.flatMap((mandate) => expandHolders(mandate, institutions).map((holder) => ({ mandate: mandate.code, holder })));
  await trx
    .insertInto('mandate_holding')
    .values(
      holdings.map(({ mandate, holder }) => ({
        id: randomUUIDv7(),
        mandate,
        institution: holder.institution,
        role: holder.role,
        territory: holder.territory ?? null,
        scope: holder.scope ?? null,
        instrument: JSON.stringify(holder.instrument),
        valid: days(holder),
        precision: precision(holder),
        known: openFrom(at),
      })),
    )
    .execute();
}

async function writePosts(trx: Transaction, plan: Plan, at: Temporal.Instant): Promise<void> {
  const posts = expandPosts(plan.posts, plan.institutions);
  await trx
    .insertInto('post')
    .values(
      posts.map((post) => ({
        id: randomUUIDv7(),
        code: post.code,
        institution: post.institution,
        title: JSON.stringify(post.title),
        rank: post.rank,
        valid: days(post),
        known: openFrom(at),
      })),
    )
    .execute();
  const authority = posts.flatMap((post) =>
    post.authority.flatMap(({ mandate, roles }) => roles.map((role) => ({ post: post.code, mandate, step_role: role }))),
  );
  if (authority.length > 0) await trx.insertInto('post_authority').values(authority).execute();
}

/** A plan replaces the one before it as a whole: what it does not limit is limited no more. */
async function writeQuotas(trx: Transaction, { establishment: { quotas, counts = [] } }: Plan, at: Temporal.Instant): Promise<void> {
  const rows = quotas.flatMap((quota, i) =>
    counts.flatMap(({ quota: kind, ranks, institutionKinds }) => {
      const amount = limitOf(quota, kind);
      const next = quotas[i + 1];
      if (amount === undefined) return [];
      const valid = days({ from: quota.from, ...(next === undefined ? {} : { until: next.from }) });
      return [
        {
          id: randomUUIDv7(),
          kind,
          amount,
          ranks: ranks === undefined ? null : [...ranks],
          institution_kinds: [...institutionKinds],
          valid,
          known: openFrom(at),
        },
      ];
    }),
  );
  if (rows.length > 0) await trx.insertInto('establishment_quota').values(rows).execute();
}
