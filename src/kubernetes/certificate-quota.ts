import { outcome, type Part, type Timer } from '../kernel/action.ts';
import { type Component, put, type Reader, type Write } from '../kernel/component.ts';
import { coversDomain } from './host-pattern.ts';

/** How many certificates a certificate authority still gives for a registered domain. */
export interface CertificateQuota {
  /** The registered domain, such as `example.org`: names at and below it count. */
  readonly domain: string;
  readonly component: Component<QuotaUse>;
  readonly part: Part;
  /** Whether a certificate for these names would be refused. */
  isExhausted(reader: Reader, dnsNames: readonly string[]): boolean;
  /** What issuing a certificate for these names uses up; nothing for names elsewhere. */
  use(
    reader: Reader,
    dnsNames: readonly string[],
  ): { readonly writes: readonly Write[]; readonly timers: readonly Timer[] };
}

/** How many certificates count against the limit now. */
export interface QuotaUse {
  readonly usedCount: number;
}

/** 50 certificates per registered domain in 168 hours, Let's Encrypt's limit. */
export const defaultQuota = { limitCount: 50, windowMs: 168 * 3_600_000 } as const;

/**
 * The limit of a certificate authority, shared by all clusters that order there.
 *
 * A bucket that is refilled one certificate at a time, evenly over the window (every 201.6 minutes for 50 in 168 hours),
 * as Let's Encrypt counts since 2025. So what a long window remembers is one number, and its passing is an action of
 * its own, `<authority>.refill <domain>`, of kind `environment`. Renewals for the very same names, which Let's Encrypt
 * exempts, are not modelled: cert-manager here orders only when names change.
 *
 * *Source:* letsencrypt.org/docs/rate-limits, "New Certificates per Registered Domain".
 */
export function createCertificateQuota(options: {
  /** The name of the certificate authority: `letsencrypt`. */
  readonly authority: string;
  readonly domain: string;
  readonly limitCount?: number;
  readonly windowMs?: number;
  /** Certificates that count already when the run begins. */
  readonly usedCount?: number;
}): CertificateQuota {
  const { authority, domain, usedCount = 0 } = options;
  const { limitCount, windowMs } = { ...defaultQuota, ...options };
  const component: Component<QuotaUse> = {
    id: `certificate-quota/${authority}/${domain}`,
    scope: 'private',
    initial: { usedCount },
  };
  const refill: Timer = { action: `${authority}.refill ${domain}`, afterMs: Math.round(windowMs / limitCount) };
  const counts = (dnsNames: readonly string[]) => dnsNames.some((name) => coversDomain(domain, name));
  const part: Part = {
    components: [component],
    actions: [
      {
        id: refill.action,
        actor: authority,
        kind: 'environment',
        reads: [component],
        writes: [component],
        run: (reader) => {
          const used = reader.get(component).usedCount;
          if (used === 0) return [];
          const left = used - 1;
          return [
            outcome('refilled', { writes: [put(component, { usedCount: left })], timers: left > 0 ? [refill] : [] }),
          ];
        },
      },
    ],
    timers: usedCount > 0 ? [refill] : [],
  };
  return {
    domain,
    component,
    part,
    isExhausted: (reader, dnsNames) => counts(dnsNames) && reader.get(component).usedCount >= limitCount,
    use: (reader, dnsNames) => {
      if (!counts(dnsNames)) return { writes: [], timers: [] };
      const used = reader.get(component).usedCount;
      return { writes: [put(component, { usedCount: used + 1 })], timers: used === 0 ? [refill] : [] };
    },
  };
}
