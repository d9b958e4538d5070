import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openMinistry } from '../ministry.ts';
import { ministryFolder } from '../ministry-folder.ts';
import { buildApp } from '../platform/http/app.ts';
import { openTestDatabase } from '../platform/testing/database.ts';
import { registerOrganisationRoutes } from './routes.ts';

const { pool } = await openTestDatabase();
const dataFolder = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'organisation-'));
const now = () => Temporal.Instant.from('2026-11-02T02:00:00Z');
const services = await openMinistry({
  pool,
  folder: ministryFolder('miit'),
  dataFolder,
  now,
  baseUrl: 'http://localhost:8080',
  hasExamples: false,
});
const { db, timeZone, ministry } = services;
const app = await buildApp({ db, now, timeZone, ministry, secure: false, trustProxy: false, requestsPerMinute: 100_000, log: false });
registerOrganisationRoutes(app, services);
await app.ready();
after(async () => {
  await app.close();
  await services.jobs.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});
const get = async (url: string) => await app.inject({ method: 'GET', url, headers: { accept: 'text/html' } });

test('the chart of today names all 25 departments and 31 provincial administrations in both languages', async () => {
  const chinese = (await get('/organisation?zoom=all')).body;
  const english = (await get('/en/organisation?zoom=all')).body;
  assert.match(chinese, /无线电管理局/);
  assert.match(english, /Radio Administration/);
  for (const page of [chinese, english]) {
    assert.equal([...page.matchAll(/data-body="dept-\d\d"/g)].length, 25);
    assert.equal([...page.matchAll(/data-body="pca-\d\d"/g)].length, 31);
  }
  assert.match(english, /23 declared, 25 listed, basis of counting not stated/);
  assert.match(english, /jointly built universities: 5 declared, 4 named/);
});

