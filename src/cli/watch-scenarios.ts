import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { watch } from 'chokidar';
import { counted } from '../report/phrase.ts';
import type { Destination } from './destinations.ts';
import { findScenarios, type ScenarioFile } from './find-scenarios.ts';
import type { Io } from './io.ts';
import { type LoadedFile, loadFile } from './load-file.ts';
import { printProblems } from './print-problems.ts';
import { type Choice, type RunInput, runLoaded } from './run-scenarios.ts';
import { attempt } from './system-error.ts';

/** Editors save in several steps; what comes so close together is one change. */
const QUIET_MS = 80;

/**
 * The work of `dibs run --watch`: runs everything once, then after every change the scenarios whose text, or a file that
 * they name, is another, and with them those that did not pass before, so that the screen always shows all of these.
 * Goes on until it is told to end (Ctrl-C); the exit code is that of the last run.
 */
export async function watchScenarios(
  files: readonly ScenarioFile[],
  loaded: readonly LoadedFile[],
  how: { readonly input: RunInput; readonly choice: Choice },
): Promise<number> {
  const session = new Session(how);
  const changes = new Changes([...how.input.args]);
  try {
    await session.run(files, loaded);
    for (;;) {
      changes.watch(session.watched());
      if ((await changes.next()) === 'end') return session.exitCode;
      const found = findScenarios(how.input.args);
      const usage = found.problems.map((problem) => ({ input: 'usage', problem }) as const);
      if (usage.length > 0) printProblems(how.input.io, usage);
      const due = session.due(found.files);
      if (due.length > 0) {
        clearScreen(how.input.io);
        await session.run(due, due.map(loadFile));
      }
    }
  } finally {
    await changes.close();
  }
}

/** What is known of each scenario file from the last time that it was run. */
interface Known {
  /** Its text and those of the files that it names. */
  readonly signature: string;
  readonly named: readonly string[];
}

class Session {
  readonly #how: { readonly input: RunInput; readonly choice: Choice };
  readonly #known = new Map<string, Known>();
  readonly #notPassed = new Set<string>();
  exitCode = 0;

  constructor(how: { readonly input: RunInput; readonly choice: Choice }) {
    this.#how = how;
  }

  async run(files: readonly ScenarioFile[], loaded: readonly LoadedFile[]): Promise<void> {
    for (const [index, { named }] of loaded.entries()) {
      const file = files[index];
      if (file !== undefined) this.#known.set(file.path, { signature: signatureOf(file, named), named });
    }
    this.exitCode = await runLoaded(loaded, { ...this.#how, also: [this.#observer()] });
    this.#tellWaiting();
  }

  /** The files to run again; none if none of them is another than before. */
  due(files: readonly ScenarioFile[]): readonly ScenarioFile[] {
    const paths = new Set(files.map(({ path }) => path));
    for (const path of this.#known.keys()) if (!paths.has(path)) this.#known.delete(path);
    const changed = new Set(files.filter((file) => this.#isChanged(file)));
    return changed.size === 0 ? [] : files.filter((file) => changed.has(file) || this.#notPassed.has(file.path));
  }

  #isChanged(file: ScenarioFile): boolean {
    const known = this.#known.get(file.path);
    return known === undefined || signatureOf(file, known.named) !== known.signature;
  }

  /** The scenario files and what they name. */
  watched(): readonly string[] {
    return [...this.#known].flatMap(([path, { named }]) => [path, ...named.map(nearestThere)]);
  }

  #tellWaiting(): void {
    const { io } = this.#how.input;
    if (!io.isOutTerminal) return;
    io.out(`\nwatching ${counted(this.#known.size, 'file')} and what they name; Ctrl-C ends it\n`);
  }

  /** Sees every result and writes nothing. */
  #observer(): Destination {
    const note = (file: string, hasPassed: boolean) => {
      if (!hasPassed) this.#notPassed.add(file);
      return '';
    };
    return {
      reporter: {
        start: () => {
          this.#notPassed.clear();
          return '';
        },
        mistakes: (file) => note(file, false),
        run: ({ file, verdict }) => note(file, verdict === 'passed'),
        end: () => '',
      },
      write: () => {},
      isTerminal: false,
    };
  }
}

/** The changes of files, and the wish to end, one after the other. */
class Changes {
  readonly #watcher;
  readonly #signals = new AbortController();
  #isChanged = false;
  #wake: () => void = () => {};
  #isEnding = false;

  constructor(paths: readonly string[]) {
    // What is found at first counts as changed, too: it is looked at again once it is watched, so nothing is missed.
    this.#watcher = watch(foldersOf(paths), {
      ignored: (path) => /(^|[\\/])(node_modules|\.git|golden)([\\/]|$)/.test(path),
    });
    this.#watcher.on('all', () => {
      this.#isChanged = true;
      this.#wake();
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      once(process, signal, { signal: this.#signals.signal }).then(
        () => {
          this.#isEnding = true;
          this.#wake();
        },
        () => {},
      );
    }
  }

  watch(paths: readonly string[]): void {
    this.#watcher.add([...paths]);
  }

  async next(): Promise<'changed' | 'end'> {
    while (!this.#isChanged && !this.#isEnding) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#isEnding) return 'end';
    do {
      this.#isChanged = false;
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    } while (this.#isChanged);
    return 'changed';
  }

  async close(): Promise<void> {
    this.#signals.abort();
    await this.#watcher.close();
  }
}

/** The folders in which scenarios may come to be; of a glob, the one before its first sign. */
function foldersOf(args: readonly string[]): string[] {
  return (args.length === 0 ? ['.'] : args).map((given) => {
    const stats = attempt(() => statSync(given));
    if ('value' in stats) return given;
    const fixed = given.replace(/[*?[{(!+@].*$/s, '');
    return fixed.endsWith('/') ? fixed : dirname(fixed);
  });
}

/** The path, or, while there is nothing, the folder above it in which it may come to be. */
function nearestThere(path: string): string {
  const isThere = 'value' in attempt(() => statSync(path));
  return isThere || path === dirname(path) ? path : nearestThere(dirname(path));
}

function signatureOf({ text }: ScenarioFile, named: readonly string[]): string {
  const texts = named.map((path) => {
    const read = attempt(() => readFileSync(path, 'utf8'));
    return 'value' in read ? read.value : null;
  });
  return JSON.stringify([text, ...texts]);
}

function clearScreen(io: Io): void {
  io.out(io.isOutTerminal ? '\x1b[2J\x1b[3J\x1b[H' : '\n');
}
