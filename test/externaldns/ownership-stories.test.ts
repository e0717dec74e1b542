import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../src/externaldns/configuration.ts';
import type { Endpoint } from '../../src/externaldns/endpoint.ts';
import { configured, contents, endpoint, heritage, messages, reconcile } from './instance.ts';

/** Two instances on one zone: `east` and `west`. What a run leaves in the zone is what the next one lists. */
const east = configured({ txtOwnerId: 'east' });
const west = configured({ txtOwnerId: 'west' });
const foo = (text: string, parts: Partial<Endpoint> = {}) => endpoint(`foo.example.org ${text}`, parts);
const fooA = foo('A 192.0.2.1');
const orphan = (owner: string) => heritage('a-foo.example.org', owner);

describe('ownership records left behind', () => {
  it('a create over a foreign orphan writes no TXT and so gives the record away; its owner then deletes it', () => {
    const created = reconcile([orphan('west')], [fooA], east);
    expect(created.asked).toEqual(['create foo.example.org A 192.0.2.1']);

    expect(reconcile(created.zone, [foo('A 192.0.2.9')], east).asked).toEqual([]);
    expect(reconcile(created.zone, [], east).asked).toEqual([]);
    expect(contents(reconcile(created.zone, [], west).zone)).toEqual([]);
  });

  it.each(['sync', 'upsert-only', 'create-only'].flatMap((policy) => ['', 's'].map((set) => [policy, set] as const)))(
    'a create over an own orphan is stable afterwards under %s, set identifier %j (TestTXTRegistryRecreatesMissingRecords)',
    (policy, setIdentifier) => {
      const configuration = configured({ policy: policy as Configuration['policy'] });
      const wanted = foo('A 192.0.2.1', { setIdentifier });
      const created = reconcile([{ ...orphan('east'), setIdentifier }], [wanted], configuration);
      expect(created.asked).toHaveLength(1);
      expect(created.asked[0]).toMatch(/^create foo\.example\.org A /);
      expect(reconcile(created.zone, [wanted], configuration).asked).toEqual([]);
    },
  );

  it.each([['A 192.0.2.1'], ['A 192.0.2.9'], ['AAAA 2001:db8::1'], ['CNAME lb.example.net']])(
    'a lost TXT is never written again, whatever is wanted: %s',
    (wanted) => {
      expect(reconcile([fooA], [foo(wanted)], east).asked).toEqual([]);
    },
  );

  it('a record of another type made by hand is not owned by the TXT of the lost one', () => {
    const zone = [foo('CNAME lb.example.net'), orphan('east')];
    expect(reconcile(zone, [fooA], east).asked).toEqual([]);
  });

  it('an ordinary TXT in the way does not keep the ownership record from being asked for', () => {
    const { asked } = reconcile([endpoint('a-foo.example.org TXT hello')], [fooA], east);
    expect(asked).toHaveLength(2);
  });

  it.each<[string, readonly Endpoint[], readonly string[]]>([
    ['goes', [], []],
    [
      'changes its type',
      [foo('CNAME lb.example.net')],
      ['cname-foo.example.org TXT east', 'foo.example.org CNAME lb.example.net'],
    ],
  ])('an old-form TXT stays for ever when the record %s', (_, desired, others) => {
    const changed = reconcile([fooA, heritage('foo.example.org', 'east')], desired, east);
    expect(contents(changed.zone)).toEqual([...others, 'foo.example.org TXT east']);
    expect(reconcile(changed.zone, desired, east).asked).toEqual([]);
  });
});

