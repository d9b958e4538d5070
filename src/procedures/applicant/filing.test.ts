import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyChains } from '../../platform/audit/index.ts';
import {
  answers,
  begin,
  type Cast,
  codeOf,
  file,
  fill,
  findingsOf,
  IDENTITY,
  mistakesOf,
  mobile,
  officerStep,
  openCast,
  passPreReview,
  stageOf,
  submit,
  taskOf,
} from './test-cast.ts';

const cast = await openCast();

test('the guide tells cost, time, papers and law before anything is asked, in both languages', async () => {
  const { browser } = cast.applicant;
  const chinese = await browser.get('/services/website-filing');
  assert.equal(chinese.statusCode, 200);
  assert.match(chinese.body, /不收费/);
  assert.match(chinese.body, /20 个工作日/);
  assert.match(chinese.body, /互联网信息服务备案承诺书/);
  const english = await browser.get('/en/services/website-filing');
  assert.match(english.body, /20 working days/);
  assert.match(english.body, /Signed commitment/);
  assert.equal((await browser.get('/services/no-such-service')).statusCode, 404);
});

test('the pre-check stops who needs a licence, asks for what is missing and lets the others on', async () => {
  const { browser } = cast.applicant;
  const path = '/services/website-filing/check?asked=yes';
  const incomplete = await browser.get(`${path}&q1=no`);
  assert.equal(incomplete.statusCode, 422);
  assert.equal(mistakesOf(incomplete.body).length, 2);
  assert.match((await browser.get(`${path}&q1=yes&q2=yes&q3=yes`)).body, /增值电信业务经营许可/);
  assert.match((await browser.get(`${path}&q1=no&q2=yes&q3=yes`)).body, /可以开始办理/);
});

test('what is known is filled in, each page is kept, and the overview says what is missing', async () => {
  const { browser } = cast.applicant;
  const draft = await begin(cast.applicant);
  const subject = await browser.get(`${draft}/subject`);
  assert.match(subject.body, /value="示例茶叶贸易有限公司"/);
  assert.match(subject.body, /value="91110000MA0EX0085X"/);
  await fill(cast.applicant, draft, { access: answers(cast, 'shili-gailan.cn', 1).access });
  const overview = await browser.get(draft);
  assert.match(overview.body, /已完成 1 部分，共 5 部分/);
  assert.match((await browser.get(`${draft}/access`)).body, /value="192.0.2.10"/);
  const early = await submit(cast.applicant, draft);
  assert.equal(early.statusCode, 422, 'a draft with gaps is not submitted');
  assert.ok(mistakesOf(early.body).length > 10, 'everything missing is named at once');
});

test('submitted, reviewed, verified, examined and decided: filed, with number, document and register entry', async () => {
  const { browser } = cast.applicant;
  const draft = await begin(cast.applicant);
  await fill(cast.applicant, draft, answers(cast, 'shili-chaye.cn', 2));
  assert.match((await browser.get(`${draft}/review`)).body, /shili-chaye\.cn/);
  const sent = await submit(cast.applicant, draft);
  assert.equal(sent.headers.location, `${draft}/submitted`);
  const confirmation = await browser.get(`${draft}/submitted`);
  assert.match(confirmation.body, /WF-2026-\d{6}/);
  // Two working days from Monday 2 November 2026.
  assert.match(confirmation.body, /2026年11月4日/);

  const list = await browser.get('/cases');
  const caseId = /href="\/cases\/([0-9a-f-]{36})"/.exec(list.body)?.[1] ?? '';
  assert.match((await cast.provider.browser.get('/tasks')).body, /示例茶叶贸易有限公司/);
  await passPreReview(cast, caseId);
  assert.match((await browser.get(`/cases/${caseId}`)).body, /短信核验/);

  const verified = await browser.send('/verification', '/verification', {
    mobile: mobile(2),
    idTail: IDENTITY.slice(-6),
    code: await codeOf(cast, caseId),
  });
  assert.equal(verified.headers.location, '/verification/verified');
  const waiting = await browser.get(`/cases/${caseId}`);
  // Twenty working days from 2 November 2026 end on 30 November.
  assert.match(waiting.body, /北京市通信管理局.*2026年11月30日/s);
  assert.match(waiting.body, /还剩 20 个工作日/);

  const { examiner, decider } = cast;
  await officerStep(cast, caseId, { element: 'examine', role: 'examine', by: examiner, outcome: 'propose-approval' });
  const proposed = await browser.get(`/cases/${caseId}`);
  assert.ok(!proposed.body.includes('拟予备案'), 'a proposal is not yet a decision and is not told');
  await officerStep(cast, caseId, { element: 'decide', role: 'decide', by: decider, outcome: 'approve' });

  const decided = await browser.get(`/cases/${caseId}`);
  assert.match(decided.body, /京ICP备2026\d{6}号-1/);
  assert.match(decided.body, /\/documents\/[A-Z0-9-]{14}\.pdf/);
  assert.match(decided.body, /权限来源/, 'the decision says by what right it was taken');
  const message = await cast.ministry.services.db
    .selectFrom('outbox')
    .select(['recipient', 'subject'])
    .where('about', '=', `case/${caseId}`)
    .where('channel', '=', 'email')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  assert.equal(message.recipient, 'tea@example.org');
  assert.match(message.subject ?? '', /已备案/);
  assert.match((await browser.get(`/en/cases/${caseId}`)).body, /Filed<\/strong> on/);
  const asked = await cast.ministry.services.db
    .selectFrom('outbox')
    .select(['recipient', 'body'])
    .where('about', '=', `case/${caseId}`)
    .where('channel', '=', 'email')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  assert.equal(asked.recipient, 'cloud@example.org', 'whoever has something to do is told');
  assert.match(asked.body, /\/tasks\/[0-9a-f-]{36}/);
});

