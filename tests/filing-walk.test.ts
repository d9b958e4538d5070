import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { exampleAccount } from '../src/examples/index.ts';
import { dateIn } from '../src/platform/time.ts';
import { findEntry, findKeyOfValue } from '../src/registers/index.ts';
import { openTestMinistry } from './ministry.ts';

const ministry = await openTestMinistry({ withExamples: true, now: '2026-11-24T02:00:00Z' });
const { services } = ministry;
const { db } = services;
const today = dateIn(services.timeZone, services.now());
const applicant = await ministry.visit(await exampleAccount(services, 'applicant'));
const stranger = await ministry.visit(await exampleAccount(services, 'stranger'));
const examiner = await ministry.visit(await exampleAccount(services, 'examiner'));
const decider = await ministry.visit(await exampleAccount(services, 'decider'));

/** The address of a website's orders, by its domain. */
async function ordersOf(domain: string): Promise<{ readonly key: string; readonly path: string }> {
  const key = await findKeyOfValue(db, 'website', 'domain', domain);
  assert.ok(key, `${domain} is filed`);
  return { key, path: `/orders/website/${encodeURIComponent(key)}` };
}

suite('orders upon a filed website', () => {
  test('the register offers them to its holder only', async () => {
    const { path } = await ordersOf('shili-chaye.cn');
    const page = await applicant.get(path);
    assert.equal(page.statusCode, 200);
    for (const title of ['网站变更备案', '网站接入变更备案', '网站注销备案', '网站备案认领']) assert.match(page.body, new RegExp(title));
    assert.doesNotMatch(page.body, /撤销网站备案/);
    assert.match((await applicant.get(`/en${path}`)).body, /Change of a website filing/);
    assert.match((await stranger.get(path)).body, /您的账户今天不代表该登记的主办者/);
    const refused = await stranger.post(`${path}/website-change`, {}, path);
    assert.equal(refused.statusCode, 422);
    const nobody = await ministry.visit();
    assert.match(String((await nobody.get(path)).headers.location), /\/sign-in\?next=/);
  });

  test('an order that waits for another is refused by name, before a line is filled in', async () => {
    const { path } = await ordersOf('shili-chaye.cn');
    const page = await applicant.get(path);
    assert.match(page.body, /与在办事项 WF-2026-\d{6}（非经营性互联网信息服务备案）冲突：新增网站或新增接入在办期间不能注销/);
    assert.match(
      (await applicant.get(`/en${path}`)).body,
      /finish or withdraw it before a filing is cancelled \(rule serviceBeforeCancel\)/,
    );
  });

  test('a change begins with what is registered, keeps what cannot be changed and says what differs', async () => {
    const { path, key } = await ordersOf('shili-chaye.cn');
    const started = await applicant.post(`${path}/website-change`, {}, path);
    assert.equal(started.statusCode, 303);
    const draft = String(started.headers.location);
    const service = await applicant.get(`${draft}/service`);
    assert.match(service.body, /value="示例茶叶网"/);
    assert.match(service.body, /此项按登记内容，不能变更/);
    assert.doesNotMatch(service.body, /name="\/service\/domain"/);
    const form = (page: string, fields: Readonly<Record<string, string>>) =>
      applicant.post(`${draft}/${page}`, { revision: revisionIn(service.body), ...fields }, `${draft}/${page}`);
    const same = await applicant.post(`${draft}/submit`, {}, draft);
    assert.equal(same.statusCode, 422, 'something is missing');
    const request = {
      '/request/reason': '品牌更名',
      '/request/effectiveOn-year': '2026',
      '/request/effectiveOn-month': '12',
      '/request/effectiveOn-day': '31',
    };
    assert.equal((await form('request', request)).statusCode, 303);
    assert.equal((await form('commitment', { '/commitment/agreed': 'true' })).statusCode, 303);
    const nothing = await applicant.post(`${draft}/submit`, {}, draft);
    assert.equal(nothing.statusCode, 422);
    assert.match(nothing.body, /没有变更任何登记事项/);
    const fields = { '/service/name': '示例名茶网', '/service/homeUrl': 'https://www.shili-chaye.cn/', '/service/contentTypes': 'none' };
    assert.equal((await form('service', fields)).statusCode, 303);
    const review = await applicant.get(`${draft}/review`);
    assert.match(review.body, /与登记内容比较[\s\S]*示例茶叶网[\s\S]*示例名茶网/);
    assert.equal((await applicant.post(`${draft}/submit`, {}, draft)).statusCode, 303);
    const row = await db
      .selectFrom('case_file')
      .selectAll()
      .where('entry_key', '=', key)
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow();
    assert.equal((row.variables.order as { kind: string }).kind, 'change-service');
    const again = await applicant.get(path);
    assert.match(again.body, /同一网站已有在办事项/);
    const desk = await examiner.get(`/desk/cases/${row.id}`);
    assert.match(desk.body, /与登记内容比较[\s\S]*示例茶叶网[\s\S]*示例名茶网/);
  });

  test('a cancelled website is gone from the register, its history and its document stay, its domain is free', async () => {
    assert.equal(await findKeyOfValue(db, 'website', 'domain', 'shili-wanju.com.cn'), undefined);
    const row = await db
      .selectFrom('case_file')
      .select(['entry_key', 'stage'])
      .where('procedure', '=', 'website-cancellation')
      .executeTakeFirstOrThrow();
    assert.equal(row.stage, 'cancelled');
    const entry = await findEntry(db, 'website', row.entry_key ?? '', today);
    assert.equal(entry?.removed, true);
    const page = await (await ministry.visit()).get(`/registers/website/${encodeURIComponent(row.entry_key ?? '')}`);
    assert.match(page.body, /网站注销备案确认书|注销备案确认书/);
    const orders = await applicant.get(`/orders/website/${encodeURIComponent(row.entry_key ?? '')}`);
    assert.match(orders.body, /已经注销或撤销，不能再办理/);
  });

  test('a website that moved to another provider keeps its number', async () => {
    const { key } = await ordersOf('shili-gangkou.cn');
    const entry = await findEntry(db, 'website', key, today);
    assert.equal(entry?.version, 3);
    assert.equal(entry?.data.accessProvider, '91110000MA0EX00180');
    assert.equal(entry?.data.serviceName, '示例港口航运网');
  });

  test('everything missing is told at once in a numbered notice, and the clock rests', async () => {
    const row = await db
      .selectFrom('document as d')
      .innerJoin('case_file as c', 'c.id', 'd.case_id')
      .select(['c.id', 'd.number', 'd.body'])
      .where('c.procedure', '=', 'website-change')
      .where('d.kind', '=', 'supplement-notice')
      .executeTakeFirstOrThrow();
    assert.match(row.number, /备补〔2026〕\d+号/);
    for (const code of ['R23', 'R24']) assert.match(JSON.stringify(row.body), new RegExp(code));
    const clock = await db
      .selectFrom('clock')
      .select('suspended_at')
      .where('case_id', '=', row.id)
      .where('name', '=', 'province-review')
      .executeTakeFirstOrThrow();
    assert.ok(clock.suspended_at);
    const page = await applicant.get(`/cases/${row.id}`);
    assert.match(page.body, /补正通知书/);
    assert.match(page.body, /与登记内容比较/);
  });
});

