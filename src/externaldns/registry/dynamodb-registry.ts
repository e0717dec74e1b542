import type { Configuration } from '../configuration.ts';
import { keyOf } from '../endpoint/endpoint-text.ts';
import { filterByOwner } from '../endpoint/ownership.ts';
import { propertyOf, withProperty } from '../endpoint/provider-specific.ts';
import type { Changes, Endpoint, Labels } from '../endpoint.ts';
import { decodeLabels } from '../labels/label-codec.ts';
import { Log } from '../log.ts';
import { isManagedType } from '../plan/managed-type.ts';
import { rulesOf } from '../version.ts';
import { rowKey, type TableRow } from './ownership-table.ts';
import { applyToCache } from './records-cache.ts';
import type { ChangesApplied, RecordsRead } from './registry.ts';
import type { RegistryCall, TableStatement } from './registry-call.ts';
import type { RegistryState } from './registry-state.ts';
import { createTxtNameMapper } from './txt-name-mapper.ts';

/**
 * Ownership kept in a DynamoDB table. Only the owner's own rows are read, once, and remembered until something fails; so
 * a record of another owner's looks like nobody's, and what tells owners apart is that an insert finds a row.
 *
 * *Source:* registry/dynamodb/registry.go; before v0.21.0 registry/dynamodb.go.
 */

/** Asks for an update whose side effect is to write the row of a record that has a TXT record so far. */
const migrate = { name: 'dynamodb/needs-migration', value: 'true' };

/** So many statements go out together. */
const batchSize = 25;

/**
 * The listing with the labels of the owner's rows. TXT records of the TXT registry give labels to records without a row,
 * to be moved to the table; those that speak for no record any more are listed as owned, so that they are deleted.
 * `rows` is the table as it is, and is not looked at where the rows are remembered.
 */
export function readRecords(options: {
  readonly configuration: Configuration;
  readonly state: RegistryState;
  readonly listed: readonly Endpoint[];
  readonly rows: readonly (readonly [string, TableRow])[];
}): RecordsRead {
  const { configuration, state, listed } = options;
  const log = new Log(configuration.logLevel);
  if (state.cachedEndpoints !== null) {
    log.debug(() => 'Using cached records.');
    return { endpoints: state.cachedEndpoints, state, log: log.lines };
  }
  const { txtOwnerId } = configuration;
  const ownedRows = state.ownedRows ?? ownRows(options.rows, txtOwnerId);
  const orphaned = new Set(Object.keys(ownedRows));
  const mapper = createTxtNameMapper(configuration);
  const txtLabels = new Map<string, Labels>();
  const txtRecords = new Map<string, Endpoint>();
  const records: Endpoint[] = [];
  for (const record of listed) {
    const labels = ownedRows[rowKey(record)];
    const [text] = record.targets;
    const claimed = labels === undefined && record.recordType === 'TXT' && text !== undefined;
    const decoded = claimed ? decodeLabels(text, configuration) : undefined;
    if (decoded === undefined) {
      orphaned.delete(rowKey(record));
      records.push({ ...record, labels: labels ?? {} });
      continue;
    }
    const host = mapper.toEndpointName(record.dnsName, log);
    const key = keyOf(host.dnsName, host.recordType === 'AAAA' ? 'AAAA' : '', record.setIdentifier);
    txtLabels.set(key, decoded);
    txtRecords.set(key, { ...record, labels: {} });
  }
  const endpoints = records.map((record) => {
    const key = txtKeyOf(record, configuration);
    const labels = ownedRows[rowKey(record)] === undefined ? txtLabels.get(key) : undefined;
    if (labels === undefined) return record;
    txtRecords.delete(key);
    return withProperty({ ...record, labels: { ...record.labels, ...labels } }, migrate);
  });
  if (txtRecords.size > 0 && !isManagedType('TXT', configuration)) {
    log.info('Old TXT ownership records will not be deleted because "TXT" is not in the set of managed record types.');
  }
  const leftOver = [...txtRecords.values()].map((record) => ({ ...record, labels: { owner: txtOwnerId } }));
  const all = [...endpoints, ...leftOver];
  const cachedEndpoints = configuration.txtCacheIntervalMs > 0 ? all : null;
  return {
    endpoints: all,
    state: { ...state, ownedRows, orphanedRows: [...orphaned].sort(), cachedEndpoints },
    log: log.lines,
  };
}

/**
 * Rows first, then the provider, then the rows of what is gone. What an insert finds taken is dropped from the creates
 * once that is known. A dry run keeps the provider from acting, not the table.
 */
