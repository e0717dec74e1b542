import { normalizeDnsName } from '../../dns/normalize-dns-name.ts';
import { lowerCase } from '../endpoint/letter-case.ts';
import type { Log } from '../log.ts';
import type { VersionRules } from '../version-rules.ts';

/**
 * The name under which a plan compares an endpoint: lower case, A-labels, with a final dot. Names that are no proper
 * IDNA leave a warning in the log. Before v0.18.0 the name in lower case. (v0.18.0 itself had another IDNA profile: it
 * warned of every `_` and `*`, too, and kept `ß` and `ς` apart from `ss` and `σ`. That is not modelled.)
 *
 * *Source:* plan/plan.go:newPlanKey.
 */
export function rowName(
  dnsName: string,
  log: Log,
  { comparesNamesAsIdna }: Pick<VersionRules, 'comparesNamesAsIdna'>,
): string {
  if (isOrdinary.test(dnsName) && !hasOddHyphen.test(dnsName)) return `${dnsName}.`;
  if (!comparesNamesAsIdna) {
    const name = lowerCase(dnsName.trim());
    return name.endsWith('.') ? name : `${name}.`;
  }
  const { key, warning } = normalizeDnsName(dnsName);
  if (warning !== undefined) log.warning(warning);
  return key;
}

/** Names that normalising leaves as they are, but for the final dot: a shortcut for zones of a hundred thousand. */
const isOrdinary = /^[a-z0-9_*.-]*[a-z0-9_*-]$/;
const hasOddHyphen = /--|^-|\.-|-\.|-$/;
