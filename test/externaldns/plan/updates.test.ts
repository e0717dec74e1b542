import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../src/externaldns/endpoint.ts';
import { hasChanges } from '../../../src/externaldns/plan/has-changes.ts';
import { endpoint, messages, ownedBy, summary } from '../instance.ts';
import { planned } from './planned.ts';

const current = (text: string, parts: Partial<Endpoint> = {}) => ownedBy('east', `foo.example.org ${text}`, parts);
const wanted = (text: string, parts: Partial<Endpoint> = {}) => endpoint(`foo.example.org ${text}`, parts);
const from = (resource: string, text: string) => wanted(text, { labels: { resource } });

describe('when an own record is updated', () => {
  it.each<[string, Endpoint, Endpoint, boolean]>([
    [
      'a TTL that is set and differs (TestSyncSecondRoundWithTTLChange)',
      current('A 192.0.2.1'),
      wanted('A 192.0.2.1', { recordTTL: 300 }),
      true,
    ],
    ['no TTL any more is no change', current('A 192.0.2.1', { recordTTL: 60 }), wanted('A 192.0.2.1'), false],
    [
      'targets that differ in case only are the same (TestIgnoreTargetCase)',
      current('CNAME LB.example.net'),
      wanted('CNAME lb.example.net'),
      false,
    ],
    ['a final dot on a target is a change', current('CNAME lb.example.net.'), wanted('CNAME lb.example.net'), true],
    ['targets in another order are the same', current('A 192.0.2.2 192.0.2.1'), wanted('A 192.0.2.1 192.0.2.2'), false],
    [
      'a change behind an address in another spelling is missed',
      current('AAAA 2001:db8::1 2001:db8::2'),
      wanted('AAAA 2001:db8:0::1 2001:db8::3'),
      false,
    ],
    [
      'another resource alone is no change',
      current('A 192.0.2.1', { labels: { resource: 'ingress/default/old' } }),
      wanted('A 192.0.2.1', { labels: { resource: 'ingress/default/new' } }),
      false,
    ],
    [
      'a property that is wanted and not there (TestSyncSecondRoundWithProviderSpecificAddition)',
      current('A 192.0.2.1'),
      wanted('A 192.0.2.1', { providerSpecific: [{ name: 'alias', value: 'true' }] }),
      true,
    ],
    [
      'a property that is there and not wanted (TestSyncSecondRoundWithProviderSpecificRemoval)',
      current('A 192.0.2.1', { providerSpecific: [{ name: 'alias', value: 'false' }] }),
      wanted('A 192.0.2.1'),
      true,
    ],
    [
      'properties in another order are the same',
      current('A 192.0.2.1', {
        providerSpecific: [
          { name: 'x', value: '1' },
          { name: 'y', value: '2' },
        ],
      }),
      wanted('A 192.0.2.1', {
        providerSpecific: [
          { name: 'y', value: '2' },
          { name: 'x', value: '1' },
        ],
      }),
      false,
    ],
    [
      'no properties and an empty list of them are the same',
      current('A 192.0.2.1'),
      wanted('A 192.0.2.1', { providerSpecific: [] }),
      false,
    ],
    [
      'a property that is there with the empty value and not wanted',
      current('A 192.0.2.1', { providerSpecific: [{ name: 'x', value: '' }] }),
      wanted('A 192.0.2.1'),
      true,
    ],
    [
      'of wanted properties of one name the last one counts',
      current('A 192.0.2.1', { providerSpecific: [{ name: 'x', value: '2' }] }),
      wanted('A 192.0.2.1', {
        providerSpecific: [
          { name: 'x', value: '1' },
          { name: 'x', value: '2' },
        ],
      }),
      false,
    ],
  ])('%s', (_, existing, desired, isUpdated) => {
    expect(planned([existing], [desired]).changes.updateNew).toHaveLength(isUpdated ? 1 : 0);
  });

  it('the owner is inherited and all other labels are the wanted ones (TestSyncSecondRoundWithOwnerInherited)', () => {
    const existing = current('A 192.0.2.1', { labels: { custom: 'v', resource: 'ingress/default/old' } });
    const desired = wanted('A 192.0.2.2', { labels: { resource: 'ingress/default/new', owner: 'somebody' } });
    const [updated] = planned([existing], [desired]).changes.updateNew;
    expect(updated?.labels).toEqual({ owner: 'east', resource: 'ingress/default/new' });
  });

  it('a target change after the TTL annotation went writes no TTL', () => {
    const [updated] = planned([current('A 192.0.2.1', { recordTTL: 60 })], [wanted('A 192.0.2.2')]).changes.updateNew;
    expect(updated?.recordTTL).toBe(0);
  });

  it('names that are one after normalising are one row: ß and ss', () => {
    const plan = planned([ownedBy('east', 'ss.example.org A 192.0.2.1')], [endpoint('ß.example.org A 192.0.2.2')]);
    expect(summary(plan.changes)).toEqual(['update ß.example.org A 192.0.2.2 (was 192.0.2.1)']);
  });

  it('of records that differ in the case of their name, only the last one listed is compared, and the other one blocks', () => {
    const upper = endpoint('FOO.example.org A 192.0.2.9');
    const lower = ownedBy('east', 'foo.example.org A 192.0.2.1');
    const desired = [wanted('A 192.0.2.2'), wanted('AAAA 2001:db8::1')];
    expect(summary(planned([upper, lower], desired).changes)).toEqual([
      'update foo.example.org A 192.0.2.2 (was 192.0.2.1)',
    ]);
    expect(summary(planned([lower, upper], desired).changes)).toEqual([]);
  });

  it('a name with hyphens that IDNA does not allow is warned of and used', () => {
    const plan = planned([], [endpoint('foo-.example.org A 192.0.2.1')]);
    expect(summary(plan.changes)).toEqual(['create foo-.example.org A 192.0.2.1']);
    expect(messages(plan.log)).toEqual([
      'Got error while parsing DNSName foo-.example.org: idna: invalid label "foo-"',
    ]);
  });
});

