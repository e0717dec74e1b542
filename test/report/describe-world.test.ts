import { describe, expect, it } from 'vitest';
import { describeWorld } from '../../src/report/describe-world.ts';
import { buildScenario } from '../../src/scenario/build-scenario.ts';
import { defineScenario } from '../../src/testing/define-scenario.ts';
import { Timeline } from '../../src/timeline/timeline.ts';

describe('a world in words', () => {
  it('shows objects by what matters of them, tables as tables, processes by what they are at, caches by their answers', () => {
    const [scenario] = defineScenario({
      title: 'A small world',
      zone: 'example.org',
      clusters: {
        staging: {
          'load-balancer': '192.0.2.30',
          'external-dns': ['--source=ingress', '--provider=inmemory', '--inmemory-zone=example.org', '--policy=sync'],
          manifests: [
            {
              apiVersion: 'networking.k8s.io/v1',
              kind: 'Ingress',
              metadata: { name: 'app' },
              spec: { rules: [{ host: 'app.example.org' }] },
            },
          ],
        },
      },
      resolvers: { office: {} },
      clients: { laptop: { asks: 'app.example.org', resolver: 'office', starts: '1s' } },
      kura: { environments: { staging: { cluster: 'staging', release: 'before', servers: ['acme/eu-central'] } } },
    });
    const built = buildScenario(scenario);
    const { model } = built;
    const timeline = new Timeline({ model, seed: '1', jitterMs: 0, stepCountMax: 100, onStep: () => {} });
    timeline.advanceTo(30_000);
    expect(describeWorld(built, timeline.world).join('\n')).toMatchInlineSnapshot(`
      "zone example.org
        owner default  a-app.example.org. auto TXT "heritage=external-dns,external-dns/owner=default,external-dns/resource=ingress/default/app"
        owner default  app.example.org. auto A 192.0.2.30

      cluster staging
        Certificate/kura/kura-acme-eu-central-1-grpc    grpc.acme-eu-central-1.kura.tuist.dev, in Secret kura-acme-eu-central-1-grpc-tls
        Certificate/kura/kura-acme-eu-central-1-public  acme-eu-central-1.kura.tuist.dev, in Secret kura-acme-eu-central-1-public-tls
        Ingress/default/app                             app.example.org, at 192.0.2.30
        Ingress/kura/kura-acme-eu-central-1             acme-eu-central-1.kura.tuist.dev, at 192.0.2.30
        Ingress/kura/kura-acme-eu-central-1-grpc        grpc.acme-eu-central-1.kura.tuist.dev, at 192.0.2.30
        KuraInstance/kura/kura-acme-eu-central-1        acme-eu-central-1.kura.tuist.dev, revision 2026-06-01-unscoped-public-host-v1
        Secret/kura/kura-acme-eu-central-1-grpc-tls     grpc.acme-eu-central-1.kura.tuist.dev
        Secret/kura/kura-acme-eu-central-1-public-tls   acme-eu-central-1.kura.tuist.dev

      resolver office
        app.example.org A  192.0.2.30 for 300 s

      controller staging
        memory         idle
        configuration  inmemory, registry txt, owner default, sync, v0.22.0

      kura staging
        accounts
          id  name  kura_cache  custom_endpoints  dedicated
          1   acme  1           1                 0
        kura_servers
          id              region      url                                       provisioner_node_ref    account_id  status  current_image_tag  observed_image_tag  updated_at
          1/eu-central/1  eu-central  https://acme-eu-central-1.kura.tuist.dev  kura-acme-eu-central-1  1           1       1.0.0              1.0.0               0
        kura_deployments
          id                server_id       image_tag  status  inserted_at
          1/eu-central/1/1  1/eu-central/1  1.0.0      2       1
        account_cache_endpoints
          account_id  url                                       technology
          1           https://acme-eu-central-1.kura.tuist.dev  1
        pods
          release  deployEnv  image  regions
          before   -          1.0.0  ["eu-central"]"
    `);
  });
});
