import { isDated } from '../incident/import/incident.ts';
import { formatTimestamp } from '../incident/logs/timestamp.ts';
import { describeImportGuess } from '../report/describe-import-guess.ts';
import { terminalLine } from '../report/printable.ts';
import { problemLines } from '../report/problem-text.ts';
import type { CommandInput } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { gatherIncident } from './gather-incident.ts';
import type { importOptions } from './import.ts';
import { loadFile } from './load-file.ts';
import { writeImported } from './write-imported.ts';

/** The work of `dibs import`. */
export function importScenario({ options, io }: CommandInput<typeof importOptions>): number {
  const { out = 'incident.yaml' } = options;
  const incident = gatherIncident(options, io);
  if (typeof incident === 'number') return incident;
  const imported = writeImported(incident, out, io);
  if (typeof imported === 'number') return imported;
  const origin = `${formatTimestamp(imported.originMs)} is 0s of the scenario`;
  io.out(`  ${isDated(incident) ? origin : 'no log and no step says when it was'}\n`);
  for (const guess of imported.guesses) io.out(`${terminalLine(`  guessed: ${describeImportGuess(guess)}`)}\n`);
  io.out(`${terminalLine(`next: dibs run ${out}`)}\n`);
  const { problems } = loadFile({ path: out, text: imported.text });
  for (const problem of problems) io.err(`${problemLines(problem).join('\n')}\n`);
  return problems.length > 0 ? exitCodes.wrongInput : exitCodes.asExpected;
}