describe('two instances that want the same name', () => {
  it('the second one waits until the first lets go, and the first is then locked out', () => {
    const first = reconcile([], [fooA], east);
    expect(reconcile(first.zone, [foo('A 192.0.2.2')], west).asked).toEqual([]);

    const released = reconcile(first.zone, [], east);
    expect(contents(released.zone)).toEqual([]);
    const taken = reconcile(released.zone, [foo('A 192.0.2.2')], west);
    expect(contents(taken.zone)).toEqual(['a-foo.example.org TXT west', 'foo.example.org A 192.0.2.2']);
    expect(reconcile(taken.zone, [fooA], east).asked).toEqual([]);
  });

  it('another set identifier makes another record of the name, with a TXT of that identifier', () => {
    const first = reconcile([], [fooA], east);
    const second = reconcile(first.zone, [foo('A 192.0.2.2', { setIdentifier: 's' })], west);
    expect(second.zone.map(({ dnsName, setIdentifier }) => `${dnsName} ${setIdentifier}`)).toEqual([
      'foo.example.org ',
      'a-foo.example.org ',
      'foo.example.org s',
      'a-foo.example.org s',
    ]);
    expect(reconcile(second.zone, [foo('A 192.0.2.3', { setIdentifier: 's' })], west).plan.hasChanges).toBe(true);
  });

  it('an A beside a foreign AAAA is given up for a CNAME that never comes', () => {
    const zone = [fooA, orphan('east'), foo('AAAA 2001:db8::1'), heritage('aaaa-foo.example.org', 'west')];
    const run = reconcile(zone, [foo('CNAME lb.example.net')], east);
    expect(contents(run.zone)).toEqual(['aaaa-foo.example.org TXT west', 'foo.example.org AAAA 2001:db8::1']);
    expect(reconcile(run.zone, [foo('CNAME lb.example.net')], east).asked).toEqual([]);
  });

  it('with one owner id and different names, each deletes what the other made, for ever', () => {
    const bar = endpoint('bar.example.org A 192.0.2.2');
    const first = reconcile([], [fooA], east);
    const second = reconcile(first.zone, [bar], east);
    const third = reconcile(second.zone, [fooA], east);
    expect(contents(second.zone)).toEqual(['a-bar.example.org TXT east', 'bar.example.org A 192.0.2.2']);
    expect(contents(third.zone)).toEqual(contents(first.zone));
  });

  it('with one owner id and one name, each writes its own target on every run', () => {
    const here = foo('A 192.0.2.1', { labels: { resource: 'ingress/default/here' } });
    const there = foo('A 192.0.2.2', { labels: { resource: 'ingress/default/there' } });
    const first = reconcile([], [here], east);
    const second = reconcile(first.zone, [there], east);
    const third = reconcile(second.zone, [here], east);
    expect([first, second, third].map(({ zone }) => contents(zone)[1])).toEqual([
      'foo.example.org A 192.0.2.1',
      'foo.example.org A 192.0.2.2',
      'foo.example.org A 192.0.2.1',
    ]);
  });

  it('two replicas that want the same have no conflict once it exists', () => {
    const first = reconcile([], [fooA], east);
    expect(reconcile(first.zone, [fooA], east).asked).toEqual([]);
  });

  it('without a registry, whatever nobody wants is deleted (TestRemoveEndpoint)', () => {
    const run = reconcile([fooA], [], configured({ registry: 'noop' }));
    expect(run.asked).toEqual(['delete foo.example.org A 192.0.2.1']);
  });

  it('with different prefixes, each takes the records of the other for unowned', () => {
    const first = reconcile([], [fooA], east);
    expect(
      reconcile(first.zone, [foo('A 192.0.2.2')], configured({ txtOwnerId: 'east', txtPrefix: 'txt.' })).asked,
    ).toEqual([]);
  });
});

