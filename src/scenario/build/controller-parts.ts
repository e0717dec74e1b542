import { isWithin } from '../../dns/name.ts';
import { type Zone, zoneKey } from '../../dns/zone.ts';
import type { Configuration } from '../../externaldns/configuration.ts';
import { type Controller, createController } from '../../externaldns/controller.ts';
import { isRunning } from '../../externaldns/controller-memory.ts';
import { type ControllerZone, providerContext, settingsOf } from '../../externaldns/controller-settings.ts';
import { domainTest } from '../../externaldns/domain-filter/domain-filter.ts';
import type { Endpoint } from '../../externaldns/endpoint.ts';
import { Log } from '../../externaldns/log.ts';
import { isManagedType } from '../../externaldns/plan/managed-type.ts';
import { adjustEndpoints } from '../../externaldns/provider/adjust-endpoints.ts';
import { createOwnershipTable, type OwnershipTable } from '../../externaldns/registry/ownership-table.ts';
import { collectFromCluster } from '../../externaldns/source/collect-endpoints.ts';
import { type Action, outcome, type Part } from '../../kernel/action.ts';
import { assert } from '../../kernel/assert.ts';
import type { Reader } from '../../kernel/component.ts';
import { byCodeUnit } from '../../kernel/json.ts';
import type { Cluster } from '../../kubernetes/cluster.ts';
import type { ControllerView } from '../../properties/landscape.ts';
import type { ControllerSetup, Scenario } from '../scenario.ts';
import type { StepVerb } from '../step.ts';
import { operator } from './operator-actions.ts';

/** The external-dns processes of a scenario. */
export interface Controllers {
  readonly parts: readonly Part[];
  readonly views: readonly ControllerView[];
  readonly tables: readonly OwnershipTable[];
  readonly byName: ReadonlyMap<string, Controller>;
}

/** Every external-dns process of a scenario; its credentials reach all of the scenario's zones. */
export function createControllers(
  scenario: Scenario,
  { zones, clusters }: { readonly zones: readonly Zone[]; readonly clusters: readonly Cluster[] },
): Controllers {
  const byName = new Map<string, Controller>();
  const tables = tablesOf(scenario);
  const views: ControllerView[] = [];
  for (const setup of scenario.clusters.flatMap(({ controllers }) => controllers)) {
    const cluster = clusters.find(({ name }) => name === setup.cluster);
    assert(cluster !== undefined, `there is no cluster ${setup.cluster}`);
    const reached = zones.map((zone) => ({ zone, id: zoneId(scenario, zone) }));
    const controller = createController({
      name: setup.name,
      zones: reached,
      cluster,
      tables,
      configuration: setup.configuration,
      foreseenConfigurations: laterConfigurations(scenario, setup),
      isStopped: setup.stopped,
      startsMs: setup.startsMs,
      losesRecordsOfListings: isOrdered(scenario, [`${setup.name}.sync`], 'partial-listing'),
      losesSources: isOrdered(scenario, [`${setup.name}.plan`, `${setup.name}.restart`], 'source-'),
    });
    byName.set(setup.name, controller);
    views.push(viewOf(setup, controller, { zones: reached, cluster }));
  }
  const tableParts = tables.map(({ rows }): Part => ({ components: rows.components, actions: [], timers: [] }));
  return { parts: [...tableParts, ...[...byName.values()].map(({ part }) => part)], views, tables, byName };
}

/** The DynamoDB tables that flags ever name, empty at first. All controllers reach them, whatever their region. */
function tablesOf(scenario: Scenario): readonly OwnershipTable[] {
  const setups = scenario.clusters.flatMap(({ controllers }) => controllers);
  const configurations = setups.flatMap((setup) => [setup.configuration, ...laterConfigurations(scenario, setup)]);
  const names = configurations.flatMap(({ registry, dynamodbTable }) =>
    registry === 'dynamodb' ? [dynamodbTable] : [],
  );
  return [...new Set(names)].sort(byCodeUnit).map((name) => createOwnershipTable({ name }));
}

/** New flags for a process, or its Deployment scaled to zero or to one. */
export function controllerAction(
  id: string,
  { byName }: Controllers,
  step: Extract<StepVerb, { readonly verb: 'set-flags' | 'start' | 'stop' }>,
): Action {
  const controller = byName.get(step.controller);
  assert(controller !== undefined, `there is no controller ${step.controller}`);
  const { memory, configuration, configure, start, stop } = controller;
  return {
    id,
    actor: operator,
    kind: 'rollout',
    reads: [memory, configuration],
    writes: [memory, configuration],
    run: (reader) => {
      if (step.verb === 'set-flags') return [outcome('done', configure(reader, step.configuration))];
      return [outcome('done', step.verb === 'start' ? start(reader) : stop(reader))];
    },
  };
}

function zoneId(scenario: Scenario, zone: Zone): string {
  return scenario.zones.find(({ name }) => name === zone.name)?.id ?? zone.name;
}

function laterConfigurations(scenario: Scenario, { name }: ControllerSetup): readonly Configuration[] {
  return scenario.steps.flatMap((step) =>
    step.verb === 'set-flags' && step.controller === name ? [step.configuration] : [],
  );
}

/** Whether a step orders a fault that is only possible where one does: see the options of {@link createController}. */
function isOrdered({ steps }: Scenario, actions: readonly string[], outcomeStart: string): boolean {
  return steps.some(
    (step) => step.verb === 'fault' && actions.includes(step.action) && step.outcome.startsWith(outcomeStart),
  );
}

function viewOf(
  { name }: ControllerSetup,
  controller: Controller,
  place: { readonly zones: readonly ControllerZone[]; readonly cluster: Cluster },
): ControllerView {
  const configurationOf = (reader: Reader) => reader.get(controller.configuration);
  return {
    name,
    cluster: place.cluster.name,
    configuration: configurationOf,
    isRunning: (reader) => isRunning(reader.get(controller.memory)),
    desired: (reader) => desiredEndpoints(place, reader, configurationOf(reader)),
  };
}

/**
 * What the cluster's objects want of the zones, as the process would have it stored. Its domain filter says what is none
 * of its business; zones that it does not find are.
 */
function desiredEndpoints(
  { zones, cluster }: { readonly zones: readonly ControllerZone[]; readonly cluster: Cluster },
  reader: Reader,
  configuration: Configuration,
): readonly Endpoint[] {
  const settings = settingsOf(configuration, { zones, cluster, interest: null });
  const log = new Log('panic');
  const context = providerContext(settings, log);
  const { provider, domainFilter } = settings;
  const { endpoints } = collectFromCluster({ cluster, reader, settings: settings.sources, log });
  const matches = domainTest([domainFilter]);
  return adjustEndpoints(provider, endpoints, context).filter(
    ({ dnsName, recordType }) =>
      matches(dnsName) &&
      isManagedType(recordType, configuration) &&
      zones.some(({ zone }) => isWithin(zoneKey(dnsName), zone.name)),
  );
}
