import type { Event } from '../kernel/action.ts';
import type { Reader } from '../kernel/component.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import { effectFacts, logFact } from './controller-facts.ts';
import { type SyncResult, stepController } from './controller-machine.ts';
import type { ControllerMemory } from './controller-memory.ts';
import { countByType, gauge, increment, mismatchFacts } from './controller-metrics.ts';
import { expandQueue, type QueuedCall } from './controller-queue.ts';
import { type ControllerSettings, logOf, providerContext } from './controller-settings.ts';
import { domainListFilter } from './domain-filter/domain-filter.ts';
import { endpointKey } from './endpoint/endpoint-text.ts';
import type { Endpoint } from './endpoint.ts';
import { Log } from './log.ts';
import { hasChanges } from './plan/has-changes.ts';
import { calculatePlan, type Plan } from './plan/plan.ts';
import type { PlanBranch } from './plan/plan-branches.ts';
import { adjustEndpoints } from './provider/adjust-endpoints.ts';
import { applyChanges, forgetListing } from './registry/registry.ts';
import type { RegistryState } from './registry/registry-state.ts';
import { collectEndpoints, collectFromCluster } from './source/collect-endpoints.ts';
import { runFailure } from './source/source-failure.ts';
import type { VersionRules } from './version-rules.ts';

/** What the second part of a run comes to. */
export interface Planned {
  readonly memory: ControllerMemory;
  readonly events: readonly Event[];
  /** Whether the provider's cache, if there was one, was dropped. */
  readonly dropsProviderCache: boolean;
  /** What the plan went through. */
  readonly branches: readonly PlanBranch[];
}

/**
 * The middle of a run: reads the cluster's objects, plans against the listing, and turns the plan into calls. Ends the
 * run if there is nothing to call.
 *
 * *Source:* controller/controller.go:RunOnce; provider/cached_provider.go:ApplyChanges.
 */
export function planChanges(
  memory: ControllerMemory,
  settings: ControllerSettings,
  place: { readonly actor: string; readonly cluster: Cluster; readonly reader: Reader },
): Planned {
  const { actor, cluster, reader } = place;
  const log = logOf(settings);
  const { endpoints } = collectFromCluster({ cluster, reader, settings: settings.sources, log });
  return planFrom(endpoints, memory, { actor, settings, log });
}

/**
 * {@link planChanges} of a process whose sources list nothing, whatever there is; `undefined` where they want nothing
 * anyway. The sources of this model do not do so by themselves: they wait for their caches at the start and say when they
 * fail. Others have swallowed errors (Istio until v0.13.2), and an API server may answer so.
 */
export function planWithoutSources(
  memory: ControllerMemory,
  settings: ControllerSettings,
  place: { readonly actor: string; readonly cluster: Cluster; readonly reader: Reader },
): Planned | undefined {
  const { actor, cluster, reader } = place;
  const wanted = collectFromCluster({ cluster, reader, settings: settings.sources, log: new Log('panic') });
  if (wanted.endpoints.length === 0) return undefined;
  const log = logOf(settings);
  return planFrom(collectEndpoints([], settings.sources, log).endpoints, memory, { actor, settings, log });
}

/**
 * A run that ends because the sources cannot be read; `undefined` where that cannot happen in a run. Nothing changes.
 *
 * *Source:* controller/controller.go:RunOnce.
 */
export function failAtSources(
  memory: ControllerMemory,
  { configuration, softErrorCountMax, rules }: ControllerSettings,
  actor: string,
): Planned | undefined {
  const message = runFailure(configuration);
  if (message === undefined) return undefined;
  const error = { message, isSoft: false };
  const failed = { type: 'failed', error, isOnce: configuration.once, softErrorCountMax, rules } as const;
  const step = stepController(memory, failed);
  const events = effectFacts(actor, step.effects, 'source');
  return { memory: step.memory, events, dropsProviderCache: false, branches: [] };
}

