import { describe, expect, it } from 'vitest';
import { Stage, seed } from './stage.ts';

const OLD = 'acme-eu-central-1.kura.tuist.dev';
const NEW = 'acme-eu-central-1-staging.kura.tuist.dev';
const INSTANCE = 'KuraInstance/kura/kura-acme-eu-central-1';
const INGRESS = 'Ingress/kura/kura-acme-eu-central-1';

/** Staging on the second commit, at rest and served by itself. */
function settled(parts: Partial<Parameters<typeof seed>[0]> = {}): Stage {
  return new Stage({
    environments: [seed({ name: 'staging', ...parts })],
    records: { [NEW]: 'staging' },
    furtherHandles: ['globex', '-edge'],
    withClient: true,
  });
}

describe('a server at rest', () => {
  it('a tick changes nothing at all', () => {
    const stage = settled();
    const before = stage.world;
    expect(stage.tick('staging')).toEqual([]);
    expect(stage.world).toEqual(before);
    expect(stage.labels('staging.kura-controller')).toEqual([]);
  });

  it('a row that was deleted by hand is never created again', () => {
    const stage = settled();
    stage.order('staging', { verb: 'delete-endpoint', account: 'acme', url: `https://${NEW}` });
    for (let count = 0; count < 3; count += 1) stage.tick('staging');
    expect(stage.mirrored('staging')).toEqual([]);
  });

  it('is still reconciled when its region is no longer on offer, and no other is created there', () => {
    const stage = settled({ accounts: [{ handle: 'acme' }, { handle: 'globex' }] });
    stage.order('staging', { verb: 'set-regions', regions: ['us-east'] });
    stage.order('staging', { verb: 'set-image', image: 'kura:2' });
    stage.tick('staging');
    stage.reconcileCluster('staging', { certificates: true });
    stage.tick('staging');
    expect(stage.server('staging')).toMatchObject({ image: 'kura:2', status: 'active' });
    expect(stage.order('staging', { verb: 'create-server', account: 'globex', region: 'eu-central' })).toBe('refused');
    expect(stage.events.at(-1)).toMatchObject({ code: 'REGION_UNAVAILABLE' });
  });
});

describe('creating a server', () => {
  function created(): Stage {
    const stage = new Stage({ environments: [seed({ name: 'staging', servers: [] })] });
    expect(stage.order('staging', { verb: 'create-server', account: 'acme', region: 'eu-central' })).toBe('ok');
    return stage;
  }

  it('it is applied, observed, probed and becomes active', () => {
    const stage = created();
    stage.tick('staging');
    expect(stage.object('staging', INSTANCE)?.spec).toMatchObject({ publicHost: NEW, image: 'kura:1' });
    expect(stage.server('staging')).toMatchObject({ status: 'provisioning', url: null });

    stage.reconcileCluster('staging', { certificates: true });
    stage.tick('staging');
    expect(stage.server('staging')).toMatchObject({ status: 'provisioning' });

    stage.point(NEW, 'staging');
    stage.tick('staging');
    expect(stage.server('staging')).toMatchObject({ status: 'active', url: `https://${NEW}`, image: 'kura:1' });
    expect(stage.mirrored('staging')).toEqual([`https://${NEW}`]);
  });

  it('the gate cannot tell environments apart: a server passes against the node of another', () => {
    const stage = new Stage({
      environments: [
        seed({ name: 'staging', release: 'before', servers: [{ account: 'acme', region: 'eu-central' }] }),
        seed({ name: 'production', release: 'before' }),
      ],
      records: { [OLD]: 'production' },
    });
    stage.tick('staging');
    stage.reconcileCluster('staging', { certificates: true });
    const events = stage.tick('staging');
    expect(events.find(({ type }) => type === 'kura.probe')).toMatchObject({
      result: 'ready',
      servedBy: 'production',
      crossEnvironment: true,
    });
    expect(stage.server('staging')?.status).toBe('active');
  });

  it('a gate that checks the environment does not let it pass', () => {
    const stage = new Stage({
      environments: [
        seed({ name: 'staging', release: 'wary', servers: [{ account: 'acme', region: 'eu-central' }] }),
        seed({ name: 'production', release: 'wary' }),
      ],
      releases: { wary: { extends: 'before', abilities: { gateChecksEnvironment: true } } },
      records: { [OLD]: 'production' },
    });
    stage.tick('staging');
    stage.reconcileCluster('staging', { certificates: true });
    const events = stage.tick('staging');
    expect(events.find(({ type }) => type === 'kura.probe')).toMatchObject({
      result: 'not-ready',
      reason: 'other-environment',
    });
    expect(stage.server('staging')?.status).toBe('provisioning');
  });

  it('is refused for an unknown account, an unknown region, a duplicate and a name too long', () => {
    const stage = settled({
      accounts: [{ handle: 'acme' }, { handle: 'a'.repeat(32) }],
      regions: ['eu-central', 'local-controller'],
    });
    const codes = [
      { account: 'nobody', region: 'eu-central' },
      { account: 'acme', region: 'moon' },
      { account: 'acme', region: 'eu-central' },
      { account: 'a'.repeat(32), region: 'local-controller' },
    ].map((order) => {
      expect(stage.order('staging', { verb: 'create-server', ...order })).toBe('refused');
      return stage.events.at(-1)?.code;
    });
    expect(codes).toEqual(['ACCOUNT_UNKNOWN', 'REGION_UNAVAILABLE', 'SERVER_EXISTS', 'INSTANCE_NAME_INVALID']);
  });

  it('the cluster refuses a handle with a hyphen at an end, and the deployment fails', () => {
    const stage = settled({ accounts: [{ handle: '-edge' }], servers: [] });
    stage.order('staging', { verb: 'create-server', account: '-edge', region: 'eu-central' });
    stage.tick('staging');
    expect(stage.server('staging', '-edge')?.status).toBe('failed');
    expect(stage.events).toContainEqual(
      expect.objectContaining({ type: 'kura.roll-out-failed', reason: 'label-invalid' }),
    );
  });
});

