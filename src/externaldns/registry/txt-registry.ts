import { byCodeUnit } from '../../kernel/json.ts';
import type { Configuration } from '../configuration.ts';
import { keyOf } from '../endpoint/endpoint-text.ts';
import { newEndpoint } from '../endpoint/new-endpoint.ts';
import { filterByOwner, isOwnedBy } from '../endpoint/ownership.ts';
import { aliasOf, withProperty } from '../endpoint/provider-specific.ts';
import { quote } from '../endpoint/quote.ts';
import type { Changes, Endpoint } from '../endpoint.ts';
import { labelsOfText, labelText } from '../labels/label-text.ts';
import { Log } from '../log.ts';
import { isManagedType } from '../plan/managed-type.ts';
import { applyToCache } from './records-cache.ts';
import type { ChangesApplied, RecordsRead } from './registry.ts';
import { type RegistryState, txtKey } from './registry-state.ts';
import { createTxtNameMapper, type TxtNameMapper } from './txt-name-mapper.ts';

/**
 * Ownership kept in TXT records beside the records they speak for.
 *
 * *Source:* registry/txt/registry.go.
 */

/** Asks a plan for an update whose side effect is to write a missing TXT record. No desired endpoint has it. */
const forceUpdate = { name: 'txt/force-update', value: 'true' };

type LabelsByKey = ReadonlyMap<string, Endpoint['labels']>;

/** The listing less ownership records, each endpoint with the labels that its ownership record gives it. */
export function readRecords(options: {
  readonly configuration: Configuration;
  readonly state: RegistryState;
  readonly listed: readonly Endpoint[];
}): RecordsRead {
  const { configuration, state, listed } = options;
  const log = new Log(configuration.logLevel);
  if (state.cachedEndpoints !== null) {
    log.debug(() => 'Using cached records.');
    return { endpoints: state.cachedEndpoints, state: { ...state, existingTxts: [] }, log: log.lines };
  }
  const mapper = createTxtNameMapper(configuration);
  const { records, labelsByKey, txtNames, existingTxts } = sortListing(listed, mapper, log);
  const warned = new Set(state.warnedTxts);
  const { txtOwnerId, migrateFromTxtOwner } = configuration;
  const endpoints = records.map((record) => {
    let endpoint = withLabelsFrom(labelsByKey, record, { configuration, mapper, warned, log });
    if (migrateFromTxtOwner !== '' && isOwnedBy(endpoint, migrateFromTxtOwner)) {
      endpoint = { ...endpoint, labels: { ...endpoint.labels, owner: txtOwnerId } };
    }
    return isTxtMissing(endpoint, { configuration, mapper, txtNames, log })
      ? withProperty(endpoint, forceUpdate)
      : endpoint;
  });
  const isCaching = configuration.txtCacheIntervalMs > 0;
  return {
    endpoints,
    state: {
      existingTxts: [...existingTxts].sort(byCodeUnit),
      cachedEndpoints: isCaching ? endpoints : null,
      warnedTxts: [...warned].sort(byCodeUnit),
    },
    log: log.lines,
  };
}

/**
 * The changes with the TXT records that go with them; the memory as if they had succeeded.
 *
 * A create writes no TXT where the last listing showed an ownership TXT of that name, whoever's it is.
 */
export function applyChanges(options: {
  readonly configuration: Configuration;
  readonly state: RegistryState;
  readonly changes: Changes;
}): ChangesApplied {
  const { configuration, state, changes } = options;
  const log = new Log(configuration.logLevel);
  const mapper = createTxtNameMapper(configuration);
  const { txtOwnerId } = configuration;
  const existing = new Set(state.existingTxts);

  const updateNew = filterByOwner(txtOwnerId, changes.updateNew, log);
  const updateOld = filterByOwner(txtOwnerId, changes.updateOld, log);
  const deleted = filterByOwner(txtOwnerId, changes.delete, log);
  const created = changes.create.map((endpoint) =>
    isOwnedBy(endpoint, txtOwnerId) ? endpoint : { ...endpoint, labels: { ...endpoint.labels, owner: txtOwnerId } },
  );
  const withTxts = (endpoints: readonly Endpoint[]) => [
    ...endpoints,
    ...endpoints.flatMap((endpoint) => txtRecordOf(endpoint, mapper, log) ?? []),
  ];
  const isAbsent = (txt: Endpoint) => !existing.has(txtKey(txt.dnsName, txt.setIdentifier));
  const createdTxts = created.flatMap((endpoint) => txtRecordOf(endpoint, mapper, log) ?? []).filter(isAbsent);
  const applied: Changes = {
    create: [...created, ...createdTxts],
    delete: withTxts(deleted),
    updateOld: withTxts(updateOld),
    updateNew: withTxts(updateNew),
  };
  const isCaching = configuration.txtCacheIntervalMs > 0 && state.cachedEndpoints !== null;
  return {
    changes: applied,
    state: isCaching
      ? {
          ...state,
          cachedEndpoints: applyToCache(state.cachedEndpoints, {
            create: created,
            updateOld,
            updateNew,
            delete: deleted,
          }),
        }
      : state,
    log: log.lines,
  };
}

