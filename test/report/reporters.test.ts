import { describe, expect, it } from 'vitest';
import { createGithubReporter } from '../../src/report/github-reporter.ts';
import { createJsonReporter } from '../../src/report/json-reporter.ts';
import { createJunitReporter } from '../../src/report/junit-reporter.ts';
import { createPaint } from '../../src/report/paint.ts';
import { createPrettyReporter } from '../../src/report/pretty-reporter.ts';
import { reportRun } from '../../src/report/report-run.ts';
import type { Reporter, Summary } from '../../src/report/reporter.ts';
import type { RunReport } from '../../src/report/run-report.ts';
import { createStepSummaryReporter } from '../../src/report/step-summary-reporter.ts';
import { stolenName } from './fixtures/stolen-name.ts';

const summary: Summary = { passed: 1, failed: 1, inconclusive: 1, mistaken: 1, notRun: 2, durationVirtualMs: 900_000 };

function failedReport(): RunReport {
  const { run, built } = stolenName();
  return reportRun(run, built);
}

/** The failed run, and what it would be like had it passed or met its limit. */
function allVerdicts(): readonly RunReport[] {
  const failed = failedReport();
  const file = 'scenarios/shadowing/first-writer.yaml';
  const rest = { ...failed, file, failures: [], expectations: failed.expectations.slice(1) };
  return [
    failed,
    { ...rest, verdict: 'passed', name: 'The first writer keeps the name', variant: 'distinct-ids' },
    { ...rest, verdict: 'inconclusive', name: 'Nobody ever stops', limit: 'the limit of 9 steps was met' },
  ];
}

function reported(reporter: Reporter): string {
  const problem = { code: 'SCENARIO_UNKNOWN_KEY', what: 'west has no key "polcy"', fix: 'did you mean "policy"?' };
  const place = { file: 'scenarios/same-owner/broken.yaml', line: 6, column: 3 };
  return [
    reporter.start({ version: '0.1.0', scenarioCount: 5, seed: null, limits: ['at most 100 steps each'] }),
    reporter.mistakes(place.file, [{ ...problem, where: `${place.file}:6:3`, place }]),
    ...allVerdicts().map((report) => reporter.run(report)),
    reporter.end(summary),
  ].join('');
}

describe('a reporter', () => {
  it('tells people what passed in a line and what failed with its story, its zone and the command to see it again', () => {
    expect(reported(createPrettyReporter(createPaint(false)))).toMatchSnapshot();
  });

  it('gives machines one JSON document', () => {
    expect(reported(createJsonReporter())).toMatchSnapshot();
  });

  it('gives CI systems JUnit XML in which a limit that was met is an error', () => {
    expect(reported(createJunitReporter())).toMatchSnapshot();
  });

  it('annotates the lines of a pull request', () => {
    expect(reported(createGithubReporter())).toMatchSnapshot();
  });

  it('writes a summary page', () => {
    expect(reported(createStepSummaryReporter())).toMatchSnapshot();
  });

  it('keeps the summary page below the size at which GitHub refuses it', () => {
    const reporter = createStepSummaryReporter();
    const report = failedReport();
    for (let count = 0; count < 2000; count += 1) reporter.run(report);
    const text = reporter.end(summary);
    expect(Buffer.byteLength(text)).toBeLessThan(1_048_576);
    expect(text).toMatch(/\n… and \d+ more in the log\.\n/);
  });

  it.each([
    ['pretty', () => createPrettyReporter(createPaint(false))],
    ['json', createJsonReporter],
    ['junit', createJunitReporter],
    ['github', createGithubReporter],
    ['summary page', createStepSummaryReporter],
  ])('gives the same bytes for the same results: %s', (_, create) => {
    expect(reported(create())).toBe(reported(create()));
  });

  it('shows the time that people waited only where it is given', () => {
    const end = (wallMs?: number) => createPrettyReporter(createPaint(false)).end(summary, wallMs);
    expect(end()).not.toContain(' s\n');
    expect(end(1234)).toContain('in 1.2 s');
    expect(createJsonReporter().end(summary, 1234)).not.toContain('1234');
  });

  it('colours only when it is told to', () => {
    const sequence = '\u001b[';
    expect(reported(createPrettyReporter(createPaint(true)))).toContain(sequence);
    expect(reported(createPrettyReporter(createPaint(false)))).not.toContain(sequence);
  });
});
