import { join } from 'node:path';
import type pg from 'pg';
import { openPool, startEmbedded } from '../platform/db/index.ts';

/** Where everything lies that is not in the database: the embedded cluster, its password, the signing key. */
export const dataFolder = (): string => process.env.MANDATE_DATA ?? join(process.cwd(), 'data');

/** Runs a task on the ministry's database: the one that DATABASE_URL names, or the embedded one, which is started and stopped when it was not running. */
export async function withDatabase<T>(task: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const given = process.env.DATABASE_URL;
  const embedded = given === undefined ? await startEmbedded(dataFolder(), (line) => process.stderr.write(`${line}\n`)) : undefined;
  const pool = openPool(given ?? embedded?.url ?? '', { max: 8 });
  try {
    return await task(pool);
  } finally {
    await pool.end();
    if (embedded?.found === false) await embedded.stop();
  }
}
