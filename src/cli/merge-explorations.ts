import { availableParallelism } from 'node:os';
import { exploreScenario } from '../explore/rollout/explore-scenario.ts';
import { reportExploration } from '../report/exploration/report-exploration.ts';
import { buildScenario } from '../scenario/build-scenario.ts';
import { openExplorationOutput } from './exploration-output.ts';
import { openParts } from './exploration-parts.ts';
import { scenarioOptions } from './explore-choice.ts';
import { type ExplorationAbout, exitCodeOfExplorations } from './explore-scenarios.ts';
import { startWorkers } from './explore-workers.ts';
import type { MergeInput } from './merge-files.ts';
import { refuse } from './print-problems.ts';
import { scenarioOfSource } from './trace-scenario.ts';

/** Joins the parts that `dibs explore --shard` has made: the report is that of the undivided exploration. */
export async function mergeExplorations({ args, options, io }: MergeInput): Promise<number> {
  const opened = openParts(args);
  if ('problems' in opened) return refuse(io, ...opened.problems);
  const { parts, about } = opened.parts;
  const workers = await startWorkers(availableParallelism() - 1);
  try {
    const { scenario: source, variant, choice } = about as ExplorationAbout;
    const scenario = scenarioOfSource({ scenario: source, variant }, io);
    if (typeof scenario === 'number') return scenario;
    const output = openExplorationOutput(options.reporter, io);
    if ('problems' in output) return refuse(io, ...output.problems);
    const begunMs = performance.now();
    const built = buildScenario(scenario);
    const known = parts.map((part) => part.transcripts());
    const found = exploreScenario(built, { ...scenarioOptions(choice), crew: workers.crew, known });
    const report = reportExploration(found, built, { isFree: choice.isFree });
    output.add({ found, built, report }, (performance.now() - begunMs) / 1000);
    output.end();
    return exitCodeOfExplorations([report]);
  } finally {
    for (const part of parts) part.close();
    await workers.close();
  }
}
