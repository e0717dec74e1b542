import type { StoredRecord } from '../dns/stored-record.ts';
import type { Configuration } from '../externaldns/configuration.ts';
import type { KubernetesObject, LoadBalancer } from '../kubernetes/cluster.ts';
import type { Expectation } from './expectation.ts';
import type { KuraSetup } from './kura-setup.ts';
import type { At } from './located.ts';
import type { Step } from './step.ts';

/**
 * A scenario, checked and fully resolved for one variant: files read, manifests, flags and zone lines parsed, names
 * known to exist, defaults filled in. Durations are virtual milliseconds, DNS times to live are seconds.
 */
export interface Scenario {
  readonly title: string;
  /** Why the scenario exists, in sentences or links. May be empty. */
  readonly because: readonly string[];
  /** The variant's name; absent in a scenario without variants. */
  readonly variant?: string;
  readonly seed: string;
  /** Every timer fires late by a seeded random time of at most this. 0 means on time. */
  readonly jitterMs: number;
  /** Never empty. */
  readonly zones: readonly ZoneSetup[];
  /** What the rest of the internet answers: record sets outside every zone. */
  readonly elsewhere: readonly StoredRecord[];
  readonly clusters: readonly ClusterSetup[];
  readonly resolvers: readonly ResolverSetup[];
  readonly clients: readonly ClientSetup[];
  readonly certificates: CertificateSetup;
  readonly kura?: KuraSetup;
  /** In order; never empty. */
  readonly steps: readonly Step[];
  /** Over the whole run. What is to hold at one moment is an `expect` step. */
  readonly expectations: readonly Expectation[];
  readonly source: ScenarioSource;
}

/** All the text a scenario was made of, so that a trace can carry it. */
export interface ScenarioSource {
  /** The scenario's own path, as given. */
  readonly file: string;
  readonly text: string;
  /** Every further file it read, by its path as given to the reader. */
  readonly files: Readonly<Record<string, string>>;
}

export interface ZoneSetup {
  /** Lower case, no final dot. */
  readonly name: string;
  /** What `--zone-id-filter` matches. */
  readonly id: string;
  /** Without the SOA record, which only gives `negativeTtlSeconds`. */
  readonly records: readonly StoredRecord[];
  /** How long resolvers may remember that something does not exist: the SOA record's minimum. */
  readonly negativeTtlSeconds: number;
  /** The most that it may hold, counted as its provider counts. */
  readonly recordCountMax?: number;
  readonly at: At;
}

export interface ClusterSetup {
  readonly name: string;
  /** By ingress class; the empty class stands for all others and for Services of type LoadBalancer. */
  readonly loadBalancers: Readonly<Record<string, LoadBalancer>>;
  readonly controllers: readonly ControllerSetup[];
  readonly objects: readonly KubernetesObject[];
  readonly at: At;
}

/** One external-dns Deployment. */
export interface ControllerSetup {
  /** Its actor: the cluster's name, or `cluster/name` for one of several. Its actions are `<name>.<verb>`. */
  readonly name: string;
  readonly cluster: string;
  readonly flags: readonly string[];
  /** Variables that stand for flags (`EXTERNAL_DNS_…`), where a Deployment has any. */
  readonly environment: Readonly<Record<string, string>>;
  readonly configuration: Configuration;
  /** Names of flags that external-dns knows and that have no effect here. */
  readonly ignoredFlags: readonly string[];
  /** When its process first starts, from the beginning of the run. */
  readonly startsMs: number;
  /** Scaled to zero at first: a `start` step starts it. */
  readonly stopped: boolean;
  readonly at: At;
}

/** The certificate authority that every cluster orders from. */
export interface CertificateSetup {
  /** From a Certificate that is applied, or gets other names, to the new one in its Secret. */
  readonly delayMs: number;
  /** `null`: it gives as many as are ordered. */
  readonly quota: {
    readonly domain: string;
    readonly limitCount: number;
    readonly windowMs: number;
    readonly usedCount: number;
  } | null;
}

export interface ResolverSetup {
  readonly name: string;
  /** A resolver without a cache asks the authoritative servers every time. */
  readonly cache: boolean;
  /** The longest it keeps an answer; `null`: as long as the records say. */
  readonly maxTtlSeconds: number | null;
  /** The longest it keeps "does not exist"; `null`: as long as the zone says. */
  readonly maxNegativeTtlSeconds: number | null;
  readonly at: At;
}

/** Somebody who looks a name up and uses what it finds, again and again. */
export interface ClientSetup {
  readonly name: string;
  /** A host name, lower case, no final dot, or an http(s) URL. */
  readonly asks: string;
  /** `null`: it asks the authoritative servers. */
  readonly resolver: string | null;
  readonly everyMs: number;
  /** When it first asks, from the beginning of the run. */
  readonly startsMs: number;
  /** The cluster meant to serve it; `null`: none in particular. */
  readonly expects: string | null;
  readonly at: At;
}
