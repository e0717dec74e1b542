import { describe, expect, it } from 'vitest';
import { type Action, outcome } from '../../src/kernel/action.ts';
import { Model } from '../../src/kernel/model.ts';
import { createCluster } from '../../src/kubernetes/cluster.ts';
import { coversDomain, coversHost } from '../../src/kubernetes/host-pattern.ts';
import { route, routeFootprint } from '../../src/kubernetes/route.ts';
import { tlsSecret } from '../../src/kubernetes/tls.ts';
import { objectsOf } from './cluster-world.ts';

const reader = { get: <V>({ initial }: { readonly initial: V }) => initial };

function request(
  manifests: string,
  wanted: { host: string; address?: string; path?: string; secrets?: Record<string, readonly string[]> },
) {
  const secrets = Object.entries(wanted.secrets ?? {}).map(([name, names]) => tlsSecret('shop', name, names));
  const east = createCluster({
    name: 'east',
    objects: [...objectsOf(manifests), ...secrets],
    loadBalancers: {
      '': { ips: ['192.0.2.1', '2001:db8::1'], hostnames: [] },
      internal: { ips: ['10.0.0.1'], hostnames: ['internal.lb.example.net'] },
    },
  });
  const west = createCluster({
    name: 'west',
    objects: [],
    loadBalancers: { '': { ips: ['192.0.2.2'], hostnames: [] } },
  });
  const { address = '192.0.2.1', host, path } = wanted;
  return route({ clusters: [east, west], reader, address, host, ...(path === undefined ? {} : { path }) });
}

const app = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: app, namespace: shop }
spec:
  tls: [{ hosts: [app.example.org], secretName: app-tls }]
  rules:
    - host: app.example.org
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: front } } }
          - { path: /api, pathType: Prefix, backend: { service: { name: api } } }
          - { path: /health, pathType: Exact, backend: { service: { name: health } } }
`;

describe('who answers at an address', () => {
  it('is nobody at an address that no load balancer has', () => {
    expect(request(app, { host: 'app.example.org', address: '203.0.113.1' })).toEqual({ kind: 'unreachable' });
  });

  it.each(['192.0.2.1', '2001:db8::1'])('is the Ingress with a rule for the host, at %s', (address) => {
    expect(request(app, { host: 'App.Example.Org.', address, secrets: { 'app-tls': ['app.example.org'] } })).toEqual({
      kind: 'backend',
      cluster: 'east',
      ingress: 'Ingress/shop/app',
      backend: { service: { name: 'front' } },
      tls: { kind: 'valid', secret: 'Secret/shop/app-tls' },
    });
  });

  it.each([
    ['/', 'front'],
    ['/api', 'api'],
    ['/api/v1', 'api'],
    ['/apis', 'front'],
    ['/health', 'health'],
    ['/health/live', 'front'],
  ])('is for the path %s the backend %s', (path, service) => {
    expect(request(app, { host: 'app.example.org', path })).toMatchObject({ backend: { service: { name: service } } });
  });

  it('is the default backend of the cluster that has the address, if another cluster has the rule', () => {
    expect(request(app, { host: 'app.example.org', address: '192.0.2.2' })).toEqual({
      kind: 'default-backend',
      cluster: 'west',
      status: 404,
      tls: { kind: 'no-tls' },
    });
  });

  it('is not an Ingress whose class another load balancer of the cluster serves', () => {
    const internal = app.replace('spec:', 'spec:\n  ingressClassName: internal');
    const host = 'app.example.org';
    expect(request(internal, { host })).toMatchObject({ kind: 'default-backend' });
    expect(request(internal, { host, address: 'internal.lb.example.net' })).toMatchObject({ kind: 'backend' });
  });

  it('is found by the published status where no load balancer is named', () => {
    const published = `${app}status: { loadBalancer: { ingress: [{ ip: 203.0.113.9 }] } }\n`;
    expect(request(published, { host: 'app.example.org', address: '203.0.113.9' })).toMatchObject({ kind: 'backend' });
  });

  it('is the Service that has a load balancer to itself, whatever the host', () => {
    const service = `apiVersion: v1
