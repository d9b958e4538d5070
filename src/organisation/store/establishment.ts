import { sql } from 'kysely';
import type { Db, Transaction } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import type { LocalText } from '../model.ts';
import { organisationRefusals } from '../refusals.ts';

const QUOTA_WORDS: Readonly<Record<string, LocalText>> = {
  totalAdministrative: { 'zh-CN': '行政编制', en: 'administrative staff' },
  functional: { 'zh-CN': '职能部门人员', en: 'staff of functional departments' },
  bureauLevelLeaders: { 'zh-CN': '司局级领导职数', en: 'bureau-level leader posts' },
};

interface Filling {
  readonly personId: string;
  readonly post: string;
  /** Days of the new appointment, as the database writes a range. */
  readonly valid: string;
}

/**
 * Refuses an appointment that would exceed a staffing limit on any of its days. The limits' rows are locked, so that two
 * appointments to the last place cannot both find it free. Persons who already count are not counted twice.
 *
 * @throws Refusal that names the limit, its amount, the day and how many there are
 */
export async function demandRoom(trx: Transaction, { personId, post, valid }: Filling): Promise<void> {
  await sql`select 1 from establishment_quota where upper_inf(known) order by id for update`.execute(trx);
  // A count can only rise on a day on which an appointment or a limit begins: the first day, and such days within the range.
  const { rows } = await sql<{ kind: string; amount: number; on: string; count: number }>`
    with place as (
      select p.rank, i.kind from post p join institution i on i.code = p.institution and upper_inf(i.known)
       where p.code = ${post} and upper_inf(p.known) limit 1
    ), relevant as (
      select q.* from establishment_quota q, place
       where upper_inf(q.known) and q.valid && ${valid}::daterange and place.kind = any (q.institution_kinds) and (q.ranks is null or place.rank = any (q.ranks))
    ), days as (
      select lower(${valid}::daterange) as day
      union select lower(valid) from relevant where lower(valid) <@ ${valid}::daterange
      union select lower(a.valid) from appointment a where lower(a.valid) <@ ${valid}::daterange
    )
    select q.kind, q.amount, d.day::text as on, count(distinct case when q.ranks is null then a.person_id::text else a.post end)::int as count
      from relevant q join days d on q.valid @> d.day
      left join (
        appointment a join post p on p.code = a.post and upper_inf(p.known)
        join institution i on i.code = p.institution and upper_inf(i.known)
      ) on a.valid @> d.day and p.valid @> d.day and i.valid @> d.day and i.kind = any (q.institution_kinds)
       and (q.ranks is null or p.rank = any (q.ranks))
       and a.mode <> 'acting' and (q.ranks is not null or a.person_id <> ${personId}::uuid) and a.post <> ${post}
     group by q.kind, q.amount, d.day
    having count(distinct case when q.ranks is null then a.person_id::text else a.post end) >= q.amount
     order by d.day limit 1`.execute(trx);
  const full = rows[0];
  if (full === undefined) return;
  const { kind, amount, on, count } = full;
  throw new Refusal(organisationRefusals.establishmentFull, {
    field: 'post',
    values: { kind: QUOTA_WORDS[kind] ?? (await ownWords(trx, kind)), amount, on, count },
  });
}

/** What the ministry calls a limit of a kind of its own. */
async function ownWords(trx: Transaction, kind: string): Promise<LocalText> {
  const { content } = await trx.selectFrom('organisation_state').select('content').executeTakeFirstOrThrow();
  const title = content?.establishment.counts?.find((each) => each.quota === kind)?.title;
  return title ?? { 'zh-CN': kind, en: kind };
}

/** How far the staffing limits in force on a day are used. */
export async function countAgainstQuotas(
  db: Db | Transaction,
  on: Temporal.PlainDate,
): Promise<readonly { readonly kind: string; readonly amount: number; readonly count: number }[]> {
  const { rows } = await sql<{ kind: string; amount: number; count: number }>`
    select q.kind, q.amount, count(distinct case when q.ranks is null then a.person_id::text else a.post end)::int as count
      from establishment_quota q
      left join (
        appointment a join post p on p.code = a.post and upper_inf(p.known)
        join institution i on i.code = p.institution and upper_inf(i.known)
      ) on a.valid @> ${on}::date and p.valid @> ${on}::date and i.valid @> ${on}::date and i.kind = any (q.institution_kinds)
       and (q.ranks is null or p.rank = any (q.ranks)) and a.mode <> 'acting'
     where upper_inf(q.known) and q.valid @> ${on}::date
     group by q.kind, q.amount order by q.kind`.execute(db);
  return rows;
}
