import Database from 'better-sqlite3';
import { stringify } from 'yaml';

/** A small artefact of each kind that the command line reads, and where it is given. */
export interface ArtefactSample {
  readonly kind: string;
  readonly content: Buffer;
  /** Words of the command line that name it: `FILE` stands for its path. */
  readonly option: readonly [string, string];
}

const records = [
  { name: 'example.org', type: 'MX', ttl: 300, values: ['10 mail.example.org.'] },
  { name: 'app.example.org', type: 'A', ttl: 300, values: ['192.0.2.10'] },
  {
    name: 'a-app.example.org',
    type: 'TXT',
    ttl: 300,
    values: ['"heritage=external-dns,external-dns/owner=east-id,external-dns/resource=ingress/default/app"'],
  },
  { name: 'straße.example.org', type: 'TXT', ttl: 60, values: ['"grün"'] },
] as const;

const bind = `$ORIGIN example.org.
@ 3600 IN SOA ns1.example.org. host.example.org. ( 1 7200 900
  1209600 300 ) ; a comment
@ 300 IN MX 10 mail
app 300 IN A 192.0.2.10
a-app 300 IN TXT "heritage=external-dns,external-dns/owner=east-id,external-dns/resource=ingress/default/app"
stra\\195\\159e 60 IN TXT "gr\\195\\188n"
`;

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const cloudflare = json({
  result: records.map(({ name, type, ttl, values }, index) => ({
    id: `${index}`,
    zone_name: 'example.org',
    name,
    type,
    ttl,
    content: values[0].replace(/^10 /, ''),
    proxied: false,
    ...(type === 'MX' ? { priority: 10 } : {}),
  })),
  success: true,
  errors: [],
  messages: [],
  result_info: { page: 1, per_page: 100, count: 4, total_count: 4, total_pages: 1 },
});

const route53 = json({
  ResourceRecordSets: records.map(({ name, type, ttl, values }) => ({
    Name: `${name}.`,
    Type: type,
    TTL: ttl,
    ResourceRecords: values.map((Value) => ({ Value })),
  })),
});

const google = json(
  records.map(({ name, type, ttl, values }) => ({
    kind: 'dns#resourceRecordSet',
    name: `${name}.`,
    type,
    ttl,
    rrdatas: values,
  })),
);

const azure = json(
  records.map(({ name, type, ttl, values }) => ({
    fqdn: `${name}.`,
    name: name.replace(/\.?example\.org$/, '') || '@',
    type: `Microsoft.Network/dnszones/${type}`,
    TTL: ttl,
    ...(type === 'A' ? { ARecords: values.map((ipv4Address) => ({ ipv4Address })) } : {}),
    ...(type === 'MX' ? { MXRecords: [{ preference: 10, exchange: 'mail.example.org.' }] } : {}),
    ...(type === 'TXT' ? { TXTRecords: values.map((value) => ({ value: [value.replaceAll('"', '')] })) } : {}),
  })),
);

const objects = {
  apiVersion: 'v1',
  items: [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name: 'app',
        namespace: 'default',
        creationTimestamp: '2026-06-13T09:00:00Z',
        annotations: { team: 'Verkäufer' },
      },
      spec: { rules: [{ host: 'app.example.org' }] },
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.10' }] } },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'web',
        namespace: 'default',
        annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'web.example.org' },
      },
      spec: { type: 'LoadBalancer' },
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.11' }] } },
    },
    {
      apiVersion: 'externaldns.k8s.io/v1alpha1',
      kind: 'DNSEndpoint',
      metadata: { name: 'api', namespace: 'default' },
      spec: { endpoints: [{ dnsName: 'api.example.org', recordType: 'A', targets: ['192.0.2.12'], recordTTL: 60 }] },
    },
  ],
  kind: 'List',
};

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'external-dns', namespace: 'platform' },
  spec: {
    template: {
      spec: {
        containers: [
          {
            name: 'external-dns',
            image: 'registry.k8s.io/external-dns/external-dns:v0.21.0',
            args: ['--source=ingress', '--provider=cloudflare', '--policy=sync', '--txt-owner-id=east-id'],
            env: [{ name: 'EXTERNAL_DNS_INTERVAL', value: '2m' }],
          },
        ],
      },
    },
  },
};

