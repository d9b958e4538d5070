import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { findBarriers, freePort, openBrowser, openPage } from '../../../tests/browser.ts';
import { openTestMinistry } from '../../../tests/ministry.ts';
import { createAccount, createSignInLink } from './index.ts';

/** A passkey is made for one origin: the port must be known before the ministry is. */
const port = await freePort();
const origin = `http://localhost:${port}`;
const ministry = await openTestMinistry({ baseUrl: origin });
await ministry.app.listen({ port, host: 'localhost' });
const browser = await openBrowser();
after(async () => await browser.close());
const { db, now } = ministry.services;

test('a passkey is added in the browser, signs in by itself, and is removed', { timeout: 60_000 }, async () => {
  const link = await db.transaction().execute(async (trx) => {
    const id = await createAccount(trx, { email: 'passkey@example.org', displayName: 'Example', language: 'en' }, now());
    return await createSignInLink(trx, id, now());
  });
  const { context, page, faults } = await openPage(browser);
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${origin}/en/sign-in/link/${link}`);
  await page.locator('main form button').click();
  await page.goto(`${origin}/en/account/passkeys`);
  assert.deepEqual(await findBarriers(page), []);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('Give the passkey a name').first().waitFor();
  await page.getByLabel('Name of the device').fill('Office laptop');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('cell', { name: 'Office laptop' }).waitFor();

  await context.clearCookies();
  await page.goto(`${origin}/en/sign-in`);
  assert.deepEqual(await findBarriers(page), []);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL(`${origin}/en/cases`);
  await page.goto(`${origin}/en/account`);
  await page.getByText('With a passkey').first().waitFor();

  await page.goto(`${origin}/en/account/passkeys`);
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No passkey yet').waitFor();
  await context.clearCookies();
  await page.goto(`${origin}/en/sign-in`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('The passkey was not accepted').first().waitFor();
  assert.deepEqual(
    faults.filter((fault) => !fault.includes('422')),
    [],
  );
  await context.close();
});

test('an answer that no authenticator gave is refused, and changes nothing', async () => {
  const visitor = await ministry.visit();
  for (const answer of [
    '',
    'null',
    '[]',
    '{',
    '{"id":"x"}',
    '{"id":{"a":1},"response":null}',
    JSON.stringify({ id: 'AAAA', rawId: 'AAAA', type: 'public-key', response: {} }),
  ]) {
    const refused = await visitor.post('/sign-in/passkey', { answer });
    assert.equal(refused.statusCode, 422, answer);
    assert.match(refused.body, /通行密钥未被接受/);
  }
  assert.equal((await visitor.get('/account')).statusCode, 404);
});
