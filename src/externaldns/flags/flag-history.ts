import { isBetween } from '../version.ts';

/** In which releases a flag exists: from `since`, or the beginning, up to the one before `until`, or to the newest. */
export interface FlagLife {
  readonly since: string | null;
  readonly until: string | null;
}

/** The releases that know a flag of some release; both ends open where it was always there. */
export function flagLife(name: string): FlagLife {
  return lives.get(name) ?? always;
}

/** Whether a release knows a flag of some release. */
export function isFlagOf(name: string, version: string): boolean {
  const { since, until } = flagLife(name);
  return (since === null || isBetween(version, since)) && (until === null || !isBetween(version, until));
}

/**
 * Flags that came after v0.11.0.
 *
 * *Source:* pkg/apis/externaldns/types.go of all releases from v0.11.0 to v0.22.0, compared by script.
 */
const arrivals: Readonly<Record<string, string>> = {
  '0.11.1': `aws-sd-service-cleanup bluecat-dns-configuration bluecat-dns-deploy-type bluecat-dns-server-name
    bluecat-dns-view bluecat-gateway-host bluecat-root-zone bluecat-skip-tls-verify infoblox-cache-duration`,
  '0.12.0': 'gateway-label-filter gateway-namespace ibmcloud-config-file ibmcloud-proxied',
  '0.13.1': `aws-assume-role-external-id exclude-target-net plural-cluster plural-provider target-net-filter
    tencent-cloud-config-file tencent-cloud-zone-type`,
  '0.13.2': 'pihole-password pihole-server pihole-tls-skip-verify',
  '0.13.3': `cloudflare-dns-records-per-page infoblox-name-regex ingress-class oci-auth-instance-principal
    oci-compartment-ocid resolve-service-load-balancer-hostname txt-encrypt-aes-key txt-encrypt-enabled`,
  '0.13.6': 'dynamodb-region dynamodb-table exoscale-apienv exoscale-apizone pdns-skip-tls-verify',
  '0.14.0': `exclude-record-types webhook-provider-read-timeout webhook-provider-url webhook-provider-write-timeout
    webhook-server`,
  '0.14.1': `aws-batch-change-size-bytes aws-batch-change-size-values aws-zone-match-parent oci-zone-scope
    oci-zones-cache-duration rfc2136-skip-tls-verify rfc2136-use-tls traefik-disable-legacy traefik-disable-new`,
  '0.15.0': 'aws-profile provider-cache-time rfc2136-create-ptr',
  '0.15.1': 'aws-sd-create-tag azure-zones-cache-duration cloudflare-region-key nat64-networks pdns-server-id',
  '0.16.0': `gateway-name ignore-non-host-network-pods listen-endpoint-events pod-source-domain
    rfc2136-load-balancing-strategy txt-new-format-only`,
  '0.16.1': `cloudflare-custom-hostnames cloudflare-custom-hostnames-certificate-authority
    cloudflare-custom-hostnames-min-tls-version`,
  '0.17.0': 'exclude-unschedulable expose-internal-ipv6 ovh-enable-cname-relative pihole-api-version',
  '0.18.0': 'azure-maxretries-count cloudflare-record-comment cloudflare-regional-services force-default-targets',
  '0.19.0': 'events-emit traefik-enable-legacy',
  '0.20.0': 'annotation-prefix migrate-from-txt-owner',
  '0.21.0': `batch-change-interval batch-change-size coredns-strictly-owned create-ptr fqdn-target-template
    gateway-listener-sets kube-api-burst kube-api-qps kube-api-request-timeout min-ttl prefer-alias target-template
    unstructured-resource`,
  '0.22.0': 'exoscale-zones-cache-duration rfc2136-axfr',
};

/** The first releases without flags that v0.22.0 no longer has. */
const departures: Readonly<Record<string, string>> = {
  '0.13.3': 'cloudflare-zones-per-page',
  '0.13.6': 'contour-load-balancer exoscale-endpoint pdns-tls-enabled',
  '0.15.0': `bluecat-config-file bluecat-dns-configuration bluecat-dns-deploy-type bluecat-dns-server-name bluecat-dns-view
    bluecat-gateway-host bluecat-root-zone bluecat-skip-tls-verify dyn-customer-name dyn-min-ttl dyn-password dyn-username
    infoblox-cache-duration infoblox-create-ptr infoblox-fqdn-regex infoblox-grid-host infoblox-max-results
    infoblox-name-regex infoblox-ssl-verify infoblox-view infoblox-wapi-password infoblox-wapi-port
    infoblox-wapi-username infoblox-wapi-version rcodezero-txt-encrypt`,
  '0.18.0': `ibmcloud-config-file ibmcloud-proxied tencent-cloud-config-file tencent-cloud-zone-type
    txt-new-format-only`,
  '0.19.0': 'traefik-disable-legacy',
  '0.21.0': 'cf-api-endpoint cf-password cf-username digitalocean-api-page-size rfc2136-create-ptr',
  '0.22.0': `akamai-access-token akamai-client-secret akamai-client-token akamai-edgerc-path akamai-edgerc-section
    akamai-serviceconsumerdomain pihole-api-version plural-cluster plural-provider transip-account transip-keyfile`,
};

const always: FlagLife = { since: null, until: null };

const lives: ReadonlyMap<string, FlagLife> = livesOf();

function livesOf(): ReadonlyMap<string, FlagLife> {
  const since = byFlag(arrivals);
  const until = byFlag(departures);
  const names = new Set([...since.keys(), ...until.keys()]);
  return new Map(
    [...names].map((name) => [name, { since: since.get(name) ?? null, until: until.get(name) ?? null }] as const),
  );
}

function byFlag(releases: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(releases).flatMap(([version, names]) =>
      names.split(/\s+/).map((name) => [name, `v${version}`] as const),
    ),
  );
}