test('before its founding there was no ministry, and the page says when there was', async () => {
  const { body } = await get('/en/organisation?on=2008-03-10');
  assert.match(body, /There was no ministry on 10 March 2008/);
  assert.match(body, /11 March 2008/);
  assert.doesNotMatch(body, /data-body="dept-/);
});

test('staffing limits are those in force on the day', async () => {
  const figures = (body: string) => [...body.matchAll(/app-figures__value">([\d,]+)</g)].map((match) => match[1]);
  assert.deepEqual(figures((await get('/en/organisation?on=2023-09-23')).body), ['24', '731', '599']);
  assert.deepEqual(figures((await get('/en/organisation?on=2023-09-24')).body), ['23', '725', '110']);
});

test('a search in either language names the institution', async () => {
  assert.match(
    (await get(`/organisation?q=${encodeURIComponent('稀土')}`)).body,
    /href="\/organisation\/dept-10\?on=2026-11-02">原材料工业司/,
  );
  assert.match(
    (await get('/en/organisation?q=satellite%20orbits')).body,
    /href="\/en\/organisation\/dept-20\?on=2026-11-02">Radio Administration/,
  );
  const nothing = await get('/en/organisation?q=zzzzqq');
  assert.equal(nothing.statusCode, 200);
  assert.match(nothing.body, /Nothing is named by/);
});

test('an institution says who is in charge, where, by which law and who may do what', async () => {
  const { body } = await get('/en/organisation/dept-20');
  assert.match(body, /Director of the Radio Administration Bureau Xie Yuansheng/);
  assert.match(body, /13 West Chang&#39;an Street/);
  assert.match(body, /National Radio Office/);
  assert.match(body, /Radio Regulations of China, art. 14 and 27/);
  assert.match(body, /<span lang="zh-CN">无线电管理局<\/span>/);
});

test('the network centre is supervised by the ministry until March 2018 and by another body after', async () => {
  assert.match((await get('/en/organisation/network-centre?on=2018-02-28')).body, /People&#39;s Republic of China<\/a>/);
  assert.match(
    (await get('/en/organisation/network-centre?on=2018-04-01')).body,
    /Office of the Central Cyberspace Affairs Commission<\/a>/,
  );
});

test('in the month of a change the page says that it may be either', async () => {
  assert.match((await get('/en/organisation/network-centre?on=2018-03-15')).body, /The source knows the month only/);
  assert.doesNotMatch((await get('/en/organisation/network-centre?on=2018-04-01')).body, /The source knows the month only/);
});

test('what does not exist is 404, a day that is none 422 or 400, and neither tells of code', async () => {
  assert.equal((await get('/organisation/no-such-body')).statusCode, 404);
  assert.equal((await get('/organisation/dept-01?on=2001-01-01')).statusCode, 404);
  assert.equal((await get('/responsibilities/99')).statusCode, 404);
  assert.ok([400, 422].includes((await get('/organisation?on=yesterday')).statusCode));
  assert.ok([400, 422].includes((await get('/organisation?surprise=1')).statusCode));
});

test('words in an address are text on the page', async () => {
  const { body } = await get(`/organisation?q=${encodeURIComponent('<script>alert(1)</script>')}`);
  assert.doesNotMatch(body, /<script>alert/);
});

test('programs get the same answers as JSON and as JSON-LD', async () => {
  const list = (await app.inject('/api/v1/organisation?on=2026-11-02')).json<{
    institutions: { code: string }[];
    establishment: { totalAdministrative: number };
  }>();
  assert.equal(list.establishment.totalAdministrative, 725);
  assert.equal(list.institutions.filter((each) => each.code.startsWith('pca-')).length, 31);
  const one = (await app.inject('/api/v1/organisation/pca-44?on=2026-11-02')).json<{
    holdings: { mandate: string; territory: string }[];
  }>();
  assert.deepEqual(
    one.holdings.map((each) => [each.mandate, each.territory]),
    [['website-filing', '44']],
  );
  const found = (await app.inject('/api/v1/organisation/functions?q=civil%20explosives')).json<{
    functions: { holders: { code: string }[] }[];
  }>();
  assert.equal(found.functions[0]?.holders[0]?.code, 'dept-09');
  assert.equal((await app.inject('/api/v1/responsibilities')).json<unknown[]>().length, 15);
  const graph = await app.inject('/api/v1/organisation/export?on=2024-04-30');
  assert.match(String(graph.headers['content-type']), /application\/ld\+json/);
  const nodes = graph.json<{ '@graph': Record<string, unknown>[] }>()['@graph'];
  const radio = nodes.find((each) => each['@id'] === 'http://localhost:8080/organisation/dept-20');
  assert.equal(radio?.['@type'], 'org:OrganizationalUnit');
  assert.equal(radio?.unitOf, 'http://localhost:8080/organisation/miit');
});

test('every responsibility has a page and somebody who leads on every day since the founding', async () => {
  const days = ['2008-03-11', '2008-06-30', '2008-07-01', '2023-09-23', '2023-09-24', '2026-11-02'].map((day) =>
    Temporal.PlainDate.from(day),
  );
  for (let number = 1; number <= 15; number++) {
    assert.equal((await get(`/responsibilities/${number}`)).statusCode, 200);
    const mandate = `resp-${String(number).padStart(2, '0')}`;
    for (const on of days) assert.ok(services.organisation.holder({ mandate, territory: null, scope: null, on }), `${mandate} on ${on}`);
  }
});

test('on a day of change the page says what changed; on another it does not', async () => {
  const { body } = await get('/en/organisation?on=2018-03-01');
  assert.match(body, /What changed on 1 March 2018/);
  assert.match(body, /National Computer Network and Information Security Management Center \(now Office of the Central Cyberspace Affairs/);
  assert.match(body, /data-body="network-centre"/);
  assert.match(
    (await get('/en/organisation?on=2023-03-01')).body,
    /science parks” moved from Ministry of Science and Technology to Planning/,
  );
  const quiet = (await get('/en/organisation?on=2023-03-02')).body;
  assert.doesNotMatch(quiet, /What changed on/);
  assert.doesNotMatch(quiet, /app-org__change/);
});

test('the drawing names every body in full, shows a group from near by a link, and is not read out twice', async () => {
  const whole = (await get('/organisation?on=2024-05-06')).body;
  const picture = /<svg class="app-org__picture"[\s\S]*?<\/svg>/.exec(whole)?.[0] ?? '';
  assert.equal([...picture.matchAll(/data-cell="(?:dept|pca)-\d\d"/g)].length, 56);
  assert.match(picture, /aria-hidden="true"/);
  assert.equal([...picture.matchAll(/<a /g)].length, [...picture.matchAll(/tabindex="-1"/g)].length);
  const near = (await get('/organisation?on=2024-05-06&near=departments')).body;
  assert.notEqual(/viewBox="([^"]+)" data-whole/.exec(near)?.[1], /viewBox="([^"]+)" data-whole/.exec(whole)?.[1]);
  assert.match(near, /显示全图/);
  assert.equal((await get('/organisation?near=nothing')).statusCode, 200);
});

test('an institution tells programs its posts with their holders, and how sure each is', async () => {
  const told = async (on: string) => (await app.inject({ url: `/api/v1/organisation/miit?on=${on}` })).json();
  const sure = await told('2024-05-06');
  assert.equal(sure.posts[0].code, 'miit-minister');
  assert.deepEqual(sure.posts[0].holders, [{ name: { 'zh-CN': '金壮龙', en: 'Jin Zhuanglong' }, mode: 'appointed', certain: true }]);
  const open = await told('2022-09-15');
  assert.deepEqual(
    open.heads.map((each: { certain: boolean }) => each.certain),
    [false, false],
  );
  assert.equal(open.head, null);
  const centre = (await app.inject({ url: '/api/v1/organisation/network-centre?on=2018-03-15' })).json();
  assert.equal(centre.certain, false);
  assert.equal(centre.since, '2018-03');
});
