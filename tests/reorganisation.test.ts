import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { makeRendition } from '../src/documents/index.ts';
import { ExampleActs } from '../src/examples/acts.ts';
import { exampleAccount, findExampleCast } from '../src/examples/index.ts';
import { readPlan } from '../src/organisation/index.ts';
import { findConsequences } from '../src/organisation/reorganisation/consequences.ts';
import type { Instrument } from '../src/organisation/reorganisation/instrument.ts';
import { simulate } from '../src/organisation/reorganisation/simulation.ts';
import { readStream } from '../src/platform/audit/index.ts';
import { createAccount } from '../src/platform/auth/index.ts';
import { dateIn } from '../src/platform/time.ts';
import { countQueue } from '../src/procedures/desk/queue.ts';
import { endDueClocks } from '../src/procedures/index.ts';
import { openTestMinistry } from './ministry.ts';
import { copyOpenCase } from './open-cases.ts';
import { type Ground, Signers, seat } from './signers.ts';

const CASES = 100_000;
const DAY = '2026-11-05';
/** The last second of the eve and the first of the day in the ministry's time zone. */
const EVE = Temporal.Instant.from('2026-11-04T15:59:59Z');
const MIDNIGHT = Temporal.Instant.from('2026-11-04T16:00:00Z');

const INSTRUMENT: Instrument = {
  title: { 'zh-CN': '示例划转方案', en: 'Example plan of transfer' },
  effective: DAY,
  steps: [{ move: 'website-filing', to: 'pca-13', territory: '11' }],
};

