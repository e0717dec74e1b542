import type { Endpoint, Labels } from '../endpoint.ts';

/**
 * What a registry remembers between its calls, as plain JSON. There is no time in it: that a cache has expired is said
 * by {@link withoutCache}, which whoever keeps the clock calls when `--txt-cache-interval` is over.
 */
export interface RegistryState {
  /**
   * The ownership TXT records of the last listing, as {@link txtKey}s in code-unit order; empty after a cached one. In
   * v0.19, which forgets them only as it applies changes, of all listings since then.
   */
  readonly existingTxts: readonly string[];
  /** TXT records that the last listing showed to be missing and that are to be created, where a release does that. */
  readonly missingTxts: readonly Endpoint[];
  /** The endpoints of the last listing with what was applied since; `null` if there is no cache or it has expired. */
  readonly cachedEndpoints: readonly Endpoint[] | null;
  /** The owner's rows of the DynamoDB table with what was applied since, owner included; `null`: not read, or no table. */
  readonly ownedRows: Readonly<Record<string, Labels>> | null;
  /** Those among them for which the last listing showed no record, in code-unit order. */
  readonly orphanedRows: readonly string[];
  /** The outdated `cname-` TXT names already complained of in this process, in code-unit order. */
  readonly warnedTxts: readonly string[];
}

/** The memory of a registry whose process has just begun. */
export const emptyRegistryState: RegistryState = {
  existingTxts: [],
  missingTxts: [],
  cachedEndpoints: null,
  ownedRows: null,
  orphanedRows: [],
  warnedTxts: [],
};

/** The memory after `--txt-cache-interval` has passed since the listing: the next one asks the provider again. */
export function withoutCache(state: RegistryState): RegistryState {
  return state.cachedEndpoints === null ? state : { ...state, cachedEndpoints: null };
}

/** How a TXT record's name, as the provider spells it, and its set identifier are remembered. */
export function txtKey(dnsName: string, setIdentifier: string): string {
  return setIdentifier === '' ? dnsName : `${dnsName}\u0000${setIdentifier}`;
}
