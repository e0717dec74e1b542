import { byCodeUnit } from '../../kernel/json.ts';
import type { Configuration } from '../configuration.ts';
import { keyOf } from '../endpoint/endpoint-text.ts';
import { withoutFinalDot } from '../endpoint/new-endpoint.ts';
import { filterByOwner, isOwnedBy } from '../endpoint/ownership.ts';
import { aliasOf, withProperty } from '../endpoint/provider-specific.ts';
import { quote } from '../endpoint/quote.ts';
import type { Changes, Endpoint } from '../endpoint.ts';
import { decodeLabels, type LabelPurpose } from '../labels/label-codec.ts';
import { Log } from '../log.ts';
import { isManagedType } from '../plan/managed-type.ts';
import { rulesOf } from '../version.ts';
import { applyToCache } from './records-cache.ts';
import type { ChangesApplied, RecordsRead } from './registry.ts';
import { type RegistryState, txtKey } from './registry-state.ts';
import { createTxtNameMapper, type TxtNameMapper } from './txt-name-mapper.ts';
import { newTxt, type TxtContext, txtNamesOf, txtRecordsOf } from './txt-records.ts';

/**
 * Ownership kept in TXT records beside the records they speak for.
 *
 * *Source:* registry/txt/registry.go; before v0.21.0 registry/txt.go.
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
  const { forgetsSeenTxtsAtListing } = rulesOf(configuration);
  const log = new Log(configuration.logLevel);
  if (state.cachedEndpoints !== null) {
    log.debug(() => 'Using cached records.');
    const existingTxts = forgetsSeenTxtsAtListing ? [] : state.existingTxts;
    return { endpoints: state.cachedEndpoints, state: { ...state, existingTxts }, log: log.lines };
  }
  const mapper = createTxtNameMapper(configuration);
  const { records, labelsByKey, txtNames, existingTxts } = sortListing(listed, { configuration, mapper, log });
  const warned = new Set(state.warnedTxts);
  const missingTxts: Endpoint[] = [];
  const { txtOwnerId, migrateFromTxtOwner } = configuration;
  const endpoints = records.map((record) => {
    let endpoint = withLabelsFrom(labelsByKey, record, { configuration, mapper, warned, log });
    if (migrateFromTxtOwner !== '' && isOwnedBy(endpoint, migrateFromTxtOwner)) {
      endpoint = { ...endpoint, labels: { ...endpoint.labels, owner: txtOwnerId } };
    }
    return withMissingTxts(endpoint, { configuration, mapper, txtNames, missingTxts, log });
  });
  const isCaching = configuration.txtCacheIntervalMs > 0;
  const seen = forgetsSeenTxtsAtListing ? existingTxts : new Set([...state.existingTxts, ...existingTxts]);
  return {
    endpoints,
    state: {
      ...state,
      existingTxts: [...seen].sort(byCodeUnit),
      missingTxts,
      cachedEndpoints: isCaching ? endpoints : null,
      warnedTxts: [...warned].sort(byCodeUnit),
    },
    log: log.lines,
  };
}

/**
 * The changes with the TXT records that go with them; the memory as if they had succeeded.
 *
 * From v0.19.0 a create writes no TXT where an ownership TXT of that name was seen, whoever's it is.
 */
export function applyChanges(options: {
  readonly configuration: Configuration;
  readonly state: RegistryState;
  readonly changes: Changes;
}): ChangesApplied {
  const { configuration, state, changes } = options;
  const { skipsSeenTxts, forgetsSeenTxtsAtListing } = rulesOf(configuration);
  const log = new Log(configuration.logLevel);
  const mapper = createTxtNameMapper(configuration);
  const { txtOwnerId } = configuration;
  const seen = new Set(skipsSeenTxts ? state.existingTxts : []);

  const owned = (endpoints: readonly Endpoint[]) => filterByOwner(txtOwnerId, endpoints, log, configuration);
  const withTxts = (endpoints: readonly Endpoint[], purpose: LabelPurpose) => {
    const made = endpoints.map((endpoint) => {
      const { txts, labels } = txtRecordsOf(endpoint, { configuration, mapper, log, purpose });
      return { endpoint: labels === endpoint.labels ? endpoint : { ...endpoint, labels }, txts };
    });
    return { own: made.map(({ endpoint }) => endpoint), txts: made.flatMap(({ txts }) => txts) };
  };
  const [updateNew, updateOld, deleted] = [owned(changes.updateNew), owned(changes.updateOld), owned(changes.delete)];
  const created = withTxts(
    changes.create.map((endpoint) =>
      isOwnedBy(endpoint, txtOwnerId) ? endpoint : { ...endpoint, labels: { ...endpoint.labels, owner: txtOwnerId } },
    ),
    'create',
  );
  const removed = withTxts(deleted, 'delete');
  const outdated = withTxts(updateOld, 'update-old');
  const renewed = withTxts(updateNew, 'update-new');
  const isAbsent = (txt: Endpoint) => !seen.has(txtKey(txt.dnsName, txt.setIdentifier));
  const isCaching = configuration.txtCacheIntervalMs > 0 && state.cachedEndpoints !== null;
  return {
    changes: {
      create: [...created.own, ...created.txts.filter(isAbsent)],
      delete: [...removed.own, ...removed.txts],
      updateOld: [...outdated.own, ...outdated.txts],
      updateNew: [...renewed.own, ...renewed.txts],
    },
    before: [],
    after: [],
    state: {
      ...state,
      existingTxts: forgetsSeenTxtsAtListing ? state.existingTxts : [],
      cachedEndpoints: isCaching
        ? applyToCache(
            state.cachedEndpoints,
            { create: created.own, updateOld: outdated.own, updateNew: renewed.own, delete: removed.own },
            rulesOf(configuration),
          )
        : state.cachedEndpoints,
    },
    log: log.lines,
  };
}

