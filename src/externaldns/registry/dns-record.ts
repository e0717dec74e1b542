import { createHash } from 'node:crypto';
import { type KubernetesObject, objectKey } from '../../kubernetes/cluster.ts';
import type { Endpoint, Labels, ProviderProperty } from '../endpoint.ts';

/**
 * DNSRecord objects: an endpoint in a cluster, whose owner is a label and whose state is a condition.
 *
 * *Source:* apis/v1alpha1/dnsrecord_types.go; registry/crd/crd.go:recordObjectName.
 */

/** The kind of the objects. */
export const dnsRecordKind = 'DNSRecord';

const ownerLabel = 'externaldns.k8s.io/owner';

/** The stages in an object's life. Only what is `Programmed` counts as being there. */
export type DnsRecordStage = 'Accepted' | 'Programmed' | 'Failed';

/** The object of an endpoint, owned and not yet at any stage. */
export function newDnsRecord(
  endpoint: Endpoint,
  { namespace, ownerId }: { readonly namespace: string; readonly ownerId: string },
): KubernetesObject {
  return withEndpoint(
    {
      apiVersion: 'externaldns.k8s.io/v1alpha1',
      kind: dnsRecordKind,
      metadata: { name: dnsRecordName(endpoint), namespace, labels: { [ownerLabel]: ownerId } },
    },
    endpoint,
  );
}

/** The key under which an endpoint's object is kept. */
export function dnsRecordKey(endpoint: Endpoint, namespace: string): string {
  return objectKey({ kind: dnsRecordKind, metadata: { name: dnsRecordName(endpoint), namespace } });
}

/** The object with another endpoint. Members that are empty are left out, as in its JSON. */
export function withEndpoint(object: KubernetesObject, endpoint: Endpoint): KubernetesObject {
  const { dnsName, targets, recordType, setIdentifier, recordTTL, labels, providerSpecific } = endpoint;
  const written = {
    dnsName,
    recordType,
    ...(targets.length === 0 ? {} : { targets }),
    ...(setIdentifier === '' ? {} : { setIdentifier }),
    ...(recordTTL === 0 ? {} : { recordTTL }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...(providerSpecific === null || providerSpecific.length === 0 ? {} : { providerSpecific }),
  };
  return { ...object, spec: { endpoint: written } };
}

/** The object at another stage. */
export function atStage(object: KubernetesObject, reason: DnsRecordStage): KubernetesObject {
  const status = reason === 'Programmed' ? 'True' : 'False';
  return { ...object, status: { conditions: [{ type: 'Ready', status, reason }] } };
}

/** Whether an object is this owner's and what it says is at the host. */
export function isProgrammedFor(object: KubernetesObject, ownerId: string): boolean {
  return isProgrammed(object) && ownerOfDnsRecord(object) === ownerId;
}

/** Whether what an object says is at the host. */
export function isProgrammed(object: KubernetesObject): boolean {
  const conditions = (object.status?.conditions ?? []) as readonly { readonly type: string; readonly status: string }[];
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}

/** The owner id on an object; empty if it has none. */
export function ownerOfDnsRecord(object: KubernetesObject): string {
  return object.metadata.labels?.[ownerLabel] ?? '';
}

/** The endpoint that an object holds. */
export function endpointOfDnsRecord(object: KubernetesObject): Endpoint {
  const written = (object.spec?.endpoint ?? {}) as Partial<Endpoint>;
  return {
    dnsName: written.dnsName ?? '',
    targets: (written.targets ?? []) as readonly string[],
    recordType: written.recordType ?? '',
    setIdentifier: written.setIdentifier ?? '',
    recordTTL: written.recordTTL ?? 0,
    labels: (written.labels ?? {}) as Labels,
    providerSpecific: (written.providerSpecific ?? null) as readonly ProviderProperty[] | null,
  };
}

/** A readable part of the name and a hash of name, type and set identifier. */
function dnsRecordName({ dnsName, recordType, setIdentifier }: Endpoint): string {
  const name = dnsName.toLowerCase().replace(/\.$/, '');
  const identity = [name, recordType.toUpperCase(), setIdentifier].join('/');
  const suffix = `-${createHash('sha256').update(identity).digest('hex').slice(0, 8)}`;
  const readable = trimmed(name.replace(/[^a-z0-9]+/g, '-'));
  const base = readable.length > 253 - suffix.length ? trimmed(readable.slice(0, 253 - suffix.length)) : readable;
  return (base === '' ? 'record' : base) + suffix;
}

function trimmed(text: string): string {
  return text.replace(/^-+|-+$/g, '');
}
