import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { openTestMinistry } from '../../tests/ministry.ts';
import { createAccount } from '../platform/auth/index.ts';
import { addPerson, appoint, type Order } from './store/acts.ts';

const ministry = await openTestMinistry({ withExamples: true, now: '2026-11-25T02:00:00Z' });
const { services } = ministry;
const { db, organisation } = services;
const order: Order = { actor: 'system', at: Temporal.Instant.from('2026-01-05T00:00:00Z') };

/** Somebody new in a post, with an account. */
const seat = async (
  code: string,
  post: string,
): Promise<{ readonly accountId: string; readonly personId: string; readonly appointmentId: string }> =>
  await db.transaction().execute(async (trx) => {
    const personId = await addPerson(trx, { code, name: { 'zh-CN': code, en: code } }, order);
    const appointmentId = await appoint(trx, { personId, post, from: Temporal.PlainDate.from('2026-01-05'), reason: 'test' }, order);
    const accountId = await createAccount(
      trx,
      { email: `${code}@persons.example.org`, displayName: code, language: 'en', personId },
      order.at,
    );
    return { accountId, personId, appointmentId };
  });
const administratorPost = 'dept-22-establishment-officer';
const seated = await db.selectFrom('appointment').select('person_id').where('post', '=', administratorPost).executeTakeFirst();
const administratorAccount =
  seated === undefined
    ? (await seat('establishment', administratorPost)).accountId
    : (await db.selectFrom('account').select('id').where('person_id', '=', seated.person_id).executeTakeFirstOrThrow()).id;
// An open task that an examiner may do, and a second examiner in the same province.
const task = await db
  .selectFrom('task as t')
  .innerJoin('case_file as c', 'c.id', 't.case_id')
  .select(['t.id', 't.case_id as caseId', 't.territory', 'c.number', 'c.party_id as partyId'])
  .where('t.closed_at', 'is', null)
  .where('t.step_role', '=', 'examine')
  .where('t.mandate', '=', 'website-filing')
  .orderBy('t.id')
  .limit(1)
  .executeTakeFirstOrThrow();
const examiner = await db
  .selectFrom('appointment as a')
  .innerJoin('account', 'account.person_id', 'a.person_id')
  .select(['a.person_id as personId', 'a.id as appointmentId', 'account.id as accountId'])
  .where('a.post', '=', `pca-${task.territory}-examiner`)
  .executeTakeFirstOrThrow();
const colleague = await seat('colleague', `pca-${task.territory}-examiner-2`);
const stranger = await seat('stranger', 'dept-05-officer');
await organisation.refresh(db);

const administrator = await ministry.visit(administratorAccount);
const desk = await ministry.visit(examiner.accountId);
const FILE = `/en/administration/persons/${examiner.personId}`;
const holder = async (): Promise<string | undefined> =>
  (await db.selectFrom('task_holder').select('person_id').where('task_id', '=', task.id).executeTakeFirst())?.person_id;
/** What must not change when a desk is handed over: the rows of the case, to the transaction that wrote them. */
const caseRows = async (): Promise<unknown> =>
  (
    await sql`select t.xmin::text as task, c.xmin::text as file, (select string_agg(k.xmin::text, ' ') from clock k where k.case_id = c.id) as clocks
      from task t join case_file c on c.id = t.case_id where t.id = ${task.id}::uuid`.execute(db)
  ).rows;
const may = (personId: string, day: string, more: object = {}): boolean =>
  organisation.may(
    personId,
    { mandate: 'website-filing', role: 'examine', territory: task.territory, scope: null, secrecy: 0, drafters: [], ...more },
    Temporal.Instant.from(`${day}T04:00:00Z`),
  ).allowed;

test('an officer takes a task in hand, a colleague sees in whose it is and cannot take it too', async () => {
  const page = `/en/desk/cases/${task.caseId}`;
  assert.match((await desk.get(page)).body, /Take in hand/);
  assert.equal((await desk.post(`/en/desk/tasks/${task.id}/hand`, { take: 'yes' }, page)).statusCode, 303);
  assert.equal(await holder(), examiner.personId);
  const other = await ministry.visit(colleague.accountId);
  assert.doesNotMatch((await other.get(page)).body, /Take in hand/);
  assert.equal((await other.post(`/en/desk/tasks/${task.id}/hand`, { take: 'yes' }, page)).statusCode, 409);
  const outsider = await ministry.visit(stranger.accountId);
  assert.equal((await outsider.post(`/en/desk/tasks/${task.id}/hand`, { take: 'yes' }, '/en/desk')).statusCode, 403);
  assert.equal(await holder(), examiner.personId);
});

