import { describe, expect, it } from 'vitest';
import type { Changes } from '../../../src/externaldns/endpoint.ts';
import { applyChanges, readRecords } from '../../../src/externaldns/registry/registry.ts';
import { emptyRegistryState } from '../../../src/externaldns/registry/registry-state.ts';
import { configured, endpoint, ownedBy } from '../instance.ts';

const configuration = configured({ registry: 'aws-sd' });
const unchanged: Changes = { create: [], updateOld: [], updateNew: [], delete: [] };
const description = 'heritage=external-dns,external-dns/owner=east,external-dns/resource=crd/d/x';
const apply = (changes: Partial<Changes>) =>
  applyChanges({ configuration, state: emptyRegistryState, changes: { ...unchanged, ...changes } }).changes;

describe('ownership in the description of a service', () => {
  it('gives a record the labels that the description holds, and no others', () => {
    const labels = ['x', description, '"heritage=external-dns,external-dns/owner=east"'].map((text) => ({
      owner: 'host',
      'aws-sd-description': text,
    }));
    const listed = [{ owner: 'host' }, ...labels].map((given) =>
      endpoint('foo.example.org A 192.0.2.1', { labels: given }),
    );
    const { endpoints } = readRecords({ configuration, state: emptyRegistryState, listed });
    expect(endpoints.map((record) => record.labels)).toEqual([
      {},
      {},
      { owner: 'east', resource: 'crd/d/x' },
      { owner: 'east' },
    ]);
  });

  it('is written with every change, without quotes', () => {
    const created = ownedBy('somebody', 'foo.example.org A 192.0.2.1', { labels: { resource: 'crd/d/x' } });
    expect(apply({ create: [created] }).create[0]?.labels).toEqual({
      owner: 'east',
      resource: 'crd/d/x',
      'aws-sd-description': description,
    });
    const owned = { ...created, labels: { ...created.labels, owner: 'east' } };
    const {
      updateOld,
      updateNew,
      delete: deleted,
    } = apply({ updateOld: [owned], updateNew: [owned], delete: [owned] });
    for (const [record] of [updateOld, updateNew, deleted]) {
      expect(record?.labels['aws-sd-description']).toBe(description);
    }
  });

  it('keeps what is not mine from being updated and deleted', () => {
    const theirs = ownedBy('west', 'foo.example.org A 192.0.2.1');
    expect(apply({ updateOld: [theirs], updateNew: [theirs], delete: [theirs] })).toEqual(unchanged);
  });
});
