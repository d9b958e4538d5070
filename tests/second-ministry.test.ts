import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examplePicture } from '../src/examples/picture.ts';
import { addPerson, appoint } from '../src/organisation/index.ts';
import { createAccount } from '../src/platform/auth/index.ts';
import { TestBrowser } from '../src/procedures/applicant/test-browser.ts';
import { openTestMinistry } from './ministry.ts';

// The invented ministry of ministries/example, on the very program that runs the other: its folder is all that differs.
const ministry = await openTestMinistry({ ministry: 'example', now: '2026-11-05T08:00:00Z' });
const { services, app } = ministry;
const { db } = services;

/** Somebody with an account; an officer when a post is named. */
async function somebody(key: string, post?: string): Promise<TestBrowser> {
  const accountId = await db.transaction().execute(async (trx) => {
    const order = { actor: 'system', at: services.now() };
    const name = { 'zh-CN': key, en: key };
    const personId = post === undefined ? undefined : await addPerson(trx, { code: key, name }, order);
    if (personId !== undefined && post !== undefined)
      await appoint(trx, { personId, post, from: Temporal.PlainDate.from('2026-01-01'), reason: 'test' }, order);
    const account = { email: `${key}@example.org`, displayName: key, language: 'en' as const };
    return await createAccount(trx, { ...account, ...(personId === undefined ? {} : { personId }) }, order.at);
  });
  await services.organisation.refresh(db);
  return await TestBrowser.signIn(app, services, accountId);
}

const openTask = async (element: string): Promise<{ id: string; case_id: string; revision: number }> =>
  await db
    .selectFrom('task as t')
    .innerJoin('case_file as c', 'c.id', 't.case_id')
    .select(['t.id', 't.case_id', 'c.revision'])
    .where('t.element', '=', element)
    .where('t.closed_at', 'is', null)
    .executeTakeFirstOrThrow();

/** A page is long: what it lacks is told without the whole of it. */
const says = (page: string, what: RegExp): void => assert.ok(what.test(page), `the page does not say ${what}`);
const saysNothing = (page: string, what: RegExp): void => assert.ok(!what.test(page), `the page says ${what}`);

const applicant = await somebody('amateur');
const engineer = await somebody('engineer', 'office-north-engineer');
const southern = await somebody('southern', 'office-south-engineer');

test('its first language has no prefix, Chinese has one, and a language of its own falls back to English', async () => {
  const page = async (url: string): Promise<string> => (await app.inject({ url, headers: { accept: 'text/html' } })).body;
  const english = await page('/');
  says(english, /<html lang="en"/);
  says(english, /Ministry of Industry and Communications of the Republic of Example/);
  says(english, /amateur radio, call sign/);
  saysNothing(english, /website|Ministry of Industry and Information Technology/i);
  says(await page('/zh/'), /<html lang="zh-CN"[\s\S]*示例共和国工业与通信部[\s\S]*业余电台、呼号/);
  const own = await page('/et/');
  says(own, /<html lang="et"/);
  says(own, /href="\/et\/services"[\s\S]*Mida soovite teha\?/);
  says(own, /Verify/); // not translated: English
  says(own, /href="\/"[^>]*>English<[\s\S]*aria-current="true" lang="et">Eesti</);
});

test('its own codes of parties are taken, others are refused in its own words', async () => {
  const proof = [{ field: 'proof', name: 'proof.png', bytes: examplePicture(1) }];
  const add = (code: string) => applicant.send('/account/parties', '/account/parties', { code, name: 'Example Amateur' }, proof);
  const refused = await add('91110000MA0EX0085X');
  assert.equal(refused.statusCode, 422);
  says(refused.body, /Enter a code of the Republic of Example/);
  assert.equal((await add('EXP000042')).statusCode, 303);
});

