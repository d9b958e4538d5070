import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { takeNumber } from '../src/documents/index.ts';
import { filingData } from '../src/examples/filing.ts';
import { exampleAccount } from '../src/examples/index.ts';
import { ACCESS_PROVIDERS, APPLICANTS } from '../src/examples/parties.ts';
import { addPerson, appoint } from '../src/organisation/index.ts';
import { verifyChains } from '../src/platform/audit/index.ts';
import { createAccount } from '../src/platform/auth/index.ts';
import { Refusal, Refusals } from '../src/platform/http/refusal.ts';
import { submitCase } from '../src/procedures/index.ts';
import { openTestMinistry } from './ministry.ts';

const FILE = { name: 'scan.png', mediaType: 'image/png', size: 10, sha256: '00'.repeat(32) } as const;

const ministry = await openTestMinistry({ withExamples: true });

suite('what happens at the same moment', () => {
  test('of two officers who decide at once, one decides and the other is told', async () => {
    const { services } = ministry;
    const order = { actor: 'system', at: services.now() };
    const director = await services.db.transaction().execute(async (trx) => {
      const personId = await addPerson(trx, { code: 'director-11', name: { 'zh-CN': '示例局长', en: 'Example director' } }, order);
      await appoint(trx, { personId, post: 'pca-11-director', from: Temporal.PlainDate.from('2024-01-02'), reason: '示例' }, order);
      return await createAccount(trx, { email: 'director@example.org', displayName: '示例局长', language: 'zh-CN', personId }, order.at);
    });
    await services.organisation.refresh(services.db);
    const task = await services.db
      .selectFrom('task as t')
      .innerJoin('case_file as c', 'c.id', 't.case_id')
      .select(['t.id', 'c.id as caseId', 'c.revision'])
      .where('t.element', '=', 'decide')
      .where('t.territory', '=', '11')
      .where('t.closed_at', 'is', null)
      .executeTakeFirstOrThrow();
    const visitors = [await ministry.visit(director), await ministry.visit(await exampleAccount(services, 'decider'))];
    const answers = await Promise.all(
      visitors.map((visitor) => visitor.post(`/desk/tasks/${task.id}`, { revision: String(task.revision), outcome: 'approve' }, '/desk')),
    );
    assert.deepEqual(answers.map((answer) => answer.statusCode).sort(), [303, 409]);
    const decisions = await services.db.selectFrom('document').select('id').where('case_id', '=', task.caseId).execute();
    assert.equal(decisions.length, 1);
    const file = await services.db.selectFrom('case_file').select('revision').where('id', '=', task.caseId).executeTakeFirstOrThrow();
    assert.equal(file.revision, task.revision + 1);
  });

  test('of several filings of one domain at once, exactly one is taken', async () => {
    const { services } = ministry;
    const procedure = services.procedures.current.get('website-filing');
    assert.ok(procedure);
    const accountId = await exampleAccount(services, 'applicant');
    const parties = await services.db.selectFrom('party').select(['id', 'code', 'kind']).execute();
    const attempts = APPLICANTS.slice(0, 3).map(async (applicant, i) => {
      const party = parties.find((each) => each.code === applicant.code);
      assert.ok(party);
      // The one at which each has open cases already: orders at two providers exclude each other before the domain matters.
      const provider = ACCESS_PROVIDERS[applicant.key === 'books' ? 1 : 0];
      assert.ok(provider);
      const data = filingData({
        party: applicant,
        provider,
        serial: 200 + i,
        siteName: '示例抢注网',
        domain: 'shili-tongshi.cn',
        files: { certificate: FILE, identity: FILE, commitment: FILE },
      });
      return await services.db
        .transaction()
        .execute((trx) =>
          submitCase(trx, services, { procedure, party, accountId, data, actor: { id: `account/${accountId}` }, at: services.now() }),
        );
    });
    const outcomes = await Promise.allSettled(attempts);
    assert.equal(outcomes.filter((outcome) => outcome.status === 'fulfilled').length, 1);
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') continue;
      const all = outcome.reason instanceof Refusals ? outcome.reason.all : [outcome.reason];
      assert.ok(
        all.every((each) => each instanceof Refusal && each.rule.code === 'c08-domain-taken'),
        String(outcome.reason),
      );
    }
  });

  test('numbers have no gap however many take them at once and however many of those fail', async () => {
    const { services } = ministry;
    const key = { issuer: 'test', kind: 'gap', year: 2026 };
    const taken: number[] = [];
    const writers = Array.from({ length: 60 }, async (_, i) => {
      try {
        const number = await services.db.transaction().execute(async (trx) => {
          const next = await takeNumber(trx, key);
          if (i % 3 === 0) throw new Error('fails after it took a number');
          return next;
        });
        taken.push(number);
      } catch {
        // The failing writers are meant to: their numbers go to the next.
      }
    });
    await Promise.all(writers);
    assert.deepEqual(
      taken.sort((a, b) => a - b),
      Array.from({ length: 40 }, (_, i) => i + 1),
    );
  });

  test('after all of it no chain of events is broken and no series has a hole', async () => {
    const { services, database } = ministry;
    assert.deepEqual((await verifyChains(database.pool)).findings, []);
    const series = await services.db
      .selectFrom('number_series')
      .select(['issuer', 'kind', 'year', 'last'])
      .where('issuer', 'like', 'pca-%')
      .execute();
    for (const { issuer, kind, year, last } of series) {
      const documents = await services.db
        .selectFrom('document')
        .select('number')
        .where('issuer_code', '=', issuer)
        .where('kind', '=', kind)
        .execute();
      const numbers = documents
        .map((document) =>
          Number(/〔(\d+)〕(\d+)号$/.exec(document.number)?.[1] === String(year) ? /(\d+)号$/.exec(document.number)?.[1] : 0),
        )
        .filter((number) => number > 0);
      assert.deepEqual(
        numbers.sort((a, b) => a - b),
        Array.from({ length: last }, (_, i) => i + 1),
        `${issuer} ${kind} ${year}`,
      );
    }
    assert.ok(series.length > 0);
  });
});
