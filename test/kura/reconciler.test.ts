import { describe, expect, it } from 'vitest';
import { Stage, seed } from './stage.ts';

const OLD = 'acme-eu-central-1.kura.tuist.dev';
const NEW = 'acme-eu-central-1-staging.kura.tuist.dev';
const INSTANCE = 'KuraInstance/kura/kura-acme-eu-central-1';

/** Staging was shadowed: its server is active under a name that leads to production. */
function shadowedStaging(release = 'before'): Stage {
  return new Stage({
    environments: [seed({ name: 'staging', release }), seed({ name: 'production', release })],
    records: { [OLD]: 'production' },
    withClient: true,
  });
}

describe('healing a shadowed environment', () => {
  it('a release with the URL check moves the server to its own host once name and certificate are there', () => {
    const stage = shadowedStaging();

    stage.complete('staging', { verb: 'deploy', release: 'second-commit', migrate: true });
    expect(stage.mirrored('staging')).toEqual([]);

    const first = stage.tick('staging');
    expect(first.find(({ type }) => type === 'kura.probe')).toMatchObject({
      result: 'not-resolvable',
      url: `https://${NEW}`,
    });
    expect(stage.object('staging', INSTANCE)?.spec).toMatchObject({ publicHost: NEW, grpcPublicHost: `grpc.${NEW}` });

    stage.reconcileCluster('staging', { certificates: false });
    stage.point(NEW, 'staging');
    const second = stage.tick('staging');
    expect(second.find(({ type }) => type === 'kura.probe')).toMatchObject({
      result: 'not-ready',
      reason: 'certificate-mismatch',
    });
    expect(stage.mirrored('staging')).toEqual([]);

    stage.reconcileCluster('staging', { certificates: true });
    const third = stage.tick('staging');
    expect(third.find(({ type }) => type === 'kura.probe')).toMatchObject({
      result: 'ready',
      servedBy: 'staging',
      crossEnvironment: false,
    });
    expect(stage.server('staging')).toMatchObject({ status: 'active', url: `https://${NEW}` });
    expect(stage.mirrored('staging')).toEqual([`https://${NEW}`]);
  });

  it('a release without the URL check leaves the server without an endpoint for good', () => {
    const stage = shadowedStaging();
    stage.complete('staging', { verb: 'deploy', release: 'first-commit', migrate: true });
    stage.tick('staging');
    stage.reconcileCluster('staging', { certificates: true });
    stage.point(NEW, 'staging');
    for (let count = 0; count < 10; count += 1) stage.tick('staging');

    expect(stage.object('staging', INSTANCE)?.spec).toMatchObject({ publicHost: NEW });
    expect(stage.server('staging')).toMatchObject({ status: 'active', url: `https://${OLD}` });
    expect(stage.mirrored('staging')).toEqual([]);
  });
});
