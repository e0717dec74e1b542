import { z } from 'zod';
import {
  countKeys,
  duration,
  name,
  objectKeyText,
  oneOrMany,
  recordKey,
  reference,
  text,
  timeToLive,
  url,
} from './text-shapes.ts';

const recordValues = oneOrMany(text);

const invariantReference = z.union([
  name,
  z.record(name, z.strictObject({ for: duration.optional().describe('How long the opposite is tolerated.') })),
]);

/** A server's, object's or question's key has slashes and upper-case letters: the resolver looks it up. */
const pathText = z.string().regex(/^[^/\s]+(\/[^/\s]+)+$/, 'SCENARIO_BAD_NAME');

const count = z.strictObject({
  operation: z.enum(['create', 'update', 'delete', 'list']).optional().describe('Only calls of this kind.'),
  count: countKeys.count.optional(),
  'at-least': countKeys['at-least'].optional(),
  'at-most': countKeys['at-most'].optional(),
});

const metricValue = z.strictObject({
  labels: z
    .record(z.string().regex(/^[a-z_]+$/, 'SCENARIO_BAD_NAME'), z.string())
    .optional()
    .describe('Only samples with these labels, as they are under `/metrics`: in lower case.'),
  value: z.int().min(0).optional().describe('Exactly this.'),
  'at-least': z.int().min(0).optional().describe('This or more.'),
  'at-most': z.int().min(0).optional().describe('This or less.'),
});

/** What can be expected, by form. */
export const expectationForms = {
  records: z
    .record(
      recordKey,
      z.union([
        recordValues,
        z.strictObject({
          values: recordValues.describe('The values, in any order.'),
          ttl: timeToLive.optional().describe('The time to live.'),
        }),
      ]),
    )
    .describe(
      'What the zone stores, by `name TYPE`: a value, a list of values in any order, `present`, `absent`, or a map with `values` and `ttl`.',
    ),
  owners: z
    .record(recordKey, text)
    .describe(
      "The owner id that a record set's TXT records (or, with other registries, its table row or DNSRecord object) name, by `name TYPE`; `none`: it exists and has no owner.",
    ),
  zone: z
    .string()
    .describe(
      'Everything the zone stores, as master-file lines, TXT records included; SOA and the NS of the zone itself aside. An empty text: nothing.',
    ),
  dig: z
    .record(recordKey, recordValues)
    .describe('What a resolver answers, by `name TYPE`: values in any order, `NXDOMAIN`, `NODATA` or `SERVFAIL`.'),
  log: z
    .strictObject({
      actor: reference.describe('Whose log: a controller or an environment; both, where they have one name.'),
      contains: z.string().optional().describe('Part of the message. Default: any message.'),
      level: z.enum(['debug', 'info', 'warning', 'error', 'fatal']).optional().describe('Only lines of this level.'),
      count: countKeys.count.optional(),
      'at-least': countKeys['at-least'].optional(),
      'at-most': countKeys['at-most'].optional(),
    })
    .describe('Lines of a log. Without a number: at least one.'),
  served: z
    .record(reference, reference)
    .describe(
      'Who last served a client: a cluster, an environment, `fallback` or `nobody`. Clients of environments are `environment/client`.',
    ),
  endpoints: z
    .record(pathText, z.array(url))
    .describe(
      'The rows of the endpoint table, by `environment/account`: exactly these URLs, of whichever technology, in any order.',
    ),
  servers: z
    .record(
      pathText,
      z.union([
        z.literal('absent'),
        z.strictObject({
          status: z
            .enum(['provisioning', 'active', 'failed', 'destroying', 'destroyed'])
            .optional()
            .describe('Its status.'),
          url: text.optional().describe('Its stored URL; `none` when there is none.'),
          image: text.optional().describe('Its current image tag; `none` when there is none.'),
        }),
      ]),
    )
    .describe('Servers, by `environment/account/region`; only the keys given are compared.'),
  objects: z
    .record(name, z.record(objectKeyText, z.union([z.literal(['present', 'absent']), z.record(text, z.unknown())])))
    .describe(
      'Kubernetes objects, by cluster and `Kind/namespace/name`: `present`, `absent`, or a map from dotted path to value, where `absent` means no such member.',
    ),
  up: z
    .strictObject({
      url: url.describe('The URL to open.'),
      resolver: name.optional().describe('The resolver to ask. Default: the authoritative servers.'),
      answer: z
        .union([z.int().min(100).max(599), z.enum(['not-resolvable', 'unreachable', 'certificate-mismatch'])])
        .optional()
        .describe('A status code, or what goes wrong before there is one. Default: 200.'),
      by: name.optional().describe('The cluster that answers.'),
    })
    .describe('What somebody who opens a URL gets.'),
  calls: z.record(reference, count).describe('How many changes a controller asked of its provider.'),
  metrics: z
    .record(reference, z.record(text, z.union([z.int().min(0), oneOrMany(metricValue)])))
    .describe(
      'What a controller shows under `/metrics`, by controller and metric: a number, a map, or a list of maps. Samples are summed over all labels that are not given; a metric without samples is 0.',
    ),
  holds: z.array(invariantReference).describe('Invariants that hold.'),
  violates: z.array(invariantReference).describe('Invariants that do not hold: the scenario shows a known defect.'),
  settled: z.boolean().describe('Whether nothing shared would change any more.'),
};

/** The moments that count, by key. */
export const expectationTimings = {
  at: duration.describe('At this moment of the run.'),
  within: duration.describe('At some moment, no later than this.'),
  always: z.literal(true).describe('At every moment.'),
  never: z.literal(true).describe('At no moment.'),
  eventually: z.literal(true).describe('At some moment.'),
  reachable: z
    .literal(true)
    .describe('At some moment in some order of events: for `dibs explore`, which shows the shortest way there.'),
  'not-before': z
    .strictObject(expectationForms)
    .partial()
    .check(exactlyOne(Object.keys(expectationForms), 'SCENARIO_NOT_ONE_FORM'))
    .describe('At no moment before this has been so: another expectation, a map with its form alone.'),
  unreachable: z.literal(true).describe('At no moment in any order of events: for `dibs explore`.'),
};

/** One expectation: a form, and when it has to hold. */
export const expectation = z
  .strictObject({
    ...z.strictObject(expectationForms).partial().shape,
    ...z.strictObject(expectationTimings).partial().shape,
    resolver: name.optional().describe('With `dig`: the resolver to ask. Default: the authoritative servers.'),
    for: duration.optional().describe('With `holds` or `violates`: how long the opposite is tolerated.'),
    only: z.array(name).optional().describe('Only in these variants.'),
  })
  .check(exactlyOne(Object.keys(expectationForms), 'SCENARIO_NOT_ONE_FORM'));

/**
 * A check that exactly one of the keys is there. The problem that it makes carries the code. Where a key is unknown,
 * that is the mistake, and a missing verb only its consequence.
 */
export function exactlyOne(keys: readonly string[], code: string) {
  return (payload: z.core.ParsePayload<Record<string, unknown>>): void => {
    const { value } = payload;
    const foundCount = keys.filter((key) => value[key] !== undefined).length;
    if (foundCount === 1 || (foundCount === 0 && payload.issues.length > 0)) return;
    payload.issues.push({ code: 'custom', message: code, input: value, params: { known: keys } });
  };
}
