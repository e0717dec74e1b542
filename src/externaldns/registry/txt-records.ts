import type { Configuration } from '../configuration.ts';
import { newEndpoint, withoutFinalDot } from '../endpoint/new-endpoint.ts';
import { propertyOf } from '../endpoint/provider-specific.ts';
import type { Endpoint, Labels } from '../endpoint.ts';
import { encodeLabels, type LabelPurpose } from '../labels/label-codec.ts';
import type { Log } from '../log.ts';
import { rulesOf } from '../version.ts';
import type { TxtNameMapper } from './txt-name-mapper.ts';

/** What ownership records follow from. */
export interface TxtContext {
  readonly configuration: Configuration;
  readonly mapper: TxtNameMapper;
  readonly log: Log;
}

/**
 * The names of the ownership records that a release writes for an endpoint: without the type, with it, or both.
 *
 * *Source:* registry/txt/registry.go:generateTXTRecord; before v0.21.0 registry/txt.go:generateTXTRecord.
 */
export function txtNamesOf(endpoint: Endpoint, { configuration, mapper }: Omit<TxtContext, 'log'>): readonly string[] {
  const rules = rulesOf(configuration);
  const { dnsName, recordType } = endpoint;
  if (recordType === 'TXT' && !rules.writesTxtForTxt) return [];
  const isLegacyWritten =
    rules.writesLegacyTxt &&
    !configuration.txtNewFormatOnly &&
    (recordType !== 'AAAA' || !rules.readsAaaaApart) &&
    (rules.writesLegacyTxtUnderTemplate || !mapper.isTypeInAffix) &&
    (rules.writesLegacyTxtEncrypted || !configuration.txtEncryptEnabled);
  const namedType = rules.namesAliasTxtAfterCname && isTrueAliasA(endpoint) ? 'CNAME' : recordType;
  // Releases without types in names take the template for an ordinary part of the affix.
  const untyped = rules.writesTypedTxt ? mapper.toLegacyTxtName(dnsName) : mapper.toTemplateTxtName(dnsName);
  return [
    ...(isLegacyWritten ? [untyped] : []),
    ...(rules.writesTypedTxt ? [mapper.toTxtName(dnsName, namedType)] : []),
  ];
}

/**
 * The ownership records of an endpoint, less those whose name would be too long (which leaves an error in the log), and
 * the endpoint's labels afterwards: encryption keeps its nonce there.
 */
export function txtRecordsOf(
  endpoint: Endpoint,
  context: TxtContext & { readonly purpose: LabelPurpose },
): { readonly txts: readonly Endpoint[]; readonly labels: Labels } {
  const { configuration, purpose, log } = context;
  const { marksOwnedRecord } = rulesOf(configuration);
  const marks: Labels = marksOwnedRecord ? { ownedRecord: endpoint.dnsName } : {};
  const { setIdentifier, providerSpecific } = endpoint;
  let { labels } = endpoint;
  const txts: Endpoint[] = [];
  for (const txtName of txtNamesOf(endpoint, context)) {
    const encoded = encodeLabels({ ...endpoint, labels }, { settings: configuration, purpose, txtName, log });
    labels = encoded.labels;
    const txt = newTxt(txtName, [encoded.text], context);
    if (txt !== undefined) txts.push({ ...txt, setIdentifier, providerSpecific, labels: marks });
  }
  return { txts, labels };
}

/** A TXT endpoint; `undefined`, with an error in the log, if its name is too long for the release. */
export function newTxt(
  txtName: string,
  targets: readonly string[],
  { configuration, log }: Pick<TxtContext, 'configuration' | 'log'>,
): Endpoint | undefined {
  if (rulesOf(configuration).refusesLongTxtNames) {
    return newEndpoint({ dnsName: txtName, recordType: 'TXT', targets }, log);
  }
  const bare = { setIdentifier: '', recordTTL: 0, labels: {}, providerSpecific: null };
  return { ...bare, dnsName: withoutFinalDot(txtName), recordType: 'TXT', targets };
}

function isTrueAliasA(endpoint: Endpoint): boolean {
  return endpoint.recordType === 'A' && propertyOf(endpoint, 'alias') === 'true';
}
