import ipaddr from 'ipaddr.js';

// CommonJS: Node gives its exports as the default one only.
const { IPv4, IPv6 } = ipaddr;

/** Four decimal octets without leading zeros, or `undefined`. */
export function canonicalIPv4(text: string): string | undefined {
  return IPv4.isValidFourPartDecimal(text) ? text : undefined;
}

/**
 * The one recommended spelling of an IPv6 address, or `undefined` for what is none. An address with a zone (`%eth0`) is
 * no RDATA. *Source:* RFC 5952.
 */
export function canonicalIPv6(text: string): string | undefined {
  if (text.includes('%') || !text.includes(':') || !IPv6.isValid(text)) return undefined;
  const address = IPv6.parse(text);
  return address.isIPv4MappedAddress() ? `::ffff:${address.toIPv4Address().toString()}` : address.toRFC5952String();
}
