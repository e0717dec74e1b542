import { describe, expect, it } from 'vitest';
import { ingress } from '../timeline/story.ts';
import { cluster, findingsOf, story, txt } from './story.ts';

const check = (text: string) => findingsOf('no-shadowing', text);
const app = 'app.example.org';

/** A DNSEndpoint with these endpoints. */
function endpoints(name: string, ...items: readonly string[]): string {
  return `{ apiVersion: externaldns.k8s.io/v1alpha1, kind: DNSEndpoint, metadata: { name: ${name} }, spec: { endpoints: [${items.join(', ')}] } }`;
}

const crd = ['--source=crd'];

describe('no-shadowing', () => {
  it.each<[string, Parameters<typeof cluster>[1]]>([
    ['an address', { address: '192.0.2.10', hosts: [app] }],
    ['addresses of both families', { address: '[192.0.2.10, "2001:DB8::10"]', hosts: [app] }],
    [
      'several addresses, kept apart by the host',
      { address: '[192.0.2.11, 192.0.2.10]', hosts: [app], provider: 'cloudflare' },
    ],
    ['a name', { address: 'LB.example.net', hosts: [app] }],
    ['a name that becomes an alias', { address: 'lb-1.eu-west-1.elb.amazonaws.com', hosts: [app] }],
    [
      'a proxied address',
      { address: '192.0.2.10', hosts: [app], provider: 'cloudflare', flags: ['--cloudflare-proxied'] },
    ],
    ['a name in capitals', { address: '192.0.2.10', hosts: ['App.example.org'] }],
    [
      'a name that its domain filter leaves to others',
      { address: '192.0.2.10', hosts: [app], flags: ['--domain-filter=other.org'] },
    ],
    ['a name outside every zone', { address: '192.0.2.10', hosts: ['app.example.net'] }],
    [
      'a type that it does not manage',
      { address: '192.0.2.10', hosts: [app], flags: ['--managed-record-types=CNAME'] },
    ],
  ])('holds for a cluster that wants %s', (_, options) => {
    expect(check(story({ clusters: [cluster('main', options)] }))).toEqual([]);
  });

  it('holds for two clusters that want the same value', () => {
    const clusters = ['a', 'b'].map((name) => cluster(name, { address: '192.0.2.10', hosts: [app] }));
    expect(check(story({ clusters }))).toEqual([]);
  });

  it('holds for a name for which one cluster has several targets: whichever wins is its own', () => {
    const manifests = [
      ingress('one', app).replace(
        'name: one',
        'name: one, annotations: { external-dns.alpha.kubernetes.io/target: 192.0.2.12 }',
      ),
      ingress('two', app).replace(
        'name: two',
        'name: two, annotations: { external-dns.alpha.kubernetes.io/target: 192.0.2.11 }',
      ),
    ];
    expect(check(story({ clusters: [cluster('main', { address: '192.0.2.10', manifests })] }))).toEqual([]);
  });

  it('holds for a CNAME that gives way to an address which the same cluster wants', () => {
    const manifests = [
      endpoints('one', `{ dnsName: ${app}, recordType: CNAME, targets: [lb.example.net] }`),
      endpoints('two', `{ dnsName: ${app}, recordType: A, targets: [192.0.2.10] }`),
    ];
    expect(check(story({ clusters: [cluster('main', { address: '192.0.2.10', manifests, flags: crd })] }))).toEqual([]);
  });

  it('holds for one name that two clusters share by set identifiers', () => {
    const weighted = (id: string, target: string) =>
      endpoints(
        id,
        `{ dnsName: ${app}, recordType: A, targets: [${target}], setIdentifier: ${id}, providerSpecific: [{ name: aws/weight, value: "10" }] }`,
      );
    const clusters = [
      cluster('a', { address: '192.0.2.10', manifests: [weighted('blue', '192.0.2.10')], flags: crd }),
      cluster('b', { address: '192.0.2.20', manifests: [weighted('green', '192.0.2.20')], flags: crd, starts: '10s' }),
    ];
    expect(check(story({ clusters }))).toEqual([]);
  });

  it('finds the second of two clusters that want one name, and who holds it', () => {
    const clusters = [
      cluster('a', { address: '192.0.2.10', hosts: [app] }),
      cluster('b', { address: '192.0.2.20', hosts: [app], starts: '30s' }),
    ];
    expect(check(story({ clusters }))).toEqual([
      {
        code: 'SHADOWED',
        invariant: 'no-shadowing',
        name: app,
        type: 'A',
        cluster: 'b',
        wanted: ['192.0.2.20'],
        found: ['192.0.2.10'],
        owner: 'a',
      },
    ]);
  });

  it('finds a name that nobody holds', () => {
    const main = cluster('main', { address: '192.0.2.10', hosts: [app] });
    const steps = ['stop: main', 'settle: 1h'];
    expect(check(story({ clusters: [main], steps }))).toMatchObject([{ cluster: 'main', found: [], owner: null }]);
  });

  it('finds a name held by a record of another type', () => {
    const records = ['app IN CNAME lb.example.net.', `cname-app IN TXT ${txt('other')}`];
    const main = cluster('main', { address: '192.0.2.10', hosts: [app] });
    expect(check(story({ records, clusters: [main] }))).toMatchObject([
      { type: 'A', wanted: ['192.0.2.10'], found: ['lb.example.net'], owner: 'other' },
    ]);
  });

  it('finds the family that another holds though the other family is the own one', () => {
    const own = ['app IN A 192.0.2.10', `a-app IN TXT ${txt('main')}`];
    const records = [...own, 'app IN AAAA 2001:db8::bad', `aaaa-app IN TXT ${txt('other')}`];
    const main = cluster('main', { address: '[192.0.2.10, "2001:db8::10"]', hosts: [app] });
    expect(check(story({ records, clusters: [main] }))).toMatchObject([{ type: 'AAAA', owner: 'other' }]);
  });

  it('finds a record that holds the own address and a foreign one', () => {
    const clusters = [
      cluster('a', { address: '192.0.2.10', hosts: [app], provider: 'cloudflare' }),
      cluster('b', { address: '192.0.2.20', hosts: [app], provider: 'cloudflare' }),
    ];
    const found = check(story({ clusters, steps: ['wait: 10s'] }));
    expect(found.map((one) => 'cluster' in one && one.cluster)).toEqual(['a', 'b']);
    expect(found).toMatchObject([{ found: ['192.0.2.10', '192.0.2.20'] }, { found: ['192.0.2.10', '192.0.2.20'] }]);
  });
});
