import type { MinimalScenario } from '../../explore/minimize/minimize-scenario.ts';
import type { Paint } from '../paint.ts';
import { counted, listed } from '../phrase.ts';

/** What is left of a scenario that still fails in the same way. */
export interface ReportedMinimal {
  /** The largest first. */
  readonly counts: readonly { readonly what: string; readonly kept: number; readonly of: number }[];
  readonly faultBudget: number;
  readonly faultKinds: readonly string[];
  /** Whether it is certain that not a single thing more can be left out. */
  readonly isMinimal: boolean;
  readonly explorationCount: number;
  readonly states: number;
}

/** The report of a scenario that was made as small as possible. */
export function reportMinimal(minimal: MinimalScenario): ReportedMinimal {
  const { counts, faultBudget, faultKinds, isMinimal, explorationCount, found } = minimal;
  return {
    counts: counts.map(({ kind, kept, of }) => ({ what: kind, kept, of })),
    faultBudget,
    faultKinds,
    isMinimal,
    explorationCount,
    states: found.exploration.states,
  };
}

/** `still fails with: 1 cluster of 3, 2 names of 7, 0 faults of 2`, and what that rests on. */
export function minimalLines(minimal: ReportedMinimal | undefined, paint: Paint): readonly string[] {
  if (minimal === undefined) return [];
  const { counts, faultKinds, isMinimal, explorationCount, states } = minimal;
  const kept = counts.map(({ what, kept: count, of }) => `${counted(count, what)} of ${of}`);
  const faults = faultKinds.length === 0 ? [] : [`      the faults that it takes: ${listed(faultKinds)}`];
  const basis = `${counted(explorationCount, 'smaller scenario')} explored, the last with ${counted(states, 'state')}`;
  return [
    `    ${paint.strong('still fails with')}: ${kept.join(', ')}`,
    ...faults,
    `      ${isMinimal ? 'not a single thing more can be left out' : 'perhaps more can be left out: a bound was met'}; ${basis}`,
  ];
}
