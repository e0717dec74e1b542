import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIRST_SCENARIO } from '../../src/scenario/first-scenario.ts';
import { dibs, folderWith } from './dibs-process.ts';

const failing = FIRST_SCENARIO.replace(
  'owners: { app.example.org A: production }',
  'owners: { app.example.org A: staging }',
);
const mistaken = FIRST_SCENARIO.replace('clusters:', 'clutsers:');
const suite = () =>
  folderWith({
    'a/good.yaml': FIRST_SCENARIO,
    'a/wrong.yaml': mistaken,
    'b/bad.yaml': failing,
    'b/good.yaml': FIRST_SCENARIO,
    'c/wrong.yaml': mistaken.replace('zone:', 'zoen:'),
    'd/good.yaml': FIRST_SCENARIO,
  });

/** Runs every shard and gives the blobs, the last first. */
function blobs(cwd: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const file = `blobs/${index + 1}.jsonl`;
    dibs(['run', '.', '--shard', `${index + 1}/${count}`, '--reporter', `blob=${file}`], { cwd });
    return file;
  }).reverse();
}

describe('shards of a run, merged', () => {
  it('give every report that the undivided run gives, and its exit code', () => {
    const cwd = suite();
    const names = ['json', 'junit', 'github', 'html', 'blob'];
    const reporters = (folder: string) => names.flatMap((name) => ['--reporter', `${name}=${folder}/${name}`]);
    const whole = dibs(['run', ...reporters('whole'), '--reporter', 'pretty'], { cwd });
    const merged = dibs(['merge', ...blobs(cwd, 3), ...reporters('merged'), '--reporter', 'pretty'], { cwd });
    expect(whole.exitCode).toBe(2);
    expect(merged).toEqual({ ...whole, err: '' });
    for (const name of names) {
      expect(readFileSync(join(cwd, 'merged', name), 'utf8')).toBe(readFileSync(join(cwd, 'whole', name), 'utf8'));
    }
  });

  it('put the summary page and the annotations of GitHub together', () => {
    const cwd = suite();
    const env = { GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') };
    const { out } = dibs(['merge', ...blobs(cwd, 2), '--reporter', 'github'], { cwd, env });
    expect(out).toContain('::error file=b/bad.yaml,line=');
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8')).toContain('| 3 | 1 | 0 | 2 | 0 |');
  });

  it('are refused with a reason when they do not belong together', () => {
    const cwd = folderWith({
      'a.yaml': FIRST_SCENARIO,
      'b.yaml': FIRST_SCENARIO,
      'other.txt': 'x',
      'trace.json': '{}',
    });
    const run = (...args: readonly string[]) => dibs(['run', 'a.yaml', 'b.yaml', ...args], { cwd });
    run('--shard', '1/2', '--reporter', 'blob=1');
    run('--shard', '2/2', '--reporter', 'blob=2', '--seed', '7');
    run('--reporter', 'blob=whole');
    const merge = (...files: readonly string[]) => dibs(['merge', ...files], { cwd });
    expect(merge('1').err).toContain('error[BLOBS_MISSING]: shards are missing: 2/2');
    expect(merge('1', '1').err).toContain('error[BLOB_REPEATED]');
    expect(merge('1', '2').err).toContain('they differ in the seed');
    expect(merge('1', 'whole').err).toContain('they differ in the number of shards');
    expect(merge('1', 'other.txt').err).toContain('error[USAGE_NOT_MERGEABLE]: the files are of different kinds');
    expect(merge('trace.json').err).toContain('error[USAGE_NOT_MERGEABLE]');
    expect(merge('nothing').err).toContain('error[USAGE_CANNOT_READ]');
    expect(merge('1').exitCode).toBe(2);
  });

  it.each(['0/2', '3/2', '1', '1/0', 'x/y', '1/2/3'])('there is no shard %s', (shard) => {
    const { exitCode, err } = dibs(['run', '--shard', shard], { cwd: folderWith({ 'a.yaml': FIRST_SCENARIO }) });
    expect(exitCode).toBe(2);
    expect(err).toContain('error[USAGE_BAD_SHARD]');
  });

  it('may have nothing to do', () => {
    const cwd = folderWith({ 'a.yaml': FIRST_SCENARIO });
    expect(dibs(['run', '--shard', '2/2'], { cwd })).toMatchObject({ exitCode: 0, err: '' });
  });
});