describe('names that ownership cannot follow', () => {
  it('an owner id with a comma loses its records at once', () => {
    const configuration = configured({ txtOwnerId: 'x,y' });
    const created = reconcile([], [fooA], configuration);
    expect(reconcile(created.zone, [], configuration).asked).toEqual([]);
  });

  it('an owner id that ends in a quote loses a record that has no resource label behind it', () => {
    const configuration = configured({ txtOwnerId: 'x"' });
    const created = reconcile([], [fooA], configuration);
    expect(reconcile(created.zone, [], configuration).asked).toEqual([]);
  });

  it('a wildcard under a replacement with capitals is created and orphaned for ever', () => {
    const configuration = configured({ txtWildcardReplacement: 'ANY' });
    const created = reconcile([], [endpoint('*.example.org A 192.0.2.1')], configuration);
    expect(contents(created.zone)).toEqual(['*.example.org A 192.0.2.1', 'a-any.example.org TXT east']);
    expect(reconcile(created.zone, [], configuration).asked).toEqual([]);
  });

  it('an owner id with an equals sign works', () => {
    const configuration = configured({ txtOwnerId: 'x=y' });
    const created = reconcile([], [fooA], configuration);
    expect(contents(reconcile(created.zone, [], configuration).zone)).toEqual([]);
  });

  it('a host with capitals is created and never owned where the host keeps them', () => {
    const upper = endpoint('Foo.example.org A 192.0.2.1');
    const created = reconcile([], [upper], east);
    expect(contents(created.zone)).toEqual(['Foo.example.org A 192.0.2.1', 'a-Foo.example.org TXT east']);
    expect(reconcile(created.zone, [], east).asked).toEqual([]);
  });

  it("a first label of 63 octets leaves no room for its TXT: created, then nobody's", () => {
    const long = endpoint(`${'x'.repeat(63)}.example.org A 192.0.2.1`);
    const created = reconcile([], [long], east);
    expect(created.asked).toEqual([`create ${long.dnsName} A 192.0.2.1`]);
    expect(messages(created.log, 'error')).toHaveLength(1);
    expect(reconcile(created.zone, [], east).asked).toEqual([]);
  });

  it('an old-form TXT at a-foo makes an unowned foo look mine, and it is deleted', () => {
    const run = reconcile([fooA, heritage('a-foo.example.org', 'east')], [], east);
    expect(run.asked.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'delete foo.example.org A',
      'delete a-foo.example.org TXT',
    ]);
  });

  it('the TXT of foo and the CNAME a-foo have one name', () => {
    const { asked } = reconcile([], [fooA, endpoint('a-foo.example.org CNAME lb.example.net')], east);
    expect(
      asked.filter((line) => line.startsWith('create a-foo.example.org')).map((line) => line.split(' ')[2]),
    ).toEqual(['CNAME', 'TXT']);
  });

  it('the apex without a template in the prefix has its TXT outside of the zone, with one inside', () => {
    const apex = endpoint('example.org A 192.0.2.1');
    const txtName = (txtPrefix: string) => reconcile([], [apex], configured({ txtPrefix })).asked[1]?.split(' ')[1];
    expect(txtName('')).toBe('a-example.org');
    expect(txtName('%{record_type}.')).toBe('a.example.org');
  });

  it("a wildcard and the name that replaces it take each other's record away, in turns", () => {
    const replacing = (txtOwnerId: string) => configured({ txtOwnerId, txtWildcardReplacement: 'any' });
    const wildcard = endpoint('*.example.org A 192.0.2.1');
    const any = endpoint('any.example.org A 192.0.2.2');

    const first = reconcile([], [wildcard], replacing('west'));
    const second = reconcile(first.zone, [any], replacing('east'));
    expect(contents(second.zone)).toEqual([
      '*.example.org A 192.0.2.1',
      'a-any.example.org TXT west',
      'any.example.org A 192.0.2.2',
    ]);

    const third = reconcile(second.zone, [wildcard], replacing('west'));
    expect(contents(third.zone)).toEqual(['*.example.org A 192.0.2.1']);

    const fourth = reconcile(third.zone, [any], replacing('east'));
    const fifth = reconcile(fourth.zone, [any], replacing('east'));
    expect(contents(fourth.zone)).toEqual([
      '*.example.org A 192.0.2.1',
      'a-any.example.org TXT east',
      'any.example.org A 192.0.2.2',
    ]);
    expect(contents(fifth.zone)).toEqual(['any.example.org A 192.0.2.2']);
  });
});

