import fc from 'fast-check';
import { domainTest, matchesParent, regexProblemOf } from '../../../src/externaldns/domain-filter/domain-filter.ts';
import { Log } from '../../../src/externaldns/log.ts';
import { domainFilterFlags } from '../arbitraries/domain-filter.ts';
import { dnsName } from '../arbitraries/name.ts';
import { type DomainFilterFlags, filterOf } from '../configuration.ts';
import type { Kind } from '../kind.ts';

interface FilterCase {
  readonly domainFilter: DomainFilterFlags;
  readonly names: readonly string[];
}

/** What the judge says of a case that cannot begin, without the words. */
export const refused = { error: 'refused' };

/** Whether a filter has a regular expression that is none. */
export function isBroken({ regexInclude, regexExclude }: DomainFilterFlags): boolean {
  return regexProblemOf(regexInclude) !== undefined || regexProblemOf(regexExclude) !== undefined;
}

/** endpoint.DomainFilter: Match and MatchParent. What building the filter logs is left out: that is before any case. */
export const filter: Kind<FilterCase> = {
  name: 'filter',
  program: 'decisions',
  share: 100,
  cases: fc.record({
    domainFilter: domainFilterFlags,
    names: fc.array(dnsName, { minLength: 1, maxLength: 4 }),
  }),
  model({ domainFilter, names }) {
    if (isBroken(domainFilter)) return refused;
    const real = filterOf(domainFilter);
    const log = new Log('debug');
    const test = domainTest([real], log);
    const matches = names.map((name) => test(name));
    return { matches, matchesParent: names.map((name) => matchesParent(real, name)) };
  },
  normalise(answer) {
    const { matches, matchesParent: parents } = answer as { matches: unknown; matchesParent: unknown };
    return { matches, matchesParent: parents };
  },
};
