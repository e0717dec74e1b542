import { type ExploreScenarioOptions, exploreScenario } from '../explore/rollout/explore-scenario.ts';
import { shardMember } from '../explore/search-identity.ts';
import { reportExploration } from '../report/exploration/report-exploration.ts';
import { stateLines } from '../report/exploration/state-lines.ts';
import { buildScenario } from '../scenario/build-scenario.ts';
import { type CheckpointFile, readCheckpoint } from './checkpoint-file.ts';
import type { CommandInput } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { openExplorationOutput } from './exploration-output.ts';
import type { exploreOptions } from './explore.ts';
import { scenarioOptions } from './explore-choice.ts';
import { type ExplorationAbout, exitCodeOfExplorations } from './explore-scenarios.ts';
import { refuse } from './print-problems.ts';
import { scenarioOfSource } from './trace-scenario.ts';

/**
 * Tells what is in a file that `--checkpoint` wrote, as far as it goes, without exploring: the report, or one state. The
 * scenario is taken from the file itself.
 */
export function lookAtExploration(file: string, input: CommandInput<typeof exploreOptions>): number {
  const { options, io } = input;
  if (options.export !== undefined) {
    const needs = 'a scenario in place of its exploration';
    return refuse(io, { code: 'USAGE_OPTION_NEEDS', option: '--export', needs });
  }
  const read = readCheckpoint(file);
  if ('problem' in read) return refuse(io, read.problem);
  const { checkpoint } = read;
  try {
    const { scenario: source, variant, choice } = checkpoint.about as ExplorationAbout;
    const scenario = scenarioOfSource({ scenario: source, variant }, io);
    if (typeof scenario === 'number') return scenario;
    const built = buildScenario(scenario);
    const found = exploreScenario(built, { ...scenarioOptions(choice), ...asFarAs(checkpoint) });
    const { state } = options;
    if (state !== undefined) {
      const stateCount = found.exploration.states;
      if (state >= stateCount) return refuse(io, { code: 'USAGE_NO_SUCH_STATE', found: state, stateCount });
      io.out(`${stateLines(found, built, state).join('\n')}\n`);
      return exitCodes.asExpected;
    }
    const output = openExplorationOutput(options.reporter, io);
    if ('problems' in output) return refuse(io, ...output.problems);
    const report = reportExploration(found, built, { isFree: choice.isFree });
    output.add({ found, built, report }, 0);
    output.end();
    return exitCodeOfExplorations([report]);
  } finally {
    checkpoint.close();
  }
}

/** What makes an exploration take all from the file, and go no further. */
function asFarAs(checkpoint: CheckpointFile): ExploreScenarioOptions {
  const shard = JSON.parse(checkpoint.identity[shardMember] ?? 'null');
  return {
    journal: checkpoint.journal(),
    ...(shard === null ? {} : { shard }),
    ...(checkpoint.end === undefined ? { isOverTime: () => true } : {}),
  };
}
