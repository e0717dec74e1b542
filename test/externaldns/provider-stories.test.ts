import { describe, expect, it } from 'vitest';
import type { StoredRecord } from '../../src/dns/stored-record.ts';
import type { Configuration } from '../../src/externaldns/configuration.ts';
import { type SmallController, SmallWorld } from './small-world.ts';

/** What becomes of a plan is a matter of the host that it is made for. */

const app = 'app.example.org A 192.0.2.1';
const key = '0123456789abcdef0123456789abcdef';

function at(provider: Configuration['provider'], parts: Partial<Configuration> = {}): Partial<Configuration> {
  return { provider, ...parts };
}

function heritage(name: string, owner: string, rest = ''): StoredRecord {
  return { name, type: 'TXT', ttl: 0, values: [`"heritage=external-dns,external-dns/owner=${owner}${rest}"`] };
}

function holding(name: string, ...values: readonly string[]): StoredRecord {
  return { name, type: 'A', ttl: 0, values };
}

/** One controller, `east`, after so many runs; it is started again where a run ended it. */
function afterRuns(runs: number, options: SmallController, records: readonly StoredRecord[] = []): SmallWorld {
  const world = new SmallWorld({ east: options }, records);
  for (let run = 0; run < runs; run += 1) {
    if (world.isEnabled('east.restart')) world.fire('east.restart');
    world.sync('east');
  }
  return world;
}

function called(world: SmallWorld): readonly string[] {
  return world.events
    .filter(({ type, operation }) => type === 'zone.call' && operation !== 'list')
    .map(({ operation, name, recordType, result }) => `${operation} ${name} ${recordType} ${result}`);
}

describe('an ownership record of the old form, whose typed one is asked for by a forced update', () => {
  const resource = ',external-dns/resource=crd/default/app.example.org.a';
  const old = [holding('app.example.org', '192.0.2.1'), heritage('app.example.org', 'east', resource)];
  const wants = [app, 'new.example.org A 192.0.2.2'];

  it('in memory: what is to be updated is not there, so the whole batch is refused and the process ends, every time', () => {
    const world = afterRuns(2, { wants, configuration: at('inmemory') }, old);
    expect(world.results('east')).toEqual(['hard-error', 'hard-error']);
    expect(world.log('east').at(-1)).toBe('fatal failed to do run once: record not found');
    expect(world.contents()).toEqual(['app.example.org A 192.0.2.1', 'app.example.org TXT east']);
  });

  it('Cloudflare: an error line on every run, the record put again, the typed one never written, and no failure', () => {
    const world = afterRuns(3, { wants: [app], configuration: at('cloudflare') }, old);
    expect(world.results('east')).toEqual(['changed', 'changed', 'changed']);
    expect(called(world).filter((line) => line.includes(' ok'))).toEqual(
      Array.from({ length: 3 }, () => 'update app.example.org A ok'),
    );
    expect(world.log('east').filter((line) => /^error failed to find previous record/.test(line))).toHaveLength(3);
    expect(world.contents()).toEqual(['app.example.org A 192.0.2.1', 'app.example.org TXT east']);
  });

  it('Route 53: an upsert that creates it; done after one run', () => {
    const world = afterRuns(2, { wants: [app], configuration: at('aws') }, old);
    expect(world.results('east')).toEqual(['changed', 'up-to-date']);
    expect(world.contents()).toEqual([
      'a-app.example.org TXT east',
      'app.example.org A 192.0.2.1',
      'app.example.org TXT east',
    ]);
  });
});

describe('encryption switched on over plain ownership records, when a target changes', () => {
  const plain = [
    holding('app.example.org', '192.0.2.9'),
    heritage('a-app.example.org', 'east', ',external-dns/resource=crd/default/app.example.org.a'),
  ];
  const encrypting = { txtEncryptEnabled: true, txtEncryptAesKey: key };

  it('in memory: the cipher text that is to be replaced was never stored; nothing changes and the process ends', () => {
    const world = afterRuns(1, { wants: [app], configuration: at('inmemory', encrypting) }, plain);
    expect(world.log('east').at(-1)).toBe('fatal failed to do run once: record not found');
    expect(world.contents()).toEqual(['a-app.example.org TXT east', 'app.example.org A 192.0.2.9']);
  });

  it('Cloudflare: the cipher text is not found to be deleted, and the new one stands beside the plain one', () => {
    const world = afterRuns(1, { wants: [app], configuration: at('cloudflare', encrypting) }, plain);
    expect(world.results('east')).toEqual(['changed']);
    expect(world.contents().filter((line) => line.startsWith('app.'))).toEqual([app]);
    const [, ...texts] = world.contents().filter((line) => line.startsWith('a-app.'));
    expect(world.contents()).toContain('a-app.example.org TXT east');
    expect(texts).toHaveLength(1);
  });
});

