import type { KubernetesObject } from '../../kubernetes/cluster.ts';
import { ingressClassKey, publishedIngress } from '../../kubernetes/load-balancer.ts';
import { endpointText } from '../endpoint/endpoint-text.ts';
import { endpointsForHostname } from '../endpoint/endpoints-for-hostname.ts';
import { mergeEndpoints } from '../endpoint/merge-endpoints.ts';
import { byOctets } from '../endpoint/octet-order.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Log } from '../log.ts';
import { rulesOf } from '../version.ts';
import { annotationOf, hostnamesOf, isForDnsController, targetsOf, ttlOf } from './annotation.ts';
import { combineWithTemplate } from './combine-with-template.ts';
import { hostnamesFromTemplate } from './fqdn-template.ts';
import { providerAnnotationsOf } from './provider-properties.ts';
import { selectedObjects } from './selected-objects.ts';
import type { SourceSettings } from './source-settings.ts';

/**
 * What the source `ingress` wants: the hosts of rules, of `spec.tls` and of the annotation `hostname`, at the targets of
 * the annotation `target` or else of the status. Endpoints of all Ingresses are merged, from v0.21.0; before, the plan
 * decided between them.
 *
 * *Source:* source/ingress.go.
 */
export function ingressEndpoints(
  objects: readonly KubernetesObject[],
  settings: SourceSettings,
  log: Log,
): readonly Endpoint[] {
  const { annotationPrefix } = settings.configuration;
  const ingresses = selectedObjects('ingress', objects, settings)
    .filter(({ metadata }) => isForDnsController(metadata.annotations ?? {}, annotationPrefix))
    .filter((ingress) => isOfClass(ingress, settings, log));
  const endpoints = ingresses.flatMap((ingress) => {
    const { namespace, name } = ingress.metadata;
    const own = definedEndpoints(ingress, settings, log);
    const all = combineWithTemplate(own, settings, (template) =>
      endpointsFor(ingress, settings, log).all(hostnamesFromTemplate(template, ingress)),
    );
    log.debug(() =>
      all.length === 0
        ? `No endpoints could be generated from 'ingress/${namespace}/${name}'`
        : `Endpoints generated from ingress: ${namespace}/${name}: [${all.map(endpointText).join(' ')}]`,
    );
    return all;
  });
  if (rulesOf(settings.configuration).mergesIngressTargets) return mergeEndpoints(endpoints, log);
  return endpoints.map((endpoint) => ({ ...endpoint, targets: [...endpoint.targets].sort(byOctets) }));
}

/** The class is the spec's; only if that is empty, the legacy annotation's (filterByIngressClass). */
function isOfClass(ingress: KubernetesObject, { configuration }: SourceSettings, log: Log): boolean {
  const { ingressClassNames } = configuration;
  if (ingressClassNames.length === 0) return true;
  const { metadata, spec } = ingress;
  const ingressClass = (spec?.ingressClassName as string | undefined) || metadata.annotations?.[ingressClassKey];
  if (ingressClass !== undefined && ingressClassNames.includes(ingressClass)) return true;
  log.debug(
    () =>
      `Discarding ingress ${metadata.namespace}/${metadata.name} because it does not match required ingress classes [${ingressClassNames.join(' ')}]`,
  );
  return false;
}

interface IngressSpec {
  readonly rules?: readonly { readonly host?: string }[];
  readonly tls?: readonly { readonly hosts?: readonly string[] }[];
}

/** The endpoints of spec and annotations, those that the annotation `ingress-hostname-source` leaves (endpointsFromIngress). */
function definedEndpoints(ingress: KubernetesObject, settings: SourceSettings, log: Log): readonly Endpoint[] {
  const { annotationPrefix, ignoreHostnameAnnotation, ignoreIngressRulesSpec, ignoreIngressTLSSpec } =
    settings.configuration;
  const { rules = [], tls = [] } = (ingress.spec ?? {}) as IngressSpec;
  const annotations = ingress.metadata.annotations ?? {};
  const build = endpointsFor(ingress, settings, log);
  const ruleHosts = ignoreIngressRulesSpec ? [] : rules.map(({ host = '' }) => host);
  const tlsHosts = ignoreIngressTLSSpec ? [] : tls.flatMap(({ hosts = [] }) => hosts);
  const fromSpec = build.all([...ruleHosts, ...tlsHosts].filter((host) => host !== ''));
  const fromAnnotation = ignoreHostnameAnnotation ? [] : build.all(hostnamesOf(annotations, annotationPrefix));
  switch (annotationOf(annotations, annotationPrefix, 'ingress-hostname-source')?.toLowerCase()) {
    case undefined:
      return [...fromSpec, ...fromAnnotation];
    case 'defined-hosts-only':
      return fromSpec;
    case 'annotation-only':
      return fromAnnotation;
    default:
      return [];
  }
}

/** Builds endpoints for hosts of an Ingress; all of them share TTL, targets, properties and set identifier. */
function endpointsFor(ingress: KubernetesObject, settings: SourceSettings, log: Log) {
  const prefix = settings.configuration.annotationPrefix;
  const { namespace, name, annotations = {} } = ingress.metadata;
  const resource = `ingress/${namespace}/${name}`;
  const recordTTL = ttlOf(annotations, { prefix, resource }, log);
  const annotated = targetsOf(annotations, prefix);
  const targets = annotated.length > 0 ? annotated : statusTargets(ingress);
  const shared = { ...providerAnnotationsOf(annotations, prefix), recordTTL, targets, resource };
  return {
    all: (hosts: readonly string[]): readonly Endpoint[] =>
      hosts.flatMap((dnsName) => endpointsForHostname({ ...shared, dnsName }, log)),
  };
}

/** Address and name of every entry of the status, in its order (targetsFromIngressStatus). */
export function statusTargets(object: KubernetesObject): readonly string[] {
  return publishedIngress(object)
    .flatMap(({ ip = '', hostname = '' }) => [ip, hostname])
    .filter((target) => target !== '');
}
