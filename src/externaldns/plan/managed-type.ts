import type { Configuration } from '../configuration.ts';

/**
 * Whether records of a type are managed at all: listed as managed and not listed as excluded, compared exactly. What is
 * not managed is invisible to a plan.
 *
 * *Source:* plan/plan.go:IsManagedRecord.
 */
export function isManagedType(
  recordType: string,
  types: Pick<Configuration, 'managedRecordTypes' | 'excludeRecordTypes'>,
): boolean {
  return !types.excludeRecordTypes.includes(recordType) && types.managedRecordTypes.includes(recordType);
}
