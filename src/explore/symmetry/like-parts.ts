import type { Model } from '../../kernel/model.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Step } from '../../scenario/step.ts';
import { declaredDifferences, exchangeTexts, type TextPairs } from './declared-differences.ts';
import type { Permutation } from './symmetry.ts';
import { formSymmetryGroup } from './symmetry-group.ts';

/** Two things of a scenario that are declared alike, and how one takes the place of the other. */
export interface LikeParts {
  readonly kind: 'cluster' | 'resolver' | 'object' | 'account';
  readonly names: readonly [string, string];
  readonly permutation: Permutation;
}

/**
 * What is declared alike in a scenario: clusters with all that is in them, resolvers with those who ask them, objects of
 * one kind, accounts. They differ in names, owner ids, addresses and the like, and when they start, which no order of
 * events depends on.
 *
 * That two are declared alike does not say that they are: a search that is given the permutations finds out. What a step
 * does to one of them only is left out at once; steps keep their places.
 */
export function likePartsOf(
  scenario: Scenario,
  model: Model,
  steps: readonly { readonly action: string; readonly step: Step }[],
): readonly LikeParts[] {
  const actions = new Set(steps.map(({ action }) => action));
  const written = steps.map(({ step: { at: _at, ...step } }) => JSON.stringify(step));
  return declarationsOf(scenario).flatMap(({ kind, things }) =>
    things.flatMap((left, index) =>
      things.slice(index + 1).flatMap((right): readonly LikeParts[] => {
        const pairs = declaredDifferences(left.declared, right.declared, unimportant);
        if (pairs === undefined || written.some((text) => exchangeTexts(text, pairs) !== text)) return [];
        const permutation = permutationOf(model, pairs, actions);
        return permutation === undefined ? [] : [{ kind, names: [left.name, right.name], permutation }];
      }),
    ),
  );
}

/** Where something stands in a file, how it was written there, and when it happens. */
const unimportant: ReadonlySet<string> = new Set(['at', 'startsMs', 'everyMs', 'flags', 'environment']);

interface Declarations {
  readonly kind: LikeParts['kind'];
  readonly things: readonly { readonly name: string; readonly declared: unknown }[];
}

function declarationsOf(scenario: Scenario): readonly Declarations[] {
  const { clusters, resolvers, clients, kura } = scenario;
  const environments = kura?.environments ?? [];
  const ofClusters = clusters.map((cluster) => ({
    name: cluster.name,
    declared: [
      cluster,
      environments.filter((environment) => environment.cluster === cluster.name),
      clients.filter(({ expects }) => expects === cluster.name),
    ],
  }));
  const ofResolvers = resolvers.map((resolver) => ({
    name: resolver.name,
    declared: [resolver, clients.filter((client) => client.resolver === resolver.name)],
  }));
  const ofObjects = clusters.map(({ name, objects }) =>
    objects.map((object) => ({ name: `${name}/${object.metadata.name}`, declared: object })),
  );
  const ofAccounts = environments.map(({ accounts, servers, endpoints, clients: askers, name }) =>
    accounts.map((account) => ({
      name: `${name}/${account.handle}`,
      declared: [
        account,
        ...[servers, endpoints, askers].map((rows) => rows.filter((row) => row.account === account.handle)),
      ],
    })),
  );
  return [
    { kind: 'cluster', things: ofClusters },
    { kind: 'resolver', things: ofResolvers },
    ...ofObjects.map((things): Declarations => ({ kind: 'object', things })),
    ...ofAccounts.map((things): Declarations => ({ kind: 'account', things })),
  ];
}

/**
 * The permutation of components and actions that the texts make, in one of two ways: everywhere in an id, or, where short
 * names are parts of others by chance (`a-` before a host name says that a TXT record is about an address), only as parts
 * of their own, and host names everywhere. Undefined if neither makes one that moves anything.
 */
function permutationOf(model: Model, pairs: TextPairs, steps: ReadonlySet<string>): Permutation | undefined {
  const hosts = new Map([...pairs].filter(([text]) => text.includes('.')));
  const everywhere = (id: string) => exchangeTexts(id, pairs);
  const inParts = (id: string) =>
    id
      .split(/([/ ])/)
      .map((part) => pairs.get(part) ?? exchangeTexts(part, hosts))
      .join('');
  const actionInParts = (id: string) => {
    const [actor = '', ...verb] = id.split('.');
    return [inParts(actor), inParts(verb.join('.'))].join('.');
  };
  const components = model.components.map(({ id }) => id);
  const actions = model.actions.flatMap(({ id }) => (steps.has(id) ? [] : [id]));
  for (const [ofComponent, ofAction] of [
    [inParts, actionInParts],
    [everywhere, everywhere],
  ] as const) {
    const permutation = { components: changed(components, ofComponent), actions: changed(actions, ofAction) };
    if (Object.keys(permutation.components).length === 0) continue;
    if ('group' in formSymmetryGroup(model, [permutation])) return permutation;
  }
  return undefined;
}

function changed(ids: readonly string[], rename: (id: string) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(ids.flatMap((id) => (rename(id) === id ? [] : [[id, rename(id)]])));
}