kind: Service
metadata: { name: tcp, namespace: shop }
spec: { type: LoadBalancer }
status: { loadBalancer: { ingress: [{ ip: 203.0.113.9 }] } }
`;
    expect(request(service, { host: 'any.example.org', address: '203.0.113.9' })).toEqual({
      kind: 'service',
      cluster: 'east',
      service: 'Service/shop/tcp',
    });
  });

  it('prefers the rule for the very host, then a wildcard of one label, then rules for every host', () => {
    const rules = objectsText(['*.example.org', 'app.example.org', '']);
    const answer = (host: string) => request(rules, { host });
    expect(answer('app.example.org')).toMatchObject({ backend: { service: { name: 'app.example.org' } } });
    expect(answer('other.example.org')).toMatchObject({ backend: { service: { name: '*.example.org' } } });
    expect(answer('deep.other.example.org')).toMatchObject({ backend: { service: { name: '' } } });
  });

  it('is found by reading nothing outside the footprint', () => {
    const cluster = createCluster({
      name: 'east',
      objects: [...objectsOf(app), tlsSecret('shop', 'app-tls', ['app.example.org'])],
      loadBalancers: { '': { ips: ['192.0.2.1'], hostnames: [] } },
    });
    const ask: Action = {
      id: 'client.ask',
      actor: 'client',
      kind: 'environment',
      reads: routeFootprint([cluster]),
      writes: [],
      run: (read) => [
        outcome(route({ clusters: [cluster], reader: read, address: '192.0.2.1', host: 'app.example.org' }).kind),
      ],
    };
    const model = new Model([{ components: cluster.objects.components, actions: [ask], timers: [] }]);
    expect(model.evaluate(model.initialWorld(), ask).outcomes.map(({ label }) => label)).toEqual(['backend']);
  });
});

function objectsText(hosts: readonly string[]): string {
  return hosts
    .map(
      (host, index) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: rule-${index}, namespace: shop }
spec: { rules: [{ host: '${host}', http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: '${host}' } } }] } }] }
`,
    )
    .join('---\n');
}

describe('the certificate that is shown', () => {
  it.each([
    ['covers the host', { 'app-tls': ['app.example.org'] }, { kind: 'valid', secret: 'Secret/shop/app-tls' }],
    ['is a wildcard', { 'app-tls': ['*.example.org'] }, { kind: 'valid', secret: 'Secret/shop/app-tls' }],
    [
      'is still the one for the old name',
      { 'app-tls': ['old.example.org'] },
      { kind: 'name-mismatch', secret: 'Secret/shop/app-tls', names: ['old.example.org'] },
    ],
    ['has not been issued', {}, { kind: 'secret-missing', secret: 'Secret/shop/app-tls' }],
  ] as const)('%s', (_, secrets, tls) => {
    expect(request(app, { host: 'app.example.org', secrets })).toMatchObject({ tls });
  });

  it('may come from an entry that names no hosts, if it covers the host', () => {
    const unnamed = app.replace('hosts: [app.example.org], ', '');
    const secrets = { 'app-tls': ['app.example.org'] };
    expect(request(unnamed, { host: 'app.example.org', secrets })).toMatchObject({ tls: { kind: 'valid' } });
    expect(request(unnamed, { host: 'app.example.org' })).toMatchObject({ tls: { kind: 'no-tls' } });
  });
});

describe('host patterns', () => {
  it.each([
    ['*.example.org', 'app.example.org', true],
    ['*.example.org', 'example.org', false],
    ['*.example.org', 'a.b.example.org', false],
    ['*.example.org', '.example.org', false],
    ['app.example.org', 'APP.example.org.', true],
    ['*.example.org', '*.example.org', true],
  ])('%s covers %s: %s', (pattern, host, covered) => {
    expect(coversHost(pattern, host)).toBe(covered);
  });

  it('tells a domain from a name that merely ends alike', () => {
    expect(coversDomain('example.org', 'app.example.org')).toBe(true);
    expect(coversDomain('example.org', 'example.org')).toBe(true);
    expect(coversDomain('example.org', 'badexample.org')).toBe(false);
  });
});
