import { createHash } from 'node:crypto';
import { canonicalJson } from '../../kernel/json.ts';
import type { Configuration } from '../configuration.ts';
import { quote } from '../endpoint/quote.ts';
import type { Endpoint, Labels } from '../endpoint.ts';
import type { Log } from '../log.ts';
import { rulesOf } from '../version.ts';
import { decryptText, encryptText, readAesKey } from './encryption.ts';
import { encryptionNonceLabel, labelsOfText, labelText } from './label-text.ts';

/** What labels are written and read with. */
export type LabelSettings = Pick<Configuration, 'version' | 'txtEncryptEnabled' | 'txtEncryptAesKey' | 'txtOwnerId'>;

/** What a text is made for: part of the nonce of a text that has none yet. */
export type LabelPurpose = 'list' | 'create' | 'delete' | 'update-old' | 'update-new';

/**
 * The text of an endpoint's labels for its ownership record, and the labels afterwards: encrypting gives them a nonce,
 * or (before v0.14.0) takes it away, so that the next text of the same labels has another one.
 *
 * Upstream's nonces are random. Here a nonce is a hash of owner, endpoint and purpose: nothing is remembered for it, so
 * that an exploration stays finite; the price is that the same record, made again for the same purpose, has it again.
 *
 * *Source:* endpoint/labels.go:Serialize.
 */
export function encodeLabels(
  endpoint: Endpoint,
  context: {
    readonly settings: LabelSettings;
    readonly purpose: LabelPurpose;
    readonly txtName: string;
    readonly log: Log;
  },
): { readonly text: string; readonly labels: Labels } {
  const { settings, purpose, txtName, log } = context;
  const { labels } = endpoint;
  const key = settings.txtEncryptEnabled ? aesKeyOf(settings) : undefined;
  if (key === undefined) return { text: labelText(labels), labels };
  const { keepsNonces } = rulesOf(settings);
  const known = labels[encryptionNonceLabel];
  const nonce = known ?? nonceFor([settings.txtOwnerId, purpose, txtName, endpoint]);
  const { [encryptionNonceLabel]: _, ...plain } = labels;
  const text = labelText(plain, { isQuoted: false });
  log.debug(() => `Encrypt the serialized text ${quote(text)} before returning it.`);
  const encrypted = `"${encryptText(text, { key, nonce })}"`;
  log.debug(() => `Serialized text after encryption is ${quote(encrypted)}.`);
  return { text: encrypted, labels: keepsNonces ? { ...plain, [encryptionNonceLabel]: nonce } : plain };
}

/**
 * The labels in a TXT value; `undefined` if it is no ownership text. With a key, even if encryption is off, a text that
 * it decrypts is read decrypted and leaves its nonce among the labels; any other text is read as it is.
 *
 * *Source:* endpoint/labels.go:NewLabelsFromString.
 */
export function decodeLabels(value: string, settings: LabelSettings): Labels | undefined {
  const { readsEqualsInLabels } = rulesOf(settings);
  const key = aesKeyOf(settings);
  const decrypted = key === undefined ? undefined : decryptText(value.replace(/^"+|"+$/g, ''), key);
  if (decrypted === undefined) return labelsOfText(value, { readsEqualsInLabels });
  const labels = labelsOfText(decrypted.text, { readsEqualsInLabels });
  return labels === undefined ? undefined : { ...labels, [encryptionNonceLabel]: decrypted.nonce };
}

function aesKeyOf({ txtEncryptAesKey }: LabelSettings): Uint8Array | undefined {
  return txtEncryptAesKey === '' ? undefined : readAesKey(txtEncryptAesKey);
}

function nonceFor(parts: readonly unknown[]): string {
  return createHash('sha256').update(canonicalJson(parts)).digest().subarray(0, 12).toString('base64');
}
