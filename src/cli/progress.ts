import { printable } from '../report/printable.ts';
import type { Io } from './io.ts';

/** Shows on a terminal how far a run is; elsewhere nothing. */
export interface Progress {
  show(doneCount: number, name: string): void;
  /** Takes the line away, so that something else can be printed. */
  clear(): void;
}

/** One line on standard error that is written over and over. */
export function createProgress(io: Io, totalCount: number): Progress {
  if (!io.isErrTerminal || !io.isOutTerminal || io.env.CI !== undefined) return { show: () => {}, clear: () => {} };
  return {
    show: (doneCount, name) => io.err(`\r\x1b[2K${doneCount}/${totalCount} ${printable(name).slice(0, 60)}`),
    clear: () => io.err('\r\x1b[2K'),
  };
}
