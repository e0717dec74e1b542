import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { parseCommandLine } from '../../src/cli/parse-command-line.ts';

function codes(...argv: readonly string[]): readonly string[] {
  const parsed = parseCommandLine(argv, commands);
  return parsed.kind === 'mistakes' ? parsed.problems.map(({ code }) => code) : [];
}

describe('the command line', () => {
  it('reads options in any order, with the value behind a blank or an equals sign', () => {
    const parsed = parseCommandLine(
      ['--verbose', 'run', 'a.yaml', '--seed=7', '--bail', '--jobs', '2', 'b.yaml'],
      commands,
    );
    expect(parsed).toMatchObject({
      kind: 'command',
      input: { args: ['a.yaml', 'b.yaml'], options: { seed: '7', bail: true, jobs: 2, reporter: [], verbose: true } },
    });
  });

  it('takes an option that may be repeated as a list', () => {
    const parsed = parseCommandLine(['run', '--reporter', 'json=a', '--reporter=pretty'], commands);
    expect(parsed).toMatchObject({ input: { options: { reporter: ['json=a', 'pretty'] } } });
  });

  it('takes what stands behind two hyphens for a path', () => {
    expect(parseCommandLine(['run', '--', '--bail'], commands)).toMatchObject({ input: { args: ['--bail'] } });
  });

  it.each<[string, readonly string[], string]>([
    ['an unknown command', ['rnu'], 'USAGE_UNKNOWN_COMMAND'],
    ['an unknown option', ['run', '--sed=1'], 'USAGE_UNKNOWN_OPTION'],
    ['an unknown short option', ['run', '-x'], 'USAGE_UNKNOWN_OPTION'],
    ['an option of another command', ['init', '--seed', '1'], 'USAGE_UNKNOWN_OPTION'],
    ['a member of every object', ['run', '--constructor'], 'USAGE_UNKNOWN_OPTION'],
    ['a missing value', ['run', '--seed'], 'USAGE_MISSING_VALUE'],
    ['an empty value', ['run', '--seed='], 'USAGE_MISSING_VALUE'],
    ['an option where a value should be', ['run', '--seed', '--bail'], 'USAGE_MISSING_VALUE'],
    ['a value for a flag', ['run', '--bail=yes'], 'USAGE_UNWANTED_VALUE'],
    ['an option twice', ['run', '--seed=1', '--seed=2'], 'USAGE_REPEATED_OPTION'],
    ['a number that is none', ['run', '--jobs', 'many'], 'USAGE_NOT_A_COUNT'],
    ['a number that is too small', ['run', '--jobs', '0'], 'USAGE_NOT_A_COUNT'],
    ['a number that is not whole', ['run', '--steps-max', '1.5'], 'USAGE_NOT_A_COUNT'],
    ['a missing argument', ['replay'], 'USAGE_MISSING_ARGUMENT'],
    ['an argument too many', ['schema', 'x'], 'USAGE_EXTRA_ARGUMENT'],
  ])('refuses %s', (_, argv, code) => {
    expect(codes(...argv)).toContain(code);
  });

  it('reports every mistake at once', () => {
    expect(codes('run', '--sed=1', '--bail=x', '--jobs=0')).toEqual([
      'USAGE_UNKNOWN_OPTION',
      'USAGE_UNWANTED_VALUE',
      'USAGE_NOT_A_COUNT',
    ]);
  });

  it('suggests the option that was meant', () => {
    const parsed = parseCommandLine(['run', '--sed=1'], commands);
    expect(parsed).toMatchObject({ problems: [{ found: '--sed', nearest: '--seed', command: 'run' }] });
  });
});
