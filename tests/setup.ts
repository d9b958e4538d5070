import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import pg from 'pg';
import { type EmbeddedServer, migrate, openPool, startEmbedded } from '../src/platform/db/index.ts';

/**
 * One PostgreSQL for the whole run: the one that DATABASE_URL names, or an embedded one of its own.
 * A template with all migrations applied is made once; each test file takes copies of it (src/platform/testing/database.ts).
 */
const folder = join(import.meta.dirname, '..', '.tmp');
let server: EmbeddedServer | undefined;
let administration = '';
let template = '';

export async function globalSetup(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  process.env.TMPDIR = folder; // Chromium unpacks itself into one fixed file: keep it ours
  await chromium.executablePath(); // unpacked once, before two files would do it over each other
  const given = process.env.DATABASE_URL;
  if (given === undefined) {
    const data = join(folder, `test-${process.pid}`);
    server = await startEmbedded(data, () => undefined, { fsync: false });
  }
  administration = given ?? server?.url ?? '';
  template = `mandate_template_${randomBytes(4).toString('hex')}`;
  await run(`create database ${template}`);
  const pool = openPool(inDatabase(administration, template), { max: 1 });
  await migrate(pool);
  await pool.end();
  process.env.TEST_DATABASE_ADMINISTRATION = administration;
  process.env.TEST_DATABASE_TEMPLATE = template;
}

export async function globalTeardown(): Promise<void> {
  if (server === undefined) await run(`drop database if exists ${template} with (force)`);
  await server?.stop();
  if (server !== undefined) rmSync(join(folder, `test-${process.pid}`), { recursive: true, force: true });
}

function inDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

async function run(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: administration });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
