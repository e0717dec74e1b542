import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dibs, folderWith } from './dibs-process.ts';

const twoOwners = readFileSync(
  fileURLToPath(new URL('../../scenarios/rollouts/two-owners-in-one-txt.yaml', import.meta.url)),
  'utf8',
);
const folder = () => folderWith({ 'two.yaml': twoOwners });
const one = ['explore', 'two.yaml', '--variant', 'one-owner'];

describe('dibs explore --export', () => {
  it('writes the explored world for SPIN, with the counts of the report', () => {
    const cwd = folder();
    const { exitCode, out } = dibs([...one, '--export', 'spin=world.pml'], { cwd });

    expect(exitCode).toBe(0);
    const [, states, steps] = /all (\d+) states with (\d+) steps/.exec(out) ?? [];
    expect(readFileSync(join(cwd, 'world.pml'), 'utf8')).toContain(
      `dibs counts ${states} states and ${steps} transitions.`,
    );
  });

  it('names the files after the scenarios, if there are several', () => {
    const cwd = folder();
    dibs(['explore', 'two.yaml', '--export', 'spin', '--faults', '1', '--fault-kind', 'crash'], { cwd });

    for (const variant of ['as-it-happened', 'one-owner']) {
      expect(readFileSync(join(cwd, `two--${variant}.pml`), 'utf8')).toContain('At most 1 fault.');
    }
  });

  it.each([
    [['--export', 'tla'], 'error[USAGE_UNKNOWN_EXPORT]: nothing is exported as "tla"'],
    [
      ['--export', 'spin=world.pml', '--states-max', '3'],
      'two.yaml [one-owner] is not exported: not all of it was explored',
    ],
    [['--export', 'spin='], 'error[USAGE_MISSING_VALUE]: --export needs a value'],
    [['--export', 'spin', '--random'], '--random and --export exclude each other'],
  ])('refuses %j', (options, message) => {
    const { exitCode, err } = dibs([...one, ...options], { cwd: folder() });

    expect(exitCode).toBe(2);
    expect(err).toContain(message);
  });

  it('refuses one file for several worlds', () => {
    const { exitCode, err } = dibs(['explore', 'two.yaml', '--export', 'spin=world.pml'], { cwd: folder() });

    expect(exitCode).toBe(2);
    expect(err).toContain('--export spin=world.pml is about one exploration, and this is 2');
  });
});

describe('dibs explore --fault-kind', () => {
  it('refuses a kind that nothing in the scenario can have, and names those there are', () => {
    const { exitCode, err } = dibs([...one, '--faults', '1', '--fault-kind', 'crsh'], { cwd: folder() });

    expect(exitCode).toBe(2);
    expect(err).toContain('nothing here can go wrong as "crsh"');
    expect(err).toContain('did you mean "crash"? known kinds: crash, listing-denied, listing-rate-limited');
  });
});
