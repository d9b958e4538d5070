import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type pg from 'pg';
import { openTestDatabase } from '../src/platform/testing/database.ts';

const root = join(import.meta.dirname, '..');
const base = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'import-'));
after(() => rmSync(base, { recursive: true, force: true }));
const file = join(base, 'stations.csv');
const RECORDS = 12_000;
const BATCH = 1000;
writeFileSync(
  file,
  `callSign,operator,class,power\n${Array.from({ length: RECORDS }, (_, i) => `EX${i},示例俱乐部${i % 977},novice,${1 + (i % 10)}`).join('\n')}\n`,
);

const interrupted = await openTestDatabase();
const whole = await openTestDatabase();

/** Runs the command; killed without warning after so many batches when `killAfter` says so. */
async function bring(url: string, killAfter = Number.POSITIVE_INFINITY): Promise<{ readonly said: string; readonly code: number | null }> {
  const args = [
    'src/main.ts',
    'import',
    'amateur-station',
    file,
    '--source',
    'fault test',
    '--from',
    '2026-01-01',
    '--batch',
    String(BATCH),
  ];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url, MINISTRY: 'example' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let batches = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    batches += chunk.toString().split('\n').length - 1;
    if (batches >= killAfter) child.kill('SIGKILL');
  });
  const code = await new Promise<number | null>((settle) => child.once('close', settle));
  return { said, code };
}

const numbers = async (pool: pg.Pool): Promise<{ entries: number; noted: number; batches: number; searchable: number }> => {
  const { rows } = await pool.query(
    `select (select count(*)::int from register_entry) as entries, (select count(*)::int from register_search) as searchable,
            (select coalesce(sum(added), 0)::int from bulk_import_batch) as noted, (select count(*)::int from bulk_import_batch) as batches`,
  );
  return rows[0];
};
const content = async (pool: pg.Pool): Promise<string> => {
  const { rows } = await pool.query(
    `select md5(string_agg(key || version || valid::text || data::text, '' order by key, version)) as sum from register_entry`,
  );
  return rows[0].sum;
};

test('an import that is killed goes on where it ended, and comes to the same register', { timeout: 120_000 }, async () => {
  let before = 0;
  for (const killAfter of [1, 2]) {
    await bring(interrupted.url, killAfter);
    const { entries, noted, batches, searchable } = await numbers(interrupted.pool);
    assert.equal(entries, noted, 'every entry belongs to a batch that was written whole');
    assert.equal(entries, searchable);
    assert.equal(entries, batches * BATCH);
    assert.ok(batches > before, 'what was acknowledged is there');
    before = batches;
  }
  assert.ok(before < RECORDS / BATCH, 'it was killed before its end');
  const last = await bring(interrupted.url);
  assert.equal(last.code, 0);
  assert.match(last.said, new RegExp(`${RECORDS} records: .*, ${before} of ${RECORDS / BATCH} batches had been written before`));
  await bring(whole.url);
  assert.equal(await content(interrupted.pool), await content(whole.pool));
  assert.equal((await numbers(interrupted.pool)).entries, RECORDS);
  const { rows } = await interrupted.pool.query("select count(*)::int as n from event where kind = 'batch-imported'");
  assert.equal(rows[0].n, RECORDS / BATCH);
});

test('the same file again changes nothing', async () => {
  const before = await content(interrupted.pool);
  assert.match((await bring(interrupted.url)).said, /^12000 records: 0 added, 0 changed, 12000 as known/m);
  assert.equal(await content(interrupted.pool), before);
});
