import { describe, expect, test } from 'vitest';
import { typesInConflict, zoneConflicts } from '../../src/dns/zone-conflicts.ts';
import { readZoneFile } from '../../src/dns/zone-file-reader.ts';

function conflictsOf(text: string) {
  return zoneConflicts('Example.org.', readZoneFile(text, { origin: 'example.org' }).records);
}

describe('a zone breaks the rules of DNS with', () => {
  test('a CNAME beside another type', () => {
    expect(conflictsOf('app CNAME lb.example.net.\napp TXT "x"')).toEqual([
      { code: 'ZONE_CNAME_NOT_ALONE', name: 'app.example.org', types: ['CNAME', 'TXT'] },
    ]);
  });

  test('a CNAME at the apex', () => {
    expect(conflictsOf('@ CNAME lb.example.net.')).toEqual([{ code: 'ZONE_CNAME_AT_APEX', name: 'example.org' }]);
  });

  test('two CNAMEs at one name', () => {
    expect(conflictsOf('app CNAME a\napp CNAME b')).toEqual([
      { code: 'ZONE_SINGLE_VALUE_ONLY', name: 'app.example.org', type: 'CNAME', count: 2 },
    ]);
  });

  test('a name of another zone', () => {
    expect(conflictsOf('cname-example.org. TXT "x"')).toEqual([
      { code: 'ZONE_NAME_OUTSIDE', name: 'cname-example.org', zone: 'example.org' },
    ]);
  });

  test('a SOA below the apex', () => {
    expect(conflictsOf('sub SOA ns. dns. 1 2 3 4 5')).toEqual([
      { code: 'ZONE_SOA_BELOW_APEX', name: 'sub.example.org' },
    ]);
  });

  test('records below a delegation that are not glue', () => {
    expect(conflictsOf('sub NS ns1.sub\nns1.sub A 192.0.2.1\napp.sub TXT "x"\nsub TXT "y"')).toEqual([
      { code: 'ZONE_NAME_DELEGATED', name: 'app.sub.example.org', type: 'TXT', delegation: 'sub.example.org' },
      { code: 'ZONE_NAME_DELEGATED', name: 'sub.example.org', type: 'TXT', delegation: 'sub.example.org' },
    ]);
  });

  test('records of one set with several TTLs', () => {
    const record = { name: 'app.example.org', type: 'A' };
    const records = [
      { ...record, ttl: 60, values: ['192.0.2.1'] },
      { ...record, ttl: 30, values: ['192.0.2.2'] },
    ];
    expect(zoneConflicts('example.org', records)).toEqual([
      { code: 'ZONE_TTLS_DIFFER', name: 'app.example.org', type: 'A', ttls: [30, 60] },
    ]);
  });

  test('a value that is none of its type, and a name that is none', () => {
    const records = [
      { name: 'app.example.org', type: 'A', ttl: 60, values: ['lb.example.net'] },
      { name: 'a..example.org', type: 'A', ttl: 60, values: ['192.0.2.1'] },
    ];
    expect(zoneConflicts('example.org', records)).toMatchObject([
      { code: 'ZONE_NAME_INVALID', name: 'a..example.org', problem: { code: 'DNS_NAME_EMPTY_LABEL' } },
      { code: 'ZONE_RDATA_INVALID', name: 'app.example.org', problem: { code: 'RDATA_FIELD_INVALID' } },
    ]);
  });
});

test('a sound zone has no conflict, weighted CNAMEs and delegations included', () => {
  expect(
    conflictsOf(`
@ SOA ns.example.net. dns.example.net. 1 2 3 4 5
@ NS ns.example.net.
app CNAME a.example.net. ;! set-identifier=east
app CNAME b.example.net. ;! set-identifier=west
sub NS ns1.sub
ns1.sub A 192.0.2.1
@ A app.example.org. ;! alias=true
`),
  ).toEqual([]);
});

test('what may not stand beside a type', () => {
  expect(typesInConflict('CNAME', ['A', 'TXT', 'CNAME', 'RRSIG'])).toEqual(['A', 'TXT']);
  expect(typesInConflict('A', ['CNAME', 'TXT'])).toEqual(['CNAME']);
  expect(typesInConflict('A', ['AAAA', 'TXT', 'A'])).toEqual([]);
});
