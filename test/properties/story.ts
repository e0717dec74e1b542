import type { InvariantFinding } from '../../src/properties/finding.ts';
import type { InvariantName } from '../../src/properties/invariant.ts';
import { flags, ingress, runStory } from '../timeline/story.ts';

/** What is found at the end of a story, if one invariant is expected to hold: no findings, and it holds. */
export function findingsOf(
  invariant: InvariantName,
  story: string,
  options: { readonly for?: string; readonly seed?: string } = {},
): readonly InvariantFinding[] {
  const tolerance = options.for === undefined ? '' : `, for: ${options.for}`;
  const text = `${story}expect: [{ holds: [${invariant}]${tolerance} }]\n`;
  const run = runStory(text, options.seed === undefined ? {} : { seed: options.seed });
  if (run.troubles.length > 0) throw new Error(JSON.stringify(run.troubles));
  return run.expectations.flatMap(({ findings }) => findings as readonly InvariantFinding[]);
}

/** The text of an ownership record. */
export function txt(owner: string): string {
  return `"heritage=external-dns,external-dns/owner=${owner},external-dns/resource=ingress/default/app"`;
}

/** A story in one zone. `clusters` are lines of YAML below `clusters:`, `steps` those below `steps:`. */
export function story(parts: {
  readonly records?: readonly string[];
  readonly clusters: readonly string[];
  readonly steps?: readonly string[];
  readonly more?: string;
}): string {
  const { records = [], clusters, steps = ['settle: 1h'], more = '' } = parts;
  const zone = ['  name: example.org', '  records: |', '    $TTL 300', ...records.map((record) => `    ${record}`)];
  return [
    'title: A story',
    'zone:',
    ...zone,
    'clusters:',
    ...clusters.map((cluster) => `  ${cluster}`),
    'steps:',
    ...steps.map((step) => `  - ${step}`),
    more,
    '',
  ].join('\n');
}

/** A cluster whose external-dns has these flags and which has these hosts in one Ingress. */
export function cluster(
  name: string,
  options: {
    readonly address: string;
    readonly owner?: string;
    readonly flags?: readonly string[];
    readonly hosts?: readonly string[];
    readonly provider?: string;
    readonly starts?: string;
    readonly manifests?: readonly string[];
  },
): string {
  const { address, owner = name, provider = 'aws', starts = '0s', hosts = [] } = options;
  const all = flags(owner, '--policy=sync', ...(options.flags ?? [])).replace(
    '--provider=aws',
    `--provider=${provider}`,
  );
  const manifests = options.manifests ?? (hosts.length === 0 ? [] : [ingress('app', ...hosts)]);
  const parts = [
    `load-balancer: ${address}`,
    `external-dns: { flags: ${all}, starts: ${starts} }`,
    ...(manifests.length === 0 ? [] : [`manifests: [${manifests.join(', ')}]`]),
  ];
  return `${name}: { ${parts.join(', ')} }`;
}
