import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../src/externaldns/endpoint.ts';
import { endpoint, messages, ownedBy, summary } from '../instance.ts';
import { planned } from './planned.ts';

const mine = (text: string) => ownedBy('east', `foo.example.org ${text}`);
const theirs = (text: string) => ownedBy('west', `foo.example.org ${text}`);
const nobodys = (text: string) => endpoint(`foo.example.org ${text}`);
const wanted = (text: string) => endpoint(`foo.example.org ${text}`);
const a = 'A 192.0.2.1';
const otherA = 'A 192.0.2.2';
const aaaa = 'AAAA 2001:db8::1';
const cname = 'CNAME lb.example.net';
const otherCname = 'CNAME lb2.example.net';
const mx = 'MX 10_mail.example.net';
const txt = 'TXT v=spf1';

interface Row {
  readonly title: string;
  readonly current: readonly Endpoint[];
  readonly wanted: readonly string[];
  readonly managed?: readonly string[];
  readonly changes: readonly string[];
  readonly mismatches?: number;
}

const rows: readonly Row[] = [
  { title: 'a free name is created', current: [], wanted: [a], changes: [`create foo.example.org ${a}`] },
  {
    title: 'an own record with another target is updated',
    current: [mine(a)],
    wanted: [otherA],
    changes: ['update foo.example.org A 192.0.2.2 (was 192.0.2.1)'],
  },
  {
    title: 'an own record that nobody wants is deleted',
    current: [mine(a)],
    wanted: [],
    changes: [`delete foo.example.org ${a}`],
  },
  {
    title: 'an own A that becomes a CNAME is deleted and created, not updated (TestRecordTypeChange)',
    current: [mine(a)],
    wanted: [cname],
    changes: [`create foo.example.org ${cname}`, `delete foo.example.org ${a}`],
  },
  { title: 'a foreign A is not updated', current: [theirs(a)], wanted: [otherA], changes: [] },
  { title: 'an unowned A is not updated', current: [nobodys(a)], wanted: [otherA], changes: [] },
  {
    title: 'a foreign A keeps an AAAA from being created',
    current: [theirs(a)],
    wanted: [aaaa],
    changes: [],
    mismatches: 1,
  },
  {
    title: 'an unowned A keeps an AAAA from being created (TestExistingOwnerNotMatchingDualStackDesired)',
    current: [nobodys(a)],
    wanted: [aaaa],
    changes: [],
    mismatches: 1,
  },
  {
    title: 'a foreign A keeps a CNAME from being created',
    current: [theirs(a)],
    wanted: [cname],
    changes: [],
    mismatches: 1,
  },
  {
    title: 'an unowned A keeps a CNAME from being created',
    current: [nobodys(a)],
    wanted: [cname],
    changes: [],
    mismatches: 1,
  },
  { title: 'a foreign A that nobody wants is left alone', current: [theirs(a)], wanted: [], changes: [] },
  { title: 'an unowned A that nobody wants is left alone', current: [nobodys(a)], wanted: [], changes: [] },
  {
    title:
      'a CNAME of another cluster keeps addresses from being created (what TestMultiClusterDifferentRecordTypeOwnership sets out to test and does not)',
    current: [theirs(cname)],
    wanted: [a, aaaa],
    changes: [],
    mismatches: 1,
  },
  {
    title: 'a foreign CNAME keeps an A from being created beside a discarded CNAME',
    current: [theirs(cname)],
    wanted: [a, otherCname],
    changes: [],
    mismatches: 1,
  },
  {
    title: 'an own A beside a foreign AAAA is updated alone',
    current: [mine(a), theirs(aaaa)],
    wanted: [otherA],
    changes: ['update foo.example.org A 192.0.2.2 (was 192.0.2.1)'],
  },
  {
    title: 'an own A beside a foreign AAAA is deleted for a CNAME that is then not created',
    current: [mine(a), theirs(aaaa)],
    wanted: [cname],
    changes: [`delete foo.example.org ${a}`],
    mismatches: 1,
  },
  {
    title: 'an own A beside an unowned AAAA is updated and the AAAA left alone',
    current: [mine(a), nobodys(aaaa)],
    wanted: [otherA, 'AAAA 2001:db8::2'],
    changes: ['update foo.example.org A 192.0.2.2 (was 192.0.2.1)'],
  },
  {
    title: 'an own CNAME is updated whatever else exists, for an update creates nothing',
    current: [mine(cname), theirs(a)],
    wanted: [otherCname],
    changes: ['update foo.example.org CNAME lb2.example.net (was lb.example.net)'],
  },
  {
    title: 'an own CNAME beside an unowned MX is deleted for addresses that are then not created',
    current: [mine(cname), nobodys(mx)],
    wanted: [a, aaaa],
    managed: ['A', 'AAAA', 'CNAME', 'MX'],
    changes: [`delete foo.example.org ${cname}`],
    mismatches: 1,
  },
  {
    title: 'a CNAME is created beside a foreign MX of a type that is not managed',
    current: [theirs(mx)],
    wanted: [cname],
    changes: [`create foo.example.org ${cname}`],
  },
  {
    title: 'an unowned TXT of the same name blocks an A once TXT is managed',
    current: [nobodys(txt)],
    wanted: [a],
    managed: ['A', 'AAAA', 'CNAME', 'TXT'],
    changes: [],
    mismatches: 1,
  },
  {
    title: 'an unowned TXT of the same name is nothing while TXT is not managed',
    current: [nobodys(txt)],
    wanted: [a],
    changes: [`create foo.example.org ${a}`],
  },
  {
    title:
      'own A and CNAME side by side, of which the A is wanted: the CNAME goes (TestConflictingCurrentNonConflictingDesired)',
    current: [mine(cname), mine(a)],
    wanted: [a],
    changes: [`delete foo.example.org ${cname}`],
  },
  {
    title: 'an own CNAME gives way to both addresses (TestExistingCNameWithDualStackDesired)',
    current: [mine(cname)],
    wanted: [a, aaaa],
    changes: [`create foo.example.org ${a}`, `create foo.example.org ${aaaa}`, `delete foo.example.org ${cname}`],
  },
  {
    title: 'both own addresses give way to a CNAME (TestExistingDualStackWithCNameDesired)',
    current: [mine(a), mine(aaaa)],
    wanted: [cname],
    changes: [`create foo.example.org ${cname}`, `delete foo.example.org ${a}`, `delete foo.example.org ${aaaa}`],
  },
];

