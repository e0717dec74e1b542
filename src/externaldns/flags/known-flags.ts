import { isFlagOf } from './flag-history.ts';

/**
 * Every command-line flag of external-dns from v0.11.0 to v0.22.0, with the kind of its value.
 *
 * *Source:* pkg/apis/externaldns/types.go: bindFlags, App.
 */
export interface FlagSpec {
  /** Without dashes. */
  readonly name: string;
  readonly kind: FlagKind;
  /** The values of an `enum` or `enums` flag; empty otherwise. */
  readonly options: readonly string[];
}

/** `texts`, `enums` and `map` flags may be repeated; all others may not. */
export type FlagKind = 'boolean' | 'duration' | 'enum' | 'enums' | 'map' | 'number' | 'regex' | 'text' | 'texts';

/** The flag of a name, without dashes and without `no-`. */
export function flagSpec(name: string): FlagSpec | undefined {
  return specs.get(name);
}

/** The names of a release's flags, in code-unit order. */
export function flagNamesOf(version: string): readonly string[] {
  return flagNames.filter((name) => isFlagOf(name, version));
}

/** Whether the flag may be given several times; its values replace the default then. */
export function isRepeatable({ kind }: FlagSpec): boolean {
  return kind === 'texts' || kind === 'enums' || kind === 'map';
}

const textFlags = `
  alibaba-cloud-config-file annotation-filter annotation-prefix aws-assume-role aws-assume-role-external-id
  azure-config-file azure-resource-group azure-subscription-id azure-user-assigned-identity-client-id
  cloudflare-record-comment cloudflare-region-key connector-source-server coredns-prefix crd-source-apiversion
  crd-source-kind dynamodb-region dynamodb-table exoscale-apienv exoscale-apikey exoscale-apisecret
  exoscale-apizone gateway-label-filter gateway-name gateway-namespace godaddy-api-key godaddy-api-secret
  google-project kubeconfig label-filter metrics-address migrate-from-txt-owner namespace ns1-endpoint
  oci-compartment-ocid oci-config-file openshift-router-name ovh-endpoint pdns-api-key pdns-server pdns-server-id
  pihole-password pihole-server pod-source-domain rfc2136-kerberos-password rfc2136-kerberos-realm
  rfc2136-kerberos-username rfc2136-tsig-keyname rfc2136-tsig-secret rfc2136-tsig-secret-alg server
  akamai-access-token akamai-client-secret akamai-client-token akamai-edgerc-path akamai-edgerc-section
  akamai-serviceconsumerdomain bluecat-config-file bluecat-dns-configuration bluecat-dns-deploy-type
  bluecat-dns-server-name bluecat-dns-view bluecat-gateway-host bluecat-root-zone cf-api-endpoint cf-password
  cf-username contour-load-balancer dyn-customer-name dyn-password dyn-username exoscale-endpoint ibmcloud-config-file
  infoblox-fqdn-regex infoblox-grid-host infoblox-name-regex infoblox-view infoblox-wapi-password
  infoblox-wapi-username infoblox-wapi-version pihole-api-version plural-cluster plural-provider
  skipper-routegroup-groupversion tencent-cloud-config-file tencent-cloud-zone-type transip-account transip-keyfile
  tls-ca tls-client-cert tls-client-cert-key txt-encrypt-aes-key txt-owner-id
  txt-prefix txt-suffix txt-wildcard-replacement webhook-provider-url
`;

/** With those of the parser itself, which print something and exit. */
const booleanFlags = `
  always-publish-not-ready-addresses aws-evaluate-target-health aws-prefer-cname aws-sd-service-cleanup
  aws-zone-match-parent cloudflare-custom-hostnames cloudflare-proxied cloudflare-regional-services
  combine-fqdn-annotation completion-bash completion-script-bash completion-script-zsh coredns-strictly-owned
  create-ptr dry-run events exclude-unschedulable expose-internal-ipv6 force-default-targets gateway-listener-sets
  godaddy-api-ote help help-long help-man ignore-hostname-annotation ignore-ingress-rules-spec
  ignore-ingress-tls-spec ignore-non-host-network-pods listen-endpoint-events ns1-ignoressl
  oci-auth-instance-principal once ovh-enable-cname-relative pdns-skip-tls-verify pihole-tls-skip-verify
  prefer-alias publish-host-ip publish-internal-services resolve-service-load-balancer-hostname rfc2136-axfr
  rfc2136-gss-tsig rfc2136-insecure rfc2136-skip-tls-verify rfc2136-tsig-axfr rfc2136-use-tls traefik-disable-new
  bluecat-skip-tls-verify ibmcloud-proxied infoblox-create-ptr infoblox-ssl-verify pdns-tls-enabled
  rcodezero-txt-encrypt rfc2136-create-ptr traefik-disable-legacy txt-new-format-only
  traefik-enable-legacy txt-encrypt-enabled version webhook-server
`;

