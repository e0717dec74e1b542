import type { Configuration } from '../configuration.ts';
import { filterByOwner } from '../endpoint/ownership.ts';
import type { Changes, Endpoint } from '../endpoint.ts';
import { labelsOfText, labelText } from '../labels/label-text.ts';
import { Log } from '../log.ts';
import { rulesOf } from '../version.ts';
import type { ChangesApplied, RecordsRead } from './registry.ts';
import type { RegistryState } from './registry-state.ts';

/**
 * Ownership kept in the description of a service, which the host lists as a label of each record: AWS Cloud Map's way,
 * whose host is not modelled. A host that keeps labels (`inmemory`) does as well; at any other nothing is ever owned.
 *
 * *Source:* registry/awssd/registry.go; before v0.21.0 registry/aws_sd_registry.go.
 */

const description = 'aws-sd-description';

/** The listing with the labels that the descriptions hold; a description that is none gives no labels. */
export function readRecords(options: {
  readonly configuration: Configuration;
  readonly state: RegistryState;
  readonly listed: readonly Endpoint[];
}): RecordsRead {
  const { readsEqualsInLabels } = rulesOf(options.configuration);
  const endpoints = options.listed.map((record) => ({
    ...record,
    labels: labelsOfText(record.labels[description] ?? '', { readsEqualsInLabels }) ?? {},
  }));
  return { endpoints, state: options.state, log: [] };
}

/** The changes, each endpoint with owner and description. */
export function applyChanges(options: {
  readonly configuration: Configuration;
  readonly state: RegistryState;
  readonly changes: Changes;
}): ChangesApplied {
  const { configuration, state, changes } = options;
  const { txtOwnerId } = configuration;
  const log = new Log(configuration.logLevel);
  const described = (endpoints: readonly Endpoint[]) =>
    endpoints.map((endpoint) => {
      const labels = { ...endpoint.labels, owner: txtOwnerId };
      return { ...endpoint, labels: { ...labels, [description]: labelText(labels, { isQuoted: false }) } };
    });
  const owned = (endpoints: readonly Endpoint[]) => filterByOwner(txtOwnerId, endpoints, log, configuration);
  const [updateNew, updateOld, deleted] = [owned(changes.updateNew), owned(changes.updateOld), owned(changes.delete)];
  return {
    changes: {
      create: described(changes.create),
      updateNew: described(updateNew),
      updateOld: described(updateOld),
      delete: described(deleted),
    },
    before: [],
    after: [],
    state,
    log: log.lines,
  };
}
