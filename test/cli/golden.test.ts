import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIRST_SCENARIO } from '../../src/scenario/first-scenario.ts';
import { dibs, folderWith } from './dibs-process.ts';

const golden = 'golden/app.trace.jsonl';

function recorded(): string {
  const cwd = folderWith({ 'app.yaml': FIRST_SCENARIO });
  const { exitCode, err } = dibs(['run', '--update'], { cwd });
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: `recorded ${golden}\n` });
  return cwd;
}

function change(cwd: string, file: string, from: string | RegExp, to: string): void {
  const text = readFileSync(join(cwd, file), 'utf8');
  expect(text.replace(from, to)).not.toBe(text);
  writeFileSync(join(cwd, file), text.replace(from, to));
}

describe('a golden trace', () => {
  it('lets a run pass that is as recorded, and is not written anew', () => {
    const cwd = recorded();
    expect(dibs(['run'], { cwd })).toMatchObject({ exitCode: 0, err: '' });
    expect(dibs(['run', '--update'], { cwd })).toMatchObject({ exitCode: 0, err: '' });
  });

  it('is an ordinary trace, too', () => {
    const { exitCode, out } = dibs(['replay', golden], { cwd: recorded() });
    expect(exitCode).toBe(0);
    expect(out).toContain('every world is as recorded');
  });

  it('fails a run that is another, with both stories from where they part', () => {
    const cwd = recorded();
    change(cwd, 'app.yaml', /192\.0\.2\.10/g, '192.0.2.77');
    const { exitCode, out } = dibs(['run'], { cwd });
    expect(exitCode).toBe(1);
    expect(out).toContain(`the run is as recorded in ${golden}  app.yaml:1`);
    expect(out).toMatch(/the stories part at \S+, step \d+: - was recorded, \+ is new/);
    expect(out).toMatch(/\n +- +\S+ #\d+ +production changes example\.org: .*192\.0\.2\.10/);
    expect(out).toMatch(/\n +\+ +\S+ #\d+ +production changes example\.org: .*192\.0\.2\.77/);
    expect(out).toContain('if this is how it is to be: dibs run --update');
    expect(dibs(['run', '--update'], { cwd }).err).toBe(`recorded ${golden}\n`);
    expect(dibs(['run'], { cwd }).exitCode).toBe(0);
  });

  it('is a failure for every reporter', () => {
    const cwd = recorded();
    change(cwd, 'app.yaml', /192\.0\.2\.10/g, '192.0.2.77');
    expect(dibs(['run', '--reporter', 'junit'], { cwd }).out).toContain('the stories part at');
    expect(dibs(['run', '--reporter', 'github'], { cwd }).out).toMatch(/^::error file=app\.yaml,line=1,/m);
    expect(JSON.parse(dibs(['run', '--reporter', 'json'], { cwd }).out).summary.failed).toBe(1);
  });

  it('says nothing of a run with another seed', () => {
    const cwd = recorded();
    change(cwd, 'app.yaml', /192\.0\.2\.10/g, '192.0.2.77');
    expect(dibs(['run', '--seed', '7'], { cwd }).exitCode).toBe(0);
  });

  it('that cannot be read is a failure, not a pass', () => {
    const cwd = recorded();
    change(cwd, golden, /\n[^\n]*\n$/, '\n');
    const { exitCode, out } = dibs(['run'], { cwd });
    expect(exitCode).toBe(1);
    expect(out).toContain('the trace ends before its last line');
    expect(out).toContain('record it again: dibs run --update');
  });

  it('is kept for each variant', () => {
    const cwd = folderWith({ 'app.yaml': `${FIRST_SCENARIO}variants:\n  one: {}\n  other: { seed: 9 }\n` });
    dibs(['run', '--update'], { cwd });
    expect(readdirSync(join(cwd, 'golden')).sort()).toEqual(['app--one.trace.jsonl', 'app--other.trace.jsonl']);
  });

  it('of a scenario that is gone is told, and removed with --update', () => {
    const cwd = folderWith({
      'app.yaml': `${FIRST_SCENARIO}variants:\n  one: {}\n  other: {}\n`,
      'shop.yaml': FIRST_SCENARIO,
      'golden/notes.trace.jsonl': 'no trace\n',
    });
    dibs(['run', '--update'], { cwd });
    rmSync(join(cwd, 'shop.yaml'));
    change(cwd, 'app.yaml', '  other: {}\n', '');
    const told = dibs(['run'], { cwd });
    expect(told.exitCode).toBe(0);
    expect(told.err).toBe(
      ['app--other', 'shop']
        .map((name) => `golden/${name}.trace.jsonl is of no scenario any more: dibs run --update removes it\n`)
        .join(''),
    );
    expect(dibs(['run', 'app.yaml'], { cwd }).err).toBe('');
    expect(dibs(['run', '--shard', '2/2'], { cwd }).err).not.toContain('golden');
    const { err } = dibs(['run', '--update'], { cwd });
    for (const name of ['app--other', 'shop']) {
      expect(err).toContain(`removed golden/${name}.trace.jsonl: no scenario has it any more\n`);
    }
    expect(readdirSync(join(cwd, 'golden')).sort()).toEqual(['app--one.trace.jsonl', 'notes.trace.jsonl']);
  });

  it('of a scenario that has a mistake is left alone', () => {
    const cwd = recorded();
    change(cwd, 'app.yaml', 'title:', 'titel:');
    expect(dibs(['run', '--update'], { cwd }).err).not.toContain('golden');
    expect(readdirSync(join(cwd, 'golden'))).toHaveLength(1);
  });

  it('is written only where it can be, and a failure to write is told', () => {
    const cwd = folderWith({ 'app.yaml': FIRST_SCENARIO, golden: 'a file in the way' });
    const { exitCode, err } = dibs(['run', '--update'], { cwd });
    expect(exitCode).toBe(2);
    expect(err).toContain('error[USAGE_CANNOT_WRITE]');
  });
});
