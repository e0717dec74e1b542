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
