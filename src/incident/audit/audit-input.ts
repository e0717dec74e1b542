import type { Configuration } from '../../externaldns/configuration.ts';
import type { KubernetesObject } from '../../kubernetes/cluster.ts';
import type { RecordTable } from '../zone-export/record-table.ts';

/** What an audit looks at. */
export interface AuditInput {
  /** Lower case, without the final dot. */
  readonly zoneName: string;
  readonly records: RecordTable;
  readonly controllers: readonly AuditController[];
  /** How many names are planned at a time, which does not show in the result; a number that is fast unless given. */
  readonly partSize?: number;
}

/** An external-dns process and what its cluster wants of it. */
export interface AuditController {
  /** How the report calls it: the cluster, or cluster and workload where a cluster has several. */
  readonly name: string;
  readonly cluster: string;
  readonly configuration: Configuration;
  /** `null` if nothing is known about what the cluster wants. */
  readonly objects: readonly KubernetesObject[] | null;
}
