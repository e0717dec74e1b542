import { formatDuration, parseDuration } from '../scenario/duration.ts';
import type { StepSpan } from '../timeline/run-result.ts';
import type { Trace } from './trace.ts';

/** A moment of a trace: after a step, at a time. Step 0 is the initial world. */
export interface Moment {
  readonly stepIndex: number;
  readonly atMs: number;
}

/** Why a text names no moment of a trace. `known` are the names of steps, as moments spell them. */
export type MomentProblem =
  | { readonly code: 'MOMENT_UNREADABLE'; readonly found: string; readonly known: readonly string[] }
  | { readonly code: 'MOMENT_UNKNOWN_STEP'; readonly found: string; readonly known: readonly string[] }
  | {
      readonly code: 'MOMENT_OUT_OF_RANGE';
      readonly found: string;
      readonly stepCount: number;
      readonly endMs: number;
    };

/** A step of the scenario, with the moments before it is taken and when it is done. */
export interface NamedStep {
  /** As moments spell it: lower case, letters, digits and hyphens. */
  readonly name: string;
  readonly before: Moment;
  readonly after: Moment;
}

/**
 * The moment that a text names: a time from the start (`12m30s`: after everything that happened then), a step's number
 * as in reports (`12`), `start`, `end`, a step of the scenario by its name (`stragglers`: when it is done), or a time
 * around one (`before-roll-out`, `after-roll-out`, `30s-after-roll-out`). An upper-case letter is its lower-case one.
 */
export function parseMoment(text: string, trace: Trace, named: readonly NamedStep[]): Moment | MomentProblem {
  const folded = text.toLowerCase();
  const { steps, end } = trace;
  if (folded === 'start') return { stepIndex: 0, atMs: 0 };
  if (folded === 'end') return { stepIndex: steps.length, atMs: end.durationMs };
  if (/^\d+$/.test(folded)) return atStep(text, Number(folded), trace);
  const timeMs = parseDuration(folded);
  if (timeMs !== undefined) return atTime(text, timeMs, trace);
  const own = named.find((candidate) => candidate.name === folded);
  if (own !== undefined) return own.after;
  const known = named.map((one) => one.name);
  const [, distance, side, name = ''] = /^(?:([0-9a-z]+)-)?(before|after)-(.+)$/.exec(folded) ?? [];
  const distanceMs = distance === undefined ? 0 : parseDuration(distance);
  if (side === undefined || distanceMs === undefined) return { code: 'MOMENT_UNREADABLE', found: text, known };
  const step = named.find((candidate) => candidate.name === name);
  if (step === undefined) return { code: 'MOMENT_UNKNOWN_STEP', found: name, known };
  if (distance === undefined) return side === 'before' ? step.before : step.after;
  return atTime(text, side === 'before' ? step.before.atMs - distanceMs : step.after.atMs + distanceMs, trace);
}

/**
 * The steps of the scenario that did something in a trace, in order. When others, such as expectations, were taken, a
 * trace does not say: a run does, see {@link spannedSteps}.
 */
export function actingSteps(trace: Trace, actions: ReadonlyMap<string, string>): readonly NamedStep[] {
  return joined(
    trace.steps.flatMap(({ action, atMs }, position) => {
      const name = actions.get(action);
      if (name === undefined) return [];
      return [{ name, before: { stepIndex: position, atMs }, after: { stepIndex: position + 1, atMs } }];
    }),
  );
}

/** The steps that a run took, in order: those that have a name, or did something. */
export function spannedSteps(
  taken: readonly StepSpan[],
  nameOf: (step: StepSpan['step']) => string | undefined,
): readonly NamedStep[] {
  return joined(
    taken.flatMap(({ step, before, after }) => {
      const name = nameOf(step);
      return name === undefined ? [] : [{ name, before, after }];
    }),
  );
}

/** Steps of one name are one, from the first to the last. */
function joined(steps: readonly NamedStep[]): readonly NamedStep[] {
  const found = new Map<string, NamedStep>();
  for (const step of steps) found.set(step.name, { ...step, before: found.get(step.name)?.before ?? step.before });
  return [...found.values()];
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
