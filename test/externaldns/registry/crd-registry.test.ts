import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../src/externaldns/configuration.ts';
import type { Changes, Endpoint } from '../../../src/externaldns/endpoint.ts';
import { crdLabels } from '../../../src/externaldns/registry/crd-registry.ts';
import {
  atStage,
  type DnsRecordStage,
  dnsRecordKey,
  endpointOfDnsRecord,
  newDnsRecord,
} from '../../../src/externaldns/registry/dns-record.ts';
import { applyChanges, readRecords } from '../../../src/externaldns/registry/registry.ts';
import { emptyRegistryState } from '../../../src/externaldns/registry/registry-state.ts';
import type { KubernetesObject } from '../../../src/kubernetes/cluster.ts';
import { configured, endpoint, ownedBy } from '../instance.ts';

const foo = ownedBy('east', 'foo.example.org A 192.0.2.1');
const record = (parts: { ownerId?: string; namespace?: string; stage?: DnsRecordStage } = {}) => {
  const { ownerId = 'east', namespace = 'default', stage = 'Programmed' } = parts;
  return atStage(newDnsRecord(foo, { namespace, ownerId }), stage);
};
const namesIn = (dnsRecords: readonly KubernetesObject[], parts: Partial<Configuration> = {}) =>
  readRecords({
    configuration: configured({ registry: 'crd', ...parts }),
    state: emptyRegistryState,
    listed: [],
    store: { rows: [], dnsRecords },
  }).endpoints.map(({ dnsName }) => dnsName);

describe('what is there, by its DNSRecord objects', () => {
  it.each<[string, KubernetesObject, Partial<Configuration>, boolean]>([
    ['an own object that is programmed', record(), {}, true],
    ['an own object that is accepted only', record({ stage: 'Accepted' }), {}, false],
    ['an own object that failed', record({ stage: 'Failed' }), {}, false],
    ["somebody else's object", record({ ownerId: 'west' }), {}, false],
    ['an object without status', newDnsRecord(foo, { namespace: 'default', ownerId: 'east' }), {}, false],
    ['an object in another namespace', record({ namespace: 'dns' }), {}, false],
    ['an object in the namespace that is set', record({ namespace: 'dns' }), { namespace: 'dns' }, true],
    ['an object in none but the namespace that is set', record(), { namespace: 'dns' }, false],
  ])('%s', (_, object, parts, isThere) => {
    expect(namesIn([object], parts)).toEqual(isThere ? ['foo.example.org'] : []);
  });

  it('an object gives its endpoint back as it was', () => {
    const full: Endpoint = {
      ...foo,
      setIdentifier: 's',
      recordTTL: 60,
      providerSpecific: [{ name: 'p', value: 'v' }],
    };
    for (const given of [foo, full, endpoint('foo.example.org A')]) {
      expect(endpointOfDnsRecord(newDnsRecord(given, { namespace: 'default', ownerId: 'east' }))).toEqual(given);
    }
  });
});

describe('the name of a DNSRecord object', () => {
  const key = (parts: Partial<Endpoint>) => dnsRecordKey({ ...foo, ...parts }, 'default');

  it('differs by name, type and set identifier', () => {
    const keys = [{}, { dnsName: 'bar.example.org' }, { recordType: 'AAAA' }, { setIdentifier: 's' }].map(key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('does not differ by the case of the name, a final dot, or targets', () => {
    const keys = [{}, { dnsName: 'Foo.Example.org' }, { dnsName: 'foo.example.org.' }, { targets: ['x'] }].map(key);
    expect(new Set(keys).size).toBe(1);
  });

  it('can be read, begins and ends with a letter or digit, and is no longer than an object may be called', () => {
    expect(key({ dnsName: '*.example.org' })).toMatch(/^DNSRecord\/default\/example-org-[0-9a-f]{8}$/);
    expect(key({ dnsName: '*' })).toMatch(/^DNSRecord\/default\/record-[0-9a-f]{8}$/);
    const long = key({ dnsName: `${'x'.repeat(243)}.${'y'.repeat(20)}` }).slice('DNSRecord/default/'.length);
    expect(long).toMatch(/^x{243}-[0-9a-f]{8}$/);
  });
});

describe('what is written to DNSRecord objects', () => {
  const apply = (changes: Partial<Changes>) =>
    applyChanges({
      configuration: configured({ registry: 'crd' }),
      state: emptyRegistryState,
      changes: { create: [], updateOld: [], updateNew: [], delete: [], ...changes },
    });
  const steps = (calls: ReturnType<typeof apply>['before']) =>
    calls.map((call) => (call.kind === 'object' ? `${call.operation} ${call.endpoint.dnsName}` : call.kind));

  it('before the host is asked and after, in this order', () => {
    const changed = ownedBy('east', 'changed.example.org A 192.0.2.1');
    const gone = ownedBy('east', 'gone.example.org A 192.0.2.1');
    const applied = apply({ create: [foo], updateOld: [changed], updateNew: [changed], delete: [gone] });
    expect(steps(applied.before)).toEqual(['accept foo.example.org', 'update changed.example.org']);
    expect(steps(applied.after)).toEqual([
      'programmed foo.example.org',
      'programmed changed.example.org',
      'delete gone.example.org',
    ]);
  });

  it('nothing of what is not mine', () => {
    const theirs = ownedBy('west', 'foo.example.org A 192.0.2.1');
    const { changes, before, after } = apply({ updateOld: [theirs], updateNew: [theirs], delete: [theirs] });
    expect(changes).toEqual({ create: [], updateOld: [], updateNew: [], delete: [] });
    expect([...before, ...after]).toEqual([]);
  });

  it('a create is owned by me, whatever it says', () => {
    const created = ownedBy('somebody', 'foo.example.org A 192.0.2.1', { labels: { resource: 'crd/d/x' } });
    expect(apply({ create: [created] }).changes.create[0]?.labels).toEqual({ owner: 'east', resource: 'crd/d/x' });
  });

  it('all labels where the host keeps them, owner and resource where it does not', () => {
    const labels = { owner: 'somebody', resource: 'crd/d/x', custom: 'v' };
    expect(crdLabels(labels, { ownerId: 'east', keepsLabels: true })).toEqual(labels);
    expect(crdLabels(labels, { ownerId: 'east', keepsLabels: false })).toEqual({ owner: 'east', resource: 'crd/d/x' });
    expect(crdLabels({ custom: 'v' }, { ownerId: 'east', keepsLabels: false })).toEqual({ owner: 'east' });
  });
});
