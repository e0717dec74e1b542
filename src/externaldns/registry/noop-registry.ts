import type { Changes, Endpoint } from '../endpoint.ts';
import type { ChangesApplied, RecordsRead } from './registry.ts';
import type { RegistryState } from './registry-state.ts';

/**
 * The registry that keeps no ownership: everything passes through, and no record is anybody's.
 *
 * *Source:* registry/noop/noop.go.
 */

/** The listing as it is. */
export function readRecords(options: {
  readonly state: RegistryState;
  readonly listed: readonly Endpoint[];
}): RecordsRead {
  return { endpoints: options.listed, state: options.state, log: [] };
}

/** The changes as they are. */
export function applyChanges(options: { readonly state: RegistryState; readonly changes: Changes }): ChangesApplied {
  return { changes: options.changes, before: [], after: [], state: options.state, log: [] };
}
