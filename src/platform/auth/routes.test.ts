import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InjectOptions } from 'fastify';
import { openTestMinistry } from '../../../tests/ministry.ts';
import { Visitor } from '../../../tests/visitor.ts';
import { createAccount, setPassword } from './accounts.ts';
import { fromBase32, totpAt } from './secrets.ts';

const PASSWORD = 'four unrelated words here';
let now = Temporal.Instant.from('2026-11-02T02:00:00Z');
const ministry = await openTestMinistry({ now: now.toString() });

let address = 0;
/** Each visitor from an address of their own: how many may ask from one is tested by itself. */
async function visit(accountId?: string): Promise<Visitor> {
  const remoteAddress = `192.0.2.${++address}`;
  const inject = (request: InjectOptions) => ministry.app.inject({ ...request, remoteAddress });
  return await Visitor.arrive(Object.assign(Object.create(ministry.app), { inject }), ministry.services, accountId);
}

const later = (duration: { minutes?: number; hours?: number }): void => {
  now = now.add(duration);
  ministry.setNow(now);
};

async function newAccount(email: string, password?: string): Promise<string> {
  return await ministry.services.db.transaction().execute(async (trx) => {
    const id = await createAccount(trx, { email, displayName: '示例用户', language: 'zh-CN' }, now);
    if (password !== undefined) await setPassword(trx, id, password, now);
    return id;
  });
}

