import { createZone, type Zone } from '../dns/zone.ts';
import type { Action, Part } from '../kernel/action.ts';
import { assert } from '../kernel/assert.ts';
import { Model } from '../kernel/model.ts';
import { type Cluster, createCluster } from '../kubernetes/cluster.ts';
import { createIngressController, withPublishedAddresses } from '../kubernetes/ingress-controller.ts';
import type { Landscape } from '../properties/landscape.ts';
import { type Controllers, controllerAction, createControllers } from './build/controller-parts.ts';
import { foreseenNames, foreseenObjects } from './build/foreseen.ts';
import { landscapeOf } from './build/landscape-of.ts';
import { createClients, createResolvers, resolverOf } from './build/network-parts.ts';
import { editZoneAction, objectsAction } from './build/operator-actions.ts';
import { productAction } from './build/product-actions.ts';
import { createCertificates, createProduct, type Product, productObjects } from './build/product-parts.ts';
import type { BuiltScenario } from './built-scenario.ts';
import type { Scenario } from './scenario.ts';
import type { Step } from './step.ts';

/**
 * The world and the actions of a scenario.
 *
 * `extend` adds parts of your own: it is given what there is, so that they can read and write it.
 */
export function buildScenario(
  scenario: Scenario,
  extend: (landscape: Landscape) => readonly Part[] = () => [],
): BuiltScenario {
  const zones = scenario.zones.map((setup) =>
    createZone({ ...setup, foreseenNames: foreseenNames(scenario, setup.name) }),
  );
  const clusters = scenario.clusters.map(({ name, objects, loadBalancers }) =>
    createCluster({
      name,
      objects: [...withPublishedAddresses(objects, loadBalancers), ...productObjects(scenario, name, loadBalancers)],
      foreseenObjects: foreseenObjects(scenario, name),
      loadBalancers,
    }),
  );
  const resolvers = createResolvers(scenario, zones);
  const controllers = createControllers(scenario, { zones, clusters });
  const product = createProduct(scenario, clusters, resolvers);
  const landscape = landscapeOf({
    zones,
    clusters,
    controllers: controllers.views,
    environments: product.views,
    tables: controllers.tables,
    resolver: (name) => resolverOf(resolvers, name),
  });
  const steps = actionsOfSteps(scenario, { zones, clusters, controllers, product });
  const surroundings = [
    ...zones.map((zone) => ({ components: zone.records.components, actions: [], timers: [] })),
    ...clusters.map((cluster) => ({ components: cluster.objects.components, actions: [], timers: [] })),
    ...resolvers.values(),
    ...clusters.map(createIngressController),
    ...createCertificates(scenario, clusters),
    ...controllers.parts,
    ...product.parts,
    ...createClients(scenario, clusters, resolvers),
    ...extend(landscape),
  ];
  const model = new Model([...surroundings, { components: [], actions: [...steps.values()].flat(), timers: [] }]);
  const stepActionsOf = (step: Step) => steps.get(step) ?? [];
  const actionsOf = (step: Step) => stepActionsOf(step).map(({ id }) => id);
  return { scenario, model, landscape, surroundings, stepActionsOf, actionsOf };
}

interface Places {
  readonly zones: readonly Zone[];
  readonly clusters: readonly Cluster[];
  readonly controllers: Controllers;
  readonly product: Product;
}

/** The actions that taking the scenario's steps fires. */
function actionsOfSteps(scenario: Scenario, places: Places): ReadonlyMap<Step, readonly Action[]> {
  const taken = new Set<string>();
  return new Map(
    scenario.steps.map((step, index) => {
      const actions = stepActions(stepId(step, index, taken), step, places);
      for (const { id } of actions) taken.add(id);
      return [step, actions];
    }),
  );
}

/** The step's name and its verb; behind a name that several steps have, its number. */
function stepId({ name, verb }: Step, index: number, taken: ReadonlySet<string>): string {
  let actor = name ?? `step-${index + 1}`;
  while (taken.has(`${actor}.${verb}`)) actor = `${actor}-${index + 1}`;
  return `${actor}.${verb}`;
}

function stepActions(id: string, step: Step, { zones, clusters, controllers, product }: Places): readonly Action[] {
  switch (step.verb) {
    case 'apply':
    case 'delete':
      return [objectsAction(id, named(clusters, step.cluster), step)];
    case 'edit-zone':
      return [editZoneAction(id, named(zones, step.zone), step)];
    case 'set-flags':
    case 'start':
    case 'stop':
      return [controllerAction(id, controllers, step)];
    case 'expect':
    case 'fault':
    case 'fire':
    case 'hold':
    case 'settle':
    case 'wait':
      return [];
    default:
      return [productAction(id, named(product.environments, step.environment), step)];
  }
}

function named<Thing extends { readonly name: string }>(things: readonly Thing[], name: string): Thing {
  const thing = things.find((candidate) => candidate.name === name);
  assert(thing !== undefined, `the scenario was checked, and yet it has no ${name}`);
  return thing;
}
