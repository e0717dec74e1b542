import { describe, expect, it } from 'vitest';
import type { Changes } from '../../../src/externaldns/endpoint.ts';
import { inmemory } from '../../../src/externaldns/provider/inmemory.ts';
import { endpoint, ownedBy } from '../instance.ts';
import { Host, record, words } from './host.ts';

describe('the in-memory provider', () => {
  it('keeps labels, spelling, set identifiers and properties', () => {
    const host = new Host(inmemory);
    const stored = ownedBy('east', 'App.example.org A 192.0.2.1', {
      setIdentifier: 'one',
      providerSpecific: [{ name: 'aws/weight', value: '10' }],
    });
    host.apply({ create: [stored] });
    expect(host.list()).toEqual([stored]);
  });

  it('takes every name that ends like the zone, even in the middle of a label', () => {
    const host = new Host(inmemory);
    host.apply({ create: [endpoint('a-example.org TXT "x"'), endpoint('app.example.net A 192.0.2.1')] });
    expect(words(host.records())).toEqual(['a-example.org TXT "x"']);
  });

  it.each<readonly [string, Partial<Changes>, string]>([
    ['a create of what exists', { create: [endpoint('old.example.org A 192.0.2.9')] }, 'record already exists'],
    ['an update of what does not exist', update('none.example.org A 192.0.2.1'), 'record not found'],
    ['an update from another first target', update('old.example.org A 192.0.2.9'), 'record not found'],
    ['a delete of another first target', { delete: [endpoint('old.example.org A 192.0.2.9')] }, 'record not found'],
    [
      'a key twice',
      { create: [endpoint('twice.example.org A 192.0.2.1'), endpoint('twice.example.org A 192.0.2.2')] },
      'invalid batch request',
    ],
  ])('refuses %s, and everything else with it, for good', (_, changes, error) => {
    const host = new Host(inmemory).holds(record('old.example.org A 192.0.2.1'));

    const end = host.apply({
      ...changes,
      create: [endpoint('new.example.org A 192.0.2.1'), ...(changes.create ?? [])],
    });

    expect(end.abort).toBe(error);
    expect(words(host.records())).toEqual(['old.example.org A 192.0.2.1']);
  });

  it('logs every change, also in a dry run, which it knows nothing of', () => {
    const host = new Host(inmemory, { dryRun: true }).holds(record('old.example.org A 192.0.2.1'));

    host.apply({ create: [endpoint('new.example.org A 192.0.2.1')], ...update('old.example.org A 192.0.2.1') });

    expect(host.lines()).toEqual([
      'info CREATE: new.example.org 0 IN A  192.0.2.1 []',
      'info UPDATE (old): old.example.org 0 IN A  192.0.2.1 []',
      'info UPDATE (new): old.example.org 60 IN A  192.0.2.1 []',
    ]);
    expect(host.records()).toHaveLength(2);
  });

  it('has the zones that --inmemory-zone names', () => {
    const zones = [
      { name: 'example.org', id: 'Z1' },
      { name: 'example.net', id: 'Z2' },
    ];
    const select = (inmemoryZones: readonly string[]) =>
      inmemory.selectZones(zones, { configuration: { inmemoryZones } as never, matches: () => false });
    expect(select(['example.net'])).toEqual([zones[1]]);
    expect(select([])).toEqual(zones);
  });
});

function update(text: string) {
  return { updateOld: [endpoint(text)], updateNew: [endpoint(text, { recordTTL: 60 })] };
}
