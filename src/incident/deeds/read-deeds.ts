import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { ObservedDeed } from '../import/incident.ts';
import type { ArtefactPlace } from '../logs/observed-line.ts';
import { parseTimestamp } from '../logs/timestamp.ts';
import { placeOfBrokenText, textOfChunks } from '../text-of-chunks.ts';

/** What is wrong with a list of what people did, and where. */
export type DeedProblem = ArtefactPlace &
  (
    | { readonly code: 'DEEDS_NOT_UTF8' }
    | { readonly code: 'DEEDS_SYNTAX'; readonly message: string }
    | { readonly code: 'DEEDS_NO_LIST' }
    | { readonly code: 'DEEDS_NO_STEP' }
    | { readonly code: 'DEEDS_NO_TIME' }
    | { readonly code: 'DEEDS_BAD_TIME'; readonly found: string }
  );

/**
 * Reads what people and pipelines did: a YAML list of steps as scenarios have them, each with its `time` on the wall.
 *
 *     - { time: 2026-06-13T10:00:00Z, deploy: { environment: staging, release: second-commit } }
 *
 * Whether a step makes sense is for the scenario to say. Moments without a zone are problems, and are left out, and so
 * is what stands where the syntax is broken, and all behind it.
 */
export function readDeeds(
  bytes: Uint8Array,
  file: string,
): { readonly deeds: readonly ObservedDeed[]; readonly problems: readonly DeedProblem[] } {
  const text = [...textOfChunks([bytes])].join('');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: 'core' });
  const place = (offset: number): ArtefactPlace => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const deeds: ObservedDeed[] = [];
  const problems: DeedProblem[] = [];
  const brokenAt = placeOfBrokenText(text);
  if (brokenAt !== undefined) problems.push({ code: 'DEEDS_NOT_UTF8', file, ...brokenAt });
  const [error] = document.errors;
  if (error !== undefined) problems.push({ code: 'DEEDS_SYNTAX', ...place(error.pos[0]), message: error.message });
  const { contents } = document;
  if (contents === null) return { deeds, problems };
  if (!isSeq(contents)) {
    if (error === undefined) problems.push({ code: 'DEEDS_NO_LIST', ...place(contents.range?.[0] ?? 0) });
    return { deeds, problems };
  }
  for (const item of contents.items) {
    if (error !== undefined && endOf(item) > error.pos[0]) break;
    const at = place((isMap(item) || isScalar(item) ? item.range?.[0] : undefined) ?? 0);
    if (!isMap(item)) {
      problems.push({ code: 'DEEDS_NO_STEP', ...at });
      continue;
    }
    const { time, at: _, ...step } = item.toJS(document) as Record<string, unknown>;
    const moment = parseTimestamp(String(time ?? ''));
    if (Object.keys(step).length === 0) problems.push({ code: 'DEEDS_NO_STEP', ...at });
    else if (time === undefined) problems.push({ code: 'DEEDS_NO_TIME', ...at });
    else if ('problem' in moment) problems.push({ code: 'DEEDS_BAD_TIME', ...at, found: String(time) });
    else deeds.push({ timeMs: moment.timeMs, step });
  }
  return { deeds: deeds.sort((left, right) => left.timeMs - right.timeMs), problems };
}

/** The offset behind a node of the document; where nothing is known of it, behind everything. */
function endOf(item: unknown): number {
  return (isNode(item) ? item.range?.[1] : undefined) ?? Number.POSITIVE_INFINITY;
}
