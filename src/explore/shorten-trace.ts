import type { Action, Outcome } from '../kernel/action.ts';
import type { Model, World } from '../kernel/model.ts';
import type { TraceStep } from './trace-steps.ts';
import type { SearchedProperty } from './verdicts.ts';

/** A step as it was replayed. */
interface Taken {
  readonly action: Action;
  readonly outcome: Outcome;
  readonly before: World;
  readonly after: World;
}

/**
 * The way without the steps that can be spared: what is left still can happen and still ends where `isStillSo` says yes,
 * and no single step can be left out of it. It need not be the shortest of all ways. Faults are never added.
 *
 * The last step is kept if `isLastKept`: where it is what the way is about.
 */
export function shortenTrace(
  model: Model,
  trace: readonly TraceStep[],
  asked: { readonly isLastKept: boolean; isStillSo(end: World, last: Taken | undefined): boolean },
): readonly TraceStep[] {
  let steps = [...trace];
  let taken = replay(model, model.initialWorld(), steps) ?? [];
  for (let isShorter = true; isShorter; ) {
    isShorter = false;
    for (let index = steps.length - (asked.isLastKept ? 2 : 1); index >= 0; index -= 1) {
      const start = (taken[index] as Taken).before;
      const rest = replay(model, start, steps.slice(index + 1));
      if (rest === undefined) continue;
      const last = rest.at(-1) ?? taken[index - 1];
      if (!asked.isStillSo(last?.after ?? start, last)) continue;
      steps = steps.toSpliced(index, 1);
      taken = [...taken.slice(0, index), ...rest];
      isShorter = true;
    }
  }
  return steps;
}

/** Shortens the way to where an invariant, a witness or a property of steps is decided. */
export function shortenWayTo(
  model: Model,
  property: SearchedProperty,
  trace: readonly TraceStep[],
): readonly TraceStep[] {
  if (property.kind === 'step') {
    return shortenTrace(model, trace, {
      isLastKept: true,
      isStillSo: (_, last) =>
        last !== undefined &&
        !property.allows({
          action: last.action,
          outcome: last.outcome,
          before: model.reader(last.before),
          after: model.reader(last.after),
        }),
    });
  }
  const isSought = property.kind === 'witness';
  return shortenTrace(model, trace, {
    isLastKept: false,
    isStillSo: (end) => property.holds(model.reader(end)) === isSought,
  });
}

/** What happens when these steps are taken; undefined if one of them cannot be. */
function replay(model: Model, from: World, steps: readonly TraceStep[]): Taken[] | undefined {
  const taken: Taken[] = [];
  let before = from;
  for (const { action: id, outcome: label } of steps) {
    const action = model.action(id);
    const outcome = action && model.evaluate(before, action).outcomes.find((one) => one.label === label);
    if (action === undefined || outcome === undefined) return undefined;
    const after = model.apply(before, outcome);
    taken.push({ action, outcome, before, after });
    before = after;
  }
  return taken;
}
