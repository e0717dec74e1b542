import { describe, expect, it } from 'vitest';
import { load, problemsOf, scenarioOf } from './load.ts';

const FLAGS = '[--source=ingress, --provider=cloudflare, --txt-owner-id=east, --policy=sync]';

const DEPLOYMENT = `apiVersion: v1
kind: ServiceAccount
metadata: { name: external-dns }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: external-dns }
spec:
  template:
    spec:
      containers:
        - name: external-dns
          image: registry.k8s.io/external-dns/external-dns:v0.22.0
          env:
            - { name: EXTERNAL_DNS_TXT_OWNER_ID, value: east }
          args:
            - --source=ingress
            - --provider=cloudflare
            - --policy=sync
`;

const INGRESS = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: app }
spec: { rules: [{ host: app.example.org }] }
`;

const withCluster = (cluster: string) => `title: t\nzone: example.org\nclusters:\n  east:\n${cluster}`;

describe('flags', () => {
  it('become the configuration that external-dns makes of them', () => {
    const scenario = scenarioOf(withCluster(`    external-dns: ${FLAGS}\n`));

    expect(scenario.clusters[0]?.controllers).toMatchObject([
      {
        name: 'east',
        cluster: 'east',
        startsMs: 0,
        stopped: false,
        configuration: { txtOwnerId: 'east', policy: 'sync' },
      },
    ]);
  });

  it('are told apart from one controller of a cluster to the next', () => {
    const controllers = `    controllers:\n      internal: ${FLAGS}\n      external: { flags: ${FLAGS}, starts: 20s, stopped: true }\n`;
    const scenario = scenarioOf(withCluster(controllers));

    expect(scenario.clusters[0]?.controllers).toMatchObject([
      { name: 'east/internal', startsMs: 0, stopped: false },
      { name: 'east/external', startsMs: 20_000, stopped: true },
    ]);
  });

  it('are read from a Deployment, its variables included', () => {
    const scenario = scenarioOf(withCluster('    external-dns: { deployment: east/dns.yaml }\n'), {
      'scenarios/east/dns.yaml': DEPLOYMENT,
    });

    expect(scenario.clusters[0]?.controllers[0]).toMatchObject({
      flags: ['--source=ingress', '--provider=cloudflare', '--policy=sync'],
      environment: { EXTERNAL_DNS_TXT_OWNER_ID: 'east' },
      configuration: { txtOwnerId: 'east' },
    });
    expect(scenario.source.files).toEqual({ 'scenarios/east/dns.yaml': DEPLOYMENT });
  });

  it('give way to changes of the same name, wherever they come from', () => {
    const files = { 'scenarios/dns.yaml': DEPLOYMENT };
    const change = 'change: [--policy=upsert-only, --txt-owner-id=west]';
    const deployed = scenarioOf(withCluster(`    external-dns: { deployment: dns.yaml, ${change} }\n`), files);
    const listed = scenarioOf(withCluster(`    external-dns: { flags: ${FLAGS}, ${change} }\n`));

    for (const { clusters } of [deployed, listed]) {
      expect(clusters[0]?.controllers[0]?.configuration).toMatchObject({ policy: 'upsert-only', txtOwnerId: 'west' });
    }
    expect(
      problemsOf(withCluster(`    external-dns:\n      flags: ${FLAGS}\n      change: [--policy=sink]\n`)),
    ).toEqual(['7:16 SCENARIO_BAD_FLAG']);
  });

  it('have their problems at their line of the Deployment', () => {
    const wrong = DEPLOYMENT.replace('--policy=sync', '--policy=sink');

    expect(
      problemsOf(withCluster('    external-dns: { deployment: dns.yaml }\n'), { 'scenarios/dns.yaml': wrong }),
    ).toEqual(['scenarios/dns.yaml:19:15 SCENARIO_BAD_FLAG']);
    const block = wrong.replaceAll(/^/gm, '        ');
    expect(problemsOf(withCluster(`    external-dns:\n      deployment: |\n${block}\n`))).toEqual([
      '25:23 SCENARIO_BAD_FLAG',
    ]);
  });

  it('are not looked for where nothing runs external-dns', () => {
    expect(
      problemsOf(withCluster('    external-dns: { deployment: app.yaml }\n'), { 'scenarios/app.yaml': INGRESS }),
    ).toEqual(['5:33 SCENARIO_NO_DEPLOYMENT']);
  });

  it('give way by name when a step changes them', () => {
    const scenario = scenarioOf(`${withCluster(`    external-dns: ${FLAGS}\n`)}steps:
  - set-flags: { controller: east, change: [--source=service, --source=crd, --no-events, --policy=upsert-only] }
  - set-flags: { controller: east, change: [--txt-owner-id, west] }
