import { normalizeDnsName } from '../../dns/normalize-dns-name.ts';
import type { Log } from '../log.ts';

/**
 * The name under which a plan compares an endpoint: lower case, A-labels, with a final dot. Names that are no proper
 * IDNA leave a warning in the log.
 *
 * *Source:* plan/plan.go:newPlanKey.
 */
export function rowName(dnsName: string, log: Log): string {
  if (isOrdinary.test(dnsName) && !hasOddHyphen.test(dnsName)) return `${dnsName}.`;
  const { key, warning } = normalizeDnsName(dnsName);
  if (warning !== undefined) log.warning(warning);
  return key;
}

/** Names that normalising leaves as they are, but for the final dot: a shortcut for zones of a hundred thousand. */
const isOrdinary = /^[a-z0-9_*.-]*[a-z0-9_*-]$/;
const hasOddHyphen = /--|^-|\.-|-\.|-$/;
