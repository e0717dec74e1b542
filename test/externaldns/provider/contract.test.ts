import { describe, expect, it } from 'vitest';
import { domainListFilter } from '../../../src/externaldns/domain-filter/domain-filter.ts';
import type { Endpoint } from '../../../src/externaldns/endpoint.ts';
import { calculatePlan } from '../../../src/externaldns/plan/plan.ts';
import { azure } from '../../../src/externaldns/provider/azure.ts';
import type { Call } from '../../../src/externaldns/provider/call.ts';
import { cloudflareBatch, cloudflarePerRecord } from '../../../src/externaldns/provider/cloudflare.ts';
import { google } from '../../../src/externaldns/provider/google.ts';
import { inmemory } from '../../../src/externaldns/provider/inmemory.ts';
import type { ProviderProfile } from '../../../src/externaldns/provider/profile.ts';
import { route53 } from '../../../src/externaldns/provider/route53.ts';
import { webhook } from '../../../src/externaldns/provider/webhook.ts';
import { newestVersion } from '../../../src/externaldns/version.ts';
import { endpoint } from '../instance.ts';
import { Host, words } from './host.ts';

const providers = [
  { title: 'inmemory', provider: inmemory },
  { title: 'cloudflare, one call per record', provider: cloudflarePerRecord },
  { title: 'cloudflare, in batches', provider: cloudflareBatch },
  { title: 'aws', provider: route53 },
  { title: 'azure', provider: azure, unwritable: 'SRV' },
  { title: 'google', provider: google },
  { title: 'webhook', provider: webhook },
];

const everything = [
  endpoint('app.example.org A 192.0.2.1 192.0.2.2'),
  endpoint('app.example.org AAAA 2001:db8::1'),
  endpoint('example.org A 192.0.2.3', { recordTTL: 600 }),
  endpoint('www.example.org CNAME app.example.org'),
  endpoint('*.wild.example.org A 192.0.2.4'),
  endpoint('mail.example.org MX', { targets: ['10 mx.example.org', '20 mx.example.net'] }),
  endpoint('_sip._tcp.example.org SRV', { targets: ['10 5 5060 sip.example.org.'] }),
  endpoint('a-app.example.org TXT', { targets: ['"heritage=external-dns,external-dns/owner=east"'] }),
];

function planned(host: Host, desired: readonly Endpoint[]) {
  const types = ['A', 'AAAA', 'CNAME', 'MX', 'SRV', 'TXT'];
  return calculatePlan({
    version: newestVersion,
    current: host.list(),
    desired: host.adjust(...desired),
    domainFilters: [domainListFilter([])],
    policy: 'sync',
    managedRecordTypes: types,
    excludeRecordTypes: [],
    ownerId: '',
    oldOwnerId: '',
  });
}

describe.each<{ title: string; provider: ProviderProfile; unwritable?: string }>(providers)(
  'every provider: $title',
  ({ provider, unwritable }) => {
    const wanted = everything.filter(({ recordType }) => recordType !== unwritable);

    it('lists what it created as it was wanted, so that the next plan is empty', () => {
      const host = new Host(provider);

      expect(host.apply(planned(host, wanted).changes)).toEqual({ failedZones: [], abort: null });

      expect(host.list()).toHaveLength(wanted.length);
      expect(planned(host, wanted)).toMatchObject({ hasChanges: false });
    });

    it('deletes all that it lists, once nothing is wanted', () => {
      const host = new Host(provider);
      host.apply(planned(host, wanted).changes);

      host.apply(planned(host, []).changes);

      expect(host.records()).toEqual([]);
    });

    it('changes targets and TTLs in place', () => {
      const host = new Host(provider);
      host.apply(planned(host, [endpoint('app.example.org A 192.0.2.1 192.0.2.2')]).changes);

      const moved = [endpoint('app.example.org A 192.0.2.2 192.0.2.9', { recordTTL: 120 })];
      host.apply(planned(host, moved).changes);

      expect(planned(host, moved).hasChanges).toBe(false);
      expect(host.list()).toMatchObject([{ targets: ['192.0.2.2', '192.0.2.9'], recordTTL: 120 }]);
    });

    it('keeps its calls as plain JSON', () => {
      const host = new Host(provider);
      const calls = host.calls(planned(host, wanted).changes);
      expect(JSON.parse(JSON.stringify(calls))).toEqual(calls);
      expect(host.make(JSON.parse(JSON.stringify(calls)))).toEqual({ failedZones: [], abort: null });
    });

    it('leaves names outside its zones alone, without an error', () => {
      const host = new Host(provider);

      host.apply({ create: [endpoint('app.example.net A 192.0.2.1'), endpoint('app.example.org A 192.0.2.1')] });

      expect(words(host.records())).toEqual(['app.example.org A 192.0.2.1']);
      expect(host.lines('error')).toEqual([]);
    });

    it('does nothing about no changes', () => {
      const host = new Host(provider);
      expect(host.apply({})).toEqual({ failedZones: [], abort: null });
      expect(host.records()).toEqual([]);
    });

    it('has every kind of fault at most once', () => {
      const host = new Host(provider);
      const [call] = host.calls({ create: [endpoint('app.example.org A 192.0.2.1')] }) as [Call];
      for (const faults of [provider.refusals(call), provider.listingFaults]) {
        expect(new Set(faults.map(({ fault }) => fault)).size).toBe(faults.length);
      }
    });
  },
);
