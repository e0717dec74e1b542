import type { Changes, Endpoint } from '../endpoint.ts';

/**
 * Whether a plan is worth applying: something is created or deleted, or an update makes a difference in any member,
 * though it be no more than `null` for an empty list of properties or another order of targets. Updates that make none
 * exist; then nothing is applied.
 *
 * *Source:* plan/plan.go:HasChanges.
 */
export function hasChanges({ create, updateOld, updateNew, delete: deleted }: Changes): boolean {
  if (create.length > 0 || deleted.length > 0 || updateOld.length !== updateNew.length) return true;
  return updateNew.some((endpoint, index) => !areEqual(endpoint, updateOld[index] as Endpoint));
}

function areEqual(left: Endpoint, right: Endpoint): boolean {
  return (
    left.dnsName === right.dnsName &&
    left.recordType === right.recordType &&
    left.setIdentifier === right.setIdentifier &&
    left.recordTTL === right.recordTTL &&
    left.targets.length === right.targets.length &&
    left.targets.every((target, index) => target === right.targets[index]) &&
    areLabelsEqual(left.labels, right.labels) &&
    arePropertiesEqual(left.providerSpecific, right.providerSpecific)
  );
}

function areLabelsEqual(left: Endpoint['labels'], right: Endpoint['labels']): boolean {
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => left[key] === right[key]);
}

function arePropertiesEqual(left: Endpoint['providerSpecific'], right: Endpoint['providerSpecific']): boolean {
  if (left === null || right === null) return left === right;
  return (
    left.length === right.length &&
    left.every(({ name, value }, index) => name === right[index]?.name && value === right[index]?.value)
  );
}
