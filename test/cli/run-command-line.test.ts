import { describe, expect, it } from 'vitest';
import { defineCommand } from '../../src/cli/command.ts';
import type { Io } from '../../src/cli/io.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { InternalError } from '../../src/kernel/assert.ts';

const broken = defineCommand({
  meta: { name: 'break', summary: 'break', examples: [] },
  options: {},
  run: async () => {
    throw new InternalError('two components are called \u001b[2Jzone');
  },
});

async function outcomeOf(...argv: readonly string[]) {
  const printed: string[] = [];
  const io: Io = {
    out: (text) => printed.push(text),
    err: (text) => printed.push(text),
    isOutTerminal: false,
    isErrTerminal: false,
    env: {},
  };
  return { exitCode: await runCommandLine(argv, { commands: [broken], io }), text: printed.join('') };
}

describe('a bug of dibs', () => {
  it('is told in a sentence, with how to report it, and exit code 70', async () => {
    expect(await outcomeOf('break')).toEqual({
      exitCode: 70,
      text:
        'dibs has a bug: two components are called \\x1b[2Jzone\n' +
        '  This is no mistake in your input. Please report it with the command, its input and ' +
        'what the same command prints with --verbose.\n',
    });
  });

  it('shows where it is only on request', async () => {
    const { exitCode, text } = await outcomeOf('break', '--verbose');
    expect(exitCode).toBe(70);
    expect(text).toContain('    at ');
    expect(text).not.toContain('\u001b');
  });
});
