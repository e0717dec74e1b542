import { describe, expect, it } from 'vitest';
import { announcedChange } from '../../../src/incident/logs/logged-change.ts';

const cloudflare = { action: 'CREATE', record: 'App.example.org', ttl: '1', type: 'A', zone: 'f00d' };

describe('a line that announces a change', () => {
  it.each([
    ['Cloudflare', 'Changing record.', cloudflare, { operation: 'create', name: 'app.example.org', type: 'A' }],
    ['Cloudflare with a TTL', 'Changing record.', { ...cloudflare, ttl: 120 }, { ttlSeconds: 120 }],
    ['Route 53', 'Desired change: UPSERT app.example.org A', {}, { operation: 'update', name: 'app.example.org' }],
    [
      'Route 53 of old',
      'Desired change: DELETE a.example.org TXT [Id: /hostedzone/Z1]',
      {},
      { operation: 'delete', type: 'TXT' },
    ],
    ['Route 53 with a wildcard', String.raw`Desired change: CREATE \052.example.org A`, {}, { name: '*.example.org' }],
    [
      'Google',
      'Add records: app.example.org. A [192.0.2.1 192.0.2.2] 300',
      {},
      { operation: 'create', targets: ['192.0.2.1', '192.0.2.2'], ttlSeconds: 300 },
    ],
    [
      'Google that deletes',
      'Del records: a.example.org. TXT ["heritage=external-dns,external-dns/owner=x"] 300',
      {},
      { operation: 'delete', targets: ['"heritage=external-dns,external-dns/owner=x"'] },
    ],
    [
      'Azure',
      "Updating A record named 'app' to '192.0.2.1' for Azure DNS zone 'example.org'.",
      {},
      { operation: 'update', name: 'app.example.org', targets: ['192.0.2.1'] },
    ],
    [
      'Azure at the apex',
      "Deleting A record named '@' for Azure DNS zone 'example.org'.",
      {},
      { operation: 'delete', name: 'example.org' },
    ],
    [
      'in memory',
      'CREATE: app.example.org 60 IN A  192.0.2.1;192.0.2.2 []',
      {},
      { operation: 'create', targets: ['192.0.2.1', '192.0.2.2'], ttlSeconds: 60 },
    ],
    [
      'in memory, with a set identifier',
      'DELETE: app.example.org 0 IN CNAME eu lb.example.net [{aws/weight 10}]',
      {},
      { setIdentifier: 'eu', targets: ['lb.example.net'] },
    ],
  ])('is understood: %s', (_, message, fields, change) => {
    expect(announcedChange({ level: 'info', message, fields })?.change).toMatchObject(change);
  });

  it.each([
    'All records are already up to date',
    "Would update A record named 'app' to '192.0.2.1' for Azure DNS zone 'example.org'.",
    'UPDATE (old): app.example.org 60 IN A  192.0.2.1 []',
    'Changing record.',
  ])('is not seen where there is none: %s', (message) => {
    expect(announcedChange({ level: 'info', message })).toBeUndefined();
  });
});
