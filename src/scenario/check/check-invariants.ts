import { assert } from '../../kernel/assert.ts';
import type { Finding, InvariantFinding } from '../../properties/finding.ts';
import type { InvariantName } from '../../properties/invariant.ts';
import { invariants } from '../../properties/invariants.ts';
import type { ExpectedInvariant } from '../expectation.ts';
import type { Moment } from './moment.ts';

/** `holds`: what breaks the invariants, in this world, in the steps so far or over the run so far. */
export function violatedInvariants(expected: readonly ExpectedInvariant[], moment: Moment): readonly Finding[] {
  return expected.flatMap((each) => violations(each, moment));
}

/** `violates`: the invariants that nothing breaks although something should. */
export function heldInvariants(expected: readonly ExpectedInvariant[], moment: Moment): readonly Finding[] {
  return expected
    .filter((each) => violations(each, moment).length === 0)
    .map(({ invariant }) => ({ code: 'INVARIANT_HELD', invariant }));
}

function violations({ invariant, forMs = 0 }: ExpectedInvariant, moment: Moment): readonly InvariantFinding[] {
  assert(Object.hasOwn(invariants, invariant), `${invariant} is not the name of an invariant`);
  const name = invariant as InvariantName;
  const { judge } = invariants[name];
  const { landscape, reader, events, nowMs, isSettled } = moment;
  switch (judge.over) {
    case 'state':
      return judge.check({ landscape, reader });
    case 'step':
      return moment.brokenBySteps(name);
    case 'run': {
      const leftAlone = events.slice(moment.eventCountByHand);
      return judge.check({ landscape, events, leftAlone, nowMs, isSettled, forMs });
    }
  }
}
