import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import type { Page } from 'playwright-core';
import { exampleAccount } from '../src/examples/index.ts';
import { openSession } from '../src/platform/auth/index.ts';
import { SESSION_COOKIE } from '../src/platform/http/page-request.ts';
import { findKeyOfValue } from '../src/registers/index.ts';
import { findBarriers, openBrowser, openPage } from './browser.ts';
import { openTestMinistry } from './ministry.ts';

const screenshots = process.env.MANDATE_SCREENSHOTS;
const ministry = await openTestMinistry({ withExamples: true, now: Temporal.Now.instant().toString() });
const { services } = ministry;
const { db } = services;
await ministry.app.listen({ port: 0, host: '127.0.0.1' });
const address = ministry.app.server.address();
const base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
const browser = await openBrowser();
if (screenshots !== undefined) mkdirSync(screenshots, { recursive: true });
after(async () => {
  await browser.close();
});

/** A website of its own for each language: an order upon one stands in the way of another. */
const RUNS = [
  { title: 'in Chinese, on a desk screen', prefix: '', width: 1280, domain: 'shili-chaye.cn', name: '示例名茶网', reason: '品牌更名' },
  { title: 'in English, on a telephone', prefix: '/en', width: 390, domain: 'shili-gangkou.cn', name: '示例港湾网', reason: 'New brand' },
] as const;

suite('orders upon a website, page by page', () => {
  for (const run of RUNS) {
    test(run.title, { timeout: 240_000 }, async () => {
      const barriers: string[] = [];
      const faults: string[] = [];
      let shown = 0;
      const windowOf = async (key: string, width: number = run.width): Promise<Page> => {
        const opened = await openPage(browser, { width, language: run.prefix === '' ? 'zh-CN' : 'en' });
        const accountId = await exampleAccount(services, key);
        const token = await db
          .transaction()
          .execute((trx) => openSession(trx, accountId, { secondFactorDue: false, userAgent: 'test', at: services.now() }));
        await opened.context.addCookies([{ name: SESSION_COOKIE, value: token, url: base }]);
        opened.page.on('close', () => faults.push(...opened.faults));
        return opened.page;
      };
      const look = async (page: Page, name: string): Promise<void> => {
        assert.equal(await page.locator('h1').count(), 1, `${page.url()} has one heading`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        const wide = await page.evaluate(() =>
          [...document.querySelectorAll('main *')]
            .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth)
            .slice(-3)
            .map((each) => each.outerHTML.slice(0, 200)),
        );
        assert.ok(overflow <= 0, `${page.url()} scrolls sideways by ${overflow}: ${wide.join(' | ')}`);
        barriers.push(...(await findBarriers(page)));
        if (screenshots === undefined) return;
        await page.evaluate(() => document.fonts.ready.then(() => undefined));
        await page.screenshot({ path: join(screenshots, `${run.width}-${String(++shown).padStart(2, '0')}-${name}.png`), fullPage: true });
      };
      const go = async (page: Page, path: string, name: string): Promise<void> => {
        const answer = await page.goto(`${base}${run.prefix}${path}`);
        assert.equal(answer?.status(), 200, path);
        await look(page, name);
      };
      const press = async (page: Page, name: string, selector = 'main form[method=post] button.govuk-button'): Promise<void> => {
        await Promise.all([page.waitForNavigation(), page.locator(selector).last().click()]);
        await look(page, name);
      };
      const caseOf = async (procedure: string, stage: string): Promise<string> =>
        (
          await db
            .selectFrom('case_file')
            .select('id')
            .where('procedure', '=', procedure)
            .where('stage', '=', stage)
            .executeTakeFirstOrThrow()
        ).id;

      const key = await findKeyOfValue(db, 'website', 'domain', run.domain);
      assert.ok(key);
      const entry = `website/${encodeURIComponent(key)}`;
      const applicant = await windowOf('applicant');
      await go(applicant, `/registers/${entry}`, 'entry');
      await go(applicant, `/orders/${entry}`, 'orders');
      await press(applicant, 'draft', 'form[action$="/website-change"] button');
      const draft = new URL(applicant.url()).pathname.slice(run.prefix.length);
      await go(applicant, `${draft}/request`, 'request');
      await applicant.fill('[name="/request/reason"]', run.reason);
      const { year } = Temporal.Now.plainDateISO().add({ years: 1 });
      await applicant.fill('[name="/request/effectiveOn-year"]', String(year));
      await applicant.fill('[name="/request/effectiveOn-month"]', '1');
      await applicant.fill('[name="/request/effectiveOn-day"]', '9');
      await press(applicant, 'subject');
      await go(applicant, `${draft}/service`, 'service');
      assert.equal(await applicant.locator('[name="/service/domain"]').count(), 0, 'the domain is shown, not asked');
      await applicant.fill('[name="/service/name"]', run.name);
      await press(applicant, 'commitment');
      await applicant.check('[name="/commitment/agreed"]');
      await press(applicant, 'review');
      assert.match(await applicant.locator('main').innerText(), new RegExp(run.name));
      await press(applicant, 'submitted');
      await go(applicant, `/orders/${entry}`, 'orders-blocked');
      await go(applicant, `/cases/${await caseOf('website-change', 'supplement')}`, 'supplement');
      await go(applicant, `/cases/${await caseOf('website-change', 'refused')}`, 'refused');
      await go(applicant, `/cases/${await caseOf('website-access', 'connected')}`, 'transferred');
      const cancelled = await db
        .selectFrom('case_file')
        .select(['id', 'entry_key'])
        .where('stage', '=', 'cancelled')
        .executeTakeFirstOrThrow();
      await go(applicant, `/cases/${cancelled.id}`, 'cancelled');
      await go(applicant, `/registers/website/${encodeURIComponent(cancelled.entry_key ?? '')}`, 'cancelled-entry');
      await go(applicant, '/services/website-change', 'guide');
      await applicant.close();

      // Officers work at a desk.
      const examiner = await windowOf('examiner', 1280);
      await go(examiner, `/desk/cases/${await caseOf('website-change', 'supplement')}`, 'desk-supplement');
      await go(examiner, `/desk/cases/${await caseOf('website-filing', 'examine')}`, 'desk-checks');
      const jixie = await findKeyOfValue(db, 'website', 'domain', 'shili-jixie.cn');
      await go(examiner, `/desk/orders/website/${encodeURIComponent(jixie ?? '')}/website-revocation`, 'revocation');
      await go(examiner, '/desk/rules/province-filing/11', 'rules');
      await examiner.close();
      assert.deepEqual(barriers, []);
      assert.deepEqual(faults, []);
    });
  }
});
