import { describe, expect, it } from 'vitest';
import { Log } from '../../../src/externaldns/log.ts';
import { collectFromCluster, sourceFootprint } from '../../../src/externaldns/source/collect-endpoints.ts';
import { readSourceSettings } from '../../../src/externaldns/source/source-settings.ts';
import { outcome } from '../../../src/kernel/action.ts';
import { Model } from '../../../src/kernel/model.ts';
import { createCluster } from '../../../src/kubernetes/cluster.ts';
import { readObjects } from '../../../src/kubernetes/manifest.ts';
import { collect, configurationWith, desired, dnsEndpoint, ingress, logged, prefix, service } from './desired.ts';

const anA = { dnsName: 'a.example.org', recordType: 'A', targets: ['192.0.2.1'] };

describe('what becomes of the endpoints of all sources (source/wrappers)', () => {
  it('drops what a later source wants exactly as an earlier one does', () => {
    const objects = [
      ingress(['app.example.org']),
      service({ annotations: { hostname: 'app.example.org' }, spec: { type: 'LoadBalancer' }, status: ['192.0.2.1'] }),
    ];
    const first = (sources: readonly string[]) =>
      collect(objects, { sources }).endpoints.map(({ labels }) => labels.resource);
    expect(first(['ingress', 'service'])).toEqual(['ingress/shop/web']);
    expect(first(['service', 'ingress'])).toEqual(['service/shop/web']);
    expect(logged(collect(objects).log, 'debug')).toContain(
      'Removing duplicate endpoint app.example.org 0 IN A  192.0.2.1 []',
    );
  });

  it('keeps rivals: the same name with other targets', () => {
    const objects = [ingress(['a.example.org'], { status: ['192.0.2.2'] }), dnsEndpoint([anA])];
    expect(desired(objects)).toEqual(['a.example.org 0 IN A  192.0.2.2 []', 'a.example.org 0 IN A  192.0.2.1 []']);
  });

  it('drops what is not well-formed, with a warning', () => {
    const { endpoints, log } = collect([
      dnsEndpoint([
        { dnsName: 'a.example.org', recordType: 'A', targets: ['2001:db8::1', '192.0.2.1'], setIdentifier: 'x' },
        {
          dnsName: 't.example.org',
          recordType: 'TXT',
          targets: ['t'],
          providerSpecific: [{ name: 'alias', value: 'false' }],
        },
      ]),
    ]);
    expect(endpoints).toEqual([]);
    expect(logged(log, 'warning')).toEqual([
      'Skipping endpoint [x:a.example.org] due to invalid configuration [A:192.0.2.1,2001:db8::1]',
      'Endpoint t.example.org of type TXT does not support alias records',
      'Skipping endpoint [:t.example.org] due to invalid configuration [TXT:t]',
    ]);
  });

  it('gives default targets to endpoints without any, by their types', () => {
    const objects = [
      dnsEndpoint([
        { ...anA, targets: [], recordTTL: 60 },
        { ...anA, dnsName: 'b.example.org' },
      ]),
    ];
    const { endpoints, log } = collect(objects, { defaultTargets: ['192.0.2.7', 'lb.example.net.', '2001:db8::7'] });
    expect(endpoints.map(({ dnsName, recordType, targets }) => [dnsName, recordType, targets])).toEqual([
      ['a.example.org', 'A', ['192.0.2.7']],
      ['a.example.org', 'AAAA', ['2001:db8::7']],
      ['a.example.org', 'CNAME', ['lb.example.net']],
      ['b.example.org', 'A', ['192.0.2.1']],
    ]);
    expect(endpoints.every(({ labels }) => labels.resource === 'crd/shop/web')).toBe(true);
    expect(logged(log, 'warning')).toEqual([
      'Source provided targets for "b.example.org" (A), ignoring default targets [192.0.2.7, lb.example.net., 2001:db8::7] due to new behavior. Use --force-default-targets to revert to old behavior.',
    ]);
  });

  it('gives them to all endpoints if forced to', () => {
    const flags = { defaultTargets: ['192.0.2.7', '192.0.2.7'], forceDefaultTargets: true };
    expect(desired([dnsEndpoint([anA])], flags)).toEqual(['a.example.org 0 IN A  192.0.2.7 []']);
  });

  const spread = ingress(['a.example.org'], { status: ['192.0.2.1', '192.0.2.200', '2001:db8::1', 'lb.example.net'] });
  it.each([
    [['192.0.2.0/25'], [], ['A 192.0.2.1']],
    [[], ['192.0.2.128/25'], ['A 192.0.2.1', 'AAAA 2001:db8::1', 'CNAME lb.example.net']],
    [['192.0.2.0/24'], ['192.0.2.1/32'], ['A 192.0.2.200']],
    [['::/0'], [], ['AAAA 2001:db8::1']],
    [['::ffff:192.0.2.0/121'], [], ['A 192.0.2.1']],
    [['no network', ' 192.0.2.0/024 '], [], ['A 192.0.2.1;192.0.2.200']],
    [['192.0.2.0/33'], [], ['A 192.0.2.1;192.0.2.200', 'AAAA 2001:db8::1', 'CNAME lb.example.net']],
  ])('keeps targets in %j and not in %j', (targetNetFilter, excludeTargetNets, kept) => {
    expect(desired([spread], { targetNetFilter, excludeTargetNets })).toEqual(
      kept.map((target) => `a.example.org 0 IN ${target.replace(' ', '  ')} []`),
    );
  });

  it('logs what vanishes in the target filter, and at the start what is no network', () => {
    const { log } = collect([spread], { targetNetFilter: ['192.0.2.0/24'] });
    expect(log.lines.filter(({ fields }) => fields !== undefined)).toEqual([
      {
        level: 'debug',
        message: 'Skipping endpoint because all targets were filtered out',
        fields: { endpoint: 'a.example.org 0 IN AAAA  2001:db8::1 []' },
      },
      {
        level: 'debug',
        message: 'Skipping endpoint because all targets were filtered out',
        fields: { endpoint: 'a.example.org 0 IN CNAME  lb.example.net []' },
      },
    ]);
    expect(readSourceSettings(configurationWith({ targetNetFilter: ['10/8'] })).log).toEqual([
      { level: 'error', message: 'Invalid target net filter: 10/8' },
    ]);
  });

  it('sets the minimum TTL where none is configured', () => {
    const objects = [dnsEndpoint([anA, { ...anA, dnsName: 'b.example.org', recordTTL: 5 }])];
    const { endpoints, log } = collect(objects, { minTTLSeconds: 300 });
    expect(endpoints.map(({ recordTTL }) => recordTTL)).toEqual([300, 5]);
    expect(logged(log, 'debug')).toContain('Overriding existing TTL 0 with new value 300 for endpoint a.example.org');
  });

  const everyProvider = {
    alias: 'true',
    'aws-weight': '10',
    'scw-region': 'fr',
    'cloudflare-proxied': 'true',
  };
  it.each([
    ['aws', '[{alias true} {aws/weight 10}]'],
    ['inmemory', '[{alias true}]'],
    ['cloudflare', `[{alias true} {aws/weight 10} {${prefix}cloudflare-proxied true} {scw/region fr}]`],
  ] as const)('leaves %s its own properties, sorted by name', (provider, properties) => {
    expect(desired([ingress(['a.example.org'], { annotations: everyProvider })], { provider })).toEqual([
      `a.example.org 0 IN A  192.0.2.1 ${properties}`,
    ]);
  });

  it('lets endpoints of one object spoil the properties that they share, as upstream does', () => {
    const annotations = { alias: 'true', 'cloudflare-proxied': 'true' };
    const objects = [ingress(['a.example.org', 'b.example.org'], { annotations })];
    expect(desired(objects, { provider: 'aws' })).toEqual([
      'a.example.org 0 IN A  192.0.2.1 [{ }]',
      'b.example.org 0 IN A  192.0.2.1 [{ } {alias true}]',
    ]);
  });

  it('spoils those of both families of one host: the A loses its own to a nameless one, the AAAA has both', () => {
    const annotations = { 'aws-x': '1', 'webhook-y': '2' };
    const objects = [ingress(['a.example.org'], { annotations, status: ['192.0.2.1', '2001:db8::1'] })];
    expect(desired(objects, { provider: 'webhook' })).toEqual([
      'a.example.org 0 IN A  192.0.2.1 [{ }]',
      'a.example.org 0 IN AAAA  2001:db8::1 [{ } {webhook/y 2}]',
    ]);
  });

  it('prefers aliases for CNAMEs that say nothing about it', () => {
    const objects = [
      dnsEndpoint([
        anA,
        { dnsName: 'c.example.org', recordType: 'CNAME', targets: ['x.example.net'] },
        {
          dnsName: 'd.example.org',
          recordType: 'CNAME',
          targets: ['x.example.net'],
          providerSpecific: [{ name: 'alias', value: 'false' }],
        },
      ]),
    ];
    expect(desired(objects, { preferAlias: true })).toEqual([
      'a.example.org 0 IN A  192.0.2.1 []',
      'c.example.org 0 IN CNAME  x.example.net [{alias true}]',
      'd.example.org 0 IN CNAME  x.example.net [{alias false}]',
    ]);
  });

  it('reads no more of a cluster than the kinds of its sources', () => {
    const { objects } = readObjects([ingress(['a.example.org']), dnsEndpoint([anA]), service({ spec: {} })]);
    const cluster = createCluster({ name: 'east', objects, loadBalancers: {} });
    const { settings } = readSourceSettings(configurationWith({ sources: ['ingress'] }));
    const list = {
      id: 'east.list',
      actor: 'east',
      kind: 'controller' as const,
      reads: sourceFootprint(cluster, settings),
      writes: [],
      run: (reader: Parameters<typeof collectFromCluster>[0]['reader']) => [
        outcome(collectFromCluster({ cluster, reader, settings, log: new Log('info') }).endpoints[0]?.dnsName ?? ''),
      ],
    };
    const model = new Model([{ components: cluster.objects.components, actions: [list], timers: [] }]);
    expect(list.reads.map(({ id }) => id)).toEqual(['cluster/east/Ingress/shop/web', 'cluster/east/*']);
    expect(model.evaluate(model.initialWorld(), list).outcomes[0]?.label).toBe('a.example.org');
  });
});
