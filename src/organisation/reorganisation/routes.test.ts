import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Visitor } from '../../../tests/visitor.ts';
import { openMinistry } from '../../ministry.ts';
import { ministryFolder } from '../../ministry-folder.ts';
import { createAccount } from '../../platform/auth/index.ts';
import { buildApp } from '../../platform/http/app.ts';
import { openTestDatabase } from '../../platform/testing/database.ts';
import { registerOrganisationRoutes } from '../routes.ts';
import { addPerson, appoint, type Order } from '../store/acts.ts';

const { pool } = await openTestDatabase();
const dataFolder = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'reorganisation-'));
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
const arrive = async (post: string): Promise<Visitor> => {
  const accountId = await db.transaction().execute(async (trx) => {
    const personId = await addPerson(trx, { code: post, name: { 'zh-CN': `示例${post}`, en: post } }, order);
    await appoint(trx, { personId, post, from: Temporal.PlainDate.from('2026-01-05'), reason: 'test' }, order);
    return await createAccount(trx, { email: `${post}@example.org`, displayName: post, language: 'en', personId }, order.at);
  });
  await organisation.refresh(db);
  return await Visitor.arrive(app, services, accountId);
};
const drafter = await arrive('dept-22-establishment-officer');
const second = await arrive('dept-22-deputy-head');
const signer = await arrive('dept-22-head');
const radio = await arrive('dept-20-officer');
const nobody = await Visitor.arrive(app, services);

const REFORM = '/en/administration/reorganisations';
const MERGER = `title: { zh-CN: 示例方案, en: Example merger }
effective: '2027-03-01'
steps:
  - { merge: [dept-20], into: dept-18 }
`;
const radioOn = (day: string) =>
  organisation.holder({ mandate: 'radio-licences', territory: null, scope: null, on: Temporal.PlainDate.from(day) })?.code;
const draft = async (text: string): Promise<string> => {
  const answer = await drafter.post(REFORM, { instrument: text }, REFORM);
  assert.equal(answer.statusCode, 303, answer.body);
  return `${REFORM}/${/reorganisations\/([0-9a-f-]{36})/.exec(String(answer.headers.location))?.[1] ?? ''}`;
};

test('an instrument is simulated, drafted, countersigned by another, signed by a third, and taken back with a reason', async () => {
  const tried = await drafter.post(`${REFORM}/simulation`, { instrument: MERGER }, REFORM);
  assert.equal(tried.statusCode, 200);
  assert.match(tried.body, /What Example merger changes from 1 March 2027/);
  assert.match(tried.body, /license radio frequencies and stations.*Radio Administration.*Information and Communication Administration/s);
  assert.match(tried.body, /dept-20-officer \(.*\): the appointment ends on the day/);
  assert.match(tried.body, /\/organisation\/dept-20 → \/organisation\/dept-18/);
  assert.match(tried.body, /No registered API client is affected/);
  assert.equal(radioOn('2027-03-01'), 'dept-20');
  const address = await draft(MERGER);
  assert.equal(radioOn('2027-03-01'), 'dept-20');
  assert.match((await drafter.get(address)).body, /you acted on it already/);
  assert.equal((await drafter.post(`${address}/countersign`, {}, address)).statusCode, 403);
  assert.match((await second.get(address)).body, /Countersign<\/button>|Countersign\s*<\/button>/);
  assert.equal((await signer.post(`${address}/sign`, { number: '示例〔2026〕1号' }, address)).statusCode, 422);
  assert.equal((await second.post(`${address}/countersign`, {}, address)).statusCode, 303);
  assert.equal((await second.post(`${address}/sign`, { number: '示例〔2026〕1号' }, address)).statusCode, 403);
  const unnumbered = await signer.post(`${address}/sign`, { number: '' }, address);
  assert.equal(unnumbered.statusCode, 422);
  assert.match(unnumbered.body, /Enter the number of the instrument/);
  assert.equal((await signer.post(`${address}/sign`, { number: '示例〔2026〕1号' }, address)).statusCode, 303);
  assert.deepEqual([radioOn('2027-02-28'), radioOn('2027-03-01')], ['dept-20', 'dept-18']);
  const page = await drafter.get(address);
  assert.match(page.body, /Drafted.*Countersigned.*Signed/s);
  assert.match(page.body, /holds the post Deputy Director-General/);
  assert.match((await drafter.get(`${address}/text`)).body, /In force from 00:00 of 1 March 2027/);
  assert.equal((await signer.post(`${address}/undo`, { reason: ' ' }, address)).statusCode, 422);
  assert.equal((await signer.post(`${address}/undo`, { reason: 'decided otherwise' }, address)).statusCode, 303);
  assert.equal(radioOn('2027-03-01'), 'dept-20');
});

