import { describe, expect, it } from 'vitest';
import { cluster, findingsOf, story } from './story.ts';

const app = 'app.example.org';
const main = cluster('main', { address: '192.0.2.10', hosts: [app] });
const laptop = (more = '') => `clients: { laptop: { asks: ${app}, every: 1m${more} } }`;
const gone = 'delete: { cluster: main, objects: [Ingress/default/app] }';

function unserved(steps: readonly string[], options: { readonly for?: string; readonly client?: string } = {}) {
  const text = story({ clusters: [main], steps, more: laptop(options.client ?? ', starts: 30s') });
  return findingsOf('nobody-unserved', text, options.for === undefined ? {} : { for: options.for });
}

describe('nobody-unserved', () => {
  it('holds for a client that is served from its first attempt', () => {
    expect(unserved(['wait: 10m'])).toEqual([]);
  });

  it('holds where nobody has asked yet', () => {
    expect(unserved(['wait: 10s'])).toEqual([]);
  });

  it('finds who was not served at the beginning, and until when', () => {
    expect(unserved(['wait: 10m'], { client: '' })).toEqual([
      {
        code: 'UNSERVED',
        invariant: 'nobody-unserved',
        client: 'laptop',
        fromMs: 0,
        toMs: 60_000,
        toleratedMs: 0,
      },
    ]);
  });

  it('counts from the first attempt that failed to the next that did not', () => {
    const steps = ['wait: 5m10s', gone, 'wait: 1m', 'stop: main', 'wait: 9m'];
    expect(unserved(steps)).toMatchObject([{ fromMs: 390_000, toMs: null }]);
  });

  it.each([
    ['as long as it lasts', '1m', 0],
    ['a moment less', '59s999ms', 1],
    ['longer', '5m', 0],
  ])('tolerates what lasts no longer than tolerated: %s', (_, tolerated, count) => {
    expect(unserved(['wait: 10m'], { client: '', for: tolerated })).toHaveLength(count);
  });

  it.each([
    ['4m', 1],
    ['4m30s', 0],
  ])('counts until now for who is not served at the end: tolerating %s', (tolerated, count) => {
    const steps = ['wait: 5m10s', 'stop: main', 'edit-zone: { remove: [app.example.org A] }', 'wait: 4m50s'];
    expect(unserved(steps, { for: tolerated })).toHaveLength(count);
  });

  it('finds an attempt that fails in the very last moment, if nothing is tolerated', () => {
    expect(unserved(['wait: 0s'], { client: '' })).toMatchObject([{ fromMs: 0, toMs: null }]);
    const steps = ['wait: 5m10s', 'stop: main', 'edit-zone: { remove: [app.example.org A] }', 'wait: 20s'];
    expect(unserved(steps)).toMatchObject([{ fromMs: 330_000, toMs: null }]);
  });
});

describe('no-cross-environment-path', () => {
  const clusters = (second: string) => [
    main,
    cluster('other', { address: '192.0.2.20', hosts: [app], starts: second }),
  ];
  const check = (expects: string, second = '5m') =>
    findingsOf(
      'no-cross-environment-path',
      story({ clusters: clusters(second), steps: ['wait: 10m'], more: laptop(`, starts: 1m${expects}`) }),
    );

  it('holds for a client that its own cluster serves, and for one that has none', () => {
    expect(check(', expects: main')).toEqual([]);
    expect(check('')).toEqual([]);
  });

  it('holds for a client that nobody serves', () => {
    const text = story({ clusters: [cluster('main', { address: '192.0.2.10' })], more: laptop(', expects: main') });
    expect(findingsOf('no-cross-environment-path', text)).toEqual([]);
  });

  it('finds a client that another cluster serves, once per attempt', () => {
    const found = check(', expects: other');
    expect(found).toHaveLength(10);
    expect(found[0]).toEqual({
      code: 'CROSSED_ENVIRONMENTS',
      invariant: 'no-cross-environment-path',
      client: 'laptop',
      host: app,
      home: 'other',
      servedBy: 'main',
    });
  });
});
