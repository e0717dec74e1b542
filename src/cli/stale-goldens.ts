import { readFileSync, rmSync } from 'node:fs';
import { posix } from 'node:path';
import { globSync } from 'tinyglobby';
import { byCodeUnit } from '../kernel/json.ts';
import { readTrace } from '../trace/read-trace.ts';
import { fromHere, otherFolders } from './find-scenarios.ts';
import { goldenPath } from './golden-folder.ts';
import type { LoadedFile } from './load-file.ts';
import { attempt } from './system-error.ts';

/**
 * The golden traces in some folders that are of no scenario there: it was deleted, renamed, or lost a variant. Of a
 * scenario that has mistakes nobody knows which variants it has: its traces are left alone.
 */
export function staleGoldens(folders: readonly string[], loaded: readonly LoadedFile[]): readonly string[] {
  const kept = new Set(loaded.flatMap(({ variants }) => variants.map(goldenPath)));
  const unclear = loaded
    .filter(({ problems }) => problems.length > 0)
    .map(({ path }) => goldenPath({ source: { file: path } }).replace(/\.trace\.jsonl$/, ''));
  const found = folders.flatMap((cwd) =>
    globSync('**/golden/*.trace.jsonl', { cwd, ignore: otherFolders }).map((match) => fromHere(posix.join(cwd, match))),
  );
  return [...new Set(found)]
    .filter((path) => !kept.has(path) && !unclear.some((stem) => path.startsWith(stem)) && isTrace(path))
    .sort(byCodeUnit);
}

/** Removes golden traces; returns those that are gone. */
export function removeGoldens(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => 'value' in attempt(() => rmSync(path)));
}

/** What is no trace is somebody else's file. */
function isTrace(path: string): boolean {
  const text = attempt(() => readFileSync(path, 'utf8'));
  return 'value' in text && 'trace' in readTrace(text.value);
}
