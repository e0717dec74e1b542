import { describe, expect, it } from 'vitest';
import { Stage, seed } from './stage.ts';

const INSTANCE = 'KuraInstance/kura/kura-acme-eu-central-1';

function releases(stage: Stage, name: string): readonly string[] {
  return stage.model
    .reader(stage.world)
    .get(stage.environment(name).plane.pods)
    .map(({ release }) => release);
}

describe('a deploy', () => {
  it('migrates with the new image while the old pods go on ticking', () => {
    const stage = new Stage({ environments: [seed({ name: 'staging', release: 'before' })] });
    expect(stage.mirrored('staging')).toHaveLength(1);
    stage.order('staging', { verb: 'deploy', release: 'second-commit', migrate: true });
    expect(stage.labels('staging.replace-pod')).toEqual([]);
    stage.fire('staging.hook');
    expect(stage.mirrored('staging')).toEqual([]);
    expect(releases(stage, 'staging')).toEqual(['before']);
    stage.tick('staging');
    expect(stage.mirrored('staging')).toEqual([]);
    stage.drain('staging.replace-pod');
    expect(releases(stage, 'staging')).toEqual(['second-commit']);
  });

  it.each([
    [true, [2, 3, 2, 3, 2]],
    [false, [2, 1, 2, 1, 2]],
  ])('replaces pods one by one (surge: %s)', (surge, counts) => {
    const stage = new Stage({ environments: [seed({ name: 'canary', release: 'before', podCount: 2, surge })] });
    stage.order('canary', { verb: 'deploy', release: 'second-commit', migrate: false });
    const seen = [releases(stage, 'canary').length];
    while (stage.labels('canary.replace-pod').length > 0) {
      stage.fire('canary.replace-pod');
      seen.push(releases(stage, 'canary').length);
    }
    expect(seen).toEqual(counts);
    expect(releases(stage, 'canary')).toEqual(['second-commit', 'second-commit']);
  });

  it('without surge a single pod leaves a gap in which nobody ticks', () => {
    const stage = new Stage({ environments: [seed({ name: 'staging', release: 'before', surge: false })] });
    stage.order('staging', { verb: 'deploy', release: 'second-commit', migrate: false });
    stage.fire('staging.replace-pod');
    expect(stage.labels('staging.tick')).toEqual([]);
    stage.fire('staging.replace-pod');
    expect(stage.labels('staging.tick')).toContain('ok');
  });

  it('that fails brings the pods back, and not what the migration deleted', () => {
    const stage = new Stage({ environments: [seed({ name: 'staging', release: 'before', podCount: 2 })] });
    stage.order('staging', { verb: 'deploy', release: 'second-commit', migrate: true });
    stage.fire('staging.hook');
    stage.fire('staging.replace-pod');
    stage.fire('staging.replace-pod', 'rollout-failed');
    stage.drain('staging.replace-pod');
    expect(releases(stage, 'staging')).toEqual(['before', 'before']);
    expect(stage.mirrored('staging')).toEqual([]);
    expect(stage.order('staging', { verb: 'deploy', release: 'second-commit', migrate: true })).toBe('ok');
  });

  it.each([
    ['hook-failed', 1],
    ['hook-failed-late', 0],
  ])('whose hook ends as %s leaves the pods and %i endpoints', (label, count) => {
    const stage = new Stage({ environments: [seed({ name: 'staging', release: 'before' })] });
    stage.order('staging', { verb: 'deploy', release: 'second-commit', migrate: true });
    stage.fire('staging.hook', label);
    expect(stage.labels('staging.replace-pod')).toEqual([]);
    expect(releases(stage, 'staging')).toEqual(['before']);
    expect(stage.mirrored('staging')).toHaveLength(count);
  });

  it('waits for the one under way', () => {
    const stage = new Stage({ environments: [seed({ name: 'staging', release: 'before' })] });
    stage.order('staging', { verb: 'deploy', release: 'first-commit', migrate: true });
    const step = stage.environment('staging').step({ verb: 'deploy', release: 'second-commit', migrate: true });
    expect(step.run(stage.model.reader(stage.world))).toEqual([]);
    expect(step.isDone(stage.model.reader(stage.world))).toBe(false);
    stage.drain('staging.hook');
    stage.drain('staging.replace-pod');
    expect(step.isDone(stage.model.reader(stage.world))).toBe(true);
    expect(step.run(stage.model.reader(stage.world))).toHaveLength(1);
  });

  it('of some pods leaves old and new side by side, and each applies its own host over the other', () => {
    const stage = new Stage({ environments: [seed({ name: 'canary', release: 'before', podCount: 2 })] });
    stage.complete('canary', { verb: 'deploy', release: 'second-commit', migrate: true, podCount: 1 });
    expect(releases(stage, 'canary')).toEqual(['before', 'second-commit']);
    const host = () => stage.object('canary', INSTANCE)?.spec?.publicHost;

    stage.tick('canary', 'ok by second-commit');
    expect(host()).toBe('acme-eu-central-1-canary.kura.tuist.dev');
    stage.tick('canary', 'ok by before');
    expect(host()).toBe('acme-eu-central-1.kura.tuist.dev');
    stage.tick('canary', 'ok by second-commit');
    expect(host()).toBe('acme-eu-central-1-canary.kura.tuist.dev');
  });

  it('with an order-aware revision the old pod leaves the newer manifest alone', () => {
    const stage = new Stage({
      environments: [seed({ name: 'canary', release: 'careful', podCount: 2 })],
      releases: { careful: { extends: 'before', abilities: { orderedRevision: true } } },
    });
    stage.complete('canary', { verb: 'deploy', release: 'second-commit', migrate: true, podCount: 1 });
    stage.tick('canary', 'ok by second-commit');
    stage.tick('canary', 'ok by careful');
    expect(stage.object('canary', INSTANCE)?.spec?.publicHost).toBe('acme-eu-central-1-canary.kura.tuist.dev');
  });
});

