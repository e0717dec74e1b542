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
      expect.objectContaining({ type: 'kura.manifest-refused', reason: 'label-invalid' }),
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
