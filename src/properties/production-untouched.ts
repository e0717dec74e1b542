import { recordsOf } from '../dns/zone.ts';
import { registryOwnerId } from '../externaldns/registry/registry.ts';
import type { Reader } from '../kernel/component.ts';
import { canonicalJson } from '../kernel/json.ts';
import type { InvariantFinding } from './finding.ts';
import type { Invariant, StateView, StepView } from './invariant.ts';
import type { Landscape } from './landscape.ts';
import { ownershipIn, ownersOfSets } from './ownership.ts';
import { changedSets } from './zone-change.ts';

/** A rollout that changes nothing for production must leave its records, servers and endpoints as they are. */
export const productionUntouched: Invariant = {
  name: 'production-untouched',
  sentence: 'no record set, server URL or endpoint of production changes once it is in service',
  premise: {
    absence: 'production has no record set, no server URL and no endpoint',
    over: 'state',
    isMet: (view) => hasRecords(view) || hasRows(view),
  },
  judge: { over: 'step', check: (view) => [...touchedRecords(view), ...touchedRows(view)] },
};

function hasRecords({ landscape, reader }: StateView): boolean {
  const production = productionOwners(landscape, reader);
  if (production.size === 0) return false;
  const records = landscape.zones.flatMap((zone) => recordsOf(zone, reader));
  const owners = ownershipIn(landscape, reader).ownersIn(records);
  return records.some((record) => owners.ownersOf(record).some((owner) => production.has(owner)));
}

function hasRows({ landscape, reader }: StateView): boolean {
  return landscape.environments.some(
    (environment) =>
      environment.isProduction &&
      (environment.endpoints(reader).length > 0 || environment.servers(reader).some(({ url }) => url !== null)),
  );
}

function touchedRecords(view: StepView): readonly InvariantFinding[] {
  const { landscape, action, before } = view;
  const production = productionOwners(landscape, before);
  const changed = production.size === 0 ? [] : changedSets(view);
  if (changed.length === 0) return [];
  const ownership = ownershipIn(landscape, before);
  const owners = ownersOfSets(landscape, ownership, { sets: changed.map(({ set }) => set), reader: before });
  return changed.flatMap(({ set }) => {
    const named = ownership.ownerNamedBy(set);
    const recordOwners = named === undefined ? owners.ownersOf(set) : [named ?? ''];
    if (!recordOwners.some((owner) => production.has(owner))) return [];
    return [touched(`${set.name} ${set.type}`, action.actor)];
  });
}

/** The owner ids of production's controllers. A cluster that is called `production` is production's without the product, too. */
function productionOwners(landscape: Landscape, reader: Reader): ReadonlySet<string> {
  const clusters = new Set([
    'production',
    ...landscape.environments.filter(({ isProduction }) => isProduction).map(({ cluster }) => cluster),
  ]);
  const controllers = landscape.controllers.filter(({ cluster }) => clusters.has(cluster));
  return new Set(
    controllers.map(({ configuration }) => registryOwnerId(configuration(reader))).filter((id) => id !== ''),
  );
}

/** What production handed out before has to be there after, as it was. */
function touchedRows({ landscape, action, before, after }: StepView): readonly InvariantFinding[] {
  const written = new Set(action.writes.map(({ id }) => id));
  return landscape.environments
    .filter(({ isProduction, components }) => isProduction && components.some(({ id }) => written.has(id)))
    .flatMap((environment) => {
      const endpoints = new Set(environment.endpoints(after).map(canonicalJson));
      const urls = new Map(
        environment.servers(after).map((server) => [`${server.account}/${server.region}`, server.url]),
      );
      const lost = environment.endpoints(before).filter((row) => !endpoints.has(canonicalJson(row)));
      const moved = environment
        .servers(before)
        .filter(({ url, account, region }) => url !== null && urls.get(`${account}/${region}`) !== url);
      return [
        ...lost.map(({ account, url }) => touched(`endpoint ${url} of ${account}`, action.actor)),
        ...moved.map(({ account, region }) => touched(`URL of the server of ${account} in ${region}`, action.actor)),
      ];
    });
}

function touched(what: string, actor: string): InvariantFinding {
  return { code: 'PRODUCTION_TOUCHED', invariant: 'production-untouched', what, actor };
}
