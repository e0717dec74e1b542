import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../src/externaldns/configuration.ts';
import type { Changes, Endpoint } from '../../../src/externaldns/endpoint.ts';
import { applyChanges, readRecords } from '../../../src/externaldns/registry/registry.ts';
import { emptyRegistryState, withoutCache } from '../../../src/externaldns/registry/registry-state.ts';
import { configured, endpoint, heritage, messages, ownedBy, summary } from '../instance.ts';

const foo = endpoint('foo.example.org A 192.0.2.1');
const unchanged: Changes = { create: [], updateOld: [], updateNew: [], delete: [] };
const text = (labels: string) => `"heritage=external-dns,${labels}"`;

const read = (listed: readonly Endpoint[], parts: Partial<Configuration> = {}, state = emptyRegistryState) =>
  readRecords({ configuration: configured(parts), state, listed });
const apply = (changes: Partial<Changes>, parts: Partial<Configuration> = {}, state = emptyRegistryState) =>
  applyChanges({ configuration: configured(parts), state, changes: { ...unchanged, ...changes } });
const ownersIn = (listed: readonly Endpoint[], parts: Partial<Configuration> = {}) =>
  read(listed, parts).endpoints.map(
    ({ dnsName, recordType, labels }) => `${dnsName} ${recordType} ${labels.owner ?? '-'}`,
  );
const forced = ({ providerSpecific }: Endpoint) =>
  providerSpecific?.some(({ name, value }) => name === 'txt/force-update' && value === 'true') ?? false;

describe('who owns what is listed', () => {
  it.each<[string, readonly Endpoint[], readonly string[]]>([
    [
      'a typed TXT gives its record its owner',
      [foo, heritage('a-foo.example.org', 'east')],
      ['foo.example.org A east'],
    ],
    ['a record without TXT has no owner', [foo], ['foo.example.org A -']],
    ['an untyped TXT does as well', [foo, heritage('foo.example.org', 'east')], ['foo.example.org A east']],
    [
      'an untyped TXT never covers an AAAA (testTXTRegistryRecordsNoPrefix)',
      [foo, endpoint('foo.example.org AAAA 2001:db8::1'), heritage('foo.example.org', 'east')],
      ['foo.example.org A east', 'foo.example.org AAAA -'],
    ],
    [
      'the typed TXT wins over the untyped one',
      [foo, heritage('a-foo.example.org', 'west'), heritage('foo.example.org', 'east')],
      ['foo.example.org A west'],
    ],
    [
      'the typed TXT wins over the untyped one, whoever has which',
      [foo, heritage('foo.example.org', 'west'), heritage('a-foo.example.org', 'east')],
      ['foo.example.org A east'],
    ],
    [
      'a TXT speaks for its type alone',
      [endpoint('foo.example.org CNAME lb.example.net'), heritage('a-foo.example.org', 'east')],
      ['foo.example.org CNAME -'],
    ],
    ['a TXT without its record yields nothing', [heritage('a-foo.example.org', 'east')], []],
    [
      "an old-form TXT at a-foo is taken for foo's",
      [foo, heritage('a-foo.example.org', 'east')],
      ['foo.example.org A east'],
    ],
    [
      'of several values the first alone counts',
      [
        foo,
        heritage('a-foo.example.org', 'x', {
          targets: [text('external-dns/owner=west'), text('external-dns/owner=east')],
        }),
      ],
      ['foo.example.org A west'],
    ],
    [
      'of several values the first alone counts: the other way round',
      [
        foo,
        heritage('a-foo.example.org', 'x', {
          targets: [text('external-dns/owner=east'), text('external-dns/owner=west')],
        }),
      ],
      ['foo.example.org A east'],
    ],
    [
      'a first value that is no heritage makes the TXT an ordinary one',
      [foo, endpoint('a-foo.example.org TXT v=spf1', { targets: ['"v=spf1"', text('external-dns/owner=east')] })],
      ['foo.example.org A -', 'a-foo.example.org TXT -'],
    ],
    [
      'heritage without owner leaves the record without owner',
      [foo, heritage('a-foo.example.org', 'x', { targets: ['"heritage=external-dns"'] })],
      ['foo.example.org A -'],
    ],
    [
      'a record with capitals is never owned',
      [endpoint('Foo.example.org A 192.0.2.1'), heritage('a-Foo.example.org', 'east')],
      ['Foo.example.org A -'],
    ],
    [
      "a TXT of another set identifier is another record's",
      [{ ...foo, setIdentifier: 's1' }, heritage('a-foo.example.org', 'east')],
      ['foo.example.org A -'],
    ],
    ['a TXT without values is dropped', [foo, endpoint('a-foo.example.org TXT')], ['foo.example.org A -']],
  ])('%s', (_, listed, owners) => {
    expect(ownersIn(listed)).toEqual(owners);
  });

  it('an instance with another prefix swallows the TXTs of others and owns nothing by them', () => {
    expect(ownersIn([foo, heritage('a-foo.example.org', 'east')], { txtPrefix: 'txt.' })).toEqual([
      'foo.example.org A -',
    ]);
  });

  it('a prefix %{record_type} without separator loses every AAAA', () => {
    const listed = [endpoint('foo.example.org AAAA 2001:db8::1'), heritage('aaaafoo.example.org', 'east')];
    expect(ownersIn(listed, { txtPrefix: '%{record_type}' })).toEqual(['foo.example.org AAAA -']);
  });

  it('a wildcard replacement finds the wildcard again in lower case only', () => {
    const listed = [endpoint('*.example.org A 192.0.2.1'), heritage('a-any.example.org', 'east')];
    expect(ownersIn(listed, { txtWildcardReplacement: 'any' })).toEqual(['*.example.org A east']);
    expect(ownersIn(listed, { txtWildcardReplacement: 'ANY' })).toEqual(['*.example.org A -']);
  });

  it('without a replacement a wildcard is owned under its own name', () => {
    const listed = [endpoint('*.example.org A 192.0.2.1'), heritage('a-*.example.org', 'east')];
    expect(ownersIn(listed)).toEqual(['*.example.org A east']);
  });

  it('a name that only begins with an asterisk is no wildcard', () => {
    const listed = [endpoint('*foo.example.org A 192.0.2.1'), heritage('a-*foo.example.org', 'east')];
    expect(ownersIn(listed, { txtWildcardReplacement: 'any' })).toEqual(['*foo.example.org A east']);
  });

  it('the labels of the ownership record win over those that the host gives back', () => {
    const given = endpoint('foo.example.org A 192.0.2.1', { labels: { owner: 'host', custom: 'v' } });
    const [record] = read([given, heritage('a-foo.example.org', 'east')]).endpoints;
    expect(record?.labels).toEqual({ owner: 'east', custom: 'v' });
  });

  it('a TXT without values is complained of', () => {
    expect(messages(read([endpoint('foo.example.org TXT')]).log, 'error')).toEqual([
      'TXT record has no targets foo.example.org',
    ]);
  });

  it('records of the owner that is migrated from count as mine', () => {
    expect(ownersIn([foo, heritage('a-foo.example.org', 'old')], { migrateFromTxtOwner: 'old' })).toEqual([
      'foo.example.org A east',
    ]);
  });
});

