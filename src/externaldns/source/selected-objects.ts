import { byCodeUnit } from '../../kernel/json.ts';
import type { KubernetesObject } from '../../kubernetes/cluster.ts';
import { selects } from './label-selector.ts';
import type { SourceName, SourceSettings } from './source-settings.ts';

/** Which objects each source watches: the kind and, for kinds whose name several API groups use, the groups. */
export const watched: Readonly<Record<SourceName, { readonly kind: string; readonly groups: readonly string[] }>> = {
  ingress: { kind: 'Ingress', groups: ['networking.k8s.io', 'extensions'] },
  service: { kind: 'Service', groups: [''] },
  crd: { kind: 'DNSEndpoint', groups: ['externaldns.k8s.io'] },
};

/**
 * The objects that a source looks at: of its kind, in the configured namespace, selected by the label and annotation
 * filters. Ordered by namespace and name; upstream's order is random.
 *
 * *Source:* source/informers/indexers.go:IndexerWithOptions.
 */
export function selectedObjects(
  source: SourceName,
  objects: readonly KubernetesObject[],
  settings: SourceSettings,
): readonly KubernetesObject[] {
  return listedObjects(source, objects, settings).filter((object) => isSelectedByAnnotations(object, settings));
}

/** Whether `--annotation-filter` selects the object. */
export function isSelectedByAnnotations({ metadata }: KubernetesObject, settings: SourceSettings): boolean {
  return selects(settings.annotationSelector, metadata.annotations ?? {});
}

/** As {@link selectedObjects}, whatever their annotations: the API server filters by namespace and labels only. */
export function listedObjects(
  source: SourceName,
  objects: readonly KubernetesObject[],
  settings: SourceSettings,
): readonly KubernetesObject[] {
  const { kind, groups } = watched[source];
  const { namespace } = settings.configuration;
  return objects
    .filter(
      ({ apiVersion, kind: found, metadata }) =>
        found === kind &&
        groups.includes(groupOf(apiVersion)) &&
        (namespace === '' || metadata.namespace === namespace) &&
        selects(settings.labelSelector, metadata.labels ?? {}),
    )
    .sort(
      ({ metadata: left }, { metadata: right }) =>
        byCodeUnit(left.namespace, right.namespace) || byCodeUnit(left.name, right.name),
    );
}

/** `networking.k8s.io` of `networking.k8s.io/v1`; the core group is the empty text. */
function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}
