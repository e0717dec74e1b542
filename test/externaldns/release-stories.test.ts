import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../src/externaldns/endpoint.ts';
import { emptyRegistryState } from '../../src/externaldns/registry/registry-state.ts';
import { configured, contents, endpoint, heritage, reconcile } from './instance.ts';

const app = endpoint('app.example.org A 192.0.2.10');
const alias: Endpoint = { ...app, providerSpecific: [{ name: 'alias', value: 'true' }] };
const key = '0123456789abcdef0123456789abcdef';

function asked(version: string, zone: readonly Endpoint[], desired: readonly Endpoint[]): readonly string[] {
  return reconcile(zone, desired, configured({ version })).asked.map((line) => line.replace(/"heritage.*?"/g, 'TEXT'));
}

describe('which ownership records a release writes', () => {
  it.each([
    ['v0.11.0', ['app.example.org']],
    ['v0.12.0', ['app.example.org', 'a-app.example.org']],
    ['v0.17.0', ['app.example.org', 'a-app.example.org']],
    ['v0.18.0', ['a-app.example.org']],
    ['v0.22.0', ['a-app.example.org']],
  ])('%s: %j', (version, names) => {
    expect(asked(version, [], [app])).toEqual([
      'create app.example.org A 192.0.2.10',
      ...names.map((name) => `create ${name} TXT TEXT`),
    ]);
  });

  it('v0.16 and v0.17 leave the old name out when told', () => {
    const { zone } = reconcile([], [app], configured({ version: 'v0.17.0', txtNewFormatOnly: true }));
    expect(contents(zone)).toEqual(['a-app.example.org TXT east', 'app.example.org A 192.0.2.10']);
  });

  it.each([
    ['v0.13.5', 'app.example.org'],
    ['v0.21.0', 'cname-app.example.org'],
    ['v0.22.0', 'a-app.example.org'],
  ])('%s names that of an alias %s', (version, name) => {
    const { zone } = reconcile([], [alias], configured({ version }));
    expect(contents(zone)).toContain(`${name} TXT east`);
  });
});

describe('what happens to records that an older release made', () => {
  const old = [app, heritage('app.example.org', 'east')];

  it.each([
    ['v0.12.0', []],
    ['v0.12.2', ['create a-app.example.org TXT TEXT']],
    [
      'v0.18.0',
      ['update app.example.org A 192.0.2.10 (was 192.0.2.10)', 'update a-app.example.org TXT TEXT (was TEXT)'],
    ],
  ])('%s completes the ownership of a wanted one: %j', (version, expected) => {
    expect(asked(version, old, [app])).toEqual(expected);
  });

  it('v0.12.0 to v0.17.0 delete both names, of which one was never there; v0.18.0 the one that was not', () => {
    const both = [
      'delete app.example.org A 192.0.2.10',
      'delete app.example.org TXT TEXT',
      'delete a-app.example.org TXT TEXT',
    ];
    expect(asked('v0.12.0', old, [])).toEqual(both);
    expect(asked('v0.18.0', old, [])).toEqual([both[0], both[2]]);
  });
});

describe('when the record is gone and its ownership record is not', () => {
  const orphan = [heritage('a-app.example.org', 'east')];

  it('v0.18.0 asks for both, which strict hosts refuse for ever; v0.19.0 for the record alone', () => {
    expect(asked('v0.18.0', orphan, [app])).toHaveLength(2);
    expect(asked('v0.19.0', orphan, [app])).toEqual(['create app.example.org A 192.0.2.10']);
  });

  it.each([
    ['v0.19.0', ['app.example.org A 192.0.2.10']],
    ['v0.20.0', ['a-app.example.org TXT east', 'app.example.org A 192.0.2.10']],
  ])('a name taken over after quiet runs is born in %s as %j', (version, expected) => {
    const configuration = configured({ version });
    const blue = [endpoint('app.example.org A 192.0.2.99'), heritage('a-app.example.org', 'blue')];
    const quiet = reconcile(blue, [app], configuration, emptyRegistryState);
    expect(quiet.asked).toEqual([]);
    expect(contents(reconcile([], [app], configuration, quiet.state).zone)).toEqual(expected);
  });
});