/** The keys of the TXT records that creating these endpoints asks about. */
export function txtKeysOf(configuration: Configuration, created: readonly Endpoint[]): ReadonlySet<string> {
  const mapper = createTxtNameMapper(configuration);
  const silent = new Log('panic');
  return new Set(
    created.flatMap((endpoint) => {
      const txt = txtRecordOf(endpoint, mapper, silent);
      return txt === undefined ? [] : [txtKey(txt.dnsName, txt.setIdentifier)];
    }),
  );
}

/** Parts ownership records from the rest of a listing. */
function sortListing(listed: readonly Endpoint[], mapper: TxtNameMapper, log: Log) {
  const records: Endpoint[] = [];
  const labelsByKey = new Map<string, Endpoint['labels']>();
  const txtNames = new Set<string>();
  const existingTxts = new Set<string>();
  for (const record of listed) {
    if (record.recordType !== 'TXT') {
      records.push(record);
      continue;
    }
    const { dnsName, setIdentifier } = record;
    const [text] = record.targets;
    if (text === undefined) {
      log.error(`TXT record has no targets ${dnsName}`);
      continue;
    }
    const labels = labelsOfText(text);
    if (labels === undefined) {
      records.push(record);
      continue;
    }
    const owned = mapper.toEndpointName(dnsName, log);
    labelsByKey.set(keyOf(owned.dnsName, owned.recordType, setIdentifier), labels);
    txtNames.add(dnsName);
    existingTxts.add(txtKey(dnsName, setIdentifier));
  }
  return { records, labelsByKey, txtNames, existingTxts };
}

/** An endpoint with its own labels overlaid by those of its ownership record, if there is one. */
function withLabelsFrom(
  labelsByKey: LabelsByKey,
  endpoint: Endpoint,
  context: {
    readonly configuration: Configuration;
    readonly mapper: TxtNameMapper;
    readonly warned: Set<string>;
    readonly log: Log;
  },
): Endpoint {
  const { dnsName, recordType, setIdentifier } = endpoint;
  // The replacement is looked up as typed though it was written in lower case: capitals in it lose all wildcards.
  const replacement = context.configuration.txtWildcardReplacement;
  const isReplaced = replacement !== '' && (dnsName === '*' || dnsName.startsWith('*.'));
  const name = isReplaced ? replacement + dnsName.slice(1) : dnsName;

  let labels = labelsByKey.get(keyOf(name, recordType, setIdentifier));
  if (recordType === 'A' && isAliasA(endpoint)) {
    const outdated = labelsByKey.get(keyOf(name, 'CNAME', setIdentifier));
    if (outdated !== undefined) {
      labels ??= outdated;
      warnOfOutdatedTxt(name, context);
    }
  }
  if (labels === undefined && recordType !== 'AAAA') labels = labelsByKey.get(keyOf(name, '', setIdentifier));
  return labels === undefined ? endpoint : { ...endpoint, labels: { ...endpoint.labels, ...labels } };
}

function isAliasA(endpoint: Endpoint): boolean {
  const alias = aliasOf(endpoint);
  return alias === 'true' || alias === 'A';
}

function warnOfOutdatedTxt(
  name: string,
  { mapper, warned, log }: { readonly mapper: TxtNameMapper; readonly warned: Set<string>; readonly log: Log },
): void {
  const outdated = mapper.toTxtName(name, 'CNAME');
  if (warned.has(outdated)) return;
  warned.add(outdated);
  const current = mapper.toTxtName(name, 'A');
  log.warning(
    `Obsolete legacy TXT record ${quote(outdated)} for A ALIAS ${quote(name)} can be removed; now using ${quote(current)} (see scripts/aws-cleanup-legacy-txt-records.py).`,
  );
}

/**
 * Whether an owned endpoint lacks the TXT record that this instance would write. Never so if the listing holds no
 * ownership record at all. Set identifiers do not count here.
 */
function isTxtMissing(
  endpoint: Endpoint,
  context: {
    readonly configuration: Configuration;
    readonly mapper: TxtNameMapper;
    readonly txtNames: ReadonlySet<string>;
    readonly log: Log;
  },
): boolean {
  const { configuration, mapper, txtNames, log } = context;
  if (txtNames.size === 0 || !isOwnedBy(endpoint, configuration.txtOwnerId)) return false;
  if (!isManagedType(endpoint.recordType, configuration)) return false;
  const dnsName = mapper.toTxtName(endpoint.dnsName, endpoint.recordType);
  const txt = newEndpoint({ dnsName, recordType: 'TXT', targets: [] }, log);
  return txt !== undefined && !txtNames.has(txt.dnsName);
}

/** The ownership record of an endpoint; `undefined`, with an error in the log, if its name would be too long. */
function txtRecordOf(endpoint: Endpoint, mapper: TxtNameMapper, log: Log): Endpoint | undefined {
  const dnsName = mapper.toTxtName(endpoint.dnsName, endpoint.recordType);
  const txt = newEndpoint({ dnsName, recordType: 'TXT', targets: [labelText(endpoint.labels)] }, log);
  if (txt === undefined) return undefined;
  const { setIdentifier, providerSpecific } = endpoint;
  return { ...txt, setIdentifier, providerSpecific, labels: { ownedRecord: endpoint.dnsName } };
}
