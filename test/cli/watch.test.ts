import { EventEmitter, once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FIRST_SCENARIO } from '../../src/scenario/first-scenario.ts';
import { dibsStarted, folderWith } from './dibs-process.ts';

const named = FIRST_SCENARIO.replace(/^title: .*/m, 'title: The other story');
const failing = FIRST_SCENARIO.replace(
  'owners: { app.example.org A: production }',
  'owners: { app.example.org A: staging }',
);

/** A watching dibs, and a way to wait for what it prints next. */
function watching(cwd: string, ...args: readonly string[]) {
  const process = dibsStarted(['run', '--watch', ...args], { cwd });
  onTestFinished(() => void process.kill('SIGKILL'));
  const heard = new EventEmitter();
  let text = '';
  for (const stream of [process.stdout, process.stderr]) {
    stream?.on('data', (chunk) => {
      text += chunk;
      heard.emit('text');
    });
  }
  return {
    process,
    /** Everything printed since the last call, as soon as these are in it: two streams come in any order. */
    next: async (...patterns: readonly RegExp[]) => {
      while (!patterns.every((pattern) => pattern.test(text))) await once(heard, 'text');
      const seen = text;
      text = '';
      return seen;
    },
  };
}

const ENDED = /\n[^\n]* passed[^\n]*virtual time\n/;

describe('dibs run --watch', () => {
  it('runs again what was saved, what was new, and what did not pass, and ends with the last exit code', async () => {
    const cwd = folderWith({ 'a.yaml': FIRST_SCENARIO, 'b.yaml': named });
    const { process, next } = watching(cwd);
    expect(await next(ENDED)).toContain('2 passed');
    writeFileSync(join(cwd, 'a.yaml'), failing);
    const afterFailure = await next(ENDED);
    expect(afterFailure).toContain('1 failed, 0 passed');
    expect(afterFailure).not.toContain('The other story');
    writeFileSync(join(cwd, 'b.yaml'), `${named}# changed\n`);
    expect(await next(ENDED)).toContain('1 failed, 1 passed');
    writeFileSync(join(cwd, 'c.yaml'), named);
    expect(await next(ENDED)).toContain('1 failed, 1 passed');
    rmSync(join(cwd, 'a.yaml'));
    writeFileSync(join(cwd, 'c.yaml'), named.replace('clusters:', 'clutsers:'));
    await next(/1 file with mistakes/, /the scenario has no key "clutsers"/);
    process.kill('SIGINT');
    expect(await once(process, 'exit')).toEqual([2, null]);
  });

  it('looks at the files that a scenario names, even where they come to be later', async () => {
    const zone = FIRST_SCENARIO.replace(/^ {2}name: example\.org$/m, '  name: example.org\n  file: files/zone.txt');
    expect(zone).not.toBe(FIRST_SCENARIO);
    const cwd = folderWith({ 'a.yaml': zone, 'files/other.txt': '' });
    const { next } = watching(cwd, 'a.yaml');
    await next(/1 file with mistakes/, /zone\.txt/);
    writeFileSync(join(cwd, 'files/zone.txt'), 'www 300 IN A 192.0.2.1\n');
    expect(await next(ENDED)).toContain('1 passed');
  });
});
