import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readSignature } from '../src/documents/index.ts';
import { openMinistry } from '../src/ministry.ts';
import { signTips, verifyChains, verifySignedTips } from '../src/platform/audit/index.ts';
import { backUp, restore } from '../src/platform/backup/index.ts';
import { openTestDatabase } from '../src/platform/testing/database.ts';
import { buildServer } from '../src/server.ts';
import { openTestMinistry } from './ministry.ts';

const ministry = await openTestMinistry({ withExamples: true });
const { services } = ministry;
const folder = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'backup-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const whole = join(folder, 'whole');
const on = Temporal.PlainDate.from('2026-11-02');
const keysOf = (db: typeof services.db) => (signature: string) => readSignature(db, signature);

test('a day is signed once, and the signature holds the chains to what they were', async () => {
  const sign = () => signTips(services.db, services.keys.sign, on, services.now());
  assert.deepEqual([await sign(), await sign()], [true, false]);
  const { pool } = ministry.database;
  assert.deepEqual(await verifySignedTips(pool, keysOf(services.db)), { days: 1, findings: [] });
  const { signature } = await services.db.selectFrom('signed_tip').select('signature').executeTakeFirstOrThrow();
  // A whole history written anew has chains that verify; only the signature of an earlier day tells.
  const [head = '', , tail = ''] = signature.split('.');
  const forged = `${head}.${Buffer.from(JSON.stringify({ on: '2026-11-02', tips: [] })).toString('base64url')}.${tail}`;
  await services.db.updateTable('signed_tip').set({ signature: forged }).execute();
  assert.deepEqual((await verifySignedTips(pool, keysOf(services.db))).findings, [{ rule: 'signature-invalid', on: '2026-11-02' }]);
  const other = await services.keys.sign({ on: '2026-11-02', iat: 1, tips: [{ shard: 3, position: 1, hash: '00' }] });
  await services.db.updateTable('signed_tip').set({ signature: other.signature }).execute();
  assert.deepEqual((await verifySignedTips(pool, keysOf(services.db))).findings, [
    { rule: 'tip-not-in-chain', on: '2026-11-02', shard: 3 },
  ]);
  await services.db.updateTable('signed_tip').set({ signature }).execute();
});

test('a backup restored elsewhere verifies, answers every page the same, and is backed up to the same bytes', async () => {
  const manifest = await backUp(ministry.database.pool, whole, services.now());
  assert.ok(manifest.tables.some(({ name, rows }) => name === 'event' && rows > 50));
  const elsewhere = await openTestDatabase();
  await restore(elsewhere.pool, whole);
  const { events, findings } = await verifyChains(elsewhere.pool);
  assert.deepEqual(findings, []);
  assert.equal(events, (await verifyChains(ministry.database.pool)).events);
  assert.deepEqual(await verifySignedTips(elsewhere.pool, keysOf(elsewhere.db)), { days: 1, findings: [] });
  const again = await backUp(elsewhere.pool, join(folder, 'again'), services.now());
  assert.deepEqual(again.tables, manifest.tables);

  const restored = await openMinistry({
    pool: elsewhere.pool,
    folder: services.folder,
    dataFolder: ministry.dataFolder,
    now: services.now,
    baseUrl: services.baseUrl,
    hasExamples: true,
  });
  const app = await buildServer(restored, { secure: false, trustProxy: false, requestsPerMinute: 1_000_000, log: false });
  const [document] = await services.db.selectFrom('document').select('verification_code').orderBy('issued_at').limit(1).execute();
  const addresses = [
    '/',
    '/services',
    '/registers',
    '/registers/website',
    '/organisation',
    '/responsibilities',
    `/verify/${document?.verification_code}`,
    '/en/registers/website',
  ];
  for (const url of addresses) {
    const [here, there] = [await ministry.app.inject({ url }), await app.inject({ url })];
    assert.equal(there.statusCode, here.statusCode, url);
    assert.equal(withoutNonces(there.body), withoutNonces(here.body), url);
  }
  await app.close();
  await restored.jobs.stop();
});

/** What differs by intent each time a page is drawn. */
const withoutNonces = (body: string): string => body.replaceAll(/nonce="[^"]*"|name="_csrf" value="[^"]*"/g, '');

test('what is not a whole backup, or has no empty place to go, is refused and changes nothing', async () => {
  const elsewhere = await openTestDatabase();
  const spoilt = (name: string, spoil: (path: string) => void): string => {
    const copy = join(folder, name);
    cpSync(whole, copy, { recursive: true });
    spoil(copy);
    return copy;
  };
  const refused = async (path: string, message: RegExp): Promise<void> => {
    await assert.rejects(restore(elsewhere.pool, path), message);
    const { rows } = await elsewhere.pool.query('select (select count(*) from event) + (select count(*) from party) as count');
    assert.equal(Number(rows[0]?.count), 0);
  };
  const edit = (path: string, change: (text: string) => string): void => {
    const file = join(path, 'manifest.json');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  };
  await refused(folder, /is not a backup/);
  await refused(
    spoilt('json', (path) => edit(path, (text) => text.slice(0, 100))),
    /not JSON/,
  );
  await refused(
    spoilt('format', (path) => edit(path, (text) => text.replace('mandate-backup-1', 'other'))),
    /manifest\.json\/format/,
  );
  await refused(
    spoilt('missing', (path) => rmSync(join(path, 'party.copy.gz'))),
    /party\.copy\.gz is missing/,
  );
  await refused(
    spoilt('altered', (path) => appendFileSync(join(path, 'event.copy.gz'), 'x')),
    /altered or cut short/,
  );
  await refused(
    spoilt('version', (path) => edit(path, (text) => text.replace('"0010-audit"', '"0010-other"'))),
    /another version/,
  );
  await assert.rejects(restore(ministry.database.pool, whole), /not empty/);
  await assert.rejects(backUp(ministry.database.pool, whole, services.now()), /exists already/);
});
