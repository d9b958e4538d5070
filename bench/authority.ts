/**
 * The authority check alone, and an officer's list with its SQL twin against the same list without:
 *   npm run -s npm -- exec -- node bench/authority.ts
 */
import { findExampleCast } from '../src/examples/index.ts';
import { dateIn } from '../src/platform/time.ts';
import { compare, compareAsync } from './compare.ts';
import { withBenchMinistry } from './ministry.ts';

const CASES = 100_000;
const RUNS = 20;

await withBenchMinistry(async (services, pool) => {
  const { db, organisation } = services;
  const cast = await findExampleCast(services);
  const personId = cast.examiners.get('11') ?? '';
  const at = services.now();
  const deed = { mandate: 'website-filing', role: 'examine', territory: '11', scope: null, secrecy: 0, drafters: [] } as const;
  compare('one authority check', {
    'allowed, with its chain in words': () => organisation.may(personId, deed, at),
    'denied, explained': () => organisation.may(personId, { ...deed, territory: '31' }, at),
  });

  // Open tasks over all provinces, written as rows: only the list is measured here.
  const file = await db.selectFrom('case_file').select('id').limit(1).executeTakeFirstOrThrow();
  await pool.query(
    `insert into task (id, case_id, element, token, mandate, step_role, territory, opened_at, due, drafters)
     select gen_random_uuid(), $1, 'examine', n, 'website-filing', 'examine', (array['11','31','33','44','51'])[1 + n % 5], now(), current_date + n % 60, '{}'
       from generate_series(1, $2::int) n`,
    [file.id, CASES],
  );
  await pool.query('analyze task');
  const on = dateIn(services.timeZone, at);
  /** What the desk asks; without authority the same rows are chosen by their columns, as a program would that trusts its caller. */
  const page = (withAuthority: boolean) => {
    const query = db
      .selectFrom('task as t')
      .innerJoin('case_file as c', 'c.id', 't.case_id')
      .select(['t.id', 'c.number', 't.due'])
      .where('t.closed_at', 'is', null)
      .where('t.mandate', 'is not', null)
      .orderBy('t.due')
      .orderBy('t.id')
      .limit(50);
    return (
      withAuthority
        ? query.where(organisation.taskIsFor(personId, on))
        : query.where('t.mandate', '=', 'website-filing').where('t.step_role', '=', 'examine').where('t.territory', '=', '11')
    ).execute();
  };
  await compareAsync(
    `the first 50 of ${CASES} open tasks`,
    { 'the same list without authority': () => page(false), 'with the SQL twin': () => page(true) },
    RUNS,
  );
});
