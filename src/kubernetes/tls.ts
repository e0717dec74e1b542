import type { Reader } from '../kernel/component.ts';
import { byCodeUnit } from '../kernel/json.ts';
import { type Cluster, type KubernetesObject, objectKey } from './cluster.ts';
import { coversHost } from './host-pattern.ts';

/**
 * Which certificate a load balancer shows for a host. Only `valid` satisfies a client; in all other cases the
 * controller's self-signed ("fake") certificate is shown.
 */
export type TlsResult =
  | { readonly kind: 'valid'; readonly secret: string }
  /** The Secret named for the host holds a certificate for other names: it was not issued anew after a change. */
  | { readonly kind: 'name-mismatch'; readonly secret: string; readonly names: readonly string[] }
  | { readonly kind: 'secret-missing'; readonly secret: string }
  /** No `spec.tls` of an Ingress here concerns the host. */
  | { readonly kind: 'no-tls' };

/** The Kubernetes key of the Secret in which cert-manager and ingress controllers keep a certificate. */
export function secretKey(namespace: string, name: string): string {
  return objectKey({ kind: 'Secret', metadata: { namespace, name } });
}

/**
 * A Secret with a certificate for these names. Of a certificate only its names matter here, so `data` holds them plainly,
 * sorted, in place of the encoded files.
 */
export function tlsSecret(namespace: string, name: string, dnsNames: readonly string[]): KubernetesObject {
  const names = [...new Set(dnsNames)].sort(byCodeUnit);
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    type: 'kubernetes.io/tls',
    data: { dnsNames: names },
  };
}

/** The names that a Secret's certificate is for, sorted; `null` if the Secret holds none that dibs can read. */
export function certificateNames(secret: KubernetesObject): readonly string[] | null {
  const { dnsNames } = (secret.data ?? {}) as { readonly dnsNames?: unknown };
  return Array.isArray(dnsNames) ? dnsNames.map(String) : null;
}

/**
 * The certificate for a host, among the Ingresses that a load balancer serves: an entry of `spec.tls` whose `hosts`
 * cover the host decides; failing that, any entry whose Secret has a certificate for it.
 *
 * *Source:* ingress-nginx internal/ingress/controller/controller.go:createServers, extractTLSSecretName.
 */
export function tlsFor(request: {
  readonly cluster: Cluster;
  readonly reader: Reader;
  readonly ingresses: readonly KubernetesObject[];
  readonly host: string;
}): TlsResult {
  const { cluster, reader, ingresses, host } = request;
  const entries = ingresses.flatMap((ingress) =>
    tlsEntries(ingress).map((entry) => ({ ...entry, secret: secretKey(ingress.metadata.namespace, entry.secretName) })),
  );
  const results = entries
    .filter(({ hosts }) => hosts.some((pattern) => coversHost(pattern, host)))
    .map(({ secret }) => resultOf({ secret, host, object: cluster.objects.get(reader, secret) }));
  const named = results.find(({ kind }) => kind === 'valid') ?? results[0];
  if (named !== undefined) return named;
  const other = entries
    .map(({ secret }) => resultOf({ secret, host, object: cluster.objects.get(reader, secret) }))
    .find(({ kind }) => kind === 'valid');
  return other ?? { kind: 'no-tls' };
}

function tlsEntries(
  ingress: KubernetesObject,
): readonly { readonly hosts: readonly string[]; readonly secretName: string }[] {
  const { tls = [] } = (ingress.spec ?? {}) as {
    readonly tls?: readonly { readonly hosts?: readonly string[]; readonly secretName?: string }[];
  };
  return tls
    .map(({ hosts = [], secretName = '' }) => ({ hosts, secretName }))
    .filter(({ secretName }) => secretName !== '');
}

function resultOf(found: {
  readonly secret: string;
  readonly host: string;
  readonly object: KubernetesObject | undefined;
}): TlsResult {
  const { secret, host, object } = found;
  if (object === undefined) return { kind: 'secret-missing', secret };
  const names = certificateNames(object);
  if (names === null) return { kind: 'secret-missing', secret };
  const covers = names.some((pattern) => coversHost(pattern, host));
  return covers ? { kind: 'valid', secret } : { kind: 'name-mismatch', secret, names };
}
