import { describe, expect, it } from 'vitest';
import { createResolver } from '../../src/dns/resolver.ts';
import type { StoredRecord } from '../../src/dns/stored-record.ts';
import { createZone } from '../../src/dns/zone.ts';
import type { Reader } from '../../src/kernel/component.ts';
import { createCluster } from '../../src/kubernetes/cluster.ts';
import { type Network, request } from '../../src/kura/network.ts';
import { createReleaseCatalogue } from '../../src/kura/release-catalogue.ts';
import { seedObjects } from '../../src/kura/seed.ts';
import { seed } from './stage.ts';

const HOST = 'acme-eu-central-1.kura.tuist.dev';
const AT_FIRST: Reader = { get: (component) => component.initial };

/** Production and canary, both with an instance for the host, behind these load balancers. */
function networkOf(record: Pick<StoredRecord, 'type' | 'values'>): Network {
  const release = createReleaseCatalogue({}).releases.get('before');
  if (release === undefined) throw new Error('no release before');
  const clusters = [
    { name: 'production', ips: ['192.0.2.30'], hostnames: ['lb.example.net'] },
    { name: 'canary', ips: ['192.0.2.20'], hostnames: [] },
  ].map(({ name, ips, hostnames }) => {
    const loadBalancers = { '': { ips, hostnames } };
    return createCluster({ name, objects: seedObjects(seed({ name }), release, loadBalancers), loadBalancers });
  });
  const zone = createZone({ name: 'tuist.dev', records: [{ name: HOST, ttl: 300, ...record }] });
  return {
    resolver: createResolver({ name: 'public', zones: [zone], questions: [] }),
    clusters,
    environments: { production: 'production', canary: 'canary' },
    hosts: [HOST],
  };
}

function repliesTo(network: Network) {
  return request(network, AT_FIRST, { host: HOST, path: '/up', actor: 'cli' }).replies;
}

describe('requests through the network', () => {
  it('of several addresses any may answer', () => {
    const replies = repliesTo(networkOf({ type: 'A', values: ['192.0.2.20', '192.0.2.30', '192.0.2.99'] }));
    expect(replies.map(({ result, by }) => [result, by])).toEqual([
      ['answered', 'canary'],
      ['answered', 'production'],
      ['unreachable', null],
    ]);
  });

  it('a name that leads to the own name of a load balancer is followed there', () => {
    const replies = repliesTo(networkOf({ type: 'CNAME', values: ['lb.example.net'] }));
    expect(replies).toEqual([
      { address: 'lb.example.net', result: 'answered', status: 200, cluster: 'production', by: 'production' },
    ]);
  });
});
