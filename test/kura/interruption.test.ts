import { describe, expect, it } from 'vitest';
import { Stage, seed } from './stage.ts';

const OLD = 'acme-eu-central-1.kura.tuist.dev';
const NEW = 'acme-eu-central-1-staging.kura.tuist.dev';
const INSTANCE = 'KuraInstance/kura/kura-acme-eu-central-1';

/** Staging on the second commit, at rest and served by itself. */
function settled(parts: Partial<Parameters<typeof seed>[0]> = {}): Stage {
  return new Stage({
    environments: [seed({ name: 'staging', ...parts })],
    records: { [NEW]: 'staging' },
    furtherHandles: ['globex', '-edge'],
    withClient: true,
  });
}

describe('a process that dies', () => {
  it('after applying and before its probe: the next tick activates', () => {
    const stage = new Stage({
      environments: [seed({ name: 'staging', release: 'before' })],
      records: { [OLD]: 'staging' },
    });
    stage.complete('staging', { verb: 'deploy', release: 'second-commit', migrate: true });
    stage.fire('staging.tick', 'crash after roll-out 1/eu-central/1');
    expect(stage.object('staging', INSTANCE)?.spec).toMatchObject({ publicHost: NEW });
    expect(stage.labels('staging.probe')).toEqual([]);
    stage.reconcileCluster('staging', { certificates: true });
    stage.point(NEW, 'staging');
    stage.tick('staging');
    expect(stage.mirrored('staging')).toEqual([`https://${NEW}`]);
  });

  it('between probe and transaction: nothing is half written', () => {
    const stage = settled({
      servers: [{ account: 'acme', region: 'eu-central', status: 'active', url: `https://${OLD}` }],
    });
    stage.fire('staging.tick');
    stage.fire('staging.probe', 'ready');
    stage.fire('staging.commit', 'crash');
    expect(stage.server('staging')?.url).toBe(`https://${OLD}`);
    expect(stage.mirrored('staging')).toEqual([`https://${OLD}`]);
    stage.tick('staging');
    expect(stage.mirrored('staging')).toEqual([`https://${NEW}`]);
  });

  it('between the transaction and the end of the deployment: the next tick does it again and ends it', () => {
    const stage = settled();
    stage.order('staging', { verb: 'set-image', image: 'kura:2' });
    stage.tick('staging');
    stage.reconcileCluster('staging', { certificates: true });
    stage.fire('staging.tick');
    stage.fire('staging.probe', 'ready');
    stage.fire('staging.commit', 'crash after activation');
    expect(stage.server('staging')?.image).toBe('kura:2');
    stage.tick('staging');
    const reader = stage.model.reader(stage.world);
    const deployments = reader.get(stage.environment('staging').plane.database.tables.kura_deployments);
    expect(deployments.map(({ image_tag, status }) => [image_tag, status])).toEqual([
      ['kura:1', 2],
      ['kura:2', 2],
    ]);
  });

  it('a cluster that cannot be asked fails an open deployment; one that runs without is only logged', () => {
    const stage = settled();
    stage.tick('staging', 'cluster-unreachable');
    expect(stage.server('staging')?.status).toBe('active');
    stage.order('staging', { verb: 'set-image', image: 'kura:2' });
    stage.tick('staging', 'cluster-unreachable');
    expect(stage.server('staging')?.status).toBe('failed');
  });

  it('a refused manifest fails the server but keeps its URL and image', () => {
    const stage = settled();
    stage.order('staging', { verb: 'set-image', image: 'kura:2' });
    stage.tick('staging', 'apply-refused');
    expect(stage.server('staging')).toMatchObject({ status: 'failed', url: `https://${NEW}`, image: 'kura:1' });
  });
});

describe('batches', () => {
  it('rows that are not written keep their place, so a batch never gets past converged servers', () => {
    const handles = ['a1', 'a2', 'a3'];
    const stage = new Stage({
      environments: [
        seed({
          name: 'production',
          release: 'before',
          batchSize: 2,
          accounts: handles.map((handle) => ({ handle })),
          servers: handles.map((account) => ({ account, region: 'eu-central', status: 'active' as const })),
        }),
      ],
    });
    stage.complete('production', { verb: 'deploy', release: 'second-commit', migrate: true });
    for (let count = 0; count < 5; count += 1) stage.tick('production');
    const revisions = handles.map(
      (handle) =>
        stage.object('production', `KuraInstance/kura/kura-${handle}-eu-central-1`)?.metadata.annotations?.[
          'tuist.dev/kura-manifest-revision'
        ],
    );
    expect(revisions).toEqual([
      '2026-06-13-env-scoped-public-host-v1',
      '2026-06-13-env-scoped-public-host-v1',
      '2026-06-01-unscoped-public-host-v1',
    ]);
  });

  it('rows that are written go to the end, and ranks never grow', () => {
    const handles = ['a1', 'a2', 'a3'];
    const stage = new Stage({
      environments: [
        seed({
          name: 'staging',
          batchSize: 1,
          accounts: handles.map((handle) => ({ handle })),
          servers: handles.map((account) => ({
            account,
            region: 'eu-central',
            status: 'active' as const,
            url: `https://${account}.x`,
          })),
        }),
      ],
    });
    const worlds = [0, 1, 2, 3].map(() => {
      const { world } = stage;
      stage.tick('staging');
      for (const { id } of stage.model.actions) if (id.startsWith('resolver/')) stage.drain(id);
      return world;
    });
    expect(worlds[3]).toEqual(worlds[0]);
    const probed = stage.events.filter(({ type }) => type === 'kura.probe').map(({ account }) => account);
    expect(probed).toEqual(['a1', 'a2', 'a3', 'a1']);
  });
});

describe('a probe that gets no answer from a host that is well', () => {
  const OLD_URL = `https://${OLD}`;
  const behind = () =>
    settled({ servers: [{ account: 'acme', region: 'eu-central', status: 'active', url: OLD_URL }] });

  it('leaves the server as it is, and the next tick activates', () => {
    const stage = behind();
    stage.fire('staging.tick');
    expect(stage.labels('staging.probe')).toEqual(['ready', 'probe-failed', 'crash']);
    stage.fire('staging.probe', 'probe-failed');
    expect(stage.labels('staging.commit')).toEqual([]);
    expect(stage.server('staging')).toMatchObject({ status: 'active', url: OLD_URL });
    stage.tick('staging');
    expect(stage.mirrored('staging')).toEqual([`https://${NEW}`]);
  });

  it('is no fault of its own where nothing answers anyway', () => {
    const stage = behind();
    stage.point(NEW, null);
    stage.fire('staging.tick');
    expect(stage.labels('staging.probe')).toEqual(['not-resolvable', 'crash']);
  });
});
