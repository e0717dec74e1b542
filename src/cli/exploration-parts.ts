import { type SearchIdentity, shardMember } from '../explore/search-identity.ts';
import type { Shard } from '../explore/shard.ts';
import { canonicalJson } from '../kernel/json.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { type CheckpointFile, differences, readCheckpoint } from './checkpoint-file.ts';

/** All parts of one exploration, finished, in the order of their numbers. They are open: the caller closes them. */
export interface ExplorationParts {
  readonly parts: readonly CheckpointFile[];
  /** Of the undivided exploration. */
  readonly identity: SearchIdentity;
  readonly about: unknown;
}

/**
 * Opens the files that several machines have made with `--shard`, for joinShards. They must be all the parts of one
 * exploration, each once and finished; else all that is wrong is told, and nothing is left open.
 */
export function openParts(
  files: readonly string[],
): { readonly parts: ExplorationParts } | { readonly problems: readonly UsageProblem[] } {
  const problems: UsageProblem[] = [];
  const found: Part[] = [];
  for (const file of files) {
    const read = readCheckpoint(file);
    if ('problem' in read) problems.push(read.problem);
    else {
      const shard = shardOf(read.checkpoint.identity);
      if (shard !== null) found.push({ file, checkpoint: read.checkpoint, shard });
      else {
        problems.push({ code: 'USAGE_NOT_A_PART', file });
        read.checkpoint.close();
      }
    }
  }
  problems.push(...found.filter(({ checkpoint }) => checkpoint.end === undefined).map(unfinished));
  problems.push(...problemsTogether(found));
  const [first] = found;
  if (problems.length > 0 || first === undefined) {
    for (const { checkpoint } of found) checkpoint.close();
    return { problems };
  }
  const parts = [...found].sort((left, right) => left.shard.index - right.shard.index);
  return {
    parts: {
      parts: parts.map(({ checkpoint }) => checkpoint),
      identity: { ...first.checkpoint.identity, [shardMember]: canonicalJson(null) },
      about: first.checkpoint.about,
    },
  };
}

interface Part {
  readonly file: string;
  readonly checkpoint: CheckpointFile;
  readonly shard: Shard;
}

function unfinished({ file }: Part): UsageProblem {
  return { code: 'USAGE_PART_UNFINISHED', file };
}

/** What is wrong with files that are parts, each for itself, when taken together. */
function problemsTogether(found: readonly Part[]): readonly UsageProblem[] {
  const [first, ...others] = found;
  if (first === undefined) return [];
  const problems: UsageProblem[] = [];
  const { count } = first.shard;
  const fileByIndex = new Map([[first.shard.index, first.file]]);
  for (const { file, checkpoint, shard } of others) {
    const names = differences(first.checkpoint.identity, checkpoint.identity);
    const differs = names.filter((name) => name !== shardMember || shard.count !== count);
    const other = fileByIndex.get(shard.index);
    if (differs.length > 0) problems.push({ code: 'USAGE_PARTS_DIFFER', file: first.file, other: file, differs });
    else if (other !== undefined)
      problems.push({ code: 'USAGE_PART_REPEATED', file: other, other: file, index: shard.index });
    else fileByIndex.set(shard.index, file);
  }
  if (problems.length > 0) return problems;
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((index) => !fileByIndex.has(index));
  return missing.length === 0 ? [] : [{ code: 'USAGE_PARTS_MISSING', missing, count }];
}

function shardOf(identity: SearchIdentity): Shard | null {
  return JSON.parse(identity[shardMember] ?? 'null');
}
