import { describe, expect, it } from 'vitest';
import { load, scenarioOf } from './load.ts';

const STORY = `title: t
zone: example.org
clusters:
  east:
    external-dns: [--source=ingress, --provider=cloudflare, --txt-owner-id=east, --policy=sync]
resolvers: { office: { max-ttl: 1h } }
clients: { laptop: { asks: app.example.org, resolver: office, every: 30s, expects: east } }
`;

const formOf = (item: string) => scenarioOf(`${STORY}expect:\n  - ${item}\n`).expectations[0];

describe('an expectation', () => {
  it.each([
    ['{ settled: true }', { moment: 'end' }],
    ['{ settled: true, at: 5m }', { moment: 'at', atMs: 300_000 }],
    ['{ settled: true, within: 10m }', { moment: 'within', withinMs: 600_000 }],
    ['{ settled: true, always: true }', { moment: 'always' }],
    ['{ settled: true, never: true }', { moment: 'never' }],
    ['{ settled: true, eventually: true }', { moment: 'eventually' }],
  ])('%s says when it must hold', (item, when) => {
    expect(formOf(item)).toMatchObject({ form: 'settled', settled: true, when, text: 'settled: true' });
  });

  it('in a step is about the moment of the step', () => {
    const { steps } = scenarioOf(`${STORY}steps:
  - expect: [{ settled: true }, { settled: false, within: 1m }]
`);

    expect(steps).toMatchObject([
      { expectations: [{ when: { moment: 'now' } }, { when: { moment: 'within', withinMs: 60_000 } }] },
    ]);
  });

  it('compares values in one spelling', () => {
    const item = `records:
      App.example.org. a: [192.0.2.10, 192.0.2.11]
      app.example.org AAAA: "2001:DB8:0::1"
      app.example.org TXT: hello world
      app.example.org CNAME blue: { values: Other.example.org., ttl: 5m }
      old.example.org A: absent`;

    expect(formOf(item)).toMatchObject({
      records: [
        { name: 'app.example.org', type: 'A', setIdentifier: '', expected: ['192.0.2.10', '192.0.2.11'] },
        { type: 'AAAA', expected: ['2001:db8::1'] },
        { type: 'TXT', expected: ['"hello world"'] },
        { type: 'CNAME', setIdentifier: 'blue', expected: ['other.example.org'], ttl: 300 },
        { expected: 'absent' },
      ],
    });
  });

  it.each([
    ['owners: { app.example.org A: none }', { owners: [{ name: 'app.example.org', owner: null }] }],
    [
      '{ dig: { gone.example.com A: NXDOMAIN }, resolver: office }',
      { resolver: 'office', questions: [{ answer: 'NXDOMAIN' }] },
    ],
    ['log: { actor: east, contains: skip }', { count: { atLeast: 1, atMost: null }, level: null }],
    [
      'log: { actor: east, count: none, level: error }',
      { contains: '', count: { atLeast: 0, atMost: 0 }, level: 'error' },
    ],
    ['served: { laptop: nobody }', { clients: [{ client: 'laptop', by: 'nobody' }] }],
    ['up: { url: "https://app.example.org/up" }', { answer: 200, resolver: null, by: null }],
    ['up: { url: "https://app.example.org", answer: not-resolvable }', { answer: 'not-resolvable' }],
    [
      'calls: { east: { operation: delete, at-most: 2 } }',
      { calls: [{ controller: 'east', count: { atLeast: 0, atMost: 2 } }] },
    ],
    ['{ holds: [nobody-unserved], for: 5m }', { invariants: [{ invariant: 'nobody-unserved', forMs: 300_000 }] }],
    ['violates: [nobody-unserved: { for: 1m }]', { form: 'violates', invariants: [{ forMs: 60_000 }] }],
    [
      'objects: { east: { Ingress/app: { spec.rules.0.host: a.example.org, spec.tls: absent }, Service/x/y: absent } }',
      {
        objects: [
          {
            key: 'Ingress/default/app',
            exists: true,
            members: { 'spec.rules.0.host': 'a.example.org', 'spec.tls': null },
          },
          { key: 'Service/x/y', exists: false, members: {} },
        ],
      },
    ],
    [
      'zone: "app 60 IN A 192.0.2.1"',
      { form: 'zone', zone: 'example.org', records: [{ name: 'app.example.org', values: ['192.0.2.1'] }] },
    ],
  ])('may be %s', (item, form) => {
    expect(formOf(item)).toMatchObject(form);
  });

  it('keeps how it was written, on one line', () => {
    expect(formOf('{ dig: { app.example.org A: [192.0.2.10] }, resolver: office }')?.text).toBe(
      'dig: app.example.org A: [192.0.2.10]',
    );
    expect(formOf('zone: |\n      app 60 IN A 192.0.2.1\n      www 60 IN A 192.0.2.1')?.text).toBe(
      'zone: app 60 IN A 192.0.2.1…',
    );
  });

  it('has one moment', () => {
    expect(load(`${STORY}expect: [{ settled: true, always: true, within: 1m }]\n`).problems).toMatchObject([
      { code: 'SCENARIO_KEYS_EXCLUDE_EACH_OTHER', keys: ['within', 'always'] },
    ]);
  });

  it.each([
    ['log: { actor: west, contains: x }', 'actor', 'east'],
    ['served: { lapto: east }', 'client', 'laptop'],
    ['served: { laptop: nobdy }', 'server-of-clients', 'nobody'],
    ['{ dig: { a.example.org A: NODATA }, resolver: ofice }', 'resolver', 'office'],
    ['calls: { esat: { count: 1 } }', 'controller', 'east'],
    ['up: { url: "http://x.example.org", by: esat }', 'cluster', 'east'],
    ['holds: [zone-setles]', 'invariant', 'zone-settles'],
    ['objects: { eas: {} }', 'cluster', 'east'],
    ['metrics: { esat: { external_dns_registry_errors_total: 0 } }', 'controller', 'east'],
    ['metrics: { east: { external_dns_registry_error_total: 0 } }', 'metric', 'external_dns_registry_errors_total'],
    [
      'metrics: { east: { external_dns_registry_records: [{ labels: { recrd_type: a } }] } }',
      'metric-label',
      'record_type',
    ],
  ])('%s names something that is there', (item, kind, nearest) => {
    expect(load(`${STORY}expect:\n  - ${item}\n`).problems).toMatchObject([
      { code: 'SCENARIO_UNKNOWN_REFERENCE', kind, nearest },
    ]);
  });
});

