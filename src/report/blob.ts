import { z } from 'zod';
import type { ProblemText } from './problem-text.ts';
import type { Campaign, Summary } from './reporter.ts';
import type { RunReport } from './run-report.ts';

/** The version of the format of blobs. They are read only by the version of dibs that wrote them, or one like it. */
export const blobFormat = 1;

/** All that one process had to report of its scenarios, to be made into any report elsewhere. */
export interface Blob {
  readonly campaign: Campaign;
  readonly mistakes: readonly { readonly file: string; readonly problems: readonly ProblemText[] }[];
  readonly runs: readonly RunReport[];
  readonly summary: Summary;
}

/** Why a file is no blob, or why several do not go together. `line` counts from 1. */
export type BlobProblem =
  | { readonly code: 'BLOB_UNREADABLE'; readonly line: number }
  | { readonly code: 'BLOB_TOO_NEW'; readonly format: number; readonly known: number }
  /** Its process did not come to its end. */
  | { readonly code: 'BLOB_CUT_SHORT'; readonly line: number }
  | { readonly code: 'BLOBS_DIFFER'; readonly other: string; readonly differs: readonly string[] }
  | { readonly code: 'BLOB_REPEATED'; readonly other: string; readonly index: number }
  | { readonly code: 'BLOBS_MISSING'; readonly missing: readonly number[]; readonly count: number };

const count = z.int().min(0);
const campaign = z.object({
  version: z.string(),
  scenarioCount: count,
  seed: z.string().nullable(),
  limits: z.array(z.string()),
  share: z.object({ index: z.int().min(1), count: z.int().min(1), positions: z.array(count) }).optional(),
});
const place = z.object({ file: z.string(), line: z.int(), column: z.int() });
const problem = z.object({
  code: z.string(),
  what: z.string(),
  where: z.string(),
  fix: z.string(),
  place: place.nullable(),
});
const mistakes = z.object({ file: z.string(), problems: z.array(problem) });
const storyLine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('event'), atMs: count, stepIndex: count, actor: z.string(), text: z.string() }),
  z.object({ kind: z.literal('again'), eventCount: count, times: count, untilMs: count }),
  z.object({ kind: z.literal('left-out'), eventCount: count }),
]);
const wish = z.object({ controller: z.string(), name: z.string(), type: z.string(), targets: z.array(z.string()) });
const zoneExcerpt = z.object({
  changedAt: z.object({ atMs: count, stepIndex: count, action: z.string() }).nullable(),
  lines: z.array(
    z.object({ sign: z.enum(['stays', 'goes', 'comes']), text: z.string(), owner: z.string().nullable() }),
  ),
  leftOutCount: count,
});
const failure = place.extend({
  what: z.string(),
  atMs: count,
  stepIndex: count,
  why: z.array(z.string()),
  story: z.array(storyLine),
  wishes: z.array(wish),
  zone: zoneExcerpt.nullable(),
});
/** The page's data goes through as it is: only the page reads it, and shows text only as text. */
const run = z.looseObject({
  file: z.string(),
  name: z.string(),
  variant: z.string().nullable(),
  seed: z.string(),
  verdict: z.enum(['passed', 'failed', 'inconclusive']),
  durationVirtualMs: count,
  steps: count,
  worldHash: z.string(),
  limit: z.string().nullable(),
  expectations: z.array(z.object({ text: z.string(), ok: z.boolean(), at: count, file: z.string(), line: z.int() })),
  failures: z.array(failure),
});
const summary = z.object({
  passed: count,
  failed: count,
  inconclusive: count,
  mistaken: count,
  notRun: count,
  durationVirtualMs: count,
});
const head = z.object({ dibs: z.literal('run-report'), format: z.int(), campaign: z.unknown() });

/** Reads a blob from its text, or says where it is broken. */
export function readBlob(text: string): { readonly blob: Blob } | { readonly problem: BlobProblem } {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const values = lines.map(parsed);
  const first = head.safeParse(values[0]);
  if (!first.success) return { problem: { code: 'BLOB_UNREADABLE', line: 1 } };
  const { format } = first.data;
  if (format > blobFormat) return { problem: { code: 'BLOB_TOO_NEW', format, known: blobFormat } };
  // What was read is given back as it was written, members in their order: only then are reports the same to the byte.
  if (!campaign.safeParse(first.data.campaign).success) return { problem: { code: 'BLOB_UNREADABLE', line: 1 } };
  const last = values.at(-1);
  if (!z.object({ end: summary }).safeParse(last).success)
    return { problem: { code: 'BLOB_CUT_SHORT', line: lines.length } };
  const found = { mistakes: [] as Blob['mistakes'][number][], runs: [] as RunReport[] };
  for (const [index, value] of values.slice(1, -1).entries()) {
    const line = value as { readonly run: RunReport } | { readonly mistakes: Blob['mistakes'][number] };
    if (z.object({ run }).safeParse(line).success) found.runs.push((line as { readonly run: RunReport }).run);
    else if (z.object({ mistakes }).safeParse(line).success && 'mistakes' in line) found.mistakes.push(line.mistakes);
    else return { problem: { code: 'BLOB_UNREADABLE', line: index + 2 } };
  }
  return {
    blob: { campaign: first.data.campaign as Campaign, ...found, summary: (last as { readonly end: Summary }).end },
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
