import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dibs, folderWith } from './dibs-process.ts';

const canary = readFileSync(
  fileURLToPath(new URL('../../scenarios/rollouts/seed-incident-canary.yaml', import.meta.url)),
  'utf8',
);
const folder = () => folderWith({ 'canary.yaml': canary });
const both = ['explore', 'canary.yaml', '--variant', 'both-commits'];

describe('dibs explore', () => {
  it('fails where something stays broken, and tells the shortest way there', () => {
    const cwd = folder();
    const { exitCode, out, err } = dibs([...both, '--trace', 'traces'], { cwd });

    expect(err).toBe('');
    expect(exitCode).toBe(1);
    expect(out).toContain('✗ one-endpoint-per-account-and-region  stuck: stays broken until somebody steps in');
    expect(out).toContain('first   deploy: environment: canary, release: first-commit');
    const traces = readdirSync(join(cwd, 'traces'));
    expect(traces).toHaveLength(2);
    for (const trace of traces) expect(dibs(['replay', `traces/${trace}`], { cwd }).exitCode).toBe(0);
  });

  it('is content where all that breaks heals, unless that is asked for, too', () => {
    const cwd = folder();
    const together = ['explore', 'canary.yaml', '--variant', 'together'];

    expect(dibs(together, { cwd }).exitCode).toBe(0);
    expect(dibs([...together, '--fail-on', 'transient'], { cwd }).exitCode).toBe(1);
    expect(dibs([...together, '--fail-on', 'transient', '--invariant', 'zone-settles'], { cwd }).exitCode).toBe(0);
    expect(dibs([...together, '--states-max', '100'], { cwd }).exitCode).toBe(3);
  });

  it('gives one JSON document, the same for any number of threads but for the seconds', () => {
    const cwd = folder();
    const [one, two, four] = ['1', '2', '4'].map((jobs) => {
      const { out } = dibs([...both, '--free', '--reporter', 'json', '--jobs', jobs], { cwd });
      return { ...JSON.parse(out), seconds: 0 };
    });

    expect(two).toEqual(one);
    expect(four).toEqual(one);
    expect(one).toMatchObject({ verdict: 'violated', exhausted: true, states: 6716 });
    expect(
      one.orderings.map((ordering: { steps: unknown; class: unknown }) => [ordering.steps, ordering.class]),
    ).toEqual([
      [['first', 'second'], 'stuck'],
      [['second', 'first'], 'stuck'],
    ]);
    expect(one.gates).toMatchObject([[{ before: 'second', after: 'first', until: 'settled' }]]);
  });

  it('writes what fails as a scenario that fails when it is run, and a page that shows it step by step', () => {
    const cwd = folder();
    dibs([...both, '--save', 'saved', '--reporter', 'html=page.html'], { cwd });
    const [scenario = '', test = ''] = readdirSync(join(cwd, 'saved')).sort().reverse();
    const run = dibs(['run', `saved/${scenario}`], { cwd });
    const page = readFileSync(join(cwd, 'page.html'), 'utf8');
    const [, report = '{}'] = /id="report">(.*?)<\/script>/.exec(page) ?? [];

    expect(scenario).toBe('canary--both-commits--one-endpoint-per-account-and-region.yaml');
    expect(readFileSync(join(cwd, 'saved', test), 'utf8')).toContain(`./${scenario}`);
    expect(run.exitCode).toBe(1);
    expect(run.out).toContain('one-endpoint-per-account-and-region holds');
    expect(JSON.parse(report).explorations).toMatchObject([{ verdict: 'violated', orderings: [{ class: 'stuck' }] }]);
  });

  it('says the same from a checkpoint, and joined from parts, as at once', () => {
    const cwd = folder();
    const plain = dibs(both, { cwd });
    const first = dibs([...both, '--checkpoint', 'all.dibs', '--states-max', '500'], { cwd });
    const resumed = dibs([...both, '--checkpoint', 'all.dibs'], { cwd });
    const parts = [1, 2, 3, 4].map((part) =>
      dibs([...both, '--checkpoint', `${part}.dibs`, '--shard', `${part}/4`], { cwd }),
    );
    const joined = dibs(['merge', '1.dibs', '2.dibs', '3.dibs', '4.dibs'], { cwd });

    expect(first.exitCode).toBe(3);
    expect(resumed).toEqual(plain);
    expect(parts.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    expect(joined).toEqual(plain);
  });

  it('refuses what it cannot follow, all at once, and explores nothing', () => {
    const cwd = folder();
    const { exitCode, err } = dibs(
      [
        ...both,
        '--invariant',
        'no-shadwing',
        '--fail-on',
        'bad',
        '--time-max',
        '5',
        '--shard',
        '5/4',
        '--checkpoint',
        'c',
      ],
      { cwd },
    );

    expect(exitCode).toBe(2);
    expect(err.match(/error\[\w+\]/g)).toEqual([
      'error[USAGE_UNKNOWN_INVARIANT]',
      'error[USAGE_UNKNOWN_HARM]',
      'error[USAGE_BAD_DURATION]',
      'error[USAGE_BAD_SHARD]',
    ]);
    expect(existsSync(join(cwd, 'c'))).toBe(false);
  });
});
