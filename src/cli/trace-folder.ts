import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunReport } from '../report/run-report.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { attempt } from './system-error.ts';

/**
 * A folder that traces are written to, one file per run, named after the scenario's path and variant.
 * Names hold nothing but letters, digits, dots, hyphens and underscores, so no name leads out of the folder.
 */
export class TraceFolder {
  readonly #folder: string;
  readonly #taken = new Set<string>();

  /** @throws the system's error if the folder cannot be made. */
  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Writes a trace; of two with one name the later gets a number. Returns the file. */
  write({ file, variant }: Pick<RunReport, 'file' | 'variant'>, trace: string): string {
    const name = traceName({ file, variant });
    let free = name;
    for (let count = 2; this.#taken.has(free); count += 1) free = `${name}-${count}`;
    this.#taken.add(free);
    const path = join(this.#folder, `${free}.trace.jsonl`);
    writeFileSync(path, trace);
    return path;
  }
}

/** The folder for `--trace`, or why it cannot be made; nothing if there is none. */
export function openTraces(folder: string | undefined): TraceFolder | UsageProblem | undefined {
  if (folder === undefined) return undefined;
  const opened = attempt(() => new TraceFolder(folder));
  return 'reason' in opened ? { code: 'USAGE_CANNOT_WRITE', file: folder, reason: opened.reason } : opened.value;
}

/** What a trace is called: made of the scenario's path and variant, without the ending. */
export function traceName({ file, variant }: Pick<RunReport, 'file' | 'variant'>): string {
  const stem = plain(file.replace(/\.(ya?ml|json)$/, ''));
  return variant === null ? stem : `${stem}--${plain(variant)}`;
}

function plain(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '') || 'scenario';
}
