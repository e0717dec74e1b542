import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredRecord } from '../../src/dns/stored-record.ts';
import { configured, SmallWorld } from './small-world.ts';

const app = 'app.example.org A 192.0.2.1';
/** A release that makes one call to Cloudflare for each record. */
const oneByOne = { version: 'v0.20.0' };

function owned(owner: string): readonly StoredRecord[] {
  const txt = `"heritage=external-dns,external-dns/owner=${owner},external-dns/resource=crd/default/app.example.org.a"`;
  return [
    { name: 'app.example.org', type: 'A', ttl: 0, values: ['192.0.2.1'] },
    { name: 'a-app.example.org', type: 'TXT', ttl: 0, values: [txt] },
  ];
}

describe('a run of the loop', () => {
  it('lists, plans and calls one after another, and comes again an interval after it began', () => {
    const world = new SmallWorld({ east: { wants: [app], configuration: oneByOne } });
    expect(world.model.timers).toEqual([{ action: 'east.sync', afterMs: 0 }]);

    expect(world.fire('east.sync').timers).toEqual([
      { action: 'east.sync', afterMs: 60_000 },
      { action: 'east.plan', afterMs: 0 },
    ]);
    expect(world.fire('east.plan').timers).toEqual([{ action: 'east.call', afterMs: 100 }]);
    expect(world.fire('east.call').timers).toEqual([{ action: 'east.call', afterMs: 100 }]);
    expect(world.fire('east.call').timers).toEqual([]);

    expect(world.events.map(({ type, operation, name }) => [type, operation ?? name].join(' ').trim())).toEqual(
      expect.arrayContaining(['sync.started', 'zone.call list', 'zone.call create', 'zone.changed', 'sync.finished']),
    );
    expect(world.results('east')).toEqual(['changed']);
  });

  it('says who changed what in the zone', () => {
    const world = new SmallWorld({ east: { wants: [app], configuration: oneByOne } });
    world.sync('east');
    expect(world.events.find(({ type }) => type === 'zone.changed')).toEqual({
      type: 'zone.changed',
      actor: 'east',
      owner: 'east',
      zone: 'example.org',
      changes: [
        {
          name: 'app.example.org',
          recordType: 'A',
          before: null,
          after: { name: 'app.example.org', type: 'A', ttl: 0, values: ['192.0.2.1'] },
        },
      ],
    });
  });

  it('reads the zone first and the objects afterwards, so that both may change in between', () => {
    const world = new SmallWorld({ east: { wants: [] } });
    world.fire('east.sync');
    world.want('east', app);
    world.edit('app.example.org', { name: 'app.example.org', type: 'A', ttl: 0, values: ['192.0.2.9'] });
    world.fire('east.plan');
    while (world.isEnabled('east.call')) world.fire('east.call');
    expect(world.contents()).toEqual([
      'a-app.example.org TXT east',
      'app.example.org A 192.0.2.9',
      'app.example.org A 192.0.2.1',
    ]);
  });

  it('does nothing new and remembers nothing when all is as wanted', () => {
    const world = new SmallWorld({ east: { wants: [app] } });
    world.sync('east');
    const before = world.world;
    world.sync('east');
    expect(world.world.ids).toEqual(before.ids);
    expect(world.log('east').at(-1)).toBe('info All records are already up to date');
    expect(world.results('east')).toEqual(['changed', 'up-to-date']);
  });

  it('changes nothing in a dry run', () => {
    const world = new SmallWorld({ east: { wants: [app], configuration: { dryRun: true } } });
    world.sync('east');
    expect(world.contents()).toEqual([]);
    expect(world.results('east')).toEqual(['dry-run']);
  });

  it.each([
    ['v0.12.2', ['registry_a_records 1', 'source_a_records 1', 'controller_verified_a_records 1']],
    [
      'v0.17.0',
      [
        'registry_a_records 1',
        'registry_aaaa_records 0',
        'source_a_records 1',
        'source_aaaa_records 0',
        'controller_verified_a_records 1',
        'controller_verified_aaaa_records 0',
      ],
    ],
    ['v0.20.0', ['registry_records a 1', 'source_records a 1', 'controller_verified_records a 1']],
    [
      'v0.22.0',
      [
        'registry_records a 1',
        'source_records a 1',
        'controller_verified_records a 1',
        'registry_skipped_records_owner_mismatch_per_sync none',
      ],
    ],
  ])('counts what it sees and verifies what exists, whoever owns it, as %s does', (version, records) => {
    const world = new SmallWorld({ west: { wants: [app], configuration: { version } } }, owned('east'));
    world.sync('west');
    const shown = world.metrics('west');
    expect(shown.filter((metric) => metric.includes('records'))).toEqual(records);
    expect(shown.filter((metric) => !metric.includes('records'))).toEqual([
      'registry_endpoints_total 1',
      'source_endpoints_total 1',
      'controller_no_op_runs_total +1',
    ]);
  });

  it('counts errors, and starts anew with the process', () => {
    const world = new SmallWorld({ east: { wants: [app] } });
    world.fire('east.sync', 'listing-rate-limited');
    world.fire('east.sync', 'listing-denied');
    world.fire('east.restart');
    expect(world.metrics('east')).toEqual([
      'controller_consecutive_soft_errors 1',
      'registry_errors_total +1',
      'registry_errors_total +1',
    ]);
    expect(world.events.at(-1)).toEqual({ type: 'process.started', actor: 'east' });
  });
});

