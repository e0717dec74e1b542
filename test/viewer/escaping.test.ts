import { describe, expect, it } from 'vitest';
import type { PageDocument } from '../../src/report/page/page-data.ts';
import { livePageText, pageText } from '../../src/report/page/page-text.ts';
import { hasBrowser, useBrowser } from './browser.ts';
import { documentOf, exploration, shadowed } from './shown-documents.ts';

/** What strangers write into names, TXT values and log lines to have it run by whoever reads the report. */
const hostile = [
  '<script>document.title="run"</script>',
  '</script><script>document.title="run"</script>',
  '<!--<script>',
  '--></script><img src=x onerror=document.title="run">',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "'><iframe srcdoc='<script>parent.document.title=1</script>'>",
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '$' + '{alert(1)}',
  "$& $' $` $1",
  '\u2028\u2029alert(1)',
  '\u202Egnp.exe',
  '&lt;b&gt;&#x3C;script&#x3E;',
  '<style>*{display:none}</style>',
  '<base href="https://example.com/">',
  '<meta http-equiv="refresh" content="0;url=https://example.com/">',
  '__proto__',
];

/** The document with every text in it that strangers write made hostile, by one of these after the other. */
function poisoned(texts: readonly string[]): PageDocument {
  let count = 0;
  const spoil = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return kept.has(key) ? value : `${texts[count++ % texts.length]} ${value}`;
    if (Array.isArray(value)) return value.map((item) => spoil(item, key));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([member, held]) => [member, spoil(held, member)]));
  };
  return spoil(documentOf([shadowed, shadowed], [exploration])) as PageDocument;
}

/** What the page itself decides on is dibs' own words. */
const kept = new Set(['dibs', 'verdict', 'role', 'kind', 'class', 'harm', 'type']);

describe('the data in the page', () => {
  it.each(hostile)('ends no element and begins none: %s', (text) => {
    const document = poisoned([text]);
    const page = pageText('<body><!--data--></body>', document);
    expect(page.match(/<\/?script/g)?.length).toBe(2 * 3);
    expect(page.match(/<[^s/b]/g)).toBeNull();
    const [, json = ''] = /id="run-0">([\s\S]*?)<\/script>/.exec(page) ?? [];
    expect(JSON.parse(json)).toEqual(document.runs[0]);
  });
});

describe.skipIf(!hasBrowser)('a page full of what strangers wrote', () => {
  const browser = useBrowser();

  it('shows it as text and runs none of it, on any screen', async () => {
    const { page, complaints } = await browser.open(poisoned(hostile), { hash: '#run=0' });
    const title = await page.title();
    const strange = page.locator('#page').locator('script, img, iframe, style, base, meta, object, embed, svg[onload]');
    const screens = ['#run=0&step=0', '#run=0&other=1', '#exploration=0', '#', '#run=0&step=3'];
    for (const hash of screens) {
      await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
      await page.locator(hash === '#' ? '.exploration' : 'main').waitFor();
      expect(await strange.count()).toBe(0);
    }
    const record = page.locator('.zone .name-button').first();
    await record.click();
    await page.getByRole('region', { name: 'History of' }).waitFor();
    for (const text of hostile) await page.getByRole('searchbox').fill(text);
    await page.getByRole('searchbox').fill('');
    for (const text of ['</script><script>', '<img src=x onerror=alert(1)>', '{{constructor', '&lt;b&gt;']) {
      await expect.poll(() => page.locator('#page').textContent()).toContain(text);
    }
    expect(await strange.count()).toBe(0);
    expect(await page.title()).toBe(title);
    expect(complaints).toEqual([]);
  });

  it('could not run markup, a script or a style if some were put into it, nor ask anybody', async () => {
    const { page, complaints } = await browser.open(documentOf([shadowed]));
    const attempts = [
      'document.body.innerHTML = "<img src=x onerror=alert(1)>"',
      'document.createElement("img").setAttribute("onerror", "alert(1)")',
      'document.body.append(Object.assign(document.createElement("script"), { text: "alert(1)" }))',
    ];
    for (const attempt of attempts) await expect(page.evaluate(attempt)).rejects.toThrow(/Trusted/);
    const colour = 'getComputedStyle(document.body).color';
    const before = await page.evaluate(colour);
    await page.evaluate(`(() => {
      const style = document.createElement('style');
      style.textContent = '* { color: rgb(1, 2, 3) }';
      document.body.append(style);
    })()`);
    expect(await page.evaluate(colour)).toBe(before);
    await expect(page.evaluate('fetch("https://example.com/")')).rejects.toThrow();
    expect(complaints.filter((text) => text.startsWith('dialog'))).toEqual([]);
  });

  it('lets a live page ask its own server only', () => {
    const policy = /connect-src [^;]*/;
    expect(policy.exec(livePageText(browser.template()))?.[0]).toBe("connect-src 'self'");
    expect(policy.exec(pageText(browser.template(), documentOf([])))?.[0]).toBe("connect-src 'none'");
  });
});
