import type { ScenarioDocument } from './shape/document-shape.ts';
import { stepVerbs } from './shape/step-shape.ts';

/** A step as written; those of a rollout have fewer keys. */
export type WrittenStep = NonNullable<ScenarioDocument['steps']>[number];

/** The verb of a step; its shape has exactly one. */
export function verbKeyOf(written: WrittenStep): keyof typeof stepVerbs {
  const keys = Object.keys(stepVerbs) as (keyof typeof stepVerbs)[];
  return keys.find((key) => written[key] !== undefined) as keyof typeof stepVerbs;
}
