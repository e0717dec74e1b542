import fc from 'fast-check';
import type { Endpoint } from '../../../src/externaldns/endpoint.ts';
import { calculatePlan } from '../../../src/externaldns/plan/plan.ts';
import { domainFilterFlags } from '../arbitraries/domain-filter.ts';
import { endpointIn, labels } from '../arbitraries/endpoint.ts';
import { namePool } from '../arbitraries/name.ts';
import { recordTypes } from '../arbitraries/settings.ts';
import { type DomainFilterFlags, filterOf } from '../configuration.ts';
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
    const endpoints = fc.array(endpointIn(pool, labels), { maxLength: 6 });
    return fc.record({
      current: endpoints,
      desired: endpoints,
      policy: fc.constantFrom('sync', 'sync', 'upsert-only', 'create-only'),
      domainFilter: domainFilterFlags,
      recordTypes,
      ownerId: fc.constantFrom('east', 'east', 'west', ''),
      oldOwnerId: fc.constantFrom('', '', '', 'old', 'west'),
    });
  })
  .map(({ recordTypes: types, ...rest }) => ({ ...rest, ...types }) as PlanCase);

/** plan.Plan.Calculate and Changes.HasChanges, with the debug log. */
export const plan: Kind<PlanCase> = {
  name: 'plan',
  program: 'decisions',
  share: 300,
  cases,
  model(given) {
    if (isBroken(given.domainFilter)) return refused;
    const { changes, hasChanges, log } = calculatePlan({
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
