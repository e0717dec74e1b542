import { isWithin, nameOrder } from '../dns/name.ts';
import { zoneKey } from '../dns/zone.ts';
import type { Reader } from '../kernel/component.ts';
import { byCodeUnit } from '../kernel/json.ts';
import type { World } from '../kernel/model.ts';
import { type KubernetesObject, objectsOfKind } from '../kubernetes/cluster.ts';
import { ingressClassOf, publishedIngress } from '../kubernetes/load-balancer.ts';
import type { EnvironmentView } from '../properties/landscape.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import { columnLines } from './table-lines.ts';
import { zoneRows } from './zone-rows.ts';

/** What there is in a world of one kind, as people list it: rows under columns, and whole for machines. */
export interface WorldTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Plain JSON: lists of objects as `kubectl get -o json` has them, rows of tables as objects. */
  readonly json: unknown;
}

/** The name of a table. */
export type TableKind = keyof typeof tables;

/** Every table there is, in the order in which they are offered. */
export function tableKinds(): readonly TableKind[] {
  return Object.keys(tables) as TableKind[];
}

/** What a table is of, in a few words. */
export function describeTable(kind: TableKind): string {
  return tables[kind].summary;
}

/** The zones, clusters or environments that a table has rows of. */
export function placesOf(kind: TableKind, { landscape }: BuiltScenario): readonly string[] {
  return landscape[tables[kind].places].map(({ name }) => name);
}

/**
 * A table of a world: of one zone, cluster or environment, or, with `place` null, of all, where the JSON is by place.
 * A place that there is not has an empty table.
 */
export function worldTable(
  kind: TableKind,
  { built, world, place }: { readonly built: BuiltScenario; readonly world: World; readonly place: string | null },
): WorldTable {
  const { columns, contentOf } = tables[kind];
  const places = placesOf(kind, built).filter((name) => place === null || name === place);
  const contents = places.map((name) => contentOf(name, built, world));
  const byPlace = Object.fromEntries(places.map((name, index) => [name, contents[index]?.json]));
  return { columns, rows: contents.flatMap(({ rows }) => rows), json: place === null ? byPlace : byPlace[place] };
}

/** A table as aligned columns, harmless for terminals; without rows, what `kubectl` says of none. */
export function tableText({ columns, rows }: WorldTable): string {
  if (rows.length === 0) return 'No resources found\n';
  return `${columnLines([columns, ...rows]).join('\n')}\n`;
}

interface TableOf {
  readonly summary: string;
  readonly places: 'zones' | 'clusters' | 'environments';
  readonly columns: readonly string[];
  readonly contentOf: (place: string, built: BuiltScenario, world: World) => Omit<WorldTable, 'columns'>;
}

const tables = {
  zone: {
    summary: 'record sets with the owners that TXT records name',
    places: 'zones',
    columns: ['NAME', 'TTL', 'TYPE', 'OWNER', 'VALUE'],
    contentOf: zoneContent,
  },
  ingresses: objectTable('Ingress', ['CLASS', 'HOSTS', 'ADDRESS'], (ingress) => [
    [ingressClassOf(ingress) || '<none>', hostsOf(ingress), addressesOf(ingress)],
  ]),
  services: objectTable('Service', ['TYPE', 'EXTERNAL-IP', 'HOSTNAME'], (service) => [
    [
      String(service.spec?.type ?? 'ClusterIP'),
      addressesOf(service),
      service.metadata.annotations?.['external-dns.alpha.kubernetes.io/hostname'] ?? '<none>',
    ],
  ]),
  dnsendpoints: objectTable('DNSEndpoint', ['DNSNAME', 'TYPE', 'TTL', 'TARGETS'], endpointRows),
  kurainstances: objectTable('KuraInstance', ['HOST', 'GRPC-HOST', 'REVISION'], (instance) => [
    [
      String(instance.spec?.publicHost ?? '<none>'),
      String(instance.spec?.grpcPublicHost ?? '<none>'),
      instance.metadata.annotations?.['tuist.dev/kura-manifest-revision'] ?? '<none>',
    ],
  ]),
  endpoints: environmentTable({
    summary: "the product's endpoint table",
    columns: ['ACCOUNT', 'TECHNOLOGY', 'URL'],
    rowsOf: (environment, reader) => environment.endpoints(reader),
  }),
  servers: environmentTable({
    summary: "the product's servers",
    columns: ['ACCOUNT', 'REGION', 'STATUS', 'URL', 'IMAGE'],
    rowsOf: (environment, reader) => environment.servers(reader),
  }),
} as const satisfies Readonly<Record<string, TableOf>>;

