import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../src/externaldns/configuration.ts';
import { defaultConfiguration } from '../../../src/externaldns/flags/default-configuration.ts';
import { parseFlags } from '../../../src/externaldns/flags/parse-flags.ts';

const needed = ['--provider=cloudflare', '--source=ingress', '--policy=sync'];

function configurationOf(flags: readonly string[], environment: Readonly<Record<string, string>> = {}): Configuration {
  const parsed = parseFlags([...needed, ...flags], { environment });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.configuration;
}

function problemsOf(flags: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const parsed = parseFlags(flags, { environment });
  return 'problems' in parsed ? parsed.problems : [];
}

const inVersion = (version: string, ...flags: readonly string[]) => parseFlags(flags, { version });

const withNeeded = (...flags: readonly string[]) => problemsOf([...needed, ...flags]);

describe('what flags amount to', () => {
  it("without flags but the needed ones everything is upstream's default", () => {
    expect(configurationOf([])).toEqual({
      ...defaultConfiguration,
      provider: 'cloudflare',
      sources: ['ingress'],
      policy: 'sync',
    });
  });

  it.each<[readonly string[], Partial<Configuration>]>([
    [['--txt-owner-id=east'], { txtOwnerId: 'east' }],
    [['--txt-owner-id', 'east'], { txtOwnerId: 'east' }],
    [['--txt-owner-id', '--', 'east'], { txtOwnerId: 'east' }],
    [['--txt-suffix=-txt'], { txtSuffix: '-txt' }],
    [['--txt-prefix=%{record_type}-'], { txtPrefix: '%{record_type}-' }],
    [['--events'], { events: true }],
    [['--no-events'], { events: false }],
    [['--interval=1m30s'], { intervalMs: 90_000 }],
    [['--interval=1d'], { intervalMs: 86_400_000 }],
    [['--txt-cache-interval=1.5h'], { txtCacheIntervalMs: 5_400_000 }],
    [['--min-ttl=90s'], { minTTLSeconds: 90 }],
    [['--managed-record-types=A', '--managed-record-types=TXT'], { managedRecordTypes: ['A', 'TXT'] }],
    [['--managed-record-types=A,TXT'], { managedRecordTypes: ['A,TXT'] }],
    [['--domain-filter=b.org', '--domain-filter=a.org'], { domainFilter: ['b.org', 'a.org'] }],
    [['--source=crd'], { sources: ['ingress', 'crd'] }],
    [['--aws-batch-change-size=1e2'], { awsBatchChangeSize: 100 }],
    [['--log-level=trace'], { logLevel: 'debug' }],
    [
      ['--fqdn-template={{.Name}}.a.org', '--fqdn-template={{.Name}}.b.org'],
      { fqdnTemplate: '{{.Name}}.a.org,{{.Name}}.b.org' },
    ],
    [['--registry=noop', '--txt-owner-id='], { registry: 'noop', txtOwnerId: '' }],
  ])('%j', (flags, expected) => {
    expect(configurationOf(flags)).toMatchObject(expected);
  });

  it('environment variables stand for flags that are not given, line by line where these repeat', () => {
    const environment = {
      EXTERNAL_DNS_DOMAIN_FILTER: 'a.org\nb.org\n',
      EXTERNAL_DNS_EVENTS: '1',
      EXTERNAL_DNS_TXT_OWNER_ID: 'west',
      EXTERNAL_DNS_NAMESPACE: '',
      EXTERNAL_DNS_NO_SUCH_FLAG: 'x',
    };
    expect(configurationOf(['--txt-owner-id=east'], environment)).toMatchObject({
      domainFilter: ['a.org', 'b.org'],
      events: true,
      txtOwnerId: 'east',
    });
  });

  it('flags that have no effect here are accepted and named', () => {
    const parsed = parseFlags([...needed, '--metrics-address=:7980', '--aws-zones-cache-duration=3h']);
    expect(parsed).toMatchObject({
      ignoredFlags: [
        { flag: 'metrics-address', value: ':7980', index: 3 },
        { flag: 'aws-zones-cache-duration', value: '3h', index: 4 },
      ],
    });
  });
});