describe('errors', () => {
  it('counts soft errors, goes on at the usual interval, and says when it is over', () => {
    const world = new SmallWorld({ east: { wants: [app], configuration: oneByOne } });

    expect(world.fire('east.sync', 'listing-refused').timers).toEqual([{ action: 'east.sync', afterMs: 60_000 }]);
    world.fire('east.sync');
    world.fire('east.plan');
    world.fire('east.call', 'refused');
    world.fire('east.call');
    world.sync('east');

    expect(world.log('east').filter((line) => /soft error/.test(line))).toEqual([
      'error Failed to do run once: soft error\nGET "https://api.cloudflare.com/client/v4/zones/Z1/dns_records": 500 Internal Server Error {"result":null,"success":false,"errors":[{"code":10000,"message":"Internal server error"}],"messages":[]} (consecutive soft errors: 1)',
      'error Failed to do run once: soft error\nfailed to submit all changes for the following zones: ["Z1"] (consecutive soft errors: 2)',
      'info Reconciliation succeeded after 2 consecutive soft errors',
    ]);
    expect(world.results('east')).toEqual(['soft-error', 'soft-error', 'changed']);
    expect(world.contents()).toEqual(['a-app.example.org TXT east', app]);
  });

  it('ends the process at a hard error, and Kubernetes starts it again', () => {
    const world = new SmallWorld({ east: { wants: [app] } });

    const { timers } = world.fire('east.sync', 'listing-denied');
    expect(timers.filter(({ afterMs }) => afterMs !== null)).toEqual([{ action: 'east.restart', afterMs: 10_000 }]);
    expect(world.log('east').at(-1)).toMatch(/^fatal failed to do run once: GET .* 403 Forbidden/);
    expect(world.isEnabled('east.sync')).toBe(false);

    world.fire('east.restart');
    world.sync('east');
    expect(world.results('east')).toEqual(['hard-error', 'changed']);
  });

  it('ends an in-memory run at the first refused batch', () => {
    const configuration = { provider: 'inmemory' } as const;
    const world = new SmallWorld({
      east: { wants: [app], configuration },
      west: { wants: [app, 'other.example.org A 192.0.2.2'], configuration },
    });
    world.fire('west.sync');
    world.fire('west.plan');
    world.sync('east');
    world.fire('west.call');
    expect(world.contents()).toEqual(['a-app.example.org TXT east', app]);
    expect(world.log('west').at(-1)).toBe('fatal failed to do run once: record already exists');
  });

  it('believes that a call failed whose answer was lost, and finds the record next time', () => {
    const world = new SmallWorld({ east: { wants: [app], configuration: oneByOne } });
    world.fire('east.sync');
    world.fire('east.plan');
    world.fire('east.call', 'lost-answer');
    expect(world.contents()).toEqual([app]);
    world.fire('east.call');
    expect(world.results('east')).toEqual(['soft-error']);
    expect(world.log('east').join('\n')).toContain('failed to create record: Post "https://api.cloudflare.com/');
    world.sync('east');
    expect(world.contents()).toEqual(['a-app.example.org TXT east', app]);
  });

  it('ends a --once run with any error, or for good when it went well', () => {
    const once = { once: true };
    const world = new SmallWorld({ east: { wants: [app], configuration: once } });
    world.fire('east.sync', 'listing-refused');
    expect(world.log('east').at(-1)).toMatch(/^fatal soft error\nGET/);
    world.fire('east.restart');
    world.sync('east');
    expect(world.reader.get(world.controller('east').memory).state).toBe('completed');
    expect(world.timers.get('east.sync')).toBeNull();
    expect(world.isEnabled('east.restart')).toBe(false);
  });
});

