import type { Configuration } from '../configuration.ts';
import type { Changes, Endpoint, LogLine } from '../endpoint.ts';
import { rulesOf } from '../version.ts';
import * as noop from './noop-registry.ts';
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
  readonly state: RegistryState;
  readonly log: readonly LogLine[];
}

/** The owner whose records a plan may change; empty (noop) means anybody's. */
export function registryOwnerId(configuration: Pick<Configuration, 'registry' | 'txtOwnerId'>): string {
  return configuration.registry === 'txt' ? configuration.txtOwnerId : '';
}

/** Whether {@link readRecords} answers from its cache, so that the provider is not asked. */
export function isListingCached(state: RegistryState): boolean {
  return state.cachedEndpoints !== null;
}

/**
 * The listed endpoints with their ownership. `listed` is what the provider returned, in its order; it is not looked at,
 * and may be empty, when {@link isListingCached}.
 */
export function readRecords(options: {
  readonly configuration: Configuration;
  readonly state: RegistryState;
  readonly listed: readonly Endpoint[];
}): RecordsRead {
  return options.configuration.registry === 'txt' ? txt.readRecords(options) : noop.readRecords(options);
}

/** What to ask of the provider so that the changes happen and stay owned. */
export function applyChanges(options: {
  readonly configuration: Configuration;
  readonly state: RegistryState;
  readonly changes: Changes;
}): ChangesApplied {
  return options.configuration.registry === 'txt' ? txt.applyChanges(options) : noop.applyChanges(options);
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
