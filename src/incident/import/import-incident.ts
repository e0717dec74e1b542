import { isWithin } from '../../dns/name.ts';
import type { StoredRecord } from '../../dns/stored-record.ts';
import { zoneKey } from '../../dns/zone.ts';
import type { Configuration } from '../../externaldns/configuration.ts';
import { parseFlags } from '../../externaldns/flags/parse-flags.ts';
import { valueOfTarget } from '../../externaldns/provider/target-value.ts';
import { createTxtNameMapper } from '../../externaldns/registry/txt-name-mapper.ts';
import { objectKey } from '../../kubernetes/cluster.ts';
import { readObjects } from '../../kubernetes/manifest.ts';
import type { ObservedLine } from '../logs/observed-line.ts';
import { type ClusterHistory, essence, historyOf } from './cluster-history.ts';
import {
  type ImportedScenario,
  type ImportGuess,
  type Incident,
  type IncidentCluster,
  type IncidentController,
  isDated,
} from './incident.ts';
import { addressesOf } from './load-balancer-of.ts';
import { changesIn, type DatedChange, undoChanges } from './undo-changes.ts';
import { writeIncident } from './write-incident.ts';

/**
 * A scenario that begins where an incident began: the zone before the first change that the logs show, the clusters as
 * they were then, and as steps everything that happened since, each at its moment. It expects the zone as exported, and
 * that in the end nothing is wrong. `folder` is where its further files are, relative to it.
 */
export function importIncident(
  incident: Incident,
  options: {
    readonly folder: string;
    /** The words for a comment at the top of the file. */
    readonly heading: (guesses: readonly ImportGuess[]) => readonly string[];
  },
): ImportedScenario {
  const originMs = originOf(incident);
  const changes = changesIn(incident.lines);
  const told = incident.clusters.map((cluster) => {
    const configurations = configurationsOf(cluster);
    // Where nothing says when it began, all that is there was there at the beginning.
    const sinceMs = isDated(incident) ? originMs : Number.POSITIVE_INFINITY;
    const history = historyOfCluster(incident, cluster, { configurations, changes, originMs: sinceMs });
    return { cluster, configurations, history };
  });
  const undone = incident.zones.map((zone) => {
    const own = changes.filter(({ name }) => zoneOfName(incident.zones, name) === zone);
    return { zone, ...undoChanges(zone.records, own, (change) => guessValues(change, told)) };
  });
  const before = new Map(undone.map(({ zone, records }) => [zone.name, zone.before ?? records]));
  const guesses = [
    ...undone.filter(({ zone }) => zone.before === undefined).flatMap(({ guessed }) => guessed.map(guessOfValues)),
    ...told.flatMap(({ history }) => history.guesses),
  ];
  const histories = new Map(told.map(({ cluster, history }) => [cluster.name, history]));
  const touched = new Set(changes.flatMap(({ name, type }) => (type === 'TXT' ? [] : [`${name} ${type}`])));
  const heading = options.heading(guesses);
  const configurations = told.flatMap((one) => [...one.configurations.values()]);
  const found = { folder: options.folder, originMs, before, configurations, histories, touched, heading };
  return { ...writeIncident(incident, found), originMs, guesses };
}

function guessOfValues({ name, type, values }: StoredRecord): ImportGuess {
  return { kind: 'record-values', name: zoneKey(name), type, values };
}

/** The zone that a name is in: the longest one that it ends with. */
function zoneOfName(zones: Incident['zones'], name: string): Incident['zones'][number] | undefined {
  return zones
    .filter((zone) => isWithin(name, zone.name))
    .reduce<Incident['zones'][number] | undefined>(
      (longest, zone) => (longest === undefined || zone.name.length > longest.name.length ? zone : longest),
      undefined,
    );
}

/** The whole second before which nothing is known to have happened. */
function originOf({ lines, deeds }: Incident): number {
  const moments = [...lines, ...deeds].map(({ timeMs }) => timeMs);
  const firstMs = moments.reduce((least, timeMs) => Math.min(least, timeMs), Number.POSITIVE_INFINITY);
  return Number.isFinite(firstMs) ? Math.floor(firstMs / 1000) * 1000 : 0;
}

