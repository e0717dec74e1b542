import type { StoredRecord } from '../../dns/stored-record.ts';
import type { Configuration } from '../../externaldns/configuration.ts';
import type { KubernetesObject } from '../../kubernetes/cluster.ts';
import { formatDuration } from '../../scenario/duration.ts';
import { formatTimestamp } from '../logs/timestamp.ts';
import { type ClusterHistory, essence } from './cluster-history.ts';
import {
  type ImportedScenario,
  type Incident,
  type IncidentCluster,
  type IncidentController,
  isDated,
} from './incident.ts';
import { onlyLoadBalancer } from './load-balancer-of.ts';
import { manifestsYaml, scenarioYaml } from './scenario-yaml.ts';
import { writtenEndpoints, writtenEnvironment } from './written-environment.ts';
import { exportedZones, writtenZones } from './written-zones.ts';

type Written = Readonly<Record<string, unknown>>;

/** So many lines of manifests stand in the scenario itself; more have a file of their own. */
const lineCountMax = 14;

/** What an import has found out. */
interface Findings {
  readonly folder: string;
  readonly originMs: number;
  /** The records of each zone at the beginning, by its name. */
  readonly before: ReadonlyMap<string, readonly StoredRecord[]>;
  /** Of all controllers that can be read. */
  readonly configurations: readonly Configuration[];
  readonly histories: ReadonlyMap<string, ClusterHistory>;
  /** Record sets that the logs say were changed, ownership records aside: `name TYPE`. */
  readonly touched: ReadonlySet<string>;
  /** Lines of a comment at the top of the file. */
  readonly heading: readonly string[];
}

/** Words that are a scenario's own, so that the moment of its beginning can be found again. */
const ORIGIN = /0s was (\S+)$/;

/** The moment at which an imported scenario begins, out of its `because`; `undefined` if it is no imported one. */
export function originText(because: readonly string[]): string | undefined {
  return because.map((line) => ORIGIN.exec(line)?.[1]).find((text) => text !== undefined);
}

/** The scenario of an incident, and the files that it names. */
export function writeIncident(incident: Incident, found: Findings): Pick<ImportedScenario, 'text' | 'files'> {
  const files: Record<string, string> = {};
  const file = (name: string, content: string): string => {
    const path = `${found.folder}/${name}`;
    files[path] = content;
    return path;
  };
  const { clusters, zones } = incident;
  const hasDates = isDated(incident);
  const origin = formatTimestamp(found.originMs);
  const steps = stepsOf(incident, found, file);
  const lastMs = lastMoment(incident) - found.originMs;
  const exported = asExported(incident, found);
  const environments = clusters.filter(({ endpoints }) => endpoints !== undefined);
  const scenario = {
    title: `Incident${hasDates ? ` of ${origin.slice(0, 10)}` : ''} in ${zones.map(({ name }) => name).join(', ')}`,
    because: [hasDates ? `imported from a zone export and logs; 0s was ${origin}` : 'imported from a zone export'],
    zone: writtenZones(incident, found, file),
    clusters: Object.fromEntries(
      clusters.map((cluster) => [cluster.name, writtenCluster(cluster, incident, found, file)]),
    ),
    ...(environments.length === 0
      ? {}
      : {
          kura: {
            environments: Object.fromEntries(environments.map((one) => [one.name, writtenEnvironment(one, incident)])),
          },
        }),
    steps: [
      ...steps,
      ...(exported.length === 0
        ? []
        : [{ name: 'as-exported', at: formatDuration(Math.max(0, lastMs)), expect: exported }]),
      { settle: '6h' },
    ],
    expect: [{ holds: wholesome(environments.length > 0) }],
  };
  return { text: scenarioYaml(scenario, found.heading), files };
}

type AddFile = (name: string, content: string) => string;

function writtenCluster(cluster: IncidentCluster, incident: Incident, found: Findings, file: AddFile): Written {
  const { name, controllers, objects } = cluster;
  const initial = found.histories.get(name)?.initial ?? [];
  const balancer = onlyLoadBalancer([...objects, ...initial]);
  const written = controllers.map((one) => [one.name, writtenController(one, incident, found)] as const);
  const single = written.filter(([own]) => own === name).map(([, controller]) => controller);
  const several = written
    .filter(([own]) => own !== name)
    .map(([own, one]) => [own.slice(name.length + 1), one] as const);
  const kept = withoutProducts(initial, cluster).map((object) => forScenario(object, balancer));
  return {
    ...(balancer === undefined ? {} : { 'load-balancer': balancer.length === 1 ? balancer[0] : balancer }),
    ...(single.length === 0 ? {} : { 'external-dns': single[0] }),
    ...(several.length === 0 ? {} : { controllers: Object.fromEntries(several) }),
    ...(kept.length === 0 ? {} : { manifests: writtenManifests(kept, { stem: name, file }) }),
  };
}

