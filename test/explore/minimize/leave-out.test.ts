import { describe, expect, it } from 'vitest';
import { castOf } from '../../../src/explore/minimize/cast.ts';
import { leaveOut } from '../../../src/explore/minimize/leave-out.ts';
import { writtenDocument } from '../../../src/explore/minimize/written-document.ts';
import type { Written } from '../../../src/explore/rollout/saved-scenario.ts';
import { builtFrom, bundledRollout } from '../rollout/bundled.ts';

const document = {
  title: 'Everything that can be left out',
  zone: { name: 'example.org', records: '$TTL 300\nold IN A 192.0.2.1\n; a note\nlast IN A 192.0.2.2' },
  clusters: {
    east: { 'external-dns': [], manifests: [{ kind: 'Ingress', spec: { rules: [{ host: 'a' }, { host: 'b' }] } }] },
    west: { controllers: { one: [], two: [] } },
  },
  clients: { laptop: { asks: 'a', expects: 'east', resolver: 'office' }, phone: { asks: 'b' } },
  resolvers: { office: {} },
  kura: {
    environments: {
      staging: {
        cluster: 'east',
        accounts: ['acme', { handle: 'other' }],
        servers: ['acme/eu', { server: 'other/eu' }],
        clients: { cli: { account: 'acme' } },
        resolver: 'office',
      },
    },
  },
  steps: [{ stop: 'west/one' }, { wait: '1m' }],
  rollout: {
    first: { delete: { cluster: 'west', objects: [] } },
    second: { start: 'east', after: ['first'] },
    third: {
      rename: { environment: 'staging', account: 'acme', to: 'acme2' },
      after: [{ step: 'second', until: 'served' }],
    },
  },
} satisfies Written;

describe('what is left out of a scenario', () => {
  it.each([
    ['a cluster', 'clusters east', ['clients laptop', 'kura', 'rollout second', 'rollout third']],
    ['an environment', 'kura environments staging', ['rollout third']],
    ['a controller of several', 'clusters west controllers one', ['steps 0']],
    ['the only controller of a cluster', 'clusters east external-dns', ['rollout second']],
    ['a resolver', 'resolvers office', ['clients laptop', 'kura environments staging resolver']],
    [
      'an account',
      'kura environments staging accounts 0',
      ['kura environments staging servers 0', 'kura environments staging clients', 'rollout third'],
    ],
  ])('takes with it all that mentions it: %s', (_, path, others) => {
    const left = leaveOut(document, [memberAt(path)]);

    for (const gone of [path, ...others])
      expect([gone, valueAt(left, gone)]).not.toEqual([gone, valueAt(document, gone)]);
    expect(leaveOut(document, [])).toEqual(document);
  });

  it('hands on what a step of the rollout came after', () => {
    const withoutSecond = leaveOut(document, [memberAt('rollout second')]);

    expect(withoutSecond.rollout).toEqual({
      first: document.rollout.first,
      third: { rename: document.rollout.third.rename, after: ['first'] },
    });
    expect(leaveOut(document, [memberAt('rollout first')]).rollout).toMatchObject({ second: { start: 'east' } });
  });

  it('is a record a line, and a name a rule', () => {
    const left = leaveOut(document, [memberAt('zone records#1'), memberAt('clusters east manifests 0 spec rules 1')]);

    expect(left.zone).toEqual({ name: 'example.org', records: '$TTL 300\n; a note\nlast IN A 192.0.2.2' });
    expect(left.clusters).toMatchObject({ east: { manifests: [{ spec: { rules: [{ host: 'a' }] } }] } });
  });

  it('is of the variant that fails, without what it expects, its objects one by one', () => {
    const written = writtenDocument(bundledRollout('one-owner-id-for-two', 'as-it-happened').scenario);

    expect(Object.keys(written).sort()).toEqual(['because', 'clusters', 'steps', 'title', 'zone']);
    const text = '\ntitle: One text\nzone: example.org\nclusters:\n  a:\n    manifests: |\n      kind: Ingress\n';
    const objects = `${text}      apiVersion: networking.k8s.io/v1\n      metadata: { name: app }\n      ---\n      kind: Ingress\n      apiVersion: networking.k8s.io/v1\n      metadata: { name: two }\n`;
    const kinds = castOf(writtenDocument(builtFrom(objects).scenario)).map(({ kind }) => kind);
    expect(kinds).toEqual(['cluster', 'object', 'object']);
  });
});

function memberAt(path: string) {
  const wanted = path.replaceAll(' ', '\t');
  const member = castOf(document).find((one) => one.path === wanted);
  if (member === undefined) throw new Error(`no ${path} in ${castOf(document).map((one) => one.path)}`);
  return member;
}

function valueAt(value: unknown, path: string): unknown {
  return path.split(' ').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
}
