import { byCodeUnit } from '../kernel/json.ts';
import type { Blob, BlobProblem } from './blob.ts';
import type { Campaign, Reporter, Summary } from './reporter.ts';
import type { RunReport } from './run-report.ts';

/** A blob and the file that it was read from. */
export interface BlobFile {
  readonly file: string;
  readonly blob: Blob;
}

/**
 * What several processes reported, as one process would have: the shards of one campaign, all of them, each once; or
 * campaigns that are whole, one after the other. Otherwise what is wrong with which file.
 */
export function mergeBlobs(
  files: readonly BlobFile[],
):
  | { readonly blob: Blob }
  | { readonly problems: readonly { readonly file: string; readonly problem: BlobProblem }[] } {
  const problems = problemsTogether(files);
  if (problems.length > 0) return { problems };
  const blobs = files.map(({ blob }) => blob);
  const runs = blobs.flatMap(placedRuns);
  const mistakes = blobs.flatMap((blob) => blob.mistakes);
  const isWhole = blobs.every(({ campaign }) => campaign.share === undefined);
  const { version = '', seed = null, limits = [] } = blobs[0]?.campaign ?? {};
  const scenarioCount = sum(blobs.map(({ campaign }) => campaign.scenarioCount));
  return {
    blob: {
      campaign: { version, scenarioCount, seed, limits },
      mistakes: isWhole ? mistakes : mistakes.toSorted((left, right) => byCodeUnit(left.file, right.file)),
      runs: (isWhole ? runs : runs.toSorted((a, b) => a.position - b.position)).map(({ report }) => report),
      summary: summed(blobs.map(({ summary }) => summary)),
    },
  };
}

/** Tells a reporter all that is in a blob, in order. Returns the whole text. */
export function retell({ campaign, mistakes, runs, summary }: Blob, reporter: Reporter): string {
  return [
    reporter.start(campaign),
    ...mistakes.map(({ file, problems }) => reporter.mistakes(file, problems)),
    ...runs.map((report) => reporter.run(report)),
    reporter.end(summary),
  ].join('');
}

/** Runs with their places in the undivided list. A shard that was ended early has fewer runs than places. */
function placedRuns({ campaign, runs }: Blob): readonly { readonly position: number; readonly report: RunReport }[] {
  return runs.map((report, index) => ({ position: campaign.share?.positions[index] ?? index, report }));
}

function problemsTogether(files: readonly BlobFile[]) {
  const [first, ...others] = files;
  if (first === undefined) return [];
  const problems: { file: string; problem: BlobProblem }[] = [];
  const { count = 0, index = 0 } = first.blob.campaign.share ?? {};
  const fileByIndex = new Map([[index, first.file]]);
  for (const { file, blob } of others) {
    const differs = differences(first.blob.campaign, blob.campaign);
    const { index: ownIndex = 0 } = blob.campaign.share ?? {};
    const other = fileByIndex.get(ownIndex);
    if (differs.length > 0) problems.push({ file, problem: { code: 'BLOBS_DIFFER', other: first.file, differs } });
    else if (count > 0 && other !== undefined) {
      problems.push({ file, problem: { code: 'BLOB_REPEATED', other, index: ownIndex } });
    } else fileByIndex.set(ownIndex, file);
  }
  if (problems.length > 0) return problems;
  const missing = Array.from({ length: count }, (_, position) => position + 1).filter((one) => !fileByIndex.has(one));
  if (missing.length > 0) problems.push({ file: first.file, problem: { code: 'BLOBS_MISSING', missing, count } });
  return problems;
}

function differences(one: Campaign, other: Campaign): readonly string[] {
  return [
    ...(one.version === other.version ? [] : ['the version of dibs']),
    ...(one.seed === other.seed ? [] : ['the seed']),
    ...(one.limits.join() === other.limits.join() ? [] : ['the limits']),
    ...(one.share?.count === other.share?.count ? [] : ['the number of shards']),
  ];
}

function summed(summaries: readonly Summary[]): Summary {
  const total = (member: keyof Summary) => sum(summaries.map((summary) => summary[member]));
  return {
    passed: total('passed'),
    failed: total('failed'),
    inconclusive: total('inconclusive'),
    mistaken: total('mistaken'),
    notRun: total('notRun'),
    durationVirtualMs: total('durationVirtualMs'),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
