import type { Event } from '../kernel/action.ts';

/** One attempt of a client to be served. */
export interface Served {
  readonly client: string;
  readonly host: string;
  /** The cluster or environment that the client belongs to, if it belongs to one. */
  readonly home?: string;
  /** The cluster or environment that answered; `null`: nobody did. */
  readonly servedBy: string | null;
  /** The product's client found no endpoint of its own and went to the shared one, in silence. */
  readonly isFallback: boolean;
}

/** The attempt that an event tells of; `undefined` for other events. */
export function servedOf(event: Event): Served | undefined {
  if (event.type !== 'client.served') return undefined;
  const { client, host, home, servedBy, fallback } = event as unknown as {
    readonly client: string;
    readonly host: string;
    readonly home?: string | null;
    readonly servedBy: string | null;
    readonly fallback?: boolean;
  };
  return { client, host, servedBy, isFallback: fallback === true, ...(home ? { home } : {}) };
}
