import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../src/externaldns/configuration.ts';
import { configured, type SmallController, SmallWorld } from '../small-world.ts';

const app = 'app.example.org A 192.0.2.1';
const stored = { name: 'app.example.org', type: 'A', ttl: 0, values: ['192.0.2.9'] };

const kinds = ['txt', 'dynamodb', 'aws-sd', 'crd', 'noop'] as const;
type Kind = (typeof kinds)[number];

/** Where the host keeps no labels, aws-sd owns nothing; so these run on the host that does. */
function world(
  registry: Kind,
  controllers: Readonly<Record<string, SmallController>>,
  records: readonly (typeof stored)[] = [],
  parts: Partial<Configuration> = {},
): SmallWorld {
  const given = Object.entries(controllers).map(([name, controller]) => [
    name,
    {
      ...controller,
      configuration: { provider: 'inmemory', inmemoryZones: ['example.org'], registry, ...parts } as const,
    },
  ]);
  return new SmallWorld(Object.fromEntries(given), records);
}

const addresses = (small: SmallWorld) => small.contents().filter((line) => line.startsWith('app.example.org A'));

describe.each(kinds)('every registry keeps what it makes (%s)', (registry) => {
  it('creates, sees its own, changes it and takes it away', () => {
    const small = world(registry, { east: { wants: [app] } });
    small.sync('east');
    expect(addresses(small)).toEqual([app]);
    small.sync('east');
    expect(small.results('east')).toEqual(['changed', 'up-to-date']);
    small.want('east', 'app.example.org A 192.0.2.2');
    small.sync('east');
    expect(addresses(small)).toEqual(['app.example.org A 192.0.2.2']);
    small.want('east');
    small.sync('east');
    expect(small.contents()).toEqual([]);
    expect([...small.rows(), ...small.dnsRecords('east')]).toEqual([]);
  });

  it('comes to the same end after a crash at any of its calls', () => {
    for (let skip = 0; ; skip += 1) {
      const small = world(registry, { east: { wants: [app] } });
      small.fire('east.sync');
      small.fire('east.plan');
      for (let call = 0; call < skip && small.isEnabled('east.call'); call += 1) small.fire('east.call');
      if (!small.isEnabled('east.call')) break;
      small.fire('east.call', 'crash-before');
      small.fire('east.restart');
      // A record that stands without its object is created over, which this host refuses.
      if (registry === 'crd' && addresses(small).length > 0) continue;
      small.sync('east');
      small.sync('east');
      expect(addresses(small)).toEqual([app]);
      expect(small.results('east').at(-1)).toBe('up-to-date');
    }
  });
});

describe.each(['txt', 'dynamodb', 'aws-sd', 'noop'] as const)('a record made by hand (%s)', (registry) => {
  it(registry === 'noop' ? 'is deleted where there is no ownership' : 'is left alone', () => {
    const small = world(registry, { east: {} }, [stored]);
    small.sync('east');
    expect(addresses(small)).toEqual(registry === 'noop' ? [] : ['app.example.org A 192.0.2.9']);
  });
});