function zoneContent(zone: string, built: BuiltScenario, world: World) {
  const rows = zoneRows(built, world)
    .filter(({ name }) => isWithin(zoneKey(name), zone))
    .toSorted((left, right) => byCodeUnit(nameOrder(left.name), nameOrder(right.name)));
  return {
    rows: rows.map(({ name, owner, record: { ttl, type, values, setIdentifier } }) => {
      const set = setIdentifier ? ` (set ${setIdentifier})` : '';
      return [name || '.', ttl === 0 ? 'auto' : String(ttl), type, owner ?? '<none>', `${values.join(' ')}${set}`];
    }),
    json: rows.map(({ owner, record }) => ({ ...record, owner })),
  };
}

function objectTable(
  kind: string,
  columns: readonly string[],
  cellsOf: (object: KubernetesObject) => readonly (readonly string[])[],
): TableOf {
  return {
    summary: `${kind} objects, as kubectl lists them`,
    places: 'clusters',
    columns: ['CLUSTER', 'NAMESPACE', 'NAME', ...columns],
    contentOf: (name, { model, landscape }, world) => {
      const cluster = landscape.clusters.find((candidate) => candidate.name === name);
      const items = cluster === undefined ? [] : objectsOfKind(cluster, model.reader(world), kind);
      return {
        rows: items.flatMap((object) => {
          const { namespace, name: objectName } = object.metadata;
          return cellsOf(object).map((cells) => [name, namespace, objectName, ...cells]);
        }),
        json: { apiVersion: 'v1', kind: 'List', items },
      };
    },
  };
}

function environmentTable(options: {
  readonly summary: string;
  readonly columns: readonly string[];
  readonly rowsOf: (environment: EnvironmentView, reader: Reader) => readonly object[];
}): TableOf {
  const { summary, columns, rowsOf } = options;
  return {
    summary,
    places: 'environments',
    columns: ['ENVIRONMENT', ...columns],
    contentOf: (name, { model, landscape }, world) => {
      const environment = landscape.environments.find((candidate) => candidate.name === name);
      const json = environment === undefined ? [] : rowsOf(environment, model.reader(world));
      const rows = json.map((row) => [name, ...columns.map((column) => cellOf(row, column.toLowerCase()))]);
      return { rows, json };
    },
  };
}

function cellOf(row: object, member: string): string {
  const value = (row as Readonly<Record<string, unknown>>)[member];
  return value === null || value === undefined ? '<none>' : String(value);
}

function hostsOf({ spec }: KubernetesObject): string {
  const rules = (spec?.rules ?? []) as readonly { readonly host?: string }[];
  return rules.map(({ host }) => host ?? '*').join(',') || '*';
}

function addressesOf(object: KubernetesObject): string {
  return (
    publishedIngress(object)
      .map(({ ip, hostname }) => ip ?? hostname ?? '')
      .join(',') || '<none>'
  );
}

function endpointRows({ spec }: KubernetesObject): readonly (readonly string[])[] {
  const endpoints = (spec?.endpoints ?? []) as readonly {
    readonly dnsName?: string;
    readonly recordType?: string;
    readonly recordTTL?: number;
    readonly targets?: readonly string[];
  }[];
  return endpoints.map(({ dnsName = '', recordType = '', recordTTL, targets = [] }) => {
    return [dnsName, recordType, recordTTL === undefined ? 'auto' : String(recordTTL), targets.join(',')];
  });
}
