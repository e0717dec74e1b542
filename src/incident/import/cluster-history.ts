import type { StoredRecord } from '../../dns/stored-record.ts';
import { zoneKey } from '../../dns/zone.ts';
import type { Configuration } from '../../externaldns/configuration.ts';
import { Log } from '../../externaldns/log.ts';
import { collectEndpoints } from '../../externaldns/source/collect-endpoints.ts';
import { readSourceSettings } from '../../externaldns/source/source-settings.ts';
import { byCodeUnit, canonicalJson } from '../../kernel/json.ts';
import { type KubernetesObject, objectKey } from '../../kubernetes/cluster.ts';
import { parseTimestamp } from '../logs/timestamp.ts';
import type { ImportGuess, IncidentCluster } from './incident.ts';
import type { DatedChange } from './undo-changes.ts';

/** A cluster's objects at the beginning, and how they came to be what they were afterwards. */
export interface ClusterHistory {
  readonly initial: readonly KubernetesObject[];
  readonly changes: readonly ObjectChange[];
  readonly guesses: readonly ImportGuess[];
}

/** An object that was applied, or, with `null`, deleted. */
export interface ObjectChange {
  readonly timeMs: number;
  readonly key: string;
  readonly object: KubernetesObject | null;
}

/** What a cluster's history is told from. */
export interface Evidence {
  readonly cluster: IncidentCluster;
  /** Those of the cluster's controllers that can be read. */
  readonly configurations: readonly Configuration[];
  /** Those of the cluster's controllers, by time. */
  readonly changes: readonly DatedChange[];
  /** When one of the cluster's controllers said anything at all, by time. */
  runsOf(controller: string): readonly number[];
  readonly originMs: number;
  /** The zones as exported. */
  readonly records: readonly StoredRecord[];
  /** Objects that somebody is known to have applied or deleted: their keys. */
  readonly toldKeys: ReadonlySet<string>;
  /** Whether somebody else held a name then: whoever wanted it, too, could not have it, and said nothing. */
  wasTaken(name: string, timeMs: number): boolean;
  /** Whether another controller may have made a record set that this one deletes. */
  isSharedName(name: string): boolean;
}

/**
 * What a cluster wanted, and when: from the objects as they are (and were), the moments of their creation and the log
 * of the controller that took notice of them. A name that the log creates or deletes and no object wants had an object
 * of its own, which is made up.
 */
export function historyOf(evidence: Evidence): ClusterHistory {
  const { cluster } = evidence;
  const afterwards = new Map(cluster.objects.map((object) => [objectKey(object), object]));
  const isTold = evidence.toldKeys.size > 0;
  const before = cluster.objectsBefore ?? (isTold ? [] : undefined);
  if (before === undefined) return guessedHistory(evidence);
  if (cluster.objectsBefore === undefined) {
    return toldHistory(evidence);
  }
  if (isTold || cluster.objects.length === 0) return { initial: before, changes: [], guesses: [] };
  const old = new Map(before.map((object) => [objectKey(object), object]));
  const changed = [...new Set([...old.keys(), ...afterwards.keys()])].sort(byCodeUnit).filter((key) => {
    const [was, is] = [old.get(key), afterwards.get(key)];
    return (
      canonicalJson(was === undefined ? null : essence(was)) !== canonicalJson(is === undefined ? null : essence(is))
    );
  });
  const changes = changed.map((key): ObjectChange => {
    const [was, is] = [old.get(key), afterwards.get(key)];
    return { key, object: is ?? null, timeMs: momentOfChange(evidence, was, is) };
  });
  return { initial: before, changes, guesses: changes.map((change) => guessOf(cluster.name, change)) };
}

/** What of an object its controllers look at. */
export function essence({ metadata, ...rest }: KubernetesObject): KubernetesObject {
  const { name, namespace, labels, annotations = {} } = metadata;
  const kept = Object.entries(annotations).filter(
    ([key]) => key !== 'kubectl.kubernetes.io/last-applied-configuration',
  );
  const { apiVersion, kind, status, ...others } = rest;
  const loadBalancer = (status as { loadBalancer?: { ingress?: unknown[] } } | undefined)?.loadBalancer;
  const isPublished = (loadBalancer?.ingress?.length ?? 0) > 0;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      ...(labels === undefined ? {} : { labels }),
      ...(kept.length === 0 ? {} : { annotations: Object.fromEntries(kept) }),
    },
    ...others,
    ...(isPublished ? { status: { loadBalancer } } : {}),
  } as KubernetesObject;
}

/** The names that objects want, as keys of a zone, each once. */
export function wantedNames(
  objects: readonly KubernetesObject[],
  configurations: readonly Configuration[],
): ReadonlySet<string> {
  const endpoints = configurations.flatMap((configuration) => {
    const { settings } = readSourceSettings(configuration);
    return collectEndpoints(objects, settings, new Log('panic')).endpoints;
  });
  return new Set(endpoints.map(({ dnsName }) => zoneKey(dnsName)));
}

