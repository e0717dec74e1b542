import type { OptionTable } from './command.ts';

/** Options that every command understands, and that may also stand before the command. */
export const globalOptions = {
  help: { kind: 'flag', summary: 'show help and exit' },
  version: { kind: 'flag', summary: 'show the version and exit' },
  verbose: { kind: 'flag', summary: 'if dibs itself breaks, show where' },
} as const satisfies OptionTable;
