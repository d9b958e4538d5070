import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withdrawCase } from '../cases.ts';
import { TestBrowser } from './test-browser.ts';
import { answers, file, fill, mistakesOf, openCast, stageOf, submit, taskOf } from './test-cast.ts';

const cast = await openCast();
const { db } = cast.ministry.services;
const provider = cast.provider.browser;

test('the access provider sees what was filed and attached, and what to look at', async () => {
  const caseId = await file(cast, cast.applicant, answers(cast, 'shili-canyu1.cn', 1));
  const { id, partyId } = await taskOf(cast, caseId, 'preReview');
  assert.equal(partyId, cast.provider.partyId);
  const page = await provider.get(`/tasks/${id}`);
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /证件与填报一致/);
  assert.match(page.body, new RegExp(`<img class="app-documents__preview" src="/files/${caseId}/principal/idFile"`));
  assert.match(page.body, /网站名称不符合命名规则/);
  assert.equal((await provider.get(`/files/${caseId}/principal/idFile`)).statusCode, 200);
  assert.match((await provider.get(`/en/tasks/${id}`)).body, /Certificate agrees with what is filed/);
});

test('every other party finds nothing: not the task, not the case, not a file, and can do nothing', async () => {
  const caseId = await file(cast, cast.applicant, answers(cast, 'shili-canyu2.cn', 2));
  const { id } = await taskOf(cast, caseId, 'preReview');
  for (const { browser } of [cast.otherProvider, cast.rival]) {
    for (const url of [`/tasks/${id}`, `/cases/${caseId}`, `/files/${caseId}/principal/idFile`]) {
      assert.equal((await browser.get(url)).statusCode, 404, url);
    }
    const act = await browser.send('/tasks', `/tasks/${id}`, {
      revision: '1',
      outcome: 'pass',
      checked: ['certificate', 'principal', 'access'],
    });
    assert.ok([403, 404].includes(act.statusCode));
  }
  assert.equal((await cast.provider.browser.get(`/cases/${caseId}`)).statusCode, 404, 'who reviews is not whose case it is');
  assert.equal(await stageOf(cast, caseId), 'preReview');
  const stranger = new TestBrowser(cast.ministry.app);
  assert.equal((await stranger.get(`/tasks/${id}`)).statusCode, 404);
});

test('passing needs the whole checklist, returning needs a finding; what was entered is kept', async () => {
  const caseId = await file(cast, cast.applicant, answers(cast, 'shili-canyu3.cn', 3));
  const { id } = await taskOf(cast, caseId, 'preReview');
  const path = `/tasks/${id}`;
  const nothing = await provider.send(path, path, {});
  assert.deepEqual(mistakesOf(nothing.body), ['请选择办理意见']);
  const half = await provider.send(path, path, { outcome: 'pass', checked: ['certificate'], reasons: '请看备注' });
  assert.equal(half.statusCode, 422);
  assert.match(mistakesOf(half.body).join(), /逐项核对并全部勾选/);
  assert.match(half.body, /请看备注/);
  const bare = await provider.send(path, path, { outcome: 'reject' });
  assert.match(mistakesOf(bare.body).join(), /全部不符合项/);
  const forged = await provider.send(path, path, { outcome: 'reject', findings: ['R99'] });
  assert.match(mistakesOf(forged.body).join(), /没有“R99”/);
  assert.equal((await provider.send(path, path, { outcome: 'approve' })).statusCode, 422);
  assert.equal((await provider.send(path, path, { outcome: 'pass', price: '1' })).statusCode, 422);
  assert.equal(await stageOf(cast, caseId), 'preReview');
});

test('a step is taken once; a page that is older than the case is told so', async () => {
  const caseId = await file(cast, cast.applicant, answers(cast, 'shili-canyu4.cn', 4));
  const { id } = await taskOf(cast, caseId, 'preReview');
  const path = `/tasks/${id}`;
  const passed = { outcome: 'pass', checked: ['certificate', 'principal', 'access'] };
  const stale = await provider.send(path, path, { ...passed, revision: '0' });
  assert.equal(stale.statusCode, 409);
  const both = await Promise.all([provider.send(path, path, passed), provider.send(path, path, passed)]);
  assert.deepEqual(both.map((answer) => answer.statusCode).sort(), [303, 409]);
  assert.match((await provider.get(`${path}?done=yes`)).body, /已办理/);
  assert.equal((await provider.get(`/files/${caseId}/principal/idFile`)).statusCode, 200, 'who reviewed may look at what was reviewed');
  assert.ok(!(await provider.get('/tasks')).body.includes(`/tasks/${id}`));
});

/** Two orders of one organiser at two access providers exclude each other. */
async function withdrawOpenCases(): Promise<void> {
  const open = await db.selectFrom('case_file').select('id').where('closed_at', 'is', null).execute();
  const actor = { id: `account/${cast.applicant.accountId}` };
  for (const { id } of open)
    await db
      .transaction()
      .execute((trx) => withdrawCase(trx, cast.ministry.services, id, actor, '改由另一接入服务商办理', cast.ministry.services.now()));
}

test('an access provider that was replaced sees no longer what is filed since', async () => {
  await withdrawOpenCases();
  const pages = answers(cast, 'shili-canyu6.cn', 6);
  const caseId = await file(cast, cast.applicant, pages);
  const first = await taskOf(cast, caseId, 'preReview');
  await provider.send(`/tasks/${first.id}`, `/tasks/${first.id}`, { outcome: 'reject', findings: ['R16'] });
  assert.equal((await provider.get(`/tasks/${first.id}`)).statusCode, 200);
  const correct = await taskOf(cast, caseId, 'correct');
  const draft = String((await cast.applicant.browser.send(`/cases/${caseId}`, `/tasks/${correct.id}/draft`)).headers.location);
  await fill(cast.applicant, draft, {
    access: { ...pages.access, '/access/provider': cast.otherProvider.code },
    commitment: pages.commitment,
  });
  assert.equal((await submit(cast.applicant, draft)).statusCode, 303);
  const second = await taskOf(cast, caseId, 'preReview');
  assert.equal((await cast.otherProvider.browser.get(`/tasks/${second.id}`)).statusCode, 200);
  assert.equal((await provider.get(`/tasks/${first.id}`)).statusCode, 404);
  assert.equal((await provider.get(`/files/${caseId}/principal/idFile`)).statusCode, 404);
});

test('whose right to act for a party has ended acts for it no longer', async () => {
  await withdrawOpenCases();
  const caseId = await file(cast, cast.applicant, answers(cast, 'shili-canyu5.cn', 5, cast.otherProvider));
  const { id } = await taskOf(cast, caseId, 'preReview');
  await db
    .updateTable('account_party')
    .set({ valid: '[2024-01-02,2026-01-01)' })
    .where('account_id', '=', cast.otherProvider.accountId)
    .execute();
  const act = await cast.otherProvider.browser.send('/cases', `/tasks/${id}`, {
    revision: '1',
    outcome: 'pass',
    checked: ['certificate', 'principal', 'access'],
  });
  assert.equal(act.statusCode, 404);
  assert.equal(await stageOf(cast, caseId), 'preReview');
});
