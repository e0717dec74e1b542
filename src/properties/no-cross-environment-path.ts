import type { InvariantFinding } from './finding.ts';
import type { Invariant } from './invariant.ts';
import { servedOf } from './served.ts';

/** The real harm of a shadowed name: data of one environment goes to another, and nobody notices. */
export const noCrossEnvironmentPath: Invariant = {
  name: 'no-cross-environment-path',
  sentence: 'no client is served by another environment than its own',
  premise: {
    absence: 'no client that belongs to an environment was ever served',
    over: 'step',
    isMet: ({ events }) =>
      events.map(servedOf).some((served) => served?.home !== undefined && served.servedBy !== null),
  },
  judge: {
    over: 'step',
    check: ({ events }) =>
      events.flatMap((event): readonly InvariantFinding[] => {
        const served = servedOf(event);
        if (served?.home === undefined || served.servedBy === null || served.servedBy === served.home) return [];
        const { client, host, home, servedBy } = served;
        return [{ code: 'CROSSED_ENVIRONMENTS', invariant: 'no-cross-environment-path', client, host, home, servedBy }];
      }),
  },
};