test('a licence for an amateur station goes from the guide to the register', async () => {
  const guide = await applicant.get('/services/amateur-licence');
  says(guide.body, /Licence for an amateur radio station/);
  says(guide.body, /Electronic Communications Act/);
  says((await applicant.get('/services?q=call+sign')).body, /amateur-licence/);

  const { id: party } = await db.selectFrom('party').select('id').where('code', '=', 'EXP000042').executeTakeFirstOrThrow();
  const start = '/services/amateur-licence/start';
  const draft = String((await applicant.send(start, start, { party })).headers.location);
  const page = (name: string, fields: Readonly<Record<string, string>>) => applicant.send(`${draft}/${name}`, `${draft}/${name}`, fields);
  const operator = { '/operator/name': 'Example Amateur', '/operator/certificate': 'HAREC-0042', '/operator/class': 'full' };
  const wrong = await page('operator', { ...operator, '/operator/certificate': '42' });
  assert.equal(wrong.statusCode, 422);
  assert.equal((await page('operator', operator)).statusCode, 303);
  const station = { '/station/region': 'N', '/station/callSign': 'EX1AB', '/station/power': '400' };
  assert.equal((await page('station', station)).statusCode, 303);
  assert.equal((await applicant.send(`${draft}/review`, `${draft}/submit`)).statusCode, 303);

  const examine = await openTask('examine');
  const clock = await db.selectFrom('clock').select('due').where('case_id', '=', examine.case_id).executeTakeFirstOrThrow();
  // Ten working days after Thursday 5 November: Fridays and Saturdays rest, 8 and 9 November are Harbour Days, Friday 13 is worked.
  assert.equal(String(clock.due), '2026-11-22');
  says((await engineer.get('/desk')).body, /Example Amateur/);
  saysNothing((await southern.get('/desk')).body, /Example Amateur/);

  const act = async (
    officer: TestBrowser,
    { id, case_id, revision }: typeof examine,
    fields: Record<string, string | readonly string[]>,
  ) => {
    const page = (await officer.get(`/desk/cases/${case_id}`)).body;
    const token = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    return await officer.post(`/desk/tasks/${id}`, { _csrf: token, revision: String(revision), reasons: '', ...fields });
  };
  const examined = await act(engineer, examine, { outcome: 'propose-licence', checked: ['certificate', 'power'] });
  assert.equal(examined.statusCode, 303, examined.body);
  ministry.setNow(Temporal.Instant.from('2026-11-11T08:00:00Z'));
  const chief = await somebody('chief', 'office-north-chief');
  const decided = await act(chief, await openTask('decide'), { outcome: 'approve' });
  assert.equal(decided.statusCode, 303, decided.body);

  const entry = await app.inject({ url: '/registers/amateur-station/EX1AB', headers: { accept: 'text/html' } });
  assert.equal(entry.statusCode, 200);
  says(entry.body, /Example Amateur/);
  says(entry.body, /Northern Office/);
  saysNothing(entry.body, /HAREC-0042/);
  const issued = await db.selectFrom('document').select(['number', 'verification_code as code']).executeTakeFirstOrThrow();
  assert.equal(issued.number, 'FA-N-L/2026/1');
  const verified = await app.inject({ url: `/verify/${issued.code}`, headers: { accept: 'text/html' } });
  says(verified.body, /400 W/);
  says(verified.body, /Northern Office/);
  says(entry.body, new RegExp(issued.number));
  const message = await db.selectFrom('outbox').select('body').orderBy('id', 'desc').executeTakeFirstOrThrow();
  says(message.body, /http:\/\/localhost:8080\/cases\//);
});

test('pages without a word of the other ministry are drawn for everybody', async () => {
  const chinese = /工业和信息化部|MIIT|通信管理局/;
  for (const url of [
    '/services',
    '/registers',
    '/registers/amateur-station',
    '/organisation',
    '/organisation/office-north',
    '/responsibilities',
  ]) {
    const answer = await app.inject({ url, headers: { accept: 'text/html' } });
    assert.equal(answer.statusCode, 200, url);
    saysNothing(answer.body, chinese);
  }
  says((await app.inject({ url: '/organisation', headers: { accept: 'text/html' } })).body, /Engineers of the regions/);
});