test('a form that is sent again is answered with the case it made, and makes no second', async () => {
  const { services } = cast.ministry;
  const draft = await begin(cast.applicant);
  await fill(cast.applicant, draft, answers(cast, 'shili-chongfu.cn', 3));
  const before = await services.db.selectFrom('case_file').select('id').execute();
  const [first, second] = await Promise.all([submit(cast.applicant, draft), submit(cast.applicant, draft)]);
  const third = await cast.applicant.browser.send('/cases', `${draft}/submit`);
  for (const answer of [first, second, third]) assert.equal(answer.headers.location, `${draft}/submitted`);
  assert.equal((await services.db.selectFrom('case_file').select('id').execute()).length, before.length + 1);
  assert.equal((await cast.applicant.browser.get(draft)).headers.location, `${draft}/submitted`);
});

test('returned by the reviewer: findings stand at their fields, and the correction goes on in the same case', async () => {
  const { browser } = cast.applicant;
  const caseId = await file(cast, cast.applicant, answers(cast, 'shili-xiugai.cn', 4));
  const review = await taskOf(cast, caseId, 'preReview');
  const path = `/tasks/${review.id}`;
  const returned = await cast.provider.browser.send(path, path, { outcome: 'reject', findings: ['R18', 'R17'], reasons: '请尽快修改' });
  assert.equal(returned.statusCode, 303);
  const page = await browser.get(`/cases/${caseId}`);
  assert.match(page.body, /网站名称不符合命名规则/);
  assert.match(page.body, /填写接入服务商实际分配的IP地址/);
  assert.match(page.body, /请尽快修改/);

  const correct = await taskOf(cast, caseId, 'correct');
  const opened = await browser.send(`/cases/${caseId}`, `/tasks/${correct.id}/draft`);
  const draft = String(opened.headers.location);
  const again = await browser.send(`/cases/${caseId}`, `/tasks/${correct.id}/draft`);
  assert.equal(again.headers.location, draft, 'a correction that was begun is gone on with');
  assert.match((await browser.get(`${draft}/service`)).body, /id="service-name-finding"/);
  assert.match((await browser.get(`${draft}/access`)).body, /id="access-ip-finding"/);
  const { service, access } = answers(cast, 'shili-xiugai.cn', 4);
  await fill(cast.applicant, draft, {
    service: { ...service, '/service/name': '示例茶叶商城' },
    access: { ...access, '/access/ip': '192.0.2.77' },
    commitment: { '/commitment/agreed': 'true' },
  });
  assert.equal((await submit(cast.applicant, draft)).statusCode, 303);
  assert.equal(await stageOf(cast, caseId), 'preReview');
  const row = await cast.ministry.services.db.selectFrom('case_file').select('data').where('id', '=', caseId).executeTakeFirstOrThrow();
  assert.equal((row.data as { access: { ip: string } }).access.ip, '192.0.2.77');
});

