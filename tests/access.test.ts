import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { exampleAccount } from '../src/examples/index.ts';
import { openTestMinistry, type TestMinistry } from './ministry.ts';
import type { Visitor } from './visitor.ts';

/** Ids of things that exist and belong to somebody else than whoever asks. */
interface Foreign {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly officerTask: string;
  readonly partyTask: string;
  readonly draft: string;
}

const ministry = await openTestMinistry({ withExamples: true });
const foreign = await findForeign(ministry);

suite('who may go where', () => {
  test('every route declares for whom it is', () => {
    assert.ok(ministry.app.declaredRoutes.length > 30);
    for (const route of ministry.app.declaredRoutes)
      assert.match(route.access, /^(public|account|party|post)$/, `${route.method} ${route.url}`);
  });

  test('nobody gets from every closed route the answer of an address that does not exist', async () => {
    const visitor = await ministry.visit();
    const nothing = (await visitor.get('/there-is-nothing-here')).statusCode;
    for (const { method, url, access } of ministry.app.declaredRoutes) {
      if (access === 'public') continue;
      const answer =
        method === 'GET' ? await visitor.get(addressOf(url, foreign)) : await visitor.post(addressOf(url, foreign), {}, '/sign-in');
      assert.equal(answer.statusCode, nothing, `${method} ${url}`);
      assert.ok(!answer.body.includes(foreign.caseNumber), `${method} ${url} tells of the case`);
    }
  });

  test('another party finds nothing of a case, a draft or a task that is not theirs', async () => {
    const stranger = await ministry.visit(await exampleAccount(ministry.services, 'stranger'));
    for (const url of [
      `/cases/${foreign.caseId}`,
      `/tasks/${foreign.partyTask}`,
      `/drafts/${foreign.draft}`,
      `/desk/cases/${foreign.caseId}`,
    ])
      await expectNothing(stranger, url, foreign);
  });

  test('a colleague without the mandate is told who holds it and whom to ask', async () => {
    await expectExplained(await ministry.visit(await exampleAccount(ministry.services, 'colleague')), foreign);
  });

  test('an officer of another province is told whose it is', async () => {
    await expectExplained(await ministry.visit(await exampleAccount(ministry.services, 'other-province')), foreign);
  });

  test('an officer whose appointment has lapsed is told so', async () => {
    await expectExplained(await ministry.visit(await exampleAccount(ministry.services, 'lapsed')), foreign);
  });

  test('whoever proposed may not decide: the act is refused and nothing changes', async () => {
    const { services } = ministry;
    const drafter = await services.db
      .selectFrom('task')
      .select(['id', 'case_id', 'drafters'])
      .where('element', '=', 'decide')
      .where('territory', '=', '11')
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow();
    const examiner = await exampleAccount(services, 'examiner');
    const before = await services.db.selectFrom('case_file').select('revision').where('id', '=', drafter.case_id).executeTakeFirstOrThrow();
    const visitor = await ministry.visit(examiner);
    const answer = await visitor.post(`/desk/tasks/${drafter.id}`, { revision: String(before.revision), outcome: 'approve' }, '/desk');
    assert.equal(answer.statusCode, 403);
    const after = await services.db.selectFrom('case_file').select('revision').where('id', '=', drafter.case_id).executeTakeFirstOrThrow();
    assert.equal(after.revision, before.revision);
  });

  async function expectNothing(visitor: Visitor, url: string, { caseNumber }: Foreign): Promise<void> {
    const answer = await visitor.get(url);
    assert.equal(answer.statusCode, 404, url);
    assert.ok(!answer.body.includes(caseNumber), `${url} tells of the case`);
  }

  async function expectExplained(visitor: Visitor, { caseId, caseNumber }: Foreign): Promise<void> {
    const page = await visitor.get(`/desk/cases/${caseId}`);
    assert.equal(page.statusCode, 403);
    assert.match(page.body, /北京市通信管理局/, 'the holder on that day is named');
    assert.ok(!page.body.includes(caseNumber));
    const inEnglish = await visitor.get(`/en/desk/cases/${caseId}`);
    assert.match(inEnglish.body, /Beijing Communications Administration/);
    const act = await visitor.post(`/desk/tasks/${foreign.officerTask}`, { revision: '1', outcome: 'propose-approval' }, '/desk');
    assert.equal(act.statusCode, 403);
  }
});

async function findForeign({ services }: TestMinistry): Promise<Foreign> {
  const { db } = services;
  const officer = await db
    .selectFrom('task as t')
    .innerJoin('case_file as c', 'c.id', 't.case_id')
    .select(['t.id', 'c.id as caseId', 'c.number'])
    .where('t.element', '=', 'examine')
    .where('t.territory', '=', '11')
    .where('t.closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  const party = await db
    .selectFrom('task')
    .select('id')
    .where('element', '=', 'preReview')
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  const draft = await db.selectFrom('draft').select('id').executeTakeFirst();
  return {
    caseId: officer.caseId,
    caseNumber: officer.number,
    officerTask: officer.id,
    partyTask: party.id,
    draft: draft?.id ?? '0197b0a0-0000-7000-8000-000000000000',
  };
}

const addressOf = (url: string, { caseId, draft }: Foreign): string =>
  url
    .replace('/drafts/:id', `/drafts/${draft}`)
    .replace(/:(code|register|institution)\b/g, 'website-filing')
    .replace(/:[A-Za-z]+/g, caseId)
    .replace('*', 'subject/certificateFile');
