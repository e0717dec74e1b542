import type { KubernetesObject } from '../../kubernetes/cluster.ts';
import type { Configuration } from '../configuration.ts';
import { filterByOwner } from '../endpoint/ownership.ts';
import type { Changes, Endpoint, Labels } from '../endpoint.ts';
import { Log } from '../log.ts';
import { dnsRecordKey, endpointOfDnsRecord, isProgrammedFor } from './dns-record.ts';
import type { ChangesApplied, RecordsRead } from './registry.ts';
import type { ObjectOperation, RegistryCall } from './registry-call.ts';
import type { RegistryState } from './registry-state.ts';

/**
 * Ownership kept in DNSRecord objects of the controller's own cluster (from v0.22.0). The host is never listed: what is
 * there is what the objects say, so that records of others and records made by hand are not seen, and are created over.
 *
 * *Source:* registry/crd/crd.go.
 */

/** The namespace of the objects: `--namespace`, or `default`. */
export function dnsRecordNamespace({ namespace }: Pick<Configuration, 'namespace'>): string {
  return namespace === '' ? 'default' : namespace;
}

/** The endpoints of the owner's objects that have been programmed. `objects` are the DNSRecords of the cluster. */
export function readRecords(options: {
  readonly configuration: Configuration;
  readonly state: RegistryState;
  readonly objects: readonly KubernetesObject[];
}): RecordsRead {
  const { configuration, state, objects } = options;
  const namespace = dnsRecordNamespace(configuration);
  const endpoints = objects
    .filter(({ metadata }) => metadata.namespace === namespace)
    .filter((object) => isProgrammedFor(object, configuration.txtOwnerId))
    .map(endpointOfDnsRecord);
  return { endpoints, state, log: [] };
}

/**
 * The labels of an object whose record was programmed: those that the host gave back, with owner and resource. Hosts
 * other than `inmemory` give none. (That external-dns lists the host once more to find them is not modelled, nor that
 * this may fail.)
 */
export function crdLabels(
  labels: Labels,
  { ownerId, keepsLabels }: { readonly ownerId: string; readonly keepsLabels: boolean },
): Labels {
  if (keepsLabels) return labels;
  const { resource = '' } = labels;
  return { owner: ownerId, ...(resource === '' ? {} : { resource }) };
}

/** Objects first, then the provider, then what the objects say about it, then the objects of what is gone. */
export function applyChanges(options: {
  readonly configuration: Configuration;
  readonly state: RegistryState;
  readonly changes: Changes;
}): ChangesApplied {
  const { configuration, state, changes } = options;
  const { txtOwnerId } = configuration;
  const namespace = dnsRecordNamespace(configuration);
  const log = new Log(configuration.logLevel);
  const owned = (endpoints: readonly Endpoint[]) => filterByOwner(txtOwnerId, endpoints, log, configuration);
  const [updateNew, updateOld, deleted] = [owned(changes.updateNew), owned(changes.updateOld), owned(changes.delete)];
  const create = changes.create.map((endpoint) => ({ ...endpoint, labels: { ...endpoint.labels, owner: txtOwnerId } }));
  const call = (operation: ObjectOperation, endpoint: Endpoint, named: Endpoint = endpoint): RegistryCall => ({
    kind: 'object',
    operation,
    endpoint,
    key: dnsRecordKey(named, namespace),
  });
  return {
    changes: { create, updateNew, updateOld, delete: deleted },
    before: [
      ...create.map((endpoint) => call('accept', endpoint)),
      ...updateNew.map((endpoint, index) => call('update', endpoint, updateOld[index])),
    ],
    after: [
      ...create.map((endpoint) => call('programmed', endpoint)),
      ...updateNew.map((endpoint, index) => call('programmed', endpoint, updateOld[index])),
      ...deleted.map((endpoint) => call('delete', endpoint)),
    ],
    state,
    log: log.lines,
  };
}