describe('the life of an ownership record', () => {
  it('an old-form TXT is joined by the typed one, and the other type is created in a row that is all mine', () => {
    const zone = [fooA, heritage('foo.example.org', 'east')];
    const run = reconcile(zone, [fooA, foo('AAAA 2001:db8::1')], east);
    expect(contents(run.zone)).toEqual([
      'a-foo.example.org TXT east',
      'aaaa-foo.example.org TXT east',
      'foo.example.org A 192.0.2.1',
      'foo.example.org AAAA 2001:db8::1',
      'foo.example.org TXT east',
    ]);
    expect(reconcile(run.zone, [fooA, foo('AAAA 2001:db8::1')], east).asked).toEqual([]);
  });

  it('labels of a DNSEndpoint go into the TXT, but not its owner, and are lost on the next update', () => {
    const labels = { owner: 'somebody', custom: 'v', resource: 'crd/d/x' };
    const created = reconcile([], [foo('A 192.0.2.1', { labels })], east);
    expect(created.zone[1]?.targets).toEqual([
      '"heritage=external-dns,external-dns/custom=v,external-dns/owner=east,external-dns/resource=crd/d/x"',
    ]);
    const updated = reconcile(created.zone, [foo('A 192.0.2.2', { labels: { resource: 'crd/d/x' } })], east);
    expect(updated.zone[1]?.targets).toEqual([
      '"heritage=external-dns,external-dns/owner=east,external-dns/resource=crd/d/x"',
    ]);
  });

  it('a new resource alone leaves the old one in the TXT until something else changes', () => {
    const of = (resource: string, target: string) => foo(`A ${target}`, { labels: { resource } });
    const created = reconcile([], [of('ingress/d/a', '192.0.2.1')], east);
    expect(reconcile(created.zone, [of('ingress/d/b', '192.0.2.1')], east).asked).toEqual([]);
    const updated = reconcile(created.zone, [of('ingress/d/b', '192.0.2.2')], east);
    expect(updated.zone[1]?.targets[0]).toContain('resource=ingress/d/b');
  });

  it('under upsert-only a record that nobody wanted for a while is relabelled by who wants it next', () => {
    const configuration = configured({ policy: 'upsert-only' });
    const created = reconcile([], [foo('A 192.0.2.1', { labels: { resource: 'ingress/d/a' } })], configuration);
    const idle = reconcile(created.zone, [], configuration);
    expect(idle.asked).toEqual([]);
    const taken = reconcile(idle.zone, [foo('A 192.0.2.2', { labels: { resource: 'ingress/d/b' } })], configuration);
    expect(taken.zone[1]?.targets[0]).toContain('resource=ingress/d/b');
  });

  it('a set identifier that the host does not keep makes a create and a delete on every run', () => {
    const kept = (zone: readonly Endpoint[]) => zone.map((record) => ({ ...record, setIdentifier: '' }));
    const desired = [foo('A 192.0.2.1', { setIdentifier: 's' })];
    const created = reconcile([], desired, east);
    const again = reconcile(kept(created.zone), desired, east);
    expect(again.plan.changes.create).toHaveLength(1);
    expect(again.plan.changes.delete).toHaveLength(1);
  });

  it('a property that the host does not return makes an update on every run', () => {
    const desired = [foo('A 192.0.2.1', { providerSpecific: [{ name: 'alias', value: 'true' }] })];
    const created = reconcile([], desired, east);
    expect(reconcile(created.zone, desired, east).plan.changes.updateNew).toHaveLength(1);
  });
});

describe('migrating from an old owner id', () => {
  const migrating = configured({ txtOwnerId: 'east', migrateFromTxtOwner: 'old' });
  const zone = [fooA, orphan('old')];

  it.each([
    ['has an empty list of properties', { providerSpecific: [] }, 0],
    ['has no TTL where the host lists one of its own', {}, 300],
  ])('rewrites the TXT of what is wanted, and goes on to on every run, if it %s', (_, parts, listedTtl) => {
    const desired = [foo('A 192.0.2.1', parts)];
    const listed = (records: readonly Endpoint[]) => records.map((record) => ({ ...record, recordTTL: listedTtl }));
    const migrated = reconcile(listed(zone), desired, migrating);
    expect(contents(migrated.zone)).toContain('a-foo.example.org TXT east');
    expect(reconcile(listed(migrated.zone), desired, migrating).asked).not.toEqual([]);
  });

  it('never rewrites it if the wanted record is the same in every member', () => {
    const run = reconcile(zone, [fooA], migrating);
    expect(run.plan.changes.updateNew).toHaveLength(1);
    expect(run.asked).toEqual([]);
  });

  it('deletes what is not wanted here, though another cluster with the old id may want it', () => {
    expect(reconcile(zone, [], migrating).plan.changes.delete).toHaveLength(1);
  });

  it('leaves the records of third parties alone', () => {
    expect(reconcile([fooA, orphan('west')], [], migrating).asked).toEqual([]);
  });
});

describe('a registry that caches', () => {
  const caching = configured({ txtCacheIntervalMs: 3_600_000 });

  it('believes a failed apply until the cache expires', () => {
    const failed = reconcile([], [fooA], caching);
    const next = reconcile([], [fooA], caching, failed.state);
    expect(next.asked).toEqual([]);
  });

  it('writes over the TXT of another owner on a cached run', () => {
    const first = reconcile([orphan('west')], [], caching);
    const second = reconcile(first.zone, [fooA], caching, first.state);
    expect(contents(second.zone)).toContain('a-foo.example.org TXT east');
  });
});
