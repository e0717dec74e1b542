import type { Component, Reader } from '../../kernel/component.ts';
import { type Cluster, componentsOfKinds, type KubernetesObject, objectsOfKind } from '../../kubernetes/cluster.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Log } from '../log.ts';
import { deduplicate } from './deduplicate.ts';
import { dnsEndpointEndpoints } from './dns-endpoint.ts';
import { ingressEndpoints } from './ingress.ts';
import { withDefaultTargets } from './multi-source.ts';
import { postProcess } from './post-process.ts';
import { watched } from './selected-objects.ts';
import { serviceEndpoints } from './service.ts';
import type { SourceObjectProblem } from './source-problem.ts';
import type { SourceName, SourceSettings } from './source-settings.ts';
import { filterTargets, isNetFilterOn } from './target-net-filter.ts';

/** What all sources of a process want together. */
export interface Collected {
  readonly endpoints: readonly Endpoint[];
  readonly problems: readonly SourceObjectProblem[];
}

/**
 * The desired endpoints, as the controller's loop collects them: all sources in the order of `--source`, default
 * targets, duplicates out, the target filter, the post-processor. Logs in upstream's order.
 *
 * *Source:* source/wrappers/types.go:wrapSources. NAT64 and PTR are not modelled.
 */
export function collectEndpoints(objects: readonly KubernetesObject[], settings: SourceSettings, log: Log): Collected {
  const { configuration, sources, targetNetFilter } = settings;
  if (isNetFilterOn(targetNetFilter)) {
    log.debug(() => 'targetFilterSource: collecting endpoints from wrapped source and applying target filter');
  }
  log.debug(() => 'dedupSource: collecting endpoints and removing duplicates');
  log.debug(() => `multiSource: collecting endpoints from ${sources.length} child sources and removing duplicates`);
  const collected: Endpoint[] = [];
  const problems: SourceObjectProblem[] = [];
  for (const source of sources) {
    const found = endpointsOf(source, { objects, settings, log });
    collected.push(...withDefaultTargets(found.endpoints, configuration, log));
    problems.push(...found.problems);
  }
  const filtered = filterTargets(deduplicate(collected, log), targetNetFilter, log);
  return { endpoints: postProcess(filtered, configuration, log), problems };
}

/** {@link collectEndpoints} from a cluster as it is in one world. Reads {@link sourceFootprint} only. */
export function collectFromCluster(request: {
  readonly cluster: Cluster;
  readonly reader: Reader;
  readonly settings: SourceSettings;
  readonly log: Log;
}): Collected {
  const { cluster, reader, settings, log } = request;
  const objects = watchedKinds(settings).flatMap((kind) => objectsOfKind(cluster, reader, kind));
  return collectEndpoints(objects, settings, log);
}

/** The components of a cluster that the sources of a process look at. */
export function sourceFootprint(cluster: Cluster, settings: SourceSettings): readonly Component[] {
  return componentsOfKinds(cluster, watchedKinds(settings));
}

function watchedKinds({ sources }: SourceSettings): readonly string[] {
  return [...new Set(sources.map((source) => watched[source].kind))];
}

function endpointsOf(
  source: SourceName,
  from: { readonly objects: readonly KubernetesObject[]; readonly settings: SourceSettings; readonly log: Log },
): Collected {
  const { objects, settings, log } = from;
  switch (source) {
    case 'ingress':
      return { endpoints: ingressEndpoints(objects, settings, log), problems: [] };
    case 'service':
      return serviceEndpoints(objects, settings, log);
    case 'crd':
      return dnsEndpointEndpoints(objects, settings, log);
  }
}
