import type { Configuration } from './configuration.ts';
import type { Listing } from './controller-memory.ts';
import { withoutFinalDot } from './endpoint/new-endpoint.ts';
import { Log } from './log.ts';
import { isManagedType } from './plan/managed-type.ts';
import { rowName } from './plan/row-name.ts';
import { registryOwnerId } from './registry/registry.ts';
import { createTxtNameMapper } from './registry/txt-name-mapper.ts';
import { rulesOf } from './version.ts';

/** Takes from a listing what no plan of a controller can use. */
export type Relevance = (listing: Listing) => Listing;

/**
 * The relevance for a controller whose cluster will never want other names than these: records that it owns, records
 * under a name that may be wanted, and the ownership TXTs that creating one of these would look for.
 *
 * Plans come out the same with and without it, but for debug lines about the rest.
 */
export function relevanceOf(configuration: Configuration, interest: readonly string[]): Relevance {
  const ownerId = registryOwnerId(configuration);
  if (ownerId === '') return (listing) => listing;
  const silent = new Log('panic');
  const rules = rulesOf(configuration);
  const rows = new Set(interest.map((name) => rowName(name, silent, rules)));
  const mapper = createTxtNameMapper(configuration);
  const types = configuration.managedRecordTypes.filter((type) => isManagedType(type, configuration));
  // As they are written: without a final dot, which the name itself may have.
  const txtNames = new Set(
    interest.flatMap((name) => types.map((type) => withoutFinalDot(mapper.toTxtName(name, type)))),
  );
  return ({ endpoints, existingTxts }) => ({
    endpoints: endpoints.filter(
      ({ labels, dnsName }) => labels.owner === ownerId || rows.has(rowName(dnsName, silent, rules)),
    ),
    existingTxts: existingTxts.filter((key) => txtNames.has(key.split('\u0000')[0] as string)),
  });
}
