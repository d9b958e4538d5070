import { type RawBuilder, sql } from 'kysely';
import { type AuthorityRule, RULES, testToSql } from './rules.ts';

/**
 * The SQL twin of `may`: whether a person may take the open task `t` of the case `c` on a day. Every officer's list goes through it.
 *
 * @param rules another table than the one in force, for the tests that hold both equal
 */
export function taskIsFor(personId: string, on: Temporal.PlainDate, rules: readonly AuthorityRule[] = RULES): RawBuilder<boolean> {
  const tests = rules.map((rule) => testToSql(rule.test, personId, on));
  const all = tests.length === 0 ? sql<boolean>`true` : sql.join(tests, sql` and `);
  return sql<boolean>`exists (select 1 from seat s cross join mandate_holding h where s.person_id = ${personId}::uuid and upper_inf(h.known) and ${all})`;
}