suite('a function moves while 100,000 cases are open', async () => {
  const ministry = await openTestMinistry({ withExamples: true, now: '2026-11-02T02:00:00Z' });
  const { services, database } = ministry;
  const { db, organisation } = services;
  const ground: Ground = { db, organisation, files: readPlan(services.folder), now: services.now };
  const cast = await findExampleCast(services);
  const acts = new ExampleActs(services, cast);
  const rows = async <T extends object>(text: string, ...values: readonly unknown[]): Promise<readonly T[]> =>
    (await database.pool.query<T>(text, [...values])).rows;

  /** Open cases of Beijing that wait for their examination and for their decision, as the examples' acts left them. */
  const waiting = async (element: string): Promise<string> => {
    const [row] = await rows<{ id: string }>(
      `select c.id from case_file c join task t on t.case_id = c.id and t.closed_at is null and t.element = $1 where c.territory = '11' order by c.id limit 1`,
      element,
    );
    return row?.id ?? assert.fail(`no example case of Beijing waits for ${element}`);
  };
  const examined = await waiting('examine');
  await copyOpenCase(database.pool, examined, CASES, ['11', '31']);
  const [oldExaminer, newExaminer, newDecider] = [
    cast.examiners.get('11') ?? '',
    await seat(ground, 'pca-13-examiner'),
    await seat(ground, 'pca-13-deputy-director'),
  ];
  const signers = await Signers.find(ground);

  const queueOf = async (personId: string): Promise<number> => {
    await organisation.refresh(db);
    const counts = await countQueue(services, personId, dateIn(services.timeZone, services.now()));
    return counts.reduce((sum, each) => sum + each.late + each.today + each.soon + each.later, 0);
  };
  /** Where each row of each case lies and which transaction wrote it: a row that is written again lies elsewhere. */
  const caseRows = async (): Promise<readonly object[]> =>
    await rows(`select 'case_file' as of, count(*), md5(string_agg(xmin || ' ' || ctid, ',' order by id)) from case_file
       union all select 'task', count(*), md5(string_agg(xmin || ' ' || ctid, ',' order by id)) from task
       union all select 'clock', count(*), md5(string_agg(xmin || ' ' || ctid, ',' order by id)) from clock`);
  /** A document with its PDF, as whoever verifies it gets it. */
  const pdfOf = async (
    caseId: string,
  ): Promise<{ readonly issuer: string; readonly number: string; readonly page: string; readonly pdf: string }> => {
    const [document] = await rows<{ id: string; issuer_code: string; number: string; verification_code: string }>(
      'select id, issuer_code, number, verification_code from document where case_id = $1 order by issued_at desc, id desc limit 1',
      caseId,
    );
    if (document === undefined) return assert.fail(`no document of ${caseId}`);
    await makeRendition(db, services.keys, services.baseUrl, document.id, services.now());
    const [made] = await rows<{ hash: string }>(
      `select encode(sha256(pdf), 'hex') as hash from document_rendition where document_id = $1`,
      document.id,
    );
    const visitor = await ministry.visit();
    const page = await visitor.get(`/verify/${document.verification_code}`);
    assert.equal(page.statusCode, 200);
    return {
      issuer: document.issuer_code,
      number: document.number,
      page: /<main[\s\S]*<\/main>/.exec(page.body)?.[0] ?? '',
      pdf: made?.hash ?? '',
    };
  };

  const simulation = simulate(organisation.plan, INSTRUMENT);
  const consequences = await findConsequences(db, organisation.plan, INSTRUMENT, simulation);
  const open = await queueOf(oldExaminer);
  const before = await caseRows();
  /** What every clock of the copies says, and none of those on which an act is done here. */
  const clocks = async (): Promise<readonly object[]> =>
    await rows(
      `select count(*), md5(string_agg(k.id || coalesce(k.due::text, '') || coalesce(k.suspended_at::text, '') || coalesce(k.ended_at::text, ''), ',' order by k.id))
         from clock k join case_file c on c.id = k.case_id where c.number like (select number from case_file where id = $1) || '-%'`,
      examined,
    );
  const clocksBefore = await clocks();
  let decided = '';
  let oldDocument: Awaited<ReturnType<typeof pdfOf>>;
  let id = '';

  test('the simulation counts the cases and names the desks that they leave and reach', () => {
    assert.deepEqual(simulation.mistakes, []);
    assert.ok(open >= CASES / 2, `${open} wait at the old desk`);
    const [moving] = consequences.openCases;
    assert.equal(consequences.openCases.length, 1);
    assert.equal(moving?.territory, '11');
    assert.ok((moving?.cases ?? 0) >= CASES / 2 && (moving?.tasks ?? 0) >= CASES / 2, JSON.stringify(moving?.cases));
    assert.ok(moving?.leaves.includes('pca-11-examiner'));
    assert.ok(moving?.reaches.includes('pca-13-examiner'));
    assert.deepEqual(moving?.stranded, []);
    assert.deepEqual(
      simulation.letterheads.map((each) => [each.before.code, each.after.code]),
      [['pca-11', 'pca-13']],
    );
    assert.ok(consequences.series.some((each) => each.issuer === 'pca-11'));
  });

  test('signed, it writes no row of any case', async () => {
    id = await signers.sign(INSTRUMENT, '示例〔2026〕1号');
    assert.deepEqual(await caseRows(), before);
  });

  test('until midnight the old desk has all of them, from midnight on the new one, and clocks go on', async () => {
    ministry.setNow(EVE);
    assert.deepEqual([await queueOf(oldExaminer), await queueOf(newExaminer)], [open, 0]);
    // The last decision of the eve is issued by the old holder, in its series.
    decided = await waiting('decide');
    await acts.decide(decided, 'approve', EVE);
    oldDocument = await pdfOf(decided);
    assert.equal(oldDocument.issuer, 'pca-11');
    ministry.setNow(MIDNIGHT);
    assert.deepEqual([await queueOf(oldExaminer), await queueOf(newExaminer)], [0, open]);
    assert.deepEqual(await clocks(), clocksBefore);
    await endDueClocks(services, MIDNIGHT);
    assert.deepEqual([await queueOf(oldExaminer), await queueOf(newExaminer)], [0, open]);
  });

  test('the desks of the morning show it: an empty one, and one with everything', async () => {
    ministry.setNow(MIDNIGHT.add({ hours: 9 }));
    const accountId = await db
      .transaction()
      .execute((trx) =>
        createAccount(trx, { email: 'hebei@example.org', displayName: 'hebei', language: 'en', personId: newExaminer }, services.now()),
      );
    const empty = await (await ministry.visit(await exampleAccount(services, 'examiner'))).get('/en/desk');
    const full = await (await ministry.visit(accountId)).get('/en/desk');
    assert.deepEqual([empty.statusCode, full.statusCode], [200, 200]);
    const tasks = (body: string): number => (body.match(/\/en\/desk\/(?:tasks|cases)\/[0-9a-f-]{36}/g) ?? []).length;
    assert.equal(tasks(empty.body), 0);
    assert.ok(tasks(full.body) >= 20, `${tasks(full.body)} tasks on the page`);
  });

  test('the act of the eve is still explained by the law of its day', async () => {
    const event = (await readStream(db, `case/${decided}`)).findLast((each) => JSON.stringify(each.payload).includes('"because"'));
    const because = JSON.stringify(event?.payload);
    assert.match(because, /"code":\s?"pca-11"/);
    assert.match(because, /北京市通信管理局/);
    const on = (day: string) =>
      organisation.holder({ mandate: 'website-filing', territory: '11', scope: null, on: Temporal.PlainDate.from(day) })?.code;
    assert.deepEqual([on('2026-11-04'), on(DAY)], ['pca-11', 'pca-13']);
  });

  test('the first document of the day has the new head and series; the old one and its PDF stay the same to the byte', async () => {
    const at = services.now();
    const morning = new ExampleActs(services, {
      ...cast,
      examiners: new Map([['11', newExaminer]]),
      deciders: new Map([['11', newDecider]]),
    });
    // Whoever held it yesterday is refused today, with the reason.
    await assert.rejects(acts.examine(examined, 'propose-approval', at), /not allowed: .*moved|not allowed: .*2026-11-05/);
    await morning.examine(examined, 'propose-approval', at);
    await morning.decide(examined, 'approve', at.add({ minutes: 1 }));
    const fresh = await pdfOf(examined);
    assert.equal(fresh.issuer, 'pca-13');
    assert.notEqual(fresh.number.split('〔')[0], oldDocument.number.split('〔')[0]);
    assert.match(fresh.number, /〔2026〕1号/);
    assert.deepEqual(await pdfOf(decided), oldDocument);
  });

  test('taken back, the desks are as before', async () => {
    await signers.undo(id);
    assert.deepEqual([await queueOf(oldExaminer), await queueOf(newExaminer)], [open - 1, 0]);
  });
});
