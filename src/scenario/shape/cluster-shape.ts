import { z } from 'zod';
import { address, duration, name, oneOrMany, text } from './text-shapes.ts';

/** A Kubernetes object written in place. What it must hold is for the manifest reader to say. */
export const inlineObject = z.record(z.string(), z.unknown());

/** Manifests: a text of several lines is YAML itself, a text of one line names a file, a map is an object. */
export const manifests = z.union([text, z.array(z.union([text, inlineObject]))]);

/** Command-line flags, one an item. */
export const flags = z.array(text);

/** A release of external-dns. */
export const version = text
  .optional()
  .describe(
    'The release that runs, such as `v0.18.0`, from v0.11.0 on. Default: the tag of the image in `deployment`, or the newest.',
  );

const controllerMap = z.strictObject({
  version,
  flags: flags.optional().describe('Command-line flags, as in the Deployment.'),
  deployment: z
    .union([text, inlineObject])
    .optional()
    .describe('A Deployment whose container arguments are the flags: a file name, the YAML itself, or the object.'),
  change: flags
    .optional()
    .describe('Flags that take the place of those of the same name in `flags` or `deployment`; the others stay.'),
  starts: duration.optional().describe('When the process first starts, from the beginning of the run. Default: `0s`.'),
  stopped: z.boolean().optional().describe('Scaled to zero at first: a `start` step starts it. Default: `false`.'),
});

/** One controller: its flags, or a map when there is more to say. */
export const controller = z.union([flags, controllerMap]);

const addresses = oneOrMany(address);

/** A cluster, its load balancer, controllers and objects. */
export const cluster = z.strictObject({
  'load-balancer': z
    .union([addresses, z.record(z.string(), addresses)])
    .optional()
    .describe(
      'The address (or name) that Ingresses and Services get; several; or a map from ingress class to those, where `"*"` stands for every class not named.',
    ),
  'external-dns': controller.optional().describe("The cluster's external-dns: a list of flags, or a map."),
  controllers: z
    .record(name, controller)
    .optional()
    .describe('Several controllers in one cluster, by name; each is then called `cluster/name`.'),
  manifests: manifests
    .optional()
    .describe(
      'The objects at the beginning: a list of file names and objects, or YAML documents as a text of several lines.',
    ),
});