function writtenController({ name, flags, version }: IncidentController, { lines }: Incident, found: Findings) {
  const firstMs = lines
    .filter(({ controller }) => controller === name)
    .reduce((least, { timeMs }) => Math.min(least, timeMs), Number.POSITIVE_INFINITY);
  const startsMs = Number.isFinite(firstMs) ? Math.floor((firstMs - found.originMs) / 1000) * 1000 : 0;
  const more = {
    ...(version === undefined ? {} : { version }),
    ...(startsMs > 0 ? { starts: formatDuration(startsMs) } : {}),
  };
  return Object.keys(more).length === 0 ? flags : { flags, ...more };
}

/** What the product makes by itself is not written out: the scenario's environment makes it again. */
function withoutProducts(
  objects: readonly KubernetesObject[],
  { endpoints }: IncidentCluster,
): readonly KubernetesObject[] {
  if (endpoints === undefined) return objects;
  return objects.filter(({ metadata }) => !(metadata.namespace === 'kura' && metadata.name.startsWith('kura-')));
}

function forScenario(object: KubernetesObject, balancer: readonly string[] | undefined): KubernetesObject {
  const { status, ...rest } = essence(object);
  return (balancer === undefined && status !== undefined ? { ...rest, status } : rest) as KubernetesObject;
}

function writtenManifests(
  objects: readonly KubernetesObject[],
  { stem, file }: { readonly stem: string; readonly file: AddFile },
) {
  const text = manifestsYaml(objects);
  return text.split('\n').length <= lineCountMax ? objects : [file(`${stem}-objects.yaml`, text)];
}

/** What happened, each step at its moment. */
function stepsOf(incident: Incident, found: Findings, file: AddFile): readonly Written[] {
  const dated: { readonly timeMs: number; readonly step: Written }[] = [...incident.deeds];
  for (const cluster of incident.clusters) {
    const history = found.histories.get(cluster.name);
    const balancer = onlyLoadBalancer([...cluster.objects, ...(history?.initial ?? [])]);
    (history?.changes ?? []).forEach(({ object, key, timeMs }, index) => {
      if (object !== null && withoutProducts([object], cluster).length === 0) return;
      const place = { cluster: cluster.name };
      const step =
        object === null
          ? { delete: { ...place, objects: [key] } }
          : {
              apply: {
                ...place,
                manifests: writtenManifests([forScenario(object, balancer)], {
                  stem: `${cluster.name}-applied-${index + 1}`,
                  file,
                }),
              },
            };
      dated.push({ timeMs, step });
    });
    for (const { name } of cluster.controllers) dated.push(...restartsOf(incident, name));
  }
  return dated
    .sort((left, right) => left.timeMs - right.timeMs)
    .map(({ timeMs, step }) => ({ at: formatDuration(Math.max(0, timeMs - found.originMs)), ...step }));
}

/** A process that was told to end, and the one after it. */
function restartsOf({ lines, deeds }: Incident, controller: string): readonly { timeMs: number; step: Written }[] {
  const own = lines.filter((line) => line.controller === controller);
  const isTold = (timeMs: number) =>
    deeds.some(({ step, timeMs: toldMs }) => step.stop === controller && Math.abs(toldMs - timeMs) < 60_000);
  return own.flatMap((line, index) => {
    if (!line.message.startsWith('Received SIGTERM') || isTold(line.timeMs)) return [];
    const next = own.slice(index + 1).find(({ message }) => message !== 'Terminating main controller loop');
    const stop = { timeMs: line.timeMs, step: { stop: controller } };
    return next === undefined ? [stop] : [stop, { timeMs: next.timeMs, step: { start: controller } }];
  });
}

function lastMoment({ lines, deeds }: Incident): number {
  return [...lines, ...deeds].reduce((latest, { timeMs }) => Math.max(latest, timeMs), 0);
}

/** What was exported in the end: the zones and the endpoint tables. */
function asExported({ zones, clusters }: Incident, { touched }: Findings): readonly Written[] {
  const lists = writtenEndpoints(clusters);
  const expected = [
    ...exportedZones(zones, touched),
    ...(Object.keys(lists).length === 0 ? [] : [{ endpoints: lists }]),
  ];
  return expected.map((expectation) => ({ ...expectation, within: '5m' }));
}

function wholesome(isProduct: boolean): readonly string[] {
  return ['no-shadowing', 'no-orphaned-ownership', ...(isProduct ? ['one-endpoint-per-account-and-region'] : [])];
}
