import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { exampleAccount } from '../src/examples/index.ts';
import { examplePicture } from '../src/examples/picture.ts';
import { openSession } from '../src/platform/auth/index.ts';
import { SESSION_COOKIE } from '../src/platform/http/page-request.ts';
import { findBarriers, openBrowser, openPage } from './browser.ts';
import { openTestMinistry, type TestMinistry } from './ministry.ts';

interface Run {
  readonly title: string;
  readonly prefix: '' | '/en';
  readonly width: number;
  readonly javaScriptEnabled: boolean;
  /** A right code that belongs to nobody. */
  readonly code: string;
  readonly serial: number;
}

const RUNS: readonly Run[] = [
  { title: 'in Chinese, on a desk screen', prefix: '', width: 1280, javaScriptEnabled: true, code: '91110000MA0EX0210J', serial: 21 },
  { title: 'in English, on a telephone', prefix: '/en', width: 390, javaScriptEnabled: true, code: '91110000MA0EX0229F', serial: 22 },
  { title: 'in Chinese, without JavaScript', prefix: '', width: 1280, javaScriptEnabled: false, code: '91110000MA0EX0237A', serial: 23 },
];

const IDENTITY = '990000198001101010';
const SCAN = { name: 'scan.png', mimeType: 'image/png', buffer: examplePicture(1) };
/** Where MANDATE_SCREENSHOTS names a folder, every page visited is drawn there to be looked at. */
const screenshots = process.env.MANDATE_SCREENSHOTS;

const ministry = await openTestMinistry({ withExamples: true, now: Temporal.Now.instant().toString() });
await ministry.app.listen({ port: 0, host: '127.0.0.1' });
const address = ministry.app.server.address();
const base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
const browser = await openBrowser();
if (screenshots !== undefined) mkdirSync(screenshots, { recursive: true });
after(async () => {
  await browser.close();
});

suite('a website is filed, from a new account to the public register', () => {
  for (const run of RUNS) {
    test(run.title, { timeout: 240_000 }, async () => {
      const walk = new Walk(ministry, browser, base, run);
      await walk.signUp();
      await walk.file();
      await walk.preReview();
      await walk.verify();
      await walk.examine();
      await walk.decide();
      await walk.lookUp();
      assert.deepEqual(walk.barriers, []);
      assert.deepEqual(walk.faults, []);
    });
  }
});

/** One filing, walked page by page by everybody who has a part in it. */
class Walk {
  readonly barriers: string[] = [];
  readonly faults: string[] = [];
  readonly #ministry: TestMinistry;
  readonly #browser: Browser;
  readonly #base: string;
  readonly #run: Run;
  #page: Page | undefined;
  #step = 0;
  #caseId = '';
  readonly #domain: string;

  constructor(ministry: TestMinistry, browser: Browser, base: string, run: Run) {
    this.#ministry = ministry;
    this.#browser = browser;
    this.#base = base;
    this.#run = run;
    this.#domain = `shili-lu-${run.serial}.cn`;
  }

