import type { Endpoint } from '../endpoint.ts';
import type { Log } from '../log.ts';
import { ipAddressOf } from './ip-address.ts';
import { booleanPropertyOf } from './provider-specific.ts';
import { quote } from './quote.ts';

/**
 * Whether external-dns takes an endpoint for well-formed. Endpoints that are not vanish before planning.
 *
 * An empty list of targets passes for every type but PTR.
 *
 * *Source:* endpoint/endpoint.go:CheckEndpoint.
 */
export function isValidEndpoint(endpoint: Endpoint, log: Log): boolean {
  const { dnsName, recordType, targets } = endpoint;
  const alias = booleanPropertyOf(endpoint, 'alias');
  if (alias !== undefined && !['A', 'AAAA', 'CNAME'].includes(recordType)) {
    log.warning(`Endpoint ${dnsName} of type ${recordType} does not support alias records`);
    return false;
  }
  switch (recordType) {
    case 'A':
    case 'AAAA':
      return alias === true || firstProblem(targets, log, (target) => addressProblem(target, recordType)) === undefined;
    case 'MX':
      return firstProblem(targets, log, mxProblem) === undefined;
    case 'SRV':
      return firstProblem(targets, log, srvProblem) === undefined;
    case 'PTR':
      return isValidPtr(endpoint, log);
    default:
      return true;
  }
}

function firstProblem(
  targets: readonly string[],
  log: Log,
  problemOf: (target: string) => string | undefined,
): string | undefined {
  for (const target of targets) {
    const problem = problemOf(target);
    if (problem !== undefined) {
      log.debug(() => problem);
      return problem;
    }
  }
  return undefined;
}

function addressProblem(target: string, recordType: 'A' | 'AAAA'): string | undefined {
  const family = ipAddressOf(target)?.family;
  if (family === undefined) return `Invalid ${recordType} record target: ${target} is not a valid IP address`;
  if (recordType === 'A' && family === 6) return `Invalid A record target: ${target} is an IPv6 address`;
  if (recordType === 'AAAA' && family === 4) return `Invalid AAAA record target: ${target} is an IPv4 address`;
  return undefined;
}

/** `10 mail.example.org`: a preference and a host. */
function mxProblem(target: string): string | undefined {
  const fields = fieldsOf(target);
  if (fields.length !== 2) {
    return `Invalid MX record target: ${target}. invalid MX record target: ${target}. MX records must have a preference value and a host, e.g. '10 example.com'`;
  }
  if (portProblem(fields[0] as string) === undefined) return undefined;
  return `Invalid MX record target: ${target}. invalid integer value in target: ${target}`;
}

/** `10 5 5060 sip.example.org.`: priority, weight, port and a host with its final dot. */
function srvProblem(target: string): string | undefined {
  const [priority, weight, port, host, ...more] = fieldsOf(target);
  const prefix = `Invalid SRV record target: ${target}. `;
  if (priority === undefined || weight === undefined || port === undefined || host === undefined || more.length > 0) {
    return `${prefix}invalid SRV record target: ${target}. SRV records must have a priority, weight, port, and target host, e.g. '10 5 5060 example.com.'`;
  }
  if (!host.endsWith('.')) {
    return `${prefix}invalid SRV record target: ${target}. Target host does not end with a dot`;
  }
  for (const [what, number] of Object.entries({ priority, weight, port })) {
    const problem = portProblem(number);
    if (problem !== undefined) return `${prefix}invalid SRV ${what} ${quote(number)}: ${problem}`;
  }
  return undefined;
}

function isValidPtr({ dnsName, targets }: Endpoint, log: Log): boolean {
  const problem = ((): string | undefined => {
    if (!/^[^.].*\.(in-addr|ip6)\.arpa$/su.test(dnsName.toLowerCase())) {
      return `DNSName ${quote(dnsName)} must be a valid reverse DNS name under .in-addr.arpa or .ip6.arpa`;
    }
    if (targets.length === 0) return `at least one target is required for ${dnsName}`;
    for (const target of targets) {
      if (target.trim() === '') return `target must not be empty for ${dnsName}`;
      if (ipAddressOf(target) !== undefined) {
        return `target ${quote(target)} for ${dnsName} must be a hostname, not an IP address`;
      }
    }
    return undefined;
  })();
  if (problem !== undefined) log.debug(() => `Invalid PTR record: ${problem}`);
  return problem === undefined;
}

function fieldsOf(text: string): readonly string[] {
  return text.split(/\s+/u).filter((field) => field !== '');
}

/** The refusal of a number that is no decimal from 0 to 65535 (strconv.ParseUint with 16 bits). */
function portProblem(text: string): string | undefined {
  if (!/^[0-9]+$/.test(text)) return `strconv.ParseUint: parsing ${quote(text)}: invalid syntax`;
  if (Number(text) > 65_535) return `strconv.ParseUint: parsing ${quote(text)}: value out of range`;
  return undefined;
}
