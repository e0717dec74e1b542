import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dibs, folderWith } from './dibs-process.ts';

const canary = readFileSync(
  fileURLToPath(new URL('../../scenarios/rollouts/seed-incident-canary.yaml', import.meta.url)),
  'utf8',
);
const folder = () => folderWith({ 'canary.yaml': canary });
const random = (variant: string) => ['explore', 'canary.yaml', '--variant', variant, '--random', '--runs', '30'];

describe('dibs explore --random', () => {
  it('tells what a run breaks, keeps the run in one file, and says how to replay it', () => {
    const cwd = folder();
    const { exitCode, out, err } = dibs([...random('both-commits'), '--trace', 'traces', '--save', 'saved'], { cwd });

    expect(err).toBe('');
    expect(exitCode).toBe(1);
    expect(out).toContain('30 random runs of up to 200 steps, then left alone');
    expect(out).toContain(
      'one-endpoint-per-account-and-region stuck: stays broken until somebody steps in; no step can',
    );
    const [, replay = ''] = /replay: dibs (replay traces\/\S+)/.exec(out) ?? [];
    expect(dibs(replay.split(' '), { cwd }).exitCode).toBe(0);
    const [saved = ''] = readdirSync(join(cwd, 'saved')).filter((name) => name.endsWith('.yaml'));
    expect(dibs(['run', `saved/${saved}`], { cwd }).exitCode).toBe(1);
  });

  it('says the same for the same seed, and prints the command that keeps the run', () => {
    const cwd = folder();
    const asked = [...random('both-commits'), '--seed', 'a b', '--invariant', 'one-endpoint-per-account-and-region'];
    const first = dibs(asked, { cwd });
    const again = dibs([...asked, '--reporter', 'pretty', '--reporter', 'json=r.json'], { cwd });

    expect(again).toEqual(first);
    expect(first.out).toContain(
      "keep it: dibs explore canary.yaml --variant=both-commits --invariant=one-endpoint-per-account-and-region '--seed=a b' --random --runs=30 --trace=traces",
    );
    expect(JSON.parse(readFileSync(join(cwd, 'r.json'), 'utf8'))).toMatchObject({
      verdict: 'violated',
      exhausted: false,
      limit: 'runs',
      random: { runs: 30, runsAsked: 30, runsUnjudged: 0, seed: 'a b' },
      properties: [{ name: 'one-endpoint-per-account-and-region', class: 'stuck', found: { minimal: true } }],
    });
  });

  it('proves nothing where it finds nothing: the verdict says so, the exit code is that of work done', () => {
    const cwd = folder();
    const found = dibs(random('together'), { cwd });
    const cut = dibs([...random('together'), '--time-max', '0s'], { cwd });

    expect(found.exitCode).toBe(0);
    expect(found.out).toContain('inconclusive: no run without faults fails, which proves nothing');
    expect(cut.exitCode).toBe(3);
    expect(cut.out).toContain('the time allowed was over after 0 of 30 runs');
  });

  it('refuses what only an exploration of everything can do, all at once', () => {
    const cwd = folder();
    const { exitCode, err } = dibs([...random('together'), '--minimize', '--states-max', '5'], { cwd });

    expect(exitCode).toBe(2);
    expect(err).toContain('--random and --minimize exclude each other');
    expect(err).toContain('--random and --states-max exclude each other');
    expect(dibs(['explore', 'canary.yaml', '--runs', '5'], { cwd }).err).toContain('--runs means nothing by itself');
  });
});

describe('dibs explore --minimize', () => {
  it('says what is left of the scenario that still fails, and saves that', () => {
    const cwd = folder();
    const both = ['explore', 'canary.yaml', '--variant', 'both-commits', '--minimize', '--save', 'saved'];
    const { exitCode, out } = dibs(both, { cwd });
    const [saved = ''] = readdirSync(join(cwd, 'saved')).filter((name) => name.endsWith('.yaml'));
    const text = readFileSync(join(cwd, 'saved', saved), 'utf8');

    expect(exitCode).toBe(1);
    expect(out).toMatch(/still fails with: 1 cluster of 2, 1 environment of 2, 0 controllers of 2, 1 step of 3/);
    expect(out).toContain('not a single thing more can be left out');
    expect(text).not.toContain('production');
    expect(dibs(['run', `saved/${saved}`], { cwd }).exitCode).toBe(1);
  });
});
