import { issuanceDelayMs } from '../kubernetes/cert-manager.ts';
import { defaultQuota } from '../kubernetes/certificate-quota.ts';
import { reportAbsentMetrics } from './report-absent-metrics.ts';
import type { Resolution } from './resolution.ts';
import { resolveClusters } from './resolve-clusters.ts';
import { resolveExpectations } from './resolve-expectations.ts';
import { resolverOf } from './resolve-form.ts';
import { resolveKura } from './resolve-kura.ts';
import { resolveReleases } from './resolve-releases.ts';
import { resolveSteps } from './resolve-steps.ts';
import { resolveElsewhere, resolveZones } from './resolve-zones.ts';
import type { CertificateSetup, ClientSetup, ResolverSetup, Scenario, ScenarioSource } from './scenario.ts';
import type { ScenarioDocument } from './shape/document-shape.ts';

const DEFAULT_CLIENT_EVERY_MS = 60_000;

/**
 * The scenario that a document of the right shape describes. Everything in it that is wrong is reported to the
 * resolution; the scenario is whole only if nothing is.
 */
export function resolveScenario(
  resolution: Resolution,
  document: ScenarioDocument,
  source: Pick<ScenarioSource, 'file' | 'text'>,
): Scenario {
  resolution.releases = resolveReleases(resolution, document);
  const zones = resolveZones(resolution, document);
  const clusters = resolveClusters(resolution, document);
  const controllers = clusters.flatMap((cluster) => cluster.controllers);
  const { because = [], seed = '1', jitter: jitterMs = 0, expect = [] } = document;
  const kura = resolveKura(resolution, document);
  const steps = resolveSteps(resolution, document, controllers);
  const expectations = resolveExpectations(resolution, expect, { path: ['expect'], place: 'scenario' });
  reportAbsentMetrics(resolution, { clusters, steps, expectations });
  return {
    title: document.title,
    because: typeof because === 'string' ? [because] : because,
    ...(resolution.variant === undefined ? {} : { variant: resolution.variant }),
    seed: String(seed),
    jitterMs,
    zones,
    elsewhere: resolveElsewhere(resolution, document),
    clusters,
    resolvers: resolversOf(resolution, document),
    clients: clientsOf(resolution, document),
    certificates: certificatesOf(document, zones),
    ...(kura === undefined ? {} : { kura }),
    steps,
    expectations,
    source: { ...source, files: resolution.files },
  };
}

function certificatesOf({ certificates }: ScenarioDocument, zones: Scenario['zones']): CertificateSetup {
  const { delay = issuanceDelayMs, quota } = certificates ?? {};
  if (quota === undefined) return { delayMs: delay, quota: null };
  const { domain = zones[0]?.name ?? '', limit = defaultQuota.limitCount, window = defaultQuota.windowMs } = quota;
  return { delayMs: delay, quota: { domain, limitCount: limit, windowMs: window, usedCount: quota.used ?? 0 } };
}

function resolversOf(resolution: Resolution, document: ScenarioDocument): readonly ResolverSetup[] {
  return Object.entries(document.resolvers ?? {}).map(([name, written]) => ({
    name,
    cache: written.cache ?? true,
    maxTtlSeconds: written['max-ttl'] ?? null,
    maxNegativeTtlSeconds: written['max-negative-ttl'] ?? null,
    at: resolution.keyAt(['resolvers', name]),
  }));
}

function clientsOf(resolution: Resolution, document: ScenarioDocument): readonly ClientSetup[] {
  const { clusters } = resolution.names;
  return Object.entries(document.clients ?? {}).map(
    ([name, { asks, resolver, every, starts: startsMs = 0, expects = null }]) => {
      const path = ['clients', name];
      if (expects !== null) {
        resolution.refer({ kind: 'cluster', found: expects, known: clusters, at: resolution.at([...path, 'expects']) });
      }
      return {
        name,
        asks,
        resolver: resolverOf(resolution, resolver, [...path, 'resolver']),
        everyMs: every ?? DEFAULT_CLIENT_EVERY_MS,
        startsMs,
        expects,
        at: resolution.keyAt(path),
      };
    },
  );
}
