import type { Divergence } from '../trace/replay.ts';
import { assertNever } from './assert-never.ts';
import { listed } from './phrase.ts';

/** Where and how a replay leaves what was recorded, in one sentence. */
export function describeDivergence(divergence: Divergence): string {
  switch (divergence.code) {
    case 'INITIAL_WORLD_DIFFERS':
      return `the initial world is ${divergence.found}, recorded was ${divergence.recorded}`;
    case 'ACTION_UNKNOWN':
      return `step ${divergence.stepIndex} is ${divergence.action}, and there is no such action`;
    case 'OUTCOME_IMPOSSIBLE': {
      const { stepIndex, action, outcome, possible } = divergence;
      const can = possible.length === 0 ? 'cannot happen there' : `can only turn out as ${listed(possible)} there`;
      return `step ${stepIndex} is ${action} turning out as ${outcome}, and it ${can}`;
    }
    case 'WORLD_DIFFERS': {
      const { stepIndex, action, outcome, found, recorded } = divergence;
      return `after step ${stepIndex}, ${action} (${outcome}), the world is ${found}, recorded was ${recorded}`;
    }
    default:
      return assertNever(divergence);
  }
}
