import type { KubernetesObject } from '../../kubernetes/cluster.ts';
import type { Configuration } from '../configuration.ts';
import type { Changes, Endpoint, LogLine } from '../endpoint.ts';
import { rulesOf } from '../version.ts';
import * as awsSd from './aws-sd-registry.ts';
import * as crd from './crd-registry.ts';
import * as dynamodb from './dynamodb-registry.ts';
import * as noop from './noop-registry.ts';
import type { TableRow } from './ownership-table.ts';
import type { RegistryCall } from './registry-call.ts';
import type { RegistryState } from './registry-state.ts';
import * as txt from './txt-registry.ts';

/**
 * The registry of a configuration: who owns what is listed, and what must be written besides a plan's changes so that
 * it stays known. Functions of the registry's memory; nothing is kept elsewhere.
 *
 * *Source:* registry/registry.go:Registry, registry/factory/registry.go.
 */

/** What a registry made of a listing. */
export interface RecordsRead {
  readonly endpoints: readonly Endpoint[];
  readonly state: RegistryState;
  readonly log: readonly LogLine[];
}

/** What a registry made of a plan's changes. The memory holds whether or not the provider then succeeds. */
export interface ChangesApplied {
  /** What the provider is asked for: the changes, each list followed by its ownership records. */
  readonly changes: Changes;
  /** What the registry itself does before the provider is asked, and after that has succeeded. */
  readonly before: readonly RegistryCall[];
  readonly after: readonly RegistryCall[];
  readonly state: RegistryState;
  readonly log: readonly LogLine[];
}

/** What a registry keeps outside the zone, as it is at the moment of the listing. */
export interface RegistryStore {
  /** The rows of the table that the configuration names. */
  readonly rows: readonly (readonly [string, TableRow])[];
  /** The DNSRecord objects of the controller's cluster. */
  readonly dnsRecords: readonly KubernetesObject[];
}

const emptyStore: RegistryStore = { rows: [], dnsRecords: [] };

/** The owner whose records a plan may change; empty (noop) means anybody's. */
export function registryOwnerId(configuration: Pick<Configuration, 'registry' | 'txtOwnerId'>): string {
  return configuration.registry === 'noop' ? '' : configuration.txtOwnerId;
}

/** Whether {@link readRecords} answers from its cache, so that the provider is not asked. */
export function isListingCached(state: RegistryState): boolean {
  return state.cachedEndpoints !== null;
}

/** Whether the registry's records come from the provider; those of the registry `crd` come from the cluster. */
export function listsAtProvider({ registry }: Pick<Configuration, 'registry'>): boolean {
  return registry !== 'crd';
}

/** Whether the listing begins with a scan of the ownership table. */
export function scansTable({ registry }: Pick<Configuration, 'registry'>, state: RegistryState): boolean {
  return registry === 'dynamodb' && state.cachedEndpoints === null && state.ownedRows === null;
}

/** The memory after a run that failed. */
export function afterFailure({ registry }: Pick<Configuration, 'registry'>, state: RegistryState): RegistryState {
  return registry === 'dynamodb' ? dynamodb.afterFailure(state) : state;
}

/**
 * The listed endpoints with their ownership. `listed` is what the provider returned, in its order; it is not looked at,
 * and may be empty, when {@link isListingCached}. `store` is what the registry keeps elsewhere.
 */
export function readRecords(options: {
  readonly configuration: Configuration;
  readonly state: RegistryState;
  readonly listed: readonly Endpoint[];
  readonly store?: RegistryStore;
}): RecordsRead {
  const { rows, dnsRecords } = options.store ?? emptyStore;
  switch (options.configuration.registry) {
    case 'txt':
      return txt.readRecords(options);
    case 'noop':
      return noop.readRecords(options);
    case 'dynamodb':
      return dynamodb.readRecords({ ...options, rows });
    case 'aws-sd':
      return awsSd.readRecords(options);
    case 'crd':
      return crd.readRecords({ ...options, objects: dnsRecords });
  }
}

/** What to ask of the provider so that the changes happen and stay owned. */
export function applyChanges(options: {
  readonly configuration: Configuration;
  readonly state: RegistryState;
  readonly changes: Changes;
}): ChangesApplied {
  switch (options.configuration.registry) {
    case 'txt':
      return txt.applyChanges(options);
    case 'noop':
      return noop.applyChanges(options);
    case 'dynamodb':
      return dynamodb.applyChanges(options);
    case 'aws-sd':
      return awsSd.applyChanges(options);
    case 'crd':
      return crd.applyChanges(options);
  }
}

/** The memory after a plan, less what no later call asks about. */
export function forgetListing({ version }: Pick<Configuration, 'version'>, state: RegistryState): RegistryState {
  const existingTxts = rulesOf({ version }).forgetsSeenTxtsAtListing ? [] : state.existingTxts;
  const missingTxts = state.cachedEndpoints === null ? [] : state.missingTxts;
  const isSame = existingTxts.length === state.existingTxts.length && missingTxts.length === state.missingTxts.length;
  return isSame ? state : { ...state, existingTxts, missingTxts };
}

/**
 * The memory less what applying these changes does not ask about. Of use between planning and applying, so that what
 * happens to other names does not multiply a controller's states. {@link applyChanges} does the same with it.
 */
export function forgetUnaskedTxts(options: {
  readonly configuration: Configuration;
  readonly state: RegistryState;
  readonly changes: Changes;
}): RegistryState {
  const { state } = options;
  if (state.existingTxts.length === 0) return state;
  const asked = txt.txtKeysOf(options.configuration, options.changes.create);
  return { ...state, existingTxts: state.existingTxts.filter((key) => asked.has(key)) };
}
