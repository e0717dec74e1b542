import { describe, expect, it } from 'vitest';
import { alternativesOf, choiceText, readWhatIf, type WhatIf } from '../../src/scenario/what-if.ts';
import { whatIfScenarios } from '../../src/scenario/what-if-scenarios.ts';
import { INVARIANTS, variantsOf } from './load.ts';

const FLAGS = '[--source=ingress, --provider=aws, --policy=sync, --txt-owner-id=east]';
const TWO_CLUSTERS = `
title: two clusters
zone: example.org
clusters:
  east: { external-dns: ${FLAGS} }
  west:
    controllers:
      inside: { flags: ${FLAGS}, version: v0.20.0 }
      outside: { deployment: dns.yaml }
rollout:
  first: { stop: east }
  second: { stop: west/inside, after: first }
  third: { stop: west/outside, only: [late] }
variants:
  early: {}
  late: { clusters: { east: { external-dns: { flags: ${FLAGS}, version: v0.18.0 } } } }
`;
const DEPLOYMENT = `
kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: external-dns
          image: registry.k8s.io/external-dns/external-dns:v0.19.0
          args: [--source=ingress, --provider=aws, --policy=sync, --txt-owner-id=west]
`;
const files = { 'scenarios/dns.yaml': DEPLOYMENT };

const asked = (...texts: readonly string[]) => alternativesOf(texts.map((text) => readWhatIf(text) as WhatIf));

const load = (text: string, ...questions: readonly string[]) =>
  whatIfScenarios(
    {
      path: 'scenarios/story.yaml',
      text,
      readFile: (path) => (files as Record<string, string>)[path],
      invariants: INVARIANTS,
    },
    { variants: ['early', 'late', null], alternatives: asked(...questions) },
  );

/** Version and policy of every controller, in every variant and alternative. */
const shown = (text: string, ...questions: readonly string[]) => {
  const { scenarios, mistakes } = load(text, ...questions);
  expect(mistakes).toEqual([]);
  return scenarios.map(({ variant, choices, scenario }) => [
    variant,
    choices.map(choiceText).join(' '),
    scenario.clusters
      .flatMap(({ controllers }) => controllers)
      .map(({ configuration: { version, policy } }) => `${version} ${policy}`),
  ]);
};

const missOf = (question: string, text = TWO_CLUSTERS) => {
  const [first] = load(text, question).mistakes;
  return first !== undefined && 'miss' in first ? first.miss : first?.problem;
};

