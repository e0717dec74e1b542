import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { hasBrowser, useBrowser } from './browser.ts';
import { documentOf, documentOfWorlds, exploration, shadowed } from './shown-documents.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const report = documentOf([shadowed, { ...shadowed, title: 'Another' }], [exploration]);

const screens = [
  ['the list of runs', '#nowhere', documentOf([shadowed, { ...shadowed, title: 'Another' }])],
  ['a run', '#run=0', report],
  ['the initial world', '#run=0&step=0', report],
  ['two runs side by side', '#run=0&other=1', report],
  ['an exploration', '#exploration=0', report],
  ['worlds side by side', '#nowhere', documentOfWorlds([shadowed])],
] as const;

describe.skipIf(!hasBrowser)('the report page, judged by axe-core', () => {
  const browser = useBrowser();

  describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
    it.each(screens)('has nothing against %s', async (_screen, hash, document) => {
      const { page } = await browser.open(document, { hash, colorScheme, bypassCSP: true });
      expect(await violations(page)).toEqual([]);
    });
  });

  it('has nothing against a run on a narrow screen, its help open', async () => {
    const { page } = await browser.open(report, {
      hash: '#run=0',
      viewport: { width: 420, height: 900 },
      bypassCSP: true,
    });
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('?');
    expect(await violations(page)).toEqual([]);
  });
});

async function violations(page: { evaluate(code: string): Promise<unknown> }): Promise<unknown> {
  await page.evaluate(axe);
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => [id, ...nodes.map(({ html, failureSummary }) => html.slice(0, 200) + failureSummary)]))`);
}
