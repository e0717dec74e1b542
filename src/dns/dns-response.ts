import { Buffer } from 'node:buffer';
import { encode, type Packet, type Answer as PacketAnswer } from 'dns-packet';
import type { Edns, QueryHeader } from './dns-query.ts';

/** *Source:* IANA, DNS RCODEs. BADVERS does not fit the header and needs EDNS. */
export const responseCodes = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  NOTAUTH: 9,
  BADVERS: 16,
} as const;

/** The name of a response code. */
export type ResponseCode = keyof typeof responseCodes;

/** A response before it is octets. */
export interface Response {
  readonly header: QueryHeader;
  readonly code: ResponseCode;
  readonly isAuthoritative?: boolean;
  readonly isTruncated?: boolean;
  /** The question section as it came; absent if it could not be read. */
  readonly question?: Uint8Array;
  readonly answers?: readonly PacketAnswer[];
  readonly authority?: readonly PacketAnswer[];
  readonly additional?: readonly PacketAnswer[];
  /** The client's; `null` where it has no EDNS: the response then has none either. */
  readonly edns?: Edns | null;
  /** Told to clients with EDNS. */
  readonly note?: ExtendedError;
}

/** A sentence beside the response code, which `dig` shows as `EDE`. *Source:* RFC 8914 section 2. */
export interface ExtendedError {
  readonly infoCode: number;
  readonly text: string;
}

/** The octets of a response. The question is put back as it came: its case, and octets that no text could carry. */
export function writeResponse(response: Response): Buffer {
  const { header, code, question, edns = null } = response;
  const flags =
    (header.opcode << 11) |
    (response.isAuthoritative ? AUTHORITATIVE : 0) |
    (response.isTruncated ? TRUNCATED : 0) |
    (header.isRecursionDesired ? RECURSION_DESIRED : 0) |
    (responseCodes[code] & 0x0f);
  const packet: Packet = {
    type: 'response',
    id: header.id,
    flags,
    answers: [...(response.answers ?? [])],
    authorities: [...(response.authority ?? [])],
    additionals: [...(response.additional ?? []), ...(edns === null ? [] : [optOf(response, edns)])],
  };
  const octets = encode(packet);
  if (question === undefined) return octets;
  // Nothing that dns-packet writes points back into the message, so a question can be put in.
  const whole = Buffer.concat([octets.subarray(0, HEADER_OCTETS), question, octets.subarray(HEADER_OCTETS)]);
  whole.writeUInt16BE(1, 4);
  return whole;
}

/** What this server itself takes over UDP: what fits every path without fragments (DNS flag day 2020). */
export const UDP_PAYLOAD_OCTETS = 1232;

const HEADER_OCTETS = 12;
const AUTHORITATIVE = 0x0400;
const TRUNCATED = 0x0200;
const RECURSION_DESIRED = 0x0100;
const DNSSEC_OK = 0x8000;
const EXTENDED_ERROR_OPTION = 15;

function optOf({ code, note }: Response, edns: Edns): PacketAnswer {
  const options = note === undefined ? [] : [{ code: EXTENDED_ERROR_OPTION, data: extendedError(note) }];
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: UDP_PAYLOAD_OCTETS,
    extendedRcode: responseCodes[code] >> 4,
    ednsVersion: 0,
    flags: edns.isDnssecOk ? DNSSEC_OK : 0,
    flag_do: edns.isDnssecOk,
    options,
  } as unknown as PacketAnswer;
}

function extendedError({ infoCode, text }: ExtendedError): Buffer {
  const code = Buffer.alloc(2);
  code.writeUInt16BE(infoCode, 0);
  return Buffer.concat([code, Buffer.from(text)]);
}