test('refused: every failing item with reason and cure, and a new filing begins with the old answers', async () => {
  const { browser } = cast.applicant;
  const caseId = await throughVerification(cast, 'shili-jujue.cn', 5);
  const findings = findingsOf(cast, 'R08', 'R23');
  await officerStep(cast, caseId, { element: 'examine', role: 'examine', by: cast.examiner, outcome: 'propose-refusal', findings });
  assert.ok(!(await browser.get(`/cases/${caseId}`)).body.includes('域名持有者不是主办者'), 'nothing is told before the decision');
  await officerStep(cast, caseId, {
    element: 'decide',
    role: 'decide',
    by: cast.decider,
    outcome: 'refuse',
    reasons: '域名不属于主办者。',
  });
  const page = await browser.get(`/cases/${caseId}`);
  assert.match(page.body, /域名持有者不是主办者/);
  assert.match(page.body, /将域名过户给主办者/);
  assert.match(page.body, /证件照片或影像不符合要求/);
  assert.match(page.body, /域名不属于主办者。/);
  const copy = await browser.send(`/cases/${caseId}`, `/cases/${caseId}/copy`);
  const draft = String(copy.headers.location);
  assert.match((await browser.get(`${draft}/service`)).body, /value="shili-jujue\.cn"/);
  const commitment = await browser.get(`${draft}/commitment`);
  assert.ok(!/value="true"[^>]*checked/.test(commitment.body), 'the declaration is made anew');
});

test('a supplement stops the clock until it is handed in', async () => {
  const { ministry, applicant } = cast;
  const caseId = await throughVerification(cast, 'shili-buzheng.cn', 6);
  const findings = findingsOf(cast, 'R25');
  await officerStep(cast, caseId, { element: 'examine', role: 'examine', by: cast.examiner, outcome: 'supplement', findings });
  const page = await applicant.browser.get(`/cases/${caseId}`);
  assert.match(page.body, /审查期限中止计算/);
  const task = await taskOf(cast, caseId, 'supplement');
  const draft = String((await applicant.browser.send(`/cases/${caseId}`, `/tasks/${task.id}/draft`)).headers.location);
  const { subject, commitment } = answers(cast, 'shili-buzheng.cn', 6);
  await fill(applicant, draft, { subject: { ...subject, '/subject/address': '示例市示例区示例路1号3层301室' }, commitment });
  assert.equal((await submit(applicant, draft)).statusCode, 303);
  assert.equal(await stageOf(cast, caseId), 'examine');
  const clock = await ministry.services.db
    .selectFrom('clock')
    .select(['suspended_at', 'suspensions'])
    .where('case_id', '=', caseId)
    .where('name', '=', 'province-review')
    .executeTakeFirstOrThrow();
  assert.equal(clock.suspended_at, null);
  assert.equal(clock.suspensions.length, 1);
});

test('withdrawing asks why, frees the domain, and is too late once examination has begun', async () => {
  const { browser } = cast.applicant;
  const caseId = await file(cast, cast.applicant, answers(cast, 'shili-chehui.cn', 7));
  const path = `/cases/${caseId}/withdraw`;
  const empty = await browser.send(path, path, { reasons: ' ' });
  assert.equal(empty.statusCode, 422);
  assert.equal(await stageOf(cast, caseId), 'preReview');
  const done = await browser.send(path, path, { reasons: '改用另一域名' });
  assert.equal(done.headers.location, `/cases/${caseId}?done=withdrawn`);
  assert.equal(await stageOf(cast, caseId), 'withdrawn');
  await file(cast, cast.applicant, answers(cast, 'shili-chehui.cn', 7));
  const late = await throughVerification(cast, 'shili-taiwan.cn', 8);
  assert.equal((await browser.get(`/cases/${late}/withdraw`)).statusCode, 409);
  const forced = await browser.send('/cases', `/cases/${late}/withdraw`, { reasons: '太晚' });
  assert.equal(forced.statusCode, 409);
  assert.equal(await stageOf(cast, late), 'examine');
});

test('after all of it no chain of events is broken', async () => {
  assert.deepEqual((await verifyChains(cast.ministry.database.pool)).findings, []);
});

async function throughVerification(cast: Cast, domain: string, serial: number): Promise<string> {
  const caseId = await file(cast, cast.applicant, answers(cast, domain, serial));
  await passPreReview(cast, caseId);
  const given = { mobile: mobile(serial), idTail: IDENTITY.slice(-6), code: await codeOf(cast, caseId) };
  const answer = await cast.applicant.browser.send('/verification', '/verification', given);
  if (answer.statusCode !== 303) throw new Error(`not verified: ${mistakesOf(answer.body).join('; ')}`);
  return caseId;
}