/** Somebody says what was applied and deleted, not what there was at first: names that the log shows tell. */
function toldHistory(evidence: Evidence): ClusterHistory {
  const { cluster, configurations, toldKeys } = evidence;
  const kept = cluster.objects.filter((object) => !toldKeys.has(objectKey(object)));
  const there = new Set(cluster.objects.map(objectKey));
  const gone = [...toldKeys].filter((key) => key.startsWith('Ingress/') && !there.has(key));
  const wanted = wantedNames(cluster.objects, configurations);
  const hosts = [...comingsAndGoings(evidence)].flatMap(([name, { existed }]) =>
    existed && !wanted.has(name) && !evidence.isSharedName(name) ? [name] : [],
  );
  const made = gone.flatMap((key) => {
    const [, namespace = 'default', objectName = ''] = key.split('/');
    const own = gone.length === 1 ? hosts : hosts.filter((host) => host.startsWith(objectName));
    if (own.length === 0) return [];
    const object = madeUp(own, evidence);
    return [{ host: own[0] as string, object: { ...object, metadata: { name: objectName, namespace } } }];
  });
  return {
    initial: [...kept, ...made.map(({ object }) => object)],
    changes: [],
    guesses: made.map(({ host, object }) => ({
      kind: 'object',
      cluster: cluster.name,
      object: objectKey(object),
      host,
    })),
  };
}

function guessedHistory(evidence: Evidence): ClusterHistory {
  const { cluster, configurations } = evidence;
  const namesOf = new Map(cluster.objects.map((object) => [object, wantedNames([object], configurations)]));
  const wanted = new Set([...namesOf.values()].flatMap((names) => [...names]));
  const comings = comingsAndGoings(evidence);
  const initial: KubernetesObject[] = [];
  const changes: ObjectChange[] = [];
  const guesses: ImportGuess[] = [];
  for (const [object, names] of namesOf) {
    const timeMs = comingOf(object, { names, comings, evidence });
    if (timeMs === undefined) initial.push(object);
    else changes.push({ key: objectKey(object), object, timeMs });
  }
  guesses.push(...changes.map((change) => guessOf(cluster.name, change)));
  for (const [name, { existed, moments }] of comings) {
    if (wanted.has(name) || evidence.isSharedName(name)) continue;
    const object = madeUp([name], evidence);
    const key = objectKey(object);
    if (existed) initial.push(object);
    if (existed || moments.length > 0) guesses.push({ kind: 'object', cluster: cluster.name, object: key, host: name });
    changes.push(...moments.map(({ timeMs, isThere }) => ({ key, object: isThere ? object : null, timeMs })));
  }
  return { initial, changes, guesses };
}

interface Comings {
  readonly existed: boolean;
  /** When the log first has the name. */
  readonly firstMs: number;
  readonly moments: readonly { readonly timeMs: number; readonly isThere: boolean }[];
}

/** By name: whether somebody wanted it at first, and since when somebody did, or nobody. */
function comingsAndGoings({ changes, runsOf, wasTaken }: Evidence): ReadonlyMap<string, Comings> {
  const byName = new Map<string, DatedChange[]>();
  for (const change of changes) {
    if (change.type === 'TXT') continue;
    byName.set(change.name, [...(byName.get(change.name) ?? []), change]);
  }
  const isFirstRun = ({ controller, timeMs }: DatedChange) => timeMs <= (runsOf(controller)[0] ?? 0) + 2000;
  const comings = new Map<string, Comings>();
  for (const [name, all] of byName) {
    const isReplaced = ({ operation, timeMs }: DatedChange) =>
      operation === 'delete' &&
      all.some((other) => other.operation !== 'delete' && Math.abs(other.timeMs - timeMs) <= 2000);
    const relevant = all.filter((change) => !isReplaced(change));
    const [first] = relevant;
    if (first === undefined) continue;
    const existed =
      first.operation === 'delete'
        ? !isFirstRun(first)
        : isFirstRun(first) || first.operation === 'update' || wasTaken(name, first.timeMs);
    let isThere = existed;
    const moments: Comings['moments'][number][] = [];
    for (const change of relevant) {
      if ((change.operation !== 'delete') === isThere || isFirstRun(change)) continue;
      isThere = !isThere;
      moments.push({ timeMs: shortlyBefore(change.timeMs, runsOf(change.controller)), isThere });
    }
    comings.set(name, { existed, firstMs: first.timeMs, moments });
  }
  return comings;
}