describe('production', () => {
  it('re-applies every manifest once, and URL, endpoints and hosts stay as they are', () => {
    const host = 'acme-eu-central-1.kura.tuist.dev';
    const stage = new Stage({
      environments: [seed({ name: 'production', release: 'before' })],
      records: { [host]: 'production' },
    });
    const ingress = stage.object('production', 'Ingress/kura/kura-acme-eu-central-1');
    stage.complete('production', { verb: 'deploy', release: 'second-commit', migrate: true });
    for (let count = 0; count < 3; count += 1) {
      stage.tick('production');
      stage.reconcileCluster('production', { certificates: true });
    }
    expect(stage.events.filter(({ type }) => type === 'kura.manifest-applied')).toHaveLength(1);
    expect(stage.events.filter(({ type }) => type === 'kura.probe')).toEqual([]);
    expect(stage.object('production', 'Ingress/kura/kura-acme-eu-central-1')).toEqual(ingress);
    expect(stage.server('production')?.url).toBe(`https://${host}`);
    expect(stage.mirrored('production')).toEqual([`https://${host}`]);
  });
});

describe('a suffix without a new revision', () => {
  it('is never applied, and with the URL check probed for ever', () => {
    const stage = new Stage({ environments: [seed({ name: 'staging', release: 'before' })] });
    stage.complete('staging', { verb: 'deploy', release: 'suffix-without-revision', migrate: true });
    for (let count = 0; count < 5; count += 1) stage.tick('staging');
    expect(stage.object('staging', INSTANCE)?.spec?.publicHost).toBe('acme-eu-central-1.kura.tuist.dev');
    expect(stage.events.filter(({ type }) => type === 'kura.probe')).toHaveLength(0);

    stage.complete('staging', { verb: 'deploy', release: 'url-check-without-revision', migrate: true });
    for (let count = 0; count < 5; count += 1) stage.tick('staging');
    expect(stage.object('staging', INSTANCE)?.spec?.publicHost).toBe('acme-eu-central-1.kura.tuist.dev');
    expect(stage.events.filter(({ type }) => type === 'kura.probe')).toHaveLength(5);
  });

  it('an environment variable put right later has the same effect', () => {
    const stage = new Stage({
      environments: [seed({ name: 'staging', deployEnv: 'staging' })],
      records: { 'acme-eu-central-1.kura.tuist.dev': 'staging' },
    });
    stage.tick('staging');
    expect(stage.events).toEqual([]);
    stage.order('staging', { verb: 'set-deploy-env', deployEnv: 'stag' });
    for (let count = 0; count < 5; count += 1) stage.tick('staging');
    expect(
      stage.events.filter(({ type, result }) => type === 'kura.probe' && result === 'not-resolvable'),
    ).toHaveLength(5);
  });
});

