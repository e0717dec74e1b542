import type { Event } from '../kernel/action.ts';
import type { Reader } from '../kernel/component.ts';
import { hashText, hashToHex } from '../kernel/hash.ts';
import { byCodeUnit } from '../kernel/json.ts';
import { changeObjects } from '../kubernetes/apply-object.ts';
import { type Cluster, type KubernetesObject, objectKey } from '../kubernetes/cluster.ts';
import type { Draft } from './draft.ts';
import type { Observation } from './finding.ts';
import { dnsHandle } from './host-template.ts';
import { findRegion, type Region } from './region.ts';
import { type Release, renderHosts } from './release.ts';
import type { AccountRow, ServerRow } from './tables.ts';

/** The namespace of every instance, whatever the environment. */
export const KURA_NAMESPACE = 'kura';
/** The annotation that carries the manifest revision. */
export const REVISION_ANNOTATION = 'tuist.dev/kura-manifest-revision';
const GATEWAY_ANNOTATION = 'tuist.dev/kura-gateway';

/** A server as a process of some release sees it. */
export interface Rendering {
  readonly release: Release;
  readonly deployEnv: string | null;
  readonly account: AccountRow;
  readonly server: Pick<ServerRow, 'region' | 'url' | 'provisioner_node_ref'>;
}

/** The key of an instance by its name. */
export function instanceKey(instance: string): string {
  return objectKey({ kind: 'KuraInstance', metadata: { name: instance, namespace: KURA_NAMESPACE } });
}

/**
 * The URL at which clients reach a server, from the account's present name; `null` if none can be rendered.
 *
 * *Source:* server/lib/tuist/kura/provisioner/kubernetes_controller.ex:public_url/3 of tuist/tuist.
 */
export function publicUrl(rendering: Rendering): string | null {
  const { release, account, server } = rendering;
  const region = findRegion(release.regions, server.region);
  if (region === undefined) return null;
  const { publicHost } = renderHosts({ ...rendering, region, accountName: account.name });
  if (publicHost !== null) return `https://${publicHost}`;
  if (region.kind === 'local') return region.fixedUrl ?? null;
  return region.kind === 'private'
    ? `http://${server.provisioner_node_ref}.${KURA_NAMESPACE}.svc.cluster.local:4000`
    : null;
}

/** The revision that the release wants the live object to carry. */
export function wantedRevision(rendering: Rendering): string {
  const { release, server, account } = rendering;
  const region = findRegion(release.regions, server.region);
  const host = region && renderHosts({ ...rendering, region, accountName: account.name }).publicHost;
  const alias = hostAlias(rendering);
  const hostPart = release.abilities.hostInRevision ? `+${host ?? ''}` : '';
  return `${release.revision}${hostPart}${alias === null ? '' : `+alias-${alias}`}`;
}

/** The live revision against the wanted one: any difference counts, or, with `orderedRevision`, only an older one. */
export function compareRevision(rendering: Rendering, instance: KubernetesObject): 'wanted' | 'other' {
  const live = instance.metadata.annotations?.[REVISION_ANNOTATION];
  const wanted = wantedRevision(rendering);
  if (live === wanted) return 'wanted';
  if (live === undefined || !rendering.release.abilities.orderedRevision) return 'other';
  return byCodeUnit(revisionBase(live), revisionBase(wanted)) > 0 ? 'wanted' : 'other';
}

/** What the provisioner finds: an unknown region looks like an instance that is not there. */
export function observe(options: {
  readonly cluster: Cluster;
  readonly reader: Reader;
  readonly release: Release;
  readonly server: ServerRow;
}): { readonly observation: Observation; readonly instance: KubernetesObject | null } {
  const { cluster, reader, release, server } = options;
  const name = server.provisioner_node_ref;
  const isKnown = findRegion(release.regions, server.region) !== undefined;
  const instance = isKnown && name !== null ? cluster.objects.get(reader, instanceKey(name)) : undefined;
  if (instance === undefined) return { observation: { seen: 'not-found' }, instance: null };
  const image = instance.status?.observedImage;
  return { observation: { seen: 'image', image: typeof image === 'string' ? image : null }, instance };
}

/**
 * Applies the whole manifest of a server, its gateway first. The API server refuses a label value that begins or ends
 * with a hyphen, and an unknown region has no manifest: the result then names the reason and nothing is applied.
 *
 * *Source:* server/lib/tuist/kura/provisioner/kubernetes_controller.ex:rollout/2, manifest/7 of tuist/tuist; Kubernetes
 * documentation, "Labels and selectors", syntax of values.
 */
