import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestMinistry } from '../../tests/ministry.ts';
import { upload } from '../../tests/upload.ts';
import { createAccount, openSession } from '../platform/auth/index.ts';
import { SESSION_COOKIE } from '../platform/http/page-request.ts';
import { sendMessage } from '../platform/notify/index.ts';
import { buildServer } from '../server.ts';
import { findServices } from './directory.ts';
import { isCreditCode, isIdentityNumber, kindOfCreditCode } from './party-code.ts';

const ministry = await openTestMinistry();

const newAccount = async (email: string): Promise<string> =>
  await ministry.services.db
    .transaction()
    .execute((trx) => createAccount(trx, { email, displayName: '示例用户', language: 'zh-CN' }, ministry.services.now()));

test('every public page answers in both languages, with one heading and the other language in reach', async () => {
  const visitor = await ministry.visit();
  for (const path of [
    '/',
    '/services',
    '/about',
    '/help',
    '/accessibility',
    '/registers',
    '/verify',
    '/website-query',
    '/sign-in',
    '/sign-up',
  ]) {
    for (const [prefix, lang] of [
      ['', 'zh-CN'],
      ['/en', 'en'],
    ]) {
      const answer = await visitor.get(`${prefix}${path}`);
      assert.equal(answer.statusCode, 200, `${prefix}${path}`);
      assert.match(answer.body, new RegExp(`<html lang="${lang}"`));
      assert.equal(answer.body.match(/<h1/g)?.length, 1, `${prefix}${path}`);
      assert.doesNotMatch(answer.body, /\{\{|undefined|\[object/, `${prefix}${path}`);
      assert.match(answer.body, /hreflang="/);
    }
  }
});

test('whoever is signed in goes to their work', async () => {
  const visitor = await ministry.visit(await newAccount('work@example.org'));
  const answer = await visitor.get('/en/');
  assert.equal(answer.statusCode, 303);
  assert.equal(answer.headers.location, '/en/cases');
});

test('the directory finds a service by Chinese and English words and says when there is none', async () => {
  const visitor = await ministry.visit();
  const search = async (q: string): Promise<string> => (await visitor.get(`/services?${new URLSearchParams({ q })}`)).body;
  for (const q of ['网站备案', '备案号', 'website', 'ICP filing', '域名 website'])
    assert.match(await search(q), /href="\/services\/website-filing"/, q);
  assert.doesNotMatch(await search('潜水艇'), /href="\/services\/website-filing"/);
  assert.match(await search('潜水艇'), /没有找到/);
  assert.doesNotMatch(await search('<script>alert(1)</script>'), /<script>alert/);
});

test('a word in the title weighs more than one in the text', () => {
  const service = (code: string, title: string, summary: string) => ({
    code,
    title: { 'zh-CN': title, en: title },
    summary: { 'zh-CN': summary, en: summary },
    purpose: { 'zh-CN': '', en: '' },
    keywords: { 'zh-CN': [], en: [] },
  });
  const found = findServices([service('a', 'Numbers', 'for a station'), service('b', 'Station licence', '')], 'station', 'en');
  assert.deepEqual(
    found.map((each) => each.code),
    ['b', 'a'],
  );
});

test('health tells that the database answers, for machines', async () => {
  const answer = await ministry.app.inject('/health');
  assert.equal(answer.statusCode, 200);
  assert.deepEqual(Object.keys(answer.json()), ['status', 'database', 'version']);
  assert.equal(answer.json().database, 'reachable');
});

test('the outbox is closed where there is real data', async () => {
  assert.equal((await ministry.app.inject('/outbox')).statusCode, 404);
});

test('the outbox shows messages newest first, a page at a time, with links that can be followed', async () => {
  const examples = await openTestMinistry();
  const server = await buildServer(
    { ...examples.services, hasExamples: true },
    { secure: false, trustProxy: false, requestsPerMinute: 1000, log: false },
  );
  for (let n = 0; n < 25; n++)
    await examples.services.db.transaction().execute((trx) =>
      sendMessage(trx, {
        channel: 'email',
        to: `reader-${n}@example.org`,
        language: 'en',
        text: 'auth.mail.link',
        values: { address: 'http://localhost:8080/sign-in/link/x', ministry: 'M' },
        at: examples.services.now(),
      }),
    );
  const first = await server.inject('/outbox');
  assert.match(first.body, /reader-24@/);
  assert.doesNotMatch(first.body, /reader-4@/);
  assert.match(first.body, /href="http:\/\/localhost:8080\/sign-in\/link\/x"/);
  const next = /\/outbox\?before=[0-9a-f-]{36}/.exec(first.body)?.[0] ?? '';
  assert.match((await server.inject(next)).body, /reader-4@/);
  await server.close();
});

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

async function addParty(accountId: string, fields: { readonly code: string; readonly name: string }, file: Buffer | undefined) {
  const session = await ministry.services.db
    .transaction()
    .execute((trx) => openSession(trx, accountId, { secondFactorDue: false, userAgent: 'test', at: ministry.services.now() }));
  return await upload(ministry.app, {
    url: '/account/parties',
    from: '/account/parties',
    cookies: { [SESSION_COOKIE]: session },
    fields,
    files: file === undefined ? [] : [{ field: 'proof', name: 'licence.png', bytes: file }],
  });
}

test('the first with a proof acts for a party; the next is told to ask them', async () => {
  const one = await newAccount('first@example.org');
  const fields = { code: '91110000ma0ex0085x', name: '示例茶叶贸易有限公司' };
  const bad = await addParty(one, { code: '91110000MA0EX00850', name: '' }, undefined);
  assert.equal(bad.statusCode, 422);
  for (const field of ['code', 'name', 'proof']) assert.match(bad.body, new RegExp(`href="#${field}"`));
  assert.equal((await addParty(one, fields, PNG)).statusCode, 303);
  assert.match((await (await ministry.visit(one)).get('/account/parties')).body, /91110000MA0EX0085X/);
  const other = await addParty(await newAccount('second@example.org'), fields, PNG);
  assert.equal(other.statusCode, 422);
  assert.doesNotMatch(other.body, /<th scope="row"/);
});

test('codes are checked by their last character', () => {
  // GB 32100-2015 and GB 11643-1999; the codes are those of the fictitious example parties.
  assert.ok(isCreditCode('91110000MA0EX0085X'));
  assert.ok(!isCreditCode('91110000MA0EX00850'));
  assert.equal(kindOfCreditCode('91110000MA0EX0085X'), 'enterprise');
  assert.equal(kindOfCreditCode('12110000MA0EX00778'), 'public-body');
  assert.ok(isIdentityNumber('99000019870817108X'));
  assert.ok(!isIdentityNumber('990000198708171080'));
  assert.ok(!isIdentityNumber('990000198702301080'));
});
