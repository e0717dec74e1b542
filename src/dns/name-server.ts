import { encodingLength, type Answer as PacketAnswer } from 'dns-packet';
import { type Authority, answerOf, contentOf, withSoa, zoneOf } from './authority.ts';
import { toPacketAnswers } from './dns-message.ts';
import { type Query, readQuery } from './dns-query.ts';
import { type ExtendedError, type Response, UDP_PAYLOAD_OCTETS, writeResponse } from './dns-response.ts';
import { foldName } from './name.ts';
import type { RecordSet } from './record-set.ts';

/** What a name is looked up in. */
export interface Hearing {
  readonly authority: Authority;
  /** The name that is meant, if the asked one says more than a name. Folded, without the final dot. */
  readonly name: string;
  /** The serial number for zones that store no SOA record. */
  readonly serial: number;
  /** A few words for the client about what it is told. */
  readonly note: string;
}

/** Where answers come from: for each asked name (folded, without the final dot) the zones to look in, or why not. */
export type NameServer = (name: string) => Hearing | { readonly refusal: string };

/**
 * The response to a message: none if it may not be answered, one, or for a transfer over TCP as many as needed. Never
 * throws, whatever the octets.
 *
 * *Source:* RFC 1035, RFC 2181 section 9 (TC), RFC 6891 (EDNS), RFC 5936 (AXFR), RFC 8914 (notes).
 */
export function respond(
  server: NameServer,
  { message, transport }: { readonly message: Uint8Array; readonly transport: 'udp' | 'tcp' },
): readonly Uint8Array[] {
  const read = readQuery(message);
  if (read.kind === 'ignored') return [];
  if (read.kind !== 'query') {
    return [writeResponse({ header: read.header, code: read.kind === 'malformed' ? 'FORMERR' : 'NOTIMP' })];
  }
  const { query } = read;
  const refuse = (code: Response['code'], note?: ExtendedError) => [
    writeResponse({ ...frameOf(query), code, ...(note === undefined ? {} : { note }) }),
  ];
  if (query.edns !== null && query.edns.version > 0) return refuse('BADVERS');
  if (query.class !== 'IN' && query.class !== 'ANY') return refuse('REFUSED');
  if (query.type === 'IXFR') return refuse('NOTIMP');
  const asked = foldName(query.name);
  const hearing = server(asked);
  if ('refusal' in hearing) return refuse('REFUSED', { infoCode: OTHER, text: hearing.refusal });
  const authority = {
    ...hearing.authority,
    zones: hearing.authority.zones.map((zone) => withSoa(zone, hearing.serial)),
  };
  if (query.type === 'AXFR') return transport === 'tcp' ? transfer(query, hearing, authority) : refuse('FORMERR');
  return [answer(query, { ...hearing, authority }, transport)];
}

function frameOf(query: Query): Pick<Response, 'header' | 'question' | 'edns'> {
  return { header: query, question: query.question, edns: query.edns };
}

function answer(query: Query, { authority, name, note }: Hearing, transport: 'udp' | 'tcp'): Uint8Array {
  const found = answerOf(authority, { name, type: query.type });
  // What is asked for is answered under the very name that was asked, letter by letter.
  const spelled = (set: RecordSet) => (set.name === name ? { ...set, name: query.name } : set);
  const sections = [found.answers.map(spelled), found.authority, found.additional].map(packetAnswers);
  const [answers = [], authorities = [], additional = []] = sections.map((section) =>
    'problem' in section ? [] : section.answers,
  );
  const problem = sections.find((section) => 'problem' in section)?.problem;
  const frame = frameOf(query);
  if (problem !== undefined) {
    return writeResponse({ ...frame, code: 'SERVFAIL', note: { infoCode: NOT_SUPPORTED, text: problem } });
  }
  const isRefused = found.status === 'REFUSED';
  const response: Response = {
    ...frame,
    code: found.status,
    isAuthoritative: found.isAuthoritative,
    answers,
    authority: authorities,
    additional,
    note: isRefused
      ? { infoCode: NOT_AUTHORITATIVE, text: `not in ${zoneNames(authority)}` }
      : { infoCode: OTHER, text: note },
  };
  const whole = writeResponse(response);
  if (whole.length <= (transport === 'tcp' ? TCP_MESSAGE_OCTETS : udpLimit(query))) return whole;
  const { isAuthoritative = false } = response;
  return writeResponse({ ...frame, code: found.status, isAuthoritative, isTruncated: true });
}

/** RFC 5936 section 2.2: the SOA, everything, the SOA again, in as many messages as it takes. */
function transfer(query: Query, { name }: Hearing, authority: Authority): readonly Uint8Array[] {
  const frame = frameOf(query);
  const zone = zoneOf(authority.zones, name);
  if (zone === undefined || zone.name !== name) {
    const text = `only whole zones can be transferred: ${zoneNames(authority)}`;
    return [writeResponse({ ...frame, code: 'NOTAUTH', note: { infoCode: NOT_AUTHORITATIVE, text } })];
  }
  const content = packetAnswers(contentOf(authority, zone));
  if ('problem' in content) {
    const note = { infoCode: NOT_SUPPORTED, text: content.problem };
    return [writeResponse({ ...frame, code: 'SERVFAIL', note })];
  }
  const [soa] = content.answers;
  const records = soa === undefined ? content.answers : [...content.answers, soa];
  return inMessages(records).map((answers) =>
    writeResponse({ ...frame, code: 'NOERROR', isAuthoritative: true, answers }),
  );
}

/** What the length before a message over TCP can say (RFC 1035 section 4.2.2). */
const TCP_MESSAGE_OCTETS = 65_535;
/** Messages of a transfer are kept well below that. */
const TRANSFER_MESSAGE_OCTETS = 16_384;

function inMessages(records: readonly PacketAnswer[]): readonly (readonly PacketAnswer[])[] {
  const messages: PacketAnswer[][] = [];
  let room = 0;
  for (const record of records) {
    const octetCount = encodingLength({ answers: [record] });
    if (octetCount > room) {
      messages.push([]);
      room = TRANSFER_MESSAGE_OCTETS;
    }
    messages.at(-1)?.push(record);
    room -= octetCount;
  }
  return messages;
}

function udpLimit({ edns }: Query): number {
  return Math.min(Math.max(512, edns?.udpPayloadSize ?? 0), UDP_PAYLOAD_OCTETS);
}

function packetAnswers(
  sets: readonly RecordSet[],
): { readonly answers: readonly PacketAnswer[] } | { readonly problem: string } {
  const answers: PacketAnswer[] = [];
  for (const set of sets) {
    const records = toPacketAnswers(set);
    if ('code' in records) return { problem: `${records.name} ${records.type}: no wire format for it here` };
    answers.push(...records);
  }
  return { answers };
}

function zoneNames({ zones }: Authority): string {
  return zones.map(({ name }) => name).join(', ');
}

/** *Source:* IANA, Extended DNS Error Codes. */
const OTHER = 0;
const NOT_AUTHORITATIVE = 20;
const NOT_SUPPORTED = 21;
