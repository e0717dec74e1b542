import { z } from 'zod';
import { cluster } from './cluster-shape.ts';
import { expectation } from './expectation-shape.ts';
import { kura } from './kura-shape.ts';
import { rollout } from './rollout-shape.ts';
import { step } from './step-shape.ts';
import { duration, hostName, name, nameOrUrl, oneOrMany, text, timeToLive } from './text-shapes.ts';

const zone = z.strictObject({
  name: hostName.describe('The name of the zone.'),
  records: text.optional().describe('Its records, as master-file lines (RFC 1035); names are relative to the zone.'),
  file: text.optional().describe('A master file with its records.'),
  'negative-ttl': timeToLive
    .optional()
    .describe(
      'How long resolvers may remember that a name does not exist, where no SOA record says so. Default: `30m`.',
    ),
  'record-limit': z
    .int()
    .min(1)
    .optional()
    .describe(
      'The most that the zone may hold: record sets, single records at Cloudflare; its own SOA and NS records are not counted. The provider refuses a controller what goes beyond it; `inmemory` has no such limit. Default: none.',
    ),
  id: text.optional().describe('The id that `--zone-id-filter` matches. Default: the name.'),
});

const resolver = z.strictObject({
  cache: z.boolean().optional().describe('Whether it remembers answers. Default: `true`.'),
  'max-ttl': timeToLive.optional().describe('The longest it keeps an answer. Default: as long as the records say.'),
  'max-negative-ttl': timeToLive
    .optional()
    .describe('The longest it keeps "does not exist". Default: as long as the zone says.'),
});

const client = z.strictObject({
  asks: nameOrUrl.describe('The name it looks up, or the URL it opens.'),
  resolver: name.optional().describe('The resolver it asks. Default: the authoritative servers.'),
  every: duration.optional().describe('How often it asks. Default: `1m`.'),
  starts: duration.optional().describe('When it first asks, from the beginning of the run. Default: `0s`.'),
  expects: name.optional().describe('The cluster that is meant to serve it.'),
});

const certificates = z.strictObject({
  delay: duration
    .optional()
    .describe('From a Certificate that is applied, or gets other names, to the new one in its Secret. Default: `1m`.'),
  quota: z
    .strictObject({
      domain: hostName.optional().describe('The registered domain that it counts for. Default: the first zone.'),
      limit: z.int().min(1).optional().describe('How many certificates in a window. Default: 50.'),
      window: duration
        .optional()
        .describe('How long they count. One is given back every `window / limit`. Default: `7d`.'),
      used: z.int().min(0).optional().describe('How many count already at the beginning. Default: 0.'),
    })
    .optional()
    .describe(
      "The limit of the authority, which all clusters share. Default: none; an empty map is that of Let's Encrypt.",
    ),
});

/** A scenario as it is written: the one source of its shape, its types and its JSON Schema. */
export const documentShape = z.strictObject({
  title: text.describe('What happens, in one sentence.'),
  because: oneOrMany(text).optional().describe('Why the scenario exists: a sentence, a link, or a list of them.'),
  seed: z.union([z.string(), z.int()]).optional().describe('Decides everything that is left to chance. Default: `1`.'),
  jitter: duration.optional().describe('Every timer is late by a random time of at most this. Default: `0s`.'),
  zone: z
    .union([hostName, zone, z.array(zone).min(1)])
    .describe('The zone that the controllers share: its name, a map, or a list of maps.'),
  elsewhere: text.optional().describe('Names outside the zones, as master-file lines with whole names.'),
  clusters: z.record(name, cluster).optional().describe('The Kubernetes clusters, by name.'),
  resolvers: z.record(name, resolver).optional().describe('Caching resolvers, by name.'),
  clients: z.record(name, client).optional().describe('Who uses the names, by name.'),
  certificates: certificates.optional().describe('The certificate authority that every cluster orders from.'),
  kura: kura.optional().describe('The product: environments that create instances and names by themselves.'),
  steps: z.array(step).min(1).optional().describe('What happens, in order. Default: one step, `settle: 1h`.'),
  rollout: rollout
    .optional()
    .describe(
      'Steps whose order is in question, by name. `dibs explore` takes them in every order; `dibs run`, after `steps`, as written, resting after each.',
    ),
  expect: z.array(expectation).optional().describe('What the run must show.'),
  variants: z
    .record(name, z.record(z.string(), z.unknown()))
    .optional()
    .describe('One run per variant, by name: a JSON Merge Patch (RFC 7386) over the rest of the file.'),
});

export type ScenarioDocument = z.output<typeof documentShape>;

/** A scenario as it is written in TypeScript. */
export type WrittenScenario = z.input<typeof documentShape>;
