import fc from 'fast-check';
import type { Endpoint } from '../../../src/externaldns/endpoint.ts';
import { calculatePlan } from '../../../src/externaldns/plan/plan.ts';
import { domainFilterFlags } from '../arbitraries/domain-filter.ts';
import { endpointIn, endpointsLike, labels } from '../arbitraries/endpoint.ts';
import { namePool } from '../arbitraries/name.ts';
import { recordTypes } from '../arbitraries/settings.ts';
import { type DomainFilterFlags, filterOf, unset } from '../configuration.ts';
import { type Kind, sorted, sortedChanges } from '../kind.ts';
import { isBroken, refused } from './filter.ts';

/** What exists, what is wanted, and under which rules. */
interface PlanCase {
  readonly current: readonly Endpoint[];
  readonly desired: readonly Endpoint[];
  readonly policy: 'sync' | 'upsert-only' | 'create-only';
  readonly domainFilter: DomainFilterFlags;
  readonly managedRecords: readonly string[];
  readonly excludeRecords: readonly string[];
  readonly ownerId: string;
  readonly oldOwnerId: string;
}

const cases: fc.Arbitrary<PlanCase> = namePool
  .chain((pool) => {
    const endpoint = endpointIn(
      pool,
      fc.oneof(
        labels,
        labels.map((given) => ({ ...given, owner: 'east' })),
      ),
    );
    const contents = fc
      .oneof(fc.array(endpoint, { maxLength: 1 }), fc.array(endpoint, { maxLength: 6 }))
      .chain((current) => fc.record({ current: fc.constant(current), desired: endpointsLike(current, endpoint, 6) }));
    return fc.record({
      contents,
      policy: fc.constantFrom('sync', 'sync', 'upsert-only', 'create-only'),
      domainFilter: domainFilterFlags,
      recordTypes,
      ownerId: fc.constantFrom('east', 'east', 'west', ''),
      oldOwnerId: fc.constantFrom('', '', '', 'old', 'west'),
    });
  })
  .map(({ contents, recordTypes: types, ...rest }) => ({ ...contents, ...rest, ...types }) as PlanCase);

/** plan.Plan.Calculate and Changes.HasChanges, with the debug log. */
export const plan: Kind<PlanCase> = {
  name: 'plan',
  program: 'decisions',
  share: 300,
  cases,
  model(given) {
    if (isBroken(given.domainFilter)) return refused;
    const { changes, hasChanges, log } = calculatePlan({
      ...unset,
      current: given.current,
      desired: given.desired,
      policy: given.policy,
      domainFilters: [filterOf(given.domainFilter)],
      managedRecordTypes: given.managedRecords,
      excludeRecordTypes: given.excludeRecords,
      ownerId: given.ownerId,
      oldOwnerId: given.oldOwnerId,
    });
    return { changes, hasChanges, log };
  },
  normalise(answer) {
    const { changes, hasChanges, log } = answer as ReturnType<typeof calculatePlan>;
    return { changes: sortedChanges(changes), hasChanges, log: sorted(log) };
  },
};
