import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../src/externaldns/configuration.ts';
import { SmallWorld } from './small-world.ts';

const app = 'app.example.org A 192.0.2.1';
const last = 'last.example.org A 192.0.2.2';

function full(configuration: Partial<Configuration>, recordCountMax: number): SmallWorld {
  const world = new SmallWorld({ east: { wants: [app], configuration } }, [], { recordCountMax });
  world.sync('east');
  world.want('east', app, last);
  world.sync('east');
  return world;
}

describe('a zone that may hold no more', () => {
  it.each([
    ['aws', 'soft-error', 'InvalidChangeBatch: [Number of resource record sets limit of 3 exceeded.]'],
    ['azure', 'changed', 'The maximum number of record sets in this zone has been reached.'],
    [
      'google',
      'soft-error',
      'googleapi: Error 403: The change would exceed quota for resource record sets per managed zone., quotaExceeded',
    ],
    ['cloudflare', 'soft-error', '400 Bad Request {"result":null,"success":false,"errors":[{"code":81045,'],
    ['webhook', 'soft-error', 'failed to apply changes with code 500'],
  ] as const)('is refused by %s, a run that ends with %s: %s', (provider, result, words) => {
    const world = full({ provider }, 3);
    expect(world.results('east')).toEqual(['changed', result]);
    expect(world.log('east').join('\n')).toContain(words);
    expect(world.contents()).not.toContain('a-last.example.org TXT east');
  });

  it('takes a record and not its TXT where the host changes one record at a time: nobody owns it from then on', () => {
    for (const configuration of [{ provider: 'azure' }, { version: 'v0.20.0' }, {}] as const) {
      const world = full(configuration, 3);
      expect(world.contents()).toEqual(['a-app.example.org TXT east', app, last]);
      world.want('east', app);
      world.sync('east');
      expect(world.contents()).toContain(last);
    }
  });

  it('takes neither where they are changed together', () => {
    for (const provider of ['aws', 'google', 'webhook'] as const) {
      expect(full({ provider }, 3).contents()).toEqual(['a-app.example.org TXT east', app]);
    }
  });

  it('counts single records at Cloudflare, and record sets elsewhere', () => {
    const two = 'app.example.org A 192.0.2.1 192.0.2.2';
    const results = (['cloudflare', 'aws'] as const).map((provider) => {
      const world = new SmallWorld({ east: { wants: [two], configuration: { provider } } }, [], { recordCountMax: 2 });
      world.sync('east');
      return world.results('east');
    });
    expect(results).toEqual([['soft-error'], ['changed']]);
  });

  it('still takes what adds nothing: another target, and a deletion that makes room', () => {
    const world = full({ provider: 'aws' }, 3);
    world.want('east', 'app.example.org A 192.0.2.9');
    world.sync('east');
    expect(world.contents()).toEqual(['a-app.example.org TXT east', 'app.example.org A 192.0.2.9']);
    world.want('east', last);
    world.sync('east');
    expect(world.contents()).toEqual(['a-last.example.org TXT east', last]);
  });

  it('is unknown in memory', () => {
    expect(full({ provider: 'inmemory' }, 1).results('east')).toEqual(['changed', 'changed']);
  });
});