`);

    expect(scenario.steps).toMatchObject([
      {
        flags: [
          '--source=service',
          '--source=crd',
          '--provider=cloudflare',
          '--txt-owner-id=east',
          '--policy=upsert-only',
          '--no-events',
        ],
      },
      { configuration: { sources: ['service', 'crd'], txtOwnerId: 'west', policy: 'upsert-only' } },
    ]);
  });
});

describe('manifests', () => {
  it('come from files, from blocks and from objects in place', () => {
    const block = INGRESS.replaceAll(/^/gm, '          ').replace('name: app', 'name: block');
    const manifests = `    manifests:
      - app.yaml
      - |
${block}
      - { apiVersion: v1, kind: Service, metadata: { name: mail }, spec: { type: LoadBalancer } }
`;
    const scenario = scenarioOf(withCluster(manifests), { 'scenarios/app.yaml': INGRESS });

    expect(
      scenario.clusters[0]?.objects.map(({ kind, metadata }) => `${kind}/${metadata.namespace}/${metadata.name}`),
    ).toEqual(['Ingress/default/app', 'Ingress/default/block', 'Service/default/mail']);
  });

  it('have their problems inside the file, the block and the object', () => {
    const wrong = INGRESS.replace('[{ host: app.example.org }]', '[{ host: 5 }]');
    const manifests = `    manifests:
      - app.yaml
      - |
${wrong.replaceAll(/^/gm, '          ')}
      - { apiVersion: v1, kind: Service, metadata: {} }
`;

    expect(problemsOf(withCluster(manifests), { 'scenarios/app.yaml': wrong })).toEqual([
      '11:35 SCENARIO_BAD_MANIFEST',
      '13:52 SCENARIO_BAD_MANIFEST',
      'scenarios/app.yaml:4:25 SCENARIO_BAD_MANIFEST',
    ]);
  });

  it('are files beside the scenario, never absolute ones', () => {
    expect(problemsOf(withCluster('    manifests: [/etc/app.yaml, ../app.yaml]\n'), { 'app.yaml': INGRESS })).toEqual([
      '5:17 SCENARIO_FILE_NOT_RELATIVE',
    ]);
  });
});

describe('zone lines', () => {
  it('become stored records, the SOA only the negative time to live', () => {
    const scenario = scenarioOf(`title: t
zone:
  name: example.org
  records: |
    $TTL 300
    @ IN SOA ns.example.net. host.example.net. 1 7200 900 1209600 120
    app IN A 192.0.2.10
      60 IN TXT "hello"
elsewhere: lb.example.net 60 IN A 192.0.2.77
`);

    expect(scenario.zones).toMatchObject([
      {
        negativeTtlSeconds: 120,
        records: [
          { name: 'app.example.org', type: 'A', ttl: 300, values: ['192.0.2.10'] },
          { name: 'app.example.org', type: 'TXT', ttl: 60, values: ['"hello"'] },
        ],
      },
    ]);
    expect(scenario.elsewhere).toMatchObject([{ name: 'lb.example.net', values: ['192.0.2.77'] }]);
  });

  it('have their problems at their line, in a block or in a file', () => {
    const lines = 'app IN A 192.0.2.10\napp IN CNAME other\nx IN AAAA nowhere\n';
    const wrong = ['1:1 SCENARIO_ZONE_CONFLICT', '3:11 SCENARIO_BAD_ZONE_LINE'];

    expect(
      problemsOf('title: t\nzone: { name: example.org, file: zone.db }\n', { 'scenarios/zone.db': lines }),
    ).toEqual(wrong.map((one) => `scenarios/zone.db:${one}`));
    expect(
      problemsOf(`title: t\nzone:\n  name: example.org\n  records: |\n${lines.replaceAll(/^/gm, '    ')}\n`),
    ).toEqual(['5:5 SCENARIO_ZONE_CONFLICT', '7:15 SCENARIO_BAD_ZONE_LINE']);
  });

  it('stay in their zone, and the rest of the internet out of it', () => {
    const text = `title: t
zone:
  name: example.org
  records: |
    app.example.com. IN A 192.0.2.10
elsewhere: |
  www.example.org IN A 192.0.2.10
`;

    expect(problemsOf(text)).toEqual(['5:5 SCENARIO_OUTSIDE_ZONES', '7:3 SCENARIO_INSIDE_ZONE']);
  });

  it('may be no more than a limit, which is a whole number from 1', () => {
    expect(scenarioOf('title: t\nzone: { name: example.org, record-limit: 200 }\n').zones).toMatchObject([
      { recordCountMax: 200 },
    ]);
    const { problems } = load('title: t\nzone: { name: example.org, record-limit: 0 }\n');
    expect(problems).toMatchObject([{ at: { line: 2 } }]);
  });

  it('of two zones are told apart', () => {
    const { problems } = load('title: t\nzone: [{ name: example.org }, { name: Example.org }]\n');

    expect(problems).toMatchObject([{ code: 'SCENARIO_DUPLICATE_ZONE', name: 'example.org' }]);
  });
});
