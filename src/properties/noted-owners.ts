import {
  dnsRecordKind,
  endpointOfDnsRecord,
  isProgrammed,
  ownerOfDnsRecord,
} from '../externaldns/registry/dns-record.ts';
import { subjectOfRowKey } from '../externaldns/registry/ownership-table.ts';
import type { Reader } from '../kernel/component.ts';
import { objectsOfKind } from '../kubernetes/cluster.ts';
import type { ControllerView, Landscape } from './landscape.ts';
import { setKey } from './stored-sets.ts';

/** What is noted about a record set's owner outside the zone. */
export interface NotedOwner {
  /** Of {@link setKey}. */
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly owner: string;
  /** A row of this table, or an object of this cluster. */
  readonly keptIn: { readonly table: string } | { readonly cluster: string };
  /** The note says that its record is at the host; otherwise it has been written ahead, or the host refused. */
  readonly isConfirmed: boolean;
}

/**
 * The owners that registries keep in tables and in DNSRecord objects, as those controllers find them that have such a
 * registry in this world.
 *
 * *Source:* registry/dynamodb/registry.go: Records; registry/crd/crd.go: Records.
 */
export function notedOwnersIn(
  { controllers, clusters, tables }: Pick<Landscape, 'controllers' | 'clusters' | 'tables'>,
  reader: Reader,
): readonly NotedOwner[] {
  const configured = (registry: string): readonly ControllerView[] =>
    controllers.filter(({ configuration }) => configuration(reader).registry === registry);
  const tableNames = new Set(configured('dynamodb').map(({ configuration }) => configuration(reader).dynamodbTable));
  const clusterNames = new Set(configured('crd').map(({ cluster }) => cluster));
  const rows = tables
    .filter(({ name }) => tableNames.has(name))
    .flatMap((table) =>
      table.rows.entries(reader).map(([rowKey, { owner }]): NotedOwner => {
        const subject = subjectOfRowKey(rowKey);
        const { name, type } = subject;
        return {
          key: setKey(subject),
          name,
          type,
          owner,
          keptIn: { table: table.name },
          isConfirmed: true,
        };
      }),
    );
  const objects = clusters
    .filter(({ name }) => clusterNames.has(name))
    .flatMap((cluster) =>
      objectsOfKind(cluster, reader, dnsRecordKind).map((object): NotedOwner => {
        const { dnsName: name, recordType: type, setIdentifier } = endpointOfDnsRecord(object);
        const key = setKey({ name, type, setIdentifier });
        const keptIn = { cluster: cluster.name };
        return { key, name, type, owner: ownerOfDnsRecord(object), keptIn, isConfirmed: isProgrammed(object) };
      }),
    );
  return [...rows, ...objects].filter(({ owner }) => owner !== '');
}