describe('the table of the registry dynamodb', () => {
  const shared = { east: { wants: [app] }, west: { wants: ['app.example.org A 192.0.2.2'] } };

  it('holds a row for each record, with its owner', () => {
    const small = world('dynamodb', shared);
    small.sync('east');
    expect(small.rows()).toEqual(['app.example.org#A# east']);
    expect(small.log('east')).toContain('info INSERT dynamodb record "app.example.org#A#"');
  });

  it('decides between two that found the name free: whoever inserts first has it', () => {
    const small = world('dynamodb', shared);
    for (const name of ['east', 'west']) {
      small.fire(`${name}.sync`);
      small.fire(`${name}.plan`);
    }
    while (small.isEnabled('west.call')) small.fire('west.call');
    while (small.isEnabled('east.call')) small.fire('east.call');
    expect(addresses(small)).toEqual(['app.example.org A 192.0.2.2']);
    expect(small.rows()).toEqual(['app.example.org#A# west']);
    expect(small.log('east')).toContain(
      'info Skipping endpoint app.example.org 0 IN A  192.0.2.1 [] because owner does not match',
    );
  });

  it('keeps a name from everybody else while its row is an orphan', () => {
    const small = world('dynamodb', shared);
    small.sync('east');
    small.edit('app.example.org');
    small.sync('west');
    expect(addresses(small)).toEqual([]);
    expect(small.results('west')).toEqual(['changed']);
    small.want('east', 'other.example.org A 192.0.2.3');
    small.sync('east');
    small.sync('west');
    expect(addresses(small)).toEqual(['app.example.org A 192.0.2.2']);
  });

  it('takes over what TXT records said, and then deletes them where TXT is managed', () => {
    const txt = '"heritage=external-dns,external-dns/owner=east"';
    const small = world(
      'dynamodb',
      { east: { wants: [app] } },
      [
        { ...stored, values: ['192.0.2.1'] },
        { ...stored, name: 'a-app.example.org', type: 'TXT', values: [txt] },
      ],
      { managedRecordTypes: ['A', 'TXT'] },
    );
    small.sync('east');
    small.sync('east');
    expect(small.rows()).toEqual(['app.example.org#A# east']);
    expect(small.contents()).toEqual([app]);
  });

  it('is written though the run is dry', () => {
    const small = world('dynamodb', shared, [], { dryRun: true, provider: 'cloudflare' });
    small.sync('east');
    expect(small.contents()).toEqual([]);
    expect(small.rows()).toEqual(['app.example.org#A# east']);
  });

  it('ends the process when it is out of order', () => {
    const small = world('dynamodb', shared);
    small.fire('east.sync');
    small.fire('east.plan');
    small.fire('east.call', 'refused');
    expect(small.results('east')).toEqual(['hard-error']);
    expect(small.isEnabled('east.restart')).toBe(true);
  });
});

describe('the objects of the registry crd', () => {
  it('say how far a record has come', () => {
    const small = world('crd', { east: { wants: [app] } });
    small.fire('east.sync');
    small.fire('east.plan');
    small.fire('east.call');
    expect(small.dnsRecords('east')).toEqual([`${app} east Accepted`]);
    while (small.isEnabled('east.call')) small.fire('east.call');
    expect(small.dnsRecords('east')).toEqual([`${app} east Programmed`]);
  });

  it('are all there is: a record of somebody else is not seen, and is created over', () => {
    const small = world('crd', { east: { wants: [app] } }, [stored], { provider: 'aws', inmemoryZones: [] });
    small.sync('east');
    expect(addresses(small)).toEqual(['app.example.org A 192.0.2.9']);
    expect(small.dnsRecords('east')).toEqual([`${app} east Failed`]);
    expect(small.results('east')).toEqual(['soft-error']);
  });

  it('are made anew after a crash behind the host: the host then has the record already', () => {
    const small = world('crd', { east: { wants: [app] } }, [], { provider: 'aws', inmemoryZones: [] });
    small.fire('east.sync');
    small.fire('east.plan');
    small.fire('east.call');
    small.fire('east.call', 'crash-after');
    small.fire('east.restart');
    small.sync('east');
    expect(addresses(small)).toEqual([app]);
    expect(small.dnsRecords('east')).toEqual([`${app} east Failed`]);
  });
});

describe('switching from one registry to another', () => {
  it('from txt to noop makes everything fair game, and back again spares what is not owned', () => {
    const small = world('txt', { east: { wants: [app] } });
    small.sync('east');
    const other = { ...stored, name: 'hand.example.org' };
    small.edit('hand.example.org', other);
    const { configuration, configure } = small.controller('east');
    const noop = { ...small.reader.get(configuration), registry: 'noop' } as const;
    small.act(configure(small.reader, noop));
    small.sync('east');
    expect(small.contents()).toEqual(['a-app.example.org TXT east', app]);
  });

  it('from txt to crd forgets what was owned: the record is created over and the TXT stays', () => {
    const small = new SmallWorld({
      east: { wants: [app], foreseenConfigurations: [configured('east', { registry: 'crd' })] },
    });
    small.sync('east');
    const { configuration, configure } = small.controller('east');
    small.act(configure(small.reader, { ...small.reader.get(configuration), registry: 'crd' }));
    small.want('east');
    small.sync('east');
    expect(small.contents()).toEqual(['a-app.example.org TXT east', app]);
  });
});