describe('destroying a server', () => {
  it('its endpoint goes at once, its objects with the controller, its row at the end', () => {
    const stage = settled();
    stage.complete('staging', { verb: 'destroy-server', account: 'acme', region: 'eu-central' });
    expect(stage.mirrored('staging')).toEqual([]);
    stage.tick('staging');
    expect(stage.server('staging')?.status).toBe('destroying');
    stage.reconcileCluster('staging', { certificates: false });
    expect(stage.object('staging', INSTANCE)).toBeUndefined();
    expect(stage.object('staging', INGRESS)).toBeUndefined();
    stage.tick('staging');
    expect(stage.server('staging')).toBeUndefined();
  });

  it('an activation that is under way is rolled back', () => {
    const stage = settled({ image: 'kura:1' });
    stage.order('staging', { verb: 'set-image', image: 'kura:2' });
    stage.tick('staging');
    stage.reconcileCluster('staging', { certificates: true });
    stage.fire('staging.tick');
    stage.fire('staging.probe', 'ready');
    stage.complete('staging', { verb: 'destroy-server', account: 'acme', region: 'eu-central' });
    expect(stage.labels('staging.commit')[0]).toBe('destroying');
    stage.fire('staging.commit');
    expect(stage.mirrored('staging')).toEqual([]);
    expect(stage.server('staging')?.status).toBe('destroying');
  });

  it('asked for before an activation changed the URL, it leaves the new row behind', () => {
    const stage = new Stage({
      environments: [
        seed({
          name: 'staging',
          servers: [{ account: 'acme', region: 'eu-central', status: 'active', url: `https://${OLD}` }],
        }),
      ],
      records: { [NEW]: 'staging' },
    });
    stage.order('staging', { verb: 'destroy-server', account: 'acme', region: 'eu-central' });
    stage.tick('staging');
    expect(stage.mirrored('staging')).toEqual([`https://${NEW}`]);
    stage.fire('staging.destroy');
    stage.tick('staging');
    stage.reconcileCluster('staging', { certificates: false });
    stage.tick('staging');
    expect(stage.server('staging')).toBeUndefined();
    expect(stage.mirrored('staging')).toEqual([`https://${NEW}`]);
  });

  it('in a region that the catalogue lost, it counts as destroyed while its objects live on', () => {
    const stage = new Stage({
      environments: [seed({ name: 'staging' })],
      releases: { smaller: { extends: 'second-commit', regions: [] } },
    });
    stage.complete('staging', { verb: 'deploy', release: 'smaller', migrate: true });
    stage.complete('staging', { verb: 'destroy-server', account: 'acme', region: 'eu-central' });
    stage.tick('staging');
    stage.reconcileCluster('staging', { certificates: false });
    expect(stage.server('staging')).toBeUndefined();
    expect(stage.object('staging', INGRESS)).toBeDefined();
  });
});

describe('a region that left the catalogue', () => {
  it('harms nobody until the image changes, then no account is reconciled any more', () => {
    const stage = new Stage({
      environments: [
        seed({
          name: 'staging',
          servers: [
            { account: 'acme', region: 'eu-central', status: 'active' },
            { account: 'acme', region: 'us-east', status: 'active' },
          ],
        }),
      ],
      releases: {
        smaller: {
          extends: 'second-commit',
          regions: [{ id: 'us-east', kind: 'public', clusterId: 'us-east-1', ingressClass: 'kura-us-east' }],
        },
      },
    });
    stage.complete('staging', { verb: 'deploy', release: 'smaller', migrate: true });
    stage.tick('staging');
    expect(stage.server('staging', 'acme', 'us-east')?.status).toBe('active');
    stage.order('staging', { verb: 'set-image', image: 'kura:2' });
    for (let count = 0; count < 3; count += 1) stage.tick('staging');
    expect(stage.events.at(-1)).toMatchObject({ type: 'kura.tick-aborted', region: 'eu-central' });
    expect(stage.object('staging', 'KuraInstance/kura/kura-acme-us-east-1')?.spec).toMatchObject({ image: 'kura:1' });
  });
});

