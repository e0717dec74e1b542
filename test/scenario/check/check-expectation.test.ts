import { describe, expect, it } from 'vitest';
import { flags, ingress, runStory } from '../../timeline/story.ts';

/** Whether an expectation holds in the world that the story leads to. */
function holds(story: string, expectation: string): boolean {
  const run = runStory(`${story}  - expect: [${expectation}]\n`);
  const [result] = run.expectations;
  if (result === undefined || run.troubles.length > 0) throw new Error(JSON.stringify(run.troubles));
  return result.ok;
}

const zone = `
title: What there is to expect
zone:
  name: example.org
  negative-ttl: 10m
  records: |
    $TTL 300
    @      IN NS    ns.example.org.
    hand   IN A     192.0.2.1
    hand   IN A     192.0.2.2
    mail   IN MX    10 Mx.example.org.
    alias  IN CNAME Hand.example.org.
    text   IN TXT   "one" "two"
    a-lost IN TXT   "heritage=external-dns"
    lost   IN A     192.0.2.3
elsewhere: |
  lb.example.net 60 IN A 192.0.2.77
clusters:
  main:
    load-balancer: 192.0.2.10
    external-dns: ${flags('main', '--policy=sync', '--log-level=debug')}
    manifests: [${ingress('app', 'app.example.org')}]
  kept:
    load-balancer: [192.0.2.20, 192.0.2.21]
    external-dns: { flags: ${flags('kept', '--policy=sync').replace('aws', 'cloudflare')}, starts: 20s }
    manifests: [${ingress('web', 'web.example.org')}]
resolvers:
  office: {}
clients:
  laptop: { asks: app.example.org, every: 1m, starts: 30s, expects: main }
  late: { asks: app.example.org, starts: 9h }
  lost: { asks: nowhere.example.org, expects: main }
steps:
  - wait: 30m
`;

