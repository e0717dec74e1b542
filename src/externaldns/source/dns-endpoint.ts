import type { KubernetesObject } from '../../kubernetes/cluster.ts';
import { mergeEndpoints } from '../endpoint/merge-endpoints.ts';
import { quote } from '../endpoint/quote.ts';
import type { Endpoint, ProviderProperty } from '../endpoint.ts';
import type { Log } from '../log.ts';
import { selectedObjects } from './selected-objects.ts';
import type { SourceSettings } from './source-settings.ts';

/**
 * What the source `crd` wants: the endpoints of DNSEndpoint objects as they are written, final dots and letters of
 * either case included. The annotation `controller` means nothing here.
 *
 * *Source:* source/crd.go.
 */
export function dnsEndpointEndpoints(
  objects: readonly KubernetesObject[],
  settings: SourceSettings,
  log: Log,
): readonly Endpoint[] {
  const endpoints = selectedObjects('crd', objects, settings).flatMap((object) => {
    const { endpoints: written = [] } = (object.spec ?? {}) as { readonly endpoints?: readonly (Written | null)[] };
    return written.flatMap((endpoint) => takenEndpoint(object, endpoint, log));
  });
  return mergeEndpoints(endpoints, log);
}

/** An endpoint of a manifest: all members may be missing. */
type Written = Partial<Omit<Endpoint, 'providerSpecific'>> & {
  readonly providerSpecific?: readonly Partial<ProviderProperty>[];
};

/** Types whose targets may end in a dot, or not. */
const freeTypes = ['CNAME', 'DNAME', 'TXT', 'MX', 'SRV'];

function takenEndpoint(object: KubernetesObject, written: Written | null, log: Log): readonly Endpoint[] {
  const { namespace, name } = object.metadata;
  if (written === null) {
    log.debug(() => `Skipping nil endpoint in DNSEndpoint ${namespace}/${name} at spec.endpoints`);
    return [];
  }
  const { dnsName = '', recordType = '', setIdentifier = '', recordTTL = 0, targets = [], labels = {} } = written;
  if (['CNAME', 'A', 'AAAA'].includes(recordType) && targets.length === 0) {
    log.debug(
      () =>
        `Endpoint ${name} with DNSName ${dnsName} has an empty list of targets, allowing it to pass through for default-targets processing`,
    );
  }
  const wantsDot = recordType === 'NAPTR';
  const illegal = freeTypes.includes(recordType)
    ? undefined
    : targets.find((target) => target.endsWith('.') !== wantsDot);
  if (illegal !== undefined) {
    const fixed = wantsDot ? `${illegal}.` : illegal.slice(0, -1);
    log.warning(
      `Endpoint ${namespace}/${name} with DNSName ${dnsName} has an illegal target ${quote(illegal)} for ${recordType} record — use ${quote(fixed)} not ${quote(illegal)}.`,
    );
    return [];
  }
  const providerSpecific =
    written.providerSpecific?.map(({ name: property = '', value = '' }) => ({ name: property, value })) ?? null;
  const resource = `crd/${namespace}/${name}`;
  return [
    { dnsName, targets, recordType, setIdentifier, recordTTL, labels: { ...labels, resource }, providerSpecific },
  ];
}
