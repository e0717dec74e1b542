import { describe, expect, it } from 'vitest';
import { messages, ownedBy, summary } from '../instance.ts';
import { planned } from '../plan/planned.ts';
import { collect, desired, ingress, logged } from './desired.ts';

describe('the source ingress (source/ingress_test.go)', () => {
  it.each([
    ['an address', ['192.0.2.1'], ['app.example.org 0 IN A  192.0.2.1 []']],
    ['an IPv6 address', ['2001:db8::1'], ['app.example.org 0 IN AAAA  2001:db8::1 []']],
    ['a name', ['lb.example.net'], ['app.example.org 0 IN CNAME  lb.example.net []']],
    [
      'addresses of both families and names',
      ['192.0.2.2', '192.0.2.1', '2001:db8::1', 'b.example.net', 'a.example.net'],
      [
        'app.example.org 0 IN A  192.0.2.1;192.0.2.2 []',
        'app.example.org 0 IN AAAA  2001:db8::1 []',
        'app.example.org 0 IN CNAME  a.example.net;b.example.net []',
      ],
    ],
    ['nothing', [], []],
  ])('publishes a rule with a status of %s', (_, status, endpoints) => {
    expect(desired([ingress(['app.example.org'], { status })])).toEqual(endpoints);
  });

  const both = {
    ...ingress(['app.example.org']),
    status: { loadBalancer: { ingress: [{ ip: '192.0.2.1', hostname: 'lb.example.net' }] } },
  };
  it('takes both members of a status entry', () => {
    expect(desired([both])).toEqual([
      'app.example.org 0 IN A  192.0.2.1 []',
      'app.example.org 0 IN CNAME  lb.example.net []',
    ]);
  });

  it('has its CNAME discarded by the plan, with a warning on every run, where the status has an address and a name', () => {
    const { endpoints } = collect([both]);
    const warning = 'Domain app.example.org. contains conflicting record type candidates; discarding CNAME record';
    const first = planned([], endpoints);
    expect(summary(first.changes)).toEqual(['create app.example.org A 192.0.2.1']);
    const second = planned([ownedBy('east', 'app.example.org A 192.0.2.1')], endpoints);
    expect(second.hasChanges).toBe(false);
    expect([first, second].map(({ log }) => messages(log, 'warning'))).toEqual([[warning], [warning]]);
  });

  it('passes over rules without a host, and says when nothing is left', () => {
    const { endpoints, log } = collect([ingress(['', ''])]);
    expect(endpoints).toEqual([]);
    expect(logged(log, 'debug')).toContain("No endpoints could be generated from 'ingress/shop/web'");
  });

  it('adds hosts of spec.tls, wildcards as well, and of the annotation', () => {
    const rich = ingress(['app.example.org'], {
      annotations: { hostname: 'x.example.org, y.example.org.' },
      spec: { tls: [{ hosts: ['*.example.org', ''] }, {}] },
    });
    expect(desired([rich])).toEqual([
      '*.example.org 0 IN A  192.0.2.1 []',
      'app.example.org 0 IN A  192.0.2.1 []',
      'x.example.org 0 IN A  192.0.2.1 []',
      'y.example.org 0 IN A  192.0.2.1 []',
    ]);
  });

  const rich = ingress(['rule.example.org'], {
    annotations: { hostname: 'annotated.example.org' },
    spec: { tls: [{ hosts: ['tls.example.org'] }] },
  });
  it.each([
    ['--ignore-ingress-rules-spec', { ignoreIngressRulesSpec: true }, ['annotated', 'tls']],
    ['--ignore-ingress-tls-spec', { ignoreIngressTLSSpec: true }, ['annotated', 'rule']],
    ['--ignore-hostname-annotation', { ignoreHostnameAnnotation: true }, ['rule', 'tls']],
  ])('leaves out what %s says', (_, flags, names) => {
    expect(desired([rich], flags)).toEqual(names.map((name) => `${name}.example.org 0 IN A  192.0.2.1 []`));
  });

  it.each([
    ['defined-hosts-only', ['rule.example.org']],
    ['Defined-Hosts-Only', ['rule.example.org']],
    ['annotation-only', ['annotated.example.org']],
    ['anything-else', []],
    ['', []],
  ])('takes hosts by ingress-hostname-source %s', (value, hosts) => {
    const annotations = { hostname: 'annotated.example.org', 'ingress-hostname-source': value };
    expect(desired([ingress(['rule.example.org'], { annotations })])).toEqual(
      hosts.map((host) => `${host} 0 IN A  192.0.2.1 []`),
    );
  });

  it('points all hosts at the annotated targets, whatever the status says', () => {
    const annotated = ingress(['app.example.com'], {
      annotations: { hostname: 'bla.example.org', target: 'target.example.org., 192.0.2.9' },
    });
    expect(desired([annotated])).toEqual([
      'app.example.com 0 IN A  192.0.2.9 []',
      'app.example.com 0 IN CNAME  target.example.org []',
      'bla.example.org 0 IN A  192.0.2.9 []',
      'bla.example.org 0 IN CNAME  target.example.org []',
    ]);
  });

  it('joins one host of two Ingresses with different addresses into one record', () => {
    const { endpoints } = collect([
      ingress(['app.example.org'], { namespace: 'old', status: ['10.0.0.1'] }),
      ingress(['app.example.org'], { namespace: 'new', status: ['10.0.0.2'] }),
    ]);
    expect(endpoints).toMatchObject([
      { dnsName: 'app.example.org', targets: ['10.0.0.1', '10.0.0.2'], labels: { resource: 'ingress/new/web' } },
    ]);
  });

  it('keeps them apart as rivals if their TTLs differ or they are names', () => {
    const apart = (status: readonly [string, string], ttl: string) =>
      collect([
        ingress(['app.example.org'], { name: 'a', status: [status[0]], annotations: { ttl } }),
        ingress(['app.example.org'], { name: 'b', status: [status[1]], annotations: { ttl: '60' } }),
      ]);
    expect(apart(['10.0.0.1', '10.0.0.2'], '1h').endpoints.map(({ recordTTL }) => recordTTL)).toEqual([3600, 60]);
    const { endpoints, log } = apart(['a.example.net', 'b.example.net'], '60');
    expect(endpoints.map(({ targets }) => targets)).toEqual([['a.example.net'], ['b.example.net']]);
    expect(logged(log, 'warning')).toEqual([
      "Only one CNAME per name — app.example.org CNAME a.example.net and app.example.org CNAME b.example.net is invalid DNS. A resolver wouldn't know which canonical name to follow.",
    ]);
  });

  const legacy = (value: string) => ({ 'kubernetes.io/ingress.class': value });
  it.each([
    ['no class', {}, {}, false],
    ['the spec', { ingressClassName: 'public' }, {}, true],
    ['the legacy annotation', {}, legacy('dmz'), true],
    ['the spec, against the annotation', { ingressClassName: 'dmz' }, legacy('internal'), true],
    ['the annotation only, against the spec', { ingressClassName: 'internal' }, legacy('dmz'), false],
    ['the annotation, with an empty class in the spec', { ingressClassName: '' }, legacy('dmz'), true],
  ])('filters by --ingress-class: an Ingress of the class by %s', (_, spec, annotations, isTaken) => {
    const { endpoints, log } = collect([ingress(['app.example.org'], { spec, annotations })], {
      ingressClassNames: ['public', 'dmz'],
    });
    expect(endpoints.length).toBe(isTaken ? 1 : 0);
    expect(logged(log, 'debug').filter((message) => message.startsWith('Discarding'))).toEqual(
      isTaken ? [] : ['Discarding ingress shop/web because it does not match required ingress classes [public dmz]'],
    );
  });

  it.each([
    ['dns-controller', 1],
    ['some-other-tool', 0],
    ['', 0],
  ])('minds the annotation controller: %s', (controller, count) => {
    expect(desired([ingress(['app.example.org'], { annotations: { controller } })])).toHaveLength(count);
  });

  it('looks at one namespace only if told so, and at no kinds of other API groups', () => {
    const objects = [
      ingress(['shop.example.org']),
      ingress(['blog.example.org'], { namespace: 'blog' }),
      { ...ingress(['config.example.org'], { name: 'cluster' }), apiVersion: 'config.openshift.io/v1' },
    ];
    expect(desired(objects)).toHaveLength(2);
    expect(desired(objects, { namespace: 'blog' })).toEqual(['blog.example.org 0 IN A  192.0.2.1 []']);
  });

  it('uses the template only for an Ingress without hosts, unless the two are combined', () => {
    const objects = [ingress([], { name: 'bare' }), ingress(['app.example.org'], { name: 'full' })];
    const fqdnTemplate = '{{.Name}}.tpl.example.org';
    expect(desired(objects, { fqdnTemplate })).toEqual([
      'app.example.org 0 IN A  192.0.2.1 []',
      'bare.tpl.example.org 0 IN A  192.0.2.1 []',
    ]);
    expect(desired(objects, { fqdnTemplate, combineFqdnAnnotation: true })).toEqual([
      'app.example.org 0 IN A  192.0.2.1 []',
      'bare.tpl.example.org 0 IN A  192.0.2.1 []',
      'full.tpl.example.org 0 IN A  192.0.2.1 []',
    ]);
  });

  it('drops a host with too long a label, with an error', () => {
    const label = 'x'.repeat(64);
    const { endpoints, log } = collect([ingress([`${label}.example.org`, 'ok.example.org'])]);
    expect(endpoints.map(({ dnsName }) => dnsName)).toEqual(['ok.example.org']);
    expect(logged(log, 'error')).toEqual([
      `label ${label} in ${label}.example.org is longer than 63 characters. Cannot create endpoint`,
    ]);
  });

  it('reads another annotation prefix if told so', () => {
    const old = 'external-dns.alpha.kubernetes.io/';
    const annotated = ingress([], { annotations: { [`${old}hostname`]: 'old.example.org' } });
    expect(desired([annotated])).toEqual([]);
    expect(desired([annotated], { annotationPrefix: old })).toEqual(['old.example.org 0 IN A  192.0.2.1 []']);
  });

  it('keeps an empty host name of an empty annotation, as upstream does', () => {
    expect(desired([ingress([], { annotations: { hostname: '' } })])).toEqual([' 0 IN A  192.0.2.1 []']);
  });

  it('logs what it made of each Ingress', () => {
    const { log } = collect([ingress(['a.example.org', 'b.example.org'])], { sources: ['ingress'] });
    expect(logged(log, 'debug')).toEqual([
      'dedupSource: collecting endpoints and removing duplicates',
      'multiSource: collecting endpoints from 1 child sources and removing duplicates',
      'Endpoints generated from ingress: shop/web: [a.example.org 0 IN A  192.0.2.1 [] b.example.org 0 IN A  192.0.2.1 []]',
    ]);
  });
});