describe('flags with which external-dns would not start', () => {
  it.each<[string, readonly string[], object]>([
    [
      'an unknown flag, with the nearest one',
      ['--txt-ownr-id=x'],
      { code: 'FLAG_UNKNOWN', flag: 'txt-ownr-id', nearest: 'txt-owner-id', index: 3 },
    ],
    ['a no- form of what is no switch', ['--no-interval=1m'], { code: 'FLAG_UNKNOWN', flag: 'no-interval', index: 3 }],
    ['a single hyphen', ['-policy'], { code: 'FLAG_UNKNOWN', flag: 'policy', nearest: 'policy', index: 3 }],
    ['a switch with a value', ['--events=true'], { code: 'FLAG_WITH_VALUE', flag: 'events', value: 'true', index: 3 }],
    ['a switch and its opposite', ['--events', '--no-events'], { code: 'FLAG_REPEATED', flag: 'events', index: 4 }],
    ['a flag given twice', ['--interval=1m', '--interval=1m'], { code: 'FLAG_REPEATED', flag: 'interval', index: 4 }],
    ['a value missing at the end', ['--txt-owner-id'], { code: 'FLAG_WITHOUT_VALUE', flag: 'txt-owner-id', index: 3 }],
    [
      'a value with a hyphen behind a blank',
      ['--txt-suffix', '-txt'],
      { code: 'FLAG_WITHOUT_VALUE', flag: 'txt-suffix', index: 3 },
    ],
    [
      'a duration without unit',
      ['--interval=60'],
      { code: 'FLAG_VALUE_INVALID', flag: 'interval', expected: 'duration', index: 3 },
    ],
    [
      'a log level of another program',
      ['--log-level=warn'],
      { code: 'FLAG_VALUE_INVALID', expected: 'one-of', index: 3 },
    ],
    ['no number', ['--aws-batch-change-size=many'], { code: 'FLAG_VALUE_INVALID', expected: 'whole-number', index: 3 }],
    [
      'a broken regular expression',
      ['--regex-domain-filter=('],
      { code: 'FLAG_VALUE_INVALID', expected: 'regular-expression', index: 3 },
    ],
    ['no key and value', ['--aws-sd-create-tag=a'], { code: 'FLAG_VALUE_INVALID', expected: 'key-value', index: 3 }],
    [
      'an argument that is no flag',
      ['example.org'],
      { code: 'FLAG_ARGUMENT_UNEXPECTED', argument: 'example.org', index: 3 },
    ],
    [
      'anything behind two hyphens',
      ['--', '--events'],
      { code: 'FLAG_ARGUMENT_UNEXPECTED', argument: '--events', index: 4 },
    ],
    ['arguments in a file', ['@/etc/flags'], { code: 'FLAG_ARGUMENTS_IN_FILE', argument: '@/etc/flags', index: 3 }],
    ['an empty owner id', ['--txt-owner-id='], { code: 'FLAG_EMPTY', flag: 'txt-owner-id', index: 3 }],
    [
      'a lone hyphen, which is an empty value',
      ['--txt-owner-id', '-'],
      { code: 'FLAG_EMPTY', flag: 'txt-owner-id', index: 3 },
    ],
    [
      'a prefix and a suffix (testTXTRegistryNew)',
      ['--txt-prefix=a', '--txt-suffix=b'],
      { code: 'FLAGS_EXCLUSIVE', flag: 'txt-suffix', other: 'txt-prefix', index: 4 },
    ],
    [
      'ignored host names without a template',
      ['--ignore-hostname-annotation'],
      { code: 'FLAG_REQUIRES', required: 'fqdn-template', index: 3 },
    ],
    [
      'an annotation prefix without its slash',
      ['--annotation-prefix=a.org'],
      { code: 'FLAG_VALUE_REFUSED', rule: 'ends-with-slash', index: 3 },
    ],
    ['no requests at all', ['--kube-api-qps=0'], { code: 'FLAG_VALUE_REFUSED', rule: 'greater-than-zero', index: 3 }],
  ])('%s', (_, flags, problem) => {
    expect(withNeeded(...flags)).toEqual([expect.objectContaining(problem)]);
  });

  it.each([['provider'], ['source'], ['policy']])('no --%s', (flag) => {
    const given = needed.filter((argument) => !argument.startsWith(`--${flag}`));
    expect(problemsOf(given)).toEqual([
      expect.objectContaining({ code: 'FLAG_MISSING', flag, index: null, variable: null }),
    ]);
  });

  it('an empty policy', () => {
    const given = needed.filter((argument) => !argument.startsWith('--policy'));
    expect(problemsOf([...given, '--policy='])).toEqual([
      expect.objectContaining({ code: 'FLAG_EMPTY', flag: 'policy', index: 2 }),
    ]);
  });

  it('a switch in the environment that is neither true nor false', () => {
    expect(problemsOf(needed, { EXTERNAL_DNS_EVENTS: 'yes' })).toEqual([
      expect.objectContaining({
        code: 'FLAG_VALUE_INVALID',
        expected: 'boolean',
        index: null,
        variable: 'EXTERNAL_DNS_EVENTS',
      }),
    ]);
  });

  it('all mistakes are reported, in the order of the arguments', () => {
    const problems = problemsOf(['--interval=x', '--create-ptr', '--evnts', '--provider=aws', '--source=crd']);
    expect(problems.map(({ code, index }) => `${index} ${code}`)).toEqual([
      '0 FLAG_VALUE_INVALID',
      '1 FLAG_NOT_MODELLED',
      '2 FLAG_UNKNOWN',
      'null FLAG_MISSING',
    ]);
  });
});