describe('an expectation in a world of zones, clusters and clients', () => {
  it.each<[string, string, boolean]>([
    ['values in any order', '{ records: { hand.example.org A: [192.0.2.2, 192.0.2.1] } }', true],
    ['one value of two', '{ records: { hand.example.org A: 192.0.2.2 } }', false],
    ['values that the host keeps apart', '{ records: { web.example.org A: [192.0.2.21, 192.0.2.20] } }', true],
    ['any value', '{ records: { hand.example.org A: present } }', true],
    ['any value of another type', '{ records: { hand.example.org AAAA: present } }', false],
    ['a type that is not there', '{ records: { hand.example.org AAAA: absent } }', true],
    ['a record as absent that is there', '{ records: { hand.example.org A: absent } }', false],
    ['a name in other letters', '{ records: { mail.example.org MX: 10 mx.EXAMPLE.org } }', true],
    [
      'the right time to live',
      '{ records: { hand.example.org A: { values: [192.0.2.1, 192.0.2.2], ttl: 5m } } }',
      true,
    ],
    ['another time to live', '{ records: { hand.example.org A: { values: [192.0.2.1, 192.0.2.2], ttl: 1m } } }', false],
    ['an owner', '{ owners: { app.example.org A: main, web.example.org A: kept } }', true],
    ['another owner', '{ owners: { app.example.org A: kept } }', false],
    ['no owner, where no TXT is', '{ owners: { hand.example.org A: none } }', true],
    ['no owner, where the TXT names none', '{ owners: { lost.example.org A: none } }', true],
    ['no owner of an owned record', '{ owners: { app.example.org A: none } }', false],
    ['no owner of what does not exist', '{ owners: { nowhere.example.org A: none } }', false],
    ['an answer', '{ dig: { app.example.org A: 192.0.2.10 } }', true],
    ['another answer', '{ dig: { app.example.org A: 192.0.2.11 } }', false],
    ['an answer by way of an alias', '{ dig: { alias.example.org A: [192.0.2.2, 192.0.2.1] } }', true],
    ['an alias itself, in other letters', '{ dig: { alias.example.org CNAME: hand.example.org } }', true],
    ['a mail exchange in other letters', '{ dig: { mail.example.org MX: 10 mx.example.org } }', true],
    ['a text in pieces', `{ dig: { text.example.org TXT: '"one" "two"' } }`, true],
    ['an answer from elsewhere', '{ dig: { lb.example.net A: 192.0.2.77 } }', true],
    ['that a name does not exist', '{ dig: { nowhere.example.org A: NXDOMAIN } }', true],
    ['that an existing name does not', '{ dig: { app.example.org A: NXDOMAIN } }', false],
    ['that a name has no such record', '{ dig: { app.example.org AAAA: NODATA } }', true],
    ['no such record where there is no name', '{ dig: { nowhere.example.org AAAA: NODATA } }', false],
    ['the answer of a resolver', '{ dig: { app.example.org A: 192.0.2.10 }, resolver: office }', true],
    ['a line in a log', '{ log: { actor: main, contains: up to date } }', true],
    ['a line that is not there', '{ log: { actor: main, contains: quantum } }', false],
    ['that a line is not there', '{ log: { actor: main, contains: quantum, count: none } }', true],
    ['a line of a level', '{ log: { actor: main, contains: up to date, level: info } }', true],
    ['a line of another level', '{ log: { actor: main, contains: up to date, level: error } }', false],
    ['a line in the log of another', '{ log: { actor: kept, contains: "1/1", count: none } }', true],
    ['at least so many lines', '{ log: { actor: main, contains: up to date, at-least: 2 } }', true],
    ['more lines than there are', '{ log: { actor: main, contains: up to date, at-least: 2000 } }', false],
    ['at most so many lines', '{ log: { actor: main, contains: up to date, at-most: 1 } }', false],
    ['a range of lines', '{ log: { actor: main, contains: up to date, at-least: 2, at-most: 2000 } }', true],
    ['who served a client', '{ served: { laptop: main } }', true],
    ['that another served a client', '{ served: { laptop: kept } }', false],
    ['that nobody served a client', '{ served: { lost: nobody } }', true],
    ['that nobody served who has not asked', '{ served: { late: nobody } }', true],
    ['that nobody served who is served', '{ served: { laptop: nobody } }', false],
    ['an answer to a URL', '{ up: { url: "http://app.example.org/", by: main } }', true],
    ['an answer by another cluster', '{ up: { url: "http://app.example.org/", by: kept } }', false],
    ['another answer to a URL', '{ up: { url: "http://app.example.org/", answer: 404 } }', false],
    ['a URL that does not resolve', '{ up: { url: "http://nowhere.example.org/", answer: not-resolvable } }', true],
    ['a URL that leads nowhere', '{ up: { url: "http://hand.example.org/", answer: unreachable } }', true],
    ['an object', '{ objects: { main: { Ingress/default/app: present } } }', true],
    ['an object in another cluster', '{ objects: { kept: { Ingress/default/app: present } } }', false],
    ['that an object is not there', '{ objects: { main: { Ingress/default/web: absent } } }', true],
    ['a member', '{ objects: { main: { Ingress/default/app: { metadata.name: app } } } }', true],
    ['another member', '{ objects: { main: { Ingress/default/app: { metadata.name: web } } } }', false],
    ['that a member is not there', '{ objects: { main: { Ingress/default/app: { spec.tls: absent } } } }', true],
    [
      'as absent a member that is there',
      '{ objects: { main: { Ingress/default/app: { spec.rules: absent } } } }',
      false,
    ],
    [
      'a member of an object that is not there',
      '{ objects: { main: { Ingress/default/web: { spec.tls: absent } } } }',
      false,
    ],
    ['calls', '{ calls: { main: { operation: create, count: 2 } } }', true],
    ['calls of any kind', '{ calls: { main: { count: 2 } } }', true],
    ['other calls', '{ calls: { main: { operation: delete } } }', false],
    ['no calls', '{ calls: { main: { operation: delete, count: none } } }', true],
    ['fewer calls', '{ calls: { main: { at-most: 1 } } }', false],
    ['a metric', '{ metrics: { main: { external_dns_registry_records: 5 } } }', false],
    ['a gauge, summed over its labels', '{ metrics: { main: { external_dns_source_records: 1 } } }', true],
    [
      'a gauge with a label',
      '{ metrics: { main: { external_dns_source_records: { labels: { record_type: a }, value: 1 } } } }',
      true,
    ],
    [
      'nothing of a gauge with another label',
      '{ metrics: { main: { external_dns_source_records: { labels: { record_type: cname }, value: 0 } } } }',
      true,
    ],
    ['a gauge that is lower', '{ metrics: { main: { external_dns_source_records: { at-least: 2 } } } }', false],
    ['a gauge that is higher', '{ metrics: { main: { external_dns_source_records: { at-most: 0 } } } }', false],
    ['a counter', '{ metrics: { main: { external_dns_controller_no_op_runs_total: { at-least: 20 } } } }', true],
    ['a counter at nothing', '{ metrics: { main: { external_dns_registry_errors_total: 0 } } }', true],
    ['that invariants hold', '{ holds: [record-changed-by-owner-only, no-shadowing] }', true],
    ['that an invariant holds which does not', '{ holds: [no-shadowing, nobody-unserved] }', false],
    ['that an invariant is violated', '{ violates: [nobody-unserved] }', true],
    ['that an invariant is violated which holds', '{ violates: [nobody-unserved, no-shadowing] }', false],
    ['a tolerance that is not enough', '{ violates: [{ nobody-unserved: { for: 1s } }] }', true],
    ['a tolerance that is enough', '{ holds: [{ nobody-unserved: { for: 9h } }] }', true],
    ['a world to come to rest, where somebody is still to ask', '{ settled: true }', false],
    ['a world not to be at rest, where somebody is still to ask', '{ settled: false }', true],
  ])('tells %s', (_, expectation, expected) => {
    expect(holds(zone, expectation)).toBe(expected);
  });

  const lines = (...more: readonly string[]) =>
    `{ zone: ${JSON.stringify(
      [
        'hand A 192.0.2.2',
        'hand A 192.0.2.1',
        'mail 300 MX 10 mx',
        'alias CNAME hand',
        'text TXT "one" "two"',
        'a-lost TXT "heritage=external-dns"',
        'lost A 192.0.2.3',
        'app A 192.0.2.10',
        'a-app TXT "heritage=external-dns,external-dns/owner=main,external-dns/resource=ingress/default/app"',
        'web A 192.0.2.20',
        'web A 192.0.2.21',
        'a-web TXT "heritage=external-dns,external-dns/owner=kept,external-dns/resource=ingress/default/web"',
        ...more,
      ].join('\n'),
    )} }`;

  it.each<[string, string, boolean]>([
    ['is all of it, NS at the apex aside', lines(), true],
    ['has a record that is not there', lines('more A 192.0.2.4'), false],
    ['lacks a record', lines().replace('lost A 192.0.2.3', '; lost'), false],
    ['has another value', lines().replace('192.0.2.3', '192.0.2.4'), false],
    ['has another time to live', lines().replace('mail 300', 'mail 60'), false],
  ])('compares the whole zone with a text that %s', (_, expectation, expected) => {
    expect(holds(zone, expectation)).toBe(expected);
  });
});

