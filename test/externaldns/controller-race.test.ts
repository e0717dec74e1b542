import { describe, expect, it } from 'vitest';
import { SmallWorld } from './small-world.ts';

describe('two controllers on one zone', () => {
  it('lets the first writer keep the name; the other one says so in debug lines only', () => {
    const world = new SmallWorld({
      east: { wants: ['app.example.org A 192.0.2.1'] },
      west: { wants: ['app.example.org AAAA 2001:db8::1'] },
    });

    world.sync('east');
    world.sync('west');
    world.sync('west');

    expect(world.contents()).toEqual(['a-app.example.org TXT east', 'app.example.org A 192.0.2.1']);
    expect(world.log('west').filter((line) => line.includes('for one or more items to create'))).toHaveLength(2);
    expect(world.log('west').filter((line) => /^(warning|error)/.test(line))).toEqual([]);
    expect(world.results('west')).toEqual(['up-to-date', 'up-to-date']);
    expect(world.metrics('west').filter((metric) => metric.includes('mismatch'))).toEqual([
      'registry_skipped_records_owner_mismatch_per_sync a west east example.org 1',
      'registry_skipped_records_owner_mismatch_per_sync a west east example.org 1',
    ]);
  });

  it('lets two clusters with one owner id delete and create for ever', () => {
    const shared = { txtOwnerId: 'prod' };
    const world = new SmallWorld({
      east: { wants: ['app.example.org A 192.0.2.1'], configuration: shared },
      west: { wants: [], configuration: shared },
    });

    for (let round = 0; round < 3; round += 1) {
      world.sync('east');
      expect(world.contents()).toEqual(['a-app.example.org TXT prod', 'app.example.org A 192.0.2.1']);
      world.sync('west');
      expect(world.contents()).toEqual([]);
    }
    expect(world.results('east')).toEqual(['changed', 'changed', 'changed']);
  });

  it('leaves a record without an owner when the process dies between the record and its TXT', () => {
    const world = new SmallWorld({
      east: { wants: ['app.example.org A 192.0.2.1'], configuration: { version: 'v0.20.0' } },
    });

    world.fire('east.sync');
    world.fire('east.plan');
    world.fire('east.call', 'crash-after');
    expect(world.contents()).toEqual(['app.example.org A 192.0.2.1']);
    expect(world.isEnabled('east.call')).toBe(false);
    expect(world.isEnabled('east.sync')).toBe(false);

    world.fire('east.restart');
    world.sync('east');
    world.want('east');
    world.sync('east');

    expect(world.contents()).toEqual(['app.example.org A 192.0.2.1']);
    expect(world.results('east')).toEqual(['up-to-date', 'up-to-date']);
  });

  it('creates a record and its TXT together since v0.21.0, whenever the process dies', () => {
    const world = new SmallWorld({ east: { wants: ['app.example.org A 192.0.2.1'] } });

    world.fire('east.sync');
    world.fire('east.plan');
    world.fire('east.call', 'crash-after');
    expect(world.contents()).toEqual(['a-app.example.org TXT east', 'app.example.org A 192.0.2.1']);
    world.fire('east.restart');
    world.want('east');
    world.sync('east');

    expect(world.contents()).toEqual([]);
  });

  it.each([
    ['v0.20.0', ['east', 'west', 'east', 'west']],
    ['v0.22.0', ['east', 'west']],
  ])(
    'writes both values and both ownerships (%s) when both list an empty zone before either writes',
    (version, calls) => {
      const world = new SmallWorld({
        east: { wants: ['app.example.org A 192.0.2.1'], configuration: { version } },
        west: { wants: ['app.example.org A 192.0.2.2'], configuration: { version } },
      });

      for (const name of ['east', 'west']) world.fire(`${name}.sync`);
      for (const name of ['east', 'west']) world.fire(`${name}.plan`);
      for (const name of calls) world.fire(`${name}.call`);

      expect(world.contents()).toEqual([
        'a-app.example.org TXT east',
        'a-app.example.org TXT west',
        'app.example.org A 192.0.2.1',
        'app.example.org A 192.0.2.2',
      ]);
      // Whose the name is from now on is a matter of the order in which Cloudflare's values come out of a Go map.
      expect(world.outcomes('east.sync').filter(({ fault }) => fault === undefined)).toHaveLength(2);
    },
  );

  it('refuses the later batch as a whole at Route 53, and its owner id never gets the name', () => {
    const aws = { provider: 'aws' } as const;
    const world = new SmallWorld({
      east: { wants: ['app.example.org A 192.0.2.1'], configuration: aws },
      west: { wants: ['app.example.org A 192.0.2.2', 'other.example.org A 192.0.2.2'], configuration: aws },
    });

    world.fire('west.sync');
    world.fire('west.plan');
    world.sync('east');
    while (world.isEnabled('west.call')) world.fire('west.call');

    expect(world.contents()).toEqual([
      'a-app.example.org TXT east',
      'a-other.example.org TXT west',
      'app.example.org A 192.0.2.1',
      'other.example.org A 192.0.2.2',
    ]);
    expect(world.results('west')).toEqual(['soft-error']);
    expect(world.log('west').at(-1)).toBe(
      'error Failed to do run once: soft error\nfailed to submit all changes for the following zones: [Z1] (consecutive soft errors: 1)',
    );
  });
});
