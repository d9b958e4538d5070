import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ministryFolder } from '../src/ministry-folder.ts';
import { addPerson, appoint, compareFolders, exportMinistry, pendingDifference } from '../src/organisation/index.ts';
import { loadOrganisation } from '../src/organisation/open.ts';
import { readStream } from '../src/platform/audit/index.ts';
import { createAccount } from '../src/platform/auth/index.ts';
import { openTestDatabase } from '../src/platform/testing/database.ts';
import { TestBrowser } from '../src/procedures/applicant/test-browser.ts';
import { openTestMinistry, type TestMinistry } from './ministry.ts';

const base = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'folders-'));
after(() => rmSync(base, { recursive: true, force: true }));

/** A copy of the invented ministry that may be changed. */
function copyAs(name: string): string {
  const folder = join(base, name);
  cpSync(ministryFolder('example'), folder, { recursive: true });
  return folder;
}

function edit(folder: string, file: string, from: string, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  assert.ok(text.includes(from), `${file} says ${from}`);
  writeFileSync(path, text.replace(from, to));
}

const home = copyAs('home');
const ministry = await openTestMinistry({ ministry: home, now: '2026-11-05T08:00:00Z' });
const { services, app } = ministry;
const { db } = services;

/** A page without what is new with every request. */
const page = async ({ app: of }: Pick<TestMinistry, 'app'>, url: string): Promise<string> => {
  const { body } = await of.inject({ url, headers: { accept: 'text/html' } });
  return body.replaceAll(/nonce="[^"]*"/g, '').replaceAll(/name="_csrf" value="[^"]*"/g, '');
};

const PAGES = ['2016-06-01', '2018-06-02', '2020-01-01', '2026-11-05', '2027-06-01'].flatMap((on) =>
  [
    '/organisation',
    '/organisation/communications',
    '/organisation/office-north',
    '/responsibilities',
    '/zh/organisation',
    '/api/v1/organisation',
  ].map((path) => `${path}?on=${on}`),
);

async function administrator(): Promise<TestBrowser> {
  const accountId = await db.transaction().execute(async (trx) => {
    const order = { actor: 'system', at: services.now() };
    const personId = await addPerson(trx, { code: 'secretary', name: { 'zh-CN': '常务秘书', en: 'Secretary' } }, order);
    await appoint(trx, { personId, post: 'mic-permanent-secretary', from: Temporal.PlainDate.from('2026-01-01'), reason: 'test' }, order);
    return await createAccount(trx, { email: 'secretary@example.org', displayName: 'Secretary', language: 'en', personId }, order.at);
  });
  await services.organisation.refresh(db);
  return await TestBrowser.signIn(app, services, accountId);
}

const officer = await administrator();
const nameOf = (code: string): string | undefined =>
  services.organisation.institution(code, Temporal.PlainDate.from('2026-11-05'))?.name.en;

