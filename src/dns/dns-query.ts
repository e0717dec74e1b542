import { Buffer } from 'node:buffer';
import { decode, type OptAnswer } from 'dns-packet';
import { parseName } from './name.ts';
import { textOfOctets } from './octets.ts';

/** What a client asks, read from a message of its own. */
export interface Query extends QueryHeader {
  /** The asked name in canonical spelling, letters as the client wrote them; without the final dot. */
  readonly name: string;
  /** Upper case: `A`, `ANY`, `AXFR`; `TYPE…` for numbers without a name. */
  readonly type: string;
  /** `IN`, `CH`, `ANY`; the number of a class without a name. */
  readonly class: string;
  /** The question section as it came, to be sent back octet by octet. */
  readonly question: Uint8Array;
  readonly edns: Edns | null;
}

/** What of a message's header the answer repeats. */
export interface QueryHeader {
  readonly id: number;
  readonly opcode: number;
  readonly isRecursionDesired: boolean;
}

/** *Source:* RFC 6891 section 6.1. */
export interface Edns {
  readonly version: number;
  /** How much the client takes over UDP, octets. */
  readonly udpPayloadSize: number;
  readonly isDnssecOk: boolean;
}

/**
 * A message as far as it can be read. `ignored`: nothing may be sent back, or two servers could answer each other for
 * ever; `not-implemented`: another operation than asking; `malformed`: no one question.
 */
export type ReadQuery =
  | { readonly kind: 'query'; readonly query: Query }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'malformed' | 'not-implemented'; readonly header: QueryHeader };

/** Reads a message that came from anybody. Never throws. *Source:* RFC 1035 section 4.1, RFC 6891 section 6.1.1. */
export function readQuery(octets: Uint8Array): ReadQuery {
  const message = Buffer.from(octets);
  if (message.length < HEADER_OCTETS) return { kind: 'ignored' };
  const flags = message.readUInt16BE(2);
  if ((flags & RESPONSE) !== 0) return { kind: 'ignored' };
  const header = {
    id: message.readUInt16BE(0),
    opcode: (flags >> 11) & 0x0f,
    isRecursionDesired: (flags & RECURSION_DESIRED) !== 0,
  };
  if (header.opcode !== 0) return { kind: 'not-implemented', header };
  const question = readQuestion(message);
  const options = optionsOf(message);
  if (question === undefined || options === undefined || options.length > 1) return { kind: 'malformed', header };
  const [opt] = options;
  const edns =
    opt === undefined
      ? null
      : { version: opt.ednsVersion, udpPayloadSize: opt.udpPayloadSize, isDnssecOk: (opt.flags & DNSSEC_OK) !== 0 };
  return { kind: 'query', query: { ...header, ...question, edns } };
}

const HEADER_OCTETS = 12;
const RESPONSE = 0x8000;
const RECURSION_DESIRED = 0x0100;
const DNSSEC_OK = 0x8000;

/** The one question. Its name is read here: a name there may hold any octets, dots in labels included. */
function readQuestion(message: Buffer): Pick<Query, 'name' | 'type' | 'class' | 'question'> | undefined {
  if (message.readUInt16BE(4) !== 1) return undefined;
  const labels: string[] = [];
  let offset = HEADER_OCTETS;
  for (;;) {
    const length = message[offset];
    // Longer lengths are pointers, and before the first name there is nothing to point at.
    if (length === undefined || length > 63 || offset + length >= message.length) return undefined;
    offset += 1;
    if (length === 0) break;
    labels.push(textOfOctets(message.subarray(offset, offset + length), '.\\'));
    offset += length;
  }
  if (offset + 4 > message.length) return undefined;
  const name = parseName(labels.length === 0 ? '.' : labels.join('.'));
  if (typeof name !== 'string') return undefined;
  const type = typeName(message.readUInt16BE(offset));
  const klass = CLASSES.get(message.readUInt16BE(offset + 2)) ?? String(message.readUInt16BE(offset + 2));
  return { name, type, class: klass, question: message.subarray(HEADER_OCTETS, offset + 4) };
}

const CLASSES: ReadonlyMap<number, string> = new Map([
  [1, 'IN'],
  [3, 'CH'],
  [4, 'HS'],
  [255, 'ANY'],
]);

/** dns-packet has the table of types, and no way to ask it but to let it read a message. */
function typeName(type: number): string {
  const message = Buffer.alloc(HEADER_OCTETS + 5);
  message.writeUInt16BE(1, 4);
  message.writeUInt16BE(type, HEADER_OCTETS + 1);
  const name = String(decode(message).questions?.[0]?.type);
  return name.startsWith('UNKNOWN_') ? `TYPE${type}` : name;
}

/** The OPT records of a message; nothing if it cannot be read to its end. */
function optionsOf(message: Buffer): readonly OptAnswer[] | undefined {
  try {
    return (decode(message).additionals ?? []).filter((record): record is OptAnswer => record.type === 'OPT');
  } catch {
    return undefined;
  }
}
