import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dibs, folderWith } from './dibs-process.ts';

const longName = readFileSync(
  fileURLToPath(new URL('../../scenarios/rollouts/txt-name-too-long.yaml', import.meta.url)),
  'utf8',
);
const folder = () => folderWith({ 'name.yaml': longName });
const asked = ['explore', 'name.yaml', '--variant', 'as-it-happened'];

describe('dibs explore --what-if', () => {
  it('fails if any world fails, shows what differs first, and tells a world that is like the first in a line', () => {
    const cwd = folder();
    const { exitCode, out, err } = dibs([...asked, '--what-if', 'version=v0.14.0,v0.22.0'], { cwd });

    expect(err).toBe('');
    expect(exitCode).toBe(1);
    expect(out).toContain('name.yaml [as-it-happened], with version=v0.14.0\n');
    expect(out).toContain('name.yaml [as-it-happened], with version=v0.22.0\n  comes to the same as it is written\n');
    expect(out).toMatch(/3 worlds: as written, and 2 others\n\n {4}version +as written +v0\.14\.0 +v0\.22\.0\n/);
    expect(out).toMatch(/≠ verdict .*\n\n {2}≠ no-orphaned-ownership +stuck +safe +stuck\n\n/);
  });

  it('keeps all worlds apart in documents, traces and saved scenarios, which replay and run', () => {
    const cwd = folder();
    const reporters = ['--reporter', 'json=all.json', '--reporter', 'html=page.html'];
    const outputs = [...reporters, '--trace', 'traces', '--save', 'saved'];
    dibs([...asked, '--what-if', 'version=v0.14.0,v0.22.0', ...outputs], { cwd });
    const { whatIf } = JSON.parse(readFileSync(join(cwd, 'all.json'), 'utf8'));
    const page = readFileSync(join(cwd, 'page.html'), 'utf8');
    const [, report = '{}'] = /id="report">(.*?)<\/script>/.exec(page) ?? [];
    const traces = readdirSync(join(cwd, 'traces'));
    const saved = readdirSync(join(cwd, 'saved')).filter((file) => file.endsWith('.yaml'));

    expect(whatIf.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['violated', 'holds', 'violated']);
    expect(JSON.parse(report).whatIf).toMatchObject([{ worlds: [{}, { exploration: 1 }, {}] }]);
    expect(traces).toEqual([
      'name--as-it-happened--no-orphaned-ownership.trace.jsonl',
      'name--as-it-happened--version-v0.22.0--no-orphaned-ownership.trace.jsonl',
    ]);
    for (const trace of traces) expect(dibs(['replay', `traces/${trace}`], { cwd }).exitCode).toBe(0);
    expect(saved).toHaveLength(2);
    for (const file of saved) expect(dibs(['run', `saved/${file}`], { cwd }).exitCode).toBe(1);
  });

  it('says of a wrong value which question it belongs to, and explores nothing', () => {
    const cwd = folder();
    const wrong = ['version=v9', 'polcy=sync', 'clusters.main.starts=30s'].flatMap((text) => ['--what-if', text]);
    const { exitCode, err } = dibs([...asked, ...wrong], { cwd });

    expect(exitCode).toBe(2);
    expect(err).toContain('did you mean "policy"?');
    expect(err.match(/ {2}at .*/g)).toEqual([
      '  at --what-if polcy=sync, in name.yaml',
      '  at --what-if clusters.main.starts=30s, in name.yaml',
    ]);
    expect(dibs([...asked, '--what-if', 'version=v9'], { cwd }).err).toContain(
      'at --what-if version=v9, in clusters.main.external-dns.version of name.yaml',
    );
  });

  it('refuses questions that say nothing, twice the same, or with a file for one exploration', () => {
    const cwd = folder();
    const given = ['version', 'policy=sync', 'policy=upsert-only'].flatMap((text) => ['--what-if', text]);
    const { exitCode, err } = dibs([...asked, ...given, '--checkpoint', 'c.db'], { cwd });

    expect(exitCode).toBe(2);
    expect(err.match(/error\[\w+\]/g)).toEqual([
      'error[USAGE_BAD_WHAT_IF]',
      'error[USAGE_WHAT_IF_TWICE]',
      'error[USAGE_OPTIONS_EXCLUDE]',
    ]);
    expect(existsSync(join(cwd, 'c.db'))).toBe(false);
  });
});
