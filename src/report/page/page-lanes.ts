import type { Action } from '../../kernel/action.ts';
import type { Reader } from '../../kernel/component.ts';
import { byCodeUnit } from '../../kernel/json.ts';
import type { Landscape } from '../../properties/landscape.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type LaneRole, laneRoles, type PageLane, type PagePlace } from './page-data.ts';

/** The clusters and environments of a world, with the owner ids that are written with there at first. */
export function placesOf({ clusters, controllers, environments }: Landscape, reader: Reader): readonly PagePlace[] {
  const ownerIn = (cluster: string) => {
    const controller = controllers.find((candidate) => candidate.cluster === cluster);
    return controller === undefined ? null : ownerOf(controller, reader);
  };
  const places = new Map(clusters.map(({ name }) => [name, ownerIn(name)]));
  for (const { name, cluster } of environments) places.set(name, ownerIn(cluster));
  return [...places].map(([name, owner]) => ({ name, owner }));
}

/** Every lane that an action of a model may be in. */
export class Lanes {
  readonly #scenario: Scenario;
  readonly #landscape: Landscape;
  readonly #owners: ReadonlyMap<string, string | null>;
  readonly #places: ReadonlyMap<string, string | null>;
  readonly #clients: ReadonlySet<string>;

  constructor(scenario: Scenario, landscape: Landscape, reader: Reader) {
    this.#scenario = scenario;
    this.#landscape = landscape;
    this.#owners = new Map(landscape.controllers.map((one) => [one.name, ownerOf(one, reader)]));
    this.#places = new Map(placesOf(landscape, reader).map(({ name, owner }) => [name, owner]));
    this.#clients = new Set([
      ...scenario.clients.map(({ name }) => name),
      ...(scenario.kura?.environments ?? []).flatMap(({ clients }) => clients.map(({ name }) => name)),
    ]);
  }

  /** What people and pipelines do is one lane, whoever they are; all else is the actor's. */
  of({ actor, kind }: Action): PageLane {
    if (kind === 'rollout') return { name: 'rollout', role: 'rollout', owner: null };
    const role = this.#roleOf(actor, kind);
    const owner = this.#owners.get(actor) ?? this.#places.get(actor.split('.')[0] ?? '') ?? null;
    return { name: actor, role, owner: role === 'client' || role === 'resolver' ? null : owner };
  }

  /** How lanes stand above each other: by role, then by place in the scenario, then by name. */
  compare(left: PageLane, right: PageLane): number {
    const rank = ({ role }: PageLane) => laneRoles.indexOf(role);
    return (
      rank(left) - rank(right) ||
      this.#placeRank(left.name) - this.#placeRank(right.name) ||
      byCodeUnit(left.name, right.name)
    );
  }

  #roleOf(actor: string, kind: Action['kind']): LaneRole {
    if (this.#owners.has(actor)) return 'external-dns';
    if (this.#clients.has(actor)) return 'client';
    if (actor.startsWith('resolver/')) return 'resolver';
    if (this.#landscape.environments.some(({ name }) => actor === `${name}.kura`)) return 'reconciler';
    if (this.#places.has(actor.split('.')[0] ?? '')) return 'cluster';
    return kind === 'controller' ? 'reconciler' : 'environment';
  }

  #placeRank(name: string): number {
    const { clusters } = this.#scenario;
    const rank = clusters.findIndex((cluster) => isPartOf(name, cluster.name));
    return rank === -1 ? clusters.length : rank;
  }
}

function isPartOf(name: string, place: string): boolean {
  return name === place || name.startsWith(`${place}.`) || name.startsWith(`${place}/`);
}

function ownerOf({ configuration }: Landscape['controllers'][number], reader: Reader): string | null {
  const { registry, txtOwnerId } = configuration(reader);
  return registry === 'noop' ? null : txtOwnerId;
}
