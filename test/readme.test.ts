import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderCommandTable } from '../src/cli/command-table.ts';
import { commands } from '../src/cli/commands.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const packageJson = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

describe('README.md', () => {
  it('shows the commands as they are', () => {
    const [, table] = /<!-- commands:[^>]*-->\n([\s\S]*?)<!-- end of commands -->/.exec(readme) ?? [];
    expect(table).toBe(renderCommandTable(commands));
  });

  it('names only scripts and exports that there are', () => {
    for (const [, script] of readme.matchAll(/npm run ([a-z:]+)/g))
      expect(packageJson.scripts).toHaveProperty([script as string]);
    for (const [, subpath] of readme.matchAll(/`dibs\/([a-z]+)`/g))
      expect(packageJson.exports).toHaveProperty([`./${subpath}`]);
  });

  it('counts what each design survives', () => {
    const matrix = tableRows(readFileSync(new URL('../scenarios/designs/README.md', import.meta.url), 'utf8'));
    const stories = matrix.filter((cells) => cells.slice(1).every((cell) => cell === '✓' || cell === '✗'));
    const survived = stories[0]?.slice(1).map((_, index) => stories.filter((cells) => cells[index + 1] === '✓').length);
    const [, section = ''] = readme.split('## Which design survives what');
    const counts = tableRows(section).flatMap(([, , count = '']) => (/^[0-9]+$/.test(count) ? [Number(count)] : []));
    expect(counts).toEqual(survived);
    expect(section).toContain(`the same ${stories.length} stories`);
  });

  it('links only to files that there are', () => {
    for (const [, path] of readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      expect(() => readFileSync(new URL(`../${path}`, import.meta.url))).not.toThrow();
    }
  });
});

/** The cells of every line of a table. */
function tableRows(text: string): readonly (readonly string[])[] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}
