import { zoneKey } from '../../dns/zone.ts';
import type { Configuration } from '../../externaldns/configuration.ts';
import { parseFlags } from '../../externaldns/flags/parse-flags.ts';
import { valueOfTarget } from '../../externaldns/provider/target-value.ts';
import { createTxtNameMapper } from '../../externaldns/registry/txt-name-mapper.ts';
import { objectKey } from '../../kubernetes/cluster.ts';
import { readObjects } from '../../kubernetes/manifest.ts';
import type { ObservedLine } from '../logs/observed-line.ts';
import { type ClusterHistory, essence, historyOf } from './cluster-history.ts';
import type { ImportedScenario, ImportGuess, Incident, IncidentCluster } from './incident.ts';
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
    const configuration = configurationOf(cluster);
    const history = historyOfCluster(incident, cluster, { configuration, changes, originMs });
    return { cluster, configuration, history };
  });
  const undone = undoChanges(incident.zone.records, changes, (change) => guessValues(change, told));
  const before = incident.zoneBefore ?? undone.records;
  const valueGuesses = undone.guessed.map(
    ({ name, type, values }): ImportGuess => ({ kind: 'record-values', name: zoneKey(name), type, values }),
  );
  const guesses = [
    ...(incident.zoneBefore === undefined ? valueGuesses : []),
    ...told.flatMap(({ history }) => history.guesses),
  ];
  const histories = new Map(told.map(({ cluster, history }) => [cluster.name, history]));
  const touched = new Set(changes.flatMap(({ name, type }) => (type === 'TXT' ? [] : [`${name} ${type}`])));
  const heading = options.heading(guesses);
  const found = { folder: options.folder, originMs, before, histories, touched, heading };
  return { ...writeIncident(incident, found), originMs, guesses };
}

/** The whole second before which nothing is known to have happened. */
function originOf({ lines, deeds }: Incident): number {
  const moments = [...lines, ...deeds].map(({ timeMs }) => timeMs);
  const firstMs = moments.reduce((least, timeMs) => Math.min(least, timeMs), Number.POSITIVE_INFINITY);
  return Number.isFinite(firstMs) ? Math.floor(firstMs / 1000) * 1000 : 0;
}

/** Flags that are wrong are for the scenario's own checks to report. */
function configurationOf({ flags, version }: IncidentCluster): Configuration | undefined {
  const parsed = parseFlags(flags, version === undefined ? {} : { version });
  return 'configuration' in parsed ? parsed.configuration : undefined;
}

function historyOfCluster(
  { lines, deeds, clusters, zone }: Incident,
  cluster: IncidentCluster,
  known: {
    readonly configuration: Configuration | undefined;
    readonly changes: readonly DatedChange[];
    readonly originMs: number;
  },
): ClusterHistory {
  const { configuration, changes, originMs } = known;
  if (configuration === undefined)
    return { initial: cluster.objectsBefore ?? cluster.objects, changes: [], guesses: [] };
  const sharers = clusters.filter(
    (other) => other !== cluster && configurationOf(other)?.txtOwnerId === configuration.txtOwnerId,
  );
  return historyOf({
    cluster,
    configuration,
    originMs,
    records: zone.records,
    changes: changes.filter(({ controller }) => controller === cluster.name),
    runsMs: runsOf(lines, cluster.name),
    toldKeys: toldKeys(deeds, cluster.name),
    wasTaken: (name, timeMs) =>
      changes.some((change) => change.name === name && change.controller !== cluster.name && change.timeMs < timeMs),
    isSharedName: (name) =>
      sharers.some((other) => changes.some((change) => change.controller === other.name && change.name === name)),
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
    readonly configuration: Configuration | undefined;
    readonly history: ClusterHistory;
  }[],
): readonly string[] {
  const own = told.find(({ cluster }) => cluster.name === controller);
  if (own?.configuration === undefined) return [];
  const { cluster, configuration, history } = own;
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
