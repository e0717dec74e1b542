import fc from 'fast-check';
import type { Configuration } from '../../../src/externaldns/configuration.ts';
import type { Endpoint, LogLine } from '../../../src/externaldns/endpoint.ts';
import { Log } from '../../../src/externaldns/log.ts';
import { collectEndpoints } from '../../../src/externaldns/source/collect-endpoints.ts';
import { readSourceSettings } from '../../../src/externaldns/source/source-settings.ts';
import type { KubernetesObject } from '../../../src/kubernetes/cluster.ts';
import { objectsWith } from '../arbitraries/kubernetes-object.ts';
import { unset } from '../configuration.ts';
import { type Kind, sorted } from '../kind.ts';
import { refused } from './filter.ts';

/** Manifests, and the flags under which sources look at them. */
interface SourcesCase {
  readonly flags: SourceFlags;
  readonly objects: readonly KubernetesObject[];
}

type SourceFlags = Pick<
  Configuration,
  | 'sources'
  | 'provider'
  | 'namespace'
  | 'annotationPrefix'
  | 'annotationFilter'
  | 'labelFilter'
  | 'ingressClassNames'
  | 'fqdnTemplate'
  | 'combineFqdnAnnotation'
  | 'ignoreHostnameAnnotation'
  | 'ignoreIngressRulesSpec'
  | 'ignoreIngressTLSSpec'
  | 'publishInternalServices'
  | 'defaultTargets'
  | 'forceDefaultTargets'
  | 'targetNetFilter'
  | 'excludeTargetNets'
  | 'minTTLSeconds'
  | 'preferAlias'
  | 'managedRecordTypes'
>;

/** Mostly the first one, which switches nothing on. */
function mostly<T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

const flags: fc.Arbitrary<SourceFlags> = fc.record({
  sources: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(['ingress'], ['service'], ['ingress', 'service'], ['service', 'ingress']) },
    { weight: 1, arbitrary: fc.constantFrom(['crd'], ['crd', 'ingress', 'service']) },
  ),
  provider: fc.constantFrom('inmemory', 'cloudflare', 'aws'),
  namespace: mostly('', 'default'),
  annotationPrefix: mostly('external-dns.kubernetes.io/', 'external-dns.alpha.kubernetes.io/', 'dns.ex.org/'),
  annotationFilter: mostly('', 'team=a', 'team in (a,b)', '!team', 'kubernetes.io/ingress.class in (nginx)'),
  labelFilter: mostly('', 'app=web', 'app!=web', 'app notin (web,db)', 'app,tier'),
  ingressClassNames: mostly<readonly string[]>([], ['nginx'], ['nginx', 'traefik']),
  fqdnTemplate: mostly(
    '',
    '{{.Name}}.ex.org',
    '{{ .Name }}.{{ .Namespace }}.ex.org, foo.ex.org.',
    '{{ index .Labels "app" }}.t.org',
    '{{.Labels.app}}.t.org',
    'foo.ex.org {{- .Name -}} ,',
  ),
  combineFqdnAnnotation: fc.boolean(),
  ignoreHostnameAnnotation: mostly(false, true),
  ignoreIngressRulesSpec: mostly(false, true),
  ignoreIngressTLSSpec: mostly(false, true),
  publishInternalServices: mostly(false, true),
  defaultTargets: mostly<readonly string[]>([], ['9.9.9.9'], ['default.lb', '2001:db8::9']),
  forceDefaultTargets: mostly(false, true),
  targetNetFilter: mostly<readonly string[]>([], ['10.0.0.0/8'], ['2001:db8::/32', 'nonsense'], ['0.0.0.0/0']),
  excludeTargetNets: mostly<readonly string[]>([], ['10.0.0.0/24'], [' 1.1.1.0/24 ']),
  minTTLSeconds: mostly(0, 120),
  preferAlias: mostly(false, true),
  managedRecordTypes: fc.constant(['A', 'AAAA', 'CNAME']),
});

const cases: fc.Arbitrary<SourcesCase> = flags.chain((given) =>
  fc.record({ flags: fc.constant(given), objects: objectsWith(given.annotationPrefix) }),
);

/** Manifests to endpoints: ingress, service and crd with the whole pipeline of wrappers. */
export const sources: Kind<SourcesCase> = {
  name: 'sources',
  program: 'sources',
  share: 40,
  cases,
  model({ flags: given, objects }) {
    const { settings, problems, log: beginning } = readSourceSettings({ ...unset, ...given });
    if (problems.length > 0) return refused;
    const log = new Log('debug');
    const collected = collectEndpoints(objects, settings, log);
    const unknown = collected.problems.filter(({ code }) => code.startsWith('SOURCE_SERVICE_NEEDS_'));
    if (unknown.length > 0) return { unknown };
    return { endpoints: collected.endpoints, log: [...beginning, ...log.lines] };
  },
  normalise(answer, { flags: given }) {
    const { endpoints, log } = answer as { readonly endpoints: readonly Endpoint[]; readonly log: readonly LogLine[] };
    if (endpoints === undefined) return answer;
    const isOrderFree = endpoints.length <= 2 || given.provider === 'cloudflare';
    return {
      endpoints: sorted(isOrderFree ? endpoints : endpoints.map(withoutProperties)),
      log: sorted(log.filter(({ message }) => !isInformers(message)).map(withSortedProperties)),
    };
  },
};

/**
 * Endpoints of one object share a list of properties, which dropping other providers' corrupts in the order in which a
 * map of endpoints was walked. Go walks small maps in rotations of one order only, among which the model's need not be.
 */
function withoutProperties(endpoint: Endpoint): Endpoint {
  return { ...endpoint, providerSpecific: null };
}

/** Properties are printed in the order in which the map of annotations was walked. */
function withSortedProperties(line: LogLine): LogLine {
  const message = line.message.replace(/\[\{(.*?)\}\]/g, (_, inner: string) => {
    return `[{${inner.split('} {').sort().join('} {')}}]`;
  });
  return { ...line, message };
}

/** Said by the informer when an object arrives, not by the loop that asks the source. */
function isInformers(message: string): boolean {
  return message.startsWith('Skipping ') && message.includes(' because controller ');
}
