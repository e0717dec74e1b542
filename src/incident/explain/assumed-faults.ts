import type { ObservedDeed } from '../import/incident.ts';
import type { Explanation } from './explanation.ts';

/** A fault is ordered so long before the run that it befalls: later than the run before, earlier than this one's start. */
const aheadMs = 5000;

/**
 * The faults that an explanation assumes, as steps of a scenario that order them: a run of it then goes as the
 * explanation does, as far as the runs of the controllers come when they came. What came late cannot be ordered.
 */
export function assumedFaults(
  { assumptions, steps }: Explanation,
  { originMs }: { readonly originMs: number },
): readonly ObservedDeed[] {
  return assumptions.flatMap((assumption): readonly ObservedDeed[] => {
    if (assumption.kind === 'off-time') {
      const { action, atMs, dueMs } = assumption;
      return atMs < dueMs ? [{ timeMs: originMs + atMs, step: { fire: action } }] : [];
    }
    if (assumption.kind !== 'fault' && assumption.kind !== 'choice') return [];
    const { action, outcome, atMs, controller } = assumption;
    const runMs = steps.findLast((step) => step.action === `${controller}.sync` && step.atMs <= atMs)?.atMs ?? atMs;
    const orderedMs = Math.max(0, runMs - aheadMs);
    // A step at 0s is taken before anything else happens.
    const isBetween = (stepMs: number) => (orderedMs === 0 ? stepMs >= 0 : stepMs > orderedMs) && stepMs <= atMs;
    const chances = steps.filter((step) => step.action === action && isBetween(step.atMs));
    const skip = chances.findIndex((step) => step.atMs === atMs && step.outcome === outcome);
    const fault = { action, outcome, ...(skip > 0 ? { skip } : {}) };
    return [{ timeMs: originMs + orderedMs, step: { fault } }];
  });
}
