import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openTestMinistry } from '../../tests/ministry.ts';
import { readSignature } from '../documents/verify.ts';
import { csvCell } from './export.ts';
import { type Change, writeEntry } from './store.ts';

const ministry = await openTestMinistry({ now: '2026-11-02T02:00:00Z' });
const { db } = ministry.services;
const website = ministry.services.registers.get('website');
if (website === undefined) throw new Error('the ministry has no register of websites');

const entry = (serial: number, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  serviceNumber: `京ICP备2026${String(serial).padStart(6, '0')}号-1`,
  subjectNumber: `京ICP备2026${String(serial).padStart(6, '0')}号`,
  unit: '示例茶叶贸易有限公司',
  nature: 'enterprise',
  serviceName: '示例茶叶网',
  domain: `shili-${serial}.cn`,
  homeUrl: `https://www.shili-${serial}.cn/`,
  contentTypes: ['none'],
  restricted: 'no',
  passedOn: '2026-09-26',
  certificateNumber: '91110000MA0EX0085X',
  province: '11',
  accessProvider: '91110000MA0EX00180',
  ip: '192.0.2.77',
  ...more,
});

const because = {
  post: { code: 'deputy', title: { 'zh-CN': '副局长', en: 'Deputy Director' } },
  institution: { code: 'bj', name: { 'zh-CN': '北京市通信管理局', en: 'Beijing Communications Administration' } },
  mandate: {
    code: 'website-filing',
    title: { 'zh-CN': '网站备案', en: 'file websites' },
    basis: { 'zh-CN': '第十二条', en: 'art. 12' },
    since: '2009-01-01',
  },
  chain: [{ 'zh-CN': '甲', en: 'one' }],
};

async function write(data: Record<string, unknown>, from: string, more: Partial<Change> = {}): Promise<void> {
  await db.transaction().execute((trx) =>
    writeEntry(trx, website as NonNullable<typeof website>, {
      key: String(data.serviceNumber),
      data,
      from: Temporal.PlainDate.from(from),
      at: Temporal.Instant.from(`${from}T02:00:00Z`),
      causeKind: 'case',
      cause: 'case/00000000-0000-7000-8000-000000000000',
      because,
      actor: 'system',
      ...more,
    }),
  );
}

const KEY = '京ICP备2026000001号-1';
const at = (path: string): string => path.replace('KEY', encodeURIComponent(KEY));
await write(entry(1), '2026-09-26');
await write(entry(1, { serviceName: '示例红茶网', unit: '=HYPERLINK("http://evil.example")' }), '2026-10-15');
await write(entry(2, { nature: 'individual', unit: 'Example, "Ltd"', serviceName: '示例精密机械网' }), '2026-09-27');
for (let serial = 10; serial < 70; serial++) await write(entry(serial, { unit: '示例港口物流有限公司', province: '31' }), '2026-09-28');

const get = async (url: string) => await ministry.app.inject({ url: at(url), headers: { accept: 'text/html' } });
const keysIn = (body: string): number => body.match(/app-desk__row/g)?.length ?? 0;

test('an entry is found by two Chinese characters, by its number, its domain and English words', async () => {
  const search = async (q: string): Promise<string> => (await get(`/registers/website?${new URLSearchParams({ q })}`)).body;
  for (const q of ['红茶', KEY, 'shili-1.cn', '示例红茶网', 'SHILI-1.CN']) assert.match(await search(q), new RegExp(KEY), q);
  for (const q of ['绿茶', '红茶 机械', 'shili-3.cn']) assert.doesNotMatch(await search(q), new RegExp(KEY), q);
  assert.equal(keysIn(await search('Example Ltd')), 1);
});

test('the register is shown a page at a time, by filter, and counted', async () => {
  const first = await get('/registers/website');
  assert.equal(keysIn(first.body), 50);
  assert.match(first.body, /62 条，截至2026年11月2日/);
  const next = /href="([^"]*after=[^"]*)"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  assert.equal(keysIn((await get(next)).body), 12);
  assert.equal(keysIn((await get('/registers/website?f=nature:individual')).body), 1);
  assert.equal(keysIn((await get('/registers/website?f=province:31&f=nature:individual')).body), 0);
  assert.equal(keysIn((await get('/registers/website?f=contentTypes:none&q=港口')).body), 50);
});

test('a filter by a hidden field is not one: it would tell the value', async () => {
  const hit = await get('/api/v1/registers/website?f=ip:192.0.2.77&limit=200');
  const miss = await get('/api/v1/registers/website?f=ip:192.0.2.78&limit=200');
  assert.equal(hit.json().entries.length, 62);
  assert.deepEqual(hit.json().entries, miss.json().entries);
  assert.equal((await get('/api/v1/registers/website?q=91110000MA0EX0085X')).json().entries.length, 0);
});

test('hidden fields stand nowhere: page, export, API, search', async () => {
  for (const url of [
    '/registers/website',
    '/registers/website/KEY',
    '/registers/website/KEY.json',
    '/api/v1/registers/website',
    '/api/v1/registers/website/KEY',
    '/api/v1/registers/website/KEY/versions',
    '/registers/website/export.csv',
    '/registers/website/export.json',
    '/registers/website/export.ndjson',
    '/website-query?q=%E7%A4%BA%E4%BE%8B',
  ]) {
    const answer = await get(url);
    assert.equal(answer.statusCode, 200, url);
    for (const secret of ['91110000MA0EX0085X', '91110000MA0EX00180', '192.0.2.77'])
      assert.ok(!answer.body.includes(secret), `${url}: ${secret}`);
  }
});

