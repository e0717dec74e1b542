import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import type { Page, PageRequest } from './serve-pages.ts';

/** A server for pages that listens. */
export interface HttpSocket {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves pages over HTTP; port 0 takes a free one. On loopback only requests that were meant for this machine are
 * answered: a web page that gives its own name this address (DNS rebinding) learns nothing.
 * @throws the system's error if it cannot listen.
 */
export async function listenForHttp(
  pageFor: (request: PageRequest) => Page,
  options: { readonly host: string; readonly port: number; readonly onBug: (error: unknown) => void },
): Promise<HttpSocket> {
  const { host, onBug } = options;
  const server = createServer((request, response) => {
    answer(request, response, { pageFor, isLocalOnly: isLoopback(host) }).catch((error) => {
      onBug(error);
      response.destroy();
    });
  });
  server.listen(options.port, host);
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  return {
    port,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127\./.test(host);
}

/** Moments are short. */
const BODY_OCTETS_MAX = 1024;

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: { readonly pageFor: (request: PageRequest) => Page; readonly isLocalOnly: boolean },
): Promise<void> {
  if (options.isLocalOnly && !isForHere(request.headers.host ?? '')) {
    return send(response, { status: 421, type: 'text/plain', body: 'this is not the host that you look for\n' });
  }
  const body = await bodyOf(request);
  const path = pathOf(request.url ?? '/');
  if (body === undefined || path === undefined) {
    return send(response, { status: 400, type: 'text/plain', body: 'this request cannot be read\n' });
  }
  const { accept = '' } = request.headers;
  const wants = { wantsJson: accept.includes('application/json'), wantsHtml: accept.includes('text/html') };
  send(response, options.pageFor({ method: request.method ?? 'GET', path, ...wants, body }));
}

function isForHere(hostHeader: string): boolean {
  const name = hostHeader.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return isLoopback(name) && (isIP(name) !== 0 || name.endsWith('localhost'));
}

function pathOf(url: string): string | undefined {
  try {
    return decodeURIComponent(url.replace(/[?#].*$/s, ''));
  } catch {
    return undefined;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let octetCount = 0;
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
    octetCount += (chunk as Buffer).length;
    if (octetCount > BODY_OCTETS_MAX) return undefined;
  }
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, { status, type, body, location }: Page): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    // The report page says itself what it may do.
    'content-security-policy': type === 'text/html' ? "frame-ancestors 'none'" : "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...(location === undefined ? {} : { location }),
  });
  response.end(body);
}
