import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAccount, openSession, setPassword } from '../src/platform/auth/index.ts';
import { SESSION_COOKIE } from '../src/platform/http/page-request.ts';
import { findBarriers, openBrowser } from './browser.ts';
import { openTestMinistry } from './ministry.ts';

const ministry = await openTestMinistry({ withExamples: true, now: '2026-11-25T02:00:00Z' });
const address = await ministry.app.listen({ port: 0, host: '127.0.0.1' });
const browser = await openBrowser();
after(async () => await browser.close());

const { db } = ministry.services;
const KEY = encodeURIComponent('京ICP备2026000001号-1');
const { verification_code: code } = await db
  .selectFrom('document')
  .select('verification_code')
  .orderBy('issued_at')
  .limit(1)
  .executeTakeFirstOrThrow();
const session = await db.transaction().execute(async (trx) => {
  const id = await createAccount(trx, { email: 'reader@example.org', displayName: '示例读者', language: 'zh-CN' }, ministry.services.now());
  await setPassword(trx, id, 'four unrelated words here', ministry.services.now());
  return await openSession(trx, id, {
    secondFactorDue: false,
    userAgent: 'Mozilla/5.0 (X11; Linux) Firefox/128.0',
    at: ministry.services.now(),
  });
});

const PUBLIC = [
  '/',
  '/services',
  '/services?q=xyz',
  '/registers',
  '/registers/website',
  `/registers/website/${KEY}`,
  '/website-query?q=%E7%A4%BA%E4%BE%8B',
  '/verify?q=X-1',
  `/verify/${code}`,
  '/outbox',
  '/about',
  '/help',
  '/accessibility',
  '/sign-in',
  '/sign-up',
  '/nothing-here',
];
const SIGNED_IN = ['/account', '/account/password', '/account/second-factor', '/account/parties'];

for (const look of [
  { width: 1280, scheme: 'light', prefix: '' },
  { width: 390, scheme: 'dark', prefix: '/en' },
] as const) {
  test(`no page has a barrier, a script error or a sideways scroll at ${look.width} px, ${look.scheme}, ${look.prefix === '' ? 'Chinese' : 'English'}`, {
    timeout: 180_000,
  }, async () => {
    const context = await browser.newContext({
      viewport: { width: look.width, height: 900 },
      colorScheme: look.scheme,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const found: string[] = [];
    page.on('pageerror', (error) => found.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      // The browser itself reports the status of a page that is not there.
      if (message.type() === 'error' && !message.text().includes('404')) found.push(`${page.url()}: ${message.text()}`);
    });
    const visit = async (path: string): Promise<void> => {
      await page.goto(`${address}${look.prefix}${path}`);
      found.push(...(await findBarriers(page)));
      const beyond = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      if (beyond !== 0) found.push(`${page.url()}: ${String(beyond)} px too wide`);
    };
    for (const path of PUBLIC) await visit(path);
    await context.addCookies([{ name: SESSION_COOKIE, value: session, url: address }]);
    for (const path of SIGNED_IN) await visit(path);
    await context.close();
    assert.deepEqual(found, []);
  });
}
