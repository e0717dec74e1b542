import { byCodeUnit } from '../kernel/json.ts';
import { formatDuration, parseDuration } from '../scenario/duration.ts';
import type { Trace } from './trace.ts';

/** A moment of a trace: after a step, at a time. Step 0 is the initial world. */
export interface Moment {
  readonly stepIndex: number;
  readonly atMs: number;
}

/** Why a text names no moment of a trace. `known` are the names of steps, as moments spell them. */
export type MomentProblem =
  | { readonly code: 'MOMENT_UNREADABLE'; readonly found: string }
  | { readonly code: 'MOMENT_UNKNOWN_STEP'; readonly found: string; readonly known: readonly string[] }
  | {
      readonly code: 'MOMENT_OUT_OF_RANGE';
      readonly found: string;
      readonly stepCount: number;
      readonly endMs: number;
    };

/** A step of the scenario that did something, with the trace's steps that did it, from the first to the last. */
export interface NamedStep {
  /** As moments spell it: lower case, letters, digits and hyphens. */
  readonly name: string;
  readonly first: number;
  readonly last: number;
  readonly atMs: number;
}

/**
 * The moment that a text names: a time from the start (`12m30s`: after everything that happened then), a step's number
 * as in reports (`12`), `start`, `end`, or a time around a step of the scenario by its name (`before-roll-out`,
 * `after-roll-out`, `30s-after-roll-out`). An upper-case letter is its lower-case one.
 */
export function parseMoment(text: string, trace: Trace, named: readonly NamedStep[]): Moment | MomentProblem {
  const folded = text.toLowerCase();
  const { steps, end } = trace;
  if (folded === 'start') return { stepIndex: 0, atMs: 0 };
  if (folded === 'end') return { stepIndex: steps.length, atMs: end.durationMs };
  if (/^\d+$/.test(folded)) return atStep(text, Number(folded), trace);
  const timeMs = parseDuration(folded);
  if (timeMs !== undefined) return atTime(text, timeMs, trace);
  const [, distance, side, name = ''] = /^(?:([0-9a-z]+)-)?(before|after)-(.+)$/.exec(folded) ?? [];
  const distanceMs = distance === undefined ? 0 : parseDuration(distance);
  if (side === undefined || distanceMs === undefined) return { code: 'MOMENT_UNREADABLE', found: text };
  const step = named.find((candidate) => candidate.name === name);
  if (step === undefined) return { code: 'MOMENT_UNKNOWN_STEP', found: name, known: named.map((one) => one.name) };
  if (distance !== undefined) return atTime(text, step.atMs + (side === 'before' ? -distanceMs : distanceMs), trace);
  return atStep(text, side === 'before' ? step.first - 1 : step.last, trace);
}

/** The steps of the scenario that did something in a trace, in order. Waits and expectations do nothing. */
export function namedSteps(trace: Trace, actions: ReadonlyMap<string, string>): readonly NamedStep[] {
  const found = new Map<string, NamedStep>();
  for (const [index, { action, atMs }] of trace.steps.entries()) {
    const name = actions.get(action);
    if (name === undefined) continue;
    const known = found.get(name);
    found.set(name, { name, first: known?.first ?? index + 1, last: index + 1, atMs: known?.atMs ?? atMs });
  }
  return [...found.values()].sort((left, right) => left.first - right.first || byCodeUnit(left.name, right.name));
}

/** `at 12m30s, after step 42 (staging.call)`. */
export function momentText({ stepIndex, atMs }: Moment, trace: Trace): string {
  const step = trace.steps[stepIndex - 1];
  const after = step === undefined ? 'before any step' : `after step ${stepIndex} (${step.action})`;
  return `at ${formatDuration(atMs)}, ${after}`;
}

function atStep(found: string, stepIndex: number, { steps, end }: Trace): Moment | MomentProblem {
  if (stepIndex > steps.length) {
    return { code: 'MOMENT_OUT_OF_RANGE', found, stepCount: steps.length, endMs: end.durationMs };
  }
  return { stepIndex, atMs: steps[stepIndex - 1]?.atMs ?? 0 };
}

function atTime(found: string, atMs: number, { steps, end }: Trace): Moment | MomentProblem {
  if (atMs < 0 || atMs > end.durationMs) {
    return { code: 'MOMENT_OUT_OF_RANGE', found, stepCount: steps.length, endMs: end.durationMs };
  }
  const next = steps.findIndex((step) => step.atMs > atMs);
  return { stepIndex: next === -1 ? steps.length : next, atMs };
}
