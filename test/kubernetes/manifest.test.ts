import { describe, expect, it } from 'vitest';
import { readManifests, readObjects } from '../../src/kubernetes/manifest.ts';

describe('manifests as kubectl takes them', () => {
  it('reads several documents with comments, empty ones and both kinds of list', () => {
    const { objects, problems } = readManifests(`# exported
apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: Service, metadata: { name: web, namespace: shop } }
---
# nothing here
---
apiVersion: networking.k8s.io/v1
kind: IngressList
items:
  - apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: { name: web }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: external-dns, namespace: dns }
spec: { template: { spec: { containers: [{ args: ['--source=ingress'] }] } } }
`);
    expect(problems).toEqual([]);
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
      'Service shop/web',
      'Ingress default/web',
      'Deployment dns/external-dns',
    ]);
  });

  it('reads JSON, and an empty text as no objects', () => {
    expect(
      readManifests('{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"}}').objects.map(({ kind }) => kind),
    ).toEqual(['Service']);
    expect(readManifests('# only a comment\n')).toEqual({ objects: [], problems: [] });
  });

  it('leaves out members that are null, as the API server does', () => {
    const [object] = readManifests(
      'apiVersion: v1\nkind: Service\nmetadata: {name: web, annotations: }\nspec:\n',
    ).objects;
    expect(object).toEqual({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'default' } });
  });

  it('puts objects without a namespace into the one that was asked for', () => {
    const { objects } = readManifests('apiVersion: v1\nkind: Service\nmetadata: {name: web}\n', {
      defaultNamespace: 'kura',
    });
    expect(objects[0]?.metadata.namespace).toBe('kura');
  });

  it('tells every mistake at once, and where it is', () => {
    const { objects, problems } = readManifests(`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    external-dns.kubernetes.io/cloudflare-proxied: true
spec:
  rules:
    - host: [app.example.org]
  tls:
    - hosts: app.example.org
status:
  loadBalancer:
    ingress: { ip: 192.0.2.1 }
---
kind: Service
metadata: { namespace: shop }
spec: { type: Loadbalancer }
---
apiVersion: v1
kind: [
`);
    expect(objects).toEqual([]);
    const summary = problems.map(({ code, path, at }) => `${at?.line}:${at?.column} ${code} ${path.join('.')}`);
    expect(summary).toEqual([
      '6:52 MANIFEST_WRONG_SHAPE metadata.annotations.external-dns.kubernetes.io/cloudflare-proxied',
      '9:13 MANIFEST_WRONG_SHAPE spec.rules.0.host',
      '11:14 MANIFEST_WRONG_SHAPE spec.tls.0.hosts',
      '14:14 MANIFEST_WRONG_SHAPE status.loadBalancer.ingress',
      '16:1 MANIFEST_MISSING_MEMBER apiVersion',
      '17:11 MANIFEST_MISSING_MEMBER metadata.name',
      '18:15 MANIFEST_UNKNOWN_VALUE spec.type',
      expect.stringMatching(/^2[0-9]:\d+ MANIFEST_SYNTAX /),
    ]);
    expect(problems[0]).toMatchObject({ expected: 'string', found: 'boolean', document: 1 });
    expect(problems[6]).toMatchObject({
      found: 'Loadbalancer',
      known: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
    });
  });

  it('refuses the same object twice, because only the last one would count', () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } };
    expect(readObjects([service, service]).problems).toEqual([
      {
        code: 'MANIFEST_DUPLICATE_OBJECT',
        path: ['metadata', 'name'],
        key: 'Service/default/web',
        document: 2,
        at: null,
      },
    ]);
  });

  it.each([
    ['a text', 'Ingress', [], 'object', 'string'],
    ['a list', [], [], 'object', 'array'],
    [
      'a DNSEndpoint whose TTL is a text',
      {
        apiVersion: 'externaldns.k8s.io/v1alpha1',
        kind: 'DNSEndpoint',
        metadata: { name: 'x' },
        spec: { endpoints: [{ dnsName: 'a.example.org', recordTTL: '60' }] },
      },
      ['spec', 'endpoints', 0, 'recordTTL'],
      'number',
      'string',
    ],
  ])('refuses %s in place of an object', (_, value, path, expectedType, found) => {
    expect(readObjects([value]).problems).toEqual([
      { code: 'MANIFEST_WRONG_SHAPE', path, expected: expectedType, found, document: 1, at: null },
    ]);
  });

  it('takes a text that multiplies its aliases for a mistake', () => {
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [${'*a, '.repeat(10)}]\nc: &c [${'*b, '.repeat(10)}]\nd: [${'*c, '.repeat(10)}]\n`;
    expect(readManifests(bomb).problems.map(({ code }) => code)).toEqual(['MANIFEST_SYNTAX']);
  });
});
