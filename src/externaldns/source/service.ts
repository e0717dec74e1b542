import { byCodeUnit } from '../../kernel/json.ts';
import { type KubernetesObject, objectKey } from '../../kubernetes/cluster.ts';
import { byNameTypeSet } from '../endpoint/canonical-order.ts';
import { endpointKey, endpointText } from '../endpoint/endpoint-text.ts';
import { endpointsForHostname } from '../endpoint/endpoints-for-hostname.ts';
import { mergeEndpoints } from '../endpoint/merge-endpoints.ts';
import { withoutFinalDot } from '../endpoint/new-endpoint.ts';
import { distinctTargets } from '../endpoint/targets.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Log } from '../log.ts';
import { hostnamesOf, isForDnsController, targetsOf, ttlOf } from './annotation.ts';
import { combineWithTemplate } from './combine-with-template.ts';
import { hostnamesFromTemplate } from './fqdn-template.ts';
import { statusTargets } from './ingress.ts';
import { type ProviderAnnotations, providerAnnotationsOf } from './provider-properties.ts';
import { selectedObjects } from './selected-objects.ts';
import type { UnknownServiceTargets } from './source-problem.ts';
import type { SourceSettings } from './source-settings.ts';

/**
 * What the source `service` wants: the names of the annotations `hostname` and `internal-hostname`, at the targets of
 * the annotation `target` or else of the Service itself.
 *
 * What Services publish of pods (headless) and nodes (NodePort) is a problem, since dibs models neither.
 *
 * *Source:* source/service.go.
 */
export function serviceEndpoints(
  objects: readonly KubernetesObject[],
  settings: SourceSettings,
  log: Log,
): { readonly endpoints: readonly Endpoint[]; readonly problems: readonly UnknownServiceTargets[] } {
  const { annotationPrefix } = settings.configuration;
  const problems = new Map<string, UnknownServiceTargets>();
  const services = selectedObjects('service', objects, settings).filter(({ metadata }) =>
    isForDnsController(metadata.annotations ?? {}, annotationPrefix),
  );
  const endpoints = services.flatMap((service) => {
    const { namespace, name } = service.metadata;
    // One builder for each of the two: their endpoints do not share a list of properties.
    const builder = () => new ServiceEndpoints({ service, settings, log, problems });
    const all = combineWithTemplate(builder().annotated(), settings, (template) =>
      builder().forHosts(hostnamesFromTemplate(template, service), false),
    );
    log.debug(() =>
      all.length === 0
        ? `No endpoints could be generated from 'service/${namespace}/${name}'`
        : `Endpoints generated from service: ${namespace}/${name}: [${all.map(endpointText).join(' ')}]`,
    );
    return all;
  });
  return { endpoints: mergeEndpoints(joinServices(endpoints, log), log), problems: [...problems.values()] };
}

interface ServiceSpec {
  readonly type?: string;
  readonly clusterIP?: string;
  readonly externalIPs?: readonly string[];
  readonly externalName?: string;
}

/** Builds the endpoints of one Service. */
class ServiceEndpoints {
  readonly #service: KubernetesObject;
  readonly #settings: SourceSettings;
  readonly #log: Log;
  readonly #problems: Map<string, UnknownServiceTargets>;
  readonly #provider: ProviderAnnotations;

  constructor(parts: {
    readonly service: KubernetesObject;
    readonly settings: SourceSettings;
    readonly log: Log;
    readonly problems: Map<string, UnknownServiceTargets>;
  }) {
    this.#service = parts.service;
    this.#settings = parts.settings;
    this.#log = parts.log;
    this.#problems = parts.problems;
    const { annotationPrefix } = parts.settings.configuration;
    this.#provider = providerAnnotationsOf(parts.service.metadata.annotations ?? {}, annotationPrefix);
  }

