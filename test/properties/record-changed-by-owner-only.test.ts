import { describe, expect, it } from 'vitest';
import { ingress } from '../timeline/story.ts';
import { cluster, findingsOf, story, txt } from './story.ts';

const check = (text: string) => findingsOf('record-changed-by-owner-only', text);
const gone = 'delete: { cluster: main, objects: [Ingress/default/app] }';
const lifeOfAName = ['settle: 1h', gone, 'settle: 1h'];
const app = 'app.example.org';

describe('record-changed-by-owner-only', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['its TXT has the default name', [app], []],
    ['its TXT has a prefix', [app], ['--txt-prefix=xdns-']],
    ['its TXT has a suffix', [app], ['--txt-suffix=-xdns']],
    ['its TXT has the type in its prefix', [app], ['"--txt-prefix=%{record_type}.own."']],
    ['its TXT has capitals in the prefix', [app], ['--txt-prefix=XDNS-']],
    ['it is a wildcard', ['"*.example.org"'], []],
    ['it is a wildcard that its TXT calls otherwise', ['"*.example.org"'], ['--txt-wildcard-replacement=any']],
    [
      'a wildcard and the name that stands for it exist',
      ['"*.example.org"', 'any.example.org'],
      ['--txt-wildcard-replacement=any'],
    ],
    ['it is the apex', ['example.org'], ['"--txt-prefix=%{record_type}-own."']],
  ])('holds while an owner creates, changes and deletes what is its own, when %s', (_, hosts, flags) => {
    for (const provider of ['aws', 'cloudflare', 'inmemory']) {
      const change = `apply: { cluster: main, manifests: [${ingress('app', ...hosts).replace('name: app', 'name: app, annotations: { external-dns.alpha.kubernetes.io/target: 192.0.2.11 }')}] }`;
      const inmemory = provider === 'inmemory' ? ['--inmemory-zone=example.org'] : [];
      const main = cluster('main', { address: '192.0.2.10', provider, hosts, flags: [...flags, ...inmemory] });
      expect(
        check(story({ clusters: [main], steps: ['settle: 1h', change, 'settle: 1h', gone, 'settle: 1h'] })),
      ).toEqual([]);
    }
  });

  it('holds for an old, untyped TXT, whose owner deletes its record', () => {
    const records = ['app IN A 192.0.2.10', `app IN TXT ${txt('main')}`];
    const main = cluster('main', { address: '192.0.2.10' });
    const text = story({ records, clusters: [main] });
    expect(check(text)).toEqual([]);
  });

  it.each(['aws', 'cloudflare'])('holds for an owner that makes records of several addresses at %s', (provider) => {
    const address = '[192.0.2.10, 192.0.2.11, "2001:db8::10", "2001:db8::11"]';
    const main = cluster('main', { address, hosts: [app], provider });
    expect(check(story({ clusters: [main], steps: lifeOfAName }))).toEqual([]);
  });

  it('holds for an alias whose TXT is still named after CNAME', () => {
    const lb = 'lb-1.eu-west-1.elb.amazonaws.com';
    const main = cluster('main', { address: lb, hosts: [app] });
    const retype = [
      'edit-zone: { remove: [a-app.example.org TXT] }',
      `edit-zone: { add: 'cname-app 300 IN TXT ${txt('main')}' }`,
    ];
    expect(check(story({ clusters: [main], steps: ['settle: 1h', ...retype, gone, 'settle: 1h'] }))).toEqual([]);
  });

  it('looks for the owner of a record in a zone that lies in another', () => {
    const zones = 'zone: [{ name: example.org }, { name: sub.example.org }]';
    const main = cluster('main', { address: '192.0.2.10', hosts: ['app.sub.example.org'] });
    const text = story({ clusters: [main], steps: lifeOfAName });
    expect(check(text.replace(/zone:\n.*\n.*\n.*\n/, `${zones}\n`))).toEqual([]);
  });

  it('holds when an owner takes over the records of its own former id', () => {
    const records = ['app IN A 192.0.2.9', `a-app IN TXT ${txt('old')}`];
    const main = cluster('main', { address: '192.0.2.10', hosts: [app], flags: ['--migrate-from-txt-owner=old'] });
    expect(check(story({ records, clusters: [main], steps: ['wait: 5m'] }))).toEqual([]);
  });

  it('does not hold when the former id is still in use', () => {
    const records = ['app IN A 192.0.2.9', `a-app IN TXT ${txt('other')}`];
    const main = cluster('main', { address: '192.0.2.10', hosts: [app], flags: ['--migrate-from-txt-owner=other'] });
    const other = cluster('other', { address: '192.0.2.9', hosts: [app], starts: '30s' });
    expect(check(story({ records, clusters: [main, other], steps: ['wait: 20s'] }))[0]).toMatchObject({
      code: 'CHANGED_BY_ANOTHER',
      name: 'a-app.example.org',
      type: 'TXT',
      actor: 'main',
      actorOwner: 'main',
      recordOwner: 'other',
    });
  });

  it('says nothing of what people change by hand', () => {
    const main = cluster('main', { address: '192.0.2.10', hosts: [app], flags: ['--policy=create-only'] });
    const text = story({
      clusters: [main],
      steps: ['settle: 1h', 'edit-zone: { remove: [app.example.org A, a-app.example.org TXT] }'],
    });
    expect(check(text.replace('--policy=sync, ', ''))).toEqual([]);
  });

  it('finds a controller without a registry that deletes what another owns', () => {
    const noop = cluster('noop', { address: '192.0.2.20', flags: ['--registry=noop'], starts: '5m' });
    const owner = cluster('owner', { address: '192.0.2.10', hosts: [app] });
    const found = check(story({ clusters: [owner, noop], steps: ['wait: 5m30s'] }));
    expect(found).toEqual([
      {
        code: 'CHANGED_BY_ANOTHER',
        invariant: 'record-changed-by-owner-only',
        name: app,
        type: 'A',
        actor: 'noop',
        actorOwner: null,
        recordOwner: 'owner',
      },
    ]);
  });

  it('finds a controller without a registry that deletes what nobody owns', () => {
    const noop = cluster('noop', { address: '192.0.2.20', flags: ['--registry=noop'] });
    expect(check(story({ records: ['app IN A 192.0.2.1'], clusters: [noop] }))).toMatchObject([
      { name: app, type: 'A', actorOwner: null, recordOwner: null },
    ]);
  });

  it('finds a second record that another adds to a set, where the host keeps records apart', () => {
    const clusters = ['a', 'b'].map((name, index) =>
      cluster(name, { address: `192.0.2.1${index}`, provider: 'cloudflare', hosts: [app] }),
    );
    const findings = check(story({ clusters, steps: ['wait: 30s'] }));
    const added = { code: 'CHANGED_BY_ANOTHER', name: 'a-app.example.org', type: 'TXT' };
    expect(findings).toContainEqual(expect.objectContaining(added));
  });

  it('holds for two owners of one name that read different TXT names', () => {
    const records = ['app IN A 192.0.2.10', `a-app IN TXT ${txt('a')}`, `b-a-app IN TXT ${txt('b')}`];
    const a = cluster('a', { address: '192.0.2.10', hosts: [app] });
    const b = cluster('b', { address: '192.0.2.20', flags: ['--txt-prefix=b-'], starts: '30s' });
    expect(check(story({ records, clusters: [a, b], steps: ['wait: 5m'] }))).toEqual([]);
  });
});

