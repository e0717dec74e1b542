import { readFileSync } from 'node:fs';
import { readBlob } from '../report/blob.ts';
import type { AnyProblem } from '../report/describe-problem.ts';
import { type BlobFile, mergeBlobs, retell } from '../report/merge-blobs.ts';
import { openDestinations } from './destinations.ts';
import { exitCodeOf } from './exit-code.ts';
import type { MergeInput } from './merge-files.ts';
import { printProblems, refuse } from './print-problems.ts';
import { attempt } from './system-error.ts';

/** Joins the blobs of a run's shards. Reports and exit code are those that the undivided run would have had. */
export function mergeRuns({ args, options, io }: MergeInput): number {
  const blobs: BlobFile[] = [];
  const problems: AnyProblem[] = [];
  for (const file of args) {
    const text = attempt(() => readFileSync(file, 'utf8'));
    if ('reason' in text) return refuse(io, { code: 'USAGE_CANNOT_READ', file, reason: text.reason });
    const read = readBlob(text.value);
    if ('problem' in read) problems.push({ input: 'blob', file, problem: read.problem });
    else blobs.push({ file, blob: read.blob });
  }
  if (problems.length > 0) return printProblems(io, problems);
  const merged = mergeBlobs(blobs);
  if ('problems' in merged)
    return printProblems(
      io,
      merged.problems.map((one) => ({ input: 'blob', ...one })),
    );
  const { destinations, problems: refused } = openDestinations(options.reporter, io);
  if (refused.length > 0) return refuse(io, ...refused);
  for (const { reporter, write } of destinations) write(retell(merged.blob, reporter));
  return exitCodeOf(merged.blob.summary);
}
