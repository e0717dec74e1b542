import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The files of an audit. */
export interface AuditFiles {
  readonly zone: string;
  readonly desired: Readonly<Record<string, string>>;
}

const clusters = [
  { name: 'prod', address: '192.0.2.10' },
  { name: 'staging', address: '192.0.2.20' },
  { name: 'canary', address: '192.0.2.30' },
] as const;

/**
 * Writes the zone of a company as Cloudflare exports it, and what its three clusters want: of a million records a sixth is
 * the clusters' own (a quarter of it no longer wanted, a fiftieth wanted by another cluster, too), a third other teams',
 * eleven in a hundred orphaned TXT records and CNAMEs that nobody wants any more, all else made by hand.
 */
export function writeAuditFiles(folder: string, recordCount: number): AuditFiles {
  mkdirSync(folder, { recursive: true });
  const wanted: Record<string, string[]> = { prod: [], staging: [], canary: [] };
  const zone = join(folder, 'zone.txt');
  const descriptor = openSync(zone, 'w');
  let lines: string[] = [';;\n;; Domain:     example.com.\n;;\n'];
  for (const line of zoneLines(recordCount, (cluster, host) => wanted[cluster]?.push(host))) {
    lines.push(line);
    if (lines.length < 10_000) continue;
    writeSync(descriptor, lines.join(''));
    lines = [];
  }
  writeSync(descriptor, lines.join(''));
  closeSync(descriptor);
  const desired = clusters.map(({ name, address }) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(
      file,
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: ingresses(wanted[name] ?? [], address) }),
    );
    return [name, file] as const;
  });
  return { zone, desired: Object.fromEntries(desired) };
}

function* zoneLines(recordCount: number, want: (cluster: string, host: string) => void): Generator<string> {
  const share = (part: number) => Math.floor((recordCount * part) / 100);
  for (let index = 0; index < share(8); index += 1) {
    const [own, other] = [clusters[index % 3], clusters[(index + 1) % 3]];
    const host = `app-${index}.eu.example.com`;
    yield `${host}.\t1\tIN\tA\t${own?.address} ; cf_tags=cf-proxied:false\n`;
    yield txtLine(`a-${host}`, `${own?.name}-id`, `app-${index}`);
    if (index % 4 !== 3) want(own?.name ?? '', host);
    if (index % 50 === 0) want(other?.name ?? '', host);
  }
  for (let index = 0; index < share(17); index += 1) {
    const host = `svc-${index}.us.example.com`;
    yield `${host}.\t1\tIN\tA\t203.0.113.${index & 255} ; cf_tags=cf-proxied:true\n`;
    yield txtLine(`a-${host}`, `team-${index % 40}`, `svc-${index}`);
  }
  for (let index = 0; index < share(5); index += 1) {
    yield txtLine(`a-gone-${index}.eu.example.com`, 'prod-id', `gone-${index}`);
  }
  for (let index = 0; index < share(3); index += 1) {
    yield `old-${index}.eu.example.com.\t1\tIN\tCNAME\tlb.example.net. ; cf_tags=cf-proxied:false\n`;
    yield txtLine(`cname-old-${index}.eu.example.com`, 'prod-id', `old-${index}`);
  }
  const rest = recordCount - 2 * (share(8) + share(17) + share(3)) - share(5);
  for (let index = 0; index < rest; index += 1) {
    const isOld = index % 3 > 0;
    const value = isOld ? `A\t198.51.100.${index & 255}` : `AAAA\t2001:db8::${(index & 0xffff).toString(16)}`;
    yield `host-${index}.corp.example.com.\t300\tIN\t${value} ; cf_tags=cf-proxied:false\n`;
  }
}

function txtLine(name: string, owner: string, resource: string): string {
  const text = `heritage=external-dns,external-dns/owner=${owner},external-dns/resource=ingress/app/${resource}`;
  return `${name}.\t1\tIN\tTXT\t"${text}"\n`;
}

/** Ten hosts in each. */
function ingresses(hosts: readonly string[], ip: string): readonly object[] {
  return Array.from({ length: Math.ceil(hosts.length / 10) }, (_, index) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: `app-${index}`, namespace: 'app' },
    spec: { rules: hosts.slice(10 * index, 10 * index + 10).map((host) => ({ host })) },
    status: { loadBalancer: { ingress: [{ ip }] } },
  }));
}
