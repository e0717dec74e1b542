import type { StoredRecord } from '../../dns/stored-record.ts';
import type { KubernetesObject } from '../../kubernetes/cluster.ts';
import type { ObservedEndpoint } from '../endpoints/endpoint-table.ts';
import type { ObservedLine } from '../logs/observed-line.ts';

/** What is known of an incident, read from its artefacts. */
export interface Incident {
  /** At least one, in the order given. */
  readonly zones: readonly IncidentZone[];
  /** In the order given. */
  readonly clusters: readonly IncidentCluster[];
  /** The lines of all logs. */
  readonly lines: readonly ObservedLine[];
  /** What people and pipelines did, by time. */
  readonly deeds: readonly ObservedDeed[];
}

export interface IncidentZone {
  /** Lower case, without the final dot. */
  readonly name: string;
  /** As exported afterwards. */
  readonly records: readonly StoredRecord[];
  /** As they were before anything happened, if somebody has them. */
  readonly before?: readonly StoredRecord[];
}

/** A cluster and what runs in it. */
export interface IncidentCluster {
  readonly name: string;
  /** Each external-dns that runs there, in the order given. */
  readonly controllers: readonly IncidentController[];
  /** As `kubectl get` printed them afterwards. */
  readonly objects: readonly KubernetesObject[];
  /** As they were before anything happened, if somebody has them. */
  readonly objectsBefore?: readonly KubernetesObject[];
  /** Its environment's endpoint table, if the product runs there. */
  readonly endpoints?: readonly ObservedEndpoint[];
  /** The release of the product that ran at the beginning. */
  readonly release?: string;
}

/** One external-dns. */
export interface IncidentController {
  /** As the cluster, or `cluster/name` where there are several. */
  readonly name: string;
  /** Command-line flags. */
  readonly flags: readonly string[];
  /** The release, such as `v0.18.0`; absent: the newest. */
  readonly version?: string;
}

/** A step of the scenario language with the moment at which it was taken. */
export interface ObservedDeed {
  readonly timeMs: number;
  readonly step: Readonly<Record<string, unknown>>;
}

/** Something that an import made up because no artefact says it. */
export type ImportGuess =
  /** A record set that is gone, with the values that it must have had. */
  | { readonly kind: 'record-values'; readonly name: string; readonly type: string; readonly values: readonly string[] }
  /** An object that wanted a name which the log shows and no object wants any more. */
  | { readonly kind: 'object'; readonly cluster: string; readonly object: string; readonly host: string }
  /** When an object came or went, from the run that took notice of it. */
  | { readonly kind: 'moment'; readonly cluster: string; readonly object: string; readonly timeMs: number };

/** A scenario made of an incident. */
export interface ImportedScenario {
  /** YAML. */
  readonly text: string;
  /** Further files, by their paths relative to the scenario. */
  readonly files: Readonly<Record<string, string>>;
  /** The moment of the run's beginning: milliseconds since 1970, UTC. */
  readonly originMs: number;
  readonly guesses: readonly ImportGuess[];
}

/** Whether anything says when something happened. */
export function isDated({ lines, deeds }: Incident): boolean {
  return lines.length + deeds.length > 0;
}
