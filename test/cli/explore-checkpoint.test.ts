import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import type { Io } from '../../src/cli/io.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { cascadeScenario } from '../bench/cascade.ts';
import { folderWith } from './dibs-process.ts';

const rollout = cascadeScenario(1);

/** Follows a command line within this process, in a folder, with one thread. */
async function dibs(args: readonly string[], cwd: string) {
  const printed = { out: '', err: '' };
  const io: Io = {
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    isOutTerminal: false,
    isErrTerminal: false,
    env: {},
  };
  const placed = args.map((arg) => (/\.(yaml|db)$/.test(arg) ? join(cwd, arg) : arg));
  const exitCode = await runCommandLine(placed, { commands, io });
  return { exitCode, ...printed };
}

describe('dibs explore with files', () => {
  it('joins parts of several machines to the report of one, and refuses what does not belong together', async () => {
    const cwd = folderWith({
      'rollout.yaml': rollout,
      'other.yaml': rollout.replace('--policy=sync', '--policy=upsert-only'),
    });
    const whole = await dibs(['explore', 'rollout.yaml'], cwd);
    expect(whole.out).toContain('prune-staging → second-staging');
    for (const index of [1, 2]) {
      const part = await dibs(['explore', 'rollout.yaml', '--shard', `${index}/2`, '--checkpoint', `${index}.db`], cwd);
      expect(part.err).toBe('');
    }
    expect(await dibs(['merge', '2.db', '1.db'], cwd)).toEqual(whole);
    const alone = await dibs(['merge', '1.db'], cwd);
    expect(alone.err).toContain('error[USAGE_PARTS_MISSING]: parts are missing: 2/2');
    const other = await dibs(['explore', 'other.yaml', '--shard', '1/2', '--checkpoint', '1.db'], cwd);
    expect(other.err).toContain('error[USAGE_CHECKPOINT_DIFFERS]');
    expect(other.exitCode).toBe(2);
  });

  it('goes on from a checkpoint, and shows what is in it without exploring', async () => {
    const cwd = folderWith({ 'rollout.yaml': rollout });
    const file = 'rollout.db';
    const cut = await dibs(
      ['explore', 'rollout.yaml', '--checkpoint', file, '--states-max', '300', '--jobs', '1'],
      cwd,
    );
    expect(cut.exitCode).toBe(3);
    const whole = await dibs(['explore', 'rollout.yaml'], cwd);
    expect(await dibs(['explore', 'rollout.yaml', '--checkpoint', file], cwd)).toEqual(whole);
    const fewer = ['explore', 'rollout.yaml', '--states-max', '300', '--jobs', '1'];
    expect(await dibs([...fewer, '--checkpoint', file], cwd)).toEqual(await dibs(fewer, cwd));
    expect(await dibs(['explore', file], cwd)).toEqual(whole);
    const { out } = await dibs(['explore', file, '--state', '17'], cwd);
    expect(out).toMatch(/^state 17 of 1270, after 4 steps\n {2}1 {2}second-staging/);
    expect(out).toContain('not explored  staging.sync (FAULT crash)');
    const beyond = await dibs(['explore', file, '--state', '1270'], cwd);
    expect(beyond.err).toContain('error[USAGE_NO_SUCH_STATE]: the exploration has no state 1270');
    const without = await dibs(['explore', 'rollout.yaml', '--state', '1'], cwd);
    expect(without.err).toContain('fix: give a file that --checkpoint wrote too');
  });
});
