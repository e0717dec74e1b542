import { readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { byCodeUnit } from '../kernel/json.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { looksLikeScenario } from './looks-like-scenario.ts';
import { attempt } from './system-error.ts';

/** A file that is to be run as a scenario. */
export interface ScenarioFile {
  /** Relative to the current folder, with forward slashes and no leading `./`. */
  readonly path: string;
  readonly text: string;
}

/** Folders that never hold scenarios: `files` is where scenarios keep what they refer to. */
export const otherFolders = ['**/files/**', '**/node_modules/**'];

/**
 * The scenarios that some paths stand for, each once, ordered by path. A file that is named is a scenario; in folders
 * and among the matches of globs those are that look like one.
 */
export function findScenarios(paths: readonly string[]): {
  readonly files: readonly ScenarioFile[];
  /** Those of the paths that are folders: all scenarios in them are among the files. */
  readonly folders: readonly string[];
  readonly problems: readonly UsageProblem[];
} {
  const found = new Map<string, string>();
  const folders: string[] = [];
  const problems: UsageProblem[] = [];
  for (const given of paths.length === 0 ? ['.'] : paths) {
    const stats = attempt(() => statSync(given));
    if ('value' in stats && !stats.value.isDirectory()) {
      const text = attempt(() => readFileSync(given, 'utf8'));
      if ('reason' in text) problems.push({ code: 'USAGE_CANNOT_READ', file: given, reason: text.reason });
      else found.set(fromHere(given), text.value);
      continue;
    }
    if ('value' in stats) folders.push(given);
    const candidates = 'value' in stats ? filesIn(given) : matchesOf(given);
    if (candidates === undefined) {
      problems.push({ code: 'USAGE_NO_SUCH_PATH', path: given });
      continue;
    }
    const count = found.size;
    for (const path of candidates) {
      const text = attempt(() => readFileSync(path, 'utf8'));
      if ('reason' in text) problems.push({ code: 'USAGE_CANNOT_READ', file: path, reason: text.reason });
      else if (looksLikeScenario(path, text.value)) found.set(path, text.value);
    }
    if (found.size === count && candidates.every((path) => !found.has(path))) {
      problems.push({ code: 'USAGE_NO_SCENARIOS', paths: paths.length === 0 ? [] : [given] });
    }
  }
  const files = [...found].map(([path, text]) => ({ path, text })).sort((a, b) => byCodeUnit(a.path, b.path));
  return { files, folders, problems };
}

/** A path as seen from the current folder: traces and reports must not depend on where that folder is. */
export function fromHere(path: string): string {
  return posix.isAbsolute(path) ? posix.relative(process.cwd(), path) : posix.normalize(path);
}

function filesIn(folder: string): readonly string[] {
  const matches = globSync('**/*.{yaml,yml,json}', { cwd: folder, ignore: otherFolders });
  return matches.map((match) => fromHere(posix.join(folder, match)));
}

function matchesOf(pattern: string): readonly string[] | undefined {
  if (!isDynamicPattern(pattern)) return undefined;
  const matches = globSync(pattern, {
    ignore: otherFolders,
    expandDirectories: false,
    absolute: posix.isAbsolute(pattern),
  });
  return matches.length === 0 ? undefined : matches.map(fromHere);
}