describe('designs that might have been', () => {
  const OLD = 'acme-eu-central-1.kura.tuist.dev';
  const NEW = 'acme-eu-central-1-staging.kura.tuist.dev';
  const url = `https://${NEW}`;

  /** Staging served by itself under the old host, then deployed and healed; told after each stage. */
  function heal(
    abilities: Readonly<Record<string, boolean>>,
    migrations: readonly [] | undefined,
    onStage: (stage: Stage) => void,
  ): Stage {
    const stage = new Stage({
      environments: [seed({ name: 'staging', release: 'before' })],
      releases: { design: { extends: 'second-commit', abilities, ...(migrations ? { migrations } : {}) } },
      records: { [OLD]: 'staging' },
    });
    stage.complete('staging', { verb: 'deploy', release: 'design', migrate: true });
    onStage(stage);
    stage.tick('staging');
    stage.reconcileCluster('staging', { certificates: true });
    onStage(stage);
    stage.point(NEW, 'staging');
    stage.tick('staging');
    onStage(stage);
    return stage;
  }

  it('pruning after activation never leaves the account without an endpoint, and clears orphans too', () => {
    const counts: number[] = [];
    const stage = heal({ supersededEndpointPrune: false, pruneAfterActivation: true }, [], (now) => {
      counts.push(now.mirrored('staging').length);
    });
    expect(counts).toEqual([1, 1, 1]);
    expect(stage.mirrored('staging')).toEqual([url]);
  });

  it('the real design leaves it without one from the hook to the activation', () => {
    const counts: number[] = [];
    heal({}, undefined, (now) => counts.push(now.mirrored('staging').length));
    expect(counts).toEqual([0, 0, 1]);
  });

  it('endpoints derived from servers cannot go missing', () => {
    const counts: number[] = [];
    const stage = heal({ endpointsFromServers: true }, undefined, (now) => counts.push(now.mirrored('staging').length));
    expect(counts).toEqual([1, 1, 1]);
    expect(stage.mirrored('staging')).toEqual([url]);
  });

  it('an alias keeps the old host routed until the new one is active, and not longer', () => {
    const hosts = (stage: Stage) => {
      const { rules } = (stage.object('staging', 'Ingress/kura/kura-acme-eu-central-1')?.spec ?? {}) as {
        readonly rules?: readonly { readonly host: string }[];
      };
      return rules?.map(({ host }) => host);
    };
    const seen: unknown[] = [];
    const stage = heal({ oldHostAlias: true }, undefined, (now) => seen.push(hosts(now)));
    expect(seen).toEqual([[OLD], [NEW, OLD], [NEW, OLD]]);
    stage.tick('staging');
    stage.reconcileCluster('staging', { certificates: true });
    expect(hosts(stage)).toEqual([NEW]);
  });

  it('a release that refuses to guess renders no public host without a known environment', () => {
    const stage = new Stage({
      environments: [seed({ name: 'staging', release: 'strict', deployEnv: 'staging', servers: [] })],
      releases: { strict: { extends: 'second-commit', abilities: { unknownEnvironmentHasNoHost: true } } },
    });
    stage.order('staging', { verb: 'create-server', account: 'acme', region: 'eu-central' });
    stage.tick('staging');
    stage.reconcileCluster('staging', { certificates: true });
    stage.tick('staging');
    expect(stage.object('staging', 'Ingress/kura/kura-acme-eu-central-1')).toBeUndefined();
    expect(stage.server('staging')?.status).toBe('failed');
  });
});
