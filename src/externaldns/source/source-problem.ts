/** Why dibs cannot say what external-dns would publish, or external-dns would not start. */
export type SourceProblem =
  | { readonly code: 'SOURCE_UNKNOWN'; readonly source: string; readonly known: readonly string[] }
  | {
      readonly code: 'SOURCE_SELECTOR_INVALID';
      readonly flag: '--annotation-filter' | '--label-filter';
      readonly selector: string;
      readonly reason: string;
    }
  /** `--ingress-class` and an annotation filter on `kubernetes.io/ingress.class` exclude each other. */
  | { readonly code: 'SOURCE_INGRESS_CLASS_TWICE' }
  /** `unsupported` is the action as written, `offset` its place in the template, from 0. */
  | {
      readonly code: 'SOURCE_TEMPLATE_UNSUPPORTED';
      readonly template: string;
      readonly unsupported: string;
      readonly offset: number;
    }
  | SourceObjectProblem;

/** An object whose endpoints depend on what dibs does not model. */
export type SourceObjectProblem = UnknownServiceTargets | LostDnsEndpoints;

/** The Service counts as having no such endpoints. */
export interface UnknownServiceTargets {
  /**
   * A headless Service publishes its pods; one of type NodePort its nodes; a Service that publishes its cluster IP needs
   * one in the manifest, since no API server assigns it.
   */
  readonly code: 'SOURCE_SERVICE_NEEDS_PODS' | 'SOURCE_SERVICE_NEEDS_NODES' | 'SOURCE_SERVICE_NEEDS_CLUSTER_IP';
  /** As made by `objectKey`. */
  readonly object: string;
}

/**
 * A DNSEndpoint that `--annotation-filter` does not select, which makes external-dns v0.22.0 lose all of them when it
 * lists them: as it starts and whenever its watch breaks. Those that change later it sees again, one by one. dibs takes
 * the state after the listing: no DNSEndpoints at all.
 */
export interface LostDnsEndpoints {
  readonly code: 'SOURCE_CRD_ANNOTATION_FILTER_LOSES_ALL';
  /** The first such object by namespace and name, as made by `objectKey`. */
  readonly object: string;
}
