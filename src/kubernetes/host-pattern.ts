/**
 * Host names and the patterns of Ingress rules and certificates: `*.example.org` stands for exactly one label.
 *
 * *Source:* Kubernetes documentation, Ingress, "Hostname wildcards"; RFC 6125 section 6.4.3 for certificates.
 */

/** Lower case, without the final dot: how hosts are compared. */
export function comparableHost(host: string): string {
  const undotted = host.endsWith('.') ? host.slice(0, -1) : host;
  return undotted.toLowerCase();
}

/** Whether a pattern stands for a host: by being that host, or by a first label `*` in place of the host's first label. */
export function coversHost(pattern: string, host: string): boolean {
  const wanted = comparableHost(host);
  const given = comparableHost(pattern);
  if (given === wanted) return true;
  if (!given.startsWith('*.')) return false;
  const dot = wanted.indexOf('.');
  return dot > 0 && wanted.slice(dot) === given.slice(1);
}

/** Whether a host (or pattern) is the domain itself or lies below it. */
export function coversDomain(domain: string, host: string): boolean {
  const wanted = comparableHost(host);
  const given = comparableHost(domain);
  return wanted === given || wanted.endsWith(`.${given}`);
}
