import { describe, expect, it } from 'vitest';
import { hasBrowser, useBrowser } from './browser.ts';
import { documentOf, shadowed } from './shown-documents.ts';

describe.skipIf(!hasBrowser)('a run of 10,000 steps', () => {
  const browser = useBrowser();
  const document = documentOf([{ ...shadowed, steps: [...shadowed.steps, { wait: '36h' }] }]);

  it('draws only the rows that can be seen, wherever it is', async () => {
    const { page, complaints } = await browser.open(document);
    const count = document.runs[0]?.steps.length ?? 0;
    expect(count).toBeGreaterThan(10_000);
    const options = page.getByRole('listbox', { name: 'Steps' }).getByRole('option');
    for (const key of ['Home', 'End', 'ArrowLeft']) {
      await page.keyboard.press(key);
      expect(await options.count()).toBeLessThan(80);
      await expect.poll(() => page.locator('[role=option][aria-selected=true]').count()).toBe(1);
    }
    expect(await page.locator('#page *').count()).toBeLessThan(2_000);
    expect(complaints).toEqual([]);
  });

  it('is scrubbed with the pointer and searched letter by letter', async () => {
    const { page } = await browser.open(document);
    const box = await page.getByRole('slider').boundingBox();
    if (box === null) throw new Error('the timeline is not to be seen');
    await page.evaluate(`(() => {
      globalThis.longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
      }).observe({ type: 'longtask' });
    })()`);
    await page.mouse.move(box.x + 20, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 20, box.y + 60, { steps: 60 });
    await page.mouse.up();
    const step = async () => Number(await page.getByRole('slider').getAttribute('aria-valuenow'));
    await expect.poll(step).toBeGreaterThan(9_000);
    await page.getByRole('searchbox').pressSequentially('name:extra');
    const found = page.getByRole('listbox', { name: 'Steps' }).getByRole('option');
    await expect.poll(() => found.count()).toBeGreaterThan(0);
    const longestMs = await page.evaluate('globalThis.longest');
    console.log(`the longest task while scrubbing and searching took ${longestMs} ms`);
  });
});