describe('flags that external-dns has and this model has not', () => {
  it.each([
    ['--create-ptr'],
    ['--nat64-networks=64:ff9b::/96'],
    ['--resolve-service-load-balancer-hostname'],
    ['--service-type-filter=LoadBalancer'],
    ['--webhook-server'],
    ['--source=gateway-httproute'],
    ['--interval=-1m'],
    ['--help'],
  ])('%s is refused instead of passed over', (flag) => {
    expect(withNeeded(flag)).toEqual([expect.objectContaining({ code: 'FLAG_NOT_MODELLED', index: 3 })]);
  });

  it.each([
    ['azure-dns', 'azure'],
    ['google', 'google'],
    ['webhook', 'webhook'],
  ])('takes --provider=%s', (given, provider) => {
    const parsed = parseFlags([`--provider=${given}`, '--source=crd', '--policy=sync'], { environment: {} });
    expect(parsed).toMatchObject({ configuration: { provider } });
  });

  it('another provider is refused, with those that are modelled', () => {
    expect(problemsOf(['--provider=pdns', '--source=crd', '--policy=sync'])).toEqual([
      expect.objectContaining({
        code: 'FLAG_NOT_MODELLED',
        value: 'pdns',
        modelled: ['aws', 'azure', 'azure-dns', 'cloudflare', 'google', 'inmemory', 'webhook'],
      }),
    ]);
  });

  it.each([['--registry=txt'], ['--no-txt-encrypt-enabled'], ['--no-create-ptr'], ['--crd-source-kind=DNSEndpoint']])(
    '%s, which changes nothing, is accepted',
    (flag) => {
      expect(withNeeded(flag)).toEqual([]);
    },
  );
});

