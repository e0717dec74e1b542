import { describe, expect, it } from 'vitest';
import { domainListFilter, domainTest } from '../../../src/externaldns/domain-filter/domain-filter.ts';
import { route53 } from '../../../src/externaldns/provider/route53.ts';
import { endpoint } from '../instance.ts';
import { Host, record, words } from './host.ts';

const loadBalancer = 'lb-1.eu-west-1.elb.amazonaws.com';
const fields = 'profile=default zoneID=Z1 zoneName=example.org.';

function property(name: string, value: string) {
  return { name, value };
}

describe('Route 53 wants', () => {
  it('a CNAME to a load balancer as alias A and, at the end, alias AAAA', () => {
    const host = new Host(route53);
    const adjusted = host.adjust(
      endpoint(`app.example.org CNAME ${loadBalancer}`),
      endpoint('x.example.org A 192.0.2.1'),
    );
    expect(adjusted.map(({ dnsName, recordType }) => `${dnsName} ${recordType}`)).toEqual([
      'app.example.org A',
      'x.example.org A',
      'app.example.org AAAA',
    ]);
    expect(adjusted[0]?.providerSpecific).toEqual([
      property('alias', 'true'),
      property('aws/evaluate-target-health', 'true'),
    ]);
  });

  it('any other CNAME as no alias, and with --aws-prefer-cname all of them', () => {
    const plain = endpoint('app.example.org CNAME app.example.net');
    const [adjusted] = new Host(route53).adjust(plain);
    expect(adjusted).toEqual({ ...plain, providerSpecific: [property('alias', 'false')] });
    const [preferred] = new Host(route53, { awsPreferCNAME: true }).adjust(
      endpoint(`app.example.org CNAME ${loadBalancer}`),
    );
    expect(preferred?.recordType).toBe('CNAME');
  });

  it('an alias of one type as an alias, whatever the annotation called it', () => {
    const [adjusted, ...others] = new Host(route53).adjust(
      endpoint(`app.example.org CNAME ${loadBalancer}`, { providerSpecific: [property('alias', 'AAAA')] }),
    );
    expect(others).toEqual([]);
    expect(adjusted).toMatchObject({ recordType: 'AAAA', providerSpecific: [{ name: 'alias', value: 'true' }, {}] });
  });

  it('names in its zones only, and says so on every run', () => {
    const host = new Host(route53);
    const matches = domainTest([domainListFilter(host.domainFilter())]);
    expect(['example.org', 'app.example.org', 'app.example.net', 'a-example.org'].filter(matches)).toEqual([
      'example.org',
      'app.example.org',
    ]);
    expect(host.lines()).toEqual(['info Applying provider record filter for domains: [example.org. .example.org.]']);
  });
});

describe('Route 53 lists', () => {
  it('what it made of an alias and of a weighted record', () => {
    const host = new Host(route53);
    const alias = host.adjust(endpoint(`app.example.org CNAME ${loadBalancer}`));
    const weighted = endpoint('w.example.org A 192.0.2.1', {
      setIdentifier: 'east',
      recordTTL: 60,
      providerSpecific: [property('aws/weight', '10')],
    });

    host.apply({ create: [...alias, weighted] });

    expect(host.records()).toContainEqual({
      name: 'app.example.org',
      type: 'A',
      ttl: 0,
      values: [loadBalancer],
      properties: { alias: 'true', 'evaluate-target-health': 'true' },
    });
    expect(host.list()).toEqual([
      endpoint(`app.example.org A ${loadBalancer}`, {
        recordTTL: 300,
        providerSpecific: [property('aws/evaluate-target-health', 'true'), property('alias', 'true')],
      }),
      endpoint(`app.example.org AAAA ${loadBalancer}`, {
        recordTTL: 300,
        providerSpecific: [property('aws/evaluate-target-health', 'true'), property('alias', 'true')],
      }),
      weighted,
    ]);
  });
});

