import { type KubernetesObject, objectKey } from '../../kubernetes/cluster.ts';
import { mergeEndpoints } from '../endpoint/merge-endpoints.ts';
import { quote } from '../endpoint/quote.ts';
import type { Endpoint, ProviderProperty } from '../endpoint.ts';
import type { Log } from '../log.ts';
import { isSelectedByAnnotations, listedObjects } from './selected-objects.ts';
import type { LostDnsEndpoints } from './source-problem.ts';
import type { SourceSettings } from './source-settings.ts';

/**
 * What the source `crd` wants: the endpoints of DNSEndpoint objects as they are written, final dots and letters of
 * either case included. The annotation `controller` means nothing here.
 *
 * With one DNSEndpoint that `--annotation-filter` does not select, there are none: the filter works by turning such
 * objects into nothing as they enter the cache, and the cache refuses a list that has a nothing in it.
 *
 * *Source:* source/crd.go; source/informers/transformers.go:TransformRequireAnnotation; client-go v0.36
 * tools/cache/the_real_fifo.go:reconcileReplacement.
 */
export function dnsEndpointEndpoints(
  objects: readonly KubernetesObject[],
  settings: SourceSettings,
  log: Log,
): { readonly endpoints: readonly Endpoint[]; readonly problems: readonly LostDnsEndpoints[] } {
  const listed = listedObjects('crd', objects, settings);
  const poison = listed.find((object) => !isSelectedByAnnotations(object, settings));
  if (poison !== undefined) {
    const problem = { code: 'SOURCE_CRD_ANNOTATION_FILTER_LOSES_ALL', object: objectKey(poison) } as const;
    return { endpoints: [], problems: [problem] };
  }
  const endpoints = listed.flatMap((object) => {
    const { endpoints: written = [] } = (object.spec ?? {}) as { readonly endpoints?: readonly (Written | null)[] };
    return written.flatMap((endpoint) => takenEndpoint(object, endpoint, log));
  });
  return { endpoints: mergeEndpoints(endpoints, log), problems: [] };
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