describe('a rollout', () => {
  it('stops a process in the middle of its calls, and starts one that remembers nothing', () => {
    const world = new SmallWorld({ east: { wants: [app], configuration: oneByOne } });
    world.fire('east.sync');
    world.fire('east.plan');
    world.fire('east.call');
    world.act(world.controller('east').stop(world.reader));
    expect(['sync', 'plan', 'call', 'restart'].filter((verb) => world.isEnabled(`east.${verb}`))).toEqual([]);
    expect(world.log('east').slice(-2)).toEqual([
      'info Received SIGTERM. Terminating...',
      'info Terminating main controller loop',
    ]);

    world.act(world.controller('east').start(world.reader));
    expect(world.timers.get('east.sync')).toBe(0);
    world.sync('east');
    expect(world.contents()).toEqual([app]);
  });

  it('brings new flags by a new process', () => {
    const world = new SmallWorld({ east: { wants: [app] } });
    world.sync('east');
    world.fire('east.sync');
    const { configure } = world.controller('east');
    world.act(configure(world.reader, configured('renamed')));
    world.sync('east');
    // Under another owner id the record is somebody else's.
    world.want('east');
    world.sync('east');
    expect(world.contents()).toEqual(['a-app.example.org TXT east', app]);
  });

  it('leaves a stopped controller stopped when its flags change', () => {
    const world = new SmallWorld({ east: { wants: [app], isStopped: true } });
    expect(world.model.timers).toEqual([]);
    world.act(world.controller('east').configure(world.reader, configured('renamed')));
    expect(world.isEnabled('east.sync')).toBe(false);
    world.act(world.controller('east').start(world.reader));
    world.sync('east');
    expect(world.contents()).toEqual(['a-app.example.org TXT renamed', app]);
  });

  it('watches the objects of its sources while --events is on and there is a process', () => {
    const world = new SmallWorld({ east: { configuration: { events: true } }, west: {} });
    const [east, west] = ['east', 'west'].map((name) => world.controller(name).part.watches?.[0]);
    expect(east).toMatchObject({ action: 'east.sync', afterMs: 5000, minGapMs: 5000 });
    expect([east?.isOn(world.reader), west?.isOn(world.reader)]).toEqual([true, false]);
    world.act(world.controller('east').stop(world.reader));
    expect(east?.isOn(world.reader)).toBe(false);
  });

  it.each([
    ['v0.12.2', [7000, 0, true]],
    ['v0.14.2', [7000, 0, false]],
    ['v0.22.0', [5000, 7000, false]],
  ])('lets events bring about runs at the pace of %s', (version, pace) => {
    const world = new SmallWorld({ east: { configuration: { events: true, minEventSyncIntervalMs: 7000, version } } });
    const [watch] = world.controller('east').part.watches ?? [];
    expect([watch?.afterMs, watch?.minGapMs, watch?.putsOff ?? false]).toEqual(pace);
  });
});

