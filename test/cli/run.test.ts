import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIRST_SCENARIO } from '../../src/scenario/first-scenario.ts';
import { dibs, folderWith } from './dibs-process.ts';

const passing = FIRST_SCENARIO;
const failing = FIRST_SCENARIO.replace(
  'owners: { app.example.org A: production }',
  'owners: { app.example.org A: staging }',
).replace('title: Staging', 'title: A story in which staging');
const mistaken = FIRST_SCENARIO.replace('clusters:', 'clutsers:');

function story(files: Readonly<Record<string, string>> = { 'a/good.yaml': passing, 'b/bad.yaml': failing }): string {
  return folderWith(files);
}

describe('dibs run', () => {
  it('ends with 0 when everything is as expected', () => {
    const { exitCode, out, err } = dibs(['run'], { cwd: story({ 'good.yaml': passing }) });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(/^dibs \S+: 1 scenario, each scenario's own seed, at most 1000000 steps each\n/);
    expect(out).toContain('✓ Staging cannot take a name that production owns');
    expect(out).toMatch(/\n1 passed; \S+ of virtual time\n$/);
  });

  it('ends with 1 when something is not, and says what, where and how to see it again', () => {
    const { exitCode, out } = dibs(['run'], { cwd: story() });
    expect(exitCode).toBe(1);
    expect(out).toContain('app.example.org A has owner production, expected owner staging');
    expect(out).toContain('again: dibs run b/bad.yaml --seed 1 --trace traces');
    expect(out).toContain('1 failed, 1 passed');
  });

  it('ends with 2 when a scenario has mistakes, prints them all, and runs the others', () => {
    const cwd = story({ 'good.yaml': passing, 'wrong.yaml': mistaken.replace('zone:', 'zoen:') });
    const { exitCode, out, err } = dibs(['run'], { cwd });
    expect(exitCode).toBe(2);
    expect(err).toContain('error[SCENARIO_UNKNOWN_KEY]: the scenario has no key "clutsers"\n  at wrong.yaml:');
    expect(err).toContain('did you mean "clusters"?');
    expect(err).toContain('the scenario has no key "zoen"');
    expect(out).toContain('1 file with mistakes, 1 passed');
  });

  it('ends with 3 when a limit was met', () => {
    const { exitCode, out } = dibs(['run', '--steps-max', '3'], { cwd: story({ 'good.yaml': passing }) });
    expect(exitCode).toBe(3);
    expect(out).toContain('inconclusive: the limit of 3 steps was met');
  });

  it('gives the same bytes twice, and for any number of threads', () => {
    const cwd = story({ 'a.yaml': passing, 'b.yaml': failing, 'c.yaml': passing });
    const reporters = ['--reporter', 'pretty', '--reporter', 'json=out.json', '--reporter', 'junit=out.xml'];
    const [one, two, again] = ['1', '2', '2'].map((jobs) => {
      const { out, err } = dibs(['run', '--jobs', jobs, ...reporters], { cwd });
      expect(err).toBe('');
      return [out, ...['out.json', 'out.xml'].map((file) => readFileSync(join(cwd, file), 'utf8'))];
    });
    expect(two).toEqual(one);
    expect(again).toEqual(one);
  });

  it('prints one JSON document that holds the counts and every expectation', () => {
    const { exitCode, out } = dibs(['run', '--reporter', 'json', '--seed', '7'], { cwd: story() });
    const document = JSON.parse(out);
    expect(exitCode).toBe(1);
    expect(document.summary).toMatchObject({ passed: 1, failed: 1, inconclusive: 0 });
    expect(document.scenarios[1]).toMatchObject({ file: 'b/bad.yaml', seed: '7', variant: null, verdict: 'failed' });
    expect(document.scenarios[1].expectations.map(({ ok }: { readonly ok: boolean }) => ok)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('annotates for GitHub and writes its summary page', () => {
    const cwd = story();
    const env = { GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') };
    const { out } = dibs(['run', '--reporter', 'github'], { cwd, env });
    expect(out).toMatch(/^::error file=b\/bad\.yaml,line=\d+,col=\d+,title=A story in which staging[^:]*::[^\n]*\n$/);
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8')).toContain('| 1 | 1 | 0 | 0 | 0 |');
  });

  it('stops at the first that does not pass when told to, and says how many were not run', () => {
    const cwd = story({ 'a.yaml': failing, 'b.yaml': passing, 'c.yaml': passing });
    expect(dibs(['run', '--bail'], { cwd }).out).toContain('1 failed, 0 passed, 2 not run');
  });

  it('runs what --grep and --variant select, and refuses a selection of nothing', () => {
    const variants = `${passing}\nvariants:\n  one: {}\n  two: {}\n`;
    const cwd = story({ 'a/good.yaml': passing, 'b/variants.yaml': variants });
    expect(dibs(['run', '--grep', '^b/', '--variant', 'two'], { cwd }).out).toContain('[two]');
    expect(dibs(['run', '--grep', 'variants|two'], { cwd }).out).toContain('2 passed');
    const { exitCode, err } = dibs(['run', '--grep', 'nowhere'], { cwd });
    expect(exitCode).toBe(2);
    expect(err).toContain('error[USAGE_NOTHING_SELECTED]: --grep nowhere leaves none of 3 scenarios');
  });

  it.each<[string, readonly string[], string]>([
    ['an unknown option', ['--sed=1'], 'error[USAGE_UNKNOWN_OPTION]: dibs run has no option --sed'],
    ['a pattern that is none', ['--grep', '('], 'error[USAGE_BAD_REGEX]'],
    ['an unknown reporter', ['--reporter', 'jnit'], 'did you mean "junit"?'],
    ['two documents in one place', ['--reporter', 'json', '--reporter', 'pretty'], 'error[USAGE_REPORTERS_COLLIDE]'],
    ['a path that does not exist', ['nowhere.yaml'], 'error[USAGE_NO_SUCH_PATH]'],
    ['a report that cannot be written', ['--reporter', 'json=good.yaml/out.json'], 'error[USAGE_CANNOT_WRITE]'],
  ])('refuses %s before it runs anything', (_, args, message) => {
    const { exitCode, out, err } = dibs(['run', ...args], { cwd: story({ 'good.yaml': passing }) });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(message);
  });

  it('says how to begin where there is no scenario', () => {
    const { exitCode, err } = dibs(['run'], { cwd: folderWith({}) });
    expect(exitCode).toBe(2);
    expect(err).toContain('there is no scenario in the current folder\n');
    expect(err).toContain('fix: write a first one with dibs init');
  });

  it('colours a pipe only when told to', () => {
    const cwd = story({ 'good.yaml': passing });
    expect(dibs(['run'], { cwd, env: { FORCE_COLOR: '1' } }).out).toContain('\u001b[');
    expect(dibs(['run'], { cwd, env: { FORCE_COLOR: '0' } }).out).not.toContain('\u001b[');
  });
});

describe('dibs replay', () => {
  function recorded(): { readonly cwd: string; readonly file: string; readonly text: string } {
    const cwd = story({ 'good.yaml': passing });
    expect(dibs(['run', '--trace', 'traces'], { cwd }).exitCode).toBe(0);
    expect(readdirSync(join(cwd, 'traces'))).toEqual(['good.trace.jsonl']);
    return { cwd, file: 'traces/good.trace.jsonl', text: readFileSync(join(cwd, 'traces/good.trace.jsonl'), 'utf8') };
  }

  it('finds every world as recorded, without the scenario', () => {
    const { text } = recorded();
    const { exitCode, out } = dibs(['replay', 'good.trace.jsonl'], { cwd: folderWith({ 'good.trace.jsonl': text }) });
    expect(exitCode).toBe(0);
    expect(out).toMatch(/every world is as recorded; the run passed after \S+\n$/);
  });

  it('names the first step that differs and ends with 1', () => {
    const lines = recorded().text.split('\n');
    lines[3] = (lines[3] as string).replace(/"hash":"[0-9a-f]{16}"/, '"hash":"0000000000000000"');
    const { exitCode, out } = dibs(['replay', 'a.jsonl'], { cwd: folderWith({ 'a.jsonl': lines.join('\n') }) });
    expect(exitCode).toBe(1);
    expect(out).toMatch(/\nafter step 3, .*, the world is [0-9a-f]{16}, recorded was 0000000000000000\n$/);
  });

  it('shows the world after a step, with the owners of records and what is pending', () => {
    const { cwd, file, text } = recorded();
    const last = text.trimEnd().split('\n').length - 2;
    const { out } = dibs(['replay', file, '--at', String(last)], { cwd });
    expect(out).toMatch(/\n {2}owner production {2}app\.example\.org\. \S+ A 192\.0\.2\.10\n/);
    expect(out).toContain('\ncluster staging\n');
    expect(out).toMatch(/\npending\n(?: {2}\S+ \S.*\n)+$/);
    const { exitCode, err } = dibs(['replay', file, '--at', String(last + 1)], { cwd });
    expect(exitCode).toBe(2);
    expect(err).toContain(`the trace has no step ${last + 1}`);
  });

  it.each([
    ['is not there', undefined, 'error[USAGE_CANNOT_READ]: cannot read "a.jsonl": ENOENT'],
    ['is empty', '', 'error[TRACE_EMPTY]'],
    ['is no trace', 'hello\n', 'error[TRACE_NOT_JSON]'],
    ['is something else', '{"a":1}\n', 'error[TRACE_WRONG_SHAPE]'],
  ])('refuses a file that %s', (_, text, message) => {
    const cwd = folderWith(text === undefined ? {} : { 'a.jsonl': text });
    const { exitCode, err } = dibs(['replay', 'a.jsonl'], { cwd });
    expect(exitCode).toBe(2);
    expect(err).toContain(message);
  });
});

describe('dibs init', () => {
  it('writes a scenario that passes, and never writes over a file', () => {
    const cwd = folderWith({});
    expect(dibs(['init', 'stories/app.yaml'], { cwd }).out).toContain('dibs run stories/app.yaml');
    expect(dibs(['run', 'stories/app.yaml'], { cwd }).exitCode).toBe(0);
    const { exitCode, err } = dibs(['init', 'stories/app.yaml'], { cwd });
    expect(exitCode).toBe(2);
    expect(err).toContain('error[USAGE_FILE_EXISTS]');
  });
});

describe('dibs schema', () => {
  it('prints the JSON Schema of scenarios', () => {
    const { exitCode, out } = dibs(['schema'], { cwd: folderWith({}) });
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' });
  });
});
