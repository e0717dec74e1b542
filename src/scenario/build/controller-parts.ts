import { isWithin } from '../../dns/name.ts';
import { type Zone, zoneKey } from '../../dns/zone.ts';
import type { Configuration } from '../../externaldns/configuration.ts';
import { type Controller, createController } from '../../externaldns/controller.ts';
import { isRunning } from '../../externaldns/controller-memory.ts';
import { domainFilterOf, domainTest } from '../../externaldns/domain-filter/domain-filter.ts';
import type { Endpoint } from '../../externaldns/endpoint.ts';
import { Log } from '../../externaldns/log.ts';
import { isManagedType } from '../../externaldns/plan/managed-type.ts';
import { collectFromCluster } from '../../externaldns/source/collect-endpoints.ts';
import { readSourceSettings } from '../../externaldns/source/source-settings.ts';
import { type Action, outcome, type Part } from '../../kernel/action.ts';
import { assert } from '../../kernel/assert.ts';
import type { Reader } from '../../kernel/component.ts';
import type { Cluster } from '../../kubernetes/cluster.ts';
import type { ControllerView } from '../../properties/landscape.ts';
import type { ControllerSetup, Scenario } from '../scenario.ts';
import type { StepVerb } from '../step.ts';
import { operator } from './operator-actions.ts';

/** The external-dns processes of a scenario. */
export interface Controllers {
  readonly parts: readonly Part[];
  readonly views: readonly ControllerView[];
  readonly byName: ReadonlyMap<string, Controller>;
}

/** Every external-dns process of a scenario; its credentials reach all of the scenario's zones. */
export function createControllers(
  scenario: Scenario,
  { zones, clusters }: { readonly zones: readonly Zone[]; readonly clusters: readonly Cluster[] },
): Controllers {
  const byName = new Map<string, Controller>();
  const views: ControllerView[] = [];
  for (const setup of scenario.clusters.flatMap(({ controllers }) => controllers)) {
    const cluster = clusters.find(({ name }) => name === setup.cluster);
    assert(cluster !== undefined, `there is no cluster ${setup.cluster}`);
    const controller = createController({
      name: setup.name,
      zones: zones.map((zone) => ({ zone, id: zoneId(scenario, zone) })),
      cluster,
      configuration: setup.configuration,
      foreseenConfigurations: laterConfigurations(scenario, setup),
      isStopped: setup.stopped,
      startsMs: setup.startsMs,
    });
    byName.set(setup.name, controller);
    views.push(viewOf(setup, controller, { zones, cluster }));
  }
  return { parts: [...byName.values()].map(({ part }) => part), views, byName };
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

function viewOf(
  { name }: ControllerSetup,
  controller: Controller,
  { zones, cluster }: { readonly zones: readonly Zone[]; readonly cluster: Cluster },
): ControllerView {
  const configurationOf = (reader: Reader) => reader.get(controller.configuration);
  return {
    name,
    cluster: cluster.name,
    configuration: configurationOf,
    isRunning: (reader) => isRunning(reader.get(controller.memory)),
    desired: (reader) => desiredEndpoints(cluster, zones, { reader, configuration: configurationOf(reader) }),
  };
}

/** What the cluster's objects want of the zones, as far as the configuration lets the process have to do with it. */
function desiredEndpoints(
  cluster: Cluster,
  zones: readonly Zone[],
  { reader, configuration }: { readonly reader: Reader; readonly configuration: Configuration },
): readonly Endpoint[] {
  const { settings } = readSourceSettings(configuration);
  const { endpoints } = collectFromCluster({ cluster, reader, settings, log: new Log('panic') });
  const matches = domainTest([domainFilterOf(configuration)]);
  return endpoints.filter(
    ({ dnsName, recordType }) =>
      matches(dnsName) &&
      isManagedType(recordType, configuration) &&
      zones.some((zone) => isWithin(zoneKey(dnsName), zone.name)),
  );
}
