import type { KubernetesObject } from '../kubernetes/cluster.ts';
import { publishedIngress } from '../kubernetes/load-balancer.ts';
import { certificateNames } from '../kubernetes/tls.ts';

/** What matters of a Kubernetes object here, in a few words; empty for kinds that only their name matters of. */
export function describeObject(object: KubernetesObject): string {
  const spec = (object.spec ?? {}) as Readonly<Record<string, unknown>>;
  switch (object.kind) {
    case 'Ingress':
      return joined([hostsOf(spec).join(', '), `at ${addressesOf(object)}`]);
    case 'Service':
      return joined([String(spec.type ?? 'ClusterIP'), `at ${addressesOf(object)}`]);
    case 'DNSEndpoint':
      return endpointsOf(spec).join(', ');
    case 'Certificate':
      return joined([listOf(spec.dnsNames).join(', '), `in Secret ${String(spec.secretName)}`]);
    case 'Secret':
      return (certificateNames(object) ?? []).join(', ');
    case 'KuraInstance':
      return joined([String(spec.publicHost ?? 'no public host'), `revision ${revisionOf(object)}`]);
    default:
      return '';
  }
}

function hostsOf(spec: Readonly<Record<string, unknown>>): readonly string[] {
  const rules = listOf(spec.rules) as readonly unknown[] as readonly { readonly host?: string }[];
  return rules.map(({ host }) => host ?? '*');
}

function endpointsOf(spec: Readonly<Record<string, unknown>>): readonly string[] {
  const endpoints = listOf(spec.endpoints) as readonly unknown[] as readonly {
    readonly dnsName?: string;
    readonly recordType?: string;
    readonly targets?: readonly string[];
  }[];
  return endpoints.map(({ dnsName, recordType, targets = [] }) => `${dnsName} ${recordType} ${targets.join(' ')}`);
}

function addressesOf(object: KubernetesObject): string {
  const addresses = publishedIngress(object).flatMap(({ ip, hostname }) => ip ?? hostname ?? []);
  return addresses.length === 0 ? 'no address yet' : addresses.join(', ');
}

function revisionOf(object: KubernetesObject): string {
  return object.metadata.annotations?.['tuist.dev/kura-manifest-revision'] ?? 'unknown';
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
