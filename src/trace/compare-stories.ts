import { diffArrays } from 'diff';
import type { Event } from '../kernel/action.ts';
import { canonicalJson } from '../kernel/json.ts';
import type { Golden } from './golden.ts';

/** One thing that happened: an event of a step, or, with `null`, a step that brought none. */
export interface Happening {
  readonly atMs: number;
  readonly stepIndex: number;
  readonly action: string;
  readonly outcome: string;
  readonly event: Event | null;
}

/** A line of two stories side by side: in both, only in the recorded one, or only in the new one. */
export interface AlignedLine {
  readonly sign: 'both' | 'recorded' | 'now';
  readonly happening: Happening;
}

/** How a run differs from a golden trace. */
export type StoryDifference =
  | { readonly kind: 'initial-world' }
  /** The stories from the first line that is not in both, with the few lines before it. */
  | { readonly kind: 'story'; readonly before: readonly AlignedLine[]; readonly lines: readonly AlignedLine[] }
  /** The stories agree; what differs in the world after this step is in no event. `stepIndex` counts from 1. */
  | { readonly kind: 'world'; readonly stepIndex: number; readonly action: string; readonly atMs: number }
  /** Everything agrees but when the run ends. */
  | { readonly kind: 'end'; readonly recordedMs: number; readonly nowMs: number };

/** The difference between two runs of a scenario; none if every step, event and world is the same. */
export function compareStories(recorded: Golden, now: Golden): StoryDifference | undefined {
  const left = keyed(recorded);
  const right = keyed(now);
  const first = left.findIndex(({ key }, index) => key !== right[index]?.key);
  const start = first === -1 ? left.length : first;
  if (start < left.length || start < right.length) {
    const before = left.slice(Math.max(0, start - LINES_BEFORE), start);
    return {
      kind: 'story',
      before: before.map(({ happening }) => ({ sign: 'both', happening })),
      lines: aligned(left.slice(start), right.slice(start)),
    };
  }
  if (recorded.header.initialHash !== now.header.initialHash) return { kind: 'initial-world' };
  const index = recorded.steps.findIndex(({ hash }, position) => hash !== now.steps[position]?.hash);
  const step = recorded.steps[index];
  if (step !== undefined) return { kind: 'world', stepIndex: index + 1, action: step.action, atMs: step.atMs };
  const [recordedMs, nowMs] = [recorded.end.durationMs, now.end.durationMs];
  return recordedMs === nowMs ? undefined : { kind: 'end', recordedMs, nowMs };
}

/** So many lines that both stories have lead up to the first difference. */
const LINES_BEFORE = 8;
/** Stories further apart than this are not aligned: one is shown after the other. */
const EDITS_MAX = 2000;

interface Keyed {
  readonly key: string;
  readonly happening: Happening;
}

function keyed({ steps }: Golden): readonly Keyed[] {
  return steps.flatMap(({ atMs, action, outcome, events }, index) => {
    const step = { atMs, stepIndex: index + 1, action, outcome };
    const happenings = events.length === 0 ? [{ ...step, event: null }] : events.map((event) => ({ ...step, event }));
    // What a step's number is follows from what came before: a step more shifts no later line.
    return happenings.map((happening) => ({ key: canonicalJson({ ...happening, stepIndex: 0 }), happening }));
  });
}

function aligned(left: readonly Keyed[], right: readonly Keyed[]): readonly AlignedLine[] {
  const keys = (lines: readonly Keyed[]) => lines.map(({ key }) => key);
  const parts = diffArrays(keys(left), keys(right), { maxEditLength: EDITS_MAX }) ?? [
    { value: keys(left), removed: true, added: false },
    { value: keys(right), removed: false, added: true },
  ];
  const lines: AlignedLine[] = [];
  let leftIndex = 0;
  let rightIndex = 0;
  for (const { value, added, removed } of parts) {
    for (let count = 0; count < value.length; count += 1) {
      const { happening } = (added ? right[rightIndex] : left[leftIndex]) as Keyed;
      lines.push({ sign: added ? 'now' : removed ? 'recorded' : 'both', happening });
      if (!added) leftIndex += 1;
      if (!removed) rightIndex += 1;
    }
  }
  return lines;
}