describe('a metric of another release', () => {
  const gauge = 'external_dns_registry_records';
  const expected = `expect: [{ metrics: { east: { ${gauge}: 1 } } }]\n`;
  const at = (version: string) =>
    STORY.replace(/external-dns: (\[[^\]]*\])/, `external-dns: { version: ${version}, flags: $1 }`);

  it('is a mistake, since it would always be 0', () => {
    expect(load(at('v0.17.0') + expected).problems).toMatchObject([
      {
        code: 'SCENARIO_METRIC_OF_OTHER_RELEASE',
        controller: 'east',
        metric: gauge,
        versions: ['v0.17.0'],
        nearest: 'external_dns_registry_a_records',
      },
    ]);
    expect(load(at('v0.18.0') + expected).problems).toEqual([]);
  });

  it('is none where the controller comes to that release, nor in a step', () => {
    const upgraded = `steps: [{ set-flags: { controller: east, version: v0.18.0 } }, { ${expected.trim()} }]\n`;
    expect(load(at('v0.17.0') + upgraded).problems).toEqual([]);
    const step = `steps: [{ ${expected.trim()} }]\n`;
    expect(load(at('v0.17.0') + step).problems).toMatchObject([{ code: 'SCENARIO_METRIC_OF_OTHER_RELEASE' }]);
  });
});

describe('an expectation about metrics', () => {
  const metric = 'external_dns_registry_records';
  const metricsOf = (value: string) => scenarioOf(`${STORY}expect: [{ metrics: { east: { ${metric}: ${value} } } }]\n`);

  it.each([
    ['2', [{ labels: {}, value: { atLeast: 2, atMost: 2 } }]],
    ['{ value: 0 }', [{ labels: {}, value: { atLeast: 0, atMost: 0 } }]],
    ['{ labels: { record_type: a } }', [{ labels: { record_type: 'a' }, value: { atLeast: 1, atMost: null } }]],
    ['{ at-most: 3 }', [{ labels: {}, value: { atLeast: 0, atMost: 3 } }]],
    [
      '[{ at-least: 2, at-most: 3 }, { labels: { record_type: a }, value: 1 }]',
      [
        { labels: {}, value: { atLeast: 2, atMost: 3 } },
        { labels: { record_type: 'a' }, value: { atLeast: 1, atMost: 1 } },
      ],
    ],
  ])('as %s', (written, metrics) => {
    const [expectation] = metricsOf(written).expectations;
    expect(expectation).toMatchObject({
      form: 'metrics',
      metrics: metrics.map((one) => ({ controller: 'east', metric, ...one })),
    });
  });

  it('has a value or bounds', () => {
    const written = `expect: [{ metrics: { east: { ${metric}: { value: 1, at-least: 1 } } } }]\n`;
    expect(load(`${STORY}${written}`).problems).toMatchObject([
      { code: 'SCENARIO_KEYS_EXCLUDE_EACH_OTHER', keys: ['value', 'at-least', 'at-most'] },
    ]);
  });
});

describe('steps', () => {
  it('cannot happen in the past', () => {
    const { problems } = load(`${STORY}steps:\n  - wait: 10m\n  - { stop: east, at: 5m }\n`);

    expect(problems).toMatchObject([
      { code: 'SCENARIO_STEP_IN_THE_PAST', at: { line: 10 }, atMs: 300_000, earliestMs: 600_000 },
    ]);
  });

  it('keep their name, moment and wording', () => {
    const { steps } = scenarioOf(`${STORY}steps:\n  - { stop: east, at: 5m, name: the night }\n`);

    expect(steps).toMatchObject([
      {
        verb: 'stop',
        controller: 'east',
        notBeforeMs: 300_000,
        name: 'the night',
        text: 'stop: east',
        at: { line: 9, column: 5 },
      },
    ]);
  });
});