describe('without a migration from another owner', () => {
  it("a record of the empty owner stays the empty owner's", () => {
    expect(ownersIn([foo, heritage('a-foo.example.org', '')])).toEqual(['foo.example.org A ']);
  });
});

describe('a release that writes TXT records with the type and without', () => {
  const older = { version: 'v0.17.0' };

  it.each<[string, readonly string[], boolean]>([
    ['both are there', ['foo.example.org', 'a-foo.example.org'], false],
    ['only the one with the type is there', ['a-foo.example.org'], true],
    ['only the one without is there', ['foo.example.org'], true],
  ])('asks for what is missing: %s', (_, txtNames, isForced) => {
    const listed = [foo, ...txtNames.map((name) => heritage(name, 'east'))];
    expect(read(listed, older).endpoints.map(forced)).toEqual([isForced]);
  });

  it.each([
    ['A 192.0.2.1', ['foo.example.org', 'a-foo.example.org']],
    ['AAAA 2001:db8::1', ['aaaa-foo.example.org']],
  ])('writes for %s %j', (record, txtNames) => {
    const { create } = apply({ create: [endpoint(`foo.example.org ${record}`)] }, older).changes;
    expect(create.slice(1).map(({ dnsName }) => dnsName)).toEqual(txtNames);
  });
});

