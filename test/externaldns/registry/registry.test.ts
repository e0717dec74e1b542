import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../src/externaldns/endpoint.ts';
import {
  applyChanges,
  forgetUnaskedTxts,
  isListingCached,
  readRecords,
  registryOwnerId,
} from '../../../src/externaldns/registry/registry.ts';
import { emptyRegistryState, txtKey } from '../../../src/externaldns/registry/registry-state.ts';
import { configured, endpoint, heritage, ownedBy, summary } from '../instance.ts';

const unchanged = { create: [], updateOld: [], updateNew: [], delete: [] };

describe.each(['txt', 'noop', 'dynamodb', 'aws-sd'] as const)('every registry that lists the host (%s)', (registry) => {
  const configuration = configured({ registry });
  const read = (listed: readonly Endpoint[], state = emptyRegistryState) =>
    readRecords({ configuration, state, listed });

  it('lists every record that is no ownership record, in the order of the listing', () => {
    const listed = [
      endpoint('b.example.org A 192.0.2.1'),
      endpoint('a.example.org MX 10_mail'),
      endpoint('a.example.org TXT hello'),
    ];
    expect(read(listed).endpoints.map(({ dnsName, recordType }) => `${dnsName} ${recordType}`)).toEqual([
      'b.example.org A',
      'a.example.org MX',
      'a.example.org TXT',
    ]);
  });

  it('asks the provider every time unless told to cache', () => {
    expect(isListingCached(read([endpoint('a.example.org A 192.0.2.1')]).state)).toBe(false);
  });

  it('asks for nothing when nothing changes', () => {
    const { state: listed } = read([]);
    const { changes, state, before, after } = applyChanges({ configuration, state: listed, changes: unchanged });
    expect(changes).toEqual(unchanged);
    expect(state).toEqual(listed);
    expect([...before, ...after]).toEqual([]);
  });

  it('puts the changes before everything it adds', () => {
    const created = endpoint('a.example.org A 192.0.2.1');
    const asked = applyChanges({
      configuration,
      state: emptyRegistryState,
      changes: { ...unchanged, create: [created] },
    });
    expect(asked.changes.create[0]).toMatchObject({
      dnsName: 'a.example.org',
      recordType: 'A',
      targets: ['192.0.2.1'],
    });
  });

  it('keeps the pairs of an update together', () => {
    const names = ['a', 'b'];
    const updateOld = names.map((name) => ownedBy('east', `${name}.example.org A 192.0.2.1`));
    const updateNew = names.map((name) => ownedBy('east', `${name}.example.org A 192.0.2.2`));
    const { changes } = applyChanges({
      configuration,
      state: emptyRegistryState,
      changes: { ...unchanged, updateOld, updateNew },
    });
    expect(changes.updateOld.map(({ dnsName }) => dnsName)).toEqual(changes.updateNew.map(({ dnsName }) => dnsName));
  });

  it('changes nothing that it is given', () => {
    const listed = [heritage('a-foo.example.org', 'east'), endpoint('foo.example.org A 192.0.2.1')];
    const before = structuredClone(listed);
    read(listed);
    applyChanges({ configuration, state: emptyRegistryState, changes: { ...unchanged, create: listed } });
    expect(listed).toEqual(before);
  });

  it('needs of its memory only what the changes ask about', () => {
    const listed = [heritage('a-foo.example.org', 'west'), heritage('a-bar.example.org', 'west')];
    const { state } = read(listed);
    const changes = { ...unchanged, create: [endpoint('foo.example.org A 192.0.2.1')] };
    const less = forgetUnaskedTxts({ configuration, state, changes });
    expect(less.existingTxts.length).toBeLessThanOrEqual(1);
    expect(applyChanges({ configuration, state: less, changes }).changes).toEqual(
      applyChanges({ configuration, state, changes }).changes,
    );
  });
});

describe('what is remembered of a listing for the changes to be applied', () => {
  it('is the TXT of the set identifier that is created, however the name is spelled', () => {
    const configuration = configured();
    const listed = ['', 's', 't'].map((setIdentifier) => heritage('a-foo.example.org', 'west', { setIdentifier }));
    const { state } = readRecords({ configuration, state: emptyRegistryState, listed });
    const create = [endpoint('foo.example.org. A 192.0.2.1', { setIdentifier: 's' })];
    const less = forgetUnaskedTxts({ configuration, state, changes: { ...unchanged, create } });
    expect(less.existingTxts).toEqual([txtKey('a-foo.example.org', 's')]);
  });
});

describe('the registry without ownership', () => {
  const configuration = configured({ registry: 'noop' });

  it('owns nothing, so that a plan may change everything', () => {
    expect(registryOwnerId(configuration)).toBe('');
  });

  it('passes ownership records through as any other TXT', () => {
    const listed = [heritage('a-foo.example.org', 'east')];
    expect(readRecords({ configuration, state: emptyRegistryState, listed }).endpoints).toEqual(listed);
  });

  it('writes no ownership record', () => {
    const changes = { ...unchanged, create: [endpoint('foo.example.org A 192.0.2.1')] };
    expect(summary(applyChanges({ configuration, state: emptyRegistryState, changes }).changes)).toEqual([
      'create foo.example.org A 192.0.2.1',
    ]);
  });
});
