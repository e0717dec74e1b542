import { coverageJson } from './coverage-lines.ts';
import type { RandomReport } from './random-report.ts';

/** Random runs as a JSON document: like that of an exploration, as far as there is the same. */
export function randomJson(report: RandomReport, seconds: number | null): object {
  const { random } = report;
  return {
    file: report.file,
    variant: report.variant,
    title: report.title,
    verdict: report.verdict,
    exhausted: false,
    limit: report.end,
    faults: report.faultBudget,
    random: {
      runs: random.runCount,
      runsAsked: random.runCountAsked,
      runsUnjudged: random.unjudgedCount,
      steps: random.stepCount,
      worlds: random.worldCount,
      depthMax: random.depthMax,
      seed: random.seedText,
      fastCheckSeed: random.seed,
    },
    seconds,
    scene: report.scene,
    steps: report.steps,
    properties: report.properties.map(({ name, verdict, harm, counterexample, finding }) => ({
      name,
      verdict,
      class: harm,
      trace: counterexample?.trace ?? null,
      found:
        finding === null
          ? null
          : {
              run: finding.run,
              path: finding.path,
              shrinks: finding.shrinkCount,
              stepsBefore: finding.stepCountBefore,
              minimal: finding.isMinimal,
              file: finding.file,
            },
    })),
    coverage: coverageJson(report.coverage),
  };
}
