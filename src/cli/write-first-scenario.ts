import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { shellWord } from '../report/command-line.ts';
import { terminalLine } from '../report/printable.ts';
import { FIRST_SCENARIO } from '../scenario/first-scenario.ts';
import type { CommandInput } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { refuse } from './print-problems.ts';
import { attempt } from './system-error.ts';

/** The work of `dibs init`. An existing file is left alone. */
export function writeFirstScenario({ args, io }: CommandInput): number {
  const file = args[0] ?? 'first.yaml';
  const written = attempt(() => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, FIRST_SCENARIO, { flag: 'wx' });
  });
  if ('reason' in written) {
    const { reason } = written;
    if (reason === 'EEXIST') return refuse(io, { code: 'USAGE_FILE_EXISTS', file });
    return refuse(io, { code: 'USAGE_CANNOT_WRITE', file, reason });
  }
  const shown = terminalLine(shellWord(file));
  io.out(`wrote ${shown}: read it, change it, run it with dibs run ${shown}\n`);
  return exitCodes.asExpected;
}
