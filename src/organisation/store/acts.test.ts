import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { ministryFolder } from '../../ministry-folder.ts';
import { readStream } from '../../platform/audit/index.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { openTestDatabase } from '../../platform/testing/database.ts';
import type { Deed } from '../model.ts';
import { loadOrganisation } from '../open.ts';
import { copyOfPlan } from '../testing/folder.ts';
import { addPerson, appoint, delegate, endAppointment, type Order, recuse, setClearance } from './acts.ts';

const { db } = await openTestDatabase();
const order: Order = { actor: 'system', at: Temporal.Instant.from('2026-01-05T00:00:00Z') };
const organisation = await loadOrganisation(db, ministryFolder('miit'), order.at);
const on = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const at = (text: string): Temporal.Instant => on(text).toZonedDateTime({ timeZone: 'Asia/Shanghai', plainTime: '10:00' }).toInstant();
const from = on('2026-01-05');

async function person(code: string): Promise<string> {
  return await db.transaction().execute((trx) => addPerson(trx, { code, name: { 'zh-CN': code, en: code } }, order));
}
const seat = async (
  personId: string,
  post: string,
  more: { until?: Temporal.PlainDate; mode?: 'acting' | 'concurrent' } = {},
): Promise<string> => await db.transaction().execute((trx) => appoint(trx, { personId, post, from, reason: 'test', ...more }, order));
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.rule.code === code;

const filing: Deed = { mandate: 'website-filing', role: 'examine', territory: '11', scope: null, secrecy: 0, drafters: [] };
async function verdict(personId: string, deed: Partial<Deed>, day: string): Promise<string> {
  await organisation.refresh(db);
  const answer = organisation.may(personId, { ...filing, ...deed }, at(day));
  return answer.allowed ? 'allowed' : answer.denial.reason;
}

test('an officer may act from the first day of the appointment to the last, in the own province alone', async () => {
  const li = await person('li');
  assert.equal(await verdict(li, {}, '2026-02-01'), 'no-post');
  const appointmentId = await seat(li, 'pca-11-examiner');
  assert.equal(await verdict(li, {}, '2026-01-04'), 'lapsed');
  assert.equal(await verdict(li, {}, '2026-01-05'), 'allowed');
  assert.equal(await verdict(li, { territory: '31' }, '2026-01-05'), 'territory');
  assert.equal(await verdict(li, { role: 'decide' }, '2026-01-05'), 'role');
  assert.equal(await verdict(li, { mandate: 'radio-licences', territory: null }, '2026-01-05'), 'no-mandate');
  assert.equal(await verdict(li, { secrecy: 1 }, '2026-01-05'), 'secrecy');
  await db.transaction().execute((trx) => setClearance(trx, li, 1, order));
  assert.equal(await verdict(li, { secrecy: 1 }, '2026-01-05'), 'allowed');
  await db.transaction().execute((trx) => endAppointment(trx, { appointmentId, until: on('2026-03-01'), reason: 'moves' }, order));
  assert.equal(await verdict(li, {}, '2026-02-28'), 'allowed');
  assert.equal(await verdict(li, {}, '2026-03-01'), 'lapsed');
  for (const until of ['2026-04-01', '2026-01-05', '2025-12-31'])
    await assert.rejects(
      db.transaction().execute((trx) => endAppointment(trx, { appointmentId, until: on(until), reason: 'again' }, order)),
      refused('end-before-start'),
    );
});

test('what was known of an appointment when an act was done can be asked after it was ended', async () => {
  const qian = await person('qian');
  const appointmentId = await seat(qian, 'pca-12-examiner');
  const ended: Order = { actor: 'system', at: Temporal.Instant.from('2026-02-01T00:00:00Z') };
  await db.transaction().execute((trx) => endAppointment(trx, { appointmentId, until: on('2026-01-20'), reason: 'found out late' }, ended));
  const knownAt = async (instant: string): Promise<string | undefined> => {
    const row = await db
      .selectFrom('appointment_version')
      .select('valid')
      .where('id', '=', appointmentId)
      .where(sql<boolean>`known @> ${instant}::timestamptz`)
      .executeTakeFirst();
    return row?.valid;
  };
  assert.equal(await knownAt('2026-01-31T00:00:00Z'), '[2026-01-05,)');
  assert.equal(await knownAt('2026-02-01T00:00:00Z'), '[2026-01-05,2026-01-20)');
  assert.equal(await verdict(qian, { territory: '12' }, '2026-01-25'), 'lapsed');
});

test('a denial names the holder of the day and whom to ask', async () => {
  const wang = await person('wang');
  await seat(wang, 'pca-31-examiner');
  await organisation.refresh(db);
  const answer = organisation.may(wang, filing, at('2026-02-01'));
  assert.ok(!answer.allowed);
  assert.equal(answer.denial.holder?.name.en, 'Beijing Communications Administration');
  assert.match(answer.denial.holder?.ask?.['zh-CN'] ?? '', /北京市通信管理局/);
});

