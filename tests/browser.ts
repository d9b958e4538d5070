import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';

/** Not the package's own list: it has --single-process, which dies at the second context, and --disable-web-security. */
const FLAGS = [
  '--headless=shell',
  '--no-sandbox',
  '--no-zygote',
  '--in-process-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--font-render-hinting=none',
];

export async function openBrowser(): Promise<Browser> {
  const folder = join(import.meta.dirname, '..', '.tmp');
  mkdirSync(folder, { recursive: true });
  process.env.TMPDIR = folder; // the browser unpacks itself into one fixed file: keep it ours
  return await playwright.launch({ executablePath: await chromium.executablePath(), args: FLAGS });
}

/** A window that reports every script error and every refusal of the content security policy. */
export async function openPage(
  browser: Browser,
  options: { readonly width?: number; readonly javaScriptEnabled?: boolean; readonly language?: 'zh-CN' | 'en' } = {},
): Promise<{ readonly context: BrowserContext; readonly page: Page; readonly faults: string[] }> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 900 },
    javaScriptEnabled: options.javaScriptEnabled ?? true,
    locale: options.language ?? 'zh-CN',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`);
  });
  return { context, page, faults };
}

/** Every violation of WCAG 2.2 A and AA on the page, each in a line with its place. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  return violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${page.url()}: ${violation.id}: ${node.target.join(' ')}: ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`,
    ),
  );
}

/** A port that nobody listens on, for what must know its address before it listens. */
export async function freePort(): Promise<number> {
  return await new Promise((settle) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => settle(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
