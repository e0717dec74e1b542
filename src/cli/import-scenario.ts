import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { importIncident } from '../incident/import/import-incident.ts';
import { formatTimestamp } from '../incident/logs/timestamp.ts';
import { describeImportGuess, importHeading } from '../report/describe-import-guess.ts';
import { terminalLine } from '../report/printable.ts';
import { problemLines } from '../report/problem-text.ts';
import type { CommandInput } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { gatherIncident } from './gather-incident.ts';
import type { importOptions } from './import.ts';
import { loadFile } from './load-file.ts';
import { refuse } from './print-problems.ts';
import { attempt } from './system-error.ts';

/** The work of `dibs import`: no file that is there is written over. */
export function importScenario({ options, io }: CommandInput<typeof importOptions>): number {
  const { out = 'incident.yaml' } = options;
  const incident = gatherIncident(options, io);
  if (typeof incident === 'number') return incident;
  const folder = basename(out).replace(/\.(ya?ml|json)$/, '');
  const imported = importIncident(incident, { folder, heading: importHeading });
  const written = new Map([[out, imported.text]]);
  for (const [file, content] of Object.entries(imported.files)) written.set(join(dirname(out), file), content);
  const taken = [...written.keys()].filter((file) => existsSync(file));
  if (taken.length > 0) return refuse(io, ...taken.map((file) => ({ code: 'USAGE_FILE_EXISTS', file }) as const));
  for (const [file, content] of written) {
    const wrote = attempt(() => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    });
    if ('reason' in wrote) return refuse(io, { code: 'USAGE_CANNOT_WRITE', file, reason: wrote.reason });
    io.out(`${terminalLine(`wrote ${file}`)}\n`);
  }
  io.out(`  ${formatTimestamp(imported.originMs)} is 0s of the scenario\n`);
  for (const guess of imported.guesses) io.out(`${terminalLine(`  guessed: ${describeImportGuess(guess)}`)}\n`);
  io.out(`${terminalLine(`next: dibs run ${out}`)}\n`);
  const { problems } = loadFile({ path: out, text: imported.text });
  for (const problem of problems) io.err(`${problemLines(problem).join('\n')}\n`);
  return problems.length > 0 ? exitCodes.wrongInput : exitCodes.asExpected;
}
