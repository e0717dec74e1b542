import { z } from 'zod';
import { flags, manifests, version } from './cluster-shape.ts';
import { exactlyOne, expectation } from './expectation-shape.ts';
import { kuraVerbs } from './kura-shape.ts';
import { duration, hostName, name, objectKeyText, recordKey, reference, text } from './text-shapes.ts';

const clusterKey = name.describe('The cluster.');
/** An actor, a dot, what it does: `east.call`, `east.issue kura/web-tls`. */
const actionId = z.string().regex(/^[^\s.]+\.\S.*$/, 'SCENARIO_BAD_NAME');

/** What a step can do, by verb. */
export const stepVerbs = {
  apply: z
    .strictObject({ cluster: clusterKey, manifests: manifests.describe('The objects, as in `clusters`.') })
    .describe('Creates or replaces objects, as `kubectl apply`.'),
  delete: z
    .strictObject({
      cluster: clusterKey,
      objects: z.array(objectKeyText).describe('`Kind/namespace/name`, or `Kind/name` in the namespace `default`.'),
    })
    .describe('Deletes objects.'),
  'set-flags': z
    .strictObject({
      controller: reference.describe('The controller.'),
      flags: flags.optional().describe('All flags that it has from now on.'),
      version: version.describe('The release that runs from now on. Default: the same.'),
      change: flags.optional().describe('Flags that take the place of those of the same name; the others stay.'),
    })
    .describe('Restarts a controller with other flags.'),
  stop: reference.describe('Scales a controller to zero.'),
  start: reference.describe('Scales a stopped controller to one.'),
  fault: z
    .strictObject({
      action: actionId.describe('The action, as in traces: `east.call`.'),
      outcome: text.describe('How it is to turn out: `crash`, `refused`, …'),
      skip: z.int().min(0).optional().describe('So many times it first turns out as usual. Default: 0.'),
      times: z.int().min(1).optional().describe('So many times it turns out like this. Default: 1.'),
    })
    .describe('Lets an action go wrong when it happens next.'),
  hold: z
    .strictObject({
      action: actionId.describe('The action, as in traces: `east.sync`, `east.issue kura/web-tls`.'),
      for: duration.describe('How long it does not happen; what comes due meanwhile happens then.'),
    })
    .describe('Keeps an action from happening for a while: a loop that is late or missed, an event that is lost.'),
  'edit-zone': z
    .strictObject({
      zone: hostName.optional().describe('The zone, where there are several.'),
      remove: z.array(recordKey).optional().describe('Record sets to remove: `name TYPE`.'),
      add: text.optional().describe('Record sets to add, as master-file lines.'),
    })
    .describe('Edits a zone by hand.'),
  wait: duration.describe('Lets time pass.'),
  settle: z
    .union([duration, z.strictObject({ within: duration.describe('The time it has for that.') })])
    .describe('Runs until nothing shared changes any more; fails if that takes longer than this.'),
  fire: actionId.describe('Lets one action happen now.'),
  expect: z.array(expectation).describe('What holds at this moment; with `within`, soon.'),
  ...kuraVerbs,
};

/** One step: a verb, and when it is taken. */
export const step = z
  .strictObject({
    ...z.strictObject(stepVerbs).partial().shape,
    name: text.optional().describe('What to call the step in reports.'),
    at: duration.optional().describe('Not before this moment of the run.'),
    only: z.array(name).optional().describe('Only in these variants.'),
  })
  .check(exactlyOne(Object.keys(stepVerbs), 'SCENARIO_NOT_ONE_VERB'));