async function lastMessage(to: string): Promise<{ readonly subject: string | null; readonly body: string } | undefined> {
  return await ministry.services.db
    .selectFrom('outbox')
    .select(['subject', 'body'])
    .where('recipient', '=', to)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

const signIn = (visitor: Visitor, email: string, password: string) => visitor.post('/sign-in', { email, password });
const codeFor = (secret: string): string => totpAt(fromBase32(secret), Math.floor(now.epochMilliseconds / 30_000));

test('a new account signs in by the link that is sent to it, once', async () => {
  const visitor = await visit();
  const sent = await visitor.post('/sign-up', { name: '示例申请人', email: 'New@Example.org', language: 'zh-CN' }, '/sign-up');
  assert.equal(sent.statusCode, 200);
  const link = /\/sign-in\/link\/[\w-]+/.exec((await lastMessage('new@example.org'))?.body ?? '')?.[0] ?? '';
  // Mail scanners open links: looking at the page uses nothing up.
  for (let look = 0; look < 2; look++) assert.match((await visitor.get(link)).body, /示例申请人/);
  const arrived = await visitor.post(link, {}, link);
  assert.equal(arrived.statusCode, 303);
  assert.equal(arrived.headers.location, '/cases');
  assert.equal((await visitor.get('/account')).statusCode, 200);
  const again = await visit();
  assert.equal((await again.get(link)).statusCode, 410);
  assert.equal((await again.post(link, {})).statusCode, 410);
});

test('a link of yesterday is explained, not followed', async () => {
  await newAccount('late@example.org');
  const visitor = await visit();
  await visitor.post('/sign-in/link', { email: 'late@example.org' });
  const link = /\/sign-in\/link\/[\w-]+/.exec((await lastMessage('late@example.org'))?.body ?? '')?.[0] ?? '';
  later({ hours: 24 });
  const page = await visitor.get(link);
  assert.equal(page.statusCode, 410);
  assert.match(page.body, /href="\/sign-in"/);
});

test('asking for a link says the same whether the address is known or not', async () => {
  await newAccount('known@example.org');
  const visitor = await visit();
  const plain = (body: string): string =>
    body.replaceAll(/known@example\.org|nobody@example\.org/g, 'X').replaceAll(/(nonce|value)="[^"]*"/g, '');
  const known = await visitor.post('/sign-in/link', { email: 'known@example.org' });
  const unknown = await visitor.post('/sign-in/link', { email: 'nobody@example.org' });
  assert.equal(known.statusCode, unknown.statusCode);
  assert.equal(plain(known.body), plain(unknown.body));
  assert.doesNotMatch((await lastMessage('nobody@example.org'))?.body ?? '', /sign-in\/link/);
  const wrong = await signIn(visitor, 'known@example.org', 'not the password');
  const nobody = await signIn(visitor, 'nobody@example.org', 'not the password');
  assert.equal(wrong.statusCode, 422);
  assert.equal(plain(wrong.body), plain(nobody.body));
});

test('signing up with a taken address sends its owner a link and tells nobody', async () => {
  await newAccount('taken@example.org');
  const visitor = await visit();
  const answer = await visitor.post('/sign-up', { name: '另一个人', email: 'taken@example.org', language: 'zh-CN' }, '/sign-up');
  assert.equal(answer.statusCode, 200);
  assert.match((await lastMessage('taken@example.org'))?.body ?? '', /sign-in\/link/);
});

test('a mailbox is not filled: five links at a time', async () => {
  const id = await newAccount('filled@example.org');
  const visitor = await visit();
  for (let time = 0; time < 7; time++) await visitor.post('/sign-in/link', { email: 'filled@example.org' });
  const sent = await ministry.services.db.selectFrom('outbox').select('id').where('about', '=', `account/${id}`).execute();
  assert.equal(sent.length, 5);
});

test('the password signs in, leads where one was going, and the session before is worth nothing', async () => {
  await newAccount('password@example.org', PASSWORD);
  const visitor = await visit();
  const answer = await visitor.post('/sign-in', { email: 'Password@example.org', password: PASSWORD, next: '/services?q=x' });
  assert.equal(answer.statusCode, 303);
  assert.equal(answer.headers.location, '/services?q=x');
  const first = answer.cookies.find((cookie) => cookie.name === 'mandate_session');
  assert.equal(first?.httpOnly, true);
  assert.equal(first?.sameSite, 'Lax');
  const second = await visitor.post('/sign-in', { email: 'password@example.org', password: PASSWORD }, '/account');
  assert.notEqual(second.cookies.find((cookie) => cookie.name === 'mandate_session')?.value, first?.value);
  const stale = await ministry.app.inject({ url: '/account', cookies: { mandate_session: first?.value ?? '' } });
  assert.equal(stale.statusCode, 404);
});

test('a stranger at a closed page is shown the way through signing in, back to it', async () => {
  await newAccount('back@example.org', PASSWORD);
  const visitor = await visit();
  const closed = await visitor.get('/en/account');
  assert.equal(closed.statusCode, 404);
  assert.match(closed.body, /href="\/en\/sign-in\?next=%2Faccount"/);
  const page = await visitor.get('/en/sign-in?next=%2Faccount');
  assert.match(page.body, /name="next" value="\/account"/);
  const answer = await visitor.post('/en/sign-in', { email: 'back@example.org', password: PASSWORD, next: '/account' });
  assert.equal(answer.headers.location, '/en/account');
});

test('nobody is led to another site after signing in', async () => {
  await newAccount('led@example.org', PASSWORD);
  for (const next of ['//evil.example', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)']) {
    const visitor = await visit();
    const answer = await visitor.post('/sign-in', { email: 'led@example.org', password: PASSWORD, next });
    assert.equal(answer.headers.location, '/cases', next);
  }
});

test('five wrong passwords lock the account for a quarter of an hour and its owner is told', async () => {
  await newAccount('locked@example.org', PASSWORD);
  const visitor = await visit();
  for (let time = 0; time < 5; time++) assert.equal((await signIn(visitor, 'locked@example.org', 'wrong')).statusCode, 422);
  const right = await signIn(visitor, 'locked@example.org', PASSWORD);
  assert.equal(right.statusCode, 422);
  assert.match(right.body, /锁定 15 分钟/);
  assert.match((await lastMessage('locked@example.org'))?.subject ?? '', /锁定 15 分钟/);
  later({ minutes: 15 });
  assert.equal((await signIn(visitor, 'locked@example.org', PASSWORD)).statusCode, 303);
});

test('the second factor stands between the password and everything else', async () => {
  const id = await newAccount('factor@example.org', PASSWORD);
  const visitor = await visit(id);
  const page = await visitor.get('/account/second-factor');
  const secret = /name="secret" value="([A-Z2-7]{32})"/.exec(page.body)?.[1] ?? '';
  assert.match(page.body, /src="data:image\/png;base64,/);
  const wrong = await visitor.post('/account/second-factor', { secret, code: '000000' }, '/account');
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, new RegExp(secret), 'the key stays the same, for it is in the app already');
  assert.equal((await visitor.post('/account/second-factor', { secret, code: codeFor(secret) }, '/account')).statusCode, 303);

  const other = await visit();
  const halfway = await signIn(other, 'factor@example.org', PASSWORD);
  assert.equal(halfway.headers.location, '/sign-in/code');
  assert.equal((await other.get('/account')).statusCode, 404);
  assert.equal((await other.get('/cases')).statusCode, 404);
  assert.equal((await other.post('/sign-in/code', { code: '123' }, '/sign-in/code')).statusCode, 422);
  later({ minutes: 1 });
  assert.equal((await other.post('/sign-in/code', { code: codeFor(secret) }, '/sign-in/code')).headers.location, '/cases');
  assert.equal((await other.get('/account')).statusCode, 200);

  // The same code again, by somebody who looked over the shoulder.
  const third = await visit();
  await signIn(third, 'factor@example.org', PASSWORD);
  assert.equal((await third.post('/sign-in/code', { code: codeFor(secret) }, '/sign-in/code')).statusCode, 422);

  later({ minutes: 1 });
  assert.equal((await other.post('/account/second-factor/remove', { code: codeFor(secret) }, '/account/second-factor')).statusCode, 303);
  assert.equal((await signIn(await visit(), 'factor@example.org', PASSWORD)).headers.location, '/cases');
});

test('a known password does not buy endless guesses of the code', async () => {
  const id = await newAccount('guessed@example.org', PASSWORD);
  const owner = await visit(id);
  const secret = /name="secret" value="([A-Z2-7]{32})"/.exec((await owner.get('/account/second-factor')).body)?.[1] ?? '';
  await owner.post('/account/second-factor', { secret, code: codeFor(secret) }, '/account');
  const wrong = codeFor(secret) === '111111' ? '222222' : '111111';
  for (let round = 0; round < 5; round++) {
    const visitor = await visit();
    await signIn(visitor, 'guessed@example.org', PASSWORD);
    await visitor.post('/sign-in/code', { code: wrong }, '/sign-in/code');
  }
  assert.match((await signIn(await visit(), 'guessed@example.org', PASSWORD)).body, /锁定/);
});

test('a new password needs the old one and signs out every other device', async () => {
  const id = await newAccount('change@example.org', PASSWORD);
  const [here, there] = [await visit(id), await visit(id)];
  const post = (fields: Record<string, string>) => here.post('/account/password', fields, '/account/password');
  assert.match((await post({ current: 'wrong', password: 'another good password' })).body, /当前密码不正确/);
  assert.match((await post({ current: PASSWORD, password: 'short' })).body, /至少 12 个字符/);
  assert.equal((await post({ current: PASSWORD, password: 'another good password' })).statusCode, 303);
  assert.equal((await here.get('/account')).statusCode, 200);
  assert.equal((await there.get('/account')).statusCode, 404);
});

test('sessions are listed and ended, one or all others; none of somebody else', async () => {
  const id = await newAccount('devices@example.org');
  const stranger = await visit(await newAccount('stranger@example.org'));
  const [here, there, third] = [await visit(id), await visit(id), await visit(id)];
  const ids = [...(await here.get('/account')).body.matchAll(/\/account\/sessions\/([0-9a-f-]{36})\/end/g)].map((found) => found[1] ?? '');
  assert.equal(ids.length, 2);
  await stranger.post(`/account/sessions/${ids[0]}/end`, {}, '/account');
  assert.equal((await there.get('/account')).statusCode, 200);
  assert.equal((await third.get('/account')).statusCode, 200);
  await here.post(`/account/sessions/${ids[0]}/end`, {}, '/account');
  const open = [(await there.get('/account')).statusCode, (await third.get('/account')).statusCode].sort();
  assert.deepEqual(open, [200, 404]);
  await here.post('/account/sessions/end', {}, '/account');
  assert.equal((await there.get('/account')).statusCode, 404);
  assert.equal((await third.get('/account')).statusCode, 404);
  await here.post('/sign-out', {}, '/account');
  assert.equal((await here.get('/account')).statusCode, 404);
});

test('messages follow the language of the account, and its page tells what was done with it', async () => {
  const id = await newAccount('language@example.org');
  const visitor = await visit(id);
  const kept = await visitor.post('/account/language', { language: 'en' }, '/account');
  assert.equal(kept.headers.location, '/en/account?done=language');
  await (await visit()).post('/sign-in/link', { email: 'language@example.org' });
  assert.match((await lastMessage('language@example.org'))?.body ?? '', /\/en\/sign-in\/link\//);
  assert.match((await visitor.get('/en/account')).body, /Account made/);
});

test('from one address only so many tries a minute', async () => {
  const visitor = await visit();
  const answers: number[] = [];
  for (let time = 0; time < 22; time++) answers.push((await signIn(visitor, 'nobody@example.org', 'x')).statusCode);
  assert.deepEqual(answers.slice(-2), [429, 429]);
  assert.equal((await signIn(await visit(), 'nobody@example.org', 'x')).statusCode, 422);
});

test('without the form token nothing is changed', async () => {
  const answer = await ministry.app.inject({
    method: 'POST',
    url: '/sign-in',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'email=a%40b.example&password=x&_csrf=forged',
  });
  assert.equal(answer.statusCode, 403);
});
