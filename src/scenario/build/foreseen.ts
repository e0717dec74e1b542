import type { Question } from '../../dns/lookup.ts';
import { decidingKeys } from '../../dns/lookup.ts';
import { isWithin } from '../../dns/name.ts';
import { zoneKey } from '../../dns/zone.ts';
import type { Configuration } from '../../externaldns/configuration.ts';
import { Log } from '../../externaldns/log.ts';
import { createTxtNameMapper } from '../../externaldns/registry/txt-name-mapper.ts';
import { collectEndpoints } from '../../externaldns/source/collect-endpoints.ts';
import { readSourceSettings } from '../../externaldns/source/source-settings.ts';
import { clientQuestion } from '../../kubernetes/client.ts';
import type { KubernetesObject } from '../../kubernetes/cluster.ts';
import { objectKey } from '../../kubernetes/cluster.ts';
import { hostOf } from '../../kura/client.ts';
import { type Foreseen, foresee } from '../../kura/foreseen.ts';
import type { Expectation } from '../expectation.ts';
import type { KuraEnvironmentSetup, KuraSetup } from '../kura-setup.ts';
import type { Scenario } from '../scenario.ts';

/*
 * What may come up in a run of a scenario, so that a world is cut finely: a name, object or question that is not
 * foreseen shares a component with others, and nothing else is different.
 */

/** The types for which external-dns writes ownership TXT records by default. */
const ownedTypes = ['A', 'AAAA', 'CNAME'];

/** The names that may come to exist in a zone, or that decide what is answered for names that are asked for. */
export function foreseenNames(scenario: Scenario, zone: string): readonly string[] {
  const asked = [...askedQuestions(scenario).values()].flat().map(({ name }) => name);
  const edited = scenario.steps.flatMap((step) => (step.verb === 'edit-zone' ? [...step.remove, ...step.add] : []));
  const hosts = [...desiredNames(scenario), ...productHosts(scenario)].map(zoneKey);
  const txts = mappersOf(scenario).flatMap((mapper) =>
    hosts.flatMap((host) => ownedTypes.map((type) => zoneKey(mapper.toTxtName(host, type)))),
  );
  const deciding = [...asked, ...hosts]
    .filter((name) => isWithin(name, zone))
    .flatMap((name) => decidingKeys(zone, name));
  const names = [...deciding, ...hosts, ...txts, ...edited.map(({ name }) => zoneKey(name))];
  return [...new Set(names)].filter((name) => isWithin(name, zone));
}

/** The keys of objects that may come to exist in a cluster. */
export function foreseenObjects(scenario: Scenario, cluster: string): readonly string[] {
  const applied = scenario.steps.flatMap((step) =>
    step.verb === 'apply' && step.cluster === cluster ? step.objects.map(objectKey) : [],
  );
  const { kura } = scenario;
  const environments = kura?.environments.filter((environment) => environment.cluster === cluster) ?? [];
  const rendered = environments.flatMap(
    (environment) => foreseenOf(scenario, kura as KuraSetup, environment).objectKeys,
  );
  return [...new Set([...applied, ...rendered])];
}

/** Every object that a scenario has at first or ever applies to a cluster. */
export function writtenObjects(scenario: Scenario, cluster: string): readonly KubernetesObject[] {
  const initial = scenario.clusters.filter(({ name }) => name === cluster).flatMap(({ objects }) => objects);
  const applied = scenario.steps.flatMap((step) =>
    step.verb === 'apply' && step.cluster === cluster ? step.objects : [],
  );
  return [...initial, ...applied];
}

/** What each resolver is asked in a run, by its name; `null` stands for the authoritative servers. */
export function askedQuestions(scenario: Scenario): ReadonlyMap<string | null, readonly Question[]> {
  const questions = new Map<string | null, Question[]>();
  const ask = (resolver: string | null, asked: readonly Question[]) => {
    questions.set(resolver, [...(questions.get(resolver) ?? []), ...asked]);
  };
  for (const { resolver, asks } of scenario.clients) ask(resolver, [clientQuestion(asks)]);
  const hosts = askedHosts(scenario).map((name) => ({ name, type: 'A' }));
  for (const { resolver, clients } of scenario.kura?.environments ?? []) {
    ask(resolver, hosts);
    for (const client of clients) ask(client.resolver, hosts);
  }
  for (const expectation of allExpectations(scenario)) {
    if (expectation.form === 'dig') ask(expectation.resolver, expectation.questions);
    if (expectation.form === 'up') ask(expectation.resolver, [clientQuestion(expectation.url)]);
  }
  return questions;
}

