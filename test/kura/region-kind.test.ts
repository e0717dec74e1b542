import { describe, expect, it } from 'vitest';
import { foresee } from '../../src/kura/foreseen.ts';
import { createReleaseCatalogue } from '../../src/kura/release-catalogue.ts';
import { Stage, seed } from './stage.ts';

/** A server of acme in a region, created and ticked until nothing more can come of it. */
function created(region: string): Stage {
  const stage = new Stage({ environments: [seed({ name: 'staging', servers: [], regions: [region] })] });
  expect(stage.order('staging', { verb: 'create-server', account: 'acme', region })).toBe('ok');
  for (let count = 0; count < 2; count += 1) {
    stage.tick('staging');
    stage.reconcileCluster('staging', { certificates: true });
  }
  stage.tick('staging');
  return stage;
}

describe('regions that are not public', () => {
  it('a private server becomes active inside its cluster, without Ingress and endpoint, and is then left alone', () => {
    const stage = created('hetzner-staging-runners');
    expect(stage.server('staging', 'acme', 'hetzner-staging-runners')).toMatchObject({
      status: 'active',
      url: 'http://kura-acme-staging.kura.svc.cluster.local:4000',
      isPublic: false,
    });
    expect(stage.object('staging', 'Ingress/kura/kura-acme-staging')).toBeUndefined();
    expect(stage.mirrored('staging')).toEqual([]);
    expect(stage.tick('staging')).toEqual([]);
  });

  it('a local server has its fixed URL as endpoint', () => {
    const stage = created('local-controller');
    expect(stage.mirrored('staging')).toEqual(['http://localhost:4100']);
  });
});

describe('dedicated accounts', () => {
  const instance = 'KuraInstance/kura/kura-acme-eu-central-1';

  it('get a gateway of their own, named after the id of the account, that goes with the instance', () => {
    const stage = new Stage({
      environments: [
        seed({
          name: 'staging',
          accounts: [{ handle: 'acme', dedicated: true }],
          servers: [{ account: 'acme', region: 'eu-central' }],
        }),
      ],
    });
    const events = stage.tick('staging').filter(({ type }) => type === 'kubernetes.object-applied');
    const [gateway, applied] = events.map(({ object }) => String(object));
    expect(gateway).toMatch(/^KuraGateway\/kura\/kgw-[0-9a-f]{12}-eu-central$/);
    expect(applied).toBe(instance);
    const name = gateway?.split('/')[2];
    expect(stage.object('staging', instance)?.spec?.ingressClassName).toBe(`kura-eu-central-${name}`);

    stage.complete('staging', { verb: 'destroy-server', account: 'acme', region: 'eu-central' });
    stage.tick('staging');
    expect(stage.object('staging', gateway ?? '')).toBeUndefined();
  });
});

describe('long handles', () => {
  it('a rename goes past the limit of instance names, which only creation looks at', () => {
    const stage = new Stage({
      environments: [seed({ name: 'staging', release: 'relaxed' })],
      releases: { relaxed: { extends: 'second-commit', handleLengthMax: 43, abilities: { hostInRevision: true } } },
      furtherHandles: ['a'.repeat(43)],
    });
    stage.order('staging', { verb: 'create-account', handle: 'b'.repeat(36) });
    expect(stage.order('staging', { verb: 'create-server', account: 'b'.repeat(36), region: 'eu-central' })).toBe(
      'refused',
    );
    expect(stage.order('staging', { verb: 'rename', account: 'acme', to: 'a'.repeat(43) })).toBe('ok');
    stage.tick('staging');
    const { publicHost } = (stage.object('staging', 'KuraInstance/kura/kura-acme-eu-central-1')?.spec ?? {}) as {
      readonly publicHost?: string;
    };
    expect(publicHost?.split('.')[0]).toHaveLength(64);
  });
});

describe('what is foreseen', () => {
  it('covers every host and object of every release, account, region and environment', () => {
    const { releases } = createReleaseCatalogue({});
    const foreseen = foresee({ releases: [...releases.values()], handles: ['acme'], regionIds: ['eu-central'] });
    expect(foreseen.hosts).toEqual(
      ['', '-canary', '-staging']
        .flatMap((suffix) => [`acme-eu-central-1${suffix}`, `grpc.acme-eu-central-1${suffix}`])
        .map((label) => `${label}.kura.tuist.dev`)
        .sort(),
    );
    expect(foreseen.objectKeys.filter((key) => !key.startsWith('KuraGateway/'))).toEqual([
      'Certificate/kura/kura-acme-eu-central-1-grpc',
      'Certificate/kura/kura-acme-eu-central-1-public',
      'Ingress/kura/kura-acme-eu-central-1',
      'Ingress/kura/kura-acme-eu-central-1-grpc',
      'KuraInstance/kura/kura-acme-eu-central-1',
      'Secret/kura/kura-acme-eu-central-1-grpc-tls',
      'Secret/kura/kura-acme-eu-central-1-public-tls',
    ]);
    expect(foreseen.certificates.map(({ name, secretNames }) => [name, ...secretNames])).toEqual([
      ['kura-acme-eu-central-1-public', 'kura-acme-eu-central-1-public-tls'],
      ['kura-acme-eu-central-1-grpc', 'kura-acme-eu-central-1-grpc-tls'],
    ]);
  });
});
