import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ministryFolder } from '../../ministry-folder.ts';
import { openDatabase } from '../../platform/db/index.ts';
import { buildApp } from '../../platform/http/app.ts';
import { openTestDatabase } from '../../platform/testing/database.ts';
import type { Services } from '../../services.ts';
import { readPlan } from '../folder.ts';
import { loadOrganisation } from '../open.ts';
import { registerPostRoutes } from '../post-routes.ts';
import { PlanQuestions } from '../questions.ts';
import { copyOfPlan } from '../testing/folder.ts';
import { addPerson, appoint, endAppointment } from './acts.ts';

const { pool } = await openTestDatabase();
const db = openDatabase(pool);
const folder = ministryFolder('miit');
const at = Temporal.Instant.from('2026-01-05T00:00:00Z');
const organisation = await loadOrganisation(db, folder, at);
const plan = readPlan(folder);
const app = await buildApp({
  db,
  now: () => Temporal.Instant.from('2026-11-02T02:00:00Z'),
  timeZone: plan.ministry.timeZone,
  ministry: plan.ministry,
  secure: false,
  trustProxy: false,
  requestsPerMinute: 100_000,
  log: false,
});
const services = { organisation, timeZone: plan.ministry.timeZone, now: () => Temporal.Instant.from('2026-11-02T02:00:00Z') } as Services;
registerPostRoutes(app, services, () => ({ organisation, plan }));
await app.ready();
after(async () => await app.close());
const get = async (url: string) => await app.inject({ method: 'GET', url });
const holders = (day: string): readonly string[] =>
  organisation.holdersOfPost('miit-minister', Temporal.PlainDate.from(day)).map((each) => `${each.name.en} ${each.certainty}`);

test('ministers follow each other by the month: within the month of a change it may be either (institution.md, 2.4)', () => {
  assert.deepEqual(holders('2008-02-28'), []);
  assert.deepEqual(holders('2009-05-01'), ['No. 1 (not named by the source) yes']);
  assert.deepEqual(holders('2010-12-15'), ['No. 1 (not named by the source) perhaps', 'No. 2 (not named by the source) perhaps']);
  assert.deepEqual(holders('2022-09-30'), ['No. 3 (not named by the source) perhaps', 'Jin Zhuanglong perhaps']);
  assert.deepEqual(holders('2022-10-01'), ['Jin Zhuanglong yes']);
});

test('the tables and the questions to the files say the same of every minister on every month since 2008', () => {
  const questions = new PlanQuestions(plan);
  let day = Temporal.PlainDate.from('2008-02-15');
  for (let i = 0; i < 210; i++) {
    const answer = questions.ask({ post: 'Minister', attr: 'ordinal' }, day.toString()) as { answer?: number | { ambiguous: number[] } };
    const said = answer.answer === undefined ? [] : typeof answer.answer === 'number' ? [answer.answer] : answer.answer.ambiguous;
    const ordinals = organisation
      .holdersOfPost('miit-minister', day)
      .map(({ name }) => (name.en === 'Jin Zhuanglong' ? 4 : Number(/\d/.exec(name.en)?.[0])));
    assert.deepEqual(ordinals, said, day.toString());
    day = day.add({ months: 1 });
  }
});

test('leaders sit in their posts from the month of the source on, and nobody says since when', async () => {
  const on = Temporal.PlainDate.from('2024-05-01');
  const vice = ['', '-2', '-3', '-4', '-5'].map((n) => organisation.holderOfPost(`miit-vice-minister${n}`, on)?.en);
  assert.deepEqual(vice, ['Zhang Kejian', 'Wang Jiangping', 'Xin Guobin', 'Zhang Yunming', 'Shan Zhongde']);
  assert.equal(organisation.holderOfPost('miit-vice-minister', Temporal.PlainDate.from('2024-03-31')), undefined);
  assert.match((await get('/en/organisation/posts/miit-chief-engineer')).body, /the source names it in April 2024/);
});

test('loading the same files again writes nothing', async () => {
  const before = await db.selectFrom('appointment_version').select('version_id').execute();
  await loadOrganisation(db, folder, Temporal.Instant.from('2026-02-01T00:00:00Z'));
  assert.equal((await db.selectFrom('appointment_version').select('version_id').execute()).length, before.length);
});

