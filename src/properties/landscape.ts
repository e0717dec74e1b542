import type { Question } from '../dns/lookup.ts';
import type { Zone } from '../dns/zone.ts';
import type { Configuration } from '../externaldns/configuration.ts';
import type { Endpoint } from '../externaldns/endpoint.ts';
import type { OwnershipTable } from '../externaldns/registry/ownership-table.ts';
import type { Component, Reader } from '../kernel/component.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { EndpointState, ServerState } from '../kura/environment.ts';

/** What there is in a world, as far as properties and expectations look at it. */
export interface Landscape {
  readonly zones: readonly Zone[];
  readonly clusters: readonly Cluster[];
  readonly controllers: readonly ControllerView[];
  readonly environments: readonly EnvironmentView[];
  /** The tables in which controllers with the registry `dynamodb` keep who owns what. */
  readonly tables: readonly OwnershipTable[];
  /** What a resolver would answer now, leaving its cache as it is; `null` asks the authoritative servers. */
  answer(reader: Reader, question: Question, resolver: string | null): AnswerView;
  /** What somebody who opens a URL would get now. */
  request(reader: Reader, url: string, resolver: string | null): RequestView;
}

/** An answer: its values, or why there are none. */
export type AnswerView = 'NXDOMAIN' | 'NODATA' | 'SERVFAIL' | readonly string[];

/** What comes of a request to a URL. */
export interface RequestView {
  /** The HTTP status, or why there is none. */
  readonly result: number | 'not-resolvable' | 'unreachable' | 'certificate-mismatch';
  /** The cluster that answered; `null`: none did. */
  readonly by: string | null;
}

/** An external-dns process, seen from outside. */
export interface ControllerView {
  /** The actor of its actions. */
  readonly name: string;
  readonly cluster: string;
  configuration(reader: Reader): Configuration;
  /** Scaled to more than zero. */
  isRunning(reader: Reader): boolean;
  /** What its cluster's objects want from it at this moment, after its domain filters. */
  desired(reader: Reader): readonly Endpoint[];
}

/** An environment of the product, seen from outside. */
export interface EnvironmentView {
  readonly name: string;
  readonly cluster: string;
  /** The real production, whose records and rows a rollout elsewhere must not touch. */
  readonly isProduction: boolean;
  /** All that its servers and endpoints are read from is among these. */
  readonly components: readonly Component[];
  servers(reader: Reader): readonly ServerState[];
  endpoints(reader: Reader): readonly EndpointState[];
}
