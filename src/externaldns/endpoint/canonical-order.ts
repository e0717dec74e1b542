import { byCodeUnit } from '../../kernel/json.ts';
import type { Endpoint } from '../endpoint.ts';

/** The order of endpoints wherever upstream's is random: name, type, set identifier. */
export function byNameTypeSet(left: Endpoint, right: Endpoint): number {
  return (
    byCodeUnit(left.dnsName, right.dnsName) ||
    byCodeUnit(left.recordType, right.recordType) ||
    byCodeUnit(left.setIdentifier, right.setIdentifier)
  );
}
