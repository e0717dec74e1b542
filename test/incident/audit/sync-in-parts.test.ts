import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StoredRecord } from '../../../src/dns/stored-record.ts';
import { parseFlags } from '../../../src/externaldns/flags/parse-flags.ts';
import type { AuditController } from '../../../src/incident/audit/audit-input.ts';
import { auditZone } from '../../../src/incident/audit/audit-zone.ts';
import { RecordTable } from '../../../src/incident/zone-export/record-table.ts';
import type { KubernetesObject } from '../../../src/kubernetes/cluster.ts';
import { plainNextSyncs, plainOwners } from './plain-audit.ts';

const replay = { seed: 20240613, numRuns: 150 };

/** Names that are each other's TXT names, wildcards, and one that plans know under another text. */
const hosts = ['app', 'a-app', 'cname-app', 'www', 'a-www', 'a-a-app', '*.web', 'BÜCHER', 'xn--bcher-kva'] as const;
const labels = fc.constantFrom(...hosts);
const owners = fc.constantFrom('east', 'west', 'gone');

const address = fc.record({ label: labels, type: fc.constant('A'), value: fc.constantFrom('192.0.2.1', '192.0.2.2') });
const alias = fc.record({ label: labels, type: fc.constant('CNAME'), value: fc.constant('lb.example.net') });
const ownership = fc
  .record({ label: labels, prefix: fc.constantFrom('', 'a-', 'cname-', 'aaaa-'), owner: owners })
  .map(({ label, prefix, owner }) => ({
    label: prefix + label,
    type: 'TXT',
    value: `"heritage=external-dns,external-dns/owner=${owner},external-dns/resource=ingress/web/i"`,
  }));
const records = fc
  .uniqueArray(fc.oneof(address, alias, ownership), {
    maxLength: 14,
    selector: ({ label, type }) => `${label.toLowerCase()} ${type}`,
  })
  .map((all) =>
    all.map(({ label, type, value }): StoredRecord => {
      return { name: `${label}.example.org`, type, ttl: 300, values: [value] };
    }),
  );

const flags = fc.subarray([
  '--txt-prefix=x-',
  '--policy=upsert-only',
  '--exclude-domains=www.example.org',
  '--managed-record-types=A',
  '--txt-wildcard-replacement=any',
  '--migrate-from-txt-owner=gone',
]);
const version = fc.constantFrom(undefined, 'v0.14.2', 'v0.13.4', 'v0.19.0');

function controllerOf(
  name: string,
  parts: { readonly hosts: readonly string[]; readonly flags: readonly string[]; readonly version: string | undefined },
): AuditController {
  const policy = parts.flags.some((flag) => flag.startsWith('--policy')) ? [] : ['--policy=sync'];
  const usual = ['--source=ingress', '--provider=cloudflare', `--txt-owner-id=${name}`];
  const parsed = parseFlags(
    [...usual, ...policy, ...parts.flags],
    parts.version === undefined ? {} : { version: parts.version },
  );
  // Not every release has every flag.
  const plain = parseFlags([...usual, '--policy=sync']);
  const found = 'problems' in parsed ? plain : parsed;
  if ('problems' in found) throw new Error('the usual flags are right');
  const objects = parts.hosts.map(
    (host, index) =>
      ({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: `i${index}`, namespace: 'web' },
        spec: { rules: [{ host: `${host}.example.org` }] },
        status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
      }) as unknown as KubernetesObject,
  );
  return { name, cluster: name, configuration: found.configuration, objects };
}

const wished = fc.record({ hosts: fc.uniqueArray(labels, { maxLength: 6 }), flags, version });
const cases = fc.record({ records, east: wished, west: wished });

test('the plan of the names that matter, in parts, is the plan over the whole zone', () => {
  fc.assert(
    fc.property(cases, ({ records: stored, east, west }) => {
      const controllers = [controllerOf('east', east), controllerOf('west', west)];
      const result = auditZone({ zoneName: 'example.org', records: RecordTable.of(stored), controllers, partSize: 1 });
      expect(result.nextSync).toEqual(plainNextSyncs('example.org', stored, controllers));
    }),
    replay,
  );
});

test('whatever the size of the parts, an audit says the same', () => {
  fc.assert(
    fc.property(cases, ({ records: stored, east, west }) => {
      const controllers = [controllerOf('east', east), controllerOf('west', west)];
      const [inParts, atOnce] = [1, 1000].map((partSize) => {
        const zone = { zoneName: 'example.org', records: RecordTable.of(stored), controllers, partSize };
        const { recordSets, manual, ...rest } = auditZone(zone);
        return { ...rest, recordSets: [...recordSets()], manual: [...manual()] };
      });
      expect(inParts).toEqual(atOnce);
    }),
    replay,
  );
});

test('the index finds the owners and the orphans that the simulation finds', () => {
  fc.assert(
    fc.property(cases, ({ records: stored, east, west }) => {
      const controllers = [controllerOf('east', east), controllerOf('west', west)];
      const { recordSets } = auditZone({ zoneName: 'example.org', records: RecordTable.of(stored), controllers });
      const found = [...recordSets()].map(({ owner, class: auditClass }) => ({
        owner,
        isOrphan: auditClass === 'orphaned',
      }));
      expect(found).toEqual(plainOwners(stored, controllers));
    }),
    replay,
  );
});
