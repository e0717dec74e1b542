import { faultsAllowed } from '../report/exploration/fault-words.ts';
import type { ExplorationPage, PageDocument } from '../report/page/page-data.ts';
import { counted } from '../report/phrase.ts';
import { withExplorations } from './exploration-page.ts';
import { wayTrace } from './explored.ts';
import type { LoadedRun } from './load-run.ts';
import type { ExploredAtRandom } from './random-output.ts';

/** The page of random runs: what was found, and as runs to step through the ways to it. */
export function randomDocument(explored: readonly ExploredAtRandom[]): PageDocument {
  const runs: LoadedRun[] = [];
  const explorations = explored.map((one): ExplorationPage => {
    const { report, built } = one;
    const { runCount, stepCount, worldCount } = report.random;
    return {
      title: report.title,
      file: report.file,
      variant: report.variant,
      world: null,
      verdict: report.verdict,
      basis: [`${counted(runCount, 'random run')}: not everything was seen`, faultsAllowed(report.faultBudget)],
      stateCount: worldCount,
      transitionCount: stepCount,
      properties: report.properties.map(({ name, sentence, verdict, harm, counterexample }) => {
        if (counterexample !== null) runs.push({ built, trace: wayTrace(one, counterexample.trace) });
        return { name, sentence, verdict, harm, run: counterexample === null ? null : runs.length - 1 };
      }),
      orderings: [],
      constraints: [],
    };
  });
  return withExplorations(runs, { explorations, whatIf: [] });
}
