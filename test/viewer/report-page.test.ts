import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { hasBrowser, useBrowser } from './browser.ts';
import { documentOf, documentOfWorlds, exploration, shadowed } from './shown-documents.ts';

const one = documentOf([shadowed]);
const two = documentOf([shadowed, { ...shadowed, title: 'The same with another seed', jitter: '5s', seed: '7' }]);
const explored = documentOf([shadowed, { ...shadowed, title: 'Another' }], [exploration]);

/** The step that the page looks at. */
const stepOf = async (page: Page) => Number(await page.getByRole('slider').getAttribute('aria-valuenow'));
/** The step that the page comes to look at: it draws when the browser does, not when a key is pressed. */
const settledStepOf = (page: Page) => expect.poll(() => stepOf(page));
const zoneRow = (page: Page, text: string) =>
  page.getByRole('table', { name: 'Record sets' }).getByRole('row').filter({ hasText: text });

describe.skipIf(!hasBrowser)('the report page', () => {
  const browser = useBrowser();

  it('opens at the moment at which the first expectation failed, with the reason', async () => {
    const { page, complaints } = await browser.open(one);
    const failed = one.runs[0]?.expectations.find(({ ok }) => !ok);
    await settledStepOf(page).toBe(failed?.stepIndex);
    await page
      .getByRole('region', { name: 'Expectations' })
      .getByText(failed?.why[0] ?? '?')
      .waitFor();
    expect(await page.title()).toContain(shadowed.title);
    expect(complaints).toEqual([]);
  });

  it('steps with the arrow keys, ten at once with Shift, and to both ends', async () => {
    const { page } = await browser.open(one);
    await page.keyboard.press('Home');
    await settledStepOf(page).toBe(0);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await settledStepOf(page).toBe(2);
    await page.keyboard.press('ArrowLeft');
    await settledStepOf(page).toBe(1);
    await page.keyboard.press('Shift+ArrowRight');
    await settledStepOf(page).toBe(11);
    await page.keyboard.press('End');
    await settledStepOf(page).toBe(one.runs[0]?.steps.length);
  });

  it('jumps from one change of the zone to the next, and shows what changed', async () => {
    const { page } = await browser.open(one);
    await page.keyboard.press('Home');
    await page.keyboard.press(']');
    await zoneRow(page, 'app.example.org').first().getByText('added').waitFor({ state: 'attached' });
    await page.keyboard.press('End');
    await page.keyboard.press('[');
    const gone = zoneRow(page, 'extra.example.org').first();
    await gone.getByText('removed').waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => zoneRow(page, 'extra.example.org').count()).toBe(0);
  });

  it('scrubs along the timeline with the pointer', async () => {
    const { page } = await browser.open(one);
    const box = await page.getByRole('slider').boundingBox();
    if (box === null) throw new Error('the timeline is not to be seen');
    await page.mouse.move(box.x + 14, box.y + 60);
    await page.mouse.down();
    const count = one.runs[0]?.steps.length ?? 0;
    await settledStepOf(page).toBeLessThan(count / 4);
    await page.mouse.move(box.x + box.width / 2, box.y + 60, { steps: 4 });
    await settledStepOf(page).toBeGreaterThan(count / 4);
    await settledStepOf(page).toBeLessThan(count);
    await page.mouse.move(box.x + box.width - 12, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await settledStepOf(page).toBe(count);
  });

  it('opens a link to a moment there, and gives a link to any other', async () => {
    const { page } = await browser.open(one, { hash: '#run=0&step=4' });
    await settledStepOf(page).toBe(4);
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/step=5$/);
    await page.evaluate("location.hash = '#run=0&step=9'");
    await page.locator('#step-9[aria-selected=true]').waitFor();
    await settledStepOf(page).toBe(9);
  });

  it('shows who serves whom, red where the client is served by another environment', async () => {
    const { page } = await browser.open(one);
    await page.keyboard.press('End');
    const map = page.getByRole('region', { name: 'Who serves whom' });
    const sentence =
      /visitor of staging asks for app\.example\.org, which leads to 192\.0\.2\.10: served by production, which is not its own/;
    await map.getByText(sentence).waitFor({ state: 'attached' });
    await expect.poll(() => map.locator('.map-edge.is-crossing').count()).toBe(3);
    await page.keyboard.press('Home');
    await map.getByText('No client has asked yet.').waitFor();
  });

  it('shows the metrics of the controllers at the moment looked at', async () => {
    const { page } = await browser.open(one);
    await page.getByRole('button', { name: 'Metrics' }).click();
    const metric = page
      .getByRole('region', { name: 'Metrics: rows' })
      .getByRole('row')
      .filter({ hasText: 'external_dns_source_records' });
    await page.keyboard.press('Home');
    await expect.poll(() => metric.count()).toBe(0);
    await page.keyboard.press('End');
    await metric.filter({ hasText: 'staging' }).first().waitFor();
  });

  it('is no longer than the screen, where its panels fit beside each other', async () => {
    // Enough expectations that their list scrolls.
    const many = { ...shadowed, expect: Array.from({ length: 40 }, () => shadowed.expect).flat() };
    const { page } = await browser.open(documentOf([many]));
    await page.getByRole('region', { name: 'Expectations' }).waitFor();
    await expect.poll(() => page.evaluate('document.documentElement.scrollHeight - window.innerHeight')).toBe(0);
  });

  it('says where it ends before the run does', async () => {
    const [run] = one.runs;
    if (run === undefined) throw new Error('nothing was run');
    const { page } = await browser.open({ ...one, runs: [{ ...run, leftOutStepCount: 44_043 }] });
    const count = run.steps.length;
    await page.getByText('The run has 44043 further steps, too many for a page.').waitFor();
    await page.keyboard.press('End');
    await page
      .getByRole('toolbar')
      .getByText(`step ${count} of ${count + 44_043}`)
      .getByText('the run went on')
      .waitFor();
    await page.keyboard.press('Home');
    await expect.poll(() => page.getByText('the run went on').count()).toBe(0);
  });

  it('shows owners, TXT contents and the history of a record set', async () => {
    const { page } = await browser.open(one);
    await page.keyboard.press('End');
    const row = zoneRow(page, 'app.example.org').first();
    await expect.poll(() => row.textContent()).toMatch(/production[\s\S]*192\.0\.2\.10/);
    await zoneRow(page, 'heritage=external-dns,external-dns/owner=production').first().waitFor();
    await row.getByRole('button').click();
    const history = page.getByRole('region', { name: 'History of app.example.org A' });
    await history.getByRole('button', { name: /#\d+$/ }).click();
    await row.getByText('added').waitFor({ state: 'attached' });
  });

  it('narrows steps, records and logs by what is searched, and by lanes', async () => {
    const { page } = await browser.open(one);
    const steps = page.getByRole('listbox', { name: 'Steps' }).getByRole('option');
    await page.keyboard.press('/');
    await page.keyboard.type('name:extra actor:production');
    await expect.poll(async () => (await steps.allTextContents()).every((text) => /production/.test(text))).toBe(true);
    await expect.poll(() => zoneRow(page, 'app.example.org').count()).toBe(0);
    await page.getByRole('searchbox').fill('nobody has this name');
    await page.getByText('No step matches.').waitFor();
    await page.getByText('No line matches.').waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: /^visitor/ }).click();
    await expect.poll(async () => (await steps.allTextContents()).every((text) => /visitor/.test(text))).toBe(true);
  });

  it('leads from a pin on the timeline to the failed expectation, and from a log line to its step', async () => {
    const { page } = await browser.open(one);
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: /^Failed at .*visitor/ }).click();
    await settledStepOf(page).toBe(one.runs[0]?.expectations.find(({ ok }) => !ok)?.stepIndex);
    const line = page.getByRole('log').getByRole('button').filter({ hasText: 'Changing record' });
    await page.keyboard.press('Home');
    await line.first().click();
    await settledStepOf(page).toBeGreaterThan(0);
  });

  it('lists the runs of a report, and sets two of them side by side with their first difference', async () => {
    const { page, complaints } = await browser.open(two);
    await page.getByRole('heading', { name: '2 runs' }).waitFor();
    await page.getByRole('link', { name: shadowed.title }).click();
    await page.getByRole('slider').waitFor();
    await page.getByLabel('Compare with another run').selectOption({ index: 1 });
    await page
      .getByRole('status')
      .getByText(/First difference at step \d+/)
      .waitFor();
    await page
      .getByRole('region', { name: 'Second run', exact: true })
      .getByRole('heading', { name: 'The same with another seed' })
      .waitFor();
    await page.goBack();
    await page.getByRole('slider').waitFor();
    expect(complaints).toEqual([]);
  });

  it('begins with two runs side by side if it was made to compare them, one owner in one colour', async () => {
    const other = structuredClone(shadowed);
    other.title = 'With another owner before';
    other.clusters.production['external-dns'][3] = '--txt-owner-id=a-new-id';
    const { report, runs } = documentOf([shadowed, other]);
    const { page, complaints } = await browser.open({ report: { ...report, isComparison: true }, runs }, { hash: '' });
    await page
      .getByRole('status')
      .getByText(/First difference/)
      .waitFor();
    const hueOf = (run: string) =>
      page
        .getByRole('region', { name: run, exact: true })
        .getByRole('option')
        .filter({ hasText: 'staging' })
        .first()
        .locator('.step-actor')
        .getAttribute('class');
    await expect.poll(() => hueOf('First run')).toMatch(/hue-\d/);
    expect(await hueOf('Second run')).toBe(await hueOf('First run'));
    await page.getByRole('button', { name: 'dibs: all runs' }).click();
    await page.getByRole('heading', { name: '2 runs' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('is as wide as a telephone, with titles on lines of their own and no metric broken inside a word', async () => {
    const { page } = await browser.open(two, { hash: '#run=0', viewport: { width: 390, height: 844 } });
    const title = page.getByRole('heading', { name: shadowed.title });
    await expect.poll(async () => (await title.boundingBox())?.width).toBeGreaterThan(300);
    await page.getByRole('button', { name: 'Metrics' }).click();
    const metric = page.locator('.words').filter({ hasText: 'external_dns_source_records' }).first();
    await metric.waitFor();
    const cut = `Array.from(document.querySelectorAll('.words')).flatMap((name) =>
      Array.from(name.childNodes).flatMap((node) => {
        const range = document.createRange();
        range.selectNode(node);
        return range.getClientRects().length > 1 ? [node.textContent] : [];
      }))`;
    expect(await page.evaluate(cut)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });

  it('keeps the tables of an exploration readable on a telephone', async () => {
    const narrow = { viewport: { width: 390, height: 844 } };
    for (const document of [explored, documentOfWorlds([shadowed])]) {
      const { page } = await browser.open(document, narrow);
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    }
    const { page } = await browser.open(explored, narrow);
    const cell = page
      .getByRole('region', { name: 'Properties', exact: true })
      .getByRole('cell', { name: /^no-shadowing/ });
    await expect.poll(async () => (await cell.boundingBox())?.width).toBeGreaterThan(200);
  });

  it('tells what each run of an exploration shows', async () => {
    const { page } = await browser.open(documentOfWorlds([shadowed]));
    await page.getByRole('heading', { name: '2 explorations, with 1 run to step through' }).waitFor();
    await page.getByRole('link', { name: /Whoever wrote.*as written: no-shadowing stuck/ }).waitFor();
  });

  it('shows the orderings of an exploration, its constraints, and every counterexample one click away', async () => {
    const { page, complaints } = await browser.open(explored);
    const orderings = page.getByRole('region', { name: 'Orderings' });
    expect(await orderings.getByRole('row').count()).toBe(4);
    await orderings.getByRole('button', { name: '1 safe' }).click();
    await expect.poll(() => orderings.getByRole('row').nth(1).textContent()).toContain('staging-second');
    await page.getByRole('button', { name: 'set 2' }).click();
    await page.getByRole('img', { name: 'staging-second before production; production before prune' }).waitFor();
    await page.getByRole('region', { name: 'Properties' }).getByRole('link', { name: 'open' }).click();
    await page.getByRole('slider').waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows worlds side by side, each of them one click away', async () => {
    const { page, complaints } = await browser.open(documentOfWorlds([shadowed]));
    const table = page.getByRole('region', { name: 'What if: The rollout of a host template' }).getByRole('table');
    const row = table.getByRole('row').filter({ hasText: 'no-shadowing' });
    await row.getByText('safe').waitFor();
    await table.getByRole('link', { name: 'with version=v0.14.0' }).click();
    await page.getByRole('heading', { name: 'The rollout of a host template with version=v0.14.0' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('has the colours that the system has, until told otherwise', async () => {
    const background = (page: Page) => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await browser.open(one, { colorScheme: 'light' });
    const dark = await browser.open(one, { colorScheme: 'dark' });
    expect(await background(light.page)).not.toBe(await background(dark.page));
    await dark.page.getByRole('button', { name: 'Light colours' }).click();
    expect(await background(dark.page)).toBe(await background(light.page));
  });

  it('prints everything below each other, in light colours, without controls', async () => {
    const { page } = await browser.open(one, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.getByRole('button', { name: 'The next step' }).isVisible()).toBe(false);
    const regions = await page.evaluate(
      "[...document.querySelectorAll('.panel')].map((panel) => panel.getBoundingClientRect().toJSON())",
    );
    const sorted = (regions as { top: number; bottom: number }[]).sort((left, right) => left.top - right.top);
    for (const [index, { top }] of sorted.slice(1).entries())
      expect(top).toBeGreaterThanOrEqual(sorted[index]?.bottom ?? 0);
    const pdf = await page.pdf();
    expect(pdf.length).toBeGreaterThan(10_000);
  });

  it('tells its shortcuts, and gives the keys back when its help is closed', async () => {
    const { page } = await browser.open(one);
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('the next change of the zone').waitFor();
    const before = await stepOf(page);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await stepOf(page)).toBe(before);
    await page.keyboard.press('ArrowLeft');
    await settledStepOf(page).toBe(before - 1);
  });
});