/** When an object that is there afterwards came, if it was not there at first. */
function comingOf(
  { metadata }: KubernetesObject,
  told: {
    readonly names: ReadonlySet<string>;
    readonly comings: ReadonlyMap<string, Comings>;
    readonly evidence: Evidence;
  },
): number | undefined {
  const { originMs } = told.evidence;
  const runsMs = allRuns(told.evidence);
  const own = [...told.names].flatMap((name) => told.comings.get(name) ?? []);
  const created = parseTimestamp(String(metadata.creationTimestamp ?? ''));
  const createdMs = 'timeMs' in created && created.timeMs > originMs ? created.timeMs : undefined;
  if (own.some(({ existed }) => existed)) {
    const isBefore = createdMs !== undefined && own.every(({ firstMs }) => createdMs <= firstMs);
    return isBefore ? createdMs : undefined;
  }
  const seenMs = own.flatMap(({ moments }) => moments.filter(({ isThere }) => isThere).map(({ timeMs }) => timeMs));
  if (seenMs.length === 0) return createdMs;
  const firstMs = Math.min(...seenMs);
  const isBetween = createdMs !== undefined && createdMs <= firstMs + 1000 && createdMs > previousRun(firstMs, runsMs);
  return isBetween ? createdMs : firstMs;
}

function momentOfChange(
  evidence: Evidence,
  was: KubernetesObject | undefined,
  is: KubernetesObject | undefined,
): number {
  const { changes, originMs, configurations } = evidence;
  const created = parseTimestamp(String(is?.metadata.creationTimestamp ?? ''));
  if (was === undefined && 'timeMs' in created && created.timeMs > originMs) return created.timeMs;
  const [old, now] = [was, is].map((object) => wantedNames(object === undefined ? [] : [object], configurations)) as [
    ReadonlySet<string>,
    ReadonlySet<string>,
  ];
  const noticed = changes.find(({ name, operation }) =>
    operation === 'delete' ? old.has(name) && !now.has(name) : now.has(name),
  );
  if (noticed === undefined) return allRuns(evidence).at(-1) ?? originMs;
  return shortlyBefore(noticed.timeMs, evidence.runsOf(noticed.controller));
}

/** When any of the cluster's controllers said anything, by time. */
function allRuns({ cluster, runsOf }: Evidence): readonly number[] {
  return cluster.controllers.flatMap(({ name }) => runsOf(name)).sort((left, right) => left - right);
}

/** A second before a run took notice, but not before the run that did not. */
function shortlyBefore(timeMs: number, runsMs: readonly number[]): number {
  return Math.max(previousRun(timeMs, runsMs) + 1, timeMs - 1000);
}

function previousRun(timeMs: number, runsMs: readonly number[]): number {
  return runsMs.filter((runMs) => runMs < timeMs - 2000).at(-1) ?? 0;
}

function guessOf(cluster: string, { key, timeMs }: ObjectChange): ImportGuess {
  return { kind: 'moment', cluster, object: key, timeMs };
}

/** An Ingress that wants these names, like the cluster's others. */
function madeUp(hosts: readonly string[], { cluster, records, changes }: Evidence): KubernetesObject {
  const sample = cluster.objects.find(({ kind }) => kind === 'Ingress');
  const ingressClassName = sample?.spec?.ingressClassName;
  const name = (hosts[0] ?? '')
    .replace(/^\*/, 'any')
    .slice(0, 63)
    .replace(/[^a-z0-9.-]/g, '-');
  const status =
    sample?.status ??
    statusOf(records.filter((record) => hosts.includes(zoneKey(record.name)))) ??
    statusOf(changes.filter((change) => hosts.includes(change.name)).map(withSomeValue));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'default' },
    spec: { ...(ingressClassName === undefined ? {} : { ingressClassName }), rules: hosts.map((host) => ({ host })) },
    ...(status === undefined ? {} : { status }),
  };
}

/** A status that publishes what record sets hold. */
function statusOf(records: readonly Pick<StoredRecord, 'type' | 'values'>[]): KubernetesObject['status'] {
  const ips = records.filter(({ type }) => type === 'A' || type === 'AAAA').flatMap(({ values }) => values);
  const names = records.filter(({ type }) => type === 'CNAME').flatMap(({ values }) => values);
  const ingress = [
    ...[...new Set(ips)].map((ip) => ({ ip })),
    ...[...new Set(names)].map((name) => ({ hostname: name.replace(/\.$/, '') })),
  ];
  return ingress.length === 0 ? undefined : { loadBalancer: { ingress } };
}

/** Addresses for documentation (RFC 5737, RFC 3849), where neither the zone nor a log says any. */
const SOME_VALUE: Readonly<Record<string, string>> = {
  A: '203.0.113.1',
  AAAA: '2001:db8::1',
  CNAME: 'load-balancer.invalid',
};

function withSomeValue({ type, targets }: DatedChange): Pick<StoredRecord, 'type' | 'values'> {
  const some = SOME_VALUE[type];
  return { type, values: targets ?? (some === undefined ? [] : [some]) };
}
