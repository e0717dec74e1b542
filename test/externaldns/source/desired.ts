import type { Configuration } from '../../../src/externaldns/configuration.ts';
import { endpointText } from '../../../src/externaldns/endpoint/endpoint-text.ts';
import { defaultConfiguration } from '../../../src/externaldns/flags/default-configuration.ts';
import { Log } from '../../../src/externaldns/log.ts';
import { type Collected, collectEndpoints } from '../../../src/externaldns/source/collect-endpoints.ts';
import { readSourceSettings } from '../../../src/externaldns/source/source-settings.ts';
import { readObjects } from '../../../src/kubernetes/manifest.ts';

/** The prefix of external-dns's annotations since v0.22. */
export const prefix = 'external-dns.kubernetes.io/';

/** All flags of a process, those that bear on sources at their defaults. */
export function configurationWith(flags: Partial<Configuration> = {}): Configuration {
  return {
    ...defaultConfiguration,
    sources: ['ingress', 'service', 'crd'],
    logLevel: 'debug',
    ...flags,
  };
}

/** What a process with these flags wants of these objects, with all that it logs. */
export function collect(objects: readonly unknown[], flags: Partial<Configuration> = {}): Collected & { log: Log } {
  const { objects: read, problems } = readObjects(objects);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const { settings } = readSourceSettings(configurationWith(flags));
  const log = new Log('debug');
  return { ...collectEndpoints(read, settings, log), log };
}

/** The endpoints as external-dns prints them. */
export function desired(objects: readonly unknown[], flags: Partial<Configuration> = {}): readonly string[] {
  return collect(objects, flags).endpoints.map(endpointText);
}

/** The lines of a level, without the level. */
export function logged(log: Log, level: string): readonly string[] {
  return log.lines.filter((line) => line.level === level).map(({ message }) => message);
}

interface Parts {
  readonly name?: string;
  readonly namespace?: string;
  /** Without the prefix where they are external-dns's own; with a slash they are taken as they are. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly spec?: object;
  /** Addresses, and names, of the status. */
  readonly status?: readonly string[];
}

/** An Ingress for some hosts, published at 192.0.2.1. */
export function ingress(hosts: readonly string[], parts: Parts = {}): object {
  const spec = { rules: hosts.map((host) => ({ host })), ...parts.spec };
  return object({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' }, { status: ['192.0.2.1'], ...parts, spec });
}

/** A Service. */
export function service(parts: Parts): object {
  return object({ apiVersion: 'v1', kind: 'Service' }, parts);
}

/** A DNSEndpoint with these endpoints. */
export function dnsEndpoint(endpoints: readonly unknown[], parts: Parts = {}): object {
  return object({ apiVersion: 'externaldns.k8s.io/v1alpha1', kind: 'DNSEndpoint' }, { ...parts, spec: { endpoints } });
}

function object(kind: object, { name = 'web', namespace = 'shop', annotations = {}, labels, spec, status }: Parts) {
  const full = Object.entries(annotations).map(([key, value]) => [key.includes('/') ? key : prefix + key, value]);
  const metadata = {
    name,
    namespace,
    annotations: Object.fromEntries(full),
    ...(labels === undefined ? {} : { labels }),
  };
  const entries = status?.map((target) => (/^[\d.]+$|:/.test(target) ? { ip: target } : { hostname: target }));
  return {
    ...kind,
    metadata,
    spec,
    ...(entries === undefined ? {} : { status: { loadBalancer: { ingress: entries } } }),
  };
}
