import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { explorationJson } from '../report/exploration/exploration-json.ts';
import { explorationLines } from '../report/exploration/exploration-lines.ts';
import { explorationAnnotations, explorationSummary } from '../report/exploration/exploration-summary.ts';
import { pageText } from '../report/page/page-text.ts';
import { createPaint } from '../report/paint.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { nearestFact } from '../scenario/nearest.ts';
import { explorationDocument } from './exploration-page.ts';
import { hasColour, type Io } from './io.ts';
import { pageTemplate } from './page-template.ts';
import type { Explored } from './save-counterexamples.ts';
import { attempt } from './system-error.ts';

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
  const problems: UsageProblem[] = [];
  const outputs = (values.length === 0 ? ['pretty'] : values).flatMap((value): readonly ExplorationOutput[] => {
    const [found = '', ...rest] = value.split('=');
    const name = reporterNames.find((known) => known === found);
    if (name === undefined) {
      const known = [...reporterNames];
      problems.push({ code: 'USAGE_UNKNOWN_REPORTER', found, known, ...nearestFact(found, known) });
      return [];
    }
    const file = rest.length === 0 ? null : rest.join('=');
    const write = file === null ? (text: string) => io.out(text) : opened(file, problems);
    if (name === 'github') return [githubOutput(write, io.env.GITHUB_STEP_SUMMARY)];
    if (name === 'html') return [htmlOutput(write)];
    return [name === 'json' ? jsonOutput(write) : prettyOutput(write, file === null ? io : undefined)];
  });
  const onScreen = values.filter((value) => !value.includes('='));
  if (onScreen.length > 1) {
    problems.push({ code: 'USAGE_REPORTERS_COLLIDE', reporters: onScreen, place: 'standard output' });
  }
  if (problems.length > 0) return { problems };
  return {
    add: (explored, seconds) => {
      for (const output of outputs) output.add(explored, seconds);
    },
    end: () => {
      for (const output of outputs) output.end();
    },
  };
}

function opened(file: string, problems: UsageProblem[]): (text: string) => void {
  const emptied = attempt(() => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
  });
  if ('reason' in emptied) problems.push({ code: 'USAGE_CANNOT_WRITE', file, reason: emptied.reason });
  return (text) => appendFileSync(file, text);
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