describe('what a plan may do with a name', () => {
  it.each(rows.map((row) => [row.title, row] as const))('%s', (_, row) => {
    const { current, wanted: desired, managed, changes, mismatches = 0 } = row;
    const parts = managed === undefined ? {} : { managedRecordTypes: managed };
    const plan = planned(current, desired.map(wanted), parts);

    expect(summary(plan.changes)).toEqual(changes);
    expect(plan.hasChanges).toBe(changes.length > 0);
    expect(plan.ownerMismatches?.reduce((sum, { count }) => sum + count, 0)).toBe(mismatches);
  });

  it('another set identifier is another row, whoever owns the first (TestMultipleRecordsSameNameDifferentSetIdentifier)', () => {
    const plan = planned([theirs(a)], [endpoint(`foo.example.org ${a}`, { setIdentifier: 's' })]);
    expect(summary(plan.changes)).toEqual(['create foo.example.org A [s] 192.0.2.1']);
  });

  it('a changed set identifier is a delete and a create (TestSetIdentifierUpdateCreatesAndDeletes)', () => {
    const current = ownedBy('east', `foo.example.org ${a}`, { setIdentifier: 'old' });
    const plan = planned([current], [endpoint(`foo.example.org ${a}`, { setIdentifier: 'new' })]);
    expect(summary(plan.changes)).toEqual([
      'create foo.example.org A [new] 192.0.2.1',
      'delete foo.example.org A [old] 192.0.2.1',
    ]);
  });

  it('owner ids differ by case', () => {
    expect(planned([ownedBy('East', `foo.example.org ${a}`)], [wanted(otherA)]).hasChanges).toBe(false);
  });

  it("without an owner id everything is anybody's, and the gauge is not touched", () => {
    const plan = planned([theirs(a)], [], { ownerId: '' });
    expect(summary(plan.changes)).toEqual([`delete foo.example.org ${a}`]);
    expect(plan.ownerMismatches).toBeNull();
  });

  it('without an owner id nothing keeps a record from being created', () => {
    const plan = planned([theirs(a), nobodys(aaaa)], [wanted(cname)], { ownerId: '' });
    expect(summary(plan.changes)).toEqual([
      `create foo.example.org ${cname}`,
      `delete foo.example.org ${a}`,
      `delete foo.example.org ${aaaa}`,
    ]);
  });

  it('an own AAAA of an excluded type is invisible: the CNAME is created beside it', () => {
    const plan = planned([mine(aaaa)], [wanted(cname)], { excludeRecordTypes: ['AAAA'] });
    expect(summary(plan.changes)).toEqual([`create foo.example.org ${cname}`]);
  });

  it('a key listed twice is deleted once (TestDuplicatedEndpointsWithSimpleZone)', () => {
    const plan = planned([mine(a), mine(otherA)], []);
    expect(summary(plan.changes)).toEqual([`delete foo.example.org ${a}`]);
    expect(messages(plan.log)).toEqual(['Skipping duplicated endpoint: foo.example.org 0 IN A  192.0.2.2 []']);
  });

  it('a name that no longer passes the domain filter is neither updated nor deleted (TestDomainFiltersUpdate)', () => {
    const plan = planned([mine(a)], [wanted(otherA)], {
      domainFilters: [{ kind: 'list', include: ['other.org'], exclude: [] }],
    });
    expect(plan.hasChanges).toBe(false);
    expect(messages(plan.log)).toEqual([
      'ignoring record foo.example.org that does not match domain filter',
      'ignoring record foo.example.org that does not match domain filter',
    ]);
  });
});

