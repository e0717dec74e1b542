import { z } from 'zod';
import { release } from './release-shape.ts';
import { duration, name, text, url } from './text-shapes.ts';

const handle = z.string().regex(/^[A-Za-z0-9-]{1,}$/, 'SCENARIO_BAD_NAME');

/** `handle/region`. */
const serverKey = z.string().regex(/^[A-Za-z0-9-]+\/[a-z0-9-]+$/, 'SCENARIO_BAD_NAME');

const technology = z.enum(['default', 'kura', 'kura-self-hosted-peer']);

const deployEnv = text.describe(
  'TUIST_DEPLOY_ENV of the pods (`prod`, `can`, `stag`); `unset` when it is missing, as is the default.',
);

const account = z.union([
  handle,
  z.strictObject({
    handle: handle.describe("The account's handle."),
    dedicated: z.boolean().optional().describe('Whether it has a gateway of its own. Default: `false`.'),
  }),
]);

const server = z.union([
  serverKey,
  z.strictObject({
    server: serverKey.describe('`handle/region`.'),
    status: z
      .enum(['provisioning', 'active', 'failed', 'destroying'])
      .optional()
      .describe('Its status at the beginning. Default: `active`, at the address that the release gives it.'),
    url: url.optional().describe('The URL stored for it, when it is not the one that the release renders.'),
  }),
]);

const endpointRow = z.strictObject({
  account: handle.describe("The account's handle."),
  url: url.describe('The URL of the row.'),
  technology: technology.optional().describe('Whose row it is. Default: `kura`.'),
});

const client = z.strictObject({
  account: handle.describe('The account whose endpoints it asks for.'),
  resolver: name.optional().describe('The resolver it uses. Default: the authoritative servers.'),
  every: duration.optional().describe('How often it works. Default: `1m`.'),
  starts: duration.optional().describe('When it first works, from the beginning of the run. Default: `0s`.'),
});

const environment = z.strictObject({
  cluster: name.describe('The cluster its instances run in.'),
  'deploy-env': deployEnv.optional(),
  release: name.describe('The release that runs at the beginning.'),
  pods: z.int().min(1).max(16).optional().describe('How many server pods; any of them may run a tick. Default: 1.'),
  surge: z
    .boolean()
    .optional()
    .describe('Whether a deploy starts a new pod before it stops an old one. Default: `true`.'),
  'batch-size': z
    .int()
    .min(1)
    .optional()
    .describe(
      'How many servers each phase of a tick takes up, those first that were written longest ago. Default: 200.',
    ),
  regions: z.array(name).optional().describe('The regions on offer. Default: `[eu-central]`.'),
  image: text.optional().describe('The runtime image tag that the environment wants. Default: `1.0.0`.'),
  accounts: z.array(account).optional().describe('Accounts at the beginning: handles, or maps.'),
  servers: z.array(server).optional().describe('Servers at the beginning: `handle/region`, or maps.'),
  endpoints: z.array(endpointRow).optional().describe('Rows of the endpoint table beside those of the servers.'),
  resolver: name.optional().describe('The resolver that the readiness probe asks. Default: the authoritative servers.'),
  clients: z.record(name, client).optional().describe("Command lines that use an account's endpoints, by name."),
});

/** The product: releases of one's own, and environments. */
export const kura = z.strictObject({
  releases: z
    .record(name, z.union([text, release]))
    .optional()
    .describe('Releases of your own: a map (usually `extends` and what differs), or the name of a file with it.'),
  environments: z.record(name, environment).describe('The environments, by name.'),
});

const environmentKey = name.describe('The environment.');
const accountKey = handle.describe("The account's handle.");
const regionKey = name.describe('The region.');

/** What operators and users do, by verb. */
export const kuraVerbs = {
  deploy: z
    .strictObject({
      environment: environmentKey,
      release: name.describe('The release to run from now on.'),
      migrate: z.boolean().optional().describe('Whether its migrations run first, as a hook. Default: `true`.'),
      pods: z
        .array(z.int().min(1))
        .min(1)
        .optional()
        .describe('Only these pods, counted from 1. Default: all of them.'),
    })
    .describe('Rolls a release out: its migrations, then its pods one after another.'),
  migrate: z
    .strictObject({ environment: environmentKey, release: name.describe('The release whose migrations run.') })
    .describe('Runs the migrations of a release and nothing else.'),
  'create-account': z
    .strictObject({ environment: environmentKey, account: accountKey })
    .describe('Registers an account.'),
  rename: z
    .strictObject({ environment: environmentKey, account: accountKey, to: handle.describe('The new handle.') })
    .describe('Renames an account.'),
  'delete-account': z
    .strictObject({ environment: environmentKey, account: accountKey })
    .describe('Deletes an account with everything that cascades from it.'),
  'create-server': z
    .strictObject({ environment: environmentKey, account: accountKey, region: regionKey })
    .describe('Creates a server for an account in a region.'),
  'destroy-server': z
    .strictObject({ environment: environmentKey, account: accountKey, region: regionKey })
    .describe("Destroys an account's server in a region."),
  'set-regions': z
    .strictObject({ environment: environmentKey, regions: z.array(name).describe('The regions on offer from now on.') })
    .describe('Changes which regions are on offer.'),
  'set-image': z
    .strictObject({ environment: environmentKey, image: text.describe('The runtime image tag wanted from now on.') })
    .describe('Changes the runtime image.'),
  'set-deploy-env': z
    .strictObject({ environment: environmentKey, 'deploy-env': deployEnv })
    .describe('Restarts the pods with another TUIST_DEPLOY_ENV.'),
  'insert-endpoint': z
    .strictObject({ environment: environmentKey, ...endpointRow.shape })
    .describe('Puts a row into the endpoint table by hand.'),
  'delete-endpoint': z
    .strictObject({ environment: environmentKey, account: accountKey, url: url.describe('The URL of the row.') })
    .describe('Deletes a row of the endpoint table by hand.'),
};
