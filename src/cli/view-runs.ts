import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describeDivergence } from '../report/describe-divergence.ts';
import { pageText } from '../report/page/page-text.ts';
import { counted } from '../report/phrase.ts';
import { terminalLine } from '../report/printable.ts';
import { replay } from '../trace/replay.ts';
import type { CommandInput } from './command.ts';
import { exitCodes } from './exit-code.ts';
import type { Io } from './io.ts';
import { type LoadedRun, loadRun } from './load-run.ts';
import { pageDocumentOf } from './page-document.ts';
import { pageTemplate } from './page-template.ts';
import { refuse } from './print-problems.ts';
import { shownRunOf } from './shown-run.ts';
import { attempt } from './system-error.ts';
import type { viewOptions } from './view.ts';

/** The work of `dibs view`. Every trace is done again first: a page shows nothing that a replay would not. */
export function viewRuns({ options, args, io }: CommandInput<typeof viewOptions>): number {
  const { variant, seed } = options;
  const loaded: LoadedRun[] = [];
  for (const file of args) {
    const run = loadRun(file, { variant, seed, io });
    if (typeof run === 'number') return run;
    const { divergence } = replay({ trace: run.trace, model: run.built.model });
    if (divergence !== undefined) {
      io.err(`${terminalLine(`${file}: ${describeDivergence(divergence)}`)}\n`);
      return exitCodes.notAsExpected;
    }
    loaded.push(run);
  }
  const { report, runs } = pageDocumentOf(loaded.map(shownRunOf), { live: false });
  const document = loaded.length === 2 ? { report: { ...report, isComparison: true }, runs } : { report, runs };
  const page = pageText(pageTemplate(), document);
  const file = options.output ?? besideOf(args[0] as string);
  const written = attempt(() => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, page);
  });
  if ('reason' in written) return refuse(io, { code: 'USAGE_CANNOT_WRITE', file, reason: written.reason });
  io.out(`${terminalLine(`wrote ${file}: ${counted(loaded.length, 'run')} to look through in a browser`)}\n`);
  if (options.open) openInBrowser(file, io);
  return exitCodes.asExpected;
}

/** `traces/app.trace.jsonl` has its page in `traces/app.html`. */
function besideOf(file: string): string {
  return `${file.replace(/(\.trace)?\.(jsonl|ya?ml|json)$/, '')}.html`;
}

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Leaves it to the system which browser; without one the file is there all the same. */
function openInBrowser(file: string, io: Io): void {
  const [command, ...args] = openers[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, file], { detached: true, stdio: 'ignore' });
  child.on('error', () => io.err(`${terminalLine(`cannot open a browser: ${command} is missing; open ${file}`)}\n`));
  child.unref();
}
