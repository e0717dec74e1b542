import { type KubernetesObject, objectKey } from '../kubernetes/cluster.ts';
import { KURA_NAMESPACE } from './provisioner.ts';

/** The port that instances serve on. */
const INSTANCE_PORT = 4000;

/** One way in which an instance is reached from outside: the public one, or gRPC. */
interface Entrance {
  readonly ingress: string;
  readonly certificate: string;
  readonly secret: string;
}

/** The names of what an instance has in its cluster, by the instance's name: public first, then gRPC. */
export function instanceEntrances(instance: string): readonly [Entrance, Entrance] {
  return [
    { ingress: instance, certificate: `${instance}-public`, secret: `${instance}-public-tls` },
    { ingress: `${instance}-grpc`, certificate: `${instance}-grpc`, secret: `${instance}-grpc-tls` },
  ];
}

/** An Ingress or Certificate as the instance wants it: to be applied, or, without a host, to be deleted. */
export interface WantedChild {
  readonly key: string;
  readonly object: KubernetesObject | null;
}

/** What an instance wants in its cluster, in the order in which its controller sees to it: Ingresses before Certificates. */
export interface WantedChildren {
  readonly ingresses: readonly WantedChild[];
  readonly certificates: readonly WantedChild[];
}

/**
 * The Ingresses and Certificates of an instance. Both Certificates keep their Secret's name whatever the host, so a new
 * host is served with the old certificate until the new one is issued. An instance without an ingress class gets
 * `nginx`, the class of the main ingress controller.
 *
 * *Source:* infra/kura-controller/controllers/kurainstance_controller.go of tuist/tuist.
 */
export function wantedChildren(instance: KubernetesObject): WantedChildren {
  const spec = (instance.spec ?? {}) as InstanceSpec;
  const [publicEntrance, grpcEntrance] = instanceEntrances(instance.metadata.name);
  const sides = [
    { entrance: publicEntrance, hosts: hostsOf(spec.publicHost, spec.publicHostAliases) },
    { entrance: grpcEntrance, hosts: hostsOf(spec.grpcPublicHost, []) },
  ];
  return {
    ingresses: sides.map(({ entrance, hosts }) => ({
      key: childKey('Ingress', entrance.ingress),
      object: hosts.length === 0 ? null : ingress(instance, { entrance, hosts }),
    })),
    certificates: sides.map(({ entrance, hosts }) => ({
      key: childKey('Certificate', entrance.certificate),
      object: hosts.length === 0 ? null : certificate(instance, { entrance, hosts }),
    })),
  };
}

/** The key of something in the instances' namespace. */
export function childKey(kind: string, name: string): string {
  return objectKey({ kind, metadata: { name, namespace: KURA_NAMESPACE } });
}

interface InstanceSpec {
  readonly publicHost?: string;
  readonly publicHostAliases?: readonly string[];
  readonly grpcPublicHost?: string;
  readonly ingressClassName?: string;
}

interface Side {
  readonly entrance: Entrance;
  readonly hosts: readonly string[];
}

function hostsOf(host: string | undefined, aliases: readonly string[] | undefined): readonly string[] {
  return host === undefined || host === '' ? [] : [host, ...(aliases ?? [])];
}

function ingress(instance: KubernetesObject, { entrance, hosts }: Side): KubernetesObject {
  const { ingressClassName } = (instance.spec ?? {}) as InstanceSpec;
  const service = { name: instance.metadata.name, port: { number: INSTANCE_PORT } };
  const paths = [{ path: '/', pathType: 'Prefix', backend: { service } }];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: childMetadata(instance, entrance.ingress),
    spec: {
      ingressClassName: ingressClassName || 'nginx',
      rules: hosts.map((host) => ({ host, http: { paths } })),
      tls: [{ hosts: [...hosts], secretName: entrance.secret }],
    },
  };
}

function certificate(instance: KubernetesObject, { entrance, hosts }: Side): KubernetesObject {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: childMetadata(instance, entrance.certificate),
    spec: {
      secretName: entrance.secret,
      dnsNames: [...hosts],
      issuerRef: { kind: 'ClusterIssuer', name: 'letsencrypt-cloudflare' },
    },
  };
}

function childMetadata(instance: KubernetesObject, name: string): KubernetesObject['metadata'] {
  const { apiVersion, kind } = instance;
  const owner = { apiVersion, kind, name: instance.metadata.name, controller: true };
  return { name, namespace: KURA_NAMESPACE, ownerReferences: [owner] };
}