test('a corrected source keeps what was known; an act goes before what the source says', async () => {
  const { pool: other } = await openTestDatabase();
  const own = openDatabase(other);
  await loadOrganisation(own, folder, at);
  const later = Temporal.Instant.from('2026-03-01T00:00:00Z');
  const corrected = copyOfPlan(
    [
      'people',
      "{ ordinal: 2, sex: male, from: '2010-12', until: '2020-08'",
      "{ ordinal: 2, sex: male, from: '2010-12', until: '2020-07-30'",
    ],
    ['people', "from: '2020-08', until: '2022-09'", "from: '2020-07-30', until: '2022-09'"],
  );
  const now = await loadOrganisation(own, corrected, later);
  assert.equal(now.holdersOfPost('miit-minister', Temporal.PlainDate.from('2020-07-31'))[0]?.name.en, 'No. 3 (not named by the source)');
  const versions = await own
    .selectFrom('appointment_version as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select(['a.known', 'a.valid'])
    .where('p.code', '=', 'unnamed-miit-minister-2')
    .orderBy('a.known')
    .execute();
  assert.deepEqual(
    versions.map((each) => each.valid),
    ['[2010-12-01,2020-08-01)', '[2010-12-01,2020-07-30)'],
  );
  // The administrator ends the fourth minister's term and appoints a fifth; the files still say that it is open.
  const order = { actor: 'system', at: later };
  await own.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('appointment')
      .select('id')
      .where('post', '=', 'miit-minister')
      .where('valid', '=', '[2022-09-01,)')
      .executeTakeFirstOrThrow();
    await endAppointment(trx, { appointmentId: row.id, until: Temporal.PlainDate.from('2026-03-02'), reason: 'test' }, order);
    const personId = await addPerson(trx, { code: 'fifth', name: { 'zh-CN': '示例', en: 'Fifth' } }, order);
    await appoint(trx, { personId, post: 'miit-minister', from: Temporal.PlainDate.from('2026-03-02'), reason: 'test' }, order);
  });
  const again = await loadOrganisation(own, corrected, Temporal.Instant.from('2026-04-01T00:00:00Z'));
  assert.deepEqual(
    again.holdersOfPost('miit-minister', Temporal.PlainDate.from('2026-04-02')).map((each) => each.name.en),
    ['Fifth'],
  );
});

test('the page and the program of a post tell who held it, when, and how sure that is', async () => {
  const page = (await get('/en/organisation/posts/miit-minister?on=2020-08-15')).body;
  assert.match(page, /No\. 2 \(not named by the source\) or No\. 3 \(not named by the source\)/);
  assert.match(page, /it may be either/);
  assert.match(page, /December 2010/);
  const told = (await get('/api/v1/organisation/posts/miit-minister?on=2020-08-15')).json();
  assert.deepEqual(
    told.holders.map((each: { from: string; until: string; certain: boolean }) => [each.from, each.until, each.certain]),
    [
      ['2010-12', '2020-08', false],
      ['2020-08', '2022-09', false],
    ],
  );
  assert.equal(told.history.length, 4);
  assert.equal((await get('/organisation/posts/miit-emperor')).statusCode, 404);
  assert.equal((await get('/api/v1/organisation/posts/miit-minister?on=yesterday')).statusCode >= 400, true);
});

test('the page of a leader keeps what the source says apart from what has days', async () => {
  const page = (await get('/en/organisation/leaders/ye-min')).body;
  assert.match(page, /as read/);
  assert.match(page, /Posts by the source, as of April 2024/);
  const jin = (await get('/organisation/leaders/jin-zhuanglong')).body;
  assert.match(jin, /金壮龙/);
  assert.match(jin, /2022年9月/);
  assert.equal((await get('/organisation/leaders/nobody')).statusCode, 404);
});

test('a leader in a post that there is not, and two in one, are named with file and line', () => {
  const faulty = copyOfPlan(
    ['people', 'post: vice-minister-2', 'post: vice-minister-9'],
    ['people', 'post: vice-minister-4', 'post: vice-minister-3'],
    ['people', 'code: minister', 'code: emperor'],
  );
  assert.throws(
    () => readPlan(faulty),
    (error: Error) =>
      /people\.yaml:\d+: there is no post "vice-minister-9" in "miit"/.test(error.message) &&
      /people\.yaml:\d+: the post "miit-vice-minister-3" has two holders/.test(error.message) &&
      /people\.yaml:\d+: there is no post "emperor" in "miit"/.test(error.message),
  );
});
