import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../src/externaldns/configuration.ts';
import type { Changes, Endpoint } from '../../../src/externaldns/endpoint.ts';
import { withoutRow } from '../../../src/externaldns/registry/dynamodb-registry.ts';
import type { TableRow } from '../../../src/externaldns/registry/ownership-table.ts';
import { applyChanges, readRecords } from '../../../src/externaldns/registry/registry.ts';
import type { RegistryCall } from '../../../src/externaldns/registry/registry-call.ts';
import { emptyRegistryState } from '../../../src/externaldns/registry/registry-state.ts';
import { configured, endpoint, heritage, messages, ownedBy } from '../instance.ts';

const unchanged: Changes = { create: [], updateOld: [], updateNew: [], delete: [] };
const foo = endpoint('foo.example.org A 192.0.2.1');
const fooKey = 'foo.example.org#A#';
const cached = { txtCacheIntervalMs: 3_600_000 };

const read = (
  listed: readonly Endpoint[],
  rows: Readonly<Record<string, TableRow>> = {},
  parts: Partial<Configuration> = {},
) =>
  readRecords({
    configuration: configured({ registry: 'dynamodb', ...parts }),
    state: emptyRegistryState,
    listed,
    store: { rows: Object.entries(rows), dnsRecords: [] },
  });
const apply = (changes: Partial<Changes>, state = emptyRegistryState, parts: Partial<Configuration> = {}) =>
  applyChanges({
    configuration: configured({ registry: 'dynamodb', ...parts }),
    state,
    changes: { ...unchanged, ...changes },
  });
const statementsIn = (calls: readonly RegistryCall[]) =>
  calls.map((call) =>
    call.kind === 'table' ? call.statements.map(({ operation, key }) => `${operation} ${key}`) : call.kind,
  );
const rowOf = (owner: string, labels = {}): TableRow => ({ owner, labels });

describe('who owns what is listed, by the table', () => {
  it('a row gives its record owner and labels, and the row of somebody else gives nothing', () => {
    const bar = endpoint('bar.example.org A 192.0.2.2');
    const rows = { [fooKey]: rowOf('east', { resource: 'crd/d/x' }), 'bar.example.org#A#': rowOf('west') };
    expect(read([foo, bar], rows).endpoints.map(({ labels }) => labels)).toEqual([
      { owner: 'east', resource: 'crd/d/x' },
      {},
    ]);
  });

  it('a TXT record with a row of its own is a record like any other, whatever it says', () => {
    const txt = heritage('a-foo.example.org', 'west');
    const rows = { 'a-foo.example.org#TXT#': rowOf('east') };
    expect(read([foo, txt], rows).endpoints.map(({ dnsName, labels }) => [dnsName, labels.owner])).toEqual([
      ['foo.example.org', undefined],
      ['a-foo.example.org', 'east'],
    ]);
  });

  it('a record with a row does not listen to its TXT record, which is owned, so that it goes', () => {
    const { endpoints } = read([foo, heritage('a-foo.example.org', 'west')], { [fooKey]: rowOf('east') });
    expect(endpoints.map(({ dnsName, labels }) => [dnsName, labels.owner])).toEqual([
      ['foo.example.org', 'east'],
      ['a-foo.example.org', 'east'],
    ]);
  });

  it('a wildcard is found under what replaces it, and what only begins with an asterisk is not replaced', () => {
    const listed = [
      endpoint('*.example.org A 192.0.2.1'),
      endpoint('*foo.example.org A 192.0.2.1'),
      heritage('a-any.example.org', 'east'),
      heritage('a-anyfoo.example.org', 'west'),
    ];
    const { endpoints } = read(listed, {}, { txtWildcardReplacement: 'any' });
    expect(endpoints.slice(0, 2).map(({ labels }) => labels.owner)).toEqual(['east', undefined]);
  });
});

