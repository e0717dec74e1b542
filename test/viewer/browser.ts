import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';
import type { PageDocument } from '../../src/report/page/page-data.ts';
import { pageText } from '../../src/report/page/page-text.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** Whether there is a browser to drive: Debian's chromium. */
export const hasBrowser = executablePath !== undefined;

if (!hasBrowser) console.warn('skipped: no chromium is installed, so nobody looks at the report page');

/** A page that is open in a browser, with everything that it complained of. */
export interface OpenPage {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** A browser for the tests of a file, and the page as the build makes it, built for them alone. */
export function useBrowser() {
  const folder = mkdtempSync(join(tmpdir(), 'dibs-page-'));
  let browser: Browser;
  let template = '';
  let count = 0;
  beforeAll(async () => {
    if (executablePath === undefined) return;
    const configFile = fileURLToPath(new URL('../../src/viewer/vite.config.ts', import.meta.url));
    await build({ configFile, logLevel: 'warn', build: { outDir: folder } });
    template = readFileSync(join(folder, 'page.html'), 'utf8');
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    template: () => template,
    /** Opens a document as people do: from a file. */
    async open(document: PageDocument, options: BrowserContextOptions & { readonly hash?: string } = {}) {
      count += 1;
      const file = join(folder, `opened-${count}.html`);
      writeFileSync(file, pageText(template, document));
      return openAt(browser, `${pathToFileURL(file).href}${options.hash ?? ''}`, options);
    },
    /** Opens an address. */
    openUrl: (url: string) => openAt(browser, url, {}),
  };
}

async function openAt(browser: Browser, url: string, options: BrowserContextOptions): Promise<OpenPage> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url.split('#')[0] as string)) complaints.push(`asks for ${request.url()}`);
  });
  await page.goto(url);
  await page.locator('main').waitFor();
  return { page, complaints };
}