test('a post has one holder; somebody may act for the absent, and a delegation lends named steps for named days', async () => {
  const chief = await person('chief');
  const deputy = await person('deputy');
  await seat(chief, 'pca-33-director');
  await assert.rejects(seat(deputy, 'pca-33-director'), refused('post-filled'));
  await assert.rejects(seat(deputy, 'pca-33-no-such-post'), refused('post-unknown'));
  await assert.rejects(seat(deputy, 'pca-33-examiner', { until: from }), refused('end-before-start'));
  const decide: Partial<Deed> = { role: 'decide', territory: '33' };
  assert.equal(await verdict(deputy, decide, '2026-02-10'), 'no-post');
  await db.transaction().execute((trx) =>
    delegate(
      trx,
      {
        fromPost: 'pca-33-director',
        toPerson: deputy,
        mandate: 'website-filing',
        roles: ['decide'],
        from: on('2026-02-10'),
        until: on('2026-02-20'),
        reason: 'leave',
      },
      order,
    ),
  );
  assert.equal(await verdict(deputy, decide, '2026-02-09'), 'lapsed');
  assert.equal(await verdict(deputy, decide, '2026-02-10'), 'allowed');
  assert.equal(await verdict(deputy, { ...decide, role: 'sign' }, '2026-02-10'), 'role');
  assert.equal(await verdict(deputy, decide, '2026-02-20'), 'lapsed');
  assert.equal(await verdict(deputy, { ...decide, drafters: [deputy] }, '2026-02-10'), 'own-case');
  const answer = organisation.may(deputy, { ...filing, ...decide }, at('2026-02-10'));
  assert.ok(answer.allowed && answer.because.via === 'delegation');
});

test('a post is held concurrently beside a main one, and by nobody who has none', async () => {
  const both = await person('both');
  await assert.rejects(seat(both, 'pca-34-examiner', { mode: 'concurrent' }), refused('no-main-post'));
  await seat(both, 'pca-34-director');
  await seat(both, 'pca-34-examiner', { mode: 'concurrent' });
  assert.equal(await verdict(both, { territory: '34' }, '2026-02-10'), 'allowed');
  assert.equal(await verdict(both, { territory: '34', role: 'decide' }, '2026-02-10'), 'allowed');
});

test('whoever is recused from a party does not act in its cases', async () => {
  const sun = await person('sun');
  await seat(sun, 'pca-44-examiner');
  const party = '0197b0a0-0000-7000-8000-000000000001';
  await db
    .transaction()
    .execute((trx) => recuse(trx, { personId: sun, partyId: party, ground: 'spouse works there', from: on('2026-02-01') }, order));
  assert.equal(await verdict(sun, { territory: '44', partyId: party }, '2026-01-31'), 'allowed');
  assert.equal(await verdict(sun, { territory: '44', partyId: party }, '2026-02-01'), 'recused');
  assert.equal(await verdict(sun, { territory: '44' }, '2026-02-01'), 'allowed');
});

test('nobody is appointed above the establishment, and two cannot both take the last place', async () => {
  const leaders = await db
    .selectFrom('establishment_quota')
    .select('id')
    .where('kind', '=', 'bureauLevelLeaders')
    .executeTakeFirstOrThrow();
  await db.updateTable('establishment_quota').set({ amount: 2 }).where('id', '=', leaders.id).execute();
  const [first, second, third] = [await person('first'), await person('second'), await person('third')];
  await seat(first, 'dept-01-head');
  const tries = await Promise.allSettled([seat(second, 'dept-02-head'), seat(third, 'dept-05-head')]);
  assert.equal(tries.filter((each) => each.status === 'fulfilled').length, 1);
  const lost = tries.find((each) => each.status === 'rejected');
  assert.ok(lost?.reason instanceof Refusal && lost.reason.rule.code === 'establishment-full');
  assert.deepEqual([lost.reason.values.amount, lost.reason.values.count], [2, 2]);
  await seat(third, 'dept-07-officer'); // not a leader's post
  await seat(second, 'dept-09-head', { mode: 'acting' }); // acting for the absent fills no place
  await assert.rejects(seat(first, 'dept-10-head'), refused('establishment-full'));
});

test('each act leaves its event in the chain of the organisation', async () => {
  const kinds = new Set((await readStream(db, 'organisation')).map((each) => each.kind));
  assert.deepEqual([...kinds].sort(), [
    'appointed',
    'appointment-ended',
    'clearance-set',
    'delegated',
    'office-holders-loaded',
    'person-added',
    'plan-loaded',
    'recused',
  ]);
});

test('a function that moved is denied with the day on which it left and with its new holder', async () => {
  const folder = copyOfPlan([
    'mandates',
    /(code: radio-licences[\s\S]*?institution: dept-20, role: lead, from: '2008-07-01',)( instrument: .*\n)/,
    "$1 until: '2025-06-01',$2      - { institution: dept-19, role: lead, from: '2025-06-01',$2",
  ]);
  const zhao = await person('zhao');
  await seat(zhao, 'dept-20-officer');
  const deed: Partial<Deed> = { mandate: 'radio-licences', territory: null };
  assert.equal(await verdict(zhao, deed, '2026-02-01'), 'allowed');
  const moved = await loadOrganisation(db, folder, Temporal.Instant.from('2026-01-06T00:00:00Z'));
  const answer = moved.may(zhao, { ...filing, ...deed }, at('2026-02-01'));
  assert.ok(!answer.allowed);
  assert.equal(answer.denial.reason, 'moved');
  assert.match(answer.denial.text.en, /not held by your institution since 2025-06-01\. It is held by Network Security Administration/);
  assert.equal(answer.denial.holder?.institution, 'dept-19');
});
