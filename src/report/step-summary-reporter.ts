import { formatDuration } from '../scenario/duration.ts';
import { rerunCommand } from './command-line.ts';
import { failureLines } from './failure-lines.ts';
import { createPaint } from './paint.ts';
import { counted } from './phrase.ts';
import { type ProblemText, problemLines } from './problem-text.ts';
import type { Reporter, Summary } from './reporter.ts';
import type { RunReport } from './run-report.ts';
import { summaryDetail, summaryHtml } from './summary-detail.ts';

/**
 * A page of more than 1 MiB is refused as a whole; what would not fit is counted instead. In UTF-16 units, each of which
 * is at most three octets.
 * *Source:* GitHub Actions, "Workflow commands", step isolation and limits.
 */
const DETAIL_UNITS_MAX = 300_000;

/** For the summary page of a GitHub Actions job: Markdown with the counts and, folded, what explains each failure. */
export function createStepSummaryReporter(): Reporter {
  const details: string[] = [];
  return {
    start: () => '',
    mistakes: (file, problems) => {
      details.push(mistakesDetail(file, problems));
      return '';
    },
    run: (report) => {
      if (report.verdict !== 'passed') details.push(runDetail(report));
      return '';
    },
    end: (summary) => `${[counts(summary), ...fitting(details)].join('\n')}\n`,
  };
}

function fitting(details: readonly string[]): readonly string[] {
  let room = DETAIL_UNITS_MAX;
  const shown = details.filter((detail) => {
    room -= detail.length;
    return room >= 0;
  });
  const left = details.length - shown.length;
  return left === 0 ? shown : [...shown, `… and ${left} more in the log.\n`];
}

function counts({ passed, failed, inconclusive, mistaken, notRun, durationVirtualMs }: Summary): string {
  return [
    '### dibs',
    '',
    '| passed | failed | inconclusive | files with mistakes | not run | virtual time |',
    '| ---: | ---: | ---: | ---: | ---: | ---: |',
    `| ${passed} | ${failed} | ${inconclusive} | ${mistaken} | ${notRun} | ${formatDuration(durationVirtualMs)} |`,
    '',
  ].join('\n');
}

const plain = createPaint(false);

function runDetail(report: RunReport): string {
  const { file, name, variant, verdict, failures, limit } = report;
  const sign = verdict === 'failed' ? '❌' : '❔';
  const title = variant === null ? name : `${name} [${variant}]`;
  const text = [
    ...(verdict === 'inconclusive' ? [`inconclusive: ${limit ?? 'not everything was judged'}`] : []),
    ...failures.flatMap((failure) => failureLines(failure, plain)),
    `again: ${rerunCommand(report)}`,
  ];
  return summaryDetail(`${sign} ${summaryHtml(title)} <code>${summaryHtml(file)}</code>`, text);
}

function mistakesDetail(file: string, problems: readonly ProblemText[]): string {
  const title = `❌ <code>${summaryHtml(file)}</code> has ${counted(problems.length, 'mistake')} and was not run`;
  return summaryDetail(title, problems.flatMap(problemLines));
}
