import type { Endpoint } from '../../../src/externaldns/endpoint.ts';
import { calculatePlan, type Plan, type PlanInput } from '../../../src/externaldns/plan/plan.ts';
import { newestVersion } from '../../../src/externaldns/version.ts';

/** A plan of the owner `east` with the default types under sync. */
export function planned(
  current: readonly Endpoint[],
  desired: readonly Endpoint[],
  parts: Partial<PlanInput> = {},
): Plan {
  return calculatePlan({
    version: newestVersion,
    current,
    desired,
    policy: 'sync',
    managedRecordTypes: ['A', 'AAAA', 'CNAME'],
    excludeRecordTypes: [],
    domainFilters: [],
    ownerId: 'east',
    oldOwnerId: '',
    ...parts,
  });
}
