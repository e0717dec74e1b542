import type { UsageProblem } from '../report/usage-problem.ts';
import type { CommandInput } from './command.ts';
import { type FileKind, kindOfFile } from './file-kind.ts';
import type { mergeOptions } from './merge.ts';
import { refuse } from './print-problems.ts';

/** What `dibs merge` is given. */
export type MergeInput = CommandInput<typeof mergeOptions>;

/** By what the files are: who joins them. */
const mergers: Readonly<Partial<Record<FileKind, (input: MergeInput) => Promise<number>>>> = {
  exploration: async (input) => (await import('./merge-explorations.ts')).mergeExplorations(input),
  runs: async (input) => (await import('./merge-runs.ts')).mergeRuns(input),
};

/** The work of `dibs merge`: finds out what the files are, all of which must be of one kind. */
export async function mergeFiles(input: MergeInput): Promise<number> {
  const { args: files, io } = input;
  const kinds: FileKind[] = [];
  const problems: UsageProblem[] = [];
  for (const file of files) {
    const found = kindOfFile(file);
    if ('reason' in found) problems.push({ code: 'USAGE_CANNOT_READ', file, reason: found.reason });
    else kinds.push(found.kind);
  }
  if (problems.length > 0) return refuse(io, ...problems);
  const [kind] = kinds;
  const merger = kind === undefined ? undefined : mergers[kind];
  if (merger === undefined || new Set(kinds).size > 1) return refuse(io, { code: 'USAGE_NOT_MERGEABLE', files, kinds });
  return merger(input);
}
