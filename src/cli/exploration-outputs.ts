import type { UsageProblem } from '../report/usage-problem.ts';
import type { CommandInput } from './command.ts';
import { type ExplorationOutput, openExplorationOutput } from './exploration-output.ts';
import type { exploreOptions } from './explore.ts';
import type { Explored } from './explored.ts';
import { type ExplorationExport, openExport } from './export-explorations.ts';
import { openSaved } from './save-counterexamples.ts';
import { openTraces, type TraceFolder } from './trace-folder.ts';

/** All that explorations are written to. */
export interface ExplorationOutputs {
  readonly output: ExplorationOutput;
  readonly traces: TraceFolder | undefined;
  readonly save: ((explored: Explored) => void) | undefined;
  readonly exported: ExplorationExport | undefined;
}

/** Opens what the command line asks for, or says what cannot be opened. */
export function openExplorationOutputs(
  { options, io }: Pick<CommandInput<typeof exploreOptions>, 'options' | 'io'>,
  explorationCount: number,
): ExplorationOutputs | { readonly problems: readonly UsageProblem[] } {
  const output = openExplorationOutput(options.reporter, io);
  if ('problems' in output) return output;
  const traces = openTraces(options.trace);
  if (traces !== undefined && 'code' in traces) return { problems: [traces] };
  const save = openSaved(options.save);
  if (save !== undefined && 'code' in save) return { problems: [save] };
  const exported = openExport(options.export, explorationCount);
  if (exported !== undefined && 'code' in exported) return { problems: [exported] };
  return { output, traces, save, exported };
}
