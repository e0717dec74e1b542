import { appendFileSync } from 'node:fs';
import type { RandomExploration } from '../explore/random/explore-at-random.ts';
import { explorationsText } from '../report/exploration/exploration-json.ts';
import { randomJson } from '../report/exploration/random-json.ts';
import { randomAnnotations, randomLines, randomSummary } from '../report/exploration/random-lines.ts';
import type { RandomReport } from '../report/exploration/random-report.ts';
import { pageText } from '../report/page/page-text.ts';
import { createPaint } from '../report/paint.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import type { FoundWays } from './explored.ts';
import { hasColour, type Io } from './io.ts';
import { pageTemplate } from './page-template.ts';
import { randomDocument } from './random-page.ts';
import { openReporterRequests } from './reporter-requests.ts';

/** What random runs found, and on what. */
export interface ExploredAtRandom extends FoundWays {
  readonly found: RandomExploration;
  readonly report: RandomReport;
}

/** Where the reports of random runs go. */
export interface RandomOutput {
  add(explored: ExploredAtRandom, seconds: number): void;
  end(): void;
}

const reporterNames = ['pretty', 'json', 'github', 'html'] as const;

/** The outputs for `--reporter` values, `pretty` if there are none. Files are emptied at once. */
export function openRandomOutput(
  values: readonly string[],
  io: Io,
): RandomOutput | { readonly problems: readonly UsageProblem[] } {
  const { requests, problems } = openReporterRequests(values, { names: reporterNames, documents: reporterNames });
  if (problems.length > 0) return { problems };
  const outputs = requests.map(({ name, file }) => createOutput(name, file, io));
  return {
    add: (explored, seconds) => {
      for (const output of outputs) output.add(explored, seconds);
    },
    end: () => {
      for (const output of outputs) output.end();
    },
  };
}

function createOutput(name: (typeof reporterNames)[number], file: string | null, io: Io): RandomOutput {
  const write = file === null ? (text: string) => io.out(text) : (text: string) => appendFileSync(file, text);
  const all: { readonly explored: ExploredAtRandom; readonly seconds: number }[] = [];
  const keep: RandomOutput['add'] = (explored, seconds) => {
    all.push({ explored, seconds });
  };
  switch (name) {
    case 'pretty': {
      const paint = createPaint(file === null && hasColour(io));
      const isTimed = file === null && io.isOutTerminal;
      const add: RandomOutput['add'] = ({ report }, seconds) =>
        write(`${randomLines(report, paint, isTimed ? seconds : null).join('\n')}\n`);
      return { add, end: () => {} };
    }
    case 'json': {
      const documents = () => all.map(({ explored, seconds }) => randomJson(explored.report, seconds));
      return { add: keep, end: () => write(explorationsText(documents())) };
    }
    case 'github':
      return {
        add: ({ report }) => {
          write(randomAnnotations(report));
          const { GITHUB_STEP_SUMMARY: summary } = io.env;
          if (summary) appendFileSync(summary, randomSummary(report));
        },
        end: () => {},
      };
    case 'html':
      return {
        add: keep,
        end: () => write(pageText(pageTemplate(), randomDocument(all.map(({ explored }) => explored)))),
      };
  }
}
