import { describe, expect, it } from 'vitest';
import { FIRST_SCENARIO } from '../../src/scenario/first-scenario.ts';
import { load, problemsOf, scenarioOf } from './load.ts';

describe('a scenario file', () => {
  it('is complete once it has a title and a zone', () => {
    const scenario = scenarioOf('title: Nothing happens\nzone: Example.ORG.\n');

    expect(scenario).toMatchObject({
      title: 'Nothing happens',
      because: [],
      seed: '1',
      jitterMs: 0,
      zones: [{ name: 'example.org', id: 'example.org', records: [], negativeTtlSeconds: 1800 }],
      clusters: [],
      steps: [{ verb: 'settle', withinMs: 3_600_000, text: 'settle: 1h' }],
      expectations: [],
      source: { file: 'scenarios/story.yaml', files: {} },
    });
    expect(scenario).not.toHaveProperty('variant');
  });

  it('may be the one that dibs init writes', () => {
    const scenario = scenarioOf(FIRST_SCENARIO);

    expect(scenario.clusters.map(({ name }) => name)).toEqual(['production', 'staging']);
    expect(scenario.clusters[1]?.objects).toEqual([]);
    expect(scenario.steps[1]).toMatchObject({
      verb: 'apply',
      objects: [{ kind: 'Ingress', metadata: { name: 'app' } }],
    });
  });

  it('with twelve different mistakes yields twelve located problems', () => {
    const text = `title: A story with mistakes
zone:
  name: example.org
  records: |
    app 300 IN A 192.0.2.300
jiter: 5s
clusters:
  east:
    load-balancer: 192.0.2
    external-dns:
      - --source=ingress
      - --provider=cloudflare
      - --polcy=sync
      - --policy=sync
      - --txt-owner-id=east
    manifests:
      - missing.yaml
      - { apiVersion: v1, kind: Service, metadata: { name: 7 } }
clients:
  laptop: { asks: app.example.org, resolver: ofice, every: 60 }
resolvers:
  office: {}
resolvers:
  home: {}
steps:
  - stop: eats
  - { wait: 1m, settle: 1h }
expect:
  - records: { app.example.com A: absent }
  - holds: [no-shadow]
`;

    expect(problemsOf(text)).toEqual([
      '5:18 SCENARIO_BAD_ZONE_LINE',
      '6:1 SCENARIO_UNKNOWN_KEY',
      '9:20 SCENARIO_BAD_ADDRESS',
      '13:9 SCENARIO_BAD_FLAG',
      '17:9 SCENARIO_FILE_NOT_FOUND',
      '18:60 SCENARIO_BAD_MANIFEST',
      '20:46 SCENARIO_UNKNOWN_REFERENCE',
      '20:60 SCENARIO_BAD_DURATION',
      '23:1 SCENARIO_DUPLICATE_KEY',
      '26:11 SCENARIO_UNKNOWN_REFERENCE',
      '27:5 SCENARIO_NOT_ONE_VERB',
      '29:16 SCENARIO_OUTSIDE_ZONES',
      '30:13 SCENARIO_UNKNOWN_REFERENCE',
    ]);
  });

  it('names the nearest key and the known ones for a misspelt key', () => {
    const { problems } = load('title: t\nzone: example.org\nclients:\n  laptop: { aks: app.example.org }\n');

    expect(problems).toEqual([
      {
        code: 'SCENARIO_UNKNOWN_KEY',
        at: { file: 'scenarios/story.yaml', line: 4, column: 13, path: 'clients.laptop.aks' },
        key: 'aks',
        known: ['asks', 'resolver', 'every', 'starts', 'expects'],
        nearest: 'asks',
      },
    ]);
  });

  it('points at the holder of a missing key', () => {
    expect(problemsOf('title: t\nzone: example.org\nclients:\n  laptop:\n    every: 1m\n')).toEqual([
      '4:3 SCENARIO_MISSING_KEY',
    ]);
  });

  it('tells every mistake of YAML syntax', () => {
    expect(problemsOf('title: "a\nzone: [example.org\n')).toContain('3:1 SCENARIO_YAML_SYNTAX');
    expect(problemsOf('title: a: b\nzone: c: d\n').filter((one) => one.endsWith('SCENARIO_YAML_SYNTAX'))).toHaveLength(
      2,
    );
  });

  it('is refused when its aliases multiply each other', () => {
    const levels = Array.from({ length: 12 }, (_, index) => {
      const inner =
        index === 0
          ? '[x, x, x, x, x]'
          : `[${Array(5)
              .fill(`*l${index - 1}`)
              .join(', ')}]`;
      return `l${index}: &l${index} ${inner}`;
    });

    const { problems } = load(['title: t', 'zone: example.org', ...levels].join('\n'));

    expect(problems.map(({ code }) => code)).toEqual(['SCENARIO_TOO_LARGE']);
  });

  it('is refused when an alias stands inside its own anchor', () => {
    expect(problemsOf('title: t\nzone: example.org\nbecause: &a [*a]\n').join()).toContain('SCENARIO_TOO_LARGE');
  });

  it('is refused when it is empty or a list', () => {
    expect(problemsOf('')).toEqual(['1:1 SCENARIO_WRONG_TYPE']);
    expect(problemsOf('- title: t\n')).toEqual(['1:1 SCENARIO_WRONG_TYPE']);
  });

  it('does not repeat a mistake in what depends on it', () => {
    const text = `title: t
zone: example.org
clusters:
  east: { load-balancer: 5 }
steps:
  - apply: { cluster: east, manifests: [] }
`;

    expect(problemsOf(text)).toEqual(['4:26 SCENARIO_WRONG_TYPE']);
  });

  it.each([
    ['wait: 60', 'SCENARIO_BAD_DURATION'],
    ['wait: 1m1h', 'SCENARIO_BAD_DURATION'],
    ['settle: { withn: 1h }', 'SCENARIO_UNKNOWN_KEY'],
    ['fault: { action: east, outcome: crash }', 'SCENARIO_BAD_NAME'],
    ['delete: { cluster: east, objects: [app] }', 'SCENARIO_BAD_OBJECT_KEY'],
    ['edit-zone: { remove: [app.example.org] }', 'SCENARIO_BAD_RECORD_KEY'],
    ['edit-zone: {}', 'SCENARIO_ONE_KEY_OF'],
    ['edit-zone: { zone: example.com, add: "app 60 IN A 192.0.2.1" }', 'SCENARIO_UNKNOWN_REFERENCE'],
    ['expect: [{ settled: true, always: true }]', 'SCENARIO_UNKNOWN_KEY'],
    ['expect: [{ settled: true, resolver: office }]', 'SCENARIO_KEY_NEEDS'],
    ['expect: [{ always: true }]', 'SCENARIO_NOT_ONE_FORM'],
    ['expect: [{ log: { actor: east, count: 1, at-least: 2 } }]', 'SCENARIO_KEYS_EXCLUDE_EACH_OTHER'],
    ['expect: [{ records: { app.example.org A: 192.0.2.256 } }]', 'SCENARIO_BAD_VALUE'],
    ['deploy: { environment: staging, release: before }', 'SCENARIO_UNKNOWN_REFERENCE'],
    ['set-flags: { controller: east }', 'SCENARIO_ONE_KEY_OF'],
    ['{ stop: east, only: [fixed] }', 'SCENARIO_UNKNOWN_REFERENCE'],
  ])('finds the mistake in the step %s', (step, code) => {
    const { problems } = load(`title: t
zone: example.org
clusters:
  east:
    external-dns: [--source=ingress, --provider=cloudflare, --txt-owner-id=east, --policy=sync]
resolvers: { office: {} }
steps:
  - ${step}
`);

    expect(problems.map((problem) => problem.code)).toContain(code);
    expect(problems.every(({ at }) => at.line === 8)).toBe(true);
  });
});
