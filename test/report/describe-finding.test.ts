import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/properties/finding.ts';
import { describeFinding } from '../../src/report/describe-finding.ts';

const app = { name: 'app.example.org', type: 'A', setIdentifier: '' } as const;
const stored = { name: app.name, type: 'A', ttl: 300, values: ['192.0.2.2'] };

const cases: readonly (readonly [Finding, readonly string[]])[] = [
  [
    { code: 'RECORD_DIFFERS', ...app, expected: ['192.0.2.1'], found: stored },
    ['app.example.org A is 192.0.2.2 (TTL 300), expected 192.0.2.1'],
  ],
  [
    { code: 'RECORD_DIFFERS', ...app, setIdentifier: 'eu', expected: 'present', expectedTtl: 60, found: null },
    ['app.example.org A (eu) is not stored, expected to be stored with TTL 60'],
  ],
  [
    { code: 'RECORD_DIFFERS', ...app, expected: 'absent', found: stored },
    ['app.example.org A is 192.0.2.2 (TTL 300), expected not to be stored'],
  ],
  [
    { code: 'OWNER_DIFFERS', ...app, expected: 'east', found: null },
    ['app.example.org A has no owner, expected owner east'],
  ],
  [
    { code: 'OWNER_DIFFERS', ...app, expected: null, found: undefined },
    ['app.example.org A is not stored, expected it with no owner'],
  ],
  [
    { code: 'ZONE_DIFFERS', zone: 'example.org', missing: [stored], unexpected: [] },
    ['example.org does not hold exactly what is expected', 'missing: app.example.org. 300 A 192.0.2.2'],
  ],
  [
    { code: 'ANSWER_DIFFERS', resolver: null, name: app.name, type: 'A', expected: ['192.0.2.1'], found: 'NXDOMAIN' },
    ['asked for app.example.org A, the authoritative servers answered NXDOMAIN, expected 192.0.2.1'],
  ],
  [
    {
      code: 'LOG_COUNT_DIFFERS',
      actor: 'east',
      contains: 'failed',
      level: 'error',
      atLeast: 1,
      atMost: null,
      found: 0,
    },
    ['east logged "failed" at level error never, expected at least once'],
  ],
  [
    { code: 'CALL_COUNT_DIFFERS', controller: 'east', operation: 'delete', atLeast: 0, atMost: 0, found: 2 },
    ['east made 2 delete calls to its provider, expected 0'],
  ],
  [
    {
      code: 'METRIC_DIFFERS',
      controller: 'east',
      metric: 'external_dns_registry_skipped_records_owner_mismatch_per_sync',
      labels: { record_type: 'a', foreign_owner: 'west' },
      atLeast: 1,
      atMost: 1,
      found: 0,
    },
    [
      'external_dns_registry_skipped_records_owner_mismatch_per_sync{record_type="a",foreign_owner="west"} of east is 0, expected 1',
    ],
  ],
  [
    { code: 'NOT_SETTLED', changed: 'zone/example.org/app', lastChangeMs: 5_400_000 },
    ['it has not settled: zone/example.org/app changed last, at 1h30m'],
  ],
  [
    {
      code: 'NEVER_CAME_TRUE',
      untilMs: 60_000,
      last: [{ code: 'SERVED_BY_OTHER', client: 'cli', expected: 'east', found: 'nobody' }],
    },
    ['it was not true at any moment until 1m', 'at last: cli is served by nobody, expected east'],
  ],
  [
    {
      code: 'CHANGED_BY_ANOTHER',
      invariant: 'record-changed-by-owner-only',
      name: app.name,
      type: 'A',
      actor: 'west',
      actorOwner: null,
      recordOwner: 'east',
    },
    ['west (no registry) changed app.example.org A, which belonged to owner east'],
  ],
  [
    { code: 'UNSERVED', invariant: 'nobody-unserved', client: 'cli', fromMs: 60_000, toMs: null, toleratedMs: 30_000 },
    ['nobody has served cli since 1m, more than the 30s tolerated'],
  ],
];

describe('a finding in words', () => {
  it.each(cases)('%j', (finding, words) => {
    expect(describeFinding(finding)).toEqual(words);
  });
});