describe('flags of other releases', () => {
  const older = ['--provider=aws', '--source=ingress'];

  it('before v0.22.0 the policy was sync unless said otherwise, and annotations had another prefix', () => {
    expect(inVersion('v0.21.0', ...older)).toMatchObject({
      configuration: { version: 'v0.21.0', policy: 'sync', annotationPrefix: 'external-dns.alpha.kubernetes.io/' },
    });
    expect(inVersion('v0.22.0', ...older)).toMatchObject({ problems: [{ code: 'FLAG_MISSING', flag: 'policy' }] });
  });

  it('v0.11 to v0.13.2 manage no AAAA records unless told', () => {
    expect(inVersion('v0.13.2', ...older)).toMatchObject({ configuration: { managedRecordTypes: ['A', 'CNAME'] } });
    expect(inVersion('v0.13.5', ...older)).toMatchObject({
      configuration: { managedRecordTypes: ['A', 'AAAA', 'CNAME'] },
    });
  });

  it.each([
    ['--txt-new-format-only', 'v0.15.1', 'v0.16.0', 'v0.17.0', 'v0.18.0'],
    ['--migrate-from-txt-owner=old', 'v0.19.0', 'v0.20.0', 'v0.22.0', null],
    ['--annotation-prefix=dns/', 'v0.19.0', 'v0.20.0', 'v0.22.0', null],
    ['--exclude-record-types=A', 'v0.13.6', 'v0.14.0', 'v0.22.0', null],
    ['--provider-cache-time=1m', 'v0.14.2', 'v0.15.0', 'v0.22.0', null],
    ['--cloudflare-zones-per-page=10', null, 'v0.11.0', 'v0.13.2', 'v0.13.3'],
  ])('%s came and went', (flag, before, first, last, after) => {
    for (const version of [first, last]) expect(inVersion(version, ...needed, flag)).toHaveProperty('configuration');
    for (const version of [before, after].filter((each) => each !== null)) {
      expect(inVersion(version, ...needed, flag)).toMatchObject({
        problems: [{ code: 'FLAG_NOT_IN_VERSION', version }],
      });
    }
  });

  it('webhooks are no provider before v0.14.0', () => {
    const webhook = ['--provider=webhook', '--source=ingress'];
    expect(inVersion('v0.13.6', ...webhook)).toMatchObject({
      problems: [{ code: 'FLAG_VALUE_INVALID', flag: 'provider', value: 'webhook', expected: 'one-of', index: 0 }],
    });
    expect(inVersion('v0.13.6', ...webhook)).toMatchObject({
      problems: [{ options: ['aws', 'azure', 'azure-dns', 'cloudflare', 'google', 'inmemory'] }],
    });
    expect(inVersion('v0.14.0', ...webhook)).toMatchObject({ configuration: { provider: 'webhook' } });
  });

  it.each([
    ['dynamodb', 'v0.13.5'],
    ['crd', 'v0.21.0'],
  ])('the registry %s is none of %s', (registry, version) => {
    expect(inVersion(version, ...needed, `--registry=${registry}`)).toMatchObject({
      problems: [{ code: 'FLAG_VALUE_INVALID', flag: 'registry', value: registry }],
    });
  });
});

describe('the encryption key', () => {
  const raw = '0123456789abcdef0123456789abcdef';
  const base64 = Buffer.from(raw).toString('base64');

  it.each([[raw], [base64]])('is 32 characters or base64 of them: %s', (key) => {
    expect(configurationOf(['--txt-encrypt-enabled', `--txt-encrypt-aes-key=${key}`])).toMatchObject({
      txtEncryptEnabled: true,
      txtEncryptAesKey: key,
    });
  });

  it.each([['short'], [base64.replace(/=$/, '')], [`${raw}0`], [`${'_'.repeat(43)}=`]])('is refused: %s', (key) => {
    expect(withNeeded('--txt-encrypt-enabled', `--txt-encrypt-aes-key=${key}`)).toMatchObject([
      { code: 'FLAG_VALUE_REFUSED', flag: 'txt-encrypt-aes-key', rule: 'aes-key' },
    ]);
  });

  it('must be there to encrypt, and may be there without', () => {
    expect(withNeeded('--txt-encrypt-enabled')).toMatchObject([
      { code: 'FLAG_REQUIRES', flag: 'txt-encrypt-enabled', required: 'txt-encrypt-aes-key' },
    ]);
    expect(withNeeded(`--txt-encrypt-aes-key=${raw}`)).toEqual([]);
  });

  it('could not be base64 before v0.16.0', () => {
    const flags = [...needed, '--txt-encrypt-enabled', `--txt-encrypt-aes-key=${base64}`];
    expect(inVersion('v0.15.1', ...flags)).toMatchObject({ problems: [{ rule: 'aes-key' }] });
    expect(inVersion('v0.16.0', ...flags)).toHaveProperty('configuration');
  });
});
