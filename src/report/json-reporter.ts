import type { ProblemText } from './problem-text.ts';
import type { Campaign, Reporter, Summary } from './reporter.ts';
import type { FailureReport, RunReport } from './run-report.ts';
import { visibleJson } from './visible-json.ts';

/**
 * For machines: one document, written at the end. It holds no wall-clock time and no path but those given, so two runs
 * of the same scenarios give the same bytes.
 */
export function createJsonReporter(): Reporter {
  let campaign: Campaign | undefined;
  const scenarios: unknown[] = [];
  const problems: ProblemText[] = [];
  return {
    start: (started) => {
      campaign = started;
      return '';
    },
    mistakes: (_file, found) => {
      problems.push(...found);
      return '';
    },
    run: (report) => {
      scenarios.push(scenarioOf(report));
      return '';
    },
    end: (summary) => {
      const document = { version: campaign?.version, summary: countsOf(summary), scenarios, problems };
      return `${visibleJson(JSON.stringify(document, null, 2))}\n`;
    },
  };
}

function countsOf({ passed, failed, inconclusive, mistaken, notRun, durationVirtualMs }: Summary) {
  return { passed, failed, inconclusive, mistaken, notRun, durationVirtualMs };
}

function scenarioOf(report: RunReport) {
  const { file, name, variant, seed, verdict, durationVirtualMs, steps, worldHash, limit } = report;
  const { expectations, failures } = report;
  const facts = { file, name, variant, seed, verdict, durationVirtualMs, steps, worldHash, limit };
  return { ...facts, expectations, failures: failures.map(failureOf) };
}

function failureOf({ what, file, line, column, atMs, stepIndex, why }: FailureReport) {
  return { text: what, file, line, column, at: atMs, stepIndex, why };
}
