import type { Invariant, InvariantName } from './invariant.ts';
import { noCrossEnvironmentPath } from './no-cross-environment-path.ts';
import { noOrphanedOwnership } from './no-orphaned-ownership.ts';
import { noShadowing } from './no-shadowing.ts';
import { noStrayEndpoint } from './no-stray-endpoint.ts';
import { nobodyUnserved } from './nobody-unserved.ts';
import { oneEndpointPerAccountAndRegion } from './one-endpoint-per-account-and-region.ts';
import { productionUntouched } from './production-untouched.ts';
import { recordChangedByOwnerOnly } from './record-changed-by-owner-only.ts';
import { zoneSettles } from './zone-settles.ts';

/** Every invariant, by name. The type asks for each name once. */
export const invariants: Readonly<Record<InvariantName, Invariant>> = {
  'record-changed-by-owner-only': recordChangedByOwnerOnly,
  'no-orphaned-ownership': noOrphanedOwnership,
  'no-shadowing': noShadowing,
  'no-cross-environment-path': noCrossEnvironmentPath,
  'one-endpoint-per-account-and-region': oneEndpointPerAccountAndRegion,
  'no-stray-endpoint': noStrayEndpoint,
  'production-untouched': productionUntouched,
  'zone-settles': zoneSettles,
  'nobody-unserved': nobodyUnserved,
};
