import type { Configuration } from '../configuration.ts';
import { domainFilterOf, domainTest } from '../domain-filter/domain-filter.ts';

/**
 * The test for "the domain filter of this configuration lets the name through", for providers that ask it about single
 * records. A plan's names all pass, but the TXT record of a name that is itself an entry of the filter does not: with
 * `--domain-filter=app.example.org`, nobody may write `a-app.example.org`.
 */
export function configuredNameTest(configuration: Configuration): (name: string) => boolean {
  const known = tests.get(configuration);
  if (known !== undefined) return known;
  const test = domainTest([domainFilterOf(configuration)]);
  tests.set(configuration, test);
  return test;
}

/** Worked out once for each configuration. */
const tests = new WeakMap<Configuration, (name: string) => boolean>();
