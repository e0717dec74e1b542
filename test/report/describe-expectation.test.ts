import { describe, expect, it } from 'vitest';
import { describeExpectation } from '../../src/report/describe-expectation.ts';
import type { ExpectationForm, When } from '../../src/scenario/expectation.ts';

const at = { file: 'a.yaml', line: 1, column: 1, path: 'expect[0]' };
const app = { name: 'app.example.org', type: 'A', setIdentifier: '', at } as const;

function words(form: ExpectationForm, when: When = { moment: 'end' }): string {
  return describeExpectation({ ...form, when, at, text: '' });
}

describe('an expectation in words', () => {
  it.each<[When, string]>([
    [{ moment: 'end' }, 'at the end'],
    [{ moment: 'now' }, 'at this step'],
    [{ moment: 'at', atMs: 90_000 }, 'at 1m30s'],
    [{ moment: 'within', withinMs: 300_000 }, 'within 5m'],
    [{ moment: 'always' }, 'at every moment'],
    [{ moment: 'never' }, 'at no moment'],
    [{ moment: 'eventually' }, 'at some moment'],
  ])('begins with when it is to hold: %j', (when, beginning) => {
    expect(words({ form: 'settled', settled: true }, when)).toBe(`${beginning}: nothing shared changes any more`);
  });

  it.each<[ExpectationForm, string]>([
    [
      {
        form: 'records',
        records: [
          { ...app, expected: ['192.0.2.1'], ttl: 60 },
          { ...app, name: 'old', expected: 'absent' },
        ],
      },
      'app.example.org A is 192.0.2.1 with TTL 60; old A is not stored',
    ],
    [{ form: 'owners', owners: [{ ...app, owner: null }] }, 'app.example.org A has no owner'],
    [{ form: 'zone', zone: 'example.org', records: [] }, 'example.org holds no records'],
    [
      { form: 'dig', resolver: 'home', questions: [{ name: 'app.example.org', type: 'A', answer: 'NODATA', at }] },
      'asked for app.example.org A, home answers NODATA',
    ],
    [
      { form: 'log', actor: 'east', contains: 'refused', level: null, count: { atLeast: 2, atMost: 5 } },
      'east logs "refused" between 2 and 5 times',
    ],
    [{ form: 'served', clients: [{ client: 'cli', by: 'east' }] }, 'cli is served by east'],
    [
      {
        form: 'objects',
        objects: [{ cluster: 'east', key: 'Ingress/default/app', exists: true, members: { 'spec.host': null }, at }],
      },
      'Ingress/default/app in east has no spec.host',
    ],
    [
      { form: 'up', url: 'https://app.example.org/', resolver: 'home', answer: 200, by: 'east' },
      'opening https://app.example.org/ through home gives 200 from east',
    ],
    [
      { form: 'calls', calls: [{ controller: 'east', operation: 'delete', count: { atLeast: 0, atMost: 0 }, at }] },
      'east makes 0 delete calls to its provider',
    ],
    [
      {
        form: 'metrics',
        metrics: [
          {
            controller: 'east',
            metric: 'external_dns_registry_records',
            labels: { record_type: 'a' },
            value: { atLeast: 1, atMost: null },
            at,
          },
          {
            controller: 'east',
            metric: 'external_dns_registry_errors_total',
            labels: {},
            value: { atLeast: 0, atMost: 0 },
            at,
          },
        ],
      },
      'external_dns_registry_records{record_type="a"} of east is at least 1; external_dns_registry_errors_total of east is 0',
    ],
    [
      { form: 'violates', invariants: [{ invariant: 'nobody-unserved', forMs: 30_000, at }] },
      'nobody-unserved (tolerating 30s) is violated',
    ],
    [
      {
        form: 'holds',
        invariants: [
          { invariant: 'zone-settles', at },
          { invariant: 'no-shadowing', at },
        ],
      },
      'zone-settles and no-shadowing hold',
    ],
  ])('says what is to hold: %#', (form, clause) => {
    expect(words(form)).toBe(`at the end: ${clause}`);
  });
});
