import { inspect } from 'node:util';
import type { Command } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { renderCommandHelp, renderHelp } from './help.ts';
import type { Io } from './io.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { dibsVersion } from './version.ts';

/**
 * Does what a command line asks for and gives the exit code. Never throws: what escapes from a command is a bug of
 * dibs, told in one sentence, with exit code 70.
 */
export async function runCommandLine(
  argv: readonly string[],
  { commands, io }: { readonly commands: readonly Command[]; readonly io: Io },
): Promise<number> {
  const isVerbose = argv.includes('--verbose');
  try {
    return await follow(argv, commands, io);
  } catch (error) {
    const { printable } = await import('../report/printable.ts');
    const message = printable(error instanceof Error ? error.message : String(error));
    io.err(`dibs has a bug: ${message}\n`);
    if (isVerbose) io.err(`${inspect(error).split('\n').map(printable).join('\n')}\n`);
    const more = isVerbose ? 'the text above' : 'what the same command prints with --verbose';
    io.err(`  This is no mistake in your input. Please report it with the command, its input and ${more}.\n`);
    return exitCodes.internalError;
  }
}

async function follow(argv: readonly string[], commands: readonly Command[], io: Io): Promise<number> {
  const parsed = parseCommandLine(argv, commands);
  switch (parsed.kind) {
    case 'help':
      io.out(parsed.command === undefined ? renderHelp(commands) : renderCommandHelp(parsed.command));
      return exitCodes.asExpected;
    case 'version':
      io.out(`${dibsVersion()}\n`);
      return exitCodes.asExpected;
    case 'nothing':
      io.err(renderHelp(commands));
      return exitCodes.wrongInput;
    case 'mistakes': {
      const { refuse } = await import('./print-problems.ts');
      return refuse(io, ...parsed.problems);
    }
    case 'command':
      return await parsed.command.run({ ...parsed.input, io });
  }
}
