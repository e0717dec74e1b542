import type { ScenarioDocument } from './shape/document-shape.ts';
import { expectationForms } from './shape/expectation-shape.ts';

/** An expectation as written. */
export type WrittenExpectation = NonNullable<ScenarioDocument['expect']>[number];

/** The form that an expectation has; its shape has exactly one. */
export function formKeyOf(written: WrittenExpectation): keyof typeof expectationForms {
  const keys = Object.keys(expectationForms) as (keyof typeof expectationForms)[];
  return keys.find((key) => written[key] !== undefined) as keyof typeof expectationForms;
}