describe('who gets a name that several resources want', () => {
  it.each<[string, readonly Endpoint[], string]>([
    [
      'one target beats two, whatever they are (TestIsLess)',
      [wanted('A 192.0.2.1 192.0.2.2'), wanted('A 198.51.100.9')],
      '198.51.100.9',
    ],
    ['addresses compare as numbers', [wanted('A 10.0.0.2'), wanted('A 9.0.0.1')], '9.0.0.1'],
    [
      'names compare by octet, capitals first',
      [wanted('CNAME a.example.net'), wanted('CNAME B.example.net')],
      'B.example.net',
    ],
    ['no target at all beats every other', [wanted('A 192.0.2.1'), wanted('A')], ''],
  ])('%s', (_, candidates, target) => {
    expect(planned([], candidates).changes.create.map(({ targets }) => targets.join(' '))).toEqual([target]);
  });

  it('of equal targets the first resource wins', () => {
    const plan = planned([], [from('ingress/b/b', 'A 192.0.2.1'), from('ingress/a/a', 'A 192.0.2.1')]);
    expect(plan.changes.create.map(({ labels }) => labels.resource)).toEqual(['ingress/b/b']);
  });

  it('the resource that has the name keeps it, and loses it to the least when it goes (TestStrictResolver, TestSyncSecondRound)', () => {
    const existing = current('CNAME b.example.net', { labels: { resource: 'r2' } });
    const rivals = [from('r0', 'CNAME a.example.net'), from('r1', 'CNAME c.example.net')];
    expect(planned([existing], [...rivals, from('r2', 'CNAME b.example.net')]).hasChanges).toBe(false);

    const [updated] = planned([existing], rivals).changes.updateNew;
    expect(updated).toMatchObject({ targets: ['a.example.net'], labels: { owner: 'east', resource: 'r0' } });
  });

  it('addresses win over a CNAME, with a warning (TestNoCurrentWithConflictingDesired)', () => {
    const desired = [wanted('CNAME lb.example.net'), wanted('A 192.0.2.1'), wanted('AAAA 2001:db8::1')];
    const plan = planned([], desired);
    expect(summary(plan.changes)).toEqual([
      'create foo.example.org A 192.0.2.1',
      'create foo.example.org AAAA 2001:db8::1',
    ]);
    expect(plan.log).toEqual([
      {
        level: 'warning',
        message: 'Domain foo.example.org. contains conflicting record type candidates; discarding CNAME record',
      },
    ]);
  });

  it('one address suffices to win over a CNAME', () => {
    const plan = planned([], [wanted('CNAME lb.example.net'), wanted('A 192.0.2.1')]);
    expect(summary(plan.changes)).toEqual(['create foo.example.org A 192.0.2.1']);
    expect(messages(plan.log, 'warning')).toHaveLength(1);
  });

  it('an own CNAME goes when addresses are wanted beside it (TestCurrentWithConflictingDesired)', () => {
    const desired = [wanted('CNAME lb.example.net'), wanted('A 192.0.2.1'), wanted('AAAA 2001:db8::1')];
    expect(summary(planned([current('CNAME lb.example.net')], desired).changes)).toEqual([
      'create foo.example.org A 192.0.2.1',
      'create foo.example.org AAAA 2001:db8::1',
      'delete foo.example.org CNAME lb.example.net',
    ]);
  });
});

