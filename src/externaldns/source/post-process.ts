import { byCodeUnit } from '../../kernel/json.ts';
import type { Configuration } from '../configuration.ts';
import { withMinimumTTL } from '../endpoint/provider-specific.ts';
import type { Endpoint, ProviderProperty } from '../endpoint.ts';
import type { Log } from '../log.ts';
import { rulesOf } from '../version.ts';

/**
 * The last touch: the minimum TTL, only the provider's own properties, `alias` for CNAMEs with `--prefer-alias`.
 *
 * Upstream changes property lists in place, and all endpoints of one object share one list. So where the first of them
 * drops another provider's property, the others find emptied slots in it, sorted to the front, and take these for
 * properties with an empty name; and what the sort moves, the first one sees moved. {@link PropertySlice} does the same,
 * telling shared lists by being the same array.
 *
 * *Source:* source/wrappers/post_processor.go; endpoint/endpoint.go: WithMinTTL, RetainProviderProperties.
 */
export function postProcess(
  endpoints: readonly Endpoint[],
  configuration: Pick<Configuration, 'version' | 'minTTLSeconds' | 'provider' | 'preferAlias'>,
  log: Log,
): readonly Endpoint[] {
  const { minTTLSeconds, provider, preferAlias } = configuration;
  // The post-processor came with the filter.
  if (!rulesOf(configuration).dropsForeignProperties) return endpoints;
  const stores = new Map<readonly ProviderProperty[], ProviderProperty[]>();
  const processed = endpoints.map((endpoint) => {
    const slice = PropertySlice.of(endpoint, stores);
    const withTTL = withMinimumTTL(endpoint, minTTLSeconds);
    if (withTTL !== endpoint) {
      log.debug(
        () =>
          `Overriding existing TTL ${endpoint.recordTTL} with new value ${minTTLSeconds} for endpoint ${endpoint.dnsName}`,
      );
    }
    slice.retain(provider);
    if (preferAlias && endpoint.recordType === 'CNAME') slice.addIfAbsent({ name: 'alias', value: 'true' });
    return { endpoint: withTTL, slice };
  });
  return processed.map(({ endpoint, slice }) => ({ ...endpoint, providerSpecific: slice.properties() }));
}

/** A Go slice of properties: the first `length` cells of a store that others may share. */
class PropertySlice {
  #cells: ProviderProperty[];
  #length: number;
  #isNil: boolean;

  private constructor(cells: ProviderProperty[], isNil: boolean) {
    this.#cells = cells;
    this.#length = cells.length;
    this.#isNil = isNil;
  }

  static of(
    { providerSpecific }: Endpoint,
    stores: Map<readonly ProviderProperty[], ProviderProperty[]>,
  ): PropertySlice {
    if (providerSpecific === null) return new PropertySlice([], true);
    let cells = stores.get(providerSpecific);
    if (cells === undefined) {
      cells = [...providerSpecific];
      stores.set(providerSpecific, cells);
    }
    return new PropertySlice(cells, false);
  }

  properties(): readonly ProviderProperty[] | null {
    return this.#isNil ? null : this.#cells.slice(0, this.#length);
  }

  /** Drops other providers' properties (all but Cloudflare's provider do) and sorts by name, in the shared store. */
  retain(provider: string): void {
    const own = this.#cells.slice(0, this.#length);
    const isKept = ({ name }: ProviderProperty) =>
      provider === 'cloudflare' || !name.includes('/') || name.startsWith(`${provider}/`);
    const kept = own.filter(isKept).sort((left, right) => byCodeUnit(left.name, right.name));
    for (let index = 0; index < this.#length; index += 1) {
      this.#cells[index] = kept[index] ?? { name: '', value: '' };
    }
    this.#length = kept.length;
  }

  /** Appends as Go does: over the next cell of the store while there is one, else into a store of its own. */
  addIfAbsent(property: ProviderProperty): void {
    if (this.#cells.slice(0, this.#length).some(({ name }) => name === property.name)) return;
    if (this.#length < this.#cells.length) this.#cells[this.#length] = property;
    else this.#cells = [...this.#cells, property];
    this.#length += 1;
    this.#isNil = false;
  }
}