const logText = `time="2026-06-13T10:00:00Z" level=info msg="config: {APIServerURL: KubeConfig:}"
time="2026-06-13T10:00:01Z" level=info msg="Changing record." action=CREATE record=app.example.org ttl=1 type=A zone=0a1b
time="2026-06-13T10:00:01Z" level=info msg="Changing record." action=CREATE record=a-app.example.org ttl=1 type=TXT zone=0a1b
time="2026-06-13T12:01:00+02:00" level=info msg="All records are already up to date"
time="2026-06-13T10:02:00Z" level=error msg="Failed to do run once: soft error\\nrecords: zone \\"gr\\u00fcn\\""
`;

const logJson = `{"action":"CREATE","level":"info","msg":"Changing record.","record":"app.example.org","time":"2026-06-13T10:00:01Z","ttl":1,"type":"A","zone":"0a1b"}
{"level":"info","msg":"All records are already up to date","time":"2026-06-13T12:01:00+02:00"}
`;

const endpoints = `account,url,technology
acme,https://acme-eu-central-1.kura.tuist.dev,kura
"globex",https://globex-us-east-1.kura.tuist.dev,default
`;

const steps = `- { time: 2026-06-13T10:00:30Z, stop: east }
- { time: 2026-06-13T10:00:45Z, start: east }
- time: 2026-06-13T12:01:30+02:00
  edit-zone: { add: 'grün 60 IN TXT "ß"' }
`;

function sqlite(): Buffer {
  const database = new Database(':memory:');
  database.exec(`
    CREATE TABLE accounts (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE account_cache_endpoints (id INTEGER PRIMARY KEY, account_id INTEGER, url TEXT, technology INTEGER);
    INSERT INTO accounts VALUES (1, 'acme'), (2, 'globex');
    INSERT INTO account_cache_endpoints VALUES (1, 1, 'https://acme-eu-central-1.kura.tuist.dev', 1);
    INSERT INTO account_cache_endpoints VALUES (2, 2, 'https://globex-us-east-1.kura.tuist.dev', 0);
  `);
  const image = database.serialize();
  database.close();
  return image;
}

/** One of each kind. */
export function artefactSamples(): readonly ArtefactSample[] {
  const text = (kind: string, content: string, ...option: ArtefactSample['option']): ArtefactSample => {
    return { kind, content: Buffer.from(content), option };
  };
  return [
    text('a master file', bind, '--zone', 'FILE'),
    text("Cloudflare's records", cloudflare, '--zone', 'FILE'),
    text("Route 53's record sets", route53, '--zone', 'FILE'),
    text("Google's record sets", google, '--zone', 'FILE'),
    text("Azure's record sets", azure, '--zone', 'FILE'),
    text('an export from before', bind, '--zone-before', 'FILE'),
    text('objects as JSON', json(objects), '--desired', 'east=FILE'),
    text('objects as YAML', stringify(objects), '--desired', 'east=FILE'),
    text('objects from before', stringify(objects), '--desired-before', 'east=FILE'),
    text('a Deployment as JSON', json(deployment), '--deployment', 'east=FILE'),
    text('a Deployment as YAML', stringify(deployment), '--deployment', 'east=FILE'),
    text('a log as text', logText, '--log', 'east=FILE'),
    text('a log as JSON', logJson, '--log', 'east=FILE'),
    text('an endpoint table as CSV', endpoints, '--endpoints', 'east=FILE'),
    { kind: 'an endpoint table as a database', content: sqlite(), option: ['--endpoints', 'east=FILE'] },
    text('times of deploys', steps, '--steps', 'FILE'),
  ];
}
