import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestDatabase } from '../testing/database.ts';
import { appendEvents, readStream, verifyChains } from './index.ts';

const { db, pool } = await openTestDatabase();
const at = Temporal.Instant.from('2026-03-03T02:00:00.123456Z');

await db.transaction().execute(async (trx) => {
  for (let n = 1; n <= 5; n++) {
    await appendEvents(trx, [
      { stream: 'case/b', kind: 'noted', actor: 'system', at, payload: { n, text: '备案 "一"' } },
      { stream: 'case/a', kind: 'noted', actor: 'system', at, payload: { n } },
    ]);
  }
});

/** What an intruder with full rights on the tables does, then what `verify` says, then all is put back. */
async function findingsAfter(statement: string): Promise<readonly string[]> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await client.query(statement);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
  return (await verifyChains(pool)).findings.map((found) => `${found.rule} ${found.stream} ${found.position}`);
}

test('an untouched history verifies', async () => {
  const { events, streams, findings } = await verifyChains(pool);
  assert.deepEqual({ events, streams, findings }, { events: 10, streams: 2, findings: [] });
  assert.deepEqual((await readStream(db, 'case/b'))[4]?.payload, { n: 5, text: '备案 "一"' });
});

test('rows of the history refuse change and removal', async () => {
  await assert.rejects(pool.query(`update event set actor = 'x'`), /never changed or removed/);
  await assert.rejects(pool.query(`delete from head_chain`), /never changed or removed/);
});

test('every kind of tampering is found and named', async () => {
  const saved = ['event', 'event_payload', 'stream_head', 'head_chain', 'head_chain_tip'];
  for (const table of saved) await pool.query(`create table saved_${table} as table ${table}`);
  const restore = saved.map((table) => `delete from ${table}; insert into ${table} table saved_${table}`).join(';');
  const cases: readonly [string, RegExp][] = [
    [`update event set actor = 'someone else' where stream = 'case/a' and position = 2`, /^altered case\/a 2$/],
    [
      `update event set occurred_at = occurred_at + interval '1 microsecond' where stream = 'case/a' and position = 5`,
      /^altered case\/a 5$/,
    ],
    [`update event_payload set body = '{"n":99}' where stream = 'case/b' and position = 3`, /^payload-altered case\/b 3$/],
    [`delete from event where stream = 'case/a' and position = 3`, /^missing case\/a 3$/],
    [`delete from event where stream = 'case/a' and position = 5`, /^cut-off case\/a 5$/],
    [`delete from event where stream = 'case/a'; delete from stream_head where stream = 'case/a'`, /^missing case\/a 1$/],
    [
      `delete from event where stream = 'case/b' and position = 5; update stream_head set count = 4, hash = (select hash from event where stream = 'case/b' and position = 4) where stream = 'case/b'`,
      /^missing case\/b 5$/,
    ],
    [`delete from head_chain where stream = 'case/a' and count = 5`, /^tip-altered/],
    [
      `update event set position = 99 where stream = 'case/a' and position = 4; update event set position = 4 where stream = 'case/a' and position = 5; update event set position = 5 where stream = 'case/a' and position = 99`,
      /^(altered|reordered) case\/a [45]$/,
    ],
  ];
  for (const [statement, expected] of cases) {
    const found = await findingsAfter(statement);
    assert.ok(
      found.some((line) => expected.test(line)),
      `${statement}\n→ ${found.join(', ') || 'nothing found'}`,
    );
    assert.deepEqual(await findingsAfter(restore), [], 'restored');
  }
});

test('a payload erased at the end of its retention breaks no chain', async () => {
  await pool.query(`delete from event_payload where stream = 'case/a' and position = 1`);
  const { findings, erasedPayloads } = await verifyChains(pool);
  assert.deepEqual({ findings, erasedPayloads }, { findings: [], erasedPayloads: 1 });
});
