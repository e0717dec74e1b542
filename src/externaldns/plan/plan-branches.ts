/**
 * What a plan can come to for a name or a record, one word for each branch of the calculation that decides something.
 *
 * *Source:* plan/plan.go: Calculate, calculateChanges, appendEndpointUpdates; plan/conflict.go; plan/policy.go;
 * endpoint/endpoint.go: FilterEndpointsByOwnerID, RemoveDuplicates.
 */
export const planBranches = [
  /** Left out before anything is compared. */
  'outside-domain-filter',
  'unmanaged-type',
  /** Several resources want one record. */
  'contest-for-a-new-record',
  'contest-for-an-existing-record',
  'cname-beside-others-discarded',
  'create-at-free-name',
  'create-beside-own-records',
  'conflict-foreign-owner',
  'unchanged',
  'update-ttl',
  'update-targets',
  'update-properties',
  'update-migrating-owner',
  'delete-unwanted-name',
  'delete-unwanted-type',
  'policy-suppressed-update',
  'policy-suppressed-delete',
  'foreign-update-dropped',
  'foreign-delete-dropped',
  'duplicate-delete-dropped',
  'missing-txt-created',
  'nothing-to-do',
] as const;

/** A branch of the calculation of a plan. */
export type PlanBranch = (typeof planBranches)[number];
