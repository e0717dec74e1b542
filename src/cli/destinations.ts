import { appendFileSync } from 'node:fs';
import { createBlobReporter } from '../report/blob-reporter.ts';
import { createGithubReporter } from '../report/github-reporter.ts';
import { createHtmlReporter } from '../report/html-reporter.ts';
import { createJsonReporter } from '../report/json-reporter.ts';
import { createJunitReporter } from '../report/junit-reporter.ts';
import { createPaint } from '../report/paint.ts';
import { createPrettyReporter } from '../report/pretty-reporter.ts';
import type { Reporter } from '../report/reporter.ts';
import { createStepSummaryReporter } from '../report/step-summary-reporter.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { hasColour, type Io } from './io.ts';
import { pageTemplate } from './page-template.ts';
import { openReporterRequests, type ReporterRequest } from './reporter-requests.ts';

/** A reporter and where its text goes. */
export interface Destination {
  readonly reporter: Reporter;
  write(text: string): void;
  /** Whether people watch: only there the time they waited is shown. */
  readonly isTerminal: boolean;
}

const reporterNames = ['pretty', 'json', 'junit', 'github', 'html', 'blob'] as const;
type ReporterName = (typeof reporterNames)[number];

/** What these write is one document, which nothing else may stand beside. */
const documents: readonly ReporterName[] = ['json', 'junit', 'html', 'blob'];

type Request = ReporterRequest<ReporterName>;

/**
 * The destinations for `--reporter` values, `pretty` if there are none. Files are emptied at once, so that one that
 * cannot be written is known before anything runs. With `github`, the job's summary page is one more destination.
 */
export function openDestinations(
  values: readonly string[],
  io: Io,
): { readonly destinations: readonly Destination[]; readonly problems: readonly UsageProblem[] } {
  const { requests, problems } = openReporterRequests(values, { names: reporterNames, documents });
  if (problems.length > 0) return { destinations: [], problems };
  const destinations = requests.map((request) => open(request, io));
  const summaryFile = io.env.GITHUB_STEP_SUMMARY;
  if (summaryFile && requests.some(({ name }) => name === 'github')) {
    destinations.push(toFile(createStepSummaryReporter(), summaryFile));
  }
  return { destinations, problems };
}

function open({ name, file }: Request, io: Io): Destination {
  const reporter = createReporter(name, file === null && hasColour(io));
  if (file === null) return { reporter, write: (text) => io.out(text), isTerminal: io.isOutTerminal };
  return toFile(reporter, file);
}

function toFile(reporter: Reporter, file: string): Destination {
  return { reporter, write: (text) => appendFileSync(file, text), isTerminal: false };
}

function createReporter(name: ReporterName, isColoured: boolean): Reporter {
  switch (name) {
    case 'pretty':
      return createPrettyReporter(createPaint(isColoured));
    case 'json':
      return createJsonReporter();
    case 'junit':
      return createJunitReporter();
    case 'github':
      return createGithubReporter();
    case 'blob':
      return createBlobReporter();
    case 'html':
      return createHtmlReporter(pageTemplate());
  }
}
