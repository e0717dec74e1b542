import { appendFileSync } from 'node:fs';
import { constraintSvg } from '../report/exploration/constraint-svg.ts';
import { explorationJson, explorationsText } from '../report/exploration/exploration-json.ts';
import { explorationLines } from '../report/exploration/exploration-lines.ts';
import type { ExplorationReport } from '../report/exploration/exploration-report.ts';
import { explorationAnnotations, explorationSummary } from '../report/exploration/exploration-summary.ts';
import { whatIfJson } from '../report/exploration/what-if-json.ts';
import { sameLines, whatIfLines } from '../report/exploration/what-if-lines.ts';
import { whatIfSummary } from '../report/exploration/what-if-summary.ts';
import { comesToTheSame, whatIfTable } from '../report/exploration/what-if-table.ts';
import type { WhatIfPage } from '../report/page/page-data.ts';
import { pageText } from '../report/page/page-text.ts';
import { createPaint } from '../report/paint.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { explorationDocument, whatIfPage } from './exploration-page.ts';
import type { Explored } from './explored.ts';
import { hasColour, type Io } from './io.ts';
import { pageTemplate } from './page-template.ts';
import { openReporterRequests } from './reporter-requests.ts';

/** Where the reports of explorations go. */
export interface ExplorationOutput {
  add(explored: Explored, seconds: number): void;
  end(): void;
}

/** One report. */
interface Output extends ExplorationOutput {
  /** To be called after the worlds of one scenario, one by one, were added. */
  compare(worlds: Worlds): void;
}

/** A scenario as it is written, and then with other values. */
type Worlds = readonly [ExploredWorld, ...ExploredWorld[]];

interface ExploredWorld {
  readonly explored: Explored;
  readonly report: ExplorationReport;
  readonly seconds: number;
}

const reporterNames = ['pretty', 'json', 'github', 'html', 'svg'] as const;

/** The outputs for `--reporter` values, `pretty` if there are none. Files are emptied at once. */
export function openExplorationOutput(
  values: readonly string[],
  io: Io,
): ExplorationOutput | { readonly problems: readonly UsageProblem[] } {
  const { requests, problems } = openReporterRequests(values, { names: reporterNames, documents: reporterNames });
  if (problems.length > 0) return { problems };
  return comparing(requests.map(({ name, file }) => createOutput(name, file, io)));
}

/** Tells the outputs when all worlds of a scenario were added. */
function comparing(outputs: readonly Output[]): ExplorationOutput {
  let worlds: ExploredWorld[] = [];
  const compare = () => {
    const [first, ...others] = worlds;
    worlds = [];
    if (first !== undefined) for (const output of outputs) output.compare([first, ...others]);
  };
  return {
    add: (explored, seconds) => {
      const { report } = explored;
      if (report.whatIf?.length === 0) compare();
      for (const output of outputs) output.add(explored, seconds);
      if (report.whatIf !== null) worlds.push({ explored, report, seconds });
    },
    end: () => {
      compare();
      for (const output of outputs) output.end();
    },
  };
}

function createOutput(name: (typeof reporterNames)[number], file: string | null, io: Io): Output {
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
    case 'svg':
      return svgOutput(write);
  }
}

/** The time is shown only to people who watch, so that the text is the same everywhere else. */
function prettyOutput(write: (text: string) => void, screen: Io | undefined): Output {
  const paint = createPaint(screen !== undefined && hasColour(screen));
  const print = (lines: readonly string[]) => write(`${lines.join('\n')}\n`);
  const isNew = sieve();
  return {
    add: ({ report }, seconds) => {
      const isTold = isNew(report);
      print(
        isTold ? explorationLines(report, paint, screen?.isOutTerminal ? seconds : null) : sameLines(report, paint),
      );
    },
    compare: (worlds) => print(whatIfLines(whatIfTable(reportsOf(worlds)), paint)),
    end: () => {},
  };
}

/** Annotations, and a part of the job's summary page where there is one. */
function githubOutput(write: (text: string) => void, summaryFile: string | undefined): Output {
  const isNew = sieve();
  const summary = (text: string) => {
    if (summaryFile) appendFileSync(summaryFile, text);
  };
  return {
    add: ({ report }) => {
      if (!isNew(report)) return;
      write(explorationAnnotations(report));
      if (report.whatIf === null) summary(explorationSummary(report));
    },
    compare: (worlds) => {
      const own = sieve();
      const reports = reportsOf(worlds);
      summary(whatIfSummary(whatIfTable(reports)) + reports.filter(own).map(explorationSummary).join(''));
    },
    end: () => {},
  };
}

/** One page with every way to what is broken. */
function htmlOutput(write: (text: string) => void): Output {
  const all: Explored[] = [];
  const tables: WhatIfPage[] = [];
  return {
    add: (explored) => {
      all.push(explored);
    },
    compare: (worlds) => {
      tables.push(whatIfPage(whatIfTable(reportsOf(worlds)), all.length - worlds.length));
    },
    end: () => write(pageText(pageTemplate(), explorationDocument(all, tables))),
  };
}

/** The constraints that are needed, drawn. */
function svgOutput(write: (text: string) => void): Output {
  const reports: ExplorationReport[] = [];
  return {
    add: ({ report }) => {
      reports.push(report);
    },
    compare: () => {},
    end: () => write(constraintSvg(reports)),
  };
}

/** One document: the exploration, or, of several, a list of them. The worlds of a scenario are one. */
function jsonOutput(write: (text: string) => void): Output {
  const documents: object[] = [];
  return {
    add: ({ report }, seconds) => {
      if (report.whatIf === null) documents.push(explorationJson(report, seconds));
    },
    compare: (worlds) => {
      documents.push(whatIfJson(worlds));
    },
    end: () => write(explorationsText(documents)),
  };
}

function reportsOf([first, ...others]: Worlds): readonly [ExplorationReport, ...ExplorationReport[]] {
  return [first.report, ...others.map(({ report }) => report)];
}

/** Lets a world through unless it comes to the same as its scenario does as written. */
function sieve(): (report: ExplorationReport) => boolean {
  let written: ExplorationReport | undefined;
  return (report) => {
    if (report.whatIf === null || report.whatIf.length === 0) {
      written = report;
      return true;
    }
    return written === undefined || !comesToTheSame(written, report);
  };
}
