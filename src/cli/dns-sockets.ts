import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { type NameServer, respond } from '../dns/name-server.ts';

/** A name server that listens. */
export interface DnsSockets {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Answers DNS over UDP and TCP on one port; 0 takes a free one. Whatever comes in, it goes on: `onBug` is told of what
 * should never have been thrown.
 * @throws the system's error if it cannot listen.
 */
export async function listenForDns(
  server: NameServer,
  options: { readonly host: string; readonly port: number; readonly onBug: (error: unknown) => void },
): Promise<DnsSockets> {
  const { host, onBug } = options;
  const answer = (transport: 'udp' | 'tcp', message: Uint8Array): readonly Uint8Array[] => {
    try {
      return respond(server, { message, transport });
    } catch (error) {
      onBug(error);
      return [];
    }
  };
  const tcp = createServer((socket) => converse(socket, (message) => answer('tcp', message)));
  tcp.maxConnections = CONNECTION_COUNT_MAX;
  tcp.listen(options.port, host);
  await once(tcp, 'listening');
  const { port } = tcp.address() as { readonly port: number };
  const udp = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  udp.on('message', (message, { address, port: from }) => {
    // An answer that cannot be sent is lost, as any datagram may be.
    for (const response of answer('udp', message)) udp.send(response, from, address, () => {});
  });
  try {
    udp.bind(port, host);
    await once(udp, 'listening');
  } catch (error) {
    tcp.close();
    throw error;
  }
  // Errors after this belong to single datagrams.
  udp.on('error', () => {});
  return {
    port,
    close: async () => {
      udp.close();
      tcp.close();
    },
  };
}

const CONNECTION_COUNT_MAX = 64;
const IDLE_MS = 10_000;
const LENGTH_OCTETS = 2;

/** One connection: messages with their length before them, as many as come (RFC 1035 section 4.2.2, RFC 7766). */
function converse(socket: Socket, answer: (message: Uint8Array) => readonly Uint8Array[]): void {
  let waiting = Buffer.alloc(0);
  socket.setTimeout(IDLE_MS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= LENGTH_OCTETS) {
      const end = LENGTH_OCTETS + waiting.readUInt16BE(0);
      if (waiting.length < end) return;
      for (const response of answer(waiting.subarray(LENGTH_OCTETS, end))) {
        const length = Buffer.alloc(LENGTH_OCTETS);
        length.writeUInt16BE(response.length, 0);
        socket.write(Buffer.concat([length, response]));
      }
      waiting = waiting.subarray(end);
    }
  });
}