describe('accounts', () => {
  it('a rename without a new revision is probed for ever, and every tick writes the row', () => {
    const stage = settled();
    stage.order('staging', { verb: 'rename', account: 'acme', to: 'globex' });
    for (let count = 0; count < 3; count += 1) stage.tick('staging');
    expect(stage.object('staging', INSTANCE)?.spec).toMatchObject({ publicHost: NEW });
    expect(stage.server('staging', 'globex')).toMatchObject({ status: 'active', url: `https://${NEW}` });
    expect(stage.events.filter(({ type }) => type === 'kura.observation-recorded')).toHaveLength(3);
  });

  it('a rename with the host in the revision is rolled out', () => {
    const releases = { folded: { extends: 'second-commit', abilities: { hostInRevision: true } } };
    const stage = new Stage({
      environments: [seed({ name: 'staging', release: 'folded' })],
      releases,
      furtherHandles: ['globex'],
    });
    stage.order('staging', { verb: 'rename', account: 'acme', to: 'globex' });
    stage.tick('staging');
    stage.reconcileCluster('staging', { certificates: true });
    stage.point('globex-eu-central-1-staging.kura.tuist.dev', 'staging');
    stage.tick('staging');
    expect(stage.mirrored('staging')).toEqual(['https://globex-eu-central-1-staging.kura.tuist.dev']);
  });

  it('a rename between probe and transaction is not noticed', () => {
    const stage = new Stage({
      environments: [
        seed({
          name: 'staging',
          servers: [{ account: 'acme', region: 'eu-central', status: 'active', url: `https://${OLD}` }],
        }),
      ],
      records: { [NEW]: 'staging' },
      furtherHandles: ['globex'],
    });
    stage.fire('staging.tick');
    stage.fire('staging.probe', 'ready');
    stage.order('staging', { verb: 'rename', account: 'acme', to: 'globex' });
    stage.fire('staging.commit');
    expect(stage.server('staging', 'globex')?.url).toBe(`https://${NEW}`);
  });

  it('another account that takes the name shares the instance and overwrites it', () => {
    const stage = settled();
    stage.order('staging', { verb: 'rename', account: 'acme', to: 'globex' });
    stage.order('staging', { verb: 'create-account', handle: 'acme' });
    expect(stage.order('staging', { verb: 'create-server', account: 'acme', region: 'eu-central' })).toBe('ok');
    stage.tick('staging');
    expect(stage.server('staging', 'acme')).toMatchObject({ status: 'active', url: `https://${NEW}` });
  });

  it('names are unique and follow the rule', () => {
    const stage = settled({ accounts: [{ handle: 'acme' }, { handle: 'globex' }] });
    const refusals = ['globex', 'a.b'].map((to) => {
      expect(stage.order('staging', { verb: 'rename', account: 'acme', to })).toBe('refused');
      return stage.events.at(-1)?.code;
    });
    expect(refusals).toEqual(['ACCOUNT_NAME_TAKEN', 'ACCOUNT_NAME_INVALID']);
  });

  it('deleting one takes its rows and leaves its instance', () => {
    const stage = settled();
    stage.order('staging', { verb: 'delete-account', account: 'acme' });
    const reader = stage.model.reader(stage.world);
    const { tables } = stage.environment('staging').plane.database;
    const left = [tables.accounts, tables.kura_servers, tables.kura_deployments, tables.account_cache_endpoints];
    expect(left.map((table) => reader.get<readonly unknown[]>(table))).toEqual([[], [], [], []]);
    stage.tick('staging');
    stage.reconcileCluster('staging', { certificates: false });
    expect(stage.object('staging', INGRESS)).toBeDefined();
  });

  it('deleted between probe and transaction, it stays deleted', () => {
    const stage = settled();
    stage.order('staging', { verb: 'set-image', image: 'kura:2' });
    stage.tick('staging');
    stage.reconcileCluster('staging', { certificates: true });
    stage.fire('staging.tick');
    stage.fire('staging.probe', 'ready');
    stage.order('staging', { verb: 'delete-account', account: 'acme' });
    stage.fire('staging.commit');
    expect(stage.mirrored('staging')).toEqual([]);
    expect(stage.labels('staging.tick')).toEqual(['ok']);
  });
});

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
