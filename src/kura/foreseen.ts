import { byCodeUnit } from '../kernel/json.ts';
import type { ForeseenCertificate } from '../kubernetes/cert-manager.ts';
import { objectKey } from '../kubernetes/cluster.ts';
import { KNOWN_DEPLOY_ENVIRONMENTS } from './deploy-environment.ts';
import { childKey, instanceEntrances } from './instance-children.ts';
import { instanceName } from './name-limits.ts';
import { gatewayManifest, instanceKey, KURA_NAMESPACE } from './provisioner.ts';
import { findRegion } from './region.ts';
import { type Release, renderHosts } from './release.ts';
import type { AccountRow } from './tables.ts';

/** What may come to exist because of an environment, so that a world can be cut finely. */
export interface Foreseen {
  /** Every host that can be rendered, public and gRPC, sorted. */
  readonly hosts: readonly string[];
  /** The public ones among them: those that are ever asked for. */
  readonly publicHosts: readonly string[];
  /** Every object key of its cluster. */
  readonly objectKeys: readonly string[];
  readonly certificates: readonly ForeseenCertificate[];
}

/**
 * Every host and object that some release can render for these accounts and regions. `deployEnvs` are the values that
 * `TUIST_DEPLOY_ENV` can have; if not given, every known one and none.
 */
export function foresee(options: {
  readonly releases: readonly Release[];
  readonly handles: readonly string[];
  readonly regionIds: readonly string[];
  readonly deployEnvs?: readonly (string | null)[];
}): Foreseen {
  const { releases, handles, regionIds, deployEnvs = [null, ...KNOWN_DEPLOY_ENVIRONMENTS] } = options;
  const hosts = new Set<string>();
  const publicHosts = new Set<string>();
  const keys = new Set<string>();
  const instances = new Set<string>();
  for (const release of releases) {
    for (const region of regionIds.flatMap((id) => findRegion(release.regions, id) ?? [])) {
      for (const [index, accountName] of handles.entries()) {
        instances.add(instanceName(accountName, region.clusterId));
        const account: AccountRow = { ...ANY_DEDICATED_ACCOUNT, id: index + 1 };
        const gateway = gatewayManifest(account, region);
        if (gateway !== null) keys.add(objectKey(gateway));
        for (const deployEnv of deployEnvs) {
          const { publicHost, grpcHost } = renderHosts({ release, deployEnv, region, accountName });
          for (const host of [publicHost, grpcHost]) if (host !== null) hosts.add(host);
          if (publicHost !== null) publicHosts.add(publicHost);
        }
      }
    }
  }
  for (const instance of instances) for (const key of instanceObjectKeys(instance)) keys.add(key);
  return {
    hosts: [...hosts].sort(byCodeUnit),
    publicHosts: [...publicHosts].sort(byCodeUnit),
    objectKeys: [...keys].sort(byCodeUnit),
    certificates: [...instances].sort(byCodeUnit).flatMap(foreseenCertificatesOf),
  };
}

const ANY_DEDICATED_ACCOUNT: AccountRow = { id: 1, name: 'any', kura_cache: 1, custom_endpoints: 1, dedicated: 1 };

function instanceObjectKeys(instance: string): readonly string[] {
  return [
    instanceKey(instance),
    ...instanceEntrances(instance).flatMap(({ ingress, certificate, secret }) => [
      childKey('Ingress', ingress),
      childKey('Certificate', certificate),
      childKey('Secret', secret),
    ]),
  ];
}

function foreseenCertificatesOf(instance: string): readonly ForeseenCertificate[] {
  return instanceEntrances(instance).map(({ certificate, secret }) => ({
    namespace: KURA_NAMESPACE,
    name: certificate,
    secretNames: [secret],
  }));
}
