/** The greatest TTL there is, in seconds (RFC 2181 section 8). */
export const TTL_SECONDS_MAX = 2_147_483_647;

/** What a host serves for a record set that has its default TTL (Cloudflare: automatic). */
export const DEFAULT_TTL_SECONDS = 300;

/**
 * For how long a missing name may be remembered in a zone whose SOA the host does not list. Cloudflare's SOA has this
 * minimum. *Source:* RFC 2308 section 5; developers.cloudflare.com, DNS record types, SOA.
 */
export const DEFAULT_NEGATIVE_TTL_SECONDS = 1800;

/** The TTL that is served for a stored one, where 0 is the host's default. Seconds. */
export function servedTtlSeconds(storedTtl: number): number {
  return storedTtl === 0 ? DEFAULT_TTL_SECONDS : Math.min(storedTtl, TTL_SECONDS_MAX);
}

/**
 * Seconds from a zone file's TTL: a number, or numbers with units as BIND has them (`1h30m`); `undefined` if the text
 * is none, or exceeds the greatest TTL.
 */
export function parseTtlSeconds(text: string): number | undefined {
  if (!/^(?:[0-9]+|(?:[0-9]+[smhdw])+)$/i.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit] of text.matchAll(/([0-9]+)([smhdw]?)/gi)) {
    seconds += Number(count) * (UNIT_SECONDS[unit?.toLowerCase() ?? ''] ?? 1);
  }
  return seconds <= TTL_SECONDS_MAX ? seconds : undefined;
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
