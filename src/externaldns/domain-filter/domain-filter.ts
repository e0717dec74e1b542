import { RE2JS } from 're2js';
import type { Configuration } from '../configuration.ts';
import { byOctets } from '../endpoint/octet-order.ts';
import type { Log } from '../log.ts';
import { unicodeDomain } from './unicode-domain.ts';

/**
 * Which names a controller or a provider has to do with: two lists of domains, or two regular expressions (RE2), of
 * which the empty one is absent. Plain JSON.
 *
 * *Source:* endpoint/domain_filter.go.
 */
export type DomainFilter =
  | { readonly kind: 'list'; readonly include: readonly string[]; readonly exclude: readonly string[] }
  | { readonly kind: 'regex'; readonly include: string; readonly exclude: string };

/** A filter of domain lists. An entry that begins with a dot means sub-domains only. */
export function domainListFilter(include: readonly string[], exclude: readonly string[] = []): DomainFilter {
  return { kind: 'list', include: preparedDomains(include), exclude: preparedDomains(exclude) };
}

/** The controller's filter. One regular expression suffices to switch both lists off (NewDomainFilterWithOptions). */
export function domainFilterOf(
  configuration: Pick<Configuration, 'domainFilter' | 'excludeDomains' | 'regexDomainFilter' | 'regexDomainExclusion'>,
): DomainFilter {
  const { domainFilter, excludeDomains, regexDomainFilter, regexDomainExclusion } = configuration;
  if (regexDomainFilter !== '' || regexDomainExclusion !== '') {
    return { kind: 'regex', include: regexDomainFilter, exclude: regexDomainExclusion };
  }
  // Upstream prepares its lists twice, which takes two final dots off an entry.
  return domainListFilter(preparedDomains(domainFilter), preparedDomains(excludeDomains));
}

/** Whether the filter rules anything in or out. */
function isRestrictive(filter: DomainFilter): boolean {
  return filter.include.length > 0 || filter.exclude.length > 0;
}

/**
 * The test for "every one of these filters lets the name through" (MatchAllDomainFilters). Regular expressions are
 * compiled once here, so make one test for many names. Names that are no proper IDNA leave warnings in the log.
 */
export function domainTest(filters: readonly DomainFilter[], log?: Log): (domain: string) => boolean {
  const tests = filters.filter(isRestrictive).map((filter) => testOf(filter, log));
  return (domain) => tests.every((test) => test(domain));
}

/**
 * Whether some included domain lies below this one: how the AWS provider finds zones under `--aws-zone-match-parent`.
 * False for the included domain itself; regular expressions are not consulted.
 *
 * *Source:* endpoint/domain_filter.go:MatchParent.
 */
export function matchesParent(filter: DomainFilter, domain: string): boolean {
  if (filter.kind === 'regex') return true;
  const normalised = unicodeDomain(domain);
  if (filter.exclude.some((entry) => isWithin(normalised, entry))) return false;
  if (filter.include.length === 0) return true;
  return filter.include.some((entry) => !entry.startsWith('.') && entry.endsWith(`.${normalised}`));
}

/** The filter as webhook providers send it (MarshalJSON): absent parts left out, lists sorted. */
export function domainFilterJson(filter: DomainFilter): Readonly<Record<string, unknown>> {
  if (filter.kind === 'regex') {
    return {
      ...(filter.include === '' ? {} : { regexInclude: filter.include }),
      ...(filter.exclude === '' ? {} : { regexExclude: filter.exclude }),
    };
  }
  return {
    ...(filter.include.length === 0 ? {} : { include: [...filter.include].sort(byOctets) }),
    ...(filter.exclude.length === 0 ? {} : { exclude: [...filter.exclude].sort(byOctets) }),
  };
}

/** What a webhook provider's filter says, or upstream's words for what is wrong with it (UnmarshalJSON). */
export function domainFilterOfJson(json: {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly regexInclude?: string;
  readonly regexExclude?: string;
}): DomainFilter | { readonly problem: string } {
  const { include = [], exclude = [], regexInclude = '', regexExclude = '' } = json;
  if (regexInclude === '' && regexExclude === '') return domainListFilter(include, exclude);
  if (include.length > 0 || exclude.length > 0) return { problem: 'cannot have both domain list and regex' };
  for (const [member, pattern] of Object.entries({ regexInclude, regexExclude })) {
    const problem = regexProblemOf(pattern);
    if (problem !== undefined) return { problem: `invalid ${member}: ${problem}` };
  }
  return { kind: 'regex', include: regexInclude, exclude: regexExclude };
}

/** Why a pattern is no RE2 regular expression; `undefined` if it is one. */
export function regexProblemOf(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function preparedDomains(domains: readonly string[]): readonly string[] {
  return domains.map((domain) => unicodeDomain(domain.trim())).filter((domain) => domain !== '');
}

function testOf(filter: DomainFilter, log: Log | undefined): (domain: string) => boolean {
  if (filter.kind === 'regex') {
    const include = filter.include === '' ? undefined : RE2JS.compile(filter.include);
    const exclude = filter.exclude === '' ? undefined : RE2JS.compile(filter.exclude);
    return (domain) => {
      const normalised = unicodeDomain(domain, log);
      if (exclude?.test(normalised)) return false;
      return include?.test(normalised) ?? true;
    };
  }
  const isIn = (domain: string, entries: readonly string[]): boolean => {
    const normalised = unicodeDomain(domain, log);
    return entries.some((entry) => isWithin(normalised, entry));
  };
  const { include, exclude } = filter;
  return (domain) =>
    (include.length === 0 || isIn(domain, include)) && (exclude.length === 0 || !isIn(domain, exclude));
}

function isWithin(domain: string, entry: string): boolean {
  if (domain === entry) return true;
  return domain.endsWith(entry.startsWith('.') ? entry : `.${entry}`);
}