/** The keys of the TXT records that creating these endpoints asks about. */
export function txtKeysOf(configuration: Configuration, created: readonly Endpoint[]): ReadonlySet<string> {
  const mapper = createTxtNameMapper(configuration);
  return new Set(
    created.flatMap((endpoint) =>
      txtNamesOf(endpoint, { configuration, mapper }).map((name) =>
        txtKey(withoutFinalDot(name), endpoint.setIdentifier),
      ),
    ),
  );
}

/** Parts ownership records from the rest of a listing. */
function sortListing(listed: readonly Endpoint[], { configuration, mapper, log }: TxtContext) {
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
    const labels = decodeLabels(text, configuration);
    if (labels === undefined) {
      records.push(record);
      continue;
    }
    const owned = mapper.toEndpointName(dnsName, log);
    const keyType = isReadTyped(configuration) ? owned.recordType : untypedKeyType(owned.recordType, configuration);
    labelsByKey.set(keyOf(owned.dnsName, keyType, setIdentifier), labels);
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

  const labels = isReadTyped(context.configuration)
    ? typedLabels(labelsByKey, endpoint, { ...context, name })
    : labelsByKey.get(keyOf(name, untypedKeyType(recordType, context.configuration), setIdentifier));
  return labels === undefined ? endpoint : { ...endpoint, labels: { ...endpoint.labels, ...labels } };
}

/** By name and type; else, but for AAAA, by name alone. Aliases have had other names, which releases read differently. */
function typedLabels(
  labelsByKey: LabelsByKey,
  endpoint: Endpoint,
  context: TxtContext & { readonly warned: Set<string>; readonly name: string },
): Endpoint['labels'] | undefined {
  const { recordType, setIdentifier } = endpoint;
  const { name } = context;
  const { namesAliasTxtAfterCname, readsAliasTxtOfCname } = rulesOf(context.configuration);
  const isNamedCname = namesAliasTxtAfterCname && recordType === 'A' && aliasOf(endpoint) === 'true';
  let labels = labelsByKey.get(keyOf(name, isNamedCname ? 'CNAME' : recordType, setIdentifier));
  if (readsAliasTxtOfCname && recordType === 'A' && isAliasA(endpoint)) {
    const outdated = labelsByKey.get(keyOf(name, 'CNAME', setIdentifier));
    if (outdated !== undefined) {
      labels ??= outdated;
      warnOfOutdatedTxt(name, context);
    }
  }
  return labels ?? (recordType === 'AAAA' ? undefined : labelsByKey.get(keyOf(name, '', setIdentifier)));
}

/** Releases before v0.13.6 read the ownership of a name, whatever its types. */
function isReadTyped(configuration: Configuration): boolean {
  const { txtNameReading } = rulesOf(configuration);
  return txtNameReading === 'typed' || txtNameReading === 'lower-case-template';
}

function untypedKeyType(recordType: string, configuration: Configuration): string {
  return recordType === 'AAAA' && rulesOf(configuration).readsAaaaApart ? recordType : '';
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
 * An owned endpoint that lacks TXT records this instance would write: it asks to be updated, which writes them, or (until
 * v0.13.5) they are put on the list of what to create, if there is one of them. Not if the listing holds no ownership
 * record at all. Set identifiers do not count here. Making the texts leaves the nonce on the endpoint.
 */
function withMissingTxts(
  endpoint: Endpoint,
  context: TxtContext & { readonly txtNames: ReadonlySet<string>; readonly missingTxts: Endpoint[] },
): Endpoint {
  const { configuration, mapper, txtNames, missingTxts, log } = context;
  const rule = rulesOf(configuration).missingTxts;
  const isAsked = txtNames.size > 0 && isOwnedBy(endpoint, configuration.txtOwnerId) && rule !== 'ignored';
  if (!isAsked || !isManagedType(endpoint.recordType, configuration)) return endpoint;
  if (rule === 'forced' && !configuration.txtEncryptEnabled) {
    const txts = txtNamesOf(endpoint, { configuration, mapper }).map((name) =>
      newTxt(name, [], { configuration, log }),
    );
    const isMissing = txts.some((txt) => txt !== undefined && !txtNames.has(txt.dnsName));
    return isMissing ? withProperty(endpoint, forceUpdate) : endpoint;
  }
  const { txts, labels } = txtRecordsOf(endpoint, { configuration, mapper, log, purpose: 'list' });
  const missing = txts.filter(({ dnsName }) => !txtNames.has(dnsName));
  const listed = labels === endpoint.labels ? endpoint : { ...endpoint, labels };
  if (rule === 'forced') return missing.length > 0 ? withProperty(listed, forceUpdate) : listed;
  if (missing.length < txts.length) missingTxts.push(...missing);
  return listed;
}
