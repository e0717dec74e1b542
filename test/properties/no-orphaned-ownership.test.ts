import { describe, expect, it } from 'vitest';
import { cluster, findingsOf, story, txt } from './story.ts';

const check = (text: string) => findingsOf('no-orphaned-ownership', text);
const app = 'app.example.org';
const dual = '[192.0.2.10, "2001:db8::10"]';

describe('no-orphaned-ownership', () => {
  it.each<[string, Parameters<typeof cluster>[1]]>([
    ['addresses of both families', { address: dual, hosts: [app] }],
    ['an address of one family', { address: '"2001:db8::10"', hosts: [app] }],
    ['several addresses', { address: '[192.0.2.10, 192.0.2.11]', hosts: [app] }],
    [
      'several addresses, kept apart by the host',
      { address: '[192.0.2.10, 192.0.2.11]', hosts: [app], provider: 'cloudflare' },
    ],
    ['a name', { address: 'lb.example.net', hosts: [app] }],
    ['an alias', { address: 'lb-1.eu-west-1.elb.amazonaws.com', hosts: [app] }],
    ['a wildcard', { address: dual, hosts: ['"*.example.org"'], flags: ['--txt-wildcard-replacement=any'] }],
    [
      'the apex, with a TXT below it',
      { address: dual, hosts: ['example.org'], flags: ['"--txt-prefix=%{record_type}-own."'] },
    ],
    ['a TXT with a suffix', { address: dual, hosts: [app], flags: ['--txt-suffix=-own'] }],
    [
      'an encrypted TXT',
      {
        address: dual,
        hosts: [app],
        flags: ['--txt-encrypt-enabled', '--txt-encrypt-aes-key=0123456789abcdef0123456789abcdef'],
      },
    ],
    ['a row in a table', { address: dual, hosts: [app], flags: ['--registry=dynamodb', '--dynamodb-table=owners'] }],
    ['a DNSRecord object', { address: dual, hosts: [app], flags: ['--registry=crd'] }],
    ['no ownership at all', { address: dual, hosts: [app], flags: ['--registry=noop'] }],
  ])('holds for a controller that makes %s', (_, options) => {
    expect(check(story({ clusters: [cluster('main', options)] }))).toEqual([]);
  });

  it('holds for TXT names that one controller can read and another reads otherwise', () => {
    const clusters = [
      cluster('a', { address: '192.0.2.10', hosts: ['a.example.org'] }),
      cluster('b', { address: '192.0.2.20', hosts: ['b.example.org'], flags: ['--txt-prefix=own-'] }),
    ];
    expect(check(story({ clusters }))).toEqual([]);
  });

  it('holds for old, untyped TXT records, and for those of routing policies', () => {
    const records = ['old IN A 192.0.2.10', `old IN TXT ${txt('main')}`];
    const flags = ['--policy=upsert-only'];
    const main = cluster('main', { address: '192.0.2.10' }).replace('--policy=sync', flags[0] as string);
    expect(check(story({ records, clusters: [main] }))).toEqual([]);
  });

  it('finds a TXT whose record is gone, and says what it speaks of', () => {
    const records = [`a-app IN TXT ${txt('other')}`];
    const main = cluster('main', { address: '192.0.2.10' });
    expect(check(story({ records, clusters: [main] }))).toEqual([
      {
        code: 'ORPHANED_OWNERSHIP',
        invariant: 'no-orphaned-ownership',
        name: 'a-app.example.org',
        owner: 'other',
        ownedName: app,
        ownedType: 'A',
      },
    ]);
  });

  it.each([
    ['a row', 'until it is made again', ['--registry=dynamodb', '--dynamodb-table=owners'], { table: 'owners' }],
    ['an object', 'for ever, as nobody asks the host', ['--registry=crd'], { cluster: 'main' }],
  ])('finds %s whose record somebody deleted, %s', (_, howLong, flags, keptIn) => {
    const main = cluster('main', { address: '192.0.2.10', hosts: [app], flags });
    const steps = ['settle: 1h', 'stop: main', 'edit-zone: { remove: [app.example.org A] }'];
    const found = {
      code: 'ORPHANED_NOTE',
      invariant: 'no-orphaned-ownership',
      name: app,
      type: 'A',
      owner: 'main',
      keptIn,
    };
    expect(check(story({ clusters: [main], steps }))).toEqual([found]);
    const later = check(story({ clusters: [main], steps: [...steps, 'start: main', 'wait: 5m'] }));
    expect(later).toEqual(howLong.startsWith('for ever') ? [found] : []);
  });

  it.each([
    ['another type', ['app IN AAAA 2001:db8::1', `a-app IN TXT ${txt('other')}`], [app, 'A']],
    [
      'AAAA only, with an old TXT, which does not speak for it',
      ['app IN AAAA 2001:db8::1', `app IN TXT ${txt('other')}`],
      [app, ''],
    ],
    ['nothing but the TXT itself under the name', [`app IN TXT ${txt('other')}`], [app, '']],
  ])('finds a TXT beside %s', (_, records, [ownedName, ownedType]) => {
    const main = cluster('main', { address: '192.0.2.10' });
    expect(check(story({ records, clusters: [main] }))).toMatchObject([{ ownedName, ownedType, owner: 'other' }]);
  });

  it('names a TXT with a prefix by the host that it speaks of, though others read another name in it', () => {
    const clusters = [
      cluster('a', { address: '192.0.2.10' }),
      cluster('b', { address: '192.0.2.20', flags: ['--txt-prefix=own-'] }),
    ];
    expect(check(story({ records: [`own-a-app IN TXT ${txt('other')}`], clusters }))).toMatchObject([
      { code: 'ORPHANED_OWNERSHIP', name: 'own-a-app.example.org', ownedName: app, ownedType: 'A' },
    ]);
  });

  it.each([
    ['aws', '192.0.2.10', []],
    ['cloudflare', '[192.0.2.10, 192.0.2.11]', []],
    ['aws', 'lb-1.eu-west-1.elb.amazonaws.com', []],
    ['cloudflare', 'lb.example.net', ['--cloudflare-proxied']],
  ])('finds a record that its controller at %s made for %s and that lost its TXT', (provider, address, flags) => {
    const main = cluster('main', { address, hosts: [app], provider, flags });
    const type = address.includes('example.net') ? 'CNAME' : 'A';
    const txts = `[${type.toLowerCase()}-app.example.org TXT, aaaa-app.example.org TXT]`;
    const steps = ['settle: 1h', 'stop: main', `edit-zone: { remove: ${txts} }`];
    expect(check(story({ clusters: [main], steps }))[0]).toEqual({
      code: 'OWNERLESS_RECORD',
      invariant: 'no-orphaned-ownership',
      name: app,
      type,
      actor: 'main',
    });
  });

  it('finds the record of a TXT that names no owner', () => {
    const records = ['app IN A 192.0.2.10', 'a-app IN TXT "heritage=external-dns"'];
    const main = cluster('main', { address: '192.0.2.10', hosts: [app] });
    expect(check(story({ records, clusters: [main] }))).toMatchObject([{ code: 'OWNERLESS_RECORD', name: app }]);
  });

  it('finds a wildcard whose TXT nobody reads because the replacement is typed with capitals', () => {
    const main = cluster('main', {
      address: '192.0.2.10',
      hosts: ['"*.example.org"'],
      flags: ['--txt-wildcard-replacement=Any'],
    });
    expect(check(story({ clusters: [main] })).map(({ code }) => code)).toEqual([
      'ORPHANED_OWNERSHIP',
      'OWNERLESS_RECORD',
    ]);
  });

  it('finds an apex record whose TXT has no place in the zone', () => {
    const main = cluster('main', { address: '192.0.2.10', hosts: ['example.org'], provider: 'cloudflare' });
    expect(check(story({ clusters: [main], steps: ['wait: 5m'] }))).toMatchObject([
      { code: 'OWNERLESS_RECORD', name: 'example.org', type: 'A' },
    ]);
  });
});