  annotated(): readonly Endpoint[] {
    const { annotationPrefix, ignoreHostnameAnnotation } = this.#settings.configuration;
    if (ignoreHostnameAnnotation) return [];
    const { annotations = {} } = this.#service.metadata;
    return [
      ...this.forHosts(hostnamesOf(annotations, annotationPrefix), false),
      ...this.forHosts(hostnamesOf(annotations, annotationPrefix, 'internal-hostname'), true),
    ];
  }

  forHosts(hosts: readonly string[], usesClusterIp: boolean): readonly Endpoint[] {
    const prefix = this.#settings.configuration.annotationPrefix;
    const { namespace, name, annotations = {} } = this.#service.metadata;
    const resource = `service/${namespace}/${name}`;
    return hosts.flatMap((host) => {
      const recordTTL = ttlOf(annotations, { prefix, resource }, this.#log);
      const annotated = targetsOf(annotations, prefix);
      const targets = annotated.length > 0 ? annotated : this.#targets(usesClusterIp);
      const dnsName = withoutFinalDot(host);
      return endpointsForHostname({ ...this.#provider, dnsName, recordTTL, targets, resource }, this.#log);
    });
  }

  /** The targets of the Service itself, by its type (generateEndpoints). */
  #targets(usesClusterIp: boolean): readonly string[] {
    const { type = 'ClusterIP', clusterIP, externalIPs = [], externalName = '' } = this.#spec;
    switch (type) {
      case 'LoadBalancer':
        if (usesClusterIp) return this.#clusterIp();
        return externalIPs.length > 0 ? externalIPs : statusTargets(this.#service);
      case 'ClusterIP':
        if (clusterIP === 'None') return this.#refuse('SOURCE_SERVICE_NEEDS_PODS');
        return usesClusterIp || this.#settings.configuration.publishInternalServices ? this.#clusterIp() : [];
      case 'NodePort':
        return this.#refuse('SOURCE_SERVICE_NEEDS_NODES');
      case 'ExternalName':
        return externalIPs.length > 0 ? externalIPs : [externalName];
      default:
        return [];
    }
  }

  #clusterIp(): readonly string[] {
    const { clusterIP = '' } = this.#spec;
    if (clusterIP === '') return this.#refuse('SOURCE_SERVICE_NEEDS_CLUSTER_IP');
    if (clusterIP !== 'None') return [clusterIP];
    this.#log.debug(() => `Unable to associate ${this.#service.metadata.name} headless service with a Cluster IP`);
    return [];
  }

  #refuse(code: UnknownServiceTargets['code']): readonly string[] {
    const object = objectKey(this.#service);
    this.#problems.set(`${code} ${object}`, { code, object });
    return [];
  }

  get #spec(): ServiceSpec {
    return this.#service.spec ?? {};
  }
}

/**
 * Joins what several Services want under one key. They are taken by resource, so that the first Service by name gives
 * labels, TTL and properties; targets are united whatever the TTL; CNAMEs stay apart. A single endpoint is left as it is.
 */
function joinServices(endpoints: readonly Endpoint[], log: Log): readonly Endpoint[] {
  if (endpoints.length < 2) return endpoints;
  const byResource = [...endpoints].sort((left, right) =>
    byCodeUnit(left.labels.resource ?? '', right.labels.resource ?? ''),
  );
  const joined = new Map<string, readonly [Endpoint, ...Endpoint[]]>();
  for (const endpoint of byResource) {
    const known = joined.get(endpointKey(endpoint));
    if (known === undefined) {
      joined.set(endpointKey(endpoint), [{ ...endpoint, targets: distinctTargets(endpoint.targets) }]);
    } else if (endpoint.recordType === 'CNAME') {
      log.debug(() => `CNAME ${endpoint.dnsName} with multiple targets found`);
      joined.set(endpointKey(endpoint), [...known, endpoint]);
    } else {
      const [first] = known;
      const targets = distinctTargets([...first.targets, ...endpoint.targets]);
      joined.set(endpointKey(endpoint), [{ ...first, targets }]);
    }
  }
  return [...joined.values()].flat().sort(byNameTypeSet);
}
