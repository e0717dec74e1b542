import type { Configuration } from '../configuration.ts';
import { endpointsForHostname } from '../endpoint/endpoints-for-hostname.ts';
import { quote } from '../endpoint/quote.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Log } from '../log.ts';
import { rulesOf } from '../version.ts';

/**
 * Gives endpoints without targets the default targets, one endpoint for each type that these call for; with
 * `--force-default-targets`, and always before v0.18.0, all endpoints. Labels stay, properties are shared.
 *
 * *Source:* source/wrappers/multisource.go.
 */
export function withDefaultTargets(
  endpoints: readonly Endpoint[],
  configuration: Pick<Configuration, 'version' | 'defaultTargets' | 'forceDefaultTargets'>,
  log: Log,
): readonly Endpoint[] {
  const { defaultTargets, forceDefaultTargets } = configuration;
  if (defaultTargets.length === 0) return endpoints;
  const isForced = forceDefaultTargets || !rulesOf(configuration).keepsTargetsOverDefaults;
  return endpoints.flatMap((endpoint) => {
    const { dnsName, recordType, targets, labels } = endpoint;
    if (isForced || targets.length === 0) {
      const expanded = endpointsForHostname({ ...endpoint, targets: defaultTargets, resource: '' }, log);
      return expanded.map((each) => ({ ...each, labels }));
    }
    log.warning(
      `Source provided targets for ${quote(dnsName)} (${recordType}), ignoring default targets [${defaultTargets.join(', ')}] due to new behavior. Use --force-default-targets to revert to old behavior.`,
    );
    return [endpoint];
  });
}