describe('what plans make of a name that somebody else has', () => {
  const foreign = [app, heritage('a-app.example.org', 'west'), heritage('app.example.org', 'west')];
  const second = endpoint('app.example.org AAAA 2001:db8::1');

  it('v0.13.6 adds another type to it; v0.14.0 does not', () => {
    expect(asked('v0.13.6', foreign, [second])[0]).toBe('create app.example.org AAAA 2001:db8::1');
    expect(asked('v0.14.0', foreign, [second])).toEqual([]);
  });

  it('v0.12.2 turns its own record into another type in one update; v0.14.0 deletes and creates', () => {
    const own = [app, heritage('a-app.example.org', 'east'), heritage('app.example.org', 'east')];
    const cname = endpoint('app.example.org CNAME lb.example.net');
    expect(asked('v0.12.2', own, [cname])[0]).toBe('update app.example.org CNAME lb.example.net (was 192.0.2.10)');
    expect(asked('v0.14.0', own, [cname]).filter((line) => !line.includes('TXT'))).toEqual([
      'create app.example.org CNAME lb.example.net',
      'delete app.example.org A 192.0.2.10',
    ]);
  });
});

describe('encrypted ownership records', () => {
  it.each([
    ['v0.13.5', ['app.example.org TXT']],
    ['v0.14.0', []],
    ['v0.22.0', []],
  ])('%s cannot delete what it encrypted once: %j stay', (version, left) => {
    const configuration = configured({ version, txtEncryptEnabled: true, txtEncryptAesKey: key });
    const { zone } = reconcile([], [app], configuration);
    expect(zone.some(({ targets }) => /heritage/.test(targets.join()))).toBe(false);
    const after = reconcile(zone, [], configuration).zone;
    const kinds = after.map(({ dnsName, recordType }) => `${dnsName} ${recordType}`);
    expect(kinds.filter((each) => each === 'app.example.org TXT' || each === 'app.example.org A')).toEqual(left);
  });

  it("are nobody's to a process with another key, and owned where encryption is off, whose next update writes plain text", () => {
    const { zone } = reconcile([], [app], configured({ txtEncryptEnabled: true, txtEncryptAesKey: key }));
    const moved = [endpoint('app.example.org A 192.0.2.11')];
    expect(reconcile(zone, moved, configured({ txtEncryptAesKey: key.replace('0', '1') })).asked).toEqual([]);
    const plain = reconcile(zone, moved, configured({ txtEncryptAesKey: key }));
    expect(contents(plain.zone)).toEqual(['a-app.example.org TXT east', 'app.example.org A 192.0.2.11']);
  });

  it('keep their text while nothing changes', () => {
    const configuration = configured({ txtEncryptEnabled: true, txtEncryptAesKey: key });
    const { zone } = reconcile([], [app], configuration);
    expect(reconcile(zone, [app], configuration).asked).toEqual([]);
  });
});

describe('TXT records that are wanted themselves', () => {
  const types = { managedRecordTypes: ['A', 'TXT'] };
  const [first, second] = ['tok1', 'tok2'].map((token) => endpoint(`_acme.example.org TXT "${token}"`));

  it('v0.21.0 writes them once and never again; v0.22.0 changes them', () => {
    for (const [version, updates] of [
      ['v0.21.0', 0],
      ['v0.22.0', 2],
    ] as const) {
      const configuration = configured({ version, ...types });
      const { zone } = reconcile([], [first as Endpoint], configuration);
      expect(reconcile(zone, [second as Endpoint], configuration).asked).toHaveLength(updates);
    }
  });
});
