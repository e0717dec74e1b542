import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/kernel/action.ts';
import { describeEvent } from '../../src/report/describe-event.ts';

const before = { name: 'app.example.org', type: 'A', ttl: 300, values: ['192.0.2.1'] };
const after = { ...before, values: ['192.0.2.2'] };

describe('an event in words', () => {
  it.each<[Event, string]>([
    [
      { type: 'log', actor: 'east', level: 'info', message: 'Del record', fields: { zone: 'example.org', count: 2 } },
      'logs info: Del record zone="example.org" count=2',
    ],
    [
      { type: 'zone.changed', actor: 'east', zone: 'example.org', changes: [{ name: before.name, before, after }] },
      'changes example.org: - app.example.org. 300 A 192.0.2.1  + app.example.org. 300 A 192.0.2.2',
    ],
    [{ type: 'zone.call', actor: 'east', operation: 'list', zone: 'example.org', result: 'ok' }, 'lists example.org'],
    [
      {
        type: 'zone.call',
        actor: 'east',
        operation: 'delete',
        name: before.name,
        recordType: 'A',
        result: 'not-found',
      },
      'asks its provider to delete app.example.org A, not-found',
    ],
    [
      {
        type: 'resolver.asked',
        actor: 'cli',
        resolver: 'home',
        name: 'a',
        recordType: 'A',
        from: 'cache',
        status: 'NXDOMAIN',
        answers: [],
      },
      'asks home for a A: NXDOMAIN from its cache',
    ],
    [{ type: 'client.served', actor: 'cli', host: 'app', servedBy: 'east', reach: {} }, 'is served by east at app'],
    [
      { type: 'client.served', actor: 'cli', host: 'app', servedBy: null, reach: { kind: 'unreachable' } },
      'is served by nobody at app (unreachable)',
    ],
    [
      {
        type: 'kubernetes.object-deleted',
        actor: 'operator',
        cluster: 'east',
        object: 'Ingress/default/app',
        owner: 'X/d/x',
      },
      'deletes Ingress/default/app in east after its owner X/d/x',
    ],
    [
      { type: 'kura.migrated', actor: 'production', migration: '20260613120000', believes: 'staging', rowCount: 3 },
      'runs migration 20260613120000, believing to be staging: 3 rows changed',
    ],
    [
      { type: 'kura.manifest-applied', actor: 'staging.kura', account: 'acme', region: 'eu-central', image: '1.0.0' },
      'applies the manifest of the server of acme in eu-central',
    ],
    [
      { type: 'kura.manifest-refused', actor: 'staging.kura', server: '1/eu-central/1', reason: 'label-invalid' },
      'cannot apply the manifest of server 1/eu-central/1 (label-invalid)',
    ],
    [
      { type: 'kura.observation-recorded', actor: 'staging.kura', account: 'acme', region: 'eu-central', image: null },
      'records no image as observed for the server of acme in eu-central',
    ],
    [
      { type: 'kura.deployment-changed', actor: 'staging.kura', account: 'acme', region: 'us-east', status: 'failed' },
      'marks the deployment of the server of acme in us-east failed',
    ],
    [
      { type: 'kura.error-logged', actor: 'staging.kura', account: 'acme', region: 'us-east' },
      'logs an error about the server of acme in us-east',
    ],
  ])('%j', (event, words) => {
    expect(describeEvent(event)).toBe(words);
  });

  it('shows an event without words of its own as its type and details, in code-unit order', () => {
    const event = { type: 'brand.new', actor: 'east', b: 1, a: 'x', c: { d: [2] }, none: null };
    expect(describeEvent(event)).toBe('brand.new a=x b=1 c={"d":[2]}');
  });

  it('shows a known event with other details than expected as its type and details', () => {
    expect(describeEvent({ type: 'zone.changed', actor: 'east', name: 'app' })).toBe('zone.changed name=app');
  });
});
