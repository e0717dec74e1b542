import { sourceNames } from '../source/source-settings.ts';

/**
 * Flags that change who owns or publishes what in ways that are not modelled: giving them another value than one that
 * is modelled is a mistake, not something to pass over. All other flags that the configuration does not hold are
 * accepted and have no effect.
 */
export interface Unmodelled {
  readonly flag: string;
  /** The values that are modelled; the default among them. */
  readonly modelled: readonly string[];
}

/** Values of booleans are `true` and `false`; flags that may be repeated and are listed with none may not be given. */
export const unmodelledFlags: readonly Unmodelled[] = [
  { flag: 'provider', modelled: ['aws', 'azure', 'azure-dns', 'cloudflare', 'google', 'inmemory', 'webhook'] },
  { flag: 'source', modelled: sourceNames },
  { flag: 'always-publish-not-ready-addresses', modelled: ['false'] },
  { flag: 'aws-zone-match-parent', modelled: ['false'] },
  { flag: 'aws-zone-tags', modelled: [''] },
  { flag: 'aws-zone-type', modelled: [''] },
  { flag: 'cloudflare-custom-hostnames', modelled: ['false'] },
  { flag: 'compatibility', modelled: [''] },
  { flag: 'completion-bash', modelled: ['false'] },
  { flag: 'completion-script-bash', modelled: ['false'] },
  { flag: 'completion-script-zsh', modelled: ['false'] },
  { flag: 'crd-source-apiversion', modelled: ['externaldns.k8s.io/v1alpha1'] },
  { flag: 'crd-source-kind', modelled: ['DNSEndpoint'] },
  { flag: 'create-ptr', modelled: ['false'] },
  { flag: 'exclude-unschedulable', modelled: ['true'] },
  { flag: 'fqdn-target-template', modelled: [''] },
  { flag: 'google-zone-visibility', modelled: [''] },
  { flag: 'help', modelled: ['false'] },
  { flag: 'help-long', modelled: ['false'] },
  { flag: 'help-man', modelled: ['false'] },
  { flag: 'listen-endpoint-events', modelled: ['false'] },
  { flag: 'nat64-networks', modelled: [] },
  { flag: 'publish-host-ip', modelled: ['false'] },
  { flag: 'resolve-service-load-balancer-hostname', modelled: ['false'] },
  { flag: 'service-type-filter', modelled: [] },
  { flag: 'target-template', modelled: [''] },
  { flag: 'version', modelled: ['false'] },
  { flag: 'webhook-server', modelled: ['false'] },
];
