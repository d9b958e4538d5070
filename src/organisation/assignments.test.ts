import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestMinistry } from '../../tests/ministry.ts';
import { createAccount } from '../platform/auth/index.ts';
import { addPerson, appoint, type Order } from './store/acts.ts';

const ministry = await openTestMinistry({ now: '2026-11-25T02:00:00Z' });
const { db, organisation } = ministry.services;
const order: Order = { actor: 'system', at: Temporal.Instant.from('2026-01-05T00:00:00Z') };
const seat = async (code: string, post: string): Promise<string> =>
  await db.transaction().execute(async (trx) => {
    const personId = await addPerson(trx, { code, name: { 'zh-CN': code, en: code } }, order);
    await appoint(trx, { personId, post, from: Temporal.PlainDate.from('2026-01-05'), reason: 'test' }, order);
    return await createAccount(trx, { email: `${code}@example.org`, displayName: code, language: 'en', personId }, order.at);
  });
const clerkAccount = await seat('clerk', 'dept-01-officer');
const otherAccount = await seat('other', 'dept-05-officer');
const managerAccount = await seat('manager', 'dept-22-establishment-officer');
await organisation.refresh(db);
const clerk = await ministry.visit(clerkAccount);
const PAGE = '/en/administration/assignments';
const filled = {
  mandate: 'resp-15',
  titleZh: '示例交办事项',
  titleEn: 'Example assignment',
  issuer: 'General Office of the State Council',
  instrumentTitle: 'Notice on an example',
  instrumentNumber: '国办函〔2026〕1号',
  'instrumentDate-year': '2026',
  'instrumentDate-month': '3',
  'instrumentDate-day': '2',
  'received-year': '2026',
  'received-month': '3',
  'received-day': '9',
  lead: 'dept-05',
  'due-year': '2026',
  'due-month': '12',
  'due-day': '31',
};
const count = async (): Promise<number> => (await db.selectFrom('assignment').select('id').execute()).length;

test('only whoever holds the responsibility records what is assigned under it', async () => {
  const nobody = await ministry.visit();
  assert.equal((await nobody.get(PAGE)).statusCode, 404);
  const manager = await ministry.visit(managerAccount);
  const denied = await manager.get(PAGE);
  assert.equal(denied.statusCode, 403);
  assert.match(denied.body, /General Office/);
  // Another department holds a responsibility of its own, and not this one.
  const other = await ministry.visit(otherAccount);
  assert.equal((await other.get(PAGE)).statusCode, 200);
  assert.equal((await other.post(PAGE, filled, PAGE)).statusCode, 403);
  assert.equal(await count(), 0);
});

test('what is missing is said at once and kept: no instrument, no day, nobody who leads, days out of order', async () => {
  const empty = await clerk.post(PAGE, { mandate: 'resp-15', titleEn: 'Kept title', lead: 'dept-99' }, PAGE);
  assert.equal(empty.statusCode, 422);
  assert.match(empty.body, /value="Kept title"/);
  assert.match(empty.body, /There is no such institution on that day/);
  for (const field of ['titleZh', 'issuer', 'instrumentTitle', 'instrumentDate', 'received'])
    assert.match(empty.body, new RegExp(`href="#${field}`));
  const early = await clerk.post(PAGE, { ...filled, 'received-day': '1' }, PAGE);
  assert.match(early.body, /It cannot be received before the instrument was made/);
  assert.equal((await clerk.post(PAGE, { ...filled, 'due-year': '2025' }, PAGE)).statusCode, 422);
  assert.equal(await count(), 0);
});

test('an assignment stands on the page of its responsibility from its receipt on, with instrument, department and limit', async () => {
  assert.equal((await clerk.post(PAGE, filled, PAGE)).statusCode, 303);
  const { body } = await clerk.get('/en/responsibilities/15');
  for (const part of [/Example assignment/, /国办函〔2026〕1号/, /2 March 2026/, /Science and Technology/, /31 December 2026/])
    assert.match(body, part);
  assert.match((await clerk.get('/responsibilities/15')).body, /示例交办事项/);
  assert.doesNotMatch((await clerk.get('/en/responsibilities/15?on=2026-03-08')).body, /Example assignment/);
  assert.doesNotMatch((await clerk.get('/en/responsibilities/14')).body, /Example assignment/);
  const told = (await clerk.get('/api/v1/assignments?mandate=resp-15', { accept: 'application/json' })).json();
  assert.equal(told[0].instrument.date, '2026-03-02');
  assert.equal(told[0].lead, 'dept-05');
  assert.equal(told[0].due, '2026-12-31');
});

test('a report says what came of it, and what is closed is not reported again', async () => {
  const { id } = await db.selectFrom('assignment').select('id').executeTakeFirstOrThrow();
  const report = (fields: Readonly<Record<string, string>>) => clerk.post(`${PAGE}/${id}/report`, fields, PAGE);
  assert.equal((await report({ report: ' ' })).statusCode, 422);
  assert.equal((await report({ report: 'Half done' })).statusCode, 303);
  assert.match((await clerk.get('/en/responsibilities/15')).body, /Half done/);
  assert.equal((await report({ report: 'Done', closing: 'yes' })).statusCode, 303);
  const again = await report({ report: 'Once more' });
  assert.ok([404, 422].includes(again.statusCode));
  const row = await db.selectFrom('assignment').select(['state', 'report']).executeTakeFirstOrThrow();
  assert.deepEqual({ ...row }, { state: 'closed', report: 'Done' });
  assert.equal((await clerk.post(`${PAGE}/0197b0a0-0000-7000-8000-000000000000/report`, { report: 'x' }, PAGE)).statusCode, 404);
  const kinds = await db
    .selectFrom('event')
    .select('kind')
    .where('stream', '=', 'organisation')
    .where('kind', 'like', 'assignment-%')
    .execute();
  assert.deepEqual(kinds.map((each) => each.kind).sort(), ['assignment-closed', 'assignment-recorded', 'assignment-reported']);
});
