import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { findBarriers, openBrowser } from '../../../tests/browser.ts';
import { openTestMinistry } from '../../../tests/ministry.ts';
import { createAccount, openSession } from '../../platform/auth/index.ts';
import { SESSION_COOKIE } from '../../platform/http/page-request.ts';
import { addPerson, appoint, recuse } from '../store/acts.ts';

const ministry = await openTestMinistry({ now: '2026-11-25T02:00:00Z' });
const address = await ministry.app.listen({ port: 0, host: '127.0.0.1' });
const browser = await openBrowser();
after(async () => await browser.close());
const { db, organisation } = ministry.services;

/** Who manages the establishment and, concurrently, sits in the General Office: all pages of this capability are open to them. */
const { session, personId, appointmentId } = await db.transaction().execute(async (trx) => {
  const order = { actor: 'system', at: Temporal.Instant.from('2026-01-05T00:00:00Z') };
  const id = await addPerson(trx, { code: 'reader', name: { 'zh-CN': '示例', en: 'Example' } }, order);
  const from = Temporal.PlainDate.from('2026-01-05');
  const first = await appoint(trx, { personId: id, post: 'dept-22-establishment-officer', from, reason: 'test' }, order);
  await appoint(trx, { personId: id, post: 'dept-01-officer', from, mode: 'concurrent', reason: 'test' }, order);
  await recuse(trx, { personId: id, partyId: '0197b0a0-0000-7000-8000-000000000001', ground: 'test', from }, order);
  const account = await createAccount(trx, { email: 'reader@example.org', displayName: 'Reader', language: 'en', personId: id }, order.at);
  const token = await openSession(trx, account, { secondFactorDue: false, userAgent: 'test', at: ministry.services.now() });
  return { session: token, personId: id, appointmentId: first };
});
await organisation.refresh(db);

const PUBLIC = [
  '/organisation',
  '/organisation?on=2018-03-01&zoom=all',
  '/organisation?q=%E9%AA%9A%E6%89%B0%E7%94%B5%E8%AF%9D',
  '/organisation/miit',
  '/organisation/dept-18',
  '/organisation/posts/miit-minister?on=2020-08-15',
  '/organisation/leaders/zhang-kejian',
  '/responsibilities',
  '/responsibilities/15',
  '/coverage?of=dept-18',
];
const OFFICER = [
  '/administration/appointments?institution=miit',
  '/administration/appointments/new?post=miit-vice-minister-5',
  `/administration/appointments/${appointmentId}`,
  '/administration/persons',
  `/administration/persons/${personId}`,
  '/administration/assignments',
];

for (const look of [
  { width: 1280, scheme: 'light', prefix: '' },
  { width: 390, scheme: 'dark', prefix: '/en' },
] as const) {
  test(`no page of the organisation has a barrier, a script error or a sideways scroll at ${look.width} px, ${look.scheme}`, {
    timeout: 180_000,
  }, async () => {
    const context = await browser.newContext({ viewport: { width: look.width, height: 900 }, colorScheme: look.scheme });
    await context.addCookies([{ name: SESSION_COOKIE, value: session, url: address }]);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => message.type() === 'error' && faults.push(`${page.url()}: ${message.text()}`));
    for (const [i, path] of [...PUBLIC, ...OFFICER].entries()) {
      const answer = await page.goto(`${address}${look.prefix}${path}`);
      if (answer?.status() !== 200) faults.push(`${path}: ${answer?.status()}`);
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      if (isWide) faults.push(`${path}: scrolls sideways`);
      // What the markup lacks it lacks in both languages: every page is asked in one, every third in the other too.
      if (look.width === 390 || i % 3 === 0) faults.push(...(await findBarriers(page)));
    }
    await context.close();
    assert.deepEqual(faults, []);
  });
}

test('the drawing comes near by keys and buttons, and the slider shows what another day changed', { timeout: 60_000 }, async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${address}/en/organisation?on=2018-02-28`);
  const picture = page.locator('svg.app-org__picture');
  const width = async (): Promise<number> => Number((await picture.getAttribute('viewBox'))?.split(' ')[2]);
  const whole = await width();
  await page.getByRole('button', { name: 'Nearer' }).click();
  const near = await width();
  assert.ok(near < whole);
  await page.locator('[data-zoomable]').focus();
  await page.keyboard.press('+');
  assert.ok((await width()) < near);
  const before = await picture.getAttribute('viewBox');
  await page.keyboard.press('ArrowRight');
  assert.notEqual(await picture.getAttribute('viewBox'), before);
  await page.keyboard.press('0');
  assert.ok((await width()) >= whole);
  assert.equal(await page.locator('#changes').count(), 0);
  const slider = page.locator('input[type=range]');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await page.locator('#changes').waitFor();
  assert.match((await page.locator('#changes').textContent()) ?? '', /1 March 2018/);
  assert.match(page.url(), /on=2018-03-01/);
  assert.equal(await page.locator('[data-cell="network-centre"]').count(), 1);
  await context.close();
});

test('without a script a group is brought near by its link, and days are links', { timeout: 60_000 }, async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 900 }, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${address}/en/organisation?on=2023-03-02`);
  const picture = page.locator('svg.app-org__picture');
  const whole = await picture.getAttribute('viewBox');
  await page.locator('svg [data-group="university"] > a').first().click();
  assert.match(page.url(), /near=university/);
  assert.notEqual(await picture.getAttribute('viewBox'), whole);
  await page.getByRole('link', { name: 'Show all of it' }).click();
  assert.equal(await picture.getAttribute('viewBox'), whole);
  await page.getByRole('link', { name: /^1 March 2023/ }).click();
  assert.match((await page.locator('#changes').textContent()) ?? '', /1 March 2023/);
  await context.close();
});