describe('what a plan says about ownership', () => {
  it('a foreign record of the same type with the wanted target is passed over without a word', () => {
    const plan = planned([theirs(a)], [wanted(a)]);
    expect(plan.log).toEqual([]);
    expect(plan.ownerMismatches).toEqual([]);
  });

  it('a foreign A in the way of a CNAME counts once and leaves debug lines (TestOwnerMismatchMetric, TestOwnerMismatchLogsDebug)', () => {
    const plan = planned([ownedBy('West', `Foo.example.org ${a}`)], [wanted(cname)]);
    expect(plan.ownerMismatches).toEqual([
      { recordType: 'a', owner: 'east', foreignOwner: 'west', domain: 'example.org', count: 1 },
    ]);
    expect(messages(plan.log, 'debug')).toEqual([
      'Skipping endpoint Foo.example.org 0 IN A  192.0.2.1 [] because owner id does not match for one or more items to create, found: "West", required: "east"',
      'Skipping endpoint Foo.example.org 0 IN A  192.0.2.1 [] because owner id does not match (found: "West", required: "east")',
    ]);
  });

  it('an unowned TXT in the way of an A counts under its own type once TXT is managed', () => {
    const plan = planned([nobodys(txt)], [wanted(a)], { managedRecordTypes: ['A', 'TXT'] });
    expect(plan.ownerMismatches).toMatchObject([{ recordType: 'txt', foreignOwner: '', count: 1 }]);
  });

  it('foreign records below one domain are counted together, in lower case, and named in the order of their names', () => {
    const names = ['foo.example.org', 'bar.example.org', 'foo.example.com'];
    const current = names.map((name) => ownedBy('west', `${name} ${a}`));
    const plan = planned(
      current,
      names.map((name) => endpoint(`${name} ${cname}`)),
      { ownerId: 'East' },
    );
    const labels = { recordType: 'a', owner: 'east', foreignOwner: 'west' };
    expect(plan.ownerMismatches).toEqual([
      { ...labels, domain: 'example.com', count: 1 },
      { ...labels, domain: 'example.org', count: 2 },
    ]);
    const named = messages(plan.log).map((message) => message.split(' ')[2]);
    const inOrder = [...names].sort();
    expect(named).toEqual([...inOrder, ...inOrder]);
  });

  it('the gauge takes the set identifier for the owner of what has no owner label', () => {
    const current = endpoint(`foo.example.org ${a}`, { setIdentifier: 's' });
    const plan = planned([current], [endpoint(`foo.example.org ${cname}`, { setIdentifier: 's' })]);
    expect(plan.ownerMismatches).toMatchObject([{ foreignOwner: 's' }]);
  });

  it('an update of a record without owner is refused twice, in two wordings', () => {
    const plan = planned([nobodys(a)], [wanted(otherA)]);
    expect(messages(plan.log).slice(-2)).toEqual([
      'Skipping endpoint foo.example.org 0 IN A  192.0.2.1 [] because of missing owner label (required: "east")',
      'Skipping endpoint foo.example.org 0 IN A  192.0.2.2 [] because owner id does not match (found: "", required: "east")',
    ]);
  });

  it('an empty owner is another owner', () => {
    const plan = planned([ownedBy('', `foo.example.org ${a}`)], []);
    expect(plan.hasChanges).toBe(false);
    expect(messages(plan.log)).toEqual([
      'Skipping endpoint foo.example.org 0 IN A  192.0.2.1 [] because owner id does not match (found: "", required: "east")',
    ]);
  });

  it('lines below the log level are not kept', () => {
    expect(planned([nobodys(a)], [wanted(otherA)], { logLevel: 'info' }).log).toEqual([]);
  });
});