const textsFlags = `
  aws-profile aws-zone-tags default-targets domain-filter events-emit exclude-domains exclude-record-types
  exclude-target-net fqdn-target-template fqdn-template gloo-namespace ingress-class inmemory-zone
  managed-record-types nat64-networks rfc2136-host rfc2136-zone service-type-filter target-net-filter
  target-template unstructured-resource zone-id-filter zone-name-filter
`;

const durationFlags = `
  aws-batch-change-interval aws-zones-cache-duration azure-zones-cache-duration batch-change-interval
  exoscale-zones-cache-duration google-batch-change-interval interval kube-api-request-timeout
  min-event-sync-interval min-ttl oci-zones-cache-duration provider-cache-time request-timeout rfc2136-min-ttl
  txt-cache-interval webhook-provider-read-timeout webhook-provider-write-timeout
`;

const numberFlags = `
  aws-api-retries aws-batch-change-size aws-batch-change-size-bytes aws-batch-change-size-values
  azure-maxretries-count batch-change-size cloudflare-dns-records-per-page godaddy-api-ttl
  cloudflare-zones-per-page digitalocean-api-page-size dyn-min-ttl infoblox-cache-duration infoblox-max-results
  infoblox-wapi-port google-batch-change-size kube-api-burst kube-api-qps ns1-min-ttl ovh-api-rate-limit rfc2136-batch-change-size
  rfc2136-port
`;

const regexFlags = `
  regex-domain-exclusion regex-domain-filter
`;

const providers = `
  alibabacloud aws aws-sd azure azure-dns azure-private-dns civo cloudflare coredns dnsimple exoscale gandi
  godaddy google inmemory linode ns1 oci ovh pdns pihole rfc2136 scaleway skydns webhook
`;

const sources = `
  ambassador-host connector contour-httpproxy crd empty f5-transportserver f5-virtualserver fake gateway-grpcroute
  gateway-httproute gateway-tcproute gateway-tlsroute gateway-udproute gloo-proxy ingress istio-gateway
  istio-virtualservice kong-tcpingress node openshift-route pod service skipper-routegroup traefik-proxy
  unstructured
`;

/** `''` stands for the empty value where it is an option, too. */
const enumOptions: Readonly<Record<string, readonly string[]>> = {
  'alibaba-cloud-zone-type': ['', 'public', 'private'],
  'aws-zone-type': ['', 'public', 'private'],
  'cloudflare-custom-hostnames-certificate-authority': ['google', 'ssl_com', 'lets_encrypt', 'none'],
  'cloudflare-custom-hostnames-min-tls-version': ['1.0', '1.1', '1.2', '1.3'],
  compatibility: ['', 'mate', 'molecule', 'kops-dns-controller'],
  'google-zone-visibility': ['', 'public', 'private'],
  'log-format': ['text', 'json'],
  'log-level': ['panic', 'fatal', 'error', 'warning', 'info', 'debug', 'trace'],
  'oci-zone-scope': ['', 'GLOBAL', 'PRIVATE'],
  policy: ['', 'sync', 'upsert-only', 'create-only'],
  provider: wordsOf(providers),
  registry: ['aws-sd', 'crd', 'dynamodb', 'noop', 'txt'],
  'rfc2136-load-balancing-strategy': ['random', 'round-robin', 'disabled'],
};

const specs: ReadonlyMap<string, FlagSpec> = new Map(
  [
    ...specsOf('text', textFlags),
    ...specsOf('boolean', booleanFlags),
    ...specsOf('texts', textsFlags),
    ...specsOf('duration', durationFlags),
    ...specsOf('number', numberFlags),
    ...specsOf('regex', regexFlags),
    ...specsOf('map', 'aws-sd-create-tag'),
    ...Object.entries(enumOptions).map(([name, options]): FlagSpec => ({ name, kind: 'enum', options })),
    { name: 'source', kind: 'enums', options: wordsOf(sources) } as const,
  ].map((spec) => [spec.name, spec]),
);

/** The names of all flags of all releases, in code-unit order. */
const flagNames: readonly string[] = [...specs.keys()].sort();

function specsOf(kind: FlagKind, names: string): readonly FlagSpec[] {
  return wordsOf(names).map((name) => ({ name, kind, options: [] }));
}

function wordsOf(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
