import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
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
import { nearestFact } from '../scenario/nearest.ts';
import { hasColour, type Io } from './io.ts';
import { pageTemplate } from './page-template.ts';
import { attempt } from './system-error.ts';

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

interface Request {
  readonly name: ReporterName;
  /** `null`: standard output. */
  readonly file: string | null;
}

/**
 * The destinations for `--reporter` values, `pretty` if there are none. Files are emptied at once, so that one that
 * cannot be written is known before anything runs. With `github`, the job's summary page is one more destination.
 */
export function openDestinations(
  values: readonly string[],
  io: Io,
): { readonly destinations: readonly Destination[]; readonly problems: readonly UsageProblem[] } {
  const requests: Request[] = [];
  const problems: UsageProblem[] = [];
  for (const value of values.length === 0 ? ['pretty'] : values) {
    const [found = '', ...rest] = value.split('=');
    const name = reporterNames.find((known) => known === found);
    if (name === undefined) {
      const known = [...reporterNames];
      problems.push({ code: 'USAGE_UNKNOWN_REPORTER', found, known, ...nearestFact(found, known) });
    } else {
      requests.push({ name, file: rest.length === 0 ? null : rest.join('=') });
    }
  }
  problems.push(...collisions(requests));
  if (problems.length > 0) return { destinations: [], problems };
  const opened = requests.map((request) => open(request, io));
  const refused = opened.flatMap((one) => ('code' in one ? [one] : []));
  const destinations = opened.flatMap((one) => ('code' in one ? [] : [one]));
  const summaryFile = io.env.GITHUB_STEP_SUMMARY;
  if (summaryFile && requests.some(({ name }) => name === 'github')) {
    destinations.push(toFile(createStepSummaryReporter(), summaryFile));
  }
  return { destinations, problems: refused };
}

/** Standard output takes several reporters unless one writes a document; a file takes one. */
function collisions(requests: readonly Request[]): readonly UsageProblem[] {
  const places = new Map<string | null, ReporterName[]>();
  for (const { name, file } of requests) places.set(file, [...(places.get(file) ?? []), name]);
  return [...places].flatMap(([file, reporters]): UsageProblem[] => {
    const mayShare = file === null && !reporters.some((name) => documents.includes(name));
    if (reporters.length === 1 || (mayShare && new Set(reporters).size === reporters.length)) return [];
    return [{ code: 'USAGE_REPORTERS_COLLIDE', reporters, place: file ?? 'standard output' }];
  });
}

function open({ name, file }: Request, io: Io): Destination | UsageProblem {
  const reporter = createReporter(name, file === null && hasColour(io));
  if (file === null) return { reporter, write: (text) => io.out(text), isTerminal: io.isOutTerminal };
  const emptied = attempt(() => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
  });
  if ('reason' in emptied) return { code: 'USAGE_CANNOT_WRITE', file, reason: emptied.reason };
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