test('whoever leaves hands over first: to a colleague who may, or back to the desk, and no case is written', async () => {
  const appointment = `/en/administration/appointments/${examiner.appointmentId}`;
  assert.match((await administrator.get(appointment)).body, /1 open task is in hand/);
  const today = { 'until-year': '2026', 'until-month': '11', 'until-day': '25', reason: 'leaves' };
  const early = await administrator.post(`${appointment}/end`, today, appointment);
  assert.equal(early.statusCode, 422);
  assert.match(early.body, /1 open tasks are still in hand/);
  const page = (await administrator.get(FILE)).body;
  assert.match(page, new RegExp(task.number.replaceAll(/[()]/g, '\\$&')));
  assert.match(page, /colleague \(may do 1 of 1\)/);
  assert.doesNotMatch(page, /stranger \(may do/);
  const before = await caseRows();
  const forbidden = await administrator.post(`${FILE}/hand-over`, { tasks: task.id, to: stranger.personId, workReason: 'leaves' }, FILE);
  assert.equal(forbidden.statusCode, 422);
  assert.match(forbidden.body, /cannot be handed to this colleague/);
  assert.equal((await administrator.post(`${FILE}/hand-over`, { to: colleague.personId, workReason: 'leaves' }, FILE)).statusCode, 422);
  assert.match((await administrator.post(`${FILE}/hand-over`, { tasks: task.id, to: '', workReason: '' }, FILE)).body, /Give the reason/);
  assert.equal(await holder(), examiner.personId);
  const done = await administrator.post(`${FILE}/hand-over`, { tasks: task.id, to: colleague.personId, workReason: 'leaves' }, FILE);
  assert.equal(done.statusCode, 303);
  assert.equal(await holder(), colleague.personId);
  assert.deepEqual(await caseRows(), before);
  // What was handed over once is not in the first hand any more.
  assert.match(
    (await administrator.post(`${FILE}/hand-over`, { tasks: task.id, to: '', workReason: 'x' }, FILE)).body,
    /not in that person’s hand any more/,
  );
  const other = `/en/administration/persons/${colleague.personId}`;
  assert.equal((await administrator.post(`${other}/hand-over`, { tasks: task.id, to: '', workReason: 'back' }, other)).statusCode, 303);
  assert.equal(await holder(), undefined);
  const events = await db
    .selectFrom('event')
    .select('kind')
    .where('stream', '=', 'organisation')
    .where('kind', '=', 'work-handed-over')
    .execute();
  assert.equal(events.length, 2);
});

test('a recusal closes the case from its day, and opens it again when it is ended', async () => {
  const form = (fields: Readonly<Record<string, string>>) =>
    administrator.post(
      `${FILE}/recusals`,
      { 'recusedFrom-year': '2026', 'recusedFrom-month': '11', 'recusedFrom-day': '25', ground: 'spouse works there', ...fields },
      FILE,
    );
  assert.match((await form({})).body, /Give the number of the case or the code of the party/);
  assert.match((await form({ caseNumber: 'X-1' })).body, /There is no case with this number/);
  assert.match((await form({ partyCode: 'X' })).body, /There is no party with this code/);
  assert.match((await form({ caseNumber: task.number, ground: '' })).body, /Give the reason/);
  assert.equal(may(examiner.personId, '2026-11-26', { caseId: task.caseId }), true);
  assert.equal((await form({ caseNumber: task.number })).statusCode, 303);
  assert.equal(may(examiner.personId, '2026-11-24', { caseId: task.caseId }), true);
  assert.equal(may(examiner.personId, '2026-11-26', { caseId: task.caseId }), false);
  const recusal = await db.selectFrom('recusal').select('id').where('person_id', '=', examiner.personId).executeTakeFirstOrThrow();
  const end = (day: string, reason = 'divorced') =>
    administrator.post(
      `/en/administration/recusals/${recusal.id}/end`,
      { ending: recusal.id, 'lastDay-year': '2026', 'lastDay-month': '11', 'lastDay-day': day, endReason: reason },
      FILE,
    );
  assert.match((await end('20')).body, /This day is past/);
  assert.match((await end('31')).body, /This is not a date/);
  assert.match((await end('27', '')).body, /Give the reason/);
  assert.equal((await end('27')).statusCode, 303);
  assert.equal(may(examiner.personId, '2026-11-27', { caseId: task.caseId }), false);
  assert.equal(may(examiner.personId, '2026-11-28', { caseId: task.caseId }), true);
  assert.match((await administrator.get(FILE)).body, /Ended early: divorced/);
});

test('a clearance is set by another, with a reason, and opens what is graded so', async () => {
  const set = (fields: Readonly<Record<string, string>>) =>
    administrator.post(`${FILE}/clearance`, { clearance: '2', clearanceReason: 'vetted', ...fields }, FILE);
  assert.match((await set({ clearance: '7' })).body, /Fill in this field/);
  assert.match((await set({ clearanceReason: '' })).body, /Give the reason/);
  assert.equal(may(examiner.personId, '2026-11-24', { secrecy: 2 }), false);
  assert.equal((await set({})).statusCode, 303);
  assert.equal(may(examiner.personId, '2026-11-24', { secrecy: 2 }), true);
  assert.equal(may(examiner.personId, '2026-11-24', { secrecy: 3 }), false);
  const own = await db.selectFrom('account').select('person_id').where('id', '=', administratorAccount).executeTakeFirstOrThrow();
  const mine = `/en/administration/persons/${own.person_id}`;
  assert.match(
    (await administrator.post(`${mine}/clearance`, { clearance: '3', clearanceReason: 'me' }, mine)).body,
    /Nobody sets their own clearance/,
  );
});

test('a delegation ends early, and what is lent cannot be lent on', async () => {
  const director = await seat('director', `pca-${task.territory}-director`);
  const page = `/en/administration/appointments/${director.appointmentId}`;
  const dates = {
    'lentFrom-year': '2026',
    'lentFrom-month': '11',
    'lentFrom-day': '26',
    'lentUntil-year': '2026',
    'lentUntil-month': '12',
    'lentUntil-day': '31',
  };
  const lend = (fields: Readonly<Record<string, string>>) =>
    administrator.post(
      `${page}/delegate`,
      { lentTo: colleague.personId, lentRoles: 'decide', lentReason: 'leave', ...dates, ...fields },
      page,
    );
  assert.match((await lend({ lentRoles: 'accept' })).body, /The post may not accept itself/);
  assert.match((await lend({ lentTo: director.personId })).body, /need not be lent it/);
  assert.match((await lend({ 'lentFrom-day': '1' })).body, /This day is past/);
  assert.equal((await lend({})).statusCode, 303);
  assert.match((await lend({ lentTo: stranger.personId })).body, /is lent to somebody on one of these days already/);
  assert.equal(may(colleague.personId, '2026-12-10', { role: 'decide' }), true);
  // The examiner's own post has no deciding authority, lent or not: it cannot pass on what was lent.
  const own = `/en/administration/appointments/${colleague.appointmentId}`;
  assert.match(
    (await administrator.post(`${own}/delegate`, { lentTo: stranger.personId, lentRoles: 'decide', lentReason: 'x', ...dates }, own)).body,
    /The post may not decide itself/,
  );
  const delegation = await db.selectFrom('delegation').select('id').where('to_person', '=', colleague.personId).executeTakeFirstOrThrow();
  const file = `/en/administration/persons/${colleague.personId}`;
  const ended = await administrator.post(
    `/en/administration/delegations/${delegation.id}/end`,
    { ending: delegation.id, 'lastDay-year': '2026', 'lastDay-month': '12', 'lastDay-day': '5', endReason: 'back early' },
    file,
  );
  assert.equal(ended.statusCode, 303);
  assert.equal(may(colleague.personId, '2026-12-05', { role: 'decide' }), true);
  assert.equal(may(colleague.personId, '2026-12-06', { role: 'decide' }), false);
});

test('nobody else gets to these files, and what does not exist is 404', async () => {
  const nobody = await ministry.visit();
  assert.equal((await nobody.get(FILE)).statusCode, 404);
  assert.equal((await desk.get(FILE)).statusCode, 403);
  assert.equal((await desk.post(`${FILE}/clearance`, { clearance: '3', clearanceReason: 'x' }, '/en/desk')).statusCode, 403);
  assert.equal((await administrator.get('/en/administration/persons/0197b0a0-0000-7000-8000-000000000000')).statusCode, 404);
  assert.match((await administrator.get('/en/administration/persons?q=collea')).body, /colleague/);
  assert.match((await administrator.get('/en/administration/persons?q=%25')).body, /Nobody is found/);
});

test('a fifth vice minister is a warning before and after, never a refusal', async () => {
  const page = (await administrator.get('/en/administration/appointments/new?post=miit-vice-minister-5')).body;
  assert.match(page, /5 posts of this rank are filled; the general rule is 4/);
  assert.match((await administrator.get('/en/administration/appointments?institution=miit')).body, /The approved plan decides/);
});
