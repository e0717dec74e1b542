import { describe, expect, it } from 'vitest';
import { azure } from '../../../src/externaldns/provider/azure.ts';
import { endpoint } from '../instance.ts';
import { Host, record, words } from './host.ts';

const txt = (owner: string) => `"heritage=external-dns,external-dns/owner=${owner}"`;

describe('Azure lists a zone', () => {
  it('without alias record sets and SRV, and with the first value of a TXT record set only', () => {
    const host = new Host(azure).holds(
      record('app.example.org A 192.0.2.1 192.0.2.2', { ttl: 60 }),
      record('front.example.org A 192.0.2.9', { properties: { alias: 'true' } }),
      record('_sip._tcp.example.org SRV', { values: ['10 5 5060 sip.example.org'] }),
      record('a-app.example.org TXT', { values: [txt('east'), txt('west')] }),
      record('example.org CAA 0'),
    );

    expect(host.list()).toEqual([
      endpoint('a-app.example.org TXT', { targets: [txt('east')] }),
      endpoint('app.example.org A 192.0.2.1 192.0.2.2', { recordTTL: 60 }),
    ]);
    expect(host.lines('debug')).toContain("debug Failed to extract targets for 'front.example.org' with type 'A'.");
  });

  it.each([
    [{ zoneIdFilter: ['org'] }, ['example.org']],
    [{ zoneNameFilter: ['example.net'] }, ['example.org', 'example.net']],
  ])('in the zones of %j', (parts, names) => {
    const zones = [
      { name: 'example.org', id: '/dnszones/example.org' },
      { name: 'example.net', id: '/dnszones/example.net' },
    ];
    const configuration = { zoneIdFilter: [], zoneNameFilter: [], ...parts } as never;
    const selected = azure.selectZones(zones, { configuration, matches: (name) => name === 'example.org' });
    expect(selected.map(({ name }) => name)).toEqual(names);
  });

  it('leaves out what the domain filter does not match where zones are selected by name', () => {
    const configuration = { zoneNameFilter: ['example.org'], domainFilter: ['app.example.org'] };
    const host = new Host(azure, configuration).holds(
      record('app.example.org A 192.0.2.1'),
      record('www.example.org A 192.0.2.2'),
    );
    expect(host.list().map(({ dnsName }) => dnsName)).toEqual(['app.example.org']);
  });
});