describe('what is written to the table', () => {
  it('nothing for labels that stay the same, an update for others', () => {
    const old = ownedBy('east', 'foo.example.org A 192.0.2.1');
    const same = ownedBy('east', 'foo.example.org A 192.0.2.2');
    expect(apply({ updateOld: [old], updateNew: [same] }).before).toEqual([]);
    const other = { ...same, labels: { owner: 'east', resource: 'crd/d/x' } };
    expect(statementsIn(apply({ updateOld: [old], updateNew: [other] }).before)).toEqual([[`UPDATE ${fooKey}`]]);
    expect(statementsIn(apply({ updateOld: [other], updateNew: [same] }).before)).toEqual([[`UPDATE ${fooKey}`]]);
  });

  it('the labels without the owner, who has a column of its own', () => {
    const created = endpoint('foo.example.org A 192.0.2.1', { labels: { resource: 'crd/d/x' } });
    expect(apply({ create: [created] }).before).toMatchObject([
      { kind: 'table', statements: [{ operation: 'INSERT', key: fooKey, labels: { resource: 'crd/d/x' } }] },
    ]);
  });

  it('nothing for what is not mine', () => {
    const theirs = ownedBy('west', 'foo.example.org A 192.0.2.1');
    const { changes, before, after } = apply({ updateOld: [theirs], updateNew: [theirs], delete: [theirs] });
    expect([changes, before, after]).toEqual([unchanged, [], []]);
  });

  it('25 statements at a time', () => {
    const create = Array.from({ length: 26 }, (_, index) => endpoint(`n${index}.example.org A 192.0.2.1`));
    expect(statementsIn(apply({ create }).before).map((statements) => statements.length)).toEqual([25, 1]);
  });
});

describe('a row without its record', () => {
  const rows = { [fooKey]: rowOf('east') };

  it('is deleted behind the next changes, and forgotten', () => {
    const applied = apply({ create: [endpoint('bar.example.org A 192.0.2.2')] }, read([], rows).state);
    expect(statementsIn(applied.before)).toEqual([['INSERT bar.example.org#A#']]);
    expect(statementsIn(applied.after)).toEqual([[`DELETE ${fooKey}`]]);
    expect(applied.state).toMatchObject({ orphanedRows: [], ownedRows: { 'bar.example.org#A#': { owner: 'east' } } });
    expect(applied.state.ownedRows).not.toHaveProperty([fooKey]);
  });

  it('serves the record again when that is made anew', () => {
    const applied = apply({ create: [foo] }, read([], rows).state);
    expect([...applied.before, ...applied.after]).toEqual([]);
    expect(applied.state.ownedRows).toHaveProperty([fooKey]);
  });
});

describe('the cached listing of a registry with a table', () => {
  it('is forgotten over a migration, so that the TXT record is seen to be left over', () => {
    const { endpoints, state } = read([foo, heritage('a-foo.example.org', 'east')], {}, cached);
    const applied = apply({ updateOld: endpoints, updateNew: endpoints }, state, cached);
    expect(statementsIn(applied.before)).toEqual([[`INSERT ${fooKey}`]]);
    expect(applied.state.cachedEndpoints).toBeNull();
  });

  it('takes every change for done but the create whose row was refused', () => {
    const bar = endpoint('bar.example.org A 192.0.2.2');
    const { state } = apply({ create: [foo, bar] }, read([], {}, cached).state, cached);
    const left = withoutRow(state, fooKey);
    expect(left.cachedEndpoints?.map(({ dnsName }) => dnsName)).toEqual(['bar.example.org']);
    expect(Object.keys(left.ownedRows ?? {})).toEqual(['bar.example.org#A#']);
  });
});

it('TXT records that are left over where TXT is not managed are told of', () => {
  const listed = [heritage('a-foo.example.org', 'east')];
  const line = 'Old TXT ownership records will not be deleted because "TXT" is not in the set of managed record types.';
  expect(messages(read(listed).log)).toEqual([line]);
  expect(messages(read(listed, {}, { managedRecordTypes: ['A', 'TXT'] }).log)).toEqual([]);
});