/** Every host that an environment's instances may have, or its clients may be sent to. */
export function productHosts(scenario: Scenario): readonly string[] {
  return hostsOf(scenario, ({ hosts }) => hosts);
}

/** The hosts among them that the product and its clients ever ask for: nobody here speaks gRPC. */
export function askedHosts(scenario: Scenario): readonly string[] {
  return hostsOf(scenario, ({ publicHosts }) => publicHosts);
}

function hostsOf(scenario: Scenario, rendered: (foreseen: Foreseen) => readonly string[]): readonly string[] {
  const { kura } = scenario;
  if (kura === undefined) return [];
  const rows = [
    ...kura.environments.flatMap(({ endpoints, servers }) => [...endpoints, ...servers]).map(({ url }) => url),
    ...scenario.steps.map((step) => (step.verb === 'insert-endpoint' ? step.row.url : null)),
  ];
  const hosts = [
    ...kura.environments.flatMap((environment) => rendered(foreseenOf(scenario, kura, environment))),
    ...rows.flatMap((url) => (url === null ? [] : [hostOf(url)])),
  ];
  return [...new Set(hosts)].sort();
}

/** What an environment's releases, accounts and regions can render. */
export function foreseenOf(scenario: Scenario, kura: KuraSetup, environment: KuraEnvironmentSetup): Foreseen {
  const { name } = environment;
  const steps = scenario.steps.filter((step) => 'environment' in step && step.environment === name);
  const releases = [environment.release, ...steps.flatMap((step) => ('release' in step ? [step.release] : []))];
  const handles = [
    ...environment.accounts.map(({ handle }) => handle),
    ...steps.flatMap((step) => (step.verb === 'create-account' ? [step.handle] : [])),
    ...steps.flatMap((step) => (step.verb === 'rename' ? [step.to] : [])),
  ];
  const regionIds = [
    ...environment.regions,
    ...environment.servers.map(({ region }) => region),
    ...steps.flatMap((step) => (step.verb === 'create-server' ? [step.region] : [])),
    ...steps.flatMap((step) => (step.verb === 'set-regions' ? step.regions : [])),
  ];
  const deployEnvs = [environment, ...steps].flatMap((one) => ('deployEnv' in one ? [one.deployEnv] : []));
  return foresee({
    releases: [...new Set(releases)].flatMap((release) => kura.releases.get(release) ?? []),
    handles: [...new Set(handles)],
    regionIds: [...new Set(regionIds)],
    deployEnvs: [...new Set(deployEnvs)],
  });
}

/** The expectations of steps and of the whole run. */
export function allExpectations({ steps, expectations }: Scenario): readonly Expectation[] {
  return [...steps.flatMap((step) => (step.verb === 'expect' ? step.expectations : [])), ...expectations];
}

/** The configurations that controllers ever have. */
function configurationsOf(
  scenario: Scenario,
): readonly { readonly cluster: string; readonly configuration: Configuration }[] {
  const setups = scenario.clusters.flatMap(({ controllers }) => controllers);
  const changed = scenario.steps.flatMap((step) => {
    if (step.verb !== 'set-flags') return [];
    const setup = setups.find(({ name }) => name === step.controller);
    return setup === undefined ? [] : [{ cluster: setup.cluster, configuration: step.configuration }];
  });
  return [...setups, ...changed];
}

/** Each object counts on its own, with an address of a load balancer as it would get one. */
function desiredNames(scenario: Scenario): readonly string[] {
  return configurationsOf(scenario).flatMap(({ cluster, configuration }) => {
    const { settings } = readSourceSettings(configuration);
    return writtenObjects(scenario, cluster).flatMap((object) => {
      const published = { ...object, status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } } };
      const { endpoints } = collectEndpoints([published], settings, new Log('panic'));
      return endpoints.map(({ dnsName }) => dnsName);
    });
  });
}

function mappersOf(scenario: Scenario) {
  const namings = new Map(
    configurationsOf(scenario).map(({ configuration }) => {
      const { version, txtPrefix, txtSuffix, txtWildcardReplacement } = configuration;
      const naming = { version, txtPrefix, txtSuffix, txtWildcardReplacement };
      return [JSON.stringify(naming), naming] as const;
    }),
  );
  return [...namings.values()].map(createTxtNameMapper);
}
