import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
import pg from 'pg';
import { type Db, openDatabase, openPool } from '../db/index.ts';

export interface TestDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly db: Db;
}

/**
 * A database of one's own, copied from the migrated template of this test run and dropped after the calling file or suite.
 *
 * @throws Error when the tests were not started with `--test-global-setup=tests/setup.ts`
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const administration = process.env.TEST_DATABASE_ADMINISTRATION;
  const template = process.env.TEST_DATABASE_TEMPLATE;
  if (administration === undefined || template === undefined) throw new Error('start the tests with --test-global-setup=tests/setup.ts');
  const name = `mandate_test_${randomBytes(6).toString('hex')}`;
  await administer(administration, `create database ${name} template ${template}`);
  const address = new URL(administration);
  address.pathname = `/${name}`;
  const pool = openPool(address.href, { max: 8 });
  after(async () => {
    await pool.end();
    await administer(administration, `drop database if exists ${name} with (force)`);
  });
  return { url: address.href, pool, db: openDatabase(pool) };
}

async function administer(url: string, statement: string): Promise<void> {
  // Two files may copy the template at once; PostgreSQL then says 55006 and a moment later yes.
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(statement);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || attempt === 100) throw error;
    } finally {
      await client.end();
    }
  }
}