test('the entry as of a day, its versions, what changed and who decided', async () => {
  const today = (await get('/registers/website/KEY')).body;
  assert.match(today, /示例红茶网/);
  assert.match(today, /第 2 版[\s\S]*?<\/li>/);
  assert.match(today, /示例茶叶网<\/td>|示例茶叶网<\/td/);
  assert.match(today, /副局长，北京市通信管理局/);
  const before = (await get('/registers/website/KEY?on=2026-10-14')).body;
  assert.match(before, /<h1[^>]*>示例茶叶网<\/h1>/);
  assert.match(before, /2026年9月26日至2026年10月15日/);
  const early = await get('/registers/website/KEY?on=2026-09-25');
  assert.equal(early.statusCode, 200);
  assert.match(early.body, /当日没有登记/);
  assert.equal((await get('/registers/website/nothing')).statusCode, 404);
  assert.equal((await get('/registers/nothing')).statusCode, 404);
  assert.equal((await get('/registers/website/KEY?on=2026-02-30')).statusCode, 422);
});

test('English pages name what they can and mark the rest as Chinese', async () => {
  const page = (await get('/en/registers/website/KEY')).body;
  assert.match(page, /Deputy Director, Beijing Communications Administration/);
  assert.match(page, /<span lang="zh-CN">示例红茶网<\/span>/);
});

test('an entry for programs carries a signature of the ministry over all of it', async () => {
  const answer = (await get('/registers/website/KEY.json?on=2026-10-14')).json();
  assert.equal(answer.data.serviceName, '示例茶叶网');
  assert.equal(answer.on, '2026-10-14');
  const { signature, ...payload } = answer;
  assert.deepEqual(await readSignature(db, signature), payload);
  const forged = `${signature.slice(0, -4)}AAAA`;
  assert.equal(await readSignature(db, forged), undefined);
  assert.deepEqual((await get('/api/v1/registers/website/KEY?on=2026-10-14')).json().data, answer.data);
});

test('exports hold all that the search finds, and formulas are made harmless', async () => {
  const csv = (await get('/registers/website/export.csv')).body;
  assert.ok(csv.startsWith('\ufeff网站备案号,'));
  assert.equal(csv.trim().split('\r\n').length, 63);
  assert.ok(csv.includes(`"'=HYPERLINK(""http://evil.example"")"`));
  assert.ok(csv.includes('"Example, ""Ltd"""'));
  const lines = (await get('/registers/website/export.ndjson?f=nature:individual')).body.trim().split('\n');
  assert.equal(lines.length, 1);
  assert.equal(JSON.parse(lines[0] ?? '').data.nature, 'individual');
  const whole = (await get('/registers/website/export.json?on=2026-09-26')).json();
  assert.equal(whole.entries.length, 1);
  assert.equal(whole.on, '2026-09-26');
  assert.deepEqual((await get('/registers/website/export.json?on=2020-01-01')).json().entries, []);
  assert.match((await get('/en/registers/website/export.csv')).body, /Filing number of the website,/);
});

test('no text leaves a CSV cell as a formula, and every text is read back', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const cell = csvCell(text);
      assert.doesNotMatch(cell, /^"?[=+\-@\t\r]/);
      const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      assert.equal(read.replace(/^'(?=[=+\-@\t\r])/, ''), text);
    }),
  );
});

test('the API pages by key and tells what registers there are', async () => {
  const first = (await get('/api/v1/registers/website?limit=40')).json();
  const second = (await get(`/api/v1/registers/website?limit=40&after=${encodeURIComponent(first.next)}`)).json();
  assert.equal(first.entries.length + second.entries.length, 62);
  assert.equal(second.next, undefined);
  const registers = (await get('/api/v1/registers')).json().registers;
  assert.ok(registers.some((each: { readonly code: string }) => each.code === 'website'));
  assert.equal(registers[0].fields.ip, undefined);
  assert.equal((await get('/api/v1/registers/nothing')).json().type, '/problems/register-unknown');
});

test('the public query shows the nine columns of its law, finds by one box, and tells a false number', async () => {
  const page = (await get('/website-query?q=红茶')).body;
  const heads = [...page.matchAll(/<th scope="col"[^>]*>([^<]+)</g)].map((found) => found[1]);
  // 工信部 public query: unit, nature, subject number, service number, name, domain, prior approvals, access restricted, date.
  assert.deepEqual(heads, [
    '主办单位名称',
    '主办单位性质',
    '主体备案号',
    '网站备案号',
    '网站名称',
    '网站域名',
    '前置审批项',
    '是否限制接入',
    '审核通过日期',
  ]);
  assert.match(page, /2026-09-26|2026年9月26日/);
  assert.match((await get('/website-query?q=京ICP备2099000001号-1')).body, /未备案/);
  assert.match((await get('/website-query?kind=app&q=红茶')).body, /没有这一类登记簿/);
  assert.match((await get('/website-query')).body, /网页底部写的是什么/);
});

test('a version that was replaced on its first day keeps its place in the history', async () => {
  await write(entry(900), '2026-10-01');
  await write(entry(900, { serviceName: '同日更正' }), '2026-10-01', { causeKind: 'correction' });
  const page = await get(`/registers/website/${encodeURIComponent('京ICP备2026000900号-1')}`);
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /同日更正/);
  assert.match(page.body, /第 1 版/);
});
