import fc from 'fast-check';
import { type KubernetesObject, objectKey } from '../../../src/kubernetes/cluster.ts';
import { dnsName } from './name.ts';
import { targetsOf } from './target.ts';

const host = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('foo.ex.org', 'bar.ex.org', '*.ex.org', 'Foo.ex.org') },
  { weight: 1, arbitrary: dnsName },
);

const hosts = fc.oneof(
  { weight: 3, arbitrary: host },
  {
    weight: 1,
    arbitrary: fc.constantFrom('foo.ex.org, bar.ex.org', 'foo.ex.org,,bar.ex.org', '', ' foo.ex.org. ', 'foo.ex.org..'),
  },
);

function annotationsWith(prefix: string): fc.Arbitrary<Readonly<Record<string, string>>> {
  const own = {
    hostname: hosts,
    'internal-hostname': hosts,
    target: fc.constantFrom('1.1.1.1', 'a.lb.', '10.0.0.9, 2001:db8::9', '', 'a.lb,1.1.1.1,'),
    ttl: fc.constantFrom('60', '1m', '1.5s', '0', '-1', 'soon', '2147483648', '1h0m', '+7', ''),
    alias: fc.constantFrom('true', 'TRUE', 'false'),
    'set-identifier': fc.constantFrom('s1', ''),
    'aws-weight': fc.constantFrom('10', ''),
    'webhook-x': fc.constant('y'),
    'cloudflare-proxied': fc.constantFrom('true', 'false'),
    'ingress-hostname-source': fc.constantFrom('annotation-only', 'Defined-Hosts-Only', 'other'),
    controller: fc.constantFrom('dns-controller', 'other'),
  };
  const foreign = {
    'kubernetes.io/ingress.class': fc.constantFrom('nginx', 'traefik', ''),
    team: fc.constantFrom('a', 'b'),
    'external-dns.alpha.kubernetes.io/hostname': host,
  };
  const prefixed = Object.fromEntries(Object.entries(own).map(([name, value]) => [prefix + name, value]));
  const all: Readonly<Record<string, fc.Arbitrary<string>>> = { ...foreign, ...prefixed };
  const annotation = fc.constantFrom(...Object.keys(all)).chain((key) => {
    const value = all[key] as fc.Arbitrary<string>;
    return value.map((text) => [key, text] as const);
  });
  // Most objects say a name and at most one more thing.
  return fc
    .tuple(
      fc.option(hosts, { nil: undefined, freq: 3 }),
      fc.oneof(
        { weight: 4, arbitrary: fc.array(annotation, { maxLength: 1 }) },
        fc.array(annotation, { maxLength: 4 }),
      ),
    )
    .map(([name, rest]) => ({
      ...(name === undefined ? {} : { [`${prefix}hostname`]: name }),
      ...Object.fromEntries(rest),
    }));
}

function metadataWith(prefix: string) {
  return fc.record({
    name: fc.constantFrom('a', 'b', 'z-1'),
    namespace: fc.constantFrom('default', 'default', 'x'),
    labels: fc.oneof(fc.constant({}), fc.constantFrom({ app: 'web' }, { app: 'db', tier: 'back' }, { tier: 'back' })),
    annotations: annotationsWith(prefix),
  });
}

const loadBalancerStatus = fc.record({
  loadBalancer: fc.record({
    ingress: fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom('1.1.1.1', '10.0.0.1', '10.0.0.2').map((ip) => ({ ip })) },
        { weight: 2, arbitrary: fc.constantFrom('a.lb', 'b.lb.', '2001:db8::1').map((hostname) => ({ hostname })) },
        { weight: 1, arbitrary: fc.constantFrom({ ip: '2001:db8::1' }, { ip: '1.1.1.1', hostname: 'a.lb' }, {}) },
      ),
      { maxLength: 2 },
    ),
  }),
});

