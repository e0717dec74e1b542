import { Buffer } from 'node:buffer';
import { decode, encode, type Packet, type Answer as PacketAnswer, type RecordType } from 'dns-packet';
import { quoted, valueTokens } from './character-string.ts';
import type { Question } from './lookup.ts';
import { foldName, labelsOf } from './name.ts';
import { octetsOf } from './octets.ts';
import { canonicalRdata, fieldsOf } from './rdata.ts';
import type { RecordSet } from './record-set.ts';
import type { Answer } from './resolve.ts';
import { zoneKey } from './zone.ts';

/**
 * Answers as DNS messages. The octets on the wire are dns-packet's work; here values go from presentation form to what
 * it takes, and back.
 */

/** Why records cannot be put into a message: dns-packet has no way to write a type, or a dot or odd octet in a label. */
export interface MessageProblem {
  readonly code: 'DNS_MESSAGE_TYPE_UNSUPPORTED' | 'DNS_MESSAGE_NAME_UNSUPPORTED' | 'DNS_MESSAGE_RDATA_INVALID';
  readonly name: string;
  readonly type: string;
}

/** The records of a set, one by one, as dns-packet takes them. */
export function toPacketAnswers(set: RecordSet): readonly PacketAnswer[] | MessageProblem {
  const { type, ttlSeconds: ttl } = set;
  const name = plainName(set.name);
  if (name === undefined) return { code: 'DNS_MESSAGE_NAME_UNSUPPORTED', name: set.name, type };
  const answers: PacketAnswer[] = [];
  for (const value of set.values) {
    const data = toData(type, value);
    if (typeof data === 'string') return { code: data, name: set.name, type };
    answers.push({ name, type, ttl, class: 'IN', data: data.data } as PacketAnswer);
  }
  return answers;
}

/** The record set that a decoded record is one value of; `undefined` for types that this does not read. */
export function fromPacketAnswer(answer: PacketAnswer): RecordSet | undefined {
  if (!('data' in answer)) return undefined;
  const value = fromData(answer.type, answer.data);
  const canonical = value === undefined ? undefined : canonicalRdata(answer.type, value);
  if (typeof canonical !== 'string') return undefined;
  return { name: zoneKey(answer.name), type: answer.type, ttlSeconds: answer.ttl ?? 0, values: [canonical] };
}

/** The response message to a question, as octets. `id` is 0: the message is the same for whoever asks. */
export function encodeAnswer(question: Question, answer: Answer): Uint8Array | MessageProblem {
  const answers: PacketAnswer[] = [];
  for (const set of answer.answers) {
    const records = toPacketAnswers(set);
    if ('code' in records) return records;
    answers.push(...records);
  }
  const name = plainName(question.name);
  if (name === undefined) return { code: 'DNS_MESSAGE_NAME_UNSUPPORTED', ...question };
  const packet: Packet = {
    type: 'response',
    id: 0,
    flags: RECURSION_AVAILABLE | RESPONSE_CODES[answer.status],
    questions: [{ name, type: question.type as RecordType }],
    answers,
  };
  return encode(packet);
}

/** The record sets in a message's answer section, values in their order, sets by first appearance. */
export function decodeAnswers(message: Uint8Array): readonly RecordSet[] {
  const sets = new Map<string, RecordSet>();
  for (const answer of decode(Buffer.from(message)).answers ?? []) {
    const set = fromPacketAnswer(answer);
    if (set === undefined) continue;
    const key = `${set.name} ${set.type}`;
    const known = sets.get(key);
    sets.set(key, known === undefined ? set : { ...known, values: [...known.values, ...set.values] });
  }
  return [...sets.values()];
}

const RECURSION_AVAILABLE = 0x0080;
const RESPONSE_CODES: Readonly<Record<Answer['status'], number>> = { NOERROR: 0, NODATA: 0, SERVFAIL: 2, NXDOMAIN: 3 };

function toData(type: string, value: string): { readonly data: unknown } | MessageProblem['code'] {
  const canonical = canonicalRdata(type, value);
  const fields = fieldsOf(type);
  if (fields === undefined) return 'DNS_MESSAGE_TYPE_UNSUPPORTED';
  const tokens = typeof canonical === 'string' ? valueTokens(canonical) : undefined;
  if (tokens === undefined) return 'DNS_MESSAGE_RDATA_INVALID';
  const texts = tokens.map(({ text }) => text);
  if (type === 'TXT') return { data: texts.map((text) => Buffer.from(octets(text))) };
  const members: Record<string, unknown> = {};
  for (const [index, { kind, name }] of fields.entries()) {
    const text = texts[index] ?? '';
    const part = kind === 'name' ? plainName(text) : kind === 'string' ? Buffer.from(octets(text)).toString() : text;
    if (part === undefined) return 'DNS_MESSAGE_NAME_UNSUPPORTED';
    members[name] = NUMBERS.has(kind) ? Number(part) : part;
  }
  return { data: fields.length === 1 ? Object.values(members)[0] : members };
}

function fromData(type: string, data: unknown): string | undefined {
  const fields = fieldsOf(type);
  if (fields === undefined) return undefined;
  if (type === 'TXT')
    return [data]
      .flat()
      .map((text) => quoted(Buffer.from(text as Uint8Array)))
      .join(' ');
  const members = typeof data === 'object' ? (data as Record<string, unknown>) : undefined;
  return fields
    .map(({ kind, name }) => {
      const part = String(members === undefined ? data : members[name]);
      if (kind === 'string') return quoted(Buffer.from(part));
      return kind === 'name' ? foldName(part) : part;
    })
    .join(' ');
}

/** dns-packet splits names at every dot and writes UTF-8, so only labels of plain characters can be given to it. */
function plainName(name: string): string | undefined {
  if (name === '' || name === '.') return '.';
  return labelsOf(name).every((label) => /^[!-[\]-~]+$/.test(label)) ? name : undefined;
}

function octets(text: string): readonly number[] {
  const read = octetsOf(text);
  return 'code' in read ? [] : read;
}

const NUMBERS: ReadonlySet<string> = new Set(['uint8', 'uint16', 'uint32', 'seconds']);
