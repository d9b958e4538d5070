import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestMinistry } from './ministry.ts';

process.env.METRICS_TOKEN = 'a-token-of-the-test';
const ministry = await openTestMinistry({ withExamples: true });
const ask = (token?: string) =>
  ministry.app.inject({ url: '/metrics', headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });

test('a monitoring system with the token learns how long routes take and what waits, nobody else', async () => {
  for (const token of [undefined, '', 'another', 'a-token-of-the-tesT']) assert.equal((await ask(token)).statusCode, 404);
  await ministry.app.inject('/registers/website');
  await ministry.app.inject('/registers/none');
  const answer = await ask('a-token-of-the-test');
  assert.equal(answer.statusCode, 200);
  assert.match(answer.body, /mandate_http_request_duration_seconds_count\{method="GET",route="\/registers\/:code",status="2xx"\} 1/);
  assert.match(answer.body, /route="\/registers\/:code",status="4xx"\} 1/);
  const open = await ministry.services.db
    .selectFrom('task')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  assert.match(answer.body, new RegExp(`mandate_waiting\\{of="open-tasks"\\} ${open.count}\\n`));
  assert.match(answer.body, /process_cpu_seconds_total/);
});