describe('what could stand in a scenario instead', () => {
  it('is written as a place and values, which may hold commas in brackets and quotes', () => {
    const values = (text: string) => readWhatIf(text)?.values;

    expect(readWhatIf('clusters.*.load-balancer["*"][0]=192.0.2.1')?.parts).toEqual([
      { kind: 'key', key: 'clusters' },
      { kind: 'every' },
      { kind: 'key', key: 'load-balancer' },
      { kind: 'key', key: '*' },
      { kind: 'item', index: 0 },
    ]);
    expect(values('source=[ingress, service],[ingress],"a,b"')).toEqual(['[ingress, service]', '[ingress]', '"a,b"']);
    expect(values('txt-prefix=%{record_type}-,x{,x{')).toEqual(['%{record_type}-', 'x{']);
    for (const wrong of ['version', '=v0.18.0', 'version=', 'version=a,,b', 'a..b=1', 'a[b]=1', 'a["b]=1']) {
      expect(readWhatIf(wrong)).toBeUndefined();
    }
  });

  it('is put into every controller, however it is written, and after the patch of a variant', () => {
    expect(shown(TWO_CLUSTERS, 'version=v0.14.0,v0.15', 'policy=upsert-only')).toEqual([
      ['early', 'version=v0.14.0 policy=upsert-only', Array(3).fill('v0.14.0 upsert-only')],
      ['early', 'version=v0.15 policy=upsert-only', Array(3).fill('v0.15.0 upsert-only')],
      ['late', 'version=v0.14.0 policy=upsert-only', Array(3).fill('v0.14.0 upsert-only')],
      ['late', 'version=v0.15 policy=upsert-only', Array(3).fill('v0.15.0 upsert-only')],
    ]);
  });

  it('is put where it is asked for and nowhere else', () => {
    const [early, late] = shown(TWO_CLUSTERS, 'clusters.east.external-dns.flags.policy=upsert-only');

    expect(early).toEqual(['early', expect.anything(), ['v0.22.0 upsert-only', 'v0.20.0 sync', 'v0.19.0 sync']]);
    expect(late?.[2]).toEqual(['v0.18.0 upsert-only', 'v0.20.0 sync', 'v0.19.0 sync']);
  });

  it('sets flags that are on or off, have several values, or look like numbers', () => {
    const flagsWith = (question: string) =>
      load(TWO_CLUSTERS, question).scenarios[0]?.scenario.clusters[0]?.controllers[0]?.flags;

    expect(flagsWith('events=true')).toContain('--events');
    expect(flagsWith('events=false')).toContain('--no-events');
    expect(flagsWith('source=[ingress, service]')?.slice(0, 2)).toEqual(['--source=ingress', '--source=service']);
    expect(flagsWith('txt-owner-id=7')).toContain('--txt-owner-id=7');
    expect(load(TWO_CLUSTERS, 'version=0.18').scenarios).toHaveLength(2);
  });

  it('adds keys of the language, and takes away what is to be null', () => {
    const [added] = load(TWO_CLUSTERS, 'certificates.quota.limit=3').scenarios;
    const [removed] = load(TWO_CLUSTERS, 'rollout.second.after=null').scenarios;

    expect(added?.scenario.certificates.quota?.limitCount).toBe(3);
    expect(removed?.scenario.steps.flatMap(({ rollout }) => rollout ?? [])).toEqual([
      { name: 'first', after: [] },
      { name: 'second', after: [] },
    ]);
  });

  it('is a scenario with a text of its own, which loads to the same', () => {
    for (const question of [
      'version=v0.14.0',
      'policy=upsert-only',
      'rollout.second.after=null',
      'rollout.third.stop=east',
      'clusters.east.load-balancer=[192.0.2.1, 192.0.2.2]',
      'clusters.west.controllers.outside=null',
    ]) {
      for (const { variant, scenario } of load(TWO_CLUSTERS, question).scenarios) {
        const again = variantsOf(scenario.source.text, files).find((one) => one.variant === variant);

        expect(withoutPlaces(again)).toEqual(withoutPlaces(scenario));
      }
    }
  });

  it('is told with the nearest place where its own leads nowhere', () => {
    expect(missOf('clutsers.*.external-dns.version=v0.14.0')).toMatchObject({
      kind: 'nowhere',
      place: '',
      found: 'clutsers',
      nearest: 'clusters',
    });
    expect(missOf('clusters.eats.external-dns.version=v0.14.0')).toMatchObject({ place: 'clusters', nearest: 'east' });
    expect(missOf('clusters.*.extrenal-dns.version=v0.14.0')).toMatchObject({
      place: 'clusters.east',
      nearest: 'external-dns',
    });
    expect(missOf('clusters.*.external-dns.verison=v0.14.0')).toMatchObject({
      place: 'clusters.east.external-dns',
      nearest: 'version',
    });
    expect(missOf('polcy=sync')).toMatchObject({ place: '', found: 'polcy', nearest: 'policy' });
    expect(missOf('steps[3].wait=5m')).toMatchObject({ place: 'steps', found: '3' });
    expect(missOf('rollout.thrid.stop=null')).toMatchObject({ place: 'rollout', nearest: 'third' });
    expect(missOf('variants.late=null')).toMatchObject({ place: '', found: 'variants' });
    expect(missOf('release=before')).toEqual({ kind: 'nobody', who: 'environment' });
    expect(missOf('version=v0.14.0', 'title: none\nzone: example.org\n')).toEqual({
      kind: 'nobody',
      who: 'controller',
    });
    expect(missOf('policy=null')).toEqual({ kind: 'flag-stays', flag: 'policy' });
  });

  it('is a mistake of the choice where the language or external-dns refuses it', () => {
    const problemOf = (question: string) => {
      const { code, at } = missOf(question) as { code: string; at: { file: string; path: string } };
      return [code, at.file, at.path];
    };

    expect(problemOf('version=v9.9.9')).toEqual([
      'SCENARIO_WRONG_VALUE',
      '--what-if version=v9.9.9',
      'clusters.east.external-dns.version',
    ]);
    expect(problemOf('policy=sink')).toEqual([
      'SCENARIO_BAD_FLAG',
      '--what-if policy=sink',
      'clusters.east.external-dns.flags.policy',
    ]);
    expect(problemOf('jitter=[')).toEqual(['SCENARIO_YAML_SYNTAX', '--what-if jitter=[', '']);
    expect(problemOf('clusters.west.controllers.inside=null').slice(0, 2)).toEqual([
      'SCENARIO_UNKNOWN_REFERENCE',
      'scenarios/story.yaml',
    ]);
  });
});

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'at');
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutPlaces(member)]));
}