export function applyChanges(options: {
  readonly configuration: Configuration;
  readonly state: RegistryState;
  readonly changes: Changes;
}): ChangesApplied {
  const { configuration, state, changes } = options;
  const { txtOwnerId, dynamodbTable: table } = configuration;
  const log = new Log(configuration.logLevel);
  const owned = (endpoints: readonly Endpoint[]) => filterByOwner(txtOwnerId, endpoints, log, configuration);
  const [updateNew, updateOld, deleted] = [owned(changes.updateNew), owned(changes.updateOld), owned(changes.delete)];
  const create = changes.create.map((endpoint) => ({
    ...endpoint,
    labels: { ...endpoint.labels, owner: txtOwnerId },
  }));
  const rows: Record<string, Labels> = { ...state.ownedRows };
  const orphaned = new Set(state.orphanedRows);
  const statements: TableStatement[] = [];
  for (const endpoint of create) {
    const key = rowKey(endpoint);
    const known = rows[key];
    if (known === undefined) statements.push({ operation: 'INSERT', key, labels: withoutOwner(endpoint.labels) });
    else statements.push(...updateStatements(key, known, endpoint.labels));
    orphaned.delete(key);
    rows[key] = endpoint.labels;
  }
  for (const endpoint of deleted) delete rows[rowKey(endpoint)];
  const before = new Map(updateOld.map((endpoint) => [rowKey(endpoint), endpoint]));
  let isMigrating = false;
  for (const endpoint of updateNew) {
    const key = rowKey(endpoint);
    const old = before.get(key);
    if (old !== undefined && propertyOf(old, migrate.name) !== undefined) {
      statements.push({ operation: 'INSERT', key, labels: withoutOwner(endpoint.labels) });
      isMigrating = true;
    } else {
      statements.push(...updateStatements(key, old?.labels ?? {}, endpoint.labels));
    }
    rows[key] = endpoint.labels;
  }
  const gone = [...deleted.map(rowKey), ...orphaned].map((key): TableStatement => ({ operation: 'DELETE', key }));
  for (const key of orphaned) delete rows[key];
  const applied: Changes = { create, updateOld, updateNew, delete: deleted };
  const isCached = state.cachedEndpoints !== null && !isMigrating;
  return {
    changes: applied,
    before: batchesOf(table, statements),
    after: batchesOf(table, gone),
    state: {
      ...state,
      ownedRows: rows,
      orphanedRows: [],
      cachedEndpoints: isCached ? applyToCache(state.cachedEndpoints ?? [], applied, rulesOf(configuration)) : null,
    },
    log: log.lines,
  };
}

/** The memory after a row turned out to be another owner's: the create that wanted it is given up. */
export function withoutRow(state: RegistryState, key: string): RegistryState {
  const { [key]: _, ...ownedRows } = state.ownedRows ?? {};
  const cachedEndpoints = state.cachedEndpoints?.filter((endpoint) => rowKey(endpoint) !== key) ?? null;
  return { ...state, ownedRows, cachedEndpoints };
}

/** The memory after something failed: everything is read again. */
export function afterFailure(state: RegistryState): RegistryState {
  return { ...state, ownedRows: null, orphanedRows: [], cachedEndpoints: null };
}

function ownRows(rows: readonly (readonly [string, TableRow])[], ownerId: string): Readonly<Record<string, Labels>> {
  const own = rows.filter(([, { owner }]) => owner === ownerId);
  return Object.fromEntries(own.map(([key, { labels }]) => [key, { ...labels, owner: ownerId }]));
}

function txtKeyOf({ dnsName, recordType, setIdentifier }: Endpoint, configuration: Configuration): string {
  const { txtWildcardReplacement: replacement } = configuration;
  const isReplaced = replacement !== '' && (dnsName === '*' || dnsName.startsWith('*.'));
  const name = isReplaced ? replacement + dnsName.slice(1) : dnsName;
  return keyOf(name, recordType === 'AAAA' ? 'AAAA' : '', setIdentifier);
}

/** Nothing where the labels stay the same (appendUpdate). */
function updateStatements(key: string, old: Labels, labels: Labels): readonly TableStatement[] {
  const names = Object.keys(old);
  const isSame = names.length === Object.keys(labels).length && names.every((name) => old[name] === labels[name]);
  return isSame ? [] : [{ operation: 'UPDATE', key, labels: withoutOwner(labels) }];
}

function withoutOwner({ owner: _, ...labels }: Labels): Labels {
  return labels;
}

function batchesOf(table: string, statements: readonly TableStatement[]): readonly RegistryCall[] {
  const count = Math.ceil(statements.length / batchSize);
  return Array.from({ length: count }, (_, index) => ({
    kind: 'table',
    table,
    statements: statements.slice(index * batchSize, (index + 1) * batchSize),
  }));
}
