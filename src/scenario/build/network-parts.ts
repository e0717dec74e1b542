import { createResolver, type Resolver } from '../../dns/resolver.ts';
import type { Zone } from '../../dns/zone.ts';
import type { Part } from '../../kernel/action.ts';
import { assert } from '../../kernel/assert.ts';
import { createClient } from '../../kubernetes/client.ts';
import type { Cluster } from '../../kubernetes/cluster.ts';
import type { ResolverSetup, Scenario } from '../scenario.ts';
import { askedQuestions } from './foreseen.ts';

/** The name of the resolver that has no cache: the authoritative servers themselves. */
const authoritative = 'authoritative';

/** Resolvers by name, `null` for the authoritative servers, which are asked where no resolver is named. */
export type Resolvers = ReadonlyMap<string | null, Resolver>;

/** The resolvers of a scenario, each with the questions that it will be asked. */
export function createResolvers(scenario: Scenario, zones: readonly Zone[]): Resolvers {
  const questions = askedQuestions(scenario);
  const { elsewhere } = scenario;
  const common = (name: string | null) => ({ zones, elsewhere, questions: distinct(questions.get(name) ?? []) });
  const setups = scenario.resolvers.map((setup) => {
    const options = { name: setup.name, cache: setup.cache, ...limitsOf(setup), ...common(setup.name) };
    return [setup.name, createResolver(options)] as const;
  });
  const direct = createResolver({ name: authoritative, cache: false, ...common(null) });
  return new Map<string | null, Resolver>([[null, direct], ...setups]);
}

/** The resolver of that name. Scenarios name only resolvers that they have. */
export function resolverOf(resolvers: Resolvers, name: string | null): Resolver {
  const resolver = resolvers.get(name);
  assert(resolver !== undefined, `there is no resolver ${name}`);
  return resolver;
}

/** The plain clients of a scenario. */
export function createClients(scenario: Scenario, clusters: readonly Cluster[], resolvers: Resolvers): readonly Part[] {
  return scenario.clients.map((setup) =>
    createClient({ ...setup, clusters, resolver: resolverOf(resolvers, setup.resolver) }),
  );
}

function limitsOf({ maxTtlSeconds, maxNegativeTtlSeconds }: ResolverSetup) {
  return {
    ...(maxTtlSeconds === null ? {} : { maxTtlSeconds }),
    ...(maxNegativeTtlSeconds === null ? {} : { maxNegativeTtlSeconds }),
  };
}

function distinct<Q extends { readonly name: string; readonly type: string }>(questions: readonly Q[]): readonly Q[] {
  return [...new Map(questions.map((question) => [`${question.name} ${question.type}`, question])).values()];
}