describe('what a policy lets through', () => {
  const existing = [
    current('A 192.0.2.1'),
    ownedBy('east', 'bar.example.org A 192.0.2.1'),
    ownedBy('east', 'old.example.org A 192.0.2.1'),
  ];
  const desired = [wanted('CNAME lb.example.net'), endpoint('bar.example.org A 192.0.2.2')];

  it.each([
    [
      'sync',
      [
        'create foo.example.org CNAME lb.example.net',
        'update bar.example.org A 192.0.2.2 (was 192.0.2.1)',
        'delete foo.example.org A 192.0.2.1',
        'delete old.example.org A 192.0.2.1',
      ],
    ],
    [
      'upsert-only',
      ['create foo.example.org CNAME lb.example.net', 'update bar.example.org A 192.0.2.2 (was 192.0.2.1)'],
    ],
    ['create-only', ['create foo.example.org CNAME lb.example.net']],
  ] as const)('%s: a changed type leaves the old record unless deletes are allowed (TestApply)', (policy, changes) => {
    expect(summary(planned(existing, desired, { policy }).changes)).toEqual(changes);
  });

  it('an upsert-only owner never deletes', () => {
    expect(planned(existing, [], { policy: 'upsert-only' }).hasChanges).toBe(false);
  });

  it('under create-only a changed target is no change (TestApply)', () => {
    const plan = planned([current('A 192.0.2.1')], [wanted('A 192.0.2.9')], { policy: 'create-only' });
    expect(plan.hasChanges).toBe(false);
  });

  it('under create-only an own A gets an AAAA beside it', () => {
    const plan = planned([current('A 192.0.2.1')], [wanted('A 192.0.2.9'), wanted('AAAA 2001:db8::1')], {
      policy: 'create-only',
    });
    expect(summary(plan.changes)).toEqual(['create foo.example.org AAAA 2001:db8::1']);
  });
});

describe('whether a plan is worth applying', () => {
  const update = (old: Endpoint, updated: Endpoint) =>
    hasChanges({ create: [], updateOld: [old], updateNew: [updated], delete: [] });

  it('an update that changes nothing is not applied', () => {
    expect(update(current('A 192.0.2.1'), current('A 192.0.2.1'))).toBe(false);
  });

  it.each<[string, Partial<Endpoint>]>([
    ['an empty list of properties for none', { providerSpecific: [] }],
    ['a TTL', { recordTTL: 60 }],
    ['a label', { labels: { owner: 'east', resource: 'ingress/default/foo' } }],
    ['a label less', { labels: {} }],
    ['the case of the name', { dnsName: 'Foo.example.org' }],
  ])('%s is reason enough', (_, difference) => {
    expect(update(current('A 192.0.2.1'), { ...current('A 192.0.2.1'), ...difference })).toBe(true);
  });

  it('another order of targets is reason enough', () => {
    expect(update(current('A 192.0.2.1 192.0.2.2'), current('A 192.0.2.2 192.0.2.1'))).toBe(true);
  });

  it('migrating an owner updates every wanted record, on every run (TestRecordOwnerIdMigration)', () => {
    const same = planned([current('A 192.0.2.1')], [wanted('A 192.0.2.1')], { oldOwnerId: 'old' });
    expect(same.changes.updateNew).toHaveLength(1);
    expect(same.hasChanges).toBe(false);

    const fromAnnotations = wanted('A 192.0.2.1', { providerSpecific: [] });
    expect(planned([current('A 192.0.2.1')], [fromAnnotations], { oldOwnerId: 'old' }).hasChanges).toBe(true);
  });
});
