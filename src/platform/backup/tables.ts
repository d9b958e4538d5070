import type pg from 'pg';

/** A table as a backup carries it. */
export interface BackedTable {
  readonly name: string;
  /** Generated columns are computed again. */
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

/** The ledger of migrations is the manifest's; the job queue lives in a schema of its own, and its work is found again from the data. */
const APART = ['schema_migration'];

/**
 * The ministry's tables, each after those that it refers to.
 *
 * @throws Error when tables refer to each other in a circle: they could not be restored with their constraints on
 */
export async function listTables(client: pg.ClientBase): Promise<readonly BackedTable[]> {
  const { rows: tables } = await client.query<BackedTable>(
    `select c.relname as name,
            array(select a.attname::text from pg_attribute a
                   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
            coalesce((select array(select a.attname::text from unnest(i.indkey) with ordinality k(n, o)
                       join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n order by k.o)
                        from pg_index i where i.indrelid = c.oid and i.indisprimary), '{}') as key
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not (c.relname = any ($1))
      order by c.relname`,
    [APART],
  );
  const { rows: references } = await client.query<{ table: string; target: string }>(
    `select c.conrelid::regclass::text as table, c.confrelid::regclass::text as target from pg_constraint c
      where c.contype = 'f' and c.connamespace = 'public'::regnamespace and c.conrelid <> c.confrelid`,
  );
  const sorted: BackedTable[] = [];
  const left = new Map(tables.map((table) => [table.name, table]));
  while (left.size > 0) {
    const free = [...left.values()].filter(
      ({ name }) => !references.some((reference) => reference.table === name && left.has(reference.target)),
    );
    if (free.length === 0) throw new Error(`these tables refer to each other in a circle: ${[...left.keys()].join(', ')}`);
    for (const table of free) left.delete(table.name);
    sorted.push(...free);
  }
  return sorted;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const listOf = (columns: readonly string[]): string => columns.map(quoted).join(', ');
