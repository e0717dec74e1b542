import { appendFileSync } from 'node:fs';
import { explorationJson } from '../report/exploration/exploration-json.ts';
import { explorationLines } from '../report/exploration/exploration-lines.ts';
import { explorationAnnotations, explorationSummary } from '../report/exploration/exploration-summary.ts';
import { pageText } from '../report/page/page-text.ts';
import { createPaint } from '../report/paint.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { explorationDocument } from './exploration-page.ts';
import type { Explored } from './explored.ts';
import { hasColour, type Io } from './io.ts';
import { pageTemplate } from './page-template.ts';
import { emptyReport, readReporterRequests } from './reporter-requests.ts';

/** Where the reports of explorations go. */
export interface ExplorationOutput {
  add(explored: Explored, seconds: number): void;
  end(): void;
}

const reporterNames = ['pretty', 'json', 'github', 'html'] as const;

/** The outputs for `--reporter` values, `pretty` if there are none. Files are emptied at once. */
export function openExplorationOutput(
  values: readonly string[],
  io: Io,
): ExplorationOutput | { readonly problems: readonly UsageProblem[] } {
  const read = readReporterRequests(values, { names: reporterNames, documents: reporterNames });
  const refused =
    read.problems.length > 0
      ? []
      : read.requests.flatMap(({ file }) => (file === null ? [] : (emptyReport(file) ?? [])));
  const problems = [...read.problems, ...refused];
  if (problems.length > 0) return { problems };
  const outputs = read.requests.map(({ name, file }) => createOutput(name, file, io));
  return {
    add: (explored, seconds) => {
      for (const output of outputs) output.add(explored, seconds);
    },
    end: () => {
      for (const output of outputs) output.end();
    },
  };
}

function createOutput(name: (typeof reporterNames)[number], file: string | null, io: Io): ExplorationOutput {
  const write = file === null ? (text: string) => io.out(text) : (text: string) => appendFileSync(file, text);
  switch (name) {
    case 'pretty':
      return prettyOutput(write, file === null ? io : undefined);
    case 'json':
      return jsonOutput(write);
    case 'github':
      return githubOutput(write, io.env.GITHUB_STEP_SUMMARY);
    case 'html':
      return htmlOutput(write);
  }
}

/** The time is shown only to people who watch, so that the text is the same everywhere else. */
function prettyOutput(write: (text: string) => void, screen: Io | undefined): ExplorationOutput {
  const paint = createPaint(screen !== undefined && hasColour(screen));
  return {
    add: ({ report }, seconds) => {
      write(`${explorationLines(report, paint, screen?.isOutTerminal ? seconds : null).join('\n')}\n`);
    },
    end: () => {},
  };
}

/** Annotations, and a part of the job's summary page where there is one. */
function githubOutput(write: (text: string) => void, summaryFile: string | undefined): ExplorationOutput {
  return {
    add: ({ report }) => {
      write(explorationAnnotations(report));
      if (summaryFile) appendFileSync(summaryFile, explorationSummary(report));
    },
    end: () => {},
  };
}

/** One page with every way to what is broken. */
function htmlOutput(write: (text: string) => void): ExplorationOutput {
  const all: Explored[] = [];
  return {
    add: (explored) => {
      all.push(explored);
    },
    end: () => write(pageText(pageTemplate(), explorationDocument(all))),
  };
}

/** One document: the exploration, or, of several, a list of them. */
function jsonOutput(write: (text: string) => void): ExplorationOutput {
  const documents: object[] = [];
  return {
    add: ({ report }, seconds) => {
      documents.push(explorationJson(report, seconds));
    },
    end: () => {
      const [only] = documents;
      write(`${JSON.stringify(documents.length === 1 ? only : { explorations: documents }, null, 2)}\n`);
    },
  };
}
