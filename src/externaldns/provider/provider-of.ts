import type { Configuration } from '../configuration.ts';
import { rulesOf } from '../version.ts';
import { azure } from './azure.ts';
import { cloudflareBatch, cloudflarePerRecord } from './cloudflare.ts';
import { google } from './google.ts';
import { inmemory } from './inmemory.ts';
import type { ProviderProfile } from './profile.ts';
import { route53 } from './route53.ts';
import { webhook } from './webhook.ts';

/** The provider that a configuration names, as its release has it. */
export function providerOf(configuration: Pick<Configuration, 'provider' | 'version'>): ProviderProfile {
  switch (configuration.provider) {
    case 'inmemory':
      return inmemory;
    case 'aws':
      return route53;
    case 'azure':
      return azure;
    case 'google':
      return google;
    case 'webhook':
      return webhook;
    case 'cloudflare':
      return rulesOf(configuration).batchesAtCloudflare ? cloudflareBatch : cloudflarePerRecord;
  }
}
