import type { StoredRecord } from '../../dns/stored-record.ts';
import type { Configuration } from '../configuration.ts';
import type { Changes, Endpoint } from '../endpoint.ts';
import type { Log } from '../log.ts';
import type { Answer, Call, Stored } from './call.ts';

/** A hosted zone as a provider knows it. */
export interface ProviderZone {
  /** Lower case, without the final dot. */
  readonly name: string;
  /** What `--zone-id-filter` matches and log lines show. */
  readonly id: string;
}

/** What a provider's functions may look at beside their subject. Lines for the process's log go to `log`. */
export interface ProviderContext {
  readonly configuration: Configuration;
  /** The zones that the provider works on: those that `selectZones` chose. */
  readonly zones: readonly ProviderZone[];
  readonly log: Log;
}

/** An error that ends a run of the loop. After a soft one the process goes on, after a hard one it exits. */
export interface ProviderError {
  /** As external-dns prints it. */
  readonly message: string;
  readonly isSoft: boolean;
}

/** What a provider does about an answer. */
export interface Reaction {
  /** Calls to make next, before those that were queued already. */
  readonly calls: readonly Call[];
  /** Whether the zone is to be named as one in which not everything was done. */
  readonly hasFailed: boolean;
  /** Ends the run at once: what is still queued is given up. */
  readonly abort?: ProviderError;
}

/**
 * One kind of DNS host together with external-dns's code for it, as facts and pure functions.
 *
 * The functions that mirror external-dns only see what it sees; `perform` alone is the host's side, and decides against
 * the zone as it is at the moment of the call.
 */
export interface ProviderProfile {
  readonly name: Configuration['provider'];
  /** The zones that the provider works on. */
  selectZones(
    zones: readonly ProviderZone[],
    options: { readonly configuration: Configuration; readonly matches: (zoneName: string) => boolean },
  ): readonly ProviderZone[];
  /** In how many ways the host may list these records such that it can matter; at least 1. */
  listingCount(records: readonly StoredRecord[]): number;
  /** A zone's records as endpoints. `turn`, from 0, picks one of the ways to list them. */
  list(records: readonly StoredRecord[], context: ProviderContext, turn: number): readonly Endpoint[];
  /** Desired endpoints brought into the form in which `list` would return them. */
  adjustEndpoints(endpoints: readonly Endpoint[], context: ProviderContext): readonly Endpoint[];
  /** Domain filter entries that names must match beside the configured filter; none means every name. */
  domainFilter(context: ProviderContext): readonly string[];
  /** The calls that changes turn into, in order. None in a dry run, if the provider knows of dry runs. */
  calls(changes: Changes, context: ProviderContext): readonly Call[];
  /** Logs what the provider logs just before a call. */
  announce(call: Call, context: ProviderContext): void;
  /** Carries out a call on what is stored under the names it touches. */
  perform(call: Call, stored: Stored): Answer;
  react(call: Call, answer: Answer, context: ProviderContext): Reaction;
  /** The error at the end of a run in which some reaction had failed, in these zones. */
  failure(zones: readonly ProviderZone[], configuration: Configuration): ProviderError;
  /** How listing can fail at this host, apart from the zone's content; each kind of fault at most once. */
  readonly listingFaults: readonly ListingFault[];
  /** How the host can refuse a call without looking at it; each kind of fault at most once. */
  refusals(call: Call): readonly Refusal[];
  /** The answer to a call is lost after it took effect: what the client library says. `null`: it never happens. */
  lostAnswer(call: Call, configuration: Configuration): string | null;
  /** The limit of what a zone may hold, which the zone itself gives. `null`: the host has none. */
  readonly quota: Quota | null;
  /**
   * What a host that counts its pages lists on them, one by one: while something else is deleted, a record may slip from
   * a page not yet read to one already read. `null`: the place to go on from is a name or a token, or there are no pages.
   */
  readonly itemsOnNumberedPages: ((records: readonly StoredRecord[]) => readonly StoredRecord[]) | null;
}

/** One way in which listing a zone fails. */
export interface ListingFault {
  /** `refused`: overload, an outage. `rate-limited`: too many requests. `denied`: no rights. `timeout`: no answer. */
  readonly fault: 'listing-refused' | 'listing-rate-limited' | 'listing-denied' | 'listing-timeout';
  errorOf(zone: ProviderZone, configuration: Configuration): ProviderError;
}

/** One way in which a host turns a call away without looking at it. */
export interface Refusal {
  /** `refused`: overload, an outage. `rate-limited`: too many requests. */
  readonly fault: 'refused' | 'rate-limited';
  /** In the words of the host's client library. */
  readonly error: string;
}

/** How a host limits what a zone may hold. The records that a host makes itself, SOA and NS, are not counted here. */
export interface Quota {
  /** How many these are: record sets, or single records where the host counts those. */
  count(records: readonly StoredRecord[]): number;
  /** Why a call is refused that would leave more than `countMax`, in the words of the host's client library. */
  error(call: Call, countMax: number): string;
}

/** Nothing more to do about an answer. */
export const settled: Reaction = { calls: [], hasFailed: false };
