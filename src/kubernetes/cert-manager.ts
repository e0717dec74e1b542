import { type Action, outcome, type Part } from '../kernel/action.ts';
import { assert } from '../kernel/assert.ts';
import type { Reader } from '../kernel/component.ts';
import { byCodeUnit, canonicalJson } from '../kernel/json.ts';
import type { CertificateQuota } from './certificate-quota.ts';
import { type Cluster, type KubernetesObject, objectKey } from './cluster.ts';
import { certificateNames, secretKey, tlsSecret } from './tls.ts';

/** From the moment a Certificate is applied until its Secret is there, as a rule. */
export const issuanceDelayMs = 60_000;

/** How long cert-manager waits after a refused order (its first back-off; later ones, which double, are not modelled). */
export const refusedOrderRetryMs = 3_600_000;

/** A Certificate that may come to exist, and the Secrets that it may name in its life: what its issuance may write. */
export interface ForeseenCertificate {
  readonly namespace: string;
  readonly name: string;
  readonly secretNames: readonly string[];
}

/** The Certificates among these objects: all that a scenario has at first and all that it will ever apply. */
export function foreseenCertificates(objects: readonly KubernetesObject[]): readonly ForeseenCertificate[] {
  const found = new Map<string, ForeseenCertificate>();
  for (const object of objects) {
    if (object.kind !== 'Certificate') continue;
    const { namespace, name } = object.metadata;
    const known = found.get(objectKey(object))?.secretNames ?? [];
    const secretNames = [...new Set([...known, specOf(object).secretName])].sort(byCodeUnit);
    found.set(objectKey(object), { namespace, name, secretNames });
  }
  return [...found.values()];
}

/** The id of the action that issues a Certificate. */
export function issuanceId(
  clusterName: string,
  certificate: { readonly namespace: string; readonly name: string },
): string {
  return `${clusterName}.issue ${certificate.namespace}/${certificate.name}`;
}

/**
 * cert-manager with an ACME issuer that solves DNS-01: each foreseen Certificate has an action that orders a certificate
 * whenever the Secret's names are not those of the Certificate (or there is no such Secret), and stores it.
 *
 * Until then the Secret keeps the certificate that it has, for its old names. Neither A records nor an Ingress matter
 * to the order. Deleting a Certificate leaves its Secret, as cert-manager does by default.
 *
 * Outcomes: `issued`; `refused` (fault `certificate-refused`: the authority's rate limit), which changes nothing and is
 * tried again after {@link refusedOrderRetryMs}. If a quota is given and exhausted, `refused` is the only outcome, and
 * no fault. Events: `kubernetes.certificate-issued` with `cluster`, `certificate`, `secret` (keys) and `dnsNames`;
 * `kubernetes.certificate-refused` with `cluster`, `certificate`, `dnsNames` and `reason` (`quota` or `fault`).
 */
export function createCertManager(
  cluster: Cluster,
  options: {
    readonly certificates: readonly ForeseenCertificate[];
    readonly quota?: CertificateQuota;
    /** {@link issuanceDelayMs} unless given. */
    readonly delayMs?: number;
  },
): Part {
  const { certificates, quota, delayMs = issuanceDelayMs } = options;
  const initially: Reader = { get: (component) => component.initial };
  const isDue = (certificate: ForeseenCertificate) => (reader: Reader) =>
    dueOrder(cluster, reader, certificate) !== undefined;
  return {
    components: [],
    actions: certificates.map((certificate) => issuance(cluster, certificate, quota)),
    timers: certificates
      .filter((certificate) => isDue(certificate)(initially))
      .map((certificate) => ({ action: issuanceId(cluster.name, certificate), afterMs: delayMs })),
    watches: certificates.map((certificate) => ({
      action: issuanceId(cluster.name, certificate),
      components: [cluster.objects.componentOf(certificateKey(certificate))],
      afterMs: delayMs,
      minGapMs: 0,
      isOn: isDue(certificate),
    })),
  };
}

function issuance(cluster: Cluster, certificate: ForeseenCertificate, quota: CertificateQuota | undefined): Action {
  const actor = `${cluster.name}.cert-manager`;
  const id = issuanceId(cluster.name, certificate);
  const { namespace, secretNames } = certificate;
  const secrets = secretNames.map((name) => cluster.objects.componentOf(secretKey(namespace, name)));
  const shared = quota === undefined ? [] : [quota.component];
  return {
    id,
    actor,
    kind: 'environment',
    reads: [cluster.objects.componentOf(certificateKey(certificate)), ...secrets, ...shared],
    writes: [...secrets, ...shared],
    faults: ['certificate-refused'],
    run: (reader) => {
      const order = dueOrder(cluster, reader, certificate);
      if (order === undefined) return [];
      const { secretName, dnsNames } = order;
      const about = { actor, cluster: cluster.name, certificate: certificateKey(certificate), dnsNames };
      const refused = (reason: 'quota' | 'fault') => ({
        events: [{ type: 'kubernetes.certificate-refused', ...about, reason }],
        timers: [{ action: id, afterMs: refusedOrderRetryMs }],
      });
      if (quota?.isExhausted(reader, dnsNames)) return [outcome('refused', refused('quota'))];
      const secret = tlsSecret(namespace, secretName, dnsNames);
      const key = objectKey(secret);
      const used = quota?.use(reader, dnsNames) ?? { writes: [], timers: [] };
      return [
        outcome('issued', {
          writes: [...cluster.objects.write(reader, new Map([[key, secret]])), ...used.writes],
          events: [{ type: 'kubernetes.certificate-issued', ...about, secret: key }],
          timers: used.timers,
        }),
        outcome('refused', { fault: 'certificate-refused', ...refused('fault') }),
      ];
    },
  };
}

interface CertificateSpec {
  readonly secretName: string;
  readonly dnsNames?: readonly string[];
}

/** The names to order and where to store them; `undefined` while the Certificate is content or does not exist. */
function dueOrder(
  cluster: Cluster,
  reader: Reader,
  certificate: ForeseenCertificate,
): Required<CertificateSpec> | undefined {
  const object = cluster.objects.get(reader, certificateKey(certificate));
  if (object === undefined) return undefined;
  const { secretName, dnsNames = [] } = specOf(object);
  assert(certificate.secretNames.includes(secretName), `${certificateKey(certificate)} may not write ${secretName}`);
  const wanted = [...new Set(dnsNames)].sort(byCodeUnit);
  const secret = cluster.objects.get(reader, secretKey(certificate.namespace, secretName));
  const found = secret === undefined ? null : certificateNames(secret);
  if (found !== null && canonicalJson([...found].sort(byCodeUnit)) === canonicalJson(wanted)) return undefined;
  return { secretName, dnsNames: wanted };
}

function specOf(certificate: KubernetesObject): CertificateSpec {
  return certificate.spec as unknown as CertificateSpec;
}

function certificateKey({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return objectKey({ kind: 'Certificate', metadata: { namespace, name } });
}
