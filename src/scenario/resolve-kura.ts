import type { KuraEnvironmentSetup, KuraServer, KuraSetup } from './kura-setup.ts';
import type { TreePath } from './located-tree.ts';
import type { Resolution } from './resolution.ts';
import { resolverOf } from './resolve-form.ts';
import { referToAccount } from './resolve-kura-form.ts';
import { deployEnvOrNull, referToRegion } from './resolve-kura-step.ts';
import type { ScenarioDocument } from './shape/document-shape.ts';

type WrittenEnvironment = NonNullable<ScenarioDocument['kura']>['environments'][string];

const DEFAULTS = {
  podCount: 1,
  surge: true,
  batchSize: 200,
  regions: ['eu-central'],
  image: '1.0.0',
  clientEveryMs: 60_000,
} as const;

/** The product's part of a scenario, if there is one. */
export function resolveKura(resolution: Resolution, document: ScenarioDocument): KuraSetup | undefined {
  if (document.kura === undefined) return undefined;
  const environments = Object.entries(document.kura.environments).map(([name, written]) =>
    environmentOf(resolution, name, written),
  );
  return { releases: resolution.releases, environments };
}

function environmentOf(resolution: Resolution, name: string, written: WrittenEnvironment): KuraEnvironmentSetup {
  const path = ['kura', 'environments', name];
  const { cluster, release, regions = DEFAULTS.regions } = written;
  const { names } = resolution;
  const place = (key: string) => resolution.at([...path, key]);
  resolution.refer({ kind: 'cluster', found: cluster, known: names.clusters, at: place('cluster') });
  resolution.refer({ kind: 'release', found: release, known: resolution.releaseNames, at: place('release') });
  for (const [index, region] of regions.entries()) referToRegion(resolution, region, [...path, 'regions', index]);
  return {
    name,
    cluster,
    deployEnv: deployEnvOrNull(written['deploy-env']),
    release,
    podCount: written.pods ?? DEFAULTS.podCount,
    surge: written.surge ?? DEFAULTS.surge,
    batchSize: written['batch-size'] ?? DEFAULTS.batchSize,
    regions,
    image: written.image ?? DEFAULTS.image,
    accounts: accountsOf(resolution, name, written),
    servers: serversOf(resolution, written, [...path, 'servers']),
    endpoints: (written.endpoints ?? []).map(({ account, url, technology = 'kura' }, index) => {
      const own = [...path, 'endpoints', index];
      referToAccount(resolution, { environment: name, account, at: resolution.at([...own, 'account']) });
      return { account, url, technology, at: resolution.at(own) };
    }),
    resolver: resolverOf(resolution, written.resolver, [...path, 'resolver']),
    clients: Object.entries(written.clients ?? {}).map(
      ([client, { account, resolver, every, starts: startsMs = 0 }]) => {
        const own = [...path, 'clients', client];
        referToAccount(resolution, { environment: name, account, at: resolution.at([...own, 'account']) });
        return {
          name: `${name}/${client}`,
          account,
          resolver: resolverOf(resolution, resolver, [...own, 'resolver']),
          everyMs: every ?? DEFAULTS.clientEveryMs,
          startsMs,
          at: resolution.keyAt(own),
        };
      },
    ),
    at: resolution.keyAt(path),
  };
}

/** The accounts listed, then those that only servers mention. */
function accountsOf(
  resolution: Resolution,
  name: string,
  written: WrittenEnvironment,
): KuraEnvironmentSetup['accounts'] {
  const path = ['kura', 'environments', name];
  const listed = (written.accounts ?? []).map((account, index) => {
    const at = resolution.at([...path, 'accounts', index]);
    if (typeof account === 'string') return { handle: account, dedicated: false, at };
    return { handle: account.handle, dedicated: account.dedicated ?? false, at };
  });
  const handles = new Set(listed.map(({ handle }) => handle));
  const mentioned = (written.servers ?? []).flatMap((server, index) => {
    const [handle = ''] = serverKey(server).split('/');
    if (handles.has(handle)) return [];
    handles.add(handle);
    return [{ handle, dedicated: false, at: resolution.at([...path, 'servers', index]) }];
  });
  return [...listed, ...mentioned];
}

type WrittenServer = NonNullable<WrittenEnvironment['servers']>[number];

function serverKey(written: WrittenServer): string {
  return typeof written === 'string' ? written : written.server;
}

function serversOf(resolution: Resolution, written: WrittenEnvironment, path: TreePath): readonly KuraServer[] {
  return (written.servers ?? []).map((server, index) => {
    const own = [...path, index];
    const [account = '', region = ''] = serverKey(server).split('/');
    referToRegion(resolution, region, typeof server === 'string' ? own : [...own, 'server']);
    const { status = 'active', url = null } = typeof server === 'string' ? {} : server;
    return { account, region, status, url, at: resolution.at(own) };
  });
}
