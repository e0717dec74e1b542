import { expect, test } from 'vitest';
import { recordSetsOf } from '../../src/dns/record-set.ts';
import { parseTtlSeconds, servedTtlSeconds } from '../../src/dns/ttl.ts';

const name = 'App.example.org';

test('records that a host keeps apart are served as one set', () => {
  const sets = recordSetsOf([
    { name, type: 'TXT', ttl: 60, values: ['"b"'] },
    { name, type: 'A', ttl: 0, values: ['192.0.2.2'] },
    { name, type: 'A', ttl: 0, values: ['192.0.2.1', '192.0.2.2'] },
  ]);
  expect(sets).toEqual([
    { name: 'app.example.org', type: 'A', ttlSeconds: 300, values: ['192.0.2.2', '192.0.2.1'] },
    { name: 'app.example.org', type: 'TXT', ttlSeconds: 60, values: ['"b"'] },
  ]);
});

test('weighted sets are merged by set identifier, whatever order they are listed in, with the least TTL', () => {
  const east = { name, type: 'A', ttl: 60, values: ['192.0.2.1'], setIdentifier: 'east' };
  const west = { name, type: 'A', ttl: 30, values: ['198.51.100.1'], setIdentifier: 'west' };
  const merged = [{ name: 'app.example.org', type: 'A', ttlSeconds: 30, values: ['192.0.2.1', '198.51.100.1'] }];
  expect(recordSetsOf([east, west])).toEqual(merged);
  expect(recordSetsOf([west, east])).toEqual(merged);
});

test('what is no RDATA is not served', () => {
  expect(recordSetsOf([{ name, type: 'A', ttl: 60, values: ['lb.example.net'] }])).toEqual([]);
});

test('a TTL of 0 is the host’s default', () => {
  expect(servedTtlSeconds(0)).toBe(300);
  expect(servedTtlSeconds(1)).toBe(1);
});

test.each([
  ['0', 0],
  ['3600', 3600],
  ['1h', 3600],
  ['1h30m', 5400],
  ['2W', 1_209_600],
  ['1d12h', 129_600],
  ['2147483647', 2_147_483_647],
  ['2147483648', undefined],
  ['1x', undefined],
  ['h', undefined],
  ['1h30', undefined],
  ['', undefined],
])('a zone file TTL of %j is %s', (text, seconds) => {
  expect(parseTtlSeconds(text)).toBe(seconds);
});
