import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { dibs } from './cli/dibs-process.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What a run of all bundled scenarios in a process of its own leaves behind: its reports and every trace, by name. */
function runBundled(...options: readonly string[]): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'dibs-'));
  const reports = ['--reporter', 'json', '--reporter', `junit=${join(folder, 'junit.xml')}`];
  const { out, err } = dibs(['run', 'scenarios', ...reports, '--trace', join(folder, 'traces'), ...options], {
    cwd: root,
  });
  expect(err).toBe('');
  const files = new Map([['stdout', out.replaceAll(folder, '')]]);
  files.set('junit.xml', readFileSync(join(folder, 'junit.xml'), 'utf8').replaceAll(folder, ''));
  for (const name of readdirSync(join(folder, 'traces'), { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.jsonl')) files.set(name, readFileSync(join(folder, 'traces', name), 'utf8'));
  }
  rmSync(folder, { recursive: true });
  return files;
}

/** The names of the files in which two runs differ: more telling than the files. */
function differences(left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>): readonly string[] {
  const names = new Set([...left.keys(), ...right.keys()]);
  return [...names].filter((name) => left.get(name) !== right.get(name));
}

describe('every bundled scenario', () => {
  let once: ReadonlyMap<string, string>;

  beforeAll(() => {
    once = runBundled('--jobs', '1');
  });

  it('gives the same bytes in another process, on one thread or two', () => {
    expect(once.size).toBeGreaterThan(20);
    expect(differences(once, runBundled('--jobs', '2'))).toEqual([]);
  });

  it('gives the same bytes again for another seed', () => {
    expect(differences(runBundled('--seed', '7'), runBundled('--seed', '7', '--jobs', '2'))).toEqual([]);
  });

  it('leaves no path, host name or date of this machine in a trace', () => {
    const foreign = [root, tmpdir(), process.execPath, `"${hostname()}"`, `${hostname()}/`];
    const date = /\b20\d\d-\d\d-\d\d\b/;
    for (const [name, text] of [...once].filter(([file]) => file.endsWith('.jsonl'))) {
      const [header = '', ...rest] = text.split('\n');
      // What the scenario's author wrote is the author's; everything else is ours.
      const { scenario, ...ours } = JSON.parse(header) as { readonly scenario: { readonly file: string } };
      const found = [JSON.stringify(ours), ...rest].filter(
        (line) => date.test(line) || foreign.some((word) => line.includes(word)),
      );
      expect({ name, found }).toEqual({ name, found: [] });
      expect(scenario.file).toMatch(/^scenarios\//);
    }
  });
});
