import { describe, expect, it } from 'vitest';
import { collect, desired, service } from './desired.ts';

const hostname = { hostname: 'svc.example.org.' };
const internal = { 'internal-hostname': 'int.example.org' };

describe('the source service (source/service_test.go)', () => {
  it.each([
    [
      'a load balancer with address and name',
      { annotations: hostname, spec: { type: 'LoadBalancer' }, status: ['192.0.2.1', 'lb.example.net'] },
      ['svc.example.org 0 IN A  192.0.2.1 []', 'svc.example.org 0 IN CNAME  lb.example.net []'],
    ],
    [
      'a load balancer with external IPs, which win over the status',
      {
        annotations: hostname,
        spec: { type: 'LoadBalancer', externalIPs: ['203.0.113.1'] },
        status: ['192.0.2.1'],
      },
      ['svc.example.org 0 IN A  203.0.113.1 []'],
    ],
    [
      'the cluster IP of a load balancer under its internal name',
      { annotations: internal, spec: { type: 'LoadBalancer', clusterIP: '10.1.1.2' }, status: ['192.0.2.1'] },
      ['int.example.org 0 IN A  10.1.1.2 []'],
    ],
    [
      'an external name',
      { annotations: hostname, spec: { type: 'ExternalName', externalName: 'other.example.net.' } },
      ['svc.example.org 0 IN CNAME  other.example.net []'],
    ],
    [
      'external IPs of an external name',
      { annotations: hostname, spec: { type: 'ExternalName', externalName: 'x.', externalIPs: ['203.0.113.1'] } },
      ['svc.example.org 0 IN A  203.0.113.1 []'],
    ],
    ['no cluster IP under a public name', { annotations: hostname, spec: { clusterIP: '10.1.1.3' } }, []],
    [
      'a cluster IP under an internal name',
      { annotations: internal, spec: { clusterIP: '10.1.1.3' } },
      ['int.example.org 0 IN A  10.1.1.3 []'],
    ],
    [
      'annotated targets, whatever the type',
      { annotations: { ...hostname, target: '192.0.2.5' }, spec: { type: 'NodePort' } },
      ['svc.example.org 0 IN A  192.0.2.5 []'],
    ],
    ['nothing without a name', { spec: { type: 'LoadBalancer' }, status: ['192.0.2.1'] }, []],
    [
      'nothing of a load balancer that waits for its address',
      { annotations: hostname, spec: { type: 'LoadBalancer' } },
      [],
    ],
  ])('publishes %s', (_, parts, endpoints) => {
    const { problems } = collect([service(parts)]);
    expect(problems).toEqual([]);
    expect(desired([service(parts)])).toEqual(endpoints);
  });

  it('publishes cluster IPs under public names with --publish-internal-services', () => {
    const plain = service({ annotations: hostname, spec: { clusterIP: '10.1.1.3' } });
    expect(desired([plain], { publishInternalServices: true })).toEqual(['svc.example.org 0 IN A  10.1.1.3 []']);
  });

  it('says nothing of names with --ignore-hostname-annotation, only what the template does', () => {
    const plain = service({ annotations: hostname, spec: { type: 'LoadBalancer' }, status: ['192.0.2.1'] });
    const flags = { ignoreHostnameAnnotation: true, fqdnTemplate: '{{.Name}}.tpl.example.org' };
    expect(desired([plain], flags)).toEqual(['web.tpl.example.org 0 IN A  192.0.2.1 []']);
  });

  it.each([
    ['SOURCE_SERVICE_NEEDS_PODS', { clusterIP: 'None' }, hostname],
    ['SOURCE_SERVICE_NEEDS_NODES', { type: 'NodePort' }, hostname],
    ['SOURCE_SERVICE_NEEDS_CLUSTER_IP', {}, internal],
  ])('reports %s once rather than to keep silent', (code, spec, annotations) => {
    const twice = Object.fromEntries(Object.entries(annotations).map(([key, value]) => [key, `${value},other.org`]));
    const { endpoints, problems } = collect([service({ annotations: twice, spec })]);
    expect(endpoints).toEqual([]);
    expect(problems).toEqual([{ code, object: 'Service/shop/web' }]);
  });

  it('does not report such a Service if it has no name to publish', () => {
    expect(collect([service({ spec: { clusterIP: 'None' } })]).problems).toEqual([]);
  });

  it('joins Services with one name: the first by resource gives label and TTL, names stay apart', () => {
    const of = (name: string, ttl: string, status: readonly string[]) =>
      service({ name, annotations: { hostname: 'svc.example.org', ttl }, spec: { type: 'LoadBalancer' }, status });
    const { endpoints } = collect([
      of('b', '60', ['192.0.2.2', 'b.example.net']),
      of('a', '30', ['192.0.2.3', '192.0.2.1', 'a.example.net']),
    ]);
    expect(
      endpoints.map(({ recordType, recordTTL, targets, labels }) => [recordType, recordTTL, targets, labels]),
    ).toEqual([
      ['A', 30, ['192.0.2.1', '192.0.2.2', '192.0.2.3'], { resource: 'service/shop/a' }],
      ['CNAME', 30, ['a.example.net'], { resource: 'service/shop/a' }],
      ['CNAME', 60, ['b.example.net'], { resource: 'service/shop/b' }],
    ]);
  });
});