describe('a TXT record that is missing', () => {
  it('is asked for by a forced update where the old form is there (testTXTRegistryMissingRecordsNoPrefix)', () => {
    expect(read([foo, heritage('foo.example.org', 'east')]).endpoints.map(forced)).toEqual([true]);
  });

  it.each<[string, readonly Endpoint[], Partial<Configuration>]>([
    ['of a foreign record', [foo, heritage('foo.example.org', 'west')], {}],
    ['of a type that is not managed', [foo, heritage('foo.example.org', 'east')], { managedRecordTypes: ['CNAME'] }],
    ['in a listing without any ownership record', [ownedBy('east', 'foo.example.org A 192.0.2.1')], {}],
    [
      'whose name would be too long',
      [endpoint(`${'x'.repeat(63)}.example.org A 192.0.2.1`), heritage(`${'x'.repeat(63)}.example.org`, 'east')],
      {},
    ],
  ])('is not asked for %s', (_, listed, parts) => {
    expect(read(listed, parts).endpoints.map(forced)).toEqual([false]);
  });

  it('whose name is too long is complained of on every listing', () => {
    const host = `${'x'.repeat(63)}.example.org`;
    const { log } = read([endpoint(`${host} A 192.0.2.1`), heritage(host, 'east')]);
    expect(messages(log, 'error')).toEqual([
      `label a-${'x'.repeat(63)} in a-${host} is longer than 63 characters. Cannot create endpoint`,
    ]);
  });
});

describe('an A alias with the TXT of its former type', () => {
  const alias = { ...foo, providerSpecific: [{ name: 'alias', value: 'true' }] };
  const listed = [alias, heritage('cname-foo.example.org', 'east')];

  it('is owned, gets its new TXT, and is warned of once (TestTXTRegistryAliasARecordForceUpdateOnMigration)', () => {
    const first = read(listed);
    expect(first.endpoints.map(({ labels }) => labels.owner)).toEqual(['east']);
    expect(first.endpoints.map(forced)).toEqual([true]);
    expect(messages(first.log)).toEqual([
      'Obsolete legacy TXT record "cname-foo.example.org" for A ALIAS "foo.example.org" can be removed; now using "a-foo.example.org" (see scripts/aws-cleanup-legacy-txt-records.py).',
    ]);
    expect(read(listed, {}, first.state).log).toEqual([]);
  });

  it('leaves the old TXT behind when it is deleted (TestTXTRegistryAliasARecordDeleteLeavesLegacyCNAME)', () => {
    const { changes } = apply({ delete: read(listed).endpoints });
    expect(changes.delete.map(({ dnsName }) => dnsName)).toEqual(['foo.example.org', 'a-foo.example.org']);
  });
});

describe('what goes with a change', () => {
  const owned = ownedBy('east', 'foo.example.org A 192.0.2.1', {
    setIdentifier: 's',
    providerSpecific: [{ name: 'p', value: 'v' }],
  });

  it('a create is owned by me, whatever it says, and brings its TXT with all its labels', () => {
    const desired = endpoint('foo.example.org A 192.0.2.1', {
      labels: { owner: 'somebody', custom: 'v', resource: 'crd/d/x' },
      setIdentifier: 's',
      providerSpecific: [{ name: 'p', value: 'v' }],
    });
    const [record, txt] = apply({ create: [desired] }).changes.create;
    expect(record?.labels).toEqual({ owner: 'east', custom: 'v', resource: 'crd/d/x' });
    expect(txt).toEqual({
      dnsName: 'a-foo.example.org',
      recordType: 'TXT',
      targets: [text('external-dns/custom=v,external-dns/owner=east,external-dns/resource=crd/d/x')],
      recordTTL: 0,
      setIdentifier: 's',
      labels: { ownedRecord: 'foo.example.org' },
      providerSpecific: [{ name: 'p', value: 'v' }],
    });
  });

  it('a create brings no TXT where an ownership TXT was listed, whoever owns it', () => {
    const { state } = read([heritage('a-foo.example.org', 'west')]);
    expect(summary(apply({ create: [foo] }, {}, state).changes)).toEqual(['create foo.example.org A 192.0.2.1']);
  });

  it('a create brings its TXT where an ordinary TXT is', () => {
    const { state } = read([endpoint('a-foo.example.org TXT hello')]);
    expect(apply({ create: [foo] }, {}, state).changes.create).toHaveLength(2);
  });

  it('a create brings its TXT where one of another set identifier was listed', () => {
    const { state } = read([heritage('a-foo.example.org', 'east', { setIdentifier: 'other' })]);
    expect(apply({ create: [foo] }, {}, state).changes.create).toHaveLength(2);
  });

  it('a record whose TXT name would be too long is created without TXT (TestFailGenerateTXT)', () => {
    const host = `${'x'.repeat(63)}.example.org`;
    const { changes, log } = apply({ create: [endpoint(`${host} A 192.0.2.1`)] });
    expect(summary(changes)).toEqual([`create ${host} A 192.0.2.1`]);
    expect(messages(log, 'error')).toHaveLength(1);
  });

  it('a TXT record that is wanted brings a TXT of its own', () => {
    const { create } = apply({ create: [endpoint('foo.example.org TXT hello')] }).changes;
    expect(create.map(({ dnsName }) => dnsName)).toEqual(['foo.example.org', 'txt-foo.example.org']);
  });

  it('a delete takes its TXT along, though it was never listed', () => {
    expect(apply({ delete: [owned] }).changes.delete.map(({ dnsName }) => dnsName)).toEqual([
      'foo.example.org',
      'a-foo.example.org',
    ]);
  });

  it('the TXTs of an update stand at the same places on both sides', () => {
    const { changes } = apply({ updateOld: [owned], updateNew: [{ ...owned, targets: ['192.0.2.2'] }] });
    expect(changes.updateOld.map(({ dnsName }) => dnsName)).toEqual(['foo.example.org', 'a-foo.example.org']);
    expect(changes.updateNew.map(({ dnsName }) => dnsName)).toEqual(['foo.example.org', 'a-foo.example.org']);
  });

  it('updates and deletes of what is not mine are dropped (testTXTRegistryApplyChangesNoPrefix)', () => {
    const theirs = ownedBy('west', 'foo.example.org A 192.0.2.1');
    const { changes, log } = apply({ updateOld: [theirs], updateNew: [theirs], delete: [foo] });
    expect(changes).toEqual(unchanged);
    expect(messages(log)).toEqual([
      'Skipping endpoint foo.example.org 0 IN A  192.0.2.1 [] because owner id does not match (found: "west", required: "east")',
      'Skipping endpoint foo.example.org 0 IN A  192.0.2.1 [] because owner id does not match (found: "west", required: "east")',
      'Skipping endpoint foo.example.org 0 IN A  192.0.2.1 [] because of missing owner label (required: "east")',
    ]);
  });
});