describe('a Route 53 batch', () => {
  it('is announced change by change: upserts, deletes, creates', () => {
    const host = new Host(route53).holds(
      record('old.example.org A 192.0.2.1', { ttl: 300 }),
      record('app.example.org A 192.0.2.1', { ttl: 300 }),
    );

    host.apply({
      create: [endpoint('new.example.org A 192.0.2.1'), endpoint('new.example.org AAAA 2001:db8::1')],
      updateOld: [endpoint('app.example.org A 192.0.2.1')],
      updateNew: [endpoint('app.example.org A 192.0.2.2')],
      delete: [endpoint('old.example.org A 192.0.2.1')],
    });

    expect(host.lines('info')).toEqual([
      `info Desired change: UPSERT app.example.org A ${fields}`,
      `info Desired change: DELETE old.example.org A ${fields}`,
      `info Desired change: CREATE new.example.org A ${fields}`,
      `info Desired change: CREATE new.example.org AAAA ${fields}`,
      `info 4 record(s) were successfully updated ${fields}`,
    ]);
    expect(words(host.records())).toEqual([
      'app.example.org A 192.0.2.2',
      'new.example.org A 192.0.2.1',
      'new.example.org AAAA 2001:db8::1',
    ]);
  });

  it('that is refused is taken apart by owned name; one bad name blocks no other', () => {
    const txt = endpoint('a-bad.example.org TXT "x"', { labels: { ownedRecord: 'bad.example.org' } });
    const host = new Host(route53).holds(record('bad.example.org CNAME lb.example.net', { ttl: 300 }));

    const end = host.apply({
      create: [endpoint('bad.example.org A 192.0.2.1'), endpoint('good.example.org A 192.0.2.1'), txt],
    });

    expect(end.failedZones).toEqual(['example.org']);
    expect(words(host.records())).toEqual(['bad.example.org CNAME lb.example.net', 'good.example.org A 192.0.2.1']);
    expect(host.lines('error')).toEqual([
      expect.stringMatching(
        /^error Failure in zone example\.org\. when submitting change batch: operation error Route 53: ChangeResourceRecordSets, https response error StatusCode: 400, RequestID: [-0-9a-f]+, InvalidChangeBatch: \[RRSet of type A with DNS name bad\.example\.org\. is not permitted as it conflicts with other records with the same DNS name in zone example\.org\.\]/,
      ),
      expect.stringMatching(
        /^error Failed submitting change \(error: .*\), it will be retried in a separate change batch in the next iteration/,
      ),
    ]);
  });

  it.each([
    [
      'creates what exists',
      { create: [endpoint('app.example.org A 192.0.2.9')] },
      "Tried to create resource record set [name='app.example.org.', type='A'] but it already exists",
    ],
    [
      'deletes what does not exist',
      { delete: [endpoint('none.example.org A 192.0.2.9')] },
      "Tried to delete resource record set [name='none.example.org.', type='A'] but it was not found",
    ],
    [
      'deletes another value',
      { delete: [endpoint('app.example.org A 192.0.2.9')] },
      'but the values provided do not match the current values',
    ],
    [
      'deletes with another TTL',
      { delete: [endpoint('app.example.org A 192.0.2.1', { recordTTL: 60 })] },
      'but the values provided do not match the current values',
    ],
    [
      'mixes simple and weighted',
      {
        create: [
          endpoint('app.example.org A 192.0.2.1', {
            setIdentifier: 'one',
            providerSpecific: [property('aws/weight', '1')],
          }),
        ],
      },
      'cannot be created as other RRSets exist with the same name and type.',
    ],
    [
      'puts a CNAME at the apex',
      { create: [endpoint('example.org CNAME lb.example.net')] },
      'RRSet of type CNAME with DNS name example.org. is not permitted at apex in zone example.org.',
    ],
  ])('is refused when it %s', (_, changes, error) => {
    const host = new Host(route53).holds(record('app.example.org A 192.0.2.1', { ttl: 300 }));
    expect(host.apply(changes).failedZones).toEqual(['example.org']);
    expect(host.lines('error')[0]).toContain(error);
    expect(words(host.records())).toEqual(['app.example.org A 192.0.2.1']);
  });

  it('may replace one type by another under one name', () => {
    const host = new Host(route53).holds(record('app.example.org A 192.0.2.1', { ttl: 300 }));
    host.apply({
      create: [endpoint('app.example.org CNAME lb.example.net')],
      delete: [endpoint('app.example.org A 192.0.2.1')],
    });
    expect(words(host.records())).toEqual(['app.example.org CNAME lb.example.net']);
  });

  it('creates a TXT that an update does not find', () => {
    const host = new Host(route53);
    host.apply({
      updateOld: [endpoint('a-app.example.org TXT "old"')],
      updateNew: [endpoint('a-app.example.org TXT "new"')],
    });
    expect(words(host.records())).toEqual(['a-app.example.org TXT "new"']);
  });

  it('deletes and creates where the routing policy changes', () => {
    const old = endpoint('w.example.org A 192.0.2.1', {
      setIdentifier: 'one',
      providerSpecific: [property('aws/weight', '1')],
    });
    const desired = { ...old, providerSpecific: [property('aws/region', 'eu-west-1')] };
    const [call] = new Host(route53).calls({ updateOld: [old], updateNew: [desired] });
    expect(call?.changes.map(({ action }) => action)).toEqual(['DELETE', 'CREATE']);
  });

  it('holds no more changes than --aws-batch-change-size, and keeps an owned name together', () => {
    const create = ['a', 'b', 'c'].flatMap((name) => [
      endpoint(`${name}.example.org A 192.0.2.1`),
      endpoint(`a-${name}.example.org TXT "x"`, { labels: { ownedRecord: `${name}.example.org` } }),
    ]);
    const calls = new Host(route53, { awsBatchChangeSize: 5 }).calls({ create });
    expect(calls.map(({ changes }) => changes.length)).toEqual([4, 2]);
    const host = new Host(route53, { awsBatchChangeSize: 1 });
    expect(host.calls({ create })).toEqual([]);
    expect(host.lines('warning')[0]).toBe(
      'warning Total changes for 0 exceeds max batch size of 1, total changes: 2; changes will not be performed',
    );
  });

  it('is only announced in a dry run', () => {
    const host = new Host(route53, { dryRun: true });
    host.apply({ create: [endpoint('app.example.org A 192.0.2.1')] });
    expect(host.records()).toEqual([]);
    expect(host.lines()).toEqual([
      'debug Adding app.example.org. to zone example.org. [Id: Z1]',
      `info Desired change: CREATE app.example.org A ${fields}`,
      `debug Dry run mode, skipping change submission ${fields}`,
    ]);
  });
});
