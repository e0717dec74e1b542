import { z } from 'zod';
import { ABILITIES, type Ability } from '../../kura/release.ts';
import { name, text } from './text-shapes.ts';

/** `urlAwareConvergence` as it is written in a scenario: `url-aware-convergence`. */
export function abilityKey(ability: Ability): string {
  return ability.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What each ability means, to those who write a release. */
const ABILITY_WORDS: Readonly<Record<Ability, string>> = {
  urlAwareConvergence: 'A server whose stored URL is not the rendered one is probed and activated again.',
  supersededEndpointPrune: 'Activation deletes the endpoint row of the URL that the server had before.',
  pruneAfterActivation: 'Activation deletes every mirrored row of the account that no server names.',
  endpointsFromServers: 'Clients are given the URLs of active servers; the endpoint table is not used.',
  hostInRevision: 'The manifest revision holds the rendered host, so that another host counts as drift.',
  orderedRevision: 'A manifest is applied again only where the live revision is older.',
  oldHostAlias: 'The host that a server is known by stays routed until the new one is active.',
  gateChecksEnvironment: 'The activation gate passes only an answer of its own environment.',
  unknownEnvironmentHasNoHost: 'Without a known TUIST_DEPLOY_ENV no public host is rendered.',
};

const abilities = Object.fromEntries(
  ABILITIES.map((ability) => [abilityKey(ability), z.boolean().optional().describe(ABILITY_WORDS[ability])]),
);

const migration = z.strictObject({
  id: text.describe('Its version in the migrations table.'),
  sql: text.describe('The statements; a text of one line that ends in `.sql` names a file.'),
  environments: z
    .array(z.enum(['prod', 'can', 'stag']))
    .optional()
    .describe('Where it does something. Default: everywhere.'),
});

const region = z.strictObject({
  id: name.describe('Its id.'),
  kind: z.enum(['public', 'private', 'local']).optional().describe('How its servers are reached. Default: `public`.'),
  'cluster-id': name.optional().describe('The part of host names that stands for it. Default: the id with `-1`.'),
  'ingress-class': text
    .optional()
    .describe('The class of its ingress controller. Default: `kura-<id>` for a public region, none for others.'),
  'fixed-url': text.optional().describe('The URL of a local region.'),
});

/** A release as a scenario writes it: what differs from the release it extends. */
export const release = z.strictObject({
  extends: name.optional().describe('The release to start from. Default: `before`.'),
  host: z
    .strictObject({
      public: text.optional().describe('The template of the public host.'),
      grpc: text.optional().describe('The template of the gRPC host; `none` where it has none of its own.'),
    })
    .optional()
    .describe('Host templates with `{account_handle}`, `{cluster_id}` and `{env_suffix}`.'),
  suffixes: z
    .strictObject({
      prod: z.string().optional().describe('In production.'),
      can: z.string().optional().describe('In canary.'),
      stag: z.string().optional().describe('In staging.'),
    })
    .optional()
    .describe('What `{env_suffix}` stands for.'),
  revision: text.optional().describe('The manifest revision.'),
  abilities: z
    .strictObject(abilities)
    .optional()
    .describe('What the release can do that another cannot. Default: as the release it extends.'),
  'handle-length-max': z
    .int()
    .min(1)
    .optional()
    .describe('The longest handle that an account may be created with, or renamed to. Default: 32.'),
  migrations: z.array(migration).optional().describe('Its migrations, in place of those of the release it extends.'),
  regions: z.array(region).optional().describe('Its regions, in place of those of the release it extends.'),
});

export type ReleaseDocument = z.output<typeof release>;