describe('a cached listing', () => {
  const cached = { txtCacheIntervalMs: 3_600_000 };
  const listed = [foo, heritage('a-foo.example.org', 'east')];

  it('is answered from memory until it expires', () => {
    const first = read(listed, cached);
    const second = read([], cached, first.state);
    expect(second.endpoints).toEqual(first.endpoints);
    expect(messages(second.log)).toEqual(['Using cached records.']);
    expect(read([], cached, withoutCache(second.state)).endpoints).toEqual([]);
  });

  it('forgets which TXTs exist, so that a create writes over a foreign one', () => {
    const { state } = read([heritage('a-bar.example.org', 'west')], cached);
    const again = read([], cached, state).state;
    const bar = endpoint('bar.example.org A 192.0.2.1');
    expect(apply({ create: [bar] }, cached, state).changes.create).toHaveLength(1);
    expect(apply({ create: [bar] }, cached, again).changes.create).toHaveLength(2);
  });

  it('takes every change for done, whether or not the provider does it', () => {
    const first = read(listed, cached);
    const [existing] = first.endpoints as [Endpoint];
    const updated = { ...existing, targets: ['192.0.2.9'] };
    const bar = endpoint('bar.example.org A 192.0.2.1');
    const { state } = apply({ create: [bar], updateOld: [existing], updateNew: [updated] }, cached, first.state);
    expect(
      read([], cached, state).endpoints.map(({ dnsName, targets, labels }) => [dnsName, targets[0], labels.owner]),
    ).toEqual([
      ['bar.example.org', '192.0.2.1', 'east'],
      ['foo.example.org', '192.0.2.9', 'east'],
    ]);
    expect(apply({ delete: [updated] }, cached, state).state.cachedEndpoints).toHaveLength(1);
  });

  it('loses only what has the targets that were deleted', () => {
    const both = ['192.0.2.1', '192.0.2.2'].map((target) => ownedBy('east', `foo.example.org A ${target}`));
    const { state } = read(both, cached);
    const { cachedEndpoints } = apply({ delete: [both[1] as Endpoint] }, cached, state).state;
    expect(cachedEndpoints?.map(({ targets }) => targets)).toEqual([['192.0.2.1']]);
  });

  it('loses the first of several matches only', () => {
    const twice = [ownedBy('east', 'foo.example.org A 192.0.2.1'), ownedBy('east', 'foo.example.org A 192.0.2.1')];
    const { state } = read(twice, cached);
    expect(apply({ delete: [twice[0] as Endpoint] }, cached, state).state.cachedEndpoints).toHaveLength(1);
  });
});