/** Flags that are wrong are for the scenario's own checks to report. */
function configurationOf({ flags, version }: IncidentController): readonly Configuration[] {
  const parsed = parseFlags(flags, version === undefined ? {} : { version });
  return 'configuration' in parsed ? [parsed.configuration] : [];
}

/** Those of the cluster's controllers, by their names. */
function configurationsOf({ controllers }: IncidentCluster): ReadonlyMap<string, Configuration> {
  return new Map(controllers.flatMap((one) => configurationOf(one).map((configuration) => [one.name, configuration])));
}

function historyOfCluster(
  { lines, deeds, clusters, zones }: Incident,
  cluster: IncidentCluster,
  known: {
    readonly configurations: ReadonlyMap<string, Configuration>;
    readonly changes: readonly DatedChange[];
    readonly originMs: number;
  },
): ClusterHistory {
  const { changes, originMs } = known;
  const configurations = [...known.configurations.values()];
  if (configurations.length === 0) {
    return { initial: cluster.objectsBefore ?? cluster.objects, changes: [], guesses: [] };
  }
  const owners = new Set(configurations.map(({ txtOwnerId }) => txtOwnerId));
  const own = new Set(cluster.controllers.map(({ name }) => name));
  const sharers = new Set(
    clusters
      .filter((other) => other !== cluster)
      .flatMap((other) => [...configurationsOf(other)])
      .flatMap(([name, { txtOwnerId }]) => (owners.has(txtOwnerId) ? [name] : [])),
  );
  return historyOf({
    cluster,
    configurations,
    originMs,
    records: zones.flatMap(({ records }) => records),
    changes: changes.filter(({ controller }) => own.has(controller)),
    runsOf: (controller) => runsOf(lines, controller),
    toldKeys: toldKeys(deeds, cluster.name),
    wasTaken: (name, timeMs) =>
      changes.some((change) => change.name === name && !own.has(change.controller) && change.timeMs < timeMs),
    isSharedName: (name) => changes.some((change) => sharers.has(change.controller) && change.name === name),
  });
}

function runsOf(lines: readonly ObservedLine[], controller: string): readonly number[] {
  const moments = lines.filter((line) => line.controller === controller).map(({ timeMs }) => timeMs);
  return [...new Set(moments)].sort((left, right) => left - right);
}

/** The objects that steps apply and delete; those in files of their own are not looked into. */
function toldKeys(deeds: Incident['deeds'], cluster: string): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { step } of deeds) {
    const { apply, delete: deleted } = step as Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
    if (apply?.cluster === cluster) {
      const manifests = [apply.manifests].flat();
      const { objects } = readObjects(manifests.filter((one) => typeof one === 'object'));
      for (const object of objects) keys.add(objectKey(object));
      if (objects.length === 0) keys.add('');
    }
    if (deleted?.cluster === cluster) for (const key of [deleted.objects].flat()) keys.add(String(key));
  }
  return keys;
}

/** What a deleted record set must have held: its owner's mark, or its cluster's address. */
function guessValues(
  { controller, name, type }: DatedChange,
  told: readonly {
    readonly cluster: IncidentCluster;
    readonly configurations: ReadonlyMap<string, Configuration>;
    readonly history: ClusterHistory;
  }[],
): readonly string[] {
  const own = told.find(({ configurations }) => configurations.has(controller));
  const configuration = own?.configurations.get(controller);
  if (own === undefined || configuration === undefined) return [];
  const { cluster, history } = own;
  const objects = [...history.initial, ...history.changes.flatMap(({ object }) => object ?? [])].map(essence);
  if (type !== 'TXT') {
    const { ips, hostnames } = addressesOf([...cluster.objects, ...objects]);
    const targets =
      type === 'A'
        ? ips.filter((ip) => !ip.includes(':'))
        : type === 'AAAA'
          ? ips.filter((ip) => ip.includes(':'))
          : hostnames;
    return targets.slice(0, 1).map((target) => valueOfTarget(type, target));
  }
  const { dnsName } = createTxtNameMapper(configuration).toEndpointName(name);
  const object = objects.find((one) => JSON.stringify(one).includes(`"${dnsName}"`));
  const resource =
    object === undefined
      ? ''
      : `,external-dns/resource=${object.kind.toLowerCase()}/${object.metadata.namespace}/${object.metadata.name}`;
  return [`"heritage=external-dns,external-dns/owner=${configuration.txtOwnerId}${resource}"`];
}
