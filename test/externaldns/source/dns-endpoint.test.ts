import { describe, expect, it } from 'vitest';
import { collect, desired, dnsEndpoint, logged } from './desired.ts';

describe('the source crd (source/crd_test.go)', () => {
  it('takes endpoints as they are written and signs them with its resource', () => {
    const written = {
      dnsName: 'UP.example.org.',
      recordType: 'A',
      targets: ['192.0.2.1'],
      recordTTL: 60,
      setIdentifier: 'east',
      labels: { owner: 'me', resource: 'mine', team: 'dns' },
      providerSpecific: [{ name: 'aws/weight', value: '10' }],
    };
    expect(collect([dnsEndpoint([written])], { provider: 'aws' }).endpoints).toEqual([
      { ...written, labels: { owner: 'me', resource: 'crd/shop/web', team: 'dns' } },
    ]);
  });

  it('tells no properties from an empty list of them', () => {
    const [none, empty] = collect([
      dnsEndpoint([
        { dnsName: 'a.example.org', recordType: 'A', targets: ['192.0.2.1'] },
        { dnsName: 'b.example.org', recordType: 'A', targets: ['192.0.2.1'], providerSpecific: [] },
      ]),
    ]).endpoints;
    expect([none?.providerSpecific, empty?.providerSpecific]).toEqual([null, []]);
  });

  it.each([
    ['A', '192.0.2.1.', '"192.0.2.1" not "192.0.2.1."'],
    ['NS', 'ns.example.org.', '"ns.example.org" not "ns.example.org."'],
    ['NAPTR', '100 10 "u" "sip" "" x', '"100 10 \\"u\\" \\"sip\\" \\"\\" x." not "100 10 \\"u\\" \\"sip\\" \\"\\" x"'],
  ])('refuses an %s endpoint with the target %s', (recordType, target, advice) => {
    const { endpoints, log } = collect([dnsEndpoint([{ dnsName: 'x.example.org', recordType, targets: [target] }])]);
    expect(endpoints).toEqual([]);
    expect(logged(log, 'warning').join()).toContain(`for ${recordType} record — use ${advice}.`);
  });

  it.each([
    ['CNAME', 'a.example.org.'],
    ['TXT', 'v=spf1 -all.'],
    ['MX', '10 mail.example.org.'],
    ['SRV', '0 0 443 app.example.org.'],
    ['NAPTR', '100 10 "u" "sip" "" sip.example.org.'],
    ['CNAME', 'a.example.org'],
    ['MX', '10 mail.example.org'],
  ])('takes an %s endpoint with the target %s', (recordType, target) => {
    expect(desired([dnsEndpoint([{ dnsName: 'x.example.org', recordType, targets: [target] }])])).toEqual([
      `x.example.org 0 IN ${recordType}  ${target} []`,
    ]);
  });

  it('lets an endpoint without targets pass, but for a CNAME', () => {
    const empty = (recordType: string) => dnsEndpoint([{ dnsName: 'x.example.org', recordType }]);
    expect(desired([empty('A')])).toEqual(['x.example.org 0 IN A   []']);
    const { endpoints, log } = collect([empty('CNAME')], { sources: ['crd'] });
    expect(endpoints).toEqual([]);
    expect(logged(log, 'debug').slice(2)).toEqual([
      'Endpoint web with DNSName x.example.org has an empty list of targets, allowing it to pass through for default-targets processing',
      'Skipping CNAME endpoint "x.example.org" with no targets',
    ]);
  });

  it('passes over null endpoints, and does not mind the annotation controller', () => {
    const objects = [
      dnsEndpoint([null, { dnsName: 'x.example.org', recordType: 'A', targets: ['192.0.2.1'] }], {
        annotations: { controller: 'another' },
      }),
    ];
    expect(desired(objects)).toEqual(['x.example.org 0 IN A  192.0.2.1 []']);
  });

  const labelled = (name: string, team: string) =>
    dnsEndpoint([{ dnsName: `${name}.example.org`, recordType: 'A', targets: ['192.0.2.1'] }], {
      name,
      labels: { team },
      annotations: { 'example.org/team': team },
    });

  it('loses all DNSEndpoints to one that the annotation filter does not select, which is reported', () => {
    const flags = { annotationFilter: 'example.org/team=dns' };
    expect(desired([labelled('a', 'dns'), labelled('b', 'dns')], flags)).toHaveLength(2);
    const { endpoints, problems } = collect([labelled('a', 'dns'), labelled('b', 'web')], flags);
    expect(endpoints).toEqual([]);
    expect(problems).toEqual([{ code: 'SOURCE_CRD_ANNOTATION_FILTER_LOSES_ALL', object: 'DNSEndpoint/shop/b' }]);
  });

  it('filters by label without harm, also what the annotation filter would stumble over', () => {
    const flags = { labelFilter: 'team=dns', annotationFilter: 'example.org/team=dns' };
    expect(desired([labelled('a', 'dns'), labelled('b', 'web')], flags)).toEqual([
      'a.example.org 0 IN A  192.0.2.1 []',
    ]);
  });
});