  get page(): Page {
    if (this.#page === undefined) throw new Error('nobody has opened a window yet');
    return this.#page;
  }

  async #open(account?: string): Promise<void> {
    const { width, javaScriptEnabled, prefix } = this.#run;
    const { context, page, faults } = await openPage(this.#browser, {
      width,
      javaScriptEnabled,
      language: prefix === '/en' ? 'en' : 'zh-CN',
    });
    page.on('close', () => this.faults.push(...faults));
    await this.#page?.context().close();
    this.#page = page;
    if (account !== undefined) await this.#signIn(context, account);
  }

  async #signIn(context: BrowserContext, key: string): Promise<void> {
    const { services } = this.#ministry;
    const accountId = await exampleAccount(services, key);
    const token = await services.db
      .transaction()
      .execute((trx) => openSession(trx, accountId, { secondFactorDue: false, userAgent: 'test', at: services.now() }));
    await context.addCookies([{ name: SESSION_COOKIE, value: token, url: this.#base }]);
  }

  async #go(path: string): Promise<void> {
    await this.page.goto(`${this.#base}${path.startsWith('http') ? new URL(path).pathname : this.#run.prefix + path}`);
    await this.#look();
  }

  /** Presses the page's button and looks at what comes of it. */
  async #press(selector = 'main form[method=post] button.govuk-button'): Promise<void> {
    await Promise.all([this.page.waitForNavigation(), this.page.locator(selector).last().click()]);
    await this.#look();
  }

  async #look(): Promise<void> {
    const { page } = this;
    const body = await page.content();
    assert.ok(
      !body.includes('govuk-error-summary'),
      `${page.url()} tells of a mistake: ${await page.locator('.govuk-error-summary').allInnerTexts()}`,
    );
    assert.equal(await page.locator('h1').count(), 1, `${page.url()} has one heading`);
    // The checker of barriers is a script itself: it has to be let run.
    if (this.#run.javaScriptEnabled) this.barriers.push(...(await findBarriers(page)));
    if (screenshots === undefined) return;
    if (this.#run.javaScriptEnabled) await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const name = `${this.#run.serial}-${String(++this.#step).padStart(2, '0')}${new URL(page.url()).pathname.replaceAll(/[^a-z]+/g, '-').slice(0, 60)}.png`;
    await page.screenshot({ path: join(screenshots, name), fullPage: true });
  }

  async signUp(): Promise<void> {
    const { db } = this.#ministry.services;
    await this.#open();
    await this.#go('/');
    await this.#go('/sign-up');
    const email = `walker-${this.#run.serial}@example.org`;
    await this.page.fill('[name=name]', '示例申请人');
    await this.page.fill('[name=email]', email);
    await this.#press();
    const message = await db.selectFrom('outbox').select('body').where('recipient', '=', email).executeTakeFirstOrThrow();
    await this.#go(/http\S+\/sign-in\/link\/\S+/.exec(message.body)?.[0] ?? '');
    await this.#press();
    await this.#go('/account/parties');
    await this.page.fill('[name=code]', this.#run.code);
    await this.page.fill('[name=name]', '示例步行者有限公司');
    await this.page.setInputFiles('[name=proof]', SCAN);
    await this.#press();
  }

  async file(): Promise<void> {
    await this.#go('/services?q=%E5%A4%87%E6%A1%88');
    await this.#go('/services/website-filing');
    await this.#go('/services/website-filing/start');
    const choice = this.page.locator('[name=party]').first();
    if ((await choice.count()) > 0 && (await choice.getAttribute('type')) === 'radio') await choice.check();
    await this.#press();
    const draft = new URL(this.page.url()).pathname.replace(/^\/en/, '');
    for (const [name, answers] of Object.entries(this.#answers())) {
      await this.#go(`${draft}/${name}`);
      await this.#fill(answers);
      await this.#press();
    }
    await this.#go(`${draft}/review`);
    await this.#press();
    const row = await this.#ministry.services.db
      .selectFrom('case_file as c')
      .innerJoin('party as p', 'p.id', 'c.party_id')
      .select('c.id')
      .where('p.code', '=', this.#run.code)
      .executeTakeFirstOrThrow();
    this.#caseId = row.id;
    await this.#go('/cases');
    await this.#go(`/cases/${this.#caseId}`);
  }

  #answers(): Readonly<Record<string, Readonly<Record<string, string | typeof SCAN>>>> {
    const { code, serial } = this.#run;
    return {
      subject: {
        '/subject/nature': 'enterprise',
        '/subject/name': '示例步行者有限公司',
        '/subject/certificateNumber': code,
        '/subject/province': '11',
        '/subject/address': '示例市示例区示例路1号',
        '/subject/legalPerson': '示例法定代表人',
        '/subject/certificateFile': SCAN,
      },
      principal: {
        '/principal/name': '示例负责人',
        '/principal/idNumber': IDENTITY,
        '/principal/mobile': `1990001${String(serial).padStart(4, '0')}`,
        '/principal/emergencyMobile': `1990002${String(serial).padStart(4, '0')}`,
        '/principal/email': 'principal@example.org',
        '/principal/idFile': SCAN,
      },
      service: {
        '/service/name': '示例步行网',
        '/service/domain': this.#domain,
        '/service/homeUrl': `https://www.${this.#domain}/`,
        '/service/contentTypes': 'none',
      },
      access: { '/access/provider': '91110000MA0EX00180', '/access/mode': 'cloud', '/access/ip': '192.0.2.10' },
      commitment: { '/commitment/file': SCAN, '/commitment/agreed': 'true' },
    };
  }

  async #fill(answers: Readonly<Record<string, string | typeof SCAN>>): Promise<void> {
    for (const [name, answer] of Object.entries(answers)) {
      const input = this.page.locator(`[name="${name}"]`);
      if (typeof answer !== 'string') await input.setInputFiles(answer);
      else if (
        (await input
          .first()
          .evaluate((element) => element.tagName)
          .catch(() => '')) === 'SELECT'
      )
        await input.selectOption(answer);
      else if (['radio', 'checkbox'].includes((await input.first().getAttribute('type')) ?? ''))
        await this.page.locator(`[name="${name}"][value="${answer}"]`).check();
      else await input.fill(answer);
    }
  }

  async preReview(): Promise<void> {
    await this.#open('checker');
    await this.#go('/tasks');
    await this.#go(`/tasks/${await this.#taskOf('preReview')}`);
    for (const box of await this.page.locator('[name=checked]').all()) await box.check();
    await this.page.locator('[name=outcome][value=pass]').check();
    await this.#press();
  }

  async verify(): Promise<void> {
    await this.#open();
    await this.#go('/verification');
    const message = await this.#ministry.services.db
      .selectFrom('outbox')
      .select('body')
      .where('about', '=', `case/${this.#caseId}`)
      .where('channel', '=', 'sms')
      .executeTakeFirstOrThrow();
    await this.page.fill('[name=mobile]', `1990001${String(this.#run.serial).padStart(4, '0')}`);
    await this.page.fill('[name=idTail]', IDENTITY.slice(-6));
    await this.page.fill('[name=code]', /\d{6}/.exec(message.body)?.[0] ?? '');
    await this.#press();
  }

  async examine(): Promise<void> {
    await this.#open('examiner');
    await this.#go('/desk');
    await this.#go(`/desk/cases/${this.#caseId}`);
    for (const box of await this.page.locator('[name=checked]').all()) await box.check();
    await this.page.locator('[name=outcome][value=propose-approval]').check();
    await this.#press('form.app-act-form button.govuk-button');
  }

  async decide(): Promise<void> {
    await this.#open('decider');
    await this.#go('/desk?role=decide');
    await this.#go(`/desk/cases/${this.#caseId}`);
    await this.page.locator('[name=outcome][value=approve]').check();
    await this.#press('form.app-act-form button.govuk-button');
  }

  async lookUp(): Promise<void> {
    const { db } = this.#ministry.services;
    await this.#open();
    await this.#go(`/website-query?q=${this.#domain}&kind=website`);
    assert.ok((await this.page.content()).includes('京ICP备'), 'the number stands on the public page');
    const document = await db
      .selectFrom('document')
      .select(['verification_code', 'number'])
      .where('case_id', '=', this.#caseId)
      .executeTakeFirstOrThrow();
    await this.#go(`/verify/${document.verification_code}`);
    assert.ok((await this.page.content()).includes(document.number));
    const pdf = await fetch(`${this.#base}/documents/${document.verification_code}.pdf`);
    assert.equal(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
      '%PDF-',
    );
    const key = await db.selectFrom('register_entry').select('key').where('cause', '=', `case/${this.#caseId}`).executeTakeFirstOrThrow();
    await this.#go(`/registers/website/${encodeURIComponent(key.key)}`);
    await this.page.context().close();
  }

  async #taskOf(element: string): Promise<string> {
    const task = await this.#ministry.services.db
      .selectFrom('task')
      .select('id')
      .where('case_id', '=', this.#caseId)
      .where('element', '=', element)
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow();
    return task.id;
  }
}