function ingressWith(prefix: string): fc.Arbitrary<KubernetesObject> {
  return fc.record({
    apiVersion: fc.constant('networking.k8s.io/v1'),
    kind: fc.constant('Ingress'),
    metadata: metadataWith(prefix),
    spec: fc
      .record({
        ingressClassName: fc.option(fc.constantFrom('nginx', 'traefik', ''), { nil: undefined, freq: 2 }),
        rules: fc.array(fc.oneof({ weight: 6, arbitrary: host.map((name) => ({ host: name })) }, fc.constant({})), {
          maxLength: 2,
        }),
        tls: fc.array(fc.record({ hosts: fc.array(host, { maxLength: 2 }) }), { maxLength: 1 }),
      })
      .map(({ ingressClassName, ...rest }) => (ingressClassName === undefined ? rest : { ...rest, ingressClassName })),
    status: loadBalancerStatus,
  });
}

/** Neither headless nor of type NodePort: those publish pods and nodes. */
function serviceWith(prefix: string): fc.Arbitrary<KubernetesObject> {
  return fc.record({
    apiVersion: fc.constant('v1'),
    kind: fc.constant('Service'),
    metadata: metadataWith(prefix),
    spec: fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          type: fc.constant('LoadBalancer'),
          clusterIP: fc.constant('10.96.0.1'),
          externalIPs: fc.constantFrom([], [], ['8.8.8.8', '10.0.0.3']),
        }),
      },
      { weight: 1, arbitrary: fc.constant({ type: 'ClusterIP', clusterIP: '10.96.0.2' }) },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant('ExternalName'),
          externalName: fc.constantFrom('ext.lb', 'ext.lb.', '5.5.5.5'),
          externalIPs: fc.constantFrom([], ['8.8.8.8']),
        }),
      },
    ),
    status: loadBalancerStatus,
  });
}

const writtenEndpoint = fc
  .constantFrom('A', 'A', 'AAAA', 'CNAME', 'CNAME', 'TXT', 'MX', 'SRV', 'NAPTR', 'NS', '')
  .chain((recordType) =>
    fc.record(
      {
        dnsName: host,
        recordType: fc.constant(recordType),
        targets: fc.oneof(
          { weight: 6, arbitrary: targetsOf(recordType) },
          { weight: 1, arbitrary: fc.constantFrom([], ['10 5 80 a.lb.'], ['10 5 80 a.lb'], ['10 20 "S" "" "" a.lb.']) },
        ),
        recordTTL: fc.constantFrom(0, 60),
        setIdentifier: fc.constantFrom('', 's1'),
        labels: fc.constantFrom({ owner: 'somebody', custom: 'v' }, { resource: 'mine' }, {}),
        providerSpecific: fc.constantFrom(
          [],
          [{ name: 'alias', value: 'true' }],
          [{ name: 'aws/weight', value: '10' }, { name: 'webhook/x' }],
          [{ name: 'external-dns.kubernetes.io/cloudflare-proxied', value: 'true' }],
        ),
      },
      { requiredKeys: ['dnsName', 'recordType'] },
    ),
  );

function dnsEndpointWith(prefix: string): fc.Arbitrary<KubernetesObject> {
  return fc.record({
    apiVersion: fc.constant('externaldns.k8s.io/v1alpha1'),
    kind: fc.constant('DNSEndpoint'),
    metadata: metadataWith(prefix),
    spec: fc.record({ endpoints: fc.array(fc.option(writtenEndpoint, { freq: 9 }), { maxLength: 3 }) }),
  });
}

/** A few objects of a cluster, annotated under this prefix; no two with one key. */
export function objectsWith(prefix: string): fc.Arbitrary<readonly KubernetesObject[]> {
  return fc.uniqueArray(fc.oneof(ingressWith(prefix), serviceWith(prefix), dnsEndpointWith(prefix)), {
    selector: objectKey,
    maxLength: 3,
  });
}
