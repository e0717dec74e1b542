import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { UsageProblem } from '../report/usage-problem.ts';
import { nearestFact } from '../scenario/nearest.ts';
import { attempt } from './system-error.ts';

/** A value of `--reporter`, read: who writes, and where. */
export interface ReporterRequest<Name extends string> {
  readonly name: Name;
  /** `null`: standard output. */
  readonly file: string | null;
}

/**
 * Reads `--reporter` values, `NAME` or `NAME=FILE`; `pretty` if there are none. `documents` are those of the reporters
 * whose text must stand alone: standard output takes several others, a file takes one. If nothing is wrong with them, the
 * files of all are emptied, so that one that cannot be written is known before any work.
 */
export function openReporterRequests<const Name extends string>(
  values: readonly string[],
  { names, documents }: { readonly names: readonly Name[]; readonly documents: readonly NoInfer<Name>[] },
): { readonly requests: readonly ReporterRequest<Name>[]; readonly problems: readonly UsageProblem[] } {
  const requests: ReporterRequest<Name>[] = [];
  const problems: UsageProblem[] = [];
  for (const value of values.length === 0 ? ['pretty'] : values) {
    const [found = '', ...rest] = value.split('=');
    const name = names.find((known) => known === found);
    if (name === undefined) {
      problems.push({ code: 'USAGE_UNKNOWN_REPORTER', found, known: names, ...nearestFact(found, names) });
    } else {
      requests.push({ name, file: rest.length === 0 ? null : rest.join('=') });
    }
  }
  problems.push(...collisions(requests, documents));
  if (problems.length > 0) return { requests, problems };
  return { requests, problems: requests.flatMap(({ file }) => (file === null ? [] : (emptyReport(file) ?? []))) };
}

/** Empties the file of a report, so that one that cannot be written is known before any work; the problem if so. */
export function emptyReport(file: string): UsageProblem | undefined {
  const emptied = attempt(() => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
  });
  return 'reason' in emptied ? { code: 'USAGE_CANNOT_WRITE', file, reason: emptied.reason } : undefined;
}

function collisions<Name extends string>(
  requests: readonly ReporterRequest<Name>[],
  documents: readonly Name[],
): readonly UsageProblem[] {
  const places = new Map<string | null, Name[]>();
  for (const { name, file } of requests) places.set(file, [...(places.get(file) ?? []), name]);
  return [...places].flatMap(([file, reporters]): UsageProblem[] => {
    const mayShare = file === null && !reporters.some((name) => documents.includes(name));
    if (reporters.length === 1 || (mayShare && new Set(reporters).size === reporters.length)) return [];
    return [{ code: 'USAGE_REPORTERS_COLLIDE', reporters, place: file ?? 'standard output' }];
  });
}
