import { describe, expect, it } from 'vitest';
import { Log } from '../../../src/externaldns/log.ts';
import { hostnamesOf, targetsOf, ttlOf } from '../../../src/externaldns/source/annotation.ts';
import { providerAnnotationsOf } from '../../../src/externaldns/source/provider-properties.ts';
import { prefix } from './desired.ts';

function ttl(value: string): { seconds: number; warnings: readonly string[] } {
  const log = new Log('warning');
  const seconds = ttlOf({ [`${prefix}ttl`]: value }, { prefix, resource: 'ingress/shop/web' }, log);
  return { seconds, warnings: log.lines.map(({ message }) => message) };
}

describe('the annotation ttl (source/annotations/processors_test.go)', () => {
  it.each([
    ['60', 60],
    ['+600', 600],
    ['10m', 600],
    ['1h2m3s', 3723],
    ['1.9s', 1],
    ['.5m', 30],
    ['2147483647', 2_147_483_647],
  ])('%s is %i seconds', (value, seconds) => {
    expect(ttl(value)).toEqual({ seconds, warnings: [] });
  });

  it.each([
    ['0', 'TTL value 0 must be between [1, 2147483647]'],
    ['-5', 'TTL value -5 must be between [1, 2147483647]'],
    ['0.5s', 'TTL value 0 must be between [1, 2147483647]'],
    ['9007199254740993', 'TTL value 9007199254740993 must be between [1, 2147483647]'],
    ['foo', 'ingress/shop/web: "foo" is not a valid TTL value: time: invalid duration "foo"'],
    ['10.5', 'ingress/shop/web: "10.5" is not a valid TTL value: time: missing unit in duration "10.5"'],
    ['10x', 'ingress/shop/web: "10x" is not a valid TTL value: time: unknown unit "x" in duration "10x"'],
    ['', 'ingress/shop/web: "" is not a valid TTL value: time: invalid duration ""'],
    ['.', 'ingress/shop/web: "." is not a valid TTL value: time: invalid duration "."'],
    ['2562048h', 'ingress/shop/web: "2562048h" is not a valid TTL value: time: invalid duration "2562048h"'],
    [
      '99999999999999999999',
      'ingress/shop/web: "99999999999999999999" is not a valid TTL value: time: invalid duration "99999999999999999999"',
    ],
  ])('%s counts as none, with a warning', (value, warning) => {
    expect(ttl(value)).toEqual({ seconds: 0, warnings: [warning] });
  });
});

describe('annotations that list names', () => {
  it.each([
    ['a.example.org, b.example.org', ['a.example.org', 'b.example.org']],
    ['a.example.org,,b', ['a.example.org', '', 'b']],
    ['a. ', ['a.']],
    ['', ['']],
  ])('hostname %j', (value, names) => {
    expect(hostnamesOf({ [`${prefix}hostname`]: value }, prefix)).toEqual(names);
  });

  it.each([
    ['lb.example.net., 192.0.2.1', ['lb.example.net', '192.0.2.1']],
    ['a..', ['a.']],
    ['', []],
  ])('target %j', (value, targets) => {
    expect(targetsOf({ [`${prefix}target`]: value }, prefix)).toEqual(targets);
  });
});

describe('annotations that become properties (source/annotations/provider_specific_test.go)', () => {
  const properties = (annotations: Record<string, string>) => {
    const full = Object.entries(annotations).map(([key, value]) => [prefix + key, value]);
    const { providerSpecific, setIdentifier } = providerAnnotationsOf(Object.fromEntries(full), prefix);
    return { setIdentifier, properties: providerSpecific.map(({ name, value }) => `${name}=${value}`) };
  };

  it.each([
    [{ alias: 'true' }, ['alias=true']],
    [{ alias: 'TRUE' }, []],
    [{ alias: 'false' }, []],
    [{ 'record-type': 'ptr' }, ['record-type=ptr']],
    [
      { 'aws-weight': '1', 'scw-a': '2', 'webhook-b': '3', 'coredns-c': '4' },
      ['aws/weight=1', 'coredns/c=4', 'scw/a=2', 'webhook/b=3'],
    ],
    [{ 'azure-tags': 'x', 'azure-other': 'y' }, ['azure/tags=x']],
    [{ 'cloudflare-proxied': 'true' }, [`${prefix}cloudflare-proxied=true`]],
    [{ 'cloudflare-record-comment-2': 'c' }, [`${prefix}cloudflare-record-comment=c`]],
    [{ 'cloudflare-unknown': 'c', hostname: 'x', awsx: 'y' }, []],
  ])('%j', (annotations, expected) => {
    expect(properties(annotations as Record<string, string>).properties).toEqual(expected);
  });

  it('takes the set identifier apart', () => {
    expect(properties({ 'set-identifier': 'east' })).toEqual({ setIdentifier: 'east', properties: [] });
  });
});