suite('revocation by the authority', () => {
  test('the examiner starts it with facts and law; the organiser is told and heard; who started it does not decide', async () => {
    const { path, key } = await ordersOf('shili-jixie.cn');
    assert.match((await examiner.get(path)).body, /依职权办理[\s\S]*撤销网站备案/);
    const start = `/desk${path}/website-revocation`;
    assert.equal((await applicant.get(start)).statusCode, 404);
    const empty = await examiner.post(start, {}, start);
    assert.equal(empty.statusCode, 422);
    assert.match(empty.body, /请填写：事实与证据|事实与证据/);
    const facts = {
      '/request/ground': 'not-corrected',
      '/request/facts': '责令改正后三十日内未标明备案号，复查两次均未改正。',
      '/request/article': '互联网信息服务管理办法第二十二条',
    };
    const started = await examiner.post(start, facts, start);
    assert.equal(started.statusCode, 303);
    const caseId = String(started.headers.location).split('/').at(-1) ?? '';
    const mine = await applicant.get(`/cases/${caseId}`);
    assert.match(mine.body, /待主办者陈述申辩/);
    assert.match(mine.body, /拟撤销备案告知书/);
    const task = await db
      .selectFrom('task')
      .select(['id', 'drafters'])
      .where('case_id', '=', caseId)
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow();
    const said = await applicant.post(
      `/tasks/${task.id}`,
      { outcome: 'state', reasons: '正在改版，请求延期。', revision: '1' },
      `/tasks/${task.id}`,
    );
    assert.equal(said.statusCode, 303);
    const review = await db
      .selectFrom('task')
      .select(['id', 'drafters', 'element'])
      .where('case_id', '=', caseId)
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow();
    assert.equal(review.element, 'examine');
    const act = async (visitor: typeof examiner, taskId: string, outcome: string) => {
      const file = await db.selectFrom('case_file').select('revision').where('id', '=', caseId).executeTakeFirstOrThrow();
      const revision = String(file.revision);
      return await visitor.post(`/desk/tasks/${taskId}`, { outcome, reasons: '申辩理由不成立。', revision }, `/desk/cases/${caseId}`);
    };
    assert.equal((await act(examiner, review.id, 'propose-revocation')).statusCode, 303);
    const last = await db
      .selectFrom('task')
      .select(['id', 'drafters'])
      .where('case_id', '=', caseId)
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow();
    assert.equal((await act(examiner, last.id, 'revoke')).statusCode, 403);
    assert.equal((await act(decider, last.id, 'revoke')).statusCode, 303);
    const entry = await findEntry(db, 'website', key, today);
    assert.equal(entry?.removed, true);
    const documents = await db.selectFrom('document').select('kind').where('case_id', '=', caseId).orderBy('issued_at').execute();
    assert.deepEqual(
      documents.map(({ kind }) => kind),
      ['revocation-notice', 'revocation-decision'],
    );
  });
});

const revisionIn = (body: string): string => /name="revision" value="(\d+)"/.exec(body)?.[1] ?? '';