describe('a zone that is to be empty', () => {
  const empty = 'title: Nothing\nzone: example.org\nsteps:\n  - wait: 0s\n';

  it('is, without records, and has to be said to be in an empty text', () => {
    expect(holds(empty, '{ zone: "" }')).toBe(true);
    expect(holds(empty, '{ zone: "; no record yet" }')).toBe(true);
  });

  it('is not, with one', () => {
    expect(holds(empty.replace('example.org', '{ name: example.org, records: app A 192.0.2.1 }'), '{ zone: "" }')).toBe(
      false,
    );
  });
});

describe('what a controller shows under /metrics', () => {
  const failing = `
title: Errors that come and go
zone: { name: example.org }
clusters:
  main: { external-dns: ${flags('main', '--policy=sync')}, load-balancer: 192.0.2.10 }
steps:
  - fault: { action: main.sync, outcome: listing-rate-limited, times: 2 }
  - wait: 90s
`;
  const softErrors = 'external_dns_controller_consecutive_soft_errors';
  const errors = 'external_dns_registry_errors_total';

  it.each<[string, string, boolean]>([
    ['', `{ metrics: { main: { ${softErrors}: 2, ${errors}: 2 } } }`, true],
    ['  - wait: 5m\n', `{ metrics: { main: { ${softErrors}: 0, ${errors}: 2 } } }`, true],
    [
      '  - set-flags: { controller: main, change: [--policy=upsert-only] }\n',
      `{ metrics: { main: { ${softErrors}: 0, ${errors}: 0 } } }`,
      true,
    ],
  ])('is what the process that runs has counted (%j)', (steps, expectation, expected) => {
    expect(holds(`${failing}${steps}`, expectation)).toBe(expected);
  });
});

describe('an expectation in a world of the product', () => {
  const product = `
title: What there is to expect of the product
zone: { name: tuist.dev }
clusters:
  staging: { load-balancer: 192.0.2.30, external-dns: ${flags('staging', '--policy=sync')} }
kura:
  environments:
    staging:
      cluster: staging
      deploy-env: stag
      release: before
      accounts: [acme, globex, initech]
      servers: [acme/eu-central]
      endpoints: [{ account: globex, url: "https://cache.globex.example", technology: default }]
      clients: { cli: { account: acme, starts: 5m }, lost: { account: initech }, shared: { account: globex } }
steps:
  - wait: 30m
`;
  const url = 'https://acme-eu-central-1.kura.tuist.dev';

  it.each<[string, string, boolean]>([
    ['an account its endpoints', `{ endpoints: { staging/acme: ["${url}"] } }`, true],
    ['an account other endpoints', '{ endpoints: { staging/acme: ["https://other.tuist.dev"] } }', false],
    ['an account fewer endpoints', '{ endpoints: { staging/acme: [] } }', false],
    ['an account that has none no endpoints', '{ endpoints: { staging/initech: [] } }', true],
    ['a server its status', '{ servers: { staging/acme/eu-central: { status: active } } }', true],
    ['a server another status', '{ servers: { staging/acme/eu-central: { status: failed } } }', false],
    [
      'a server its URL and its image',
      `{ servers: { staging/acme/eu-central: { url: "${url}", image: 1.0.0 } } }`,
      true,
    ],
    ['a server no URL', '{ servers: { staging/acme/eu-central: { url: none } } }', false],
    ['a client its environment', '{ served: { staging/cli: staging } }', true],
    ['a client without endpoints of its own the shared one', '{ served: { staging/lost: fallback } }', true],
    ['a client another environment', '{ served: { staging/cli: nobody } }', false],
  ])('gives %s', (_, expectation, expected) => {
    expect(holds(product, expectation)).toBe(expected);
  });
});
