#!/usr/bin/env node
import { commands } from './commands.ts';
import { processIo } from './io.ts';
import { runCommandLine } from './run-command-line.ts';

const io = processIo();
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read the output has seen enough.
  if (error.code === 'EPIPE') process.exit();
  throw error;
});
process.exitCode = await runCommandLine(process.argv.slice(2), { commands, io });