function planFrom(
  endpoints: readonly Endpoint[],
  memory: ControllerMemory,
  context: { readonly actor: string; readonly settings: ControllerSettings; readonly log: Log },
): Planned {
  const { actor, settings, log } = context;
  const plan = planFor(memory, { settings, endpoints, log });
  const prepared = plan.hasChanges ? prepare(plan, memory.registry, { settings, log }) : nothingToDo(memory, log);
  const { calls, registry, result } = prepared;
  const planned = {
    type: 'planned',
    calls,
    // What the listing showed is only asked about once, when a plan is applied.
    registry: forgetListing(settings.configuration, registry),
    providerCache: prepared.dropsProviderCache ? null : memory.providerCache,
  } as const;
  const finished = { type: 'finished', result, isOnce: settings.configuration.once } as const;
  const step = stepController(memory, planned, ...(calls.length === 0 ? [finished] : []));
  return {
    memory: step.memory,
    events: [
      ...(settings.relevance === null
        ? sourceMetrics(endpoints, memory.listing, { actor, rules: settings.rules })
        : []),
      ...mismatchFacts(actor, plan.ownerMismatches),
      ...(plan.hasChanges ? [] : [increment(actor, 'controller_no_op_runs_total')]),
      ...log.lines.map((line) => logFact(actor, line)),
      ...effectFacts(actor, step.effects),
    ],
    dropsProviderCache: prepared.dropsProviderCache,
    branches: [...plan.branches],
  };
}

interface Preparation {
  readonly calls: readonly QueuedCall[];
  readonly registry: RegistryState;
  readonly dropsProviderCache: boolean;
  /** How the run ends if there are no calls. */
  readonly result: SyncResult;
}

/** What a listing and wanted endpoints come to, with the provider's adjustments and filters in between. */
export function planFor(
  memory: Pick<ControllerMemory, 'listing' | 'registry'>,
  context: { readonly settings: ControllerSettings; readonly endpoints: readonly Endpoint[]; readonly log: Log },
): Plan {
  const { settings, endpoints, log } = context;
  const { configuration, provider, domainFilter, ownerId } = settings;
  const desired = adjustEndpoints(provider, endpoints, providerContext(settings, log));
  const providerFilter = domainListFilter(provider.domainFilter(providerContext(settings, log)));
  const { version, policy, managedRecordTypes, excludeRecordTypes, logLevel } = configuration;
  const plan = calculatePlan({
    version,
    current: memory.listing,
    desired,
    domainFilters: [domainFilter, providerFilter],
    policy,
    managedRecordTypes,
    excludeRecordTypes,
    ownerId,
    oldOwnerId: configuration.migrateFromTxtOwner,
    missingTxts: memory.registry.missingTxts,
    logLevel,
  });
  log.lines.push(...plan.log);
  return plan;
}

function nothingToDo(memory: ControllerMemory, log: Log): Preparation {
  log.info('All records are already up to date');
  return { calls: [], registry: memory.registry, dropsProviderCache: false, result: 'up-to-date' };
}

function prepare(
  plan: Plan,
  state: RegistryState,
  { settings, log }: { readonly settings: ControllerSettings; readonly log: Log },
): Preparation {
  const { configuration } = settings;
  const applied = applyChanges({ configuration, state, changes: plan.changes });
  log.lines.push(...applied.log);
  const registry = applied.state;
  const isCaching = configuration.providerCacheTimeMs > 0;
  const isRegistryIdle = applied.before.length === 0 && applied.after.length === 0;
  if (isCaching && isRegistryIdle && !hasChanges(applied.changes)) {
    log.info('Records cache provider: no changes to be applied');
    return { calls: [], registry, dropsProviderCache: false, result: 'up-to-date' };
  }
  const queue = [...applied.before, { kind: 'apply', changes: applied.changes } as const, ...applied.after];
  const calls = expandQueue(queue, settings, log);
  const result = configuration.dryRun ? 'dry-run' : 'up-to-date';
  return { calls, registry, dropsProviderCache: isCaching, result };
}

/** Verified are source endpoints that exist by name and type, whoever's they are (metrics.go). */
function sourceMetrics(
  endpoints: readonly Endpoint[],
  listing: readonly Endpoint[],
  { actor, rules }: { readonly actor: string; readonly rules: VersionRules },
): readonly Event[] {
  const key = ({ dnsName, recordType }: Endpoint) => endpointKey({ dnsName, recordType, setIdentifier: '' });
  const existing = new Set(listing.map(key));
  const verified = endpoints.filter((endpoint) => existing.has(key(endpoint)));
  return [
    gauge(actor, 'source_endpoints_total', endpoints.length),
    ...countByType('source_records', endpoints, { actor, rules }),
    ...countByType('controller_verified_records', verified, { actor, rules }),
  ];
}
