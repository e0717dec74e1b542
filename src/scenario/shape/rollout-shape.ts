import { z } from 'zod';
import { exactlyOne } from './expectation-shape.ts';
import { stepVerbs } from './step-shape.ts';
import { name, oneOrMany } from './text-shapes.ts';

/** The verbs of a rollout: what people and pipelines do. Waiting, checking and bad luck belong to the explorer there. */
const {
  wait: _wait,
  settle: _settle,
  fire: _fire,
  fault: _fault,
  hold: _hold,
  expect: _expect,
  ...rolloutVerbs
} = stepVerbs;

const gate = z.strictObject({
  step: name.describe('The step that comes before.'),
  until: z.enum(['settled', 'served']).describe('What the pipeline waits for after it.'),
});

/** A step of a rollout: a verb, and what must have been done before. */
const rolloutStep = z
  .strictObject({
    ...z.strictObject(rolloutVerbs).partial().shape,
    after: oneOrMany(z.union([name, gate]))
      .optional()
      .describe(
        'Steps that are taken before this one: a name, or a map with `step` and `until`. Without it, any order goes.',
      ),
    only: z.array(name).optional().describe('Only in these variants.'),
  })
  .check(exactlyOne(Object.keys(rolloutVerbs), 'SCENARIO_NOT_ONE_VERB'));

/** The steps of a rollout, by name. */
export const rollout = z.record(name, rolloutStep);
