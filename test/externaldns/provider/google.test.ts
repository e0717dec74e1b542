import { describe, expect, it } from 'vitest';
import type { Changes } from '../../../src/externaldns/endpoint.ts';
import { defaultConfiguration } from '../../../src/externaldns/flags/default-configuration.ts';
import { google } from '../../../src/externaldns/provider/google.ts';
import { endpoint } from '../instance.ts';
import { Host, record, words } from './host.ts';

describe('Google changes a zone', () => {
  it('in one change set, an update as a deletion and an addition', () => {
    const host = new Host(google).holds(record('app.example.org A 192.0.2.1', { ttl: 300 }));

    host.apply({
      create: [endpoint('www.example.org CNAME app.example.org', { recordTTL: 60 })],
      updateOld: [endpoint('app.example.org A 192.0.2.1', { recordTTL: 300 })],
      updateNew: [endpoint('app.example.org A 192.0.2.2 192.0.2.3')],
    });

    expect(host.answers).toHaveLength(1);
    expect(host.lines()).toEqual([
      'info Change zone: Z1 batch #0',
      'info Del records: app.example.org. A [192.0.2.1] 300',
      'info Add records: app.example.org. A [192.0.2.2 192.0.2.3] 300',
      'info Add records: www.example.org. CNAME [app.example.org.] 60',
    ]);
    expect(words(host.records())).toEqual([
      'app.example.org A 192.0.2.2 192.0.2.3',
      'www.example.org CNAME app.example.org',
    ]);
  });

  it.each<[string, Partial<Changes>, string]>([
    [
      'what exists is created',
      { create: [endpoint('app.example.org A 192.0.2.9')] },
      "Error 409: The resource 'entity.change.additions[app.example.org.][A]' named 'app.example.org. (A)' already exists, alreadyExists",
    ],
    [
      'another value is deleted',
      { delete: [endpoint('app.example.org A 192.0.2.9', { recordTTL: 300 })] },
      "Error 412: Precondition not met for 'entity.change.deletions[app.example.org.][A]', conditionNotMet",
    ],
    [
      'another TTL is deleted',
      { delete: [endpoint('app.example.org A 192.0.2.1', { recordTTL: 60 })] },
      "Error 412: Precondition not met for 'entity.change.deletions[app.example.org.][A]', conditionNotMet",
    ],
    [
      'nothing is deleted',
      { delete: [endpoint('gone.example.org A 192.0.2.1')] },
      "Error 404: The 'entity.change.deletions[gone.example.org.][A]' resource named 'gone.example.org. (A)' does not exist., notFound",
    ],
    [
      'a CNAME is put beside it',
      { create: [endpoint('app.example.org CNAME lb.example.net')] },
      "Error 400: The resource record set 'entity.change.additions[app.example.org.][CNAME]' is invalid because the DNS name 'app.example.org.' has a resource record set of the type 'A'. A DNS name may have either one CNAME resource record set or resource record sets of other types, but not both., cnameResourceRecordSetConflict",
    ],
    [
      'a name gets two CNAMEs',
      { create: [endpoint('two.example.org CNAME a.example.net b.example.net')] },
      "Error 400: Invalid value for 'entity.change.additions[two.example.org.][CNAME].rrdata': a CNAME has one value, invalid",
    ],
  ])('not at all if %s', (_, changes, error) => {
    const host = new Host(google).holds(record('app.example.org A 192.0.2.1', { ttl: 300 }));

    const { abort } = host.apply({
      ...changes,
      create: [...(changes.create ?? []), endpoint('fine.example.org A 192.0.2.1')],
    });

    expect(abort).toBe(`soft error\nfailed to create changes: googleapi: ${error}`);
    expect(words(host.records())).toEqual(['app.example.org A 192.0.2.1']);
  });

  it('names every objection', () => {
    const host = new Host(google).holds(record('app.example.org A 192.0.2.1'), record('www.example.org A 192.0.2.1'));
    const { abort } = host.apply({
      create: [endpoint('app.example.org A 192.0.2.9'), endpoint('www.example.org A 192.0.2.9')],
    });
    expect(abort?.split('\n').map((line) => line.split(',')[0])).toEqual([
      'soft error',
      "failed to create changes: googleapi: Error 409: The resource 'entity.change.additions[app.example.org.][A]' named 'app.example.org. (A)' already exists",
      'More details:',
      'Reason: alreadyExists',
      'Reason: alreadyExists',
      '',
    ]);
  });

  it('in batches that keep a name together, but not a record and its TXT', () => {
    const changes = {
      create: ['app', 'a-app', 'www', 'a-www'].map((name) => endpoint(`${name}.example.org TXT "x"`)),
      updateOld: [endpoint('old.example.org A 192.0.2.1'), endpoint('old.example.org AAAA 2001:db8::1')],
      updateNew: [endpoint('old.example.org A 192.0.2.2'), endpoint('old.example.org AAAA 2001:db8::2')],
    };
    const batches = (googleBatchChangeSize: number) => {
      const host = new Host(google, { googleBatchChangeSize });
      const calls = host.calls(changes);
      return [
        calls.map((call) => call.changes.map(({ record: { name } }) => name.split('.')[0]).join(' ')),
        host.lines(),
      ];
    };
    expect(batches(4)).toEqual([['a-app a-www app', 'old old old old', 'www'], []]);
    expect(batches(3)).toEqual([
      ['a-app a-www app', 'www'],
      ['warning Total changes for old.example.org. exceeds max batch size of 3, total changes: 4'],
    ]);
    expect(batches(0)[0]).toHaveLength(1);
  });

  it('warns of names in no zone, and only talks in a dry run', () => {
    const host = new Host(google, { dryRun: true });
    host.apply({ create: [endpoint('a-example.org TXT "x"'), endpoint('app.example.org A 192.0.2.1')] });
    expect(host.records()).toEqual([]);
    expect(host.lines()).toEqual([
      'warning No matching zone for record addition: a-example.org. TXT ["x"] 300',
      'info Change zone: Z1 batch #0',
      'info Add records: app.example.org. A [192.0.2.1] 300',
    ]);
  });

  it('but not the TXT record beside a name that is the whole domain filter', () => {
    const host = new Host(google, { domainFilter: ['app.example.org'] });
    host.apply({ create: [endpoint('app.example.org A 192.0.2.1'), endpoint('a-app.example.org TXT "x"')] });
    expect(words(host.records())).toEqual(['app.example.org A 192.0.2.1']);
  });

  it.each([
    ['v0.15.0', false],
    ['v0.15.1', true],
  ])('and %s calls its errors soft: %s', (version, isSoft) => {
    const configuration = { ...defaultConfiguration, version };
    for (const { errorOf } of google.listingFaults) {
      expect(errorOf({ name: 'example.org', id: 'Z1' }, configuration).isSoft).toBe(isSoft);
    }
  });
});
