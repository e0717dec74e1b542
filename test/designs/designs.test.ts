import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Design, matrixOf } from './matrix.ts';

const PAGE = '../../scenarios/designs/README.md';
const page = readFileSync(new URL(PAGE, import.meta.url), 'utf8');
const designs = parse(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '') as Readonly<Record<string, Design>>;

describe('the page that compares designs', () => {
  it('says of every design and every story how it ends (vitest -u writes it)', async () => {
    const marker = '<!-- written by vitest -u test/designs -->\n';
    const [before = '', rest = ''] = page.split(marker);
    const after = rest.slice(rest.indexOf('## What to read in it'));

    await expect(`${before}${marker}\n${matrixOf(designs)}\n\n${after}`).toMatchFileSnapshot(PAGE);
  });

  it('has the designs change nothing but abilities and migrations', () => {
    const kinds = Object.values(designs).flatMap((design) => Object.keys(design));

    expect([...new Set(kinds)].sort()).toEqual(['abilities', 'migrations']);
  });
});