describe('Azure changes a zone', () => {
  it('one record set after another, deletes first, creates and updates as overwriting PUTs', () => {
    const host = new Host(azure).holds(
      record('app.example.org A 192.0.2.1', { ttl: 300 }),
      record('old.example.org A 192.0.2.1', { ttl: 300 }),
    );

    host.apply({
      create: [endpoint('new.example.org A 192.0.2.9')],
      updateOld: [endpoint('app.example.org A 192.0.2.1')],
      updateNew: [endpoint('app.example.org A 192.0.2.2 192.0.2.3', { recordTTL: 60 })],
      delete: [endpoint('old.example.org A 192.0.2.1'), endpoint('example.org TXT "x"')],
    });

    expect(host.lines()).toEqual([
      "info Deleting A record named 'old' for Azure DNS zone 'example.org'.",
      "info Deleting TXT record named '@' for Azure DNS zone 'example.org'.",
      "info Updating A record named 'new' to '192.0.2.9' for Azure DNS zone 'example.org'.",
      "info Updating A record named 'app' to '192.0.2.2;192.0.2.3' for Azure DNS zone 'example.org'.",
    ]);
    expect(words(host.records())).toEqual(['app.example.org A 192.0.2.2 192.0.2.3', 'new.example.org A 192.0.2.9']);
  });

  it('whatever was there: what another wrote in the meantime is deleted and overwritten', () => {
    const host = new Host(azure).holds(
      record('app.example.org A 192.0.2.1'),
      record('a-app.example.org TXT', { values: [txt('west')] }),
      record('front.example.org A 192.0.2.9', { properties: { alias: 'true' } }),
      record('gone.example.org A 192.0.2.1'),
    );

    const end = host.apply({
      create: [
        endpoint('app.example.org A 192.0.2.20'),
        endpoint('a-app.example.org TXT', { targets: [txt('east')] }),
        endpoint('front.example.org A 192.0.2.20'),
      ],
      delete: [endpoint('gone.example.org A 192.0.2.99'), endpoint('never.example.org A 192.0.2.99')],
    });

    expect(end).toEqual({ failedZones: [], abort: null });
    expect(words(host.records())).toEqual([
      `a-app.example.org TXT ${txt('east')}`,
      'app.example.org A 192.0.2.20',
      'front.example.org A 192.0.2.20',
    ]);
    expect(host.records().at(-1)?.properties).toBeUndefined();
    expect(host.lines('error')).toEqual([]);
  });

  it.each([
    ['app.example.org A 192.0.2.1', 'app.example.org CNAME lb.example.net', 'another record'],
    ['app.example.org CNAME lb.example.net', 'app.example.org TXT "x"', 'a CNAME record'],
  ])('but %s stays alone: %s is refused, which is logged and no error', (existing, created, other) => {
    const host = new Host(azure).holds(record(existing));

    const end = host.apply({ create: [endpoint(created), endpoint('cname-app.example.org TXT "x"')] });

    expect(end).toEqual({ failedZones: [], abort: null });
    expect(host.lines('error')).toEqual([
      expect.stringMatching(
        /^error Failed to update \w+ record named 'app' to '.*' for DNS zone 'example.org': PUT https/,
      ),
    ]);
    expect(host.lines('error')[0]).toContain(`${other} with the same name already exists in this zone.`);
    expect(words(host.records())).toEqual([existing, 'cname-app.example.org TXT "x"'].sort());
  });

  it('and cannot write every type', () => {
    const host = new Host(azure);
    host.apply({
      create: [
        endpoint('_sip._tcp.example.org SRV', { targets: ['10 5 5060 sip.example.org.'] }),
        endpoint('example.org MX', { targets: ['mail.example.org'] }),
        endpoint('example.org MX', { targets: ['high mail.example.org'] }),
      ],
    });
    expect(host.records()).toEqual([]);
    expect(host.lines('error').map((line) => line.split(': ').at(-1))).toEqual([
      "unsupported record type 'SRV'",
      "mx target needs to be of form '10 example.com'",
      'invalid preference specified',
    ]);
  });

  it('but not the TXT record beside a name that is the whole domain filter', () => {
    const host = new Host(azure, { domainFilter: ['app.example.org'] });
    const create = [endpoint('app.example.org A 192.0.2.1'), endpoint('a-app.example.org TXT "x"')];

    host.apply({ create });
    host.apply({ delete: create });

    expect(host.records()).toEqual([]);
    expect(host.lines('debug')).toEqual([
      'debug Skipping update of record a-app.example.org because it was filtered out by the specified --domain-filter',
      'debug Skipping deletion of record a-app.example.org because it was filtered out by the specified --domain-filter',
    ]);
  });

  it('says once for each name that it is in no zone, and only talks in a dry run', () => {
    const host = new Host(azure, { dryRun: true });
    host.apply({
      create: [endpoint('a-example.org TXT "x"'), endpoint('app.example.org A 192.0.2.1')],
      delete: [endpoint('a-example.org TXT "x"'), endpoint('old.example.org A 192.0.2.1')],
    });
    expect(host.records()).toEqual([]);
    expect(host.lines('info')).toEqual([
      "info Ignoring changes to 'a-example.org' because a suitable Azure DNS zone was not found.",
      "info Would delete A record named 'old' for Azure DNS zone 'example.org'.",
      "info Would update A record named 'app' to '192.0.2.1' for Azure DNS zone 'example.org'.",
    ]);
  });

  it.each([
    ['v0.13.2', ['DELETE', 'UPSERT']],
    ['v0.13.5', ['UPSERT']],
  ])('in %s an update is %j', (version, actions) => {
    const updateOld = [endpoint('app.example.org A 192.0.2.1')];
    const calls = new Host(azure, { version }).calls({ updateOld, updateNew: updateOld });
    expect(calls.flatMap(({ changes }) => changes).map(({ action }) => action)).toEqual(actions);
  });
});