describe('record-changed-by-owner-only, for ownership that is kept outside the zone', () => {
  const app = 'app.example.org';
  const gone = ['settle: 1h', 'delete: { cluster: main, objects: [Ingress/app] }', 'settle: 1h'];
  const moved = [
    'settle: 1h',
    `apply: { cluster: main, manifests: [${ingress('app', app).replace('{ name: app }', '{ name: app, annotations: { external-dns.kubernetes.io/target: 192.0.2.11 } }')}] }`,
    'settle: 1h',
  ];

  it.each([
    ['dynamodb', gone],
    ['dynamodb', moved],
    ['crd', gone],
    ['crd', moved],
  ])('holds where a controller with the registry %s changes and deletes what is its own: %j', (registry, steps) => {
    const flags = [`--registry=${registry}`, ...(registry === 'dynamodb' ? ['--dynamodb-table=owners'] : [])];
    const main = cluster('main', { address: '192.0.2.10', hosts: [app], flags });
    expect(findingsOf('record-changed-by-owner-only', story({ clusters: [main], steps }))).toEqual([]);
  });

  it('finds a controller with the registry crd that creates over what the object in another cluster says is taken', () => {
    const options = { hosts: [app], provider: 'azure', flags: ['--registry=crd'] };
    const clusters = [
      cluster('main', { address: '192.0.2.10', ...options }),
      cluster('late', { address: '192.0.2.20', starts: '30s', ...options }),
    ];
    expect(findingsOf('record-changed-by-owner-only', story({ clusters }))).toContainEqual(
      expect.objectContaining({ name: app, actor: 'late', actorOwner: 'late', recordOwner: 'main' }),
    );
  });

  it('shows who shadows a name by the row of a table', () => {
    const flags = ['--registry=dynamodb', '--dynamodb-table=owners'];
    const clusters = [
      cluster('main', { address: '192.0.2.10', hosts: [app], flags }),
      cluster('late', { address: '192.0.2.20', starts: '30s', hosts: [app], flags }),
    ];
    expect(findingsOf('no-shadowing', story({ clusters }))).toMatchObject([{ cluster: 'late', owner: 'main' }]);
  });
});
