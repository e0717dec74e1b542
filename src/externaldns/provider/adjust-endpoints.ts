import { aliasOf, withProperty } from '../endpoint/provider-specific.ts';
import type { Endpoint } from '../endpoint.ts';
import type { ProviderContext, ProviderProfile } from './profile.ts';

/**
 * Desired endpoints as the provider would list them; whatever the provider, an address record that is to be an alias of
 * its own type ends up as an alias.
 *
 * *Source:* provider/factory/alias_normalizer.go.
 */
export function adjustEndpoints(
  provider: ProviderProfile,
  endpoints: readonly Endpoint[],
  context: ProviderContext,
): readonly Endpoint[] {
  return provider.adjustEndpoints(endpoints, context).map((endpoint) => {
    const isOwnType = endpoint.recordType === 'A' || endpoint.recordType === 'AAAA';
    return isOwnType && aliasOf(endpoint) === endpoint.recordType
      ? withProperty(endpoint, { name: 'alias', value: 'true' })
      : endpoint;
  });
}
