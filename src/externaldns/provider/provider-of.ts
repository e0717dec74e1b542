import type { Configuration } from '../configuration.ts';
import { rulesOf } from '../version.ts';
import { cloudflareBatch, cloudflarePerRecord } from './cloudflare.ts';
import { inmemory } from './inmemory.ts';
import type { ProviderProfile } from './profile.ts';
import { route53 } from './route53.ts';

/** How external-dns talks to Cloudflare: one call per record, or in batches first (v0.21.0 and later). */
export type CloudflareMode = 'perRecord' | 'batch';

/** The provider that a configuration names. */
export function providerOf(
  { provider, version }: Pick<Configuration, 'provider' | 'version'>,
  cloudflareMode: CloudflareMode,
): ProviderProfile {
  switch (provider) {
    case 'inmemory':
      return inmemory;
    case 'aws':
      return route53;
    case 'cloudflare':
      return cloudflareMode === 'batch' && rulesOf({ version }).batchesAtCloudflare
        ? cloudflareBatch
        : cloudflarePerRecord;
  }
}
