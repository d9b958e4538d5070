import { type RawBuilder, sql } from 'kysely';
import { type AuthorityRule, type Name, RULES, type Test } from './rules.ts';

/**
 * The SQL twin of `may`: whether a person may take the open task `t` of the case `c` on a day. Every officer's list goes through it.
 *
 * Rules that ask nothing of the task are asked once a statement: they leave the few pairs of a seat and a holding that the person
 * has on that day (an uncorrelated array). Rules that ask of the task are then asked of those pairs, row by row, without touching
 * another table. So authority costs a list next to nothing.
 *
 * @param rules another table than the one in force, for the tests that hold both equal
 */
export function taskIsFor(personId: string, on: Temporal.PlainDate, rules: readonly AuthorityRule[] = RULES): RawBuilder<boolean> {
  const asked = { personId, on };
  const ofPerson = rules.filter((rule) => !asksOfTask(rule.test)).map((rule) => testToSql(rule.test, JOINED, asked));
  const ofTask = rules.filter((rule) => asksOfTask(rule.test)).map((rule) => testToSql(rule.test, GRANTED, asked));
  // The person's seats are found once, whatever order the planner would rather join in.
  const pairs = sql`with s as materialized (select * from seat where person_id = ${personId}::uuid)
    select array_agg((s.mandate, s.step_role, s.clearance, h.mandate, h.territory, h.scope, s.institution, h.institution, h.role)::authority_grant)
     from s cross join mandate_holding h where upper_inf(h.known) and ${all(ofPerson)}`;
  return sql<boolean>`exists (select 1 from unnest((${pairs})) as g where ${all(ofTask)})`;
}

const all = (tests: readonly RawBuilder<boolean>[]): RawBuilder<unknown> => (tests.length === 0 ? sql`true` : sql.join(tests, sql` and `));

/** Whether a test needs to know the deed: then it can only be asked row by row. */
function asksOfTask(test: Test): boolean {
  if ('any' in test) return test.any.some(asksOfTask);
  if ('not' in test) return asksOfTask(test.not);
  if ('equal' in test) return test.equal.some(isOfDeed);
  if ('is' in test) return isOfDeed(test.is[0]);
  if ('absent' in test) return isOfDeed(test.absent);
  if ('holds' in test) return false;
  if ('atMost' in test) return test.atMost.some(isOfDeed);
  return true;
}

const isOfDeed = (name: Name): boolean => name.startsWith('deed.');

type Columns = Readonly<Record<Name, string>>;

/** The deed is the task `t`. */
const DEED = {
  'deed.mandate': 't.mandate',
  'deed.role': 't.step_role',
  'deed.territory': 't.territory',
  'deed.scope': 't.scope',
  'deed.secrecy': 't.secrecy',
} as const;

/** Where the other names stand while seats `s` and holdings `h` are joined … */
const JOINED: Columns = {
  ...DEED,
  'seat.institution': 's.institution',
  'seat.mandate': 's.mandate',
  'seat.role': 's.step_role',
  'seat.clearance': 's.clearance',
  'holding.institution': 'h.institution',
  'holding.mandate': 'h.mandate',
  'holding.role': 'h.role',
  'holding.territory': 'h.territory',
  'holding.scope': 'h.scope',
};

/** … and in the pairs `g` that are left. */
const GRANTED: Columns = {
  ...DEED,
  'seat.institution': 'g.seat_institution',
  'seat.mandate': 'g.seat_mandate',
  'seat.role': 'g.seat_role',
  'seat.clearance': 'g.clearance',
  'holding.institution': 'g.holding_institution',
  'holding.mandate': 'g.holding_mandate',
  'holding.role': 'g.holding_role',
  'holding.territory': 'g.territory',
  'holding.scope': 'g.scope',
};

interface Asked {
  readonly personId: string;
  readonly on: Temporal.PlainDate;
}

function testToSql(test: Test, columns: Columns, asked: Asked): RawBuilder<boolean> {
  const column = (name: Name) => sql.raw(columns[name]);
  if ('any' in test)
    return sql<boolean>`(${sql.join(
      test.any.map((each) => testToSql(each, columns, asked)),
      sql` or `,
    )})`;
  if ('not' in test) return sql<boolean>`not coalesce(${testToSql(test.not, columns, asked)}, false)`;
  if ('equal' in test) return sql<boolean>`${column(test.equal[0])} = ${column(test.equal[1])}`;
  if ('is' in test) return sql<boolean>`${column(test.is[0])} = any (${[...test.is[1]]}::text[])`;
  if ('absent' in test) return sql<boolean>`${column(test.absent)} is null`;
  if ('holds' in test) return sql<boolean>`${sql.raw(test.holds === 'seat.valid' ? 's.valid' : 'h.valid')} @> ${asked.on}::date`;
  if ('atMost' in test) return sql<boolean>`${column(test.atMost[0])} <= ${column(test.atMost[1])}`;
  if ('personAmong' in test) return sql<boolean>`${asked.personId}::uuid = any (t.drafters)`;
  const recused = (what: 'case_id' | 'party_id') =>
    sql`coalesce((select array_agg(r.${sql.raw(what)}) from recusal r where r.person_id = ${asked.personId}::uuid and r.valid @> ${asked.on}::date and r.${sql.raw(what)} is not null), '{}')`;
  return sql<boolean>`(t.case_id = any (${recused('case_id')}) or c.party_id = any (${recused('party_id')}))`;
}
