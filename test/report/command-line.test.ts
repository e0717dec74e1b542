import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { rerunCommand, shellWord } from '../../src/report/command-line.ts';

describe('the command that shows a run again', () => {
  it('names file, variant and seed', () => {
    expect(rerunCommand({ file: 'scenarios/app.yaml', variant: 'old', seed: '7' })).toBe(
      'dibs run scenarios/app.yaml --variant old --seed 7 --trace traces',
    );
  });

  it('does not take a file for an option', () => {
    expect(rerunCommand({ file: '--bail', variant: null, seed: '1' })).toBe(
      'dibs run ./--bail --seed 1 --trace traces',
    );
  });

  it('ties a value that looks like an option to its option', () => {
    expect(rerunCommand({ file: 'a.yaml', variant: null, seed: '-1' })).toContain(' --seed=-1 ');
  });

  it.each(["it's", '$(touch x)', '`x`', 'a b', '*', '', '"', '\\', ';x', '~'])(
    'means the word %s to a shell',
    (word) => {
      const shown = execFileSync('sh', ['-c', `printf %s ${shellWord(word)}`], { encoding: 'utf8' });
      expect(shown).toBe(word);
    },
  );
});