describe('caches', () => {
  it('of the registry make a failed change look done until they expire', () => {
    const world = new SmallWorld({
      east: { wants: [app], configuration: { ...oneByOne, txtCacheIntervalMs: 3_600_000 } },
    });
    world.fire('east.sync');
    expect(world.timers.get('east.registry-cache-expire')).toBe(3_600_000);
    world.fire('east.plan');
    world.fire('east.call', 'refused');
    world.fire('east.call', 'refused');

    world.sync('east');
    expect(world.results('east')).toEqual(['soft-error', 'up-to-date']);
    expect(world.contents()).toEqual([]);

    world.fire('east.registry-cache-expire');
    world.sync('east');
    expect(world.contents()).toEqual(['a-app.example.org TXT east', app]);
  });

  it('of the provider hide what others do until they expire or something is applied', () => {
    const world = new SmallWorld({ east: { wants: [app], configuration: { providerCacheTimeMs: 3_600_000 } } });
    world.sync('east');
    world.sync('east');
    expect(world.timers.get('east.provider-cache-expire')).toBe(3_600_000);
    world.edit('app.example.org');
    world.sync('east');
    expect(world.results('east')).toEqual(['changed', 'up-to-date', 'up-to-date']);
    expect(world.isEnabled('east.registry-cache-expire')).toBe(false);
    world.fire('east.provider-cache-expire');
    world.sync('east');
    expect(world.contents()).toEqual(['a-app.example.org TXT east', app]);
  });
});

describe('a controller that forgets what its plans cannot use', () => {
  it('keeps nothing of records that are neither its own nor ever wanted', () => {
    const foreign = Array.from({ length: 20 }, (_, index) => ({
      name: `n${index}.example.org`,
      type: 'A',
      ttl: 0,
      values: ['192.0.2.1'],
    }));
    const world = new SmallWorld({ west: { wants: [app], interest: ['app.example.org'] } }, [
      ...owned('east'),
      ...foreign,
    ]);
    world.fire('west.sync');
    const memory = world.reader.get(world.controller('west').memory);
    expect(memory.listing.map(({ dnsName }) => dnsName)).toEqual(['app.example.org']);
    expect(memory.registry.existingTxts).toEqual(['a-app.example.org']);
  });

  it('does the same to the zone as one that remembers everything', () => {
    const names = ['app.example.org', 'b.example.org', 'c.example.org'];
    const name = fc.constantFrom(...names);
    const step = fc.oneof(
      fc.record({ do: fc.constant('sync' as const), who: fc.constantFrom('east', 'west') }),
      fc.record({
        do: fc.constant('want' as const),
        who: fc.constantFrom('east', 'west'),
        wants: fc.uniqueArray(
          fc.tuple(name, fc.constantFrom('A 192.0.2.1', 'A 192.0.2.2', 'AAAA 2001:db8::1', 'CNAME lb.example.net')),
          { maxLength: 4, selector: (pair) => pair.map((part) => part.split(' ')[0]).join(' ') },
        ),
      }),
      fc.record({ do: fc.constant('half' as const), who: fc.constantFrom('east', 'west') }),
    );
    const provider = fc.constantFrom('cloudflare', 'aws', 'azure', 'google', 'inmemory', 'webhook');
    fc.assert(
      fc.property(provider, fc.boolean(), fc.array(step, { maxLength: 25 }), (host, caches, steps) => {
        const configuration = { provider: host, providerCacheTimeMs: caches ? 60_000 : 0 } as const;
        const worlds = [undefined, names].map((interest) => {
          const options = { configuration, ...(interest === undefined ? {} : { interest }) };
          return new SmallWorld({ east: options, west: options });
        });
        for (const { who, ...what } of steps) {
          for (const world of worlds) {
            if (what.do === 'want') world.want(who, ...what.wants.map((parts) => parts.join(' ')));
            else if (world.isEnabled(`${who}.restart`)) world.fire(`${who}.restart`);
            else if (what.do === 'half') for (const verb of ['sync', 'plan', 'call']) fireIfEnabled(world, who, verb);
            else for (const verb of ['call', 'call', 'call', 'call', 'sync', 'plan']) fireIfEnabled(world, who, verb);
          }
          expect(worlds[1]?.contents()).toEqual(worlds[0]?.contents());
        }
      }),
      { seed: 20_260_819, numRuns: 150 },
    );
  });
});

function fireIfEnabled(world: SmallWorld, who: string, verb: string): void {
  if (world.isEnabled(`${who}.${verb}`)) world.fire(`${who}.${verb}`);
}
