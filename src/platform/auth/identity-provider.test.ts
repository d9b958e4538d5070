import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Provider } from 'oidc-provider';
import { freePort, openBrowser, openPage } from '../../../tests/browser.ts';
import { openTestMinistry } from '../../../tests/ministry.ts';
import { providerFrom } from './identity-provider.ts';
import { createAccount } from './index.ts';

const [here, there] = [await freePort(), await freePort()];
const [origin, issuer] = [`http://localhost:${here}`, `http://localhost:${there}`];

/** A real provider: whoever signs in there is who they say, with an address that it has verified unless the name says otherwise. */
const provider = new Provider(issuer, {
  clients: [{ client_id: 'mandate', client_secret: 'a-secret-of-the-test', redirect_uris: [`${origin}/sign-in/provider/answer`] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: false,
  cookies: { keys: ['a-key-of-the-test'] },
  findAccount: (_context: unknown, id: string) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@example.org`, email_verified: !id.startsWith('unverified') }),
  }),
});
let server = provider.listen(there);
Object.assign(process.env, { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'mandate', OIDC_CLIENT_SECRET: 'a-secret-of-the-test' });
const ministry = await openTestMinistry({ baseUrl: origin });
await ministry.app.listen({ port: here, host: 'localhost' });
const browser = await openBrowser();
after(async () => {
  await browser.close();
  server.close();
});
const { db, now } = ministry.services;
const accountFor = (email: string): Promise<string> =>
  db.transaction().execute((trx) => createAccount(trx, { email, displayName: 'Example', language: 'en' }, now()));

/** Signs in at the provider as somebody, and gives the page that they come back to. */
async function signInAs(name: string) {
  const { context, page } = await openPage(browser);
  await page.goto(`${origin}/en/sign-in`);
  await page.getByRole('button', { name: 'Sign in with your work account' }).click();
  await page.locator('input[name=login]').fill(name);
  await page.locator('input[name=password]').fill('anything');
  await page.locator('button[type=submit]').click();
  await page.locator('form[action*="/interaction/"] button[type=submit]').click();
  await page.waitForURL(`${origin}/**`);
  return { context, page };
}

test('somebody with a verified address is linked to their account, and known by their subject afterwards', {
  timeout: 90_000,
}, async () => {
  const id = await accountFor('officer@example.org');
  const first = await signInAs('officer');
  await first.page.goto(`${origin}/en/account`);
  await first.page.getByText('With the work account').first().waitFor();
  await first.page.getByText('Work account linked').first().waitFor();
  await first.context.close();
  // The address may change hands; the subject may not (OpenID Connect Core 1.0, 5.7).
  await db.updateTable('account').set({ email: 'renamed@example.org' }).where('id', '=', id).execute();
  const second = await signInAs('officer');
  await second.page.goto(`${origin}/en/account`);
  await second.page.getByText('renamed@example.org').first().waitFor();
  await second.context.close();
});

test('nobody gets in by an address that the provider has not verified, or without an account', { timeout: 90_000 }, async () => {
  await accountFor('unverified-officer@example.org');
  for (const name of ['unverified-officer', 'stranger']) {
    const { context, page } = await signInAs(name);
    await page.getByText('您在本站尚无账户').first().waitFor();
    await context.close();
  }
  const { rows } = await ministry.database.pool.query(
    "select o.subject from outside_identity o where o.subject in ('unverified-officer', 'stranger')",
  );
  assert.deepEqual(rows, []);
});

test('an answer that nobody asked for, of another browser, or forged is refused', async () => {
  const ask = await ministry.app.inject('/sign-in/provider');
  const state = new URL(String(ask.headers.location)).searchParams.get('state') ?? '';
  const browserCookie = ask.cookies.find((each) => each.name === 'mandate_provider')?.value ?? '';
  const answer = (query: string, cookie = '') =>
    ministry.app.inject({
      url: `/sign-in/provider/answer?${query}`,
      headers: { accept: 'text/html' },
      cookies: { mandate_provider: cookie },
    });
  for (const [query, cookie] of [
    ['', ''],
    ['code=x&state=unknown', browserCookie],
    [`code=x&state=${state}`, 'another'],
    [`code=forged&state=${state}&iss=${issuer}`, browserCookie],
    [`code=forged&state=${state}`, browserCookie],
  ] as const) {
    const refused = await answer(query, cookie);
    assert.equal(refused.statusCode, 422, query);
    assert.match(refused.body, /应答未被接受/);
    assert.equal(
      refused.cookies.find((each) => each.name === 'mandate_session'),
      undefined,
    );
  }
});

test('a provider that does not answer hinders nobody from signing in another way', async () => {
  server.close();
  server.closeAllConnections();
  const away = await openTestMinistry({ baseUrl: origin });
  const refused = await away.app.inject({ url: '/sign-in/provider', headers: { accept: 'text/html' } });
  assert.equal(refused.statusCode, 503);
  assert.match(refused.body, /身份认证系统没有应答/);
  assert.match(refused.body, /name="password"/);
  server = provider.listen(there);
  assert.equal((await away.app.inject('/sign-in/provider')).statusCode, 303);
});

test('settings that would not be safe are refused at start', () => {
  const from = (environment: NodeJS.ProcessEnv) => providerFrom(environment, 'https://ministry.example');
  assert.equal(from({}), undefined);
  assert.throws(() => from({ OIDC_ISSUER: 'https://id.example' }), /needs OIDC_CLIENT_ID/);
  assert.throws(() => from({ OIDC_ISSUER: 'http://id.example', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' }), /over https/);
});