test('a changed folder is shown first and counts only when it is confirmed', async () => {
  edit(home, 'institutions.yaml', 'en: "Directorate of Industry"', 'en: "Directorate of Industry and Trade"');
  edit(home, 'history.yaml', 'the ministry is founded', 'the ministry is founded by decree');
  const changes = await pendingDifference(db, home);
  assert.deepEqual(
    changes.map(({ of, code, change }) => `${of} ${code} ${change}`),
    [
      'institution industry changed',
      'history 2015-04-01 the ministry is founded removed',
      'history 2015-04-01 the ministry is founded by decree added',
    ],
  );
  // A start that is not told to takes nothing over.
  await loadOrganisation(db, home, services.now(), { accept: false });
  await services.organisation.refresh(db);
  assert.equal(nameOf('industry'), 'Directorate of Industry');
  const shown = (await officer.get('/administration/folder')).body;
  assert.ok(shown.includes('3 differences'));
  assert.ok(shown.includes('Directorate of Industry and Trade'));
  assert.equal((await officer.send('/administration/folder', '/administration/folder')).statusCode, 303);
  assert.equal(nameOf('industry'), 'Directorate of Industry and Trade');
  assert.deepEqual(await pendingDifference(db, home), []);
  const last = (await readStream(db, 'organisation')).at(-1);
  assert.equal(last?.kind, 'folder-taken-over');
  assert.match(String(last?.actor), /^appointment\//);
  assert.ok(!(await app.inject({ url: '/administration/folder', headers: { accept: 'text/html' } })).body.includes('Directorate'));
});

test('a folder with mistakes is named by file, line and rule, and nothing of it is applied', async () => {
  const good = readFileSync(join(home, 'mandates.yaml'), 'utf8');
  edit(home, 'mandates.yaml', 'institution: industry, role: lead', 'institution: industri, role: lead');
  edit(home, 'institutions.yaml', 'Directorate of Industry and Trade', 'Directorate of Trade');
  const shown = (await officer.get('/administration/folder')).body;
  assert.match(shown, /mandates\.yaml:6: there is no institution &quot;industri&quot;/);
  const refused = await officer.send('/administration/folder', '/administration/folder');
  assert.equal(refused.statusCode, 422);
  assert.equal(nameOf('industry'), 'Directorate of Industry and Trade');
  writeFileSync(join(home, 'mandates.yaml'), good);
  edit(home, 'institutions.yaml', 'Directorate of Trade', 'Directorate of Industry and Trade');
});

test('an exported ministry starts elsewhere with the same organisation on every day, ordered changes too', async () => {
  const instrument = {
    title: { 'zh-CN': '频率许可归数字通信司', en: 'Frequency permits to Digital Communications' },
    effective: '2027-01-01',
    signed: '2026-11-01',
    number: 'Decree 60 of 2026',
    steps: [{ move: 'frequency-permits', to: 'communications' }, { quota: { totalAdministrative: 40 } }],
  };
  await db
    .insertInto('reorganisation')
    .values({
      id: '01a20fc9-b23e-73ce-a48a-3401e30eff7c',
      effective_on: '2027-01-01',
      instrument: JSON.stringify(instrument),
      state: 'in-force',
      number: instrument.number,
      signed_on: '2026-11-01',
    })
    .execute();
  await loadOrganisation(db, home, services.now());
  await services.organisation.refresh(db);
  const out = join(base, 'exported');
  await exportMinistry(db, home, out);
  assert.deepEqual(
    compareFolders(home, out).filter((line) => line !== 'file ordered.yaml added'),
    [],
  );
  const elsewhere = await openTestMinistry({ ministry: out, now: '2026-11-05T08:00:00Z' });
  const before = await page(ministry, '/organisation?on=2026-12-31');
  assert.notEqual(before, await page(ministry, '/organisation?on=2027-01-01'));
  for (const url of PAGES) assert.ok((await page(ministry, url)) === (await page(elsewhere, url)), `${url} is the same`);
  const permits = { mandate: 'frequency-permits', territory: null, scope: null, on: Temporal.PlainDate.from('2027-01-01') };
  assert.equal(elsewhere.services.organisation.holder(permits)?.code, 'communications');
  await assert.rejects(exportMinistry(db, home, out), /not empty/);
});

test('two ministries are compared by name', () => {
  const other = copyAs('other');
  edit(other, 'posts.yaml', 'en: "Engineer"', 'en: "Chief engineer"');
  edit(other, 'calendar/EX.yaml', 'weekend: [5, 6]', 'weekend: [6, 7]');
  edit(other, 'procedures/amateur-licence/procedure.yaml', 'n: 10', 'n: 15');
  rmSync(join(other, 'registers/amateur-station.yaml'));
  const lines = compareFolders(ministryFolder('example'), other);
  assert.deepEqual(
    lines.map((line) => line.split('\n')[0]),
    [
      'post regional-office-engineer (工程师 / Chief engineer) changed',
      'calendar EX changed',
      'procedure amateur-licence: procedure.yaml changed',
      'register amateur-station removed',
    ],
  );
  assert.deepEqual(compareFolders(ministryFolder('example'), ministryFolder('example')), []);
});

test('an exported instrument that no longer fits the files stops the start, by file and line', async () => {
  const { db: empty } = await openTestDatabase();
  const folder = copyAs('unfit');
  writeFileSync(
    join(folder, 'ordered.yaml'),
    'instruments:\n  - { id: 01a20fc9-b23e-73ce-a48a-3401e30eff7c, number: D 1, signedOn: 2026-01-01, instrument: { title: { zh-CN: 撤, en: End }, effective: 2026-02-01, steps: [{ abolish: nobody }] } }\n',
  );
  await assert.rejects(loadOrganisation(empty, folder, services.now()), /ordered\.yaml:2: .*nobody/);
  assert.equal((await empty.selectFrom('institution').select('code').execute()).length, 0);
});
