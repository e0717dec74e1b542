import type { Configuration } from '../../configuration.ts';
import { endpointText } from '../../endpoint/endpoint-text.ts';
import {
  aliasOf,
  booleanPropertyOf,
  propertyOf,
  withoutProperty,
  withProperty,
} from '../../endpoint/provider-specific.ts';
import type { Endpoint } from '../../endpoint.ts';
import type { Log } from '../../log.ts';
import { rulesOf } from '../../version.ts';
import { isServiceName } from './alias-targets.ts';

/** What records without a TTL get, and what alias records are taken to have (aws.go:defaultTTL). */
export const defaultTTL = 300;

/** The property that says whether an alias follows its target's health. `--aws-evaluate-target-health` is on. */
export const evaluateTargetHealth = 'aws/evaluate-target-health';

/**
 * Desired endpoints in the form in which Route 53 would list their records. A CNAME to an AWS service becomes an alias
 * A, and an alias AAAA at the end of the list; other CNAMEs say that they are none.
 *
 * *Source:* provider/aws/aws.go: AdjustEndpoints and the functions it calls.
 */
export function adjustEndpoints(
  endpoints: readonly Endpoint[],
  { configuration, log }: { readonly configuration: Configuration; readonly log: Log },
): readonly Endpoint[] {
  if (!rulesOf(configuration).listsAliasesAsA)
    return endpoints.map((each) => markedAlias(each, { configuration, log }));
  const added: Endpoint[] = [];
  const adjusted = endpoints.map((endpoint) => {
    if (endpoint.recordType === 'A' || endpoint.recordType === 'AAAA') return adjustedAddress(endpoint, log);
    if (endpoint.recordType !== 'CNAME') return endpoint;
    const [first, second] = adjustedCname(endpoint, { configuration, log });
    if (second !== undefined) added.push(second);
    return first;
  });
  return [...adjusted, ...added];
}

/**
 * Before v0.14.0 an alias stayed a CNAME, with properties that say so. (The AAAA alias for an Ingress with a dual-stack
 * load balancer is not modelled.)
 */
function markedAlias(
  endpoint: Endpoint,
  { configuration, log }: { readonly configuration: Configuration; readonly log: Log },
): Endpoint {
  let marked = endpoint;
  const isChosen = endpoint.recordType === 'CNAME' && propertyOf(endpoint, 'alias') === undefined;
  if (isChosen && !configuration.awsPreferCNAME && isServiceName(endpoint.targets[0] ?? '')) {
    log.debug(() => `Modifying endpoint: ${endpointText(endpoint)}, setting alias=true`);
    marked = withProperty(marked, { name: 'alias', value: 'true' });
  }
  const isAlias = propertyOf(marked, 'alias') === 'true';
  if (!isAlias || propertyOf(marked, evaluateTargetHealth) !== undefined) return marked;
  const described = endpointText(marked);
  log.debug(() => `Modifying endpoint: ${described}, setting ${evaluateTargetHealth}=true`);
  return withProperty(marked, { name: evaluateTargetHealth, value: 'true' });
}

function adjustedAddress(endpoint: Endpoint, log: Log): Endpoint {
  if (aliasOf(endpoint) === 'true') return withBias(adjustedAlias(endpoint, log));
  return withBias(withoutProperty(withoutProperty(endpoint, 'alias'), evaluateTargetHealth));
}

function adjustedCname(
  cname: Endpoint,
  { configuration, log }: { readonly configuration: Configuration; readonly log: Log },
): readonly [Endpoint, Endpoint?] {
  let endpoint = cname;
  if (aliasOf(endpoint) === undefined) {
    const isAlias = !configuration.awsPreferCNAME && isAliasTarget(endpoint.targets[0], log);
    log.debug(() => `Modifying endpoint: ${endpointText(cname)}, setting alias=${isAlias}`);
    endpoint = withProperty(endpoint, { name: 'alias', value: String(isAlias) });
  }
  switch (aliasOf(endpoint)) {
    case 'true': {
      const a = withBias(adjustedAlias({ ...endpoint, recordType: 'A' }, log));
      return [a, { ...a, recordType: 'AAAA' }];
    }
    case 'A':
      return [withBias(adjustedAlias({ ...endpoint, recordType: 'A' }, log))];
    case 'AAAA':
      return [withBias(adjustedAlias({ ...endpoint, recordType: 'AAAA' }, log))];
    default:
      return [withBias(withoutProperty(endpoint, evaluateTargetHealth))];
  }
}

function adjustedAlias(endpoint: Endpoint, log: Log): Endpoint {
  const isTimed = endpoint.recordTTL > 0;
  if (isTimed) log.debug(() => `Modifying endpoint: ${endpointText(endpoint)}, setting ttl=${defaultTTL}`);
  const value = String(booleanPropertyOf(endpoint, evaluateTargetHealth) ?? true);
  const timed = isTimed ? { ...endpoint, recordTTL: defaultTTL } : endpoint;
  return withProperty(timed, { name: evaluateTargetHealth, value });
}

function isAliasTarget(target: string | undefined, log: Log): boolean {
  if (target === undefined) return false;
  if (isServiceName(target)) return true;
  if (target.endsWith('.amazonaws.com')) {
    log.warning(
      `Could not find canonical hosted zone for domain ${target}. This may be because your region is not supported yet.`,
    );
  }
  return false;
}

/** A record routed by proximity has a bias, 0 unless said otherwise (adjustGeoProximityLocationEndpoint). */
function withBias(endpoint: Endpoint): Endpoint {
  const bias = 'aws/geoproximity-bias';
  const isByProximity = ['region', 'local-zone-group', 'coordinates'].some(
    (member) => propertyOf(endpoint, `aws/geoproximity-${member}`) !== undefined,
  );
  return endpoint.setIdentifier === '' || !isByProximity || propertyOf(endpoint, bias) !== undefined
    ? endpoint
    : withProperty(endpoint, { name: bias, value: '0' });
}