describe('what a host does not keep is changed on every run', () => {
  it('a set identifier at Cloudflare: the record is deleted and created again', () => {
    const world = afterRuns(3, { wants: ['app.example.org A [one] 192.0.2.1'], configuration: at('cloudflare') });
    expect(world.results('east')).toEqual(['changed', 'changed', 'changed']);
    const again = called(world).filter((line) => line.includes('app.example.org A'));
    expect(again.slice(1)).toEqual([
      'delete app.example.org A ok',
      'create app.example.org A ok',
      'delete app.example.org A ok',
      'create app.example.org A ok',
    ]);
  });

  it('a record without targets at Cloudflare: only its ownership record is written, and every plan creates it again', () => {
    const world = afterRuns(3, { wants: ['app.example.org A'], configuration: at('cloudflare') });
    expect(world.contents()).toEqual(['a-app.example.org TXT east']);
    expect(called(world)).toEqual(['create a-app.example.org TXT ok']);
    // Cloudflare's code finds nothing to do, and says so; the controller has counted no run without changes.
    expect(world.log('east').at(-1)).toBe('info All records are already up to date');
    expect(world.metrics('east').filter((metric) => metric.includes('no_op'))).toEqual([]);
  });
});

describe('a name in a zone that ends like it, or does not', () => {
  it.each([
    ['cloudflare', ['example.org A 192.0.2.1'], ['example.org A 192.0.2.1']],
    ['aws', ['example.org A 192.0.2.1'], ['example.org A 192.0.2.1']],
    ['inmemory', ['a-example.org TXT east', 'example.org A 192.0.2.1'], []],
  ] as const)(
    'the ownership record of an apex lies outside the zone: %s has %j, and %j once nobody wants it',
    (provider, stored, left) => {
      const world = afterRuns(1, { wants: ['example.org A 192.0.2.1'], configuration: at(provider) });
      expect(world.contents()).toEqual(stored);
      world.want('east');
      world.sync('east');
      expect(world.contents()).toEqual(left);
    },
  );

  it('a final dot in a DNSEndpoint: in memory the record is dropped without a word and its TXT stored', () => {
    const world = afterRuns(1, { wants: ['app.example.org. A 192.0.2.1'], configuration: at('inmemory') });
    expect(world.contents()).toEqual(['a-app.example.org TXT east']);
    expect(world.results('east')).toEqual(['changed']);
  });

  it('a name whose ownership record has the name of a CNAME: Route 53 refuses what comes second', () => {
    const wants = [app, 'a-app.example.org CNAME lb.example.net'];
    const world = afterRuns(1, { wants, configuration: at('aws') });
    expect(world.results('east')).toEqual(['soft-error']);
    const names = world.contents().filter((line) => line.startsWith('a-app.example.org '));
    expect(names).toHaveLength(1);
  });
});

describe('a name that another owner has taken since the zone was listed', () => {
  const rivals = (provider: Configuration['provider'], cache: Partial<Configuration> = {}) =>
    new SmallWorld({
      east: { wants: [], configuration: at(provider, cache) },
      west: { wants: [], configuration: at(provider) },
    });

  it('behind a provider cache: Azure overwrites, and the name changes hands with its TXT, without a line of warning', () => {
    const world = rivals('azure', { providerCacheTimeMs: 3_600_000 });
    world.sync('east');
    world.want('west', 'app.example.org A 192.0.2.2');
    world.sync('west');
    world.want('east', app);
    world.sync('east');
    expect(world.contents()).toEqual(['a-app.example.org TXT east', app]);
    expect(world.log('east').filter((line) => /^(warning|error|fatal)/.test(line))).toEqual([]);
  });

  it('listed by both before either wrote: at Azure the last writer has the record and the TXT', () => {
    const world = rivals('azure');
    world.want('east', app);
    world.want('west', 'app.example.org A 192.0.2.2');
    for (const verb of ['sync', 'plan']) for (const name of ['east', 'west']) world.fire(`${name}.${verb}`);
    for (const name of ['east', 'west']) while (world.isEnabled(`${name}.call`)) world.fire(`${name}.call`);
    expect(world.contents()).toEqual(['a-app.example.org TXT west', 'app.example.org A 192.0.2.2']);
    expect([...world.results('east'), ...world.results('west')]).toEqual(['changed', 'changed']);
  });

  it.each([
    ['inmemory', 'hard-error'],
    ['aws', 'soft-error'],
    ['azure', 'changed'],
    ['cloudflare', 'soft-error'],
  ] as const)(
    'by a replica with the same owner id that wants the same: %s calls the second first create %s, and then all is quiet',
    (provider, result) => {
      const replica = { wants: [app], configuration: at(provider, { txtOwnerId: 'prod' }) };
      const world = new SmallWorld({ east: replica, west: replica });
      for (const verb of ['sync', 'plan']) for (const name of ['east', 'west']) world.fire(`${name}.${verb}`);
      for (const name of ['east', 'west']) while (world.isEnabled(`${name}.call`)) world.fire(`${name}.call`);
      if (world.isEnabled('west.restart')) world.fire('west.restart');
      for (const name of ['east', 'west']) world.sync(name);
      expect(world.contents()).toEqual(['a-app.example.org TXT prod', app]);
      expect([world.results('east'), world.results('west')]).toEqual([
        ['changed', 'up-to-date'],
        [result, 'up-to-date'],
      ]);
    },
  );
});
