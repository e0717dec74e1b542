#!/usr/bin/env node
import { commands } from './commands.ts';
import { exitCodes } from './exit-code.ts';
import { processIo } from './io.ts';
import { runCommandLine } from './run-command-line.ts';

const io = processIo();
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read the output went away: what was found could not be told, so this must not look like success.
  process.exit(error.code === 'EPIPE' ? exitCodes.inconclusive : exitCodes.internalError);
});
process.exitCode = await runCommandLine(process.argv.slice(2), { commands, io });
