import { DEFAULT_REGIONS } from '../../kura/region.ts';
import type { ObservedEndpoint } from '../endpoints/endpoint-table.ts';
import type { Incident, IncidentCluster } from './incident.ts';

type Written = Readonly<Record<string, unknown>>;

/** What TUIST_DEPLOY_ENV is where an environment is called so. */
const DEPLOY_ENVS: Readonly<Record<string, string>> = { production: 'prod', canary: 'can', staging: 'stag' };

/**
 * An environment of the product, as a scenario writes it, from its endpoint table: an account's row whose host begins
 * with its handle and a region is that of a server there; every other row stands by itself. What somebody is known to
 * have created later is not there at first.
 */
export function writtenEnvironment(
  { name, endpoints = [], release = 'before' }: IncidentCluster,
  { deeds }: Pick<Incident, 'deeds'>,
): Written {
  const later = laterIn(name, deeds);
  const servers: Written[] = [];
  const rows: Written[] = [];
  for (const { account, url, technology } of endpoints) {
    const region = technology === 'kura' ? regionOf({ account, url }) : undefined;
    if (region === undefined) {
      if (!later.urls.has(url)) rows.push({ account, url, ...(technology === 'kura' ? {} : { technology }) });
    } else if (!later.servers.has(`${account}/${region}`)) servers.push({ server: `${account}/${region}` });
  }
  const known = [...endpoints.map(({ account }) => account), ...later.named];
  const mentioned = new Set(servers.map(({ server }) => String(server).split('/')[0]));
  const accounts = new Set(known.filter((account) => !later.accounts.has(account) && !mentioned.has(account)));
  const deployEnv = DEPLOY_ENVS[name];
  const keys = [...new Set(servers.map(({ server }) => server))];
  const regions = [
    ...new Set(['eu-central', ...keys.map((key) => String(key).split('/')[1] as string), ...later.regions]),
  ];
  return {
    cluster: name,
    ...(deployEnv === undefined ? {} : { 'deploy-env': deployEnv }),
    release,
    ...(regions.length === 1 ? {} : { regions }),
    ...(accounts.size === 0 ? {} : { accounts: [...accounts] }),
    ...(keys.length === 0 ? {} : { servers: keys }),
    ...(rows.length === 0 ? {} : { endpoints: rows }),
  };
}

/** The endpoints that each account has afterwards, as an expectation writes them. */
export function writtenEndpoints(clusters: readonly IncidentCluster[]): Readonly<Record<string, readonly string[]>> {
  const rows = clusters.flatMap(({ name, endpoints = [] }) =>
    endpoints.map(({ account, url }) => ({ key: `${name}/${account}`, url })),
  );
  const keys = [...new Set(rows.map(({ key }) => key))];
  return Object.fromEntries(keys.map((key) => [key, rows.filter((row) => row.key === key).map(({ url }) => url)]));
}

function regionOf({ account, url }: Pick<ObservedEndpoint, 'account' | 'url'>): string | undefined {
  const label = /^https?:\/\/([^.:/]+)/.exec(url)?.[1] ?? '';
  const prefix = `${account.toLowerCase()}-`;
  if (!label.startsWith(prefix)) return undefined;
  const rest = label.slice(prefix.length);
  const found = DEFAULT_REGIONS.filter(({ kind }) => kind === 'public').find(
    ({ clusterId }) => rest === clusterId || rest.startsWith(`${clusterId}-`),
  );
  return found?.id;
}

function laterIn(environment: string, deeds: Incident['deeds']) {
  const accounts = new Set<string>();
  const named = new Set<string>();
  const servers = new Set<string>();
  const regions = new Set<string>();
  const urls = new Set<string>();
  for (const { step } of deeds) {
    for (const [verb, written] of Object.entries(step)) {
      const facts = written as Readonly<Record<string, unknown>> | null;
      if (typeof facts !== 'object' || facts?.environment !== environment) continue;
      if (facts.account !== undefined) named.add(String(facts.account));
      if (verb === 'create-account') accounts.add(String(facts.account));
      if (verb === 'insert-endpoint') urls.add(String(facts.url));
      if (verb !== 'create-server') continue;
      servers.add(`${facts.account}/${facts.region}`);
      regions.add(String(facts.region));
    }
  }
  return { accounts, named, servers, regions, urls };
}
