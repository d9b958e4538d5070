import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Visitor } from '../../tests/visitor.ts';
import { openMinistry } from '../ministry.ts';
import { ministryFolder } from '../ministry-folder.ts';
import { createAccount } from '../platform/auth/index.ts';
import { buildApp } from '../platform/http/app.ts';
import { openTestDatabase } from '../platform/testing/database.ts';
import { registerOrganisationRoutes } from './routes.ts';
import { addPerson, appoint, type Order } from './store/acts.ts';

const { pool } = await openTestDatabase();
const dataFolder = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'administration-'));
const now = () => Temporal.Instant.from('2026-11-02T02:00:00Z');
const services = await openMinistry({
  pool,
  folder: ministryFolder('miit'),
  dataFolder,
  now,
  baseUrl: 'http://localhost:8080',
  hasExamples: false,
});
const { db, organisation, timeZone, ministry } = services;
const app = await buildApp({ db, now, timeZone, ministry, secure: false, trustProxy: false, requestsPerMinute: 100_000, log: false });
registerOrganisationRoutes(app, services);
await app.ready();
after(async () => {
  await app.close();
  await services.jobs.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

const order: Order = { actor: 'system', at: Temporal.Instant.from('2026-01-05T00:00:00Z') };
const accountOf = async (code: string, post: string): Promise<{ readonly accountId: string; readonly personId: string }> =>
  await db.transaction().execute(async (trx) => {
    const personId = await addPerson(trx, { code, name: { 'zh-CN': code, en: code } }, order);
    await appoint(trx, { personId, post, from: Temporal.PlainDate.from('2026-01-05'), reason: 'test' }, order);
    const accountId = await createAccount(trx, { email: `${code}@example.org`, displayName: code, language: 'en', personId }, order.at);
    return { accountId, personId };
  });
const administrator = await accountOf('administrator', 'dept-22-establishment-officer');
const examiner = await accountOf('examiner', 'pca-11-examiner');
await organisation.refresh(db);
const visitor = await Visitor.arrive(app, services, administrator.accountId);

const LIST = '/en/administration/appointments?institution=pca-11';
const NEW = '/en/administration/appointments/new?post=pca-11-director';
const filled = {
  post: 'pca-11-director',
  nameZh: '示例局长',
  nameEn: 'Example Director',
  'from-year': '2026',
  'from-month': '11',
  'from-day': '9',
  reason: 'Order 7 of 2026',
  mode: 'appointed',
};

test('only whoever manages the establishment by the plan gets there; others are told who does', async () => {
  const nobody = await Visitor.arrive(app, services);
  assert.equal((await nobody.get(LIST)).statusCode, 404);
  const other = await Visitor.arrive(app, services, examiner.accountId);
  const page = await other.get(LIST);
  assert.equal(page.statusCode, 403);
  assert.match(page.body, /Personnel and Education/);
  const before = (await db.selectFrom('appointment').select('id').execute()).length;
  assert.equal((await other.post('/en/administration/appointments/new', filled, '/en/organisation')).statusCode, 403);
  assert.equal((await db.selectFrom('appointment').select('id').execute()).length, before);
});

test('the list names posts, holders, vacancies and how far the limits are used', async () => {
  const { body } = await visitor.get(LIST);
  assert.match(body, /Filing examiner/);
  assert.match(body, /vacant: appoint/);
  assert.match(body, /1 \/ 725/); // the administrator; provincial administrations are not counted
  assert.match(body, /0 \/ 110/);
});

test('what is missing is said all at once, what was typed is kept, and nothing is written', async () => {
  const before = (await db.selectFrom('person').select('id').execute()).length;
  const answer = await visitor.post(
    '/en/administration/appointments/new',
    { post: 'pca-11-director', nameZh: '示例', 'from-year': '2026', 'from-month': '13', 'from-day': '1' },
    NEW,
  );
  assert.equal(answer.statusCode, 422);
  assert.match(answer.body, /Error: /);
  for (const cure of [/This is not a date/, /Give the reason/, /names in Chinese and in Latin letters/]) assert.match(answer.body, cure);
  assert.match(answer.body, /value="13"/);
  assert.match(answer.body, /value="示例"/);
  assert.equal((await db.selectFrom('person').select('id').execute()).length, before);
});

test('an appointment gives authority from its first day, leaves its reason, and fills the post', async () => {
  const answer = await visitor.post('/en/administration/appointments/new', filled, NEW);
  assert.equal(answer.statusCode, 303);
  const page = await visitor.get(String(answer.headers.location));
  assert.match(page.body, /Example Director|Order 7 of 2026/);
  assert.match(page.body, /Organisation administrator, Personnel and Education/);
  const later = await visitor.get(`${LIST}&on=2026-11-09`);
  assert.match(later.body, /Example Director/);
  const person = await db.selectFrom('person').select('id').where('code', 'like', 'person-%').executeTakeFirstOrThrow();
  const decide = { mandate: 'website-filing', role: 'decide', territory: '11', scope: null, secrecy: 0, drafters: [] } as const;
  assert.equal(organisation.may(person.id, decide, Temporal.Instant.from('2026-11-08T04:00:00Z')).allowed, false);
  assert.equal(organisation.may(person.id, decide, Temporal.Instant.from('2026-11-09T04:00:00Z')).allowed, true);
  const again = await visitor.post('/en/administration/appointments/new', { ...filled, nameEn: 'Second Director' }, NEW);
  assert.equal(again.statusCode, 422);
  assert.match(again.body, /has a holder in that time; a post has one/);
});

test('before an appointment ends the page says what nobody could do any more; after it the authority is gone', async () => {
  const appointment = await db.selectFrom('appointment').select('id').where('post', '=', 'pca-11-examiner').executeTakeFirstOrThrow();
  const address = `/en/administration/appointments/${appointment.id}`;
  assert.match(
    (await visitor.get(address)).body,
    /After it ends, nobody in Beijing Communications Administration may:.*file websites: examine/s,
  );
  const early = await visitor.post(
    `${address}/end`,
    { 'until-year': '2025', 'until-month': '1', 'until-day': '1', reason: 'typo' },
    address,
  );
  assert.equal(early.statusCode, 422);
  const answer = await visitor.post(
    `${address}/end`,
    { 'until-year': '2026', 'until-month': '11', 'until-day': '30', reason: 'retires' },
    address,
  );
  assert.equal(answer.statusCode, 303);
  const examine = { mandate: 'website-filing', role: 'examine', territory: '11', scope: null, secrecy: 0, drafters: [] } as const;
  assert.equal(organisation.may(examiner.personId, examine, Temporal.Instant.from('2026-11-30T04:00:00Z')).allowed, true);
  assert.equal(organisation.may(examiner.personId, examine, Temporal.Instant.from('2026-12-01T04:00:00Z')).allowed, false);
});

test('a delegation lends what was ticked and nothing else', async () => {
  const director = await db.selectFrom('appointment').select('id').where('post', '=', 'pca-11-director').executeTakeFirstOrThrow();
  const address = `/en/administration/appointments/${director.id}`;
  const dates = {
    'lentFrom-year': '2026',
    'lentFrom-month': '11',
    'lentFrom-day': '10',
    'lentUntil-year': '2026',
    'lentUntil-month': '11',
    'lentUntil-day': '20',
  };
  const missing = await visitor.post(`${address}/delegate`, { lentTo: examiner.personId, lentReason: 'leave', ...dates }, address);
  assert.equal(missing.statusCode, 422);
  assert.match(missing.body, /Choose at least one step/);
  const answer = await visitor.post(
    `${address}/delegate`,
    { lentTo: examiner.personId, lentRoles: ['decide'], lentReason: 'leave', ...dates },
    address,
  );
  assert.equal(answer.statusCode, 303);
  const deed = { mandate: 'website-filing', role: 'decide', territory: '11', scope: null, secrecy: 0, drafters: [] } as const;
  assert.equal(organisation.may(examiner.personId, deed, Temporal.Instant.from('2026-11-20T04:00:00Z')).allowed, true);
  assert.equal(organisation.may(examiner.personId, deed, Temporal.Instant.from('2026-11-21T04:00:00Z')).allowed, false);
  assert.equal(
    organisation.may(examiner.personId, { ...deed, role: 'sign' }, Temporal.Instant.from('2026-11-15T04:00:00Z')).allowed,
    false,
  );
});

test('what lapses within the next weeks is listed, with its last day and who it is', async () => {
  const { body } = await visitor.get(LIST);
  assert.match(body, /Ending within 45 days/);
  assert.match(body, /examiner<\/a>, Filing examiner: <time datetime="2026-11-30">/);
  assert.match(body, /\(by delegation\): <time datetime="2026-11-20">/);
  assert.doesNotMatch((await visitor.get('/en/administration/appointments?institution=miit')).body, /1 April 2024/);
});

test('what does not exist is 404 and without the form’s token nothing is done', async () => {
  assert.equal((await visitor.get('/en/administration/appointments/0197b0a0-0000-7000-8000-000000000000')).statusCode, 404);
  assert.equal((await visitor.get('/en/administration/appointments/new?post=no-such-post')).statusCode, 422);
  const forged = await app.inject({
    method: 'POST',
    url: '/administration/appointments/new',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'post=pca-11-director&_csrf=x',
  });
  assert.ok([403, 404].includes(forged.statusCode));
});
