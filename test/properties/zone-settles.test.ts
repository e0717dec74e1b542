import { describe, expect, it } from 'vitest';
import { invariants } from '../../src/properties/invariants.ts';
import { ingress, runStory } from '../timeline/story.ts';
import { cluster, findingsOf, story } from './story.ts';

const app = 'app.example.org';

/** Two clusters that share an owner id and fight for `app`; one of them also has a name of its own. */
function fight(interval = '1m'): readonly string[] {
  const flags = [`--interval=${interval}`];
  return [
    cluster('a', { address: '192.0.2.10', owner: 'shared', hosts: [app], flags }),
    cluster('b', { address: '192.0.2.20', owner: 'shared', hosts: [app], starts: '30s', flags }).replace(
      '--policy=sync',
      '--policy=upsert-only',
    ),
  ];
}

describe('zone-settles', () => {
  it('holds where everything comes to rest', () => {
    const clusters = [cluster('main', { address: '192.0.2.10', hosts: [app] })];
    expect(findingsOf('zone-settles', story({ clusters }))).toEqual([]);
  });

  it('holds as long as names have changed only once, though the world has not come to rest yet', () => {
    const clusters = [cluster('main', { address: '192.0.2.10', hosts: [app] })];
    const steps = ['wait: 30s', 'expect: [{ holds: [zone-settles] }, { settled: false }]'];
    expect(runStory(story({ clusters, steps })).verdict).toBe('passed');
  });

  it.each(['1m', '30m', '1h'])('names what flaps every %s, and nothing that was only made', (interval) => {
    const clusters = [
      ...fight(interval),
      cluster('c', { address: '192.0.2.30', hosts: ['c.example.org'], starts: '10s' }),
    ];
    expect(findingsOf('zone-settles', story({ clusters, steps: ['wait: 2h'] }))).toEqual([
      {
        code: 'KEEPS_CHANGING',
        invariant: 'zone-settles',
        zone: 'example.org',
        names: [app],
        actors: ['a', 'b'],
      },
    ]);
  });

  it('names the ownership records that flap with their records', () => {
    const clusters = ['a', 'b'].map((name, index) =>
      cluster(name, {
        address: `192.0.2.1${index}`,
        owner: 'shared',
        hosts: [`${name}.example.org`],
        starts: `${index * 30}s`,
      }),
    );
    const [finding] = findingsOf('zone-settles', story({ clusters, steps: ['wait: 5m'] }));
    expect(finding).toMatchObject({
      names: ['a-a.example.org', 'a-b.example.org', 'a.example.org', 'b.example.org'],
    });
  });

  it('does not take what people change again and again for flapping', () => {
    const clusters = [cluster('main', { address: '192.0.2.10', hosts: [app] })];
    const target = (last: number) =>
      `apply: { cluster: main, manifests: [${ingress('app', app).replace('name: app', `name: app, annotations: { external-dns.alpha.kubernetes.io/target: 192.0.2.${last} }`)}] }`;
    const steps = [
      'wait: 90s',
      target(11),
      'wait: 60s',
      target(12),
      'wait: 60s',
      'expect: [{ holds: [zone-settles] }]',
    ];
    expect(runStory(story({ clusters, steps })).verdict).toBe('passed');
  });

  it('does not name what flapped until somebody mended it', () => {
    const steps = ['wait: 10m', 'set-flags: { controller: b, change: [--txt-owner-id=b] }', 'settle: 1h'];
    expect(findingsOf('zone-settles', story({ clusters: fight(), steps }))).toEqual([]);
  });

  it('says which zone it is, where there are several', () => {
    const text = story({ clusters: fight(), steps: ['wait: 5m'] });
    const several = text.replace(/zone:\n.*\n.*\n.*\n/, 'zone: [{ name: example.com }, { name: example.org }]\n');
    expect(findingsOf('zone-settles', several)).toMatchObject([{ zone: 'example.org' }]);
  });

  it('is one of the invariants, each under its own name', () => {
    for (const [name, invariant] of Object.entries(invariants)) expect(invariant.name).toBe(name);
  });
});