test('search, pages, API and export follow an instrument from its day, and old addresses lead to the heir', async () => {
  const address = await draft(MERGER.replace('2027-03-01', '2027-04-01'));
  const before = new Map<string, string>();
  const ADDRESSES = [
    '/en/organisation/dept-20?on=2027-03-31',
    '/en/responsibilities/12?on=2027-03-31',
    '/api/v1/organisation/export?on=2027-03-31',
    '/api/v1/organisation/functions?q=radio%20spectrum&on=2027-03-31',
  ];
  // A nonce is new with every answer; everything else is the same to the byte.
  const bodyOf = async (each: string): Promise<string> => (await nobody.get(each)).body.replace(/nonce="[0-9a-f]+"/g, '');
  for (const each of ADDRESSES) before.set(each, await bodyOf(each));
  await second.post(`${address}/countersign`, {}, address);
  assert.equal((await signer.post(`${address}/sign`, { number: '示例〔2026〕2号' }, address)).statusCode, 303);
  const found = JSON.parse((await nobody.get('/api/v1/organisation/functions?q=radio%20spectrum&on=2027-04-01')).body) as {
    readonly functions: readonly { readonly holders: readonly { readonly code: string }[] }[];
  };
  assert.equal(found.functions[0]?.holders[0]?.code, 'dept-18');
  const old = await nobody.get('/en/organisation/dept-20?on=2027-05-06');
  assert.deepEqual([old.statusCode, old.headers.location], [308, '/en/organisation/dept-18?on=2027-05-06#former']);
  const heir = await nobody.get('/en/organisation/dept-18?on=2027-05-06');
  assert.match(heir.body, /Radio Administration is part of this institution since 1 April 2027/);
  assert.match(heir.body, /\/en\/organisation\/dept-20\?on=2027-03-31/);
  assert.equal(
    (await nobody.get('/api/v1/organisation/dept-20?on=2027-05-06')).headers.location,
    '/api/v1/organisation/dept-18?on=2027-05-06',
  );
  assert.match((await nobody.get('/en/responsibilities/12?on=2027-04-01')).body, /Information and Communication Administration/);
  assert.match((await nobody.get('/en/organisation?on=2027-04-01')).body, /Example merger \(示例〔2026〕2号\)/);
  assert.match((await nobody.get('/api/v1/organisation/export?on=2027-04-01')).body, /Example merger/);
  // The day before says who held it as it did; that its days are counted by then is new.
  for (const each of ADDRESSES.slice(3)) assert.equal(await bodyOf(each), before.get(each), each);
  await signer.post(`${address}/undo`, { reason: 'decided otherwise' }, address);
  for (const each of ADDRESSES) assert.equal(await bodyOf(each), before.get(each), each);
});

test('an instrument with mistakes names each and changes nothing', async () => {
  const unreadable = await drafter.post(`${REFORM}/simulation`, { instrument: 'title: [' }, REFORM);
  assert.equal(unreadable.statusCode, 422);
  assert.match(unreadable.body, /instrument:\d+/);
  assert.match(unreadable.body, />\s*title: \[</);
  const orphan = MERGER.replace('{ merge: [dept-20], into: dept-18 }', '{ abolish: dept-20 }');
  const tried = await drafter.post(`${REFORM}/simulation`, { instrument: orphan }, REFORM);
  assert.match(tried.body, /It cannot be signed yet/);
  assert.doesNotMatch(tried.body, /Save the draft/);
  const ordered = await drafter.post(REFORM, { instrument: orphan }, REFORM);
  assert.equal(ordered.statusCode, 422);
  assert.match(ordered.body, /instrument:1: .*is without a holder from 2027-03-01/);
  assert.equal(organisation.institution('dept-20', Temporal.PlainDate.from('2027-03-01'))?.code, 'dept-20');
});

test('whoever has no part in it is told who has, and strangers find nothing', async () => {
  assert.equal((await radio.get(REFORM)).statusCode, 403);
  assert.match((await radio.get(REFORM)).body, /Personnel and Education/);
  assert.equal((await nobody.get(REFORM)).statusCode, 404);
  assert.equal((await radio.post(`${REFORM}/simulation`, { instrument: MERGER }, REFORM)).statusCode, 403);
  assert.equal((await drafter.get(`${REFORM}/0197b0a0-0000-7000-8000-000000000000`)).statusCode, 404);
});
