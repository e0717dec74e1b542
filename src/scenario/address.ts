import { canonicalIPv4, canonicalIPv6 } from '../dns/ip-address.ts';

/** Whether a text is an IPv4 or IPv6 address. */
export function isIpAddress(text: string): boolean {
  return canonicalIPv4(text) !== undefined || canonicalIPv6(text) !== undefined;
}
