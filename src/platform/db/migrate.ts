import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';

export interface Migration {
  /** Number and name of the file, `0100-organisation`: unique across the program. */
  readonly name: string;
  readonly sql: string;
}

const source = join(import.meta.dirname, '..', '..');

/**
 * Every capability's `migrations/NNNN-what.sql`, in the order of their numbers.
 *
 * @throws Error if two files carry one number
 */
export function listMigrations(): readonly Migration[] {
  const found = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|[\\/])migrations[\\/]\d{4}-[a-z0-9-]+\.sql$/.test(path))
    .map((path) => ({ name: path.replace(/^.*[\\/]/, '').replace(/\.sql$/, ''), sql: readFileSync(join(source, path), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  found.forEach((migration, i) => {
    if (found[i - 1]?.name.slice(0, 4) === migration.name.slice(0, 4))
      throw new Error(`two migrations carry one number: ${found[i - 1]?.name} and ${migration.name}`);
  });
  return found;
}

/** Any number will do, as long as every server process takes the same. */
const MIGRATION_LOCK = 725_2008;

/**
 * Applies what is missing, each file in a transaction of its own, under a lock that lets one process do it.
 *
 * @returns the names applied now
 * @throws Error if a file that was applied has changed since
 */
export async function migrate(pool: pg.Pool): Promise<readonly string[]> {
  const client = await pool.connect();
  const applied: string[] = [];
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(
      'create table if not exists schema_migration (name text primary key, hash text not null, applied_at timestamptz not null default now())',
    );
    const known = new Map(
      (await client.query<{ name: string; hash: string }>('select name, hash from schema_migration')).rows.map((row) => [
        row.name,
        row.hash,
      ]),
    );
    for (const { name, sql } of listMigrations()) {
      const hash = createHash('sha256').update(sql).digest('hex');
      const before = known.get(name);
      if (before !== undefined && before !== hash)
        throw new Error(`migration ${name} was changed after it had been applied; write a new one instead`);
      if (before !== undefined) continue;
      await client.query('begin');
      await client.query(sql);
      await client.query('insert into schema_migration (name, hash) values ($1, $2)', [name, hash]);
      await client.query('commit');
      applied.push(name);
    }
    return applied;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    client.release();
  }
}