export function rollOut(options: {
  readonly cluster: Cluster;
  readonly draft: Draft;
  readonly rendering: Rendering;
  readonly image: string;
  readonly actor: string;
}): { readonly refusedFor: 'region-unknown' | 'label-invalid' | null; readonly events: readonly Event[] } {
  const { cluster, draft, rendering, image, actor } = options;
  const region = findRegion(rendering.release.regions, rendering.server.region);
  if (region === undefined) return { refusedFor: 'region-unknown', events: [] };
  const manifest = instanceManifest(rendering, region, image);
  if (/^-|-$/.test(dnsHandle(rendering.account.name))) return { refusedFor: 'label-invalid', events: [] };
  const before = cluster.objects.get(draft, objectKey(manifest));
  const deletionTimestamp = before?.metadata.deletionTimestamp;
  const kept =
    deletionTimestamp === undefined ? manifest : { ...manifest, metadata: { ...manifest.metadata, deletionTimestamp } };
  const gateway = gatewayManifest(rendering.account, region);
  const apply = gateway === null ? [kept] : [gateway, kept];
  const { writes, events } = changeObjects({ cluster, reader: draft, actor, apply });
  draft.write(writes);
  return { refusedFor: null, events };
}

/**
 * Asks for an instance to be deleted, its gateway first. The instance stays until its controller lets it go.
 *
 * *Source:* server/lib/tuist/kura/provisioner/kubernetes_controller.ex:destroy/2 of tuist/tuist; Kubernetes
 * documentation, "Finalizers".
 */
export function destroyInstance(cluster: Cluster, draft: Draft, instance: string): void {
  const key = instanceKey(instance);
  const object = cluster.objects.get(draft, key);
  if (object === undefined) return;
  const gateway = object.metadata.annotations?.[GATEWAY_ANNOTATION];
  if (gateway !== undefined) {
    const gatewayKey = objectKey({ kind: 'KuraGateway', metadata: { name: gateway, namespace: KURA_NAMESPACE } });
    draft.write(cluster.objects.write(draft, new Map([[gatewayKey, undefined]])));
  }
  const leaving = { ...object, metadata: { ...object.metadata, deletionTimestamp: 'set' } };
  draft.write(cluster.objects.write(draft, new Map([[key, leaving]])));
}

/** The manifest of an instance; empty members are left out. */
export function instanceManifest(rendering: Rendering, region: Region, image: string): KubernetesObject {
  const { account, server } = rendering;
  const { publicHost, grpcHost } = renderHosts({ ...rendering, region, accountName: account.name });
  const handle = dnsHandle(account.name);
  const gateway = gatewayName(account, region);
  const alias = hostAlias(rendering);
  return {
    apiVersion: 'kura.tuist.dev/v1alpha1',
    kind: 'KuraInstance',
    metadata: {
      name: server.provisioner_node_ref ?? '',
      namespace: KURA_NAMESPACE,
      labels: { 'tuist.dev/account': handle },
      annotations: {
        [REVISION_ANNOTATION]: wantedRevision(rendering),
        ...(gateway === null ? {} : { [GATEWAY_ANNOTATION]: gateway }),
      },
    },
    spec: {
      accountHandle: handle,
      tenantID: handle,
      region: region.id,
      image,
      ...(publicHost === null ? {} : { publicHost }),
      ...(grpcHost === null ? {} : { grpcPublicHost: grpcHost }),
      ...(region.ingressClass === null ? {} : { ingressClassName: ingressClass(region.ingressClass, gateway) }),
      ...(region.kind === 'private' ? { private: true } : {}),
      ...(alias === null ? {} : { publicHostAliases: [alias] }),
    },
  };
}

/** The host that a server is still known by, where the release keeps it routed; `null` if there is no other. */
function hostAlias(rendering: Rendering): string | null {
  const { release, server, account } = rendering;
  const region = findRegion(release.regions, server.region);
  if (!release.abilities.oldHostAlias || region === undefined || !server.url?.startsWith('https://')) return null;
  const { publicHost } = renderHosts({ ...rendering, region, accountName: account.name });
  const host = server.url.slice('https://'.length);
  return publicHost === null || host === publicHost ? null : host;
}

/** A dedicated account's gateway in a region: named after the account's id, which is counted per database. */
function gatewayName(account: AccountRow, region: Region): string | null {
  if (account.dedicated === 0 || region.kind !== 'public') return null;
  return `kgw-${hashToHex(hashText(`account:${account.id}`)).slice(0, 12)}-${region.id}`;
}

/** The manifest of a dedicated account's gateway in a region; `null` if there is none. */
export function gatewayManifest(account: AccountRow, region: Region): KubernetesObject | null {
  const name = gatewayName(account, region);
  if (name === null || region.ingressClass === null) return null;
  return {
    apiVersion: 'kura.tuist.dev/v1alpha1',
    kind: 'KuraGateway',
    metadata: { name, namespace: KURA_NAMESPACE },
    spec: { ingressClassName: ingressClass(region.ingressClass, name) },
  };
}

function ingressClass(regionClass: string, gateway: string | null): string {
  return gateway === null ? regionClass : `${regionClass}-${gateway}`;
}

function revisionBase(revision: string): string {
  return revision.split('+')[0] ?? '';
}
