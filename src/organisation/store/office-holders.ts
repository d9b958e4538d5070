import { randomUUIDv7 } from 'node:crypto';
import { sql } from 'kysely';
import { appendEvents } from '../../platform/audit/index.ts';
import type { Transaction } from '../../platform/db/index.ts';
import type { Plan } from '../folder.ts';
import { firstDay, precisionOf } from '../imprecise.ts';
import { leaderCode } from '../leaders.ts';
import type { LocalText } from '../model.ts';
import { moveVersion } from './acts.ts';

interface Tenure {
  readonly post: string;
  readonly person: { readonly code: string; readonly name: LocalText };
  readonly from: string;
  readonly until: string | null;
  readonly reason: string;
}

/** Nobody invents a name: a holder whom the source does not name is a person of whom the place in the order is known. */
const unnamed = (ordinal: number): LocalText => ({
  'zh-CN': `第${ordinal}任（来源未载姓名）`,
  en: `No. ${ordinal} (not named by the source)`,
});

/** Who sat where by the files: terms with their dates, and leaders of whom the source knows that they sat there when it was written. */
export function tenuresOf({ people }: Pick<Plan, 'people'>): readonly Tenure[] {
  const { terms, leaders, asOf } = people;
  const { code, institution } = terms ?? {};
  const inTurn =
    code === undefined
      ? []
      : (terms?.holders ?? []).map(({ ordinal, name, from, until }) => ({
          post: `${institution}-${code}`,
          person:
            name === null
              ? { code: `unnamed-${institution}-${code}-${ordinal}`, name: unnamed(ordinal) }
              : { code: leaderCode(name), name },
          from,
          until,
          reason: 'people.yaml: terms',
        }));
  const asNamed = leaders.flatMap(({ name, posts }) =>
    posts.flatMap(({ institution: body, post }) =>
      post === undefined
        ? []
        : [{ post: `${body}-${post}`, person: { code: leaderCode(name), name }, from: asOf, until: null, reason: `people.yaml: ${asOf}` }],
    ),
  );
  return [...inTurn, ...asNamed];
}

const rangeOf = ({ from, until }: Tenure): string => `[${firstDay(from)},${until === null ? '' : firstDay(until)})`;
const precise = (date: string | null): 'year' | 'month' | 'day' => {
  const precision = date === null ? 'day' : precisionOf(date);
  return precision === 'minute' ? 'day' : precision;
};

/**
 * Enters the office holders of the files. A row that an act wrote since goes before what the file says; what a changed file no longer
 * says ceases to be known and stays readable. Nothing is written when the file says what is known.
 */
export async function takeOfficeHolders(trx: Transaction, plan: Pick<Plan, 'people'>, at: Temporal.Instant): Promise<void> {
  const wanted = tenuresOf(plan);
  const rows = await trx
    .selectFrom('appointment as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select(['a.id', 'a.post', 'a.valid', 'a.from_precision', 'a.until_precision', 'a.is_source', 'p.code'])
    .select(sql<string>`coalesce(lower(a.valid)::text, '')`.as('first'))
    .execute();
  const known = new Set<string>();
  const entered: { readonly tenure: Tenure; readonly id: string }[] = [];
  for (const tenure of wanted) {
    const same = rows.find((row) => row.post === tenure.post && row.code === tenure.person.code && row.first === firstDay(tenure.from));
    if (same !== undefined) known.add(same.id);
    const isKept = same === undefined ? await isTaken(trx, tenure) : !same.is_source || isUnchanged(same, tenure);
    if (!isKept) entered.push({ tenure, id: same?.id ?? randomUUIDv7() });
  }
  const gone = rows.filter((row) => row.is_source && !known.has(row.id));
  if (entered.length === 0 && gone.length === 0) return;
  // Everything old ceases to be known before anything new is entered: two terms may only change places.
  for (const { id } of [...gone, ...entered]) await forget(trx, id, at);
  for (const { tenure, id } of entered) await enter(trx, tenure, id, at);
  await moveVersion(trx);
  const payload = {
    entered: entered.map(({ tenure }) => `${tenure.post} ${tenure.person.code}`),
    withdrawn: gone.map((row) => `${row.post} ${row.code}`),
  };
  await appendEvents(trx, [{ stream: 'organisation', kind: 'office-holders-loaded', actor: 'system', at, payload }]);
}

const isUnchanged = (
  row: { readonly valid: string; readonly from_precision: string; readonly until_precision: string },
  tenure: Tenure,
): boolean => row.valid === rangeOf(tenure) && row.from_precision === precise(tenure.from) && row.until_precision === precise(tenure.until);

/** Whether an act seated somebody there in that time: acts know more than the source. */
async function isTaken(trx: Transaction, tenure: Tenure): Promise<boolean> {
  const row = await trx
    .selectFrom('appointment')
    .select('id')
    .where('post', '=', tenure.post)
    .where('is_source', '=', false)
    .where('mode', '!=', 'acting')
    .where(sql<boolean>`valid && ${rangeOf(tenure)}::daterange`)
    .executeTakeFirst();
  return row !== undefined;
}

async function forget(trx: Transaction, id: string, at: Temporal.Instant): Promise<void> {
  await trx
    .updateTable('appointment_version')
    .set({ known: sql`tstzrange(lower(known), greatest(lower(known), ${at}::timestamptz))` })
    .where('id', '=', id)
    .where(sql<boolean>`upper_inf(known)`)
    .execute();
}

async function enter(trx: Transaction, tenure: Tenure, id: string, at: Temporal.Instant): Promise<void> {
  const { id: personId } = await trx
    .insertInto('person')
    .values({ id: randomUUIDv7(), code: tenure.person.code, name: JSON.stringify(tenure.person.name), clearance: 0, is_example: false })
    .onConflict((conflict) => conflict.column('code').doUpdateSet({ name: JSON.stringify(tenure.person.name) }))
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('appointment_version')
    .values({
      id,
      person_id: personId,
      post: tenure.post,
      mode: 'appointed',
      valid: rangeOf(tenure),
      reason: tenure.reason,
      recorded_at: at,
      known: `["${at}",)`,
      from_precision: precise(tenure.from),
      until_precision: precise(tenure.until),
      is_source: true,
    })
    .execute();
}
