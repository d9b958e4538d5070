import type pg from 'pg';

/**
 * Copies of a case as acts left it: its row, its open tasks and its clocks, so many times. Nothing but ids, the number and the territory
 * is new, and due dates are spread over sixty days.
 */
export async function copyOpenCase(pool: pg.Pool, caseId: string, count: number, territories: readonly string[]): Promise<void> {
  const columns = async (table: string, own: readonly string[]): Promise<string> => {
    const { rows } = await pool.query<{ column_name: string }>(
      `select column_name from information_schema.columns where table_name = $1 and table_schema = 'public' and is_generated = 'NEVER' order by ordinal_position`,
      [table],
    );
    return rows
      .map((each) => each.column_name)
      .filter((name) => !own.includes(name))
      .join(', ');
  };
  const cases = await columns('case_file', ['id', 'number', 'territory']);
  const tasks = await columns('task', ['id', 'case_id', 'territory', 'due']);
  const clocks = await columns('clock', ['id', 'case_id', 'due']);
  const qualified = (list: string): string => list.replaceAll(/(\w+)/g, 'o.$1');
  const client = await pool.connect();
  try {
    await client.query('begin');
    // The copies refer to what the original refers to: that is known to be there.
    await client.query('set local session_replication_role = replica');
    await client.query(
      'create temp table copy on commit drop as select n, gen_random_uuid() as case_id, ($1::text[])[1 + n % cardinality($1::text[])] as territory from generate_series(1, $2::int) n',
      [territories, count],
    );
    await client.query(
      `insert into case_file (id, number, territory, ${cases}) select c.case_id, o.number || '-' || c.n, c.territory, ${qualified(cases)} from copy c, case_file o where o.id = $1`,
      [caseId],
    );
    await client.query(
      `insert into task (id, case_id, territory, due, ${tasks}) select gen_random_uuid(), c.case_id, c.territory, current_date + c.n % 60, ${qualified(tasks)} from copy c, task o where o.case_id = $1 and o.closed_at is null`,
      [caseId],
    );
    await client.query(
      `insert into clock (id, case_id, due, ${clocks}) select gen_random_uuid(), c.case_id, o.due, ${qualified(clocks)} from copy c, clock o where o.case_id = $1`,
      [caseId],
    );
    await client.query('commit');
  } finally {
    client.release();
  }
  await pool.query('analyze case_file');
  await pool.query('analyze task');
  await pool.query('analyze clock');
}
